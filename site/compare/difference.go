package compare

import (
	"slices"
	"strings"
	"sync"

	"tizbe/corpus"
	"tizbe/site/element"
	"tizbe/site/words"
	"tizbe/versioning"
)

// A Side is one of the two texts compared.
type Side struct {
	*versioning.State
	On      corpus.Date            // the day asked about; zero where the revision was named
	Others  []versioning.Candidate // the revisions that may govern on that day as well
	InForce *corpus.Bounds         // of the revision's last event; nil leaves it out
}

// A Difference is what differs between two texts of one act.
type Difference struct {
	From, To Side
	EID      string // of the provision it is about with all below it; "" for the whole act
	// Changes are in the order of the later text, with what was taken out in
	// one place and put back in another as a move: see [versioning.Moves].
	Changes []versioning.Change
	// Disagreements are the disputes between sources that have to do with it.
	Disagreements []Disagreement
	// Standing are the events of the later text alone that suspend or repeal
	// the act or a part of it without changing a word.
	Standing []Standing

	words wordsKept
}

// wordsKept are the words that differ in the lines shown so far: the same lines
// are shown in three languages, on a page, in a table and as a document.
type wordsKept struct {
	mu sync.Mutex
	of map[[2]*corpus.Provision][]versioning.WordsRun
}

// Words tells apart the words of two texts of a line, which is done once until
// [Difference.Forget]. It may be called by several goroutines; what it returns
// is not to be changed.
func (d *Difference) Words(before, after *corpus.Provision) []versioning.WordsRun {
	d.words.mu.Lock()
	defer d.words.mu.Unlock()
	k := [2]*corpus.Provision{before, after}
	runs, ok := d.words.of[k]
	if !ok {
		if d.words.of == nil {
			d.words.of = make(map[[2]*corpus.Provision][]versioning.WordsRun)
		}
		runs = versioning.DiffWords(before.Text, after.Text)
		d.words.of[k] = runs
	}
	return runs
}

// Forget gives back the memory of [Difference.Words].
func (d *Difference) Forget() {
	d.words.mu.Lock()
	defer d.words.mu.Unlock()
	d.words.of = nil
}

// A Disagreement is a dispute with each source's text of its provisions.
type Disagreement struct {
	versioning.Dispute
	Lines []DisputedLine
}

// A DisputedLine is a provision that sources have differently.
type DisputedLine struct {
	EID     string
	Path    []*corpus.Provision // in the first text that has it
	Here    *corpus.Provision   // there
	Sources []SourceText
}

// A SourceText is one source's text of a provision.
type SourceText struct {
	Source corpus.Words
	Text   string
	Has    bool // the source has such a line
}

// A Standing is one operation that changes the force of a text.
type Standing struct {
	Event *versioning.Event
	Op    versioning.Operation
	Path  []*corpus.Provision
	Here  *corpus.Provision // nil for the whole act
}

// New compares two texts of one act: the whole, or the provision with the eId
// and what stands below it in either.
func New(from, to Side, eid string) *Difference {
	d := &Difference{From: from, To: to, EID: eid}
	d.Changes = versioning.Under(versioning.Moves(versioning.Diff(from.State, to.State)), eid)
	d.disagreements()
	d.standing()
	return d
}

// disagreements collects the disputes of the events that only one text has,
// and of all those whose provisions changed.
func (d *Difference) disagreements() {
	seen := make(map[string]bool)
	for _, side := range [...]*Side{&d.To, &d.From} {
		other := &d.From
		if side == other {
			other = &d.To
		}
		for _, e := range side.Revision.Events {
			for _, x := range e.Disputes {
				if seen[x.ID] {
					continue
				}
				if slices.Contains(other.Revision.Events, e) && !d.changes(x.EIDs) {
					continue
				}
				if g := disagreement(side.State, x, d.EID); len(g.Lines) > 0 {
					seen[x.ID] = true
					d.Disagreements = append(d.Disagreements, g)
				}
			}
		}
	}
}

func (d *Difference) changes(eids []string) bool {
	return slices.ContainsFunc(d.Changes, func(c versioning.Change) bool { return slices.Contains(eids, c.EID) })
}

// Disagreements returns the disputes with every source's text of the disputed
// provisions that are the one with the eId or stand below it, in the text s as
// each source has it.
func Disagreements(s *versioning.State, disputes []versioning.Dispute, eid string) []Disagreement {
	var out []Disagreement
	for _, x := range disputes {
		if g := disagreement(s, x, eid); len(g.Lines) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// disagreement reads the disputed provisions under the eId in every source's
// text.
func disagreement(s *versioning.State, x versioning.Dispute, under string) Disagreement {
	g := Disagreement{Dispute: x}
	texts := make([]*versioning.State, len(x.Readings))
	for i, r := range x.Readings {
		if alt, err := s.Under(x, r); err == nil {
			texts[i] = alt
		}
	}
	for _, id := range x.EIDs {
		l := DisputedLine{EID: id}
		inside := under == "" || id == under
		for i, r := range x.Readings {
			t := SourceText{Source: r.Title}
			if texts[i] != nil {
				p, up := find(texts[i].Root, id)
				if p != nil {
					t.Text, t.Has = p.Text, true
					inside = inside || slices.ContainsFunc(up, func(q *corpus.Provision) bool { return q.EID == under })
					if l.Here == nil {
						l.Here, l.Path = p, up
					}
				}
			}
			l.Sources = append(l.Sources, t)
		}
		if inside && l.Here != nil {
			g.Lines = append(g.Lines, l)
		}
	}
	return g
}

func find(root *corpus.Provision, eid string) (*corpus.Provision, []*corpus.Provision) {
	for p, up := range root.All() {
		if p.EID == eid {
			return p, slices.Clone(up)
		}
	}
	return nil, nil
}

func (d *Difference) standing() {
	for _, e := range d.To.Revision.Events {
		if slices.Contains(d.From.Revision.Events, e) {
			continue
		}
		if e.Kind == versioning.Repeal && !slices.ContainsFunc(e.Operations, func(o versioning.Operation) bool { return o.Op == versioning.OpRepeal }) {
			d.Standing = append(d.Standing, Standing{Event: e, Op: versioning.Operation{Op: versioning.OpRepeal}})
		}
		if x := e.Ends(); x != nil && x.Kind == versioning.Adoption {
			d.Standing = append(d.Standing, Standing{Event: e, Op: versioning.Operation{Op: versioning.OpRepeal}})
		}
		for _, o := range e.Operations {
			if o.Op != versioning.OpSuspend && !(o.Op == versioning.OpRepeal && o.Before == "" && o.Old == nil) {
				continue
			}
			st := Standing{Event: e, Op: o}
			if o.Target != "" {
				st.Here, st.Path = find(d.To.Root, o.Target)
			}
			if st.Here != nil && d.EID != "" && !slices.ContainsFunc(append(st.Path, st.Here), func(q *corpus.Provision) bool { return q.EID == d.EID }) && st.Here.Find(d.EID) == nil {
				continue
			}
			d.Standing = append(d.Standing, st)
		}
	}
}

// Backwards reports whether the text called the earlier one has events that
// the other has not, and not the other way round: then what the acts named did
// is shown undone.
func (d *Difference) Backwards() bool {
	lacks := func(x, y []*versioning.Event) bool {
		return slices.ContainsFunc(x, func(e *versioning.Event) bool { return !slices.Contains(y, e) })
	}
	return lacks(d.From.Revision.Events, d.To.Revision.Events) && !lacks(d.To.Revision.Events, d.From.Revision.Events)
}

// Notes are the remarks that belong to the whole, in the printer's language:
// which other texts may govern, how the changes of each act are known, what is
// shown undone, what was suspended or repealed without a change of words.
func (d *Difference) Notes(p *words.Printer) []string {
	var out []string
	for _, s := range [...]Side{d.From, d.To} {
		if len(s.Others) == 0 {
			continue
		}
		var names []string
		for _, c := range s.Others {
			names = append(names, revision(p, c))
		}
		out = append(out, p.T("for %[1]s the %[2]s is taken; these may govern as well: %[3]s", s.On, revision(p, s.Revision), strings.Join(names, ", ")))
	}
	seen := make(map[*versioning.Event]bool)
	for _, c := range d.Changes {
		for _, e := range c.Events {
			if remark := p.Words(e.Remark); remark != "" && !seen[e] {
				seen[e] = true
				out = append(out, p.Citation(e.By)+": "+remark)
			}
		}
	}
	if d.Backwards() {
		out = append(out, p.T("the first text is the later one: what the acts named did is shown undone"))
	}
	for _, s := range d.Standing {
		what := p.T("the whole act")
		if s.Here != nil {
			what = element.Name(p.Lang(), s.Path, s.Here, true)
		}
		by := p.By(s.Event)
		switch {
		case s.Event.Ends() != nil:
			f, _, _, _ := d.To.Act.Timing(s.Event).Days()
			out = append(out, p.T("%[1]s: %[2]s", what, p.T("no longer in force from %[1]s", p.Between(f))))
		case s.Op.Op == versioning.OpRepeal:
			out = append(out, p.T("repealed by %[1]s: %[2]s", by, what))
		default:
			out = append(out, p.T("%[1]s, by %[2]s: %[3]s", p.Suspension(s.Op.Pause()), by, what))
		}
	}
	return out
}

// revision names a revision: by the day of adoption of its last event.
func revision(p *words.Printer, c versioning.Candidate) string {
	switch last := c.Last(); {
	case last == nil:
		return p.T("no revision")
	case c.ID == last.ID && c.ID == last.Adopted.String():
		return p.T("revision of %[1]s", last.Adopted)
	case c.ID == last.ID && len(last.Parts) > 0:
		return p.T("revision of %[1]s", last.Adopted) + " (№ " + last.By.Number() + ", " + p.Parts(last.Parts) + ")"
	default:
		return p.T("revision %[1]s", c.ID)
	}
}

// Title names the act with its title in its own language.
func (d *Difference) title() (text string, lang corpus.Lang) {
	act := d.To.Act
	for _, l := range [...]corpus.Lang{act.Lang(), corpus.Kazakh, corpus.Russian} {
		if s := act.Title[l]; s != "" {
			return s, l
		}
	}
	return act.Title.In(act.Lang()), act.Lang()
}
