package reading

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"tizbe/corpus"
)

// newMarkdown returns a parser of what official texts use. Left out on purpose
// is all that could make words vanish or turn a paragraph into something else:
// indented and fenced code, code spans, reference definitions, setext headings.
func newMarkdown(links bool) goldmark.Markdown {
	inline := []util.PrioritizedValue{
		util.Prioritized(parser.NewRawHTMLParser(), 400),
		util.Prioritized(parser.NewEmphasisParser(), 500),
	}
	if links {
		inline = append(inline, util.Prioritized(parser.NewLinkParser(), 200))
	}
	return goldmark.New(
		goldmark.WithParser(parser.NewParser(
			parser.WithBlockParsers(
				util.Prioritized(parser.NewThematicBreakParser(), 200),
				util.Prioritized(parser.NewListParser(), 300),
				util.Prioritized(parser.NewListItemParser(), 400),
				util.Prioritized(parser.NewATXHeadingParser(), 600),
				util.Prioritized(parser.NewBlockquoteParser(), 800),
				util.Prioritized(parser.NewHTMLBlockParser(), 900),
				util.Prioritized(indentedParagraphs{parser.NewParagraphParser()}, 1000),
			),
			parser.WithInlineParsers(inline...),
		)),
		goldmark.WithExtensions(extension.Table),
	)
}

// indentedParagraphs takes deeply indented lines as text: without a parser of
// code blocks nothing else would, and their words would be lost.
type indentedParagraphs struct{ parser.BlockParser }

func (indentedParagraphs) CanAcceptIndentedLine() bool { return true }

// Built at first use: most runs of the program read no Markdown.
var (
	markdown        = sync.OnceValue(func() goldmark.Markdown { return newMarkdown(true) })
	markdownNoLinks = sync.OnceValue(func() goldmark.Markdown { return newMarkdown(false) })
)

// Bounds on hostile Markdown, far above what acts hold: the parser's work
// grows with the product of nested blocks and lines, with the square of the
// brackets in a paragraph, with the product of a table's columns and rows.
const (
	maxNesting  = 100
	maxColumns  = 200
	maxBrackets = 1000
)

// Markdown reads an act from Markdown through goldmark's syntax tree: a list
// item keeps the number it was printed with, a block quote is the publisher's
// note or an annex's mark of approval, a heading after the signatures is an
// annex's title. Anchors are markup and are dropped; other raw HTML that is
// not a known tag stays as text.
//
// Errors wrap [ErrEmpty], [ErrNUL], [ErrNotUTF8], [ErrTooLong], [ErrTooDeep],
// [ErrTooWide], [ErrNotAct] and [ErrOutline], each with its line.
func Markdown(src []byte, o Options) (*Document, error) {
	if err := checkBytes(src); err != nil {
		return nil, err
	}
	src = bytes.TrimPrefix(src, []byte(bom))
	links, err := checkMarkdown(src)
	if err != nil {
		return nil, err
	}
	r := &mdReader{src: src, mender: new(mender), newlines: []int{-1}}
	for i, c := range src {
		if c == '\n' {
			r.newlines = append(r.newlines, i)
		}
	}
	md := markdown()
	if !links {
		md = markdownNoLinks()
	}
	doc := md.Parser().Parse(text.NewReader(src))
	if err := r.blocks(doc, 0, false, ""); err != nil {
		return nil, err
	}
	return build(r.ps, FormatMarkdown, r.mender, o)
}

// checkMarkdown refuses a line that opens more blocks or columns than an act
// can have, and says whether links can be read: a paragraph with too many
// brackets keeps them as they are.
func checkMarkdown(src []byte) (links bool, err error) {
	line, brackets := 1, 0
	links = true
	for rest := src; len(rest) > 0; line++ {
		l, r, _ := bytes.Cut(rest, []byte{'\n'})
		rest = r
		t := bytes.TrimSpace(l)
		if len(t) == 0 {
			brackets = 0
			continue
		}
		if brackets += bytes.Count(l, []byte{'['}); brackets > maxBrackets {
			links = false
		}
		if n := nestingOf(l); n > 0 && n+(len(l)-len(bytes.TrimLeft(l, " ")))/2 > maxNesting && !ruleLine.Match(bytes.ReplaceAll(t, []byte{' '}, nil)) {
			return false, fmt.Errorf("line %d: %w", line, ErrTooDeep)
		}
		if bytes.Count(l, []byte{'|'}) > maxColumns {
			return false, fmt.Errorf("line %d: %w", line, ErrTooWide)
		}
	}
	return links, nil
}

// nestingOf counts the block openers at the start of a line.
func nestingOf(l []byte) int {
	n := 0
	for len(l) > 0 {
		l = bytes.TrimLeft(l, " \t")
		d := bytes.TrimLeft(l, "0123456789")
		switch {
		case len(l) == 0:
		case l[0] == '>':
			l = l[1:]
			n++
			continue
		case len(d) > 1 && (len(d) < len(l) && (d[0] == '.' || d[0] == ')') || len(d) == len(l) && strings.IndexByte("-+*", d[0]) >= 0) && (d[1] == ' ' || d[1] == '\t'):
			l = d[1:]
			n++
			continue
		}
		return n
	}
	return n
}

type mdReader struct {
	src      []byte
	newlines []int // offsets of line ends, after -1
	ps       []para
	tables   int
	*mender
}

// lineOf returns the line of a byte offset, from 1.
func (r *mdReader) lineOf(off int) int {
	i, _ := slices.BinarySearch(r.newlines, off)
	return i
}

// blocks walks the children of n; mark is a list marker that the first of
// them carries.
func (r *mdReader) blocks(n ast.Node, depth int, quote bool, mark string) error {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		m := mark
		mark = ""
		var err error
		switch c := c.(type) {
		case *ast.List:
			err = r.list(c, depth+1, quote, m)
		case *ast.Blockquote:
			r.bare(m, c, depth, quote)
			err = r.blocks(c, depth, true, "")
		case *ast.Heading:
			p := r.para(c, m)
			p.heading, p.depth, p.quote = c.Level, depth, quote
			err = r.emit(p)
		case *ast.HTMLBlock:
			r.bare(m, c, depth, quote)
			err = r.html(c, depth, quote)
		case *extast.Table:
			r.bare(m, c, depth, quote)
			err = r.table(c)
		case *ast.ThematicBreak:
		default:
			p := r.para(c, m)
			p.depth, p.quote = depth, quote
			err = r.emit(p)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// bare emits a list marker that has no text of its own.
func (r *mdReader) bare(mark string, n ast.Node, depth int, quote bool) {
	if mark != "" {
		r.ps = append(r.ps, para{text: mark, line: r.startLine(n), depth: depth, quote: quote})
	}
}

func (r *mdReader) list(l *ast.List, depth int, quote bool, outer string) error {
	r.bare(outer, l, depth-1, quote)
	for i, it := l.Start, l.FirstChild(); it != nil; it = it.NextSibling() {
		mark := fmt.Sprintf("%d%c", i, l.Marker)
		if !l.IsOrdered() {
			// A dash may be printed; a star is Markdown's own.
			mark = ""
			if l.Marker == '-' {
				mark = "-"
			}
		} else if p := r.printed(it); p != "" {
			mark = p
		}
		i++
		if it.FirstChild() == nil {
			r.bare(mark, it, depth, quote)
			continue
		}
		if err := r.blocks(it, depth, quote, mark); err != nil {
			return err
		}
	}
	return nil
}

// printed returns an item's number as the source has it, since Markdown would
// count on from the first one.
func (r *mdReader) printed(it ast.Node) string {
	at := it.Pos()
	if at < 0 || at >= len(r.src) {
		return ""
	}
	s := bytes.TrimLeft(r.src[at:], " \t")
	n := len(s) - len(bytes.TrimLeft(s, "0123456789"))
	if n == 0 || n == len(s) || s[n] != '.' && s[n] != ')' {
		return ""
	}
	return string(s[:n+1])
}

func (r *mdReader) startLine(n ast.Node) int {
	line := 0
	_ = ast.Walk(n, func(n ast.Node, in bool) (ast.WalkStatus, error) {
		if in && n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
			line = r.lineOf(n.Lines().At(0).Start)
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	if line == 0 && n.Pos() >= 0 {
		line = r.lineOf(n.Pos())
	}
	if line == 0 && len(r.ps) > 0 {
		line = r.ps[len(r.ps)-1].line
	}
	return max(line, 1)
}

func (r *mdReader) emit(p para) error {
	if p.text == "" {
		return nil
	}
	if len(p.text) > MaxParagraph {
		return fmt.Errorf("line %d: %w", p.line, ErrTooLong)
	}
	p.text = r.punctuation(p.text, func(int) int { return p.line })
	if !ruleLine.MatchString(p.text) {
		r.ps = append(r.ps, p)
	}
	return nil
}

// para reads a block of inline text. A line end inside it is a space; it is
// recorded as a mended wrap.
func (r *mdReader) para(n ast.Node, mark string) para {
	p := para{line: r.startLine(n)}
	var b strings.Builder
	r.inline(&b, n)
	var joined strings.Builder
	last := ""
	for i, l := range strings.Split(b.String(), "\n") {
		l = strings.TrimSpace(l)
		if l == "" {
			continue
		}
		if last != "" {
			w, v := lastWord(last), firstWord(l)
			r.record(p.line+i-1, corpus.RepairWrap, w+"\n"+v, w+" "+v)
			joined.WriteByte(' ')
		}
		joined.WriteString(l)
		last = l
	}
	out := joined.String()
	p.strong = out != "" && emphasised(n)
	p.text = strings.TrimSpace(mark + " " + out)
	return p
}

func emphasised(n ast.Node) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Emphasis:
		case *ast.Text:
			if c.Segment.Len() > 0 {
				return false
			}
		default:
			return false
		}
	}
	return n.HasChildren()
}

func (r *mdReader) inline(b *strings.Builder, n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			b.Write(plain(c.Segment.Value(r.src)))
			if c.SoftLineBreak() || c.HardLineBreak() {
				b.WriteByte('\n')
			}
		case *ast.String:
			b.Write(c.Value)
		case *ast.RawHTML:
			for i := range c.Segments.Len() {
				s := c.Segments.At(i)
				b.WriteString(untag(string(s.Value(r.src))))
			}
		default:
			r.inline(b, c)
		}
	}
}

// plain resolves Markdown's escapes and character references.
func plain(s []byte) []byte {
	if bytes.IndexByte(s, '\\') >= 0 {
		s = util.UnescapePunctuations(s)
	}
	if bytes.IndexByte(s, '&') >= 0 {
		s = util.ResolveEntityNames(util.ResolveNumericReferences(s))
	}
	return s
}

// untag drops a tag that is markup and keeps whatever else stands in angle
// brackets.
func untag(s string) string {
	name := strings.ToLower(strings.TrimLeft(s, "</"))
	if i := strings.IndexFunc(name, func(r rune) bool { return !('a' <= r && r <= 'z' || '0' <= r && r <= '9') }); i >= 0 {
		name = name[:i]
	}
	switch name {
	case "br", "p", "div", "tr", "td", "th", "li", "hr":
		return " "
	case "a", "b", "i", "u", "s", "em", "strong", "sup", "sub", "span", "font", "table", "tbody", "thead", "ul", "ol",
		"h1", "h2", "h3", "h4", "h5", "h6", "img", "center", "small", "ins", "del", "strike":
		return ""
	}
	return s
}

// html keeps the words of an HTML block, a line a paragraph; a table becomes
// its rows.
func (r *mdReader) html(n *ast.HTMLBlock, depth int, quote bool) error {
	lines := n.Lines()
	var segs []text.Segment
	for i := range lines.Len() {
		segs = append(segs, lines.At(i))
	}
	if n.HasClosure() {
		segs = append(segs, n.ClosureLine)
	}
	behind := 0 // the end of the last table
	for _, seg := range segs {
		if seg.Start < behind {
			continue
		}
		if bytes.HasPrefix(bytes.ToLower(bytes.TrimSpace(seg.Value(r.src))), []byte("<table")) {
			end, err := r.htmlTable(seg.Start, segs[len(segs)-1].Stop)
			if err != nil {
				return err
			}
			if behind = end; end > 0 {
				continue
			}
		}
		s := string(seg.Value(r.src))
		var b strings.Builder
		for {
			i := strings.IndexByte(s, '<')
			j := strings.IndexByte(s, '>')
			if i < 0 || j < i {
				break
			}
			b.WriteString(s[:i])
			b.WriteString(untag(s[i : j+1]))
			s = s[j+1:]
		}
		b.WriteString(s)
		t := strings.TrimSpace(string(plain([]byte(b.String()))))
		if err := r.emit(para{text: t, line: r.lineOf(seg.Start), depth: depth, quote: quote}); err != nil {
			return err
		}
	}
	return nil
}

func (r *mdReader) table(t *extast.Table) error {
	r.tables++
	last := r.startLine(t)
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []string
		some := false
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			p := r.para(c, "")
			some = some || p.text != ""
			cells = append(cells, p.text)
			if c.Lines() != nil && c.Lines().Len() > 0 {
				last = r.lineOf(c.Lines().At(0).Start)
			}
		}
		if !some {
			continue
		}
		p := para{text: strings.Join(cells, " | "), line: last, table: r.tables}
		if len(p.text) > MaxParagraph {
			return fmt.Errorf("line %d: %w", p.line, ErrTooLong)
		}
		r.ps = append(r.ps, p)
	}
	return nil
}
