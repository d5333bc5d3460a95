package store

import (
	"compress/gzip"
	"context"
	"io"
	"os"
	"slices"
	"testing"
	"time"

	"tizbe/corpus"
	"tizbe/internal/measured"
	"tizbe/versioning/archive"
)

// A twoFiles closes both.
type twoFiles struct {
	io.Reader
	f *os.File
}

func (t twoFiles) Close() error { return t.f.Close() }

// openSample opens the measured bulk file, expanded.
func openSample(t testing.TB) func() (io.ReadCloser, error) {
	path := measured.Path(t, "corpus", "sample.jsonl.gz")
	return func() (io.ReadCloser, error) {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		z, err := gzip.NewReader(f)
		return twoFiles{z, f}, err
	}
}

func importSample(t testing.TB) (*Store, Session) {
	t.Helper()
	dir := t.TempDir()
	if err := Create(dir); err != nil {
		t.Fatal(err)
	}
	s, err := Open(dir, Options{Cache: -1})
	if err != nil {
		t.Fatal(err)
	}
	done, err := s.Import(context.Background(), openSample(t), ImportOptions{Name: "sample", Now: time.Now(), Refused: func(line uint64, err error) { t.Errorf("line %d: %v", line, err) }})
	if err != nil {
		t.Fatal(err)
	}
	return s, done
}

// BenchmarkImport imports the sample, expanding it included.
func BenchmarkImport(b *testing.B) {
	for b.Loop() {
		s, done := importSample(b)
		size, err := s.Size()
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(done.Bytes))
		b.ReportMetric(float64(size), "file-bytes")
		b.ReportMetric(float64(done.Added), "revisions")
		s.Close()
	}
}

// BenchmarkImportedText reads random revisions by day, each with nothing in
// memory but what the system keeps of the file.
func BenchmarkImportedText(b *testing.B) {
	s, _ := importSample(b)
	defer s.Close()
	type question struct {
		name string
		on   corpus.Date
		size int
	}
	var qs []question
	if err := s.EachImported(func(a ImportedAct) error {
		for _, r := range a.Revisions {
			qs = append(qs, question{a.Name, r.Effective, r.Size})
		}
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	for _, mode := range []struct {
		name  string
		cache int
	}{{"cold", 0}, {"cached", defaultCacheBytes}} {
		b.Run(mode.name, func(b *testing.B) {
			s.cache.forget()
			s.cache.limit = mode.cache
			var times, over []float64
			var buf []byte
			i := 0
			for b.Loop() {
				q := qs[(i*7919)%len(qs)]
				i++
				start := time.Now()
				var err error
				if buf, _, err = s.ImportedText(buf[:0], q.name, q.on); err != nil {
					b.Fatal(err)
				}
				d := float64(time.Since(start).Nanoseconds()) / 1000
				times = append(times, d)
				over = append(over, d/(20+float64(q.size)/1000))
			}
			slices.Sort(times)
			slices.Sort(over)
			b.ReportMetric(times[len(times)/2], "p50-µs")
			b.ReportMetric(times[len(times)*99/100], "p99-µs")
			b.ReportMetric(over[len(over)/2], "p50-of-goal")
			b.ReportMetric(over[len(over)*99/100], "p99-of-goal")
		})
		b.Run(mode.name+"-metadata", func(b *testing.B) {
			s.cache.forget()
			s.cache.limit = mode.cache
			i := 0
			for b.Loop() {
				q := qs[(i*7919)%len(qs)]
				i++
				var r archive.Revision
				var err error
				if r, err = s.ImportedOn(q.name, q.on); err != nil || r.Size != q.size {
					b.Fatal(r, err)
				}
			}
		})
	}
}
