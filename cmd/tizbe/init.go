package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/urfave/cli/v2"

	"tizbe/corpus"
	"tizbe/versioning"
	"tizbe/versioning/facts"
	"tizbe/versioning/store"
)

func initVerb(a *app) *cli.Command {
	t := a.say.T
	return a.verb(&cli.Command{
		Name:        "init",
		Usage:       t("make the data directory: with the embedded acts, or empty"),
		UsageText:   "tizbe init [--empty] [--data DIR]",
		Description: t("Every verb makes it at first use; init makes it beforehand. On data that exist it adds what a newer version of the program knows of the embedded acts, and changes nothing else.") + "\n\ntizbe init\ntizbe init --empty --data ./acts",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "empty", Usage: t("without the embedded acts")},
		},
		Action: a.init,
	})
}

type initAnswer struct {
	Data    string   `json:"data"`
	Created bool     `json:"created"`
	Added   int      `json:"added"` // records
	Acts    []string `json:"acts"`
}

func (a *app) init(x *cli.Context) error {
	var recs []versioning.Record
	var err error
	if !x.Bool("empty") {
		if recs, err = embedded(); err != nil {
			return err
		}
	}
	out := initAnswer{Data: a.dir, Created: true, Added: len(recs), Acts: []string{}}
	s, err := store.Open(a.dir, store.Options{})
	switch {
	case err == nil:
		defer s.Close()
		out.Created = false
		if out.Added, err = a.renew(s, recs, x.Bool("empty")); err != nil {
			return err
		}
	case errors.Is(err, store.ErrNoStore):
		if err := store.Create(a.dir, recs...); err != nil {
			return err
		}
		if s, err = store.Open(a.dir, store.Options{ReadOnly: true}); err != nil {
			return err
		}
		defer s.Close()
	default:
		return err
	}
	all, err := s.Records()
	if err != nil {
		return err
	}
	b, err := versioning.NewBase(all, time.Time{})
	if err != nil {
		return err
	}
	for _, act := range b.Acts() {
		out.Acts = append(out.Acts, string(act.ID))
	}
	if a.json() {
		return a.writeJSON(out)
	}
	var w bytes.Buffer
	switch t := a.say.T; {
	case out.Created:
		a.style.hang(&w, "", t("made the data directory %[1]s", a.dir), bold)
	case out.Added > 0:
		a.style.hang(&w, "", t("the data in %[1]s were there; records added from this version of the program: %[2]s", a.dir, fmt.Sprint(out.Added)), bold)
	default:
		a.style.hang(&w, "", t("the data in %[1]s are there and up to date; nothing was changed", a.dir), bold)
	}
	for _, act := range b.Acts() {
		a.style.hang(&w, "  ", a.say.Citation(act.ID)+". "+a.say.Words(act.Title), nil)
	}
	_, err = a.out.Write(w.Bytes())
	return err
}

// renew adds to a store what the embedded acts say now and did not say when
// they were recorded. It returns the number of records added.
func (a *app) renew(s *store.Store, now []versioning.Record, empty bool) (int, error) {
	have, err := s.Records()
	if err != nil {
		return 0, err
	}
	if empty && len(have) > 0 {
		return 0, &failure{what: a.say.T("the data in %[1]s are there and not empty", a.dir), hint: a.say.T("--data DIR names another directory")}
	}
	var old, add []versioning.Record
	for _, r := range have {
		if r.Recorded.IsZero() {
			old = append(old, r)
		}
	}
	if len(old) > 0 && len(now) > 0 {
		if err := facts.Compare(old, now); err != nil {
			return 0, &failure{what: a.say.T("this version of the program knows less of the embedded acts than the data do: %[1]s", err), hint: a.say.T("nothing was written; use the newer version"), err: err}
		}
	}
	for _, n := range now {
		same := false
		for _, o := range old { // the last one with the same subject counts
			if subject(o) == subject(n) {
				same = content(o) == content(n)
			}
		}
		if !same {
			add = append(add, n)
		}
	}
	if len(add) == 0 {
		return 0, nil
	}
	return len(add), s.Append(add...)
}

// subject says what a record is about.
func subject(r versioning.Record) string {
	switch {
	case r.Act != nil:
		return "act " + string(r.Act.ID)
	case r.Event != nil:
		return "event " + string(r.Event.Act) + " " + r.Event.ID
	case r.Held != nil:
		return fmt.Sprint("held ", r.Held.Act, r.Held.Lang, r.Held.Events)
	}
	return ""
}

// content is what a record says, for comparison; texts count by their sums.
func content(r versioning.Record) string {
	if r.Held != nil {
		h := *r.Held
		h.RootSum = h.Root.Sum()
		if len(h.Raw) > 0 {
			h.RawSum = corpus.SumText(string(h.Raw))
		}
		h.Root, h.Raw = nil, nil
		r.Held = &h
	}
	b, err := json.Marshal(r)
	if err != nil {
		return err.Error()
	}
	// A list or table that is empty may come back absent.
	return string(bytes.ReplaceAll(bytes.ReplaceAll(b, []byte("[]"), []byte("null")), []byte("{}"), []byte("null")))
}
