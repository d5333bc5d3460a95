package versioning

import (
	"errors"
	"fmt"

	"tizbe/corpus"
)

// ErrUnknownProvision: no revision of the act has a provision with the eId.
var ErrUnknownProvision = errors.New("no such provision")

// A Wording is one text of a provision and the stretch of revisions that have
// it, or the standing that an event gave an unchanged text.
type Wording struct {
	Text    string      // "" where the provision does not exist in these revisions
	Lines   []string    // with everything below it
	From    Timing      // the event that brought it
	Ops     []Operation // the operations that did, none for the adoption
	Until   *Timing     // the event that ended it; nil while it stands
	State   *State
	Same    bool // the event left the words as they were: it suspended or repealed the provision or what it stands in
	Changes []Change
	Dispute []Dispute // those that concern the provision or what stands below it
}

// History returns every wording of the provision, earliest first, under each
// event in order of adoption; a provision that an event removed has a last
// wording with an empty text. Changes lists what differs from the wording
// before, as [Diff] does. An event that suspends or repeals the provision, or
// the whole act, without changing a word has an entry of its own. Revisions
// whose text is not held are passed over: see [Act.Unheld]. The error wraps
// [ErrUnknownProvision].
func (a *Act) History(eid string, r Readings) ([]Wording, error) {
	var out []Wording
	found := false
	for _, c := range a.Revisions() {
		s, err := a.State(c, r)
		if err != nil {
			continue
		}
		p := s.Root.Find(eid)
		found = found || p != nil
		if !found {
			continue
		}
		w := Wording{From: a.Timing(c.Last()), State: s, Dispute: s.concerning(eid)}
		if p != nil {
			w.Text, w.Lines = p.Text, p.Lines()
		}
		for _, o := range c.Last().operations(r) {
			if o.touches(eid) || p != nil && o.below(p) || o.stands(s.Root, eid) {
				w.Ops = append(w.Ops, o)
			}
		}
		if n := len(out); n > 0 {
			last := out[n-1].State
			prev := last.Root.Find(eid)
			if prev == nil && p == nil || prev != nil && p != nil && prev.Sum() == p.Sum() {
				if w.Same = p != nil && changesStanding(c.Last(), w.Ops); !w.Same {
					continue
				}
			} else {
				w.Changes = Under(Diff(last, s), eid)
			}
			out[n-1].Until = &w.From
		}
		out = append(out, w)
	}
	if !found {
		return nil, fmt.Errorf("act %s: %.100q: %w", a.ID, eid, ErrUnknownProvision)
	}
	return out, nil
}

// Unheld returns the revisions, in order of adoption, whose text is not held
// and cannot be computed under the readings: nothing is known of the wordings
// in them.
func (a *Act) Unheld(r Readings) []Candidate {
	var out []Candidate
	for _, c := range a.Revisions() {
		if _, err := a.State(c, r); err != nil {
			out = append(out, c)
		}
	}
	return out
}

// Under returns the changes of the provision with the eId and of what stands
// below it in either text; all of them for "".
func Under(changes []Change, eid string) []Change {
	if eid == "" {
		return changes
	}
	var out []Change
	for _, c := range changes {
		if c.EID == eid || c.Before != nil && c.Before.EID == eid || within(c.Path, eid) || within(c.OldPath, eid) {
			out = append(out, c)
		}
	}
	return out
}

func within(path []*corpus.Provision, eid string) bool {
	for _, p := range path {
		if p.EID == eid {
			return true
		}
	}
	return false
}

// concerning returns the disputes of the revision's events about the
// provision or, in any source's text, what stands below it.
func (s *State) concerning(eid string) []Dispute {
	var out []Dispute
	events, _ := live(s.Revision.Events)
	for _, e := range events {
		for _, d := range e.Disputes {
			if s.disputedBelow(d, eid) {
				out = append(out, d)
			}
		}
	}
	return out
}

func (s *State) disputedBelow(d Dispute, eid string) bool {
	for _, id := range d.EIDs {
		if id == eid {
			return true
		}
	}
	for _, alt := range d.Readings {
		x, err := s.Under(d, alt)
		if err != nil {
			continue
		}
		p := x.Root.Find(eid)
		for _, id := range d.EIDs {
			if p != nil && p.Find(id) != nil {
				return true
			}
		}
	}
	return false
}

// Under returns the same revision as the source of the reading has it; of
// other disputes the reading stays what it is. The error is that of
// [Act.State].
func (s *State) Under(d Dispute, alt Reading) (*State, error) {
	r := Readings{d.ID: alt.Source}
	for id, source := range s.Readings {
		if id != d.ID {
			r[id] = source
		}
	}
	return s.Act.State(s.Revision, r)
}

func (o Operation) below(p *corpus.Provision) bool {
	if p.Find(o.Target) != nil {
		return true
	}
	return o.Parent != "" && p.Find(o.Parent) != nil
}

// stands reports whether the operation gives the provision another standing:
// it suspends or repeals it, what it stands in, or the whole act.
func (o Operation) stands(root *corpus.Provision, eid string) bool {
	if o.Op != OpSuspend && o.Op != OpRepeal {
		return false
	}
	if o.Target == "" {
		return true
	}
	p := root.Find(o.Target)
	return p != nil && p.Find(eid) != nil
}

// changesStanding reports whether the event changes the force of a provision
// whose words it leaves alone.
func changesStanding(e *Event, ops []Operation) bool {
	for _, o := range ops {
		if o.Op == OpSuspend || o.Op == OpRepeal {
			return true
		}
	}
	return e.Kind == Repeal || e.Kind == Expiry && e.ends.Kind == Adoption || e.Kind == Suspension && len(e.Operations) == 0
}
