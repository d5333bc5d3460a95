package main

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"golang.org/x/term"

	"tizbe/site/compare"
)

// A comparative table is wider than prose: it takes what the terminal gives,
// up to widestTable columns, and below narrowestTable its cells stand one
// below the other.
const (
	widestTable    = 180
	narrowestTable = 80
)

func (a *app) tableWidth() int {
	if f, ok := a.out.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
			return min(w, widestTable)
		}
	}
	return maxWidth
}

func (a *app) diffTable(w *bytes.Buffer, t compare.Table, width int) {
	a.style.hang(w, "", t.Heading+": "+t.Act, bold)
	a.style.hang(w, "", t.Title, nil)
	if len(t.Sections) == 0 {
		a.style.hang(w, "", t.Empty, faint)
	}
	for _, s := range t.Sections {
		fmt.Fprintln(w)
		a.style.hang(w, "", s.Heading, bold)
		if width < narrowestTable {
			a.stacked(w, t, s)
			continue
		}
		a.drawTable(w, t, s, width)
	}
	for _, d := range t.Disputes {
		fmt.Fprintln(w)
		a.style.hang(w, "! ", a.say.T("the sources disagree: %[1]s", d.Basis), yellow)
		for _, l := range d.Lines {
			a.style.hang(w, "  ", l.Element+" · "+l.EID, faint)
			for _, x := range l.Sources {
				words := x.Text
				if words == "" {
					words = x.None
				}
				a.style.hang(w, "    ", x.Source+": "+words, nil)
			}
		}
	}
	if len(t.Notes) > 0 {
		fmt.Fprintln(w)
	}
	for _, n := range t.Notes {
		a.style.hang(w, "", n, faint)
	}
}

func (a *app) drawTable(w *bytes.Buffer, t compare.Table, s compare.Section, width int) {
	// Frame: a bar before, between and after the columns, a space on both
	// sides of the words.
	room := width - (5*3 + 1)
	number := len(strconv.Itoa(s.Rows[len(s.Rows)-1].Number))
	element, basis := room*18/100, room*22/100
	side := (room - number - element - basis) / 2
	widths := [5]int{number, element, side, side, basis}
	out := table.NewWriter()
	style := table.StyleLight
	style.Options.SeparateRows = true
	style.Format.Header = text.FormatDefault
	out.SetStyle(style)
	head, configs := table.Row{}, []table.ColumnConfig{}
	for i, c := range t.Columns {
		if i == 2 || i == 3 {
			c += "\n" + t.Texts[i-2]
		}
		head = append(head, a.cell(c, widths[i], bold))
		configs = append(configs, table.ColumnConfig{Number: i + 1, WidthMin: widths[i], WidthMax: widths[i], VAlign: text.VAlignTop})
	}
	configs[0].Align = text.AlignRight
	out.AppendHeader(head)
	out.SetColumnConfigs(configs)
	for _, r := range s.Rows {
		out.AppendRow(table.Row{strconv.Itoa(r.Number), a.cell(r.Element, widths[1], nil), a.cell(tableLines(r.Was, r.WasNone), side, nil),
			a.cell(tableLines(r.Became, r.NowNone), side, nil), a.cell(tableBasis(r), basis, nil)})
	}
	render(w, out, "")
}

// cell wraps words to the width of a column, at spaces.
func (a *app) cell(words string, width int, c text.Colors) string {
	var out []string
	for _, par := range strings.Split(words, "\n") {
		for _, l := range wrap(par, width) {
			out = append(out, a.style.paint(c, printable(l)))
		}
	}
	return strings.Join(out, "\n")
}

// stacked writes a row's cells one below the other.
func (a *app) stacked(w *bytes.Buffer, t compare.Table, s compare.Section) {
	for _, r := range s.Rows {
		fmt.Fprintln(w)
		a.style.hang(w, strconv.Itoa(r.Number)+". ", r.Element, bold)
		for i, words := range [...]string{tableLines(r.Was, r.WasNone), tableLines(r.Became, r.NowNone), tableBasis(r)} {
			a.style.hang(w, "   ", t.Columns[i+2]+":", faint)
			for _, l := range strings.Split(words, "\n") {
				a.style.hang(w, "     ", l, nil)
			}
		}
	}
}

// tableLines is the text of a cell: words are marked where only some of a
// line's changed.
func tableLines(lines []compare.Line, none string) string {
	if lines == nil {
		return none
	}
	var out []string
	for _, l := range lines {
		if len(l) == 1 {
			out = append(out, l[0].Text)
		} else {
			out = append(out, marked(l))
		}
	}
	return strings.Join(out, "\n")
}

func tableBasis(r compare.Row) string {
	var out []string
	for _, b := range r.Basis {
		words := b.Name
		for _, c := range b.Clauses {
			words += "\n«" + c + "»"
		}
		if b.Remark != "" {
			words += "\n" + b.Remark
		}
		out = append(out, strings.TrimSpace(words))
	}
	if r.Dispute != "" {
		out = append(out, "! "+r.Dispute)
	}
	return strings.Join(out, "\n")
}
