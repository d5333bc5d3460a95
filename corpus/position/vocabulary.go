package position

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tizbe/corpus/kazakh"
)

// A Vocabulary is the set of words that a list is written in. It is what a
// mistyped word is corrected to, and what is never corrected.
type Vocabulary struct {
	known map[string]bool // folded words and stems
	words map[int][]Word  // by length of the folded word, in letters
}

// NewVocabulary returns the words of the texts.
func NewVocabulary(texts []string) *Vocabulary {
	v := &Vocabulary{known: map[string]bool{}, words: map[int][]Word{}}
	for _, t := range texts {
		for _, w := range Split(t) {
			if v.known["="+w.Folded] {
				continue
			}
			v.known["="+w.Folded] = true
			v.known[w.Folded], v.known[w.Stem], v.known[w.Rough] = true, true, true
			w.Joined, w.Apart = false, false
			n := utf8.RuneCountInString(w.Folded)
			v.words[n] = append(v.words[n], w)
		}
	}
	return v
}

// Has reports whether the list uses the word, in any form of it.
func (v *Vocabulary) Has(w Word) bool {
	return v.known[w.Folded] || v.known[w.Stem] || v.known[w.Rough]
}

// HasAll reports whether the list uses every word of the question.
func (v *Vocabulary) HasAll(q Query) bool {
	for _, w := range q.Words() {
		if !v.Has(w) {
			return false
		}
	}
	return true
}

// near returns the words of the list one edit away from w, in their order in
// the list: as a whole word, or the stem from the stem. Two words of the same
// stem count once.
func (v *Vocabulary) near(w Word) []Word {
	var out []Word
	stem := kazakh.FoldedStem(w.Text)
	n := utf8.RuneCountInString(w.Folded)
	for d := -maxSuffix; d <= maxSuffix; d++ {
		for _, o := range v.words[n+d] {
			// Folding turns some letters into two and drops others (ц, ии), so
			// that one edit of the word as typed may be more of the folded one.
			if !kazakh.Near(w.Lower, o.Lower) && (d < -1 || d > 1 || !kazakh.Near(w.Folded, o.Folded)) && (utf8.RuneCountInString(o.Rough) < 5 || !kazakh.Near(stem, o.Rough)) && !nearForm(w.Folded, o) {
				continue
			}
			if !slices.ContainsFunc(out, func(p Word) bool { return p.Stem == o.Stem }) {
				out = append(out, o)
			}
		}
	}
	return out
}

// nearForm reports whether w is one edit away from a shorter form of o: one
// that has not lost any letter of its stem (саясты, саясаты of саясатын).
func nearForm(w string, o Word) bool {
	if !strings.HasPrefix(o.Folded, o.Rough) || utf8.RuneCountInString(o.Rough) < 5 {
		return false
	}
	for end := len(o.Folded); end > len(o.Rough); {
		_, size := utf8.DecodeLastRuneInString(o.Folded[:end])
		end -= size
		if end > len(o.Rough) && kazakh.Near(w, o.Folded[:end]) {
			return true
		}
	}
	return false
}

// maxSuffix is how many letters longer than its stem a form may be, when a
// mistyped word is held against another form of the word that was meant.
const maxSuffix = 6

// maxCorrections bounds the readings of a mistyped question.
const maxCorrections = 8

// Typo returns what the question reads with one mistyped word put right: a
// word of five letters or more that the list does not use, one edit away from
// a word that it does (two swapped neighbours are one edit). A word that the
// list uses is never turned into another, and where two words are unknown
// nothing is returned. Every match of what is returned is [MatchTypo].
func (q Query) Typo(v *Vocabulary) []Query {
	if q.IsZero() {
		return nil
	}
	all := q.readings[0].all
	at := -1
	for i, w := range all {
		if v.Has(w) {
			continue
		}
		if at >= 0 || utf8.RuneCountInString(w.Lower) < 4 || !allLetters(w.Lower) {
			return nil
		}
		at = i
	}
	if at < 0 {
		return nil
	}
	var out []Query
	for _, w := range v.near(all[at]) {
		w.Joined, w.Apart = all[at].Joined, all[at].Apart
		c := Query{Text: q.Text, typo: true}
		r := reading{all: substitute(q.readings[0].all, all[at], w), base: substitute(q.readings[0].base, all[at], w)}
		for _, e := range q.readings[0].extra {
			r.extra = append(r.extra, substitute(e, all[at], w))
		}
		c.readings = []reading{r}
		if out = append(out, c); len(out) == maxCorrections {
			break
		}
	}
	return out
}

// Corrected returns the words as the correction reads them, for an answer
// that must not be silent about it.
func (q Query) Corrected() string {
	if q.IsZero() {
		return ""
	}
	return q.readings[0].all.String()
}

func substitute(ws Words, old, with Word) Words {
	out := slices.Clone(ws)
	for i := range out {
		if out[i].Lower == old.Lower {
			joined, apart := out[i].Joined, out[i].Apart
			out[i] = with
			out[i].Joined, out[i].Apart = joined, apart
		}
	}
	return out
}

func allLetters(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) {
			return false
		}
	}
	return true
}
