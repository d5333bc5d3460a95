package kazakh

import (
	"strings"
	"sync"
	"unicode"
)

// A Word is one word of a text as a search has it.
type Word struct {
	Token
	// Pos counts the tokens of the text from 1. A case ending of an
	// abbreviation is no word, and leaves a gap.
	Pos int
}

// Words splits text into words: its [Tokens] without the case endings that
// are joined by a hyphen to an abbreviation or a number (ІІМ-нің is ІІМ, 15-ке
// is 15).
func Words(text string) []Word {
	tokens := Tokens(text)
	out := make([]Word, 0, len(tokens))
	for i, t := range tokens {
		if i == 0 || !isEnding(tokens[i-1], t) {
			out = append(out, Word{t, i + 1})
		}
	}
	return out
}

var joinedEndings = sync.OnceValue(func() map[string]bool {
	m := make(map[string]bool)
	for _, e := range strings.Fields("ның нің дың дің тың тің ға ге қа ке на не ны ні ды ді ты ті да де та те дан ден тан тен нан нен мен бен пен дағы дегі тағы тегі ндағы ндегі лар лер дар дер тар тер ы і сы сі шы ші ыншы інші") {
		m[e] = true
	}
	return m
})

// isEnding reports whether the token is an ending of the one before it.
func isEnding(before, t Token) bool {
	return t.Joined && joinedEndings()[t.Text] && !strings.ContainsFunc(before.Text, unicode.IsLower)
}

// stopWords are the words that say nothing by themselves. The list is short on
// purpose: a word that can tell one position from another (бас, аға, бірінші,
// барлық, арнайы, емес) is not on it, nor is one that is another word when
// typed with Russian letters.
var stopWords = [...]string{
	// жалғаулықтар: conjunctions
	"және мен бен пен менен бенен пенен немесе я яки яғни ал бірақ алайда дегенмен сондай өйткені себебі егер",
	// демеуліктер: particles
	"да де та те ма ме ба бе па пе ғой ғана",
	// септеуліктер: postpositions
	"үшін туралы бойынша жөнінде жөніндегі арқылы сияқты секілді дейін кейін бері қарай",
	// есімдіктер: pronouns
	"ол оның оны оған онда одан олар олардың оларға осы осының осыны осыған осында осыдан бұл бұның мұның бұған бұдан сол соның соған",
	// көмекші етістіктер: auxiliary verbs
	"болып табылады табылатын еді екен деп",
}

var foldedStopWords = sync.OnceValue(func() map[string]bool {
	m := make(map[string]bool)
	for _, w := range StopWords() {
		m[Fold(w)] = true
	}
	return m
})

// StopWords returns the words that say nothing by themselves, as the language
// writes them.
func StopWords() []string { return strings.Fields(strings.Join(stopWords[:], " ")) }

// IsStop reports whether the word is a stop word, whatever its case or
// letters.
func IsStop(word string) bool { return foldedStopWords()[Fold(word)] }
