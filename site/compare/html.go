package compare

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"slices"
	"sync"

	"tizbe/corpus"
	"tizbe/site/element"
	"tizbe/site/markup"
	"tizbe/site/words"
	"tizbe/versioning"
)

var (
	//go:embed style.css
	style string
	//go:embed page.html
	pageSource string
)

// policy lets the page use its own style sheet and nothing else.
var policy = sync.OnceValue(func() string {
	sum := sha256.Sum256([]byte(style))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
})

// pages is parsed at first use.
var pages = sync.OnceValue(func() *template.Template { return template.Must(template.New("").Parse(pageSource)) })

// page is what the template sees.
type page struct {
	Lang, TextLang, TitleIn corpus.Lang
	Policy                  string
	Style                   template.CSS
	Heading, Act, Title     string
	About                   string
	Texts                   [2]pageText
	Names                   [2]string
	Count                   string
	Any                     bool
	Legend, Removed, Added  string
	Empty                   string
	DisputesHeading         string
	Disputes                []TableDispute
	NotesHeading            string
	Notes                   []string

	Table    bool
	Columns  [5]string
	Sections []Section
	Groups   []group
}

type pageText struct{ Label, Name, InForce string }

// A group is the changes below one numbered provision or annex.
type group struct {
	Heading string
	Entries []pageEntry
}

type pageEntry struct {
	Row
	Sign  string
	Path  []string // headings between the group's and the line
	Lines []Line   // as one text, with removed and added words
}

// Signs are the marks of the kinds of change, beside their names.
var Signs = map[versioning.ChangeKind]string{versioning.Added: "+", versioning.Removed: "−", versioning.Changed: "~", versioning.Moved: "→"}

func (d *Difference) page(p *words.Printer) (page, Table) {
	t := d.Table(p)
	g := page{
		Lang: t.Lang, TextLang: t.TextLang, TitleIn: t.TitleIn, Policy: policy(), Style: template.CSS(style), Act: t.Act, Title: t.Title,
		Names: t.Texts, Empty: t.Empty, DisputesHeading: t.Headings[0], Disputes: t.Disputes, NotesHeading: t.Headings[1], Notes: t.Notes,
		Legend: p.T("Inside a line:"), Removed: p.T("words taken out"), Added: p.T("words put in"), Columns: t.Columns, Sections: t.Sections,
	}
	for i, s := range [...]Side{d.From, d.To} {
		g.Texts[i] = pageText{Name: t.Texts[i]}
		if last := s.Revision.Last(); last != nil {
			g.Texts[i].Name += " (№ " + last.By.Number() + ")"
		}
		if s.InForce != nil {
			g.Texts[i].InForce = p.T("in force: %[1]s", p.Between(*s.InForce))
		}
	}
	g.Texts[0].Label, g.Texts[1].Label = p.T("Was"), p.T("Became")
	if d.EID != "" {
		for _, root := range [...]*corpus.Provision{d.From.Root, d.To.Root} {
			if q, up := find(root, d.EID); q != nil {
				g.About = p.T("only this part of it: %[1]s", element.Name(p.Lang(), up, q, true))
				break
			}
		}
	}
	n := len(t.Rows())
	g.Any = n > 0
	g.Count = p.T("elements that differ: %[1]s", fmt.Sprint(n))
	return g, t
}

// HTML writes the difference as a page, provision by provision in the order
// of the later text. The error is the writer's.
func (d *Difference) HTML(w io.Writer, p *words.Printer) error {
	g, t := d.page(p)
	g.Heading = p.T("What differs")
	rows := t.Rows()
	var at *corpus.Provision
	var above []string // the headings shown last
	for i, e := range d.entries() {
		path := e.path()
		top, rest := topOf(path, e.provision())
		if len(g.Groups) == 0 || eidOf(top) != eidOf(at) {
			at = top
			h := ""
			if top != nil && top != e.provision() {
				h = top.Text
			}
			g.Groups = append(g.Groups, group{Heading: h})
			above = nil
		}
		x := pageEntry{Row: rows[i], Sign: Signs[e.Kind]}
		for _, q := range rest {
			if q.Text != "" {
				x.Path = append(x.Path, q.Text)
			}
		}
		x.Lines = x.Became
		switch e.Kind {
		case versioning.Removed:
			x.Lines = x.Was
		case versioning.Changed:
			x.Lines = []Line{d.Words(e.Before, e.After)}
		case versioning.Moved:
			if e.rephrase {
				x.Lines[0] = d.Words(e.Before, e.After)
			}
		}
		entries := &g.Groups[len(g.Groups)-1].Entries
		if full := x.Path; len(*entries) > 0 && slices.Equal(full, above) {
			x.Path = nil // said right above
		} else {
			above = full
		}
		*entries = append(*entries, x)
	}
	return write(w, g)
}

// TableHTML writes the comparative table as a page. The error is the writer's.
func (d *Difference) TableHTML(w io.Writer, p *words.Printer) error {
	g, t := d.page(p)
	g.Heading, g.Table = t.Heading, true
	return write(w, g)
}

func write(w io.Writer, g page) error { return pages().ExecuteTemplate(w, "page", g) }

// Runs draws a line with the words taken out and put in.
func (g page) Runs(l Line) template.HTML {
	return draw(func(w *markup.Writer) { runs(w, l) })
}

// By draws by what a row was changed.
func (g page) By(r Row) template.HTML {
	return draw(func(w *markup.Writer) { g.by(w, r) })
}

// Row draws a row of the table.
func (g page) Row(r Row) template.HTML {
	return draw(func(w *markup.Writer) {
		w.Put(`<tr id="%s"><td class="number">%s</td><td class="element">%s</td>`, r.EID, r.Number, r.Element)
		for i, side := range [...]struct {
			lines []Line
			none  string
		}{{r.Was, r.WasNone}, {r.Became, r.NowNone}} {
			w.Put(`<td data-label="%s">`, g.Columns[2+i])
			if len(side.lines) > 0 {
				w.Put(`<div lang="%s">`, g.TextLang)
				for _, l := range side.lines {
					w.Put("<p>")
					runs(w, l)
					w.Put("</p>")
				}
				w.Put("</div></td>")
			} else {
				w.Put(`<p class="none">%s</p></td>`, side.none)
			}
		}
		w.Put(`<td data-label="%s"><div class="basis">`, g.Columns[4])
		g.by(w, r)
		w.Put("</div>")
		if r.Dispute != "" {
			w.Put(`<p class="dispute">%s</p>`, r.Dispute)
		}
		w.Put("</td></tr>")
	})
}

func (g page) by(w *markup.Writer, r Row) {
	for _, b := range r.Basis {
		w.Put("<p>%s", b.Name)
		if b.Name != "" && b.Remark != "" {
			w.Put(" · ")
		}
		if b.Remark != "" {
			w.Put(`<span class="remark">%s</span>`, b.Remark)
		}
		w.Put("</p>")
		for _, c := range b.Clauses {
			w.Put(`<p lang="%s"><q>%s</q></p>`, g.TextLang, c)
		}
	}
}

func runs(w *markup.Writer, l Line) {
	whole := markup.HTML("")
	if len(l) == 1 {
		whole = ` class="all"`
	}
	for _, r := range l {
		switch r.Kind {
		case versioning.WordsRemoved:
			w.Put("<del%s>%s</del>", whole, r.Text)
		case versioning.WordsAdded:
			w.Put("<ins%s>%s</ins>", whole, r.Text)
		default:
			w.Put("%s", r.Text)
		}
	}
}

func draw(f func(w *markup.Writer)) template.HTML {
	return template.HTML(markup.Draw(f)) // package markup escapes
}

// provision is the provision in the later text where it stands there.
func (e entry) provision() *corpus.Provision {
	if e.After != nil {
		return e.After
	}
	return e.Before
}

// topOf is the outermost numbered provision that the change stands in, or its
// annex, and the ancestors below that.
func topOf(path []*corpus.Provision, p *corpus.Provision) (*corpus.Provision, []*corpus.Provision) {
	for i, q := range path {
		if element.Numbered(q) {
			return q, path[i+1:]
		}
	}
	if element.Numbered(p) {
		return p, nil
	}
	for i, q := range path {
		if q.Kind == corpus.KindList {
			return q, path[i+1:]
		}
	}
	return nil, nil
}
