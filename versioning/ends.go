package versioning

import (
	"slices"
	"sort"

	"tizbe/corpus"
	"tizbe/corpus/enactment"
)

// A temporary act no longer holds from a day that its own words state: what
// an amendment changed then reads as before, without any other act. So the
// end is an event too, of kind [Expiry]. It is not recorded but follows from
// what is; it governs a relation of a day from its end on, whatever the day
// seen, since the act said so from the beginning.
//
// A later amendment may word the entry clause of the act otherwise, and
// prolong its term. Each wording gives an end of its own: the end that an
// event states counts where that event governs, and no later one that words
// the clause again. A term may be prolonged before it has passed (Law on legal
// acts, art. 45); whether an amendment that comes into force later brings the
// act back is left open.

// An ending is how the words, or a fact, give the end of an event.
type ending struct {
	of *Event // the event whose effect ends
	by *Event // the event that states the end: of itself, or one that rewords its clause
	// over are later events that reword the clause: where one of them governs,
	// this end does not count. late are those among them that may have come
	// into force after it: where they alone govern, it may count.
	over, late []*Event
	end        enactment.End
	base       *Timing // of the event that ends
	doubt      *EndDoubt
	// moves: the end is counted from a day of entry into force that is open
	// itself and not computed from a publication.
	moves bool
}

// Ends returns the event whose effect an event of kind [Expiry] ends, nil for
// every other.
func (e *Event) Ends() *Event { return e.ends }

// UntilWords returns the words by which the ends among the events of a candidate are
// taken not to hold on the day named, which is a reading of them: “until” the
// first of a month.
func (a *Act) UntilWords(c Candidate) []string {
	var out []string
	for _, e := range c.Events {
		if e.ends != nil && a.Timing(e).InForce.Basis.Key == enactment.MsgUntilFirst && !slices.Contains(out, e.Clause) {
			out = append(out, e.Clause)
		}
	}
	return out
}

// Turn returns the day by which the event stands in order: that of its
// adoption, for an end the first on which it can come.
func (a *Act) Turn(e *Event) corpus.Date {
	if e.ends == nil {
		return e.Adopted
	}
	if f, _, _, _ := a.Timing(e).Days(); f.NotBefore.After(e.Adopted) {
		return f.NotBefore
	}
	return e.Adopted
}

// live returns the events whose changes the text shows, without those that
// have ended and their ends; gone is the end of the act itself.
func live(events []*Event) (out []*Event, gone *Event) {
	if !slices.ContainsFunc(events, func(e *Event) bool { return e.ends != nil }) {
		return events, nil
	}
	ended := func(e *Event) bool {
		return e.Kind != Adoption && slices.ContainsFunc(events, func(x *Event) bool { return x.ends == e })
	}
	for _, e := range events {
		switch {
		case e.ends != nil && e.ends.Kind == Adoption:
			gone = e
		case e.ends == nil && !ended(e):
			out = append(out, e)
		}
	}
	return out, gone
}

// settle takes the ends out of a set of events that do not count in it: of
// what does not govern, and those that another wording of the clause replaces.
// Where it is open whether one counts, there is another set.
func settle(ts []Timing, set []bool) (other []bool) {
	some := false
	for i := range ts {
		some = some || set[i] && ts[i].ending != nil
	}
	if !some {
		return nil
	}
	governs := func(e *Event) bool {
		for i := range ts {
			if ts[i].Event == e {
				return set[i]
			}
		}
		return false
	}
	// An amendment that words the clause may itself have ended.
	rewords := func(e *Event) bool {
		if !governs(e) {
			return false
		}
		for i := range ts {
			if x := ts[i].ending; x != nil && x.of == e && set[i] {
				return false
			}
		}
		return true
	}
	for _, whole := range [...]bool{false, true} {
		for i := range ts {
			x := ts[i].ending
			if x == nil || !set[i] || (x.of.Kind == Adoption) != whole {
				continue
			}
			set[i] = governs(x.of) && governs(x.by)
			if set[i] && slices.ContainsFunc(x.over, rewords) {
				inTime := slices.ContainsFunc(x.over, func(e *Event) bool { return rewords(e) && !slices.Contains(x.late, e) })
				if set[i] = false; !inTime && other == nil {
					other = slices.Clone(set)
					for k := range ts {
						other[k] = other[k] && (ts[k].ending == nil || ts[k].ending.of != x.of)
					}
					other[i] = true
				}
			}
		}
	}
	return other
}

// addEnds puts the ends of the act's events among them, in order.
func (a *Act) addEnds(b *Base) {
	var found []Timing
	for i, e := range a.Events {
		if e.Kind == Repeal {
			continue // what lost its force does not get it back by itself
		}
		base := a.timings[i]
		list := a.stated(e, &base)
		pin := a.pinned(list, e)
		for k, x := range list {
			if !x.end.Stated() && k != pin {
				continue
			}
			for _, y := range list[k+1:] {
				x.over = append(x.over, y.by)
			}
			if k == 0 && e.Kind != Adoption && x.end.Stated() {
				x.doubt = e.doubted(b, x.bounds())
			}
			t := a.expiry(x, k == pin)
			if k >= pin { // a recorded end says that the act came back after earlier ones
				a.lateness(&t)
			}
			if k == pin {
				late := t.ending.late
				t.ending.over = slices.DeleteFunc(t.ending.over, func(e *Event) bool { return slices.Contains(late, e) })
				t.ending.late, t.Needs = nil, corpus.Phrase{}
			}
			found = append(found, t)
		}
	}
	turn := func(t Timing) corpus.Date {
		if f, _, _, _ := t.Days(); f.NotBefore.After(t.Event.Adopted) {
			return f.NotBefore
		}
		return t.Event.Adopted
	}
	sort.SliceStable(found, func(i, j int) bool { return turn(found[i]).Before(turn(found[j])) })
	a.ends = len(found) > 0
	for _, t := range found {
		at := max(slices.Index(a.Events, t.ending.of), slices.Index(a.Events, t.ending.by)) + 1
		for at < len(a.Events) {
			day := a.Events[at].Adopted
			if o := a.timings[at]; o.ending != nil {
				day = turn(o)
			}
			// An act of the day itself finds the text as it is after the end.
			if d := turn(t); day.After(d) || day == d && a.timings[at].ending == nil {
				break
			}
			at++
		}
		a.Events, a.timings = slices.Insert(a.Events, at, t.Event), slices.Insert(a.timings, at, t)
	}
}

// lateness finds the events that word the clause again, but may do so only when
// the act has already ended by this wording.
func (a *Act) lateness(t *Timing) {
	x := t.ending
	for _, e := range x.over {
		o := a.timings[slices.Index(a.Events, e)]
		from := o.AppliesFrom
		if o.SameDay {
			from = o.InForce
		}
		if end := t.InForce.NotBefore; !from.NotAfter.IsZero() && !from.NotAfter.After(end) {
			continue
		}
		x.late = append(x.late, e)
		if t.Needs.IsZero() {
			t.Needs = corpus.Say(MsgNeedsRevival, e.By.Number(), e.Adopted, x.of.By.Number())
		}
	}
}

// Never reports whether the event certainly governs nothing, since it ends
// before it begins.
func (a *Act) Never(e *Event) bool {
	from := a.Timing(e)
	first := from.AppliesFrom.NotBefore
	if from.SameDay {
		first = from.InForce.NotBefore
	}
	return !first.IsZero() && slices.ContainsFunc(a.timings, func(t Timing) bool {
		last := t.InForce.NotAfter
		return t.Event.ends == e && len(t.ending.over) == 0 && !last.IsZero() && !last.After(first)
	})
}

// Ahead returns the ends that are still to come where the candidate governs: of
// the act, and of what its events changed.
func (a *Act) Ahead(c Candidate) []Timing {
	in := func(e *Event) bool { return slices.Contains(c.Events, e) }
	events, gone := live(c.Events)
	var out []Timing
	for _, t := range a.timings {
		x := t.ending
		if x == nil || gone != nil || !slices.Contains(events, x.of) || !in(x.by) || in(t.Event) ||
			slices.ContainsFunc(x.over, func(e *Event) bool { return slices.Contains(events, e) }) {
			continue
		}
		out = append(out, t)
	}
	return out
}

// stated returns the ends of the event as its own clause states them, and as
// later amendments word the clause, in order of adoption. An ending without a
// stated end says that from there on none is.
func (a *Act) stated(e *Event, base *Timing) []ending {
	out := []ending{{of: e, by: e, end: base.Clause.Ends, base: base}}
	if e.Kind != Adoption || e.Clause == "" {
		return out
	}
	text := e.Clause
	for _, x := range a.Events {
		if x == e {
			continue
		}
		next, end, ok := x.restates(text, e.ClauseLang)
		if text = next; ok && end != out[len(out)-1].end {
			out = append(out, ending{of: e, by: x, end: end, base: base})
		}
	}
	return out
}

// pinned returns the index of the ending that a recorded fact settles: one
// that may be on that day, else the last; -1 where there is no fact.
func (a *Act) pinned(list []ending, e *Event) int {
	f := a.fact(e.By, e.Parts, FactEnds)
	if f == nil {
		return -1
	}
	for i, x := range list {
		if x.end.Stated() && x.bounds().Contains(f.Date) {
			return i
		}
	}
	return len(list) - 1
}

func (x ending) bounds() corpus.Bounds {
	b := x.end.After(x.base.InForce, x.of.Adopted, x.base.Published)
	if x.end.Kind == enactment.EndUnread {
		b.NotBefore = x.base.InForce.NotBefore
	}
	return b
}

// expiry makes the event of an end, and its timing.
func (a *Act) expiry(x ending, fact bool) Timing {
	e := &Event{ID: x.of.ID + "/end", Act: x.of.Act, By: x.of.By, Kind: Expiry, Adopted: x.of.Adopted, Clause: x.end.Text, ClauseLang: x.of.ClauseLang,
		Parts: x.of.Parts, Source: x.by.Source, Basis: x.by.Basis, TextHeld: true, ends: x.of}
	if x.by != x.of {
		e.ID += "-" + x.by.ID
	}
	t := Timing{Event: e, Published: x.base.Published, InForce: x.bounds(), SameDay: true, ending: &x, rule: x.base.rule}
	t.InForceBasis = []corpus.Phrase{t.InForce.Basis}
	if x.by != x.of {
		t.InForceBasis = append(t.InForceBasis, corpus.Say(MsgRestated, x.by.By.Number(), x.by.Adopted))
	}
	_, published := x.base.Published.Exact()
	_, entry := x.base.InForce.Exact()
	switch {
	case fact:
		f := a.fact(x.of.By, x.of.Parts, FactEnds)
		t.InForce, t.InForceBasis = corpus.Exactly(f.Date, recorded(f)), append(t.InForceBasis, recorded(f))
		if !x.end.Stated() {
			t.InForceBasis = t.InForceBasis[1:]
		}
	case x.end.Kind == enactment.EndUnread:
		t.Presumptions = []Presumption{{NotEnded, e}}
		t.Needs = corpus.Say(MsgNeedsEnd, e.By.Number(), e.Adopted, x.end.Text)
	case x.end.Moves() && !entry:
		t.byPublication, x.moves = x.base.byPublication, !x.base.byPublication
		t.Needs = x.base.Needs
	case x.end.Kind == enactment.EndTerm && x.end.From == enactment.Publication && !published:
		t.byPublication = true
		t.Needs = corpus.Say(MsgNeedsPublication, e.By.Number(), e.Adopted)
	default:
		if _, exact := t.InForce.Exact(); !exact {
			t.Needs = corpus.Say(MsgNeedsEndReading, e.By.Number(), x.end.Text)
		}
	}
	if x.doubt != nil && !fact && len(t.Presumptions) == 0 {
		t.InForce = x.doubt.widen(t.InForce)
		t.InForceBasis = append(t.InForceBasis, corpus.Say(MsgEndDoubt, x.doubt.By.Number(), x.doubt.By.Adopted(), e.By.Number()))
		t.Needs = corpus.Say(MsgNeedsEndDoubt, x.doubt.By.Number(), x.doubt.By.Adopted(), e.By.Number())
	}
	t.AppliesFrom, t.AppliesBasis = t.InForce, t.InForceBasis
	return t
}

// widen returns the bounds of an end that may have been moved.
func (d *EndDoubt) widen(b corpus.Bounds) corpus.Bounds {
	if d == nil {
		return b
	}
	if d.NotBefore.Before(b.NotBefore) {
		b.NotBefore = d.NotBefore
	}
	if d.NotAfter.IsZero() || !b.NotAfter.IsZero() && b.NotAfter.Before(d.NotAfter) {
		b.NotAfter = d.NotAfter
	}
	return b
}

// given returns the days on which an event takes effect where the day of
// publication or, entry set, the first day in force of what ends is known.
func (t Timing) given(day int, entry bool) span {
	d := corpus.Exactly(corpus.DateFromDays(day), corpus.Phrase{})
	f, p := d, d
	if !entry {
		f = t.rule.InForce(t.Event.Adopted, d)
	}
	if t.ending == nil {
		return spanOf(f)
	}
	return spanOf(t.ending.doubt.widen(t.ending.end.After(f, t.Event.Adopted, p)))
}

// endOps undoes what the event did, by the words of its end.
func (e *Event) endOps(r Readings) []Operation {
	if e.ends.Kind == Adoption {
		return nil
	}
	var out []Operation
	for _, o := range slices.Backward(e.ends.operations(r)) {
		switch o = o.Inverse(); o.Op {
		case OpRepeal: // of a provision
			o.Op = OpInsert
		case OpSuspend:
			o.Until, o.Since = corpus.Date{}, nil
		}
		o.Clause, o.Line = e.Clause, 0
		out = append(out, o)
	}
	return out
}
