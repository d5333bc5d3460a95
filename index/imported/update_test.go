package imported

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/blevesearch/bleve/v2"

	"tizbe/corpus"
	"tizbe/index/generation"
	"tizbe/index/retrieval"
)

// madeUp returns records of n acts with two revisions each.
func madeUp(n int) string {
	var b strings.Builder
	for i := range n {
		var text strings.Builder
		fmt.Fprintf(&text, "# Act number %d\n", i)
		for k := range 40 {
			fmt.Fprintf(&text, "(%d) word%d of act%d stands here\n", k+1, k*i%97, i)
		}
		b.WriteString(line(fmt.Sprintf("ee/%d", i), 1, corpus.DateFromDays(100), text.String()))
		b.WriteString(line(fmt.Sprintf("ee/%d", i), 2, corpus.DateFromDays(200+i), text.String()+"one more line\n"))
	}
	return b.String()
}

// Of a few revisions more only the acts that they change are indexed, and the
// index is the one that is made anew.
func TestUpdateCostsWhatChanged(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir)
	take(t, s, madeUp(200))
	openIndex(t, dir, s, Options{}).Close()
	take(t, s, line("ee/7", 3, corpus.DateFromDays(400), "# Act number 7\nquite another text\n")+line("fi/1", 1, corpus.DateFromDays(300), "new\n"))
	var told []Progress
	x := openIndex(t, dir, s, Options{Progress: func(p Progress) { told = append(told, p) }})
	defer x.Close()
	if len(told) == 0 || told[len(told)-1] != (Progress{2, 2}) {
		t.Errorf("%v, want 2 acts", told)
	}
	sound(t, dir, s, 201)
	for day, want := range map[int]int{250: 0, 350: 0, 400: 1} {
		rs, err := x.Revisions([]string{"quite"}, corpus.DateFromDays(day), 20)
		if err != nil || len(rs) != want {
			t.Errorf("on day %d: %d acts, %v", day, len(rs), err)
		}
	}
	if err := Rebuild(context.Background(), dir, s, Options{}); err != nil {
		t.Fatal(err)
	}
	y := openIndex(t, dir, s, Options{})
	defer y.Close()
	got, want := terms(t, x.Index), terms(t, y.Index)
	if !maps.Equal(got, want) || len(got) < 201 {
		t.Errorf("%d words, anew %d", len(got), len(want))
	}
}

// While one process imports and indexes, another goes on finding what it found.
func TestSearchWhileIndexing(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir)
	take(t, s, madeUp(30))
	openIndex(t, dir, s, Options{}).Close()
	var wg sync.WaitGroup
	stop := make(chan struct{})
	for range 2 {
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				x, err := Open(context.Background(), dir, s, Options{})
				if err != nil {
					t.Error(err)
					return
				}
				rs, err := x.Revisions([]string{"act3"}, corpus.DateFromDays(150), 20)
				if err != nil || len(rs) != 1 {
					t.Errorf("%d acts, %v", len(rs), err)
				}
				r, err := x.Search(retrieval.Query{Text: "act3 stands", On: corpus.DateFromDays(150), Seen: corpus.DateFromDays(150), Limit: 100})
				if err != nil || len(r.Hits) != 40 {
					t.Errorf("%d lines, %v", len(r.Hits), err)
				}
				if err := x.Close(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for i := range 10 {
		take(t, s, line(fmt.Sprintf("fi/%d", i), 1, corpus.DateFromDays(i), fmt.Sprintf("text number%d\n", i)))
		if err := Update(context.Background(), dir, s, Options{More: i%2 == 0}); err != nil {
			t.Fatal(err)
		}
	}
	close(stop)
	wg.Wait()
	x := openIndex(t, dir, s, Options{})
	defer x.Close()
	sound(t, dir, s, 40)
}

// Every change of a byte in the files of the index is found by Verify, and
// none makes an answer that the texts do not have, or a panic.
func TestDamage(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir)
	take(t, s, madeUp(20))
	openIndex(t, dir, s, Options{}).Close()
	rnd := rand.New(rand.NewPCG(1, 2))
	rounds := 300
	if testing.Short() {
		rounds = 30
	}
	for i := range rounds {
		files := filesOf(t, dir)
		file := files[rnd.IntN(len(files))]
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		at := rnd.IntN(len(raw))
		bit := byte(1 << rnd.IntN(8))
		raw[at] ^= bit
		if err := os.WriteFile(file, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		where := fmt.Sprintf("%s, byte %d", filepath.Base(file), at)
		r, err := Verify(context.Background(), dir, s, nil)
		if err != nil {
			t.Fatalf("%s: %v", where, err)
		}
		for _, e := range r.Found {
			if !errors.Is(e, generation.ErrDamaged) && !errors.Is(e, fs.ErrNotExist) {
				t.Errorf("%s: %v", where, e)
			}
		}
		// CURRENT may say after it that another version made the index, which is
		// no damage, or name a field that nobody asks for.
		if len(r.Found) == 0 && filepath.Base(file) != "CURRENT" {
			t.Errorf("%s: not found", where)
		}
		if g, err := generation.Open(filepath.Join(dir, DirName), version); err == nil {
			if filepath.Base(file) != "CURRENT" {
				t.Errorf("%s: opened", where)
			}
			g.Close()
		}
		if i%20 != 0 {
			raw[at] ^= bit
			if err := os.WriteFile(file, raw, 0o600); err != nil {
				t.Fatal(err)
			}
			continue
		}
		// The next opening makes it anew.
		x := openIndex(t, dir, s, Options{})
		rs, err := x.Revisions([]string{"act3"}, corpus.DateFromDays(150), 20)
		if err != nil || len(rs) != 1 {
			t.Fatalf("%s: %d acts, %v", where, len(rs), err)
		}
		x.Close()
		sound(t, dir, s, 20)
	}
}

// filesOf returns the files of the index.
func filesOf(t *testing.T, dir string) (files []string) {
	t.Helper()
	if err := filepath.WalkDir(filepath.Join(dir, DirName), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && d.Name() != "lock" {
			files = append(files, path)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return files
}

// An index with a word too many, or too few, or on other days is told from
// the right one, though its files are as they were written.
func TestVerifyComparesWords(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*bleve.Batch) error
	}{
		{"a word on other days", func(b *bleve.Batch) error {
			return b.IndexAdvanced((&words{id: documentID(0, []int{1, 2}), rank: map[string]int{"one": rankKnown}}).document())
		}},
		{"a word too many", func(b *bleve.Batch) error {
			return b.IndexAdvanced((&words{id: documentID(0, []int{1}), rank: map[string]int{"one": 0, "two": 0, "three": 0}}).document())
		}},
		{"a word too few", func(b *bleve.Batch) error {
			return b.IndexAdvanced((&words{id: documentID(0, []int{1}), rank: map[string]int{"one": 0}}).document())
		}},
		{"all its words", func(b *bleve.Batch) error { b.Delete(documentID(0, []int{1})); return nil }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			s := openStore(t, dir)
			take(t, s, line("ee/1", 1, corpus.DateFromDays(1), "one two\n")+line("ee/2", 1, corpus.DateFromDays(1), "one\n"))
			openIndex(t, dir, s, Options{}).Close()
			sound(t, dir, s, 2)
			w, err := state(s)
			if err != nil {
				t.Fatal(err)
			}
			m := generation.Maker{Version: version, Mapping: newMapping(), Config: config, Fill: func(b bleve.Index, fresh bool) (generation.Watermark, error) {
				if fresh {
					t.Error("nothing is there")
				}
				batch := b.NewBatch()
				return w, errors.Join(tt.change(batch), b.Batch(batch))
			}}
			if err := locked(dir, Options{}, m.Make); err != nil {
				t.Fatal(err)
			}
			r, err := Verify(context.Background(), dir, s, nil)
			if err != nil || len(r.Found) != 1 || !strings.Contains(r.Found[0].Error(), "act ee/1") || !errors.Is(r.Found[0], generation.ErrDamaged) {
				t.Errorf("%+v %v", r, err)
			}
			if err := Rebuild(context.Background(), dir, s, Options{}); err != nil {
				t.Fatal(err)
			}
			sound(t, dir, s, 2)
		})
	}
}

// A question reads one document of each act that has the word, whatever the
// number of revisions; and revisions that change nothing of an act's words
// add nothing to the index.
func TestGrowsWithChange(t *testing.T) {
	var sizes, reads []int
	for _, revisions := range []int{2, 40} {
		dir := t.TempDir()
		s := openStore(t, dir)
		var lines strings.Builder
		for i := range 30 {
			for n := range revisions {
				text := fmt.Sprintf("# Act\nmaks of act%d\n", i)
				if n%2 == 1 {
					text += fmt.Sprintf("odd%d\n", i)
				}
				lines.WriteString(line(fmt.Sprintf("ee/%d", i), uint32(n+1), corpus.DateFromDays(100*n), text))
			}
		}
		take(t, s, lines.String())
		x := openIndex(t, dir, s, Options{})
		defer x.Close()
		docs, err := x.Reader.TermFieldReader(context.Background(), []byte("maks"), fieldWord, false, false, false)
		if err != nil {
			t.Fatal(err)
		}
		reads = append(reads, int(docs.Count()))
		docs.Close()
		n, err := x.Bleve.DocCount()
		if err != nil {
			t.Fatal(err)
		}
		sizes = append(sizes, int(n))
	}
	// For each act: itself, the words it always has, the one that comes and goes.
	if reads[0] != 30 || reads[1] != 30 || sizes[0] != 90 || sizes[1] != 90 {
		t.Errorf("documents read for a word: %v, of all: %v", reads, sizes)
	}
}
