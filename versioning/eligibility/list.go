package eligibility

import (
	"fmt"

	"tizbe/corpus"
	"tizbe/corpus/kazakh"
	"tizbe/corpus/position"
	"tizbe/versioning"
)

// A line is the wording of items with the positions it opens into. It is
// opened when a question comes near it, once, wherever it stands.
type line struct {
	text     string
	decision position.Decision
	reviewed bool
	opened   []position.Entry
}

func (l *line) entries() []position.Entry {
	if l.opened == nil {
		if !l.reviewed {
			l.decision = position.Propose(l.text)
		}
		l.opened = position.Open(l.text, l.decision)
	}
	return l.opened
}

// A place is where an item stands in one revision.
type place struct {
	line      *line
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
	opened    bool
	note      position.Note
}

func (n *note) exclusions() []position.Exclusion {
	if !n.opened {
		n.note, n.opened = position.OpenNote(n.provision.Lines()), true
	}
	return n.note.Exclusions
}

// A list is one revision's text as positions, units and notes.
type list struct {
	state  *versioning.State
	groups []*group
	notes  []*note
	byLine map[*line][]*place
}

// An Engine answers questions about one act. It keeps what it has read of the
// act's revisions; one Engine serves one goroutine.
type Engine struct {
	act       *versioning.Act
	decisions *position.Decisions
	translate Translator
	lines     map[string]*line // by text and reviewed decision
	known     map[*corpus.Provision]*line
	order     []*line
	lineWords map[string][]*line // onset of a word → lines
	pathIDs   map[string]int     // headings from the point down, a line each → place in paths
	paths     [][]string         // texts of the headings
	pathWords map[string][]int   // onset of a word of the last heading → paths
	trigrams  map[string]trigrams
	headings  map[string]position.Heading
	notes     map[corpus.Sum]*note
	lists     map[*versioning.State]*list
	readings  map[string][]versioning.Readings // by candidate ID
	typed     map[string]typedUnit

	// last are the days last asked about with what governs on them.
	last struct {
		seen corpus.Date
		days []corpus.Date
		of   []versioning.AsOf
	}

	// learnt says from how many headings the abbreviations were made.
	learnt        int
	abbreviations []position.Abbreviation
	vocabulary    struct {
		items  *position.Vocabulary
		of     int // lines
		duties *position.Vocabulary
		notes  int
	}
}

// A Translator gives the Kazakh readings of a Russian or English query, best
// first; none where the query is neither.
type Translator func(query string) []string

// New returns an engine for the act. Translate may be nil. The error is that
// of the act's reviewed decisions.
func New(act *versioning.Act, translate Translator) (*Engine, error) {
	e := &Engine{act: act, translate: translate,
		lines:     make(map[string]*line),
		known:     make(map[*corpus.Provision]*line),
		headings:  make(map[string]position.Heading),
		notes:     make(map[corpus.Sum]*note),
		lists:     make(map[*versioning.State]*list),
		readings:  make(map[string][]versioning.Readings),
		pathIDs:   make(map[string]int),
		pathWords: make(map[string][]int),
		trigrams:  make(map[string]trigrams),
		lineWords: make(map[string][]*line),
		typed:     make(map[string]typedUnit),
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
	l := &list{state: s, byLine: make(map[*line][]*place)}
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
			pl := &place{line: e.line(p), provision: p, group: g, seq: seq}
			seq++
			g.places = append(g.places, pl)
			l.byLine[pl.line] = append(l.byLine[pl.line], pl)
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
	var path []string
	key := ""
	for _, q := range up {
		if q.Kind != corpus.KindPoint && q.Kind != corpus.KindGroup {
			continue
		}
		g.path = append(g.path, q)
		path = append(path, q.Heading())
		key += q.Heading() + "\n"
		id, ok := e.pathIDs[key]
		if !ok {
			id = len(e.paths)
			e.pathIDs[key] = id
			e.paths = append(e.paths, path[:len(path):len(path)])
			for _, w := range kazakh.Tokens(q.Heading()) {
				k := position.Onset(w.Text)
				if n := e.pathWords[k]; len(n) == 0 || n[len(n)-1] != id {
					e.pathWords[k] = append(n, id)
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

func (e *Engine) line(p *corpus.Provision) *line {
	if l, ok := e.known[p]; ok { // revisions share what did not change
		return l
	}
	key, d, reviewed := p.Text, position.Decision{}, false
	if e.decisions != nil {
		if d, reviewed = e.decisions.For(p.EID, p.Text); reviewed {
			key += fmt.Sprint(d) // a review may hold for one place only
		}
	}
	l, ok := e.lines[key]
	if !ok {
		l = &line{text: p.Text, decision: d, reviewed: reviewed}
		e.lines[key] = l
		e.order = append(e.order, l)
		for _, w := range kazakh.Tokens(p.Text) {
			k := position.Onset(w.Text)
			if n := e.lineWords[k]; len(n) == 0 || n[len(n)-1] != l {
				e.lineWords[k] = append(n, l)
			}
		}
	}
	e.known[p] = l
	return l
}

// candidates returns the lines that may name the position, each once: an
// entry that answers to it ends in its last word or, under all titles, starts
// with its first, and every word of an entry is a word of its line.
func (e *Engine) candidates(q position.Query) []*line {
	var out []*line
	seen := make(map[*line]bool)
	for _, words := range [...][]position.Word{q.Ends(), q.Starts()} {
		for _, w := range words {
			for _, l := range e.lineWords[position.Onset(w.Text)] {
				if !seen[l] {
					seen[l] = true
					out = append(out, l)
				}
			}
		}
	}
	return out
}

func (e *Engine) note(p *corpus.Provision) *note {
	n, ok := e.notes[p.Sum()]
	if !ok {
		n = &note{provision: p}
		e.notes[p.Sum()] = n
	}
	return n
}

// Entries returns every position that the items of the state open into, in
// the order of the text, for review and for pages of positions.
func (e *Engine) Entries(s *versioning.State, yield func(p *corpus.Provision, path []*corpus.Provision, entries []position.Entry)) {
	for _, g := range e.list(s).groups {
		for _, pl := range g.places {
			yield(pl.provision, g.path, pl.line.entries())
		}
	}
}
