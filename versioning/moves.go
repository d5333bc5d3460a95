package versioning

import (
	"slices"
	"strings"

	"tizbe/corpus"
)

// minMovedWords is how many words a single line must have to be recognised
// below another heading: "бастық;" says the same of every unit and is another
// post in each.
const minMovedWords = 4

// Moves returns the changes for a reader: a provision that was taken out in
// one place and put back in another in the same words, under a new eId, is
// one [Moved] change in place of all the removed and added ones, with EID that
// of the later text. That holds for whole subtrees that stand once among what
// was removed and once among what was added, and, where the parent is another,
// have at least four words or several lines. Nothing else is changed: Before
// and After still say what became of which line.
func Moves(changes []Change) []Change {
	gone, come := tops(changes, Removed), tops(changes, Added)
	take := make(map[int]int)  // index of the added top → of the removed one
	drop := make(map[int]bool) // changes that a move says already
	for key, i := range gone {
		j, ok := come[key]
		if !ok || i < 0 || j < 0 {
			continue
		}
		b, a := changes[i], changes[j]
		if parentEID(b.OldPath) != parentEID(a.Path) && len(b.Before.Lines()) < 2 && len(strings.Fields(b.Before.Text)) < minMovedWords {
			continue
		}
		said := []int{}
		for k, c := range changes {
			if c.Kind == Removed && (k == i || slices.Contains(c.OldPath, b.Before)) || c.Kind == Added && (k == j || slices.Contains(c.Path, a.After)) {
				said = append(said, k)
			}
		}
		// A line that keeps its eId elsewhere is not part of this move.
		if len(said) != 2*len(b.Before.Lines()) {
			continue
		}
		take[j] = i
		for _, k := range said {
			drop[k] = k != j
		}
	}
	var out []Change
	for k, c := range changes {
		if drop[k] {
			continue
		}
		if i, ok := take[k]; ok {
			was := changes[i]
			c.Kind, c.Before, c.OldPath = Moved, was.Before, was.OldPath
			c.Events, c.Ops = slices.Clone(c.Events), slices.Clone(c.Ops)
			for n, e := range was.Events {
				if at := slices.Index(c.Events, e); at >= 0 {
					c.Ops[at] = append(slices.Clip(was.Ops[n]), c.Ops[at]...)
				} else {
					c.Events, c.Ops = append(c.Events, e), append(c.Ops, was.Ops[n])
				}
			}
		}
		out = append(out, c)
	}
	return out
}

// tops returns, by their words, the changes of the kind whose parent is not
// one itself; -1 for words that occur twice.
func tops(changes []Change, kind ChangeKind) map[string]int {
	in := make(map[*corpus.Provision]bool)
	for _, c := range changes {
		if c.Kind == kind {
			in[c.provision()] = true
		}
	}
	out := make(map[string]int)
	for i, c := range changes {
		if c.Kind != kind {
			continue
		}
		up := c.Path
		if kind == Removed {
			up = c.OldPath
		}
		if slices.ContainsFunc(up, func(p *corpus.Provision) bool { return in[p] }) {
			continue
		}
		key := strings.Join(c.provision().Lines(), "\n")
		if _, twice := out[key]; twice {
			i = -1
		}
		out[key] = i
	}
	return out
}

// provision is the provision in the text that has it, the later one where
// both do.
func (c Change) provision() *corpus.Provision {
	if c.After != nil {
		return c.After
	}
	return c.Before
}

func parentEID(path []*corpus.Provision) string {
	if len(path) == 0 {
		return ""
	}
	return path[len(path)-1].EID
}
