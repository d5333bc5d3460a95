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
// needs. Prefixes are written out in the names: the namespace is declared once
// on the root.
type (
	docxDocument struct {
		XMLName xml.Name `xml:"w:document"`
		NS      string   `xml:"xmlns:w,attr"`
		NSR     string   `xml:"xmlns:r,attr"`
		Body    docxBody `xml:"w:body"`
	}
	docxBody struct {
		Before  []docxPar
		Table   *docxTable
		After   []docxPar
		Section docxSection `xml:"w:sectPr"`
	}
	docxSection struct {
		Footer struct {
			Type string `xml:"w:type,attr"`
			ID   string `xml:"r:id,attr"`
		} `xml:"w:footerReference"`
		Size struct {
			W      int    `xml:"w:w,attr"`
			H      int    `xml:"w:h,attr"`
			Orient string `xml:"w:orient,attr"`
		} `xml:"w:pgSz"`
		Margins struct {
			Top    int `xml:"w:top,attr"`
			Right  int `xml:"w:right,attr"`
			Bottom int `xml:"w:bottom,attr"`
			Left   int `xml:"w:left,attr"`
			Header int `xml:"w:header,attr"`
			Footer int `xml:"w:footer,attr"`
			Gutter int `xml:"w:gutter,attr"`
		} `xml:"w:pgMar"`
	}
	docxVal struct {
		Val string `xml:"w:val,attr"`
	}
	docxInt struct {
		Val int `xml:"w:val,attr"`
	}
	docxOn  struct{}
	docxPar struct {
		XMLName xml.Name     `xml:"w:p"`
		Props   docxParProps `xml:"w:pPr"`
		Runs    []docxRun
	}
	docxParProps struct {
		Style *docxVal `xml:"w:pStyle"`
		Keep  *docxOn  `xml:"w:keepNext"`
		Align *docxVal `xml:"w:jc"`
	}
	docxRun struct {
		XMLName xml.Name     `xml:"w:r"`
		Props   docxRunProps `xml:"w:rPr"`
		Text    docxText     `xml:"w:t"`
	}
	docxRunProps struct {
		Bold   *docxOn  `xml:"w:b"`
		Italic *docxOn  `xml:"w:i"`
		Strike *docxOn  `xml:"w:strike"`
		Lang   *docxVal `xml:"w:lang"`
	}
	docxText struct {
		Space string `xml:"xml:space,attr"`
		Text  string `xml:",chardata"`
	}
	docxWidth struct {
		W    int    `xml:"w:w,attr"`
		Type string `xml:"w:type,attr"`
	}
	docxTable struct {
		XMLName xml.Name `xml:"w:tbl"`
		Props   struct {
			Style  docxVal   `xml:"w:tblStyle"`
			Width  docxWidth `xml:"w:tblW"`
			Layout struct {
				Type string `xml:"w:type,attr"`
			} `xml:"w:tblLayout"`
		} `xml:"w:tblPr"`
		Grid []docxGridCol `xml:"w:tblGrid>w:gridCol"`
		Rows []docxRow
	}
	docxGridCol struct {
		W int `xml:"w:w,attr"`
	}
	docxRow struct {
		XMLName xml.Name `xml:"w:tr"`
		Props   struct {
			Whole  *docxOn `xml:"w:cantSplit"`
			Header *docxOn `xml:"w:tblHeader"`
		} `xml:"w:trPr"`
		Cells []docxCell
	}
	docxCell struct {
		XMLName xml.Name `xml:"w:tc"`
		Props   struct {
			Width docxWidth `xml:"w:tcW"`
			Span  *docxInt  `xml:"w:gridSpan"`
		} `xml:"w:tcPr"`
		Pars []docxPar
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
	allColumns            = pageWidth - 2*marginSide
)

var columnWidths = [5]int{620, 2500, 4400, 4400, allColumns - 620 - 2500 - 2*4400}

var locales = map[corpus.Lang]string{corpus.Kazakh: "kk-KZ", corpus.Russian: "ru-RU", corpus.English: "en-GB"}

// DOCX writes the table as a Word document. The same table gives the same
// bytes. The error is the writer's.
func (t Table) DOCX(w io.Writer) error {
	body, err := xml.Marshal(t.document())
	if err != nil {
		return err
	}
	z := zip.NewWriter(w)
	for _, part := range [...]struct{ name, text string }{
		{"[Content_Types].xml", docxTypes},
		{"_rels/.rels", docxRels},
		{"docProps/core.xml", t.coreProperties()},
		{"word/_rels/document.xml.rels", docxPartRels},
		{"word/document.xml", xml.Header + string(body)},
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
	d := docxDocument{NS: nsMain, NSR: nsRelation}
	b := &d.Body
	b.Before = append(b.Before,
		styled("Title", run(t.Heading, t.Lang)),
		styled("Subtitle", run(t.Act, t.Lang)),
		styled("Subtitle", run(t.Title, t.TitleIn)),
		styled("Subtitle", run(t.Texts[0]+" → "+t.Texts[1], t.Lang)),
	)
	b.Table = t.table()
	if len(t.Disputes) > 0 {
		b.After = append(b.After, styled("Heading1", run(t.Headings[0], t.Lang)))
	}
	for _, x := range t.Disputes {
		b.After = append(b.After, with(styled("Normal", run(unbroken(x.Basis), t.Lang))))
		for _, l := range x.Lines {
			b.After = append(b.After, with(styled("Normal", bold(run(l.Element, t.Lang)))))
			for i, s := range l.Sources {
				text := run(s.Text, t.TextLang)
				if s.Text == "" {
					text = italic(run(s.None, t.Lang))
				}
				p := styled("Source", run(s.Source+": ", t.Lang), text)
				if i < len(l.Sources)-1 {
					p = with(p)
				}
				b.After = append(b.After, p)
			}
		}
	}
	if len(t.Notes) > 0 {
		b.After = append(b.After, styled("Heading1", run(t.Headings[1], t.Lang)))
	}
	for _, n := range t.Notes {
		b.After = append(b.After, styled("Note", run(unbroken(n), t.Lang)))
	}
	if b.After == nil { // a table is followed by a paragraph
		b.After = []docxPar{styled("Note")}
	}
	s := &b.Section
	s.Footer.Type, s.Footer.ID = "default", "rId3"
	s.Size.W, s.Size.H, s.Size.Orient = pageWidth, pageHeight, "landscape"
	s.Margins.Top, s.Margins.Right, s.Margins.Bottom, s.Margins.Left = marginTop, marginSide, marginTop, marginSide
	s.Margins.Header, s.Margins.Footer = 425, 425
	return d
}

func (t Table) table() *docxTable {
	x := new(docxTable)
	x.Props.Style.Val = "Comparison"
	x.Props.Width = docxWidth{allColumns, "dxa"}
	x.Props.Layout.Type = "fixed"
	for _, w := range columnWidths {
		x.Grid = append(x.Grid, docxGridCol{w})
	}
	head := docxRow{}
	head.Props.Whole, head.Props.Header = &docxOn{}, &docxOn{}
	for i, c := range t.Columns {
		pars := []docxPar{styled("TableHead", run(c, t.Lang))}
		if i == 2 || i == 3 {
			pars = append(pars, styled("TableHead", italic(run(t.Texts[i-2], t.Lang))))
		}
		head.Cells = append(head.Cells, cell(i, pars))
	}
	x.Rows = append(x.Rows, head)
	for _, s := range t.Sections {
		if s.Heading != "" {
			x.Rows = append(x.Rows, spanning(styled("TableSection", run(s.Heading, t.TextLang))))
		}
		for _, r := range s.Rows {
			x.Rows = append(x.Rows, t.row(r))
		}
	}
	if len(t.Sections) == 0 {
		x.Rows = append(x.Rows, spanning(styled("TableText", italic(run(t.Empty, t.Lang)))))
	}
	return x
}

// maxWhole is the length, in bytes, of a cell up to which its row is kept on
// one page.
const maxWhole = 2000

func (t Table) row(r Row) docxRow {
	var out docxRow
	if max(length(r.Was), length(r.Became)) <= maxWhole {
		out.Props.Whole = &docxOn{}
	}
	add := func(pars ...docxPar) { out.Cells = append(out.Cells, cell(len(out.Cells), pars)) }
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
			x.Props.Strike = &docxOn{}
		case versioning.WordsAdded:
			x = bold(x)
		}
		p.Runs = append(p.Runs, x)
	}
	return p
}

func styled(style string, runs ...docxRun) docxPar {
	return docxPar{Props: docxParProps{Style: &docxVal{style}}, Runs: runs}
}

func run(text string, l corpus.Lang) docxRun {
	return docxRun{Props: docxRunProps{Lang: &docxVal{localeOf(l)}}, Text: docxText{"preserve", text}}
}

// with keeps the paragraph on the page of the next one.
func with(p docxPar) docxPar { p.Props.Keep = &docxOn{}; return p }

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

func bold(r docxRun) docxRun   { r.Props.Bold = &docxOn{}; return r }
func italic(r docxRun) docxRun { r.Props.Italic = &docxOn{}; return r }

func cell(column int, pars []docxPar) docxCell {
	c := docxCell{Pars: pars}
	c.Props.Width = docxWidth{columnWidths[column], "dxa"}
	if len(pars) == 0 { // a cell ends with a paragraph
		c.Pars = []docxPar{styled("TableText")}
	}
	return c
}

func spanning(p docxPar) docxRow {
	c := docxCell{Pars: []docxPar{with(p)}}
	c.Props.Width = docxWidth{allColumns, "dxa"}
	c.Props.Span = &docxInt{len(columnWidths)}
	return docxRow{Cells: []docxCell{c}}
}

func (t Table) coreProperties() string {
	var title, lang strings.Builder
	xml.EscapeText(&title, []byte(t.Heading+": "+t.Act))
	xml.EscapeText(&lang, []byte(localeOf(t.Lang)))
	return xml.Header + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
		`<dc:title>` + title.String() + `</dc:title><dc:language>` + lang.String() + `</dc:language></cp:coreProperties>`
}
