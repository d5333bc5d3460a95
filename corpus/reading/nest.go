package reading

import (
	"fmt"

	"tizbe/corpus"
)

// nest places the paragraphs that follow owner's own line. In a list, a
// heading opens a group at the level that the outline gives it (1 without
// one) and an item belongs to the group open before it; elsewhere they are
// running text. A note, a table or a publisher's note stands where the next
// heading opens its group, so that it follows all it covers; before an item
// it stands inside the open group, and at the end of a point in the point.
func (b *builder) nest(owner *corpus.Provision, ws []waiting) error {
	levels, err := b.levels(owner, ws)
	if err != nil {
		return err
	}
	kinds, heads := b.classify(ws, levels)
	open := []*corpus.Provision{owner}
	var note, table *corpus.Provision
	tableNo := 0
	for i, w := range ws {
		switch kinds[i] {
		case corpus.KindGroup:
			if g := open[len(open)-1]; g.Kind == corpus.KindGroup && len(g.Children) == 0 && b.outlineOf(owner) == nil {
				b.doubts = append(b.doubts, Doubt{b.at[g], g.Text, "a heading directly followed by another: how deep the next ones lie needs an outline"})
			}
			l := min(levels[i], len(open))
			open = append(open[:l], b.add(open[l-1], corpus.KindGroup, "", w.para))
		case corpus.KindNote, corpus.KindEditorial, corpus.KindRow:
			if kinds[i] != corpus.KindRow || w.table != tableNo {
				open = open[:b.levelOfNext(kinds, heads, levels, i, len(open))]
			}
			parent := open[len(open)-1]
			switch kinds[i] {
			case corpus.KindNote:
				note = b.add(parent, corpus.KindNote, "", w.para)
			case corpus.KindEditorial:
				if note != nil && i+1 < len(ws) && kinds[i+1] == corpus.KindNoteItem {
					parent = note
				}
				b.add(parent, corpus.KindEditorial, "", w.para)
			default:
				if w.table != tableNo {
					tableNo = w.table
					table = b.add(parent, corpus.KindTable, "", para{line: w.line})
				}
				b.add(table, corpus.KindRow, "", w.para)
			}
		case corpus.KindNoteItem:
			b.add(note, corpus.KindNoteItem, "", w.para)
		default:
			b.add(open[len(open)-1], kinds[i], "", w.para)
		}
	}
	return nil
}

// classify says what each paragraph is. A note is told before the colon: its
// own line ends in one. heads gives, for each index, the next one that is a
// heading or an item, or -1.
func (b *builder) classify(ws []waiting, levels map[int]int) ([]corpus.Kind, []int) {
	kinds := make([]corpus.Kind, len(ws))
	inNote := false
	for i, w := range ws {
		switch {
		case w.kind != "":
			kinds[i] = w.kind
			if w.kind != corpus.KindEditorial {
				inNote = false
			}
		case inNote:
			kinds[i] = corpus.KindNoteItem
			inNote = !endsIn(w.text, ".")
		case isNote(w.text):
			kinds[i] = corpus.KindNote
			inNote = !endsIn(w.text, ".")
		case !b.listed:
			kinds[i] = corpus.KindParagraph
		case levels[i] > 0:
			kinds[i] = corpus.KindGroup
		default:
			kinds[i] = corpus.KindItem
		}
	}
	heads := make([]int, len(ws))
	next := -1
	for i := len(ws) - 1; i >= 0; i-- {
		heads[i] = next
		switch kinds[i] {
		case corpus.KindGroup, corpus.KindItem, corpus.KindParagraph:
			next = i
		}
	}
	return kinds, heads
}

// levelOfNext returns how many of the open provisions stay open for a note at
// index i.
func (b *builder) levelOfNext(kinds []corpus.Kind, heads []int, levels map[int]int, i, open int) int {
	switch h := heads[i]; {
	case h < 0:
		return 1
	case kinds[h] == corpus.KindGroup:
		return min(levels[h], open)
	}
	return open
}

// levels gives the level of every heading among the paragraphs, by index.
func (b *builder) levels(owner *corpus.Provision, ws []waiting) (map[int]int, error) {
	levels := make(map[int]int)
	if !b.listed {
		return levels, nil
	}
	var heads []int // what may be a heading
	inNote := false
	for i, w := range ws {
		switch {
		case w.kind != "":
		case inNote:
			inNote = !endsIn(w.text, ".")
		case isNote(w.text):
			inNote = !endsIn(w.text, ".")
		default:
			heads = append(heads, i)
		}
	}
	op := b.outlineOf(owner)
	if op == nil {
		for _, i := range heads {
			if endsIn(ws[i].text, ":") {
				levels[i] = 1
			}
		}
		return levels, nil
	}
	b.outlined[op.num] = true
	o := b.opts.Outline
	next := 0
	for _, i := range heads {
		colon := endsIn(ws[i].text, ":")
		if next < len(op.headings) && op.headings[next].matches(ws[i].text, colon) {
			levels[i] = op.headings[next].level
			next++
			continue
		}
		if !colon {
			continue
		}
		if next == len(op.headings) {
			return nil, fmt.Errorf("%s:%d: %w: point %s has a heading more at line %d: %.120q", o.name, op.line, ErrOutline, op.num, ws[i].line, ws[i].text)
		}
		h := op.headings[next]
		return nil, fmt.Errorf("%s:%d: %w: heading %q of point %s does not come next: line %d reads %.120q", o.name, h.line, ErrOutline, h.text, op.num, ws[i].line, ws[i].text)
	}
	if next < len(op.headings) {
		h := op.headings[next]
		return nil, fmt.Errorf("%s:%d: %w: heading %q does not occur in point %s", o.name, h.line, ErrOutline, h.text, op.num)
	}
	return levels, nil
}

// outlineOf returns the outline of a point of the first annex, or nil.
func (b *builder) outlineOf(owner *corpus.Provision) *outlinePoint {
	if b.annex == nil || b.annex != b.doc.List() {
		return nil
	}
	return b.opts.Outline.point(owner)
}

// outlineUsed reports a point of the outline that the list does not have.
func (b *builder) outlineUsed() error {
	if b.opts.Outline == nil {
		return nil
	}
	for _, p := range b.opts.Outline.points {
		if !b.outlined[p.num] {
			return fmt.Errorf("%s:%d: %w: the list has no point %s", b.opts.Outline.name, p.line, ErrOutline, p.num)
		}
	}
	return nil
}

// assignIDs gives every provision below p its eId, by kind and number, or by
// ordinal among siblings of its kind.
func assignIDs(p *corpus.Provision) {
	prefix := ""
	if p.EID != "" {
		prefix = p.EID + "__"
	}
	ordinal := make(map[corpus.Kind]int)
	used := make(map[string]int) // how often a name was asked for
	for _, c := range p.Children {
		ordinal[c.Kind]++
		id := eidName(c)
		switch {
		case c.Num != "":
			id += "_" + c.Num
		case !single(c.Kind):
			id = fmt.Sprintf("%s_%d", id, ordinal[c.Kind])
		}
		if n := used[id]; n > 0 {
			base := id
			for n++; ; n++ {
				if id = fmt.Sprintf("%s_%d", base, n); used[id] == 0 {
					break
				}
			}
			used[base] = n
		}
		used[id]++
		c.EID = prefix + id
		assignIDs(c)
	}
}

// single reports whether a parent has one provision of the kind as a rule, so
// that its eId needs no ordinal.
func single(k corpus.Kind) bool {
	switch k {
	case corpus.KindTitle, corpus.KindListTitle, corpus.KindReference, corpus.KindPreamble, corpus.KindApproval, corpus.KindList:
		return true
	}
	return false
}

func eidName(p *corpus.Provision) string {
	switch p.Kind {
	case corpus.KindListTitle:
		return "title"
	case corpus.KindNoteItem:
		return "item"
	}
	return string(p.Kind)
}
