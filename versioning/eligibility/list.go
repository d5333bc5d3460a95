package eligibility

import (
	"fmt"

	"tizbe/corpus"
	"tizbe/corpus/position"
	"tizbe/versioning"
)

// An item is one line of the list with the positions it opens into. Lines
// that revisions share are opened once.
type item struct {
	eid, text string
	entries   []position.Entry
}

// A place is where an item stands in one revision.
type place struct {
	item      *item
	provision *corpus.Provision
	group     *group
	note      *note // the note that covers it, or nil
	seq       int   // its place in the text
}

// A group is a point or heading that has items of its own.
type group struct {
	provision *corpus.Provision
	path      []*corpus.Provision // from the point down to the group itself
	paths     []int               // the engine's numbers of the path and of its beginnings
	ancestors []*corpus.Provision // from the root, for suspensions
	places    []*place
}

// A note is a note of the list with what it excludes.
type note struct {
	provision *corpus.Provision
	position.Note
}

// A list is one revision's text as positions, units and notes.
type list struct {
	state  *versioning.State
	groups []*group
	notes  []*note
	byItem map[*item][]*place
}

// An Engine answers questions about one act. It keeps what it has read of the
// act's revisions; one Engine serves one goroutine.
type Engine struct {
	act       *versioning.Act
	decisions *position.Decisions
	translate Translator
	items     map[[2]string]*item
	opened    map[string][]position.Entry // by line and decision
	order     []*item
	index     index
	pathIDs   map[string]int // headings from the point down, a line each → place in paths
	paths     [][]position.Heading
	pathWords map[string][]int // key of a word of the last heading → paths
	trigrams  map[string]trigrams
	headings  map[string]position.Heading
	notes     map[corpus.Sum]*note
	lists     map[*versioning.State]*list
	readings  map[string][]versioning.Readings // by candidate ID

	// learnt says from how many items, headings and notes these were made.
	learnt                             [3]int
	itemWords, headingWords, dutyWords *position.Vocabulary
	abbreviations                      []position.Abbreviation
}

// A Translator gives the Kazakh readings of a Russian or English query, best
// first; none where the query is neither.
type Translator func(query string) []string

// New returns an engine for the act. Translate may be nil. The error is that
// of the act's reviewed decisions.
func New(act *versioning.Act, translate Translator) (*Engine, error) {
	e := &Engine{act: act, translate: translate,
		items:     make(map[[2]string]*item),
		headings:  make(map[string]position.Heading),
		notes:     make(map[corpus.Sum]*note),
		lists:     make(map[*versioning.State]*list),
		readings:  make(map[string][]versioning.Readings),
		opened:    make(map[string][]position.Entry),
		pathIDs:   make(map[string]int),
		pathWords: make(map[string][]int),
		trigrams:  make(map[string]trigrams),
		index:     index{ends: make(map[string][]reference), starts: make(map[string][]reference)},
	}
	if len(act.Decisions) > 0 {
		d, err := position.ParseDecisions(act.DecisionsName, act.Decisions)
		if err != nil {
			return nil, err
		}
		e.decisions = d
	}
	for _, c := range act.Revisions() {
		e.listsOf(c)
	}
	return e, nil
}

// choices returns the ways to read the disputes of the candidate's events
// that give different lists: a dispute about the preamble decides nothing
// about positions.
func (e *Engine) choices(c versioning.Candidate) []versioning.Readings {
	if r, ok := e.readings[c.ID]; ok {
		return r
	}
	var out []versioning.Readings
	seen := make(map[corpus.Sum]bool)
	for i, r := range versioning.Choices(c.Events) {
		s, err := e.act.State(c, r)
		if err != nil {
			if i == 0 {
				out = append(out, r)
			}
			continue
		}
		if sum := listSum(s.Root); !seen[sum] {
			seen[sum] = true
			out = append(out, r)
		}
	}
	e.readings[c.ID] = out
	return out
}

// listSum is the address of everything below the lists of an act.
func listSum(root *corpus.Provision) corpus.Sum {
	lists := &corpus.Provision{}
	for p := range root.All() {
		if p.Kind == corpus.KindList {
			lists.Children = append(lists.Children, p)
		}
	}
	return lists.Sum()
}

// listsOf returns the candidate's list under each reading; none where its
// text is not held.
func (e *Engine) listsOf(c versioning.Candidate) []*list {
	var out []*list
	for _, r := range e.choices(c) {
		if s, err := e.act.State(c, r); err == nil {
			out = append(out, e.list(s))
		}
	}
	return out
}

// list reads the state, once.
func (e *Engine) list(s *versioning.State) *list {
	if l, ok := e.lists[s]; ok {
		return l
	}
	l := &list{state: s, byItem: make(map[*item][]*place)}
	groups := make(map[*corpus.Provision]*group)
	// A note covers what precedes it in the same point, back to the previous
	// note: open holds the places since then.
	var open []*place
	seq := 0
	for p, up := range s.Root.All() {
		switch p.Kind {
		case corpus.KindPoint:
			open = nil
		case corpus.KindItem, corpus.KindParagraph, corpus.KindSubpoint:
			if len(up) == 0 || !within(up, corpus.KindPoint) || !within(up, corpus.KindList) {
				continue
			}
			parent := up[len(up)-1]
			g := groups[parent]
			if g == nil {
				g = e.group(parent, up)
				groups[parent] = g
				l.groups = append(l.groups, g)
			}
			pl := &place{item: e.item(p), provision: p, group: g, seq: seq}
			seq++
			g.places = append(g.places, pl)
			l.byItem[pl.item] = append(l.byItem[pl.item], pl)
			open = append(open, pl)
		case corpus.KindNote:
			n := e.note(p)
			l.notes = append(l.notes, n)
			for _, pl := range open {
				pl.note = n
			}
			open = nil
		}
	}
	// Headings without items of their own name units too.
	for p, up := range s.Root.All() {
		if p.Kind == corpus.KindGroup && groups[p] == nil {
			g := e.group(p, append(append([]*corpus.Provision(nil), up...), p))
			l.groups = append(l.groups, g)
			groups[p] = g
		}
	}
	e.lists[s] = l
	return l
}

func within(up []*corpus.Provision, k corpus.Kind) bool {
	for _, p := range up {
		if p.Kind == k {
			return true
		}
	}
	return false
}

// group makes the group of a provision; up ends with the provision itself.
func (e *Engine) group(p *corpus.Provision, up []*corpus.Provision) *group {
	g := &group{provision: p, ancestors: append([]*corpus.Provision(nil), up...)}
	var path []position.Heading
	key := ""
	for _, q := range up {
		if q.Kind != corpus.KindPoint && q.Kind != corpus.KindGroup {
			continue
		}
		g.path = append(g.path, q)
		path = append(path, e.heading(q.Heading()))
		key += q.Heading() + "\n"
		id, ok := e.pathIDs[key]
		if !ok {
			id = len(e.paths)
			e.pathIDs[key] = id
			e.paths = append(e.paths, path[:len(path):len(path)])
			for _, w := range position.Split(q.Heading()) {
				for _, k := range w.Keys() {
					if n := e.pathWords[k]; len(n) == 0 || n[len(n)-1] != id {
						e.pathWords[k] = append(n, id)
					}
				}
			}
		}
		g.paths = append(g.paths, id)
	}
	return g
}

func (e *Engine) heading(text string) position.Heading {
	h, ok := e.headings[text]
	if !ok {
		h = position.ParseHeading(text)
		e.headings[text] = h
	}
	return h
}

func (e *Engine) item(p *corpus.Provision) *item {
	key := [2]string{p.EID, p.Text}
	it, ok := e.items[key]
	if !ok {
		d, reviewed := position.Decision{}, false
		if e.decisions != nil {
			d, reviewed = e.decisions.For(p.EID, p.Text)
		}
		if !reviewed {
			d = position.Propose(p.Text)
		}
		// The same line stands in many groups; it is opened once.
		same := p.Text + fmt.Sprint(d)
		entries, opened := e.opened[same]
		if !opened {
			entries = position.Open(p.Text, d)
			e.opened[same] = entries
		}
		it = &item{eid: p.EID, text: p.Text, entries: entries}
		e.items[key] = it
		e.order = append(e.order, it)
		e.index.add(it)
	}
	return it
}

func (e *Engine) note(p *corpus.Provision) *note {
	n, ok := e.notes[p.Sum()]
	if !ok {
		n = &note{provision: p, Note: position.OpenNote(p.Lines())}
		e.notes[p.Sum()] = n
	}
	return n
}

// Entries returns every position that the items of the state open into, in
// the order of the text, for review and for pages of positions.
func (e *Engine) Entries(s *versioning.State, yield func(p *corpus.Provision, path []*corpus.Provision, entries []position.Entry)) {
	for _, g := range e.list(s).groups {
		for _, pl := range g.places {
			yield(pl.provision, g.path, pl.item.entries)
		}
	}
}

// An index finds the entries that a position may match, by the keys of their
// last words, and for entries under all titles of their first.
type index struct{ ends, starts map[string][]reference }

type reference struct {
	item  *item
	entry int
}

func (x *index) add(it *item) {
	for i, en := range it.entries {
		w := en.Words()
		if len(w) == 0 {
			continue
		}
		for _, k := range w[len(w)-1].Keys() {
			x.ends[k] = append(x.ends[k], reference{it, i})
		}
		if en.Rule == position.RuleAllTitles {
			for _, k := range w[0].Keys() {
				x.starts[k] = append(x.starts[k], reference{it, i})
			}
		}
	}
}

// candidates returns the entries that may match, each once.
func (x *index) candidates(q position.Query) []reference {
	var out []reference
	seen := make(map[reference]bool)
	collect := func(m map[string][]reference, words []position.Word) {
		for _, w := range words {
			for _, k := range w.Keys() {
				for _, r := range m[k] {
					if !seen[r] {
						seen[r] = true
						out = append(out, r)
					}
				}
			}
		}
	}
	collect(x.ends, q.Ends())
	collect(x.starts, q.Starts())
	return out
}
