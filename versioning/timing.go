package versioning

import (
	"fmt"
	"slices"

	"tizbe/corpus"
	"tizbe/corpus/enactment"
)

// A Timing is what is known of the two days that decide from when an event
// governs.
type Timing struct {
	Event     *Event
	Clause    enactment.Clause // as read from the event's clause; its zero value where none is held
	Published corpus.Bounds
	// InForce bounds the day of entry into force by what is known, without
	// presumptions.
	InForce      corpus.Bounds
	InForceBasis []corpus.Phrase
	// SameDay says that the event applies to relations from the day it came
	// into force, which is the law where an act is silent (Law on legal acts,
	// art. 43); AppliesFrom then equals InForce.
	SameDay      bool
	AppliesFrom  corpus.Bounds
	AppliesBasis []corpus.Phrase
	Presumptions []Presumption
	// Own are the parts of an act that its own entry clause gives a day of
	// their own; those of an amending act are events of their own.
	Own []OwnDay
	// Needs says what fact would settle the dates; zero where they are exact.
	Needs corpus.Phrase

	// rule and byPublication: the day in force is computed from a day of
	// publication that is not known exactly, and moves with it.
	rule          enactment.Rule
	byPublication bool
	ending        *ending // of an end
}

// An OwnDay is the first day in force of a part of the act alone.
type OwnDay struct {
	Provisions []string // eIds, as the exception of the clause has them
	InForce    corpus.Bounds
	// Ends bounds the first day on which the part no longer holds, where it has
	// an end of its own; its zero value where it has none.
	Ends corpus.Bounds
	// Needs says what fact would settle the days; zero where they are exact.
	Needs corpus.Phrase
}

// A PresumptionKind says what is presumed where an entry clause is not held.
type PresumptionKind string

// The presumptions.
const (
	NotBeforeAdoption PresumptionKind = "not_before_adoption"
	NotRetroactive    PresumptionKind = "not_retroactive"
	// NotEnded: an act that holds until something happens still holds.
	NotEnded PresumptionKind = "not_ended"
)

// A Presumption is something taken to be so because the entry clause of an
// event is not held, or names no day: a bound that rests on no source. An answer that would
// change without it names it.
type Presumption struct {
	Kind  PresumptionKind
	Event *Event
}

// Messages of this package, as keys of the catalogue of whoever shows them.
const (
	MsgNotBeforeAdoption = "entry into force of № %[1]s not before its adoption (%[2]s): its entry clause is not held"
	MsgNotRetroactive    = "no retroactivity of № %[1]s: its entry clause is not held"
	MsgNeedsClause       = "the entry-into-force clause of № %[1]s of %[2]s, which is not held (or the day it came into force)"
	MsgNeedsSeePoint     = "the entry-into-force clause of № %[1]s of %[2]s (its %[3]s, which is not held), or the day it came into force"
	MsgNeedsPublication  = "the day of first official publication of № %[1]s of %[2]s"
	MsgNeedsRegistration = "the day of state registration of № %[1]s of %[2]s, or the day it came into force"
	MsgNeedsReading      = "an official reading of the entry clause of № %[1]s: “%[2]s”"
	MsgObserved          = "observed as current on %[1]s"
	MsgRecordedFact      = "recorded: %[1]s"
	MsgSameDay           = "the act is silent: from its entry into force (Law on legal acts, art. 43)"
	MsgApplies           = "stated in the act: “%[1]s”"
	MsgStated            = "the source of the text states that it took effect on %[1]s"
	MsgClauseNotHeld     = "the entry clause is not held"
	MsgNotEnded          = "№ %[1]s still holds: it states an end without a day, and whether that has come is not known"
	MsgNeedsEnd          = "whether № %[1]s of %[2]s still holds, or the day on which it ended: “%[3]s”"
	MsgNeedsEndReading   = "an official reading of the end of № %[1]s: “%[2]s”"
	MsgNeedsRevival      = "whether № %[1]s of %[2]s, which came into force when № %[3]s had already ended, brings it back"
	MsgEndDoubt          = "№ %[1]s of %[2]s changes № %[3]s, and may have moved this end"
	MsgNeedsEndDoubt     = "what № %[1]s of %[2]s changed in № %[3]s"
	MsgRestated          = "as № %[1]s of %[2]s words it"
)

// Phrases lists every message key of this package, so that a catalogue can be
// checked for completeness.
var Phrases = []string{MsgNotBeforeAdoption, MsgNotRetroactive, MsgNeedsClause, MsgNeedsSeePoint, MsgNeedsPublication, MsgNeedsRegistration, MsgNeedsReading,
	MsgObserved, MsgRecordedFact, MsgSameDay, MsgApplies, MsgStated, MsgClauseNotHeld, MsgNotEnded, MsgNeedsEnd, MsgNeedsEndReading, MsgNeedsRevival, MsgEndDoubt, MsgNeedsEndDoubt, MsgRestated}

// Phrase says the presumption in words.
func (p Presumption) Phrase() corpus.Phrase {
	switch p.Kind {
	case NotBeforeAdoption:
		return corpus.Say(MsgNotBeforeAdoption, p.Event.By.Number(), p.Event.Adopted)
	case NotEnded:
		return corpus.Say(MsgNotEnded, p.Event.By.Number())
	}
	return corpus.Say(MsgNotRetroactive, p.Event.By.Number())
}

// Timing returns the timing of the event of this act with the ID.
func (a *Act) Timing(e *Event) Timing {
	for _, t := range a.timings {
		if t.Event == e {
			return t
		}
	}
	return Timing{}
}

// fact returns the fact recorded last about the date of the act, or of parts
// of it, or nil.
func (a *Act) fact(act corpus.ActID, parts []string, f FactField) *Fact {
	for i := len(a.Facts) - 1; i >= 0; i-- {
		if a.Facts[i].Act == act && slices.Equal(a.Facts[i].Parts, parts) && a.Facts[i].Field == f {
			return &a.Facts[i].Fact
		}
	}
	return nil
}

// timing computes the dates of e from its clause, its publication, the facts
// recorded and the observations. It fails where these contradict each other.
func (a *Act) timing(e *Event) (Timing, error) {
	t := Timing{Event: e, Published: e.Published}
	if e.Clause != "" {
		t.Clause = e.readClause().For(e.Parts)
		t.rule = t.Clause.Rule(e.By.Subtype())
	} else if e.InForce != nil {
		t.rule = enactment.Rule{} // stated below, without a clause
	} else if e.Silent {
		t.rule = enactment.SilentDefault(e.By.Subtype())
	} else {
		t.rule = enactment.Rule{Kind: enactment.Unreadable}
	}
	// All that is known of the day on which the amending act was published
	// holds for each of its events.
	for _, x := range a.Events {
		if x.By == e.By && t.Published.Open() {
			t.Published = x.Published
		} else if x.By == e.By {
			t.Published = t.Published.Intersect(x.Published)
		}
	}
	if f := a.fact(e.By, nil, FactPublished); f != nil {
		t.Published = corpus.Exactly(f.Date, recorded(f))
	}
	// An act is not published before it is adopted, nor seen as current.
	t.Published = t.Published.Intersect(corpus.Bounds{NotBefore: e.Adopted})
	if t.Published.Empty() {
		return t, fmt.Errorf("event %s of %s: adopted on %s, published not before %s and not after %s: %w",
			e.ID, e.Act, e.Adopted, t.Published.NotBefore, t.Published.NotAfter, ErrInvalid)
	}
	for _, o := range e.Observed {
		if o.On.Before(e.Adopted) {
			return t, fmt.Errorf("event %s of %s: adopted on %s and observed on %s: %w", e.ID, e.Act, e.Adopted, o.On, ErrInvalid)
		}
	}
	unknownRule := t.rule.Kind == enactment.SeePoint || t.rule.Kind == enactment.Unreadable

	// A day recorded for the act is not that of a part which has its own.
	fact := func(f FactField) *Fact { return a.fact(e.By, e.Parts, f) }
	if f := fact(FactInForce); f != nil {
		t.InForce = corpus.Exactly(f.Date, recorded(f))
		t.InForceBasis = []corpus.Phrase{recorded(f)}
	} else if e.InForce != nil && e.Clause == "" {
		t.InForce = corpus.Exactly(*e.InForce, corpus.Say(MsgStated, *e.InForce))
		t.InForceBasis = []corpus.Phrase{t.InForce.Basis}
	} else {
		t.InForce = t.rule.InForce(e.Adopted, t.Published)
		if !t.InForce.Basis.IsZero() {
			t.InForceBasis = append(t.InForceBasis, t.InForce.Basis)
		}
		_, exact := t.Published.Exact()
		switch t.rule.Kind {
		case enactment.Publication, enactment.AfterPublication, enactment.AfterPublicationAmbiguous, enactment.Silent:
			t.byPublication = !exact
		}
		if f := a.fact(e.By, nil, FactPublished); f != nil {
			t.InForceBasis = append(t.InForceBasis, recorded(f))
		}
		for _, o := range e.Observed {
			if t.InForce.NotAfter.IsZero() || o.On.Before(t.InForce.NotAfter) {
				t.InForce.NotAfter = o.On
				t.InForceBasis = append(t.InForceBasis, corpus.Say(MsgObserved, o.On), corpus.Quote(o.Source))
			}
		}
		if unknownRule {
			t.Presumptions = append(t.Presumptions, Presumption{NotBeforeAdoption, e})
		}
	}
	if t.InForce.Empty() {
		return t, fmt.Errorf("event %s of %s: in force not before %s and not after %s: %w",
			e.ID, e.Act, t.InForce.NotBefore, t.InForce.NotAfter, ErrInvalid)
	}

	switch f := fact(FactAppliesFrom); {
	case f != nil:
		t.AppliesFrom, t.AppliesBasis = corpus.Exactly(f.Date, recorded(f)), []corpus.Phrase{recorded(f)}
	case t.Clause.Applies.Stated:
		p := corpus.Say(MsgApplies, t.Clause.Applies.Text)
		t.AppliesFrom, t.AppliesBasis = corpus.Exactly(t.Clause.Applies.From, p), []corpus.Phrase{p}
		if t.Clause.Applies.From.IsZero() {
			t.AppliesFrom = corpus.Bounds{Basis: p} // a retroactivity whose day cannot be read
		}
	default:
		t.SameDay, t.AppliesFrom = true, t.InForce
		p := corpus.Say(MsgSameDay)
		if e.InForce != nil && e.Clause == "" {
			p = corpus.Say(MsgStated, *e.InForce) // by whatever law
		}
		if unknownRule {
			p = Presumption{NotRetroactive, e}.Phrase()
			t.Presumptions = append(t.Presumptions, Presumption{NotRetroactive, e})
		}
		t.AppliesBasis = []corpus.Phrase{p}
	}
	if e.Kind == Adoption && !unknownRule {
		for _, x := range t.Clause.Exceptions {
			t.Own = append(t.Own, a.own(e, t, x))
		}
	}
	t.Needs = a.needs(t, unknownRule)
	return t, nil
}

// own returns the days of a part of the act itself.
func (a *Act) own(e *Event, t Timing, x enactment.Exception) OwnDay {
	o := OwnDay{Provisions: x.Provisions, InForce: x.Entry.InForce(e.Adopted, t.Published)}
	if f := a.fact(e.By, x.Provisions, FactInForce); f != nil {
		o.InForce = corpus.Exactly(f.Date, recorded(f))
	}
	if x.Ends.Stated() && x.Ends != t.Clause.Ends {
		o.Ends = x.Ends.After(o.InForce, e.Adopted, t.Published)
	}
	if f := a.fact(e.By, x.Provisions, FactEnds); f != nil {
		o.Ends = corpus.Exactly(f.Date, recorded(f))
	}
	_, exact := o.InForce.Exact()
	_, ends := o.Ends.Exact()
	switch _, published := t.Published.Exact(); {
	case exact && !ends && !o.Ends.Basis.IsZero():
		o.Needs = corpus.Say(MsgNeedsEndReading, e.By.Number(), x.Ends.Text)
	case !exact && x.Entry.Kind == enactment.Registration:
		o.Needs = corpus.Say(MsgNeedsRegistration, e.By.Number(), e.Adopted)
	case !exact && published:
		o.Needs = corpus.Say(MsgNeedsReading, e.By.Number(), x.Text)
	case !exact:
		o.Needs = corpus.Say(MsgNeedsPublication, e.By.Number(), e.Adopted)
	}
	return o
}

func recorded(f *Fact) corpus.Phrase {
	if s, ok := f.Basis[""]; ok {
		return corpus.Say(MsgRecordedFact, s)
	}
	return corpus.Quote(f.Basis)
}

// needs says what would make the dates of t exact and free of presumptions.
func (a *Act) needs(t Timing, unknownRule bool) corpus.Phrase {
	_, exact := t.InForce.Exact()
	number, adopted := t.Event.By.Number(), t.Event.Adopted
	switch {
	case unknownRule && (!exact || len(t.Presumptions) > 0) && t.rule.See != "":
		return corpus.Say(MsgNeedsSeePoint, number, adopted, t.rule.See)
	case unknownRule && (!exact || len(t.Presumptions) > 0):
		return corpus.Say(MsgNeedsClause, number, adopted)
	case exact:
		return corpus.Phrase{}
	case t.byPublication:
		return corpus.Say(MsgNeedsPublication, number, adopted)
	case t.rule.Kind == enactment.Registration:
		return corpus.Say(MsgNeedsRegistration, number, adopted)
	}
	return corpus.Say(MsgNeedsReading, number, t.rule.Text)
}

// Days returns the two days that decide from when the event governs, as they
// are shown: with what is presumed where its entry clause is not held, which
// the basis then says.
func (t Timing) Days() (inForce, appliesFrom corpus.Bounds, forceBasis, appliesBasis []corpus.Phrase) {
	if t.ending != nil && t.ending.moves {
		entry, _, _, _ := t.ending.base.Days()
		inForce = t.ending.doubt.widen(t.ending.end.After(entry, t.Event.Adopted, t.Published))
		return inForce, inForce, append([]corpus.Phrase{inForce.Basis}, t.InForceBasis[1:]...), t.AppliesBasis
	}
	inForce, appliesFrom = t.InForce, t.AppliesFrom
	forceBasis, appliesBasis = t.InForceBasis, t.AppliesBasis
	for _, p := range t.Presumptions {
		if p.Kind != NotBeforeAdoption || !inForce.NotBefore.Before(p.Event.Adopted) {
			continue
		}
		inForce.NotBefore = p.Event.Adopted
		forceBasis = append(slices.Clip(forceBasis), p.Phrase())
		if t.SameDay {
			appliesFrom.NotBefore = p.Event.Adopted
		}
	}
	return
}
