package amendment

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"tizbe/corpus"
	"tizbe/corpus/amending"
	"tizbe/corpus/citation"
	"tizbe/corpus/reading"
	"tizbe/versioning"
)

// parse reads the payload of a clause as provisions that are to stand below
// parent, with eIds made as the reader of acts makes them.
func parse(parent *corpus.Provision, lines []string) ([]*corpus.Provision, error) {
	doc, err := reading.Lines(strings.Join(lines, "\n"), reading.Options{})
	if err != nil {
		return nil, fmt.Errorf("reading the new wording: %w", err)
	}
	list := doc.List()
	if list == nil || len(list.Children) == 0 {
		return nil, fmt.Errorf("%w: the new wording is not a numbered provision", ErrNotCompiled)
	}
	for _, c := range list.Children {
		rename(c, list.EID, parent.EID)
	}
	return list.Children, nil
}

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

// insert adds the payload: a numbered provision at the place its number
// gives, or paragraphs beside an anchor.
func insert(root, scope *corpus.Provision, path citation.Ref, c amending.Clause) ([]versioning.Operation, error) {
	if len(c.After) == 0 {
		return nil, fmt.Errorf("%w: the text to be inserted does not follow", ErrNotCompiled)
	}
	if len(path) > 0 {
		last := path[len(path)-1]
		// A path that is there is the place of paragraphs to be inserted
		// beside the anchor; one that is not names what is inserted.
		_, err := locate(scope, path)
		there := err == nil && (len(c.Anchor) > 0 || c.Words != "")
		if last.Num != "" && last.Level != citation.Alinea && last.Level != citation.Row && !there {
			return insertNumbered(scope, path, c)
		}
	}
	if len(c.Anchor) > 0 || c.Words != "" || len(path) > 0 && path[len(path)-1].Level == citation.Alinea {
		return insertBeside(root, scope, path, c)
	}
	return nil, fmt.Errorf("%w: the clause does not say where the new text goes", ErrNotCompiled)
}

func insertNumbered(scope *corpus.Provision, path citation.Ref, c amending.Clause) ([]versioning.Operation, error) {
	last := path[len(path)-1]
	parent, err := locate(scope, path[:len(path)-1])
	if err != nil {
		return nil, err
	}
	// The siblings tell where provisions of this kind stand: a point may lie
	// in a chapter.
	kind := kinds[last.Level]
	var prev *corpus.Provision
	for q := range parent.All() {
		if q.Kind != kind || q == parent {
			continue
		}
		switch n := numbered(q.Num, last.Num); {
		case n == 0:
			return nil, fmt.Errorf("%w: %s is there already", versioning.ErrExists, q.EID)
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
	nodes, err := parse(scopeFor(scope, holder), c.After)
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

// insertBeside adds paragraphs before or after the one that is named. Their
// eIds are those of the paragraph before, with a dash number, as the law
// numbers what it inserts.
func insertBeside(root, scope *corpus.Provision, path citation.Ref, c amending.Clause) ([]versioning.Operation, error) {
	at := path
	if len(c.Anchor) > 0 {
		at = c.Anchor
	}
	var p *corpus.Provision
	var err error
	switch {
	case c.Words != "":
		p, err = lineWith(scope, path, c.Words)
	default:
		p, err = locate(scope, at)
		if err != nil && len(c.Anchor) > 0 {
			p, err = locate(scope, slices.Concat(path[:max(0, len(path)-1)], c.Anchor))
		}
	}
	if err != nil {
		return nil, err
	}
	parent, i := parentOf(root, p)
	if parent == nil {
		return nil, fmt.Errorf("%w: %s has no place", ErrNoTarget, name(p))
	}
	prev := p.EID
	stem := p.EID
	if c.Position == amending.Before {
		prev = ""
		if i > 0 {
			prev = parent.Children[i-1].EID
			stem = prev
		}
	}
	var out []versioning.Operation
	n := 1
	for _, line := range c.After {
		eid := stem + "-" + strconv.Itoa(n)
		for root.Find(eid) != nil {
			n++
			eid = stem + "-" + strconv.Itoa(n)
		}
		n++
		node := &corpus.Provision{EID: eid, Kind: p.Kind, Text: line}
		out = append(out, versioning.Operation{Op: versioning.OpInsert, Target: eid, New: node, Parent: parent.EID, Prev: prev})
		prev = eid
	}
	return out, nil
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
	for _, p := range paragraphs(in) {
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
		return nil, fmt.Errorf("%w: %q below %s", ErrNoWords, clip(words), name(in))
	case 1:
		return exact[0], nil
	}
	return nil, fmt.Errorf("%w: %q: %s", ErrManyTargets, clip(words), eids(exact))
}

// replace puts the payload in the place of the target. A paragraph becomes
// another line; a provision with paragraphs below it is replaced line by line
// where their number stays, so that what did not change keeps its identity.
func replace(root, scope *corpus.Provision, path citation.Ref, c amending.Clause) ([]versioning.Operation, error) {
	if len(c.After) == 0 {
		return nil, fmt.Errorf("%w: the new wording does not follow", ErrNotCompiled)
	}
	if len(path) == 0 {
		return nil, fmt.Errorf("%w: a whole act in a new wording", ErrNotCompiled)
	}
	p, err := locate(scope, path)
	if err != nil {
		return nil, err
	}
	line := func(q *corpus.Provision, text string) versioning.Operation {
		return versioning.Operation{Op: versioning.OpReplace, Target: q.EID, Before: q.Text, After: text}
	}
	if last := path[len(path)-1].Level; last == citation.Alinea || len(p.Children) == 0 && len(c.After) == 1 {
		out := []versioning.Operation{line(p, c.After[0])}
		if len(c.After) > 1 {
			more, err := insertBeside(root, scope, path, amending.Clause{Op: amending.Insert, Position: amending.After, After: c.After[1:]})
			if err != nil {
				return nil, err
			}
			out = append(out, more...)
		}
		return out, nil
	}
	old := paragraphs(p)
	if len(old) == len(c.After) {
		var out []versioning.Operation
		for i, q := range old {
			if q.Text != c.After[i] {
				out = append(out, line(q, c.After[i]))
			}
		}
		return out, nil
	}
	parent, _ := parentOf(root, p)
	if parent == nil {
		return nil, fmt.Errorf("%w: %s has no place", ErrNoTarget, name(p))
	}
	nodes, err := parse(parent, c.After)
	if err != nil {
		return nil, err
	}
	if len(nodes) != 1 || nodes[0].Kind != p.Kind {
		return nil, fmt.Errorf("%w: the new wording of %s is not one %s", ErrNotCompiled, name(p), p.Kind)
	}
	rename(nodes[0], nodes[0].EID, p.EID)
	nodes[0].EID = p.EID
	return []versioning.Operation{{Op: versioning.OpReplace, Target: p.EID, Old: p, New: nodes[0]}}, nil
}

// replaceAnnex puts a whole annex in the place of the old one. Its mark of
// approval stays, and its title where the new text has none; numbered
// provisions keep the eIds that their numbers give.
func replaceAnnex(root, scope *corpus.Provision, c amending.Clause) ([]versioning.Operation, error) {
	if scope.Kind != corpus.KindList {
		for _, p := range root.Children {
			if p.Kind == corpus.KindList && scope.Kind != corpus.KindList {
				scope = p
			} else if p.Kind == corpus.KindList {
				return nil, fmt.Errorf("%w: the act has several annexes, and the clause does not say which", ErrManyTargets)
			}
		}
	}
	switch {
	case c.Target.List != "" && c.Target.Annex != "" && !titled(scope, c.Target.List):
		return nil, fmt.Errorf("%w: a whole list inside an annex in a new wording", ErrNotCompiled)
	case scope.Kind != corpus.KindList:
		return nil, fmt.Errorf("%w: the act has no annex", ErrNoTarget)
	}
	if len(c.After) == 0 {
		return nil, fmt.Errorf("%w: the new wording of the annex does not follow", ErrNotCompiled)
	}
	nodes, err := parse(scope, c.After)
	if err != nil {
		return nil, err
	}
	var kids []*corpus.Provision
	named := slices.ContainsFunc(nodes, func(n *corpus.Provision) bool { return n.Kind == corpus.KindListTitle })
	for _, p := range scope.Children {
		if p.Kind == corpus.KindApproval || p.Kind == corpus.KindListTitle && !named {
			kids = append(kids, p)
		}
	}
	for _, n := range nodes {
		if n.Kind != corpus.KindApproval {
			kids = append(kids, n)
		}
	}
	return []versioning.Operation{{Op: versioning.OpReplaceAnnex, Target: scope.EID, Old: scope, New: scope.With(kids)}}, nil
}

// titled reports whether the annex is called by the name.
func titled(annex *corpus.Provision, name string) bool {
	return slices.ContainsFunc(annex.Children, func(p *corpus.Provision) bool {
		return p.Kind == corpus.KindListTitle && strings.Contains(loose(p.Text), strings.TrimSpace(loose(name)))
	})
}

// remove takes the target out. Nothing is renumbered.
func remove(root, scope *corpus.Provision, path citation.Ref) ([]versioning.Operation, error) {
	if len(path) == 0 {
		return nil, fmt.Errorf("%w: the clause names nothing to take out", ErrNotCompiled)
	}
	p, err := locate(scope, path)
	if err != nil {
		return nil, err
	}
	parent, i := parentOf(root, p)
	if parent == nil {
		return nil, fmt.Errorf("%w: %s has no place", ErrNoTarget, name(p))
	}
	prev := ""
	if i > 0 {
		prev = parent.Children[i-1].EID
	}
	if path[len(path)-1].Level == citation.Alinea && len(p.Children) > 0 {
		return nil, fmt.Errorf("%w: %s is a heading with %d provisions below it", ErrNotCompiled, name(p), len(p.Children))
	}
	return []versioning.Operation{{Op: versioning.OpDelete, Target: p.EID, Old: p, Parent: parent.EID, Prev: prev}}, nil
}

// words changes words inside the lines of the target.
func words(scope *corpus.Provision, path citation.Ref, c amending.Clause) ([]versioning.Operation, error) {
	in := scope
	if len(path) > 0 {
		p, err := locate(scope, path)
		if err != nil {
			return nil, err
		}
		in = p
	}
	lines := paragraphs(in)
	if n := len(path); n > 0 && path[n-1].Level == citation.Alinea {
		lines = []*corpus.Provision{in}
	}
	texts := make(map[string]string)
	op := versioning.Op(c.Op)
	var out []versioning.Operation
	for _, pair := range c.Pairs {
		from, to := pair.From, pair.To
		if c.Op == amending.InsertWords {
			from = c.Words
			switch {
			case from == "":
				return nil, fmt.Errorf("%w: the clause does not say after which words", ErrNotCompiled)
			case c.Position == amending.Before:
				to = pair.To + " " + from
			default:
				to = from + " " + pair.To
			}
		}
		hits := 0
		var changed []versioning.Operation
		for _, l := range lines {
			text, ok := texts[l.EID]
			if !ok {
				text = l.Text
			}
			n := count(text, from)
			if n == 0 {
				continue
			}
			hits += n
			after := replaceWords(text, from, to)
			changed = append(changed, versioning.Operation{Op: op, Target: l.EID, Before: text, After: after, From: pair.From, To: pair.To})
			texts[l.EID] = after
		}
		switch {
		case hits == 0:
			return nil, fmt.Errorf("%w: %q in %s", ErrNoWords, clip(from), name(in))
		case hits > 1 && !c.Target.Everywhere && len(changed) > 1:
			return nil, fmt.Errorf("%w: %q stands %d times in %s", ErrManyWords, clip(from), hits, name(in))
		}
		out = append(out, changed...)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%w: the clause names no words", ErrNotCompiled)
	}
	return out, nil
}

var quotes = strings.NewReplacer("«", `"`, "»", `"`, "“", `"`, "”", `"`)

// count returns how often the words stand in the text as whole words.
func count(text, words string) int {
	n := 0
	each(text, words, func(int, int) { n++ })
	return n
}

// replaceWords puts to in the place of the words wherever they stand. Where
// words are deleted, the space or comma that is left over goes too.
func replaceWords(text, words, to string) string {
	var b strings.Builder
	from := 0
	each(text, words, func(i, j int) {
		b.WriteString(text[from:i])
		b.WriteString(to)
		from = j
	})
	b.WriteString(text[from:])
	s := b.String()
	if to == "" {
		s = strings.TrimSpace(strings.NewReplacer("  ", " ", " ,", ",", " ;", ";", " .", ".", ", ,", ",", ",,", ",").Replace(s))
	}
	return s
}

// each calls f with the byte offsets of the words in the text, compared
// without regard to the shape of quotation marks, at word boundaries.
func each(text, words string, f func(i, j int)) {
	if words == "" {
		return
	}
	for i := 0; i < len(text); {
		j, ok := matchAt(text, i, words)
		if ok && boundary(text, i, j) {
			f(i, j)
			i = j
			continue
		}
		i++
	}
}

func matchAt(text string, i int, words string) (int, bool) {
	if strings.HasPrefix(text[i:], words) {
		return i + len(words), true
	}
	if !strings.ContainsAny(words, "«»“”\"") {
		return 0, false
	}
	want := quotes.Replace(words)
	for j := i; j <= len(text) && j-i <= len(words)+16; j++ {
		if quotes.Replace(text[i:j]) == want {
			return j, true
		}
	}
	return 0, false
}

func boundary(text string, i, j int) bool {
	letter := func(s string, last bool) bool {
		r := []rune(s)
		if len(r) == 0 {
			return false
		}
		c := r[0]
		if last {
			c = r[len(r)-1]
		}
		return c == '-' || isWordRune(c)
	}
	start := i == 0 || !letter(tail(text[:i]), true) || !letter(text[i:j], false)
	end := j == len(text) || !letter(head(text[j:]), false) || !letter(text[i:j], true)
	return start && end
}

// tail and head cut a few bytes at a letter boundary, enough for one letter.
func tail(s string) string {
	for i := max(0, len(s)-4); i < len(s); i++ {
		if s[i]&0xC0 != 0x80 {
			return s[i:]
		}
	}
	return s
}

func head(s string) string {
	for i := 1; i < len(s); i++ {
		if s[i]&0xC0 != 0x80 {
			return s[:i]
		}
	}
	return s
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
