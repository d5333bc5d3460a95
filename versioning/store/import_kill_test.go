package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"tizbe/internal/child"
)

// With this set to a directory and a file, apart by a newline, the test binary
// imports the file in many small transactions and prints the number of lines
// after each once it is acknowledged.
const importerEnv = "TIZBE_STORE_TEST_IMPORTER"

func importingChild(arg string) error {
	dir, file, _ := strings.Cut(arg, "\n")
	fmt.Println(child.Begin)
	s, err := Open(dir, Options{Create: true})
	if err != nil {
		return err
	}
	_, err = s.Import(context.Background(), func() (io.ReadCloser, error) { return os.Open(file) }, ImportOptions{Name: "file", Now: time.Now(), batch: 40 << 10,
		Committed: func(p Session) { fmt.Println(p.Lines) }})
	if err != nil {
		return err
	}
	fmt.Println("done")
	return s.Close()
}

// An import killed at any moment loses nothing that it said was there; it
// goes on where it was, and in the end the store holds what it would have
// held without being killed.
func TestImportKill(t *testing.T) {
	kills := 100
	if testing.Short() {
		kills = 10
	}
	file := t.TempDir() + "/file.jsonl"
	text := madeUp(t, 120, 7)
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	undisturbed, _ := createTest(t)
	mustImport(t, undisturbed, opener(text))
	want := content(t, undisturbed)
	total := strings.Count(text, "\n")

	rnd := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	dir, acknowledged, finished, killed := t.TempDir(), uint64(0), 0, 0
	start := time.Now()
	for killed < kills && time.Since(start) < time.Minute {
		done := false
		ended := child.Kill(t, importerEnv+"="+dir+"\n"+file, time.Duration(rnd.Int64N(int64(40*time.Millisecond))), func(line string) {
			if done = done || line == "done"; done {
				return
			}
			n, err := strconv.ParseUint(line, 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			if n < acknowledged {
				t.Fatalf("line %d after line %d was acknowledged", n, acknowledged)
			}
			acknowledged = n
		})
		if ended && !done {
			t.Fatal("the child ended by itself")
		}
		killed++
		s, err := Open(dir, Options{ReadOnly: true})
		if errors.Is(err, ErrNoStore) && acknowledged == 0 {
			continue
		}
		if err != nil {
			t.Fatalf("after a kill at line %d: %v", acknowledged, err)
		}
		if err := s.Verify(); err != nil {
			t.Fatal(err)
		}
		all, err := s.Sessions()
		if err != nil || len(all) > 1 || len(all) == 1 && all[0].Lines < acknowledged || len(all) == 0 && acknowledged > 0 {
			t.Fatalf("%d lines acknowledged, the store has %+v (%v)", acknowledged, all, err)
		}
		if done || len(all) == 1 && all[0].Lines == uint64(total) {
			sameContent(t, content(t, s), want)
			dir, acknowledged = t.TempDir(), 0
			finished++
		}
		s.Close()
	}
	last := openTest(t, dir, Options{Create: true})
	mustImport(t, last, opener(text))
	sameContent(t, content(t, last), want)
	t.Logf("killed %d times; finished %d times between", killed, finished)
}
