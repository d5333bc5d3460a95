package main

import (
	"time"

	"github.com/urfave/cli/v2"

	"tizbe/versioning/eligibility"
)

func checkVerb(a *app) *cli.Command {
	t := a.say.T
	return a.verb(&cli.Command{
		Name:      "check",
		Usage:     t("was this position on the list on that day, and under which wording"),
		UsageText: "tizbe check --position P [--unit U] [--duty T] --on DATE [--seen DATE] [--known TIME] [--act A]",
		Description: t("Gives the verdict with the provisions it rests on, verbatim, the revision, the amending act and the rule that matched. "+
			"What is not known stays unknown: where it decides, the answer is undetermined, and the fact that would settle it is named.") + "\n\n" +
			"tizbe check --position 'Тергеуші' --unit 'Қаржылық мониторинг агенттігінің орталық аппараты' --on 2025-08-15\n" +
			"tizbe check --position 'бас маман' --unit 'Өртке қарсы қызмет комитеті' --on 2026-03-01 --format json\n" +
			"tizbe check --position 'следователь' --duty 'языковая политика' --on 2026-03-01 --lang ru",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "position", Usage: t("the position, in Kazakh as the list has it, or in Russian or English")},
			&cli.StringFlag{Name: "unit", Usage: t("the unit in which the post stands")},
			&cli.StringFlag{Name: "duty", Usage: t("the functional duty of the post, which a note may exclude")},
			a.onFlag(),
			a.seenFlag(),
			&cli.StringFlag{Name: "known", Usage: t("as recorded by that moment, RFC 3339 (default: now)")},
			a.actFlag(),
		},
		Action: a.check,
	})
}

func (a *app) check(x *cli.Context) error {
	q, known, err := a.question(x)
	if err != nil {
		return err
	}
	b, err := a.base(known)
	if err != nil {
		return err
	}
	act, err := a.act(b, x.String("act"))
	if err != nil {
		return err
	}
	e, err := eligibility.New(act, translator())
	if err != nil {
		return err
	}
	ans, err := e.Check(q)
	if err != nil {
		return err
	}
	if a.json() {
		return a.writeJSON(a.speaker().Check(ans, known))
	}
	a.checkText(ans)
	return nil
}

// question reads the flags of check.
func (a *app) question(x *cli.Context) (q eligibility.Question, known time.Time, err error) {
	if q.Position, err = a.required(x, "position"); err != nil {
		return
	}
	if q.Unit, err = a.optional(x, "unit"); err != nil {
		return
	}
	if q.Duty, err = a.optional(x, "duty"); err != nil {
		return
	}
	if _, err = a.optional(x, "act"); err != nil {
		return
	}
	if q.On, err = a.date(x, "on", q.On); err != nil {
		return
	}
	if q.Seen, err = a.date(x, "seen", a.today()); err != nil {
		return
	}
	known, err = a.known(x)
	return
}
