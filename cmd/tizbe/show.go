package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/urfave/cli/v2"

	"tizbe/corpus"
	"tizbe/site/answer"
	"tizbe/versioning"
)

func showVerb(a *app) *cli.Command {
	t := a.say.T
	return a.verb(&cli.Command{
		Name:      "show",
		Usage:     t("the text that governed on a day, whole or one provision"),
		UsageText: "tizbe show [--provision EID] --on DATE [--seen DATE] [--revision ID] [--act A] [--repairs] [--format text|lines|raw|json]",
		Description: t("lines is the list alone, a paragraph a line, as published; raw is a held edition byte for byte. Where several revisions may govern, "+
			"the one that takes every event at its earliest possible day is shown, and the others are named; --revision chooses.") + "\n\n" +
			"tizbe show --on 2026-03-01 --provision list__point_3\n" +
			"tizbe show --on 2025-10-15 --format lines\n" +
			"tizbe show --revision 2026-02-20 --repairs",
		Flags: []cli.Flag{
			a.provisionFlag(),
			a.onFlag(),
			a.seenFlag(),
			a.revisionFlag(),
			a.actFlag(),
			&cli.BoolFlag{Name: "repairs", Usage: t("show where the layout of the source was mended, by line")},
		},
		Action: a.show,
	}, "text", "lines", "raw", "json")
}

// choose is [answer.Choose], its errors with what to do about them.
func (a *app) choose(act *versioning.Act, revision string, on, seen corpus.Date) (answer.Chosen, error) {
	ch, err := answer.Choose(act, revision, on, seen)
	var not *answer.NotGoverning
	var repealed *answer.RepealedText
	switch {
	case errors.Is(err, versioning.ErrUnknownRevision):
		return ch, a.noRevision(act, revision)
	case errors.As(err, &not):
		return ch, a.nothingGoverns(not)
	case errors.As(err, &repealed):
		what, _ := a.speaker().Explain(err)
		return ch, &failure{what: what, hint: a.say.T("--revision %[1]s shows the text all the same", repealed.State.Revision.ID), err: err}
	}
	return ch, err
}

// nothingGoverns says why the act does not govern, and when it does.
func (a *app) nothingGoverns(e *answer.NotGoverning) *failure {
	what, _ := a.speaker().Explain(e)
	if len(e.Act.Events) == 0 {
		return &failure{what: what, hint: a.say.T("tizbe ingest adds its text"), err: e}
	}
	tm := e.Act.Timing(e.Act.Events[0])
	return &failure{what: what, err: e,
		hint: a.say.T("it is in force: %[1]s; it applies to relations from: %[2]s; --revision %[3]s shows its text all the same",
			a.say.Between(tm.InForce), a.say.Between(tm.AppliesFrom), tm.Event.ID)}
}

func (a *app) noRevision(act *versioning.Act, id string) *failure {
	var ids []string
	for _, c := range act.Revisions() {
		ids = append(ids, c.ID)
	}
	return &failure{what: a.say.T("there is no revision %[1]s", a.short(id)), hint: a.say.T("the revisions are %[1]s", strings.Join(ids, ", ")), err: versioning.ErrUnknownRevision}
}

func (a *app) show(x *cli.Context) error {
	revision, err := a.optional(x, "revision")
	if err != nil {
		return err
	}
	eid, err := a.optional(x, "provision")
	if err != nil {
		return err
	}
	var on corpus.Date
	if revision == "" || x.IsSet("on") {
		if on, err = a.date(x, "on", on); err != nil {
			return err
		}
	}
	if revision != "" && on != (corpus.Date{}) {
		return &misuse{what: a.say.T("--on and --revision exclude each other"), hint: a.say.T("--on asks which text governed, --revision names one")}
	}
	seen, err := a.date(x, "seen", a.today())
	if err != nil {
		return err
	}
	b, err := a.base(time.Time{})
	if err != nil {
		return err
	}
	act, err := a.act(b, x.String("act"))
	if err != nil {
		return err
	}
	ch, err := a.choose(act, revision, on, seen)
	if err != nil {
		return err
	}
	root := ch.State.Root
	if eid != "" {
		if root = root.Find(eid); root == nil {
			return a.noProvision(ch.State.Root, eid)
		}
	}
	if len(ch.Others) > 0 && !a.json() {
		a.notice(a.say.T("shown is revision %[1]s; these may govern as well: %[2]s (--revision chooses)", ch.State.Revision.ID, a.candidateNames(ch.Others)))
	}
	switch a.format {
	case "raw":
		return a.showRaw(ch.State, eid)
	case "lines":
		a.showLines(root, eid)
	case "json":
		return a.writeJSON(a.speaker().Text(ch, root, x.Bool("repairs")))
	default:
		a.showText(ch, root, eid, x.Bool("repairs"))
	}
	return nil
}

func (a *app) candidateNames(cs []versioning.Candidate) string {
	var out []string
	for _, c := range cs {
		if c.ID == "" {
			out = append(out, a.say.T("no revision"))
		} else {
			out = append(out, c.ID)
		}
	}
	return strings.Join(out, ", ")
}

// showRaw writes a held edition as it was taken in.
func (a *app) showRaw(s *versioning.State, eid string) error {
	if eid != "" {
		return &misuse{what: a.say.T("--format raw shows a whole edition, not a provision"), hint: a.say.T("use --format lines for one provision")}
	}
	// Of several texts of one revision the last one taken in is shown that has
	// the readings of this one.
	h := s.Held
	for _, x := range s.Act.Held {
		if slices.Equal(x.Events, s.Revision.IDs()) && sameSides(s, x) {
			h = x
		}
	}
	if !slices.Equal(h.Events, s.Revision.IDs()) {
		var held []string
		for _, h := range s.Act.Held {
			if n := len(h.Events); n > 0 {
				held = append(held, h.Events[n-1])
			}
		}
		return &failure{what: a.say.T("revision %[1]s is derived from another text; there is no file of it", s.Revision.ID),
			hint: a.say.T("held are: %[1]s; or use --format text", strings.Join(held, ", "))}
	}
	if h.LoadRaw != nil {
		raw, err := h.LoadRaw()
		if err == nil {
			_, err = a.out.Write(raw)
		}
		return err
	}
	st, err := a.open(true)
	if err != nil {
		return err
	}
	defer st.Close()
	raw, err := st.Raw(h.RawSum)
	if err != nil {
		return err
	}
	_, err = a.out.Write(raw)
	return err
}

// sameSides reports whether the held text sides in every dispute of the
// revision with the source whose text is shown.
func sameSides(s *versioning.State, h *versioning.Held) bool {
	for _, e := range s.Revision.Events {
		for _, d := range e.Disputes {
			side := func(r versioning.Readings) string { return cmp.Or(r[d.ID], d.Readings[0].Source) }
			if side(s.Readings) != side(h.Readings) {
				return false
			}
		}
	}
	return true
}

// showLines writes the list, or the provision, a paragraph a line.
func (a *app) showLines(root *corpus.Provision, eid string) {
	var w bytes.Buffer
	defer func() { a.out.Write(w.Bytes()) }()
	if eid != "" {
		for _, l := range root.Lines() {
			fmt.Fprintln(&w, l)
		}
		return
	}
	var lists []*corpus.Provision
	for p := range root.All() {
		if p.Kind == corpus.KindList {
			lists = append(lists, p)
		}
	}
	if len(lists) == 0 {
		a.notice(a.say.T("the act has no list; its whole text follows"))
		lists = []*corpus.Provision{root}
	}
	if len(lists) > 1 {
		a.notice(a.say.T("the act has %[1]s annexes; this is the first (--provision %[2]s shows the second)", fmt.Sprint(len(lists)), lists[1].EID))
	}
	for p := range lists[0].All() {
		switch p.Kind {
		case corpus.KindApproval, corpus.KindListTitle, corpus.KindEditorial:
		default:
			if p.Text != "" {
				fmt.Fprintln(&w, p.Text)
			}
		}
	}
}

func (a *app) showText(ch answer.Chosen, root *corpus.Provision, eid string, repairs bool) {
	t, s := a.say.T, ch.State
	var w bytes.Buffer
	defer func() { a.out.Write(w.Bytes()) }()
	tm := s.Act.Timing(s.Revision.Last())
	head := a.say.Citation(s.Act.ID) + t("; revision %[1]s (%[2]s)", s.Revision.ID, a.byNumber(tm.Event))
	a.style.hang(&w, "", head, bold)
	a.style.hang(&w, "", a.say.Words(s.Act.Title), nil)
	inForce, appliesFrom := a.daysWords(tm)
	a.style.hang(&w, "", inForce, faint)
	a.style.hang(&w, "", appliesFrom, faint)
	for _, end := range s.Act.Ahead(s.Revision) {
		f, _, basis, _ := end.Days()
		a.style.hang(&w, "", t("%[1]s no longer in force from: %[2]s", a.byNumber(whose(end.Event)), a.say.Between(f)+" ("+a.say.SayAll(basis)+")"), faint)
	}
	a.style.hang(&w, "", a.standing(s), faint)
	fmt.Fprintln(&w)

	depth := func(up []*corpus.Provision) int {
		n := 0
		for _, p := range up {
			if p.Text != "" {
				n++
			}
		}
		return n
	}
	for p, up := range root.All() {
		if p.Text == "" {
			continue
		}
		indent := strings.Repeat("  ", depth(up))
		c := emphasis(p.Kind)
		for _, l := range wrap(p.Text, max(30, a.style.width-len(indent))) {
			fmt.Fprintln(&w, indent+a.style.paint(c, printable(l)))
		}
		fmt.Fprintln(&w, indent+a.style.paint(faint, "· "+p.EID))
		if ch.On != (corpus.Date{}) {
			if x, ok := s.SuspendedOn(ch.On, p); ok {
				fmt.Fprintln(&w, indent+a.style.paint(yellow, "! "+a.say.Suspension(x)))
			}
		}
		for _, d := range a.speaker().Disputes(s, p.EID) {
			a.writeDispute(&w, indent, d)
		}
	}
	a.missing(&w, s, root)
	if repairs {
		fmt.Fprintln(&w)
		a.writeRepairs(&w, s)
	}
}

// emphasis makes headings stand out on a terminal.
func emphasis(k corpus.Kind) text.Colors {
	switch k {
	case corpus.KindPoint, corpus.KindGroup, corpus.KindTitle, corpus.KindListTitle, corpus.KindSection, corpus.KindChapter, corpus.KindArticle:
		return bold
	case corpus.KindEditorial:
		return faint
	}
	return nil
}

// standing says what kind of text it is: as held, or computed.
func (a *app) standing(s *versioning.State) string {
	if !s.Derived {
		return a.say.T("held text: %[1]s", a.say.Words(s.Held.Source))
	}
	return a.say.T("computed from the held text of revision %[1]s", s.Held.Events[len(s.Held.Events)-1])
}

func (a *app) writeDispute(w *bytes.Buffer, indent string, d answer.Dispute) {
	a.style.hang(w, indent+"! ", a.say.T("the sources disagree: %[1]s", d.Basis), yellow)
	for _, src := range d.Sources {
		words := a.say.T("no such line")
		if src.Text != nil {
			words = *src.Text
		}
		a.style.hang(w, indent+"  ", src.Title+": "+words, nil)
	}
}

// missing shows the disputed provisions that only another source's text has.
func (a *app) missing(w *bytes.Buffer, s *versioning.State, root *corpus.Provision) {
	for _, e := range s.Revision.Events {
		for _, d := range e.Disputes {
			for _, id := range d.EIDs {
				parent := id[:max(0, strings.LastIndex(id, "__"))]
				if s.Root.Find(id) != nil || root.EID != "" && root.Find(parent) == nil {
					continue
				}
				for _, j := range a.speaker().Disputes(s, id) {
					fmt.Fprintln(w)
					fmt.Fprintln(w, a.style.paint(faint, "· "+id))
					a.writeDispute(w, "", j)
				}
			}
		}
	}
}

func (a *app) writeRepairs(w *bytes.Buffer, s *versioning.State) {
	t := a.say.T
	fmt.Fprintln(w, a.style.paint(bold, t("where the layout of the source was mended (%[1]s); letters were never changed:", s.Held.RawName)))
	for _, r := range s.Held.Repairs {
		fmt.Fprintln(w, t("line %[1]s: %[2]s", fmt.Sprint(r.Line), a.say.Repair(r.Kind)))
		a.style.hang(w, "  - ", r.Before, nil)
		a.style.hang(w, "  + ", r.After, nil)
	}
}
