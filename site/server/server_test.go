package server

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"

	"tizbe/corpus/glossary"
	"tizbe/seeds"
	"tizbe/site"
	"tizbe/versioning"
	"tizbe/versioning/facts"
	"tizbe/versioning/store"
)

// noon is when the tests take place: answers of the embedded act depend on
// the day on which they are asked.
func noon() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }

// seeded returns the records of the embedded act.
var seeded = sync.OnceValues(func() ([]versioning.Record, error) { return facts.Parse("789.facts.yaml", seeds.FS.ReadFile) })

var translate = sync.OnceValue(func() func(string) []glossary.Reading {
	src, err := seeds.FS.ReadFile("glossary.txt")
	if err != nil {
		panic(err)
	}
	g, err := glossary.Parse("glossary.txt", src)
	if err != nil {
		panic(err)
	}
	return g.Translate
})

// made fills a new data directory with the records of the embedded act and
// more.
func made(t testing.TB, dir string, more ...versioning.Record) {
	t.Helper()
	recs, err := seeded()
	if err == nil {
		err = store.Create(dir, append(recs[:len(recs):len(recs)], more...)...)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// over returns options for a server over the data directory that counts
// nobody's requests.
func over(dir string) Options {
	return Options{Dir: dir, Now: noon, Translate: translate(), Rate: -1,
		Open: func() (*store.Store, error) { return store.Open(dir, store.Options{ReadOnly: true}) }}
}

// started makes a server that has read its store.
func started(t testing.TB, o Options) *Server {
	t.Helper()
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Refresh(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.now.Load().retire() })
	return s
}

var sharedDir string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "tizbe-server-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	sharedDir = dir
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

var once struct {
	sync.Mutex
	*Server
}

// shared is one server over the embedded act for the tests that only ask.
func shared(t testing.TB) *Server {
	t.Helper()
	once.Lock()
	defer once.Unlock()
	if once.Server == nil {
		made(t, sharedDir)
		s, err := New(over(sharedDir))
		if err == nil {
			err = s.Refresh()
		}
		if err != nil {
			t.Fatal(err)
		}
		once.Server = s
	}
	return once.Server
}

// request asks with headers given in pairs.
func request(s *Server, method, target string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "/", nil)
	r.RequestURI = target
	r.URL.Path, r.URL.RawQuery, _ = strings.Cut(target, "?")
	if p, err := url.PathUnescape(r.URL.Path); err == nil {
		r.URL.Path = p
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w
}

func get(s *Server, target string, header ...string) *httptest.ResponseRecorder {
	return request(s, http.MethodGet, target, header...)
}

// ask gets the operation's answer to parameters given in pairs.
func ask(s *Server, operation string, params ...string) *httptest.ResponseRecorder {
	return get(s, apiPath+operation+"?"+pairs(params...))
}

func pairs(params ...string) string {
	v := make(url.Values)
	for i := 0; i+1 < len(params); i += 2 {
		v.Add(params[i], params[i+1])
	}
	return v.Encode()
}

const act789 = "akn/kz/act/resolution/2025-09-24/789/"

// TestPagesAreServed: a page served is the page rendered, byte for byte, with
// its media type, a mark of its content and how long it may be kept.
func TestPagesAreServed(t *testing.T) {
	s := shared(t)
	pages := s.now.Load().site.Pages()
	if len(pages) < 1000 {
		t.Fatalf("only %d pages", len(pages))
	}
	kinds := make(map[string]int)
	for i, p := range pages {
		if i%11 != 0 && !strings.Contains(path.Base(p.Path), ".") && strings.Count(p.Path, "/") > 2 {
			continue
		}
		want, err := p.Render()
		if err != nil {
			t.Fatal(err)
		}
		w := get(s, (&url.URL{Path: "/" + p.Path}).String())
		h := w.Header()
		kind := path.Ext(p.File())
		kinds[kind]++
		if w.Code != http.StatusOK || !bytes.Equal(w.Body.Bytes(), want) {
			t.Fatalf("%s: status %d, %d bytes, want %d", p.Path, w.Code, w.Body.Len(), len(want))
		}
		if got := h.Get("Content-Type"); got == "" || got != mediaTypes[kind] {
			t.Errorf("%s: media type %q", p.Path, got)
		}
		if h.Get("ETag") == "" || h.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(h.Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("%s: headers %v", p.Path, h)
		}
		_, rest := site.Split(p.Path)
		wantKeep := askAgain
		switch {
		case strings.HasPrefix(p.Path, "assets/"):
			wantKeep = keepForever
		case strings.Contains(rest, "@"):
			wantKeep = keepDay
		case strings.Contains(rest, "/diff/") && path.Base(rest) != "diff":
			wantKeep = keepDay
		}
		if got := h.Get("Cache-Control"); got != wantKeep {
			t.Errorf("%s: Cache-Control %q, want %q", p.Path, got, wantKeep)
		}
	}
	for _, kind := range []string{".html", ".css", ".js", ".json", ".csv", ".xml", ".ics", ".svg"} {
		if kinds[kind] == 0 {
			t.Errorf("no %s among the pages looked at: %v", kind, kinds)
		}
	}
}

// TestAddresses: what lies beside the pages.
func TestAddresses(t *testing.T) {
	s := shared(t)
	for _, c := range []struct {
		name, target string
		status       int
		location     string // of a redirect
		says         string // in the body
	}{
		{"home", "/", 200, "", `<html lang="kk"`},
		{"home in Russian", "/ru/", 200, "", `<html lang="ru"`},
		{"the slash is added", "/" + strings.TrimSuffix(act789, "/"), 308, "/" + act789, ""},
		{"the slash is added to a language", "/ru", 308, "/ru/", ""},
		{"the query goes along", "/" + strings.TrimSuffix(act789, "/") + "?a=b", 308, "/" + act789 + "?a=b", ""},
		{"a file's own name", "/ru/index.html", 308, "/ru/", ""},
		{"home by its file's name", "/index.html", 308, "/", ""},
		{"no such page", "/nowhere/", 404, "", "Мұндай бет жоқ"},
		{"no such page in Russian", "/ru/nowhere/at/all", 404, "", "Такой страницы нет"},
		{"no such page in English", "/en/nowhere", 404, "", "There is no such page"},
		{"no such asset", "/assets/nothing.css", 404, "", ""},
		{"search", "/search/?q=тергеуші", 200, "", "<mark>"},
		{"search in Russian", "/ru/search/?q=тергеуші", 200, "", "<mark>"},
		{"search in English", "/en/search/?q=investigator", 200, "", "<mark>"},
		{"search for nothing", "/en/search/?q=", 400, "", `role="alert"`},
		{"search on no day", "/en/search/?q=x&on=yesterday", 400, "", `role="alert"`},
		{"search form", "/en/search/", 200, "", `name="q"`},
		{"check", "/check/?position=Тергеуші&on=2026-03-01", 200, "", "Тергеуші"},
		{"check in Russian", "/ru/check/?position=Тергеуші&on=2026-03-01", 200, "", "Тергеуші"},
		{"check in English", "/en/check/?position=Тергеуші&on=2026-03-01", 200, "", "list__point_"},
		{"check without a day", "/en/check/?position=Тергеуші", 400, "", `role="alert"`},
		{"check an unknown act", "/en/check/?position=x&on=2026-03-01&act=4711", 404, "", "4711"},
		{"check form", "/en/check/", 200, "", `name="position"`},
		{"compare what is chosen", "/en/" + act789 + "diff/?from=2025-09-24&to=2026-02-20", 303, "/en/" + act789 + "diff/2025-09-24/2026-02-20/", ""},
		{"no such operation", "/api/v1/vote", 404, "", "no-page"},
		{"the process lives", "/healthz", 200, "", "ok"},
		{"and can answer", "/readyz", 200, "", "ok"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := get(s, c.target)
			if w.Code != c.status {
				t.Fatalf("status %d, want %d: %.300s", w.Code, c.status, w.Body)
			}
			if got := w.Header().Get("Location"); got != c.location {
				t.Errorf("leads to %q, want %q", got, c.location)
			}
			if !strings.Contains(w.Body.String(), c.says) {
				t.Errorf("does not say %q: %.2000s", c.says, w.Body)
			}
			if w.Header().Get("Content-Type") != mediaTypes[".html"] || c.status >= 300 && c.status < 400 {
				return
			}
			if _, err := html.Parse(w.Body); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestLinksOfLivePages: every link of a page that is no file of the site leads
// to something.
func TestLinksOfLivePages(t *testing.T) {
	s := shared(t)
	for _, at := range []string{"/search/?q=тергеуші", "/en/check/?position=Тергеуші&on=2026-03-01", "/ru/check/", "/nowhere/", "/en/no/where/at/all", "/en/nowhere"} {
		base, err := url.Parse(at)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := html.Parse(get(s, at).Body)
		if err != nil {
			t.Fatal(err)
		}
		links, languages := 0, 0
		for n := range doc.Descendants() {
			for _, a := range n.Attr {
				if a.Key != "href" && a.Key != "src" && a.Key != "action" {
					continue
				}
				to, err := base.Parse(a.Val)
				if err != nil {
					t.Errorf("%s: %q: %v", at, a.Val, err)
					continue
				}
				if to.Host != "" || strings.HasPrefix(a.Val, "#") {
					continue
				}
				links++
				if n.Data == "a" && base.RawQuery != "" && to.Query().Encode() == base.Query().Encode() {
					languages++
				}
				if w := get(s, to.RequestURI()); w.Code != http.StatusOK {
					t.Errorf("%s: %s leads to %s, status %d", at, a.Val, to.Path, w.Code)
				}
			}
		}
		if links < 10 || base.RawQuery != "" && languages != 2 {
			t.Errorf("%s: %d links, to the same question in %d other languages", at, links, languages)
		}
	}
}

// TestConditional: whoever has the content gets no second copy.
func TestConditional(t *testing.T) {
	s := shared(t)
	for _, at := range []string{"/", "/en/search/?q=тергеуші", "/api/v1/revisions", "/api/v1/openapi.json"} {
		tag := get(s, at).Header().Get("ETag")
		for _, c := range []struct {
			header string
			status int
		}{{tag, 304}, {strings.TrimPrefix(tag, "W/"), 304}, {`"other", ` + tag, 304}, {"*", 304}, {`W/"other"`, 200}, {"", 200}, {`"`, 200}} {
			w := get(s, at, "If-None-Match", c.header)
			if w.Code != c.status || (w.Body.Len() == 0) != (c.status == 304) || w.Header().Get("ETag") != tag {
				t.Errorf("%s with %q: status %d, %d bytes, tag %q; want %d", at, c.header, w.Code, w.Body.Len(), w.Header().Get("ETag"), c.status)
			}
		}
	}
	if a, b := get(s, "/en/").Header().Get("ETag"), get(s, "/ru/").Header().Get("ETag"); a == b {
		t.Error("two pages have the same tag")
	}
}

// TestMethods: nothing but reading.
func TestMethods(t *testing.T) {
	s := shared(t)
	for _, at := range []string{"/", "/api/v1/acts", "/search/?q=x", "/healthz", "/nowhere"} {
		for _, m := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"} {
			w := request(s, m, at)
			if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
				t.Errorf("%s %s: status %d, Allow %q", m, at, w.Code, w.Header().Get("Allow"))
			}
		}
	}
	srv := httptest.NewServer(s.Handler())
	defer srv.Close()
	for _, at := range []string{"/", "/api/v1/acts", "/nowhere", "/healthz", "/api/v1/check"} {
		g, err := http.Get(srv.URL + at)
		if err != nil {
			t.Fatal(err)
		}
		g.Body.Close()
		h, err := http.Head(srv.URL + at)
		if err != nil {
			t.Fatal(err)
		}
		b, _ := io.ReadAll(h.Body)
		h.Body.Close()
		if h.StatusCode != g.StatusCode || len(b) > 0 || h.Header.Get("ETag") != g.Header.Get("ETag") || h.Header.Get("Content-Type") != g.Header.Get("Content-Type") {
			t.Errorf("HEAD %s: status %d, %d bytes, %v; GET has %d, %v", at, h.StatusCode, len(b), h.Header, g.StatusCode, g.Header)
		}
	}
}

func TestGzip(t *testing.T) {
	s := shared(t)
	for _, at := range []string{"/", "/api/v1/acts", "/en/search/?q=тергеуші", "/nowhere/"} {
		plain, small := get(s, at), get(s, at, "Accept-Encoding", "gzip")
		if small.Header().Get("Content-Encoding") != "gzip" || !strings.Contains(small.Header().Get("Vary"), "Accept-Encoding") {
			t.Errorf("%s: %v", at, small.Header())
			continue
		}
		z, err := gzip.NewReader(small.Body)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(z)
		if err != nil || !bytes.Equal(b, plain.Body.Bytes()) {
			t.Errorf("%s: compressed it is another page (%v)", at, err)
		}
	}
}

// TestLanguageOfTheAPI: words come in the language asked for.
func TestLanguageOfTheAPI(t *testing.T) {
	s := shared(t)
	for _, c := range []struct{ target, accept, want string }{
		{"/api/v1/acts", "", "en"},
		{"/api/v1/acts", "ru-RU,ru;q=0.9,en;q=0.5", "ru"},
		{"/api/v1/acts", "kk", "kk"},
		{"/api/v1/acts", "de, fr;q=0.5", "en"},
		{"/api/v1/acts", ";;;q=,", "en"},
		{"/api/v1/acts", strings.Repeat("ru,", 1000), "ru"},
		{"/api/v1/acts?lang=kk", "ru", "kk"},
		{"/api/v1/acts", strings.Repeat("r", 1000), "en"},
	} {
		w := get(s, c.target, "Accept-Language", c.accept)
		if got := w.Header().Get("Content-Language"); got != c.want || w.Code != 200 || !strings.Contains(strings.Join(w.Header().Values("Vary"), ","), "Accept-Language") {
			t.Errorf("%s, %.40q: %d in %q, want %q", c.target, c.accept, w.Code, got, c.want)
		}
	}
}

// TestReady: before the first reading and while it stops a server says that it
// cannot answer; that it lives it says always.
func TestReady(t *testing.T) {
	s, err := New(over(t.TempDir()))
	if err != nil {
		t.Fatal(err)
	}
	look := func(when string, ready int) {
		t.Helper()
		for at, want := range map[string]int{"/healthz": 200, "/readyz": ready, "/": ready, "/api/v1/acts": ready} {
			w := get(s, at)
			if w.Code != want || (want == 503) != (w.Header().Get("Retry-After") != "") {
				t.Errorf("%s: %s: status %d, want %d", when, at, w.Code, want)
			}
		}
	}
	look("at first", 503)
	if err := s.Refresh(); err == nil {
		t.Error("there is no store, and it was read")
	}
	look("without a store", 503)
	s = shared(t)
	look("having read", 200)
	s.stopping.Store(true)
	defer s.stopping.Store(false)
	if w := get(s, "/readyz"); w.Code != 503 {
		t.Errorf("while it stops it is ready: %d", w.Code)
	}
	if w := get(s, "/api/v1/acts"); w.Code != 200 {
		t.Errorf("while it stops a request under way gets %d", w.Code)
	}
}
