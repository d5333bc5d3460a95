package versioning

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"

	"tizbe/corpus"
)

// ErrTooOpen: so many dates are open at once that the candidate revisions
// cannot be listed.
var ErrTooOpen = errors.New("too many open dates")

// maxCandidates bounds the candidate revisions of one question.
const maxCandidates = 4096

// A Candidate is one set of events that may govern, given what is known.
type Candidate struct {
	// ID is the ID of the last event where the events are those of one of
	// [Act.Revisions], else all their IDs joined by "+"; "" for
	// no event at all, when the act does not govern.
	ID     string
	Events []*Event
}

// IDs returns the IDs of the candidate's events in order of adoption.
func (c Candidate) IDs() []string {
	out := make([]string, len(c.Events))
	for i, e := range c.Events {
		out[i] = e.ID
	}
	return out
}

// Last returns the event that the revision is named after, or nil.
func (c Candidate) Last() *Event {
	if len(c.Events) == 0 {
		return nil
	}
	return c.Events[len(c.Events)-1]
}

// Shown returns the events whose changes the text shows: without those that
// have ended, and their ends. What ended as a whole keeps its last text.
func (c Candidate) Shown() []*Event {
	out, _ := live(c.Events)
	return out
}

// An AsOf says which revisions may govern a legal relation.
type AsOf struct {
	On, Seen corpus.Date
	// Candidates are all sets of events that some completion of the open
	// dates gives, fewest events first.
	Candidates []Candidate
	// Earliest is the index of the one that takes every event at its earliest
	// possible day, and an end at its latest: the text to show where one is
	// needed.
	Earliest int
	// Open are the timings of the events that govern in some completions and
	// not in others.
	Open []Timing
	// Relaxed lists, for each presumption that narrowed the candidates, those
	// that would be added without it.
	Relaxed []Relaxation
}

// A Relaxation is what dropping one presumption would add.
type Relaxation struct {
	Presumption Presumption
	Timing      Timing
	Added       []Candidate
}

// AsOf returns the candidate revisions for a legal relation of the day on, as
// the law stood on the day seen. An event governs when it was adopted and in
// force by seen and applies from on or earlier; nothing governs where the
// adoption does not.
func (a *Act) AsOf(on, seen corpus.Date) (AsOf, error) {
	r := AsOf{On: on, Seen: seen}
	sets, err := possible(a.timings, on, seen, nil)
	if err != nil {
		return r, fmt.Errorf("act %s on %s: %w", a.ID, on, err)
	}
	r.Candidates = a.candidates(sets)
	earliest := a.candidates([][]bool{earliest(a.timings, on, seen)})[0]
	// Where a day of publication is shared, the earliest days of its events
	// may not be possible together; the fullest candidate stands in.
	r.Earliest = len(r.Candidates) - 1
	if i := slices.IndexFunc(r.Candidates, func(c Candidate) bool { return c.ID == earliest.ID }); i >= 0 {
		r.Earliest = i
	}
	for i, t := range a.timings {
		in := slices.ContainsFunc(sets, func(s []bool) bool { return s[i] })
		out := slices.ContainsFunc(sets, func(s []bool) bool { return !s[i] })
		if in && out {
			r.Open = append(r.Open, t)
		}
	}
	for _, t := range a.timings {
		for _, p := range t.Presumptions {
			more, err := possible(a.timings, on, seen, func(q Presumption) bool { return q == p })
			if err != nil {
				return r, fmt.Errorf("act %s on %s: %w", a.ID, on, err)
			}
			var added []Candidate
			for _, c := range a.candidates(more) {
				if !slices.ContainsFunc(r.Candidates, func(d Candidate) bool { return d.ID == c.ID }) {
					added = append(added, c)
				}
			}
			if len(added) > 0 {
				r.Relaxed = append(r.Relaxed, Relaxation{p, t, added})
			}
		}
	}
	return r, nil
}

// candidates turns sets of events into candidates without doubles, fewest
// events first.
func (a *Act) candidates(sets [][]bool) []Candidate {
	var out []Candidate
	for _, s := range sets {
		c := Candidate{Events: a.chosen(s)}
		c.ID = a.revisionID(c.Events)
		if !slices.ContainsFunc(out, func(d Candidate) bool { return d.ID == c.ID }) {
			out = append(out, c)
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		if len(out[i].Events) != len(out[j].Events) {
			return len(out[i].Events) < len(out[j].Events)
		}
		return out[i].ID < out[j].ID
	})
	return out
}

func (a *Act) revisionID(events []*Event) string {
	if len(events) == 0 {
		return ""
	}
	if !a.ends {
		if slices.Equal(events, a.Events[:len(events)]) {
			return events[len(events)-1].ID
		}
	} else {
		for _, c := range a.Revisions() {
			if slices.Equal(events, c.Events) {
				return c.ID
			}
		}
	}
	ids := make([]string, len(events))
	for i, e := range events {
		ids[i] = e.ID
	}
	return strings.Join(ids, "+")
}

// Revisions returns the revisions that arise when the events take effect one
// after the other in order of adoption.
//
// An end that another wording of the clause replaced before it came makes none.
func (a *Act) Revisions() []Candidate {
	out := make([]Candidate, 0, len(a.Events))
	for i, e := range a.Events {
		c := Candidate{e.ID, a.Events[: i+1 : i+1]}
		if a.ends {
			set := make([]bool, len(a.timings))
			for j := range c.Events {
				set[j] = true
			}
			settle(a.timings, set)
			if !set[i] {
				continue
			}
			c.Events = a.chosen(set)
		}
		out = append(out, c)
	}
	return out
}

// chosen returns the events of a set.
func (a *Act) chosen(set []bool) []*Event {
	var out []*Event
	for i, in := range set {
		if in {
			out = append(out, a.Events[i])
		}
	}
	return out
}

// Revision returns the revision with the ID, which may name a set of events
// ("2025-09-24+2026-02-20"). The error wraps [ErrUnknownRevision].
func (a *Act) Revision(id string) (Candidate, error) {
	for _, c := range a.Revisions() {
		if c.ID == id {
			return c, nil
		}
	}
	var events []*Event
	for _, e := range a.Events {
		if slices.Contains(strings.Split(id, "+"), e.ID) {
			events = append(events, e)
		}
	}
	if len(events) != strings.Count(id, "+")+1 || events[0].Kind != Adoption {
		return Candidate{}, fmt.Errorf("act %s: %.100q: %w", a.ID, id, ErrUnknownRevision)
	}
	return Candidate{a.revisionID(events), events}, nil
}

// The arithmetic below works on day numbers; an open end is one of these.
const (
	never   = math.MaxInt32
	forever = math.MinInt32
)

type span struct{ lo, hi int }

func spanOf(b corpus.Bounds) span {
	s := span{forever, never}
	if !b.NotBefore.IsZero() {
		s.lo = b.NotBefore.Days()
	}
	if !b.NotAfter.IsZero() {
		s.hi = b.NotAfter.Days()
	}
	return s
}

// status is whether an event governs: in every completion, in none, or it
// depends.
type status int8

const (
	no status = iota
	maybe
	yes
)

// governs decides the status of an event whose day in force lies in f.
func governs(t Timing, f span, on, seen corpus.Date, relaxed func(Presumption) bool) status {
	if seen.Before(t.Event.Adopted) {
		return no
	}
	least := func(s span, day int) status {
		switch {
		case s.lo > day:
			return no
		case s.hi > day:
			return maybe
		}
		return yes
	}
	if t.ending != nil {
		return least(f, on.Days()) // the act said so from the beginning
	}
	inForce := least(f, seen.Days())
	applies := yes
	switch {
	case has(t, NotRetroactive, relaxed):
		if applies = least(f, on.Days()); applies == no {
			applies = maybe
		}
	case t.SameDay:
		// One and the same day must not be later than either.
		return least(f, min(on.Days(), seen.Days()))
	default:
		applies = least(spanOf(t.AppliesFrom), on.Days())
	}
	return min(inForce, applies)
}

func has(t Timing, k PresumptionKind, match func(Presumption) bool) bool {
	if match == nil {
		return false
	}
	return slices.ContainsFunc(t.Presumptions, func(p Presumption) bool { return p.Kind == k && match(p) })
}

// inForce returns the bounds of the day in force with the presumptions that
// are not relaxed.
func inForce(t Timing, relaxed func(Presumption) bool) span {
	f := spanOf(t.InForce)
	if has(t, NotEnded, func(p Presumption) bool { return relaxed == nil || !relaxed(p) }) {
		return span{never, never}
	}
	if has(t, NotBeforeAdoption, func(p Presumption) bool { return relaxed == nil || !relaxed(p) }) {
		f.lo = max(f.lo, t.Event.Adopted.Days())
	}
	return f
}

// possible returns every set of governing events that some completion of the
// open dates gives. Events whose entry into force moves with one and the same
// unknown day of publication move together, and an end with the entry that it
// is counted from.
func possible(ts []Timing, on, seen corpus.Date, relaxed func(Presumption) bool) ([][]bool, error) {
	sets := [][]bool{make([]bool, len(ts))}
	done := make([]bool, len(ts))
	for i, t := range ts {
		if done[i] {
			continue
		}
		var patterns [][]status
		members := []int{i}
		for j := i + 1; j < len(ts); j++ {
			x := ts[j].ending
			if t.byPublication && ts[j].byPublication && ts[j].Event.By == t.Event.By || x != nil && x.moves && x.of == t.Event {
				members = append(members, j)
			}
		}
		if len(members) > 1 {
			patterns = together(ts, members, on, seen, relaxed)
		} else {
			// The bounds alone decide for a day that moves with no other.
			patterns = [][]status{{governs(t, inForce(t, relaxed), on, seen, relaxed)}}
		}
		var next eventSets
		for _, s := range sets {
			for _, p := range patterns {
				for _, s := range complete(s, members, p) {
					next.add(s)
				}
			}
			if len(next.all) > maxCandidates {
				return nil, ErrTooOpen
			}
		}
		sets = next.all
		for _, j := range members {
			done[j] = true
		}
	}
	// What changes an act that does not govern changes nothing.
	adoption := slices.IndexFunc(ts, func(t Timing) bool { return t.Event.Kind == Adoption })
	var out eventSets
	for _, s := range sets {
		if adoption < 0 || !s[adoption] {
			s = make([]bool, len(ts))
		}
		other := settle(ts, s)
		if out.add(s); other != nil {
			out.add(other)
		}
	}
	return out.all, nil
}

// eventSets are sets of events, each once, in the order in which they came.
type eventSets struct {
	all [][]bool
	has map[string]bool
}

func (x *eventSets) add(set []bool) {
	key := make([]byte, len(set))
	for i, in := range set {
		if in {
			key[i] = 1
		}
	}
	if x.has == nil {
		x.has = make(map[string]bool)
	}
	if !x.has[string(key)] {
		x.has[string(key)] = true
		x.all = append(x.all, set)
	}
}

// complete returns the sets that follow from set when the members have the
// statuses, both ways where a status is maybe.
func complete(set []bool, members []int, p []status) [][]bool {
	sets := [][]bool{slices.Clone(set)}
	for k, j := range members {
		switch p[k] {
		case yes:
			for _, s := range sets {
				s[j] = true
			}
		case maybe:
			for _, s := range sets {
				s := slices.Clone(s)
				s[j] = true
				sets = append(sets, s)
			}
		}
	}
	return sets
}

// earliest returns the set of events that govern when each takes effect on
// its earliest possible day, and ends on its latest.
func earliest(ts []Timing, on, seen corpus.Date) []bool {
	set := make([]bool, len(ts))
	for i, t := range ts {
		f := inForce(t, nil)
		f.hi = f.lo
		if t.ending != nil {
			f = span{inForce(t, nil).hi, inForce(t, nil).hi} // what may still hold is shown
		}
		switch {
		case t.SameDay:
		case t.AppliesFrom.NotBefore.IsZero():
			t.AppliesFrom.NotAfter = on // open: as early as need be
		default:
			t.AppliesFrom.NotAfter = t.AppliesFrom.NotBefore
		}
		set[i] = governs(t, f, on, seen, nil) == yes
	}
	if i := slices.IndexFunc(ts, func(t Timing) bool { return t.Event.Kind == Adoption }); i < 0 || !set[i] {
		return make([]bool, len(ts))
	}
	settle(ts, set)
	return set
}
