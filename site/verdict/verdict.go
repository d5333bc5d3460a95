// Package verdict draws an answer of package eligibility for a page: the
// verdict with its certainty, what it rests on, verbatim, and what would
// settle it; and the hits of a search. The pages made as files, those served and the engine that runs in
// a browser show an answer through this package alone, so that it reads the
// same everywhere; it is small for the sake of the last.
package verdict

import (
	"cmp"
	"slices"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/position"
	"tizbe/site/element"
	"tizbe/site/words"
	"tizbe/versioning"
	"tizbe/versioning/eligibility"
)

// signs make a verdict unmistakable without colour: each has a sign of its
// own, and the frame that the style sheet draws differs as well.
var signs = map[eligibility.Verdict]string{
	eligibility.Eligible:      "✓",
	eligibility.Conditional:   "◐",
	eligibility.Excluded:      "✗",
	eligibility.NotListed:     "✗",
	eligibility.NotApplicable: "–",
	eligibility.Undetermined:  "?",
}

// A Verdict is a verdict as it is drawn.
type Verdict struct {
	Class    string
	Sign     string
	Word     string
	Sentence string
	Certain  bool
}

// Of returns how a verdict is drawn.
func Of(say *words.Printer, x eligibility.Verdict) Verdict {
	return Verdict{string(x), signs[x], say.Verdict(x), say.Sentence(x), x != eligibility.Undetermined}
}

// An Act tells what the site has of the act: paths of pages in a language's
// folder, "" where there is none. Its methods are called by several goroutines.
type Act interface {
	// Edition returns the page of a revision and its text; nil where it is not
	// held.
	Edition(id string) (path string, state *versioning.State)
	// Unit returns the page of the unit with the heading.
	Unit(eid string) (path string)
	// Position returns the page of the position that a line names, where it
	// names one.
	Position(eid, text string) (path string)
	// Disputes returns the disputes about a provision in a revision.
	Disputes(c versioning.Candidate, eid string) []Disputed
}

// A Disputed is what the sources have at a provision in a revision.
type Disputed struct {
	versioning.Dispute
	Texts []*corpus.Provision // by reading; nil where the source has no such provision
}

// DisputesOf returns what is disputed in the revision, by eId. It derives
// texts of the act, and so is not to be called by several goroutines.
func DisputesOf(a *versioning.Act, c versioning.Candidate) map[string][]Disputed {
	found := make(map[string][]Disputed)
	for _, e := range c.Events {
		for _, d := range e.Disputes {
			roots := make([]*corpus.Provision, len(d.Readings))
			for i, r := range d.Readings {
				if s, err := a.State(c, versioning.Readings{d.ID: r.Source}); err == nil {
					roots[i] = s.Root
				}
			}
			for _, eid := range d.EIDs {
				x := Disputed{Dispute: d}
				for _, root := range roots {
					var p *corpus.Provision
					if root != nil {
						p = root.Find(eid)
					}
					x.Texts = append(x.Texts, p)
				}
				found[eid] = append(found[eid], x)
			}
		}
	}
	return found
}

// A Drawer draws answers about one act on one page.
type Drawer struct {
	Say  *words.Printer
	M    func(key string, args ...any) string // messages of the pages
	To   func(path string) string             // the link from the page to a path
	Text corpus.Lang                          // the act's language
	Act  Act
	// Names keeps the names of provisions for other pages; it may be nil.
	Names *Names
}

// An Answer is the answer for a stretch of days, in words.
type Answer struct {
	Days    string // in words
	Verdict Verdict
	Reasons []string
	// Versions are what the candidate revisions say, joined where they say
	// the same.
	Versions     []Version
	Presumptions []string
	Needs        []string
	Later        []string
	Readings     []string // interpretations that the answer rests on
	Read         []string // how the question was understood where not as typed
	Suggestions  []string
}

// A Version is what one or several revisions say.
type Version struct {
	Names   []Link
	Source  string
	Verdict Verdict
	Reasons []string
	Places  []Place
	Missing string // why there is no text
}

// A Link is a text and the page it leads to, or "".
type Link struct{ Text, Path string }

// A Place is a line of the list that names the position.
type Place struct {
	Path       []string // headings
	UnitPath   string
	Text       string
	Permalink  string
	EID        string
	Element    string
	Rule       string
	Title      string // what the line opens into, where that is not the line
	UnitRule   string
	Verdict    Verdict
	Qualifiers []string
	Suspended  string // for whom alone, and for how long
	Note       string // permalink of the note
	Exclusions []Exclusion
	Disputes   []Dispute
}

// An Exclusion is a duty that a note takes out.
type Exclusion struct {
	Text       string
	Exceptions []string
}

// A Dispute is a disagreement of sources about a provision.
type Dispute struct {
	Basis   string
	Sources []Source
}

// A Source is what one source has of it.
type Source struct {
	Title string
	Text  string
	Has   bool
}

// Same reports whether two disputes read the same.
func (d Dispute) Same(o Dispute) bool {
	return d.Basis == o.Basis && slices.Equal(d.Sources, o.Sources)
}

// Short names an act as prose does: resolution № 789 of 2025-09-24. The number
// stays on the line of its sign.
func (v *Drawer) Short(id corpus.ActID) string {
	if id == "" {
		return v.M("an act that the source does not name")
	}
	return strings.ReplaceAll(v.Say.Citation(id), "№ ", "№\u00a0")
}

// Number is the number of an act, "?" where a source does not name the act.
func Number(id corpus.ActID) string { return cmp.Or(id.Number(), "?") }

// Edition names an edition: edition of 20.02.2026 (№ 91).
func (v *Drawer) Edition(c versioning.Candidate) string {
	last := c.Last()
	if last == nil {
		return v.M("no edition")
	}
	if last.Ends() != nil && !strings.Contains(c.ID, "+") {
		return v.M("text after the end of № %[1]s", Number(last.By))
	}
	if d, err := corpus.ParseDate(c.ID); err == nil {
		if last.By == "" {
			return v.M("edition of %[1]s", d)
		}
		return v.M("edition of %[1]s (№ %[2]s)", d, Number(last.By))
	}
	if strings.Contains(c.ID, "+") { // events that are not the first ones
		var by []string
		for _, e := range c.Events {
			by = append(by, "№ "+Number(e.By))
		}
		return v.M("text after %[1]s", strings.Join(by, ", "))
	}
	return v.M("edition %[1]s (№ %[2]s)", c.ID, Number(last.By))
}

// Asked puts the answer to a single question into words.
func (v *Drawer) Asked(x *eligibility.Answer) Answer {
	return v.Answer(x, v.M("On %[1]s, as the law stood on %[2]s", x.Question.On, x.Question.Seen))
}

// Answer puts the answer into words; days says for which days it holds.
func (v *Drawer) Answer(x *eligibility.Answer, days string) Answer {
	out := Answer{Verdict: Of(v.Say, x.Verdict), Days: days, Suggestions: x.Suggestions}
	for _, r := range x.Reasons {
		out.Reasons = append(out.Reasons, v.Say.Reason(r))
	}
	for _, p := range x.Presumptions {
		out.Presumptions = append(out.Presumptions, v.Say.Say(p))
	}
	for _, p := range x.Needs {
		out.Needs = append(out.Needs, v.Say.Say(p))
	}
	for _, t := range x.Later {
		f, _, _, _ := t.Days()
		out.Later = append(out.Later, v.M("%[1]s adds the position: in force %[2]s", v.Short(t.Event.By), v.Say.Between(f)))
	}
	for _, r := range x.Read {
		out.Read = append(out.Read, v.M("%[1]s “%[2]s” → “%[3]s”: %[4]s", v.Say.Part(r.Part), r.Typed, r.As, v.Say.Rule(r.Rule)))
	}
	for _, r := range x.Revisions {
		vv := v.version(r)
		same := slices.IndexFunc(out.Versions, func(o Version) bool { return sameVersion(o, vv) })
		if same < 0 {
			out.Versions = append(out.Versions, vv)
			continue
		}
		// Say it once, of the latest edition, and name all.
		vv.Names = append(out.Versions[same].Names, vv.Names...)
		out.Versions[same] = vv
	}
	if len(out.Versions) == 1 {
		out.Versions[0].Reasons = nil // they are the answer's
	}
	out.Readings = v.interpretations(x)
	return out
}

func sameVersion(x, y Version) bool {
	return x.Verdict == y.Verdict && x.Source == y.Source && x.Missing == y.Missing && slices.Equal(x.Reasons, y.Reasons) &&
		slices.EqualFunc(x.Places, y.Places, func(p, q Place) bool {
			return p.EID == q.EID && p.Text == q.Text && p.Verdict == q.Verdict && slices.Equal(p.Path, q.Path)
		})
}

func (v *Drawer) version(r eligibility.RevisionAnswer) Version {
	out := Version{Verdict: Of(v.Say, r.Verdict)}
	path, state := v.Act.Edition(r.Candidate.ID)
	out.Names = []Link{{v.Edition(r.Candidate), path}}
	if r.Source != nil {
		out.Source = v.Say.Words(r.Source.Title)
	}
	for _, x := range r.Reasons {
		out.Reasons = append(out.Reasons, v.Say.Reason(x))
	}
	if r.Err != nil {
		out.Missing = v.M("the text of this edition is not held")
	}
	for _, m := range r.Matches {
		out.Places = append(out.Places, v.place(path, state, r, m))
	}
	return out
}

func (v *Drawer) place(path string, state *versioning.State, r eligibility.RevisionAnswer, m eligibility.Match) Place {
	out := Place{Text: m.Provision.Text, EID: m.Provision.EID, Rule: v.Say.Rule(m.Rule), Verdict: Of(v.Say, m.Verdict), Qualifiers: m.OpenQualifiers}
	for _, p := range m.Path {
		out.Path = append(out.Path, p.Text)
	}
	if n := len(m.Path); n > 0 {
		out.UnitPath = v.Act.Unit(m.Path[n-1].EID)
	}
	if m.Entry.Rule != position.RuleVerbatim {
		out.Title = m.Entry.Title
	}
	if m.Pause != nil {
		out.Suspended = v.Say.Suspension(*m.Pause)
	}
	if m.UnitRule != "" {
		out.UnitRule = v.Say.UnitRule(m.UnitRule)
	}
	if state != nil {
		// A reading of another source may have a line that the text shown has not.
		if state.Find(m.Provision.EID) != nil {
			out.Permalink = path + "#" + m.Provision.EID
		}
		if m.Note != nil && state.Find(m.Note.EID) != nil {
			out.Note = path + "#" + m.Note.EID
		}
	}
	if r.State != nil {
		if up, ok := r.State.Above(m.Provision); ok {
			out.Element = v.Names.Element(v.Say.Lang(), r.State, up, m.Provision)
		}
		out.Disputes = v.Disputes(r.Candidate, m.Provision.EID)
	}
	for _, x := range m.Exclusions {
		out.Exclusions = append(out.Exclusions, Exclusion{x.Text, x.Exceptions})
	}
	return out
}

// Element names a provision in a language: a numbered provision by its
// number, any other as a paragraph counted inside one.
func Element(l corpus.Lang, up []*corpus.Provision, p *corpus.Provision) string {
	switch p.Kind {
	case corpus.KindPoint, corpus.KindArticle, corpus.KindSubpoint:
		return element.Name(l, up, p, true)
	}
	return element.Name(l, up, p, false)
}

// Disputes shows the disputes about the provision with each source's text.
func (v *Drawer) Disputes(c versioning.Candidate, eid string) []Dispute {
	var out []Dispute
	for _, x := range v.Act.Disputes(c, eid) {
		d := Dispute{Basis: v.Say.Words(x.Basis)}
		for i, r := range x.Readings {
			src := Source{Title: v.Say.Words(r.Title)}
			if p := x.Texts[i]; p != nil {
				src.Text, src.Has = p.Text, true
			}
			d.Sources = append(d.Sources, src)
		}
		out = append(out, d)
	}
	return out
}

// interpretations names the readings of the text that the act itself does not
// state and the answer rests on.
func (v *Drawer) interpretations(x *eligibility.Answer) []string {
	var note, opened, unit bool
	for _, r := range x.Revisions {
		for _, m := range r.Matches {
			note = note || m.Note != nil
			opened = opened || m.Entry.Rule != position.RuleVerbatim
			unit = unit || m.UnitRule != "" && m.UnitRule != position.UnitEqual
		}
	}
	var out []string
	for _, r := range x.Revisions {
		for _, words := range x.Act.UntilWords(r.Candidate) {
			if s := v.M("“until” the first of a month is read as not taking that day in: “%[1]s”", words); !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	if note {
		out = append(out, v.M("a note is read as covering what stands before it in the same point, back to the previous note"))
	}
	if opened {
		out = append(out, v.M("one line of the list is read as naming several positions"))
	}
	if unit {
		out = append(out, v.M("the unit is taken for the one that the heading means"))
	}
	return out
}
