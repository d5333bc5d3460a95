package versioning

import (
	"strings"
	"sync"
	"unicode"
)

// A WordsKind says which of two lines has a run of words.
type WordsKind string

// The kinds of run.
const (
	WordsSame    WordsKind = "same"    // both lines
	WordsRemoved WordsKind = "removed" // the earlier line only
	WordsAdded   WordsKind = "added"   // the later line only
)

// A WordsRun is a run of words with the spaces and punctuation among them.
type WordsRun struct {
	Kind WordsKind
	Text string
}

// maxWordCells bounds the table of the comparison; longer lines are compared
// by their common beginning and end alone.
const maxWordCells = 4 << 20

// DiffWords compares two lines word by word. The runs that are the same or
// removed give before when joined, the same and added ones after. A run ends
// at a word boundary: words never change in the middle. What is removed
// stands before what is added in its place.
func DiffWords(before, after string) []WordsRun {
	a, b := splitWords(before), splitWords(after)
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	var d wordDiff
	d.add(WordsSame, a[:head]...)
	d.middle(a[head:len(a)-tail], b[head:len(b)-tail])
	d.add(WordsSame, a[len(a)-tail:]...)
	return d.join()
}

type wordDiff struct{ runs []WordsRun }

func (d *wordDiff) add(k WordsKind, words ...string) {
	for _, w := range words {
		d.runs = append(d.runs, WordsRun{k, w})
	}
}

// middle compares by a longest common subsequence.
func (d *wordDiff) middle(a, b []string) {
	if len(a) == 0 || len(b) == 0 || len(a)*len(b) > maxWordCells {
		d.add(WordsRemoved, a...)
		d.add(WordsAdded, b...)
		return
	}
	// length[i*width+j] is that of the longest common subsequence of a[i:], b[j:];
	// the shorter line of so few cells has at most 2048 words. Words are compared
	// as numbers.
	x, y := numberWords(a, b)
	width := len(b) + 1
	kept := wordCells.Get().(*[]uint16)
	defer wordCells.Put(kept)
	if n := (len(a) + 1) * width; cap(*kept) < n {
		*kept = make([]uint16, n)
	}
	length := (*kept)[:(len(a)+1)*width]
	clear(length[len(a)*width:])
	for i := len(a) - 1; i >= 0; i-- {
		row, below := length[i*width:(i+1)*width], length[(i+1)*width:(i+2)*width]
		row[len(b)] = 0
		for j := len(b) - 1; j >= 0; j-- {
			if x[i] == y[j] {
				row[j] = below[j+1] + 1
			} else {
				row[j] = max(below[j], row[j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && x[i] == y[j]:
			d.add(WordsSame, a[i])
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && length[(i+1)*width+j] >= length[i*width+j+1]:
			d.add(WordsRemoved, a[i])
			i++
		default:
			d.add(WordsAdded, b[j])
			j++
		}
	}
}

// wordCells are the tables of comparisons, which are large.
var wordCells = sync.Pool{New: func() any { return new([]uint16) }}

// numberWords gives words the same numbers where they are the same.
func numberWords(a, b []string) (x, y []int32) {
	all := make([]int32, 0, len(a)+len(b))
	numbers := make(map[string]int32, len(a))
	for _, words := range [...][]string{a, b} {
		for _, w := range words {
			n, ok := numbers[w]
			if !ok {
				n = int32(len(numbers))
				numbers[w] = n
			}
			all = append(all, n)
		}
	}
	return all[:len(a)], all[len(a):]
}

// join merges neighbours of one kind. Between two changes a lone space is no
// common ground: it is given to both, so that a changed phrase reads as one.
func (d *wordDiff) join() []WordsRun {
	var out []WordsRun
	var same, removed, added strings.Builder
	put := func(k WordsKind, b *strings.Builder) {
		if b.Len() > 0 {
			out = append(out, WordsRun{k, b.String()})
		}
		b.Reset()
	}
	flush := func() {
		put(WordsRemoved, &removed)
		put(WordsAdded, &added)
	}
	for i, r := range d.runs {
		switch {
		case r.Kind == WordsRemoved:
			put(WordsSame, &same)
			removed.WriteString(r.Text)
		case r.Kind == WordsAdded:
			put(WordsSame, &same)
			added.WriteString(r.Text)
		case strings.TrimSpace(r.Text) == "" && removed.Len() > 0 && added.Len() > 0 && d.changeFollows(i):
			removed.WriteString(r.Text)
			added.WriteString(r.Text)
		default:
			flush()
			same.WriteString(r.Text)
		}
	}
	put(WordsSame, &same) // at the end one of the two is empty
	flush()
	return out
}

// changeFollows reports whether words are both removed and added right after
// the run.
func (d *wordDiff) changeFollows(i int) bool {
	removed, added := false, false
	for _, r := range d.runs[i+1:] {
		switch r.Kind {
		case WordsSame:
			return removed && added
		case WordsRemoved:
			removed = true
		case WordsAdded:
			added = true
		}
	}
	return removed && added
}

// splitWords cuts a line into words, spaces and single other characters;
// joined they give the line back.
func splitWords(s string) []string {
	class := func(r rune) int {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			return 0
		case unicode.IsSpace(r):
			return 1
		}
		return 2
	}
	var out []string
	start, last := 0, -1
	for i, r := range s {
		c := class(r)
		if last >= 0 && (c != last || c == 2) {
			out = append(out, s[start:i])
			start = i
		}
		last = c
	}
	if start < len(s) {
		out = append(out, s[start:])
	}
	return out
}
