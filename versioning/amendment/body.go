package amendment

import (
	"slices"

	"tizbe/corpus"
	"tizbe/versioning"
)

// replaceBody puts a new wording of the whole act in the place of its own
// provisions. Its title, preamble and signature stay; what keeps its number
// keeps its eId. An act with annexes is refused, since the clause does not say
// what becomes of them, and so is a text that is more than provisions.
func (t text) replaceBody(after []string) ([]versioning.Operation, error) {
	if len(after) == 0 {
		return nil, refuse(ErrNotCompiled, MsgNothingNew)
	}
	var old []*corpus.Provision
	first, behind := -1, false
	for i, p := range t.root.Children {
		switch {
		case p.Kind == corpus.KindList:
			return nil, refuse(ErrNotCompiled, MsgWholeAct)
		case !ofBody(p):
			behind = behind || first >= 0 && p.Kind != corpus.KindEditorial
		case behind:
			return nil, refuse(ErrNotCompiled, MsgWholeAct) // the body is not in one piece
		default:
			if first < 0 {
				first = i
			}
			old = append(old, p)
		}
	}
	if first < 0 {
		return nil, refuse(ErrNoTarget, MsgWholeAct)
	}
	nodes, err := parse(t.root, after)
	if err != nil {
		return nil, err
	}
	lines := 0
	for _, n := range nodes {
		lines += len(n.Lines())
	}
	if lines != len(after) || slices.ContainsFunc(nodes, func(n *corpus.Provision) bool { return !ofBody(n) }) {
		return nil, refuse(ErrNotCompiled, MsgWholeAct)
	}
	at := func(ps []*corpus.Provision, eid string) int {
		return slices.IndexFunc(ps, func(p *corpus.Provision) bool { return p.EID == eid })
	}
	var gone []*corpus.Provision
	for _, p := range old {
		if at(nodes, p.EID) < 0 {
			gone = append(gone, p)
		}
	}
	out := removeAll(t.root, gone)
	prev, last := "", -1
	if first > 0 {
		prev = t.root.Children[first-1].EID
	}
	for _, n := range nodes {
		switch i := at(old, n.EID); {
		case i < 0:
			out = append(out, versioning.Operation{Op: versioning.OpInsert, Target: n.EID, New: n, Parent: t.root.EID, Prev: prev})
		case i <= last:
			return nil, refuse(ErrNotCompiled, MsgWholeAct) // the order of the numbers is another
		default:
			if last = i; old[i].Sum() != n.Sum() {
				out = append(out, versioning.Operation{Op: versioning.OpReplace, Target: n.EID, Old: old[i], New: n})
			}
		}
		prev = n.EID
	}
	return out, nil
}

// ofBody reports whether p can stand among the numbered provisions of an act.
func ofBody(p *corpus.Provision) bool {
	switch p.Kind {
	case corpus.KindSection, corpus.KindChapter, corpus.KindArticle, corpus.KindPoint, corpus.KindSubpoint:
		return true
	}
	return false
}
