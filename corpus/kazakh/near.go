package kazakh

import "unicode/utf8"

// nearFrom is the length, in letters, from which a word is long enough for a
// slip of the finger to be told from another word: рота and рото are not one
// word, бастық and басытқ are.
const nearFrom = 5

// Near reports whether a and b are at most one edit apart, counted in letters:
// one letter put in, left out or replaced, or two neighbours swapped
// (Damerau's distance; bleve's own fuzzy query counts a swap as two). Words of
// fewer than five letters are near only to themselves; of a pair whose lengths
// differ the longer counts, since the shorter may have lost its letter (ждел,
// жедел).
//
// The words are compared as they are given: fold or stem them first.
func Near(a, b string) bool {
	if a == b {
		return true
	}
	// A letter takes at most four bytes: anything further apart in bytes is
	// further apart in letters, and hostile lengths are turned away at once.
	if d := len(a) - len(b); d > 4 || d < -4 {
		return false
	}
	na, nb := utf8.RuneCountInString(a), utf8.RuneCountInString(b)
	if na > nb {
		a, b, na, nb = b, a, nb, na
	}
	if nb < nearFrom || nb-na > 1 {
		return false
	}
	// The common beginning and end tell everything.
	for a != "" && b != "" {
		ra, la := utf8.DecodeRuneInString(a)
		rb, lb := utf8.DecodeRuneInString(b)
		if ra != rb || la != lb {
			break
		}
		a, b = a[la:], b[lb:]
	}
	for a != "" && b != "" {
		ra, la := utf8.DecodeLastRuneInString(a)
		rb, lb := utf8.DecodeLastRuneInString(b)
		if ra != rb || la != lb {
			break
		}
		a, b = a[:len(a)-la], b[:len(b)-lb]
	}
	x, y := []rune(a), []rune(b)
	switch {
	case len(x) == 0:
		return len(y) <= 1
	case len(x) == 1:
		return len(y) == 1
	}
	return len(x) == 2 && len(y) == 2 && x[0] == y[1] && x[1] == y[0]
}
