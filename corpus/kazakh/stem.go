package kazakh

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// maxWord is the length, in bytes, beyond which a run of letters is no word
// and is left as it is: the longest word of the acts has 60.
const maxWord = 160

// Stem returns the index term of a word: its dictionary form, or near enough
// to it that all inflected forms of one word have one term and those of
// another a different one. The letters are those of the language: for a word
// that may have been typed with Russian or Latin letters there is
// [FoldedStem].
//
//	басқармасының, басқармалардан, басқармадағы → басқарма
//	бастығы, бастықтар, бастығымыздың           → бастық
//	тергеуді → тергеу, but тергеушіні           → тергеуші
//	етеді, ететін, етуді, етілсе                → ету, ету, ету, етілу
//	инспектор-психологтың                       → инспектор-психолок
//
// The term is for comparing, not for showing: final б г ғ are written as п к қ
// whether the word has them or not, a final ь and the second of two final like
// letters fall. Stem is idempotent. In a hyphen compound only the last part
// is inflected and stemmed.
func Stem(word string) string {
	low, latin := oneScript(word)
	if latin {
		return low
	}
	return exactGrammar().compound(low)
}

// FoldedStem returns the index term of a word whatever letters it was typed
// with: it depends on [Fold] of the word alone, so that прокурорының,
// прокурорынын and prokurorynyñ all give прокурор. Folding loses what tells
// some endings apart (-ың from -ын), so the folded term joins a little more
// than [Stem] does; search with it after the exact one.
func FoldedStem(word string) string { return foldedGrammar().compound(Fold(word)) }

var (
	exactGrammar  = sync.OnceValue(func() *grammar { return newGrammar(false) })
	foldedGrammar = sync.OnceValue(func() *grammar { return newGrammar(true) })
)

// A grammar strips inflection from words in one spelling.
type grammar struct {
	folded    bool
	suffixes  map[rune][]suffix
	words     map[string]class // by term
	yRoots    map[string]bool  // roots in ы, і
	irregular map[string]string
	voice     map[rune]rune // п → б as the verb in -у has it
}

// A class of a dictionary word says what may be made of it.
type class uint8

const (
	nominal class = 1 << iota // takes the suffixes of nouns
	verbal                    // a verb in -у
	common                    // one of commonVerbs
)

func newGrammar(folded bool) *grammar { return newGrammarWithout(folded, nil) }

// newGrammarWithout leaves out the dictionary words that without has: it is
// how the worth of the rules alone is measured.
func newGrammarWithout(folded bool, without map[string]bool) *grammar {
	g := &grammar{folded: folded, suffixes: suffixTable(folded), words: map[string]class{}, yRoots: map[string]bool{}, irregular: map[string]string{}}
	key := func(w string) string {
		if folded {
			return Fold(w)
		}
		return w
	}
	g.voice = map[rune]rune{'п': 'б', 'к': 'г', 'қ': 'ғ'}
	for _, w := range strings.Fields(fixedWords) {
		g.words[g.final(key(w))] = 0
	}
	for _, w := range strings.Fields(wordsOfTheDomain + wordsOfEveryday + wordsOfGeneralUse + shortNouns + wordsThatLookInflected) {
		if i := strings.LastIndexByte(w, '-'); i >= 0 {
			w = w[i+1:]
		}
		if without[w] {
			continue
		}
		g.words[g.final(key(w))] |= nominal
	}
	for _, w := range strings.Fields(verbs + shortVerbs) {
		if without[w] {
			continue
		}
		if strings.HasSuffix(w, "у") || strings.HasSuffix(w, "ю") {
			g.words[g.final(key(w))] |= nominal | verbal
		}
	}
	for _, w := range strings.Fields(commonVerbs) {
		g.words[g.final(key(w))] |= common
	}
	for _, w := range strings.Fields(verbsInY) {
		w = key(w)
		g.yRoots[w] = true
		g.words[string([]rune(w)[:utf8.RuneCountInString(w)-1])+"у"] |= nominal | verbal
	}
	for _, l := range strings.Split(strings.TrimSpace(pronouns), "\n") {
		base, forms, _ := strings.Cut(l, ":")
		for _, f := range strings.Fields(forms) {
			g.irregular[key(f)] = g.final(key(base))
		}
	}
	return g
}

// compound stems the last part of a hyphen compound.
func (g *grammar) compound(w string) string {
	if i := strings.LastIndexByte(w, '-'); i >= 0 {
		return w[:i+1] + g.stem(w[i+1:])
	}
	return g.stem(w)
}

// stem strips until nothing more comes off. The second round matters for words
// that are not in the dictionary: whatever is stripped from the bare word is
// stripped from its inflected forms too.
func (g *grammar) stem(w string) string {
	if len(w) > maxWord || !isWord([]rune(w)) {
		return w
	}
	for range w {
		if b, ok := g.irregular[w]; ok {
			return b
		}
		s := g.once(g.final(w))
		if s == w {
			break
		}
		w = s
	}
	return w
}

// A path is one way to read a word.
type path struct {
	stem  string
	score int
}

// once returns the stem of the best path.
func (g *grammar) once(w string) string {
	rs := []rune(w)
	if len(rs) < 3 {
		return w
	}
	best := path{w, 0}
	if _, ok := g.words[w]; ok {
		return w
	}
	best.score = g.bare(rs) + g.derived(rs)
	g.walk(rs, suffix{kind: kEnd}, 0, 0, func(p path) {
		if p.score > best.score || p.score == best.score && p.stem < best.stem {
			best = p
		}
	})
	return best.stem
}

func isWord(rs []rune) bool {
	for _, r := range rs {
		if !isCyrillic(r) {
			return false
		}
	}
	return true
}

// walk tries every suffix that may stand at the end of rs, to the left of
// right, and reports every reading to found.
func (g *grammar) walk(rs []rune, right suffix, score, depth int, found func(path)) {
	if depth > 6 {
		return
	}
	for _, s := range g.suffixes[rs[len(rs)-1]] {
		if !right.kind.inside(s.kind) || len(rs) < len(s.text)+2 {
			continue
		}
		rest := rs[:len(rs)-len(s.text)]
		if string(rs[len(rest):]) != string(s.text) || s.after != "" && !strings.ContainsRune(s.after, rest[len(rest)-1]) {
			continue
		}
		mismatch := !g.harmonic(rest, s.front)
		w := score + s.weight
		if s.kind == kVerb || s.kind == kPart {
			if !mismatch {
				g.verb(rest, s, w, found)
			}
			continue
		}
		if s.kind != kCase3 && s.kind != kCase1 && s.kind != kLoc3 {
			// These never stand on a stem: a possessive must come first.
			g.noun(rest, s, w, mismatch, found)
		}
		if !mismatch {
			g.walk(rest, s, w, depth+1, found)
		}
	}
}
