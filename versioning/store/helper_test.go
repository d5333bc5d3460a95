package store

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tizbe/corpus"
	"tizbe/versioning"
)

var update = flag.Bool("update", false, "write the golden files anew")

const (
	act789 = corpus.ActID("/akn/kz/act/resolution/2025-09-24/789")
	act48  = corpus.ActID("/akn/kz/act/resolution/2026-01-29/48")
)

// openTest opens the store and, when the test ends, holds it against
// [Store.Verify], whatever the test did.
func openTest(t testing.TB, dir string, o Options) *Store {
	t.Helper()
	s, err := Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.Close()
		verify(t, dir)
	})
	return s
}

// verify opens the store anew and checks it whole.
func verify(t testing.TB, dir string) {
	t.Helper()
	s, err := Open(dir, Options{ReadOnly: true})
	if err != nil {
		t.Errorf("after the test: %v", err)
		return
	}
	defer s.Close()
	if err := s.Verify(); err != nil {
		t.Errorf("after the test: %v", err)
	}
}

// createTest creates a store with the records and opens it for writing.
func createTest(t testing.TB, recs ...versioning.Record) (*Store, string) {
	t.Helper()
	dir := t.TempDir()
	if err := Create(dir, recs...); err != nil {
		t.Fatal(err)
	}
	return openTest(t, dir, Options{}), dir
}

func date(s string) corpus.Date { return corpus.MustDate(s) }

func testTree(items ...string) *corpus.Provision {
	point := &corpus.Provision{EID: "list__point_1", Kind: corpus.KindPoint, Num: "1", Text: "1. Бас прокуратура:"}
	for i, s := range items {
		point.Children = append(point.Children, &corpus.Provision{EID: fmt.Sprintf("list__point_1__item_%d", i+1), Kind: corpus.KindItem, Text: s})
	}
	return &corpus.Provision{Kind: corpus.KindAct, Children: []*corpus.Provision{
		{EID: "list", Kind: corpus.KindList, Children: []*corpus.Provision{point}},
	}}
}

// testRecords is a small log with a record of every kind.
func testRecords() []versioning.Record {
	at := time.Date(2026, 11, 22, 10, 30, 0, 123456789, time.UTC)
	insert := versioning.Operation{
		Op: versioning.OpInsert, Target: "list__point_1__item_3", Parent: "list__point_1", Prev: "list__point_1__item_2",
		New:    &corpus.Provision{EID: "list__point_1__item_3", Kind: corpus.KindItem, Text: "тергеуші;"},
		Clause: "мынадай мазмұндағы абзацпен толықтырылсын", Line: 7,
	}
	return []versioning.Record{
		{Act: &versioning.ActRecord{ID: act789, Title: corpus.Words{corpus.Kazakh: "Тізбе", corpus.Russian: "Перечень"}, Decisions: []byte("0 = x\n"), DecisionsName: "789.txt"}},
		{Event: &versioning.Event{ID: "2025-09-24", Act: act789, By: act789, Kind: versioning.Adoption, Adopted: date("2025-09-24"),
			Published: corpus.Exactly(date("2025-09-26"), corpus.Quote(corpus.Plain("Егемен Қазақстан"))), Silent: true, TextHeld: true,
			Observed: []versioning.Observation{{On: date("2026-11-22"), Source: corpus.Plain("портал")}}}},
		{Event: &versioning.Event{ID: "2026-01-29", Act: act789, By: act48, Kind: versioning.Amendment, Adopted: date("2026-01-29"),
			Clause: "6. Осы қаулы қол қойылған күнінен бастап қолданысқа енгізіледі.", ClauseLang: corpus.Kazakh, TextHeld: true,
			Operations: []versioning.Operation{insert},
			Disputes: []versioning.Dispute{{ID: "d", EIDs: []string{"list__point_1__item_2"}, Basis: corpus.Plain("дау"), Readings: []versioning.Reading{
				{Source: "adilet", Title: corpus.Plain("Әділет")},
				{Source: "portal", Title: corpus.Plain("портал"), Operations: []versioning.Operation{{Op: versioning.OpReplace, Target: "list__point_1__item_2", Before: "б.", After: "в."}}},
			}}}}},
		{Recorded: at, Held: &versioning.Held{Act: act789, Lang: corpus.Kazakh, Events: []string{"2025-09-24"}, Root: testTree("прокурор;", "б."), Raw: []byte("1. Бас прокуратура:\nпрокурор;\nб.\n"),
			RawName: "789.txt", Observed: date("2026-11-22"), Repairs: []corpus.Repair{{Line: 2, Kind: corpus.RepairWrap, Before: "про\nкурор", After: "прокурор"}}}},
		{Recorded: at.Add(time.Nanosecond), Fact: &versioning.Fact{Act: act48, Field: versioning.FactInForce, Date: date("2026-01-29"), Basis: corpus.Plain("хат")}},
	}
}

// asJSON shows a record by another codec than the store's.
func asJSON(t interface{ Fatal(...any) }, r versioning.Record) string {
	r.Recorded = r.Recorded.UTC()
	if r.Held != nil {
		// What the store adds or leaves apart.
		h := *r.Held
		h.Raw = nil
		h.RootSum, h.RawSum = corpus.Sum{}, corpus.Sum{}
		r.Held = &h
	}
	if r.Amending != nil {
		a := *r.Amending
		a.Raw, a.RawSum = nil, corpus.Sum{}
		r.Amending = &a
	}
	b, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func sameRecords(t interface {
	Fatal(...any)
	Fatalf(string, ...any)
}, got, want []versioning.Record) {
	if len(got) != len(want) {
		t.Fatalf("%d records, want %d", len(got), len(want))
	}
	for i := range got {
		if g, w := asJSON(t, got[i]), asJSON(t, want[i]); g != w {
			t.Fatalf("record %d:\n%s\nwant:\n%s", i+1, g, w)
		}
	}
}

// golden compares got with the file in testdata, or writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs:\n%s", path, got)
	}
}

// Generators of random records.

func drawWords(t *rapid.T, name string) corpus.Words {
	w := corpus.Words{}
	for _, l := range []corpus.Lang{"", corpus.Kazakh, corpus.Russian, corpus.English} {
		if rapid.Bool().Draw(t, name+string(l)) {
			w[l] = rapid.String().Draw(t, name)
		}
	}
	if len(w) == 0 {
		return nil
	}
	return w
}

func drawDay(t *rapid.T, name string) corpus.Date {
	n := rapid.IntRange(-1, 40000).Draw(t, name)
	if n < 0 {
		return corpus.Date{}
	}
	return corpus.DateFromDays(n)
}

var texts = rapid.OneOf(rapid.SampledFrom([]string{"", "бас маман;", "тергеуші;", "1. Тармақ:"}), rapid.String())

func drawTree(t *rapid.T, depth int) *corpus.Provision {
	p := &corpus.Provision{
		EID:  rapid.SampledFrom([]string{"a", "b", "c", "list__point_1"}).Draw(t, "eid"),
		Kind: rapid.SampledFrom([]corpus.Kind{corpus.KindPoint, corpus.KindItem, corpus.KindGroup}).Draw(t, "kind"),
		Num:  rapid.SampledFrom([]string{"", "1", "15-1"}).Draw(t, "num"),
		Text: texts.Draw(t, "text"),
	}
	for range rapid.IntRange(0, max(0, 3-depth)).Draw(t, "children") {
		p.Children = append(p.Children, drawTree(t, depth+1))
	}
	return p
}

func drawOps(t *rapid.T) []versioning.Operation {
	var out []versioning.Operation
	for range rapid.IntRange(0, 2).Draw(t, "operations") {
		o := versioning.Operation{
			Op:     rapid.SampledFrom([]versioning.Op{versioning.OpInsert, versioning.OpReplaceWords, versioning.OpNoOp}).Draw(t, "op"),
			Target: rapid.String().Draw(t, "target"), Before: texts.Draw(t, "before"), After: texts.Draw(t, "after"),
			Until: drawDay(t, "until"), Line: rapid.IntRange(0, 1<<40).Draw(t, "line"),
		}
		if day := drawDay(t, "since"); !day.IsZero() {
			o.Since, o.For = &day, rapid.String().Draw(t, "for")
		}
		if rapid.Bool().Draw(t, "whole") {
			o.Old, o.New = drawTree(t, 2), drawTree(t, 1)
		}
		out = append(out, o)
	}
	return out
}

// drawRecord draws any record that may follow a record of the act.
func drawRecord(t *rapid.T) versioning.Record {
	var r versioning.Record
	if n := rapid.Int64Range(-1, 1<<62).Draw(t, "recorded"); n >= 0 {
		zone := time.FixedZone("", rapid.IntRange(-12, 14).Draw(t, "zone")*3600)
		r.Recorded = time.Unix(0, n).In(zone)
	}
	switch rapid.IntRange(0, 4).Draw(t, "thing") {
	case 0:
		r.Act = &versioning.ActRecord{ID: act789, Title: drawWords(t, "title"), Issuer: drawWords(t, "issuer"), DecisionsName: rapid.String().Draw(t, "name")}
		if rapid.Bool().Draw(t, "decided") {
			r.Act.Decisions = rapid.SliceOfN(rapid.Byte(), 1, 20).Draw(t, "decisions")
		}
	case 1:
		r.Event = &versioning.Event{
			ID: rapid.StringMatching(`20[0-9]{2}-01-0[1-9]`).Draw(t, "id"), Act: act789, By: act48, Kind: versioning.Amendment,
			Adopted: date("2026-01-29"), Clause: rapid.String().Draw(t, "clause"), ClauseLang: corpus.Russian,
			Source: drawWords(t, "source"), Basis: drawWords(t, "basis"), TextHeld: rapid.Bool().Draw(t, "held"), Operations: drawOps(t),
			Published: corpus.Bounds{Basis: corpus.Say("key %[1]s", rapid.String().Draw(t, "arg"))},
		}
		if rapid.Bool().Draw(t, "in part") {
			r.Event.Parts = rapid.SliceOfN(rapid.String(), 1, 3).Draw(t, "parts")
		}
	case 2:
		r.Held = &versioning.Held{
			Act: act789, Lang: corpus.Kazakh, Events: rapid.SliceOfN(rapid.String(), 1, 3).Draw(t, "events"), Root: drawTree(t, 0),
			Raw: []byte(rapid.String().Draw(t, "raw")), RawName: rapid.String().Draw(t, "file"), Observed: drawDay(t, "observed"),
			Readings: rapid.MapOfN(rapid.String(), rapid.String(), 1, 4).Draw(t, "readings"),
		}
	case 4:
		r.Amending = &versioning.AmendingText{
			ID: act48, Lang: corpus.Russian, Title: drawWords(t, "title"), Published: drawDay(t, "published"),
			Raw: []byte(rapid.String().Draw(t, "raw")), RawName: rapid.String().Draw(t, "file"),
			Pending: []versioning.PendingEffect{{ActTitle: rapid.String().Draw(t, "pending"), Op: versioning.OpInsert, Line: 3}},
			Left:    []versioning.LeftOut{{Line: 7, Text: rapid.String().Draw(t, "left"), Why: corpus.Say("key %[1]s", rapid.String().Draw(t, "why"))}},
		}
	case 3:
		r.Fact = &versioning.Fact{Act: act48, Field: versioning.FactAppliesFrom, Date: drawDay(t, "date"), Basis: drawWords(t, "basis")}
	}
	return r
}
