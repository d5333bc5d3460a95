package site

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"tizbe/corpus"
	"tizbe/internal/measured"
	"tizbe/seeds"
	"tizbe/versioning"
	"tizbe/versioning/eligibility"
	"tizbe/versioning/facts"
)

func seedBase(t testing.TB) *versioning.Base {
	t.Helper()
	recs, err := facts.Parse("789.facts.yaml", seeds.FS.ReadFile)
	if err != nil {
		t.Fatal(err)
	}
	b, err := versioning.NewBase(recs, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// built is the site of the embedded act with every page rendered, once for
// all tests, which only read it.
var built = sync.OnceValues(func() (*Site, map[string][]byte) {
	recs, err := facts.Parse("789.facts.yaml", seeds.FS.ReadFile)
	if err != nil {
		panic(err)
	}
	b, err := versioning.NewBase(recs, time.Time{})
	if err != nil {
		panic(err)
	}
	s, err := New(b, Options{})
	if err != nil {
		panic(err)
	}
	return s, render(s)
})

func render(s *Site) map[string][]byte {
	out := make(map[string][]byte)
	if err := s.each(func(int, []byte) error { return nil }, func(i int, b []byte) error { out[s.pages[i].Path] = b; return nil }); err != nil {
		panic(err)
	}
	return out
}

const act789 = "akn/kz/act/resolution/2025-09-24/789/"

// TestLinks: no page leads to what is not there.
func TestLinks(t *testing.T) {
	s, _ := built()
	if err := s.Check(nil); err != nil {
		t.Fatal(err)
	}
}

// TestDeadLinksAreFound: the check itself can fail, and nothing is written
// when it does.
func TestDeadLinksAreFound(t *testing.T) {
	for _, c := range []struct{ name, href string }{
		{"a page", "../nowhere/"},
		{"a fragment", act789 + "#no_such_provision"},
		{"a file", "data.zip"},
		{"what cannot be read", "http://[::1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &Site{at: make(map[string]int), assets: make(map[string]string)}
			for path, page := range map[string]string{"": `<p id="x"><a href="` + c.href + `">`, act789: `<p id="list">`} {
				if err := s.add(path, func() ([]byte, error) { return []byte(page), nil }); err != nil {
					t.Fatal(err)
				}
			}
			dir := t.TempDir()
			if _, err := s.Write(dir, nil); !errors.Is(err, ErrDeadLink) {
				t.Errorf("got %v, want a dead link", err)
			}
			if left, _ := os.ReadDir(dir); len(left) > 0 {
				t.Errorf("%d files were written", len(left))
			}
		})
	}
}

// A tag is a start tag with the text that stands below it.
type tag struct {
	name  string
	attrs map[string]string
}

// tags reads the start tags of a page.
func tags(t *testing.T, page []byte) []tag {
	t.Helper()
	var out []tag
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				t.Fatal(z.Err())
			}
			return out
		case html.StartTagToken, html.SelfClosingTagToken:
			tok := z.Token()
			x := tag{tok.Data, make(map[string]string)}
			for _, a := range tok.Attr {
				x.attrs[a.Key] = a.Val
			}
			out = append(out, x)
		}
	}
}

// TestStructure holds every page against what all pages promise.
func TestStructure(t *testing.T) {
	_, pages := built()
	n := 0
	for path, page := range pages {
		if path != "" && !strings.HasSuffix(path, "/") {
			continue
		}
		n++
		count := make(map[string]int)
		level := 0
		for _, x := range tags(t, page) {
			count[x.name]++
			for k, v := range x.attrs {
				if strings.HasPrefix(k, "on") || k == "style" {
					t.Errorf("%s: <%s %s>: the policy forbids it", path, x.name, k)
				}
				if (k == "src" || k == "href" && x.name == "link") && (strings.Contains(v, "//") || strings.HasPrefix(v, "data:")) {
					t.Errorf("%s: <%s> loads %s from elsewhere", path, x.name, v)
				}
				if strings.Contains(strings.ToLower(v), "javascript:") || strings.Contains(v, "#ZgotmplZ") {
					t.Errorf("%s: <%s %s=%q>", path, x.name, k, v)
				}
			}
			switch x.name {
			case "script":
				if x.attrs["src"] == "" && x.attrs["type"] != "application/ld+json" {
					t.Errorf("%s: a script in the page", path)
				}
			case "link":
				count["rel "+x.attrs["rel"]+x.attrs["hreflang"]]++
			case "meta":
				count["meta "+x.attrs["name"]+x.attrs["http-equiv"]]++
				if x.attrs["http-equiv"] == "Content-Security-Policy" && (!strings.HasPrefix(x.attrs["content"], "default-src 'none'") || strings.Contains(strings.ReplaceAll(x.attrs["content"], "'wasm-unsafe-eval'", ""), "unsafe")) {
					t.Errorf("%s: policy %q", path, x.attrs["content"])
				}
			case "html":
				want := "kk"
				if p, _, _ := strings.Cut(path, "/"); p == "ru" || p == "en" {
					want = p
				}
				if x.attrs["lang"] != want {
					t.Errorf("%s: language %q, want %q", path, x.attrs["lang"], want)
				}
			case "h1", "h2", "h3", "h4", "h5", "h6":
				l := int(x.name[1] - '0')
				if l > level+1 && level > 0 && !strings.Contains(path, "789/") {
					t.Errorf("%s: h%d after h%d", path, l, level)
				}
				level = l
			case "th":
				if x.attrs["scope"] == "" && !strings.Contains(path, "method/") {
					t.Errorf("%s: a header cell without scope", path)
				}
			}
		}
		for what, want := range map[string]int{"h1": 1, "main": 1, "title": 1, "rel canonical": 1, "rel alternatekk": 1, "rel alternateru": 1, "rel alternateen": 1,
			"rel alternatex-default": 1, "meta description": 1, "meta viewport": 1, "meta Content-Security-Policy": 1} {
			got := count[what]
			if what == "title" && count["svg"] > 0 {
				got = min(got, 1) // a drawing has one of its own
			}
			if got != want {
				t.Errorf("%s: %d of %s, want %d", path, got, what, want)
			}
		}
	}
	if n < 3*400 {
		t.Errorf("only %d pages", n)
	}
}

var lettersOf = regexp.MustCompile(`\pL[\pL\pM'’-]*`)

// TestLanguages: outside of what is marked as being in another language, a
// page is in one language: no Cyrillic on an English page, no Kazakh letter
// on a Russian one, no Latin word on either of the others.
func TestLanguages(t *testing.T) {
	_, pages := built()
	cyrillic := regexp.MustCompile(`\p{Cyrillic}`)
	kazakhOnly := regexp.MustCompile(`[әғқңөұүһіӘҒҚҢӨҰҮҺІ]`)
	// Names of formats, and the sign of a law's own words in quotation marks.
	allowed := map[string]bool{"DOCX": true, "HTML": true, "JSON": true, "CSV": true, "Atom": true, "SHA-": true, "PDF": true, "ics": true, "null": true, "tizbe": true}
	errs := 0
	for path, page := range pages {
		if path != "" && !strings.HasSuffix(path, "/") {
			continue
		}
		lang := "kk"
		if p, _, _ := strings.Cut(path, "/"); p == "ru" || p == "en" {
			lang = p
		}
		walkText(t, page, func(text, in string) {
			if in != lang || errs > 20 {
				return
			}
			for _, w := range lettersOf.FindAllString(text, -1) {
				bad := false
				switch lang {
				case "en":
					bad = cyrillic.MatchString(w)
				case "ru":
					bad = kazakhOnly.MatchString(w) || len(w) > 2 && !cyrillic.MatchString(w) && !allowed[w]
				case "kk":
					bad = len(w) > 2 && !cyrillic.MatchString(w) && !allowed[w]
				}
				if bad {
					errs++
					t.Errorf("%s: %q in %q", path, w, text)
					return
				}
			}
		})
	}
}

// walkText calls f with every text of the body and the language it is marked
// to be in; code and quotations are passed over.
func walkText(t *testing.T, page []byte, f func(text, lang string)) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var walk func(n *html.Node, lang string)
	walk = func(n *html.Node, lang string) {
		if n.Type == html.ElementNode {
			switch n.Data {
			case "code", "script", "style", "q":
				return
			}
			for _, a := range n.Attr {
				if a.Key == "lang" {
					lang = a.Val
				}
			}
			if slices.ContainsFunc(n.Attr, func(a html.Attribute) bool {
				return a.Key == "class" && (a.Val == "asked" || a.Val == "sum" || a.Val == "read")
			}) {
				return
			}
		}
		if n.Type == html.TextNode && strings.TrimSpace(n.Data) != "" {
			f(n.Data, lang)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, lang)
		}
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "html" {
			lang := ""
			for _, a := range n.Attr {
				if a.Key == "lang" {
					lang = a.Val
				}
			}
			for c := range n.ChildNodes() {
				if c.Data == "body" {
					walk(c, lang)
				}
			}
		}
	}
}

// TestDeterministic: the same base gives the same bytes.
func TestDeterministic(t *testing.T) {
	_, first := built()
	s, err := New(seedBase(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	second := render(s)
	if len(first) != len(second) {
		t.Fatalf("%d and %d files", len(first), len(second))
	}
	for path, b := range first {
		if !bytes.Equal(b, second[path]) {
			t.Errorf("%s differs", path)
		}
	}
}

// TestWrite: a second run writes nothing, a damaged file is written again,
// what the site has no more is removed, and foreign files stay.
func TestWrite(t *testing.T) {
	_, whole := built()
	if n := len(whole[""]); n > 60<<10 {
		t.Errorf("the home page has %d bytes", n)
	}
	b, err := versioning.NewBase(nil, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(b, Options{})
	if err != nil {
		t.Fatal(err)
	}
	pages := render(s)
	dir := t.TempDir()
	calls := 0
	r, err := s.Write(dir, func(done, total int) { calls++ })
	if err != nil || r.Files != len(pages) || r.Written != len(pages) || calls == 0 {
		t.Fatalf("%+v, %v, %d calls", r, err, calls)
	}
	if r.HomeBytes != len(pages[""]) {
		t.Errorf("the home page has %d bytes, reported are %d", len(pages[""]), r.HomeBytes)
	}
	if r, err = s.Write(dir, nil); err != nil || r.Written != 0 || r.Removed != 0 {
		t.Fatalf("the second run: %+v, %v", r, err)
	}
	for name, text := range map[string]string{"index.html": "damaged", "own.txt": "mine", "old/page.html": "old"} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	list, err := os.ReadFile(filepath.Join(dir, listName))
	if err != nil {
		t.Fatal(err)
	}
	outside := filepath.Join(filepath.Dir(dir), "outside.txt")
	if err := os.WriteFile(outside, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, listName), append(list, "old/page.html\n../outside.txt\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	if r, err = s.Write(dir, nil); err != nil || r.Written != 1 || r.Removed != 1 {
		t.Errorf("the third run: %+v, %v", r, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "old")); err == nil {
		t.Error("the folder of an old page stays")
	}
	for _, stays := range []string{filepath.Join(dir, "own.txt"), outside} {
		if _, err := os.Stat(stays); err != nil {
			t.Error(err)
		}
	}
}

// TestAnswers: on any day an answer that a page writes out is the engine's.
func TestAnswers(t *testing.T) {
	s, _ := built()
	a := s.acts[0]
	fresh, err := eligibility.New(seedBase(t).Acts()[0], nil)
	if err != nil {
		t.Fatal(err)
	}
	first := corpus.MustDate("2025-01-01").Days()
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(a.positions).Draw(t, "position")
		in := rapid.SampledFrom(p.in).Draw(t, "unit")
		day := corpus.DateFromDays(rapid.IntRange(first, s.Verified.Days()).Draw(t, "day"))
		q := eligibility.Question{Position: p.title, On: day, Seen: s.Verified}
		spans := p.all
		if rapid.Bool().Draw(t, "with unit") {
			q.Unit, spans = in.asked, in.spans
		}
		want, err := fresh.Check(q)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(spans, func(sp span) bool { return !day.Before(sp.from) && !day.After(sp.to) })
		if i < 0 {
			t.Fatalf("%s on %s: no answer", p.title, day)
		}
		got := spans[i].answer
		if !sameAnswer(got, want) || got.Certain != want.Certain {
			t.Fatalf("%s, %q, on %s: page %s %v, engine %s %v", p.title, q.Unit, day, got.Verdict, got.Reasons, want.Verdict, want.Reasons)
		}
	})
}

// TestEveryPositionIsListed: each item of each edition has at least one page
// of a position, and each page a line of some edition.
func TestEveryPositionIsListed(t *testing.T) {
	s, _ := built()
	a := s.acts[0]
	items := 0
	for _, e := range a.editions {
		for p, up := range e.state.Root.All() {
			if p.Kind != corpus.KindItem || len(up) < 2 || !slices.ContainsFunc(up, func(q *corpus.Provision) bool { return q.Kind == corpus.KindList }) {
				continue
			}
			items++
			if len(a.titles[p.EID+"\n"+p.Text]) == 0 {
				t.Errorf("%s %s: %q has no page", e.ID, p.EID, p.Text)
			}
		}
	}
	if items < 2000 {
		t.Errorf("only %d items", items)
	}
	for _, p := range a.positions {
		for _, in := range p.in {
			if len(in.places) == 0 || len(in.spans) == 0 {
				t.Errorf("%s in %s: nothing", p.title, in.unit.eid)
			}
		}
	}
}

// TestCheckCases: for each measured question without a duty whose words are
// those of a position and a heading, the position's page has the measured verdict.
func TestCheckCases(t *testing.T) {
	s, _ := built()
	a := s.acts[0]
	tried := 0
	for i, l := range bytes.Split(bytes.TrimSpace(measured.Read(t, "789", "check-cases.jsonl")), []byte("\n")) {
		var c struct{ Position, Unit, Duty, On, Seen, Verdict string }
		if err := json.Unmarshal(l, &c); err != nil {
			t.Fatal(err)
		}
		on, err := corpus.ParseDate(c.On)
		if c.Duty != "" || c.Seen != "" && c.Seen != s.Verified.String() || err != nil || on.After(s.Verified) {
			continue
		}
		key := keyOf(c.Position)
		for _, p := range a.positions {
			if p.key != key {
				continue
			}
			spans := p.all
			if c.Unit != "" {
				i := slices.IndexFunc(p.in, func(in *unitIn) bool { return keyOf(in.unit.name) == keyOf(c.Unit) })
				if i < 0 {
					continue
				}
				spans = p.in[i].spans
			}
			tried++
			for _, sp := range spans {
				if !on.Before(sp.from) && !on.After(sp.to) && string(sp.answer.Verdict) != c.Verdict {
					t.Errorf("case %d: %s on %s: %s, want %s", i+1, c.Position, c.On, sp.answer.Verdict, c.Verdict)
				}
			}
		}
	}
	if tried < 15 {
		t.Errorf("only %d cases were tried", tried)
	}
	t.Logf("%d cases", tried)
}

func ExamplePage_File() {
	fmt.Println(Page{Path: "ru/method/"}.File(), Page{Path: "feed.xml"}.File(), Page{}.File())
	// Output: ru/method/index.html feed.xml index.html
}
