package main

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"tizbe/corpus"
	"tizbe/site/compare"
	"tizbe/versioning"
)

func historyVerb(a *app) *cli.Command {
	t := a.say.T
	return a.verb(&cli.Command{
		Name:        "history",
		Usage:       t("every wording of a provision, who changed it, and from when"),
		UsageText:   "tizbe history EID [--act A]",
		ArgsUsage:   "EID",
		Description: t("A provision keeps its eId for life; tizbe show lists them.") + "\n\ntizbe history list__point_3__item_1\ntizbe history list__point_16__group_3 --format json",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "act", Usage: t("the act: its identifier or number (default: the first one held)")},
		},
		Action: a.history,
	})
}

func (a *app) history(x *cli.Context) error {
	eid := x.Args().First()
	if err := a.bounded("EID", eid); err != nil {
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
	wordings, err := act.History(eid, nil)
	if errors.Is(err, versioning.ErrUnknownProvision) {
		// A provision that only another source's text has is known too.
		if e := disputing(act, eid); e != nil {
			wordings, err = act.History(eid, otherReading(e, eid))
		}
	}
	if errors.Is(err, versioning.ErrUnknownProvision) {
		root := &corpus.Provision{}
		for _, c := range act.Revisions() {
			if s, err := act.State(c, nil); err == nil {
				root.Children = append(root.Children, s.Root)
			}
		}
		return a.noProvision(root, eid)
	}
	if err != nil {
		return err
	}
	if a.json() {
		return a.writeJSON(a.historyJSON(act, eid, wordings))
	}
	a.historyText(act, eid, wordings)
	return nil
}

// disputing returns the dispute about the provision, or nil.
func disputing(act *versioning.Act, eid string) *versioning.Dispute {
	for _, d := range act.Disputes() {
		for _, id := range d.EIDs {
			if id == eid {
				return &d
			}
		}
	}
	return nil
}

// otherReading returns the reading of the dispute that has the provision.
func otherReading(d *versioning.Dispute, eid string) versioning.Readings {
	for _, r := range d.Readings[1:] {
		for _, o := range r.Operations {
			if o.New != nil && o.New.Find(eid) != nil {
				return versioning.Readings{d.ID: r.Source}
			}
		}
	}
	return nil
}

func (a *app) historyText(act *versioning.Act, eid string, ws []versioning.Wording) {
	t := a.say.T
	var w bytes.Buffer
	defer func() { a.out.Write(w.Bytes()) }()
	a.style.hang(&w, "", t("%[1]s, provision %[2]s; wordings: %[3]s", a.citation(act.ID), eid, fmt.Sprint(countWordings(ws))), bold)
	if p, up := place(ws, eid); p != nil {
		a.style.hang(&w, "", compare.Element(a.say.Lang(), up, p, true), nil)
	}
	for i, h := range ws {
		tm := h.From
		fmt.Fprintln(&w)
		a.style.hang(&w, fmt.Sprintf("%d. ", i+1), t("revision %[1]s, by %[2]s (%[3]s)", h.State.Revision.ID, a.say.By(tm.Event), a.did(h)), bold)
		inForce, appliesFrom := a.daysWords(tm)
		a.style.hang(&w, "   ", inForce, faint)
		if !tm.SameDay || len(tm.Presumptions) > 0 {
			a.style.hang(&w, "   ", appliesFrom, faint)
		}
		if h.Until != nil {
			a.style.hang(&w, "   ", t("until it was changed by %[1]s, in force: %[2]s", a.say.By(h.Until.Event), a.between(*h.Until)), faint)
		}
		a.wording(&w, eid, i, h)
		for _, c := range clauses(h.Ops) {
			a.style.hang(&w, "   ", t("by the clause: “%[1]s”", c), nil)
		}
		if i > 0 && !strings.Contains(w.String(), a.say.Words(tm.Event.Remark)) {
			a.style.hang(&w, "   ", a.say.Words(tm.Event.Remark), faint)
		}
		if source, basis := a.say.Words(tm.Event.Source), a.say.Words(tm.Event.Basis); basis != "" {
			a.style.hang(&w, "   ", t("source: %[1]s; basis: %[2]s", source, basis), faint)
		} else if source != "" {
			a.style.hang(&w, "   ", t("source: %[1]s", source), faint)
		}
		for _, d := range a.disputesBelow(h, eid) {
			if d.EID != eid {
				a.style.hang(&w, "   ", "· "+d.EID, faint)
			}
			a.writeDispute(&w, "   ", d.disputeJSON)
		}
	}
	if un := act.Unheld(ws[0].State.Readings); len(un) > 0 {
		fmt.Fprintln(&w)
		a.style.hang(&w, "! ", t("the text of these revisions is not held, and what they say is not known: %[1]s", a.candidateNames(un)), yellow)
	}
}

// wording writes what the provision says from this event on: the whole line
// at first, then what is new in it and below it.
func (a *app) wording(w *bytes.Buffer, eid string, i int, h versioning.Wording) {
	t := a.say.T
	more := func() {
		if n := len(h.Lines); n > 1 {
			a.style.hang(w, "   ", t("with %[1]s more paragraphs below it", fmt.Sprint(n-1)), faint)
		}
	}
	switch {
	case h.Text == "" && len(h.Lines) == 0:
		a.style.hang(w, "   ", t("(removed)"), red)
	case h.Same:
		a.style.hang(w, "   ", t("(the words stay as they were)"), faint)
		for _, o := range h.Ops {
			if o.Op == versioning.OpSuspend {
				a.style.hang(w, "   ", a.say.Suspension(o.Pause()), yellow)
			}
		}
	case i == 0 || len(h.Changes) == 0:
		a.style.hang(w, "   ", h.Text, nil)
		more()
	default:
		own := slices.IndexFunc(h.Changes, func(c versioning.Change) bool { return c.EID == eid && c.Before != nil && c.After != nil })
		switch {
		case own >= 0:
			a.style.hang(w, "   ", changedLine(h.Changes[own]), nil)
		default:
			a.style.hang(w, "   ", h.Text, nil)
		}
		// Added as a whole, it is not listed line by line.
		if slices.ContainsFunc(h.Changes, func(c versioning.Change) bool { return c.EID == eid && c.Kind == versioning.Added }) {
			more()
			return
		}
		for _, c := range versioning.Moves(h.Changes) {
			if c.EID != eid {
				c.Events = nil
				a.change(w, "     ", c)
			}
		}
	}
}

// did says what the event did to the provision, each operation once.
func (a *app) did(h versioning.Wording) string {
	var ops []string
	for _, o := range h.Ops {
		if s := a.say.Op(o.Op); !slices.Contains(ops, s) {
			ops = append(ops, s)
		}
	}
	what := a.say.EventKind(h.From.Event.Kind)
	if len(ops) > 0 {
		what += ": " + strings.Join(ops, ", ")
	}
	return what
}

func clauses(ops []versioning.Operation) []string {
	var out []string
	for _, o := range ops {
		if o.Clause != "" && !slices.Contains(out, o.Clause) {
			out = append(out, o.Clause)
		}
	}
	return out
}

func countWordings(ws []versioning.Wording) int {
	n := 0
	for _, h := range ws {
		if !h.Same && len(h.Lines) > 0 {
			n++
		}
	}
	return n
}

// place finds the provision in the last text that has it.
func place(ws []versioning.Wording, eid string) (*corpus.Provision, []*corpus.Provision) {
	for _, h := range slices.Backward(ws) {
		for p, up := range h.State.Root.All() {
			if p.EID == eid {
				return p, slices.Clone(up)
			}
		}
	}
	return nil, nil
}

// disputesBelow returns the disputes about the provision and what stands
// below it, by provision.
func (a *app) disputesBelow(h versioning.Wording, eid string) []disputeAtJSON {
	out := []disputeAtJSON{}
	for _, g := range compare.Disagreements(h.State, h.Dispute, eid) {
		for _, l := range g.Lines {
			for _, j := range a.disputesOf(h.State, l.EID) {
				if j.ID == g.ID {
					out = append(out, disputeAtJSON{l.EID, j})
				}
			}
		}
	}
	return out
}

type historyAnswer struct {
	Act      string        `json:"act"`
	EID      string        `json:"eid"`
	Element  string        `json:"element"` // as an amending act names it
	Wordings []wordingJSON `json:"wordings"`
	NotHeld  []string      `json:"not_held"` // the revisions of which nothing is known
}

type wordingJSON struct {
	Revision    string          `json:"revision"`
	Act         string          `json:"act"`
	Event       string          `json:"event"`
	Text        string          `json:"text"`
	Lines       []string        `json:"lines"`
	InForce     boundsJSON      `json:"in_force"`
	AppliesFrom boundsJSON      `json:"applies_from"`
	Until       *string         `json:"until"` // the revision that ended it; null while it stands
	Operations  []operationJSON `json:"operations"`
	Source      string          `json:"source"`
	Basis       string          `json:"basis"`
	Remark      string          `json:"remark"`
	Same        bool            `json:"same"`    // the event changed its standing, not its words
	Changes     []changeJSON    `json:"changes"` // from the wording before
	Disputes    []disputeAtJSON `json:"disputes"`
}

type disputeAtJSON struct {
	EID string `json:"eid"`
	disputeJSON
}

type operationJSON struct {
	Op     string       `json:"op"`
	Target string       `json:"target"`
	Clause string       `json:"clause"`
	Before string       `json:"before"`
	After  string       `json:"after"`
	Until  corpus.Date  `json:"until"` // the last day of a suspension; null where it has none
	Since  *corpus.Date `json:"since,omitempty"`
	For    string       `json:"for,omitempty"` // for whom alone a suspension holds
}

func (a *app) historyJSON(act *versioning.Act, eid string, ws []versioning.Wording) historyAnswer {
	out := historyAnswer{Act: string(act.ID), EID: eid, NotHeld: []string{}}
	if p, up := place(ws, eid); p != nil {
		out.Element = compare.Element(a.say.Lang(), up, p, true)
	}
	for _, c := range act.Unheld(ws[0].State.Readings) {
		out.NotHeld = append(out.NotHeld, c.ID)
	}
	for _, h := range ws {
		tm := h.From
		j := wordingJSON{
			Revision: h.State.Revision.ID, Act: string(tm.Event.By), Event: string(tm.Event.Kind), Text: h.Text, Lines: list(h.Lines),
			Operations: []operationJSON{}, Same: h.Same, Changes: []changeJSON{}, Disputes: a.disputesBelow(h, eid),
			Source: a.say.Words(tm.Event.Source), Basis: a.say.Words(tm.Event.Basis), Remark: a.say.Words(tm.Event.Remark),
		}
		for _, c := range versioning.Moves(h.Changes) {
			j.Changes = append(j.Changes, a.changeJSON(c))
		}
		j.InForce, j.AppliesFrom = a.daysJSON(tm)
		if h.Until != nil {
			j.Until = &h.Until.Event.ID
		}
		for _, o := range h.Ops {
			j.Operations = append(j.Operations, operationJSON{string(o.Op), o.Target, o.Clause, o.Before, o.After, o.Until, o.Since, o.For})
		}
		out.Wordings = append(out.Wordings, j)
	}
	return out
}
