package reading

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A rawLine is one line of the portal's extraction.
type rawLine struct {
	no     int
	s      string // without trailing space
	indent int    // leading spaces
	blanks int    // blank lines before it
}

// Text reads the portal's extraction from PDF. Lines are hard-wrapped and a
// new paragraph starts with six spaces (two or more are taken as such); an
// unindented line carries the paragraph on, also over the blank lines of a
// page break, unless the paragraph had ended. A text without any indented
// line has a paragraph a line.
//
// Errors wrap [ErrEmpty], [ErrNUL], [ErrNotUTF8], [ErrTooLong], [ErrNotAct]
// and [ErrOutline], each with its line.
func Text(src []byte, o Options) (*Document, error) {
	if err := checkBytes(src); err != nil {
		return nil, err
	}
	var lines []rawLine
	blanks, indented, wrapped := 0, false, false
	for i, s := range sourceLines(src) {
		t := strings.TrimRightFunc(s, unicode.IsSpace)
		if t == "" {
			blanks++
			continue
		}
		l := rawLine{no: i + 1, s: t, indent: indentOf(t), blanks: blanks}
		indented = indented || l.indent >= 2
		if n := len(lines); n > 0 && blanks == 0 {
			prev := lines[n-1].s
			wrapped = wrapped || startsLow(t) && !closed(prev) && utf8.RuneCountInString(prev) >= 60
		}
		lines = append(lines, l)
		blanks = 0
	}

	m := new(mender)
	var ps []para
	var cur []rawLine
	display := false
	flush := func() error {
		if len(cur) == 0 {
			return nil
		}
		size := 0
		for _, l := range cur {
			size += len(l.s) + 1
		}
		if size > MaxParagraph {
			return fmt.Errorf("line %d: %w", cur[0].no, ErrTooLong)
		}
		ps = append(ps, para{text: m.mend(cur), line: cur[0].no, display: display})
		cur = nil
		return nil
	}
	for i, l := range lines {
		rule := ruleLine.MatchString(strings.TrimSpace(l.s))
		if len(cur) > 0 && !rule && continues(cur, l, display, indented, wrapped) && !markBegins(lines, i, cur) {
			cur = append(cur, l)
			continue
		}
		if err := flush(); err != nil {
			return nil, err
		}
		if !rule {
			cur, display = append(cur, l), l.indent < 2
		}
	}
	if err := flush(); err != nil {
		return nil, err
	}
	return build(ps, FormatText, m, o)
}

// markBegins reports whether a mark of approval begins at line i, right behind
// the full stop of the paragraph made of cur.
func markBegins(lines []rawLine, i int, cur []rawLine) bool {
	if lines[i].indent >= 2 || !endsIn(cur[len(cur)-1].s, ".") {
		return false
	}
	return wholeMark(len(lines), i, func(j int) string {
		if lines[j].indent >= 2 {
			return ""
		}
		return strings.TrimSpace(lines[j].s)
	}) > 0
}

// continues reports whether l carries on the paragraph made of cur.
func continues(cur []rawLine, l rawLine, display, indented, wrapped bool) bool {
	last := cur[len(cur)-1].s
	text := strings.TrimSpace(l.s)
	switch {
	case l.indent >= 2:
		return false
	case !indented:
		return wrapped && l.blanks == 0 && !closed(last) && pointNumber(text) == "" && subpointNumber(text) == ""
	case l.blanks == 0:
		return true
	case closed(last) && !(endsIn(last, ":") && startsLow(text)) && !(len(cur) == 1 && bareNumber(last)):
		return false
	case l.indent == 1:
		// A word that was a link stood at the start of the line.
		return true
	case display:
		return false
	}
	whole := strings.TrimSpace(last)
	if len(cur) > 1 {
		whole = strings.TrimSpace(cur[len(cur)-2].s) + " " + whole
	}
	return !isSignature(para{text: whole}) && !approvalPart(text)
}

// bareNumber reports whether a line is a point's number and nothing else.
func bareNumber(s string) bool {
	s = strings.TrimSpace(s)
	n := pointNumber(s)
	return n != "" && n+"." == s
}

func startsLow(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

func indentOf(s string) int {
	n := 0
	for _, r := range s {
		switch r {
		case ' ', '\u00a0':
			n++
		case '\t':
			n += 8
		default:
			return n
		}
	}
	return n
}
