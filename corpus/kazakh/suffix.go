package kazakh

import (
	"strings"
)

// A kind is the place of a suffix in the order stem → degree, participle →
// plural → possessive → case → locative adjective in -ғы.
type kind uint8

const (
	kEnd     kind = iota // nothing: the end of the word
	kCase                // after a stem, a plural, or a possessive of the first or second person
	kCaseAny             // genitive and instrumental: after every possessive too
	kCase3               // the forms with the pronominal н, after a possessive of the third person
	kCase1               // the dative -а/-е after -ым, -ың
	kPoss12              // my, our, your
	kPoss3               // his, their
	kPlural              //
	kLoc                 // -дағы, "which is in"
	kLoc3                // -ндағы, after a possessive of the third person
	kDegree              // -ырақ
	kPart                // participle: a noun of a verb
	kVerb                // finite form or converb: only at the end of a word
	kStem                // the stem itself
)

// inside says which suffixes may stand to the left of one of kind k.
func (k kind) inside(left kind) bool {
	switch k {
	case kEnd:
		return true
	case kCase:
		return left == kPoss12 || left == kPlural || left == kLoc || left == kPart || left == kDegree
	case kCaseAny:
		return left == kPoss12 || left == kPoss3 || left == kPlural || left == kLoc || left == kPart || left == kDegree
	case kCase3, kLoc3:
		return left == kPoss3
	case kCase1:
		return left == kPoss12
	case kPoss12, kPoss3:
		return left == kPlural || left == kLoc || left == kLoc3 || left == kPart || left == kDegree
	case kPlural:
		return left == kLoc || left == kLoc3 || left == kPart || left == kDegree
	case kLoc:
		return left == kPoss12 || left == kPlural || left == kPart
	}
	return false
}

// A suffix is one written form of an ending. It is stripped only where the
// sound before it is one of after: that condition is hard, it is what tells
// the accusative of a noun in a consonant (заңды) from a word that merely ends
// alike. weight says how rarely a word that ends so is not inflected, in
// tenths of a nat or thereabouts; see path.go.
type suffix struct {
	text   []rune
	kind   kind
	after  string // the letters that may precede; "" is any
	front  harmony
	weight int
}

// Classes of the letter before a suffix.
const (
	vowels    = "аәеёоөыіэяи"
	glides    = "рйуюиь" // sounds after which -лар, -дың; и and у end in a glide; ь is seen through
	laterals  = "л"
	nasals    = "мнң"
	buzzing   = "зж"
	voiceless = "птсшкқфхцчщһбвгғд" // final voiced stops of loans are voiceless: клубқа, архивтен
	voiced    = glides + laterals + nasals + buzzing
	anyLetter = ""

	consonants = "бвгғджзйкқлмнпрстуфхцчшщюңиь"
	rootEnds   = "бвгғджзйкқлмнпрстуфхцчшщң"
)

// A harmony is the row of the vowels of a word or a suffix.
type harmony uint8

const (
	neutral harmony = iota
	back
	front
)

// endings lists the inflection of nouns and of verbs as it is written with
// back vowels; а stands for а and е, ы for ы and і, ғ for ғ and г, қ for қ and к.
var endings = []struct {
	texts  string
	kind   kind
	after  string
	weight int
}{
	// Plural: балалар, аудандар, топтар.
	{"лар", kPlural, vowels + glides, 26},
	{"дар", kPlural, laterals + nasals + buzzing + "ь", 24},
	{"тар", kPlural, voiceless, 24},

	// Genitive: баланың, аудандың → ауданның, жердің, топтың.
	{"ның", kCaseAny, vowels + nasals, 32},
	{"дың", kCase, glides + laterals + buzzing, 32},
	{"тың", kCase, voiceless, 32},
	// Dative: балаға, топқа; after -ым: басыма; after -ы: басына.
	{"ға", kCase, vowels + voiced, 15},
	{"қа", kCase, voiceless, 15},
	{"а", kCase1, "мң", 2},
	{"на", kCase3, "ыі", 14},
	// Accusative: баланы, ауданды, топты; after -ы: басын.
	{"ны", kCase, vowels, 14},
	{"ды", kCase, voiced, 10},
	{"ты", kCase, voiceless, 10},
	{"н", kCase3, "ыі", 6},
	// Locative: балада, топта; after -ы: басында.
	{"да", kCase, vowels + voiced, 13},
	{"та", kCase, voiceless, 13},
	{"нда", kCase3, "ыі", 20},
	// Ablative: баладан, ауданнан, топтан; after -ы: басынан.
	{"дан", kCase, vowels + glides + laterals + buzzing, 18},
	{"нан", kCase, nasals, 18},
	{"тан", kCase, voiceless, 18},
	{"нан", kCase3, "ыі", 18},
	// Instrumental, which has no harmony: баламен, қызбен, топпен.
	{"=мен", kCaseAny, vowels + glides + laterals + nasals, 20},
	{"=бен", kCase, buzzing, 20},
	{"=пен", kCase, voiceless, 20},
	{"=менен", kCaseAny, vowels + glides + laterals + nasals, 24},
	{"=бенен", kCase, buzzing, 24},
	{"=пенен", kCase, voiceless, 24},
	// Likeness: тастай, қозыдай.
	{"дай", kCase, vowels + voiced, -8},
	{"тай", kCase, voiceless, -8},

	// Possession. After a vowel -сы, after a consonant -ы.
	{"сы", kPoss3, vowels, 20},
	{"ы", kPoss3, consonants, 12},
	{"мыз", kPoss12, vowels, 16},
	{"ымыз", kPoss12, consonants, 20},
	{"ңыз", kPoss12, vowels, 12},
	{"ыңыз", kPoss12, consonants, 14},
	{"м", kPoss12, vowels, -4},
	{"ым", kPoss12, consonants, -6},
	{"ң", kPoss12, vowels, -2},
	{"ың", kPoss12, consonants, -2},

	// -дағы re-enters: what is in a place is a noun again, and is inflected.
	{"дағы", kLoc, vowels + voiced, 30},
	{"тағы", kLoc, voiceless, 30},
	{"ндағы", kLoc3, "ыі", 34},
	// What belongs to somebody: прокурордікі.
	{"=нікі", kCaseAny, vowels + nasals, 14},
	{"=дікі", kCase, glides + laterals + buzzing, 14},
	{"=тікі", kCase, voiceless, 14},
	// Comparison: ұзағырақ, анығырақ, арзанырақ, жаманырақ.
	{"рақ", kDegree, vowels, -20},
	{"ырақ", kDegree, "бвгғджзйлмнрсуш", -12},

	// Participles.
	{"ған", kPart, vowels + voiced, 12},
	{"қан", kPart, voiceless, 12},
	{"атын", kPart, rootEnds, 8},
	{"йтын", kPart, "аеыі", 30},
	{"итын", kPart, anyLetter, 20},
	{"мақ", kPart, "аерйулымні", -20},

	// Finite verbs and converbs.
	{"ды дым дың дыңыз дық дыңдар дыңыздар", kVerb, vowels, 22},
	{"ды", kVerb, voiced, -2},
	{"дым дың дыңыз дық дыңдар дыңыздар", kVerb, voiced, -4},
	{"ты", kVerb, voiceless, -2},
	{"тым тың тыңыз тық тыңдар тыңыздар", kVerb, voiceless, -4},
	{"ады", kVerb, rootEnds, 20},
	{"амын асың асыз амыз асыңдар асыздар", kVerb, rootEnds, 6},
	{"ам", kVerb, rootEnds, -20},
	{"яды ямын ясың ясыз ямыз", kVerb, anyLetter, 10},
	{"ятын", kPart, anyLetter, 10},
	{"я", kVerb, anyLetter, -24},
	{"йды йсың йсыз ймыз йсыңдар йсыздар ймын", kVerb, "аеыі", 18},
	{"иды имын имыз", kVerb, "бвгғджзклмнпрстшңқ", 4},
	{"ып", kVerb, "бвгғджзйклмнпрстуфхцчшщңқи", 8},
	{"п", kVerb, "аеыіи", 8},
	{"ыпты ыппын ыпсыз", kVerb, "бвгғджзйклмнпрстуфхцчшщңқи", 14},
	{"пты ппын", kVerb, "аеыіи", 14},
	{"са сам саң саңыз сақ", kVerb, anyLetter, -16},
	{"сын", kVerb, anyLetter, -14},
	{"а", kVerb, rootEnds, -24},
	{"й", kVerb, "аеыі", -24},
	{"и", kVerb, "бвгғджзклмнпрстшңқ", -24},
	{"йын йік йық", kVerb, "аеыі", -10},
	{"айын айық", kVerb, rootEnds, -10},
	{"ғалы", kVerb, vowels + voiced, -4},
	{"қалы", kVerb, voiceless, -4},
	{"ғанша", kVerb, vowels + voiced, 10},
	{"қанша", kVerb, voiceless, 10},
}

var toFront = strings.NewReplacer("а", "е", "ы", "і", "ғ", "г", "қ", "к")

// suffixTable lists the suffixes by their last letter, in the letters of the
// language, or in those of [Fold].
func suffixTable(folded bool) map[rune][]suffix {
	m := map[rune][]suffix{}
	add := func(text string, k kind, after string, h harmony, w int) {
		if folded {
			if strings.HasSuffix(text, "ың") || strings.HasSuffix(text, "ің") {
				w -= 12 // no longer told from -ын: алтын-ын, алты-ның
			}
			text, after = Fold(text), foldClass(after)
		}
		rs := []rune(text)
		last := rs[len(rs)-1]
		m[last] = append(m[last], suffix{rs, k, after, h, w})
	}
	for _, e := range endings {
		for _, t := range strings.Fields(e.texts) {
			if rest, ok := strings.CutPrefix(t, "="); ok {
				add(rest, e.kind, e.after, neutral, e.weight)
				continue
			}
			if f := toFront.Replace(t); f != t {
				add(t, e.kind, e.after, back, e.weight)
				add(f, e.kind, e.after, front, e.weight)
			} else {
				add(t, e.kind, e.after, neutral, e.weight)
			}
		}
	}
	return m
}

// foldClass folds a class of letters to the last letters of their keys.
func foldClass(class string) string {
	var out []rune
	for _, r := range class {
		if k := []rune(cyrillicKey[r]); len(k) > 0 {
			out = append(out, k[len(k)-1])
		}
	}
	return string(out)
}
