package versioning

import (
	"fmt"
	"slices"
	"strings"

	"tizbe/corpus"
)

// The model of Act.AsOf. It knows nothing of bounds: it tries every day that
// each unknown date may be, one by one, and asks of each completion which
// events govern. An act of the model has one to four events within some 25
// days, so that this can be done.
//
// What it takes for law, with P the day of first official publication, is
// written in two functions: modelEvent.inForce and modelEvent.applies.

// day0 is chosen so that a term of a month meets the end of February.
var day0 = corpus.MustDate("2025-01-20").Days()

// firstDay and lastDay hold every day that makes a difference to a question:
// what is earlier or later is as good as the day beside.
var (
	firstDay = day0 - 30
	lastDay  = day0 + 75
)

// A modelClause is the text of an entry clause and, by hand, what it means.
type modelClause struct {
	lang    corpus.Lang
	text    string
	rule    string // signing, publication, after, after or a day less, months, date, unknown
	n       int
	date    int  // of a date
	applies int  // 0: not stated; unknownDay: stated, not readable
	silent  bool // the text is held and has no clause
	end     modelEnd
}

const unknownDay = -1 << 30

// A modelEvent is an event with what is known of it at the moment asked about;
// days are counted from 1970, unknownDay is none.
type modelEvent struct {
	id               string
	clause           modelClause
	by               corpus.ActID
	adopted          int
	pubFrom, pubTo   int // bounds of P as recorded for this event
	observed         int
	factPublished    int
	factInForce      int
	factApplies      int
	factEnds         int
	relaxNotBefore   bool // drop: not before adoption
	relaxRetroactive bool // drop: not retroactive
}

// published reports whether P may be the day. Nothing is published before it
// is adopted.
func (e *modelEvent) published(p int) bool {
	if e.factPublished != unknownDay {
		return p == e.factPublished && p >= e.adopted
	}
	return p >= e.adopted && (e.pubFrom == unknownDay || p >= e.pubFrom) && (e.pubTo == unknownDay || p <= e.pubTo)
}

// presumesNotBefore and presumesNotRetroactive: the entry clause is not held,
// and nothing that was recorded says it.
func (e *modelEvent) presumesNotBefore() bool {
	return e.clause.rule == "unknown" && e.factInForce == unknownDay
}

func (e *modelEvent) presumesNotRetroactive() bool {
	return e.clause.rule == "unknown" && e.clause.applies == 0 && e.factApplies == unknownDay
}

// inForce returns every possible first day in force, given P.
func (e *modelEvent) inForce(p int) []int {
	if e.factInForce != unknownDay {
		return []int{e.factInForce}
	}
	var days []int
	switch e.clause.rule {
	case "signing":
		days = []int{e.adopted}
	case "publication":
		days = []int{p}
	case "after":
		days = []int{p + e.clause.n + 1}
	case "after or a day less":
		days = []int{p + e.clause.n, p + e.clause.n + 1}
	case "months":
		days = []int{corpus.DateFromDays(p).AddMonths(e.clause.n).Days() + 1}
	case "date":
		days = []int{e.clause.date}
	case "unknown":
		for d := firstDay; d <= lastDay; d++ {
			if d >= e.adopted || e.relaxNotBefore {
				days = append(days, d)
			}
		}
	}
	if e.observed != unknownDay {
		// It was in force when it was seen as current.
		days = slices.DeleteFunc(days, func(d int) bool { return d > e.observed })
	}
	return days
}

// applies returns every possible first day of the relations governed, given
// the day in force.
func (e *modelEvent) applies(inForce int) (from, to int) {
	switch {
	case e.factApplies != unknownDay:
		return e.factApplies, e.factApplies
	case e.clause.applies == unknownDay:
		return firstDay, lastDay
	case e.clause.applies != 0:
		return e.clause.applies, e.clause.applies
	case e.relaxRetroactive:
		return min(firstDay, inForce), inForce
	}
	return inForce, inForce
}

// governs reports whether the event may govern and whether it may not, given
// the possible days in force.
func (e *modelEvent) governs(inForce []int, on, seen int) (in, out bool) {
	for _, f := range inForce {
		from, to := e.applies(f)
		for d := from; d <= to && !(in && out); d++ {
			if e.adopted <= seen && f <= seen && d <= on {
				in = true
			} else {
				out = true
			}
		}
	}
	return in, out
}

// A modelAct is its events in order of adoption. Sets of events are sets of
// bits.
type modelAct []*modelEvent

type eventSet uint8

// sets returns every set of events that some completion gives. Different acts
// have nothing to do with each other's dates; the events that one act brings
// about share its P. With no set at all, what is recorded contradicts itself.
func (a modelAct) sets(on, seen int) map[eventSet]bool {
	out := map[eventSet]bool{0: true}
	done := make(map[corpus.ActID]bool)
	for _, first := range a {
		if done[first.by] {
			continue
		}
		done[first.by] = true
		ofOne := make(map[eventSet]bool)
		for _, p := range a.publicationDays(first.by) {
			for s := range a.given(first.by, p, on, seen) {
				ofOne[s] = true
			}
		}
		next := make(map[eventSet]bool)
		for s := range out {
			for o := range ofOne {
				next[s|o] = true
			}
		}
		out = next
	}
	final := make(map[eventSet]bool)
	for s := range out {
		if s&1 == 0 {
			s = 0 // without the act itself nothing governs
		}
		final[s] = true
	}
	return final
}

// publicationDays returns every day that the act may have been published on,
// or one for all where none of its events comes into force by it.
func (a modelAct) publicationDays(by corpus.ActID) []int {
	var days []int
	for p := firstDay; p <= lastDay; p++ {
		possible, depends := true, false
		for _, e := range a {
			if e.by != by {
				continue
			}
			possible = possible && e.published(p) && (e.observed == unknownDay || e.observed >= e.adopted) && len(e.inForce(p)) > 0
			switch e.clause.rule {
			case "signing", "date", "unknown":
			default:
				depends = depends || e.factInForce == unknownDay
			}
			depends = depends || e.clause.end.kind == "term of publication"
		}
		if !possible {
			continue
		}
		if days = append(days, p); !depends {
			break
		}
	}
	return days
}

// given returns the sets of the events by the act, given its P.
func (a modelAct) given(by corpus.ActID, p, on, seen int) map[eventSet]bool {
	sets := map[eventSet]bool{0: true}
	for i, e := range a {
		if e.by != by {
			continue
		}
		in, out := e.governs(e.inForce(p), on, seen)
		next := make(map[eventSet]bool)
		for s := range sets {
			if in {
				next[s|1<<i] = true
			}
			if out {
				next[s] = true
			}
		}
		sets = next
	}
	return sets
}

// earliest returns the set of events that govern when each takes effect on
// its first possible day.
func (a modelAct) earliest(on, seen int) eventSet {
	var s eventSet
	for i, e := range a {
		for _, p := range a.publicationDays(e.by) {
			for _, f := range e.inForce(p) {
				if from, _ := e.applies(f); e.adopted <= seen && f <= seen && from <= on {
					s |= 1 << i
				}
			}
		}
	}
	if s&1 == 0 {
		s = 0
	}
	return s
}

func modelID(a modelAct, s eventSet) string {
	var ids []string
	prefix := true
	for i, e := range a {
		if s>>i&1 == 1 {
			prefix = prefix && i == len(ids)
			ids = append(ids, e.id)
		}
	}
	if prefix && len(ids) > 0 {
		return ids[len(ids)-1]
	}
	return strings.Join(ids, "+")
}

func sameSets(a, b map[eventSet]bool) bool {
	if len(a) != len(b) {
		return false
	}
	for s := range a {
		if !b[s] {
			return false
		}
	}
	return true
}

func names(a modelAct, sets map[eventSet]bool) []string {
	var out []string
	for s := range sets {
		out = append(out, fmt.Sprintf("%q", modelID(a, s)))
	}
	slices.Sort(out)
	return out
}
