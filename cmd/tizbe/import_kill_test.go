package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"tizbe/corpus"
	"tizbe/versioning/store"
)

// killsEnv asks for more kills than a usual run of the tests has time for:
// TIZBE_KILLS=100 go test ./cmd/tizbe -run ImportKilled -timeout 60m
const killsEnv = "TIZBE_KILLS"

// bulkFile writes a file of so many megabytes that an import has two transactions
// or more, and returns the number of its lines.
func bulkFile(t testing.TB, path string) int {
	t.Helper()
	rnd := rand.New(rand.NewPCG(21, 4))
	words := make([]string, 300)
	for i := range words {
		words[i] = strconv.FormatUint(rnd.Uint64N(1<<40), 36)
	}
	sentence := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(words[rnd.IntN(len(words))])
			b.WriteByte(' ')
		}
		return b.String()
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	lines := 0
	for act := range 260 {
		paras := make([]string, 12)
		for i := range paras {
			paras[i] = fmt.Sprintf("(%d) %s", i+1, sentence(250))
		}
		for rev := range 8 {
			if err := enc.Encode(map[string]any{"act": fmt.Sprintf("ee/%d", act), "title": "T", "adopted": "2010-01-01", "rev": rev + 1,
				"effective": corpus.MustDate("2011-01-01").AddDays(90 * rev).String(), "text": strings.Join(paras, "\n") + "\n"}); err != nil {
				t.Fatal(err)
			}
			lines++
			paras[rnd.IntN(len(paras))] = fmt.Sprintf("(%d) %s", rnd.IntN(12)+1, sentence(200))
		}
	}
	if err := os.WriteFile(path, out.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	return lines
}

// importedContent is what the store says of each imported revision, but when
// it was imported.
func importedContent(t testing.TB, data string) (content map[string]string, lines uint64) {
	t.Helper()
	s, err := store.Open(data, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	sessions, err := s.Sessions()
	if err != nil || len(sessions) > 1 {
		t.Fatalf("%d sessions of one file (%v)", len(sessions), err)
	}
	for _, x := range sessions {
		lines = x.Lines
	}
	content = make(map[string]string)
	if err := s.EachImported(func(a store.ImportedAct) error {
		_, p, err := s.ImportedPack(a.Name)
		if err != nil {
			return err
		}
		for _, r := range p.Revisions() {
			text, err := p.Text(r)
			if err != nil || corpus.SumText(text) != r.Sum {
				return fmt.Errorf("%s on %s: another text (%w)", a.Name, r.Effective, err)
			}
			content[fmt.Sprintf("%s %s %d", a.ID, r.Effective, r.Number)] = fmt.Sprint(r.Title, r.Sum, p.Tree(r).Sum())
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return content, lines
}

// TestImportKilled kills imports at random moments. After each, everything
// verifies, what was there before is still there, and nothing is there that an
// undisturbed import would not have; in the end both are the same.
func TestImportKilled(t *testing.T) {
	kills, limit := 12, 25*time.Second
	if n, err := strconv.Atoi(os.Getenv(killsEnv)); err == nil {
		kills, limit = n, time.Hour
	} else if testing.Short() {
		kills = 3
	}
	bin := binary(t)
	file := filepath.Join(t.TempDir(), "law.jsonl")
	total := bulkFile(t, file)
	verified := func(data string) {
		t.Helper()
		c := exec.Command(bin, "verify", "--format", "json")
		c.Env = append(os.Environ(), "TIZBE_DATA="+data)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("verify: %v\n%s", err, out)
		}
	}
	undisturbed := t.TempDir()
	start := time.Now()
	if !killed(t, time.Hour, bin, undisturbed, "import", "--no-index", file) {
		t.Fatal("the undisturbed import did not end")
	}
	took := time.Since(start)
	want, lines := importedContent(t, undisturbed)
	if int(lines) != total || len(want) != total {
		t.Fatalf("%d lines and %d revisions of %d", lines, len(want), total)
	}
	// A killed import is as good as its best moment: one that goes on has less
	// to do, so that all moments come up.
	data, before, n, finished, resumed := t.TempDir(), uint64(0), 0, 0, 0
	for start := time.Now(); n < kills && time.Since(start) < limit; {
		done := killed(t, took/4+time.Duration(rand.Int64N(1+int64(took)*3/4)), bin, data, "import", "--no-index", file)
		if !done {
			n++
		}
		if _, err := os.Stat(filepath.Join(data, store.FileName)); errors.Is(err, os.ErrNotExist) && !done && before == 0 {
			continue
		}
		verified(data)
		got, lines := importedContent(t, data)
		if lines < before || uint64(len(got)) != lines || done && lines != uint64(total) {
			t.Fatalf("%d lines were there before; now %d, with %d revisions; ended by itself: %v", before, lines, len(got), done)
		}
		for k, v := range got {
			if want[k] != v {
				t.Fatalf("%s is not what an undisturbed import has", k)
			}
		}
		if before > 0 && lines > before {
			resumed++
		}
		if before = lines; done {
			data, before = t.TempDir(), 0
			finished++
		}
	}
	if !killed(t, time.Hour, bin, data, "import", "--no-index", file) {
		t.Fatal("the last import did not end")
	}
	verified(data)
	if got, lines := importedContent(t, data); int(lines) != total || len(got) != len(want) {
		t.Fatalf("%d lines, %d revisions of %d", lines, len(got), len(want))
	} else {
		for k, v := range want {
			if got[k] != v {
				t.Fatalf("%s is not what an undisturbed import has", k)
			}
		}
	}
	t.Logf("an undisturbed import took %v; killed %d times; went on after a kill with something new %d times; ended by itself %d times between", took.Round(time.Millisecond), n, resumed, finished)
	if n == 0 {
		t.Error("nothing was killed")
	}
}

// TestRestoreKilled kills restore at random moments: what is there is the store
// that was, or the one of the backup.
func TestRestoreKilled(t *testing.T) {
	bin := binary(t)
	file, backup, data := filepath.Join(t.TempDir(), "law.jsonl"), filepath.Join(t.TempDir(), "copy.db"), t.TempDir()
	bulkFile(t, file)
	whole := t.TempDir()
	for _, args := range [][]string{{"import", "--no-index", file}, {"backup", backup}} {
		if !killed(t, time.Hour, bin, whole, args...) {
			t.Fatalf("%v did not end", args)
		}
	}
	want, _ := importedContent(t, whole)
	if !killed(t, time.Hour, bin, data, "init") {
		t.Fatal("init did not end")
	}
	path := filepath.Join(data, store.FileName)
	old, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if !killed(t, time.Hour, bin, t.TempDir(), "restore", backup) {
		t.Fatal("restore did not end")
	}
	took := time.Since(start)
	times, before, after := 30, 0, 0
	if testing.Short() {
		times = 5
	}
	for start := time.Now(); before+after < times && time.Since(start) < 20*time.Second; {
		done := killed(t, took/2+time.Duration(rand.Int64N(1+int64(took))), bin, data, "restore", backup)
		now, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !done && bytes.Equal(now, old) {
			before++
			continue
		}
		got, _ := importedContent(t, data)
		if len(got) != len(want) {
			t.Fatalf("%d revisions, want %d", len(got), len(want))
		}
		after++
		if err := os.WriteFile(path, old, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("killed when the old store was there %d times, ended or killed when the new one was %d times", before, after)
}

// TestImportBusy asks questions while an import of another process goes on:
// each is answered, or told that the data are in use.
func TestImportBusy(t *testing.T) {
	bin := binary(t)
	file, data := filepath.Join(t.TempDir(), "law.jsonl"), t.TempDir()
	bulkFile(t, file)
	run := func(args ...string) (string, error) {
		c := exec.Command(bin, args...)
		c.Env = append(os.Environ(), "TIZBE_DATA="+data, "TIZBE_LANG=en")
		out, err := c.CombinedOutput()
		return string(out), err
	}
	if out, err := run("init"); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	done := make(chan error)
	go func() {
		out, err := run("import", "--no-index", file)
		if err != nil {
			err = fmt.Errorf("%w: %s", err, out)
		}
		done <- err
	}()
	answered, busy := 0, 0
	for going := true; going; {
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			going = false
		default:
		}
		switch out, err := run("check", "--position", "тергеуші", "--on", "2026-03-01", "--lang", "en"); {
		case err == nil:
			answered++
		case strings.Contains(out, "are in use by another run") && strings.Contains(out, "hint: wait until it ends"):
			busy++
		default:
			t.Fatalf("%v: %s", err, out)
		}
		// A backup waits for nobody.
		copied := filepath.Join(t.TempDir(), "copy.db")
		if out, err := run("backup", copied, "--lang", "en"); err != nil && !strings.Contains(out, "change too fast to be copied") {
			t.Fatalf("%v: %s", err, out)
		}
	}
	t.Logf("%d questions answered, %d told to wait", answered, busy)
	if answered == 0 {
		t.Error("not even after the import was a question answered")
	}
}
