package retrieval

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tizbe/corpus/kazakh"
)

// suspects are the words of a question that may be mistyped.
type suspects int

const (
	newForms suspects = iota // those that no provision has in this form
	newWords                 // those that no provision has in any form
	allWords
)

// mistyped returns the question with the words that one edit makes of the
// suspects, as the index has them: besides those typed, or in their place
// where no provision has them. It reports whether there is such a question.
func (x *Engine) mistyped(p parsed, which suspects) (parsed, bool) {
	p.words = append([]word(nil), p.words...)
	changed := false
	for i, w := range p.words {
		if w.stop() {
			continue
		}
		known := x.finder.Knows(FieldFolded, w.folded)
		if which == newWords && known || which == newForms && x.finder.Knows(FieldForm, w.form) {
			continue
		}
		near, stop := x.near(w)
		if len(near) == 0 && !known {
			if stop == "" {
				return p, false // nothing will be found
			}
			// A stop word mistyped is not looked for, as it would not be.
			p.words[i].drop(stop)
			changed = true
			continue
		}
		p.words[i].near, p.words[i].only = near, !known
		changed = changed || len(near) > 0
	}
	return p, changed
}

// Bounds of correcting: the words that one mistyped word may stand for, and
// its length in letters.
const (
	maxNear  = 24
	maxTyped = 48
)

// near returns the folded stems of the words of the index that are one edit
// from the word, or whose stem is one edit from its stem, and a stop word among
// them. Letters are compared folded, but also before folding
// makes two letters of one (я, ю, ц). A number is never corrected: another
// number is another thing.
func (x *Engine) near(w word) (stems []string, stop string) {
	if strings.ContainsFunc(w.exact, unicode.IsDigit) {
		return nil, ""
	}
	seen := map[string]bool{w.folded: true}
	for _, d := range [...]struct {
		field   Field
		term    string
		stem    bool
		letters func(string) string
	}{
		{FieldExact, w.exact, true, russianLetters.Replace},
		{FieldForm, w.form, true, asIs},
		{FieldFolded, w.folded, false, asIs},
	} {
		// A word of five letters may have lost one; a very long one is no word,
		// and its automaton would be huge.
		if n := utf8.RuneCountInString(d.term); n < 4 || n > maxTyped {
			continue
		}
		for term := range x.finder.Similar(d.field, d.term) {
			if len(stems) == maxNear {
				break
			}
			if !kazakh.Near(d.letters(d.term), d.letters(term)) || strings.ContainsFunc(term, unicode.IsDigit) || !similar(d.term, term) {
				continue
			}
			s := term
			if d.stem {
				ws := analyse(s)
				if len(ws) == 1 && ws[0].stop() {
					if stop == "" { // as it is written, before it is folded
						stop = s
					}
					continue
				}
				s = kazakh.FoldedStem(s)
			}
			if s != "" && !seen[s] {
				seen[s] = true
				stems = append(stems, s)
			}
		}
	}
	return stems, stop
}

// russianLetters writes Kazakh letters as a Russian keyboard has them.
var russianLetters = strings.NewReplacer("ә", "а", "ғ", "г", "қ", "к", "ң", "н", "ө", "о", "ұ", "у", "ү", "у", "һ", "х", "і", "и", "ё", "е")

func asIs(s string) string { return s }

// similar reports whether the words are at most two edits apart, a swap of
// neighbours being one: what every [Finder] yields.
func similar(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if d := len(x) - len(y); d > 2 || d < -2 {
		return false
	}
	var before []int // the row before the one before
	was, row := make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range was {
		was[j] = j
	}
	for i := range x {
		row[0] = i + 1
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			row[j+1] = min(was[j+1]+1, row[j]+1, was[j]+cost)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, was, row = was, row, make([]int, len(y)+1)
	}
	return was[len(y)] <= 2
}
