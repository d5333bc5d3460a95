package amending

import (
	"slices"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/citation"
	"tizbe/corpus/numerals"
	"tizbe/corpus/pattern"
)

// A place is what a phrase names: an act, a document that it approved, and
// provisions of it; each may be missing.
type place struct {
	act      corpus.ActID
	title    string
	hasAct   bool
	doc      string
	approved bool // the document was named as approved by the act
	own      bool // the text of the act named before, and no document of it
	same     bool // doc is the document named before (указанные Правила)
	it       bool // what was named before, whatever it is (изложив его)
	refs     []citation.Ref
	anywhere bool // throughout the text
	rest     string
}

func (p place) empty() bool {
	return !p.hasAct && !p.own && !p.it && p.doc == "" && len(p.refs) == 0 && !p.anywhere
}

// A context is the act and provision that the lines above a clause name.
type context struct {
	act        corpus.ActID
	title      string
	annex      string
	list       string
	path       citation.Ref
	more       []citation.Ref // the further paths of a line that names several (в пунктах 3 и 5)
	lines      []contextLine
	introduced bool // an introduction or an act was read
	left       bool // a clause has since named a provision beside the one that the lines name
	lost       lost
}

// lost says that a line above was not understood: what stands below it may be
// about another provision, document or act than the context has.
type lost int

const (
	found    lost = iota
	lostPart      // a line that names a provision or document
	lostAct       // a line that may name an act
)

// knows reports whether what was not understood above cannot change where the
// place leads to.
func (c context) knows(p place) bool {
	switch c.lost {
	case lostPart:
		return p.hasAct || p.own || p.doc != "" && p.approved
	case lostAct:
		return p.hasAct
	}
	return true
}

type contextLine struct {
	depth int
	text  string
}

// at returns the context that the place leads to from c.
func (c context) at(p place) context {
	if c.knows(p) {
		c.lost = found
	}
	switch {
	case p.hasAct:
		c.act, c.title, c.annex, c.list, c.path = p.act, p.title, "", "", nil
	case p.own:
		c.annex, c.list, c.path = "", "", nil
	}
	switch {
	case p.doc == "":
	case c.annex != "" && (p.same || c.annexTo(p)):
		c.list, c.path = "", nil
	case c.annex == "" && !p.approved && !p.hasAct && len(c.path) > 0 && c.path[0].Level == citation.Annex:
		// The list that stands in an annex named by its number.
		c.list, c.path = p.doc, c.path[:1]
	case p.approved || c.annex == "" || p.hasAct:
		c.annex, c.list, c.path = p.doc, "", nil
	default:
		c.list, c.path = p.doc, nil
	}
	if p.hasAct || p.own || p.doc != "" {
		c.more = nil
	}
	if p.hasAct || p.own || p.doc != "" || len(p.refs) > 0 && p.refs[0][0].Level <= citation.Point {
		c.left = false
	}
	if len(p.refs) > 0 {
		all := c.paths(p.refs)
		c.path, c.more = all[0], all[1:]
	}
	return c
}

// annexTo reports whether the place is an annex of the document named before,
// called by its kind alone: приложение 3 к Правилам.
func (c context) annexTo(p place) bool {
	doc := numerals.Fold(p.doc).S
	words := strings.Fields(numerals.Fold(c.annex).S)
	if len(words) == 0 || doc == "" || len(p.refs) == 0 || p.refs[0][0].Level != citation.Annex || strings.Contains(doc, " ") || p.approved {
		return false
	}
	return strings.HasPrefix(words[0], doc) || strings.HasPrefix(words[len(words)-1], doc)
}

// leaves returns the context behind clauses that name provisions of their own:
// "в пункте 3: …; пункт 4 исключить;" ends what was said of point 3.
func (c context) leaves(ds []draft) context {
	for _, d := range ds {
		refs := d.refs()
		if len(refs) == 0 || d.p.hasAct || d.p.own || d.p.doc != "" || refs[0][0].Level > citation.Point {
			continue
		}
		n := slices.IndexFunc(c.path, func(e citation.Elem) bool { return e.Level >= refs[0][0].Level && e.Level != citation.Corner })
		if n >= 0 && c.path[n] != refs[0][0] {
			c.path, c.more, c.left = c.path[:n:n], nil, true
		}
	}
	return c
}

// refs returns what the draft names inside the context: what is changed, or
// where that is the context itself, what comes in.
func (d draft) refs() []citation.Ref {
	if d.op == Insert && len(d.p.refs) == 0 {
		return d.inserted
	}
	return d.p.refs
}

// within reports whether the references name parts of a point that another
// line must name.
func within(refs []citation.Ref) bool {
	return slices.ContainsFunc(refs, func(r citation.Ref) bool {
		switch r[0].Level {
		case citation.Part, citation.Subpoint, citation.Alinea, citation.Sentence:
			return true
		}
		return false
	})
}

// paths returns where the references lead to from every path of the context,
// each once.
func (c context) paths(refs []citation.Ref) []citation.Ref {
	var out []citation.Ref
	for _, from := range append([]citation.Ref{c.path}, c.more...) {
		for _, r := range refs {
			p := join(from, r)
			if len(out) < maxPaths && !slices.ContainsFunc(out, func(o citation.Ref) bool { return slices.Equal(o, p) }) {
				out = append(out, p)
			}
		}
	}
	return out
}

// join puts r under what of the outer path is above it. A row inside a row is
// named by its words.
func join(outer, r citation.Ref) citation.Ref {
	if len(r) == 0 {
		return outer
	}
	if n := len(outer) - 1; n >= 0 && outer[n].Level == citation.Column && r[0].Level == citation.Row && !slices.ContainsFunc(r, isColumn) {
		if n > 0 && outer[n-1].Level == citation.Row && r[0].Num == "" {
			return slices.Concat(outer, r) // a line inside the cell
		}
		// "в графе 3:" holds for the rows named below it.
		return append(join(outer[:n], r), outer[n])
	}
	var out citation.Ref
	for _, e := range outer {
		nested := e.Level == citation.Row && r[0].Level == citation.Row && e.Num != "" && r[0].Num == ""
		if e.Level >= r[0].Level && !nested {
			break
		}
		out = append(out, e)
	}
	return append(out, r...)
}

func isColumn(e citation.Elem) bool { return e.Level == citation.Column }
func isRow(e citation.Elem) bool    { return e.Level == citation.Row }

// depth orders context lines: the act, its document, a list in it, then the
// levels of structure.
func (p place) depth() int {
	switch {
	case p.own && len(p.refs) > 0 && p.refs[0][0].Level == citation.Annex:
		return 2
	case len(p.refs) > 0:
		return 10 + int(p.refs[0][0].Level)
	case p.doc != "" && p.approved:
		return 2
	case p.doc != "":
		return 3
	}
	return 1
}

// say adds the line that led to the place.
func (c context) say(p place, line string) context {
	d := p.depth()
	if p.hasAct {
		d = 1
	}
	if d == 3 && c.list == "" && c.annex != "" {
		d = 2 // the document itself, named without its approval
	}
	c.lines = slices.Clone(c.lines)
	for n := len(c.lines); n > 0 && c.lines[n-1].depth >= d; n-- {
		c.lines = c.lines[:n-1]
	}
	c.lines = append(c.lines, contextLine{d, line})
	return c
}

func (c context) said() []string {
	var out []string
	for _, l := range c.lines {
		out = append(out, l.text)
	}
	return out
}

// What one paragraph may name: no act comes near, and hostile text could
// multiply lists by lists.
const (
	maxTargets = 1000 // targets of its clauses
	maxPaths   = 200  // provisions that a context line names together
)

// A cut is a folded text under reading, in one language.
type cut struct {
	citation.Cut
	lang corpus.Lang
}

func newCut(s string, lang corpus.Lang) cut {
	return withoutNotes(cut{citation.NewCut(s), lang})
}

// sub returns the tokens [i, j) as a text of their own.
func (c cut) sub(i, j int) cut {
	if i >= j {
		return cut{lang: c.lang}
	}
	return cut{citation.Of(c.Slice(c.Tokens[i].Start, c.Tokens[j-1].End)), c.lang}
}

func (c cut) n() int { return len(c.Tokens) }

func (c cut) tok(i int) citation.Token {
	if i < 0 || i >= len(c.Tokens) {
		return citation.Token{Kind: citation.Punct}
	}
	return c.Tokens[i]
}

// source returns the tokens [i, j) verbatim; what was left out between them
// is not taken in.
func (c cut) source(i, j int) string {
	var b strings.Builder
	for k := i; k < j; k++ {
		if t := c.tok(k); k > i && t.Space {
			b.WriteByte(' ')
		}
		b.WriteString(c.Source(c.tok(k).Start, c.tok(k).End))
	}
	return b.String()
}

// trim drops punctuation and conjunctions at both ends of [i, j).
func (c cut) trim(i, j int) (int, int) {
	drop := func(t citation.Token) bool {
		return t.Is(",", ";", ":", ".", "-", "–", "және", "и", "а", "также", "сондай", "ақ") && !t.Paren
	}
	for i < j && drop(c.tok(i)) {
		i++
	}
	for i < j && drop(c.tok(j-1)) {
		j--
	}
	return i, j
}

// withoutNotes leaves out what stands in round brackets outside quotations:
// where the act was published, what it is called below.
func withoutNotes(c cut) cut {
	var keep []numerals.Text
	from, changed := 0, false
	for i := 0; i < len(c.Tokens); i++ {
		if !c.Tokens[i].Is("(") {
			continue
		}
		j := i + 1
		for j < len(c.Tokens) && !c.Tokens[j].Is(")") && !(c.Tokens[j].Paren && !nextCloses(c, j+1)) {
			j++
		}
		if j == len(c.Tokens) {
			break
		}
		at := c.Tokens[i].Start
		if i > 0 && c.Tokens[i-1].End >= from {
			at = c.Tokens[i-1].End
		}
		keep = append(keep, c.Slice(from, at))
		from, changed, i = c.Tokens[j].End, true, j
	}
	if !changed {
		return c
	}
	keep = append(keep, c.Slice(from, len(c.S)))
	return cut{citation.Of(numerals.Join(keep)), c.lang}
}

// nextCloses reports whether a ")" comes before the next "(": then a number
// with ")" stands inside the brackets.
func nextCloses(c cut, i int) bool {
	for ; i < len(c.Tokens); i++ {
		if c.Tokens[i].Is("(") {
			return false
		}
		if c.Tokens[i].Is(")") {
			return true
		}
	}
	return false
}

var (
	numberAt = pattern.New(`^ ?(?:№|n) ?((?:қр |кр )?[\p{L}\p{N}]+(?:[-/.][\p{L}\p{N}]+)*)`)
	spaces   = pattern.New(`\s+`)
)

// tidy brings verbatim words to one line.
func tidy(s string) string { return strings.TrimSpace(spaces.ReplaceAllString(s, " ")) }

// numberAfter reads "№ 789" at the offset and returns it as published with
// the offset behind it.
func (c cut) numberAfter(off int) (string, int) {
	m := numberAt.FindStringSubmatchIndex(c.S[off:])
	if m == nil {
		return "", off
	}
	return strings.Map(cyrillicToLatin, c.Source(off+m[2], off+m[3])), off + m[1]
}

// Roman figures in the numbers of laws (480-V) are at times typed in
// Cyrillic.
func cyrillicToLatin(r rune) rune {
	switch r {
	case 'І':
		return 'I'
	case 'Х':
		return 'X'
	}
	return r
}

// without returns the text with the tokens [i, j) left out.
func (c cut) without(i, j int) cut {
	if i >= j {
		return c
	}
	var parts []numerals.Text
	if i > 0 {
		parts = append(parts, c.Slice(0, c.Tokens[i-1].End))
	}
	if j < c.n() {
		from := c.Tokens[j].Start
		if i > 0 && from > 0 && c.S[from-1] == ' ' {
			from--
		}
		parts = append(parts, c.Slice(from, len(c.S)))
	}
	return cut{citation.Of(numerals.Join(parts)), c.lang}
}
