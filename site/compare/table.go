package compare

import (
	"slices"
	"strings"

	"tizbe/corpus"
	"tizbe/site/element"
	"tizbe/site/words"
	"tizbe/versioning"
)

// A Table is the comparative table of a difference: what each element says in
// the one text, what in the other, and by what it was changed.
type Table struct {
	Lang     corpus.Lang // of the words around the act's own
	TextLang corpus.Lang // of the act's
	Heading  string      // "Comparative table"
	Act      string      // the act's citation
	Title    string      // its title, in TitleLang
	TitleIn  corpus.Lang
	Columns  [5]string
	Texts    [2]string // which revisions the third and fourth columns have
	Empty    string    // what stands in place of rows where there are none
	Sections []Section
	Notes    []string
	Disputes []TableDispute
	Headings [2]string // over the disputes and the notes
}

// A Section is the rows of the act's body or of one annex.
type Section struct {
	Heading string // the title of the annex, "" for the body
	Rows    []Row
}

// A Row is one element that differs.
type Row struct {
	Number  int
	Kind    versioning.ChangeKind
	Label   string // the kind in words
	EID     string
	Element string
	Was     []Line // nil where the earlier text has no such element
	Became  []Line // nil where the later one has none
	Basis   []Basis
	Dispute string // what the sources disagree about; "" where they do not
	WasNone string // what stands in place of Was and Became
	NowNone string
}

// A Line is a paragraph of the act: in Was of what is the same and removed, in
// Became of what is the same and added.
type Line []versioning.WordsRun

// A Basis is what an act did.
type Basis struct {
	Act     corpus.ActID
	Name    string
	Clauses []string // verbatim, in TextLang of the table; none where the act's text is not held
	Remark  string   // what is to be said where there is none
}

// A TableDispute is a dispute with each source's text.
type TableDispute struct {
	Basis string
	Lines []TableDisputeLine
}

// A TableDisputeLine is one disputed element.
type TableDisputeLine struct {
	EID     string
	Element string
	Sources []TableSource
}

// A TableSource is what one source has; Text "" says that it has no such line.
type TableSource struct{ Source, Text, None string }

// Table draws the difference up as a comparative table in the printer's
// language. What was added or taken out as a whole is one row; a line that was
// moved and reworded too.
func (d *Difference) Table(p *words.Printer) Table {
	t := Table{
		Lang: p.Lang(), TextLang: d.To.Act.Lang(), Heading: p.T("Comparative table"), Act: p.Citation(d.To.Act.ID),
		Columns: [5]string{"№", p.T("Structural element"), p.T("Wording in force"), p.T("New wording"), p.T("Basis")},
		Texts:   [2]string{revision(p, d.From.Revision), revision(p, d.To.Revision)},
		Empty:   p.T("the texts do not differ"),
		Notes:   d.Notes(p), Headings: [2]string{p.T("Where the sources disagree"), p.T("Notes")},
	}
	t.Title, t.TitleIn = d.title()
	var at *corpus.Provision // the annex of the current section
	for i, e := range d.entries() {
		if list := annexOf(e.path()); len(t.Sections) == 0 || eidOf(list) != eidOf(at) {
			at = list
			t.Sections = append(t.Sections, Section{Heading: listTitle(list)})
		}
		rows := &t.Sections[len(t.Sections)-1].Rows
		*rows = append(*rows, d.row(p, i+1, e))
	}
	for _, g := range d.Disagreements {
		t.Disputes = append(t.Disputes, disputeOf(p, g))
	}
	return t
}

func disputeOf(p *words.Printer, g Disagreement) TableDispute {
	x := TableDispute{Basis: p.Words(g.Basis)}
	for _, l := range g.Lines {
		line := TableDisputeLine{EID: l.EID, Element: element.Name(p.Lang(), l.Path, l.Here, true)}
		for _, s := range l.Sources {
			line.Sources = append(line.Sources, TableSource{p.Words(s.Source), s.Text, p.T("no such line")})
		}
		x.Lines = append(x.Lines, line)
	}
	return x
}

// An entry is a change together with what it says already: a provision added
// or taken out with all below it, a moved line with its new wording.
type entry struct {
	versioning.Change
	whole    bool // the element with everything below it
	also     []versioning.Change
	rephrase bool // a moved line that was reworded
}

func (e entry) path() []*corpus.Provision {
	if e.After != nil {
		return e.Path
	}
	return e.OldPath
}

// entries joins the changes to what a reader counts as one.
func (d *Difference) entries() []entry {
	var out []entry
	top := make(map[*corpus.Provision]int) // what an entry stands for as a whole → the entry
	in := make(map[*corpus.Provision]versioning.ChangeKind)
	for _, c := range d.Changes {
		switch c.Kind {
		case versioning.Added:
			in[c.After] = c.Kind
		case versioning.Removed:
			in[c.Before] = c.Kind
		}
	}
	for _, c := range d.Changes {
		up, p := c.Path, c.After
		if p == nil {
			up, p = c.OldPath, c.Before
		}
		if c.Kind == versioning.Added || c.Kind == versioning.Removed {
			i := slices.IndexFunc(up, func(q *corpus.Provision) bool { _, ok := top[q]; return ok })
			if i >= 0 && out[top[up[i]]].Kind == c.Kind {
				e := &out[top[up[i]]]
				e.also = append(e.also, c)
				continue
			}
			if allOf(p, c.Kind, in) {
				top[p] = len(out)
				out = append(out, entry{Change: c, whole: true})
				continue
			}
		}
		if n := len(out); c.Kind == versioning.Changed && n > 0 && out[n-1].Kind == versioning.Moved && out[n-1].EID == c.EID && out[n-1].Before.EID == c.EID {
			out[n-1].rephrase = true
			continue
		}
		out = append(out, entry{Change: c, whole: c.Kind == versioning.Moved})
	}
	return out
}

// allOf reports whether everything below the provision changed the same way,
// so that it is one with it.
func allOf(p *corpus.Provision, kind versioning.ChangeKind, in map[*corpus.Provision]versioning.ChangeKind) bool {
	for q := range p.All() {
		if q.Text != "" && in[q] != kind {
			return false
		}
	}
	return true
}

func (d *Difference) row(p *words.Printer, number int, e entry) Row {
	r := Row{Number: number, Kind: e.Kind, Label: p.Change(e.Kind), EID: e.EID, Element: e.element(p), Basis: d.basis(p, e)}
	switch e.Kind {
	case versioning.Added:
		r.WasNone, r.Became = p.T("None"), linesOf(e.After, versioning.WordsAdded)
	case versioning.Removed:
		r.Was, r.NowNone = linesOf(e.Before, versioning.WordsRemoved), p.T("Taken out")
	case versioning.Moved:
		r.Was, r.Became = linesOf(e.Before, versioning.WordsSame), linesOf(e.After, versioning.WordsSame)
		if e.rephrase {
			r.Was[0], r.Became[0] = sides(d.Words(e.Before, e.After))
		}
	default:
		was, became := sides(d.Words(e.Before, e.After))
		r.Was, r.Became = []Line{was}, []Line{became}
	}
	for _, g := range d.Disagreements {
		if slices.ContainsFunc(g.EIDs, func(id string) bool {
			return id == e.EID || slices.ContainsFunc(e.also, func(c versioning.Change) bool { return c.EID == id })
		}) {
			r.Dispute = p.T("the sources disagree: %[1]s", g.Basis)
		}
	}
	return r
}

// element names the entry: an existing one by its place in the earlier text,
// from which an amending act counts, a new one by its place in the later.
func (e entry) element(p *words.Printer) string {
	l := p.Lang()
	switch e.Kind {
	case versioning.Added:
		return element.Name(l, e.Path, e.After, e.whole)
	case versioning.Moved:
		was, now := element.Name(l, e.OldPath, e.Before, true), element.Name(l, e.Path, e.After, true)
		if was == now {
			return was
		}
		return p.T("%[1]s; now %[2]s", was, now)
	}
	return element.Name(l, e.OldPath, e.Before, e.whole)
}

// linesOf is the text of p and everything below it, all of one kind.
func linesOf(p *corpus.Provision, k versioning.WordsKind) []Line {
	var out []Line
	for _, s := range p.Lines() {
		out = append(out, Line{{Kind: k, Text: s}})
	}
	if out == nil {
		out = []Line{{}}
	}
	return out
}

// sides are the two lines of which the words that differ are told apart.
func sides(runs []versioning.WordsRun) (was, became Line) {
	for _, r := range runs {
		if r.Kind != versioning.WordsAdded {
			was = append(was, r)
		}
		if r.Kind != versioning.WordsRemoved {
			became = append(became, r)
		}
	}
	return was, became
}

// basis says by what acts and clauses the entry was changed.
func (d *Difference) basis(p *words.Printer, e entry) []Basis {
	var out []Basis
	for i, ev := range e.Events {
		b := Basis{Act: ev.By, Name: p.By(ev)}
		for _, o := range e.Ops[i] {
			if c := strings.TrimSpace(o.Clause); c != "" && !slices.Contains(b.Clauses, c) {
				b.Clauses = append(b.Clauses, c)
			}
		}
		if b.Clauses == nil {
			b.Remark = p.T("the clause is not held")
		}
		out = append(out, b)
	}
	if out == nil {
		out = []Basis{{Remark: p.T("by comparison of the texts held; no act held names this provision")}}
	}
	return out
}

// annexOf is the annex that the path leads through, or nil.
func annexOf(path []*corpus.Provision) *corpus.Provision {
	for _, q := range slices.Backward(path) {
		if q.Kind == corpus.KindList {
			return q
		}
	}
	return nil
}

func listTitle(list *corpus.Provision) string {
	if list == nil {
		return ""
	}
	for _, c := range list.Children {
		if c.Kind == corpus.KindListTitle {
			return c.Text
		}
	}
	return list.EID
}

func eidOf(p *corpus.Provision) string {
	if p == nil {
		return ""
	}
	return p.EID
}

// Rows are all rows of the table in order.
func (t Table) Rows() []Row {
	var out []Row
	for _, s := range t.Sections {
		out = append(out, s.Rows...)
	}
	return out
}
