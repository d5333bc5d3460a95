package index

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tizbe/index/generation"
	"tizbe/index/retrieval"
	"tizbe/versioning"
)

// childEnv names the directory in which a copy of the test binary records and
// indexes until it is killed.
const childEnv = "TIZBE_INDEX_TEST_CHILD"

// childActs is the number of acts that the child records, over and over.
const childActs = 60

func TestMain(m *testing.M) {
	if dir := os.Getenv(childEnv); dir != "" {
		child(dir)
	}
	os.Exit(m.Run())
}

// recorded stands for the store: a file that says how many acts are recorded.
func recorded(dir string) Loader {
	return func() (Source, error) {
		raw, err := os.ReadFile(filepath.Join(dir, "recorded"))
		if err != nil {
			return Source{}, err
		}
		n, err := strconv.Atoi(string(raw))
		if err != nil {
			return Source{}, err
		}
		var recs []versioning.Record
		for i := range n {
			recs = append(recs, synthetic(i+1, 6, i%4)...)
		}
		return sourceOf(recs)
	}
}

func record(dir string, n int) error {
	tmp := filepath.Join(dir, "recorded-new")
	if err := os.WriteFile(tmp, []byte(strconv.Itoa(n)), 0o644); err != nil {
		return err
	}
	return os.Rename(tmp, filepath.Join(dir, "recorded"))
}

// child records one act after the other and brings the index up to date after
// each; now and then it makes it anew. It prints what is done.
func child(dir string) {
	load := recorded(dir)
	for i := 0; ; i++ {
		if err := record(dir, 1+i%childActs); err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
		if i%10 == 9 {
			if err := Rebuild(dir, load, Options{}); err != nil {
				fmt.Println("error", err)
				os.Exit(1)
			}
		}
		x, err := Open(dir, load, Options{})
		if err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
		x.Close()
		fmt.Println("done", i)
	}
}

// start starts the child and returns a function that kills it and returns how
// many acts it had indexed.
func start(t *testing.T, dir string) (kill func() int) {
	t.Helper()
	c := exec.Command(os.Args[0], "-test.run=^$")
	c.Env = append(os.Environ(), childEnv+"="+dir)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan int)
	go func() {
		n := 0
		for sc := bufio.NewScanner(out); sc.Scan(); {
			if strings.HasPrefix(sc.Text(), "error") {
				t.Errorf("child: %s", sc.Text())
			}
			n++
		}
		done <- n
	}()
	return func() int {
		_ = c.Process.Kill()
		n := <-done
		_ = c.Wait()
		return n
	}
}

// TestKilled kills a process in the middle of indexing, many times: the next
// opening has a whole index, without being told.
func TestKilled(t *testing.T) {
	rounds := 60
	if testing.Short() {
		rounds = 10
	}
	dir := t.TempDir()
	if err := record(dir, 1); err != nil {
		t.Fatal(err)
	}
	indexed, found := 0, 0
	for range rounds {
		kill := start(t, dir)
		time.Sleep(time.Duration(5+rand.IntN(150)) * time.Millisecond)
		indexed += kill()
		names, err := filepath.Glob(filepath.Join(dir, DirName, generation.Prefix+"*"))
		if err != nil {
			t.Fatal(err)
		}
		if len(names) > 1 {
			found++ // killed while a generation was made, or the last removed
		}
		x, err := Open(dir, recorded(dir), Options{})
		if err != nil {
			t.Fatal(err)
		}
		src, err := recorded(dir)()
		if err != nil {
			t.Fatal(err)
		}
		got, want := contents(t, x), wanted(t, src)
		if err := x.Close(); err != nil {
			t.Fatal(err)
		}
		if len(got) != len(want) {
			t.Fatalf("%d documents, want %d", len(got), len(want))
		}
		for id, sum := range want {
			if got[id] != sum {
				t.Fatalf("document %s differs", id)
			}
		}
	}
	t.Logf("%d kills, %d of them in the middle; %d indexings were completed", rounds, found, indexed)
	if found == 0 || indexed == 0 {
		t.Errorf("%d kills in the middle, %d indexings completed: the moments of killing prove nothing", found, indexed)
	}
}

// TestWhileAnotherProcessWrites searches while another process records and
// indexes: nothing waits for it, and every answer is that of the records it
// was asked of.
func TestWhileAnotherProcessWrites(t *testing.T) {
	dir := t.TempDir()
	if err := record(dir, 1); err != nil {
		t.Fatal(err)
	}
	kill := start(t, dir)
	var took []time.Duration
	stale := 0
	for until := time.Now().Add(3 * time.Second); time.Now().Before(until); {
		begin := time.Now()
		x, err := Open(dir, recorded(dir), Options{Timeout: 200 * time.Millisecond})
		if err != nil {
			kill()
			t.Fatal(err)
		}
		r, err := x.Search(retrieval.Query{Text: "маман", On: today, Seen: today, Limit: 1000})
		if err != nil {
			kill()
			t.Fatal(err)
		}
		took = append(took, time.Since(begin))
		// Held against the texts: what an index that is behind cannot know
		// may be missing, but nothing may be there that is not so.
		want := make(map[string]bool)
		for _, a := range x.Base().Acts() {
			asOf, err := a.AsOf(today, today)
			if err != nil {
				t.Fatal(err)
			}
			st, err := a.State(asOf.Candidates[asOf.Earliest], nil)
			if err != nil {
				t.Fatal(err)
			}
			for p := range st.Root.All() {
				if strings.Contains(p.Text, "маман") {
					want[string(a.ID)+p.EID+p.Text] = true
				}
			}
		}
		for _, h := range r.Hits {
			if !want[string(h.Act)+h.EID+h.Text] {
				t.Errorf("%s %s %q does not govern", h.Act, h.EID, h.Text)
			}
		}
		if x.Stale() {
			stale++
		} else if len(r.Hits) != len(want) {
			t.Errorf("%d hits, want %d", len(r.Hits), len(want))
		}
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	}
	n := kill()
	slices.Sort(took)
	t.Logf("%d searches beside %d indexings, %d of them of an index that was behind; the slowest took %v", len(took), n, stale, took[len(took)-1])
	if n < 5 || len(took) < 20 {
		t.Errorf("%d searches beside %d indexings prove nothing", len(took), n)
	}
}
