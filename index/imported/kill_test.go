package imported

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tizbe/index/generation"
	"tizbe/internal/child"
	"tizbe/versioning/store"
)

// With this set to a directory and a file, apart by a newline, the test binary
// imports the file and indexes it meanwhile, in many small portions.
const childEnv = "TIZBE_IMPORTED_TEST_CHILD"

func TestMain(m *testing.M) {
	if arg := os.Getenv(childEnv); arg != "" {
		if err := childMain(arg); err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func childMain(arg string) error {
	dir, file, _ := strings.Cut(arg, "\n")
	fmt.Println(child.Begin)
	s, err := store.Open(dir, store.Options{Create: true})
	if err != nil {
		return err
	}
	defer s.Close()
	o := Options{portion: 20 << 10, More: true}
	done := make(chan error, 1)
	stop := make(chan struct{})
	go func() {
		for {
			select {
			case <-stop:
				done <- nil
				return
			default:
			}
			if err := Update(context.Background(), dir, s, o); err != nil {
				done <- err
				return
			}
		}
	}()
	_, err = s.Import(context.Background(), func() (io.ReadCloser, error) { return os.Open(file) }, store.ImportOptions{Name: "file", Now: time.Now()})
	close(stop)
	if err = errors.Join(err, <-done); err != nil {
		return err
	}
	o.More = false
	if err := Update(context.Background(), dir, s, o); err != nil {
		return err
	}
	fmt.Println("done")
	return nil
}

// A process killed while it imports and indexes leaves an index that opens
// and says what the store says; the work of the portions that were done is
// kept; in the end the index is that of a run that nobody disturbed.
func TestKilled(t *testing.T) {
	kills := 60
	if testing.Short() {
		kills = 8
	}
	file := filepath.Join(t.TempDir(), "file.jsonl")
	text := madeUp(120)
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	undisturbed := t.TempDir()
	s := openStore(t, undisturbed)
	take(t, s, text)
	x := openIndex(t, undisturbed, s, Options{})
	defer x.Close()
	want := terms(t, x.Index)

	dir, finished, partly := t.TempDir(), 0, 0
	begun := time.Now()
	killed := 0
	for ; killed < kills && time.Since(begun) < time.Minute; killed++ {
		done := false
		child.Kill(t, childEnv+"="+dir+"\n"+file, time.Duration(rand.Int64N(int64(400*time.Millisecond))), func(line string) {
			if strings.HasPrefix(line, "error") {
				t.Fatalf("the child: %s", line)
			}
			done = done || line == "done"
		})
		s, err := store.Open(dir, store.Options{})
		if errors.Is(err, store.ErrNoStore) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		r, err := Verify(context.Background(), dir, s, nil)
		if err != nil || len(r.Found) > 0 {
			t.Fatalf("after a kill: %+v %v", r, err)
		}
		if acts, _, _ := s.ImportState(); r.Acts > 0 && uint64(r.Acts) < acts {
			partly++
		}
		if done {
			finished++
			g, err := generation.Open(filepath.Join(dir, DirName), version)
			if err != nil {
				t.Fatal(err)
			}
			if !maps.Equal(terms(t, g), want) {
				t.Fatal("another index than that of an undisturbed run")
			}
			g.Close()
			dir = t.TempDir()
		}
		s.Close()
	}
	last := openStore(t, dir)
	take(t, last, text)
	y := openIndex(t, dir, last, Options{})
	defer y.Close()
	sound(t, dir, last, 120)
	if !maps.Equal(terms(t, y.Index), want) {
		t.Error("another index than that of an undisturbed run")
	}
	t.Logf("killed %d times: finished %d times, with a part of the index %d times", killed, finished, partly)
}
