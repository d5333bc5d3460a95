package answer

import (
	"errors"
	"slices"
	"tizbe/corpus"
	"tizbe/versioning"
)

type Text struct {
	Act        string          `json:"act"`
	Title      string          `json:"title"`
	On         corpus.Date     `json:"on"`
	Seen       corpus.Date     `json:"seen"`
	Revision   Revision        `json:"revision"`
	Candidates []string        `json:"candidates"` // what else may govern; "" for no revision
	Provisions []Provision     `json:"provisions"`
	Repairs    []corpus.Repair `json:"repairs,omitempty"`
}

type Revision struct {
	ID          string   `json:"id"`
	Act         string   `json:"act"`
	Events      []string `json:"events"`
	Text        string   `json:"text"` // held, derived, not_held
	InForce     Bounds   `json:"in_force"`
	AppliesFrom Bounds   `json:"applies_from"`
}

type Provision struct {
	EID      string    `json:"eid"`
	Kind     string    `json:"kind"`
	Num      string    `json:"num,omitempty"`
	Parent   string    `json:"parent,omitempty"`
	Text     string    `json:"text"`
	Disputes []Dispute `json:"disputes,omitempty"`
}

// Revision says which text a candidate is and from when it governs.
func (sp Speaker) Revision(act *versioning.Act, c versioning.Candidate) Revision {
	tm := act.Timing(c.Last())
	r := Revision{ID: c.ID, Act: string(tm.Event.By), Events: c.IDs(), Text: "derived"}
	r.InForce, r.AppliesFrom = sp.Days(tm)
	switch s, err := act.State(c, nil); {
	case errors.Is(err, versioning.ErrNotHeld):
		r.Text = "not_held"
	case err == nil && !s.Derived:
		r.Text = "held"
	}
	return r
}

// Text shows the provisions below the root, which is the text's or a part of
// it, and on request where the layout of the source was mended.
func (sp Speaker) Text(ch Chosen, root *corpus.Provision, repairs bool) Text {
	s := ch.State
	out := Text{Act: string(s.Act.ID), Title: sp.Words(s.Act.Title), On: ch.On, Seen: ch.Seen, Revision: sp.Revision(s.Act, s.Revision), Candidates: []string{}}
	for _, c := range ch.Others {
		out.Candidates = append(out.Candidates, c.ID)
	}
	for p, up := range root.All() {
		if p.Text == "" && p.EID == "" {
			continue
		}
		j := Provision{EID: p.EID, Kind: string(p.Kind), Num: p.Num, Text: p.Text, Disputes: sp.Disputes(s, p.EID)}
		if n := len(up); n > 0 {
			j.Parent = up[n-1].EID
		}
		out.Provisions = append(out.Provisions, j)
	}
	if repairs {
		out.Repairs = slices.Clone(s.Held.Repairs)
	}
	return out
}
