package kazakh

import (
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"

	"tizbe/corpus/kazakh"
)

// TokenizerName is the name of the tokenizer in the registry.
const TokenizerName = "kk_words"

// A Tokenizer splits text into words; see [kazakh.Words].
type Tokenizer struct{}

// Tokenize implements [analysis.Tokenizer]. The terms share memory with input.
func (Tokenizer) Tokenize(input []byte) analysis.TokenStream {
	words := kazakh.Words(string(input))
	out := make(analysis.TokenStream, len(words))
	tokens := make([]analysis.Token, len(words))
	for i, w := range words {
		tokens[i] = analysis.Token{Term: input[w.Start:w.End:w.End], Start: w.Start, End: w.End, Position: w.Pos, Type: typeOf(w.Text)}
		out[i] = &tokens[i]
	}
	return out
}

func typeOf(word string) analysis.TokenType {
	for i := 0; i < len(word); i++ {
		if word[i] >= utf8.RuneSelf || word[i] < '0' || word[i] > '9' {
			return analysis.AlphaNumeric
		}
	}
	return analysis.Numeric
}

func init() {
	must(registry.RegisterTokenizer(TokenizerName, func(map[string]interface{}, *registry.Cache) (analysis.Tokenizer, error) {
		return Tokenizer{}, nil
	}))
}

// must panics on what only a name registered twice can cause.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
