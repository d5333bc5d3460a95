package answer

import (
	"errors"
	"tizbe/corpus"
	"tizbe/index/retrieval"
	"tizbe/versioning"
	"tizbe/versioning/eligibility"
)

type Search struct {
	Query    string            `json:"query"`
	On       corpus.Date       `json:"on"` // null where a revision or all were searched
	Total    int               `json:"total"`
	AtLeast  bool              `json:"at_least,omitempty"` // total is a lower bound
	Hits     []Hit             `json:"hits"`
	Kinds    []retrieval.Count `json:"kinds"`
	Units    []retrieval.Count `json:"units"`
	Searched []Searched        `json:"searched"`
}

type Hit struct {
	Act       string    `json:"act"`
	EID       string    `json:"eid"`
	Point     string    `json:"point"`
	Path      []string  `json:"path"`
	Kind      string    `json:"kind"`
	Text      string    `json:"text"`
	Fragment  string    `json:"fragment"`
	Score     float64   `json:"score"`
	Revisions []string  `json:"revisions"`
	Rule      string    `json:"rule"`
	Via       string    `json:"via,omitempty"`
	Sources   []string  `json:"sources,omitempty"` // only these have the wording
	Disputes  []string  `json:"disputes,omitempty"`
	Stood     []Stretch `json:"stood,omitempty"`
}

type Stretch struct {
	From  AtEvent  `json:"from"`
	Until *AtEvent `json:"until"` // null while it stands
}

type AtEvent struct {
	Revision string `json:"revision"`
	Act      string `json:"act"`
	InForce  Bounds `json:"in_force"`
}

type Searched struct {
	Act        string   `json:"act"`
	Revision   string   `json:"revision"`
	Candidates []string `json:"candidates"` // what else may govern; "" for no revision
	Why        string   `json:"why,omitempty"`
}

func newHit(h retrieval.Hit) Hit {
	return Hit{Act: string(h.Act), EID: h.EID, Point: h.Point, Path: List(h.Path), Kind: string(h.Kind), Text: h.Text, Fragment: h.Fragment,
		Score: h.Score, Revisions: List(h.Revisions), Rule: string(h.Rule), Via: h.Via, Sources: h.Sources, Disputes: h.Disputes}
}

func (sp Speaker) step(tm versioning.Timing, revision string) AtEvent {
	f, _ := sp.Days(tm)
	return AtEvent{revision, string(tm.Event.By), f}
}

// WhyNot says why nothing of the act was searched; "" where it was.
func (sp Speaker) WhyNot(act *versioning.Act, g retrieval.Governing, q retrieval.Query) string {
	switch {
	case errors.Is(g.Err, retrieval.ErrRepealed):
		why := eligibility.Repealed
		if s, err := act.State(g.Revision, nil); err == nil && s.Repealed != nil {
			why = eligibility.WhyGone(s.Repealed)
		}
		return sp.Reason(why)
	case g.Err != nil:
		return sp.why(g.Err)
	case len(g.Revision.Events) == 0:
		return sp.why(&NotGoverning{act, q.On, q.Seen})
	}
	return ""
}

type WordsHistory struct {
	Query string       `json:"query"`
	Rule  string       `json:"rule"`
	Acts  []ActHistory `json:"acts"`
}

type ActHistory struct {
	Act   string `json:"act"`
	Steps []Step `json:"steps"`
}

type Step struct {
	AtEvent
	AppliesFrom Bounds `json:"applies_from"`
	Provisions  int    `json:"provisions"`
	Entered     []Hit  `json:"entered"`
	Left        []Hit  `json:"left"`
}

// Search is the answer of a search in the base.
func (sp Speaker) Search(b *versioning.Base, q retrieval.Query, r retrieval.Result) Search {
	acts := make(map[corpus.ActID]*versioning.Act)
	for _, act := range b.Acts() {
		acts[act.ID] = act
	}
	out := Search{Query: q.Text, Total: r.Total, AtLeast: r.Least, Hits: []Hit{}, Kinds: List(r.Kinds), Units: List(r.Units), Searched: []Searched{}}
	if !q.All && q.Revision == "" {
		out.On = q.On
	}
	for _, g := range r.Search {
		s := Searched{Act: string(g.Act), Revision: g.Revision.ID, Candidates: []string{}, Why: sp.WhyNot(acts[g.Act], g, q)}
		for _, c := range g.Others {
			s.Candidates = append(s.Candidates, c.ID)
		}
		out.Searched = append(out.Searched, s)
	}
	for _, h := range r.Hits {
		j := newHit(h)
		for _, s := range h.Stood {
			st := Stretch{From: sp.step(s.From, s.From.Event.ID)}
			if s.Until != nil {
				u := sp.step(*s.Until, s.Until.Event.ID)
				st.Until = &u
			}
			j.Stood = append(j.Stood, st)
		}
		out.Hits = append(out.Hits, j)
	}
	return out
}

// WordsHistory is when words entered acts and left them.
func (sp Speaker) WordsHistory(q retrieval.Query, hs []retrieval.ActHistory, rule retrieval.Rule) WordsHistory {
	out := WordsHistory{Query: q.Text, Rule: string(rule), Acts: []ActHistory{}}
	for _, h := range hs {
		j := ActHistory{Act: string(h.Act)}
		for _, s := range h.Steps {
			k := Step{AtEvent: sp.step(s.Timing, s.Revision.ID), Provisions: s.Provisions, Entered: []Hit{}, Left: []Hit{}}
			_, k.AppliesFrom = sp.Days(s.Timing)
			for _, e := range s.Entered {
				k.Entered = append(k.Entered, newHit(e))
			}
			for _, l := range s.Left {
				k.Left = append(k.Left, newHit(l))
			}
			j.Steps = append(j.Steps, k)
		}
		out.Acts = append(out.Acts, j)
	}
	return out
}
