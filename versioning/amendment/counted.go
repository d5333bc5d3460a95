package amendment

import (
	"slices"
	"strconv"

	"tizbe/corpus"
	"tizbe/corpus/amending"
	"tizbe/corpus/citation"
)

// Paragraphs (абзац), parts (бөлік, часть) and columns are counted, and an
// amending act that takes one out or puts one in shifts the ones behind. That
// act does not say whether its later clauses count in the text before it or in
// the text that its earlier clauses made; where the two differ, the target is
// not known.

// steady refuses a clause whose target is one provision in the text before the
// amending act and another one in the text as changed so far.
func (t text) steady(path citation.Ref, c amending.Clause) error {
	if t.first == nil || t.first == t.root {
		return nil
	}
	paths := []citation.Ref{path}
	if c.Op == amending.Insert && len(path) > 0 {
		paths[0] = path[:len(path)-1] // what comes in is counted where it comes in
	}
	if len(c.Anchor) > 0 {
		paths = append(paths, c.Anchor)
	}
	then, err := scope(t.first, c.Target)
	if err != nil {
		return nil
	}
	for _, p := range paths {
		for i, e := range p {
			n, _ := strconv.Atoi(e.Num)
			switch e.Level {
			case citation.Alinea, citation.Part:
			case citation.Column:
				if n == 0 {
					continue
				}
			default:
				continue
			}
			if e.Level == citation.Column {
				if x, y := headOf(then, p[:i], n), headOf(t.scope, p[:i], n); x != y {
					return refuse(ErrManyTargets, MsgCounted, element(e), x, y)
				}
				continue
			}
			was, err := locate(then, p[:i+1])
			if err != nil || t.root.Find(was.EID) == nil {
				break // not there, or gone: what is there now is meant
			}
			is, err := locate(t.scope, p[:i+1])
			if err != nil || is.EID != was.EID {
				now := "–"
				if err == nil {
					now = name(is)
				}
				return refuse(ErrManyTargets, MsgCounted, element(e), name(was), now)
			}
		}
	}
	return nil
}

// headOf returns the heading of the column with the number in the one table
// that the path leads to, "" where there is none.
func headOf(scope *corpus.Provision, path citation.Ref, n int) string {
	p, err := locate(scope, path)
	if err != nil {
		return ""
	}
	if p.Kind == corpus.KindRow {
		if table, _ := parentOf(scope, p); table != nil {
			p = table
		}
	}
	for q := range p.All() {
		if i := slices.IndexFunc(q.Children, func(c *corpus.Provision) bool { return c.Kind == corpus.KindRow }); i >= 0 {
			if cells := cut(q.Children[i].Text, between); n <= len(cells) {
				return q.Children[i].Text[cells[n-1][0]:cells[n-1][1]]
			}
			return ""
		}
	}
	return ""
}
