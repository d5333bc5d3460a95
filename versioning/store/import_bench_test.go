package store

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
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

func importFile(t testing.TB, open func() (io.ReadCloser, error)) (*Store, Session) {
	t.Helper()
	dir := t.TempDir()
	if err := Create(dir); err != nil {
		t.Fatal(err)
	}
	s, err := Open(dir, Options{Cache: -1})
	if err != nil {
		t.Fatal(err)
	}
	done, err := s.Import(context.Background(), open, ImportOptions{Name: "file", Now: time.Now(), Refused: func(line uint64, err error) { t.Errorf("line %d: %v", line, err) }})
	if err != nil {
		t.Fatal(err)
	}
	return s, done
}

// mostAmended returns the records of the act of the sample with the most
// revisions.
func mostAmended(t testing.TB) string {
	f, err := openSample(t)()
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	byAct := make(map[string][]string)
	most := ""
	in := bufio.NewScanner(f)
	in.Buffer(nil, maxLine)
	for in.Scan() {
		var r struct{ Act string }
		if err := json.Unmarshal(in.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		byAct[r.Act] = append(byAct[r.Act], in.Text()+"\n")
		if len(byAct[r.Act]) > len(byAct[most]) {
			most = r.Act
		}
	}
	if err := in.Err(); err != nil {
		t.Fatal(err)
	}
	return strings.Join(byAct[most], "")
}

// madeUpCode returns the records of a code of about n bytes in revisions of
// which each changes a few lines, inserts some and repeals some: words by a
// law of Zipf from a vocabulary, since what is as likely as anything else does
// not compress as law does.
func madeUpCode(t testing.TB, n, revs int) string {
	rnd := rand.New(rand.NewPCG(11, uint64(n)))
	zipf := rand.NewZipf(rnd, 1.15, 3, 7999)
	vocabulary := make([]string, 8000)
	for i := range vocabulary {
		var w strings.Builder
		for range 1 + rnd.IntN(3) + i/3000 {
			w.WriteByte("bcdfghklmnprstvz"[rnd.IntN(16)])
			w.WriteString([]string{"a", "e", "i", "o", "u", "ai", "en", "er", "is"}[rnd.IntN(9)])
		}
		vocabulary[i] = w.String()
	}
	words := func(n int) string {
		out := make([]string, n)
		for i := range out {
			out[i] = vocabulary[zipf.Uint64()]
		}
		return strings.Join(out, " ")
	}
	var lines []string
	for size := 0; size < n; {
		l := fmt.Sprintf("(%d) %s.", len(lines)%9+1, words(10+rnd.IntN(50)))
		if len(lines)%9 == 0 {
			l = fmt.Sprintf("## § %d. %s", len(lines)/9+1, words(4))
		}
		lines = append(lines, l)
		size += len(l) + 1
	}
	var b strings.Builder
	for r := range revs {
		b.WriteString(line(t, "ee/code", r+1, corpus.MustDate("2001-01-01").AddDays(80*r).String(), strings.Join(lines, "\n")+"\n"))
		for range 3 + rnd.IntN(len(lines)/60) {
			at := rnd.IntN(len(lines))
			switch rnd.IntN(8) {
			case 0:
				lines = slices.Insert(lines, at, fmt.Sprintf("(%d-1) %s.", at%9+1, words(30)))
			case 1:
				lines[at] = fmt.Sprintf("(%d) [Repealed – %s]", at%9+1, words(3))
			default: // some words of it
				w := strings.Fields(lines[at])
				k := rnd.IntN(len(w))
				lines[at] = strings.Join(slices.Replace(w, k, min(len(w), k+rnd.IntN(6)), words(1+rnd.IntN(5))), " ")
			}
		}
	}
	return b.String()
}

// floor returns what the zstd command makes of a whole file, 0 without it.
func floor(b *testing.B, open func() (io.ReadCloser, error)) int64 {
	zstd, err := exec.LookPath("zstd")
	if err != nil {
		b.Log("no zstd command: the floor is not known")
		return 0
	}
	f, err := open()
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	var out bytes.Buffer
	cmd := exec.Command(zstd, "-q", "-10", "--long=27", "-c")
	cmd.Stdin, cmd.Stdout = f, &out
	if err := cmd.Run(); err != nil {
		b.Fatal(err)
	}
	return int64(out.Len())
}

var inputs = []struct {
	name string
	open func(testing.TB) func() (io.ReadCloser, error)
}{
	{"sample", openSample},
	{"most-amended", func(t testing.TB) func() (io.ReadCloser, error) { return opener(mostAmended(t)) }},
	{"code-100", func(t testing.TB) func() (io.ReadCloser, error) { return opener(madeUpCode(t, 400_000, 100)) }},
}

// BenchmarkImport imports the sample, expanding it included; the act of it
// with the most revisions alone; and a code with a hundred.
func BenchmarkImport(b *testing.B) {
	for _, in := range inputs {
		b.Run(in.name, func(b *testing.B) {
			open := in.open(b)
			least := floor(b, open)
			b.ResetTimer()
			for b.Loop() {
				s, done := importFile(b, open)
				size, err := s.Size()
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(done.Bytes))
				b.ReportMetric(float64(size), "file-bytes")
				b.ReportMetric(float64(done.Added), "revisions")
				if least > 0 {
					b.ReportMetric(float64(size)/float64(least), "of-floor")
				}
				s.Close()
			}
		})
	}
}

// BenchmarkImportedText reads random revisions by day, each with nothing in
// memory but what the system keeps of the file. The goal is 20 µs and 1 µs for
// each kilobyte. "quiet" are the figures of the fastest of the passes over
// all revisions: what is left without what else the machine was doing.
func BenchmarkImportedText(b *testing.B) {
	for _, in := range inputs {
		b.Run(in.name, func(b *testing.B) { benchImportedText(b, in.open(b)) })
	}
}

type textQuestion struct {
	name string
	on   corpus.Date
	size int
	best float64
}

func benchImportedText(b *testing.B, open func() (io.ReadCloser, error)) {
	s, _ := importFile(b, open)
	defer s.Close()
	var qs []*textQuestion
	if err := s.EachImported(func(a ImportedAct) error {
		for _, r := range a.Revisions {
			qs = append(qs, &textQuestion{name: a.Name, on: r.Effective, size: r.Size})
		}
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	rnd.Shuffle(len(qs), func(i, j int) { qs[i], qs[j] = qs[j], qs[i] })
	for _, mode := range []struct {
		name  string
		cache int
	}{{"cold", 0}, {"cached", defaultCacheBytes}} {
		b.Run(mode.name, func(b *testing.B) {
			s.cache.forget()
			s.cache.limit = mode.cache
			var times, over, quiet, quietOver []float64
			var buf []byte
			for _, q := range qs {
				q.best = 0
			}
			goal := func(q *textQuestion) float64 { return 20 + float64(q.size)/1000 }
			i := 0
			for b.Loop() {
				q := qs[i%len(qs)]
				i++
				start := time.Now()
				var err error
				if buf, _, err = s.ImportedText(buf[:0], q.name, q.on); err != nil {
					b.Fatal(err)
				}
				d := float64(time.Since(start).Nanoseconds()) / 1000
				times, over = append(times, d), append(over, d/goal(q))
				if q.best == 0 || d < q.best {
					q.best = d
				}
			}
			for _, q := range qs {
				if q.best > 0 {
					quiet, quietOver = append(quiet, q.best), append(quietOver, q.best/goal(q))
				}
			}
			for _, m := range []struct {
				name string
				of   []float64
			}{{"µs", times}, {"of-goal", over}, {"quiet-µs", quiet}, {"quiet-of-goal", quietOver}} {
				slices.Sort(m.of)
				b.ReportMetric(m.of[len(m.of)/2], "p50-"+m.name)
				b.ReportMetric(m.of[len(m.of)*99/100], "p99-"+m.name)
			}
		})
		b.Run(mode.name+"-metadata", func(b *testing.B) {
			s.cache.forget()
			s.cache.limit = mode.cache
			i := 0
			for b.Loop() {
				q := qs[i%len(qs)]
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
