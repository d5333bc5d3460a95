package kazakh

import (
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"
)

// Names of the analyzers in the registry.
const (
	AnalyzerName       = "kk"        // stemmed
	ExactAnalyzerName  = "kk_exact"  // as written, lower case
	FoldedAnalyzerName = "kk_folded" // stemmed, in any letters
)

// Version changes whenever an analyzer gives other terms than before: an index
// that was built with another version must be built anew.
const Version = 1

func init() {
	for name, filters := range map[string][]string{
		ExactAnalyzerName:  {LowerName},
		AnalyzerName:       {StopName, StemmerName},
		FoldedAnalyzerName: {StopName, FoldedStemmerName},
	} {
		must(registry.RegisterAnalyzer(name, func(_ map[string]interface{}, cache *registry.Cache) (analysis.Analyzer, error) {
			tokenizer, err := cache.TokenizerNamed(TokenizerName)
			if err != nil {
				return nil, err
			}
			a := &analysis.DefaultAnalyzer{Tokenizer: tokenizer}
			for _, f := range filters {
				filter, err := cache.TokenFilterNamed(f)
				if err != nil {
					return nil, err
				}
				a.TokenFilters = append(a.TokenFilters, filter)
			}
			return a, nil
		}))
	}
}
