package answer

import (
	"errors"
	"time"
	"tizbe/corpus"
	"tizbe/versioning"
)

func (sp Speaker) amending(b *versioning.Base) []Amending {
	var out []Amending
	for _, m := range b.Amending() {
		j := Amending{Act: m.ID, Source: m.RawName, Pending: []Pending{}, Left: []Left{}}
		for _, p := range m.Pending {
			j.Pending = append(j.Pending, Pending{p.Act, p.ActTitle, p.Op, p.Line, p.Text})
		}
		for _, l := range m.Left {
			j.Left = append(j.Left, Left{l.Line, l.Text, sp.LeftOut(l)})
		}
		out = append(out, j)
	}
	return out
}

// Amending is an amending act that was compiled, with what of it waits
// and what was left out.
type Amending struct {
	Act     corpus.ActID `json:"act"`
	Source  string       `json:"source"`
	Pending []Pending    `json:"pending"`
	Left    []Left       `json:"left"`
}

type Pending struct {
	Act      corpus.ActID  `json:"act"`
	ActTitle string        `json:"act_title"`
	Op       versioning.Op `json:"op"`
	Line     int           `json:"line"`
	Text     string        `json:"text"`
}

type Left struct {
	Line   int    `json:"line"`
	Text   string `json:"text"`
	Reason string `json:"reason"`
}

type Acts struct {
	Acts     []Act      `json:"acts"`
	Amending []Amending `json:"amending,omitempty"`
}

type Act struct {
	ID        string         `json:"id"`
	Title     string         `json:"title"`
	Issuer    string         `json:"issuer"`
	Lang      string         `json:"lang"`
	Events    []Event        `json:"events"`
	Revisions []RevisionText `json:"revisions"`
	Held      []Held         `json:"held"`
	Disputes  []ActDispute   `json:"disputes"`
	Facts     []Fact         `json:"facts"`
}

type Event struct {
	ID           string      `json:"id"`
	Kind         string      `json:"kind"`
	By           string      `json:"by"`
	Parts        []string    `json:"parts,omitempty"` // the provisions of the amending act that it comes from, where not all
	Adopted      corpus.Date `json:"adopted"`
	Published    Bounds      `json:"published"`
	InForce      Bounds      `json:"in_force"`
	AppliesFrom  Bounds      `json:"applies_from"`
	OwnDays      []OwnDay    `json:"own_days,omitempty"` // parts of the act that come into force on a day of their own
	Ends         string      `json:"ends,omitempty"`     // of an expiry: the event whose effect ends; in_force is then the first day without it
	Never        bool        `json:"never,omitempty"`    // it ends before it begins, and governs nothing
	Clause       string      `json:"clause"`
	Source       string      `json:"source"`
	Basis        string      `json:"basis"`
	Remark       string      `json:"remark"`
	Operations   int         `json:"operations"`
	TextHeld     bool        `json:"text_held"`
	Presumptions []string    `json:"presumptions"`
	Needs        *string     `json:"needs"`
}

type OwnDay struct {
	Provisions []string `json:"provisions"`
	InForce    Bounds   `json:"in_force"`
	Ends       *Bounds  `json:"ends,omitempty"` // the first day on which they no longer hold, where they hold for a time
	Needs      *string  `json:"needs,omitempty"`
}

type RevisionText struct {
	ID     string   `json:"id"`
	Events []string `json:"events"`
	Text   string   `json:"text"` // held, derived, not_held
	Raw    string   `json:"raw"`  // the file's name, where it is held
}

type Held struct {
	Events   []string          `json:"events"`
	Lang     string            `json:"lang"`
	Readings map[string]string `json:"readings"` // dispute → source whose text it shows, where not the first
	Raw      string            `json:"raw"`
	SHA256   string            `json:"sha256"`
	Source   string            `json:"source"`
	Observed corpus.Date       `json:"observed"`
}

type ActDispute struct {
	ID         string   `json:"id"`
	Provisions []string `json:"provisions"`
	Basis      string   `json:"basis"`
	Sources    []string `json:"sources"`
}

type Fact struct {
	Act      string      `json:"act"`
	Parts    []string    `json:"parts,omitempty"` // the provisions whose date it is, where not the act's
	Field    string      `json:"field"`
	Date     corpus.Date `json:"date"`
	Basis    string      `json:"basis"`
	Recorded string      `json:"recorded"`
}

// Act tells of one act: its events, revisions, texts, disputes and facts.
func (sp Speaker) Act(act *versioning.Act) Act {
	out := Act{ID: string(act.ID), Title: sp.Words(act.Title), Issuer: sp.Words(act.Issuer), Lang: string(act.Lang()),
		Events: []Event{}, Revisions: []RevisionText{}, Held: []Held{}, Disputes: []ActDispute{}, Facts: []Fact{}}
	for _, e := range act.Events {
		tm := act.Timing(e)
		j := Event{ID: e.ID, Kind: string(e.Kind), By: string(e.By), Parts: e.Parts, Adopted: e.Adopted, Published: sp.Bounds(tm.Published, nil),
			Clause: e.Clause,
			Source: sp.Words(e.Source), Basis: sp.Words(e.Basis), Remark: sp.Words(e.Remark), Operations: len(e.Operations), TextHeld: e.TextHeld, Presumptions: []string{}}
		j.InForce, j.AppliesFrom = sp.Days(tm)
		if x := e.Ends(); x != nil {
			j.Ends = x.ID
		}
		j.Never = act.Never(e)
		for _, own := range tm.Own {
			j.OwnDays = append(j.OwnDays, sp.ownDay(own))
		}
		for _, p := range tm.Presumptions {
			j.Presumptions = append(j.Presumptions, sp.Say(p.Phrase()))
		}
		if !tm.Needs.IsZero() {
			s := sp.Say(tm.Needs)
			j.Needs = &s
		}
		out.Events = append(out.Events, j)
	}
	for _, c := range act.Revisions() {
		r := RevisionText{ID: c.ID, Events: c.IDs(), Text: "derived"}
		switch s, err := act.State(c, nil); {
		case errors.Is(err, versioning.ErrNotHeld):
			r.Text = "not_held"
		case err == nil && !s.Derived:
			r.Text, r.Raw = "held", s.Held.RawName
		}
		out.Revisions = append(out.Revisions, r)
	}
	for _, h := range act.Held {
		j := Held{List(h.Events), string(h.Lang), map[string]string{}, h.RawName, h.RawSum.String(), sp.Words(h.Source), h.Observed}
		for d, s := range h.Readings {
			j.Readings[d] = s
		}
		out.Held = append(out.Held, j)
	}
	for _, d := range act.Disputes() {
		j := ActDispute{ID: d.ID, Provisions: d.EIDs, Basis: sp.Words(d.Basis)}
		for _, r := range d.Readings {
			j.Sources = append(j.Sources, r.Source)
		}
		out.Disputes = append(out.Disputes, j)
	}
	for _, f := range act.Facts {
		out.Facts = append(out.Facts, sp.Fact(f.Fact, f.Recorded()))
	}
	return out
}

func (sp Speaker) ownDay(own versioning.OwnDay) OwnDay {
	out := OwnDay{Provisions: own.Provisions, InForce: sp.Bounds(own.InForce, nil)}
	if !own.Ends.Basis.IsZero() {
		b := sp.Bounds(own.Ends, nil)
		out.Ends = &b
	}
	if !own.Needs.IsZero() {
		s := sp.Say(own.Needs)
		out.Needs = &s
	}
	return out
}

// Fact is a date that was recorded at the moment.
func (sp Speaker) Fact(f versioning.Fact, recorded time.Time) Fact {
	return Fact{string(f.Act), f.Parts, string(f.Field), f.Date, sp.Words(f.Basis), recorded.Format(time.RFC3339Nano)}
}

// Acts tells of the acts, and on request of every amending act that was
// compiled.
func (sp Speaker) Acts(b *versioning.Base, acts []*versioning.Act, amendments bool) Acts {
	out := Acts{Acts: []Act{}}
	for _, act := range acts {
		out.Acts = append(out.Acts, sp.Act(act))
	}
	if amendments {
		out.Amending = sp.amending(b)
	}
	return out
}

// LeftOut says why something of an amending act was left out.
func (sp Speaker) LeftOut(l versioning.LeftOut) string {
	if l.Why.IsZero() {
		return l.Reason
	}
	return sp.Say(l.Why)
}

// Revisions are the texts of an act in order of adoption, with the days from
// which each governs.
type Revisions struct {
	Act       string     `json:"act"`
	Title     string     `json:"title"`
	Revisions []Revision `json:"revisions"`
}

// Revisions lists the revisions of an act.
func (sp Speaker) Revisions(act *versioning.Act) Revisions {
	out := Revisions{Act: string(act.ID), Title: sp.Words(act.Title), Revisions: []Revision{}}
	for _, c := range act.Revisions() {
		out.Revisions = append(out.Revisions, sp.Revision(act, c))
	}
	return out
}
