package site

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"

	"tizbe/corpus"
	"tizbe/corpus/glossary"
	"tizbe/index"
	"tizbe/index/retrieval"
	"tizbe/internal/measured"
	"tizbe/seeds"
	"tizbe/site/engine"
	"tizbe/site/verdict"
	"tizbe/site/words"
	"tizbe/versioning/eligibility"
)

// glossaryOf is the glossary that comes with the program.
func glossaryOf(t testing.TB) ([]byte, *glossary.Glossary) {
	t.Helper()
	src, err := seeds.FS.ReadFile("glossary.txt")
	if err != nil {
		t.Fatal(err)
	}
	g, err := glossary.Parse("glossary.txt", src)
	if err != nil {
		t.Fatal(err)
	}
	return src, g
}

// engined opens the engine of the site from the files that it writes.
func engined(t testing.TB, s *Site, l corpus.Lang) *engine.Engine {
	t.Helper()
	data, said := engineParts(t, s, l)
	x, err := engine.Open(data, said)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// engineParts are the files that the engine of the site is opened with. Where
// it was not built, every word may be said.
func engineParts(t testing.TB, s *Site, l corpus.Lang) (data, said []byte) {
	t.Helper()
	d := s.engineData()
	d.Glossary, _ = glossaryOf(t)
	data = d.Encode()
	wasm, err := files.ReadFile(program + "engine.wasm")
	if errors.Is(err, fs.ErrNotExist) {
		wasm = []byte(strings.Join(slices.Collect(maps.Keys(words.Table(corpus.Russian))), "\n") + strings.Join(slices.Collect(maps.Keys(messages)), "\n"))
	} else if err != nil {
		t.Fatal(err)
	}
	return data, engineWords(l, spoken(wasm, data)).Encode()
}

func lines(t testing.TB, elem ...string) [][]byte {
	t.Helper()
	return bytes.Split(bytes.TrimSpace(measured.Read(t, elem...)), []byte("\n"))
}

// TestEngineChecks: the engine of the pages gives the answer of the command to
// every measured question, drawn as the served page draws it.
func TestEngineChecks(t *testing.T) {
	s, _ := built()
	_, g := glossaryOf(t)
	e, err := eligibility.New(seedBase(t).Acts()[0], func(q string) (out []string) {
		for _, r := range g.Translate(q) {
			out = append(out, r.Kazakh)
		}
		return out
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range langs {
		x := engined(t, s, l)
		for i, line := range lines(t, "789", "check-cases.jsonl") {
			var c struct{ Position, Unit, Duty, On, Seen, Verdict string }
			if err := json.Unmarshal(line, &c); err != nil {
				t.Fatal(err)
			}
			q := eligibility.Question{Position: c.Position, Unit: c.Unit, Duty: c.Duty, On: corpus.MustDate(c.On), Seen: s.Verified}
			if c.Seen != "" {
				q.Seen = corpus.MustDate(c.Seen)
			}
			ans, err := e.Check(q)
			if err != nil {
				t.Fatal(err)
			}
			got := x.Check(c.Position, c.Unit, c.Duty, c.On, q.Seen.String(), "../")
			if string(ans.Verdict) != c.Verdict || got.Failed || !strings.Contains(got.HTML, `<div class="answer v-`+c.Verdict+`">`) {
				t.Errorf("%s, case %d: %s, engine %s, want %s", l, i+1, ans.Verdict, got.Status, c.Verdict)
			}
			page, err := s.Asked(l, Asked{Question: q, Answer: ans, Act: ans.Act.ID})
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Contains(page, tidy([]byte(got.HTML))) {
				t.Errorf("%s, case %d: the served page has not what the engine draws:\n%s", l, i+1, got.HTML)
			}
		}
	}
}

// TestEngineSearches: the hits of the engine are those of the index, drawn as
// the served page draws them.
func TestEngineSearches(t *testing.T) {
	s, _ := built()
	_, g := glossaryOf(t)
	b := seedBase(t)
	ix, err := index.Open(t.TempDir(), func() (index.Source, error) { return index.Source{Base: b, Seq: 1}, nil }, index.Options{Translate: g.Translate})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	x := engined(t, s, corpus.Russian)
	hits := 0
	for _, line := range lines(t, "search", "queries.jsonl") {
		var c struct{ Query string }
		if err := json.Unmarshal(line, &c); err != nil {
			t.Fatal(err)
		}
		r, err := ix.Search(retrieval.Query{Text: c.Query, On: s.Verified, Seen: s.Verified})
		if err != nil {
			t.Fatal(err)
		}
		hits += len(r.Hits)
		v := s.view(SearchPath, corpus.Russian)
		want := verdict.Hits(r, func(id corpus.ActID) *verdict.Drawer { return v.drawer(s.act(id)) })
		got := x.Search(c.Query, "", "", "../")
		// The links of the page lead from the same folder.
		if string(tidy([]byte(got.HTML))) != string(tidy([]byte(want))) {
			t.Fatalf("%q:\n%s\nthe index has\n%s", c.Query, got.HTML, want)
		}
		if !strings.Contains(got.Status, fmt.Sprint(r.Total)) {
			t.Errorf("%q: %q of %d", c.Query, got.Status, r.Total)
		}
	}
	if hits < 1000 {
		t.Errorf("only %d hits compared", hits)
	}
}

// TestEngineEscapes: whatever is typed comes back as text.
func TestEngineEscapes(t *testing.T) {
	s, _ := built()
	x := engined(t, s, corpus.English)
	for _, typed := range []string{`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, "бастық<b>", "\x00\xff", "’”»«“"} {
		for _, d := range []engine.Drawn{x.Search(typed, "", "", "../"), x.Check(typed, typed, typed, "", "", "../"), x.Check(typed, "", "", typed, "", "../"), x.Search(typed, typed, typed, "../")} {
			for _, bad := range []string{"<script", "<img", "<b>"} {
				if strings.Contains(d.HTML, bad) {
					t.Errorf("%q: %s", typed, d.HTML)
				}
			}
		}
	}
	if d := x.Check("тергеуші", "", "", "2026-02-30", "", "../"); !d.Failed || d.Status == "" || d.HTML != "" {
		t.Errorf("a day that there is not: %+v", d)
	}
}

// TestWorker: the service worker names files that the site has, and says which
// version of the site it keeps.
func TestWorker(t *testing.T) {
	s, pages := built()
	sw := string(pages[workerName])
	const mark = "const SHELL = "
	from := strings.Index(sw, mark)
	if from < 0 {
		t.Fatalf("no shell in %.200s", sw)
	}
	var shell []string
	if err := json.Unmarshal([]byte(sw[from+len(mark):from+strings.Index(sw[from:], ";\n")]), &shell); err != nil {
		t.Fatal(err)
	}
	for _, p := range shell {
		if pages[p] == nil {
			t.Errorf("the shell has %q, the site has not", p)
		}
	}
	if len(shell) < 15 {
		t.Errorf("only %q", shell)
	}
	was, err := s.version()
	if err != nil {
		t.Fatal(err)
	}
	other, err := New(seedBase(t), Options{URL: "https://example.org"})
	if err != nil {
		t.Fatal(err)
	}
	if now, _ := other.version(); now == was || !strings.Contains(sw, was) {
		t.Errorf("version %q, of another address %q", was, now)
	}
}

// BenchmarkEngineOpen is what a page waits for once the engine is loaded.
func BenchmarkEngineOpen(b *testing.B) {
	s, _ := built()
	data, said := engineParts(b, s, corpus.English)
	for b.Loop() {
		x, err := engine.Open(data, said)
		if err != nil {
			b.Fatal(err)
		}
		if x.Search("тергеушіге", "", "", "").Failed {
			b.Fatal("nothing found")
		}
	}
}
