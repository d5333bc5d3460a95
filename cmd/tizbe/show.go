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
	"tizbe/versioning"
	"tizbe/versioning/eligibility"
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
			&cli.StringFlag{Name: "provision", Usage: t("the provision by its eId, with everything below it")},
			&cli.StringFlag{Name: "on", Usage: t("the day of the legal relation, YYYY-MM-DD")},
			&cli.StringFlag{Name: "seen", Usage: t("as the law stood on that day (default: today)")},
			&cli.StringFlag{Name: "revision", Usage: t("the revision by its ID, whatever governs")},
			&cli.StringFlag{Name: "act", Usage: t("the act: its identifier or number (default: the first one held)")},
			&cli.BoolFlag{Name: "repairs", Usage: t("show where the layout of the source was mended, by line")},
		},
		Action: a.show,
	}, "text", "lines", "raw", "json")
}

// chosen is the text that a verb shows, and what else could have been.
type chosen struct {
	state  *versioning.State
	others []versioning.Candidate
	on     corpus.Date // zero where a revision was asked for
	seen   corpus.Date
}

// choose returns the text of the revision asked for, else the one that takes
// every event on its earliest possible day.
func (a *app) choose(act *versioning.Act, revision string, on, seen corpus.Date) (chosen, error) {
	ch := chosen{on: on, seen: seen}
	var c versioning.Candidate
	if revision != "" {
		var err error
		if c, err = act.Revision(revision); err != nil {
			return ch, a.noRevision(act, revision)
		}
	} else {
		asOf, err := act.AsOf(on, seen)
		if err != nil {
			return ch, err
		}
		c = asOf.Candidates[asOf.Earliest]
		for i, o := range asOf.Candidates {
			if i != asOf.Earliest {
				ch.others = append(ch.others, o)
			}
		}
		if len(c.Events) == 0 {
			return ch, a.nothingGoverns(act, on, seen)
		}
	}
	s, err := act.State(c, nil)
	if err != nil {
		return ch, err
	}
	if s.Repealed != nil && revision == "" {
		return ch, &failure{what: a.say.T("on %[1]s: %[2]s (№ %[3]s)", on, a.say.Reason(eligibility.Repealed), s.Repealed.By.Number()),
			hint: a.say.T("--revision %[1]s shows the text all the same", c.ID)}
	}
	ch.state = s
	return ch, nil
}

// nothingGoverns says why the act does not govern, and when it does.
func (a *app) nothingGoverns(act *versioning.Act, on, seen corpus.Date) *failure {
	if len(act.Events) == 0 {
		return &failure{what: a.say.T("nothing is known of the act %[1]s", string(act.ID)), hint: a.say.T("tizbe ingest adds its text")}
	}
	tm := act.Timing(act.Events[0])
	var why []string
	for _, r := range eligibility.WhyNone(act, on, seen) {
		why = append(why, a.say.Reason(r)+" ("+string(r)+")")
	}
	return &failure{what: a.say.T("the act governs nothing on %[1]s, as the law stood on %[2]s: %[3]s", on, seen, strings.Join(why, "; ")),
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
	root := ch.state.Root
	if eid != "" {
		if root = root.Find(eid); root == nil {
			return a.noProvision(ch.state.Root, eid)
		}
	}
	if len(ch.others) > 0 && !a.json() {
		a.notice(a.say.T("shown is revision %[1]s; these may govern as well: %[2]s (--revision chooses)", ch.state.Revision.ID, a.candidateNames(ch.others)))
	}
	switch a.format {
	case "raw":
		return a.showRaw(ch.state, eid)
	case "lines":
		a.showLines(root, eid)
	case "json":
		return a.writeJSON(a.showJSON(ch, root, x.Bool("repairs")))
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

func (a *app) showText(ch chosen, root *corpus.Provision, eid string, repairs bool) {
	t, s := a.say.T, ch.state
	var w bytes.Buffer
	defer func() { a.out.Write(w.Bytes()) }()
	tm := s.Act.Timing(s.Revision.Last())
	head := a.citation(s.Act.ID) + t("; revision %[1]s (%[2]s)", s.Revision.ID, a.byNumber(tm.Event))
	a.style.hang(&w, "", head, bold)
	a.style.hang(&w, "", a.say.Words(s.Act.Title), nil)
	inForce, appliesFrom := a.daysWords(tm)
	a.style.hang(&w, "", inForce, faint)
	a.style.hang(&w, "", appliesFrom, faint)
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
		if ch.on != (corpus.Date{}) {
			if x, ok := s.SuspendedOn(ch.on, p); ok {
				fmt.Fprintln(&w, indent+a.style.paint(yellow, "! "+a.say.Suspension(x)))
			}
		}
		for _, d := range a.disputesOf(s, p.EID) {
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

func (a *app) writeDispute(w *bytes.Buffer, indent string, d disputeJSON) {
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
				for _, j := range a.disputesOf(s, id) {
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

type showAnswer struct {
	Act        string          `json:"act"`
	Title      string          `json:"title"`
	On         corpus.Date     `json:"on"`
	Seen       corpus.Date     `json:"seen"`
	Revision   revisionJSON    `json:"revision"`
	Candidates []string        `json:"candidates"` // what else may govern; "" for no revision
	Provisions []provisionJSON `json:"provisions"`
	Repairs    []corpus.Repair `json:"repairs,omitempty"`
}

type revisionJSON struct {
	ID          string     `json:"id"`
	Act         string     `json:"act"`
	Events      []string   `json:"events"`
	Text        string     `json:"text"` // held, derived, not_held
	InForce     boundsJSON `json:"in_force"`
	AppliesFrom boundsJSON `json:"applies_from"`
}

type provisionJSON struct {
	EID      string        `json:"eid"`
	Kind     string        `json:"kind"`
	Num      string        `json:"num,omitempty"`
	Parent   string        `json:"parent,omitempty"`
	Text     string        `json:"text"`
	Disputes []disputeJSON `json:"disputes,omitempty"`
}

func (a *app) revisionJSON(act *versioning.Act, c versioning.Candidate) revisionJSON {
	tm := act.Timing(c.Last())
	r := revisionJSON{ID: c.ID, Act: string(tm.Event.By), Events: c.IDs(), Text: "derived"}
	r.InForce, r.AppliesFrom = a.daysJSON(tm)
	switch s, err := act.State(c, nil); {
	case errors.Is(err, versioning.ErrNotHeld):
		r.Text = "not_held"
	case err == nil && !s.Derived:
		r.Text = "held"
	}
	return r
}

func (a *app) showJSON(ch chosen, root *corpus.Provision, repairs bool) showAnswer {
	s := ch.state
	out := showAnswer{Act: string(s.Act.ID), Title: a.say.Words(s.Act.Title), On: ch.on, Seen: ch.seen, Revision: a.revisionJSON(s.Act, s.Revision), Candidates: []string{}}
	for _, c := range ch.others {
		out.Candidates = append(out.Candidates, c.ID)
	}
	for p, up := range root.All() {
		if p.Text == "" && p.EID == "" {
			continue
		}
		j := provisionJSON{EID: p.EID, Kind: string(p.Kind), Num: p.Num, Text: p.Text, Disputes: a.disputesOf(s, p.EID)}
		if n := len(up); n > 0 {
			j.Parent = up[n-1].EID
		}
		out.Provisions = append(out.Provisions, j)
	}
	if repairs {
		out.Repairs = slices.Clone(s.Held.Repairs)
	}
	return out
}
