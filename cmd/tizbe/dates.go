package main

import (
	"slices"

	"tizbe/corpus"
	"tizbe/versioning"
)

// days returns the two days that decide from when an event governs, as they
// are shown: with what is presumed where its entry clause is not held, which
// the basis then says.
func days(tm versioning.Timing) (inForce, appliesFrom corpus.Bounds, forceBasis, appliesBasis []corpus.Phrase) {
	inForce, appliesFrom = tm.InForce, tm.AppliesFrom
	forceBasis, appliesBasis = tm.InForceBasis, tm.AppliesBasis
	for _, p := range tm.Presumptions {
		if p.Kind != versioning.NotBeforeAdoption || !inForce.NotBefore.Before(p.Event.Adopted) {
			continue
		}
		inForce.NotBefore = p.Event.Adopted
		forceBasis = append(slices.Clip(forceBasis), p.Phrase())
		if tm.SameDay {
			appliesFrom.NotBefore = p.Event.Adopted
		}
	}
	return
}

// daysJSON is days in JSON.
func (a *app) daysJSON(tm versioning.Timing) (inForce, appliesFrom boundsJSON) {
	f, r, fb, rb := days(tm)
	return a.boundsJSON(f, fb), a.boundsJSON(r, rb)
}

// daysCells is days for a table.
func daysCells(tm versioning.Timing) (inForce, appliesFrom string) {
	f, r, _, _ := days(tm)
	return span(f), span(r)
}

// daysWords says from when an event is in force and from when it applies,
// each with its basis.
func (a *app) daysWords(tm versioning.Timing) (inForce, appliesFrom string) {
	f, r, fb, rb := days(tm)
	return a.say.T("in force: %[1]s (%[2]s)", a.say.Between(f), a.say.SayAll(fb)), a.say.T("applies to relations from: %[1]s (%[2]s)", a.say.Between(r), a.say.SayAll(rb))
}

// between says when the event came into force.
func (a *app) between(tm versioning.Timing) string {
	f, _, _, _ := days(tm)
	return a.say.Between(f)
}
