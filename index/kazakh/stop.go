package kazakh

import (
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"

	"tizbe/corpus/kazakh"
)

// StopName is the name of the stop words in the registry, as a token map and
// as a token filter.
const StopName = "stop_kk"

// A stopFilter drops stop words, whatever their case or letters, and keeps
// the positions of what is left.
type stopFilter struct{}

// Filter implements [analysis.TokenFilter].
func (stopFilter) Filter(input analysis.TokenStream) analysis.TokenStream {
	out := input[:0]
	for _, t := range input {
		if t.KeyWord || !kazakh.IsStop(string(t.Term)) {
			out = append(out, t)
		}
	}
	return out
}

func init() {
	must(registry.RegisterTokenMap(StopName, func(map[string]interface{}, *registry.Cache) (analysis.TokenMap, error) {
		m := analysis.NewTokenMap()
		for _, w := range kazakh.StopWords() {
			m.AddToken(w)
		}
		return m, nil
	}))
	must(registry.RegisterTokenFilter(StopName, func(map[string]interface{}, *registry.Cache) (analysis.TokenFilter, error) {
		return stopFilter{}, nil
	}))
}
