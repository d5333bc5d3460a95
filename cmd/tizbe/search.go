package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tizbe/corpus"
	"tizbe/index"
	"tizbe/index/retrieval"
	"tizbe/versioning"
)

func searchVerb(a *app) *cli.Command {
	t := a.say.T
	return a.verb(&cli.Command{
		Name:      "search",
		Usage:     t("provisions by their words, in any form, letters or language"),
		UsageText: "tizbe search QUERY [--on DATE] [--seen DATE] [--act A] [--revision ID | --all | --history] [--kind K] [--point N] [--unit U] [--limit N]",
		ArgsUsage: "QUERY",
		Description: t("Words are found in every form, also typed with Russian or Latin letters, with one typing error, or in Russian or English. "+
			"“Words in quotation marks” stand side by side; %[1]s narrow the search as the flags do. "+
			"Searched is the text that governed on the day; --all searches every revision, --history says when words entered an act and left it.", "kind:item, point:16, unit:\"…\", act:789, revision:ID") +
			"\n\ntizbe search 'аға тергеуші'\n" +
			"tizbe search 'начальник отдела' --on 2025-10-15\n" +
			"tizbe search '\"бөлім бастығы\" kind:item point:16' --format json\n" +
			"tizbe search 'келіссөз жүргізуші' --history",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "on", Usage: t("the day of the legal relation, YYYY-MM-DD (default: today)")},
			a.seenFlag(),
			a.onlyActFlag(),
			a.revisionFlag(),
			&cli.BoolFlag{Name: "all", Usage: t("every revision, with when each wording stood")},
			&cli.BoolFlag{Name: "history", Usage: t("when the words entered an act and left it")},
			&cli.StringFlag{Name: "kind", Usage: t("only this kind: %[1]s", "title|preamble|heading|point|item|note|paragraph")},
			&cli.StringFlag{Name: "point", Usage: t("only in the point with this number")},
			&cli.StringFlag{Name: "unit", Usage: t("only below headings with these words")},
			&cli.IntFlag{Name: "limit", Value: 20, DefaultText: "20", Usage: t("at most so many hits")},
		},
		Action: a.search,
	})
}

// maxHits bounds --limit.
const maxHits = 10_000

// searchFor reads the flags.
func (a *app) searchFor(x *cli.Context) (q retrieval.Query, err error) {
	q = retrieval.Query{Text: x.Args().First(), All: x.Bool("all"), Limit: x.Int("limit"), Facets: true}
	if strings.TrimSpace(q.Text) == "" {
		return q, &misuse{what: a.say.T("%[1]s: the question is empty", x.Command.Name), hint: a.example(x.Command)}
	}
	if q.Limit < 1 || q.Limit > maxHits {
		return q, &misuse{what: a.say.T("--%[1]s %[2]s: give a number from 1 to %[3]s", "limit", a.short(x.String("limit")), "10000"), hint: a.example(x.Command)}
	}
	for _, f := range [...]struct {
		name string
		to   *string
	}{{"revision", &q.Revision}, {"kind", &q.Kind}, {"point", &q.Point}, {"unit", &q.Unit}} {
		if *f.to, err = a.optional(x, f.name); err != nil {
			return q, err
		}
	}
	if q.On, err = a.date(x, "on", a.today()); err != nil {
		return q, err
	}
	if q.Seen, err = a.date(x, "seen", a.today()); err != nil {
		return q, err
	}
	var ways []string
	for _, f := range [...]string{"all", "history", "revision", "on"} {
		if x.IsSet(f) && (f == "on" || f == "revision" || x.Bool(f)) {
			ways = append(ways, "--"+f)
		}
	}
	if len(ways) > 1 {
		return q, &misuse{what: a.say.T("%[1]s and %[2]s exclude each other", ways[0], ways[1]), hint: a.example(x.Command)}
	}
	return q, nil
}

func (a *app) search(c *cli.Context) error {
	q, err := a.searchFor(c)
	if err != nil {
		return err
	}
	x, err := a.index()
	if err != nil {
		return err
	}
	defer func() { x.Close() }()
	if c.IsSet("act") {
		act, err := a.act(x.Base(), c.String("act"))
		if err != nil {
			return err
		}
		q.Act = act.ID
		if q.Revision != "" {
			if _, err := act.Revision(q.Revision); err != nil {
				return a.noRevision(act, q.Revision)
			}
		}
	}
	answer := func() error {
		if c.Bool("history") {
			h, rule, err := x.History(q)
			if err == nil {
				return a.wordsHistory(q, h, rule)
			}
			return err
		}
		r, err := x.Search(q)
		if err == nil {
			return a.hits(x.Base(), q, r)
		}
		return err
	}
	if err = answer(); !errors.Is(err, index.ErrDamaged) {
		return a.indexFailure(err)
	}
	// What a damaged index holds can be made again.
	a.notice(a.say.T("the search index is damaged and is made anew"))
	x.Close()
	x = nil
	if err := a.remake(); err != nil {
		return err
	}
	if x, err = a.index(); err != nil {
		return err
	}
	return a.indexFailure(answer())
}

// hits shows the answer.
func (a *app) hits(b *versioning.Base, q retrieval.Query, r retrieval.Result) error {
	if a.json() {
		return a.writeJSON(a.speaker().Search(b, q, r))
	}
	acts := make(map[corpus.ActID]*versioning.Act)
	for _, act := range b.Acts() {
		acts[act.ID] = act
	}
	a.hitsText(acts, q, r)
	return nil
}

// wordsHistory shows when words entered acts and left them.
func (a *app) wordsHistory(q retrieval.Query, hs []retrieval.ActHistory, rule retrieval.Rule) error {
	if a.json() {
		return a.writeJSON(a.speaker().WordsHistory(q, hs, rule))
	}
	a.wordsHistoryText(q, hs, rule)
	return nil
}

// searchedNames lists the revisions searched, those of several acts not.
func (a *app) searchedNames(r retrieval.Result) string {
	var out []string
	var act corpus.ActID
	for _, g := range r.Search {
		if g.Err != nil || len(g.Revision.Events) == 0 {
			continue
		}
		if act != "" && act != g.Act {
			return ""
		}
		act = g.Act
		if !slices.Contains(out, g.Revision.ID) {
			out = append(out, g.Revision.ID)
		}
	}
	return strings.Join(out, ", ")
}
