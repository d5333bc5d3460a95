// Command bench holds the storage of dated texts side by side with SQLite and
// git on the same file of revisions, and writes the table to a Markdown file.
// It is a module of its own, so that what it is compared with is no
// dependency of the program.
//
//	go run . -o ../BENCHMARKS.md [-runs 3] [-data FILE.jsonl.gz]
package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"tizbe/corpus"
	"tizbe/internal/measured"
	"tizbe/versioning/archive"
)

// A question asks for the text of an act on a day; the answer is known.
type question struct {
	act  string
	on   corpus.Date
	rec  int // index of the record in force
	prev int // of the one before it, or -1
}

// A data set is a bulk file and questions about it.
type dataset struct {
	name      string
	raw       []byte
	recs      []archive.Record
	questions []question
}

// A result is one run of one system.
type result struct {
	size int64         // bytes on disk
	took time.Duration // of the import
	text []time.Duration
	meta []time.Duration
	diff []time.Duration
}

// A system keeps revisions in the folder.
type system struct {
	name string
	run  func(dir string, d *dataset) (result, error)
}

var systems = []system{
	{"tizbe, nothing cached", func(dir string, d *dataset) (result, error) { return runTizbe(dir, d, -1) }},
	{"tizbe, cache of 32 MiB", func(dir string, d *dataset) (result, error) { return runTizbe(dir, d, 0) }},
	{"SQLite, whole texts", func(dir string, d *dataset) (result, error) { return runSQLite(dir, d, false) }},
	{"SQLite + FTS5", func(dir string, d *dataset) (result, error) { return runSQLite(dir, d, true) }},
	{"git, repacked", runGit},
}

const (
	asked    = 3000 // questions for the text of a day
	compared = 200  // pairs of neighbouring revisions
)

func main() {
	out := flag.String("o", "", "write the tables to this file; standard output where it is empty")
	runs := flag.Int("runs", 3, "how often each is run; medians are shown")
	file := flag.String("data", "", "the bulk file, .jsonl.gz; by default the sample of the measurement data")
	flag.Parse()
	if err := bench(*out, *file, *runs); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func bench(out, file string, runs int) error {
	if file == "" {
		d, err := measured.Find()
		if err != nil {
			return fmt.Errorf("the measurement data is absent (set %s): %w", measured.Env, err)
		}
		file = filepath.Join(d, "corpus", "sample.jsonl.gz")
	}
	lines, err := load(file)
	if err != nil {
		return err
	}
	var b strings.Builder
	preamble(&b, file, runs)
	for _, part := range []int{1, 2, 4} {
		d, err := pick(lines, part)
		if err != nil {
			return err
		}
		floor, err := zstdFloor(d.raw)
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "\n## %s of the file: %d revisions, %s MB\n\n", d.name, len(d.recs), mb(int64(len(d.raw))))
		if floor > 0 {
			fmt.Fprintf(&b, "The floor, `zstd -10 --long=27` of the whole file: %s MB, %.4f of it.\n\n", mb(floor), float64(floor)/float64(len(d.raw)))
		}
		fmt.Fprintln(&b, "| | size, MB | of the floor | import, MB/s | text of a day, p50 µs | p99 µs | p50 of the goal | metadata of a day, p50 µs | diff of two revisions, p50 µs |")
		fmt.Fprintln(&b, "|---|--:|--:|--:|--:|--:|--:|--:|--:|")
		for _, s := range systems {
			row, err := median(s, d, runs, floor)
			if err != nil {
				return fmt.Errorf("%s: %w", s.name, err)
			}
			fmt.Fprintln(&b, row)
			fmt.Fprintln(os.Stderr, d.name, row)
		}
	}
	b.WriteString(notes)
	if out == "" {
		_, err = io.WriteString(os.Stdout, b.String())
		return err
	}
	return os.WriteFile(out, []byte(b.String()), 0o666)
}

// load returns the lines of the file.
func load(file string) ([][]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	all, err := io.ReadAll(z)
	if err != nil {
		return nil, err
	}
	return bytes.SplitAfter(bytes.TrimSuffix(all, []byte("\n")), []byte("\n")), nil
}

// pick returns every part-th act counted down from four, so that 4 is all: the
// parts are as mixed as the whole.
func pick(lines [][]byte, part int) (*dataset, error) {
	d := &dataset{name: fmt.Sprintf("%d/4", part)}
	number := make(map[string]int)
	byAct := make(map[string][]int)
	var names []string
	for _, l := range lines {
		r, err := archive.ParseRecord(bytes.TrimSpace(l))
		if err != nil {
			return nil, err
		}
		n, ok := number[r.Act]
		if !ok {
			n = len(number)
			number[r.Act] = n
		}
		if n*part%4 >= part {
			continue
		}
		if byAct[r.Act] == nil {
			names = append(names, r.Act)
		}
		byAct[r.Act] = append(byAct[r.Act], len(d.recs))
		d.recs = append(d.recs, r)
		d.raw = append(append(d.raw, bytes.TrimSpace(l)...), '\n')
	}
	rnd := rand.New(rand.NewPCG(1, uint64(part)))
	for range asked {
		of := byAct[names[rnd.IntN(len(names))]]
		first, last := d.recs[of[0]].Effective, d.recs[of[len(of)-1]].Effective
		q := question{act: d.recs[of[0]].Act, on: first.AddDays(rnd.IntN(last.Days() - first.Days() + 365)), prev: -1}
		for i, k := range of {
			if !d.recs[k].Effective.After(q.on) {
				if q.rec = k; i > 0 {
					q.prev = of[i-1]
				}
			}
		}
		d.questions = append(d.questions, q)
	}
	return d, nil
}

func zstdFloor(raw []byte) (int64, error) {
	path, err := exec.LookPath("zstd")
	if err != nil {
		return 0, nil
	}
	c := exec.Command(path, "-10", "--long=27", "-c", "-q")
	c.Stdin = bytes.NewReader(raw)
	z, err := c.Output()
	return int64(len(z)), err
}

func median(s system, d *dataset, runs int, floor int64) (string, error) {
	var size, rate, p50, p99, goal, meta, diff []float64
	for range runs {
		dir, err := os.MkdirTemp("", "bench-")
		if err != nil {
			return "", err
		}
		runtime.GC()
		r, err := s.run(dir, d)
		if e := os.RemoveAll(dir); err == nil {
			err = e
		}
		if err != nil {
			return "", err
		}
		size = append(size, float64(r.size))
		rate = append(rate, float64(len(d.raw))/1e6/r.took.Seconds())
		over := make([]float64, len(r.text))
		for i, t := range r.text {
			over[i] = us(t) / (20 + float64(len(d.recs[d.questions[i].rec].Text))/1000)
		}
		goal = append(goal, quantile(over, 50))
		p50, p99 = append(p50, quantile(micros(r.text), 50)), append(p99, quantile(micros(r.text), 99))
		meta, diff = append(meta, quantile(micros(r.meta), 50)), append(diff, quantile(micros(r.diff), 50))
	}
	cell := func(f string, v []float64) string {
		if len(v) == 0 || v[0] < 0 {
			return "–"
		}
		return fmt.Sprintf(f, quantile(v, 50))
	}
	ratio := "–"
	if floor > 0 {
		ratio = fmt.Sprintf("%.2f", quantile(size, 50)/float64(floor))
	}
	return fmt.Sprintf("| %s | %s | %s | %s | %s | %s | %s | %s | %s |", s.name, mb(int64(quantile(size, 50))), ratio, cell("%.1f", rate), cell("%.1f", p50), cell("%.0f", p99), cell("%.2f", goal), cell("%.2f", meta), cell("%.0f", diff)), nil
}

func us(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1000 }

func micros(in []time.Duration) []float64 {
	out := make([]float64, len(in))
	for i, d := range in {
		out[i] = us(d)
	}
	return out
}

// quantile returns the p-th percentile, -1 of nothing.
func quantile(in []float64, p int) float64 {
	if len(in) == 0 {
		return -1
	}
	s := slices.Sorted(slices.Values(in))
	return s[min(len(s)-1, len(s)*p/100)]
}

func mb(n int64) string { return fmt.Sprintf("%.2f", float64(n)/1e6) }

func preamble(b *strings.Builder, file string, runs int) {
	cpu := runtime.GOARCH
	if f, err := os.Open("/proc/cpuinfo"); err == nil {
		for in := bufio.NewScanner(f); in.Scan(); {
			if k, v, ok := strings.Cut(in.Text(), ":"); ok && strings.TrimSpace(k) == "model name" {
				cpu = strings.TrimSpace(v)
				break
			}
		}
		f.Close()
	}
	versions := []string{runtime.Version()}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			switch m.Path {
			case "go.etcd.io/bbolt", "github.com/klauspost/compress", "modernc.org/sqlite":
				versions = append(versions, m.Path+" "+m.Version)
			}
		}
	}
	for _, c := range [][]string{{"git", "--version"}, {"zstd", "--version"}} {
		if v, err := exec.Command(c[0], c[1:]...).Output(); err == nil {
			versions = append(versions, strings.Trim(strings.TrimSpace(string(v)), "* "))
		}
	}
	fmt.Fprintf(b, "# Benchmarks of the storage\n\nWritten by `make bench-corpus`; not to be edited by hand.\n\n")
	fmt.Fprintf(b, "- machine: %s, %d processors, %s/%s\n- versions: %s\n- data: `%s`, real acts of four countries in dated revisions\n- medians of %d runs; %d questions for the text of a random act on a random day, %d pairs of neighbouring revisions\n",
		cpu, runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, strings.Join(versions, "; "), filepath.Base(file), runs, asked, compared)
	fmt.Fprintf(b, "- to repeat: `make bench-corpus` with the data where `%s` says\n", measured.Env)
	fmt.Fprintf(b, "\nGoals: size at most 2.5 of the floor; import 20 MB/s or more; text of a day p50 at most 20 µs + 1 µs per KB (the column “p50 of the goal” is the median share of that); metadata of a day p50 at most 5 µs.\n")
}

const notes = `
## What is measured

- **tizbe**: the store's file after the import of the file as JSON lines into an empty store, reading and checking of the JSON included; texts, metadata and trees through the public functions of package store, every byte checked against its sum. *Nothing cached*: each text is read from the file (which the system has in memory), checked and expanded anew. The diff is of two trees of provisions, from the store to the list of changes.
- **SQLite**: modernc.org/sqlite, one row a revision with its whole text and an index by act and day, one transaction, parsed JSON given to it for nothing; with FTS5, an external-content table beside it. Its diff is only the reading of the two texts: it has none.
- **git**: one file an act, one commit a revision, by fast-import, then repacked (gc --aggressive), both counted as the import. The text of a day is asked of one running cat-file --batch by blob, the day having been looked up elsewhere; its diff is a process, git diff of two blobs.
- The search of words is not in this table yet.
`
