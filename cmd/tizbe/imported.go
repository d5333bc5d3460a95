package main

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"tizbe/corpus"
	"tizbe/versioning"
	"tizbe/versioning/store"
)

// imported returns the imported act that the name or a short form of it
// fits, or nil where there is none.
func (a *app) imported(name string) (*versioning.Act, error) {
	s, err := a.open(true)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	const few = 5
	names, err := s.FindImported(name, few+1)
	switch {
	case err != nil:
		return nil, err
	case len(names) == 0:
		return nil, nil
	case len(names) > few:
		names = append(names[:few], "…")
		fallthrough
	case len(names) > 1:
		return nil, &failure{what: a.say.T("several acts have the number %[1]s", a.short(name)), hint: a.say.T("name one of %[1]s", strings.Join(names, ", ")), err: versioning.ErrAmbiguousAct}
	}
	b, err := s.ImportedBase(names[0])
	if err != nil || errors.Is(err, store.ErrNotImported) {
		return nil, err
	}
	return b.Act("")
}

// allImported returns every imported act; their texts are unpacked as they
// are asked for.
func (a *app) allImported() ([]*versioning.Act, error) {
	s, err := a.open(true)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	var names []string
	if err := s.EachImported(func(x store.ImportedAct) error { names = append(names, x.Name); return nil }); err != nil {
		return nil, err
	}
	var out []*versioning.Act
	for _, n := range names {
		b, err := s.ImportedBase(n)
		if err != nil {
			return nil, err
		}
		out = append(out, b.Acts()...)
	}
	return out, nil
}

// number is the number of an act, "?" where the act is not named.
func number(id corpus.ActID) string { return cmp.Or(id.Number(), "?") }

// byNumber names the act that brings the event about by its number, with its
// parts where only those do.
func (a *app) byNumber(e *versioning.Event) string {
	n := "№ " + number(e.By)
	if len(e.Parts) > 0 {
		n += " (" + a.say.Parts(e.Parts) + ")"
	}
	if e.Ends() != nil {
		return a.say.T("the end of %[1]s", n)
	}
	return n
}

// countImported says how many acts were imported, which are not listed.
func (a *app) countImported() error {
	s, err := a.open(true)
	if err != nil {
		return err
	}
	defer s.Close()
	n, err := s.ImportedCount()
	if n > 0 {
		a.notice(a.say.T("imported acts: %[1]s; --act shows one by its name", fmt.Sprint(n)))
	}
	return err
}
