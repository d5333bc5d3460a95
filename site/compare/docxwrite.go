package compare

import (
	"encoding/xml"
	"fmt"
	"strings"
	"unicode/utf8"
)

// A docxWriter writes the main part of a document.
type docxWriter struct{ strings.Builder }

// xml is the document as it stands in the file.
func (d docxDocument) xml() string {
	var w docxWriter
	fmt.Fprintf(&w, `<w:document xmlns:w="%s" xmlns:r="%s"><w:body>`, nsMain, nsRelation)
	w.pars(d.before)
	fmt.Fprintf(&w, `<w:tbl><w:tblPr><w:tblStyle w:val="Comparison"></w:tblStyle><w:tblW w:w="%d" w:type="dxa"></w:tblW><w:tblLayout w:type="fixed"></w:tblLayout></w:tblPr><w:tblGrid>`, allColumns)
	for _, n := range columnWidths {
		fmt.Fprintf(&w, `<w:gridCol w:w="%d"></w:gridCol>`, n)
	}
	w.WriteString("</w:tblGrid>")
	for _, r := range d.rows {
		w.row(r)
	}
	w.WriteString("</w:tbl>")
	w.pars(d.after)
	fmt.Fprintf(&w, `<w:sectPr><w:footerReference w:type="default" r:id="rId3"></w:footerReference><w:pgSz w:w="%d" w:h="%d" w:orient="landscape"></w:pgSz>`+
		`<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="%d" w:gutter="0"></w:pgMar></w:sectPr></w:body></w:document>`,
		pageWidth, pageHeight, marginTop, marginSide, marginTop, marginSide, marginHead, marginHead)
	return w.String()
}

func (w *docxWriter) row(r docxRow) {
	w.WriteString("<w:tr><w:trPr>")
	w.on("w:cantSplit", r.whole)
	w.on("w:tblHeader", r.header)
	w.WriteString("</w:trPr>")
	for _, c := range r.cells {
		fmt.Fprintf(w, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"></w:tcW>`, c.width)
		if c.span > 1 {
			fmt.Fprintf(w, `<w:gridSpan w:val="%d"></w:gridSpan>`, c.span)
		}
		w.WriteString("</w:tcPr>")
		w.pars(c.pars)
		w.WriteString("</w:tc>")
	}
	w.WriteString("</w:tr>")
}

func (w *docxWriter) pars(ps []docxPar) {
	for _, p := range ps {
		w.WriteString(`<w:p><w:pPr><w:pStyle w:val="`)
		w.text(p.style)
		w.WriteString(`"></w:pStyle>`)
		w.on("w:keepNext", p.keep)
		w.WriteString("</w:pPr>")
		for _, r := range p.runs {
			w.run(r)
		}
		w.WriteString("</w:p>")
	}
}

func (w *docxWriter) run(r docxRun) {
	w.WriteString("<w:r><w:rPr>")
	w.on("w:b", r.bold)
	w.on("w:i", r.italic)
	w.on("w:strike", r.strike)
	w.WriteString(`<w:lang w:val="`)
	w.text(r.locale)
	w.WriteString(`"></w:lang></w:rPr><w:t xml:space="preserve">`)
	w.text(r.text)
	w.WriteString("</w:t></w:r>")
}

// on writes a property that is there or not.
func (w *docxWriter) on(name string, on bool) {
	if on {
		w.WriteString("<" + name + "></" + name + ">")
	}
}

// text writes text, or the value of an attribute. What XML may not have is
// replaced.
func (w *docxWriter) text(s string) {
	plain := utf8.ValidString(s)
	for i := 0; i < len(s) && plain; i++ {
		// From 0xEF on stand, among others, the two letters that are none.
		plain = s[i] >= ' ' && s[i] < 0xEF && s[i] != '&' && s[i] != '<' && s[i] != '>' && s[i] != '"' && s[i] != '\''
	}
	if plain {
		w.WriteString(s)
		return
	}
	_ = xml.EscapeText(w, []byte(s)) // a builder does not fail
}
