package amendment

import (
	"slices"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/citation"
	"tizbe/versioning"
	"tizbe/versioning/edition"
)

// reworded puts what the nodes say in the place of the children [i, j) of the
// parent. What the new wording keeps, keeps its eId: numbered provisions by
// their number, the others by their words.
func (t text) reworded(parent *corpus.Provision, i, j int, nodes []*corpus.Provision) ([]versioning.Operation, error) {
	here := make(map[string]bool)
	for p := range t.root.All() {
		here[p.EID] = true
	}
	next := edition.Align(parent.With(parent.Children[i:j]), parent.With(nodes), func(eid string) bool { return here[eid] || t.used(eid) })
	return edition.Script(parent, parent.With(slices.Concat(parent.Children[:i], next.Children, parent.Children[j:])))
}

// replacePart puts a new wording of a part (бөлік, часть) with the list below
// it in the place of the old one.
func (t text) replacePart(path citation.Ref, after []string) ([]versioning.Operation, error) {
	old, err := part(t.scope, path)
	if err != nil {
		return nil, err
	}
	of, err := locate(t.scope, path[:len(path)-1])
	if err != nil {
		return nil, err
	}
	own := old[0] == of // the part begins with the line that has the number
	lines := after
	if own {
		if leading(after[0]) != strings.TrimRight(of.Num, ".)") {
			return nil, refuse(ErrNotCompiled, MsgNotOne, name(of))
		}
	} else {
		lines = slices.Concat([]string{"1. –"}, after) // a point to hold them
	}
	nodes, err := t.parse(of, lines)
	if err != nil {
		return nil, err
	}
	if len(nodes) != 1 || nodes[0].Kind != corpus.KindPoint {
		return nil, refuse(ErrNotCompiled, MsgNotOne, name(of))
	}
	nodes = nodes[0].Children
	at := func(p *corpus.Provision) int {
		return slices.IndexFunc(of.Children, func(c *corpus.Provision) bool { return c.EID == p.EID })
	}
	from, to := at(old[0]), at(old[len(old)-1])+1
	var out []versioning.Operation
	switch head := old[0]; {
	case own:
		from = 0
		if of.Text != after[0] {
			out = append(out, versioning.Operation{Op: versioning.OpReplace, Target: of.EID, Before: of.Text, After: after[0]})
			of = of.With(of.Children)
			of.Text = after[0]
		}
	case len(nodes) > 0 && len(nodes[0].Children) == 0 && len(head.Children) == 0 && nodes[0].Num == "" && head.Num == "":
		// The first line of the part is that of its new wording.
		if head.Text != nodes[0].Text {
			out = append(out, versioning.Operation{Op: versioning.OpReplace, Target: head.EID, Before: head.Text, After: nodes[0].Text})
			kids := slices.Clone(of.Children)
			kids[from] = head.With(nil)
			kids[from].Text = nodes[0].Text
			of = of.With(kids)
		}
		from, nodes = from+1, nodes[1:]
	}
	more, err := t.reworded(of, from, to, nodes)
	return append(out, more...), err
}

// replaceList puts a new wording of a list inside an annex in the place of the
// old one. Its heading stays where the new text has none.
func (t text) replaceList(list listInside, title string, after []string) ([]versioning.Operation, error) {
	if len(after) == 0 {
		return nil, refuse(ErrNotCompiled, MsgNothingNew)
	}
	head := list.parent.Children[list.i]
	if leading(after[0]) == "" && strings.Contains(loose(after[0]), strings.TrimSpace(loose(title))) {
		head = head.With(head.Children)
		head.Text, after = after[0], after[1:]
	}
	if len(after) == 0 {
		return nil, refuse(ErrNotCompiled, MsgNothingNew)
	}
	nodes, err := t.parse(list.parent, after)
	if err != nil {
		return nil, err
	}
	if len(head.Children) > 0 {
		return t.reworded(list.parent, list.i, list.j, []*corpus.Provision{head.With(nodes)})
	}
	return t.reworded(list.parent, list.i, list.j, slices.Concat([]*corpus.Provision{head}, nodes))
}
