package main

import (
	"errors"
	"slices"
	"strings"
	"time"

	"tizbe/corpus"
	"tizbe/corpus/amending"
	"tizbe/site/words"
	"tizbe/versioning"
	"tizbe/versioning/amendment"
	"tizbe/versioning/edition"
)

// readNotes makes events of the acts that the publisher's notes name.
func (in *intake) readNotes(known []*versioning.Event, day corpus.Date) {
	in.named = edition.FromNotes(in.doc, in.act, known, day, func(eid string) corpus.Words {
		return inAll(func(p *words.Printer) string {
			if eid == "" {
				return p.T("the publisher's note in %[1]s", in.file)
			}
			return p.T("the publisher's note at %[1]s in %[2]s", eid, in.file)
		})
	})
	for _, e := range in.named.Events {
		if !e.TextHeld {
			e.Remark = inAll(func(p *words.Printer) string { return p.T("what it changed is not held") })
		}
		if in.shows(e) {
			in.saw(e)
		}
	}
}

// shows reports whether the text shows what an event that its notes name has
// changed.
func (in *intake) shows(e *versioning.Event) bool { return !slices.Contains(in.named.Unshown, e.ID) }

// edition makes the records of a dated edition of an act that is held: it is
// held itself where its revision has no text, else compared with that.
func (in *intake) edition(name string, day corpus.Date) error {
	act, err := in.app.act(in.base, name)
	if err != nil {
		return err
	}
	in.act = act.ID
	if err := in.agrees(act.ID); err != nil {
		return err
	}
	if day.Before(act.ID.Adopted()) {
		return &failure{what: in.say.T("on %[1]s the act had not been adopted yet", day), hint: in.say.T("it was adopted on %[1]s", act.ID.Adopted())}
	}
	if l := act.Lang(); l != "" && in.doc.Lang != "" && l != in.doc.Lang {
		return &failure{what: in.say.T("the edition is in another language than the text held (%[1]s, %[2]s)", string(in.doc.Lang), string(l)),
			hint: in.say.T("nothing was written; give the edition in the language of the text held")}
	}
	in.readNotes(act.Events, day)
	if len(in.named.Later) > 0 {
		id := in.named.Later[0]
		return &failure{what: in.say.T("the notes in the text name № %[1]s of %[2]s, which is later than --edition %[3]s", id.Number(), id.Adopted(), day),
			hint: in.say.T("nothing was written; check that the edition is the one of the day given")}
	}
	for _, e := range in.named.Events {
		in.record(versioning.Record{Event: e})
	}
	b, err := versioning.NewBase(slices.Concat(in.recs, in.add), time.Time{})
	if err != nil {
		return err
	}
	if act, err = b.Act(string(in.act)); err != nil {
		return err
	}
	isNew := func(e *versioning.Event) bool { return slices.Contains(in.named.Events, e) }
	for _, e := range act.Events {
		if isNew(e) && in.shows(e) || !isNew(e) && !act.Turn(e).After(day) {
			in.events = append(in.events, e.ID)
		}
	}
	c, err := act.Revision(strings.Join(in.events, "+"))
	if err != nil {
		return err
	}
	if near, err := edition.Nearest(act, c); err == nil && hasPreamble(near.Root) && !hasPreamble(in.doc.Root) {
		return &failure{what: in.say.T("the text has no enacting formula: it is a part of the act, not an edition of it"),
			hint: in.say.T("nothing was written; give the whole text")}
	}
	in.compared, err = edition.Compare(act, c, in.doc.Root)
	switch {
	case errors.Is(err, edition.ErrNotComparable):
		return in.hold(act, c)
	case err != nil:
		return err
	case len(in.compared.Changes) == 0:
		return in.confirm()
	case in.dispute:
		return in.disagree()
	}
	in.add, in.recorded = nil, "nothing"
	return nil
}

// hold takes the edition in as the text of a revision that has none, with the
// eIds of the nearest text.
func (in *intake) hold(act *versioning.Act, c versioning.Candidate) error {
	in.recorded = "edition"
	root := in.doc.Root
	if near, err := edition.Nearest(act, c); err == nil {
		root = edition.Align(near.Root, root, edition.Used(act))
	} else {
		in.notice(in.say.T("nothing held leads to revision %[1]s, so its provisions get eIds of their own", c.ID))
	}
	in.record(versioning.Record{Held: in.held(root.Seal(), nil)})
	return nil
}

// confirm takes in an edition that agrees with the text of its revision, where
// that was only computed.
func (in *intake) confirm() error {
	in.doc.Doubts = nil // the known structure settles them
	s := in.compared.State
	if !s.Derived {
		in.recorded = "nothing"
		if len(in.add) > 0 {
			in.recorded = "events"
		}
		return nil
	}
	in.recorded = "edition"
	in.record(versioning.Record{Held: in.held(s.Root, in.compared.Readings)})
	return nil
}

// disagree records the differences as a dispute between sources.
func (in *intake) disagree() error {
	day := in.compared.State.Revision.ID
	add, d, err := edition.Dispute(slices.Concat(in.recs, in.add), in.compared, edition.Claim{
		Source: in.source, Title: corpus.Plain(in.source), Held: in.held(nil, nil), Recorded: in.now,
		Basis: inAll(func(p *words.Printer) string {
			return p.T("the edition of %[1]s from %[2]s (%[3]s) differs from the text held", day, in.source, in.file)
		}),
	})
	if err != nil {
		return &failure{what: in.say.T("the differences cannot be recorded as a dispute: one of the texts could then no longer be computed"),
			hint: in.say.T("nothing was written; without --dispute the differences are shown"), err: err}
	}
	in.recorded, in.disputed = "dispute", d.ID
	in.add = append(in.add, add...)
	return nil
}

// pending compiles the clauses of amending acts that waited for this act.
func (in *intake) pending() error {
	waiting := slices.Clone(in.base.Amending())
	slices.SortStableFunc(waiting, func(x, y *versioning.AmendingText) int { return x.ID.Adopted().Compare(y.ID.Adopted()) })
	for _, t := range waiting {
		if len(t.Pending) == 0 {
			continue
		}
		b, err := versioning.NewBase(slices.Concat(in.recs, in.add), time.Time{})
		if err != nil {
			return err
		}
		act, err := b.Act(string(in.act))
		if err != nil {
			return err
		}
		if slices.ContainsFunc(act.Events, func(e *versioning.Event) bool { return e.By == t.ID }) {
			continue // the text shows it
		}
		raw, err := in.store.Raw(t.RawSum)
		if err != nil {
			return err
		}
		text, err := amending.Read(raw, t.Lang)
		if err != nil {
			return err
		}
		result, err := amendment.Compile(b, text, t.ID)
		if err != nil {
			return err
		}
		applied := false
		for _, e := range result.Effects {
			if e.Act.ID != in.act {
				continue
			}
			applied = true
			ev := *e.Event
			if lines := missing(text, result, in.act); len(lines) > 0 {
				ev.Remark = inPart(lines)
			}
			if !t.Published.IsZero() {
				ev.Published = corpus.Exactly(t.Published, corpus.Phrase{})
			}
			ev.Source = corpus.Plain(t.RawName)
			in.record(versioning.Record{Event: &ev})
			in.notice(in.say.T("№ %[1]s of %[2]s, recorded earlier, was applied: operations: %[3]s", t.ID.Number(), t.ID.Adopted(), len(ev.Operations)))
		}
		if applied {
			if err := in.waited(t, result); err != nil {
				return err
			}
		}
	}
	return nil
}

// waited records what of the amending act still waits, and what did not fit.
func (in *intake) waited(t *versioning.AmendingText, r *amendment.Result) error {
	now := *t
	now.Pending = slices.DeleteFunc(slices.Clone(t.Pending), func(p versioning.PendingEffect) bool {
		return !slices.ContainsFunc(r.Pending, func(c amending.Clause) bool { return c.Line == p.Line })
	})
	for _, p := range r.Problems {
		// What did not fit when the act was compiled is recorded already.
		was := slices.ContainsFunc(t.Left, func(l versioning.LeftOut) bool { return l.Line == p.Clause.Line && l.Text == p.Clause.Text })
		if waiting := slices.ContainsFunc(t.Pending, func(x versioning.PendingEffect) bool { return x.Line == p.Clause.Line }); waiting && !was {
			now.Left = append(slices.Clip(now.Left), versioning.LeftOut{Line: p.Clause.Line, Text: p.Clause.Text, Reason: p.Err.Error()})
			in.notice(in.say.T("line %[1]s of № %[2]s does not fit the text held: %[3]s", p.Clause.Line, t.ID.Number(), p.Err.Error()))
		}
	}
	in.record(versioning.Record{Amending: &now})
	return nil
}
