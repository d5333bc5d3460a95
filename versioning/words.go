package versioning

import (
	"strings"
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
	// length[i][j] is that of the longest common subsequence of a[i:], b[j:].
	length := make([][]int32, len(a)+1)
	cells := make([]int32, (len(a)+1)*(len(b)+1))
	for i := range length {
		length[i], cells = cells[:len(b)+1], cells[len(b)+1:]
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			d.add(WordsSame, a[i])
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && length[i+1][j] >= length[i][j+1]:
			d.add(WordsRemoved, a[i])
			i++
		default:
			d.add(WordsAdded, b[j])
			j++
		}
	}
}

// join merges neighbours of one kind. Between two changes a lone space is no
// common ground: it is given to both, so that a changed phrase reads as one.
func (d *wordDiff) join() []WordsRun {
	var out []WordsRun
	var removed, added strings.Builder
	flush := func() {
		if removed.Len() > 0 {
			out = append(out, WordsRun{WordsRemoved, removed.String()})
		}
		if added.Len() > 0 {
			out = append(out, WordsRun{WordsAdded, added.String()})
		}
		removed.Reset()
		added.Reset()
	}
	for i, r := range d.runs {
		switch {
		case r.Kind == WordsRemoved:
			removed.WriteString(r.Text)
		case r.Kind == WordsAdded:
			added.WriteString(r.Text)
		case strings.TrimSpace(r.Text) == "" && removed.Len() > 0 && added.Len() > 0 && d.changeFollows(i):
			removed.WriteString(r.Text)
			added.WriteString(r.Text)
		default:
			flush()
			if n := len(out); n > 0 && out[n-1].Kind == WordsSame {
				out[n-1].Text += r.Text
			} else {
				out = append(out, r)
			}
		}
	}
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
