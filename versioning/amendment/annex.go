package amendment

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/amending"
	"tizbe/corpus/citation"
	"tizbe/corpus/reading"
	"tizbe/versioning"
)

// parse reads the payload of a clause as provisions that are to stand below
// parent, with eIds made as the reader of acts makes them. Whether unnumbered
// paragraphs are items of a list follows from what stands there already.
func (t text) parse(parent *corpus.Provision, lines []string) ([]*corpus.Provision, error) {
	doc, err := reading.Lines(strings.Join(lines, "\n"), reading.Options{Running: t.running(parent)})
	if err != nil {
		return nil, fmt.Errorf("reading the new wording: %w", err)
	}
	list := doc.List()
	if list == nil || len(list.Children) == 0 {
		return nil, refuse(ErrNotCompiled, MsgUnnumbered)
	}
	for _, c := range list.Children {
		rename(c, list.EID, parent.EID)
	}
	return list.Children, nil
}

// running reports whether p stands in running text: in the act itself, or in
// an annex that has paragraphs and no items.
func (t text) running(p *corpus.Provision) bool {
	for q, up := range t.root.All() {
		if q.EID != p.EID {
			continue
		}
		in := q
		if len(up) > 1 {
			in = up[1]
		}
		if in.Kind != corpus.KindList {
			return true
		}
		paragraphs := false
		for x := range in.All() {
			switch x.Kind {
			case corpus.KindItem, corpus.KindGroup:
				return false
			case corpus.KindParagraph:
				paragraphs = true
			}
		}
		return paragraphs
	}
	return false
}

// marked stands before the text of an annex, so that the reader of acts knows
// that it is one.
const marked = "Приложение к постановлению № 0"

// parseAnnexes reads new wordings of annexes: that of the first, whose mark of
// approval may be missing, and of those that follow it under marks of their
// own. Their eIds are still the reader's.
func parseAnnexes(lines []string) ([]*corpus.Provision, error) {
	doc, err := reading.Act(strings.Join(slices.Concat([]string{"1. –.", marked}, lines), "\n"), reading.Options{})
	if err != nil {
		return nil, fmt.Errorf("reading the new wording: %w", err)
	}
	var out []*corpus.Provision
	for _, p := range doc.Root.Children {
		if p.Kind == corpus.KindList {
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		return nil, refuse(ErrNotCompiled, MsgNothingNew)
	}
	first := out[0]
	if own := strings.TrimSpace(strings.TrimPrefix(first.Children[0].Text, marked)); own != "" {
		first.Children[0].Text = own
	} else {
		first.Children = first.Children[1:]
	}
	if len(first.Children) == 0 {
		return nil, refuse(ErrNotCompiled, MsgNothingNew)
	}
	return out, nil
}

// fresh gives a new annex an eId that the act never had.
func (t text) fresh(annex *corpus.Provision, also map[string]bool) *corpus.Provision {
	free := func(eid string) bool { return t.root.Find(eid) == nil && !t.used(eid) && !also[eid] }
	eid := "list"
	for n := 2; !free(eid); n++ {
		eid = "list_" + strconv.Itoa(n)
	}
	also[eid] = true
	annex = annex.Clone()
	rename(annex, annex.EID, "")
	for _, c := range annex.Children {
		rename(c, annex.EID, eid)
	}
	annex.EID = eid
	return annex
}

// insertAnnex adds an annex: behind the last one with a lower number, or where
// numbers do not tell, behind the others.
func (t text) insertAnnex(num string, c amending.Clause) ([]versioning.Operation, error) {
	nodes, err := parseAnnexes(c.After)
	if err != nil {
		return nil, err
	}
	if m := c.Mark; m != "" && nodes[0].Children[0].Kind != corpus.KindApproval {
		nodes[0].Children = slices.Insert(nodes[0].Children, 0, &corpus.Provision{EID: nodes[0].EID + "__approval", Kind: corpus.KindApproval, Text: m})
	}
	switch n := amending.AnnexNumber(nodes[0]); {
	case num == "":
		num = n
	case n == "":
		nodes[0].Num = num
	case n != num:
		return nil, refuse(ErrNotCompiled, MsgOtherNumber, num, n)
	}
	of, err := document(t.root, c.Target)
	if err != nil {
		return nil, err
	}
	there := annexesOf(t.root, of)
	prev := ""
	switch n := len(t.root.Children); {
	case len(there) > 0:
		prev = there[len(there)-1].EID
	case of != nil:
		prev = of.EID
	case n > 0:
		prev = t.root.Children[n-1].EID
	}
	for i, p := range slices.Backward(there) {
		switch n := amending.AnnexNumber(p); {
		case n == num && num != "":
			return nil, refuse(versioning.ErrExists, MsgThere, p.EID)
		case n != "" && num != "" && numbered(n, num) > 0:
			if prev = ""; i > 0 {
				prev = there[i-1].EID
			} else if _, at := parentOf(t.root, p); at > 0 {
				prev = t.root.Children[at-1].EID
			}
		}
	}
	return t.addAnnexes(nodes, prev), nil
}

// addAnnexes puts annexes behind the one with the eId prev.
func (t text) addAnnexes(nodes []*corpus.Provision, prev string) []versioning.Operation {
	var out []versioning.Operation
	also := make(map[string]bool)
	for _, n := range nodes {
		n = t.fresh(n, also)
		out = append(out, versioning.Operation{Op: versioning.OpInsert, Target: n.EID, New: n, Parent: t.root.EID, Prev: prev})
		prev = n.EID
	}
	return out
}

// document returns the annex of which a clause names an annex (Приложение 1 к
// Правилам), nil where it is the act's own.
func document(root *corpus.Provision, t amending.Target) (*corpus.Provision, error) {
	if t.Annex == "" {
		return nil, nil
	}
	of, err := annexScope(root, amending.Target{Annex: t.Annex})
	if err != nil || of.Kind != corpus.KindList {
		return nil, err
	}
	return of, nil
}

// annexesOf returns the annexes of the document, or the act's own where it is
// nil. One that does not say of what it is an annex is the act's.
func annexesOf(root, document *corpus.Provision) []*corpus.Provision {
	var out []*corpus.Provision
	for _, p := range root.Children {
		if p.Kind != corpus.KindList || p == document {
			continue
		}
		m, _ := amending.AnnexOf(p)
		if document == nil && m.Of == "" || document != nil && m.Of != "" && called(document, m.Of) {
			out = append(out, p)
		}
	}
	return out
}

// called reports whether the annex has the title that a mark of approval names
// in another case: each word has one that begins like it.
func called(annex *corpus.Provision, name string) bool {
	for _, p := range annex.Children {
		if p.Kind == corpus.KindListTitle {
			return inflected(loose(p.Text), loose(name))
		}
	}
	return false
}

// inflected reports whether the words of the name, in whatever case, stand in
// the title in their order.
func inflected(title, name string) bool {
	words, fits := strings.Fields(title), 0
	for _, w := range strings.Fields(name) {
		i := slices.IndexFunc(words, func(x string) bool { return sameWord(x, w) })
		if i < 0 {
			break
		}
		words = words[i+1:]
		fits++
	}
	// A mark may name, behind the title, the act that approved the document.
	return fits > 0 && (fits == len(strings.Fields(name)) || len(words) == 0)
}

// sameWord reports whether two forms differ in no more than an ending.
func sameWord(x, y string) bool {
	a, b := []rune(x), []rune(y)
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return x == y || n >= max(3, min(len(a), len(b))-3)
}

// replaceAnnex puts a whole annex in the place of the old one. Its mark of
// approval stays, and its title where the new text has none; numbered
// provisions keep the eIds that their numbers give. Annexes of the annex that
// come with it take the place of those that there were.
func (t text) replaceAnnex(path citation.Ref, c amending.Clause) ([]versioning.Operation, error) {
	scope := t.scope
	if len(path) == 0 && c.Target.Annex == "" && c.Target.List == "" {
		return t.replaceAct(c.After)
	}
	if len(path) > 0 {
		var err error
		if scope, err = locate(scope, path); err != nil {
			return nil, err
		}
	}
	if c.Target.List != "" && c.Target.Annex != "" {
		list, err := listScope(t.root, scope, c.Target.List)
		if err != nil {
			return nil, err
		}
		if !list.whole() {
			return t.replaceList(list, c.Target.List, c.After)
		}
	}
	if scope.Kind != corpus.KindList {
		annexes := annexesOf(t.root, nil)
		switch len(annexes) {
		case 0:
			return nil, refuse(ErrNoTarget, MsgNoAnnexAtAll)
		case 1:
			scope = annexes[0]
		default:
			return nil, refuse(ErrManyTargets, MsgWhichAnnex, eids(annexes))
		}
	}
	if len(c.After) == 0 {
		return nil, refuse(ErrNotCompiled, MsgNothingNew)
	}
	nodes, err := parseAnnexes(c.After)
	if err != nil {
		return nil, err
	}
	out := []versioning.Operation{t.annexOp(scope, nodes[0])}
	if len(nodes) == 1 {
		return out, nil
	}
	root, err := versioning.Apply(t.root, out)
	if err != nil {
		return nil, err
	}
	t.root = root
	more, err := t.replaceAnnexes(annexesOf(root, root.Find(scope.EID)), nodes[1:], scope.EID)
	return append(out, more...), err
}

// annexOp replaces an annex that has its place in the act.
func (t text) annexOp(old, next *corpus.Provision) versioning.Operation {
	var kids []*corpus.Provision
	titled := slices.ContainsFunc(next.Children, func(n *corpus.Provision) bool { return n.Kind == corpus.KindListTitle })
	for _, p := range old.Children {
		if p.Kind == corpus.KindApproval || p.Kind == corpus.KindListTitle && !titled {
			kids = append(kids, p)
		}
	}
	for _, n := range next.Children {
		if n.Kind != corpus.KindApproval {
			n = n.Clone()
			rename(n, next.EID, old.EID)
			kids = append(kids, n)
		}
	}
	return versioning.Operation{Op: versioning.OpReplaceAnnex, Target: old.EID, Old: old, New: old.With(kids)}
}

// replaceAnnexes puts the new annexes in the place of the old ones: those with
// the same number, or title, or where one is left on both sides, are the same;
// others come in behind the one before, or go. prev is the eId of what stands
// before the first.
func (t text) replaceAnnexes(old, next []*corpus.Provision, prev string) ([]versioning.Operation, error) {
	same := make([]*corpus.Provision, len(next))
	left := slices.Clone(old)
	match := func(fits func(o, n *corpus.Provision) bool) {
		for i, n := range next {
			if same[i] != nil {
				continue
			}
			if k := slices.IndexFunc(left, func(o *corpus.Provision) bool { return fits(o, n) }); k >= 0 {
				same[i] = left[k]
				left = slices.Delete(left, k, k+1)
			}
		}
	}
	match(func(o, n *corpus.Provision) bool {
		num := amending.AnnexNumber(n)
		return num != "" && num == amending.AnnexNumber(o)
	})
	title := func(p *corpus.Provision) string {
		for _, c := range p.Children {
			if c.Kind == corpus.KindListTitle {
				return loose(c.Text)
			}
		}
		return ""
	}
	match(func(o, n *corpus.Provision) bool { return title(n) != "" && title(n) == title(o) })
	if len(left) == 1 && len(old) == len(next) {
		match(func(o, n *corpus.Provision) bool {
			return amending.AnnexNumber(o) == "" || amending.AnnexNumber(n) == ""
		})
	}
	var out []versioning.Operation
	do := func(ops ...versioning.Operation) error {
		root, err := versioning.Apply(t.root, ops)
		if err == nil {
			t.root, out = root, append(out, ops...)
		}
		return err
	}
	for _, o := range left {
		if err := do(removeAll(t.root, []*corpus.Provision{o})...); err != nil {
			return nil, err
		}
	}
	at := -1
	for i, n := range next {
		if same[i] == nil {
			ops := t.addAnnexes([]*corpus.Provision{n}, prev)
			if err := do(ops...); err != nil {
				return nil, err
			}
			prev = ops[0].Target
			continue
		}
		k := slices.Index(old, same[i])
		if k < at {
			return nil, refuse(ErrNotCompiled, MsgOrder, name(same[i]))
		}
		at = k
		if err := do(t.annexOp(same[i], n)); err != nil {
			return nil, err
		}
		prev = same[i].EID
	}
	return out, nil
}

// removeWhole takes out an annex, or a list inside one, that the clause names.
func (t text) removeWhole(c amending.Clause) ([]versioning.Operation, error) {
	if c.Target.Annex == "" {
		return nil, refuse(ErrNotCompiled, MsgNoTargetNamed)
	}
	annex := t.scope
	if c.Target.List != "" {
		list, err := listScope(t.root, annex, c.Target.List)
		if err != nil {
			return nil, err
		}
		if !list.whole() {
			return removeAll(t.root, list.parent.Children[list.i:list.j]), nil
		}
		annex = list.parent
	} else if !titled(annex, c.Target.Annex) {
		return nil, refuse(ErrNoTarget, MsgNoAnnex, clip(c.Target.Annex))
	}
	return removeAll(t.root, []*corpus.Provision{annex}), nil
}
