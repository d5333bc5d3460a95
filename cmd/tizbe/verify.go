package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/urfave/cli/v2"

	"tizbe/index"
	"tizbe/versioning/store"
)

func verifyVerb(a *app) *cli.Command {
	t := a.say.T
	return a.verb(&cli.Command{
		Name:      "verify",
		Usage:     t("read everything that is held and check it whole"),
		UsageText: "tizbe verify",
		Description: t("Every page, every sum, every text, every record and every amendment with the texts before and after it. Names what is damaged and how to mend it; changes nothing.") + "\n\n" +
			"tizbe verify\ntizbe verify --format json",
		Action: a.verify,
	})
}

type verifyAnswer struct {
	Sound      bool     `json:"sound"`
	Records    int      `json:"records"`
	Provisions int      `json:"provisions"`
	Texts      int      `json:"texts"`
	Sources    int      `json:"sources"`
	Acts       int      `json:"imported_acts"`
	Revisions  int      `json:"imported_revisions"`
	Found      []string `json:"found"`
	// Index is what of the search index was held against all this; null where
	// it is damaged itself.
	Index *indexAnswer `json:"index"`
}

func (a *app) verify(*cli.Context) error {
	s, err := a.open(true)
	if err != nil {
		return err
	}
	defer s.Close()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	line := a.progressLine(0)
	r, err := s.Inspect(ctx, line.walk)
	line.clear()
	if err != nil {
		return err
	}
	ans := verifyAnswer{Sound: len(r.Found) == 0, Records: r.Records, Provisions: r.Provisions, Texts: r.Texts, Sources: r.Sources, Acts: r.Acts, Revisions: r.Revisions, Found: []string{}}
	for _, e := range r.Found {
		ans.Found = append(ans.Found, e.Error())
	}
	var i index.Report
	if ans.Sound {
		if i, err = a.verifyIndex(ctx, s); err != nil {
			return err
		}
		ans.Index = newIndexAnswer(i)
		ans.Sound = len(i.Found) == 0
	}
	if a.json() {
		if err := a.writeJSON(ans); err != nil {
			return err
		}
	} else {
		for _, e := range r.Found {
			a.style.hang(a.out, "! ", oneLine(a.damage(e)), red)
		}
		a.reportWords(r)
		if ans.Index != nil {
			a.indexWords(i)
		}
	}
	if len(r.Found) == 0 {
		return a.indexDamage(i)
	}
	return &failure{what: a.say.T("the data in %[1]s are damaged: %[2]s", a.dir, a.damage(r.Found[0])),
		hint: a.say.T("tizbe restore FILE brings back a backup; without one: tizbe init --data DIR, then take the same files in again")}
}

// reportWords says what was walked through.
func (a *app) reportWords(r store.Report) {
	t := a.say.T
	words := t("checked: %[1]s records, %[2]s provisions, %[3]s texts, %[4]s sources; imported: %[5]s acts in %[6]s revisions",
		fmt.Sprint(r.Records), fmt.Sprint(r.Provisions), fmt.Sprint(r.Texts), fmt.Sprint(r.Sources), fmt.Sprint(r.Acts), fmt.Sprint(r.Revisions))
	a.style.hang(a.out, "", words, nil)
	if len(r.Found) == 0 {
		a.style.hang(a.out, "", t("everything is as it was written"), green)
	}
}

// part names what is being checked.
func (a *app) part(part string) string {
	switch part {
	case "pages":
		return a.say.T("pages")
	case "provisions":
		return a.say.T("provisions")
	case "texts":
		return a.say.T("texts")
	case "sources":
		return a.say.T("sources")
	case "records":
		return a.say.T("records")
	case "imported":
		return a.say.T("imported acts")
	}
	return a.say.T("blocks")
}
