package main

import (
	"slices"
	"time"

	"tizbe/corpus"
	"tizbe/corpus/position"
	"tizbe/versioning/eligibility"
)

// The JSON of check is a contract: fields are added, never renamed, moved or
// dropped. Lists are never null; a date that is open is.

type checkAnswer struct {
	Act          string         `json:"act"`
	Query        checkQuery     `json:"query"`
	Verdict      string         `json:"verdict"`
	Certain      bool           `json:"certain"`
	Reasons      []string       `json:"reasons"`
	Presumptions []string       `json:"presumptions"`
	Needs        []string       `json:"needs"`
	Revisions    []checkVersion `json:"revisions"`
	Suggestions  []string       `json:"suggestions"`

	Later           []laterJSON          `json:"later"`
	Read            []readJSON           `json:"read"`
	Interpretations []interpretationJSON `json:"interpretations"`
	Disclaimer      string               `json:"disclaimer"`
}

type checkQuery struct {
	Position string      `json:"position"`
	Unit     string      `json:"unit"`
	Duty     string      `json:"duty"`
	On       corpus.Date `json:"on"`
	Seen     corpus.Date `json:"seen"`
	Known    string      `json:"known"`
}

type checkVersion struct {
	ID          string      `json:"id"`
	Act         string      `json:"act"`
	Verdict     string      `json:"verdict"`
	InForce     boundsJSON  `json:"in_force"`
	AppliesFrom boundsJSON  `json:"applies_from"`
	Matches     []matchJSON `json:"matches"`

	Reasons []string `json:"reasons"`
	Source  *string  `json:"source"` // whose text this is, where the sources' texts give different answers
	Error   string   `json:"error,omitempty"`
}

type matchJSON struct {
	EID            string       `json:"eid"`
	Point          string       `json:"point"`
	Path           []string     `json:"path"`
	Text           string       `json:"text"`
	Rule           string       `json:"rule"`
	Verdict        string       `json:"verdict"`
	ExcludedDuties []string     `json:"excluded_duties"`
	Note           *string      `json:"note"`
	Dispute        *disputeJSON `json:"dispute"`

	Entry          string   `json:"entry"`
	EntryRule      string   `json:"entry_rule"`
	UnitRule       *string  `json:"unit_rule"`
	Reasons        []string `json:"reasons"`
	QualifiersOpen []string `json:"qualifiers_open"`
	Exclusion      *string  `json:"exclusion"`
	Exception      *string  `json:"exception"`
}

type laterJSON struct {
	Revision    string     `json:"revision"`
	Act         string     `json:"act"`
	InForce     boundsJSON `json:"in_force"`
	AppliesFrom boundsJSON `json:"applies_from"`
}

type readJSON struct {
	Part  string `json:"part"`
	Typed string `json:"typed"`
	As    string `json:"as"`
	Rule  string `json:"rule"`
}

type interpretationJSON struct {
	Kind string `json:"kind"`
	Text string `json:"text"`
}

func (a *app) checkJSON(ans *eligibility.Answer, known time.Time) checkAnswer {
	q := ans.Question
	out := checkAnswer{
		Act:          string(ans.Act.ID),
		Query:        checkQuery{q.Position, q.Unit, q.Duty, q.On, q.Seen, known.Format(time.RFC3339Nano)},
		Verdict:      string(ans.Verdict),
		Certain:      ans.Certain,
		Reasons:      codes(ans.Reasons),
		Presumptions: a.phrases(ans.Presumptions),
		Needs:        a.phrases(ans.Needs),
		Revisions:    []checkVersion{},
		Suggestions:  list(ans.Suggestions),
		Later:        []laterJSON{}, Read: []readJSON{}, Interpretations: a.interpretations(ans),
		Disclaimer: a.disclaimer(),
	}
	for _, r := range ans.Revisions {
		out.Revisions = append(out.Revisions, a.versionJSON(ans, r))
	}
	for _, l := range ans.Later {
		inForce, appliesFrom := a.daysJSON(l)
		out.Later = append(out.Later, laterJSON{l.Event.ID, string(l.Event.By), inForce, appliesFrom})
	}
	for _, r := range ans.Read {
		out.Read = append(out.Read, readJSON{r.Part, r.Typed, r.As, string(r.Rule)})
	}
	return out
}

func (a *app) versionJSON(ans *eligibility.Answer, r eligibility.RevisionAnswer) checkVersion {
	v := checkVersion{
		ID: r.Candidate.ID, Act: string(ans.Act.ID), Verdict: string(r.Verdict), Reasons: codes(r.Reasons), Matches: []matchJSON{},
	}
	v.InForce, v.AppliesFrom = a.daysJSON(r.Timing)
	if last := r.Candidate.Last(); last != nil {
		v.Act = string(last.By)
	}
	if r.Source != nil {
		v.Source = &r.Source.Source
	}
	if r.Err != nil {
		v.Error = a.explain(r.Err).what
	}
	for _, m := range r.Matches {
		j := matchJSON{
			EID: m.Provision.EID, Point: m.Point, Path: []string{}, Text: m.Provision.Text, Rule: string(m.Rule), Verdict: string(m.Verdict),
			ExcludedDuties: []string{}, Entry: m.Entry.Title, EntryRule: string(m.Entry.Rule), Reasons: codes(m.Reasons),
			QualifiersOpen: list(m.OpenQualifiers), Exclusion: optional(m.Excluded), Exception: optional(m.Exception), UnitRule: optional(string(m.UnitRule)),
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
			if ds := a.disputesOf(r.State, m.Provision.EID); len(ds) > 0 {
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

func (a *app) phrases(ps []corpus.Phrase) []string {
	out := make([]string, len(ps))
	for i, p := range ps {
		out[i] = a.say.Say(p)
	}
	return out
}

// interpretations names the readings of the text that the act itself does not
// state and the answer rests on.
func (a *app) interpretations(ans *eligibility.Answer) []interpretationJSON {
	out := []interpretationJSON{}
	add := func(kind, text string) {
		if i := (interpretationJSON{kind, text}); !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	t := a.say.T
	for _, r := range ans.Revisions {
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

// disclaimer is said with every answer.
func (a *app) disclaimer() string {
	return a.say.T("This is information on the texts held, not legal advice; only the officially published text has legal force.")
}
