package index

import (
	"io/fs"
	"testing"
	"time"

	"tizbe/corpus"
	"tizbe/corpus/glossary"
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

// source folds the records; Seq and Head stand for them as the store's would.
func source(t testing.TB, recs []versioning.Record) Source {
	t.Helper()
	b, err := versioning.NewBase(recs, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	s := Source{Base: b, Seq: uint64(len(recs))}
	for _, a := range b.Acts() {
		s.Head = corpus.SumText(s.Head.String() + digest(a))
	}
	return s
}

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
	x, err := Open(t.TempDir(), source(t, recs), Options{Translate: translate(t)})
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
func ask(t testing.TB, x *Index, text string, limit int) Result {
	t.Helper()
	r, err := x.Search(Query{Text: text, On: today, Seen: today, Limit: limit})
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return r
}
