//go:build !page

package versioning

import "tizbe/corpus/enactment"

// readClause reads the entry clause of the event.
func (e *Event) readClause() enactment.Clause { return enactment.Parse(e.Clause, e.ClauseLang) }

// ForPage returns the event as a page needs it: with its clause read. The
// engine of a page is built with the tag page, without the reader of clauses
// and its regular expressions, which would be a sixth of what is loaded.
func (e *Event) ForPage() *Event {
	c := *e
	if e.Clause != "" {
		r := e.readClause()
		c.Read = &r
	}
	return &c
}
