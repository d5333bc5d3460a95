package position

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A piece is one element of a line: a word with what is written on to it
// (инспектор-психолог, «Р»), a comma, or a parenthesis.
type piece struct {
	kind  pieceKind
	text  string // the word, or what stands inside the parenthesis
	words Words  // of a word
}

type pieceKind int

const (
	pieceWord pieceKind = iota
	pieceComma
	pieceParen
)

// A line is a text as pieces.
type line []piece

// maxText bounds the texts that are opened, in bytes; the longest paragraph
// of a real list, a heading of eleven services, has about 1,300.
const maxText = 8 << 10

// parseLine reads the pieces of text. A parenthesis inside another belongs to
// its text; one that is never closed is no parenthesis.
func parseLine(text string) line {
	var out line
	for i := 0; i < len(text) && len(out) < maxWords; {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsSpace(r) || r == ')':
			i += n
		case r == ',' || r == ';':
			out = append(out, piece{kind: pieceComma})
			i += n
		case r == '(':
			end := closing(text[i:])
			if end < 0 {
				i += n
				continue
			}
			out = append(out, piece{kind: pieceParen, text: strings.TrimSpace(text[i+1 : i+end])})
			i += end + 1
		default:
			j := i + wordEnd(text[i:])
			out = append(out, piece{text: text[i:j], words: Split(text[i:j])})
			i = j
		}
	}
	return out
}

// closing returns the place of the parenthesis that closes the one at the
// start of s, or -1.
func closing(s string) int {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// wordEnd returns the length of the word at the start of s. A comma between
// digits belongs to the number.
func wordEnd(s string) int {
	prev := rune(0)
	for i, r := range s {
		switch {
		case unicode.IsSpace(r) || r == '(' || r == ')' || r == ';':
			return i
		case r == ',':
			next, _ := utf8.DecodeRuneInString(s[i+1:])
			if !unicode.IsDigit(prev) || !unicode.IsDigit(next) {
				return i
			}
		}
		prev = r
	}
	return len(s)
}

// String writes the pieces with single spaces.
func (l line) String() string {
	var b strings.Builder
	for i, p := range l {
		if i > 0 && p.kind != pieceComma {
			b.WriteByte(' ')
		}
		switch p.kind {
		case pieceComma:
			b.WriteByte(',')
		case pieceParen:
			b.WriteString("(" + p.text + ")")
		default:
			b.WriteString(p.text)
		}
	}
	return b.String()
}

// words returns the words of the pieces, commas and parentheses left out.
func (l line) words() Words {
	var out Words
	for _, p := range l {
		out = append(out, p.words...)
	}
	return out
}

// last returns the last word of the last piece, or nil.
func (l line) last() *Word {
	if len(l) == 0 {
		return nil
	}
	return l[len(l)-1].lastWord()
}

func (p *piece) lastWord() *Word {
	if len(p.words) == 0 {
		return nil
	}
	return &p.words[len(p.words)-1]
}

// is reports whether the piece is one of the words, in lower case.
func (p *piece) is(words ...string) bool {
	if len(p.words) != 1 {
		return false
	}
	for _, w := range words {
		if p.words[0].Lower == w {
			return true
		}
	}
	return false
}

// concat returns the parts one after the other as a new line.
func concat(parts ...line) line {
	var out line
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

// commas cuts the line at its commas; empty parts are left out.
func (l line) commas() []line {
	var out []line
	from := 0
	for i := 0; i <= len(l); i++ {
		if i == len(l) || l[i].kind == pieceComma {
			if i > from {
				out = append(out, l[from:i])
			}
			from = i + 1
		}
	}
	return out
}

// parens returns how many parentheses the line has.
func (l line) parens() int {
	n := 0
	for _, p := range l {
		if p.kind == pieceParen {
			n++
		}
	}
	return n
}

// trim takes the final punctuation of a list's line and spaces off.
func trim(text string) string {
	return strings.TrimRightFunc(strings.TrimSpace(text), func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(".,;:", r)
	})
}
