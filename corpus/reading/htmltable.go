package reading

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"tizbe/corpus"
)

// maxRowspan bounds how many rows one cell may reach down to.
const maxRowspan = 10_000

// htmlTable reads the table in HTML that begins at src[from:], a row a
// paragraph, its cells separated as those of a Markdown table. A cell that
// reaches over several columns or rows is followed by empty ones, so that a
// column keeps its number. It returns the offset behind the table; 0 where it
// does not end before to, or has no rows.
func (r *mdReader) htmlTable(from, to int) (int, error) {
	z := html.NewTokenizer(bytes.NewReader(r.src[from:to]))
	t := htmlRows{r: r, down: make(map[int]int)}
	for off := from; ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			if err := z.Err(); err != io.EOF {
				return 0, fmt.Errorf("line %d: reading a table: %w", r.lineOf(off), err)
			}
			return 0, nil // it goes on behind the block, or nowhere
		}
		line := r.lineOf(off)
		off += len(z.Raw())
		switch kind {
		case html.TextToken:
			t.text.Write(z.Text())
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			name, attrs := z.TagName()
			tag := string(name)
			var span [2]int // columns, rows
			for attrs {
				var k, v []byte
				k, v, attrs = z.TagAttr()
				n, _ := strconv.Atoi(strings.TrimSpace(string(v)))
				switch string(k) {
				case "colspan":
					span[0] = n
				case "rowspan":
					span[1] = min(n, maxRowspan)
				}
			}
			if err := t.tag(tag, kind == html.EndTagToken, line, span); err != nil {
				return 0, err
			}
			if t.depth == 0 {
				if len(t.rows) == 0 {
					return 0, nil
				}
				r.tables++
				for _, p := range t.rows {
					p.table = r.tables
					if err := r.emit(p); err != nil {
						return 0, err
					}
				}
				return off, nil
			}
		}
	}
}

// htmlRows collects the rows of one table.
type htmlRows struct {
	r     *mdReader
	depth int // of tables inside tables, whose words are those of the cell
	text  bytes.Buffer
	rows  []para

	open  bool // in a cell
	cells []string
	line  int // of the row's first cell
	span  [2]int
	at    int         // line of the cell
	down  map[int]int // column → rows that a cell above still reaches
}

func (t *htmlRows) tag(tag string, end bool, line int, span [2]int) error {
	switch tag {
	case "table":
		if end {
			t.depth--
		} else {
			t.depth++
		}
		if t.depth == 0 {
			return t.endRow()
		}
	case "tr", "td", "th":
		if t.depth != 1 {
			t.text.WriteByte(' ')
			return nil
		}
		if err := t.endCell(); err != nil {
			return err
		}
		switch {
		case tag == "tr":
			return t.endRow()
		case !end:
			t.open, t.span, t.at = true, span, line
			t.text.Reset()
			if len(t.cells) == 0 {
				t.line = line
			}
		}
	case "br", "p", "div", "li", "hr":
		t.text.WriteByte('\n')
	}
	return nil
}

func (t *htmlRows) endCell() error {
	if !t.open {
		return nil
	}
	t.open = false
	t.above()
	if len(t.cells)+max(t.span[0], 1) > maxColumns {
		return fmt.Errorf("line %d: %w", t.at, ErrTooWide)
	}
	var words, last string
	for i, l := range strings.Split(t.text.String(), "\n") {
		l = strings.Join(strings.Fields(l), " ")
		if l == "" {
			continue
		}
		if last != "" {
			w, v := lastWord(last), firstWord(l)
			t.r.record(t.at+i, corpus.RepairWrap, w+"\n"+v, w+" "+v)
			words += " "
		}
		words += l
		last = l
	}
	for i := range max(t.span[0], 1) {
		if t.span[1] > 1 {
			t.down[len(t.cells)] = t.span[1] - 1
		}
		if i > 0 {
			words = ""
		}
		t.cells = append(t.cells, words)
	}
	return nil
}

// above puts empty cells where cells of rows above reach down.
func (t *htmlRows) above() {
	for t.down[len(t.cells)] > 0 && len(t.cells) < maxColumns {
		t.down[len(t.cells)]--
		t.cells = append(t.cells, "")
	}
}

func (t *htmlRows) endRow() error {
	if err := t.endCell(); err != nil {
		return err
	}
	if len(t.cells) == 0 {
		return nil
	}
	// What reaches down into columns that this row does not name counts too.
	for c, n := range t.down {
		if c >= len(t.cells) && n > 0 {
			t.down[c] = n - 1
		}
	}
	row := strings.TrimRight(strings.Join(t.cells, " | "), " |")
	if strings.Trim(row, " |") != "" {
		t.rows = append(t.rows, para{text: row, line: t.line})
	}
	t.cells = t.cells[:0]
	return nil
}
