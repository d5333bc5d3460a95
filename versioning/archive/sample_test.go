package archive

import (
	"bufio"
	"compress/gzip"
	"os"
	"testing"
	"time"

	"tizbe/corpus"
	"tizbe/internal/measured"
)

// sample returns the records of the measured bulk file by act, in order.
func sample(t testing.TB) map[string][]Record {
	t.Helper()
	f, err := os.Open(measured.Path(t, "corpus", "sample.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	out := make(map[string][]Record)
	in := bufio.NewScanner(z)
	in.Buffer(nil, MaxText)
	for in.Scan() {
		r, err := ParseRecord(in.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		out[r.Act] = append(out[r.Act], r)
	}
	if err := in.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// pack packs the records of an act.
func packed(t testing.TB, recs []Record) *Pack {
	t.Helper()
	p := NewPack()
	for _, r := range recs {
		if err := p.Add(Revision{Effective: r.Effective, Number: r.Number, Title: r.Title}, r.Text); err != nil {
			t.Fatalf("%s %s: %v", r.Act, r.Effective, err)
		}
	}
	return p
}

// Real law of four countries: every text comes back byte for byte, also after
// the pack was written and read; a provision stands once in a text; and most
// lines of a revision continue lines of the one before.
func TestSample(t *testing.T) {
	start := time.Now()
	raw, kept, carried, lines := 0, 0, 0, 0
	acts := sample(t)
	parsed := time.Since(start)
	var adding time.Duration
	for act, recs := range acts {
		start := time.Now()
		p := packed(t, recs)
		adding += time.Since(start)
		kept += len(p.text)
		revs := make([]Revision, len(p.revs))
		for i, r := range p.revs {
			revs[i] = r
			var err error
			if revs[i].Runs, err = ReadRecipe(AppendRecipe(nil, r.Runs), len(p.text)); err != nil {
				t.Fatal(err)
			}
		}
		q, err := ReadPack(p.text, p.AppendLines(nil, 0), revs)
		if err != nil {
			t.Fatalf("%s: %v", act, err)
		}
		before := map[string]bool{}
		for i, r := range recs {
			raw += len(r.Text)
			at := On(q.revs, r.Effective)
			text, err := q.Text(q.revs[at])
			if err != nil || text != r.Text {
				t.Fatalf("%s %s: another text (%v)", act, r.Effective, err)
			}
			tree := q.Tree(q.revs[at])
			if at := On(p.revs, r.Effective); tree.Sum() != p.Tree(p.revs[at]).Sum() {
				t.Fatalf("%s %s: another tree", act, r.Effective)
			}
			now := map[string]bool{}
			for pr := range tree.All() {
				if pr.EID == "" {
					continue
				}
				if now[pr.EID] {
					t.Fatalf("%s %s: %s stands twice", act, r.Effective, pr.EID)
				}
				now[pr.EID] = true
				if i > 0 {
					lines++
					if before[pr.EID] {
						carried++
					}
				}
			}
			before = now
		}
	}
	t.Logf("parsed in %v, packed in %v: %d bytes of text, %d of wordings; %.1f%% of the lines of later revisions are carried on", parsed, adding, raw, kept, 100*float64(carried)/float64(lines))
	if 100*carried < 90*lines || 3*kept > raw+raw/5 {
		t.Errorf("%d bytes kept of %d; %d of %d lines carried on", kept, raw, carried, lines)
	}
}

func TestOn(t *testing.T) {
	d := corpus.MustDate
	revs := []Revision{{Effective: d("2020-01-01")}, {Effective: d("2021-01-01"), Number: 1}, {Effective: d("2021-01-01"), Number: 2}}
	for _, tt := range []struct {
		day  string
		want int
	}{{"2019-12-31", -1}, {"2020-01-01", 0}, {"2020-12-31", 0}, {"2021-01-01", 2}, {"2030-01-01", 2}} {
		if got := On(revs, d(tt.day)); got != tt.want {
			t.Errorf("on %s: %d, want %d", tt.day, got, tt.want)
		}
	}
}
