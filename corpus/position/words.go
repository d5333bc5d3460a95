package position

import (
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"tizbe/corpus/kazakh"
)

// A Word is one word of a line with the forms under which it is compared,
// computed once. The parts of a hyphen compound are words of their own.
type Word struct {
	Text   string // as written
	Lower  string // lower case, letters as written
	Folded string // under which Russian, Latin and Kazakh letters meet
	Stem   string // the stem of Lower, folded
	Rough  string // the stem of Folded, for words typed without Kazakh letters
	Joined bool   // a hyphen or dash stands between the word and the one before it
	Apart  bool   // a comma, a semicolon or an opening parenthesis stands between them
	cut    int    // letters that the stem is shorter than the word
}

// Words is a text as the sequence of its words.
type Words []Word

// maxWords bounds the words read from one text; no line of a list comes near
// it, and what is longer is not a position, a unit or a duty.
const maxWords = 400

// Split returns the words of text, at most 400.
func Split(text string) Words {
	tokens := kazakh.Tokens(text)
	if len(tokens) > maxWords {
		tokens = tokens[:maxWords]
	}
	out := make(Words, 0, len(tokens))
	end := 0
	for _, t := range tokens {
		w := newWord(t.Text)
		if between := text[end:t.Start]; len(out) > 0 {
			w.Joined = isDash(strings.TrimSpace(between))
			w.Apart = strings.ContainsAny(between, ",;(")
		}
		end = t.End
		if w.Joined && isAcronym(out[len(out)-1].Text) && acronymEndings[w.Lower] {
			continue
		}
		out = append(out, w)
	}
	return out
}

// memo keeps the forms of words already read: a list of 3,600 words has 700
// different ones, and each edition has nearly the same. It only saves time.
var (
	memo     sync.Map // string → Word
	memoSize atomic.Int32
)

const (
	memoMax  = 1 << 13 // words
	memoWord = 64      // bytes; longer ones are not kept
)

func newWord(s string) Word {
	if w, ok := memo.Load(s); ok {
		return w.(Word)
	}
	w := readWord(s)
	if len(s) <= memoWord && memoSize.Load() < memoMax {
		w.Text = strings.Clone(s) // not the text that s is part of
		if _, had := memo.LoadOrStore(w.Text, w); !had {
			memoSize.Add(1)
		}
	}
	return w
}

func readWord(s string) Word {
	low := kazakh.Lower(s)
	stem := kazakh.Stem(low)
	return Word{
		Text:   s,
		Lower:  low,
		Folded: kazakh.Fold(s),
		Stem:   kazakh.Fold(stem),
		Rough:  kazakh.FoldedStem(s),
		cut:    utf8.RuneCountInString(low) - utf8.RuneCountInString(stem),
	}
}

// isDash reports whether s is one hyphen or dash.
func isDash(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return n > 0 && n == len(s) && strings.ContainsRune("-‐‑‒–—―−", r)
}

// same reports whether two words are one up to letters and inflection.
func (w *Word) same(o *Word) bool {
	return w.Folded == o.Folded || w.Stem == o.Stem || w.Rough == o.Rough
}

// String returns the words with single spaces, compounds with their hyphens.
func (ws Words) String() string {
	var b strings.Builder
	for i, w := range ws {
		switch {
		case i == 0:
		case w.Joined:
			b.WriteByte('-')
		default:
			b.WriteByte(' ')
		}
		b.WriteString(w.Text)
	}
	return b.String()
}

// sameMarks reports whether the words are divided by commas and parentheses
// in the same places. A comma stands where a parenthesis does: басқарма, бөлім
// бастығы lists the posts of басқарма (бөлім) бастығы.
func (ws Words) sameMarks(os Words) bool {
	if len(ws) != len(os) {
		return false
	}
	for i := range ws {
		if ws[i].Apart != os[i].Apart {
			return false
		}
	}
	return true
}

// marked reports whether a comma or parenthesis divides the words.
func (ws Words) marked() bool {
	for i := range ws {
		if ws[i].Apart {
			return true
		}
	}
	return false
}

// equal reports whether the sequences are the same words up to case, spaces,
// punctuation, quotes and dashes.
func (ws Words) equal(os Words) bool {
	if len(ws) != len(os) {
		return false
	}
	for i := range ws {
		if ws[i].Lower != os[i].Lower {
			return false
		}
	}
	return true
}

// same reports whether the sequences are the same words up to letters and
// inflection.
func (ws Words) same(os Words) bool {
	return len(ws) == len(os) && ws.endsWith(os)
}

// endsWith reports whether ws ends in the words of os.
func (ws Words) endsWith(os Words) bool {
	n := len(ws) - len(os)
	if n < 0 {
		return false
	}
	for i := range os {
		if !ws[n+i].same(&os[i]) {
			return false
		}
	}
	return true
}

// startsWith reports whether ws begins with the words of os.
func (ws Words) startsWith(os Words) bool {
	return len(ws) >= len(os) && ws[:len(os)].same(os)
}

// find returns where os stands in ws as a run of whole words, or -1. A run
// may not begin or end inside a hyphen compound of ws.
func (ws Words) find(os Words) int {
	if len(os) == 0 {
		return -1
	}
	for i := 0; i+len(os) <= len(ws); i++ {
		if ws[i].Joined || i+len(os) < len(ws) && ws[i+len(os)].Joined {
			continue
		}
		if ws[i : i+len(os)].same(os) {
			return i
		}
	}
	return -1
}
