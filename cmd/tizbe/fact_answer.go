package main

import (
	"bytes"
	"fmt"
	"slices"
	"time"

	"tizbe/corpus"
	"tizbe/site/answer"
	"tizbe/versioning"
)

// factChange is what the fact did to the dates of one event, or of a part of
// the act that is no event.
type factChange struct {
	Act         string           `json:"act"`
	Event       string           `json:"event"`
	Parts       []string         `json:"parts,omitempty"`
	Ends        string           `json:"ends,omitempty"` // of an end: the event that ends; in_force is the first day without it
	InForce     [2]answer.Bounds `json:"in_force"`       // before, after
	AppliesFrom [2]answer.Bounds `json:"applies_from"`   // before, after
}

type factAnswer struct {
	answer.Fact
	Changes []factChange `json:"changes"`
}

// A dated is what the fact may have changed: an event, or a part of the act
// that has days of its own. The dates before are open where there were none.
type dated struct {
	act    *versioning.Act
	event  *versioning.Event
	parts  []string
	ends   bool // the days are the first ones without it
	before [2]corpus.Bounds
	after  [2]corpus.Bounds
	basis  [2][2][]corpus.Phrase
}

// changed returns the dates that the fact is about, and the ends that come
// with it, before and after the record.
func changed(before, after *versioning.Base, f versioning.Fact) []dated {
	var out []dated
	for _, e := range after.ByAmender(f.Act) {
		x, err := before.Act(string(e.Act))
		if err != nil {
			continue
		}
		y, err := after.Act(string(e.Act))
		if err != nil {
			continue
		}
		was, is := x.Timing(x.Event(e.ID)), y.Timing(e)
		d := dated{act: y, event: e, parts: e.Parts, ends: e.Ends() != nil}
		if was.Event != nil {
			d.before[0], d.before[1], d.basis[0][0], d.basis[0][1] = was.Days()
		}
		d.after[0], d.after[1], d.basis[1][0], d.basis[1][1] = is.Days()
		moved := d.before[0].Span() != d.after[0].Span()
		if slices.Equal(e.Parts, f.Parts) || f.Field == versioning.FactPublished || moved {
			out = append(out, d)
		}
		if o := own(is, f.Parts); o != nil {
			w := own(was, f.Parts)
			if w == nil {
				w = new(versioning.OwnDay)
			}
			out = append(out, dated{act: y, event: e, parts: o.Provisions, before: [2]corpus.Bounds{w.InForce, w.InForce}, after: [2]corpus.Bounds{o.InForce, o.InForce}})
			if !o.Ends.Basis.IsZero() {
				out = append(out, dated{act: y, event: e, parts: o.Provisions, ends: true, before: [2]corpus.Bounds{w.Ends, w.Ends}, after: [2]corpus.Bounds{o.Ends, o.Ends}})
			}
		}
	}
	return out
}

func (a *app) factJSON(before, after *versioning.Base, r versioning.Record) factAnswer {
	out := factAnswer{a.speaker().Fact(*r.Fact, r.Recorded), []factChange{}}
	for _, d := range changed(before, after, *r.Fact) {
		c := factChange{Act: string(d.act.ID), Event: d.event.ID, Parts: d.parts}
		if x := d.event.Ends(); x != nil {
			c.Ends = x.ID
		} else if d.ends {
			c.Ends = d.event.ID
		}
		for i, b := range [...][2]corpus.Bounds{d.before, d.after} {
			c.InForce[i], c.AppliesFrom[i] = a.speaker().Bounds(b[0], d.basis[i][0]), a.speaker().Bounds(b[1], d.basis[i][1])
		}
		out.Changes = append(out.Changes, c)
	}
	return out
}

func (a *app) factText(before, after *versioning.Base, r versioning.Record) {
	t, f := a.say.T, r.Fact
	var w bytes.Buffer
	a.style.hang(&w, "", t("recorded: %[1]s of № %[2]s: %[3]s", a.say.FactField(f.Field), a.say.FactOf(*f), f.Date), bold)
	tab := a.style.newTable(t("act"), t("event"), t("date"), t("before"), t("now"))
	for _, d := range changed(before, after, *f) {
		n, id := "№ "+d.act.ID.Number(), d.event.ID
		if len(d.event.Parts) == 0 && len(d.parts) > 0 {
			id += " (" + a.say.Parts(d.parts) + ")"
		}
		if d.ends {
			tab.AppendRow([]any{n, id, t("end of its term"), d.before[0].Span(), d.after[0].Span()})
			continue
		}
		tab.AppendRow([]any{n, id, t("in force"), d.before[0].Span(), d.after[0].Span()})
		tab.AppendRow([]any{n, id, t("applies from"), d.before[1].Span(), d.after[1].Span()})
	}
	render(&w, tab, "  ")
	fmt.Fprintln(&w, t("recorded at %[1]s", r.Recorded.Format(time.RFC3339Nano)))
	a.out.Write(w.Bytes())
}
