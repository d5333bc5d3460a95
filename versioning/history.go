package versioning

import (
	"errors"
	"fmt"

	"tizbe/corpus"
)

// ErrUnknownProvision: no revision of the act has a provision with the eId.
var ErrUnknownProvision = errors.New("no such provision")

// A Wording is one text of a provision and the stretch of revisions that have
// it.
type Wording struct {
	Text    string      // "" where the provision does not exist in these revisions
	Lines   []string    // with everything below it
	From    Timing      // the event that brought it
	Ops     []Operation // the operations that did, none for the adoption
	Until   *Timing     // the event that ended it; nil while it stands
	State   *State
	Dispute []Dispute
}

// History returns every wording of the provision, earliest first, under each
// event in order of adoption; a provision that an event removed has a last
// wording with an empty text. Revisions whose text is not held are passed
// over. The error wraps [ErrUnknownProvision].
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
		w := Wording{From: a.Timing(c.Last()), State: s, Dispute: s.Disputed(eid)}
		if p != nil {
			w.Text, w.Lines = p.Text, p.Lines()
		}
		if n := len(out); n > 0 {
			prev := out[n-1].State.Root.Find(eid)
			if prev == nil && p == nil || prev != nil && p != nil && prev.Sum() == p.Sum() {
				continue
			}
			out[n-1].Until = &w.From
		}
		for _, o := range c.Last().operations(r) {
			if o.touches(eid) || p != nil && o.below(p) {
				w.Ops = append(w.Ops, o)
			}
		}
		out = append(out, w)
	}
	if !found {
		return nil, fmt.Errorf("act %s: %.100q: %w", a.ID, eid, ErrUnknownProvision)
	}
	return out, nil
}

func (o Operation) below(p *corpus.Provision) bool {
	if p.Find(o.Target) != nil {
		return true
	}
	return o.Parent != "" && p.Find(o.Parent) != nil
}
