package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"tizbe/corpus"
	"tizbe/site/answer"
	"tizbe/site/compare"
	"tizbe/site/element"
	"tizbe/versioning"
)

func diffVerb(a *app) *cli.Command {
	t := a.say.T
	return a.verb(&cli.Command{
		Name:      "diff",
		Usage:     t("what differs between two revisions or two days, by provision and word"),
		UsageText: "tizbe diff --from DATE|REV --to DATE|REV [--provision EID] [--table] [-o FILE] [--seen DATE] [--act A]",
		Description: t("A value that is the ID of a revision names it; any other date asks which text governed on that day, and takes every event at its earliest possible day. "+
			"[-Removed-] and {+added+} words are marked inside a changed line.") + "\n" +
			t("--table draws the comparative table of law-making practice: element, was, became, basis; docx is that table as a Word document.") + "\n\n" +
			"tizbe diff --from 2025-09-24 --to 2026-01-29\n" +
			"tizbe diff --from 2026-02-01 --to 2026-11-22 --provision list__point_3\n" +
			"tizbe diff --from 2025-09-24 --to 2026-02-20 --format html -o diff.html\n" +
			"tizbe diff --from 2025-09-24 --to 2026-02-20 --table --format docx -o table.docx",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "from", Usage: t("the earlier revision by its ID, or a day")},
			&cli.StringFlag{Name: "to", Usage: t("the later revision by its ID, or a day")},
			a.provisionFlag(),
			&cli.BoolFlag{Name: "table", Usage: t("the comparative table")},
			&cli.StringFlag{Name: "o", Usage: t("write to the file instead of standard output")},
			a.seenFlag(),
			a.actFlag(),
		},
		Action: a.diff,
	}, "text", "json", "html", "docx")
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
	file, err := a.optional(x, "o")
	if err != nil {
		return err
	}
	for _, side := range []string{"from", "to"} {
		if _, err := a.required(x, side); err != nil {
			return err
		}
	}
	if f, ok := a.out.(*os.File); file == "" && a.format == "docx" && ok && term.IsTerminal(int(f.Fd())) {
		return &misuse{what: a.say.T("a Word document is not for a terminal"), hint: a.say.T("name a file with -o")}
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
	d := compare.New(from, to, eid)
	stdout, width := a.out, a.tableWidth()
	var out bytes.Buffer
	a.out = &out
	defer func() { a.out = stdout }()
	if file != "" {
		a.style, width = style{width: maxWidth}, maxWidth
	}
	if err := a.writeDiff(&out, d, x.Bool("table"), width); err != nil {
		return err
	}
	if file == "" {
		_, err := stdout.Write(out.Bytes())
		return err
	}
	if err := replaceFile(file, out.Bytes()); err != nil {
		return err
	}
	a.notice(a.say.T("written: %[1]s", file))
	return nil
}

func (a *app) writeDiff(out *bytes.Buffer, d *compare.Difference, table bool, width int) error {
	switch {
	case a.format == "docx":
		return d.Table(a.say).DOCX(out)
	case a.format == "html" && table:
		return d.TableHTML(out, a.say)
	case a.format == "html":
		return d.HTML(out, a.say)
	case a.format == "json" && table:
		return a.writeJSON(answer.NewTable(d, d.Table(a.say)))
	case a.format == "json":
		return a.writeJSON(a.speaker().Difference(d))
	case table:
		a.diffTable(out, d.Table(a.say), width)
	default:
		a.diffText(out, d)
	}
	return nil
}

// replaceFile puts the content in the place of the file at once: whoever
// looks finds the old file or the whole new one.
func replaceFile(name string, content []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".tizbe-*")
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err == nil {
		err = f.Chmod(0o644)
	}
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

// side returns the text that --from or --to names: a revision, else what
// governed on a day.
func (a *app) side(act *versioning.Act, flag, value string, seen corpus.Date) (compare.Side, error) {
	revision, on := value, corpus.Date{}
	if _, err := act.Revision(value); err != nil {
		d, err := corpus.ParseDate(value)
		if err != nil {
			f := a.noRevision(act, value)
			return compare.Side{}, &misuse{what: a.say.T("--%[1]s %[2]s is neither a day nor a revision", flag, a.short(value)), hint: f.hint}
		}
		revision, on = "", d
	}
	ch, err := a.choose(act, revision, on, seen)
	if err != nil {
		return compare.Side{}, err
	}
	if len(ch.Others) > 0 {
		a.notice(a.say.T("--%[1]s %[2]s: taken is revision %[3]s; these may govern as well: %[4]s", flag, value, ch.State.Revision.ID, a.candidateNames(ch.Others)))
	}
	inForce, _, _, _ := act.Timing(ch.State.Revision.Last()).Days()
	return compare.Side{State: ch.State, On: on, Others: ch.Others, InForce: &inForce}, nil
}

var changeSigns = map[versioning.ChangeKind]string{versioning.Added: "+", versioning.Removed: "-", versioning.Changed: "~", versioning.Moved: "→"}

func (a *app) diffText(w *bytes.Buffer, d *compare.Difference) {
	t := a.say.T
	a.style.hang(w, "", t("%[1]s: from revision %[2]s to %[3]s; provisions that differ: %[4]s", a.say.Citation(d.To.Act.ID), d.From.Revision.ID, d.To.Revision.ID, fmt.Sprint(len(d.Changes))), bold)
	if len(d.Changes) > 0 {
		a.style.hang(w, "", t("+ added, - removed, ~ changed with [-old-] and {+new+} words, → moved"), faint)
	}
	a.changes(w, "", d.Changes)
	for _, g := range d.Disagreements {
		fmt.Fprintln(w)
		a.writeDisagreement(w, "", g)
	}
	if notes := d.Notes(a.say); len(notes) > 0 {
		fmt.Fprintln(w)
		for _, n := range notes {
			a.style.hang(w, "", n, faint)
		}
	}
}

// changes writes the changes below their headings, each heading once.
func (a *app) changes(w *bytes.Buffer, indent string, changes []versioning.Change) {
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
					fmt.Fprintln(w)
				}
				lead := indent + strings.Repeat("  ", depth)
				fmt.Fprintln(w, lead+a.style.paint(faint, printable(clip(p.Text, a.style.width-len(lead)))))
			}
			depth++
		}
		if depth == 0 {
			fmt.Fprintln(w)
		}
		shown = append(now, c.EID)
		a.change(w, indent+strings.Repeat("  ", depth), c)
	}
}

func (a *app) change(w *bytes.Buffer, indent string, c versioning.Change) {
	words := changedLine(c) + " · " + a.speaker().Element(c)
	if c.EID != "" {
		words += " · " + c.EID
	}
	for _, e := range c.Events {
		words += " · " + a.byNumber(e)
	}
	colour := nocolour
	switch c.Kind {
	case versioning.Added:
		colour = green
	case versioning.Removed:
		colour = red
	}
	a.style.hang(w, indent+changeSigns[c.Kind]+" ", words, colour)
	if p := c.After; c.Kind == versioning.Moved && len(p.Lines()) > 1 {
		a.style.hang(w, indent+"  ", a.say.T("with %[1]s more paragraphs below it", fmt.Sprint(len(p.Lines())-1)), faint)
	}
}

func (a *app) writeDisagreement(w *bytes.Buffer, indent string, g compare.Disagreement) {
	a.style.hang(w, indent+"! ", a.say.T("the sources disagree: %[1]s", g.Basis), yellow)
	for _, l := range g.Lines {
		a.style.hang(w, indent+"  ", element.Name(a.say.Lang(), l.Path, l.Here, true)+" · "+l.EID, faint)
		for _, s := range l.Sources {
			words := a.say.T("no such line")
			if s.Has {
				words = s.Text
			}
			a.style.hang(w, indent+"    ", a.say.Words(s.Source)+": "+words, nil)
		}
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

func markWords(before, after string) string { return marked(versioning.DiffWords(before, after)) }

func marked(runs []versioning.WordsRun) string {
	var b strings.Builder
	for _, r := range runs {
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
