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
	"cmp"
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
	truth     *truth
	searches  [len(classes)][]search
}

// A result is one run of one system.
type result struct {
	size int64         // bytes on disk
	took time.Duration // of the import
	text []time.Duration
	meta []time.Duration
	diff []time.Duration
	// Of searching; none where the system does not.
	index     int64         // bytes that the index takes
	indexed   time.Duration // its making
	searchers []searcher
}

// A system keeps revisions in the folder.
type system struct {
	name string
	run  func(dir string, d *dataset) (result, error)
	// needs is a program without which it is left out.
	needs string
}

var systems = []system{
	{name: "tizbe, nothing cached", run: func(dir string, d *dataset) (result, error) { return runTizbe(dir, d, -1) }},
	{name: "tizbe, cache of 32 MiB", run: func(dir string, d *dataset) (result, error) { return runTizbe(dir, d, 0) }},
	{name: "SQLite, whole texts", run: func(dir string, d *dataset) (result, error) { return runSQLite(dir, d, false) }},
	{name: "SQLite + FTS5", run: func(dir string, d *dataset) (result, error) { return runSQLite(dir, d, true) }},
	{name: "git, repacked", run: runGit},
	{name: "PostgreSQL", run: runPostgres, needs: "initdb"},
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
	begun := load1()
	preamble(&b, file, runs)
	at := b.Len()
	whole, err := pick(lines, 4)
	if err != nil {
		return err
	}
	marked := newTruth(whole.recs).marked
	var asked *[len(classes)][]search
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
		// The same questions are asked of every part.
		d.truth = newTruth(d.recs)
		if asked == nil {
			qs := d.truth.questions(marked)
			asked = &qs
		}
		d.searches = *asked
		var rows []*row
		for _, s := range systems {
			if s.needs != "" && pgBin(s.needs) == "" {
				continue
			}
			row, err := measure(s, d, runs)
			if err != nil {
				return fmt.Errorf("%s: %w", s.name, err)
			}
			rows = append(rows, row)
			fmt.Fprintln(&b, row.cells(floor))
			fmt.Fprintln(os.Stderr, d.name, row.cells(floor))
		}
		searchTable(&b, d, rows)
	}
	b.WriteString(notes)
	text := b.String()
	if begun != "" {
		// What else ran makes the rates and the slowest answers worse.
		text = text[:at] + fmt.Sprintf("\nThe machine's load, of which one is this command: %s when it began, %s when it ended, with %d processors.\n", begun, load1(), runtime.NumCPU()) + text[at:]
	}
	if out != "" {
		if err := os.WriteFile(out, []byte(text), 0o666); err != nil {
			return err
		}
	}
	_, err = io.WriteString(os.Stdout, text)
	return err
}

// load1 returns the load of the last minute where the system tells it.
func load1() string {
	b, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	l, _, _ := strings.Cut(string(b), " ")
	return l
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
			case "go.etcd.io/bbolt", "github.com/klauspost/compress", "modernc.org/sqlite", "github.com/blevesearch/bleve/v2", "github.com/jackc/pgx/v5":
				versions = append(versions, m.Path+" "+m.Version)
			}
		}
	}
	for _, c := range [][]string{{"git", "--version"}, {"zstd", "--version"}, {cmp.Or(pgBin("postgres"), "postgres"), "--version"}} {
		if v, err := exec.Command(c[0], c[1:]...).Output(); err == nil {
			versions = append(versions, strings.Trim(strings.TrimSpace(string(v)), "* "))
		}
	}
	fmt.Fprintf(b, "# Benchmarks of storage and search\n\nWritten by `make bench`; not to be edited by hand.\n\n")
	fmt.Fprintf(b, "- machine: %s, %d processors, %s/%s\n- versions: %s\n- data: `%s`, real acts of four countries in dated revisions\n- medians of %d runs; %d questions for the text of a random act on a random day, %d pairs of neighbouring revisions; %d words with a day for each class of words, the same for every part\n",
		cpu, runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, strings.Join(versions, "; "), filepath.Base(file), runs, asked, compared, searched)
	fmt.Fprintf(b, "- to repeat: `make bench` with the data where `%s` says\n", measured.Env)
	fmt.Fprintf(b, "\nGoals: size at most 2.5 of the floor; import 20 MB/s or more; text of a day p50 at most 20 µs + 1 µs per KB (the column “p50 of the goal” is the median share of that); metadata of a day p50 at most 5 µs; index at most 0.08 of the file; top 20 p50 no slower than SQLite and PostgreSQL on the same question.\n")
}

const notes = `
## What is measured

- **tizbe**: the store's file after the import of the file as JSON lines into an empty store, reading and checking of the JSON included; texts, metadata and trees through the public functions of package store, every byte checked against its sum. *Nothing cached*: each text is read from the file (which the system has in memory), checked and expanded anew. The diff is of two trees of provisions, from the store to the list of changes.
- **SQLite**: modernc.org/sqlite, one row a revision with its whole text and an index by act and day, one transaction, parsed JSON given to it for nothing; with FTS5, an external-content table beside it. Its diff is only the reading of the two texts: it has none.
- **git**: one file an act, one commit a revision, by fast-import, then repacked (gc --aggressive), both counted as the import. The text of a day is asked of one running cat-file --batch by blob, the day having been looked up elsewhere; its diff is a process, git diff of two blobs.
- **Search**: the question is the same for all: which revisions in force on the day have the word, at most 20 of them, told by act and first day. Words are drawn from the first quarter of the acts: *frequent* ones are in a fifth of the acts and more, *medium* ones in 2 to 5 of a hundred, *rare* ones in up to one of a hundred; all of ASCII letters, which every system reads alike. Each is asked with a day on which some revision has it. Every answer is held against the texts: *other answers* counts those of which the number of revisions is another or a revision is not of the day or has not the word. Each question is asked twice and the second time measured.
- **tizbe, search**: first the revisions with the word in their titles, then those that have it often; the index alone says who had the word on the day, and the store which revision that was. *Lines* is what the command shows: the 20 best lines with their headings, eIds, revisions and marked words, read from the texts of 48 acts and more; it answers another question and stands there to show what that costs.
- **SQLite, search**: FTS5 over the whole texts as an external-content table, its index being what the file is larger than without; the day by a join. *By rank* is bm25 over all that match, *any 20* the first found.
- **Growth**: a revision of another act adds to the index only what it changes, and a question reads, of each act that has the word, one document at most: its time grows with the acts that have the word, not with their revisions. A small part has a larger index for its size, since most words are in one act each and the dictionary is what they take.
- **PostgreSQL**: a server of its own without a network, default settings, over a Unix socket; whole texts (compressed by itself), the words as tsvector of the configuration simple in a column with a GIN index; the index is both. Its parser takes some words for parts of addresses and paths, hence other answers. No diff.
`
