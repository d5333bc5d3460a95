package compare

import (
	"archive/zip"
	"encoding/xml"
	"io"
	"strconv"
	"strings"

	"tizbe/corpus"
	"tizbe/versioning"
)

// The parts of WordprocessingML (ECMA-376 part 1, clause 17) that the table
// needs; docxwrite.go writes them.
type (
	docxDocument struct {
		before, after []docxPar
		rows          []docxRow
	}
	docxRow struct {
		whole  bool // on one page
		header bool // again on every page
		cells  []docxCell
	}
	docxCell struct {
		width int // twentieths of a point
		span  int // columns, where it is more than one
		pars  []docxPar
	}
	docxPar struct {
		style string
		keep  bool // on the page of the next paragraph
		runs  []docxRun
	}
	docxRun struct {
		text                 string
		locale               string
		bold, italic, strike bool
	}
)

const (
	nsMain     = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsRelation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

// The page is A4 landscape; widths are twentieths of a point. The columns fill
// what the margins leave.
const (
	pageWidth, pageHeight = 16838, 11906
	marginSide, marginTop = 850, 850
	marginHead            = 425 // of header and footer
	allColumns            = pageWidth - 2*marginSide
)

var columnWidths = [5]int{620, 2500, 4400, 4400, allColumns - 620 - 2500 - 2*4400}

var locales = map[corpus.Lang]string{corpus.Kazakh: "kk-KZ", corpus.Russian: "ru-RU", corpus.English: "en-GB"}

// DOCX writes the table as a Word document. The same table gives the same
// bytes. The error is the writer's.
func (t Table) DOCX(w io.Writer) error {
	z := zip.NewWriter(w)
	for _, part := range [...]struct{ name, text string }{
		{"[Content_Types].xml", docxTypes},
		{"_rels/.rels", docxRels},
		{"docProps/core.xml", t.coreProperties()},
		{"word/_rels/document.xml.rels", docxPartRels},
		{"word/document.xml", xml.Header + t.document().xml()},
		{"word/footer1.xml", docxFooter},
		{"word/settings.xml", docxSettings},
		{"word/styles.xml", strings.ReplaceAll(docxStyles, "LOCALE", localeOf(t.Lang))},
	} {
		// Without a time of change, so that the bytes are the same each time.
		f, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(f, part.text); err != nil {
			return err
		}
	}
	return z.Close()
}

func localeOf(l corpus.Lang) string {
	if s, ok := locales[l]; ok {
		return s
	}
	return "kk-KZ"
}

func (t Table) document() docxDocument {
	var d docxDocument
	d.before = append(d.before,
		styled("Title", run(t.Heading, t.Lang)),
		styled("Subtitle", run(t.Act, t.Lang)),
		styled("Subtitle", run(t.Title, t.TitleIn)),
		styled("Subtitle", run(t.Texts[0]+" → "+t.Texts[1], t.Lang)),
	)
	d.rows = t.table()
	if len(t.Disputes) > 0 {
		d.after = append(d.after, styled("Heading1", run(t.Headings[0], t.Lang)))
	}
	for _, x := range t.Disputes {
		d.after = append(d.after, with(styled("Normal", run(unbroken(x.Basis), t.Lang))))
		for _, l := range x.Lines {
			d.after = append(d.after, with(styled("Normal", bold(run(l.Element, t.Lang)))))
			for i, s := range l.Sources {
				text := run(s.Text, t.TextLang)
				if s.Text == "" {
					text = italic(run(s.None, t.Lang))
				}
				p := styled("Source", run(s.Source+": ", t.Lang), text)
				if i < len(l.Sources)-1 {
					p = with(p)
				}
				d.after = append(d.after, p)
			}
		}
	}
	if len(t.Notes) > 0 {
		d.after = append(d.after, styled("Heading1", run(t.Headings[1], t.Lang)))
	}
	for _, n := range t.Notes {
		d.after = append(d.after, styled("Note", run(unbroken(n), t.Lang)))
	}
	if d.after == nil { // a table is followed by a paragraph
		d.after = []docxPar{styled("Note")}
	}
	return d
}

func (t Table) table() []docxRow {
	var rows []docxRow
	head := docxRow{whole: true, header: true}
	for i, c := range t.Columns {
		pars := []docxPar{styled("TableHead", run(c, t.Lang))}
		if i == 2 || i == 3 {
			pars = append(pars, styled("TableHead", italic(run(t.Texts[i-2], t.Lang))))
		}
		head.cells = append(head.cells, cell(i, pars))
	}
	rows = append(rows, head)
	for _, s := range t.Sections {
		if s.Heading != "" {
			rows = append(rows, spanning(styled("TableSection", run(s.Heading, t.TextLang))))
		}
		for _, r := range s.Rows {
			rows = append(rows, t.row(r))
		}
	}
	if len(t.Sections) == 0 {
		rows = append(rows, spanning(styled("TableText", italic(run(t.Empty, t.Lang)))))
	}
	return rows
}

// maxWhole is the length, in bytes, of a cell up to which its row is kept on
// one page.
const maxWhole = 2000

func (t Table) row(r Row) docxRow {
	out := docxRow{whole: max(length(r.Was), length(r.Became)) <= maxWhole}
	add := func(pars ...docxPar) { out.cells = append(out.cells, cell(len(out.cells), pars)) }
	add(styled("TableText", run(strconv.Itoa(r.Number), t.Lang)))
	add(styled("TableText", run(r.Element, t.Lang)))
	for _, side := range [...]struct {
		lines []Line
		none  string
	}{{r.Was, r.WasNone}, {r.Became, r.NowNone}} {
		var pars []docxPar
		for _, l := range side.lines {
			pars = append(pars, t.line(l))
		}
		if side.lines == nil {
			pars = []docxPar{styled("TableText", italic(run(side.none, t.Lang)))}
		}
		add(pars...)
	}
	var basis []docxPar
	for _, b := range r.Basis {
		if b.Name != "" {
			basis = append(basis, styled("TableText", run(unbroken(b.Name), t.Lang)))
		}
		for _, c := range b.Clauses {
			basis = append(basis, styled("TableText", run("«", t.Lang), run(c, t.TextLang), run("»", t.Lang)))
		}
		if b.Remark != "" {
			basis = append(basis, styled("TableText", italic(run(b.Remark, t.Lang))))
		}
	}
	if r.Dispute != "" {
		basis = append(basis, styled("TableText", italic(run(unbroken(r.Dispute), t.Lang))))
	}
	add(basis...)
	return out
}

// line writes a paragraph of the act: what was taken out struck through, what
// was put in bold.
func (t Table) line(l Line) docxPar {
	p := styled("TableText")
	for _, r := range l {
		x := run(r.Text, t.TextLang)
		switch r.Kind {
		case versioning.WordsRemoved:
			x.strike = true
		case versioning.WordsAdded:
			x = bold(x)
		}
		p.runs = append(p.runs, x)
	}
	return p
}

func styled(style string, runs ...docxRun) docxPar {
	return docxPar{style: style, runs: runs}
}

func run(text string, l corpus.Lang) docxRun {
	return docxRun{text: text, locale: localeOf(l)}
}

// with keeps the paragraph on the page of the next one.
func with(p docxPar) docxPar { p.keep = true; return p }

// unbroken keeps a number on the line of its sign. The act's own words are
// never touched.
func unbroken(s string) string { return strings.ReplaceAll(s, "№ ", "№\u00a0") }

func length(lines []Line) int {
	n := 0
	for _, l := range lines {
		for _, r := range l {
			n += len(r.Text)
		}
	}
	return n
}

func bold(r docxRun) docxRun   { r.bold = true; return r }
func italic(r docxRun) docxRun { r.italic = true; return r }

func cell(column int, pars []docxPar) docxCell {
	if len(pars) == 0 { // a cell ends with a paragraph
		pars = []docxPar{styled("TableText")}
	}
	return docxCell{width: columnWidths[column], pars: pars}
}

func spanning(p docxPar) docxRow {
	return docxRow{cells: []docxCell{{width: allColumns, span: len(columnWidths), pars: []docxPar{with(p)}}}}
}

func (t Table) coreProperties() string {
	var title, lang strings.Builder
	xml.EscapeText(&title, []byte(t.Heading+": "+t.Act))
	xml.EscapeText(&lang, []byte(localeOf(t.Lang)))
	return xml.Header + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
		`<dc:title>` + title.String() + `</dc:title><dc:language>` + lang.String() + `</dc:language></cp:coreProperties>`
}
