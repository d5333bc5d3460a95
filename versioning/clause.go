//go:build !page

package versioning

import (
	"tizbe/corpus"
	"tizbe/corpus/enactment"
)

// readClause reads the entry clause of the event.
func (e *Event) readClause() enactment.Clause { return enactment.Parse(e.Clause, e.ClauseLang) }

// restated reads from the clause of the act, as the event words it anew, until
// when the act holds. A clause that is not understood any more says nothing.
func (e *Event) restated(text string, lang corpus.Lang) (enactment.End, bool) {
	c := enactment.Parse(text, lang)
	return c.Ends, c.Entry.Kind != enactment.Unreadable
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
