package main

import (
	"bytes"
	"cmp"
	"fmt"
	"strconv"
	"time"

	"github.com/urfave/cli/v2"

	"tizbe/versioning"
)

func actsVerb(a *app) *cli.Command {
	t := a.say.T
	return a.verb(&cli.Command{
		Name:        "acts",
		Usage:       t("the acts held: their events, revisions and disputes, and what is not known"),
		UsageText:   "tizbe acts [--act A]",
		Description: t("Shows for every event when it was adopted, published and came into force, from when it applies, and the fact that would settle what is not known.") + "\n\ntizbe acts\ntizbe acts --act 789 --format json",
		Flags: []cli.Flag{
			a.onlyActFlag(),
		},
		Action: a.acts,
	})
}

func (a *app) acts(x *cli.Context) error {
	b, err := a.base(time.Time{})
	if err != nil {
		return err
	}
	acts := b.Acts()
	if x.IsSet("act") {
		act, err := a.act(b, x.String("act"))
		if err != nil {
			return err
		}
		acts = []*versioning.Act{act}
	} else if err := a.countImported(); err != nil {
		return err
	}
	if a.json() {
		return a.writeJSON(a.speaker().Acts(b, acts, !x.IsSet("act")))
	}
	if len(acts) == 0 {
		a.notice(a.say.T("no act is held"))
		return nil
	}
	var w bytes.Buffer
	for i, act := range acts {
		if i > 0 {
			fmt.Fprintln(&w)
		}
		a.actText(&w, act)
	}
	if !x.IsSet("act") {
		a.amendingText(&w, b)
	}
	_, err = a.out.Write(w.Bytes())
	return err
}

func (a *app) actText(w *bytes.Buffer, act *versioning.Act) {
	t := a.say.T
	a.style.hang(w, "", a.say.Citation(act.ID), bold)
	a.style.hang(w, "", a.say.Words(act.Title), nil)
	a.style.hang(w, "", string(act.ID)+" · "+a.say.Words(act.Issuer), faint)

	fmt.Fprintln(w)
	tab := a.style.newTable(t("event"), t("by"), t("what"), t("published"), t("in force"), t("applies from"))
	for _, e := range act.Events {
		tm := act.Timing(e)
		inForce, appliesFrom := daysCells(tm)
		tab.AppendRow([]any{e.ID, a.byNumber(whose(e)), a.say.EventKind(e.Kind), published(tm), inForce, appliesFrom})
	}
	render(w, tab, "  ")
	for _, e := range act.Events {
		tm := act.Timing(e)
		number := a.byNumber(whose(e))
		fmt.Fprintln(w)
		if e.Ends() != nil {
			_, _, basis, _ := tm.Days()
			a.style.hang(w, "  ", t("%[1]s no longer in force from: %[2]s", number, a.say.SayAll(basis)), nil)
		} else {
			a.style.hang(w, "  ", t("%[1]s in force: %[2]s", number, a.say.SayAll(tm.InForceBasis)), nil)
			a.style.hang(w, "  ", t("%[1]s applies from: %[2]s", number, a.say.SayAll(tm.AppliesBasis)), nil)
		}
		if end := tm.Clause.Ends; e.Kind == versioning.Repeal && end.Stated() {
			a.style.hang(w, "  ", t("%[1]s states an end (“%[2]s”); what it repealed is read as not coming back by that", number, end.Text), yellow)
		}
		if act.Never(e) {
			a.style.hang(w, "  ", t("%[1]s governs nothing: it ends before it begins", number), yellow)
		}
		for _, own := range tm.Own {
			part := number + " (" + a.say.Parts(own.Provisions) + ")"
			a.style.hang(w, "  ", t("%[1]s in force: %[2]s", part, a.say.Say(own.InForce.Basis)), nil)
			if !own.Ends.Basis.IsZero() {
				a.style.hang(w, "  ", t("%[1]s no longer in force from: %[2]s", part, a.say.Say(own.Ends.Basis)), nil)
			}
			if !own.Needs.IsZero() {
				a.style.hang(w, "  ", t("not known: %[1]s", own.Needs), bold)
			}
		}
		a.style.hang(w, "  ", t("source: %[1]s; basis: %[2]s", a.say.Words(e.Source), cmp.Or(a.say.Words(e.Basis), "—")), faint)
		a.style.hang(w, "  ", a.say.Words(e.Remark), faint)
		for _, p := range tm.Presumptions {
			a.style.hang(w, "  ", t("presumed: %[1]s", p.Phrase()), yellow)
		}
		if !tm.Needs.IsZero() {
			a.style.hang(w, "  ", t("not known: %[1]s", tm.Needs), bold)
		}
	}

	fmt.Fprintln(w)
	tab = a.style.newTable(t("revision"), t("text"), t("events"))
	for _, c := range act.Revisions() {
		tab.AppendRow([]any{c.ID, a.textOf(act, c), a.numbers(c)})
	}
	render(w, tab, "  ")
	for i, h := range act.Held {
		if i == 0 {
			fmt.Fprintln(w)
		}
		a.style.hang(w, "  ", t("held text of revision %[1]s: %[2]s; %[3]s", h.Events[len(h.Events)-1], h.RawName, a.say.Words(h.Source)), nil)
	}
	for _, d := range act.Disputes() {
		fmt.Fprintln(w)
		a.style.hang(w, "  ", t("the sources disagree: %[1]s", a.say.Words(d.Basis)), yellow)
		for _, id := range d.EIDs {
			a.style.hang(w, "  ", "· "+id, faint)
		}
	}
	for i, f := range act.Facts {
		if i == 0 {
			fmt.Fprintln(w)
		}
		a.style.hang(w, "  ", t("recorded %[1]s: %[2]s of № %[3]s: %[4]s (%[5]s)", f.Recorded().Format(time.RFC3339), a.say.FactField(f.Field), a.say.FactOf(f.Fact), f.Date, a.say.Words(f.Basis)), nil)
	}
}

// whose is the event that an end is the end of; every other is its own.
func whose(e *versioning.Event) *versioning.Event {
	if x := e.Ends(); x != nil {
		return x
	}
	return e
}

// published is the day of publication for a table.
func published(tm versioning.Timing) string {
	if tm.Published.NotAfter.IsZero() {
		return "?" // that it is not before the adoption goes without saying
	}
	return tm.Published.Span()
}

// textOf says whether the text of a revision is held, computed or neither.
func (a *app) textOf(act *versioning.Act, c versioning.Candidate) string {
	s, err := act.State(c, nil)
	switch {
	case err != nil:
		return a.say.T("not held")
	case s.Derived:
		return a.say.T("computed from revision %[1]s", s.Held.Events[len(s.Held.Events)-1])
	}
	return a.say.T("held (%[1]s)", s.Held.RawName)
}

func (a *app) numbers(c versioning.Candidate) string {
	out := ""
	for i, e := range c.Events {
		if i > 0 {
			out += ", "
		}
		out += a.byNumber(e)
	}
	return out
}

// amendingText lists what of the amending acts waits for an act that is not
// held, and what of them was left out.
func (a *app) amendingText(w *bytes.Buffer, b *versioning.Base) {
	t := a.say.T
	for _, m := range b.Amending() {
		if len(m.Pending)+len(m.Left) == 0 {
			continue
		}
		fmt.Fprintln(w)
		a.style.hang(w, "", t("amending act № %[1]s of %[2]s", m.ID.Number(), m.ID.Adopted()), bold)
		last := versioning.PendingEffect{}
		for _, p := range m.Pending {
			if p == last {
				continue // one clause of the text, which names several targets
			}
			last = p
			act := string(p.Act)
			if act == "" {
				act = p.ActTitle
			}
			a.style.hang(w, "  ", t("line %[1]s", strconv.Itoa(p.Line))+" · "+t("pending: the act is not held")+" · "+act, nil)
			a.style.hang(w, "    ", p.Text, faint)
		}
		for _, l := range m.Left {
			if l.Reason == "" {
				a.style.hang(w, "  ", t("line %[1]s was not understood: %[2]s", strconv.Itoa(l.Line), l.Text), nil)
				continue
			}
			a.style.hang(w, "  ", t("line %[1]s does not fit the text held: %[2]s", strconv.Itoa(l.Line), a.speaker().LeftOut(l)), nil)
		}
	}
}
