package reading

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// A para is one paragraph on its way from a format to the tree.
type para struct {
	text string
	line int // of the source, from 1

	heading int  // Markdown: level of a heading, 0 for none
	quote   bool // Markdown: inside a block quote
	strong  bool // Markdown: emphasised as a whole
	depth   int  // Markdown: how many lists hold the paragraph
	display bool // portal: set off by blank lines, without indentation
	table   int  // ordinal of the table this row belongs to, 0 for none
}

// checkBytes refuses what is not text at all, naming the first line at fault.
func checkBytes(src []byte) error {
	line := 1
	for rest := src; len(rest) > 0; line++ {
		l, r, _ := bytes.Cut(rest, []byte{'\n'})
		if bytes.IndexByte(l, 0) >= 0 {
			return fmt.Errorf("line %d: %w", line, ErrNUL)
		}
		if !utf8.Valid(l) {
			return fmt.Errorf("line %d: %w", line, ErrNotUTF8)
		}
		if len(l) > MaxParagraph {
			return fmt.Errorf("line %d: %w", line, ErrTooLong)
		}
		rest = r
	}
	if strings.TrimSpace(strings.TrimPrefix(string(src), bom)) == "" {
		return fmt.Errorf("line 1: %w", ErrEmpty)
	}
	return nil
}

const bom = "\ufeff"

// sourceLines splits the text into lines without their ends; a form feed is
// a line of its own, since it ends a page.
func sourceLines(src []byte) []string {
	s := strings.TrimPrefix(string(src), bom)
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.ReplaceAll(strings.TrimRight(l, "\r"), "\f", "")
	}
	return lines
}

// Auto reads a text of unknown shape: Markdown where a line bears its marks
// (a heading, a block quote, emphasis of a whole line, an anchor), else the
// portal's extraction. The errors are those of [Markdown] and [Text].
func Auto(src []byte, o Options) (*Document, error) {
	if looksMarkdown(src) {
		return Markdown(src, o)
	}
	return Text(src, o)
}

func looksMarkdown(src []byte) bool {
	for _, l := range sourceLines(src) {
		t := strings.TrimLeft(l, " ")
		if len(l)-len(t) > 3 {
			continue
		}
		h := strings.TrimLeft(t, "#")
		switch {
		case h != t && len(t)-len(h) <= 6 && strings.HasPrefix(h, " "),
			strings.HasPrefix(t, "> "),
			strings.HasPrefix(t, "**"), strings.HasPrefix(t, "<a id="),
			strings.HasPrefix(t, "|---"), strings.HasPrefix(t, "| ---"):
			return true
		}
	}
	return false
}

// Lines reads a plain list: every line that is not blank is a paragraph of
// one annex without title, running text where the options say so; one with
// " | " in it is a row of a table. Errors wrap [ErrEmpty], [ErrNUL], [ErrNotUTF8],
// [ErrTooLong], [ErrNotAct] and [ErrOutline], each with its line.
func Lines(list string, o Options) (*Document, error) {
	return paragraphs(list, FormatLines, o)
}

// Act reads the text of an act of which the paragraphs are known: every line
// that is not blank is one, one with " | " in it is a row of a table, and one
// that reads as the mark of approval of an annex is that. The errors are those
// of [Lines].
func Act(text string, o Options) (*Document, error) {
	return paragraphs(text, FormatText, o)
}

func paragraphs(text string, f Format, o Options) (*Document, error) {
	if err := checkBytes([]byte(text)); err != nil {
		return nil, err
	}
	m := new(mender)
	var ps []para
	tables, inTable := 0, false
	for i, l := range sourceLines([]byte(text)) {
		t := strings.TrimSpace(l)
		if t == "" {
			continue
		}
		p := para{text: m.punctuation(t, func(int) int { return i + 1 }), line: i + 1}
		// The mark of an annex stands on a line by itself.
		p.quote = f == FormatText && wholeLine.MatchString(fold(head(p.text, 400)))
		if row := strings.Contains(p.text, " | "); row {
			if !inTable {
				tables++
			}
			p.table, inTable = tables, true
		} else {
			inTable = false
		}
		ps = append(ps, p)
	}
	return build(ps, f, m, o)
}
