//go:build page

package versioning

import (
	"tizbe/corpus"
	"tizbe/corpus/enactment"
)

// readClause returns the clause as it was read when the page was made; a
// clause that was not read is unreadable.
func (e *Event) readClause() enactment.Clause {
	if e.Read == nil {
		return enactment.Clause{Entry: enactment.Rule{Kind: enactment.Unreadable, Text: e.Clause}, Text: e.Clause}
	}
	return *e.Read
}

// restates returns until when the act holds as the event words its clause anew.
func (e *Event) restates(text string, _ corpus.Lang) (next string, end enactment.End, ok bool) {
	if e.Restated == nil {
		return text, enactment.End{}, false
	}
	return text, *e.Restated, true
}

// doubted returns what may have moved the end that the event states.
func (e *Event) doubted(*Base, corpus.Bounds) *EndDoubt { return e.Doubt }
