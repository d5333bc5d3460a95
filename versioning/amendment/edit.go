package amendment

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/amending"
	"tizbe/corpus/citation"
	"tizbe/corpus/pattern"
	"tizbe/versioning"
)

// rename puts the eIds of p and all below it under another parent.
func rename(p *corpus.Provision, from, to string) {
	rest := strings.TrimPrefix(strings.TrimPrefix(p.EID, from), "__")
	if p.EID = rest; to != "" {
		p.EID = to + "__" + rest
	}
	for _, c := range p.Children {
		rename(c, from, to)
	}
}

// numbered compares two numbers of provisions: 15 < 15-1 < 15-2 < 16.
func numbered(x, y string) int {
	a, b := strings.Split(strings.TrimRight(x, ".)"), "-"), strings.Split(strings.TrimRight(y, ".)"), "-")
	for i := range min(len(a), len(b)) {
		m, _ := strconv.Atoi(a[i])
		n, _ := strconv.Atoi(b[i])
		if c := cmp.Or(cmp.Compare(m, n), cmp.Compare(a[i], b[i])); m != n && c != 0 {
			return c
		}
	}
	return cmp.Compare(len(a), len(b))
}

// lineWith returns the one line below the path that reads as the words do.
func lineWith(scope *corpus.Provision, path citation.Ref, words string) (*corpus.Provision, error) {
	in := scope
	if len(path) > 0 {
		p, err := locate(scope, path)
		if err != nil {
			return nil, err
		}
		in = p
	}
	var exact, part []*corpus.Provision
	want := strings.TrimSpace(loose(words))
	for _, p := range in.Paragraphs() {
		switch got := strings.TrimSpace(loose(p.Text)); {
		case got == want:
			exact = append(exact, p)
		case want != "" && strings.Contains(" "+got+" ", " "+want+" "):
			part = append(part, p)
		}
	}
	if len(exact) == 0 {
		exact = part
	}
	switch len(exact) {
	case 0:
		return nil, refuse(ErrNoWords, MsgNoWords, clip(words), name(in))
	case 1:
		return exact[0], nil
	}
	return nil, refuse(ErrManyTargets, MsgManyLines, clip(words), eids(exact))
}

// replace puts the payload in the place of the target. A paragraph becomes
// another line; a provision with paragraphs below it is replaced line by line
// where their number stays, so that what did not change keeps its identity.
func (t text) replace(path citation.Ref, c amending.Clause) ([]versioning.Operation, error) {
	if len(c.After) == 0 {
		return nil, refuse(ErrNotCompiled, MsgNothingNew)
	}
	if len(path) == 0 {
		return t.replaceAnnex(path, c)
	}
	switch path[len(path)-1].Level {
	case citation.Column, citation.Sentence:
		return replaceSpot(t.scope, path, c.After)
	case citation.Annex:
		return t.replaceAnnex(path, c)
	case citation.Part:
		return t.replacePart(path, c.After)
	}
	p, err := locate(t.scope, path)
	if err != nil {
		return nil, err
	}
	line := func(q *corpus.Provision, text string) versioning.Operation {
		return versioning.Operation{Op: versioning.OpReplace, Target: q.EID, Before: q.Text, After: text}
	}
	if path[len(path)-1].Level == citation.Corner {
		return []versioning.Operation{line(p, strings.Join(c.After, " "))}, nil
	}
	if path[len(path)-1].Level == citation.Title {
		if len(c.After) != 1 {
			return nil, refuse(ErrNotCompiled, MsgSeveralLines, len(c.After))
		}
		return []versioning.Operation{line(p, headed(p, c.After[0]))}, nil
	}
	if last := path[len(path)-1].Level; last == citation.Alinea || last == citation.Row || len(p.Children) == 0 && len(c.After) == 1 {
		out := []versioning.Operation{line(p, c.After[0])}
		if len(c.After) > 1 {
			more, err := t.insertBeside(path, amending.Clause{Op: amending.Insert, Position: amending.After, After: c.After[1:]})
			if err != nil {
				return nil, err
			}
			out = append(out, more...)
		}
		return out, nil
	}
	old := p.Paragraphs()
	if len(old) == len(c.After) {
		var out []versioning.Operation
		for i, q := range old {
			if q.Text != c.After[i] {
				out = append(out, line(q, c.After[i]))
			}
		}
		return out, nil
	}
	parent, _ := parentOf(t.root, p)
	if parent == nil {
		return nil, refuse(ErrNoTarget, MsgNoPlace, name(p))
	}
	nodes, err := t.parse(parent, c.After)
	if err != nil {
		return nil, err
	}
	if len(nodes) != 1 || nodes[0].Kind != p.Kind {
		return nil, refuse(ErrNotCompiled, MsgNotOne, name(p))
	}
	rename(nodes[0], nodes[0].EID, p.EID)
	nodes[0].EID = p.EID
	return []versioning.Operation{{Op: versioning.OpReplace, Target: p.EID, Old: p, New: nodes[0]}}, nil
}

var headNumber = pattern.New(`^(?i:(?:глава|статья|раздел|параграф) [\divxlс-]+|[\divxlс-]+-(?:тарау|бап|бөлім|параграф)|\d[\d-]*)\. `)

// headed returns a new heading, with the number of the old one where it was
// set out without it.
func headed(p *corpus.Provision, title string) string {
	if n := headNumber.FindString(p.Text); n != "" && !headNumber.MatchString(title) {
		return n + title
	}
	return title
}

// titled reports whether the annex is called by the name.
func titled(annex *corpus.Provision, name string) bool {
	return slices.ContainsFunc(annex.Children, func(p *corpus.Provision) bool {
		return p.Kind == corpus.KindListTitle && strings.Contains(loose(p.Text), strings.TrimSpace(loose(name)))
	})
}

// remove takes the target out. Nothing is renumbered.
func remove(root, scope *corpus.Provision, path citation.Ref) ([]versioning.Operation, error) {
	switch path[len(path)-1].Level {
	case citation.Column, citation.Sentence:
		return removeSpot(scope, path)
	case citation.Title:
		return nil, refuse(ErrNotCompiled, MsgHeadOf)
	}
	p, err := locate(scope, path)
	if err != nil {
		return nil, err
	}
	if path[len(path)-1].Level == citation.Part {
		if all, err := part(scope, path); err != nil || len(all) > 1 {
			return removeAll(root, all), err
		}
	}
	parent, i := parentOf(root, p)
	if parent == nil {
		return nil, refuse(ErrNoTarget, MsgNoPlace, name(p))
	}
	prev := ""
	if i > 0 {
		prev = parent.Children[i-1].EID
	}
	if path[len(path)-1].Level == citation.Alinea && len(p.Children) > 0 {
		return nil, refuse(ErrNotCompiled, MsgHeading, name(p), len(p.Children))
	}
	return []versioning.Operation{{Op: versioning.OpDelete, Target: p.EID, Old: p, Parent: parent.EID, Prev: prev}}, nil
}

// removeAll takes out provisions that stand one behind the other.
func removeAll(root *corpus.Provision, ps []*corpus.Provision) []versioning.Operation {
	var out []versioning.Operation
	for _, p := range slices.Backward(ps) {
		parent, i := parentOf(root, p)
		prev := ""
		if i > 0 {
			prev = parent.Children[i-1].EID
		}
		out = append(out, versioning.Operation{Op: versioning.OpDelete, Target: p.EID, Old: p, Parent: parent.EID, Prev: prev})
	}
	return out
}
