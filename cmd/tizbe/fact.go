package main

import (
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"tizbe/corpus"
	"tizbe/versioning"
)

func factVerb(a *app) *cli.Command {
	t := a.say.T
	return a.verb(&cli.Command{
		Name:      "fact",
		Usage:     t("record a date learnt later: what was open closes, and nothing is overwritten"),
		UsageText: "tizbe fact --act ID [--part EID] --published|--in-force|--applies-from|--ends DATE --basis TEXT",
		Description: t("The act is the one whose date it is: for an amendment, the amending act. The record is kept with the present moment; tizbe check --known asks what was known before it.") + "\n\n" +
			"tizbe fact --act 91 --in-force 2026-03-05 --basis '№ 91, 2-т.; «Егемен Қазақстан», 22.02.2026'\n" +
			"tizbe fact --act 9 --part point_1__subpoint_2 --in-force 2022-02-01 --basis '…'\n" +
			"tizbe fact --act 789 --published 2025-09-26 --basis '«Егемен Қазақстан», 26.09.2025, № 185'",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "act", Usage: t("the act whose date it is: its identifier or number")},
			&cli.StringFlag{Name: "part", Usage: t("a part of the act that has days of its own: its eId, as tizbe acts has it")},
			a.publishedFlag(),
			&cli.StringFlag{Name: "in-force", Usage: t("the first day in force, YYYY-MM-DD")},
			&cli.StringFlag{Name: "applies-from", Usage: t("the first day of the legal relations governed, YYYY-MM-DD")},
			&cli.StringFlag{Name: "ends", Usage: t("the first day on which it no longer holds, YYYY-MM-DD")},
			&cli.StringFlag{Name: "basis", Usage: t("where this stands: the source, in your words")},
		},
		Action: a.fact,
	})
}

var factFlags = []struct {
	flag  string
	field versioning.FactField
}{{"published", versioning.FactPublished}, {"in-force", versioning.FactInForce}, {"applies-from", versioning.FactAppliesFrom}, {"ends", versioning.FactEnds}}

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
		return &misuse{what: a.say.T("fact: one of --published, --in-force, --applies-from and --ends is missing"), hint: a.example(x.Command)}
	}
	part, err := a.optional(x, "part")
	if err != nil {
		return err
	}
	if part != "" && f.Field == versioning.FactPublished {
		return &misuse{what: a.say.T("fact: an act is published whole, so that --published goes without --part"), hint: a.example(x.Command)}
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
	if part != "" {
		if f.Parts, err = a.factPart(before, f.Act, part); err != nil {
			return err
		}
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
		if old := slices.IndexFunc(act.Facts, func(o versioning.RecordedFact) bool { return same(o.Fact, f) }); old >= 0 {
			o := act.Facts[old]
			a.notice(a.say.T("this supersedes what was recorded on %[1]s: %[2]s (%[3]s); --known before now still answers by it", o.Recorded().Format(time.RFC3339), o.Date, a.say.Words(o.Basis)))
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
		return r.Fact != nil && same(*r.Fact, f)
	})
	b, err := versioning.NewBase(without, time.Time{})
	if err != nil {
		return err
	}
	if len(f.Parts) == 0 && f.Field == versioning.FactInForce && a.severalDays(b, f.Act) {
		return &failure{what: a.say.T("parts of № %[1]s come into force on different days; one day cannot be recorded for all", f.Act.Number()), hint: a.say.T("record the day of publication instead, or that of each part with --part")}
	}
	for _, e := range b.ByAmender(f.Act) {
		act, err := b.Act(string(e.Act))
		if err != nil {
			return err
		}
		tm := act.Timing(e)
		if o := own(tm, f.Parts); o != nil {
			if err := a.possibleOwn(f, *o); err != nil {
				return err
			}
		}
		if e.Ends() != nil || !slices.Equal(e.Parts, f.Parts) && f.Field != versioning.FactPublished {
			continue // it has its day from the act
		}
		switch {
		case f.Field == versioning.FactEnds:
			if err := a.possibleEnd(act, tm, f); err != nil {
				return err
			}
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
		if act, err := b.Act(string(e.Act)); err == nil && len(e.Parts) == 0 && e.Ends() == nil {
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
		if e.Ends() != nil || !slices.Equal(e.Parts, f.Parts) && f.Field != versioning.FactPublished {
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
	return &failure{what: a.say.T("№ %[1]s, %[2]s on %[3]s contradicts what is known: %[4]s", a.say.FactOf(f), a.say.FactField(f.Field), f.Date, known),
		hint: a.say.T("nothing was written; check the date and the act"), err: versioning.ErrInvalid}
}

// same reports whether two facts are about the same date.
func same(x, y versioning.Fact) bool {
	return x.Act == y.Act && x.Field == y.Field && slices.Equal(x.Parts, y.Parts)
}

// own returns the days of the part of the act that is no event, or nil.
func own(tm versioning.Timing, parts []string) *versioning.OwnDay {
	for _, o := range tm.Own {
		if len(parts) > 0 && slices.Equal(o.Provisions, parts) {
			return &o
		}
	}
	return nil
}

// factPart returns the provisions of the act that have a day of their own and
// among which the named one is: its eId, or the event's ID, which ends with it.
func (a *app) factPart(b *versioning.Base, id corpus.ActID, name string) ([]string, error) {
	var all [][]string
	add := func(parts []string) {
		if len(parts) > 0 && !slices.ContainsFunc(all, func(o []string) bool { return slices.Equal(o, parts) }) {
			all = append(all, parts)
		}
	}
	for _, e := range b.ByAmender(id) {
		act, err := b.Act(string(e.Act))
		if err != nil {
			return nil, err
		}
		add(e.Parts)
		for _, o := range act.Timing(e).Own {
			add(o.Provisions)
		}
	}
	eid := name[strings.LastIndexByte(name, '/')+1:]
	var known []string
	for _, parts := range all {
		if slices.Contains(parts, eid) {
			return parts, nil
		}
		known = append(known, strings.Join(parts, ", "))
	}
	if known == nil {
		return nil, &failure{what: a.say.T("no part of № %[1]s has a day of its own", id.Number()), hint: a.say.T("record the day for the whole act, without --part")}
	}
	return nil, &failure{what: a.say.T("№ %[1]s has no part %[2]s with a day of its own", id.Number(), a.short(name)), hint: a.say.T("its parts are: %[1]s", strings.Join(known, "; "))}
}

// possibleEnd refuses an end before the act could govern anything; one that
// the act's own words do not give is recorded, and that is said.
func (a *app) possibleEnd(act *versioning.Act, tm versioning.Timing, f versioning.Fact) error {
	first := tm.InForce.NotBefore
	if r := tm.AppliesFrom.NotBefore; r.IsZero() || r.Before(first) {
		first = r
	}
	if first.IsZero() || first.Before(tm.Event.Adopted) && tm.SameDay {
		first = tm.Event.Adopted
	}
	if !f.Date.After(first) {
		return &failure{what: a.say.T("№ %[1]s cannot have ended on %[2]s: it governs nothing before %[3]s", a.say.FactOf(f), f.Date, first), hint: a.say.T("check the date")}
	}
	stated, fits := "", false
	for _, e := range act.Events {
		if e.Ends() == tm.Event {
			x := act.Timing(e)
			fits = fits || x.InForce.Contains(f.Date)
			stated = a.say.T("%[1]s (%[2]s)", a.say.Between(x.InForce), a.say.SayAll(x.InForceBasis))
		}
	}
	if stated != "" && !fits {
		a.notice(a.say.T("by its own words № %[1]s ends otherwise: %[2]s; what is recorded counts", a.say.FactOf(f), stated))
	}
	return nil
}

// possibleOwn refuses a day that a part of the act itself cannot have.
func (a *app) possibleOwn(f versioning.Fact, o versioning.OwnDay) error {
	switch {
	case f.Field == versioning.FactAppliesFrom:
		return &misuse{what: a.say.T("fact: of a part of the act itself only --in-force and --ends can be recorded"), hint: a.say.T("nothing was written")}
	case f.Field == versioning.FactInForce && !o.InForce.Contains(f.Date):
		return &failure{what: a.say.T("№ %[1]s, %[2]s on %[3]s contradicts what is known: %[4]s", a.say.FactOf(f), a.say.FactField(f.Field), f.Date,
			a.say.T("in force: %[1]s (%[2]s)", a.say.Between(o.InForce), a.say.Say(o.InForce.Basis))),
			hint: a.say.T("nothing was written; check the date and the act"), err: versioning.ErrInvalid}
	case f.Field == versioning.FactEnds && !f.Date.After(o.InForce.NotBefore):
		return &failure{what: a.say.T("№ %[1]s cannot have ended on %[2]s: it governs nothing before %[3]s", a.say.FactOf(f), f.Date, o.InForce.NotBefore), hint: a.say.T("check the date")}
	}
	return nil
}
