package position

import (
	"strings"
	"sync"
	"unicode"
)

// A lexicon is a closed class of words, compared by stem.
type lexicon func() map[string]bool

func newLexicon(words string) lexicon {
	return sync.OnceValue(func() map[string]bool {
		set := map[string]bool{}
		for _, f := range strings.Fields(words) {
			w := newWord(f)
			set[w.Stem] = true
			set[w.Folded] = true
		}
		return set
	})
}

func (l lexicon) has(w *Word) bool {
	if w == nil {
		return false
	}
	set := l()
	return set[w.Stem] || set[w.Folded]
}

var (
	// ranks make another position of the title they stand before: an аға
	// инспектор (senior inspector) is not an инспектор.
	ranks = newLexicon("аға бас кіші бірінші жетекші старший главный младший первый ведущий")

	// unitNouns are the head nouns of units; alone they say nothing about
	// which unit is meant.
	unitNouns = newLexicon(`агенттік аппарат басқарма батальон бекет бюро бөлім бөлімше бөлініс департамент жасақ
		изолятор колония комитет мекеме министрлік орган орталық полк прокуратура рота топ ұйым штаб эскадрон
		взвод қызмет өкілдік пункт полиция корпус дивизион гарнизон база институт академия
		управление отдел отделение группа центр служба отряд`)

	// vague words say nothing more about a unit when they stand with unitNouns only.
	vague = newLexicon("аумақтық дербес жергілікті орталық өңірлік құрылымдық территориальный самостоятельный центральный")

	// posts are nouns that name a person by office and do not end in -шы/-ші.
	posts = newLexicon(`бастық басшы орынбасар көмекші төраға прокурор инспектор маман инженер техник командир
		полицей криминалист уәкіл психолог дәрігер фельдшер диспетчер шебер старшина мерген оператор моторист
		радиотелефонист кинолог қызметкер министр директор референт хатшы аудитор эксперт капитан механик лаборант
		медбике лоцман боцман судья тергеуші нұсқаушы тәрбиеші хирург ревизор консультант аналитик программист
		начальник заместитель помощник следователь дознаватель специалист`)

	// relational posts are somebody's: they take their owner in the genitive.
	relational = newLexicon("орынбасар көмекші кеңесші хатшы референт")

	// areas are the nouns that a place name stands before.
	areas = newLexicon("облыс қала аудан астана ауыл кент облыстық қалалық аудандық")

	// areaAdjectives open the name of a class of local units.
	areaAdjectives = newLexicon("облыстық қалалық аудандық")

	// majorPlaces are the capital and the cities of republican significance,
	// which stand without қаласы as often as with it.
	majorPlaces = newLexicon("Астана Алматы Шымкент")
)

// A grammatical case, as far as an ending shows it without analysis of the
// word: enough to see which words of a list stand in the same row.
type ending int

const (
	bare        ending = iota
	possessive         // -ы, -і, -сы, -сі: басқармасы
	genitive           // -ның …: басқармасының
	accusative         // -ды …, -ын: жұмысын
	instrument         // -мен …: қоғаммен
	attributive        // -дағы …: көліктегі
	dative             // -ға …, -на: полицияға
	adjectival         // -лық …: аудандық
)

var endings = []struct {
	suffix string
	is     ending
}{
	{"ның", genitive}, {"нің", genitive}, {"дың", genitive}, {"дің", genitive}, {"тың", genitive}, {"тің", genitive},
	{"дағы", attributive}, {"дегі", attributive}, {"тағы", attributive}, {"тегі", attributive}, {"ндағы", attributive}, {"ндегі", attributive},
	{"мен", instrument}, {"бен", instrument}, {"пен", instrument},
	{"лық", adjectival}, {"лік", adjectival}, {"дық", adjectival}, {"дік", adjectival}, {"тық", adjectival}, {"тік", adjectival},
	{"ын", accusative}, {"ін", accusative},
	{"ны", accusative}, {"ні", accusative}, {"ды", accusative}, {"ді", accusative}, {"ты", accusative}, {"ті", accusative},
	{"ға", dative}, {"ге", dative}, {"қа", dative}, {"ке", dative}, {"на", dative}, {"не", dative},
	{"ы", possessive}, {"і", possessive},
}

// endingOf returns what the end of the lower-case word shows.
func endingOf(lower string) ending {
	for _, e := range endings {
		if rest, ok := strings.CutSuffix(lower, e.suffix); ok && len(rest) >= 4 {
			return e.is
		}
	}
	return bare
}

// ending returns what the end of the word shows, with the help of its stem;
// no word shows nothing.
func (w *Word) ending() ending {
	if w == nil {
		return bare
	}
	e := endingOf(w.Lower)
	switch {
	case e == adjectival && (unitNouns.has(w) || posts.has(w)):
		return bare
	case e == accusative && w.cut == 1:
		return possessive // департамент-і, not -ті
	}
	return e
}

func (w *Word) endsLike(suffixes ...string) bool {
	for _, s := range suffixes {
		if strings.HasSuffix(w.Lower, s) {
			return true
		}
	}
	return false
}

// isPost reports whether the last word names a person by office: a known
// noun, or one made with -шы/-ші.
func isPost(ws Words) bool {
	if len(ws) == 0 {
		return false
	}
	w := &ws[len(ws)-1]
	if unitNouns.has(w) {
		return false
	}
	if posts.has(w) || len(w.Stem) >= 12 && strings.HasSuffix(w.Stem, "нис") {
		return true
	}
	for _, s := range [...]string{"ши", "шы"} {
		if strings.HasSuffix(w.Stem, s) || strings.HasSuffix(w.Folded, s) || strings.HasSuffix(w.Folded, s+"с"+s[2:]) {
			return true
		}
	}
	return false
}

// isAgent reports whether the word is a participle-like noun made of a verb:
// жүргізуші, the one who conducts.
func isAgent(w *Word) bool {
	return strings.HasSuffix(w.Lower, "уші") || strings.HasSuffix(w.Lower, "ушы")
}

// isAcronym reports whether the word is written as an abbreviation: ҚСжАЕК.
func isAcronym(text string) bool {
	upper, letters := 0, 0
	for _, r := range text {
		letters++
		if unicode.IsUpper(r) {
			upper++
		}
	}
	return upper >= 2 && upper*2 > letters
}

// acronymEndings are written on to an abbreviation with a hyphen, ҚСжАЕК-тің,
// and are no words.
var acronymEndings = func() map[string]bool {
	set := make(map[string]bool)
	for _, s := range strings.Fields(`ның нің дың дің тың тің ға ге қа ке на не ны ні ды ді ты ті н
		да де та те нда нде дан ден тан тен нан нен мен бен пен ы і сы сі ын ін сын сін сының сінің ының інің
		сына сіне ына іне дағы дегі тағы тегі ндағы ндегі лар лер дар дер тар тер`) {
		set[s] = true
	}
	return set
}()

const (
	backVowels  = "аоұыуёюя"
	frontVowels = "әөүіеэи"
)

// harmony returns back or front as the last vowel of the word asks.
func harmony(lower, back, front string) string {
	rs := []rune(lower)
	for i := len(rs) - 1; i >= 0; i-- {
		switch {
		case strings.ContainsRune(backVowels, rs[i]):
			return back
		case strings.ContainsRune(frontVowels, rs[i]):
			return front
		}
	}
	return back
}

// genitiveOf puts a noun with a possessive ending into the genitive:
// бастығы → бастығының; a noun already in it stays.
func genitiveOf(word string) string {
	low := strings.ToLower(word)
	if endingOf(low) == genitive {
		return word
	}
	return word + voiced(low, "д", "т", "н") + harmony(low, "ың", "ің")
}

// dativeOf puts a noun into the dative, from the nominative or the genitive:
// прокурорының → прокурорына, прокурордың → прокурорға.
func dativeOf(word string) string {
	low := strings.ToLower(word)
	if endingOf(low) == genitive {
		word, low = word[:len(word)-len("ның")], low[:len(low)-len("ның")]
	}
	if (strings.HasSuffix(low, "ы") || strings.HasSuffix(low, "і")) && !strings.HasSuffix(low, "шы") && !strings.HasSuffix(low, "ші") {
		return word + harmony(low, "на", "не")
	}
	return word + voiced(low, harmony(low, "ға", "ге"), harmony(low, "қа", "ке"), harmony(low, "ға", "ге"))
}

// voiced picks by the last sound: after a voiced consonant, a voiceless one,
// a vowel.
func voiced(lower, afterVoiced, afterVoiceless, afterVowel string) string {
	rs := []rune(lower)
	if len(rs) == 0 {
		return afterVoiced
	}
	last := rs[len(rs)-1]
	switch {
	case strings.ContainsRune(backVowels+frontVowels, last):
		return afterVowel
	case strings.ContainsRune("пфкқтсшщчцхһбвгд", last):
		return afterVoiceless
	}
	return afterVoiced
}
