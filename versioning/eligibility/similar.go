package eligibility

import (
	"strings"

	"tizbe/corpus/kazakh"
)

// trigrams is a text as the set of its folded letters in threes, for finding
// what somebody may have meant. It decides nothing about a verdict.
type trigrams map[string]bool

func newTrigrams(text string) trigrams {
	t := make(trigrams)
	for _, w := range kazakh.Tokens(text) {
		r := []rune(" " + kazakh.Fold(w.Text) + " ")
		for i := 0; i+3 <= len(r); i++ {
			t[string(r[i:i+3])] = true
		}
	}
	return t
}

// like returns how alike two texts are, from 0 to 1 (Dice's coefficient).
func (t trigrams) like(o trigrams) float64 {
	if len(t)+len(o) == 0 {
		return 0
	}
	n := 0
	for g := range t {
		if o[g] {
			n++
		}
	}
	return 2 * float64(n) / float64(len(t)+len(o))
}

// headingTitle is a heading without its colon, for a list of suggestions.
func headingTitle(text string) string { return strings.TrimRight(strings.TrimSpace(text), ":;. ") }
