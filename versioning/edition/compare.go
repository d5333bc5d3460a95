package edition

import (
	"errors"
	"fmt"
	"slices"

	"tizbe/corpus"
	"tizbe/versioning"
)

// ErrNotComparable: no text of the revision is held or can be computed.
var ErrNotComparable = errors.New("nothing to compare the edition with")

// A Comparison holds an edition against a revision of its act.
type Comparison struct {
	State *versioning.State // the text that it agrees with best
	// Readings are the sources that the edition sides with in the disputes of
	// the revision; a dispute that is absent has the first source.
	Readings versioning.Readings
	Root     *corpus.Provision   // the edition with the eIds of the act, sealed
	Changes  []versioning.Change // from State to the edition, what is no difference left out
}

// Sides returns, for every dispute of the revision, the source whose reading
// the edition shows.
func (c *Comparison) Sides() map[string]string {
	out := make(map[string]string)
	for _, e := range c.State.Revision.Events {
		for _, d := range e.Disputes {
			out[d.ID] = d.Readings[0].Source
			if s, ok := c.Readings[d.ID]; ok {
				out[d.ID] = s
			}
		}
	}
	return out
}

// Compare holds the edition next against the revision c of the act, under
// every reading of the disputes recorded; the one with the fewest differences
// counts, so that what is disputed already is no difference again. The error
// wraps [ErrNotComparable] where the revision has no text.
func Compare(act *versioning.Act, c versioning.Candidate, next *corpus.Provision) (*Comparison, error) {
	var best *Comparison
	var first error
	used := Used(act)
	for _, r := range versioning.Choices(c.Events) {
		s, err := act.State(c, r)
		if err != nil {
			first = errors.Join(first, err)
			continue
		}
		root := Align(s.Root, next, used).Seal()
		x := &Comparison{State: s, Readings: r, Root: root, Changes: changes(s, root)}
		if best == nil || len(x.Changes) < len(best.Changes) {
			best = x
		}
		if len(best.Changes) == 0 {
			break
		}
	}
	if best == nil {
		return nil, fmt.Errorf("revision %s of %s: %w: %w", c.ID, act.ID, ErrNotComparable, first)
	}
	return best, nil
}

// changes lists the differences between a state and an edition aligned with
// it.
func changes(s *versioning.State, root *corpus.Provision) []versioning.Change {
	to := &versioning.State{Act: s.Act, Revision: s.Revision, Readings: s.Readings, Root: root}
	var out []versioning.Change
	for _, c := range versioning.Diff(s, to) {
		p := c.After
		if p == nil {
			p = c.Before
		}
		// A container has no line: what differs in it is listed by itself.
		if Frame(p.Kind) || p.Text == "" && (c.Before == nil || c.Before.Text == "") {
			continue
		}
		// Depth and kind of a line are a reading of it, not its text.
		if c.Kind == versioning.Changed && c.Before.Text == c.After.Text {
			continue
		}
		out = append(out, c)
	}
	return out
}

// Used returns a function that reports whether any text of the act that is
// held or can be computed has a provision with the eId, or an operation on it.
func Used(act *versioning.Act) func(string) bool {
	seen := make(map[string]bool)
	add := func(root *corpus.Provision) {
		if root == nil {
			return
		}
		for p := range root.All() {
			seen[p.EID] = true
		}
	}
	for _, h := range act.Held {
		add(h.Root)
	}
	ops := func(list []versioning.Operation) {
		for _, o := range list {
			seen[o.Target] = true
			add(o.Old)
			add(o.New)
		}
	}
	for _, e := range act.Events {
		ops(e.Operations)
		for _, d := range e.Disputes {
			for _, r := range d.Readings {
				ops(r.Operations)
			}
		}
	}
	return func(eid string) bool { return seen[eid] }
}

// Nearest returns the state of the act whose text is nearest to that of the
// revision that has not any: the last one before it, else the first after.
// The error wraps [ErrNotComparable].
func Nearest(act *versioning.Act, c versioning.Candidate) (*versioning.State, error) {
	all := act.Revisions()
	at := slices.IndexFunc(all, func(r versioning.Candidate) bool { return r.ID == c.ID })
	if at < 0 {
		at = len(all)
	}
	for i := at - 1; i >= 0; i-- {
		if s, err := act.State(all[i], nil); err == nil {
			return s, nil
		}
	}
	for i := at; i < len(all); i++ {
		if s, err := act.State(all[i], nil); err == nil {
			return s, nil
		}
	}
	return nil, fmt.Errorf("%s: %w", act.ID, ErrNotComparable)
}
