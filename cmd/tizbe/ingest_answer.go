package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/reading"
	"tizbe/site/answer"
	"tizbe/versioning"
)

type ingestAnswer struct {
	Act         string           `json:"act"`
	Title       string           `json:"title"`
	Lang        string           `json:"lang"`
	Revision    answer.Revision  `json:"revision"`
	Clause      string           `json:"clause"`
	Provisions  int              `json:"provisions"`
	Repairs     int              `json:"repairs"`
	Doubts      []reading.Doubt  `json:"doubts"`
	Recorded    string           `json:"recorded"` // act, edition, dispute, events, nothing
	Differences []differenceJSON `json:"differences"`
	// Sides are the known disputes in which the edition has a say.
	Sides   []sideJSON `json:"sides"`
	Dispute string     `json:"dispute"` // the ID of the one recorded
	// Named are the acts that the publisher's notes name.
	Named       []namedJSON      `json:"named"`
	NotesUnread []unreadNoteJSON `json:"notes_unread"`
}

type differenceJSON struct {
	Kind   string     `json:"kind"`
	EID    string     `json:"eid"`
	Line   int        `json:"line"` // of the file; 0 for what it does not have
	Before *string    `json:"before"`
	After  *string    `json:"after"`
	Words  []sideWord `json:"words"`
}

type sideWord struct {
	Kind string `json:"kind"`
	Text string `json:"text"`
}

type sideJSON struct {
	Dispute string `json:"dispute"`
	Source  string `json:"source"`
}

type namedJSON struct {
	Act    string      `json:"act"`
	Event  string      `json:"event"`
	Date   corpus.Date `json:"adopted"`
	Clause string      `json:"clause"`
	Shown  bool        `json:"shown"` // the text shows what it changed
}

type unreadNoteJSON struct {
	EID  string `json:"eid"`
	Text string `json:"text"`
}

func (in *intake) answer(act *versioning.Act) error {
	for _, d := range in.doc.Doubts {
		in.notice(in.say.T("line %[1]s could be read in more than one way: %[2]s", fmt.Sprint(d.Line), in.short(d.Text)))
	}
	for _, n := range in.named.Unread {
		in.notice(in.say.T("a note of the publisher was not understood: %[1]s", in.short(n.Text)))
	}
	c, err := act.Revision(strings.Join(in.events, "+"))
	if err != nil {
		return err
	}
	if in.json() {
		return in.writeJSON(in.answerJSON(act, c))
	}
	var w bytes.Buffer
	in.answerText(&w, act, c)
	_, err = in.out.Write(w.Bytes())
	return err
}

func (in *intake) provisions() int {
	n := 0
	for range in.doc.Root.All() {
		n++
	}
	return n
}

func (in *intake) answerJSON(act *versioning.Act, c versioning.Candidate) ingestAnswer {
	out := ingestAnswer{Act: string(act.ID), Title: in.say.Words(act.Title), Lang: string(in.doc.Lang), Revision: in.speaker().Revision(act, c), Clause: c.Events[0].Clause,
		Provisions: in.provisions(), Repairs: len(in.doc.Repairs), Doubts: answer.List(in.doc.Doubts), Recorded: in.recorded, Dispute: in.disputed,
		Differences: []differenceJSON{}, Sides: []sideJSON{}, Named: []namedJSON{}, NotesUnread: []unreadNoteJSON{}}
	lines := in.lines()
	if in.compared != nil {
		for _, d := range in.compared.Changes {
			j := differenceJSON{Kind: string(d.Kind), EID: d.EID, Words: []sideWord{}}
			if d.Before != nil {
				j.Before = &d.Before.Text
			}
			if d.After != nil {
				j.After, j.Line = &d.After.Text, lines[d.EID]
			}
			if d.Before != nil && d.After != nil {
				for _, r := range versioning.DiffWords(d.Before.Text, d.After.Text) {
					j.Words = append(j.Words, sideWord{string(r.Kind), r.Text})
				}
			}
			out.Differences = append(out.Differences, j)
		}
		out.Sides = append(out.Sides, in.sides()...)
	}
	for _, e := range in.named.Events {
		out.Named = append(out.Named, namedJSON{string(e.By), e.ID, e.Adopted, e.Clause, in.shows(e)})
	}
	for _, n := range in.named.Unread {
		out.NotesUnread = append(out.NotesUnread, unreadNoteJSON{n.EID, n.Text})
	}
	return out
}

// sides lists the known disputes of the revision with the source whose text
// the edition has, in order.
func (in *intake) sides() []sideJSON {
	var out []sideJSON
	sides := in.compared.Sides()
	for _, e := range in.compared.State.Revision.Events {
		for _, d := range e.Disputes {
			out = append(out, sideJSON{d.ID, sides[d.ID]})
		}
	}
	return out
}

// lines gives the line of the file on which each provision of the edition
// begins, by the eIds that it got: both trees have the order of the text.
func (in *intake) lines() map[string]int {
	out := make(map[string]int)
	if in.compared == nil {
		return out
	}
	var own []string
	for p := range in.doc.Root.All() {
		own = append(own, p.EID)
	}
	i := 0
	for p := range in.compared.Root.All() {
		if i < len(own) {
			out[p.EID] = in.doc.Source[own[i]]
		}
		i++
	}
	return out
}

func (in *intake) answerText(w *bytes.Buffer, act *versioning.Act, c versioning.Candidate) {
	t := in.say.T
	if in.compared != nil {
		in.comparedText(w, act, c)
	}
	switch in.recorded {
	case "nothing":
		in.style.hang(w, "", t("nothing was recorded"), bold)
		return
	case "dispute":
		in.style.hang(w, "", t("recorded as a dispute: %[1]s", in.disputed), bold)
	case "events":
		in.style.hang(w, "", t("recorded: the acts that the notes name"), bold)
	default:
		in.style.hang(w, "", t("recorded: %[1]s, revision %[2]s", in.say.Citation(act.ID), c.ID), bold)
	}
	in.style.hang(w, "  ", in.say.Words(act.Title), nil)
	in.style.hang(w, "  ", t("provisions: %[1]s; mended places of the layout: %[2]s", fmt.Sprint(in.provisions()), fmt.Sprint(len(in.doc.Repairs))), nil)
	tm := act.Timing(c.Last())
	inForce, appliesFrom := in.daysWords(tm)
	in.style.hang(w, "  ", inForce, nil)
	for _, e := range act.Events {
		if e.Ends() == c.Last() && e.Ends().Kind == versioning.Adoption {
			ends, _ := in.daysWords(act.Timing(e))
			in.style.hang(w, "  ", ends, nil)
		}
	}
	in.style.hang(w, "  ", appliesFrom, nil)
	if !tm.Needs.IsZero() {
		in.style.hang(w, "  ", t("not known: %[1]s", tm.Needs), nil)
	}
	for _, e := range in.named.Events {
		words := t("the notes name № %[1]s of %[2]s; what it changed is not held", e.By.Number(), e.Adopted)
		switch {
		case e.Kind == versioning.Repeal:
			words = t("by the notes the act was repealed by № %[1]s of %[2]s", e.By.Number(), e.Adopted)
		case e.Kind == versioning.Suspension:
			words = t("by the notes № %[1]s of %[2]s suspended provisions of the act: %[3]s", e.By.Number(), e.Adopted, in.paused(e))
		case !in.shows(e):
			words = t("the notes announce a change by № %[1]s of %[2]s, which the text does not show yet", e.By.Number(), e.Adopted)
		}
		in.style.hang(w, "  · ", words, nil)
	}
}

// paused says what the event suspends and for how long.
func (in *intake) paused(e *versioning.Event) string {
	var out []string
	for _, o := range e.Operations {
		what := o.Target
		if what == "" {
			what = in.say.T("the whole act")
		}
		out = append(out, what+", "+in.say.Suspension(o.Pause()))
	}
	return strings.Join(out, "; ")
}

// comparedText shows the differences between the edition and the text held.
func (in *intake) comparedText(w *bytes.Buffer, act *versioning.Act, c versioning.Candidate) {
	t := in.say.T
	changes := in.compared.Changes
	in.style.hang(w, "", t("provisions that differ from the text held: %[3]s (%[1]s, revision %[2]s)", in.say.Citation(act.ID), c.ID, fmt.Sprint(len(changes))), bold)
	for _, s := range in.sides() {
		in.style.hang(w, "  ", t("in the dispute %[1]s it has the text of %[2]s", s.Dispute, s.Source), faint)
	}
	lines := in.lines()
	for _, d := range changes {
		fmt.Fprintln(w)
		var path []string
		for _, p := range d.Path {
			if p.Text != "" && !slices.Contains(path, p.Text) {
				path = append(path, p.Text)
			}
		}
		if len(path) > 0 {
			in.style.hang(w, "  ", clip(path[len(path)-1], in.style.width-4), faint)
		}
		where := d.EID
		if n := lines[d.EID]; n > 0 && d.After != nil {
			where = fmt.Sprintf("%s · %s:%d", d.EID, in.short(in.file), n)
		}
		sign, text := "~ ", ""
		switch {
		case d.Before == nil:
			sign, text = "+ ", d.After.Text
		case d.After == nil:
			sign, text = "- ", d.Before.Text
		default:
			if d.Kind == versioning.Moved {
				sign = "→ "
			}
			text = markWords(d.Before.Text, d.After.Text)
		}
		in.style.hang(w, "    "+sign, text, nil)
		in.style.hang(w, "      ", where, faint)
	}
	if len(changes) > 0 {
		fmt.Fprintln(w)
		if in.recorded == "nothing" {
			in.style.hang(w, "", t("--dispute records the differences as a dispute between sources"), faint)
		}
	}
}
