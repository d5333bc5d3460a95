package kazakh

import (
	"sync"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"

	"tizbe/corpus/kazakh"
)

// Names of the token filters in the registry.
const (
	LowerName         = "kk_lower"          // [kazakh.Lower]
	FoldName          = "kk_fold"           // [kazakh.Fold]
	StemmerName       = "kk_stemmer"        // [kazakh.Stem]
	FoldedStemmerName = "kk_folded_stemmer" // [kazakh.FoldedStem]
)

// A termFilter replaces each term by a function of it. It remembers what it
// has computed: the words of a text repeat.
type termFilter struct {
	term func(string) string
	// keep leaves tokens alone that an earlier filter marked as keywords, as
	// stemmers of bleve do.
	keep bool

	mu   sync.RWMutex
	memo map[string]string
}

// memoSize bounds what a filter remembers, in words; memoWord the length of a
// word that it remembers, in bytes. Together they are at most a few megabytes.
const (
	memoSize = 1 << 15
	memoWord = 64
)

// Filter implements [analysis.TokenFilter]. It is safe for concurrent use.
func (f *termFilter) Filter(input analysis.TokenStream) analysis.TokenStream {
	for _, t := range input {
		if !f.keep || !t.KeyWord {
			t.Term = []byte(f.of(string(t.Term)))
		}
	}
	return input
}

func (f *termFilter) of(word string) string {
	if len(word) > memoWord {
		return f.term(word)
	}
	f.mu.RLock()
	s, ok := f.memo[word]
	f.mu.RUnlock()
	if ok {
		return s
	}
	s = f.term(word)
	f.mu.Lock()
	if f.memo == nil || len(f.memo) >= memoSize {
		f.memo = make(map[string]string)
	}
	f.memo[word] = s
	f.mu.Unlock()
	return s
}

// NewLower returns the filter that lowers the case of terms.
func NewLower() analysis.TokenFilter { return &termFilter{term: kazakh.Lower} }

// NewFold returns the filter that folds the letters of terms.
func NewFold() analysis.TokenFilter { return &termFilter{term: kazakh.Fold} }

// NewStemmer returns the filter that stems terms, but for keywords. Terms may
// be in any case.
func NewStemmer() analysis.TokenFilter { return &termFilter{term: kazakh.Stem, keep: true} }

// NewFoldedStemmer returns the filter that stems terms in any letters, but
// for keywords. Terms may be folded before or not.
func NewFoldedStemmer() analysis.TokenFilter {
	return &termFilter{term: kazakh.FoldedStem, keep: true}
}

func init() {
	for name, construct := range map[string]func() analysis.TokenFilter{LowerName: NewLower, FoldName: NewFold, StemmerName: NewStemmer, FoldedStemmerName: NewFoldedStemmer} {
		must(registry.RegisterTokenFilter(name, func(map[string]interface{}, *registry.Cache) (analysis.TokenFilter, error) {
			return construct(), nil
		}))
	}
}
