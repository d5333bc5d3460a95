package edition

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/editorial"
	"tizbe/corpus/reading"
	"tizbe/versioning"
)

// Named are the acts that the publisher's notes in a consolidated text name.
type Named struct {
	// Events are those that the records do not have yet, in order of adoption.
	// What they changed is not held: only a repeal of the whole act and a
	// suspension are known to leave the wording as it was.
	Events []*versioning.Event
	// Shown are the identifiers, in order, of all acts whose changes the text
	// shows; Planned of those whose changes it does not show yet.
	Shown, Planned []corpus.ActID
	// Unshown are the IDs of the Events that the text does not show yet.
	Unshown []string
	// Later are those that the text shows although they were adopted after
	// the day it is given for.
	Later []corpus.ActID
	// Unread are the notes that were not understood, those that name an act
	// without saying enough to identify it, and suspensions of something that
	// was not found.
	Unread []editorial.Placed
}

// FromNotes makes events of the acts that the notes name. known are the
// events that the records have; day is the day of the edition, zero for the
// text as it stands. basis says why, of the provision at which a note stands.
//
// An act whose parts came into force on different days, as its notes say,
// gives an event for each rule of entry; a note without a rule adds nothing
// to one that has it.
func FromNotes(doc *reading.Document, act corpus.ActID, known []*versioning.Event, day corpus.Date, basis func(eid string) corpus.Words) Named {
	var out Named
	b := noteBook{act: act, root: doc.Root, known: known, basis: basis}
	for _, p := range editorial.Of(doc.Root, doc.Lang) {
		unread := p.Kind == editorial.Unread
		for _, a := range p.Acts {
			if a.Do == editorial.Suspended && !suspends(doc.Root, p, a, new(versioning.Operation)) {
				unread = true // that it was suspended is recorded, but not what
			}
			switch {
			case a.Do == editorial.Unread, a.ID == "" || a.Date.Before(act.Adopted()):
				unread = unread || !same(a.ID, act) && !(a.Do == editorial.Expired)
			case same(a.ID, act), a.Do == editorial.Expired:
				// A provision that expired by the act's own clause.
			case a.Do == editorial.Planned:
				b.add(p, a, false)
				out.Planned = include(out.Planned, a.ID)
			case !day.IsZero() && a.Date.After(day):
				out.Later = include(out.Later, a.ID)
			default:
				b.add(p, a, true)
				out.Shown = include(out.Shown, a.ID)
			}
		}
		if unread {
			out.Unread = append(out.Unread, p)
		}
	}
	out.Events, out.Unshown = b.events()
	return out
}

func include(ids []corpus.ActID, id corpus.ActID) []corpus.ActID {
	if slices.Contains(ids, id) {
		return ids
	}
	return append(ids, id)
}

// same reports whether two identifiers are of one act, however its kind was
// named.
func same(x, y corpus.ActID) bool {
	return x == y || x.Adopted() == y.Adopted() && strings.EqualFold(x.Number(), y.Number())
}

// An entry is what the notes say of one act under one rule of entry.
type entry struct {
	act    editorial.Act
	lang   corpus.Lang
	shown  bool
	repeal bool
	pauses []versioning.Operation // a suspension, and nothing else
	notes  []string
	at     string
}

type noteBook struct {
	act   corpus.ActID
	root  *corpus.Provision
	known []*versioning.Event
	basis func(string) corpus.Words
	list  []*entry
}

// add books one act of a note.
func (b *noteBook) add(p editorial.Placed, a editorial.Act, shown bool) {
	if slices.ContainsFunc(b.known, func(e *versioning.Event) bool { return same(e.By, a.ID) }) {
		return
	}
	repeal := shown && a.Do == editorial.Repealed && wholeAct(p)
	var pause versioning.Operation
	paused := shown && a.Do == editorial.Suspended && suspends(b.root, p, a, &pause)
	var at *entry
	for _, e := range b.list {
		if same(e.act.ID, a.ID) && e.shown == shown && e.repeal == repeal && paused == (len(e.pauses) > 0) && (e.act.Clause == "" || a.Clause == "" || Plain(e.act.Clause) == Plain(a.Clause)) {
			at = e
			break
		}
	}
	if at == nil {
		at = &entry{act: a, lang: p.Lang, shown: shown, repeal: repeal, at: p.EID}
		b.list = append(b.list, at)
	}
	if paused {
		at.pauses = append(at.pauses, pause)
	}
	if at.act.Clause == "" {
		at.act.Clause, at.lang = a.Clause, p.Lang
	}
	if !slices.Contains(at.notes, p.Text) {
		at.notes = append(at.notes, p.Text)
	}
}

// wholeAct reports whether a note is about the act itself: it names no part
// of it and stands above its text.
func wholeAct(p editorial.Placed) bool {
	if p.Tombstone || p.Target.Document || p.Target.Partly || len(p.Target.Refs) > 0 {
		return false
	}
	switch p.EID {
	case "", "title", "reference", "preamble":
		return true
	}
	return p.Target.Text != ""
}

// events makes the events, with identifiers that no other event has.
func (b *noteBook) events() (out []*versioning.Event, unshown []string) {
	slices.SortStableFunc(b.list, func(x, y *entry) int { return cmp.Or(x.act.Date.Compare(y.act.Date), shownFirst(x, y)) })
	taken := make(map[string]bool)
	for _, e := range b.known {
		taken[e.ID] = true
	}
	for _, x := range b.list {
		day := x.act.Date.String()
		id := day
		if taken[id] {
			id = day + "/" + x.act.ID.Number()
		}
		for n := 2; taken[id]; n++ {
			id = day + "/" + x.act.ID.Number() + "-" + strconv.Itoa(n)
		}
		taken[id] = true
		e := &versioning.Event{ID: id, Act: b.act, By: x.act.ID, Kind: versioning.Amendment, Adopted: x.act.Date, Clause: x.act.Clause,
			Source: corpus.Plain(strings.Join(x.notes, "\n")), Basis: b.basis(x.at)}
		if e.Clause != "" {
			e.ClauseLang = x.lang
		}
		switch {
		case x.repeal:
			e.Kind, e.TextHeld = versioning.Repeal, true
		case len(x.pauses) > 0:
			// A suspension leaves the words as they are.
			e.Kind, e.TextHeld, e.Operations = versioning.Suspension, true, x.pauses
		}
		if !x.shown {
			unshown = append(unshown, e.ID)
		}
		out = append(out, e)
	}
	return out, unshown
}

func shownFirst(x, y *entry) int {
	switch {
	case x.shown == y.shown:
		return 0
	case x.shown:
		return -1
	}
	return 1
}
