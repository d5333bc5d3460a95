package kazakh

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// anyWord draws words that are like Kazakh ones, and others that are not.
func anyWord() *rapid.Generator[string] {
	letters := rapid.SampledFrom([]rune("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"))
	latin := rapid.SampledFrom([]rune("abcdefghijklmnopqrstuvwxyzäñöşüūğıýéABCHKæß"))
	endings := rapid.SampledFrom(strings.Fields("лар лер дар тар сы сі ы і ның нің дың тың ға ге қа ды ні да де нан тен мен пен мыз ыңыз дағы ндегі ған кен атын йды ып у шы лық ист ктісі рқы"))
	stems := rapid.SampledFrom(strings.Fields(wordsOfTheDomain + wordsOfEveryday + verbs + pronouns))
	return rapid.OneOf(
		rapid.Custom(func(t *rapid.T) string {
			return stems.Draw(t, "stem") + strings.Join(rapid.SliceOfN(endings, 0, 4).Draw(t, "endings"), "")
		}),
		rapid.StringOfN(letters, 0, 14, -1),
		rapid.StringOfN(latin, 0, 14, -1),
		rapid.StringOfN(rapid.OneOf(letters, latin), 0, 10, -1),
		rapid.String(),
	)
}

func TestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkWord(t, anyWord().Draw(t, "word")) })
}

func checkWord(t interface{ Errorf(string, ...any) }, w string) {
	for name, f := range map[string]func(string) string{"Lower": Lower, "Fold": Fold, "Stem": Stem, "FoldedStem": FoldedStem} {
		once := f(w)
		if twice := f(once); twice != once {
			t.Errorf("%s(%q) = %q, and again %q", name, w, once, twice)
		}
		if utf8.ValidString(w) && !utf8.ValidString(once) {
			t.Errorf("%s(%q) = %q is not UTF-8", name, w, once)
		}
	}
	if a, b := FoldedStem(w), FoldedStem(Fold(w)); a != b {
		t.Errorf("FoldedStem(%q) = %q, but %q of its Fold", w, a, b)
	}
	if len(w) < 60 && strings.ToUpper(w) != w && isWord([]rune(Lower(w))) && Lower(strings.ToUpper(w)) == Lower(w) {
		if a, b := Fold(w), Fold(strings.ToUpper(w)); a != b {
			t.Errorf("Fold(%q) = %q, in capitals %q", w, a, b)
		}
	}
	// A term is the beginning of the word, but for what changes at the end of
	// a stem: its last two letters at most.
	if low := Lower(w); isWord([]rune(low)) && exactGrammar().irregular[low] == "" {
		low, _ = oneScript(low)
		s := []rune(Stem(w))
		if n := len(s) - 2; n > 0 && !strings.Contains(pronouns, "\n"+string(s)+":") && !strings.HasPrefix(low, string(s[:n])) {
			t.Errorf("Stem(%q) = %q does not begin it", w, string(s))
		}
	}
	if !Near(w, w) {
		t.Errorf("%q is not near itself", w)
	}
	for _, list := range [][]Token{Tokens(w), Compounds(w)} {
		end := 0
		for _, k := range list {
			if k.Start < end || k.End <= k.Start || w[k.Start:k.End] != k.Text {
				t.Errorf("token %+v of %q", k, w)
			}
			end = k.End
		}
	}
}

// TestNearIsDamerau holds Near against the textbook distance.
func TestNearIsDamerau(t *testing.T) {
	letter := rapid.SampledFrom([]rune("абв"))
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.StringOfN(letter, 0, 8, -1).Draw(t, "a"), rapid.StringOfN(letter, 0, 8, -1).Draw(t, "b")
		want := a == b || max(utf8.RuneCountInString(a), utf8.RuneCountInString(b)) >= nearFrom && damerau([]rune(a), []rune(b)) <= 1
		if got := Near(a, b); got != want {
			t.Fatalf("Near(%q, %q) = %v", a, b, got)
		}
	})
}

func damerau(a, b []rune) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

// The dictionary is written by hand: hold it to what the code expects of it.
func TestDictionary(t *testing.T) {
	for name, list := range map[string]string{"domain": wordsOfTheDomain, "everyday": wordsOfEveryday, "general": wordsOfGeneralUse, "short": shortNouns, "inflected": wordsThatLookInflected, "fixed": fixedWords, "verbs": verbs, "shortVerbs": shortVerbs, "verbsInY": verbsInY} {
		for _, w := range strings.Fields(list) {
			for _, r := range w {
				if !isCyrillic(r) && r != '-' || unicode.IsUpper(r) {
					t.Errorf("%s: %q has %q", name, w, r)
				}
			}
			if name != "fixed" && name != "verbs" && name != "shortVerbs" && name != "verbsInY" && !strings.Contains(w, "-") {
				if got, want := Stem(w), exactGrammar().final(w); got != want {
					t.Errorf("%s: Stem(%s) = %q, a dictionary form is its own term", name, w, got)
				}
			}
		}
	}
	for _, w := range strings.Fields(verbs + shortVerbs + commonVerbs) {
		if g := exactGrammar(); !strings.HasSuffix(w, "у") && !strings.HasSuffix(w, "ю") {
			t.Errorf("%q is not a verb in -у", w)
		} else if g.words[w]&verbal == 0 {
			t.Errorf("%q is not known as a verb", w)
		}
	}
}

func FuzzWord(f *testing.F) {
	for _, s := range strings.Fields("бастығының Cотқа prokurorynyñ халқы субъектісі қолданылмайды инспектор-психологтың \xff ыыыы ьь æ İ") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, w string) { checkWord(t, w) })
}
