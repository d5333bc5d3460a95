package amendment

import (
	"slices"

	"tizbe/corpus"
	"tizbe/corpus/amending"
	"tizbe/corpus/citation"
	"tizbe/corpus/numerals"
	"tizbe/corpus/pattern"
	"tizbe/versioning"
)

// A paragraph of a chapter (параграф, §) is a heading and what follows it up to
// the next one; it holds no provisions of its own in the tree.

var divisionMark = pattern.New(`^(?:(\d+(?:-\d+)*)-параграф|(?:параграф|§) ?(\d+(?:-\d+)*))(?:[. ]|$)`)

func divisionNumber(p *corpus.Provision) string {
	if p.Kind != corpus.KindSeparation {
		return ""
	}
	if m := divisionMark.FindStringSubmatch(numerals.Fold(p.Text).S); m != nil {
		return m[1] + m[2]
	}
	return ""
}

// divisions returns the paragraphs (параграф) that stand below p, not inside
// another annex.
func divisions(p *corpus.Provision) []listInside {
	var out []listInside
	for q, up := range p.All() {
		if q != p && q.Kind == corpus.KindList && p.Kind == corpus.KindAct || len(up) > 0 && slices.ContainsFunc(up[1:], func(u *corpus.Provision) bool { return u.Kind == corpus.KindList }) {
			continue
		}
		for i, c := range q.Children {
			if divisionNumber(c) == "" {
				continue
			}
			j := i + 1
			for j < len(q.Children) && divisionNumber(q.Children[j]) == "" && !ofDivision(q.Children[j]) {
				j++
			}
			out = append(out, listInside{q, i, j})
		}
	}
	return out
}

// ofDivision reports whether p begins a part of the text that a paragraph
// (параграф) cannot hold.
func ofDivision(p *corpus.Provision) bool {
	switch p.Kind {
	case corpus.KindSection, corpus.KindChapter, corpus.KindList, corpus.KindListTitle, corpus.KindSignature:
		return true
	}
	return false
}

// division returns the one paragraph (параграф) with the number.
func division(p *corpus.Provision, e citation.Elem) (listInside, error) {
	var found []listInside
	for _, d := range divisions(p) {
		if divisionNumber(d.parent.Children[d.i]) == e.Num {
			found = append(found, d)
		}
	}
	switch len(found) {
	case 0:
		return listInside{}, refuse(ErrNoTarget, MsgNoProvision, element(e), name(p))
	case 1:
		return found[0], nil
	}
	var heads []*corpus.Provision
	for _, d := range found {
		heads = append(heads, d.parent.Children[d.i])
	}
	return listInside{}, refuse(ErrManyTargets, MsgManyProvisions, element(e), name(p), eids(heads))
}

// onDivision replaces, takes out or inserts a paragraph (параграф) of a
// chapter.
func (t text) onDivision(path citation.Ref, c amending.Clause) ([]versioning.Operation, error) {
	in, err := locate(t.scope, path[:len(path)-1])
	if err != nil {
		return nil, err
	}
	last := path[len(path)-1]
	if c.Op == amending.Insert {
		return t.insertDivision(in, last, c.After)
	}
	d, err := division(in, last)
	if err != nil {
		return nil, err
	}
	parent, _ := t.inTree(d.parent)
	if parent == nil {
		return nil, refuse(ErrNoTarget, MsgNoPlace, name(in))
	}
	if c.Op != amending.Replace {
		return removeAll(t.root, d.parent.Children[d.i:d.j]), nil
	}
	nodes, err := t.parse(parent, c.After)
	if err != nil {
		return nil, err
	}
	if len(nodes) == 0 || divisionNumber(nodes[0]) != last.Num {
		return nil, refuse(ErrNotCompiled, MsgNotOne, name(d.parent.Children[d.i]))
	}
	i := slices.IndexFunc(parent.Children, func(p *corpus.Provision) bool { return p.EID == d.parent.Children[d.i].EID })
	return t.reworded(parent, i, i+d.j-d.i, nodes)
}

// insertDivision puts a paragraph (параграф) behind the last one with a lower
// number, or where there is none, at the end of the chapter.
func (t text) insertDivision(in *corpus.Provision, e citation.Elem, after []string) ([]versioning.Operation, error) {
	holder, at := in, len(in.Children)
	for _, d := range divisions(in) {
		switch n := numbered(divisionNumber(d.parent.Children[d.i]), e.Num); {
		case n == 0:
			return nil, refuse(versioning.ErrExists, MsgThere, d.parent.Children[d.i].EID)
		case n < 0:
			holder, at = d.parent, d.j
		}
	}
	parent, _ := t.inTree(holder)
	if parent == nil || in.Kind == corpus.KindAct || in.Kind == corpus.KindList && holder == in && at == len(in.Children) && len(divisions(in)) == 0 {
		return nil, refuse(ErrNotCompiled, MsgNowhere)
	}
	nodes, err := t.parse(parent, after)
	if err != nil {
		return nil, err
	}
	return t.reworded(parent, at, at, nodes)
}

// inTree returns the provision of the text with the eId of p, which may be a
// part of it that was cut out, and its parent.
func (t text) inTree(p *corpus.Provision) (in, parent *corpus.Provision) {
	for q, up := range t.root.All() {
		if q.EID == p.EID {
			if len(up) > 0 {
				parent = up[len(up)-1]
			}
			return q, parent
		}
	}
	return nil, nil
}
