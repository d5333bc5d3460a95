package index

import (
	"fmt"
	"io/fs"
	"testing"
	"time"

	"tizbe/corpus"
	"tizbe/corpus/glossary"
	"tizbe/index/retrieval"
	"tizbe/seeds"
	"tizbe/versioning"
	"tizbe/versioning/facts"
)

// today is the day on which the tests ask.
var today = corpus.MustDate("2026-11-22")

// embedded returns the acts that come with the program.
func embedded(t testing.TB) []versioning.Record {
	t.Helper()
	names, err := fs.Glob(seeds.FS, "*.facts.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var out []versioning.Record
	for _, n := range names {
		recs, err := facts.Parse(n, seeds.FS.ReadFile)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, recs...)
	}
	return out
}

// sourceOf folds the records; Seq and Head stand for them as the store's
// would.
func sourceOf(recs []versioning.Record) (Source, error) {
	b, err := versioning.NewBase(recs, time.Time{})
	if err != nil {
		return Source{}, err
	}
	s := Source{Base: b, Seq: uint64(len(recs))}
	for _, a := range b.Acts() {
		sum, err := digest(a)
		if err != nil {
			return Source{}, err
		}
		s.Head = corpus.SumText(s.Head.String() + sum)
	}
	return s, nil
}

func source(t testing.TB, recs []versioning.Record) Source {
	t.Helper()
	s, err := sourceOf(recs)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// loader gives the source as it is.
func loader(s Source) Loader { return func() (Source, error) { return s, nil } }

func translate(t testing.TB) func(string) []glossary.Reading {
	t.Helper()
	src, err := seeds.FS.ReadFile("glossary.txt")
	if err != nil {
		t.Fatal(err)
	}
	g, err := glossary.Parse("glossary.txt", src)
	if err != nil {
		t.Fatal(err)
	}
	return g.Translate
}

// opened opens an index of the records in a directory of its own.
func opened(t testing.TB, recs []versioning.Record) *Index {
	t.Helper()
	x, err := Open(t.TempDir(), loader(source(t, recs)), Options{Translate: translate(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	return x
}

// ask searches what governs today.
func ask(t testing.TB, x *Index, text string, limit int) retrieval.Result {
	t.Helper()
	r, err := x.Search(retrieval.Query{Text: text, On: today, Seen: today, Limit: limit})
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return r
}

// drawn words of the synthetic acts; each has a form of its own.
var nouns = []string{"бастық", "тергеуші", "маман", "инспектор", "жүргізуші", "прокурор", "орынбасар", "көмекші"}

// synthetic returns the records of act n: its adoption with a text of so many
// items, then so many amendments, of which each adds an item, rewords one and,
// every third, takes one out.
func synthetic(n, items, amendments int) []versioning.Record {
	id := corpus.ActID(fmt.Sprintf("/akn/kz/act/resolution/2020-01-01/%d", n))
	point := &corpus.Provision{EID: "list__point_1", Kind: corpus.KindPoint, Num: "1", Text: fmt.Sprintf("1. Мекеме%d бөлімі:", n)}
	eid := func(i int) string { return fmt.Sprintf("list__point_1__item_%d", i) }
	for i := range items {
		point.Children = append(point.Children, &corpus.Provision{EID: eid(i + 1), Kind: corpus.KindItem, Text: fmt.Sprintf("%s нөмір%d;", nouns[i%len(nouns)], i+1)})
	}
	root := &corpus.Provision{Kind: corpus.KindAct, Children: []*corpus.Provision{{EID: "list", Kind: corpus.KindList, Children: []*corpus.Provision{point}}}}
	adopted := corpus.MustDate("2020-01-01")
	event := versioning.Event{ID: "2020-01-01", Act: id, By: id, Kind: versioning.Adoption, Adopted: adopted, TextHeld: true, Silent: true,
		Published: corpus.Exactly(adopted, corpus.Quote(corpus.Plain("gazette")))}
	out := []versioning.Record{
		{Act: &versioning.ActRecord{ID: id, Title: corpus.Plain("title")}},
		{Event: &event},
		{Held: &versioning.Held{Act: id, Lang: corpus.Kazakh, Events: []string{event.ID}, Root: root.Seal()}},
	}
	texts := make(map[int]string)
	for i := range items {
		texts[i+1] = point.Children[i].Text
	}
	last := items
	for k := range amendments {
		day := adopted.AddDays(100 * (k + 1))
		by := corpus.ActID(fmt.Sprintf("/akn/kz/act/resolution/%s/%d", day, 1000*n+k))
		change := 1 + k%items
		ops := []versioning.Operation{
			{Op: versioning.OpInsert, Target: eid(last + 1), New: &corpus.Provision{EID: eid(last + 1), Kind: corpus.KindItem, Text: fmt.Sprintf("қосылған%d %s;", k, nouns[k%len(nouns)])},
				Parent: "list__point_1", Prev: eid(last)},
			{Op: versioning.OpReplaceWords, Target: eid(change), Before: texts[change], After: texts[change] + " өзгерген"},
		}
		texts[change] += " өзгерген"
		last++
		out = append(out, versioning.Record{Event: &versioning.Event{ID: day.String(), Act: id, By: by, Kind: versioning.Amendment, Adopted: day, TextHeld: true, Silent: true,
			Published: corpus.Exactly(day, corpus.Quote(corpus.Plain("gazette"))), Operations: ops}})
	}
	return out
}

// contents returns the documents of the index as a set: ID and sum.
func contents(t testing.TB, x *Index) map[string]string {
	t.Helper()
	out := make(map[string]string)
	for _, typ := range []string{typeWording, typeAct} {
		if err := stored(x.finder.Bleve, typ, "", func(id, sum string) { out[id] = sum }); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// wanted returns what the index of the source must hold.
func wanted(t testing.TB, s Source) map[string]string {
	t.Helper()
	out := make(map[string]string)
	for _, a := range s.Base.Acts() {
		sum, err := digest(a)
		if err != nil {
			t.Fatal(err)
		}
		out[actDocument(a.ID)] = sum
		for _, d := range retrieval.Documents(a) {
			_, sum, err := fieldsOf(d)
			if err != nil {
				t.Fatal(err)
			}
			out[d.ID()] = sum
		}
	}
	return out
}
