package retrieval

import (
	"strings"
	"unicode/utf8"
)

// A fragment longer than this many bytes is cut.
const fragmentBytes = 600

// escape escapes text for the content of an element.
var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// fragment returns the text with its marked places between <mark> and
// </mark>; everything else is escaped as HTML. Of a long text it returns the
// stretch that has most of the places, cut between words, with "…" where text
// was left out.
func fragment(text string, marks []mark) string {
	from, to := stretch(text, marks)
	var b strings.Builder
	if from > 0 {
		b.WriteString("…")
	}
	at := from
	for _, m := range marks {
		if m.start < at || m.end > to {
			continue
		}
		b.WriteString(escape.Replace(text[at:m.start]))
		b.WriteString("<mark>")
		b.WriteString(escape.Replace(text[m.start:m.end]))
		b.WriteString("</mark>")
		at = m.end
	}
	b.WriteString(escape.Replace(text[at:to]))
	if to < len(text) {
		b.WriteString("…")
	}
	return b.String()
}

// stretch returns the bounds of the part of the text that is shown.
func stretch(text string, marks []mark) (from, to int) {
	if len(text) <= fragmentBytes {
		return 0, len(text)
	}
	// The mark from which on most marks fit.
	best, most := 0, 0
	for i, j := 0, 0; i < len(marks); i++ {
		for j < len(marks) && marks[j].end-marks[i].start <= fragmentBytes*2/3 {
			j++
		}
		if j-i > most {
			best, most = i, j-i
		}
	}
	if len(marks) > 0 {
		from = max(0, marks[best].start-fragmentBytes/6)
	}
	if from > 0 {
		// To the beginning of a word, but not past the mark.
		for from < len(text) && !utf8.RuneStart(text[from]) {
			from++
		}
		if i := strings.IndexByte(text[from:marks[best].start], ' '); i >= 0 {
			from += i + 1
		} else {
			from = marks[best].start
		}
	}
	to = min(len(text), from+fragmentBytes)
	if to < len(text) {
		for !utf8.RuneStart(text[to]) {
			to--
		}
		if i := strings.LastIndexByte(text[from:to], ' '); i > 0 {
			to = from + i
		}
	}
	if len(marks) > 0 { // a word of hundreds of letters
		to = max(to, marks[best].end)
	}
	return from, to
}
