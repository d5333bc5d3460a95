package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"tizbe/corpus"
	"tizbe/versioning"
)

func diffVerb(a *app) *cli.Command {
	t := a.say.T
	return a.verb(&cli.Command{
		Name:      "diff",
		Usage:     t("what differs between two revisions or two days, by provision and word"),
		UsageText: "tizbe diff --from DATE|REV --to DATE|REV [--provision EID] [--seen DATE] [--act A]",
		Description: t("A value that is the ID of a revision names it; any other date asks which text governed on that day, and takes every event at its earliest possible day. "+
			"[-Removed-] and {+added+} words are marked inside a changed line.") + "\n\n" +
			"tizbe diff --from 2025-09-24 --to 2026-01-29\n" +
			"tizbe diff --from 2026-02-01 --to 2026-11-22 --provision list__point_3",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "from", Usage: t("the earlier revision by its ID, or a day")},
			&cli.StringFlag{Name: "to", Usage: t("the later revision by its ID, or a day")},
			&cli.StringFlag{Name: "provision", Usage: t("the provision by its eId, with everything below it")},
			&cli.StringFlag{Name: "seen", Usage: t("as the law stood on that day (default: today)")},
			&cli.StringFlag{Name: "act", Usage: t("the act: its identifier or number (default: the first one held)")},
		},
		Action: a.diff,
	})
}

func (a *app) diff(x *cli.Context) error {
	seen, err := a.date(x, "seen", a.today())
	if err != nil {
		return err
	}
	eid, err := a.optional(x, "provision")
	if err != nil {
		return err
	}
	for _, side := range []string{"from", "to"} {
		if _, err := a.required(x, side); err != nil {
			return err
		}
	}
	b, err := a.base(time.Time{})
	if err != nil {
		return err
	}
	act, err := a.act(b, x.String("act"))
	if err != nil {
		return err
	}
	from, err := a.side(act, "from", x.String("from"), seen)
	if err != nil {
		return err
	}
	to, err := a.side(act, "to", x.String("to"), seen)
	if err != nil {
		return err
	}
	if eid != "" && from.Root.Find(eid) == nil && to.Root.Find(eid) == nil {
		return a.noProvision(to.Root, eid)
	}
	changes := slices.DeleteFunc(versioning.Diff(from, to), func(c versioning.Change) bool {
		return eid != "" && c.EID != eid && !slices.ContainsFunc(c.Path, func(p *corpus.Provision) bool { return p.EID == eid })
	})
	if a.json() {
		return a.writeJSON(a.diffJSON(from, to, changes))
	}
	a.diffText(from, to, changes)
	return nil
}

// side returns the text that --from or --to names: a revision, else what
// governed on a day.
func (a *app) side(act *versioning.Act, flag, value string, seen corpus.Date) (*versioning.State, error) {
	revision, on := value, corpus.Date{}
	if _, err := act.Revision(value); err != nil {
		d, err := corpus.ParseDate(value)
		if err != nil {
			f := a.noRevision(act, value)
			return nil, &misuse{what: a.say.T("--%[1]s %[2]s is neither a day nor a revision", flag, a.short(value)), hint: f.hint}
		}
		revision, on = "", d
	}
	ch, err := a.choose(act, revision, on, seen)
	if err != nil {
		return nil, err
	}
	if len(ch.others) > 0 {
		a.notice(a.say.T("--%[1]s %[2]s: taken is revision %[3]s; these may govern as well: %[4]s", flag, value, ch.state.Revision.ID, a.candidateNames(ch.others)))
	}
	return ch.state, nil
}

var changeSigns = map[versioning.ChangeKind]string{versioning.Added: "+", versioning.Removed: "-", versioning.Changed: "~", versioning.Moved: "→"}

func (a *app) diffText(from, to *versioning.State, changes []versioning.Change) {
	t := a.say.T
	var w bytes.Buffer
	defer func() { a.out.Write(w.Bytes()) }()
	a.style.hang(&w, "", t("%[1]s: from revision %[2]s to %[3]s; provisions that differ: %[4]s", a.citation(to.Act.ID), from.Revision.ID, to.Revision.ID, fmt.Sprint(len(changes))), bold)
	if len(changes) > 0 {
		a.style.hang(&w, "", t("+ added, - removed, ~ changed with [-old-] and {+new+} words, → moved"), faint)
	}
	var shown []string // eIds of the headings, and of the change itself, shown last
	for _, c := range changes {
		depth := 0
		var now []string
		for i, p := range c.Path {
			now = append(now, p.EID)
			if p.Text == "" {
				continue
			}
			if i >= len(shown) || !slices.Equal(now, shown[:i+1]) {
				if depth == 0 {
					fmt.Fprintln(&w)
				}
				lead := strings.Repeat("  ", depth)
				fmt.Fprintln(&w, lead+a.style.paint(faint, printable(clip(p.Text, a.style.width-len(lead)))))
			}
			depth++
		}
		if depth == 0 {
			fmt.Fprintln(&w)
		}
		shown = append(now, c.EID)
		words := changedLine(c) + " · " + c.EID
		for _, e := range c.Events {
			words += " · № " + e.By.Number()
		}
		colour := nocolour
		switch c.Kind {
		case versioning.Added:
			colour = green
		case versioning.Removed:
			colour = red
		}
		a.style.hang(&w, strings.Repeat("  ", depth)+changeSigns[c.Kind]+" ", words, colour)
	}
}

// changedLine is the line of a change, with words marked inside it where both
// texts have it.
func changedLine(c versioning.Change) string {
	switch {
	case c.Before == nil:
		return c.After.Text
	case c.After == nil:
		return c.Before.Text
	}
	return markWords(c.Before.Text, c.After.Text)
}

func markWords(before, after string) string {
	var b strings.Builder
	for _, r := range versioning.DiffWords(before, after) {
		switch r.Kind {
		case versioning.WordsRemoved:
			b.WriteString("[-" + r.Text + "-]")
		case versioning.WordsAdded:
			b.WriteString("{+" + r.Text + "+}")
		default:
			b.WriteString(r.Text)
		}
	}
	return b.String()
}

type diffAnswer struct {
	Act     string       `json:"act"`
	From    revisionJSON `json:"from"`
	To      revisionJSON `json:"to"`
	Changes []changeJSON `json:"changes"`
}

type changeJSON struct {
	Kind   string     `json:"kind"`
	EID    string     `json:"eid"`
	Path   []string   `json:"path"`
	Before *string    `json:"before"`
	After  *string    `json:"after"`
	Words  []wordJSON `json:"words"` // of a line that both texts have
	Acts   []string   `json:"acts"`  // the acts that made the change
}

type wordJSON struct {
	Kind string `json:"kind"`
	Text string `json:"text"`
}

func (a *app) diffJSON(from, to *versioning.State, changes []versioning.Change) diffAnswer {
	out := diffAnswer{Act: string(to.Act.ID), From: a.revisionJSON(from.Act, from.Revision), To: a.revisionJSON(to.Act, to.Revision), Changes: []changeJSON{}}
	for _, c := range changes {
		j := changeJSON{Kind: string(c.Kind), EID: c.EID, Path: []string{}, Words: []wordJSON{}, Acts: []string{}}
		for _, p := range c.Path {
			if p.Text != "" {
				j.Path = append(j.Path, p.Text)
			}
		}
		if c.Before != nil {
			j.Before = &c.Before.Text
		}
		if c.After != nil {
			j.After = &c.After.Text
		}
		if c.Before != nil && c.After != nil {
			for _, r := range versioning.DiffWords(c.Before.Text, c.After.Text) {
				j.Words = append(j.Words, wordJSON{string(r.Kind), r.Text})
			}
		}
		for _, e := range c.Events {
			j.Acts = append(j.Acts, string(e.By))
		}
		out.Changes = append(out.Changes, j)
	}
	return out
}
