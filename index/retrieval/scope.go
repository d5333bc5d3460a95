package retrieval

import (
	"slices"
	"strings"

	"tizbe/corpus"
	"tizbe/versioning"
)

// A Governing is the revision of an act that is searched.
type Governing struct {
	Act      corpus.ActID
	Revision versioning.Candidate
	// Others are the revisions that may govern as well on the day, where a
	// date is open.
	Others []versioning.Candidate
	// Err says why nothing of the act is searched: its dates are too open, its
	// text is not held, or ([ErrRepealed]) it governs no more. The revision
	// then has no events where the act does not govern at all.
	Err error
}

// maxTold bounds the acts of which an answer says what was searched though
// nothing was found in them.
const maxTold = 8

// MaxScope bounds the acts whose revisions are looked for by name; beyond it
// each hit is held against its act.
const MaxScope = 512

// A scope is the part of the index that is searched.
type scope struct {
	all    bool
	acts   map[corpus.ActID]*versioning.Act
	in     map[corpus.ActID]Governing
	exact  bool        // the index knows all of the revisions: it decides alone
	day    corpus.Date // the relations of this day seen on the same day, or zero
	filter All
}

// chosenDay is what governs on a pair of days.
type chosenDay struct {
	Governing
	searched bool
}

// A text is one revision's text under every reading, as hits are held against
// it.
type text struct {
	paths    map[string][]string        // eId → headings above it
	wordings map[string]map[string]bool // eId → texts
}

// maxMemo bounds what is remembered of days and texts.
const maxMemo = 256

// scope returns what the question searches. The caller holds the lock.
func (x *Engine) scope(q Query, p parsed) scope {
	s := scope{all: q.All, acts: make(map[corpus.ActID]*versioning.Act), in: make(map[corpus.ActID]Governing)}
	revision := q.Revision
	for _, f := range p.filters {
		if f.field == "revision" {
			revision = f.value
		}
	}
	for _, a := range x.base.Acts() {
		if q.Act != "" && a.ID != q.Act || slices.ContainsFunc(p.filters, func(f filter) bool { return f.field == "act" && !a.ID.Matches(f.value) }) {
			continue
		}
		s.acts[a.ID] = a
	}
	s.filters(q, p)
	if s.all && revision == "" {
		return s
	}
	s.all, s.exact = false, !x.behind && len(s.acts) <= MaxScope
	if revision == "" && q.On == q.Seen {
		s.day = q.On
	}
	for id, a := range s.acts {
		g, searched := x.governing(a, q, revision)
		if revision == "" || searched {
			s.in[id] = g
		}
		if searched && s.exact && !inOrder(a, g.Revision) {
			s.exact = x.finder.Knows(FieldIn, InTerm(id, g.Revision.ID))
		}
	}
	return s
}

// inOrder reports whether the revision is one of those that arise in the
// order of adoption, which are always indexed.
func inOrder(a *versioning.Act, c versioning.Candidate) bool {
	n := len(c.Events)
	return n > 0 && n <= len(a.Events) && c.ID == a.Events[n-1].ID
}

// governing returns the revision of the act to be searched, and whether there
// is one.
func (x *Engine) governing(a *versioning.Act, q Query, revision string) (Governing, bool) {
	g := Governing{Act: a.ID}
	if revision != "" {
		c, err := a.Revision(revision)
		if err != nil {
			return g, false // another act's revision
		}
		g.Revision = c
		_, g.Err = a.State(c, nil)
		return g, g.Err == nil
	}
	key := string(a.ID) + q.On.String() + q.Seen.String()
	if d, ok := x.days[key]; ok {
		return d.Governing, d.searched
	}
	g, searched := governs(a, q)
	if len(x.days) >= maxMemo {
		clear(x.days)
	}
	x.days[key] = chosenDay{g, searched}
	return g, searched
}

// governs chooses as the command that shows a text does: of the candidates the
// one that takes every event on its earliest possible day.
func governs(a *versioning.Act, q Query) (Governing, bool) {
	g := Governing{Act: a.ID}
	asOf, err := a.AsOf(q.On, q.Seen)
	if err != nil {
		g.Err = err
		return g, false
	}
	for i, c := range asOf.Candidates {
		if i == asOf.Earliest {
			g.Revision = c
		} else {
			g.Others = append(g.Others, c)
		}
	}
	if len(g.Revision.Events) == 0 {
		return g, false
	}
	st, err := a.State(g.Revision, nil)
	switch {
	case err != nil:
		g.Err = err
	case st.Repealed != nil:
		g.Err = ErrRepealed
	}
	return g, g.Err == nil
}

// filters makes the filters that do not depend on time.
func (s *scope) filters(q Query, p parsed) {
	fs := append(p.filters[:len(p.filters):len(p.filters)], filter{"kind", q.Kind}, filter{"point", q.Point}, filter{"unit", q.Unit})
	for _, f := range fs {
		v := strings.TrimSpace(f.value)
		if v == "" {
			continue
		}
		switch f.field {
		case "kind":
			s.filter = append(s.filter, Term{FieldKind, strings.ToLower(v), 1})
		case "point":
			s.filter = append(s.filter, Term{FieldPoint, strings.TrimRight(v, "."), 1})
		case "eid":
			s.filter = append(s.filter, Term{FieldEID, v, 1})
		case "unit":
			s.filter = append(s.filter, below(v))
		}
	}
}

// below is met by what stands below a heading with the words, and by the
// heading itself.
func below(unit string) Condition {
	u := parse(unit)
	var under, itself All
	for _, w := range u.sought() {
		r := reach{folded: true}
		if w.stop() {
			continue
		}
		under = append(under, w.above(r))
		itself = append(itself, w.own(r))
	}
	if len(under) == 0 {
		return Any{}
	}
	return Any{under, append(itself, Term{FieldKind, string(Heading), 1})}
}

// condition returns which wordings may be found, given how many acts there
// are.
func (s *scope) condition(total int) All {
	must := s.filter[:len(s.filter):len(s.filter)]
	switch {
	case s.all && len(s.acts) < total:
		var acts Any
		for id := range s.acts {
			acts = append(acts, Term{FieldAct, string(id), 1})
		}
		must = append(must, acts)
	case s.all:
	case s.exact:
		var in Any
		for id, g := range s.in {
			if g.Err == nil && len(g.Revision.Events) > 0 {
				in = append(in, Term{FieldIn, InTerm(id, g.Revision.ID), 1})
			}
		}
		must = append(must, in)
	case !s.day.IsZero():
		// The stretches of a wording are looked at together, so that this
		// finds a little too much.
		must = append(must, Days(s.day.Days()))
	}
	return must
}

// admits reports whether the wording is in scope, where the index does not
// decide alone. The caller holds the lock.
func (x *Engine) admits(s *scope, d *Document) bool {
	a := s.acts[d.Act]
	if a == nil {
		return false
	}
	if s.all || s.exact {
		return true
	}
	g, ok := s.in[d.Act]
	if !ok || g.Err != nil || len(g.Revision.Events) == 0 {
		return false
	}
	return x.text(a, g.Revision).wordings[d.EID][d.Text]
}

// text returns the revision's text.
func (x *Engine) text(a *versioning.Act, c versioning.Candidate) *text {
	key := InTerm(a.ID, c.ID)
	if t, ok := x.texts[key]; ok {
		return t
	}
	t := &text{make(map[string][]string), make(map[string]map[string]bool)}
	for _, r := range versioning.Choices(c.Events) {
		st, err := a.State(c, r)
		if err != nil {
			continue
		}
		for p, up := range st.Root.All() {
			if !Searched(p) {
				continue
			}
			if t.wordings[p.EID] == nil {
				t.wordings[p.EID] = make(map[string]bool, 1)
				t.paths[p.EID] = headings(up)
			}
			t.wordings[p.EID][p.Text] = true
		}
	}
	if len(x.texts) >= maxMemo {
		clear(x.texts)
	}
	x.texts[key] = t
	return t
}
