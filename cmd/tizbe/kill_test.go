package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"tizbe/versioning"
	"tizbe/versioning/store"
)

// binary builds the command once for the tests that need a process of their
// own.
func binary(t testing.TB) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "tizbe")
	if out, err := exec.Command("go", "build", "-o", bin, ".").CombinedOutput(); err != nil {
		t.Fatalf("building: %v\n%s", err, out)
	}
	return bin
}

// killed runs the command and kills it after the time; it reports whether the
// command had answered before.
func killed(t *testing.T, after time.Duration, bin, data string, args ...string) bool {
	t.Helper()
	c := exec.Command(bin, args...)
	c.Env = append(os.Environ(), "TIZBE_DATA="+data)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { c.Process.Kill() })
	err := c.Wait()
	timer.Stop()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if exit != nil && exit.Exited() {
		t.Fatalf("tizbe %v failed by itself: %v", args, err)
	}
	return err == nil
}

// TestKilled kills init and fact at random moments, 200 times in all. What
// remains must open, be whole, and hold every record that was acknowledged.
func TestKilled(t *testing.T) {
	bin := binary(t)
	seedOnly := 0
	{
		data := t.TempDir()
		if !killed(t, time.Minute, bin, data, "init") {
			t.Fatal("init did not end in a minute")
		}
		seedOnly = len(stored(t, data))
	}
	answered := 0
	for range 60 {
		data := filepath.Join(t.TempDir(), "data")
		done := killed(t, time.Duration(rand.IntN(40_000))*time.Microsecond, bin, data, "init")
		s, err := store.Open(data, store.Options{ReadOnly: true})
		switch {
		case errors.Is(err, store.ErrNoStore) && !done:
			// Nothing is there yet, and the next run makes it whole.
			if !killed(t, time.Minute, bin, data, "init") {
				t.Fatal("init did not end in a minute")
			}
		case err != nil:
			t.Fatalf("after a killed init (acknowledged: %v): %v", done, err)
		default:
			s.Close()
		}
		if n := len(stored(t, data)); n != seedOnly {
			t.Fatalf("after a killed init: %d records, want %d", n, seedOnly)
		}
		if done {
			answered++
		}
	}
	data := filepath.Join(t.TempDir(), "data")
	killed(t, time.Minute, bin, data, "init")
	var acknowledged []string
	for i := range 140 {
		basis := fmt.Sprintf("gazette %d", i)
		date := fmt.Sprintf("2026-%02d-%02d", 3+i%6, 1+i%28)
		if killed(t, time.Duration(rand.IntN(60_000))*time.Microsecond, bin, data, "fact", "--act", "/akn/kz/act/resolution/2026-02-20/91", "--in-force", date, "--basis", basis) {
			acknowledged = append(acknowledged, basis)
		}
	}
	held := make(map[string]bool)
	for _, r := range stored(t, data) {
		if r.Fact != nil {
			held[r.Fact.Basis[""]] = true
		}
	}
	for _, b := range acknowledged {
		if !held[b] {
			t.Errorf("the fact %q was acknowledged and is lost", b)
		}
	}
	t.Logf("60 killed inits, of which %d had answered; 140 killed facts: %d acknowledged, %d held", answered, len(acknowledged), len(held))
	if len(acknowledged) == 0 || len(acknowledged) == 140 {
		t.Errorf("%d of 140 facts were acknowledged: the moments of killing prove nothing", len(acknowledged))
	}
}

func stored(t *testing.T, data string) []versioning.Record {
	t.Helper()
	s, err := store.Open(data, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	recs, err := s.Records()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := versioning.NewBase(recs, time.Time{}); err != nil {
		t.Fatal(err)
	}
	return recs
}
