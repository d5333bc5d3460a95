package main

import (
	"cmp"
	"errors"
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
	"tizbe/versioning/edition"
	"tizbe/versioning/store"
)

func ingestVerb(a *app) *cli.Command {
	t := a.say.T
	return a.verb(&cli.Command{
		Name:      "ingest",
		Usage:     t("take in the official text of a new act, or a dated edition of a known one"),
		UsageText: "tizbe ingest FILE --act ID [--edition DATE [--dispute] [--source NAME]] [--published DATE] [--observed DATE]",
		ArgsUsage: "FILE",
		Description: t("The text is .txt as the portal's PDF gives it, or Markdown. Entry into force and application are read from the act's own clauses. "+
			"A text that cannot be read whole is refused with the line, and nothing is written.") + "\n\n" +
			t("An edition of a revision that is held or can be computed is compared with it. Where they differ, the differences are shown and nothing is recorded, unless --dispute has them recorded as a dispute between sources.") + "\n\n" +
			"tizbe ingest 48.kk.txt --act /akn/kz/act/resolution/2026-01-29/48 --published 2026-02-03\n" +
			"tizbe ingest 789-2026-02-20.md --act 789 --edition 2026-02-20\n" +
			"tizbe ingest statebank.md --act 789 --edition 2026-06-10 --dispute --source statebank",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "act", Usage: t("the act: /akn/kz/act/resolution/2020-01-01/1")},
			&cli.StringFlag{Name: "edition", Usage: t("the text is that of a known act with all amendments adopted by this day")},
			&cli.StringFlag{Name: "observed", Usage: t("the day on which the source showed this text as current, YYYY-MM-DD")},
			&cli.BoolFlag{Name: "dispute", Usage: t("record the differences from the text held as a dispute between sources")},
			&cli.StringFlag{Name: "source", Usage: t("short name of the source of the edition (default: the name of the file)")},
			a.publishedFlag(),
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
	var day, published, observed corpus.Date
	for _, d := range []struct {
		flag string
		to   *corpus.Date
	}{{"edition", &day}, {"published", &published}, {"observed", &observed}} {
		if x.IsSet(d.flag) {
			if *d.to, err = a.date(x, d.flag, corpus.Date{}); err != nil {
				return err
			}
		}
	}
	if !day.IsZero() && !published.IsZero() {
		return &misuse{what: a.say.T("--edition and --published exclude each other"), hint: a.say.T("record the publication of a known act with tizbe fact")}
	}
	source, err := a.optional(x, "source")
	if err != nil {
		return err
	}
	if day.IsZero() && (source != "" || x.Bool("dispute")) {
		return &misuse{what: a.say.T("--dispute and --source are for an edition of a known act"), hint: a.say.T("give its day with --edition")}
	}
	id, err := corpus.ParseActID(name)
	if err != nil && (day.IsZero() || strings.ContainsRune(strings.TrimPrefix(name, "/"), ' ') || !hasDigit(name)) {
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

	s, recs, b, err := a.all(false)
	if err != nil {
		return err
	}
	defer s.Close()
	in := intake{app: a, store: s, recs: recs, base: b, file: filepath.Base(file), raw: raw, doc: doc, published: published, observed: observed, now: a.moment(recs),
		source: cmp.Or(source, strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))), dispute: x.Bool("dispute")}
	if day.IsZero() {
		err = in.newAct(id)
	} else {
		err = in.edition(name, day)
	}
	if err != nil {
		return err
	}
	after, err := versioning.NewBase(slices.Concat(recs, in.add), time.Time{})
	if err != nil {
		return err
	}
	act, err := after.Act(string(in.act))
	if err != nil {
		return err
	}
	if err := in.fits(act); err != nil {
		return err
	}
	if len(in.add) > 0 {
		if err := s.Append(in.add...); err != nil {
			return err
		}
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
	store     *store.Store
	recs      []versioning.Record
	base      *versioning.Base
	file      string
	raw       []byte
	doc       *reading.Document
	published corpus.Date
	observed  corpus.Date // when the source showed the text as current
	now       time.Time
	source    string // of an edition
	dispute   bool   // its differences are to be recorded

	act      corpus.ActID
	events   []string            // those whose text it is
	add      []versioning.Record // what is to be recorded
	recorded string              // what that is: act, edition, dispute, nothing
	named    edition.Named
	compared *edition.Comparison
	disputed string // ID of the dispute recorded
}

// record adds to what is to be recorded.
func (in *intake) record(recs ...versioning.Record) {
	for _, r := range recs {
		r.Recorded = in.now
		in.add = append(in.add, r)
	}
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
func (in *intake) newAct(id corpus.ActID) error {
	in.act, in.recorded = id, "act"
	if _, err := in.base.Act(string(id)); err == nil {
		return &failure{what: in.say.T("the act %[1]s is held already", string(id)), hint: in.say.T("--edition DATE adds a dated edition of it")}
	}
	if err := in.agrees(id); err != nil {
		return err
	}
	f, lang := in.doc.Facts, in.doc.Lang
	if !in.observed.IsZero() && in.observed.Before(id.Adopted()) {
		return &failure{what: in.say.T("on %[1]s the act had not been adopted yet", in.observed), hint: in.say.T("it was adopted on %[1]s", id.Adopted())}
	}
	rec := &versioning.ActRecord{ID: id, Title: corpus.Words{lang: f.Title}}
	if f.Title == "" {
		rec.Title = corpus.Plain(string(id))
	}
	if f.Issuer != "" {
		rec.Issuer = corpus.Words{lang: f.Issuer}
	}
	adoption := in.adoption(id)
	in.record(versioning.Record{Act: rec}, versioning.Record{Event: adoption})
	in.readNotes(nil, corpus.Date{})
	in.events = []string{adoption.ID}
	for _, e := range in.named.Events {
		in.record(versioning.Record{Event: e})
		if in.shows(e) {
			in.events = append(in.events, e.ID)
		}
	}
	if !hasPreamble(in.doc.Root) {
		in.notice(in.say.T("the text has no enacting formula: if it is a part of the act, what it lacks counts as not there"))
	}
	in.record(versioning.Record{Held: in.held(in.doc.Root.Seal(), nil)})
	return in.pending()
}

// adoption makes the event of the adoption, with the clauses of entry into
// force and application from the text itself.
func (in *intake) adoption(id corpus.ActID) *versioning.Event {
	ev := &versioning.Event{ID: id.Adopted().String(), Act: id, By: id, Kind: versioning.Adoption, Adopted: id.Adopted(), TextHeld: true,
		Source: inAll(func(p *words.Printer) string { return p.T("the act's own text (%[1]s)", in.file) })}
	var where, clauses []string
	for _, c := range in.doc.Facts.Enacting {
		where, clauses = append(where, c.EID), append(clauses, c.Text)
	}
	switch {
	case len(clauses) > 0:
		ev.Clause, ev.ClauseLang = strings.Join(clauses, "\n"), in.doc.Lang
		ev.Basis = inAll(func(p *words.Printer) string { return p.T("its provisions %[1]s", p.Parts(where)) })
	case hasPreamble(in.doc.Root):
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
	in.saw(ev)
	return ev
}

// saw bounds the entry into force of an event by the day on which the source
// showed its wording as current.
func (in *intake) saw(e *versioning.Event) {
	if !in.observed.IsZero() {
		e.Observed = append(e.Observed, versioning.Observation{On: in.observed, Source: inAll(func(p *words.Printer) string {
			return p.T("the source of the file %[1]s showed this wording as current on that day", in.file)
		})})
	}
}

// hasPreamble reports whether the text is a whole act: its enacting formula
// stands in the preamble.
func hasPreamble(root *corpus.Provision) bool {
	return slices.ContainsFunc(root.Children, func(p *corpus.Provision) bool { return p.Kind == corpus.KindPreamble })
}

// inAll says the same in every language, for a record.
func inAll(say func(*words.Printer) string) corpus.Words {
	out := make(corpus.Words)
	for _, l := range [...]corpus.Lang{corpus.Kazakh, corpus.Russian, corpus.English} {
		out[l] = say(words.NewPrinter(l))
	}
	return out
}

// held makes the record of the text, whose tree is root.
func (in *intake) held(root *corpus.Provision, r versioning.Readings) *versioning.Held {
	return &versioning.Held{Act: in.act, Lang: in.doc.Lang, Events: in.events, Readings: r, Root: root, Raw: in.raw, RawName: in.file, Observed: in.observed, Repairs: in.doc.Repairs,
		Source: inAll(func(p *words.Printer) string { return p.T("the file %[1]s", in.file) })}
}

// fits refuses a text after which a revision that could be computed no longer
// can.
func (in *intake) fits(act *versioning.Act) error {
	old, err := in.base.Act(string(act.ID))
	if errors.Is(err, versioning.ErrUnknownAct) {
		return nil
	}
	for _, c := range old.Revisions() {
		if _, err := old.State(c, nil); err != nil {
			continue
		}
		// An event that was not known makes the same set another revision.
		now, err := act.Revision(strings.Join(c.IDs(), "+"))
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
