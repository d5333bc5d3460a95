package main

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/urfave/cli/v2"

	"tizbe/corpus/glossary"
	"tizbe/index"
	"tizbe/versioning"
	"tizbe/versioning/store"
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
	// Of imported acts:
	Imported      int   `json:"imported_acts"`
	ImportedBytes int64 `json:"imported_bytes"`
}

func (a *app) reindex(*cli.Context) error {
	if err := a.remake(); err != nil {
		return err
	}
	x, err := a.index()
	if err != nil {
		return err
	}
	defer x.Close()
	n, size, ofImported, err := x.Size()
	if err != nil {
		return a.indexFailure(err)
	}
	acts, err := x.store.ImportedCount()
	if err != nil {
		return err
	}
	out := reindexAnswer{len(x.Base().Acts()), n, size, acts, ofImported}
	if a.json() {
		return a.writeJSON(out)
	}
	a.printf("%s\n", a.say.T("the index is made: acts %[1]s, wordings %[2]s, kilobytes %[3]s", fmt.Sprint(out.Acts), fmt.Sprint(n), fmt.Sprint((size+1023)/1024)))
	if acts > 0 {
		a.printf("%s\n", a.say.T("imported acts: %[1]s, kilobytes %[2]s", fmt.Sprint(acts), fmt.Sprint((ofImported+1023)/1024)))
	}
	return nil
}

// remake makes the index anew.
func (a *app) remake() error {
	s, err := a.open(true)
	if err != nil {
		return err
	}
	defer s.Close()
	line := a.progressLine(0)
	err = index.Rebuild(a.dir, a.source, index.Options{Store: s, Progress: line.indexed})
	line.clear()
	return a.indexFailure(err)
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

// A searchIndex is the index with the store that it reads imported acts from.
type searchIndex struct {
	*index.Index
	store *store.Store
}

// Close gives both up.
func (x *searchIndex) Close() error {
	if x == nil {
		return nil
	}
	return errors.Join(x.Index.Close(), x.store.Close())
}

// index opens the index, brought up to date.
func (a *app) index() (*searchIndex, error) {
	s, err := a.open(true)
	if err != nil {
		return nil, err
	}
	line := a.progressLine(0)
	i, err := index.Open(a.dir, a.source, index.Options{Translate: glossaryReadings(), Store: s, Progress: line.indexed})
	line.clear()
	if err != nil {
		s.Close()
		return nil, a.indexFailure(err)
	}
	x := &searchIndex{i, s}
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
		g, err := glossary.Parse("glossary.txt", glossarySource())
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
