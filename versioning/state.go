package versioning

import (
	"errors"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"tizbe/corpus"
)

// ErrNotHeld: the text of a revision is not held and cannot be computed from
// one that is.
var ErrNotHeld = errors.New("text is not held")

// Readings chooses, by dispute ID, the source whose text is taken; a dispute
// that is absent takes its first reading.
type Readings map[string]string

// A State is the text of an act after a set of events. It may be shared and
// is not changed.
type State struct {
	Act      *Act
	Revision Candidate
	Readings Readings
	Root     *corpus.Provision // sealed
	Held     *Held             // the held text it is, or was derived from
	Derived  bool
	// Repealed is the event by which the whole act governs no more, a repeal or
	// its own end; nil while it governs.
	Repealed *Event
	// Suspensions are those that the events bring, in their order, whatever
	// the days they hold on.
	Suspensions []Pause

	places placing
}

// A Pause is a provision that does not hold for a time (қолданысы
// тоқтатыла тұрған).
type Pause struct {
	EID string // "" for the whole act
	// Since is the first day, zero for that of the event; Until the last one,
	// zero for without end.
	Since, Until corpus.Date
	// For says, verbatim, for whom alone it is suspended; "" for everybody.
	For string
	// NotYet: it is not suspended but comes into force later than the rest of
	// the act, by its entry clause. Ended: it held for a time, by the same.
	NotYet, Ended bool
	// Unsure: on these days it may hold as well; Needs says what would settle it.
	Unsure bool
	Needs  corpus.Phrase
}

type stateResult struct {
	state *State
	err   error
}

// State returns the text after the events of c under the readings. The error
// wraps [ErrNotHeld]; where operations conflict, it names the first conflict.
func (a *Act) State(c Candidate, r Readings) (*State, error) {
	key := c.ID + " " + r.key(c.Events)
	if s, ok := a.states[key]; ok {
		return s.state, s.err
	}
	s, err := a.derive(c, r)
	if err != nil {
		err = fmt.Errorf("revision %s of %s: %w", c.ID, a.ID, err)
	}
	a.states[key] = stateResult{s, err}
	return s, err
}

// key returns the readings that differ from the first, in order, for the
// disputes of the events.
func (r Readings) key(events []*Event) string {
	var out []string
	for _, e := range events {
		for _, d := range e.Disputes {
			if s, ok := r[d.ID]; ok && s != d.Readings[0].Source {
				out = append(out, d.ID+"="+s)
			}
		}
	}
	return strings.Join(out, ",")
}

// operations returns what the event does to the text under the readings.
func (e *Event) operations(r Readings) []Operation {
	if e.ends != nil {
		return e.endOps(r)
	}
	ops := e.Operations
	for _, d := range e.Disputes {
		reading := d.Readings[0]
		for _, alt := range d.Readings {
			if alt.Source == r[d.ID] {
				reading = alt
			}
		}
		ops = append(ops[:len(ops):len(ops)], reading.Operations...)
	}
	return ops
}

// derive computes the state from the held text that needs the fewest events
// undone and applied.
func (a *Act) derive(c Candidate, r Readings) (*State, error) {
	type way struct {
		held        *Held
		undo, apply []*Event
	}
	want, gone := live(c.Events)
	var ways []way
	for _, h := range a.Held {
		var have []*Event
		for _, id := range h.Events {
			if e := a.Event(id); e != nil {
				have = append(have, e)
			}
		}
		if len(have) != len(h.Events) {
			continue
		}
		all := have
		have, _ = live(have)
		// Operations are applied in order of adoption: what stands after the
		// first difference is undone, even an event that both have.
		n := 0
		for n < len(have) && n < len(want) && have[n] == want[n] && sameReading(have[n], h.Readings, r) {
			n++
		}
		if !undoable(all, have, have[n:]) {
			continue
		}
		ways = append(ways, way{h, have[n:], want[n:]})
	}
	sort.SliceStable(ways, func(i, j int) bool {
		return len(ways[i].undo)+len(ways[i].apply) < len(ways[j].undo)+len(ways[j].apply)
	})
	var conflicts []error
	for _, w := range ways {
		root := w.held.Root
		err := error(nil)
		if root == nil && w.held.Load != nil {
			root, err = w.held.Load()
		}
		if err != nil {
			conflicts = append(conflicts, err)
			continue
		}
		for _, e := range slices.Backward(w.undo) {
			if root, err = e.undo(root, w.held.Readings); err != nil {
				break
			}
		}
		for _, e := range w.apply {
			if err != nil {
				break
			}
			if len(want) < len(c.Events) {
				root, err = e.applyAnew(root, r)
			} else {
				root, err = e.apply(root, r)
			}
		}
		if err != nil {
			conflicts = append(conflicts, err)
			continue
		}
		s := &State{Act: a, Revision: c, Readings: r, Root: root.Seal(), Held: w.held, Derived: len(w.undo)+len(w.apply) > 0}
		for _, e := range want {
			s.standing(e, r)
		}
		if s.Repealed == nil {
			s.Repealed = gone
		}
		return s, nil
	}
	if len(conflicts) > 0 {
		return nil, fmt.Errorf("%w: %w", ErrNotHeld, errors.Join(conflicts...))
	}
	return nil, ErrNotHeld
}

func sameReading(e *Event, x, y Readings) bool {
	return x.key([]*Event{e}) == y.key([]*Event{e})
}

func (e *Event) apply(root *corpus.Provision, r Readings) (*corpus.Provision, error) {
	if !e.TextHeld {
		return nil, fmt.Errorf("what № %s changed is not held", e.By.Number())
	}
	root, err := Apply(root, e.operations(r))
	if err != nil {
		return nil, fmt.Errorf("applying № %s: %w", e.By.Number(), err)
	}
	return root, nil
}

// applyAnew is apply where something that stood when the event was adopted has
// ended since: what the event replaced or took out whole is replaced or taken
// out whatever it reads now.
func (e *Event) applyAnew(root *corpus.Provision, r Readings) (*corpus.Provision, error) {
	if !e.TextHeld {
		return e.apply(root, r)
	}
	for _, o := range e.operations(r) {
		next, err := o.apply(root)
		if errors.Is(err, ErrBefore) && (o.Op == OpReplace || o.Op == OpDelete) {
			next, err = o.onto(root).apply(root)
		}
		if err != nil {
			return nil, fmt.Errorf("applying № %s: %w", e.By.Number(), err)
		}
		root = next
	}
	return root, nil
}

// undoable reports whether the events can be undone from a text that has the
// live ones of all: what an event replaced may be what another, which has
// ended since, had put there, and then it is not what stands without both.
func undoable(all, live, undo []*Event) bool {
	if len(all) == len(live) {
		return true
	}
	for i, y := range all {
		if y.ends != nil || slices.Contains(live, y) {
			continue
		}
		for _, x := range all[i+1:] {
			if slices.Contains(undo, x) && x.meets(y) {
				return false
			}
		}
	}
	return true
}

// meets reports whether two events touch a provision in common.
func (e *Event) meets(o *Event) bool {
	touched := make(map[string]bool)
	for _, op := range e.operations(nil) {
		for eid := range op.touched() {
			touched[eid] = true
		}
	}
	for _, op := range o.operations(nil) {
		for eid := range op.touched() {
			if touched[eid] {
				return true
			}
		}
	}
	return false
}

func (e *Event) undo(root *corpus.Provision, r Readings) (*corpus.Provision, error) {
	if !e.TextHeld || e.Kind == Adoption {
		return nil, fmt.Errorf("what № %s changed is not held", e.By.Number())
	}
	root, err := Undo(root, e.operations(r))
	if err != nil {
		return nil, fmt.Errorf("№ %s: %w", e.By.Number(), err)
	}
	return root, nil
}

// standing notes what e does to the force of the text rather than to its
// wording.
func (s *State) standing(e *Event, r Readings) {
	if t := s.Act.Timing(e); len(t.Own) > 0 {
		s.Suspensions = append(s.Suspensions, later(s.Root, t)...)
	}
	if e.Kind == Repeal {
		s.Repealed = e
	}
	for _, o := range e.operations(r) {
		switch {
		case o.Op == OpRepeal && o.Target == "":
			s.Repealed = e
		case o.Op == OpSuspend:
			s.Suspensions = append(s.Suspensions, o.Pause())
		}
	}
}

// later returns the parts of the act that come into force after the rest, each
// until the day before it can, and those that end before it, each from the day
// on which it has; and the days on which that is open.
func later(root *corpus.Provision, t Timing) []Pause {
	var out []Pause
	for _, own := range t.Own {
		for _, eid := range own.Provisions {
			p := part(root, eid)
			if p == nil {
				continue
			}
			in, ends := own.InForce, own.Ends
			if in.NotBefore.After(t.InForce.NotBefore) {
				out = append(out, Pause{EID: p.EID, Until: in.NotBefore.AddDays(-1), NotYet: true})
			}
			if _, exact := in.Exact(); !exact && (in.NotBefore != t.InForce.NotBefore || in.NotAfter != t.InForce.NotAfter) {
				out = append(out, Pause{EID: p.EID, Since: in.NotBefore, Until: in.NotAfter.AddDays(-1), NotYet: true, Unsure: true, Needs: own.Needs})
			}
			if _, exact := ends.Exact(); !exact && !ends.NotBefore.IsZero() {
				out = append(out, Pause{EID: p.EID, Since: ends.NotBefore, Until: ends.NotAfter.AddDays(-1), Ended: true, Unsure: true, Needs: own.Needs})
			}
			if !ends.NotAfter.IsZero() {
				out = append(out, Pause{EID: p.EID, Since: ends.NotAfter, Ended: true})
			}
		}
	}
	return out
}

// part returns the provision of the act's own text that an entry clause names:
// by its eId, which may leave out the chapter it stands in, or one counted line
// of it (point_4#2).
func part(root *corpus.Provision, eid string) *corpus.Provision {
	eid, line, _ := strings.Cut(eid, "#")
	var found *corpus.Provision
	for p := range root.All() {
		if p.EID == eid || strings.HasSuffix(p.EID, "__"+eid) && !strings.HasPrefix(p.EID, "list") {
			if found != nil {
				return nil
			}
			found = p
		}
	}
	if found == nil || line == "" {
		return found
	}
	lines := found.Paragraphs()
	if n, err := strconv.Atoi(line); err == nil && n >= 1 && n <= len(lines) {
		return lines[n-1]
	}
	return nil
}

// rank orders pauses: one for everybody before one that may not hold, and that
// before one for some.
func (x Pause) rank() int {
	switch {
	case x.For != "":
		return 2
	case x.Unsure:
		return 1
	}
	return 0
}

// SuspendedOn returns the suspension of the provision, given with its
// ancestors, that holds on the day: one for everybody before one that is not
// sure, before one for some.
func (s *State) SuspendedOn(on corpus.Date, path ...*corpus.Provision) (found Pause, ok bool) {
	for _, x := range s.Suspensions {
		if on.Before(x.Since) || !x.Until.IsZero() && on.After(x.Until) || ok && found.rank() <= x.rank() {
			continue
		}
		if slices.ContainsFunc(path, func(p *corpus.Provision) bool { return p.EID == x.EID }) {
			found, ok = x, true
		}
	}
	return found, ok
}

// Disputed returns the disputes of the revision's events that concern the
// provision.
func (s *State) Disputed(eid string) []Dispute {
	var out []Dispute
	events, _ := live(s.Revision.Events)
	for _, e := range events {
		for _, d := range e.Disputes {
			if slices.Contains(d.EIDs, eid) {
				out = append(out, d)
			}
		}
	}
	return out
}

// Choices returns every way to read the disputes of the events, the default
// (each dispute's first reading) first. A dispute of an event that is not
// among them has no say.
func Choices(events []*Event) []Readings {
	out := []Readings{{}}
	for _, e := range events {
		for _, d := range e.Disputes {
			n := len(out)
			for _, alt := range d.Readings[1:] {
				for _, base := range out[:n] {
					r := Readings{d.ID: alt.Source}
					for k, v := range base {
						r[k] = v
					}
					out = append(out, r)
				}
			}
			if len(out) > maxCandidates {
				return out[:maxCandidates]
			}
		}
	}
	return out
}
