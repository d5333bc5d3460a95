package store

import (
	"bytes"
	"compress/gzip"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"
	"pgregory.net/rapid"

	"tizbe/corpus"
	"tizbe/versioning"
)

func TestRoundTrip(t *testing.T) {
	want := testRecords()
	s, dir := createTest(t, want[:2]...)
	if err := s.Append(want[2:]...); err != nil {
		t.Fatal(err)
	}
	if got := s.Watermark(); got != uint64(len(want)) {
		t.Errorf("watermark %d", got)
	}
	head := s.Head()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openTest(t, dir, Options{ReadOnly: true})
	got, err := s.Records()
	if err != nil {
		t.Fatal(err)
	}
	sameRecords(t, got, want)
	if s.Watermark() != uint64(len(want)) || s.Head() != head {
		t.Errorf("head %d %s, want %d %s", s.Watermark(), s.Head(), len(want), head)
	}
	held := got[3].Held
	if want := want[3].Held.Root.Sum(); held.RootSum != want || held.Root.Sum() != want {
		t.Errorf("root %s %s, want %s", held.RootSum, held.Root.Sum(), want)
	}
	if held.Raw != nil {
		t.Error("the source is loaded with the records")
	}
	raw, err := s.Raw(held.RawSum)
	if err != nil || string(raw) != string(want[3].Held.Raw) {
		t.Errorf("source %q, %v", raw, err)
	}
	if _, err := s.Raw(corpus.SumText("x")); !errors.Is(err, ErrNoRaw) {
		t.Errorf("a source that is not held: %v", err)
	}
	for n := range len(want) + 2 {
		rest, err := s.Since(uint64(n))
		if err != nil {
			t.Fatal(err)
		}
		sameRecords(t, rest, want[min(n, len(want)):])
	}
	if s.Path() != filepath.Join(dir, FileName) {
		t.Error(s.Path())
	}
	if n, err := s.Size(); err != nil || n < pageSize {
		t.Errorf("size %d, %v", n, err)
	}
}

func TestRandomRecords(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		dir, err := os.MkdirTemp(t.TempDir(), "")
		if err != nil {
			rt.Fatal(err)
		}
		defer os.RemoveAll(dir)
		want := []versioning.Record{{Act: &versioning.ActRecord{ID: act789}}}
		if err := Create(dir, want...); err != nil {
			rt.Fatal(err)
		}
		s, err := Open(dir, Options{})
		if err != nil {
			rt.Fatal(err)
		}
		defer func() { s.Close() }()
		for range rapid.IntRange(1, 3).Draw(rt, "transactions") {
			var recs []versioning.Record
			for range rapid.IntRange(1, 4).Draw(rt, "records") {
				recs = append(recs, drawRecord(rt))
			}
			if err := s.Append(recs...); err != nil {
				rt.Fatal(err)
			}
			want = append(want, recs...)
			if rapid.Bool().Draw(rt, "reopen") {
				s.Close()
				if s, err = Open(dir, Options{}); err != nil {
					rt.Fatal(err)
				}
			}
			got, err := s.Records()
			if err != nil {
				rt.Fatal(err)
			}
			sameRecords(rt, got, want)
		}
		if err := s.Verify(); err != nil {
			rt.Fatal(err)
		}
	})
}

// The same record gives the same bytes, and those bytes do not change from
// one version of the program to the next.
func TestEncodingIsFixed(t *testing.T) {
	var out strings.Builder
	for _, r := range testRecords() {
		b, _, err := encodeRecord(r)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "%s\n", b)
		for i := 0; i < len(b); i += 32 {
			fmt.Fprintf(&out, "    %s\n", hex.EncodeToString(b[i:min(i+32, len(b))]))
		}
	}
	golden(t, "records.golden", strings.ToValidUTF8(out.String(), "·"))
}

func TestEncodingIsDeterministic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRecord(t)
		a, back, err := encodeRecord(r)
		if err != nil {
			t.Fatal(err)
		}
		if r.Held != nil {
			h := *r.Held // the same map, filled in another order
			h.Readings = make(map[string]string)
			for _, k := range slices.Backward(slices.Sorted(maps.Keys(r.Held.Readings))) {
				h.Readings[k] = r.Held.Readings[k]
			}
			r.Held = &h
		}
		if b, _, err := encodeRecord(r); err != nil || !bytes.Equal(a, b) {
			t.Fatalf("%x\n%x\n%v", a, b, err)
		}
		if b, _, err := encodeRecord(back); err != nil || !bytes.Equal(a, b) {
			t.Fatalf("%x\n%x\n%v", a, b, err)
		}
	})
}

// A file of format 1 stays readable.
func TestFormat1(t *testing.T) {
	const name = "format-1.db.gz"
	if *update {
		dir := t.TempDir()
		if err := Create(dir, testRecords()...); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(filepath.Join(dir, FileName))
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		z := gzip.NewWriter(&out)
		z.Write(b)
		z.Close()
		if err := os.WriteFile(filepath.Join("testdata", name), out.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	s, _ := oldFile(t, name, Options{ReadOnly: true})
	got, err := s.Records()
	if err != nil {
		t.Fatal(err)
	}
	sameRecords(t, got, testRecords())
}

func count(t *testing.T, s *Store, bucket []byte) (n int) {
	t.Helper()
	err := s.view(func(tx *bolt.Tx) error {
		n = tx.Bucket(bucket).Stats().KeyN
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestTextsAreStoredOnce(t *testing.T) {
	recs := testRecords()
	s, _ := createTest(t, recs...)
	nodes, texts, raws := count(t, s, bucketNode), count(t, s, bucketText), count(t, s, bucketRaw)
	if nodes != 5 || texts != 3 || raws != 1 {
		t.Fatalf("%d provisions, %d texts, %d sources", nodes, texts, raws)
	}
	// Another text with one line changed: that line, and the path to it.
	next := *recs[3].Held
	next.Lang = corpus.Russian
	next.Root = testTree("прокурор;", "в.")
	if err := s.Append(versioning.Record{Held: &next}); err != nil {
		t.Fatal(err)
	}
	if n, x, r := count(t, s, bucketNode), count(t, s, bucketText), count(t, s, bucketRaw); n != nodes+4 || x != texts+1 || r != raws {
		t.Errorf("%d provisions, %d texts, %d sources after it", n, x, r)
	}
	got, err := s.Records()
	if err != nil {
		t.Fatal(err)
	}
	a, b := got[3].Held.Root, got[5].Held.Root
	if a.Find("list__point_1__item_1") != b.Find("list__point_1__item_1") || a.Find("list__point_1") == b.Find("list__point_1") {
		t.Error("what two texts have in common is not shared")
	}
}

func TestAppendRefuses(t *testing.T) {
	recs := testRecords()
	held := func(change func(*versioning.Held)) versioning.Record {
		h := *recs[3].Held
		change(&h)
		return versioning.Record{Held: &h}
	}
	deep := &corpus.Provision{Kind: corpus.KindItem}
	for range maxTreeDepth + 1 {
		deep = &corpus.Provision{Kind: corpus.KindGroup, Children: []*corpus.Provision{deep}}
	}
	for _, c := range []struct {
		name string
		rec  versioning.Record
		want error
	}{
		{"nothing", versioning.Record{}, versioning.ErrInvalid},
		{"two things", versioning.Record{Act: recs[0].Act, Fact: recs[4].Fact}, versioning.ErrInvalid},
		{"an event of an unknown act", versioning.Record{Event: &versioning.Event{ID: "x", Act: act48}}, versioning.ErrUnknownAct},
		{"dates that contradict each other", versioning.Record{Event: &versioning.Event{ID: "x", Act: act789, By: act789, Adopted: date("2026-01-29"),
			Published: corpus.Exactly(date("2026-02-01"), corpus.Phrase{}), Clause: "Осы қаулы алғашқы ресми жарияланған күнінен бастап қолданысқа енгізіледі.", ClauseLang: corpus.Kazakh,
			Observed: []versioning.Observation{{On: date("2026-01-30")}}}}, versioning.ErrInvalid},
		{"known before the act is", versioning.Record{Recorded: time.Unix(1, 0), Event: &versioning.Event{ID: "x", Act: act48, By: act48}}, versioning.ErrUnknownAct},
		{"no text", held(func(h *versioning.Held) { h.Root = nil }), versioning.ErrInvalid},
		{"a text that is not stored", held(func(h *versioning.Held) { h.Root, h.RootSum = nil, corpus.SumText("x") }), versioning.ErrInvalid},
		{"another sum", held(func(h *versioning.Held) { h.RootSum = corpus.SumText("x") }), versioning.ErrInvalid},
		{"a source that is not stored", held(func(h *versioning.Held) { h.Raw, h.RawSum = nil, corpus.SumText("x") }), versioning.ErrInvalid},
		{"another source", held(func(h *versioning.Held) { h.RawSum = corpus.SumText("x") }), versioning.ErrInvalid},
		{"a text with a hole", held(func(h *versioning.Held) {
			h.Root = &corpus.Provision{Children: []*corpus.Provision{nil}}
		}), versioning.ErrInvalid},
		{"a text too deep", held(func(h *versioning.Held) { h.Root = deep }), versioning.ErrInvalid},
		{"a provision without anything", versioning.Record{Event: &versioning.Event{ID: "x", Act: act789, By: act48, Operations: []versioning.Operation{{New: &corpus.Provision{}}}}}, versioning.ErrInvalid},
		{"not UTF-8", held(func(h *versioning.Held) { h.RawName = "\xff" }), versioning.ErrInvalid},
		{"a year that RFC 3339 has not", versioning.Record{Recorded: time.Date(12026, 1, 1, 0, 0, 0, 0, time.UTC), Fact: recs[4].Fact}, versioning.ErrInvalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, dir := createTest(t, recs...)
			if c.name == "known before the act is" {
				if err := s.Append(versioning.Record{Recorded: time.Unix(2, 0), Act: &versioning.ActRecord{ID: act48}}); err != nil {
					t.Fatal(err)
				}
			}
			before, head := s.Watermark(), s.Head()
			// All or nothing: the good one before it is not kept either.
			err := s.Append(recs[4], c.rec)
			if !errors.Is(err, c.want) || !strings.Contains(err.Error(), dir) {
				t.Errorf("%v, want %v", err, c.want)
			}
			if s.Watermark() != before || s.Head() != head {
				t.Errorf("the log grew to %d", s.Watermark())
			}
			if err := s.Append(recs[4]); err != nil {
				t.Errorf("a good record after it: %v", err)
			}
		})
	}
}

// A caller's record is not changed, and what the caller changes later is not
// stored.
func TestAppendKeepsNothing(t *testing.T) {
	recs := testRecords()
	s, _ := createTest(t, recs...)
	if recs[3].Held.RootSum != (corpus.Sum{}) {
		t.Error("the record was changed")
	}
	recs[1].Event.Act = "changed"
	if err := s.Append(recs[4]); err != nil {
		t.Error(err)
	}
}

func TestReadersSideBySide(t *testing.T) {
	s, dir := createTest(t, testRecords()...)
	s.Close()
	var wg sync.WaitGroup
	for range 8 {
		s := openTest(t, dir, Options{ReadOnly: true, Timeout: time.Second})
		for range 2 {
			wg.Go(func() {
				for range 20 {
					recs, err := s.Records()
					if err != nil || len(recs) != 5 {
						t.Errorf("%d records, %v", len(recs), err)
					}
				}
			})
		}
	}
	wg.Wait()
}

func TestBusy(t *testing.T) {
	const wait = 150 * time.Millisecond
	w, dir := createTest(t, testRecords()...)
	refused := func(o Options) {
		t.Helper()
		start := time.Now()
		o.Timeout = wait
		s, err := Open(dir, o)
		if !errors.Is(err, ErrBusy) || !strings.Contains(err.Error(), dir) {
			t.Errorf("%+v: %v", o, err)
		}
		if err == nil {
			s.Close()
		}
		if d := time.Since(start); d < wait/2 || d > 20*wait {
			t.Errorf("waited %s", d)
		}
	}
	refused(Options{ReadOnly: true})
	refused(Options{})
	w.Close()
	openTest(t, dir, Options{ReadOnly: true, Timeout: wait})
	refused(Options{})
}

// Goroutines that share a writer's store.
func TestConcurrentAppend(t *testing.T) {
	recs := testRecords()
	s, _ := createTest(t, recs...)
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			for n := range 5 {
				f := *recs[4].Fact
				f.Basis = corpus.Plain(fmt.Sprint(i, n))
				if err := s.Append(versioning.Record{Fact: &f}, versioning.Record{Fact: &f}); err != nil {
					t.Error(err)
				}
				if got, err := s.Records(); err != nil || uint64(len(got)) > s.Watermark() || len(got)%2 == 0 {
					t.Errorf("%d records of %d, %v", len(got), s.Watermark(), err)
				}
			}
		})
	}
	wg.Wait()
	if s.Watermark() != uint64(len(recs)+40) {
		t.Error(s.Watermark())
	}
}
