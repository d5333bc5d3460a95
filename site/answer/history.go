package answer

import (
	"errors"
	"slices"
	"tizbe/corpus"
	"tizbe/site/compare"
	"tizbe/site/element"
	"tizbe/versioning"
)

// Lives returns every wording of the provision, also of one that only another
// source's text has. The error is that of
// [versioning.Act.History].
func Lives(act *versioning.Act, eid string) ([]versioning.Wording, error) {
	wordings, err := act.History(eid, nil)
	if errors.Is(err, versioning.ErrUnknownProvision) {
		if e := disputing(act, eid); e != nil {
			wordings, err = act.History(eid, otherReading(e, eid))
		}
	}
	return wordings, err
}

// disputing returns the dispute about the provision, or nil.
func disputing(act *versioning.Act, eid string) *versioning.Dispute {
	for _, d := range act.Disputes() {
		for _, id := range d.EIDs {
			if id == eid {
				return &d
			}
		}
	}
	return nil
}

// otherReading returns the reading of the dispute that has the provision.
func otherReading(d *versioning.Dispute, eid string) versioning.Readings {
	for _, r := range d.Readings[1:] {
		for _, o := range r.Operations {
			if o.New != nil && o.New.Find(eid) != nil {
				return versioning.Readings{d.ID: r.Source}
			}
		}
	}
	return nil
}

// Place finds the provision in the last text that has it.
func Place(ws []versioning.Wording, eid string) (*corpus.Provision, []*corpus.Provision) {
	for _, h := range slices.Backward(ws) {
		for p, up := range h.State.Root.All() {
			if p.EID == eid {
				return p, slices.Clone(up)
			}
		}
	}
	return nil, nil
}

// DisputesBelow returns the disputes about the provision and what stands
// below it, by provision.
func (sp Speaker) DisputesBelow(h versioning.Wording, eid string) []DisputeAt {
	out := []DisputeAt{}
	for _, g := range compare.Disagreements(h.State, h.Dispute, eid) {
		for _, l := range g.Lines {
			for _, j := range sp.Disputes(h.State, l.EID) {
				if j.ID == g.ID {
					out = append(out, DisputeAt{l.EID, j})
				}
			}
		}
	}
	return out
}

type History struct {
	Act      string    `json:"act"`
	EID      string    `json:"eid"`
	Element  string    `json:"element"` // as an amending act names it
	Wordings []Wording `json:"wordings"`
	NotHeld  []string  `json:"not_held"` // the revisions of which nothing is known
}

type Wording struct {
	Revision    string      `json:"revision"`
	Act         string      `json:"act"`
	Event       string      `json:"event"`
	Text        string      `json:"text"`
	Lines       []string    `json:"lines"`
	InForce     Bounds      `json:"in_force"`
	AppliesFrom Bounds      `json:"applies_from"`
	Until       *string     `json:"until"` // the revision that ended it; null while it stands
	Operations  []Operation `json:"operations"`
	Source      string      `json:"source"`
	Basis       string      `json:"basis"`
	Remark      string      `json:"remark"`
	Same        bool        `json:"same"`    // the event changed its standing, not its words
	Changes     []Change    `json:"changes"` // from the wording before
	Disputes    []DisputeAt `json:"disputes"`
}

type DisputeAt struct {
	EID string `json:"eid"`
	Dispute
}

type Operation struct {
	Op     string       `json:"op"`
	Target string       `json:"target"`
	Clause string       `json:"clause"`
	Before string       `json:"before"`
	After  string       `json:"after"`
	Until  corpus.Date  `json:"until"` // the last day of a suspension; null where it has none
	Since  *corpus.Date `json:"since,omitempty"`
	For    string       `json:"for,omitempty"` // for whom alone a suspension holds
}

// History is every wording of a provision, of which there is one at least.
func (sp Speaker) History(act *versioning.Act, eid string, ws []versioning.Wording) History {
	out := History{Act: string(act.ID), EID: eid, NotHeld: []string{}}
	if p, up := Place(ws, eid); p != nil {
		out.Element = element.Name(sp.Lang(), up, p, true)
	}
	for _, c := range act.Unheld(ws[0].State.Readings) {
		out.NotHeld = append(out.NotHeld, c.ID)
	}
	for _, h := range ws {
		tm := h.From
		j := Wording{
			Revision: h.State.Revision.ID, Act: string(tm.Event.By), Event: string(tm.Event.Kind), Text: h.Text, Lines: List(h.Lines),
			Operations: []Operation{}, Same: h.Same, Changes: []Change{}, Disputes: sp.DisputesBelow(h, eid),
			Source: sp.Words(tm.Event.Source), Basis: sp.Words(tm.Event.Basis), Remark: sp.Words(tm.Event.Remark),
		}
		for _, c := range versioning.Moves(h.Changes) {
			j.Changes = append(j.Changes, sp.Change(c))
		}
		j.InForce, j.AppliesFrom = sp.Days(tm)
		if h.Until != nil {
			j.Until = &h.Until.Event.ID
		}
		for _, o := range h.Ops {
			j.Operations = append(j.Operations, Operation{string(o.Op), o.Target, o.Clause, o.Before, o.After, o.Until, o.Since, o.For})
		}
		out.Wordings = append(out.Wordings, j)
	}
	return out
}
