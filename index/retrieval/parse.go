package retrieval

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tizbe/corpus/kazakh"
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
	p.kazakh = strings.ContainsFunc(kazakh.Lower(text), func(r rune) bool { return strings.ContainsRune("әғқңөұүһі", r) })
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
