package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"tizbe/corpus"
	"tizbe/site/answer"
	"tizbe/versioning"
)

func factVerb(a *app) *cli.Command {
	t := a.say.T
	return a.verb(&cli.Command{
		Name:      "fact",
		Usage:     t("record a date learnt later: what was open closes, and nothing is overwritten"),
		UsageText: "tizbe fact --act ID --published|--in-force|--applies-from DATE --basis TEXT",
		Description: t("The act is the one whose date it is: for an amendment, the amending act. The record is kept with the present moment; tizbe check --known asks what was known before it.") + "\n\n" +
			"tizbe fact --act 91 --in-force 2026-03-05 --basis '№ 91, 2-т.; «Егемен Қазақстан», 22.02.2026'\n" +
			"tizbe fact --act 789 --published 2025-09-26 --basis '«Егемен Қазақстан», 26.09.2025, № 185'",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "act", Usage: t("the act whose date it is: its identifier or number")},
			&cli.StringFlag{Name: "published", Usage: t("the day of first official publication, YYYY-MM-DD")},
			&cli.StringFlag{Name: "in-force", Usage: t("the first day in force, YYYY-MM-DD")},
			&cli.StringFlag{Name: "applies-from", Usage: t("the first day of the legal relations governed, YYYY-MM-DD")},
			&cli.StringFlag{Name: "basis", Usage: t("where this stands: the source, in your words")},
		},
		Action: a.fact,
	})
}

var factFlags = []struct {
	flag  string
	field versioning.FactField
}{{"published", versioning.FactPublished}, {"in-force", versioning.FactInForce}, {"applies-from", versioning.FactAppliesFrom}}

func (a *app) fact(x *cli.Context) error {
	name, err := a.required(x, "act")
	if err != nil {
		return err
	}
	f := versioning.Fact{}
	for _, k := range factFlags {
		if !x.IsSet(k.flag) {
			continue
		}
		if f.Field != "" {
			return &misuse{what: a.say.T("fact: one date at a time"), hint: a.say.T("record the other one with a second command")}
		}
		f.Field = k.field
		if f.Date, err = a.date(x, k.flag, corpus.Date{}); err != nil {
			return err
		}
	}
	if f.Field == "" {
		return &misuse{what: a.say.T("fact: one of --published, --in-force and --applies-from is missing"), hint: a.example(x.Command)}
	}
	basis, err := a.required(x, "basis")
	if err != nil {
		return err
	}
	f.Basis = corpus.Plain(strings.Join(strings.Fields(basis), " "))

	s, recs, before, err := a.all(false)
	if err != nil {
		return err
	}
	defer s.Close()
	if f.Act, err = a.whose(before, name); err != nil {
		return err
	}
	if err := a.possible(recs, before, f); err != nil {
		return err
	}
	rec := versioning.Record{Recorded: a.moment(recs), Fact: &f}
	after, err := versioning.NewBase(append(slices.Clip(recs), rec), time.Time{})
	if err != nil {
		return a.impossible(before, f)
	}
	for _, e := range before.ByAmender(f.Act) {
		act, err := before.Act(string(e.Act))
		if err != nil {
			return err
		}
		if old := slices.IndexFunc(act.Facts, func(o versioning.RecordedFact) bool { return o.Act == f.Act && o.Field == f.Field }); old >= 0 {
			o := act.Facts[old]
			a.notice(a.say.T("this supersedes what was recorded on %[1]s: %[2]s (%[3]s); --known before now still answers by it", o.Recorded.Format(time.RFC3339), o.Date, a.say.Words(o.Basis)))
			break
		}
	}
	if err := s.Append(rec); err != nil {
		return err
	}
	if a.json() {
		return a.writeJSON(a.factJSON(before, after, rec))
	}
	a.factText(before, after, rec)
	return nil
}

// moment is the present, but never before the last record: the log is in
// order of time even where a clock went back.
func (a *app) moment(recs []versioning.Record) time.Time {
	now := a.now().UTC()
	for _, r := range recs {
		if !r.Recorded.Before(now) {
			now = r.Recorded.Add(time.Nanosecond)
		}
	}
	return now
}

// whose finds the act whose date is recorded: one held, or one that amends
// one held.
func (a *app) whose(b *versioning.Base, name string) (corpus.ActID, error) {
	var found []corpus.ActID
	for _, act := range b.Acts() {
		for _, e := range act.Events {
			if e.By == corpus.ActID(name) {
				return e.By, nil
			}
			if e.By.Matches(name) && !slices.Contains(found, e.By) {
				found = append(found, e.By)
			}
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return "", &failure{what: a.say.T("no act %[1]s is held, and none amends an act held", a.short(name)), hint: a.nearestAct(b, name), err: versioning.ErrUnknownAct}
	}
	var ids []string
	for _, id := range found {
		ids = append(ids, string(id))
	}
	return "", &failure{what: a.say.T("several acts have the number %[1]s", a.short(name)), hint: a.say.T("name one of %[1]s", strings.Join(ids, ", ")), err: versioning.ErrAmbiguousAct}
}

// possible refuses a date that contradicts what is known without it: an
// earlier record of the same date does not count, since this one supersedes
// it.
func (a *app) possible(recs []versioning.Record, before *versioning.Base, f versioning.Fact) error {
	if f.Field == versioning.FactPublished && f.Date.Before(f.Act.Adopted()) {
		return &failure{what: a.say.T("№ %[1]s was adopted on %[2]s; it cannot have been published on %[3]s", f.Act.Number(), f.Act.Adopted(), f.Date), hint: a.say.T("check the date")}
	}
	without := slices.DeleteFunc(slices.Clone(recs), func(r versioning.Record) bool {
		return r.Fact != nil && r.Fact.Act == f.Act && r.Fact.Field == f.Field
	})
	b, err := versioning.NewBase(without, time.Time{})
	if err != nil {
		return err
	}
	if len(before.ByAmender(f.Act)) > 1 && f.Field == versioning.FactInForce && a.severalDays(b, f.Act) {
		return &failure{what: a.say.T("parts of № %[1]s come into force on different days; one day cannot be recorded for all", f.Act.Number()), hint: a.say.T("record the day of publication instead")}
	}
	for _, e := range b.ByAmender(f.Act) {
		act, err := b.Act(string(e.Act))
		if err != nil {
			return err
		}
		if len(e.Parts) > 0 && f.Field != versioning.FactPublished {
			continue // it has its day from the act
		}
		tm := act.Timing(e)
		switch {
		case f.Field == versioning.FactInForce && !tm.InForce.Contains(f.Date),
			f.Field == versioning.FactPublished && !tm.Published.Contains(f.Date):
			return a.impossible(b, f)
		case f.Field == versioning.FactAppliesFrom && tm.Clause.Applies.Stated && !tm.AppliesFrom.Contains(f.Date):
			return a.impossible(b, f)
		}
	}
	return nil
}

// severalDays reports whether the events of the act certainly come into force
// on different days.
func (a *app) severalDays(b *versioning.Base, id corpus.ActID) bool {
	var common corpus.Bounds
	for _, e := range b.ByAmender(id) {
		if act, err := b.Act(string(e.Act)); err == nil && len(e.Parts) == 0 {
			if common = common.Intersect(act.Timing(e).InForce); common.Empty() {
				return true
			}
		}
	}
	return false
}

func (a *app) impossible(b *versioning.Base, f versioning.Fact) *failure {
	known := ""
	for _, e := range b.ByAmender(f.Act) {
		act, err := b.Act(string(e.Act))
		if err != nil {
			continue
		}
		tm := act.Timing(e)
		switch f.Field {
		case versioning.FactAppliesFrom:
			known = a.say.T("%[1]s (%[2]s)", a.say.Between(tm.AppliesFrom), a.say.SayAll(tm.AppliesBasis))
		default:
			known = a.say.T("in force: %[1]s (%[2]s)", a.say.Between(tm.InForce), a.say.SayAll(tm.InForceBasis))
		}
	}
	return &failure{what: a.say.T("№ %[1]s, %[2]s on %[3]s contradicts what is known: %[4]s", f.Act.Number(), a.say.FactField(f.Field), f.Date, known),
		hint: a.say.T("nothing was written; check the date and the act"), err: versioning.ErrInvalid}
}

// factChange is what the fact did to one event's dates.
type factChange struct {
	Act         string           `json:"act"`
	Event       string           `json:"event"`
	InForce     [2]answer.Bounds `json:"in_force"`     // before, after
	AppliesFrom [2]answer.Bounds `json:"applies_from"` // before, after
}

type factAnswer struct {
	answer.Fact
	Changes []factChange `json:"changes"`
}

// timings yields the timing of each event that the act brings about, before
// and after the record.
func timings(before, after *versioning.Base, id corpus.ActID, yield func(act *versioning.Act, x, y versioning.Timing)) {
	for _, e := range before.ByAmender(id) {
		x, err := before.Act(string(e.Act))
		if err != nil {
			continue
		}
		y, err := after.Act(string(e.Act))
		if err != nil {
			continue
		}
		yield(x, x.Timing(e), y.Timing(y.Event(e.ID)))
	}
}

func (a *app) factJSON(before, after *versioning.Base, r versioning.Record) factAnswer {
	f := r.Fact
	out := factAnswer{a.speaker().Fact(*f, r.Recorded), []factChange{}}
	timings(before, after, f.Act, func(act *versioning.Act, x, y versioning.Timing) {
		xf, xr := a.speaker().Days(x)
		yf, yr := a.speaker().Days(y)
		out.Changes = append(out.Changes, factChange{string(act.ID), x.Event.ID,
			[2]answer.Bounds{xf, yf}, [2]answer.Bounds{xr, yr}})
	})
	return out
}

func (a *app) factText(before, after *versioning.Base, r versioning.Record) {
	t, f := a.say.T, r.Fact
	var w bytes.Buffer
	a.style.hang(&w, "", t("recorded: %[1]s of № %[2]s: %[3]s", a.say.FactField(f.Field), f.Act.Number(), f.Date), bold)
	tab := a.style.newTable(t("act"), t("event"), t("date"), t("before"), t("now"))
	timings(before, after, f.Act, func(act *versioning.Act, x, y versioning.Timing) {
		n := "№ " + act.ID.Number()
		xf, xr := daysCells(x)
		yf, yr := daysCells(y)
		tab.AppendRow([]any{n, x.Event.ID, t("in force"), xf, yf})
		tab.AppendRow([]any{n, x.Event.ID, t("applies from"), xr, yr})
	})
	render(&w, tab, "  ")
	fmt.Fprintln(&w, t("recorded at %[1]s", r.Recorded.Format(time.RFC3339Nano)))
	a.out.Write(w.Bytes())
}
