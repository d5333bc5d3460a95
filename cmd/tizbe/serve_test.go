package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"syscall"
	"testing"
)

// TestServe runs the server as a process of its own: it says where it listens,
// answers what the other verbs answer, and ends
// well when it is told to.
func TestServe(t *testing.T) {
	data := t.TempDir()
	c := exec.Command(binary(t), "serve", "--addr", "127.0.0.1:0", "--format", "json")
	c.Env = append(os.Environ(), "TIZBE_DATA="+data)
	var log bytes.Buffer
	c.Stderr = &log
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Process.Kill() }()
	var at struct{ Address string }
	if err := json.NewDecoder(out).Decode(&at); err != nil {
		t.Fatalf("%v: %s", err, log.Bytes())
	}
	get := func(path string, params ...string) []byte {
		t.Helper()
		q := make(url.Values)
		for i := 0; i < len(params); i += 2 {
			q.Set(params[i], params[i+1])
		}
		r, err := http.Get("http://" + at.Address + path + "?" + q.Encode())
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		b, err := io.ReadAll(r.Body)
		if err != nil || r.StatusCode != http.StatusOK {
			t.Fatalf("%s: %s, %v: %.300s", path, r.Status, err, b)
		}
		return b
	}
	get("/readyz")
	get("/ru/")
	for _, q := range []struct {
		verb   []string
		path   string
		params []string
	}{
		{[]string{"check", "--position", "АҚК Төрағасы", "--on", "2026-03-01", "--seen", "2026-11-22"}, "check", []string{"position", "АҚК Төрағасы", "on", "2026-03-01", "seen", "2026-11-22"}},
		{[]string{"search", "тергеуші", "--on", "2026-03-01", "--seen", "2026-11-22"}, "search", []string{"q", "тергеуші", "on", "2026-03-01", "seen", "2026-11-22"}},
		{[]string{"acts"}, "acts", nil},
		{[]string{"show", "--on", "2026-03-01", "--seen", "2026-11-22", "--provision", "list__point_6"}, "text", []string{"on", "2026-03-01", "seen", "2026-11-22", "provision", "list__point_6"}},
		{[]string{"diff", "--from", "2025-09-24", "--to", "2026-02-20"}, "diff", []string{"from", "2025-09-24", "to", "2026-02-20"}},
		{[]string{"history", "list__point_3__item_1"}, "history", []string{"eid", "list__point_3__item_1"}},
	} {
		_, want, stderr := run(t, data, append(q.verb, "--format", "json", "--lang", "ru")...)
		got := get("/api/v1/"+q.path, append(q.params, "lang", "ru")...)
		if a, b := withoutMoment(t, got), withoutMoment(t, []byte(want)); a != b {
			t.Errorf("%s answers\n%s\nand %v\n%s\n%s", q.path, a, q.verb, b, stderr)
		}
	}
	if err := c.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, out); err != nil {
		t.Error(err)
	}
	if err := c.Wait(); err != nil {
		t.Errorf("told to end: %v: %s", err, log.Bytes())
	}
}

// withoutMoment is JSON without the moment at which it was asked.
func withoutMoment(t *testing.T, b []byte) string {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatalf("%v: %.300s", err, b)
	}
	if q, ok := v["query"].(map[string]any); ok {
		delete(q, "known")
	}
	out, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
