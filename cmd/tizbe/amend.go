package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"tizbe/corpus"
	"tizbe/corpus/amending"
	"tizbe/corpus/citation"
	"tizbe/corpus/enactment"
	"tizbe/site/answer"
	"tizbe/site/words"
	"tizbe/versioning"
	"tizbe/versioning/amendment"
	"tizbe/versioning/store"
)

func amendVerb(a *app) *cli.Command {
	t := a.say.T
	return a.verb(&cli.Command{
		Name:      "amend",
		Usage:     t("compile an amending act to operations, show them, and apply them to the acts held"),
		UsageText: "tizbe amend FILE --by ID [--published DATE] [--dry-run] [--partial]",
		ArgsUsage: "FILE",
		Description: t("Every paragraph of the amending act becomes an operation, the text of one, or a paragraph known to change nothing; what is not understood is listed, and then nothing is applied. "+
			"Clauses on acts that are not held are kept and applied when the act is taken in.") + "\n\n" +
			"tizbe amend 48.kk.txt --by /akn/kz/act/resolution/2026-01-29/48 --dry-run\n" +
			"tizbe amend 48.kk.txt --by /akn/kz/act/resolution/2026-01-29/48 --published 2026-02-03",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "by", Usage: t("the amending act: /akn/kz/act/resolution/2026-01-29/48")},
			a.publishedFlag(),
			&cli.BoolFlag{Name: "dry-run", Usage: t("show what would be done, and do nothing")},
			&cli.BoolFlag{Name: "partial", Usage: t("apply what was understood, and record what was left")},
		},
		Action: a.amend,
	})
}

func (a *app) amend(x *cli.Context) error {
	name, err := a.required(x, "by")
	if err != nil {
		return err
	}
	by, err := corpus.ParseActID(name)
	if err != nil {
		return &misuse{what: a.say.T("--by %[1]s is not the identifier of an act", a.short(name)), hint: a.say.T("write it as /akn/kz/act/resolution/2020-01-01/1: country, kind, date of adoption, number")}
	}
	var published corpus.Date
	if x.IsSet("published") {
		if published, err = a.date(x, "published", corpus.Date{}); err != nil {
			return err
		}
	}
	if !published.IsZero() && published.Before(by.Adopted()) {
		return &misuse{what: a.say.T("№ %[1]s was adopted on %[2]s; it cannot have been published on %[3]s", by.Number(), by.Adopted(), published), hint: a.say.T("check the date")}
	}
	file := x.Args().First()
	raw, err := a.readFile(file)
	if err != nil {
		return err
	}
	text, err := amending.Read(raw, "")
	if err != nil {
		return a.unreadable(file, err)
	}
	s, recs, base, err := a.all(x.Bool("dry-run"))
	if err != nil {
		return err
	}
	defer s.Close()
	result, err := amendment.Compile(base, text, by)
	if err != nil {
		return err
	}
	c := compiled{app: a, act: text, by: by, published: published, result: result}
	if !x.Bool("dry-run") {
		if err := c.record(s, recs, filepath.Base(file), raw, x.Bool("partial")); err != nil {
			return err
		}
	}
	if a.json() {
		return a.writeJSON(c.json())
	}
	c.text(x.Bool("dry-run"))
	return nil
}

// compiled is an amending act with what became of its clauses.
type compiled struct {
	*app
	act       *amending.Act
	by        corpus.ActID
	published corpus.Date
	result    *amendment.Result
}

// record appends the events and the amending act, or says why not.
func (c compiled) record(s *store.Store, recs []versioning.Record, file string, raw []byte, partial bool) error {
	unread := c.act.Unread()
	if n := len(unread) + len(c.result.Problems); n > 0 && !partial {
		c.left()
		return &failure{what: c.say.T("%[1]s paragraphs were not understood or do not fit the text held; nothing was applied", strconv.Itoa(n)),
			hint: c.say.T("look at them with --dry-run; --partial applies the rest and records what was left")}
	}
	if len(c.result.Effects) == 0 && len(c.result.Pending) == 0 && len(unread)+len(c.result.Problems) == 0 {
		return &failure{what: c.say.T("the text changes no act"), hint: c.say.T("take in a new act with tizbe ingest")}
	}
	add := c.records(c.moment(recs), file, raw)
	if _, err := versioning.NewBase(append(slices.Clip(recs), add...), time.Time{}); err != nil {
		return err
	}
	return s.Append(add...)
}

// missing returns the lines of an amending act of what could not be applied to
// the act held, or may be about it.
func missing(text *amending.Act, r *amendment.Result, act corpus.ActID) []string {
	var lines []int
	for _, u := range text.Unread() {
		lines = append(lines, u.Line)
	}
	for _, p := range r.Problems {
		if p.Act == act || p.Act == "" {
			lines = append(lines, p.Clause.Line)
		}
	}
	slices.Sort(lines)
	var out []string
	for _, n := range slices.Compact(lines) {
		out = append(out, strconv.Itoa(n))
	}
	return out
}

// inPart says of an event that the text does not show all of it.
func inPart(lines []string) corpus.Words {
	return inAll(func(p *words.Printer) string {
		return p.T("applied in part: the text does not show what these lines of the amending act say: %[1]s", strings.Join(lines, ", "))
	})
}

func (c compiled) records(now time.Time, file string, raw []byte) []versioning.Record {
	var out []versioning.Record
	for _, e := range c.result.Effects {
		ev := *e.Event
		if !c.published.IsZero() {
			ev.Published = corpus.Exactly(c.published, corpus.Phrase{})
		}
		ev.Source = corpus.Plain(file)
		if lines := missing(c.act, c.result, ev.Act); len(lines) > 0 {
			ev.Remark = inPart(lines)
		}
		out = append(out, versioning.Record{Recorded: now, Event: &ev})
	}
	// Compiled anew, an act may have lost a part that had a day of its own.
	for _, e := range c.result.Effects {
		for _, old := range e.Act.Events {
			again := slices.ContainsFunc(c.result.Effects, func(x amendment.Effect) bool { return x.Act == e.Act && x.Event.ID == old.ID })
			gone := slices.ContainsFunc(out, func(r versioning.Record) bool { return r.Event.Act == old.Act && r.Event.ID == old.ID })
			if old.By != c.by || len(old.Parts) == 0 || old.Ends() != nil || again || gone {
				continue
			}
			ev := *old
			ev.Operations = nil
			ev.Remark = inAll(func(p *words.Printer) string {
				return p.T("the amending act was compiled anew, and this part of it is none")
			})
			out = append(out, versioning.Record{Recorded: now, Event: &ev})
		}
	}
	t := &versioning.AmendingText{ID: c.by, Lang: c.act.Lang, Title: corpus.Words{c.act.Lang: c.act.Title}, Published: c.published, Raw: raw, RawName: file}
	for _, p := range c.result.Pending {
		t.Pending = append(t.Pending, versioning.PendingEffect{Act: p.Target.Act, ActTitle: p.Target.ActTitle, Op: versioning.Op(p.Op), Line: p.Line, Text: p.Text})
	}
	for _, u := range c.act.Unread() {
		t.Left = append(t.Left, versioning.LeftOut{Line: u.Line, Text: u.Text})
	}
	for _, p := range c.result.Problems {
		t.Left = append(t.Left, versioning.LeftOut{Line: p.Clause.Line, Text: p.Clause.Text, Reason: p.Err.Error(), Why: p.Reason()})
	}
	return append(out, versioning.Record{Recorded: now, Amending: t})
}

// left lists on standard error what keeps the act from being applied.
func (c compiled) left() {
	for _, u := range c.act.Unread() {
		c.notice(c.say.T("line %[1]s was not understood: %[2]s", strconv.Itoa(u.Line), c.short(u.Text)))
	}
	for _, p := range c.result.Problems {
		c.notice(c.say.T("line %[1]s does not fit the text held: %[2]s", strconv.Itoa(p.Clause.Line), p.Reason()))
	}
}

type targetJSON struct {
	Act       corpus.ActID `json:"act"`
	ActTitle  string       `json:"act_title,omitempty"`
	Annex     string       `json:"annex,omitempty"`
	List      string       `json:"list,omitempty"`
	Section   string       `json:"section,omitempty"`
	Chapter   string       `json:"chapter,omitempty"`
	Article   string       `json:"article,omitempty"`
	Point     string       `json:"point,omitempty"`
	Subpoint  string       `json:"subpoint,omitempty"`
	Paragraph int          `json:"paragraph,omitempty"`
	Row       string       `json:"row,omitempty"`
	Column    string       `json:"column,omitempty"`
	Words     string       `json:"words,omitempty"`
	// Number is that of an annex; Element what has no number: title, preamble,
	// note, table, mark (of approval), contents.
	Number   string `json:"annex_number,omitempty"`
	Division string `json:"division,omitempty"` // параграф
	Part     string `json:"part,omitempty"`
	Sentence string `json:"sentence,omitempty"`
	Member   string `json:"member,omitempty"` // of a commission
	Element  string `json:"element,omitempty"`
}

type clauseJSON struct {
	Op         string     `json:"op"`
	Target     targetJSON `json:"target"`
	EIDs       []string   `json:"eids"`
	Before     any        `json:"before"`
	After      []string   `json:"after"`
	Status     string     `json:"status"` // applied, pending, unmatched
	Problem    string     `json:"problem,omitempty"`
	SourceLine int        `json:"source_line"`
	InForce    *ruleJSON  `json:"in_force,omitempty"` // where the entry clause gives it a day other than the act's
	Text       string     `json:"text"`
}

type unreadJSON struct {
	Line int    `json:"line"`
	Text string `json:"text"`
}

type amendJSON struct {
	Act        corpus.ActID   `json:"act"`
	Adopted    corpus.Date    `json:"adopted"`
	InForce    ruleJSON       `json:"in_force"`
	Operations []clauseJSON   `json:"operations"`
	Unread     []unreadJSON   `json:"unread"`
	Paragraphs map[string]int `json:"paragraphs"` // by what they were read as
}

type ruleJSON struct {
	Rule     string `json:"rule"`
	N        int    `json:"n,omitempty"`
	Unit     string `json:"unit,omitempty"`
	Date     string `json:"date,omitempty"`
	Text     string `json:"text"`
	Computed any    `json:"computed"`
	// Ends is the first day without it, where the act or the part is temporary.
	Ends *answer.Bounds `json:"ends,omitempty"`
}

func (c compiled) json() amendJSON {
	out := amendJSON{Act: c.by, Adopted: c.by.Adopted(), Operations: []clauseJSON{}, Unread: []unreadJSON{}, Paragraphs: map[string]int{}}
	out.InForce = c.rule(c.act.Entry.Rule(c.by.Subtype()), c.act.Entry.Ends, c.act.Entry.Text)
	for _, p := range c.act.Paragraphs {
		out.Paragraphs[string(p.Role)]++
	}
	for i, cl := range c.act.Clauses {
		out.Operations = append(out.Operations, c.clause(i, cl))
	}
	for _, u := range c.act.Unread() {
		out.Unread = append(out.Unread, unreadJSON{u.Line, u.Text})
	}
	return out
}

func (c compiled) rule(r enactment.Rule, e enactment.End, text string) ruleJSON {
	out := ruleJSON{Rule: string(r.Kind), N: r.N, Unit: string(r.Unit), Date: r.Date.String(), Text: text, Computed: c.speaker().Bounds(c.bounds(r), nil)}
	if e.Stated() {
		b := c.speaker().Bounds(c.ends(r, e), nil)
		out.Ends = &b
	}
	return out
}

func (c compiled) ends(r enactment.Rule, e enactment.End) corpus.Bounds {
	return e.After(c.bounds(r), c.by.Adopted(), corpus.Bounds{NotBefore: c.published, NotAfter: c.published})
}

// endsText says until when the act, or a part of it, holds.
func (c compiled) endsText(r enactment.Rule, e enactment.End) string {
	b := c.ends(r, e)
	return c.say.T("no longer in force from: %[1]s (%[2]s)", c.say.Between(b), c.say.Say(b.Basis))
}

func (c compiled) bounds(r enactment.Rule) corpus.Bounds {
	return r.InForce(c.by.Adopted(), corpus.Bounds{NotBefore: c.published, NotAfter: c.published})
}

// exception returns what the entry clause says of the clause alone, or nil.
func (c compiled) exception(i int) *enactment.Exception {
	shares, _, _ := c.act.Shares()
	for _, s := range shares {
		if slices.Contains(s.Clauses, i) {
			return s.Exception
		}
	}
	return nil
}

func (c compiled) clause(i int, cl amending.Clause) clauseJSON {
	j := clauseJSON{Op: string(cl.Op), Target: target(cl), EIDs: []string{}, After: cl.After, Status: "pending", SourceLine: cl.Line, Text: cl.Text}
	if cl.Before != "" {
		j.Before = cl.Before
	}
	if e := c.exception(i); e != nil {
		r := c.rule(e.Entry, e.Ends, e.Text)
		j.InForce = &r
	}
	for _, e := range c.result.Effects {
		ops, ok := e.ByClause[i]
		if !ok {
			continue
		}
		j.Status, j.Target.Act = "applied", e.Act.ID
		for _, o := range ops {
			j.EIDs = append(j.EIDs, o.Target)
			if o.Before != "" && len(ops) == 1 {
				j.Before = o.Before
			}
			if o.After != "" && len(cl.After) == 0 {
				j.After = append(j.After, o.After)
			}
		}
	}
	for _, p := range c.result.Problems {
		if j.Status != "applied" && p.Clause.Line == cl.Line && p.Clause.Text == cl.Text {
			j.Status, j.Problem = "unmatched", c.say.Say(p.Reason())
		}
	}
	if j.After == nil {
		j.After = []string{}
	}
	return j
}

func target(cl amending.Clause) targetJSON {
	t := targetJSON{Act: cl.Target.Act, ActTitle: cl.Target.ActTitle, Annex: cl.Target.Annex, List: cl.Target.List, Words: cl.Words}
	for _, p := range cl.Pairs {
		t.Words = cmp.Or(t.Words, p.From)
	}
	for _, e := range cl.Target.Path {
		v := cmp.Or(e.Num, e.Name)
		switch e.Level {
		case citation.Section, citation.Subsection:
			t.Section = v
		case citation.Chapter:
			t.Chapter = v
		case citation.Article:
			t.Article = v
		case citation.Point:
			t.Point = v
		case citation.Subpoint:
			t.Subpoint = v
		case citation.Alinea:
			t.Paragraph, _ = strconv.Atoi(v)
		case citation.Row:
			t.Row = v
		case citation.Column:
			t.Column = v
		case citation.Annex:
			t.Number = v
		case citation.Paragraph:
			t.Division = v
		case citation.Part:
			t.Part = v
		case citation.Sentence:
			t.Sentence = v
		case citation.Member:
			t.Member, t.Element = v, e.Level.String()
		default:
			t.Element = e.Level.String()
		}
	}
	return t
}

// text shows the operations as a person reads them.
func (c compiled) text(dry bool) {
	t := c.say.T
	fmt.Fprintln(c.out, c.say.T("amending act № %[1]s of %[2]s", c.by.Number(), c.by.Adopted())+": "+c.act.Title)
	for i, cl := range c.act.Clauses {
		if i > 0 && sameText(c.act.Clauses[i-1], cl) && len(c.clause(i, cl).EIDs) == 0 {
			continue // one clause of the text, which names several targets
		}
		j := c.clause(i, cl)
		status := map[string]string{"applied": t("applied"), "pending": t("pending: the act is not held"), "unmatched": t("does not fit the text held")}[j.Status]
		if j.Status == "applied" && dry {
			status = t("would be applied")
		}
		fmt.Fprintf(c.out, "\n%s · %s · %s\n", t("line %[1]s", strconv.Itoa(cl.Line)), c.say.Op(versioning.Op(cl.Op)), status)
		for _, l := range cl.Context {
			c.style.hang(c.out, "  ", c.short(l), faint)
		}
		c.style.hang(c.out, "  ", cl.Text, nil)
		more := 0
		for _, next := range c.act.Clauses[i+1:] {
			if !sameText(cl, next) {
				break
			}
			more++
		}
		if more > 0 {
			c.style.hang(c.out, "  ", t("the same clause for %[1]s more targets", strconv.Itoa(more)), faint)
		}
		if e := c.exception(i); e != nil {
			c.style.hang(c.out, "  ", t("in force: %[1]s", c.say.Between(c.bounds(e.Entry))), nil)
			if e.Ends.Stated() && e.Ends != c.act.Entry.Ends {
				c.style.hang(c.out, "  ", c.endsText(e.Entry, e.Ends), nil)
			}
		}
		for _, e := range j.EIDs {
			c.style.hang(c.out, "  → ", e, nil)
		}
		if s, ok := j.Before.(string); ok {
			c.style.hang(c.out, "  - ", s, nil)
		}
		for _, s := range j.After {
			c.style.hang(c.out, "  + ", s, nil)
		}
		if j.Problem != "" {
			c.style.hang(c.out, "  ! ", j.Problem, nil)
		}
	}
	fmt.Fprintln(c.out)
	for _, u := range c.act.Unread() {
		c.style.hang(c.out, "", t("line %[1]s was not understood: %[2]s", strconv.Itoa(u.Line), u.Text), nil)
	}
	if e := c.act.Entry.Ends; e.Stated() {
		c.style.hang(c.out, "", c.endsText(c.act.Entry.Rule(c.by.Subtype()), e), bold)
	}
	applied := 0
	for _, e := range c.result.Effects {
		applied += len(e.ByClause)
	}
	c.style.hang(c.out, "", t("clauses: %[1]s; on acts held: %[2]s; pending: %[3]s; not understood or not fitting: %[4]s", strconv.Itoa(len(c.act.Clauses)), strconv.Itoa(applied),
		strconv.Itoa(len(c.result.Pending)), strconv.Itoa(len(c.act.Unread())+len(c.result.Problems))), nil)
}

func sameText(x, y amending.Clause) bool { return x.Line == y.Line && x.Text == y.Text }
