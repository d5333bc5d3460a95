package edition

import (
	"fmt"
	"slices"
	"sort"

	"tizbe/corpus"
	"tizbe/versioning"
)

// Script returns operations that turn the text from into the text to, whose
// provisions have the eIds of from where they are the same ([Align]). What
// publishers set around the text stays as from has it; a provision that is
// inserted comes without such notes. Applying them to from gives to with the
// frame of from.
func Script(from, to *corpus.Provision) ([]versioning.Operation, error) {
	s := &script{root: from, to: make(map[string]node)}
	index(to, "", s.to)
	if err := s.remove(from, from.EID); err != nil {
		return nil, err
	}
	if err := s.place(to); err != nil {
		return nil, err
	}
	for p := range to.All() {
		if Frame(p.Kind) || p == to {
			continue
		}
		if q := s.root.Find(p.EID); q != nil && q.Text != p.Text {
			if err := s.do(versioning.Operation{Op: versioning.OpReplace, Target: p.EID, Before: q.Text, After: p.Text}); err != nil {
				return nil, err
			}
		}
	}
	return s.ops, nil
}

// A node is a provision with the eId of its parent.
type node struct {
	p      *corpus.Provision
	parent string
}

func index(p *corpus.Provision, parent string, m map[string]node) {
	m[p.EID] = node{p, parent}
	for _, c := range p.Children {
		index(c, p.EID, m)
	}
}

// script is the text as it stands after the operations so far.
type script struct {
	root *corpus.Provision
	to   map[string]node
	ops  []versioning.Operation
}

func (s *script) do(o versioning.Operation) error {
	root, err := versioning.Apply(s.root, []versioning.Operation{o})
	if err != nil {
		return fmt.Errorf("comparing editions: %w", err)
	}
	s.root = root
	s.ops = append(s.ops, o)
	return nil
}

// remove takes out, below p, what the other text does not have at the same
// parent, or has as another kind of provision.
func (s *script) remove(p *corpus.Provision, eid string) error {
	for _, c := range p.Children {
		if Frame(c.Kind) {
			continue
		}
		n, ok := s.to[c.EID]
		if ok && n.parent == eid && n.p.Kind == c.Kind && n.p.Num == c.Num {
			if err := s.remove(c, c.EID); err != nil {
				return err
			}
			continue
		}
		if err := s.out(eid, c.EID); err != nil {
			return err
		}
	}
	return nil
}

// out takes one provision out of its parent.
func (s *script) out(parent, eid string) error {
	p := s.root.Find(parent)
	i := -1
	if p != nil {
		i = slices.IndexFunc(p.Children, func(c *corpus.Provision) bool { return c.EID == eid })
	}
	if i < 0 {
		return fmt.Errorf("comparing editions: %s: %w", eid, versioning.ErrTarget)
	}
	prev := ""
	if i > 0 {
		prev = p.Children[i-1].EID
	}
	return s.do(versioning.Operation{Op: versioning.OpDelete, Target: eid, Old: p.Children[i], Parent: parent, Prev: prev})
}

// place puts in, below p of the other text, what is missing, and puts in order
// what is there.
func (s *script) place(p *corpus.Provision) error {
	here := s.root.Find(p.EID)
	if here == nil {
		return fmt.Errorf("comparing editions: %s: %w", p.EID, versioning.ErrTarget)
	}
	stay := inOrder(here.Children, p.Children)
	for _, c := range here.Children {
		if !Frame(c.Kind) && !stay[c.EID] {
			if err := s.out(p.EID, c.EID); err != nil {
				return err
			}
		}
	}
	here = s.root.Find(p.EID)
	prev := ""
	// What the publisher set before the first provision stays before it.
	for _, c := range here.Children {
		if !Frame(c.Kind) {
			break
		}
		prev = c.EID
	}
	for _, c := range p.Children {
		if Frame(c.Kind) {
			continue
		}
		if !stay[c.EID] {
			if err := s.do(versioning.Operation{Op: versioning.OpInsert, Target: c.EID, New: bare(c), Parent: p.EID, Prev: prev}); err != nil {
				return err
			}
		} else if err := s.place(c); err != nil {
			return err
		}
		prev = c.EID
	}
	return nil
}

// bare returns a deep copy without what a publisher set into it.
func bare(p *corpus.Provision) *corpus.Provision {
	q := p.With(nil)
	for _, c := range p.Children {
		if !Frame(c.Kind) {
			q.Children = append(q.Children, bare(c))
		}
	}
	return q
}

// inOrder returns the eIds of a largest set of children that both have in the
// same order.
func inOrder(a, b []*corpus.Provision) map[string]bool {
	at := make(map[string]int)
	for i, p := range a {
		if !Frame(p.Kind) {
			at[p.EID] = i
		}
	}
	var pairs [][2]int
	for j, p := range b {
		if i, ok := at[p.EID]; ok {
			pairs = append(pairs, [2]int{i, j})
		}
	}
	sort.SliceStable(pairs, func(x, y int) bool { return pairs[x][1] < pairs[y][1] })
	out := make(map[string]bool)
	for _, p := range rising(pairs) {
		out[a[p[0]].EID] = true
	}
	return out
}
