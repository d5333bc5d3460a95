package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jedib0t/go-pretty/v6/text"

	"tizbe/corpus"
	"tizbe/site/compare"
	"tizbe/site/words"
	"tizbe/versioning"
)

// TestTableFits: a comparative table is never wider than the terminal, and
// says the same in each width.
func TestTableFits(t *testing.T) {
	recs, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	b, err := versioning.NewBase(recs, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	act := b.Acts()[0]
	var sides [2]compare.Side
	for i, id := range [...]string{"2025-09-24", "2026-06-10"} {
		c, err := act.Revision(id)
		if err != nil {
			t.Fatal(err)
		}
		if sides[i].State, err = act.State(c, nil); err != nil {
			t.Fatal(err)
		}
	}
	table := compare.New(sides[0], sides[1], "").Table(words.NewPrinter(corpus.Russian))
	first := 0
	for _, width := range []int{40, 60, 79, 80, 100, 180} {
		var out bytes.Buffer
		a := &app{say: words.NewPrinter(corpus.Russian), style: style{width: min(width, maxWidth)}}
		a.diffTable(&out, table, width)
		for _, l := range strings.Split(out.String(), "\n") {
			if n := text.StringWidth(l); n > width {
				t.Errorf("width %d: a line of %d: %s", width, n, l)
			}
		}
		n := strings.Count(out.String(), "{+ИҚҚК")
		if first == 0 {
			first = n
		}
		if n == 0 || n != first {
			t.Errorf("width %d: %d changes, %d in the narrowest", width, n, first)
		}
	}
}

// TestReplaceFile: a file that cannot be replaced stays as it was, and no
// other is left beside it.
func TestReplaceFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "table.txt")
	for _, s := range []string{"old", "new"} {
		if err := replaceFile(name, []byte(s)); err != nil {
			t.Fatal(err)
		}
		if b, _ := os.ReadFile(name); string(b) != s {
			t.Fatalf("it holds %q, want %q", b, s)
		}
	}
	taken := filepath.Join(dir, "taken")
	if err := os.MkdirAll(filepath.Join(taken, "by"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := replaceFile(taken, []byte("x")); err == nil {
		t.Error("a directory was replaced by a file")
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 2 {
		t.Errorf("left are %v", entries)
	}
}
