package index

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"tizbe/index/retrieval"
)

// BenchmarkSearch asks the labelled queries one after the other, a thousand
// and more, with fragments and facets: the median and the slowest twentieth.
func BenchmarkSearch(b *testing.B) {
	qs := queries(b, "queries.jsonl")
	x := opened(b, embedded(b))
	var took []time.Duration
	i := 0
	for b.Loop() {
		start := time.Now()
		if _, err := x.Search(retrieval.Query{Text: qs[i%len(qs)].Query, On: today, Seen: today, Facets: true}); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
		i++
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-median")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "ms-p95")
}

// BenchmarkIndexing makes the index of the embedded acts from nothing.
func BenchmarkIndexing(b *testing.B) {
	recs := embedded(b)
	docs := 0
	var size int64
	for b.Loop() {
		dir := b.TempDir()
		src := loader(source(b, recs))
		if err := Rebuild(dir, src, Options{}); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		x, err := Open(dir, src, Options{})
		if err != nil {
			b.Fatal(err)
		}
		n, err := x.finder.Bleve.DocCount()
		if err != nil {
			b.Fatal(err)
		}
		x.Close()
		docs, size = int(n), sizeOf(b, dir)
		b.StartTimer()
	}
	b.ReportMetric(float64(docs)*float64(b.N)/b.Elapsed().Seconds(), "wordings/s")
	b.ReportMetric(float64(size)/float64(docs), "bytes/wording")
}

// BenchmarkOpen opens an index that is up to date, as each command does.
func BenchmarkOpen(b *testing.B) {
	dir, src := b.TempDir(), loader(source(b, embedded(b)))
	if err := Rebuild(dir, src, Options{}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		x, err := Open(dir, src, Options{})
		if err != nil {
			b.Fatal(err)
		}
		x.Close()
	}
}

// BenchmarkQuality reports recall and R-precision by kind of query, and beside
// it those of bleve's standard analyzer.
func BenchmarkQuality(b *testing.B) {
	report, _, _, _ := table(silent{b})
	for b.Loop() {
	}
	fmt.Print("\n", report, "\n") // a benchmark's log is cut after ten lines
}

func sizeOf(t testing.TB, dir string) int64 {
	var n int64
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			var st os.FileInfo
			if st, err = d.Info(); err == nil {
				n += st.Size()
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
