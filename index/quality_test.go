package index

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"tizbe/index/retrieval"
	"tizbe/internal/measured"
)

var update = flag.Bool("update", false, "write the golden files anew")

// goals are the least recall of each kind of query; R-precision may be .05
// below it.
var goals = []struct {
	kind   string
	recall float64
}{{"bare", .98}, {"inflection", .96}, {"russian-letters", .96}, {"latin", .96}, {"typo", .90}, {"russian-language", .80}}

// A labelled is a query with the lines that it must find, may find, and must
// not.
type labelled struct {
	Query, Kind        string
	Must, May, MustNot []string
}

func queries(t testing.TB, name string) []labelled {
	t.Helper()
	var out []labelled
	sc := bufio.NewScanner(bytes.NewReader(measured.Read(t, "search", name)))
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		var q labelled
		if err := json.Unmarshal(sc.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		out = append(out, q)
	}
	if len(out) == 0 {
		t.Fatalf("%s has no queries", name)
	}
	return out
}

var spaces = regexp.MustCompile(`\s+`)

// plain makes lines comparable: quotation marks and spaces as the labels have
// them.
func plain(lines []string) []string {
	out := make([]string, 0, len(lines))
	for _, l := range lines {
		l = strings.NewReplacer("«", `"`, "»", `"`, "“", `"`, "”", `"`).Replace(l)
		l = strings.TrimSpace(spaces.ReplaceAllString(l, " "))
		l = strings.ReplaceAll(l, "( ", "(")
		for _, p := range []string{",", ";", ":", ".", ")"} {
			l = strings.ReplaceAll(l, " "+p, p)
		}
		if !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	return out
}

// A searcher returns the lines that it finds, best first.
type searcher func(query string) []string

// tizbe searches as the command does.
func tizbe(t testing.TB, x *Index) searcher {
	return func(q string) []string {
		var out []string
		for _, h := range ask(t, x, q, 1000).Hits {
			out = append(out, h.Text)
		}
		return out
	}
}

// standard is bleve as it comes: its standard analyzer, all words required.
func standard(t testing.TB, docs []*retrieval.Document) searcher {
	t.Helper()
	m := bleve.NewIndexMapping()
	b, err := bleve.NewUsing(filepath.Join(t.TempDir(), "standard"), m, scorch.Name, scorch.Name, map[string]any{"bolt_timeout": "5s"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	batch := b.NewBatch()
	text := make(map[string]string)
	for _, d := range docs {
		text[d.ID()] = d.Text
		if err := batch.Index(d.ID(), map[string]any{"text": d.Text}); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Batch(batch); err != nil {
		t.Fatal(err)
	}
	return func(q string) []string {
		mq := bleve.NewMatchQuery(q)
		mq.SetOperator(1)
		res, err := b.Search(bleve.NewSearchRequestOptions(mq, 1000, 0, false))
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, h := range res.Hits {
			out = append(out, text[h.ID])
		}
		return out
	}
}

// A figure is the quality of one kind of query.
type figure struct {
	kind         string
	n            int
	recall, prec float64
}

// figures measures recall among the first hits and R-precision.
func figures(t testing.TB, qs []labelled, find searcher) []figure {
	var out []figure
	for _, g := range goals {
		f := figure{kind: g.kind}
		for _, q := range qs {
			if q.Kind != g.kind {
				continue
			}
			must, may := plain(q.Must), plain(q.May)
			hits := plain(find(q.Query))
			found := 0
			for _, h := range hits[:min(len(hits), max(10, len(must)+len(may)))] {
				if slices.Contains(must, h) {
					found++
				}
			}
			good := 0
			for _, h := range hits[:min(len(hits), len(must))] {
				if slices.Contains(must, h) || slices.Contains(may, h) {
					good++
				}
			}
			if testing.Verbose() && (found < len(must) || good < len(must)) {
				t.Logf("%s %q: %d of %d found, %d of the first right", q.Kind, q.Query, found, len(must), good)
			}
			f.n++
			f.recall += float64(found) / float64(len(must))
			f.prec += float64(good) / float64(len(must))
		}
		if f.n == 0 {
			t.Fatalf("no queries of kind %s", g.kind)
		}
		f.recall, f.prec = f.recall/float64(f.n), f.prec/float64(f.n)
		out = append(out, f)
	}
	return out
}

// confusable measures how many look-alikes are found, and how many of those
// to be found.
func confusable(t testing.TB, qs []labelled, find searcher) (wrong, recall float64) {
	var bad, no, good, yes int
	for _, q := range qs {
		hits := plain(find(q.Query))
		for _, l := range plain(q.MustNot) {
			no++
			if slices.Contains(hits, l) {
				bad++
				if testing.Verbose() {
					t.Logf("%q wrongly finds %q", q.Query, l)
				}
			}
		}
		for _, l := range plain(q.Must) {
			yes++
			if slices.Contains(hits, l) {
				good++
			} else if testing.Verbose() {
				t.Logf("%q does not find %q", q.Query, l)
			}
		}
	}
	return float64(bad) / float64(max(1, no)), float64(good) / float64(max(1, yes))
}

// governingDocuments are the wordings that govern today.
func governingDocuments(t testing.TB) []*retrieval.Document {
	t.Helper()
	var out []*retrieval.Document
	for _, a := range source(t, embedded(t)).Base.Acts() {
		asOf, err := a.AsOf(today, today)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range retrieval.Documents(a) {
			if slices.Contains(d.Revisions, asOf.Candidates[asOf.Earliest].ID) {
				out = append(out, d)
			}
		}
	}
	return out
}

// table measures the search beside a plain one.
func table(t testing.TB) (report string, ours []figure, wrong, recall float64) {
	qs, cs := queries(t, "queries.jsonl"), queries(t, "confusable.jsonl")
	x := opened(t, embedded(t))
	ours = figures(t, qs, tizbe(t, x))
	std := standard(t, governingDocuments(t))

	theirs := figures(silent{t}, qs, std)
	var b strings.Builder
	fmt.Fprintf(&b, "%-18s %7s  %8s %11s  %8s %11s\n", "kind of query", "queries", "recall", "R-precision", "standard", "R-precision")
	for i, f := range ours {
		fmt.Fprintf(&b, "%-18s %7d  %8.3f %11.3f  %8.3f %11.3f\n", f.kind, f.n, f.recall, f.prec, theirs[i].recall, theirs[i].prec)
	}
	wrong, recall = confusable(t, cs, tizbe(t, x))
	w, r := confusable(silent{t}, cs, std)
	fmt.Fprintf(&b, "\n%-18s %7s  %8s %11s  %8s %11s\n", "", "queries", "wrong", "recall", "standard", "recall")
	fmt.Fprintf(&b, "%-18s %7d  %8.3f %11.3f  %8.3f %11.3f\n", "look-alikes", len(cs), wrong, recall, w, r)
	return b.String(), ours, wrong, recall
}

// silent is a test that logs nothing.
type silent struct{ testing.TB }

func (silent) Logf(string, ...any) {}

// TestQuality holds the search against labelled queries, and the figures
// against those of the change before.
func TestQuality(t *testing.T) {
	report, ours, wrong, recall := table(t)
	t.Log("\n" + report)
	for i, g := range goals {
		if f := ours[i]; f.recall < g.recall || f.prec < g.recall-.05 {
			t.Errorf("%s: recall %.3f, R-precision %.3f; the goals are %.2f and %.2f", f.kind, f.recall, f.prec, g.recall, g.recall-.05)
		}
	}
	if wrong > .03 || recall < .97 {
		t.Errorf("look-alikes: %.3f wrongly found, recall %.3f; the goals are .03 and .97", wrong, recall)
	}
	golden := filepath.Join("testdata", "quality.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(report), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if report != string(want) {
		t.Errorf("the figures changed (-update writes them):\nwas\n%s\nis\n%s", want, report)
	}
}
