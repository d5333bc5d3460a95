package reading

import (
	"strconv"
	"strings"
)

// maxQuotation bounds how far the end of a quotation is sought.
const maxQuotation = 2000

// quotation returns the index behind the last paragraph of a new wording
// quoted from paragraph i on, or i where none starts there. A quotation
// starts with its mark after a colon and ends where the marks balance at the
// end of a paragraph; numbers inside it belong to another act.
func (b *builder) quotation(i int) int {
	if i == 0 || !endsIn(b.ps[i-1].text, ":") {
		return i
	}
	t := b.ps[i].text
	angle := strings.HasPrefix(t, "«") || strings.HasPrefix(t, "“")
	if !angle && !strings.HasPrefix(t, `"`) {
		return i
	}
	next := ""
	if b.doc.Format == FormatMarkdown && b.point != nil {
		next = successor(b.point.Num)
	}
	b.readMarks()
	balance := 0
	for j := i; j < len(b.ps) && j-i < maxQuotation; j++ {
		m := b.marks[j]
		if next != "" && m.number == next {
			return i // the closing mark was forgotten
		}
		if angle {
			balance += m.angle
		} else {
			balance = (balance + m.straight) % 2
		}
		switch {
		case j == i && (balance <= 0 || !angle && m.ends):
			return i // of one paragraph: nothing in it is taken for a number
		case balance <= 0 && m.ends:
			return j + 1
		}
	}
	return i
}

// A quoteMark is what the search for the end of a quotation asks of a
// paragraph.
type quoteMark struct {
	angle    int    // « less »
	straight int    // count of "
	ends     bool   // ends in a closing mark
	number   string // of a point that Markdown does not nest in another
}

func (b *builder) readMarks() {
	if b.marks != nil {
		return
	}
	b.marks = make([]quoteMark, len(b.ps))
	for i, p := range b.ps {
		end := strings.TrimRight(p.text, ".;, ")
		m := quoteMark{
			angle:    strings.Count(p.text, "«") + strings.Count(p.text, "“") - strings.Count(p.text, "»") - strings.Count(p.text, "”"),
			straight: strings.Count(p.text, `"`),
			ends:     strings.HasSuffix(end, "»") || strings.HasSuffix(end, "”") || strings.HasSuffix(end, `"`),
		}
		if p.depth <= 1 {
			m.number = pointNumber(p.text)
		}
		b.marks[i] = m
	}
}

// successor returns the number that follows a whole number, or "".
func successor(num string) string {
	n, err := strconv.Atoi(num)
	if err != nil {
		return ""
	}
	return strconv.Itoa(n + 1)
}
