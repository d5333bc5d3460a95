package site

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"

	"tizbe/corpus"
)

type dataPage struct {
	Acts  []dataAct
	Feeds []link
}

type dataAct struct {
	Link      link
	Title     string
	Lang      corpus.Lang
	Editions  []dataEdition
	Positions []link
}

type dataEdition struct {
	Link  link
	Held  string
	Files []link
	Sum   string
}

func (s *Site) data(v *view) (any, error) {
	v.Title = v.M("Data")
	v.Description = v.M("Every edition and every position as JSON and CSV.")
	v.Section = "data"
	p := &dataPage{}
	for _, a := range s.acts {
		d := dataAct{Link: link{Text: capital(v.short(a.ID)), Path: a.path}, Title: v.Words(a.Title), Lang: v.LangOf(a.Title)}
		for _, e := range a.editions {
			x := dataEdition{Link: link{Text: e.ID, Path: e.path}, Held: v.textOf(e)}
			if e.state != nil {
				x.Files, x.Sum = v.dataLinks(e), e.state.Root.Sum().String()
			}
			d.Editions = append(d.Editions, x)
		}
		if len(a.positions) > 0 {
			d.Positions = []link{{Text: "JSON", Path: a.path + "positions.json"}, {Text: "CSV", Path: a.path + "positions.csv"}}
		}
		p.Acts = append(p.Acts, d)
	}
	return p, nil
}

// The JSON of an edition.
type editionJSON struct {
	Act         string          `json:"act"`
	Expression  string          `json:"expression"`
	Lang        string          `json:"lang"`
	Edition     string          `json:"edition"`
	By          string          `json:"by"`
	Derived     bool            `json:"derived"`
	InForce     boundsJSON      `json:"in_force"`
	AppliesFrom boundsJSON      `json:"applies_from"`
	SHA256      string          `json:"sha256"` // of the tree
	Provisions  []provisionJSON `json:"provisions"`
}

type boundsJSON struct {
	NotBefore corpus.Date `json:"not_before"`
	NotAfter  corpus.Date `json:"not_after"`
}

type provisionJSON struct {
	EID    string `json:"eid"`
	Parent string `json:"parent"`
	Kind   string `json:"kind"`
	Num    string `json:"num"`
	Text   string `json:"text"`
}

func (s *Site) listData(e *edition) error {
	a := e.act
	base := strings.TrimSuffix(e.path, "/")
	provisions := func() []provisionJSON {
		var out []provisionJSON
		for p, up := range e.state.Root.All() {
			if p.Text == "" {
				continue
			}
			j := provisionJSON{EID: p.EID, Kind: string(p.Kind), Num: p.Num, Text: p.Text}
			if len(up) > 0 {
				j.Parent = up[len(up)-1].EID
			}
			out = append(out, j)
		}
		return out
	}
	if err := s.add(base+".json", func() ([]byte, error) {
		f, applies, _, _ := e.timing.Days()
		return encodeJSON(editionJSON{string(a.ID), a.ID.Expression(a.lang, e.ID), string(a.lang), e.ID, string(e.Last().By), e.state.Derived,
			boundsJSON{f.NotBefore, f.NotAfter}, boundsJSON{applies.NotBefore, applies.NotAfter}, e.state.Root.Sum().String(), provisions()})
	}); err != nil {
		return err
	}
	return s.add(base+".csv", func() ([]byte, error) {
		rows := [][]string{{"eid", "parent", "kind", "num", "text"}}
		for _, p := range provisions() {
			rows = append(rows, []string{p.EID, p.Parent, p.Kind, p.Num, p.Text})
		}
		return encodeCSV(rows)
	})
}

// The JSON of a position.
type postJSON struct {
	Title  string       `json:"title"`
	Page   string       `json:"page"`
	Spans  []spanJSON   `json:"spans"`
	Places []placesJSON `json:"units"`
}

type spanJSON struct {
	From    corpus.Date `json:"from"` // null: all days before
	To      corpus.Date `json:"to"`
	Verdict string      `json:"verdict"`
	Certain bool        `json:"certain"`
	Reasons []string    `json:"reasons"`
}

type placesJSON struct {
	Unit    string      `json:"unit"`
	EID     string      `json:"eid"`
	Spans   []spanJSON  `json:"spans"`
	Entries []entryJSON `json:"entries"`
}

type entryJSON struct {
	Edition string `json:"edition"`
	EID     string `json:"eid"`
	Text    string `json:"text"`
	Rule    string `json:"rule"`
}

func spansJSON(in []span) []spanJSON {
	out := []spanJSON{}
	for _, sp := range in {
		j := spanJSON{sp.from, sp.to, string(sp.answer.Verdict), sp.answer.Certain, []string{}}
		for _, r := range sp.answer.Reasons {
			j.Reasons = append(j.Reasons, string(r))
		}
		out = append(out, j)
	}
	return out
}

func (s *Site) listPositionData(a *act) error {
	if err := s.add(a.path+"positions.json", func() ([]byte, error) {
		if err := a.wait(); err != nil {
			return nil, err
		}
		out := struct {
			Act       string      `json:"act"`
			Seen      corpus.Date `json:"seen"`
			Positions []postJSON  `json:"positions"`
		}{string(a.ID), s.Verified, []postJSON{}}
		for _, p := range a.positions {
			j := postJSON{Title: p.title, Page: p.path, Spans: spansJSON(p.all), Places: []placesJSON{}}
			for _, in := range p.in {
				x := placesJSON{Unit: in.unit.heading.Text, EID: in.unit.eid, Spans: spansJSON(in.spans), Entries: []entryJSON{}}
				for _, pl := range in.places {
					x.Entries = append(x.Entries, entryJSON{pl.edition.ID, pl.item.EID, pl.item.Text, string(pl.entry.Rule)})
				}
				j.Places = append(j.Places, x)
			}
			out.Positions = append(out.Positions, j)
		}
		return encodeJSON(out)
	}); err != nil {
		return err
	}
	return s.add(a.path+"positions.csv", func() ([]byte, error) {
		if err := a.wait(); err != nil {
			return nil, err
		}
		rows := [][]string{{"position", "unit", "unit_eid", "from", "to", "verdict", "reasons", "seen"}}
		for _, p := range a.positions {
			for _, in := range p.in {
				for _, sp := range spansJSON(in.spans) {
					rows = append(rows, []string{p.title, in.unit.heading.Text, in.unit.eid, sp.From.String(), sp.To.String(), sp.Verdict, strings.Join(sp.Reasons, " "), s.Verified.String()})
				}
			}
		}
		return encodeCSV(rows)
	})
}

// askName is the file from which the form of the home page offers positions,
// and units for each.
const askName = "ask.json"

type askJSON struct {
	Units     []string  `json:"units"`
	Positions []askPost `json:"positions"`
}

type askPost struct {
	Title string `json:"t"`
	Units []int  `json:"u"` // places in units
}

func (s *Site) listAsk(a *act) error {
	return s.add(a.path+askName, func() ([]byte, error) {
		if err := a.wait(); err != nil {
			return nil, err
		}
		out := askJSON{Units: []string{}, Positions: []askPost{}}
		at := make(map[string]int)
		for _, p := range a.positions {
			j := askPost{p.title, []int{}}
			for _, in := range p.in {
				i, ok := at[in.asked]
				if !ok {
					i = len(out.Units)
					at[in.asked], out.Units = i, append(out.Units, in.asked)
				}
				j.Units = append(j.Units, i)
			}
			out.Positions = append(out.Positions, j)
		}
		return json.Marshal(out)
	})
}

func encodeJSON(x any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	err := e.Encode(x)
	return b.Bytes(), err
}

// encodeCSV writes rows by RFC 4180, with a byte order mark, without which
// spreadsheets take Kazakh letters for others. A cell that a spreadsheet
// would run as a formula gets an apostrophe in front.
func encodeCSV(rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\uFEFF")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	for _, r := range rows {
		for i, c := range r {
			if c != "" && strings.ContainsRune("=+-@\t\r", rune(c[0])) {
				r[i] = "'" + c
			}
		}
		if err := w.Write(r); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}
