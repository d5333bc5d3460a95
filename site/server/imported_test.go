package server

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"tizbe/site/answer"
	"tizbe/versioning/store"
)

const bulk = `{"act":"xx/1","title":"Harbour act","adopted":"2001-02-03","rev":1,"effective":"2001-03-01","text":"1. The harbourmaster keeps the register.\n2. Pilots are licensed."}
{"act":"xx/1","title":"Harbour act","adopted":"2001-02-03","rev":2,"effective":"2010-01-01","text":"1. The harbourmaster keeps the register.\n2. Lanterns are lit at dusk."}
`

// TestImportedActs: acts that another run imports are searched, shown,
// compared and asked for their history; whoever imports is not kept waiting,
// and the copy they are read from goes with its snapshot.
func TestImportedActs(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	dir := t.TempDir()
	made(t, dir)
	s := started(t, over(dir))
	if w := ask(s, "text", "act", "xx/1", "on", "2005-01-01"); w.Code != http.StatusNotFound {
		t.Fatalf("before the import: %d %s", w.Code, w.Body)
	}
	st, err := store.Open(dir, store.Options{Timeout: time.Second}) // at once: the server holds nothing
	if err != nil {
		t.Fatal(err)
	}
	_, err = st.Import(context.Background(), func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(bulk)), nil }, store.ImportOptions{Name: "bulk", Now: noon()})
	if err != nil {
		t.Fatal(err)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Refresh(); err != nil {
		t.Fatal(err)
	}
	var text answer.Text
	decoded(t, s, &text, "text", "act", "xx/1", "on", "2005-01-01")
	if len(text.Provisions) == 0 || !strings.Contains(text.Provisions[len(text.Provisions)-1].Text, "Pilots") {
		t.Errorf("text of 2005: %+v", text.Provisions)
	}
	for _, q := range []struct {
		on   string
		want int
	}{{"2005-01-01", 0}, {"2012-01-01", 1}} {
		var found answer.Search
		decoded(t, s, &found, "search", "q", "lanterns", "on", q.on)
		if len(found.Hits) != q.want {
			t.Errorf("lanterns on %s: %d hits, want %d", q.on, len(found.Hits), q.want)
		}
	}
	var d answer.Difference
	decoded(t, s, &d, "diff", "act", "xx/1", "from", "2001-03-01", "to", "2010-01-01")
	if len(d.Changes) != 1 {
		t.Errorf("changes: %+v", d.Changes)
	}
	if w := ask(s, "check", "position", "тергеуші", "on", "2026-03-01"); w.Code != http.StatusOK {
		t.Errorf("the recorded act is no longer answered: %d", w.Code)
	}
	copyDir := s.now.Load().copied.dir
	appended(t, dir, learnt(t, "2026-03-05", noon()))
	if err := s.Refresh(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(copyDir); !os.IsNotExist(err) {
		t.Errorf("the copy of a snapshot that is gone: %v", err)
	}
}

func decoded(t *testing.T, s *Server, into any, path string, params ...string) {
	t.Helper()
	w := ask(s, path, params...)
	if w.Code != http.StatusOK {
		t.Fatalf("%s %q: %d %s", path, params, w.Code, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), into); err != nil {
		t.Fatal(err)
	}
}
