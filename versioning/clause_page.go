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

// restated returns until when the act holds as the event words its clause
// anew.
func (e *Event) restated(string, corpus.Lang) (enactment.End, bool) {
	if e.Restated == nil {
		return enactment.End{}, false
	}
	return *e.Restated, true
}
