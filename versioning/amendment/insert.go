package amendment

import (
	"slices"
	"strconv"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/amending"
	"tizbe/corpus/citation"
	"tizbe/versioning"
)

// A text is an act's text under amendment.
type text struct {
	root  *corpus.Provision
	first *corpus.Provision // the act before the first change of the amending act; nil where it does not matter
	scope *corpus.Provision // the part that the clause speaks of: the act, or an annex
	used  func(string) bool // eIds that the act has or had
}

// insert adds the payload: a numbered provision at the place its number
// gives, a paragraph at the place that its ordinal gives, or either beside an
// anchor.
func (t text) insert(path citation.Ref, c amending.Clause) ([]versioning.Operation, error) {
	if len(c.After) == 0 {
		return nil, refuse(ErrNotCompiled, MsgNothingNew)
	}
	if len(path) > 0 {
		last := path[len(path)-1]
		beside := len(c.Anchor) > 0 || c.Words != ""
		switch last.Level {
		case citation.Annex:
			return t.insertAnnex(last.Num, c)
		case citation.Member:
			return t.insertMembers(c)
		case citation.Sentence:
			return insertSentence(t.scope, path, c)
		case citation.Column:
			return insertColumn(t.scope, path, c)
		case citation.Alinea, citation.Part:
			if !beside {
				return t.insertCounted(path, c)
			}
		case citation.Row:
			if !beside {
				return t.insertRow(path, c)
			}
		default:
			// A path that is there is the place of paragraphs to be inserted
			// beside the anchor; one that is not names what is inserted.
			_, err := locate(t.scope, path)
			if last.Num != "" && !(err == nil && beside) {
				return t.insertNumbered(path, c)
			}
		}
		if beside {
			return t.insertBeside(path, c)
		}
	} else if len(c.Anchor) > 0 || c.Words != "" {
		return t.insertBeside(path, c)
	}
	return nil, refuse(ErrNotCompiled, MsgNowhere)
}

func (t text) insertNumbered(path citation.Ref, c amending.Clause) ([]versioning.Operation, error) {
	scope, last := t.scope, path[len(path)-1]
	parent, err := locate(scope, path[:len(path)-1])
	if err != nil {
		return nil, err
	}
	// The siblings tell where provisions of this kind stand: a point may lie
	// in a chapter.
	kind, _ := last.Level.Kind()
	var prev *corpus.Provision
	var owners []*corpus.Provision
	// The numbers of an annex are its own, where the act has any itself.
	annexed := func(up []*corpus.Provision) bool {
		return parent.Kind == corpus.KindAct && slices.ContainsFunc(up, func(u *corpus.Provision) bool { return u.Kind == corpus.KindList })
	}
	own := false
	for q, up := range parent.All() {
		own = own || q.Kind == kind && !annexed(up)
	}
	for q, up := range parent.All() {
		if q.Kind != kind || q == parent || own && annexed(up) {
			continue
		}
		if owner := up[len(up)-1]; kind == corpus.KindSubpoint && !slices.Contains(owners, owner) {
			// Every point has subpoints with numbers of its own.
			if owners = append(owners, owner); len(owners) > 1 {
				return nil, refuse(ErrManyTargets, MsgManyProvisions, element(citation.Elem{Level: last.Level, Num: leading(q.Text)}), name(parent), eids(owners))
			}
		}
		switch n := numbered(q.Num, last.Num); {
		case n == 0:
			return nil, refuse(versioning.ErrExists, MsgThere, q.EID)
		case n < 0:
			prev = q
		}
	}
	holder, prevEID := parent, ""
	if prev != nil {
		if h, i := parentOf(scope, prev); h != nil {
			holder, prevEID = h, h.Children[i].EID
		}
	} else if n := len(parent.Children); n > 0 && parent.Kind != corpus.KindList && parent.Kind != corpus.KindAct {
		prevEID = parent.Children[n-1].EID
	}
	nodes, err := t.parse(scopeFor(scope, holder), c.After)
	if err != nil {
		return nil, err
	}
	var out []versioning.Operation
	for _, n := range nodes {
		if n.Kind == corpus.KindEditorial || n.Text == "" && len(n.Children) == 0 {
			continue
		}
		if holder.EID != scope.EID {
			rename(n, scope.EID, holder.EID)
		}
		out = append(out, versioning.Operation{Op: versioning.OpInsert, Target: n.EID, New: n, Parent: holder.EID, Prev: prevEID})
		prevEID = n.EID
	}
	return out, nil
}

func scopeFor(scope, holder *corpus.Provision) *corpus.Provision {
	if holder.EID == scope.EID {
		return holder
	}
	return scope
}

// insertBeside adds paragraphs before or after the one that is named.
func (t text) insertBeside(path citation.Ref, c amending.Clause) ([]versioning.Operation, error) {
	at := path
	if len(c.Anchor) > 0 {
		at = c.Anchor
	}
	var p *corpus.Provision
	var err error
	switch {
	case c.Words != "":
		p, err = lineWith(t.scope, path, c.Words)
	default:
		p, err = locate(t.scope, at)
		if err != nil && len(c.Anchor) > 0 {
			if p, err = locate(t.scope, slices.Concat(path[:max(0, len(path)-1)], c.Anchor)); err != nil {
				p, err = locate(t.scope, slices.Concat(path, c.Anchor))
			}
		}
	}
	if err != nil {
		return nil, err
	}
	parent, i := parentOf(t.root, p)
	if parent == nil {
		return nil, refuse(ErrNoTarget, MsgNoPlace, name(p))
	}
	if c.Position != amending.Before {
		i++
	}
	return t.lines(parent, i, p.Kind, c.After), nil
}

// insertCounted adds paragraphs or a part that become the ones with the
// ordinal, or without one the last of what they belong to.
func (t text) insertCounted(path citation.Ref, c amending.Clause) ([]versioning.Operation, error) {
	e := path[len(path)-1]
	p, err := locate(t.scope, path[:len(path)-1])
	if err != nil {
		return nil, err
	}
	if e.Level == citation.Alinea && p.Text == "" {
		return nil, refuse(ErrNotCompiled, MsgNowhere)
	}
	if ofNothing(p) {
		return nil, refuse(ErrNoTarget, MsgOfWhich, element(e), name(p))
	}
	heads, last := paragraphs(p), (*corpus.Provision)(nil)
	if e.Level == citation.Part {
		heads = nil
		for _, part := range parts(p) {
			heads = append(heads, part[0])
		}
	}
	for q := range p.All() {
		if q.Kind != corpus.KindEditorial {
			last = q
		}
	}
	n := len(heads) + 1
	if e.Num != "" {
		if n, err = strconv.Atoi(e.Num); err != nil || n < 1 || n > len(heads)+1 {
			return nil, refuse(ErrNoTarget, MsgNoParagraph, element(citation.Elem{Level: e.Level, Num: strconv.Itoa(max(1, n-1))}), name(p), len(heads))
		}
	}
	kind := corpus.KindParagraph
	switch {
	case n <= len(heads) && heads[n-1] == p:
		return nil, refuse(ErrNotCompiled, MsgNowhere) // before the line with the number
	case n <= len(heads):
		parent, i := parentOf(t.root, heads[n-1])
		return t.lines(parent, i, like(heads[n-1], kind), c.After), nil
	case last == p || e.Level == citation.Part:
		if last == p && strings.HasSuffix(p.Text, ":") {
			kind = corpus.KindItem
		}
		return t.lines(p, len(p.Children), kind, c.After), nil
	}
	parent, i := parentOf(t.root, last)
	return t.lines(parent, i+1, like(last, kind), c.After), nil
}

// like returns the kind of a paragraph beside p: its own, unless that belongs
// to a number.
func like(p *corpus.Provision, other corpus.Kind) corpus.Kind {
	switch p.Kind {
	case corpus.KindItem, corpus.KindNoteItem, corpus.KindRow, corpus.KindParagraph:
		return p.Kind
	}
	return other
}

// lines adds paragraphs below parent from the index i on. Their eIds are those
// of the paragraph before, with a dash number, as the law numbers what it
// inserts.
func (t text) lines(parent *corpus.Provision, i int, kind corpus.Kind, after []string) []versioning.Operation {
	prev, stem := "", ""
	switch {
	case i > 0:
		prev = parent.Children[i-1].EID
		stem = prev
	case len(parent.Children) > 0:
		stem = parent.Children[0].EID
	default:
		stem = strings.TrimPrefix(parent.EID+"__"+string(kind)+"_0", "__")
	}
	var out []versioning.Operation
	n := 1
	for _, line := range after {
		eid := stem + "-" + strconv.Itoa(n)
		for t.root.Find(eid) != nil || t.used(eid) {
			n++
			eid = stem + "-" + strconv.Itoa(n)
		}
		n++
		node := &corpus.Provision{EID: eid, Kind: kind, Text: line}
		out = append(out, versioning.Operation{Op: versioning.OpInsert, Target: eid, New: node, Parent: parent.EID, Prev: prev})
		prev = eid
	}
	return out
}

// insertRow adds a numbered row to the one table, or list of rows, that has
// numbered rows: behind the last row with a lower number.
func (t text) insertRow(path citation.Ref, c amending.Clause) ([]versioning.Operation, error) {
	e := path[len(path)-1]
	in, err := locate(t.scope, path[:len(path)-1])
	if err != nil {
		return nil, err
	}
	num := e.Num
	if num == "" {
		num = leading(c.After[0])
	}
	if num == "" {
		return nil, refuse(ErrNotCompiled, MsgNowhere)
	}
	var prev, first *corpus.Provision
	var holders []*corpus.Provision
	for _, q := range rowsBelow(in) {
		n := rowNumber(q)
		switch {
		case n == num:
			return nil, refuse(versioning.ErrExists, MsgThere, q.EID)
		case numbered(n, num) < 0:
			prev = q
		case first == nil:
			first = q
		}
		if h, _ := parentOf(t.root, q); !slices.Contains(holders, h) {
			holders = append(holders, h)
		}
	}
	switch {
	case len(holders) == 0:
		return nil, refuse(ErrNoTarget, MsgNoProvision, "the table", name(in))
	case len(holders) > 1:
		return nil, refuse(ErrManyTargets, MsgManyProvisions, "the table", name(in), eids(holders))
	case prev == nil:
		parent, i := parentOf(t.root, first)
		return t.lines(parent, i, first.Kind, c.After), nil
	}
	parent, i := parentOf(t.root, prev)
	return t.lines(parent, i+1, prev.Kind, c.After), nil
}
