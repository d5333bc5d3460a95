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
	gone, goneWith := tops(changes, Removed)
	come, comeWith := tops(changes, Added)
	take := make(map[int]int)  // index of the added top → of the removed one
	drop := make(map[int]bool) // changes that a move says already
	for key, i := range gone {
		j, ok := come[key]
		if !ok || i < 0 || j < 0 {
			continue
		}
		b, a := changes[i], changes[j]
		n := len(b.Before.Lines())
		if parentEID(b.OldPath) != parentEID(a.Path) && n < 2 && len(strings.Fields(b.Before.Text)) < minMovedWords {
			continue
		}
		// A line that keeps its eId elsewhere is not part of this move.
		if len(goneWith[i]) != n || len(comeWith[j]) != n {
			continue
		}
		take[j] = i
		for _, k := range goneWith[i] {
			drop[k] = true
		}
		for _, k := range comeWith[j] {
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

// tops returns, by their words, the changes of the kind that stand below no
// other of it, -1 for words that occur twice; and for each the changes that it
// stands for, itself included.
func tops(changes []Change, kind ChangeKind) (byWords map[string]int, with map[int][]int) {
	at := make(map[*corpus.Provision]int)
	for i, c := range changes {
		if c.Kind == kind {
			at[c.provision()] = i
		}
	}
	byWords, with = make(map[string]int), make(map[int][]int)
	for i, c := range changes {
		if c.Kind != kind {
			continue
		}
		up := c.Path
		if kind == Removed {
			up = c.OldPath
		}
		top := i
		for _, p := range up {
			if k, ok := at[p]; ok {
				top = k
				break
			}
		}
		with[top] = append(with[top], i)
		if top != i {
			continue
		}
		key := strings.Join(c.provision().Lines(), "\n")
		if _, twice := byWords[key]; twice {
			i = -1
		}
		byWords[key] = i
	}
	return byWords, with
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
