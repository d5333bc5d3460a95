package kazakh

import (
	"strings"
	"unicode"
)

// Lower returns s in lower case and in composed form (NFC), without the
// invisible characters that may stand inside a word. Letters stay what they
// are: қ is қ, and a Latin C in Cотқа stays Latin.
func Lower(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x80 || 'A' <= c && c <= 'Z' {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	low := strings.Map(func(r rune) rune {
		if isInvisible(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
	return composed(low)
}

// kazakhFor gives the Cyrillic letter of the Kazakh alphabet for a letter that
// looks like it and is found in its place in official texts: other scripts'
// capitals and the Cyrillic letters of other languages. Case is kept apart,
// since a Latin H looks like Н while a Latin h looks like һ.
var kazakhFor = map[rune]rune{
	'A': 'а', 'a': 'а', 'B': 'в', 'C': 'с', 'c': 'с', 'E': 'е', 'e': 'е', 'H': 'н', 'h': 'һ', 'I': 'і', 'i': 'і',
	'K': 'к', 'k': 'к', 'M': 'м', 'm': 'м', 'O': 'о', 'o': 'о', 'P': 'р', 'p': 'р', 'T': 'т', 't': 'т',
	'X': 'х', 'x': 'х', 'Y': 'ү', 'y': 'у', 'ı': 'і', 'ä': 'ә', 'Ä': 'ә', 'ë': 'ё', 'Ë': 'ё', 'ï': 'ї', 'ö': 'ө', 'Ö': 'ө',
}

// sameLetter maps letters that are another code for a Kazakh letter, whatever
// stands around them.
var sameLetter = map[rune]rune{
	'ə': 'ә', 'ǝ': 'ә', 'ɵ': 'ө', 'ӄ': 'қ', 'ҡ': 'қ', 'ҝ': 'к', 'ӷ': 'ғ', 'ҕ': 'ғ', 'ӊ': 'ң', 'ҥ': 'ң', 'ӈ': 'ң', 'ї': 'і', 'ӏ': 'і', 'є': 'е', 'ӧ': 'ө', 'ӓ': 'ә', 'ӱ': 'ү', 'ѕ': 'с', 'ј': 'ж',
}

// latinFor gives the Latin letter for a Cyrillic one that slipped into a Latin
// word.
var latinFor = map[rune]rune{
	'а': 'a', 'е': 'e', 'о': 'o', 'р': 'p', 'с': 'c', 'х': 'x', 'у': 'y', 'і': 'i', 'к': 'k', 'м': 'm', 'т': 't', 'в': 'b', 'н': 'h', 'һ': 'h', 'ә': 'ä', 'ө': 'ö',
}

// lookAlike returns the Kazakh letter that a Latin one looks like; what has no
// entry of its own in capitals (İ, the Kelvin sign) is judged in lower case.
func lookAlike(r rune) (rune, bool) {
	c, ok := kazakhFor[r]
	if !ok {
		c, ok = kazakhFor[unicode.ToLower(r)]
	}
	return c, ok
}

func isLatin(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r >= 0xaa && unicode.Is(unicode.Latin, r)
}

func isCyrillic(r rune) bool { return r >= 0x400 && unicode.Is(unicode.Cyrillic, r) }

// oneScript returns the word in lower case, written in one script: letters of
// the other script that merely look right are replaced. A word is Cyrillic if
// it has a letter that only Cyrillic has, or none that only Latin has; it is
// Latin if it has no Cyrillic letter at all, or only ones that look Latin.
func oneScript(word string) (lower string, latin bool) {
	word = composed(word)
	var lat, cyr, onlyLat, onlyCyr bool
	for _, r := range word {
		switch {
		case r == 'ə' || r == 'Ə' || r == 'ɵ' || r == 'Ɵ':
			// codes for ә and ө in either script
		case isLatin(r):
			lat = true
			if _, ok := lookAlike(r); ok {
				break
			}
			if _, ok := latinKey[unicode.ToLower(r)]; ok {
				onlyLat = true
			}
		case isCyrillic(r):
			cyr = true
			if _, ok := latinFor[kazakhLetter(unicode.ToLower(r))]; !ok {
				onlyCyr = true
			}
		}
	}
	latin = lat && (!cyr || onlyLat && !onlyCyr)
	if lat && !latin {
		word = strings.Map(func(r rune) rune {
			if c, ok := lookAlike(r); ok {
				return c
			}
			return r
		}, word)
	}
	low := Lower(word)
	return strings.Map(func(r rune) rune {
		if latin {
			if c, ok := latinFor[kazakhLetter(r)]; ok && isCyrillic(r) {
				return c
			}
			if r == 'ə' {
				return 'ä'
			}
			if r == 'ɵ' {
				return 'ö'
			}
			return r
		}
		return kazakhLetter(r)
	}, low), latin
}

// kazakhLetter resolves [sameLetter].
func kazakhLetter(r rune) rune {
	if c, ok := sameLetter[r]; ok {
		return c
	}
	return r
}
