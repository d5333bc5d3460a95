package answer

import (
	"tizbe/site/compare"
	"tizbe/site/element"
	"tizbe/versioning"
)

type Difference struct {
	Act      string    `json:"act"`
	From     Side      `json:"from"`
	To       Side      `json:"to"`
	Changes  []Change  `json:"changes"`
	Disputes []Dispute `json:"disputes"` // one for each disputed provision
	Notes    []string  `json:"notes"`
}

type Side struct {
	Revision
	Candidates []string `json:"candidates"` // what else may govern on the day asked about
}

type Change struct {
	Kind    string   `json:"kind"`
	EID     string   `json:"eid"`
	FromEID *string  `json:"from_eid,omitempty"` // of a moved line that was given a new eId
	Element string   `json:"element"`            // as an amending act names it
	Path    []string `json:"path"`
	Before  *string  `json:"before"`
	After   *string  `json:"after"`
	Words   []Word   `json:"words"` // of a line that both texts have
	Acts    []string `json:"acts"`  // the acts that made the change
	Clauses []string `json:"clauses"`
}

type Word struct {
	Kind string `json:"kind"`
	Text string `json:"text"`
}

// Difference is what differs between two texts.
func (sp Speaker) Difference(d *compare.Difference) Difference {
	out := Difference{Act: string(d.To.Act.ID), From: sp.Side(d.From), To: sp.Side(d.To), Changes: []Change{}, Disputes: []Dispute{}, Notes: List(d.Notes(sp.Printer))}
	for _, c := range d.Changes {
		out.Changes = append(out.Changes, sp.Change(c))
	}
	for _, g := range d.Disagreements {
		for _, l := range g.Lines {
			j := Dispute{ID: g.ID, Basis: sp.Words(g.Basis)}
			for i, s := range l.Sources {
				src := Source{Source: g.Readings[i].Source, Title: sp.Words(s.Source)}
				if s.Has {
					src.Text = &s.Text
				}
				j.Sources = append(j.Sources, src)
			}
			out.Disputes = append(out.Disputes, j)
		}
	}
	return out
}

func (sp Speaker) Side(s compare.Side) Side {
	j := Side{sp.Revision(s.Act, s.Revision), []string{}}
	for _, c := range s.Others {
		j.Candidates = append(j.Candidates, c.ID)
	}
	return j
}

func (sp Speaker) Change(c versioning.Change) Change {
	j := Change{Kind: string(c.Kind), EID: c.EID, Element: sp.Element(c), Path: []string{}, Words: []Word{}, Acts: []string{}, Clauses: []string{}}
	for _, p := range c.Path {
		if p.Text != "" {
			j.Path = append(j.Path, p.Text)
		}
	}
	if c.Before != nil {
		j.Before = &c.Before.Text
		if c.Before.EID != c.EID {
			j.FromEID = &c.Before.EID
		}
	}
	if c.After != nil {
		j.After = &c.After.Text
	}
	if c.Before != nil && c.After != nil {
		j.Words = wordsJSON(versioning.DiffWords(c.Before.Text, c.After.Text))
	}
	for i, e := range c.Events {
		j.Acts = append(j.Acts, string(e.By))
		for _, o := range c.Ops[i] {
			if o.Clause != "" {
				j.Clauses = append(j.Clauses, o.Clause)
			}
		}
	}
	return j
}

func wordsJSON(runs []versioning.WordsRun) []Word {
	out := []Word{}
	for _, r := range runs {
		out = append(out, Word{string(r.Kind), r.Text})
	}
	return out
}

type Table struct {
	Act     string    `json:"act"`
	From    string    `json:"from"`
	To      string    `json:"to"`
	Columns [5]string `json:"columns"`
	Rows    []Row     `json:"rows"`
	Notes   []string  `json:"notes"`
}

type Row struct {
	Number  int      `json:"number"`
	Kind    string   `json:"kind"`
	EID     string   `json:"eid"`
	Annex   string   `json:"annex"` // the title of the annex; "" for the body of the act
	Element string   `json:"element"`
	Was     []string `json:"was"`
	Became  []string `json:"became"`
	Basis   []Basis  `json:"basis"`
	Dispute *string  `json:"dispute"`
}

type Basis struct {
	Act     string   `json:"act"`
	Clauses []string `json:"clauses"`
	Remark  string   `json:"remark"`
}

// NewTable is the comparative table of a difference.
func NewTable(d *compare.Difference, t compare.Table) Table {
	out := Table{Act: string(d.To.Act.ID), From: d.From.Revision.ID, To: d.To.Revision.ID, Columns: t.Columns, Rows: []Row{}, Notes: List(t.Notes)}
	for _, s := range t.Sections {
		for _, r := range s.Rows {
			j := Row{Number: r.Number, Kind: string(r.Kind), EID: r.EID, Annex: s.Heading, Element: r.Element, Was: plainLines(r.Was), Became: plainLines(r.Became), Basis: []Basis{}}
			for _, b := range r.Basis {
				j.Basis = append(j.Basis, Basis{string(b.Act), List(b.Clauses), b.Remark})
			}
			if r.Dispute != "" {
				j.Dispute = &r.Dispute
			}
			out.Rows = append(out.Rows, j)
		}
	}
	return out
}

func plainLines(lines []compare.Line) []string {
	out := []string{}
	for _, l := range lines {
		s := ""
		for _, r := range l {
			s += r.Text
		}
		out = append(out, s)
	}
	return out
}

// Element names the provision of a change as acts do: an existing one by
// its place in the earlier text, a new one by that in the later, a moved one
// by both.
func (sp Speaker) Element(c versioning.Change) string {
	l := sp.Lang()
	switch {
	case c.Before == nil:
		return element.Name(l, c.Path, c.After, c.After.Num != "")
	case c.After == nil:
		return element.Name(l, c.OldPath, c.Before, c.Before.Num != "")
	case c.Kind == versioning.Moved:
		was, now := element.Name(l, c.OldPath, c.Before, true), element.Name(l, c.Path, c.After, true)
		if was == now {
			return was
		}
		return sp.T("%[1]s; now %[2]s", was, now)
	}
	return element.Name(l, c.OldPath, c.Before, false)
}
