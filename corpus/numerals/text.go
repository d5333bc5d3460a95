package numerals

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Text is an official text folded for recognition: lower case, one space
// between words, one kind of hyphen, Latin look-alikes inside Cyrillic words
// made Cyrillic ("күшiне енедi" is often typed with Latin i), ё as е. Quotation
// marks and dashes stay what they are. S is the folded text; offsets into it
// lead back to the words as published.
type Text struct {
	S   string
	src string
	at  []int32 // for each byte of S the offset in src; one more for the end
}

// Source returns the words, as published, that S[i:j] was made of, without
// white space around them.
func (t Text) Source(i, j int) string {
	if i < 0 || j > len(t.S) || i >= j {
		return ""
	}
	// The end is that of the last letter, since what follows it in S may come
	// from elsewhere ([Join]).
	end := int(t.at[j-1])
	_, n := utf8.DecodeRuneInString(t.src[end:])
	end += n
	for end < len(t.src) {
		r, n := utf8.DecodeRuneInString(t.src[end:])
		if !unicode.Is(unicode.Mn, r) {
			break
		}
		end += n
	}
	return strings.TrimSpace(t.src[t.at[i]:end])
}

// Slice returns the part of t that S[i:j] is.
func (t Text) Slice(i, j int) Text {
	return Text{S: t.S[i:j], src: t.src, at: t.at[i : j+1]}
}

// Fold folds s. Invalid UTF-8 becomes the replacement character.
func Fold(s string) Text {
	t := Text{src: s, at: make([]int32, 0, len(s)+1)}
	var b strings.Builder
	b.Grow(len(s))
	put := func(r rune, at int) {
		n := b.Len()
		b.WriteRune(r)
		for range b.Len() - n {
			t.at = append(t.at, int32(at))
		}
	}
	space := true
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.IsSpace(r):
			if !space {
				put(' ', i)
			}
			space = true
			i += n
			continue
		case invisible(r):
			i += n
			continue
		case unicode.IsLetter(r):
			end := wordEnd(s, i)
			cyrillic := hasCyrillic(s[i:end])
			for i < end {
				r, n = utf8.DecodeRuneInString(s[i:])
				// Composed letters may be stored as letter and mark.
				if next, m := utf8.DecodeRuneInString(s[i+n:]); i+n < end && unicode.Is(unicode.Mn, next) {
					if c, ok := composed[[2]rune{unicode.ToLower(r), next}]; ok {
						r = c
					}
					n += m
				}
				if !invisible(r) && !unicode.Is(unicode.Mn, r) {
					put(letter(r, cyrillic), i)
				}
				i += n
			}
			space = false
			continue
		case r == '\u2010' || r == '\u2011' || r == '\u2212':
			r = '-'
		case r == '\u2014' || r == '\u2015':
			r = '–'
		case r == '“' || r == '”' || r == '„' || r == '‟':
			r = '"'
		}
		put(r, i)
		space = false
		i += n
	}
	t.S = b.String()
	t.at = append(t.at, int32(len(s)))
	if strings.HasSuffix(t.S, " ") {
		n := len(t.S) - 1
		t.S = t.S[:n]
		t.at = t.at[:n+1]
	}
	return t
}

func wordEnd(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) && !invisible(r) {
			break
		}
		i += n
	}
	return i
}

func hasCyrillic(w string) bool {
	for _, r := range w {
		if unicode.Is(unicode.Cyrillic, r) {
			return true
		}
	}
	return false
}

func invisible(r rune) bool {
	switch r {
	case '\u00ad', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff':
		return true
	}
	return false
}

var composed = map[[2]rune]rune{
	{'и', '\u0306'}: 'й', {'е', '\u0308'}: 'е', {'i', '\u0308'}: 'і', {'у', '\u0304'}: 'ұ',
}

// lookAlike gives the Cyrillic letter for a letter of another script, or of
// another Cyrillic alphabet, that is found in its place.
var lookAlike = map[rune]rune{
	'A': 'а', 'a': 'а', 'B': 'в', 'C': 'с', 'c': 'с', 'E': 'е', 'e': 'е', 'H': 'н', 'h': 'һ', 'I': 'і', 'i': 'і', 'K': 'к', 'k': 'к', 'M': 'м', 'm': 'м',
	'O': 'о', 'o': 'о', 'P': 'р', 'p': 'р', 'T': 'т', 't': 'т', 'X': 'х', 'x': 'х', 'Y': 'ү', 'y': 'у', 'ə': 'ә', 'Ə': 'ә', 'ɵ': 'ө', 'Ɵ': 'ө',
}

func letter(r rune, cyrillic bool) rune {
	if c, ok := lookAlike[r]; ok && cyrillic {
		return c
	}
	r = unicode.ToLower(r)
	if c, ok := lookAlike[r]; ok && cyrillic {
		return c
	}
	switch r {
	case 'ё':
		return 'е'
	case 'ї', 'ӏ':
		return 'і'
	}
	return r
}

// Join returns the parts of one folded text put together; [Text.Source] over
// a seam takes in what was left out between them.
func Join(parts []Text) Text {
	var t Text
	for _, p := range parts {
		n := len(p.S)
		t.src = p.src
		t.S += p.S
		if len(t.at) > 0 {
			t.at = t.at[:len(t.at)-1]
		}
		t.at = append(t.at, p.at[:n+1]...)
	}
	return t
}
