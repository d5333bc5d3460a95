package site

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/kazakh"
	"tizbe/site/verdict"
	"tizbe/versioning"
	"tizbe/versioning/eligibility"
)

// An act is everything the pages of one act are made of. It is made by one
// goroutine and not changed afterwards, so that pages are rendered by several;
// all but the answers, which come while the pages without any are rendered: see
// [act.asked].
type act struct {
	*versioning.Act
	path     string // akn/kz/act/…/789/
	lang     corpus.Lang
	editions []*edition
	ends     []*versioning.Event // of the act and of temporary amendments; without those that a later wording of the term replaced
	current  *edition            // the one shown first: every event at its earliest possible day
	asOf     versioning.AsOf
	tooOpen  bool // asOf is empty, since too many dates are not known
	engine   *eligibility.Engine

	marks     map[string][]changeMark // by eId
	lives     []*life                 // in the order of the text
	lifeOf    map[string]*life
	pairs     []*pair
	pairOf    map[[2]*edition]*pair
	positions []*post // in Kazakh alphabetical order
	units     []*unit // in the order of the text
	unitOf    map[string]*unit
	titles    map[string][]*post // by the text of a line and its eId

	disputed map[string]map[string][]verdict.Disputed // revision → eId

	names *verdict.Names

	answered   chan struct{} // closed when every question has its answer, or unanswered says why not
	unanswered error
}

// An edition is a revision with the days from which it governs.
type edition struct {
	versioning.Candidate
	act    *act
	state  *versioning.State // nil where the text is not held
	err    error
	timing versioning.Timing
	path   string // akn/…/789/kaz@2026-02-20/
}

// A changeMark says that an event changed a provision.
type changeMark struct {
	event *versioning.Event
	kind  versioning.ChangeKind
	at    string // where the comparison shows it
}

// A life is every wording of a provision that changed.
type life struct {
	eid      string
	path     string
	wordings []versioning.Wording
	at       *corpus.Provision // as it stands in the latest text that has it
	up       []*corpus.Provision
}

func (s *Site) newAct(a *versioning.Act) (*act, error) {
	m := &act{Act: a, path: strings.TrimPrefix(string(a.ID), "/") + "/", lang: cmp.Or(a.Lang(), corpus.Kazakh),
		marks: make(map[string][]changeMark), lifeOf: make(map[string]*life), pairOf: make(map[[2]*edition]*pair), unitOf: make(map[string]*unit), titles: make(map[string][]*post),
		disputed: make(map[string]map[string][]verdict.Disputed), names: new(verdict.Names), answered: make(chan struct{})}
	if !safe(m.path) {
		return nil, fmt.Errorf("act %.100q has no address", a.ID)
	}
	for _, c := range a.Revisions() {
		e := &edition{Candidate: c, act: m, timing: a.Timing(c.Last()), path: m.path + m.lang.AKN() + "@" + c.ID + "/"}
		if !safe(e.path) {
			return nil, fmt.Errorf("revision %.100q of %s has no address", c.ID, a.ID)
		}
		e.state, e.err = a.State(c, nil)
		m.readDisputes(c)
		m.editions = append(m.editions, e)
		for _, x := range c.Events {
			if x.Ends() != nil && !slices.Contains(m.ends, x) {
				m.ends = append(m.ends, x)
			}
		}
	}
	var err error
	m.asOf, err = a.AsOf(s.Verified, s.Verified)
	if m.tooOpen = errors.Is(err, versioning.ErrTooOpen); err != nil && !m.tooOpen {
		return nil, err
	}
	if len(m.editions) > 0 {
		m.current = m.editions[0]
		for _, e := range m.editions {
			if len(m.asOf.Candidates) > 0 && e.ID == m.asOf.Candidates[m.asOf.Earliest].ID && e.state != nil {
				m.current = e
			}
		}
	}
	m.compare()
	if err := m.history(); err != nil {
		return nil, err
	}
	if m.listsPositions() && !m.tooOpen { // nothing can be answered of such an act
		if m.engine, err = eligibility.New(a, nil); err != nil {
			return nil, err
		}
		if err := s.posts(m); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// listsPositions reports whether the act's annex is a list of positions: its
// items were reviewed as such, or its title says so (лауазымдар тізбесі,
// перечень должностей). Items of other annexes are not positions.
func (a *act) listsPositions() bool {
	if a.current == nil || a.current.state == nil {
		return false
	}
	annex := a.current.state.Root.Annex()
	if annex == nil {
		return false
	}
	if len(a.Decisions) > 0 {
		return true
	}
	for _, c := range annex.Children {
		if c.Kind != corpus.KindListTitle {
			continue
		}
		if t := kazakh.Lower(c.Text); strings.Contains(t, "лауазым") || strings.Contains(t, "должност") {
			return true
		}
	}
	return false
}

// history collects the lives of the provisions that changed or are disputed.
// Where whole texts replace each other, as in imported acts, no operation
// names a provision and nearly all of them change: their comparisons show it,
// and a life has a page only when it is asked for ([Site.Page]).
func (a *act) history() error {
	operated := slices.ContainsFunc(a.Events, func(e *versioning.Event) bool { return len(e.Operations) > 0 })
	for _, e := range a.editions {
		if e.state == nil {
			continue
		}
		for p := range e.state.Root.All() {
			if !(operated && len(a.marks[p.EID]) > 0) && len(e.state.Disputed(p.EID)) == 0 || a.lifeOf[p.EID] != nil {
				continue
			}
			l, err := a.newLife(p.EID)
			if err != nil {
				return err
			}
			a.lives = append(a.lives, l)
			a.lifeOf[p.EID] = l
		}
	}
	return nil
}

// newLife reads every wording of a provision.
func (a *act) newLife(eid string) (*life, error) {
	l := &life{eid: eid, path: a.path + "~" + eid + "/"}
	if !safe(l.path) {
		return nil, fmt.Errorf("provision %.100q of %s has no address", eid, a.ID)
	}
	var err error
	if l.wordings, err = a.History(eid, nil); err != nil {
		return nil, err
	}
	for _, e := range slices.Backward(a.editions) {
		if e.state == nil {
			continue
		}
		for p, up := range e.state.Root.All() {
			if p.EID == eid {
				l.at, l.up = p, slices.Clone(up)
				return l, nil
			}
		}
	}
	return nil, fmt.Errorf("provision %.100q of %s: %w", eid, a.ID, versioning.ErrUnknownProvision)
}

// edition returns the one with the ID, or nil.
func (a *act) edition(id string) *edition {
	for _, e := range a.editions {
		if e.ID == id {
			return e
		}
	}
	return nil
}

// verified is the last day of which the base knows anything: when a text was
// seen as current, when an act was adopted, or a day that a fact names.
func verified(acts []*versioning.Act) corpus.Date {
	var last corpus.Date
	see := func(d corpus.Date) {
		if d.After(last) {
			last = d
		}
	}
	for _, a := range acts {
		for _, e := range a.Events {
			see(e.Adopted)
			for _, o := range e.Observed {
				see(o.On)
			}
		}
		for _, h := range a.Held {
			see(h.Observed)
		}
		for _, f := range a.Facts {
			see(f.Date)
		}
	}
	return last
}
