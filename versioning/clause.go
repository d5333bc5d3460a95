//go:build !page

package versioning

import (
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/enactment"
)

// readClause reads the entry clause of the event.
func (e *Event) readClause() enactment.Clause { return enactment.Parse(e.Clause, e.ClauseLang) }

// restates returns the clause of the act as the event words it anew, and until
// when the act holds by it; ok is false where the event leaves it alone, or it
// is not understood any more.
func (e *Event) restates(text string, lang corpus.Lang) (next string, end enactment.End, ok bool) {
	next = text
	for _, o := range e.operations(nil) {
		next = o.reword(next, lang)
	}
	if next == text {
		return text, enactment.End{}, false
	}
	c := enactment.Parse(next, lang)
	return next, c.Ends, c.Entry.Kind != enactment.Unreadable || c.Silent
}

// reword returns the text of a clause after an operation on a line of it, on a
// whole point of it, or that adds a point which says until when the act holds;
// what has no such line stays.
func (o Operation) reword(text string, lang corpus.Lang) string {
	before, after := o.Before, o.After
	if o.Old != nil {
		before = strings.Join(o.Old.Lines(), "\n")
	}
	if o.New != nil {
		after = strings.Join(o.New.Lines(), "\n")
	}
	switch {
	case o.Old == nil && o.New != nil:
		if p := o.New; p.Kind != corpus.KindPoint && p.Kind != corpus.KindArticle || strings.HasPrefix(p.EID, "list") || !enactment.Parse(after, lang).Ends.Stated() {
			return text
		}
		return text + "\n" + after
	case before == "" || strings.Count(text, before) != 1:
		return text
	}
	if next := strings.TrimSpace(strings.Replace(text, before, after, 1)); next != "" {
		return next
	}
	return text
}

// ForPage returns the event of the act as a page needs it: with its clause
// read. The engine of a page is built with the tag page, without the reader of
// clauses and its regular expressions, which would be a sixth of what is
// loaded.
func (a *Act) ForPage(e *Event) *Event {
	c := *e
	if e.Clause != "" {
		r := e.readClause()
		c.Read = &r
	}
	for _, x := range a.stated(a.Events[0], new(Timing)) {
		if x.by == e && x.of != e {
			c.Restated = &x.end
		}
	}
	return &c
}
