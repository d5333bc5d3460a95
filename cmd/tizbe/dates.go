package main

import (
	"tizbe/versioning"
)

// daysCells is days for a table.
func daysCells(tm versioning.Timing) (inForce, appliesFrom string) {
	f, r, _, _ := tm.Days()
	return f.Span(), r.Span()
}

// daysWords says from when an event is in force and from when it applies,
// each with its basis; of the end of an act, from when there is none.
func (a *app) daysWords(tm versioning.Timing) (inForce, appliesFrom string) {
	f, r, fb, rb := tm.Days()
	if x := tm.Event.Ends(); x != nil && x.Kind == versioning.Adoption {
		return a.say.T("no longer in force from: %[1]s (%[2]s)", a.say.Between(f), a.say.SayAll(fb)), ""
	}
	return a.say.T("in force: %[1]s (%[2]s)", a.say.Between(f), a.say.SayAll(fb)), a.say.T("applies to relations from: %[1]s (%[2]s)", a.say.Between(r), a.say.SayAll(rb))
}

// between says when the event came into force.
func (a *app) between(tm versioning.Timing) string {
	f, _, _, _ := tm.Days()
	return a.say.Between(f)
}
