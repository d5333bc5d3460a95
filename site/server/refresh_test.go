package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"tizbe/index/retrieval"
	"tizbe/site/answer"
	"tizbe/versioning"
	"tizbe/versioning/store"
)

// appended records in the data directory as another run of the program does.
func appended(t testing.TB, dir string, recs ...versioning.Record) {
	t.Helper()
	st, err := store.Open(dir, store.Options{Timeout: 10 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	if err := st.Append(recs...); err != nil {
		t.Fatal(err)
	}
}

// verdict asks whether the chairman of the committee was listed on a day on
// which it depends on when resolution № 91 came into force.
func verdict(s *Server, more ...string) string {
	w := ask(s, "check", append(more, "position", "АҚК Төрағасы", "on", "2026-03-01")...)
	var got answer.Check
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != http.StatusOK {
		return fmt.Sprintf("status %d: %s", w.Code, w.Body)
	}
	return got.Verdict
}

// impatient does not wait for a store that is in use.
func impatient(dir string) Options {
	o := over(dir)
	o.Open = func() (*store.Store, error) {
		return store.Open(dir, store.Options{ReadOnly: true, Timeout: 10 * time.Millisecond})
	}
	return o
}

// TestRefresh: what another run records is answered after the next reading; a
// request under way stays with what it began with, and what is no longer used
// is closed.
func TestRefresh(t *testing.T) {
	dir := t.TempDir()
	made(t, dir)
	s := started(t, impatient(dir))
	page := func() []byte { return bytes.Clone(get(s, "/en/changes/").Body.Bytes()) }
	before := page()
	if got := verdict(s); got != "undetermined" {
		t.Fatalf("at first: %s", got)
	}
	first := s.now.Load()
	if err := s.Refresh(); err != nil || s.now.Load() != first {
		t.Errorf("nothing changed, and it was read anew (%v)", err)
	}

	held, done := s.use()
	appended(t, dir, learnt(t, "2026-03-05", noon())) // fails where the server keeps the store
	if got := verdict(s); got != "undetermined" {
		t.Errorf("before the next reading: %s", got)
	}
	if err := s.Refresh(); err != nil {
		t.Fatal(err)
	}
	if got := verdict(s); got != "conditional" {
		t.Errorf("after it: %s", got)
	}
	if bytes.Equal(before, page()) {
		t.Error("the page of changes is as before")
	}
	search := func(n *snapshot) error {
		_, err := n.index.Search(retrieval.Query{Text: "тергеуші", All: true})
		return err
	}
	if held != first {
		t.Error("the request under way has another snapshot")
	}
	if err := search(held); err != nil {
		t.Errorf("the request under way lost its index: %v", err)
	}
	done()
	done() // a second time does no harm
	if err := search(held); err == nil {
		t.Error("the old index is still open")
	}
	if err := search(s.now.Load()); err != nil {
		t.Errorf("the new index: %v", err)
	}
	for known, want := range map[string]string{"2026-11-22T12:00:00Z": "conditional", "2026-11-22T11:59:59Z": "undetermined", "2026-11-22T16:59:59+05:00": "undetermined", "2026-11-22T17:00:00+05:00": "conditional"} {
		if got := verdict(s, "known", known); got != want {
			t.Errorf("as known at %s: %s, want %s", known, got, want)
		}
	}
	cannotBeRead(t, s, dir)
}

// cannotBeRead: a store in use or damaged leaves the old answers.
func cannotBeRead(t *testing.T, s *Server, dir string) {
	writer, err := store.Open(dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Refresh(); !errors.Is(err, store.ErrBusy) {
		t.Errorf("in use: %v", err)
	}
	if got := verdict(s); got != "conditional" {
		t.Errorf("in use: %s", got)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Refresh(); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, store.FileName)
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for what, content := range map[string][]byte{
		"noise": bytes.Repeat([]byte("noise"), 10_000), "empty": nil, "cut": whole[:len(whole)/2],
	} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := s.Refresh(); err == nil {
			t.Errorf("%s: read", what)
		}
		if got := verdict(s); got != "conditional" {
			t.Errorf("%s: %s", what, got)
		}
		if w := get(s, "/readyz"); w.Code != 200 {
			t.Errorf("%s: not ready, though it answers", what)
		}
		if w := ask(s, "acts", "act", "4711"); w.Code != http.StatusNotFound {
			t.Errorf("%s: an unknown act: status %d", what, w.Code)
		}
	}
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	if err := s.Refresh(); err == nil {
		t.Error("gone: read")
	}
	if got := verdict(s); got != "conditional" {
		t.Errorf("gone: %s", got)
	}
}

// events is a log whose messages can be waited for.
type events struct {
	slog.Handler
	seen chan string
}

func (e events) Handle(_ context.Context, r slog.Record) error {
	if r.Message != "request" {
		e.seen <- r.Message
	}
	return nil
}

func newEvents() (*slog.Logger, <-chan string) {
	seen := make(chan string, 100)
	return slog.New(events{slog.NewTextHandler(io.Discard, nil), seen}), seen
}

// TestWatching: a server that serves notices by itself, while clients ask and
// get the old answer or the new one and nothing else.
func TestWatching(t *testing.T) {
	dir := t.TempDir()
	made(t, dir)
	o := over(dir)
	o.Refresh = 5 * time.Millisecond
	log, seen := newEvents()
	o.Log = log
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, l) }()
	wait := func(want string) {
		t.Helper()
		select {
		case got := <-seen:
			if got != want {
				t.Fatalf("the log says %q, want %q", got, want)
			}
		case <-time.After(time.Minute):
			t.Fatalf("nothing in a minute, want %q", want)
		}
	}
	wait("snapshot")
	asking, enough := context.WithCancel(ctx)
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for asking.Err() == nil {
				if v := verdict(s); v != "undetermined" && v != "conditional" {
					t.Errorf("an answer between: %s", v)
				}
				if w := get(s, "/en/search/?q=тергеуші"); w.Code != http.StatusOK {
					t.Errorf("a search between: status %d", w.Code)
				}
			}
		})
	}
	appended(t, dir, learnt(t, "2026-03-05", noon()))
	wait("snapshot")
	enough()
	wg.Wait()
	if got := verdict(s); got != "conditional" {
		t.Errorf("after it noticed: %s", got)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if s.now.Load() != nil {
		t.Error("it ended and keeps its snapshot")
	}
}
