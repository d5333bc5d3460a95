package kazakh

import (
	"unicode"
	"unicode/utf8"
)

// A Token is one word of a text. Start and End are byte offsets into that
// text, so that text[Start:End] == Text, whatever is done to the word later.
type Token struct {
	Text       string
	Start, End int
	// Joined says that only a hyphen or dash stands between this token and
	// the one before it: the two are parts of one compound
	// (инспектор-психолог, қылмыстық-атқару, 15-1).
	Joined bool
}

// Tokens splits text into words: runs of letters and digits. A hyphen ends a
// word, so that психолог is found in инспектор-психолог; [Token.Joined] tells
// that it was one. Invalid UTF-8 separates words.
func Tokens(text string) []Token { return tokens(text, false) }

// Compounds splits text as [Tokens] does but leaves hyphen compounds whole:
// инспектор-психологтың, 15-1, 2-тармақтан are one token each.
func Compounds(text string) []Token { return tokens(text, true) }

func tokens(text string, whole bool) []Token {
	out := make([]Token, 0, len(text)/12+1)
	end := -1 // end of the word before, while only one hyphen has followed it
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case startsWord(r):
			start := i
			for i < len(text) {
				r, n = utf8.DecodeRuneInString(text[i:])
				if !startsWord(r) && !continuesWord(r) {
					break
				}
				i += n
			}
			t := Token{Text: text[start:i], Start: start, End: i, Joined: end >= 0 && start > end}
			if whole && t.Joined {
				last := &out[len(out)-1]
				last.End, last.Text = i, text[last.Start:i]
			} else {
				out = append(out, t)
			}
			end = i
		case isHyphen(r) && end == i:
			i += n
		default:
			i += n
			end = -1
		}
	}
	if whole {
		for i := range out {
			out[i].Joined = false
		}
	}
	return out
}

func startsWord(r rune) bool {
	switch { // nearly every letter of these texts
	case 'а' <= r && r <= 'я', 'А' <= r && r <= 'Я', 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9':
		return true
	case r < 0x80:
		return false
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// continuesWord holds for what may stand inside a word without being seen: a
// combining mark (й written as и + breve), the soft hyphen and the joiners
// that extraction from PDF leaves behind.
func continuesWord(r rune) bool { return r >= 0x80 && (unicode.Is(unicode.Mn, r) || isInvisible(r)) }

func isInvisible(r rune) bool {
	switch r {
	case '\u00ad', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff':
		return true
	}
	return false
}

func isHyphen(r rune) bool {
	switch r {
	case '-', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212':
		return true
	}
	return false
}
