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
	"tizbe/site/answer"
	"tizbe/site/element"
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
			a.actFlag(),
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
	wordings, err := answer.Lives(act, eid)
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
		return a.writeJSON(a.speaker().History(act, eid, wordings))
	}
	a.historyText(act, eid, wordings)
	return nil
}

func (a *app) historyText(act *versioning.Act, eid string, ws []versioning.Wording) {
	t := a.say.T
	var w bytes.Buffer
	defer func() { a.out.Write(w.Bytes()) }()
	a.style.hang(&w, "", t("%[1]s, provision %[2]s; wordings: %[3]s", a.say.Citation(act.ID), eid, fmt.Sprint(countWordings(ws))), bold)
	if p, up := answer.Place(ws, eid); p != nil {
		a.style.hang(&w, "", element.Name(a.say.Lang(), up, p, true), nil)
	}
	for i, h := range ws {
		tm := h.From
		fmt.Fprintln(&w)
		a.style.hang(&w, fmt.Sprintf("%d. ", i+1), t("revision %[1]s, by %[2]s (%[3]s)", h.State.Revision.ID, a.say.By(tm.Event), a.did(h)), bold)
		inForce, appliesFrom := a.daysWords(tm)
		a.style.hang(&w, "   ", inForce, faint)
		if appliesFrom != "" && (!tm.SameDay || len(tm.Presumptions) > 0) {
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
		for _, d := range a.speaker().DisputesBelow(h, eid) {
			if d.EID != eid {
				a.style.hang(&w, "   ", "· "+d.EID, faint)
			}
			a.writeDispute(&w, "   ", d.Dispute)
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
