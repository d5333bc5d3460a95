package amendment

import (
	"slices"
	"strconv"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/amending"
	"tizbe/corpus/citation"
	"tizbe/corpus/kazakh"
	"tizbe/corpus/pattern"
)

// loose is a text by its words alone, for comparing names that sources write
// with different quotation marks, cases and spaces.
func loose(s string) string {
	var b strings.Builder
	for _, t := range kazakh.Tokens(s) {
		b.WriteString(kazakh.Fold(t.Text))
		b.WriteByte(' ')
	}
	return b.String()
}

// scope returns the part of the act that the target's path starts from: the
// act itself, the annex that the clause speaks of, or a list inside it.
func scope(root *corpus.Provision, t amending.Target) (*corpus.Provision, error) {
	annex, err := annexScope(root, t)
	if err != nil || t.List == "" || t.Annex == "" {
		return annex, err
	}
	list, err := listScope(root, annex, t.List)
	if err != nil {
		return nil, err
	}
	head := list.parent.Children[list.i]
	switch {
	case head.Kind == corpus.KindListTitle:
		return list.parent, nil
	case len(head.Children) > 0:
		return head, nil
	}
	return &corpus.Provision{EID: list.parent.EID, Kind: corpus.KindGroup, Children: list.parent.Children[list.i:list.j]}, nil
}

// A listInside is a list that stands inside an annex: the children [i, j) of
// the parent, the first of which is its heading.
type listInside struct {
	parent *corpus.Provision
	i, j   int
}

// whole reports whether the list is an annex of its own.
func (l listInside) whole() bool { return l.parent.Children[l.i].Kind == corpus.KindListTitle }

// listScope returns the list of that name: what stands in the annex between the
// heading with the name and the next heading, or all of an annex. Where no
// heading has the name, a number would be looked up among the wrong ones.
func listScope(root, annex *corpus.Provision, list string) (listInside, error) {
	want := strings.TrimSpace(loose(list))
	var heads []*corpus.Provision
	for p := range root.All() {
		switch p.Kind {
		case corpus.KindListTitle, corpus.KindSeparation, corpus.KindSection, corpus.KindChapter, corpus.KindGroup:
			if strings.Contains(loose(p.Text), want) {
				heads = append(heads, p)
			}
		}
	}
	switch len(heads) {
	case 0:
		return listInside{}, refuse(ErrNoTarget, MsgNoList, clip(list), name(annex))
	case 1:
	default:
		return listInside{}, refuse(ErrManyTargets, MsgManyLines, clip(list), eids(heads))
	}
	parent, i := parentOf(root, heads[0])
	if parent == nil {
		return listInside{}, refuse(ErrNoTarget, MsgNoPlace, name(heads[0]))
	}
	l := listInside{parent, i, i + 1}
	switch head := heads[0]; {
	case l.whole():
		l.j = len(parent.Children)
	case len(head.Children) > 0:
	default:
		for l.j < len(parent.Children) && parent.Children[l.j].Kind != head.Kind && parent.Children[l.j].Kind != corpus.KindListTitle {
			l.j++
		}
	}
	return l, nil
}

func annexScope(root *corpus.Provision, t amending.Target) (*corpus.Provision, error) {
	if t.Annex == "" && (t.List == "" || t.Num(citation.Annex) != "") {
		return root, nil
	}
	if len(t.Path) > 0 && t.Path[0].Level == citation.Annex {
		// An annex of the document: Приложение 1 к Правилам.
		of, err := document(root, t)
		if err != nil || of == nil {
			return root, err
		}
		return root.With(annexesOf(root, of)), nil
	}
	var annexes []*corpus.Provision
	for _, c := range root.Children {
		if c.Kind == corpus.KindList {
			annexes = append(annexes, c)
		}
	}
	switch len(annexes) {
	case 0:
		return nil, refuse(ErrNoTarget, MsgNoAnnex, clip(t.Annex))
	case 1:
		return annexes[0], nil
	}
	var fit, whole []*corpus.Provision
	var titles []string
	want := strings.TrimSpace(loose(t.Annex))
	for _, a := range annexes {
		for _, c := range a.Children {
			if c.Kind != corpus.KindListTitle {
				continue
			}
			titles = append(titles, "“"+clip(c.Text)+"”")
			if got := loose(c.Text); strings.Contains(got, want) {
				fit = append(fit, a)
				if strings.Contains(" "+got, " "+want+" ") {
					whole = append(whole, a)
				}
			}
		}
	}
	if len(whole) > 0 {
		fit = whole
	}
	switch len(fit) {
	case 0:
		// A compound name may have kept the case of its second word.
		for _, a := range annexes {
			if called(a, t.Annex) {
				fit = append(fit, a)
			}
		}
		if len(fit) == 1 {
			return fit[0], nil
		}
		return nil, refuse(ErrNoTarget, MsgNoAnnexNamed, clip(t.Annex), strings.Join(titles, ", "))
	case 1:
		return fit[0], nil
	}
	return nil, refuse(ErrManyTargets, MsgManyAnnexes, clip(t.Annex))
}

// locate returns the one provision at the path below scope. A part (бөлік,
// часть) is given by its first paragraph.
func locate(scope *corpus.Provision, path citation.Ref) (*corpus.Provision, error) {
	p := scope
	for i, e := range path {
		var found []*corpus.Provision
		switch e.Level {
		case citation.Alinea, citation.Part:
			n, err := strconv.Atoi(e.Num)
			if ofNothing(p) {
				return nil, refuse(ErrNoTarget, MsgOfWhich, element(e), name(p))
			}
			lines := paragraphs(p)
			if e.Level == citation.Part {
				lines = nil
				for _, part := range parts(p) {
					lines = append(lines, part[0])
				}
			}
			if err != nil || n < 1 || n > len(lines) {
				return nil, refuse(ErrNoTarget, MsgNoParagraph, element(e), name(p), len(lines))
			}
			found = []*corpus.Provision{lines[n-1]}
		case citation.Title:
			found = heading(p, i > 0)
		case citation.Paragraph:
			d, err := division(p, e)
			if err != nil {
				return nil, err
			}
			p = &corpus.Provision{EID: d.parent.EID, Kind: corpus.KindGroup, Children: d.parent.Children[d.i:d.j]}
			continue
		case citation.Member:
			found = named(members(p), e.Name)
		default:
			found = below(p, e)
			if e.Level == citation.Row && e.Name != "" && len(found) == 0 && i > 0 && p.Text != "" && strings.Contains(" "+loose(p.Text), " "+strings.TrimSpace(loose(e.Name))+" ") {
				continue // the line with the number is the one named
			}
			if e.Level == citation.Table && e.Num == "" && e.Name == "" && len(found) == 0 {
				continue // its rows are set out as paragraphs
			}
		}
		switch len(found) {
		case 0:
			return nil, refuse(ErrNoTarget, MsgNoProvision, element(e), name(p))
		case 1:
			p = found[0]
		default:
			return nil, refuse(ErrManyTargets, MsgManyProvisions, element(e), name(p), eids(found))
		}
	}
	return p, nil
}

// paragraphs returns the lines that are counted in p: of an annex, neither its
// mark of approval nor its title.
func paragraphs(p *corpus.Provision) []*corpus.Provision {
	return slices.DeleteFunc(p.Paragraphs(), func(q *corpus.Provision) bool {
		return p.Kind == corpus.KindList && (q.Kind == corpus.KindApproval || q.Kind == corpus.KindListTitle)
	})
}

// ofNothing reports whether no paragraphs are counted in p as a whole: it is
// the act, or an annex with provisions that have numbers.
func ofNothing(p *corpus.Provision) bool {
	if p.Kind == corpus.KindAct {
		return true
	}
	return p.Kind == corpus.KindList && slices.ContainsFunc(p.Paragraphs(), func(q *corpus.Provision) bool { return q.Kind == corpus.KindPoint || q.Kind == corpus.KindArticle })
}

// heading returns the provision whose line is the heading of p: p itself where
// its line is one, else its title.
func heading(p *corpus.Provision, inner bool) []*corpus.Provision {
	if inner && p.Text != "" {
		return []*corpus.Provision{p}
	}
	for _, c := range p.Children {
		if c.Kind == corpus.KindTitle || c.Kind == corpus.KindListTitle || divisionNumber(c) != "" && p.Kind == corpus.KindGroup {
			return []*corpus.Provision{c}
		}
	}
	return nil
}

// parts cuts an article or a point into its parts: each unnumbered paragraph
// with the list below it. The first line is the first part, unless it is no
// more than the number and the title of an article.
func parts(p *corpus.Provision) [][]*corpus.Provision {
	var out [][]*corpus.Provision
	if p.Text != "" && p.Kind != corpus.KindArticle {
		out = append(out, []*corpus.Provision{p})
	}
	for _, c := range p.Children {
		switch c.Kind {
		case corpus.KindEditorial, corpus.KindNote, corpus.KindNoteItem, corpus.KindApproval, corpus.KindListTitle:
			continue
		case corpus.KindSubpoint, corpus.KindItem, corpus.KindRow, corpus.KindTable:
			if len(out) > 0 {
				out[len(out)-1] = append(out[len(out)-1], c)
				continue
			}
		}
		out = append(out, []*corpus.Provision{c})
	}
	return out
}

// below returns the provisions that the element may name: those nearest to p,
// not inside another annex; of those that a heading quoted fits, the ones that
// read exactly so come before the ones that only contain it.
func below(p *corpus.Provision, e citation.Elem) []*corpus.Provision {
	var exact, part []*corpus.Provision
	depth := -1
	for q, up := range p.All() {
		if q == p || len(up) > 0 && slices.ContainsFunc(up[1:], func(u *corpus.Provision) bool { return u.Kind == corpus.KindList }) && p.Kind != corpus.KindList {
			continue
		}
		fits, whole := names(e, q)
		if !fits {
			continue
		}
		if e.Name == "" {
			if depth >= 0 && len(up) > depth {
				continue
			}
			if len(up) < depth {
				part = nil
			}
			depth = len(up)
		}
		part = append(part, q)
		if whole {
			exact = append(exact, q)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	if e.Level == citation.Annex && len(part) > 1 {
		// The act's own annex, and not the annex of one of its annexes.
		if own := slices.DeleteFunc(slices.Clone(part), func(q *corpus.Provision) bool { m, _ := amending.AnnexOf(q); return m.Of != "" }); len(own) > 0 {
			return own
		}
	}
	return part
}

// names reports whether the element may name the provision, and whether it
// does so whole.
func names(e citation.Elem, q *corpus.Provision) (fits, whole bool) {
	kind, known := e.Level.Kind()
	switch {
	case e.Name != "":
		want, got := strings.TrimSpace(loose(e.Name)), strings.TrimSpace(loose(q.Text))
		of := !known || q.Kind == kind || q.Kind == corpus.KindSeparation || q.Kind == corpus.KindGroup
		if e.Level == citation.Row {
			of = rowLike(q)
		}
		return of && want != "" && strings.Contains(" "+got+" ", " "+want+" "), got == want
	case e.Level == citation.Row:
		return rowLike(q) && rowNumber(q) == e.Num, false
	case e.Num == "":
		return known && q.Kind == kind, false
	case e.Level == citation.Annex:
		return q.Kind == corpus.KindList && amending.AnnexNumber(q) == e.Num, false
	}
	return known && q.Kind == kind && strings.TrimRight(q.Num, ".)") == e.Num, false
}

// rowLike reports whether a provision can be a numbered row: of a table, or a
// line of a list, which older texts number like points.
func rowLike(p *corpus.Provision) bool {
	return p.Kind == corpus.KindRow || p.Kind == corpus.KindPoint || p.Kind == corpus.KindItem || p.Kind == corpus.KindParagraph
}

func rowNumber(p *corpus.Provision) string {
	if p.Kind != corpus.KindRow {
		return leading(p.Text)
	}
	first, _, _ := strings.Cut(p.Text, " | ")
	return strings.TrimRight(strings.TrimSpace(first), ".)")
}

// rowsBelow returns the rows with a number below p: those of its tables, or
// where it has none, its numbered lines.
func rowsBelow(p *corpus.Provision) []*corpus.Provision {
	var rows, lines []*corpus.Provision
	for q := range p.All() {
		switch {
		case q == p || rowNumber(q) == "" || !rowLike(q):
		case q.Kind == corpus.KindRow:
			if startsNumber(rowNumber(q)) {
				rows = append(rows, q)
			}
		default:
			lines = append(lines, q)
		}
	}
	if len(rows) > 0 {
		return rows
	}
	return lines
}

var leadingNumber = pattern.New(`^[«"“]?\s*(\d+(?:-\d+)*)(?:[.)]|\s*\|)`)

// leading returns the number that a line begins with, or "".
func leading(s string) string {
	if m := leadingNumber.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return ""
}

func startsNumber(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

func name(p *corpus.Provision) string {
	if p.EID == "" {
		return "the act"
	}
	return p.EID
}

func eids(ps []*corpus.Provision) string {
	var out []string
	for _, p := range ps {
		out = append(out, p.EID)
	}
	if len(out) > 5 {
		out = append(out[:5], "…")
	}
	return strings.Join(out, ", ")
}

// parentOf returns the parent of the provision and its place there.
func parentOf(root, p *corpus.Provision) (*corpus.Provision, int) {
	for q, up := range root.All() {
		if q.EID == p.EID && len(up) > 0 {
			parent := up[len(up)-1]
			return parent, slices.IndexFunc(parent.Children, func(c *corpus.Provision) bool { return c.EID == p.EID })
		}
	}
	return nil, -1
}
