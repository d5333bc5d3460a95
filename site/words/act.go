package words

import (
	"tizbe/corpus"
	"tizbe/versioning"
)

// Citation names an act as running text does: "resolution № 789 of
// 2025-09-24". An act of a kind that has no name here is named by its number;
// one without an identifier amended a text whose source does not say so.
func (p *Printer) Citation(id corpus.ActID) string {
	if id == "" {
		return p.T("an act that the source does not name")
	}
	n, d := id.Number(), id.Adopted()
	switch id.Subtype() {
	case "resolution":
		return p.T("resolution № %[1]s of %[2]s", n, d)
	case "law":
		return p.T("law № %[1]s of %[2]s", n, d)
	case "order":
		return p.T("order № %[1]s of %[2]s", n, d)
	case "decree":
		return p.T("decree № %[1]s of %[2]s", n, d)
	case "decision":
		return p.T("decision № %[1]s of %[2]s", n, d)
	}
	return p.T("№ %[1]s of %[2]s", n, d)
}

// By names the act that brings an event about, with its parts where only
// those do.
func (p *Printer) By(e *versioning.Event) string {
	by := p.Citation(e.By)
	if len(e.Parts) > 0 {
		by += ", " + p.Parts(e.Parts)
	}
	if e.Ends() != nil {
		return p.T("the end of %[1]s", by)
	}
	return by
}
