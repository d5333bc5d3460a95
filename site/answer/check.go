package answer

import (
	"slices"
	"time"
	"tizbe/corpus"
	"tizbe/corpus/position"
	"tizbe/versioning/eligibility"
)

// The JSON of check is a contract: fields are added, never renamed, moved or
// dropped. Lists are never null; a date that is open is.

type Check struct {
	Act          string          `json:"act"`
	Query        CheckQuery      `json:"query"`
	Verdict      string          `json:"verdict"`
	Certain      bool            `json:"certain"`
	Reasons      []string        `json:"reasons"`
	Presumptions []string        `json:"presumptions"`
	Needs        []string        `json:"needs"`
	Revisions    []CheckRevision `json:"revisions"`
	Suggestions  []string        `json:"suggestions"`

	Later           []Later          `json:"later"`
	Read            []Reading        `json:"read"`
	Interpretations []Interpretation `json:"interpretations"`
	Disclaimer      string           `json:"disclaimer"`
}

type CheckQuery struct {
	Position string      `json:"position"`
	Unit     string      `json:"unit"`
	Duty     string      `json:"duty"`
	On       corpus.Date `json:"on"`
	Seen     corpus.Date `json:"seen"`
	Known    string      `json:"known"`
}

type CheckRevision struct {
	ID          string  `json:"id"`
	Act         string  `json:"act"`
	Verdict     string  `json:"verdict"`
	InForce     Bounds  `json:"in_force"`
	AppliesFrom Bounds  `json:"applies_from"`
	Matches     []Match `json:"matches"`

	// Ends are those that are still to come where this revision governs.
	Ends []EndAhead `json:"ends,omitempty"`

	Reasons []string `json:"reasons"`
	Source  *string  `json:"source"` // whose text this is, where the sources' texts give different answers
	Error   string   `json:"error,omitempty"`
}

type Match struct {
	EID            string   `json:"eid"`
	Point          string   `json:"point"`
	Path           []string `json:"path"`
	Text           string   `json:"text"`
	Rule           string   `json:"rule"`
	Verdict        string   `json:"verdict"`
	ExcludedDuties []string `json:"excluded_duties"`
	Note           *string  `json:"note"`
	Dispute        *Dispute `json:"dispute"`

	Entry          string   `json:"entry"`
	EntryRule      string   `json:"entry_rule"`
	UnitRule       *string  `json:"unit_rule"`
	Reasons        []string `json:"reasons"`
	QualifiersOpen []string `json:"qualifiers_open"`
	Exclusion      *string  `json:"exclusion"`
	Exception      *string  `json:"exception"`
	SuspendedFor   string   `json:"suspended_for,omitempty"` // for whom alone, or in what part, it is suspended on the day, verbatim
}

// An EndAhead is the first day on which a temporary act, or what one changed,
// no longer holds.
type EndAhead struct {
	Event string `json:"event"` // the end itself
	Of    string `json:"of"`    // the event whose effect ends
	From  Bounds `json:"from"`
}

type Later struct {
	Revision    string `json:"revision"`
	Act         string `json:"act"`
	InForce     Bounds `json:"in_force"`
	AppliesFrom Bounds `json:"applies_from"`
}

type Reading struct {
	Part  string `json:"part"`
	Typed string `json:"typed"`
	As    string `json:"as"`
	Rule  string `json:"rule"`
}

type Interpretation struct {
	Kind string `json:"kind"`
	Text string `json:"text"`
}

// Check is the answer to the question, as it was known at the moment.
func (sp Speaker) Check(ans *eligibility.Answer, known time.Time) Check {
	q := ans.Question
	out := Check{
		Act:          string(ans.Act.ID),
		Query:        CheckQuery{q.Position, q.Unit, q.Duty, q.On, q.Seen, known.Format(time.RFC3339Nano)},
		Verdict:      string(ans.Verdict),
		Certain:      ans.Certain,
		Reasons:      codes(ans.Reasons),
		Presumptions: sp.phrases(ans.Presumptions),
		Needs:        sp.phrases(ans.Needs),
		Revisions:    []CheckRevision{},
		Suggestions:  List(ans.Suggestions),
		Later:        []Later{}, Read: []Reading{}, Interpretations: sp.Interpretations(ans),
		Disclaimer: sp.Disclaimer(),
	}
	for _, r := range ans.Revisions {
		out.Revisions = append(out.Revisions, sp.checkRevision(ans, r))
	}
	for _, l := range ans.Later {
		inForce, appliesFrom := sp.Days(l)
		out.Later = append(out.Later, Later{l.Event.ID, string(l.Event.By), inForce, appliesFrom})
	}
	for _, r := range ans.Read {
		out.Read = append(out.Read, Reading{r.Part, r.Typed, r.As, string(r.Rule)})
	}
	return out
}

func (sp Speaker) checkRevision(ans *eligibility.Answer, r eligibility.RevisionAnswer) CheckRevision {
	v := CheckRevision{
		ID: r.Candidate.ID, Act: string(ans.Act.ID), Verdict: string(r.Verdict), Reasons: codes(r.Reasons), Matches: []Match{},
	}
	v.InForce, v.AppliesFrom = sp.Days(r.Timing)
	for _, t := range ans.Act.Ahead(r.Candidate) {
		from, _ := sp.Days(t)
		v.Ends = append(v.Ends, EndAhead{t.Event.ID, t.Event.Ends().ID, from})
	}
	if last := r.Candidate.Last(); last != nil {
		v.Act = string(last.By)
	}
	if r.Source != nil {
		v.Source = &r.Source.Source
	}
	if r.Err != nil {
		v.Error = sp.why(r.Err)
	}
	for _, m := range r.Matches {
		j := Match{
			EID: m.Provision.EID, Point: m.Point, Path: []string{}, Text: m.Provision.Text, Rule: string(m.Rule), Verdict: string(m.Verdict),
			ExcludedDuties: []string{}, Entry: m.Entry.Title, EntryRule: string(m.Entry.Rule), Reasons: codes(m.Reasons),
			QualifiersOpen: List(m.OpenQualifiers), Exclusion: optional(m.Excluded), Exception: optional(m.Exception), UnitRule: optional(string(m.UnitRule)), SuspendedFor: suspendedFor(m),
		}
		for _, p := range m.Path {
			j.Path = append(j.Path, p.Text)
		}
		for _, x := range m.Exclusions {
			j.ExcludedDuties = append(j.ExcludedDuties, x.Text)
		}
		if m.Note != nil {
			j.Note = &m.Note.EID
		}
		if r.State != nil {
			if ds := sp.Disputes(r.State, m.Provision.EID); len(ds) > 0 {
				j.Dispute = &ds[0]
			}
		}
		v.Matches = append(v.Matches, j)
	}
	return v
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func codes(rs []eligibility.Reason) []string {
	out := make([]string, len(rs))
	for i, r := range rs {
		out[i] = string(r)
	}
	return out
}

func (sp Speaker) phrases(ps []corpus.Phrase) []string {
	out := make([]string, len(ps))
	for i, p := range ps {
		out[i] = sp.Say(p)
	}
	return out
}

// Interpretations names the readings of the text that the act itself does not
// state and the answer rests on.
func (sp Speaker) Interpretations(ans *eligibility.Answer) []Interpretation {
	out := []Interpretation{}
	add := func(kind, text string) {
		if i := (Interpretation{kind, text}); !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	t := sp.T
	for _, r := range ans.Revisions {
		for _, words := range ans.Act.UntilWords(r.Candidate) {
			add("until", t("“until” the first of a month is read as not taking that day in: “%[1]s”", words))
		}
		for _, m := range r.Matches {
			if m.Note != nil {
				add("note_scope", t("a note is read as covering what stands before it in the same point, back to the previous note"))
			}
			if m.Entry.Rule != position.RuleVerbatim {
				add("alternatives", t("one line of the list is read as naming several positions"))
			}
			if m.UnitRule != "" && m.UnitRule != position.UnitEqual {
				add("unit", t("the unit is taken for the one that the heading means"))
			}
		}
	}
	return out
}

// Disclaimer is said with every answer.
func (sp Speaker) Disclaimer() string {
	return sp.T("This is information on the texts held, not legal advice; only the officially published text has legal force.")
}

func suspendedFor(m eligibility.Match) string {
	if m.Pause == nil {
		return ""
	}
	return m.Pause.For
}
