package main

import (
	"strings"
	"testing"

	"tizbe/corpus"
	"tizbe/versioning"
	"tizbe/versioning/store"
)

// older returns the embedded records with one event changed, as an older
// version of the program might have had them.
func older(t *testing.T, change func(*versioning.Event)) []versioning.Record {
	recs, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	for i := len(recs) - 1; i >= 0; i-- {
		if recs[i].Event != nil {
			e := *recs[i].Event
			change(&e)
			recs[i].Event = &e
			return recs
		}
	}
	t.Fatal("no event among the embedded records")
	return nil
}

func count(t *testing.T, dir string) int {
	s, err := store.Open(dir, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	recs, err := s.Records()
	if err != nil {
		t.Fatal(err)
	}
	return len(recs)
}

// TestInitBringsWhatIsNewer: a newer program adds what it knows better of an
// embedded act, once, and drops nothing.
func TestInitBringsWhatIsNewer(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*versioning.Event)
		adds   int
	}{
		{"the same", func(*versioning.Event) {}, 0},
		{"a remark is added", func(e *versioning.Event) { e.Remark = nil }, 1},
		{"a basis is reworded", func(e *versioning.Event) { e.Basis = corpus.Words{"kk": "х", "ru": "х", "en": "x"} }, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			recs := older(t, c.change)
			if err := store.Create(dir, recs...); err != nil {
				t.Fatal(err)
			}
			for i, want := range []int{len(recs) + c.adds, len(recs) + c.adds} {
				if status, _, stderr := run(t, dir, "init"); status != answered {
					t.Fatalf("run %d: exit status %d: %s", i+1, status, stderr)
				}
				if got := count(t, dir); got != want {
					t.Errorf("run %d: %d records, want %d", i+1, got, want)
				}
			}
		})
	}
}

// TestInitRefusesToForget: data that know more of an embedded act than the
// program does are left as they are.
func TestInitRefusesToForget(t *testing.T) {
	dir := t.TempDir()
	recs := older(t, func(e *versioning.Event) {
		e.Observed = append(e.Observed, versioning.Observation{On: corpus.MustDate("2030-01-01"), Source: corpus.Plain("seen")})
	})
	if err := store.Create(dir, recs...); err != nil {
		t.Fatal(err)
	}
	status, _, stderr := run(t, dir, "init")
	if status != failed || !strings.Contains(stderr, "knows less of the embedded acts") {
		t.Errorf("exit status %d: %s", status, stderr)
	}
	if got := count(t, dir); got != len(recs) {
		t.Errorf("%d records, want %d", got, len(recs))
	}
}
