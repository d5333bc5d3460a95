package glossary

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Possessive returns a Kazakh noun, or a phrase that ends in one, with the
// possessive ending of the third person, which the second noun of a chain
// takes: бөлім → бөлімі, басқарма → басқармасы, бастық → бастығы.
//
// The word is taken to have no possessive ending yet.
func Possessive(word string) string {
	stem, last, front := ending(word)
	if last == 0 {
		return word
	}
	y := "ы"
	if front {
		y = "і"
	}
	switch {
	case last == 'и' || last == 'й' && strings.HasSuffix(word, "ий"):
		return word + "і"
	case isVowel(last):
		return word + "с" + y
	case last == 'қ' || last == 'Қ':
		return stem + "ғ" + y
	case last == 'к':
		return stem + "г" + y
	case last == 'п':
		return stem + "б" + y
	}
	return word + y
}

// Genitive returns a Kazakh noun, or a phrase that ends in one, in the
// genitive (ілік септік): прокурор → прокурордың, бастығы → бастығының.
func Genitive(word string) string {
	_, last, front := ending(word)
	if last == 0 {
		return word
	}
	suffix := "ың"
	if front {
		suffix = "ің"
	}
	switch {
	case isVowel(last) || strings.ContainsRune("мнң", last):
		return word + "н" + suffix
	case strings.ContainsRune("рлйузжвғг", last):
		return word + "д" + suffix
	}
	return word + "т" + suffix
}

// Locative returns a Kazakh noun as a modifier that says where (жатыс септік
// with -ғы/-гі): облыс → облыстағы, Алматы қаласы → Алматы қаласындағы.
func Locative(word string) string {
	_, last, front := ending(word)
	if last == 0 {
		return word
	}
	suffix := "ағы"
	if front {
		suffix = "егі"
	}
	switch {
	case possessed(word):
		return word + "нд" + suffix
	case isVowel(last) || strings.ContainsRune("рлйузжвғгмнң", last):
		return word + "д" + suffix
	}
	return word + "т" + suffix
}

// ending returns the word without its last letter, that letter, and whether
// its last vowel is a front one. A word without letters at the end (102, «Р»)
// and an abbreviation (ТЖД) take no ending: last is 0.
func ending(word string) (stem string, last rune, front bool) {
	last, n := utf8.DecodeLastRuneInString(word)
	if !unicode.Is(unicode.Cyrillic, last) || unicode.IsUpper(last) {
		return word, 0, false
	}
	stem = word[:len(word)-n]
	// The last syllable decides. Loans count и and е as front, as
	// department does: департаменті, but прокуроры.
	for rest := word; rest != ""; {
		r, n := utf8.DecodeLastRuneInString(rest)
		rest = rest[:len(rest)-n]
		switch {
		case strings.ContainsRune("әеөүіэиӘЕӨҮІЭИ", r):
			return stem, last, true
		case strings.ContainsRune("аоұыуяюёАОҰЫУЯЮЁ", r):
			// у takes the harmony of the vowel before it: беру, басқару.
			if (r == 'у' || r == 'У') && rest != "" {
				continue
			}
			return stem, last, false
		case r == ' ':
			return stem, last, false
		}
	}
	return stem, last, false
}

func isVowel(r rune) bool {
	return strings.ContainsRune("аәеоөұүыіэяюёи", unicode.ToLower(r))
}

// possessed reports whether a Kazakh phrase already ends in a possessive, as a
// phrase of several nouns does: полиция бөлімі, Ішкі істер министрлігі. Agent
// nouns end alike and are none: аға тергеуші.
func possessed(phrase string) bool {
	if !strings.ContainsRune(phrase, ' ') {
		return false
	}
	if !strings.HasSuffix(phrase, "ы") && !strings.HasSuffix(phrase, "і") {
		return false
	}
	return !strings.HasSuffix(phrase, "шы") && !strings.HasSuffix(phrase, "ші")
}
