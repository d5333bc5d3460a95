package main

import (
	"io"
	"os"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"golang.org/x/term"
)

// The rules of output: the answer goes to standard output and is plain text
// in every respect unless that is a terminal; a terminal gets colour as well,
// which repeats what the words say and adds nothing, unless NO_COLOR is set.
// Lines are wrapped to the terminal, at most to 100 columns, and to 100 where
// there is none, so that a file reads as the screen did.

const maxWidth = 100

// style is how the answer is drawn.
type style struct {
	colour bool
	width  int
}

func newStyle(a *app) style {
	s := style{width: maxWidth}
	f, ok := a.out.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return s
	}
	s.colour = a.env("NO_COLOR") == "" && a.env("TERM") != "dumb"
	if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
		s.width = max(40, min(w, maxWidth))
	}
	return s
}

// paint colours s on a terminal that wants it.
func (s style) paint(c text.Colors, words string) string {
	if !s.colour || words == "" {
		return words
	}
	return c.EscapeSeq() + words + text.Reset.EscapeSeq()
}

var (
	nocolour = text.Colors(nil)
	bold     = text.Colors{text.Bold}
	faint    = text.Colors{text.Faint}
	green    = text.Colors{text.Bold, text.FgGreen}
	yellow   = text.Colors{text.Bold, text.FgYellow}
	red      = text.Colors{text.Bold, text.FgRed}
	magenta  = text.Colors{text.Bold, text.FgMagenta}
)

// wrap breaks words into lines of at most width columns, at spaces.
func wrap(words string, width int) []string {
	var lines []string
	for _, par := range strings.Split(strings.ReplaceAll(words, "№ ", "№"+glue), "\n") {
		line := ""
		for _, w := range strings.Fields(par) {
			for text.StringWidth(w) > width { // longer than a line: cut
				head := text.Trim(w, width)
				if line != "" {
					lines = append(lines, line)
					line = ""
				}
				lines = append(lines, head)
				w = strings.TrimPrefix(w, head)
			}
			switch {
			case line == "":
				line = w
			case text.StringWidth(line)+1+text.StringWidth(w) <= width:
				line += " " + w
			default:
				lines = append(lines, line)
				line = w
			}
		}
		lines = append(lines, line)
	}
	for i, l := range lines {
		lines[i] = strings.ReplaceAll(l, glue, " ")
	}
	return lines
}

// glue stands for a space at which a line is not broken: a number stays with
// its sign.
const glue = "\uE000"

// hang writes words with a label in front of the first line and the others
// indented below the words.
func (s style) hang(w io.Writer, label, words string, c text.Colors) {
	if words == "" {
		return
	}
	indent := strings.Repeat(" ", text.StringWidth(label))
	for i, l := range wrap(words, max(20, s.width-text.StringWidth(label))) {
		if i > 0 {
			label = indent
		}
		io.WriteString(w, strings.TrimRight(label+s.paint(c, printable(l)), " ")+"\n")
	}
}

// pad fills words with spaces up to the width.
func pad(words string, width int) string { return text.Pad(words, width, ' ') }

// newTable returns an empty table in the house's style: no frame, a rule
// under the header.
func (s style) newTable(header ...string) table.Writer {
	t := table.NewWriter()
	st := table.StyleLight
	st.Options = table.Options{SeparateHeader: true}
	st.Format.Header = text.FormatDefault
	st.Box.PaddingLeft, st.Box.PaddingRight = "", "  "
	t.SetStyle(st)
	row := make(table.Row, len(header))
	for i, h := range header {
		row[i] = s.paint(bold, h)
	}
	t.AppendHeader(row)
	return t
}

// render writes the table indented, without trailing spaces.
func render(w io.Writer, t table.Writer, indent string) {
	for _, l := range strings.Split(t.Render(), "\n") {
		io.WriteString(w, strings.TrimRight(indent+l, " ")+"\n")
	}
}
