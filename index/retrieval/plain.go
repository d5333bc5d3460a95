//go:build !page

package retrieval

import (
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tizbe/corpus"
)

// What follows is of imported acts, which a page does not search.

// PlainVersion changes whenever [PlainWords] gives other terms.
const PlainVersion = 1

// maxPlain bounds a term in bytes; of a longer word it is the beginning.
const maxPlain = 64

// PlainWords calls use with every word of a text whose language is not known:
// letters and digits side by side, in lower case and without diacritics, and
// where they stand in the text, in bytes. The term is valid until use returns;
// false ends the walk.
func PlainWords(text []byte, use func(term []byte, start, end int) bool) {
	var buf [maxPlain + utf8.UTFMax]byte
	term, start, end := buf[:0], -1, 0
	fold := plainFold()
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRune(text[i:])
		}
		var f rune
		if int(r) < len(fold) {
			f = fold[r]
		} else {
			f = plainRune(r)
		}
		switch {
		case f > 0:
			if start < 0 {
				start, term = i, buf[:0]
			}
			if len(term) < maxPlain {
				if f < utf8.RuneSelf {
					term = append(term, byte(f))
				} else {
					term = utf8.AppendRune(term, f)
				}
			}
			end = i + n
		case f == 0 && start >= 0:
			if !use(term, start, end) {
				return
			}
			start = -1
		}
		i += n
	}
	if start >= 0 {
		use(term, start, end)
	}
}

// plainFold has what [plainRune] makes of the runes of most scripts.
var plainFold = sync.OnceValue(func() []rune {
	t := make([]rune, 0x3000)
	for r := range t {
		t[r] = plainRune(rune(r))
	}
	return t
})

// plainRune returns the letter or digit without its diacritics and in lower
// case; 0 for what is neither, and -1 for a mark that belongs to the letter
// before it.
func plainRune(r rune) rune {
	if unicode.Is(unicode.Mn, r) {
		return -1
	}
	if !unicode.IsLetter(r) && !unicode.IsNumber(r) {
		return 0
	}
	if r < 0xAC00 || r > 0xD7A3 { // the syllables of Hangul are no letters with marks
		r, _ = utf8.DecodeRuneInString(norm.NFD.String(string(r)))
	}
	return unicode.ToLower(r)
}

// A Plain is a question about texts whose language is not known. The words
// are looked for as they are, whatever their case and diacritics; a word that
// ends in * stands for all that begin with it.
type Plain struct {
	Words   []PlainWord
	phrases [][]int // runs of words side by side
	filters []filter
}

// A PlainWord is a word of the question.
type PlainWord struct {
	Text   string // as typed
	Term   string
	Prefix bool
	// Near are other terms that count for it, where it was mistyped.
	Near []string
}

// ParsePlain takes the question apart. It never fails.
func ParsePlain(q Query) *Plain {
	var p Plain
	known := parse(q.Text)
	p.filters = append(known.filters, filter{"kind", q.Kind}, filter{"point", q.Point}, filter{"unit", q.Unit}, filter{"revision", q.Revision})
	p.filters = slices.DeleteFunc(p.filters, func(f filter) bool { return strings.TrimSpace(f.value) == "" })
	rest := known.plain
	for rest != "" {
		i := strings.IndexFunc(rest, func(r rune) bool { return quotes[r] != 0 })
		if i < 0 {
			p.add(rest)
			break
		}
		p.add(rest[:i])
		inside, after, ok := quoted(rest[i:])
		if !ok {
			_, n := utf8.DecodeRuneInString(rest[i:])
			rest = rest[i+n:]
			continue
		}
		from := len(p.Words)
		p.add(inside)
		if len(p.Words) > from+1 {
			var run []int
			for k := from; k < len(p.Words); k++ {
				run = append(run, k)
			}
			p.phrases = append(p.phrases, run)
		}
		rest = after
	}
	return &p
}

func (p *Plain) add(text string) {
	PlainWords([]byte(text), func(term []byte, start, end int) bool {
		if len(p.Words) < maxWords {
			p.Words = append(p.Words, PlainWord{Text: text[start:end], Term: string(term), Prefix: strings.HasPrefix(text[end:], "*")})
		}
		return len(p.Words) < maxWords
	})
}

// Filter returns the values that the question names for a field: act,
// revision.
func (p *Plain) Filter(field string) []string {
	var out []string
	for _, f := range p.filters {
		if f.field == field {
			out = append(out, f.value)
		}
	}
	return out
}

// Mask is a set of words of a question.
type Mask uint32

// All is the set of all its words.
func (p *Plain) All() Mask { return Mask(1)<<len(p.Words) - 1 }

// level says how far a term is from the word: an index of rules, or -1.
func (w *PlainWord) level(term []byte) int {
	switch {
	case string(term) == w.Term:
		return 2
	case w.Prefix && len(term) > len(w.Term) && string(term[:len(w.Term)]) == w.Term:
		return 1
	}
	for _, n := range w.Near {
		if string(term) == n {
			return 3
		}
	}
	return -1
}

// In returns the words that the text has.
func (p *Plain) In(text []byte) (m Mask) {
	all := p.All()
	PlainWords(text, func(term []byte, _, _ int) bool {
		for i := range p.Words {
			if p.Words[i].level(term) >= 0 {
				m |= 1 << i
			}
		}
		return m != all
	})
	return m
}

// Admits reports whether a line is of the kind, in the point and below the
// headings that the question asks for.
func (p *Plain) Admits(eid string, kind corpus.Kind, point string, path []string) bool {
	for _, f := range p.filters {
		v := strings.TrimSpace(f.value)
		ok := true
		switch f.field {
		case "kind":
			v = strings.ToLower(v)
			ok = v == string(KindOf(kind)) || v == string(kind)
		case "point":
			ok = point == strings.TrimRight(v, ".")
		case "eid":
			ok = eid == v
		case "unit":
			u := ParsePlain(Query{Text: v})
			ok = len(u.Words) > 0 && u.In([]byte(strings.Join(path, "\n"))) == u.All()
		}
		if !ok {
			return false
		}
	}
	return true
}

// KindOf sorts a kind of provision into the kinds of hits.
func KindOf(k corpus.Kind) Kind { return kindOf(&corpus.Provision{Kind: k}) }

// Match fills in the score, the rule, the way and the fragment of a hit by its
// text: where its words stand. It reports whether it is a hit: whether it has
// what must stand side by side. The words that it has not stand above it.
func (p *Plain) Match(h *Hit) bool {
	places := make([][]mark, len(p.Words))
	text, n := h.Text, 0
	PlainWords([]byte(text), func(term []byte, start, end int) bool {
		n++
		for i := range p.Words {
			w := &p.Words[i]
			level := w.level(term)
			if level < 0 {
				continue
			}
			if level == 2 && (text[start:end] == w.Text || strings.EqualFold(text[start:end], w.Text)) {
				level = 0
			}
			places[i] = append(places[i], mark{start, end, n, level})
		}
		return true
	})
	for _, run := range p.phrases {
		if !sideBySide(places, run) {
			return false
		}
	}
	r := valued(places, max(1, n))
	h.Score, h.Rule, h.Fragment = math.Round(r.score*1e4)/1e4, r.rule, fragment(text, r.marks)
	var via []string
	for i, at := range places {
		for _, m := range at {
			if s := p.Words[i].Text + " → " + text[m.start:m.end]; m.level == 3 && !slices.Contains(via, s) {
				via = append(via, s)
			}
		}
	}
	h.Via = strings.Join(via, ", ")
	return len(r.marks) > 0
}

// sideBySide reports whether the words of the run stand one after the other.
func sideBySide(places [][]mark, run []int) bool {
	return slices.ContainsFunc(places[run[0]], func(first mark) bool {
		for k, i := range run {
			if !slices.ContainsFunc(places[i], func(m mark) bool { return m.pos == first.pos+k }) {
				return false
			}
		}
		return true
	})
}
