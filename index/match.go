package index

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/search/query"
	bindex "github.com/blevesearch/bleve_index_api"

	corpuskazakh "tizbe/corpus/kazakh"
)

func term(field, t string) *query.TermQuery {
	q := query.NewTermQuery(t)
	q.SetField(field)
	return q
}

func boosted(q *query.TermQuery, b float64) query.Query {
	q.SetBoost(b)
	return q
}

// A reach says how far from the letters of the question a search goes.
type reach struct {
	folded bool // other letters count
	path   bool // words of the headings above count
}

// Boosts of the fields. They only decide which hits of very many are put in
// order by rank.
const (
	boostStem, boostFolded, boostNear, boostPath = 8, 6, 4, 1
)

// own returns the query for the word in the text of the provision itself.
func (w word) own(r reach) []query.Query {
	if w.stop() {
		return []query.Query{term(fieldExact, w.exact)}
	}
	var out []query.Query
	if !w.only {
		if w.stem != "" {
			out = append(out, boosted(term(fieldStem, w.stem), boostStem))
		}
		if r.folded && w.folded != "" {
			out = append(out, boosted(term(fieldFolded, w.folded), boostFolded))
		}
	}
	for _, n := range w.near {
		out = append(out, boosted(term(fieldFolded, n), boostNear))
	}
	return out
}

// above returns the query for the word in the headings above the provision.
func (w word) above(r reach) []query.Query {
	if w.stop() {
		return nil
	}
	var out []query.Query
	if !w.only {
		if w.stem != "" {
			out = append(out, boosted(term(fieldPathStem, w.stem), boostPath))
		}
		if r.folded && w.folded != "" {
			out = append(out, boosted(term(fieldPathFolded, w.folded), boostPath))
		}
	}
	for _, n := range w.near {
		out = append(out, boosted(term(fieldPathFolded, n), boostPath))
	}
	return out
}

func anyOf(qs []query.Query) query.Query {
	if len(qs) == 1 {
		return qs[0]
	}
	return query.NewDisjunctionQuery(qs)
}

// sought returns the words of the question that are looked for: those that
// are no stop words, or all where there is no other.
func (p *parsed) sought() []word {
	if c := p.content(); len(c) > 0 {
		return c
	}
	return p.words
}

// query returns the query for all words of the question, or nil where it has
// none. Where the headings count, some word must still stand in the provision
// itself: else everything below a heading would be found by the heading.
func (p *parsed) query(r reach) query.Query {
	words := p.sought()
	if len(words) == 0 {
		return nil
	}
	var must, some []query.Query
	for _, w := range words {
		own := w.own(r)
		if len(own) == 0 {
			return query.NewMatchNoneQuery()
		}
		if !r.path || len(words) == 1 {
			must = append(must, anyOf(own))
			continue
		}
		some = append(some, own...)
		must = append(must, anyOf(append(own[:len(own):len(own)], w.above(r)...)))
	}
	if len(some) > 0 {
		must = append(must, anyOf(some))
	}
	for _, run := range p.phrases {
		if q := p.phraseQuery(run, r); q != nil {
			must = append(must, q)
		}
	}
	if len(must) == 1 {
		return must[0]
	}
	return query.NewConjunctionQuery(must)
}

// phraseQuery returns the query for words side by side in the provision.
func (p *parsed) phraseQuery(run []int, r reach) query.Query {
	var stems, folded [][]string
	content := false
	for k, i := range run {
		w := p.words[i]
		if k > 0 { // what was left out between them may be any word
			for gap := w.pos - p.words[run[k-1]].pos; gap > 1; gap-- {
				stems, folded = append(stems, nil), append(folded, nil)
			}
		}
		if w.stop() {
			if content {
				stems, folded = append(stems, nil), append(folded, nil)
			}
			continue
		}
		content = true
		f := w.near
		if !w.only {
			f = append([]string{w.folded}, f...)
		}
		stems, folded = append(stems, []string{w.stem}), append(folded, f)
	}
	if !content {
		return nil
	}
	out := []query.Query{query.NewMultiPhraseQuery(folded, fieldFolded)}
	if !r.folded {
		out = []query.Query{query.NewMultiPhraseQuery(stems, fieldStem)}
	}
	return anyOf(out)
}

// suspects are the words of a question that may be mistyped.
type suspects int

const (
	newForms suspects = iota // those that no provision has in this form
	newWords                 // those that no provision has in any form
	allWords
)

// mistyped returns the question with the words that one edit makes of the
// suspects, as the index has them: besides those typed, or in their place
// where no provision has them. It reports whether there is such a question.
func (x *Index) mistyped(p parsed, which suspects) (parsed, bool) {
	p.words = append([]word(nil), p.words...)
	changed := false
	for i, w := range p.words {
		if w.stop() {
			continue
		}
		known := x.knows(fieldFolded, w.folded)
		if which == newWords && known || which == newForms && x.knows(fieldForm, w.form) {
			continue
		}
		near, stop := x.near(w)
		if len(near) == 0 && !known {
			if stop == "" {
				return p, false // nothing will be found
			}
			// A stop word mistyped is not looked for, as it would not be.
			p.words[i].stem, p.words[i].folded, p.words[i].dropped = "", "", stop
			changed = true
			continue
		}
		p.words[i].near, p.words[i].only = near, !known
		changed = changed || len(near) > 0
	}
	return p, changed
}

// knows reports whether a wording has the term.
func (x *Index) knows(field, t string) bool {
	r, err := x.reader.TermFieldReader(context.Background(), []byte(t), field, false, false, false)
	if err != nil {
		return false
	}
	defer r.Close()
	return r.Count() > 0
}

// Bounds of correcting: the words that one mistyped word may stand for, and
// its length in letters.
const (
	maxNear  = 24
	maxTyped = 48
)

// near returns the folded stems of the words of the index that are one edit
// from the word, or whose stem is one edit from its stem, and a stop word among
// them. Letters are compared folded, but also before folding
// makes two letters of one (я, ю, ц). A number is never corrected: another
// number is another thing.
func (x *Index) near(w word) (stems []string, stop string) {
	fuzzy, ok := x.reader.(bindex.IndexReaderFuzzy)
	if !ok || strings.ContainsFunc(w.exact, unicode.IsDigit) {
		return nil, ""
	}
	seen := map[string]bool{w.folded: true}
	for _, d := range [...]struct {
		field, term string
		stem        bool
		letters     func(string) string
	}{
		{fieldExact, w.exact, true, russianLetters.Replace},
		{fieldForm, w.form, true, asIs},
		{fieldFolded, w.folded, false, asIs},
	} {
		// A word of five letters may have lost one; a very long one is no word,
		// and its automaton would be huge.
		if n := utf8.RuneCountInString(d.term); n < 4 || n > maxTyped {
			continue
		}
		// The automaton of two edits is the one to ask: that of one edit takes
		// a swap as one, but misses a letter typed twice.
		dict, err := fuzzy.FieldDictFuzzy(d.field, d.term, 2, "")
		if err != nil {
			continue
		}
		for {
			e, err := dict.Next()
			if err != nil || e == nil || len(stems) == maxNear {
				break
			}
			if !corpuskazakh.Near(d.letters(d.term), d.letters(e.Term)) || strings.ContainsFunc(e.Term, unicode.IsDigit) {
				continue
			}
			s := e.Term
			if d.stem {
				ws := analyse(s)
				if len(ws) == 1 && ws[0].stop() {
					if stop == "" { // as it is written, before it is folded
						stop = s
					}
					continue
				}
				s = corpuskazakh.FoldedStem(s)
			}
			if s != "" && !seen[s] {
				seen[s] = true
				stems = append(stems, s)
			}
		}
		dict.Close()
	}
	return stems, stop
}

// russianLetters writes Kazakh letters as a Russian keyboard has them.
var russianLetters = strings.NewReplacer("ә", "а", "ғ", "г", "қ", "к", "ң", "н", "ө", "о", "ұ", "у", "ү", "у", "һ", "х", "і", "и", "ё", "е")

func asIs(s string) string { return s }
