package retrieval

import (
	"slices"
	"sort"

	"tizbe/corpus/kazakh"
)

// A Rule says how a hit was reached, the farthest word deciding.
type Rule string

// The rules, closest first.
const (
	Exact    Rule = "exact"    // the words as typed
	Stem     Rule = "stem"     // other forms of the words
	Folded   Rule = "folded"   // the words in other letters
	Context  Rule = "context"  // some of the words stand in the headings above
	Glossary Rule = "glossary" // through the unofficial glossary
	Typo     Rule = "typo"     // a word with one letter corrected
)

var rules = [...]Rule{Exact, Stem, Folded, Typo, Context}

// weights of the rules of a single word, in the order of rules.
var weights = [...]float64{1, .96, .92, .7, .35}

// A mark is a place in the text that a word of the question matched.
type mark struct{ start, end, pos, level int }

// A ranked is a hit with what puts it in order.
type ranked struct {
	doc   *Document
	id    string
	score float64
	level int // of the farthest word, in rules
	marks []mark
	via   string // glossary terms, or the corrected words
	rule  Rule
	above bool // some word stands in the headings only
}

// rank puts a value on a hit.
func rank(f Found, words []word) ranked {
	places := make([][]mark, len(words))
	for i, w := range words {
		places[i] = w.places(f)
	}
	r := valued(places, f.Doc.length())
	r.doc, r.id = f.Doc, f.ID
	return r
}

// valued puts a value on a hit, given where each word of the question stands
// in its text, and how many words the text has: by how close its words are to
// those of the question, whether they stand in the provision itself, side by
// side, and how much of it they are. A hit with a word in the headings is always
// below one without.
func valued(words [][]mark, length int) (r ranked) {
	var places [][]mark // of each word that stands in the text
	total := 0.0
	for _, at := range words {
		if len(at) == 0 {
			r.above = true
			total += weights[len(weights)-1]
			r.level = len(weights) - 1
			continue
		}
		best := len(weights)
		for _, m := range at {
			best = min(best, m.level)
		}
		total += weights[best]
		r.level = max(r.level, best)
		places = append(places, at)
		r.marks = append(r.marks, at...)
	}
	sort.Slice(r.marks, func(i, j int) bool { return r.marks[i].start < r.marks[j].start })
	r.marks = slices.CompactFunc(r.marks, func(a, b mark) bool { return a.start == b.start })
	closeness, coverage := 1.0, 1.0
	if len(places) > 0 {
		span, order := window(places)
		closeness = float64(min(len(places), span)) / float64(span)
		if !order {
			closeness *= .9
		}
		coverage = float64(min(len(places), length)) / float64(length)
	}
	r.score = total / float64(max(1, len(words))) * (.5 + .3*closeness + .2*coverage)
	if r.above {
		r.score *= .4
	}
	r.rule = rules[r.level]
	return r
}

// length returns the number of words of the text, at least 1.
func (d *Document) length() int {
	if d.words == 0 {
		d.words = max(1, len(kazakh.Tokens(d.Text)))
	}
	return d.words
}

// places returns where the word stands in the text, in order.
func (w word) places(f Found) []mark {
	var out []mark
	text := f.Doc.Text
	add := func(field Field, t string, level int) {
		if t == "" {
			return
		}
		for _, l := range f.Places(field, t) {
			s, e := l.Start, l.End
			if s < 0 || e > len(text) || s >= e || slices.ContainsFunc(out, func(m mark) bool { return m.start == s }) {
				continue
			}
			v := level
			if v <= 2 && kazakh.Lower(text[s:e]) == w.exact {
				v = 0
			}
			out = append(out, mark{s, e, l.Pos, v})
		}
	}
	if w.stop() {
		add(FieldExact, w.exact, 0)
	}
	if !w.only {
		add(FieldStem, w.stem, 1)
		add(FieldFolded, w.folded, 2)
	}
	for _, n := range w.near {
		add(FieldFolded, n, 3)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].start < out[j].start })
	return out
}

// window returns the length in words of the shortest stretch of text that has
// a place of every word, and whether they stand in it in the order of the
// question.
func window(places [][]mark) (span int, order bool) {
	at := make([]int, len(places)) // place of each word
	span = 1 << 30
	for {
		lo, hi, first := 1<<30, 0, 0
		ordered := true
		for i, p := range places {
			pos := p[at[i]].pos
			if pos < lo {
				lo, first = pos, i
			}
			hi = max(hi, pos)
			if i > 0 && pos <= places[i-1][at[i-1]].pos {
				ordered = false
			}
		}
		if s := hi - lo + 1; s < span || s == span && ordered {
			span, order = s, ordered
		}
		// Only moving the first one on can make it shorter.
		if at[first]++; at[first] == len(places[first]) {
			return span, order
		}
	}
}
