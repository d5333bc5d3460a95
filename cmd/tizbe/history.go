package main

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"tizbe/corpus"
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
	a.style.hang(&w, "", t("%[1]s, provision %[2]s; wordings: %[3]s", a.citation(act.ID), eid, fmt.Sprint(len(ws))), bold)
	before := ""
	for i, h := range ws {
		tm := h.From
		fmt.Fprintln(&w)
		what := a.say.EventKind(tm.Event.Kind)
		for j, o := range h.Ops {
			sep := ", "
			if j == 0 {
				sep = ": "
			}
			if !strings.Contains(what, a.say.Op(o.Op)) {
				what += sep + a.say.Op(o.Op)
			}
		}
		a.style.hang(&w, fmt.Sprintf("%d. ", i+1), t("revision %[1]s, by %[2]s (%[3]s)", h.State.Revision.ID, a.citation(tm.Event.By), what), bold)
		inForce, appliesFrom := a.daysWords(tm)
		a.style.hang(&w, "   ", inForce, faint)
		if !tm.SameDay || len(tm.Presumptions) > 0 {
			a.style.hang(&w, "   ", appliesFrom, faint)
		}
		switch {
		case h.Text == "" && len(h.Lines) == 0:
			a.style.hang(&w, "   ", t("(removed)"), red)
		case i > 0 && before != "" && before != h.Text:
			a.style.hang(&w, "   ", markWords(before, h.Text), nil)
		default:
			a.style.hang(&w, "   ", h.Text, nil)
			if n := len(h.Lines); n > 1 {
				a.style.hang(&w, "   ", t("with %[1]s more paragraphs below it", fmt.Sprint(n-1)), faint)
			}
		}
		before = h.Text
		for _, o := range h.Ops {
			if o.Clause != "" {
				a.style.hang(&w, "   ", t("by the clause: “%[1]s”", o.Clause), nil)
			}
		}
		if i > 0 && !strings.Contains(w.String(), a.say.Words(tm.Event.Remark)) {
			a.style.hang(&w, "   ", a.say.Words(tm.Event.Remark), faint)
		}
		a.style.hang(&w, "   ", t("source: %[1]s; basis: %[2]s", a.say.Words(tm.Event.Source), a.say.Words(tm.Event.Basis)), faint)
		for _, d := range a.disputesOf(h.State, eid) {
			a.writeDispute(&w, "   ", d)
		}
	}
}

type historyAnswer struct {
	Act      string        `json:"act"`
	EID      string        `json:"eid"`
	Wordings []wordingJSON `json:"wordings"`
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
	Disputes    []disputeJSON   `json:"disputes"`
}

type operationJSON struct {
	Op     string `json:"op"`
	Target string `json:"target"`
	Clause string `json:"clause"`
	Before string `json:"before"`
	After  string `json:"after"`
}

func (a *app) historyJSON(act *versioning.Act, eid string, ws []versioning.Wording) historyAnswer {
	out := historyAnswer{Act: string(act.ID), EID: eid}
	for _, h := range ws {
		tm := h.From
		j := wordingJSON{
			Revision: h.State.Revision.ID, Act: string(tm.Event.By), Event: string(tm.Event.Kind), Text: h.Text, Lines: list(h.Lines),
			Operations: []operationJSON{},
			Source:     a.say.Words(tm.Event.Source), Basis: a.say.Words(tm.Event.Basis), Remark: a.say.Words(tm.Event.Remark), Disputes: list(a.disputesOf(h.State, eid)),
		}
		j.InForce, j.AppliesFrom = a.daysJSON(tm)
		if h.Until != nil {
			j.Until = &h.Until.Event.ID
		}
		for _, o := range h.Ops {
			j.Operations = append(j.Operations, operationJSON{string(o.Op), o.Target, o.Clause, o.Before, o.After})
		}
		out.Wordings = append(out.Wordings, j)
	}
	return out
}
