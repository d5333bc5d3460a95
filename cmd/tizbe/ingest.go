package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"tizbe/corpus"
	"tizbe/corpus/reading"
	"tizbe/site/words"
	"tizbe/versioning"
)

func ingestVerb(a *app) *cli.Command {
	t := a.say.T
	return a.verb(&cli.Command{
		Name:      "ingest",
		Usage:     t("take in the official text of a new act, or a dated edition of a known one"),
		UsageText: "tizbe ingest FILE --act ID [--edition DATE] [--published DATE]",
		ArgsUsage: "FILE",
		Description: t("The text is .txt as the portal's PDF gives it, or Markdown. Entry into force and application are read from the act's own clauses. "+
			"A text that cannot be read whole is refused with the line, and nothing is written.") + "\n\n" +
			"tizbe ingest 48.kk.txt --act /akn/kz/act/resolution/2026-01-29/48 --published 2026-02-03\n" +
			"tizbe ingest 789-2026-02-20.md --act 789 --edition 2026-02-20",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "act", Usage: t("the act: /akn/kz/act/resolution/2020-01-01/1")},
			&cli.StringFlag{Name: "edition", Usage: t("the text is that of a known act with all amendments adopted by this day")},
			&cli.StringFlag{Name: "published", Usage: t("the day of first official publication, YYYY-MM-DD")},
		},
		Action: a.ingest,
	})
}

// maxFile bounds a text that is taken in, in bytes.
const maxFile = 64 << 20

func (a *app) ingest(x *cli.Context) error {
	name, err := a.required(x, "act")
	if err != nil {
		return err
	}
	var edition, published corpus.Date
	for _, d := range []struct {
		flag string
		to   *corpus.Date
	}{{"edition", &edition}, {"published", &published}} {
		if x.IsSet(d.flag) {
			if *d.to, err = a.date(x, d.flag, corpus.Date{}); err != nil {
				return err
			}
		}
	}
	if !edition.IsZero() && !published.IsZero() {
		return &misuse{what: a.say.T("--edition and --published exclude each other"), hint: a.say.T("record the publication of a known act with tizbe fact")}
	}
	id, err := corpus.ParseActID(name)
	if err != nil && (edition.IsZero() || strings.ContainsRune(strings.TrimPrefix(name, "/"), ' ') || !hasDigit(name)) {
		return &misuse{what: a.say.T("--act %[1]s is not the identifier of an act", a.short(name)), hint: a.say.T("write it as /akn/kz/act/resolution/2020-01-01/1: country, kind, date of adoption, number")}
	}
	if !published.IsZero() && published.Before(id.Adopted()) {
		return &misuse{what: a.say.T("№ %[1]s was adopted on %[2]s; it cannot have been published on %[3]s", id.Number(), id.Adopted(), published), hint: a.say.T("check the date")}
	}
	file := x.Args().First()
	raw, err := a.readFile(file)
	if err != nil {
		return err
	}
	doc, err := readText(file, raw)
	if err != nil {
		return a.unreadable(file, err)
	}

	s, err := a.open(false)
	if err != nil {
		return err
	}
	defer s.Close()
	recs, err := s.Records()
	if err != nil {
		return err
	}
	b, err := versioning.NewBase(recs, time.Time{})
	if err != nil {
		return err
	}
	in := intake{app: a, file: filepath.Base(file), raw: raw, doc: doc, published: published, now: a.moment(recs)}
	var add []versioning.Record
	if edition.IsZero() {
		add, err = in.newAct(b, id)
	} else {
		add, err = in.edition(b, name, edition)
	}
	if err != nil {
		return err
	}
	after, err := versioning.NewBase(append(slices.Clip(recs), add...), time.Time{})
	if err != nil {
		return err
	}
	act, err := after.Act(string(in.act))
	if err != nil {
		return err
	}
	if err := in.fits(b, act); err != nil {
		return err
	}
	if err := s.Append(add...); err != nil {
		return err
	}
	for _, d := range doc.Doubts {
		a.notice(a.say.T("line %[1]s could be read in more than one way: %[2]s", fmt.Sprint(d.Line), a.short(d.Text)))
	}
	return in.answer(act)
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

// readFile reads a file of bounded size.
func (a *app) readFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	switch {
	case err != nil:
		return nil, err
	case len(raw) > maxFile:
		return nil, &failure{what: a.say.T("%[1]s is larger than 64 MiB", a.short(name)), hint: a.say.T("no act is: check the file")}
	}
	return raw, nil
}

// readText reads the text. A name can say that it is Markdown; one that says
// .txt may hold either, so its content decides.
func readText(name string, raw []byte) (*reading.Document, error) {
	if e := strings.ToLower(filepath.Ext(name)); e == ".md" || e == ".markdown" {
		return reading.Markdown(raw, reading.Options{})
	}
	return reading.Auto(raw, reading.Options{})
}

// intake is one text on its way into the records.
type intake struct {
	*app
	file      string
	raw       []byte
	doc       *reading.Document
	published corpus.Date
	now       time.Time
	act       corpus.ActID
}

// agrees refuses a text that says it is another act.
func (in *intake) agrees(id corpus.ActID) error {
	f := in.doc.Facts
	hint := in.say.T("check --act and the file")
	switch {
	case !f.Adopted.IsZero() && f.Adopted != id.Adopted():
		return &failure{what: in.say.T("the text says that it was adopted on %[1]s, --act says %[2]s", f.Adopted, id.Adopted()), hint: hint}
	case f.Number != "" && !strings.EqualFold(f.Number, id.Number()):
		return &failure{what: in.say.T("the text says that its number is %[1]s, --act says %[2]s", f.Number, id.Number()), hint: hint}
	}
	return nil
}

// newAct makes the records of an act that is not held yet.
func (in *intake) newAct(b *versioning.Base, id corpus.ActID) ([]versioning.Record, error) {
	in.act = id
	if _, err := b.Act(string(id)); err == nil {
		return nil, &failure{what: in.say.T("the act %[1]s is held already", string(id)), hint: in.say.T("--edition DATE adds a dated edition of it")}
	}
	if err := in.agrees(id); err != nil {
		return nil, err
	}
	f, lang := in.doc.Facts, in.doc.Lang
	rec := &versioning.ActRecord{ID: id, Title: corpus.Words{lang: f.Title}}
	if f.Title == "" {
		rec.Title = corpus.Plain(string(id))
	}
	if f.Issuer != "" {
		rec.Issuer = corpus.Words{lang: f.Issuer}
	}
	ev := &versioning.Event{ID: id.Adopted().String(), Act: id, By: id, Kind: versioning.Adoption, Adopted: id.Adopted(), TextHeld: true,
		Source: inAll(func(p *words.Printer) string { return p.T("the act's own text (%[1]s)", in.file) })}
	var where, clauses []string
	for _, c := range f.Enacting {
		where, clauses = append(where, c.EID), append(clauses, c.Text)
	}
	whole := slices.ContainsFunc(in.doc.Root.Children, func(p *corpus.Provision) bool { return p.Kind == corpus.KindPreamble })
	switch {
	case len(clauses) > 0:
		ev.Clause, ev.ClauseLang = strings.Join(clauses, "\n"), lang
		ev.Basis = inAll(func(p *words.Printer) string { return p.T("its provisions %[1]s", strings.Join(where, ", ")) })
	case whole:
		ev.Silent = true
		ev.Basis = inAll(func(p *words.Printer) string {
			return p.T("the whole text is held and says nothing of its entry into force")
		})
	default:
		ev.Basis = inAll(func(p *words.Printer) string { return p.T("the text held has no entry clause") })
	}
	if !in.published.IsZero() {
		ev.Published = corpus.Exactly(in.published, corpus.Quote(inAll(func(p *words.Printer) string { return p.T("given when the text was taken in") })))
	}
	return []versioning.Record{{Recorded: in.now, Act: rec}, {Recorded: in.now, Event: ev}, {Recorded: in.now, Held: in.held(id, []string{ev.ID})}}, nil
}

// inAll says the same in every language, for a record.
func inAll(say func(*words.Printer) string) corpus.Words {
	out := make(corpus.Words)
	for _, l := range [...]corpus.Lang{corpus.Kazakh, corpus.Russian, corpus.English} {
		out[l] = say(words.NewPrinter(l))
	}
	return out
}

func (in *intake) held(id corpus.ActID, events []string) *versioning.Held {
	return &versioning.Held{Act: id, Lang: in.doc.Lang, Events: events, Root: in.doc.Root.Seal(), Raw: in.raw, RawName: in.file, Repairs: in.doc.Repairs,
		Source: inAll(func(p *words.Printer) string { return p.T("the file %[1]s", in.file) })}
}

// edition makes the record of a dated edition of an act that is held.
func (in *intake) edition(b *versioning.Base, name string, day corpus.Date) ([]versioning.Record, error) {
	act, err := in.app.act(b, name)
	if err != nil {
		return nil, err
	}
	in.act = act.ID
	if err := in.agrees(act.ID); err != nil {
		return nil, err
	}
	var events []string
	for _, e := range act.Events {
		if !e.Adopted.After(day) {
			events = append(events, e.ID)
		}
	}
	if len(events) == 0 {
		return nil, &failure{what: in.say.T("on %[1]s the act had not been adopted yet", day), hint: in.say.T("it was adopted on %[1]s", act.ID.Adopted())}
	}
	if slices.ContainsFunc(act.Held, func(h *versioning.Held) bool { return h.Lang == in.doc.Lang && slices.Equal(h.Events, events) }) {
		in.notice(in.say.T("this text supersedes the one held of the same revision; the earlier one stays recorded"))
	}
	held := in.held(act.ID, events)
	c, err := act.Revision(events[len(events)-1])
	if err != nil {
		return nil, err
	}
	known, first := false, error(nil)
	for _, r := range versioning.Choices(c.Events) {
		s, err := act.State(c, r)
		if err != nil {
			continue
		}
		known = true
		root, err := in.onto(s)
		if err == nil {
			held.Root, held.Readings, in.doc.Doubts = root, r, nil // the known structure settles them
			return []versioning.Record{{Recorded: in.now, Held: held}}, nil
		}
		if first == nil {
			first = err
		}
	}
	switch {
	case first != nil:
		return nil, first
	case !known:
		in.notice(in.say.T("nothing held leads to revision %[1]s, so its provisions get eIds of their own", c.ID))
	}
	return []versioning.Record{{Recorded: in.now, Held: held}}, nil
}

// onto gives the text the provisions of a revision that is known already, so
// that eIds stay for life and headings stay as deep as they were reviewed to
// be. The text must have the same paragraphs under one of the sources'
// readings; one that differs by more than layout is refused, since which of
// the two is right is not for the program to say.
func (in *intake) onto(s *versioning.State) (*corpus.Provision, error) {
	root := s.Root.Clone()
	known, read := paragraphs(root), paragraphs(in.doc.Root)
	for i, p := range known {
		if i < len(read) && plain(read[i].Text) == plain(p.Text) {
			p.Text = read[i].Text
			continue
		}
		line, saw := "1", ""
		if i < len(read) {
			line, saw = fmt.Sprint(in.doc.Source[read[i].EID]), read[i].Text
		}
		return nil, in.differs(line, saw, p.Text)
	}
	if len(read) > len(known) {
		p := read[len(known)]
		return nil, in.differs(fmt.Sprint(in.doc.Source[p.EID]), p.Text, "")
	}
	return root.Seal(), nil
}

func (in *intake) differs(line, saw, want string) *failure {
	return &failure{what: fmt.Sprintf("%s:%s: ", in.short(in.file), line) + in.say.T("the text reads %[1]s, the revision known reads %[2]s", in.short(saw), in.short(want)),
		hint: in.say.T("nothing was written; check that the edition is the one of the day given")}
}

// paragraphs returns the provisions that have a line of the act's own list:
// titles, marks and notes of the publisher differ between sources.
// An act without a list counts whole.
func paragraphs(root *corpus.Provision) []*corpus.Provision {
	isList := func(p *corpus.Provision) bool { return p.Kind == corpus.KindList }
	whole := !slices.ContainsFunc(root.Children, isList)
	var out []*corpus.Provision
	for p, up := range root.All() {
		switch p.Kind {
		case corpus.KindEditorial, corpus.KindApproval, corpus.KindListTitle:
			continue
		}
		if p.Text != "" && (whole || slices.ContainsFunc(up, isList)) {
			out = append(out, p)
		}
	}
	return out
}

// plain takes off a paragraph what sources set differently: quotation marks
// and spaces.
func plain(s string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("«", "\"", "»", "\"", "“", "\"", "”", "\"").Replace(s)), " ")
}

// fits refuses a text after which a revision that could be computed no longer
// can.
func (in *intake) fits(before *versioning.Base, act *versioning.Act) error {
	old, err := before.Act(string(act.ID))
	if errors.Is(err, versioning.ErrUnknownAct) {
		return nil
	}
	for _, c := range old.Revisions() {
		if _, err := old.State(c, nil); err != nil {
			continue
		}
		now, err := act.Revision(c.ID)
		if err == nil {
			_, err = act.State(now, nil)
		}
		if err != nil {
			return &failure{what: in.say.T("with this text revision %[1]s could no longer be computed: it does not read as the recorded amendments expect", c.ID),
				hint: in.say.T("nothing was written; check that the edition is the one of the day given"), err: err}
		}
	}
	return nil
}

type ingestAnswer struct {
	Act        string          `json:"act"`
	Title      string          `json:"title"`
	Lang       string          `json:"lang"`
	Revision   revisionJSON    `json:"revision"`
	Clause     string          `json:"clause"`
	Provisions int             `json:"provisions"`
	Repairs    int             `json:"repairs"`
	Doubts     []reading.Doubt `json:"doubts"`
}

func (in *intake) answer(act *versioning.Act) error {
	h := act.Held[len(act.Held)-1]
	for _, x := range act.Held {
		if x.RawName == in.file && bytes.Equal(x.Raw, in.raw) {
			h = x
		}
	}
	c, err := act.Revision(h.Events[len(h.Events)-1])
	if err != nil {
		return err
	}
	provisions := 0
	for range in.doc.Root.All() {
		provisions++
	}
	r := in.revisionJSON(act, c)
	if in.json() {
		return in.writeJSON(ingestAnswer{string(act.ID), in.say.Words(act.Title), string(in.doc.Lang), r, c.Events[0].Clause, provisions, len(in.doc.Repairs), list(in.doc.Doubts)})
	}
	t := in.say.T
	var w bytes.Buffer
	in.style.hang(&w, "", t("recorded: %[1]s, revision %[2]s", in.citation(act.ID), c.ID), bold)
	in.style.hang(&w, "  ", in.say.Words(act.Title), nil)
	in.style.hang(&w, "  ", t("provisions: %[1]s; mended places of the layout: %[2]s", fmt.Sprint(provisions), fmt.Sprint(len(in.doc.Repairs))), nil)
	tm := act.Timing(c.Last())
	inForce, appliesFrom := in.daysWords(tm)
	in.style.hang(&w, "  ", inForce, nil)
	in.style.hang(&w, "  ", appliesFrom, nil)
	if !tm.Needs.IsZero() {
		in.style.hang(&w, "  ", t("not known: %[1]s", tm.Needs), nil)
	}
	_, err = in.out.Write(w.Bytes())
	return err
}
