package amendment

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tizbe/corpus"
	"tizbe/corpus/amending"
	"tizbe/corpus/citation"
	"tizbe/corpus/reading"
	"tizbe/internal/measured"
	"tizbe/versioning"
)

const (
	work = corpus.ActID("/akn/kz/act/resolution/2020-01-10/1")
	by   = corpus.ActID("/akn/kz/act/resolution/2021-06-01/9")
)

// base holds one act whose annex has the lines.
func base(t interface{ Fatal(...any) }, lines []string) (*versioning.Base, *corpus.Provision) {
	doc, err := reading.Lines(strings.Join(lines, "\n"), reading.Options{Lang: corpus.Kazakh})
	if err != nil {
		t.Fatal(err)
	}
	recs := []versioning.Record{
		{Act: &versioning.ActRecord{ID: work, Title: corpus.Words{corpus.Kazakh: "Сынақ туралы"}}},
		{Event: &versioning.Event{ID: "2020-01-10", Act: work, By: work, Kind: versioning.Adoption, Adopted: work.Adopted(), Silent: true, TextHeld: true}},
		{Held: &versioning.Held{Act: work, Lang: corpus.Kazakh, Events: []string{"2020-01-10"}, Root: doc.Root.Seal()}},
	}
	b, err := versioning.NewBase(recs, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return b, doc.Root
}

var small = []string{"1. Бірінші комитет:", "бас инженер;", "аға инженер;", "аға техник.", "2. Екінші комитет:", "аға инженер.", "3. Үшінші комитет:", "маман."}

func ref(elems ...any) citation.Ref {
	var out citation.Ref
	for i := 0; i < len(elems); i += 2 {
		out = append(out, citation.Elem{Level: elems[i].(citation.Level), Num: elems[i+1].(string)})
	}
	return out
}

// A clause that does not fit is a problem that says what was seen; the other
// clauses are compiled all the same.
func TestProblems(t *testing.T) {
	target := func(path citation.Ref) amending.Target {
		return amending.Target{Act: work, Annex: "тізбе", Path: path}
	}
	for _, tt := range []struct {
		name   string
		clause amending.Clause
		want   error
		says   string
	}{
		{"a point that is not there", amending.Clause{Op: amending.Delete, Target: target(ref(citation.Point, "7"))}, ErrNoTarget, "point 7"},
		{"a paragraph that is not there", amending.Clause{Op: amending.Replace, Target: target(ref(citation.Point, "2", citation.Alinea, "5")), After: []string{"x;"}}, ErrNoTarget, "which has 2"},
		{"words that are not there", amending.Clause{Op: amending.ReplaceWords, Target: target(ref(citation.Point, "2")), Pairs: []amending.Pair{{From: "хатшы", To: "x"}}}, ErrNoWords, "хатшы"},
		{"words that stand in several lines", amending.Clause{Op: amending.ReplaceWords, Target: target(ref(citation.Point, "1")), Pairs: []amending.Pair{{From: "аға", To: "бас"}}}, ErrManyWords, "2 times"},
		{"part of a word is not the word", amending.Clause{Op: amending.ReplaceWords, Target: target(ref(citation.Point, "3")), Pairs: []amending.Pair{{From: "мама", To: "x"}}}, ErrNoWords, "мама"},
		{"a point that is there already", amending.Clause{Op: amending.Insert, Target: target(ref(citation.Point, "2")), After: []string{"2. Тағы:", "маман."}}, versioning.ErrExists, "list__point_2"},
		{"nothing to insert", amending.Clause{Op: amending.Insert, Target: target(ref(citation.Point, "4"))}, ErrNotCompiled, "does not follow"},
	} {
		b, _ := base(t, small)
		good := amending.Clause{Op: amending.Delete, Target: target(ref(citation.Point, "3")), Line: 2}
		r, err := Compile(b, &amending.Act{Clauses: []amending.Clause{tt.clause, good}}, by)
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Problems) != 1 || !errors.Is(r.Problems[0], tt.want) || !strings.Contains(r.Problems[0].Error(), tt.says) {
			t.Errorf("%s: problems %v, want %v with %q", tt.name, r.Problems, tt.want, tt.says)
		}
		if len(r.Effects) != 1 || len(r.Effects[0].ByClause) != 1 {
			t.Errorf("%s: the other clause was not compiled: %+v", tt.name, r.Effects)
		}
	}
}

func TestCompile(t *testing.T) {
	target := func(path citation.Ref) amending.Target {
		return amending.Target{Act: work, Annex: "тізбе", Path: path}
	}
	for _, tt := range []struct {
		name   string
		clause amending.Clause
		want   []string // the lines that follow
	}{
		{"words everywhere", amending.Clause{Op: amending.ReplaceWords, Target: amending.Target{Act: work, Annex: "тізбе", Everywhere: true}, Pairs: []amending.Pair{{From: "аға", To: "бас"}}},
			[]string{"1. Бірінші комитет:", "бас инженер;", "бас инженер;", "бас техник.", "2. Екінші комитет:", "бас инженер.", "3. Үшінші комитет:", "маман."}},
		{"words deleted", amending.Clause{Op: amending.DeleteWords, Target: target(ref(citation.Point, "2")), Pairs: []amending.Pair{{From: "аға"}}},
			[]string{"1. Бірінші комитет:", "бас инженер;", "аға инженер;", "аға техник.", "2. Екінші комитет:", "инженер.", "3. Үшінші комитет:", "маман."}},
		{"words inserted after words", amending.Clause{Op: amending.InsertWords, Target: target(ref(citation.Point, "3")), Words: "Үшінші", Position: amending.After, Pairs: []amending.Pair{{To: "біріккен"}}},
			[]string{"1. Бірінші комитет:", "бас инженер;", "аға инженер;", "аға техник.", "2. Екінші комитет:", "аға инженер.", "3. Үшінші біріккен комитет:", "маман."}},
		{"a paragraph after another", amending.Clause{Op: amending.Insert, Target: target(ref(citation.Point, "1")), Anchor: ref(citation.Alinea, "2"), Position: amending.After, After: []string{"хатшы;"}},
			[]string{"1. Бірінші комитет:", "бас инженер;", "хатшы;", "аға инженер;", "аға техник.", "2. Екінші комитет:", "аға инженер.", "3. Үшінші комитет:", "маман."}},
		{"a point at the end", amending.Clause{Op: amending.Insert, Target: target(ref(citation.Point, "4")), After: []string{"4. Төртінші комитет:", "маман."}},
			append(slices.Clone(small), "4. Төртінші комитет:", "маман.")},
		{"a whole annex in a new wording", amending.Clause{Op: amending.ReplaceAnnex, Target: amending.Target{Act: work, Annex: "тізбе"}, After: []string{"1. Жалғыз комитет:", "маман;", "хатшы."}},
			[]string{"1. Жалғыз комитет:", "маман;", "хатшы."}},
		{"a whole point in a new wording", amending.Clause{Op: amending.Replace, Target: target(ref(citation.Point, "2")), After: []string{"2. Жаңа комитет:", "маман;", "хатшы."}},
			[]string{"1. Бірінші комитет:", "бас инженер;", "аға инженер;", "аға техник.", "2. Жаңа комитет:", "маман;", "хатшы.", "3. Үшінші комитет:", "маман."}},
	} {
		b, root := base(t, small)
		r, err := Compile(b, &amending.Act{Clauses: []amending.Clause{tt.clause}}, by)
		if err != nil || len(r.Problems) > 0 {
			t.Errorf("%s: %v %v", tt.name, err, r.Problems)
			continue
		}
		after, err := versioning.Apply(root, r.Effects[0].Event.Operations)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if got := after.Annex().EnactedLines(); !slices.Equal(got, tt.want) {
			t.Errorf("%s\n got %q\nwant %q", tt.name, got, tt.want)
		}
		// What did not change keeps its identity.
		for p := range root.All() {
			if q := after.Find(p.EID); q != nil && q.Text != p.Text && q.Kind != p.Kind {
				t.Errorf("%s: %s was %q and is %q", tt.name, p.EID, p.Text, q.Text)
			}
		}
	}
}

func TestPending(t *testing.T) {
	b, _ := base(t, small)
	c := amending.Clause{Op: amending.Delete, Target: amending.Target{Act: "/akn/kz/act/law/2019-01-01/5", Path: ref(citation.Point, "1")}}
	r, err := Compile(b, &amending.Act{Clauses: []amending.Clause{c}}, by)
	if err != nil || len(r.Pending) != 1 || len(r.Effects) != 0 || len(r.Problems) != 0 {
		t.Errorf("%+v %v", r, err)
	}
	byTitle := amending.Clause{Op: amending.Delete, Target: amending.Target{ActTitle: "«Сынақ туралы»", Annex: "тізбе", Path: ref(citation.Point, "1")}}
	if r, err = Compile(b, &amending.Act{Clauses: []amending.Clause{byTitle}}, by); err != nil || len(r.Effects) != 1 {
		t.Errorf("an act named by its title alone: %+v %v", r, err)
	}
}

// original is the act that № 48 changes, as it was adopted.
func original(t testing.TB) (*versioning.Base, *corpus.Provision) {
	const list = corpus.ActID("/akn/kz/act/resolution/2025-09-24/789")
	doc, err := reading.Markdown(measured.Read(t, "789", "edition-2025-09-24.kk.md"), reading.Options{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := versioning.NewBase([]versioning.Record{
		{Act: &versioning.ActRecord{ID: list}},
		{Event: &versioning.Event{ID: "2025-09-24", Act: list, By: list, Kind: versioning.Adoption, Adopted: list.Adopted(), Silent: true, TextHeld: true}},
		{Held: &versioning.Held{Act: list, Lang: corpus.Kazakh, Events: []string{"2025-09-24"}, Root: doc.Root.Seal()}},
	}, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return b, doc.Root
}

// The original edition and № 48, both from official text, give the next one.
func TestMeasured48(t *testing.T) {
	b, root := original(t)
	act, err := amending.Read(measured.Read(t, "acts", "48-2026-01-29.kk.txt"), "")
	if err != nil {
		t.Fatal(err)
	}
	r, err := Compile(b, act, "/akn/kz/act/resolution/2026-01-29/48")
	if err != nil || len(r.Problems) > 0 || len(r.Effects) != 1 {
		t.Fatalf("%v %+v", err, r)
	}
	after, err := versioning.Apply(root, r.Effects[0].Event.Operations)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(strings.TrimSpace(string(measured.Read(t, "789", "edition-2026-01-29.kk.list.txt"))), "\n")
	if got := after.Annex().EnactedLines(); !slices.Equal(got, want) {
		t.Errorf("the computed edition has %d lines, the true one %d", len(got), len(want))
	}
	if fmt.Sprint(len(r.Effects[0].Event.Operations)) != "2" || after.Find("list__point_15-1") == nil {
		t.Errorf("operations %+v", r.Effects[0].Event.Operations)
	}
}

// BenchmarkCompile48 reads № 48 and compiles it against the act it changes.
func BenchmarkCompile48(b *testing.B) {
	src := measured.Read(b, "acts", "48-2026-01-29.kk.txt")
	base, _ := original(b)
	for b.Loop() {
		act, err := amending.Read(src, "")
		if err != nil {
			b.Fatal(err)
		}
		if r, err := Compile(base, act, "/akn/kz/act/resolution/2026-01-29/48"); err != nil || len(r.Problems) > 0 || len(r.Effects) != 1 {
			b.Fatal(err, r)
		}
	}
}

// BenchmarkApply1000 applies a thousand operations to a list of a thousand
// lines.
func BenchmarkApply1000(b *testing.B) {
	lines := []string{"1. Комитет:"}
	for i := range 1000 {
		lines = append(lines, "маман "+strconv.Itoa(i)+";")
	}
	_, root := base(b, lines)
	var ops []versioning.Operation
	for i, p := range root.Annex().Children[0].Children {
		ops = append(ops, versioning.Operation{Op: versioning.OpReplace, Target: p.EID, Before: p.Text, After: "инженер " + strconv.Itoa(i) + ";"})
	}
	for b.Loop() {
		if _, err := versioning.Apply(root, ops); err != nil {
			b.Fatal(err)
		}
	}
}
