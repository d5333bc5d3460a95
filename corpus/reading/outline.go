package reading

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"tizbe/corpus"
)

// An Outline says how deep the headings of a list lie. It is written by hand
// and reviewed beside the text:
//
//	# a comment
//	17.
//	  Байқоңыр қаласындағы өкілдігі
//	    Кезекші бөлім
//	  Уақытша ұстау изоляторлары | Уақытша ұстау изоляторы
//	  = Оперативный отдел (отделение, группа)
//
// A line with a point's number is followed by the point's headings in their
// order, two spaces deeper for each level. A heading is given by its first
// words, as many as tell it from its neighbours; letter case, quotes and
// spaces do not matter. " | " separates the beginnings it has in different
// editions. "= " gives the whole of a heading that is printed without its
// colon. Points that the outline does not name have one level.
type Outline struct {
	name   string
	points []*outlinePoint
	byNum  map[string]*outlinePoint
}

type outlinePoint struct {
	num      string
	line     int
	headings []outlineHeading
}

type outlineHeading struct {
	text   string
	begins []string // folded
	whole  bool
	level  int
	line   int
}

const maxOutlineLine = 4096

// ParseOutline reads an outline; name stands in error messages. Every error
// wraps [ErrOutlineSyntax] and says name:line.
func ParseOutline(name string, src []byte) (*Outline, error) {
	o := &Outline{name: name, byNum: make(map[string]*outlinePoint)}
	bad := func(line int, format string, args ...any) (*Outline, error) {
		return nil, fmt.Errorf("%s:%d: %w: %s", name, line, ErrOutlineSyntax, fmt.Sprintf(format, args...))
	}
	var cur *outlinePoint
	for i, l := range sourceLines(src) {
		n := i + 1
		l = strings.TrimRightFunc(l, unicode.IsSpace)
		t := strings.TrimLeft(l, " ")
		switch {
		case len(l) > maxOutlineLine:
			return bad(n, "a line over %d bytes", maxOutlineLine)
		case !utf8.ValidString(l) || strings.ContainsRune(l, 0):
			return bad(n, "not UTF-8 text")
		case t == "" || t[0] == '#':
			continue
		case strings.ContainsRune(l, '\t'):
			return bad(n, "a tab: indent by two spaces a level")
		}
		indent := len(l) - len(t)
		if indent == 0 {
			num := strings.TrimSuffix(t, ".")
			if pointNumber(num+".") != num {
				return bad(n, "%q is not the number of a point", t)
			}
			if o.byNum[num] != nil {
				return bad(n, "point %s stands here a second time", num)
			}
			cur = &outlinePoint{num: num, line: n}
			o.points = append(o.points, cur)
			o.byNum[num] = cur
			continue
		}
		if cur == nil {
			return bad(n, "a heading before the first point")
		}
		level, last := indent/2, 0
		if k := len(cur.headings); k > 0 {
			last = cur.headings[k-1].level
		}
		if indent%2 != 0 || level > last+1 {
			return bad(n, "indented by %d spaces: two a level, one level at a time", indent)
		}
		h := outlineHeading{text: t, level: level, line: n}
		if rest, ok := strings.CutPrefix(t, "= "); ok {
			h.whole, t = true, rest
		}
		for _, s := range strings.Split(t, " | ") {
			f := strings.TrimRight(fold(s), ":;. ")
			if f == "" {
				return bad(n, "an empty heading")
			}
			h.begins = append(h.begins, f)
		}
		cur.headings = append(cur.headings, h)
	}
	return o, nil
}

// point returns the outline of a point, or nil.
func (o *Outline) point(p *corpus.Provision) *outlinePoint {
	if o == nil || p.Kind != corpus.KindPoint {
		return nil
	}
	return o.byNum[p.Num]
}

// matches reports whether a paragraph is the heading. Its beginning must end
// where a word ends.
func (h outlineHeading) matches(text string, colon bool) bool {
	if !colon && !h.whole {
		return false
	}
	f := fold(text)
	for _, s := range h.begins {
		if h.whole {
			if strings.TrimRight(f, ":;. ") == s {
				return true
			}
			continue
		}
		if rest, ok := strings.CutPrefix(f, s); ok {
			r, _ := utf8.DecodeRuneInString(rest)
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				return true
			}
		}
	}
	return false
}
