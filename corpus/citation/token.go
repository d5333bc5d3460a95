package citation

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tizbe/corpus/numerals"
)

// A TokenKind says what a token is.
type TokenKind uint8

// The kinds of token.
const (
	Word  TokenKind = iota
	Num             // digits with inner hyphens: 21-189
	Quote           // a quotation with its marks, quotations inside included
	Punct           // one character of any other kind
)

// A Token is a piece of a folded text.
type Token struct {
	Kind       TokenKind
	S          string // folded; of a Quote what stands between the marks
	Paren      bool   // Num and one-letter Word: ")" follows, as in 2) or а)
	Space      bool   // white space stands before it
	Start, End int    // in the folded text, marks and ")" included
}

// Is reports whether the token is the word or character s.
func (t Token) Is(s ...string) bool {
	if t.Kind != Word && t.Kind != Punct {
		return false
	}
	for _, x := range s {
		if t.S == x {
			return true
		}
	}
	return false
}

// Lex cuts a folded text into tokens. Quotation marks may be nested, straight
// ones too; one that is missing or left over does not stop the reader: where
// a quotation has no end, its first closing mark ends it. Single marks ‹ ›
// do not nest and hold whatever stands between them.
func Lex(s string) []Token {
	var out []Token
	end := -1 // of the token before
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		t := Token{Start: i, Space: end < i}
		switch {
		case r == ' ':
			i++
			continue
		case unicode.IsLetter(r):
			t.End = i + strings.IndexFunc(s[i:]+" ", func(r rune) bool { return !unicode.IsLetter(r) })
			t.S = s[i:t.End]
			if utf8.RuneCountInString(t.S) == 1 && strings.HasPrefix(s[t.End:], ")") {
				t.Paren = true
				t.End++
			}
		case r >= '0' && r <= '9':
			t.Kind, t.End = Num, numberEnd(s, i)
			t.S = s[i:t.End]
			if strings.HasPrefix(s[t.End:], ")") {
				t.Paren = true
				t.End++
			}
		case r == '‹' && strings.Contains(s[i:], "›"):
			t.Kind, t.End = Quote, i+strings.Index(s[i:], "›")+len("›")
			t.S = strings.TrimSpace(s[i+n : t.End-len("›")])
		case r == '«' || r == '"':
			if j, ok := quoteEnd(s, i); ok && Mark(s, i, 0) == 1 {
				t.Kind, t.End = Quote, j
				_, m := utf8.DecodeLastRuneInString(s[i:j])
				t.S = strings.TrimSpace(s[i+n : j-m])
				break
			}
			fallthrough
		default:
			t.Kind, t.S, t.End = Punct, s[i:i+n], i+n
		}
		out = append(out, t)
		i, end = t.End, t.End
	}
	return out
}

func numberEnd(s string, i int) int {
	digits := func(i int) int {
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			i++
		}
		return i
	}
	j := digits(i)
	for j+1 < len(s) && (s[j] == '-' || s[j] == '.') {
		k := digits(j + 1)
		if k == j+1 {
			break
		}
		j = k
	}
	return j
}

// A quotation is sought no farther and no deeper than this: hostile text must
// not make the work grow with the square of its length.
const (
	maxQuote = 20_000
	maxDepth = 40
)

// quoteEnd returns the offset behind the quotation that opens at i.
func quoteEnd(s string, i int) (int, bool) {
	depth, first := 0, 0
	straight := s[i] == '"'
	for j := i; j < len(s) && j-i < maxQuote && depth < maxDepth; {
		r, n := utf8.DecodeRuneInString(s[j:])
		switch MarkOf(s, j, depth, straight) {
		case 1:
			depth++
		case -1:
			depth--
			if first == 0 {
				first = j + n
			}
			if depth <= 0 {
				return overhang(s, j+n, r), true
			}
		}
		j += n
	}
	return first, first > 0
}

// overhang takes in a closing mark too many: "Ақжайық" резерваты" is one
// quotation whose outer opening mark was left out. i is the offset behind the
// quotation.
func overhang(s string, i int, closing rune) int {
	from := i
	for j, extra := i, 0; j < len(s) && j-from < maxQuote && extra < 2; {
		r, n := utf8.DecodeRuneInString(s[j:])
		switch m := MarkOf(s, j, 1, closing == '"'); {
		case m == -1 && r == closing:
			i = j + n
			extra++
		case m != 0, r == ';', r == ':' && j+n < len(s):
			return i
		}
		j += n
	}
	return i
}

// Mark tells whether a quotation opens (+1) or closes (-1) at s[i:], 0 where
// no quotation mark stands. A straight mark opens where a word begins behind
// it and none ends before it; depth is the number of quotations open.
func Mark(s string, i, depth int) int {
	r, n := utf8.DecodeRuneInString(s[i:])
	switch r {
	case '«':
		return 1
	case '»':
		return -1
	case '"':
	default:
		return 0
	}
	prev, _ := utf8.DecodeLastRuneInString(s[:i])
	next, _ := utf8.DecodeRuneInString(s[i+n:])
	begins := i == 0 || strings.ContainsRune(" («\"[/", prev)
	ends := i+n == len(s) || strings.ContainsRune(" ,.;:)»", next)
	switch {
	case begins && (!ends || depth == 0), depth == 0 && !ends:
		return 1
	}
	return -1
}

// MarkOf is [Mark] for one kind of mark: those inside a quotation that are of
// the other kind say nothing of its end.
func MarkOf(s string, i, depth int, straight bool) int {
	if (s[i] == '"') != straight {
		return 0
	}
	return Mark(s, i, depth)
}

// A Cut is a folded text and its tokens.
type Cut struct {
	numerals.Text
	Tokens []Token
}

// NewCut folds s and cuts it.
func NewCut(s string) Cut { return Of(numerals.Fold(s)) }

// Of cuts a folded text.
func Of(t numerals.Text) Cut { return Cut{t, Lex(t.S)} }

// Quoted returns what stands between the marks of the quotation, verbatim.
func (s Cut) Quoted(t Token) string {
	_, n := utf8.DecodeRuneInString(s.S[t.Start:])
	_, m := utf8.DecodeLastRuneInString(s.S[:t.End])
	return s.Source(t.Start+n, t.End-m)
}
