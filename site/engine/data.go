// Package engine answers what a person types on a page, in the browser: the
// search and the question about a position, by the very packages that the
// command uses, over the acts of the site, without a server.
//
// A site has three files of it besides the program itself: the [Data], the
// [Messages] of each language, and what starts it. All have a mark of their
// content in their name.
package engine

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"time"

	"tizbe/corpus"
	"tizbe/versioning"
)

// Data is what the engine answers from.
type Data struct {
	Verified corpus.Date // the last day of which the site knows anything
	Acts     []Act
	Facts    []versioning.Fact // in the order in which they were recorded
	Glossary []byte
	// Left is how many acts of the site the engine does not have, because they
	// are too large for a page.
	Left int
}

// An Act is an act, and what pages the site has of it.
type Act struct {
	Record versioning.ActRecord
	Events []*versioning.Event
	Held   []*versioning.Held
	Pages  Pages
}

// Pages are the pages that the site has of an act, and how it is cited.
type Pages struct {
	Units map[string]string // heading's eId → page
	Posts map[string]string // eId, line feed, text of a line → page of the position
	Cites map[string]Cite   // by revision
}

// A Cite is how an edition is cited.
type Cite struct{ Kazakh, Russian string }

// maxText bounds the text that an engine is given, in bytes.
const maxText = 4 << 20

// Add adds the act where it is not too large: first ones first. What a page
// does not need is left out.
func (d *Data) Add(a *versioning.Act, p Pages) {
	size := 0
	for _, x := range d.Acts {
		size += x.size()
	}
	x := Act{Record: a.ActRecord, Pages: p}
	for _, e := range a.Events {
		if e.Ends() == nil { // an end follows from the others
			x.Events = append(x.Events, read(a, e))
		}
	}
	for _, h := range a.Held {
		if h.Root == nil {
			d.Left++
			return
		}
		x.Held = append(x.Held, &versioning.Held{Act: h.Act, Lang: h.Lang, Events: h.Events, Readings: h.Readings, Root: h.Root, Source: h.Source, Observed: h.Observed})
	}
	if size += x.size(); size > maxText {
		d.Left++
		return
	}
	d.Acts = append(d.Acts, x)
	for _, f := range a.Facts {
		if !slices.ContainsFunc(d.Facts, func(g versioning.Fact) bool { return reflect.DeepEqual(f.Fact, g) }) {
			d.Facts = append(d.Facts, f.Fact)
		}
	}
}

// size is roughly how much text there is of the act.
func (a Act) size() int {
	n := 0
	for _, h := range a.Held {
		for p := range h.Root.All() {
			n += len(p.Text)
		}
	}
	for _, e := range a.Events {
		for _, o := range e.Operations {
			n += len(o.Before) + len(o.After) + len(o.Clause)
		}
	}
	return n
}

// Encode returns the data as a file.
func (d *Data) Encode() []byte { return pack(nil, reflect.ValueOf(*d)) }

// Messages are the words of one language.
type Messages struct {
	Lang corpus.Lang
	// Catalogue has what package words says, Pages what the pages do, by the
	// English text.
	Catalogue, Pages map[string]string
}

// Encode returns the messages as a file.
func (m *Messages) Encode() []byte { return pack(nil, reflect.ValueOf(*m)) }

// decode reads a whole file into the value that the pointer points to.
func decode(b []byte, to any) error {
	rest, err := unpack(b, reflect.ValueOf(to).Elem(), 0)
	if err == nil && len(rest) > 0 {
		err = errPacked
	}
	return err
}

// base folds what the data hold.
func (d *Data) base() (*versioning.Base, error) {
	var recs []versioning.Record
	for _, a := range d.Acts {
		recs = append(recs, versioning.Record{Act: &a.Record})
		for _, e := range a.Events {
			if e == nil {
				return nil, errPacked
			}
			recs = append(recs, versioning.Record{Event: e})
		}
		for _, h := range a.Held {
			if h == nil || h.Root == nil {
				return nil, errPacked
			}
			h.Root.Seal()
			recs = append(recs, versioning.Record{Held: h})
		}
	}
	for i := range d.Facts {
		recs = append(recs, versioning.Record{Fact: &d.Facts[i]})
	}
	b, err := versioning.NewBase(recs, time.Time{})
	if err != nil {
		return nil, errors.Join(errPacked, fmt.Errorf("data of the engine: %w", err))
	}
	return b, nil
}
