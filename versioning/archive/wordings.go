package archive

import (
	"fmt"
	"slices"
	"strings"

	"tizbe/corpus"
)

// A Line is one line of an act in one wording.
type Line struct {
	EID   string
	Start uint32 // where it begins in the pack: the same for the same wording
	Raw   []byte // with its marks and its end; must not be changed
}

func (p *Pack) line(i int32) Line {
	e := p.entries[i]
	return Line{e.eid, e.off, p.text[e.off : e.off+e.n : e.off+e.n]}
}

// LinesOf returns the lines of a revision, in order.
func (p *Pack) LinesOf(r Revision) []Line {
	ids := p.entriesOf(r)
	out := make([]Line, len(ids))
	for j, i := range ids {
		out[j] = p.line(i)
	}
	return out
}

// Wordings returns every line in every wording, in the order in which they
// are written; for each the number of the set of revisions that have it,
// and those sets: indexes of revisions, in order.
func (p *Pack) Wordings() (lines []Line, set []int, sets [][]int) {
	lines, set = make([]Line, len(p.entries)), make([]int, len(p.entries))
	for i := range lines {
		lines[i] = p.line(int32(i))
	}
	// A set is reached by adding one revision after the other; neighbours
	// mostly take the same way.
	type step struct{ set, revision int }
	sets = [][]int{nil}
	known := make(map[step]int)
	for n, r := range p.revs {
		from, to := -1, 0
		for _, i := range p.entriesOf(r) {
			s := set[i]
			if k := len(sets[s]); k > 0 && sets[s][k-1] == n {
				continue // a line that stands twice
			}
			if s != from {
				next, ok := known[step{s, n}]
				if !ok {
					next = len(sets)
					known[step{s, n}] = next
					sets = append(sets, append(slices.Clip(sets[s]), n))
				}
				from, to = s, next
			}
			set[i] = to
		}
	}
	return lines, set, sets
}

// A Placed is a line with its place among the others of its text.
type Placed struct {
	Kind  corpus.Kind
	Num   string // as printed; "" for none
	Text  string // without the marks of Markdown
	Above int    // index of the line that it stands below, or -1
}

// Place tells the kinds of the lines of a text, and which stand below which.
func Place(lines []Line) []Placed {
	out := make([]Placed, len(lines))
	type open struct{ level, line int }
	stack := []open{{0, -1}}
	for j, l := range lines {
		s := classify(string(l.Raw), j == 0)
		bound := s.level
		if bound == levelPlain {
			bound = levelPara
		}
		for stack[len(stack)-1].level >= bound {
			stack = stack[:len(stack)-1]
		}
		out[j] = Placed{s.kind, s.num, strings.ToValidUTF8(s.text, "\uFFFD"), stack[len(stack)-1].line}
		if s.level != levelPlain {
			stack = append(stack, open{s.level, j})
		}
	}
	return out
}

// IDs returns the names of the revisions: the day that each took effect, with
// its number where others did on the same day before it.
func IDs(revs []Revision) []string {
	out := make([]string, len(revs))
	for i, r := range revs {
		out[i] = r.Effective.String()
		if i > 0 && revs[i-1].Effective == r.Effective {
			out[i] = fmt.Sprintf("%s/%d", r.Effective, r.Number)
		}
	}
	return out
}
