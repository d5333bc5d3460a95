package index

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/mapping"

	corpuskazakh "tizbe/corpus/kazakh"
	"tizbe/index/kazakh"
)

// Bounds of a question. What is beyond them is not looked for.
const (
	maxQueryBytes = 4096
	maxWords      = 32
)

// A parsed is a question taken apart. Whatever is typed is a question: what
// has no meaning as syntax is words.
type parsed struct {
	words   []word  // of the whole question, phrases included
	phrases [][]int // runs of words that must stand side by side
	filters []filter
	plain   string // the question without its filters
	kazakh  bool   // some word has a letter that Russian has not
}

// A word is a word of the question as each field has it.
type word struct {
	text   string // as typed
	exact  string
	stem   string // "" for a stop word
	folded string // "" for a stop word
	form   string
	// near are other folded stems that count for it, where it was mistyped.
	near []string
	// only says that the word itself is not looked for, only what is near.
	only bool
	// dropped is the stop word that it is, where it was mistyped.
	dropped string
	pos     int // place among the words of its phrase
}

// A filter is a field of the question: kind:item.
type filter struct{ field, value string }

// fields of the question, by the names they may be typed with.
var filterNames = map[string]string{
	"kind": "kind", "point": "point", "unit": "unit", "act": "act", "revision": "revision", "eid": "eid",
}

// quotes that open and close a phrase.
var quotes = map[rune]rune{'"': '"', '«': '»', '“': '”', '„': '“'}

// parse takes the question apart. It never fails.
func parse(text string) parsed {
	if len(text) > maxQueryBytes {
		text = text[:maxQueryBytes]
	}
	text = strings.ToValidUTF8(text, " ")
	var p parsed
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsSpace(r):
			i += n
			continue
		case quotes[r] != 0:
			if inside, rest, ok := quoted(text[i:]); ok {
				p.phrase(inside)
				p.plain += " " + text[i:len(text)-len(rest)]
				i = len(text) - len(rest)
				continue
			}
			i += n
			continue
		}
		end := strings.IndexFunc(text[i:], func(r rune) bool { return unicode.IsSpace(r) || quotes[r] != 0 })
		if end < 0 {
			end = len(text) - i
		}
		token := text[i : i+end]
		if name, value, ok := strings.Cut(token, ":"); ok && filterNames[strings.ToLower(name)] != "" {
			after := text[i+end:]
			if value == "" && after != "" {
				if inside, rest, ok := quoted(after); ok {
					p.filters = append(p.filters, filter{strings.ToLower(name), inside})
					i = len(text) - len(rest)
					continue
				}
			}
			if value != "" {
				p.filters = append(p.filters, filter{strings.ToLower(name), value})
				i += end
				continue
			}
		}
		p.words = append(p.words, analyse(token)...)
		p.plain += " " + token
		i += end
	}
	if len(p.words) > maxWords {
		p.words = p.words[:maxWords]
	}
	for i, ph := range p.phrases {
		for len(ph) > 0 && ph[len(ph)-1] >= len(p.words) {
			ph = ph[:len(ph)-1]
		}
		p.phrases[i] = ph
	}
	p.kazakh = strings.ContainsFunc(corpuskazakh.Lower(text), func(r rune) bool { return strings.ContainsRune("әғқңөұүһі", r) })
	return p
}

// quoted returns what stands in the quotation marks at the beginning of s,
// and what follows them.
func quoted(s string) (inside, rest string, ok bool) {
	r, n := utf8.DecodeRuneInString(s)
	if quotes[r] == 0 {
		return "", s, false
	}
	i := strings.IndexRune(s[n:], quotes[r])
	if i < 0 {
		return "", s, false
	}
	return s[n : n+i], s[n+i+utf8.RuneLen(quotes[r]):], true
}

func (p *parsed) phrase(text string) {
	ws := analyse(text)
	var run []int
	for i := range ws {
		run = append(run, len(p.words)+i)
	}
	p.words = append(p.words, ws...)
	if len(run) > 1 {
		p.phrases = append(p.phrases, run)
	}
}

// analysersOnce returns the analyzers of the fields.
var analysersOnce = sync.OnceValue(func() (a struct{ exact, stem, folded, form analysis.Analyzer }) {
	m, err := newMapping()
	if err != nil {
		panic(err) // a mapping written in this package
	}
	named := func(m *mapping.IndexMappingImpl, name string) analysis.Analyzer {
		an := m.AnalyzerNamed(name)
		if an == nil {
			panic("no analyzer " + name)
		}
		return an
	}
	a.exact, a.stem = named(m, kazakh.ExactAnalyzerName), named(m, kazakh.AnalyzerName)
	a.folded, a.form = named(m, kazakh.FoldedAnalyzerName), named(m, formAnalyzer)
	return a
})

// analyse returns the words of the text as each field has them.
func analyse(text string) []word {
	a := analysersOnce()
	var out []word
	at := make(map[int]int) // start → word
	raw := []byte(text)
	for _, t := range a.exact.Analyze(raw) {
		at[t.Start] = len(out)
		out = append(out, word{text: text[t.Start:t.End], exact: string(t.Term), pos: t.Position})
	}
	for _, f := range [...]struct {
		analyser analysis.Analyzer
		set      func(*word, string)
	}{
		{a.stem, func(w *word, s string) { w.stem = s }},
		{a.folded, func(w *word, s string) { w.folded = s }},
		{a.form, func(w *word, s string) { w.form = s }},
	} {
		for _, t := range f.analyser.Analyze(raw) {
			if i, ok := at[t.Start]; ok {
				f.set(&out[i], string(t.Term))
			}
		}
	}
	return out
}

// stop reports whether the word is a stop word: it is looked for only where
// the question has no other.
func (w word) stop() bool { return w.stem == "" && w.folded == "" }

// content returns the words that are looked for.
func (p *parsed) content() []word {
	var out []word
	for _, w := range p.words {
		if !w.stop() {
			out = append(out, w)
		}
	}
	return out
}
