package glossary

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"tizbe/corpus/kazakh"
)

// A token is a word or one of the marks "," "(" ")".
type token struct {
	text   string // lower case, folded
	stem   string
	raw    string // as typed
	hyphen bool   // joined to the word before it
}

func (t token) isWord() bool { return t.text != "," && t.text != "(" && t.text != ")" }

// articles have no meaning in a title and are dropped everywhere.
var articles = map[string]bool{"the": true, "a": true, "an": true}

// A lexer remembers the words that it has met: those of a glossary repeat. It
// must be bounded by what it is given; nil remembers nothing.
type lexer map[string]token // by the word as typed

// lex cuts text into tokens.
func lex(text string) []token { return lexer(nil).lex(text) }

// lex cuts text into tokens. Quotes, full stops and strokes separate words;
// semicolons and colons count as commas, dashes as hyphens.
func (l lexer) lex(text string) []token {
	var out []token
	hyphen := false
	mark := func(m string) {
		hyphen = false
		if m == "," && (len(out) == 0 || out[len(out)-1].text == ",") {
			return
		}
		out = append(out, token{text: m, stem: m, raw: m})
	}
	if strings.Contains(text, "'") || strings.Contains(text, "’") {
		text = apostrophes.Replace(text)
	}
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			j := i
			for j < len(text) {
				r, n := utf8.DecodeRuneInString(text[j:])
				if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) {
					break
				}
				j += n
			}
			if t := l.word(text[i:j]); t.text != "" && !articles[t.text] {
				t.hyphen = hyphen
				out = append(out, t)
			}
			hyphen = false
			i = j
			continue
		case r == ',' || r == ';' || r == ':':
			mark(",")
		case r == '(' || r == '[':
			mark("(")
		case r == ')' || r == ']':
			mark(")")
		case unicode.Is(unicode.Pd, r):
			hyphen = len(out) > 0 && out[len(out)-1].isWord()
		}
		i += n
	}
	// A mark at the end separates nothing.
	for len(out) > 0 && out[len(out)-1].text == "," {
		out = out[:len(out)-1]
	}
	return out
}

// word returns the word as a token.
func (l lexer) word(raw string) token {
	t, ok := l[raw]
	if !ok {
		f := fold(raw)
		t = token{text: f, stem: stem(f), raw: raw}
		if l != nil {
			l[raw] = t
		}
	}
	return t
}

// The English possessive is the same word for us: prosecutor's office.
var apostrophes = strings.NewReplacer("'s ", " ", "’s ", " ", "' ", " ", "’ ", " ", "'", "", "’", "")

// lookalikes are the Latin letters that stand in Russian words by mistake.
var lookalikes = map[rune]rune{
	'a': 'а', 'c': 'с', 'e': 'е', 'o': 'о', 'p': 'р', 'x': 'х', 'y': 'у', 'k': 'к', 'm': 'м', 't': 'т', 'h': 'н', 'b': 'в',
}

// fold returns a word in lower case, composed, with е for ё, and with Cyrillic
// letters for Latin look-alikes where the word is Cyrillic otherwise.
func fold(word string) string {
	word = kazakh.Lower(word)
	cyrillic := false
	for _, r := range word {
		if unicode.Is(unicode.Cyrillic, r) {
			cyrillic = true
		}
	}
	if !cyrillic {
		return word
	}
	return strings.Map(func(r rune) rune {
		if r == 'ё' {
			return 'е'
		}
		if l, ok := lookalikes[r]; ok {
			return l
		}
		return r
	}, word)
}

// stem folds the inflection of a word. In Russian it takes the endings of nouns
// and adjectives off and nothing else: a stemmer for running text also takes
// what looks like a verb's, and then охрана and охране differ. In English it
// takes the plural alone, since more would make investigation of investigator.
func stem(word string) string {
	if isCyrillic(word) {
		if w := strings.TrimSuffix(word, "ся"); strings.HasSuffix(w, "щие") || strings.HasSuffix(w, "щий") || strings.HasSuffix(w, "щего") {
			word = w // находящиеся
		}
		if endless[word] {
			return word
		}
		n := utf8.RuneCountInString(word)
		for _, e := range endings {
			if strings.HasSuffix(word, e) && n-utf8.RuneCountInString(e) >= 3 {
				return strings.TrimSuffix(word, e)
			}
		}
		return word
	}
	switch n := len(word); {
	case n > 4 && strings.HasSuffix(word, "ies"):
		return word[:n-3] + "y"
	case n > 4 && (strings.HasSuffix(word, "sses") || strings.HasSuffix(word, "ches") || strings.HasSuffix(word, "xes")):
		return word[:n-2]
	case n > 3 && strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") && !strings.HasSuffix(word, "us") && !strings.HasSuffix(word, "is"):
		return word[:n-1]
	case strings.HasSuffix(word, "men") && n > 4: // policemen, firemen
		return word[:n-2] + "an"
	}
	return word
}

// endless are nouns whose own end looks like an ending.
var endless = set("режим прием подъем заем диплом")

// endings are those of Russian nouns and adjectives in all cases and both
// numbers, the longest first.
var endings = func() []string {
	e := strings.Fields("иями иям иях ием ией ами ями ыми ими ого его ому ему " +
		"ам ям ах ях ом ем ой ей ою ею ов ев ый ий ая яя ое ее ые ие ым им ых их ую юю ия ию ии ью ье ья ьи " +
		"а я о е у ю ы и ь й")
	sort.SliceStable(e, func(i, j int) bool { return len(e[i]) > len(e[j]) })
	return e
}()

func isCyrillic(word string) bool {
	for _, r := range word {
		return unicode.Is(unicode.Cyrillic, r)
	}
	return false
}

// key is what terms and runs of a question are compared by.
func key(tokens []token) string {
	if len(tokens) == 1 {
		return tokens[0].stem
	}
	var b strings.Builder
	for i, t := range tokens {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.stem)
	}
	return b.String()
}

// bag is the key of a phrase in any order, without its small words; "" where
// the phrase has fewer than two words left.
func bag(tokens []token) string {
	var stems []string
	for _, t := range tokens {
		if t.isWord() && !small[t.text] {
			stems = append(stems, t.stem)
		}
	}
	if len(stems) < 2 {
		return ""
	}
	slices.Sort(stems)
	return strings.Join(stems, " ")
}

// small are the words that join others in Russian and English; where no entry
// takes them they have no place in the Kazakh phrase.
var small = set("в во на за от с со к ко о об из у по и же для при " +
	"of to at in for on from with by and is this that which under")

// links are the English words between a head and what it belongs to.
var links = set("of to at in from with under")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// contractions are the beginnings that Russian writes together with the word
// they shorten: замначальника, начотдела, комвзвода.
var contractions = []string{"зам", "пом", "нач", "ком", "спец"}

// uncontract splits a word that is no entry by itself into its contractions
// and a known word.
func (g *Glossary) uncontract(tokens []token) []token {
	var out []token
	for _, t := range tokens {
	again:
		for _, c := range contractions {
			rest, ok := strings.CutPrefix(t.text, c)
			if !ok || g.usable(t.stem) || utf8.RuneCountInString(rest) < 4 || !g.knows(stem(rest)) {
				continue
			}
			out = append(out, token{text: c, stem: stem(c), raw: c, hyphen: t.hyphen})
			t = token{text: rest, stem: stem(rest), raw: rest}
			goto again
		}
		out = append(out, t)
	}
	return out
}

// knows reports whether a Russian or English word of the glossary has the stem.
func (g *Glossary) knows(stem string) bool {
	_, ok := g.stems[stem]
	return ok
}

// knowsKazakh reports whether word is one of the Kazakh side of the glossary,
// inflected or not, its Kazakh letters typed or not.
func (g *Glossary) knowsKazakh(word string) bool { return g.kazakh()[kazakh.FoldedStem(word)] }

// hasKazakhLetter reports whether word has a letter that Russian lacks.
func hasKazakhLetter(word string) bool { return strings.ContainsAny(word, "әғқңөұүһі") }
