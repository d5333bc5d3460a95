package versioning

import (
	"slices"
	"sort"

	"tizbe/corpus"
)

// A ChangeKind says how a provision differs between two texts.
type ChangeKind string

// The kinds of change.
const (
	Added   ChangeKind = "added"
	Removed ChangeKind = "removed"
	Changed ChangeKind = "changed"
	Moved   ChangeKind = "moved"
)

// A Change is one provision that differs between two texts of an act. Before
// is nil for an added provision, After for a removed one.
type Change struct {
	Kind    ChangeKind
	EID     string
	Before  *corpus.Provision
	After   *corpus.Provision
	Path    []*corpus.Provision // ancestors in the text that has it, the later one where both do
	OldPath []*corpus.Provision // ancestors of Before in the earlier text; nil without Before
	Events  []*Event            // the events between the two texts whose operations name the provision
	Ops     [][]Operation       // for each of Events, its operations that do
}

// Diff lists the provisions that differ between two texts of one act, in the
// order of the later text, a removed one after its preceding sibling. Only
// subtrees whose sums differ are entered. Provisions are matched by eId, so
// that the list is exact: done to the earlier text's lines it makes those of
// the later. A provision that was moved and reworded is listed for both. What
// an amendment takes out in one place and puts back in another is one line
// removed and one added here; see [Moves].
func Diff(from, to *State) []Change {
	d := differ{old: places(from.Root), new: places(to.Root)}
	if from.Root.Sum() != to.Root.Sum() {
		d.pair(from.Root, to.Root, nil)
	}
	by := between(from, to)
	for i := range d.out {
		c := &d.out[i]
		if c.Before != nil {
			c.OldPath = d.old[c.Before.EID].up
		}
		for _, e := range by {
			if ops := e.ops[c.EID]; ops != nil {
				c.Events, c.Ops = append(c.Events, e.Event), append(c.Ops, ops)
			}
		}
	}
	return d.out
}

type differ struct {
	old, new map[string]place // by eId
	out      []Change
}

// A place is a provision in its text.
type place struct {
	p  *corpus.Provision
	up []*corpus.Provision // its ancestors from the root down
}

func places(root *corpus.Provision) map[string]place {
	m := make(map[string]place)
	for p, up := range root.All() {
		if len(up) > 0 {
			m[p.EID] = place{p, slices.Clone(up)}
		}
	}
	return m
}

func (d *differ) add(c Change, path []*corpus.Provision) {
	c.Path = slices.Clone(path)
	d.out = append(d.out, c)
}

func (d *differ) pair(a, b *corpus.Provision, path []*corpus.Provision) {
	d.line(a, b, path)
	path = append(path, b)
	was := make(map[string]*corpus.Provision, len(a.Children))
	for _, c := range a.Children {
		was[c.EID] = c
	}
	is := make(map[string]bool, len(b.Children))
	for _, c := range b.Children {
		is[c.EID] = true
	}
	still := inOrder(a.Children, b.Children)
	i := 0
	// gone reports what was removed between the siblings that stayed.
	gone := func(until string) {
		for ; i < len(a.Children) && a.Children[i].EID != until; i++ {
			if !is[a.Children[i].EID] {
				d.removed(a.Children[i], path)
			}
		}
	}
	for _, c := range b.Children {
		o := was[c.EID]
		if o == nil {
			// What went stands before what came in its place.
			for ; i < len(a.Children) && !is[a.Children[i].EID]; i++ {
				d.removed(a.Children[i], path)
			}
			d.added(c, path)
			continue
		}
		if still[c.EID] {
			gone(c.EID)
			i++
		} else {
			d.add(Change{Kind: Moved, EID: c.EID, Before: o, After: c}, path)
		}
		if o.Sum() != c.Sum() {
			d.pair(o, c, path)
		}
	}
	gone("")
}

// line reports a provision whose own line differs.
func (d *differ) line(a, b *corpus.Provision, path []*corpus.Provision) {
	if a.Text != b.Text || a.Kind != b.Kind || a.Num != b.Num {
		d.add(Change{Kind: Changed, EID: b.EID, Before: a, After: b}, path)
	}
}

// inOrder returns the eIds of a largest set of siblings that both lists have
// in the same order: all others were moved.
func inOrder(a, b []*corpus.Provision) map[string]bool {
	at := make(map[string]int, len(a))
	for i, p := range a {
		at[p.EID] = i
	}
	// Longest increasing subsequence of the old positions, in new order.
	var tails []int // indices into b
	prev := make([]int, len(b))
	for j, p := range b {
		i, ok := at[p.EID]
		if !ok {
			continue
		}
		k := sort.Search(len(tails), func(k int) bool { return at[b[tails[k]].EID] >= i })
		prev[j] = -1
		if k > 0 {
			prev[j] = tails[k-1]
		}
		if k == len(tails) {
			tails = append(tails, j)
		} else {
			tails[k] = j
		}
	}
	out := make(map[string]bool)
	if len(tails) > 0 {
		for j := tails[len(tails)-1]; j >= 0; j = prev[j] {
			out[b[j].EID] = true
		}
	}
	return out
}

// added reports what its parent did not have: it is new, or stood elsewhere.
func (d *differ) added(p *corpus.Provision, path []*corpus.Provision) {
	if was, ok := d.old[p.EID]; ok {
		d.add(Change{Kind: Moved, EID: p.EID, Before: was.p, After: p}, path)
		if was.p.Sum() != p.Sum() {
			d.pair(was.p, p, path)
		}
		return
	}
	if p.Text != "" {
		d.add(Change{Kind: Added, EID: p.EID, After: p}, path)
	}
	path = append(path, p)
	for _, c := range p.Children {
		d.added(c, path)
	}
}

// removed reports what its parent no longer has. What stands elsewhere now is
// reported there, with all below it.
func (d *differ) removed(p *corpus.Provision, path []*corpus.Provision) {
	if _, moved := d.new[p.EID]; moved {
		return
	}
	if p.Text != "" {
		d.add(Change{Kind: Removed, EID: p.EID, Before: p}, path)
	}
	path = append(path, p)
	for _, c := range p.Children {
		d.removed(c, path)
	}
}

// A doer is an event with its operations by the eIds that they touch.
type doer struct {
	*Event
	ops map[string][]Operation
}

// between returns the events that only one of the states has.
func between(from, to *State) []doer {
	var out []doer
	for _, e := range from.Act.Events {
		if contains(from.Revision.Events, e) == contains(to.Revision.Events, e) {
			continue
		}
		r := to.Readings
		if contains(from.Revision.Events, e) {
			r = from.Readings
		}
		d := doer{e, make(map[string][]Operation)}
		for _, o := range e.operations(r) {
			for eid := range o.touched() {
				d.ops[eid] = append(d.ops[eid], o)
			}
		}
		out = append(out, d)
	}
	return out
}

func contains(events []*Event, e *Event) bool { return slices.Contains(events, e) }

// touches reports whether the operation changes, inserts or removes the
// provision with the eId.
func (o Operation) touches(eid string) bool { return o.touched()[eid] }

// touched returns the eIds of the provisions that the operation changes,
// inserts or removes.
func (o Operation) touched() map[string]bool {
	out := map[string]bool{o.Target: true}
	for _, p := range [...]*corpus.Provision{o.Old, o.New} {
		if p == nil {
			continue
		}
		for q := range p.All() {
			out[q.EID] = true
		}
	}
	return out
}
