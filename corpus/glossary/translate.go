package glossary

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"tizbe/corpus"
	"tizbe/corpus/kazakh"
)

// Bounds of a question. A longer one is no title, and yields nothing.
const (
	maxQuery    = 8 << 10 // bytes
	maxTokens   = 256
	maxReadings = 8
)

// A Reading is one way to say a question in Kazakh.
type Reading struct {
	Kazakh string      // in Kazakh order, with the endings the order needs
	Via    string      // the Russian or English terms of the glossary it was reached by, joined with " + "
	Lang   corpus.Lang // of the question
	Exact  bool        // the whole question is one entry
	Typo   bool        // a word was read with one letter corrected
	Left   []string    // words the glossary does not know, kept as they were typed
}

// Translate returns the Kazakh readings of a Russian or English question, best
// first, at most eight, without duplicates: the entries that are the whole
// question, then the question cut into entries and composed, first with the
// usual equivalents, then with others. A question that is Kazakh, that the
// glossary mostly does not know, or that is no title at all has none.
func (g *Glossary) Translate(query string) []Reading {
	if len(query) > maxQuery || !utf8.ValidString(query) {
		return nil
	}
	tokens := lex(query)
	if len(tokens) == 0 || len(tokens) > maxTokens {
		return nil
	}
	whole := g.whole(tokens)
	tokens = g.uncontract(tokens)
	typo := g.correct(tokens)
	if !g.foreign(tokens) {
		return nil
	}
	if len(whole) == 0 {
		whole = g.whole(tokens)
	}
	lang := lang(tokens)
	r := &readings{query: plain(tokens), typo: typo, lang: lang}
	composed := true
	for _, e := range whole {
		for _, kk := range e.Kazakh {
			if plain(lex(kk)) == r.query {
				return nil // инспектор is инспектор: there is nothing to translate
			}
		}
		r.entry(e.Entry, e.via)
		composed = composed && e.Class == Title
	}
	if !composed {
		return r.list
	}
	elems := g.cut(tokens, lang)
	if known, left := coverage(elems); known == 0 || left > known || left > 0 && len(r.list) > 0 {
		return r.list
	}
	for _, c := range choices(elems) {
		if len(r.list) >= maxReadings {
			break
		}
		text, via, left := compose(g, elems, c, lang)
		r.add(Reading{Kazakh: text, Via: via, Left: left})
	}
	return r.list
}

// plain is the words of a phrase, without what stands between them.
func plain(tokens []token) string {
	words := make([]string, len(tokens))
	for i, t := range tokens {
		words[i] = t.text
	}
	return strings.Join(words, " ")
}

// readings collects distinct readings.
type readings struct {
	query string
	typo  bool
	lang  corpus.Lang
	list  []Reading
}

func (r *readings) add(n Reading) {
	n.Typo, n.Lang = r.typo, r.lang
	if n.Kazakh == "" || len(r.list) >= maxReadings {
		return
	}
	low := plain(lex(n.Kazakh))
	if low == r.query {
		return
	}
	for _, o := range r.list {
		if kazakh.Lower(o.Kazakh) == kazakh.Lower(n.Kazakh) {
			return
		}
	}
	r.list = append(r.list, n)
}

func (r *readings) entry(e Entry, via string) {
	for _, kk := range e.Kazakh {
		r.add(Reading{Kazakh: kk, Via: via, Exact: true})
	}
}

// A match is an entry that is the whole question.
type match struct {
	Entry
	via string
}

// whole returns the entries that are the whole question: typed so, else in
// another order of the words. Nouns come before modifiers.
func (g *Glossary) whole(tokens []token) []match {
	var out []match
	var options []option
	for _, o := range g.options(tokens) {
		if o.class.Content() {
			options = append(options, o)
		}
	}
	seen := map[int]bool{}
	for _, o := range asTyped(options) {
		if !seen[o.entry] {
			seen[o.entry] = true
			out = append(out, match{g.entries[o.entry], o.via})
		}
	}
	if b := bag(tokens); len(out) == 0 && b != "" {
		for _, n := range g.bags[b] {
			if e := g.entries[n]; !seen[n] {
				seen[n] = true
				out = append(out, match{e, first(e, lang(tokens))})
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return modifier(out[i].Class) < modifier(out[j].Class) })
	return out
}

func modifier(c Class) int {
	if role(c) == 'n' {
		return 0
	}
	return 1
}

func first(e Entry, lang corpus.Lang) string {
	if lang == corpus.English {
		return e.English[0]
	}
	return e.Russian[0]
}

// foreign reports whether the words are Russian or English rather than
// Kazakh, written as it should be or with Russian letters. Words that the
// languages share (инспектор, рота) tell nothing; where there are only such,
// the question is foreign if it is an entry as it stands.
func (g *Glossary) foreign(tokens []token) bool {
	if g.said[plain(tokens)] {
		return false
	}
	if _, whole := g.terms[key(tokens)]; whole {
		return true
	}
	ours, theirs := 0, 0
	for _, t := range tokens {
		if !t.isWord() || small[t.text] || strings.IndexFunc(t.text, unicode.IsLetter) < 0 {
			continue
		}
		known := g.knows(t.stem)
		switch kk := hasKazakhLetter(t.text) || isCyrillic(t.text) && g.knowsKazakh(t.text); {
		case known && kk:
		case known:
			theirs++
		case kk:
			ours++
		}
	}
	return theirs > ours
}

// correct replaces words that nobody knows by the one known word a single edit
// away, and reports whether it did.
func (g *Glossary) correct(tokens []token) bool {
	done := false
	for i, t := range tokens {
		if !t.isWord() || g.knows(t.stem) || utf8.RuneCountInString(t.text) < 5 || hasKazakhLetter(t.text) || g.knowsKazakh(t.text) {
			continue
		}
		var near []string
		for s := range g.stems {
			if kazakh.Near(s, t.stem) {
				near = append(near, s)
			}
		}
		// Of several the shortest is read, if it begins all others: дознан,
		// дознани. Otherwise the word could be two things, and is read as none.
		sort.Slice(near, func(i, j int) bool {
			if len(near[i]) != len(near[j]) {
				return len(near[i]) < len(near[j])
			}
			return near[i] < near[j]
		})
		one := len(near) > 0
		for _, s := range near {
			one = one && strings.HasPrefix(s, near[0])
		}
		if one {
			tokens[i].stem, tokens[i].text = near[0], g.stems[near[0]]
			done = true
		}
	}
	return done
}

// lang is the language most words are written in.
func lang(tokens []token) corpus.Lang {
	cyrillic, latin := 0, 0
	for _, t := range tokens {
		switch {
		case !t.isWord():
		case isCyrillic(t.text):
			cyrillic++
		default:
			latin++
		}
	}
	if cyrillic >= latin {
		return corpus.Russian
	}
	return corpus.English
}

// coverage counts the words that an entry explains and those that none does;
// the small words that join others are neither.
func coverage(elems []elem) (known, left int) {
	for _, e := range elems {
		switch {
		case e.mark != "" || len(e.options) == 0 && e.skip:
		case len(e.options) == 0:
			left++
		case e.options[0].class.Content():
			known += e.words
		}
	}
	return known, left
}
