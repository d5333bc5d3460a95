package main

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/urfave/cli/v2"

	"tizbe/corpus/glossary"
	"tizbe/index"
	"tizbe/seeds"
	"tizbe/versioning"
)

func reindexVerb(a *app) *cli.Command {
	t := a.say.T
	return a.verb(&cli.Command{
		Name:      "reindex",
		Usage:     t("make the search index anew"),
		UsageText: "tizbe reindex [--format text|json]",
		Description: t("The index is derived from the records and brought up to date by itself; this makes it from nothing. Searches go on meanwhile.") +
			"\n\ntizbe reindex",
		Action: a.reindex,
	})
}

type reindexAnswer struct {
	Acts     int   `json:"acts"`
	Wordings int   `json:"wordings"`
	Bytes    int64 `json:"bytes"`
}

func (a *app) reindex(*cli.Context) error {
	if err := index.Rebuild(a.dir, a.source, index.Options{}); err != nil {
		return a.indexFailure(err)
	}
	x, err := index.Open(a.dir, a.source, index.Options{})
	if err != nil {
		return a.indexFailure(err)
	}
	defer x.Close()
	n, size, err := x.Size()
	if err != nil {
		return a.indexFailure(err)
	}
	out := reindexAnswer{len(x.Base().Acts()), n, size}
	if a.json() {
		return a.writeJSON(out)
	}
	a.printf("%s\n", a.say.T("the index is made: acts %[1]s, wordings %[2]s, kilobytes %[3]s", fmt.Sprint(out.Acts), fmt.Sprint(n), fmt.Sprint((size+1023)/1024)))
	return nil
}

// source returns what the index is derived from: everything recorded.
func (a *app) source() (index.Source, error) {
	s, err := a.open(true)
	if err != nil {
		return index.Source{}, err
	}
	defer s.Close()
	recs, err := s.Records()
	if err != nil {
		return index.Source{}, err
	}
	b, err := versioning.NewBase(recs, time.Time{})
	return index.Source{Base: b, Seq: s.Watermark(), Head: s.Head()}, err
}

// index opens the index, brought up to date.
func (a *app) index() (*index.Index, error) {
	x, err := index.Open(a.dir, a.source, index.Options{Translate: glossaryReadings()})
	if err != nil {
		return nil, a.indexFailure(err)
	}
	if x.Stale() {
		a.notice(a.say.T("another run is bringing the index up to date: what was recorded last may be missing from this answer"))
	}
	return x, nil
}

// indexFailure says what is wrong with the index and what to do.
func (a *app) indexFailure(err error) error {
	t := a.say.T
	switch {
	case errors.Is(err, index.ErrBusy):
		return &failure{what: t("the search index is being made by another run"), hint: t("wait until it ends, then ask again"), err: err}
	case errors.Is(err, index.ErrDamaged):
		return &failure{what: t("the search index is damaged"), hint: t("tizbe reindex makes it anew; the records are not touched"), err: err}
	}
	return err
}

// glossaryReadings returns the glossary's reading of a question, with the
// terms it went by. The glossary is read when it is first needed.
func glossaryReadings() func(string) []glossary.Reading {
	load := sync.OnceValue(func() *glossary.Glossary {
		src, err := seeds.FS.ReadFile("glossary.txt")
		if err != nil {
			return nil
		}
		g, err := glossary.Parse("glossary.txt", src)
		if err != nil {
			return nil // a test reads it; an answer without it is still right
		}
		return g
	})
	return func(query string) []glossary.Reading {
		if g := load(); g != nil {
			return g.Translate(query)
		}
		return nil
	}
}
