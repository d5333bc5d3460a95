package amending

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tizbe/corpus"
	"tizbe/corpus/citation"
)

// repealed reads one member of a list of what loses its force.
func (r *reader) repealed(i int, c cut) bool {
	c, number := unnumbered(c)
	a, b := c.trim(0, c.n())
	c = c.sub(a, b)
	p, ok := c.place()
	if !ok || p.rest != "" {
		if named, title, cut := c.untitled(); cut {
			if p, ok = named.place(); ok {
				p.title = title
			}
		}
	}
	if !ok || p.empty() || p.rest != "" || number == "" && r.region != repeals && !r.listed {
		return false
	}
	ks, ok := context{}.resolve([]draft{{op: Repeal, p: p}})
	if !ok || ks[0].Target.Act == "" && ks[0].Target.ActTitle == "" {
		return false
	}
	r.add(ks, i, i+1, r.ls[i].text)
	return true
}

// untitled parts the name of an act from a title behind it in which more
// quotations open than close: the title is then all that follows.
//
//	постановление … от 8 сентября 2011 года № 1029 «О внесении изменений в
//	постановления от 15 декабря 2004 года № 1324 «О …» и от … № 339 «Об …».
func (c cut) untitled() (named cut, title string, ok bool) {
	if c.lang != corpus.Russian {
		return c, "", false
	}
	opened := 0
	for i := 0; i < len(c.S); {
		_, n := utf8.DecodeRuneInString(c.S[i:])
		opened += citation.MarkOf(c.S, i, opened, false)
		i += n
	}
	q := slices.IndexFunc(c.Tokens, func(t citation.Token) bool { return t.Kind == citation.Quote })
	if opened <= 0 || q < 1 || c.tok(q-1).Kind != citation.Num {
		return c, "", false
	}
	title = tidy(c.source(q, c.n()))
	return c.sub(0, q), strings.Trim(title, "«».; "), true
}
