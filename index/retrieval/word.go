package retrieval

import (
	"sync"

	"tizbe/corpus/kazakh"
)

// A word is a word of a text as each field has it.
type word struct {
	text       string // as written
	start, end int    // where it stands, in bytes
	pos        int    // place among the words of its text, from 1
	*terms

	// What follows is of the words of a question alone.

	// near are other folded stems that count for it, where it was mistyped.
	near []string
	// only says that the word itself is not looked for, only what is near.
	only bool
	// dropped is the stop word that it is, where it was mistyped.
	dropped string
}

// terms are the terms of a word, by field.
type terms struct {
	exact  string
	stem   string // "" for a stop word
	folded string // "" for a stop word
	form   string
}

// analyse returns the words of the text as each field has them. The analyzers
// of package index/kazakh give the same terms at the same places.
func analyse(text string) []word {
	words := kazakh.Words(text)
	out := make([]word, len(words))
	for i, w := range words {
		out[i] = word{text: w.Text, start: w.Start, end: w.End, pos: w.Pos, terms: termsOf(w.Text)}
	}
	return out
}

// Bounds of what is remembered of words: how many, and how long they are in
// bytes.
const (
	memoWords = 1 << 14
	memoWord  = 64
)

var memo struct {
	sync.RWMutex
	terms map[string]*terms
}

// termsOf returns the terms of the word. The words of a text repeat, so that
// they are remembered.
func termsOf(text string) *terms {
	memo.RLock()
	t, ok := memo.terms[text]
	memo.RUnlock()
	if ok {
		return t
	}
	t = &terms{exact: kazakh.Lower(text), form: kazakh.Fold(text)}
	if !kazakh.IsStop(text) {
		t.stem, t.folded = kazakh.Stem(text), kazakh.FoldedStem(text)
	}
	if len(text) <= memoWord {
		memo.Lock()
		if memo.terms == nil || len(memo.terms) >= memoWords {
			memo.terms = make(map[string]*terms)
		}
		memo.terms[text] = t
		memo.Unlock()
	}
	return t
}

// stop reports whether the word is a stop word: it is looked for only where
// the question has no other.
func (t *terms) stop() bool { return t.stem == "" && t.folded == "" }

// drop makes the word a stop word, which is not looked for.
func (w *word) drop(stop string) {
	t := *w.terms
	t.stem, t.folded = "", ""
	w.terms, w.dropped = &t, stop
}
