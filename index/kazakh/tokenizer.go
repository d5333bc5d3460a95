package kazakh

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"

	"tizbe/corpus/kazakh"
)

// TokenizerName is the name of the tokenizer in the registry.
const TokenizerName = "kk_words"

// A Tokenizer splits text into runs of letters and digits; see
// [kazakh.Tokens]. A case ending joined by a hyphen to an abbreviation or a
// number is not a word, and is left out: ІІМ-нің is ІІМ, 15-ке is 15.
type Tokenizer struct{}

var endings = func() map[string]bool {
	m := map[string]bool{}
	for _, e := range strings.Fields("ның нің дың дің тың тің ға ге қа ке на не ны ні ды ді ты ті да де та те дан ден тан тен нан нен мен бен пен дағы дегі тағы тегі ндағы ндегі лар лер дар дер тар тер ы і сы сі шы ші ыншы інші") {
		m[e] = true
	}
	return m
}()

// isEnding reports whether the token is an ending of the one before it.
func isEnding(before, t kazakh.Token) bool {
	return t.Joined && endings[t.Text] && !strings.ContainsFunc(before.Text, unicode.IsLower)
}

// Tokenize implements [analysis.Tokenizer]. The terms share memory with input.
func (Tokenizer) Tokenize(input []byte) analysis.TokenStream {
	words := kazakh.Tokens(string(input))
	out := make(analysis.TokenStream, 0, len(words))
	tokens := make([]analysis.Token, len(words))
	for i, w := range words {
		if i > 0 && isEnding(words[i-1], w) {
			continue
		}
		tokens[i] = analysis.Token{Term: input[w.Start:w.End:w.End], Start: w.Start, End: w.End, Position: i + 1, Type: typeOf(w.Text)}
		out = append(out, &tokens[i])
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
