package versioning

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"tizbe/corpus"
)

// A Record is one entry of the append-only log: exactly one of the pointers is
// set. Recorded is when this knowledge base learnt it; the zero time marks
// what came with the program and counts as known at any moment.
type Record struct {
	Recorded time.Time
	Act      *ActRecord    `codec:",omitempty"`
	Event    *Event        `codec:",omitempty"`
	Held     *Held         `codec:",omitempty"`
	Fact     *Fact         `codec:",omitempty"`
	Amending *AmendingText `codec:",omitempty"`
}

// Errors of looking things up.
var (
	// ErrUnknownAct: no act held has this identifier or number.
	ErrUnknownAct = errors.New("act is not held")
	// ErrAmbiguousAct: the short form fits several acts.
	ErrAmbiguousAct = errors.New("several acts have this number")
	// ErrUnknownRevision: the act has no such revision.
	ErrUnknownRevision = errors.New("no such revision")
	// ErrInvalid: records contradict each other or themselves.
	ErrInvalid = errors.New("invalid record")
)

// A Base is what the records known at one moment say. It is not changed after
// it was made, but memoises derived texts; one Base serves one goroutine.
type Base struct {
	acts     []*Act
	amending []*AmendingText
}

// An Act is an act with everything known of it.
type Act struct {
	ActRecord
	Events []*Event // in order of adoption, with the ends that follow from what they state ([Expiry])
	Held   []*Held
	Facts  []RecordedFact // those about the act or an act that amends it, as recorded

	timings []Timing
	ends    bool // some of the events are ends
	states  map[string]stateResult
}

// A RecordedFact is a fact with the moment it was recorded.
type RecordedFact struct {
	Fact
	// The moment stands here in parts: an act is handed about as an interface,
	// and what hangs on it keeps all of its methods, which for a time.Time are a
	// hundredth of what a page loads.
	seconds     int64 // since 1970
	nanoseconds int
}

// Recorded is when the fact was recorded; the zero time for one that came with
// the program.
func (f RecordedFact) Recorded() time.Time { return time.Unix(f.seconds, int64(f.nanoseconds)).UTC() }

// NewBase folds the records that were recorded at or before known; a zero
// known takes all. A later record of the same act, event or held text
// supersedes the earlier one; of two facts about the same date of the same
// act the later counts. The error names the record that does not fit.
func NewBase(records []Record, known time.Time) (*Base, error) {
	b := new(Base)
	var facts []RecordedFact
	for i, r := range records {
		if !known.IsZero() && r.Recorded.After(known) {
			continue
		}
		if err := b.add(r, &facts); err != nil {
			return nil, fmt.Errorf("record %d: %w", i+1, err)
		}
	}
	for _, a := range b.acts {
		a.states = make(map[string]stateResult)
		sort.SliceStable(a.Events, func(i, j int) bool {
			x, y := a.Events[i], a.Events[j]
			return cmp.Or(x.Adopted.Compare(y.Adopted), cmp.Compare(adoptionFirst(x), adoptionFirst(y))) < 0
		})
		for _, f := range facts {
			if slices.ContainsFunc(a.Events, func(e *Event) bool { return e.By == f.Act }) {
				a.Facts = append(a.Facts, f)
			}
		}
		a.timings = make([]Timing, len(a.Events))
		for i, e := range a.Events {
			t, err := a.timing(e)
			if err != nil {
				return nil, err
			}
			a.timings[i] = t
		}
	}
	// An end may be moved by what is recorded of another act.
	for _, a := range b.acts {
		a.addEnds(b)
		// Dates that are possible one by one may not be so together, which
		// does not depend on the day asked about.
		if sets, err := possible(a.timings, corpus.Date{}, corpus.Date{}, nil); err == nil && len(sets) == 0 {
			return nil, fmt.Errorf("act %s: no day of publication agrees with all that is known of its events: %w", a.ID, ErrInvalid)
		}
	}
	return b, nil
}

func adoptionFirst(e *Event) int {
	if e.Kind == Adoption {
		return 0
	}
	return 1
}

func (b *Base) add(r Record, facts *[]RecordedFact) error {
	switch {
	case r.Act != nil:
		if a := b.find(r.Act.ID); a != nil {
			a.ActRecord = *r.Act
			return nil
		}
		b.acts = append(b.acts, &Act{ActRecord: *r.Act})
	case r.Event != nil:
		a := b.find(r.Event.Act)
		if a == nil {
			return fmt.Errorf("event %s: %w: %s", r.Event.ID, ErrUnknownAct, r.Event.Act)
		}
		for _, d := range r.Event.Disputes {
			if len(d.Readings) < 2 {
				return fmt.Errorf("event %s: dispute %q has %d readings: %w", r.Event.ID, d.ID, len(d.Readings), ErrInvalid)
			}
		}
		if i := slices.IndexFunc(a.Events, func(e *Event) bool { return e.ID == r.Event.ID }); i >= 0 {
			a.Events[i] = r.Event
			return nil
		}
		a.Events = append(a.Events, r.Event)
	case r.Held != nil:
		a := b.find(r.Held.Act)
		if a == nil {
			return fmt.Errorf("held text: %w: %s", ErrUnknownAct, r.Held.Act)
		}
		same := func(h *Held) bool {
			return h.Lang == r.Held.Lang && slices.Equal(h.Events, r.Held.Events) && fmt.Sprint(h.Readings) == fmt.Sprint(r.Held.Readings)
		}
		if i := slices.IndexFunc(a.Held, same); i >= 0 {
			a.Held[i] = r.Held
			return nil
		}
		a.Held = append(a.Held, r.Held)
	case r.Fact != nil:
		*facts = append(*facts, RecordedFact{*r.Fact, r.Recorded.Unix(), r.Recorded.Nanosecond()})
	case r.Amending != nil:
		if i := slices.IndexFunc(b.amending, func(t *AmendingText) bool { return t.ID == r.Amending.ID }); i >= 0 {
			b.amending[i] = r.Amending
			return nil
		}
		b.amending = append(b.amending, r.Amending)
	default:
		return fmt.Errorf("empty: %w", ErrInvalid)
	}
	return nil
}

func (b *Base) find(id corpus.ActID) *Act {
	for _, a := range b.acts {
		if a.ID == id {
			return a
		}
	}
	return nil
}

// Acts returns the acts held, in the order in which they were recorded.
func (b *Base) Acts() []*Act { return b.acts }

// Amending returns the amending acts that were compiled, in the order in
// which they were recorded.
func (b *Base) Amending() []*AmendingText { return b.amending }

// Act finds an act by its URI or a short form ("789", "2025/789"). An empty
// name stands for the only act, or the first one recorded: the act that the
// program is about. The error wraps [ErrUnknownAct] or [ErrAmbiguousAct] and
// names what is held.
func (b *Base) Act(name string) (*Act, error) {
	if name == "" {
		if len(b.acts) == 0 {
			return nil, fmt.Errorf("nothing is held: %w", ErrUnknownAct)
		}
		return b.acts[0], nil
	}
	var found []*Act
	var ids []string
	for _, a := range b.acts {
		if a.ID == corpus.ActID(name) {
			return a, nil
		}
		if a.ID.Matches(name) {
			found = append(found, a)
			ids = append(ids, string(a.ID))
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return nil, fmt.Errorf("%.100q: %w", name, ErrUnknownAct)
	}
	return nil, fmt.Errorf("%q: %w: %s", name, ErrAmbiguousAct, strings.Join(ids, ", "))
}

// ByAmender returns the events of every act that the given act brings about,
// for recording a fact about it.
func (b *Base) ByAmender(id corpus.ActID) []*Event {
	var out []*Event
	for _, a := range b.acts {
		for _, e := range a.Events {
			if e.By == id {
				out = append(out, e)
			}
		}
	}
	return out
}

// Event returns the event with the ID, or nil.
func (a *Act) Event(id string) *Event {
	for _, e := range a.Events {
		if e.ID == id {
			return e
		}
	}
	return nil
}

// Lang returns the language of the act's held text.
func (a *Act) Lang() corpus.Lang {
	if len(a.Held) == 0 {
		return ""
	}
	return a.Held[0].Lang
}

// Disputes returns the disputes of the act's events, in order.
func (a *Act) Disputes() []Dispute {
	var out []Dispute
	for _, e := range a.Events {
		out = append(out, e.Disputes...)
	}
	return out
}
