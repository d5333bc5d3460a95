package main

import (
	"tizbe/site/compare"
	"tizbe/versioning"
)

type diffAnswer struct {
	Act      string        `json:"act"`
	From     diffSideJSON  `json:"from"`
	To       diffSideJSON  `json:"to"`
	Changes  []changeJSON  `json:"changes"`
	Disputes []disputeJSON `json:"disputes"` // one for each disputed provision
	Notes    []string      `json:"notes"`
}

type diffSideJSON struct {
	revisionJSON
	Candidates []string `json:"candidates"` // what else may govern on the day asked about
}

type changeJSON struct {
	Kind    string         `json:"kind"`
	EID     string         `json:"eid"`
	FromEID *string        `json:"from_eid,omitempty"` // of a moved line that was given a new eId
	Element string         `json:"element"`            // as an amending act names it
	Path    []string       `json:"path"`
	Before  *string        `json:"before"`
	After   *string        `json:"after"`
	Words   []diffWordJSON `json:"words"` // of a line that both texts have
	Acts    []string       `json:"acts"`  // the acts that made the change
	Clauses []string       `json:"clauses"`
}

type diffWordJSON struct {
	Kind string `json:"kind"`
	Text string `json:"text"`
}

func (a *app) diffJSON(d *compare.Difference) diffAnswer {
	out := diffAnswer{Act: string(d.To.Act.ID), From: a.diffSideJSON(d.From), To: a.diffSideJSON(d.To), Changes: []changeJSON{}, Disputes: []disputeJSON{}, Notes: list(d.Notes(a.say))}
	for _, c := range d.Changes {
		out.Changes = append(out.Changes, a.changeJSON(c))
	}
	for _, g := range d.Disagreements {
		for _, l := range g.Lines {
			j := disputeJSON{ID: g.ID, Basis: a.say.Words(g.Basis)}
			for i, s := range l.Sources {
				src := sourceJSON{Source: g.Readings[i].Source, Title: a.say.Words(s.Source)}
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

func (a *app) diffSideJSON(s compare.Side) diffSideJSON {
	j := diffSideJSON{a.revisionJSON(s.Act, s.Revision), []string{}}
	for _, c := range s.Others {
		j.Candidates = append(j.Candidates, c.ID)
	}
	return j
}

func (a *app) changeJSON(c versioning.Change) changeJSON {
	j := changeJSON{Kind: string(c.Kind), EID: c.EID, Element: a.elementOf(c), Path: []string{}, Words: []diffWordJSON{}, Acts: []string{}, Clauses: []string{}}
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

func wordsJSON(runs []versioning.WordsRun) []diffWordJSON {
	out := []diffWordJSON{}
	for _, r := range runs {
		out = append(out, diffWordJSON{string(r.Kind), r.Text})
	}
	return out
}

type tableAnswer struct {
	Act     string    `json:"act"`
	From    string    `json:"from"`
	To      string    `json:"to"`
	Columns [5]string `json:"columns"`
	Rows    []rowJSON `json:"rows"`
	Notes   []string  `json:"notes"`
}

type rowJSON struct {
	Number  int         `json:"number"`
	Kind    string      `json:"kind"`
	EID     string      `json:"eid"`
	Annex   string      `json:"annex"` // the title of the annex; "" for the body of the act
	Element string      `json:"element"`
	Was     []string    `json:"was"`
	Became  []string    `json:"became"`
	Basis   []basisJSON `json:"basis"`
	Dispute *string     `json:"dispute"`
}

type basisJSON struct {
	Act     string   `json:"act"`
	Clauses []string `json:"clauses"`
	Remark  string   `json:"remark"`
}

func tableJSON(d *compare.Difference, t compare.Table) tableAnswer {
	out := tableAnswer{Act: string(d.To.Act.ID), From: d.From.Revision.ID, To: d.To.Revision.ID, Columns: t.Columns, Rows: []rowJSON{}, Notes: list(t.Notes)}
	for _, s := range t.Sections {
		for _, r := range s.Rows {
			j := rowJSON{Number: r.Number, Kind: string(r.Kind), EID: r.EID, Annex: s.Heading, Element: r.Element, Was: plainLines(r.Was), Became: plainLines(r.Became), Basis: []basisJSON{}}
			for _, b := range r.Basis {
				j.Basis = append(j.Basis, basisJSON{string(b.Act), list(b.Clauses), b.Remark})
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
