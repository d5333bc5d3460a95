package server

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tizbe/corpus"
	"tizbe/corpus/reading"
	"tizbe/versioning"
)

// evil is what should stay text wherever it stands.
const evil = `<script>alert(1)</script>"><img src=x onerror=alert(1)>'</title></textarea><!-- ]]> {{.}} javascript:alert(1)`

// sound fails where a request was not met with an answer or a clear refusal,
// or where outside text has become part of a page.
func sound(t *testing.T, target string, w *httptest.ResponseRecorder) {
	t.Helper()
	if w.Code >= 500 && w.Code != http.StatusServiceUnavailable || w.Code < 200 {
		t.Errorf("%.200q: status %d: %.200s", target, w.Code, w.Body)
	}
	kind, _, _ := strings.Cut(w.Header().Get("Content-Type"), ";")
	switch {
	case w.Code == http.StatusNotModified || w.Code/100 == 3:
	case kind == "text/html":
		inert(t, target, w.Body.Bytes())
	case strings.HasSuffix(kind, "json"):
		if !json.Valid(w.Body.Bytes()) {
			t.Errorf("%.200q: no JSON: %.200s", target, w.Body)
		}
	case kind == "":
		t.Errorf("%.200q: no media type", target)
	}
	for k, vs := range w.Header() {
		for _, v := range vs {
			if strings.ContainsAny(k+v, "\r\n") {
				t.Errorf("%.200q: header %q: %q", target, k, v)
			}
		}
	}
}

// inert fails where the page has an element or attribute that runs something
// other than the site's own scripts.
func inert(t *testing.T, target string, page []byte) {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Errorf("%.200q: %v", target, err)
		return
	}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		attrs := make(map[string]string)
		for _, a := range n.Attr {
			attrs[a.Key] = a.Val
			v := strings.ToLower(strings.TrimSpace(a.Val))
			if strings.HasPrefix(a.Key, "on") || (a.Key == "href" || a.Key == "src" || a.Key == "action") && (strings.HasPrefix(v, "javascript:") || strings.HasPrefix(v, "data:") || strings.HasPrefix(v, "//")) {
				t.Errorf("%.200q: <%s %s=%q>", target, n.Data, a.Key, a.Val)
			}
		}
		if n.Data == "img" || n.Data == "iframe" || n.Data == "script" && attrs["src"] == "" && attrs["type"] != "application/ld+json" {
			t.Errorf("%.200q: the text became <%s>", target, n.Data)
		}
	}
}

// TestTraversal: whatever the address, nothing outside the site is reached.
func TestTraversal(t *testing.T) {
	s := shared(t)
	for _, at := range []string{
		"/../../../../etc/passwd", "/assets/../../go.mod", "/..%2f..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd", "/..\\..\\windows\\win.ini", "/%5c..%5c..%5cetc",
		"/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd", "/....//....//etc/passwd", "//etc/passwd", "///etc/passwd", "/./tizbe.db", "/tizbe.db", "/index/", "/%00", "/assets/%00style.css",
		"/akn/..", "/akn/../akn/kz/", "/" + act789 + "~../../", "/" + act789 + "~%2e%2e%2f", "/" + act789 + "diff/../../", "/" + act789 + "diff/2025-09-24/../", "/" + act789 + "~list__point_1/../~/",
		"/" + act789 + "~" + strings.Repeat("a", 3000) + "/", "/" + strings.Repeat("a/", 3000), "/" + strings.Repeat("%61", 2000), "/ru/ru/ru/", "/ru/../en/", "/api/v1/../../", "/api/v1/", "/api/v1", "/api/v1/check/", "/api/v2/check",
		"/api/v1/%63heck?position=x&on=2026-01-01", "/\xff\xfe", "/%ff%fe", "/%", "/%zz", "/?%", "//evil.example/", "//evil.example/%2e%2e", "/\\evil.example", "/ru?//evil.example", "/" + evil,
		"/en/" + act789 + "diff/?from=//evil.example&to=2026-02-20", "/en/" + act789 + "diff/?from=../../..&to=..", "/en/" + act789 + "diff/?from=%0d%0aSet-Cookie:x&to=2026-02-20",
	} {
		w := get(s, at)
		sound(t, at, w)
		if w.Code == http.StatusOK && !strings.HasPrefix(at, "/ru?") && !strings.HasPrefix(at, "/api/v1/%63") && !strings.Contains(at, "diff/?") && at != "/?%" {
			t.Errorf("%.100q is there", at)
		}
		if to := w.Header().Get("Location"); to != "" && (!strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.Contains(to, "evil") && !strings.Contains(to, "?")) {
			t.Errorf("%.100q leads to %q", at, to)
		}
		if bytes.Contains(w.Body.Bytes(), []byte("root:")) || bytes.Contains(w.Body.Bytes(), []byte("module tizbe")) {
			t.Errorf("%.100q shows a file of the machine", at)
		}
	}
}

// hostileValues are put into every parameter.
var hostileValues = []string{
	evil, "", " ", "\x00", "\xff\xfe", "%", "%00", "../../etc/passwd", "\u202e\u2066abc", "\r\nSet-Cookie: a=b", strings.Repeat("а", 1000), strings.Repeat("<", 2000), strings.Repeat("x", 100_000),
	strings.Repeat("( ", 900), strings.Repeat("\"", 1999), strings.Repeat("а ", 600), strings.Repeat(", және ", 120), "kind:kind:kind:", "point:" + strings.Repeat("9", 500), "-1", "99999999999999999999", "NaN", "0000-00-00", "9999-12-31", "0001-01-01", "2026-02-30",
	"' OR 1=1 --", "${jndi:ldap://x}", "*", "?*?*?*?*", "~", "^10", "\\", "a:b:c", "/akn/kz/act/resolution/2025-09-24/789/../", "e\u0301\u0301\u0301" + strings.Repeat("\u0301", 600), "😀" + strings.Repeat("👩‍👩‍👧", 60),
}

// TestHostileParameters puts each of them into every parameter of every
// operation and form.
func TestHostileParameters(t *testing.T) {
	s := shared(t)
	faults := s.metrics.panics.Get()
	needed := map[string][]string{"check": {"position", "Тергеуші", "on", "2026-03-01"}, "search": {"q", "тергеуші"}, "diff": {"from", "2025-09-24", "to", "2026-02-20", "provision", "list__point_6"}, "history": {"eid", "list__point_6"}, "text": {"provision", "list__point_6"}}
	for _, op := range operations {
		at := []string{apiPath + op.Path}
		if op.Path == "check" || op.Path == "search" {
			at = append(at, "/"+op.Path+"/", "/en/"+op.Path+"/")
		}
		for _, p := range op.Params {
			for _, v := range hostileValues {
				q := make(url.Values)
				for i := 0; i < len(needed[op.Path]); i += 2 {
					q.Set(needed[op.Path][i], needed[op.Path][i+1])
				}
				q.Set(p.Name, v)
				for _, a := range at {
					target := a + "?" + q.Encode()
					w := get(s, target)
					sound(t, target, w)
					if len(v) > maxWords && w.Code < 400 {
						t.Errorf("%s of %d bytes: status %d", p.Name, len(v), w.Code)
					}
				}
			}
		}
		for _, a := range at {
			many := a + "?" + strings.Repeat("a=b&", 2000) + "x=y"
			w := get(s, many)
			sound(t, many, w)
			if w.Code < 400 {
				t.Errorf("%s with 2,000 parameters that do not exist: status %d", a, w.Code)
			}
			many = a + "?" + strings.Repeat("a=b&", 100_000)
			if w := get(s, many); w.Code != http.StatusRequestURITooLong {
				t.Errorf("%s with 100,000 parameters: status %d", a, w.Code)
			}
			for _, name := range []string{evil, "\x00", "\xff", strings.Repeat("n", 5000)} {
				target := a + "?" + url.QueryEscape(name) + "=1"
				sound(t, target, get(s, target))
			}
			for _, raw := range []string{"%", "%zz=%", "a;b", "=", "&&&&", "=&=", "q=%", "position=%ff%fe&on=%00"} {
				sound(t, a+"?"+raw, get(s, a+"?"+raw))
			}
		}
	}
	if got := s.metrics.panics.Get(); got != faults {
		t.Errorf("%d requests met a fault", got-faults)
	}
}

// TestHostileAct: whatever an act that was taken in says stays text on every
// page and in every answer.
func TestHostileAct(t *testing.T) {
	const id corpus.ActID = "/akn/kz/act/order/2020-01-01/1"
	text := "# " + evil + " тізбесін бекіту туралы\n\nБҰЙЫРАМЫН:\n\n1. " + evil + "\n\n2. Осы бұйрық қол қойылған күнінен бастап қолданысқа енгізіледі.\n\n" +
		"2020 жылғы 1 қаңтардағы № 1 бұйрықпен бекітілген\n\n## Лауазымдар тізбесі " + evil + "\n\n1. " + evil + ":\n\n" + evil + ";\n\nтергеуші " + evil + ";\n\nаға инспектор.\n\nЕскертпе: функционалдық міндеттері: " + evil + " болып табылатын лауазымдарға қолданылмайды.\n"
	doc, err := reading.Auto([]byte(text), reading.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var point *corpus.Provision
	for p := range doc.Root.All() {
		if p.Kind != corpus.KindTitle && strings.Contains(p.Text, "<script>") {
			point = p
		}
	}
	if point == nil {
		t.Fatal("the hostile text was not read")
	}
	w := corpus.Words{"kk": evil, "ru": evil, "en": evil, "": evil}
	event := &versioning.Event{ID: "2020-01-01", Act: id, By: id, Kind: versioning.Adoption, Adopted: corpus.MustDate("2020-01-01"), Clause: "қол қойылған күнінен бастап қолданысқа енгізіледі", ClauseLang: corpus.Kazakh, Source: w, Basis: w, Remark: w, TextHeld: true}
	dir := t.TempDir()
	made(t, dir,
		versioning.Record{Act: &versioning.ActRecord{ID: id, Title: w, Issuer: w}}, versioning.Record{Event: event},
		versioning.Record{Held: &versioning.Held{Act: id, Lang: corpus.Kazakh, Events: []string{event.ID}, Root: doc.Root.Seal(), Raw: []byte(text), RawName: "evil.md", Source: w}},
		versioning.Record{Recorded: noon(), Fact: &versioning.Fact{Act: id, Field: versioning.FactPublished, Date: corpus.MustDate("2020-01-02"), Basis: w}})
	s := started(t, over(dir))
	seen := 0
	look := func(target string) {
		t.Helper()
		w := get(s, target)
		if w.Code != http.StatusOK {
			t.Errorf("%s: status %d: %.300s", target, w.Code, w.Body)
		}
		sound(t, target, w)
		if b := w.Body.Bytes(); bytes.Contains(b, []byte("alert(1)")) {
			seen++
		}
	}
	pages := 0
	for _, p := range s.now.Load().site.Pages() {
		if (strings.Contains(p.Path, string(id[1:])) || strings.Count(p.Path, "/") < 3) && path.Ext(p.Path) != ".png" {
			look((&url.URL{Path: "/" + p.Path}).EscapedPath())
			pages++
		}
	}
	if pages < 30 {
		t.Errorf("only %d pages", pages)
	}
	for _, lang := range []string{"kk", "ru", "en"} {
		prefix := "/"
		if lang != "kk" {
			prefix = "/" + lang + "/"
		}
		for _, q := range []string{evil, "alert", "тергеуші"} {
			v := pairs("q", q, "act", string(id))
			look(prefix + "search/?" + v)
			look("/api/v1/search?lang=" + lang + "&" + v)
			v = pairs("position", q, "unit", evil, "duty", evil, "on", "2026-03-01", "act", string(id))
			look(prefix + "check/?" + v)
			look("/api/v1/check?lang=" + lang + "&" + v)
		}
		for _, op := range []string{"acts", "revisions", "text"} {
			look("/api/v1/" + op + "?" + pairs("lang", lang, "act", string(id)))
		}
		look("/api/v1/diff?" + pairs("lang", lang, "act", string(id), "from", "2020-01-01", "to", "2020-01-01"))
		look("/api/v1/history?" + pairs("lang", lang, "act", string(id), "eid", point.EID))
	}
	if seen < 40 {
		t.Errorf("the hostile text stands in %d answers only: the test looks at nothing", seen)
	}
}

// TestRate: a client that asks too often is told to wait; others are not.
func TestRate(t *testing.T) {
	o := over(sharedDir)
	shared(t)
	o.Rate, o.Burst, o.Proxies = 0.0001, 3, []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	from := func(addr string, forwarded ...string) int {
		r := httptest.NewRequest(http.MethodGet, "/api/v1/problems", nil)
		r.RemoteAddr = addr
		for _, f := range forwarded {
			r.Header.Add("X-Forwarded-For", f)
		}
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, r)
		if w.Code == http.StatusTooManyRequests {
			if p := problemIn(t, w); p.Type != tooMany.typeOf() || w.Header().Get("Retry-After") == "" {
				t.Errorf("%+v, %v", p, w.Header())
			}
		}
		return w.Code
	}
	const pass, wait = http.StatusServiceUnavailable, http.StatusTooManyRequests // nothing was read yet
	for _, c := range []struct {
		name      string
		addr      string
		forwarded []string
		want      int
	}{
		{"first", "192.0.2.1:1000", nil, pass},
		{"another port", "192.0.2.1:1001", nil, pass},
		{"mapped into IPv6", "[::ffff:192.0.2.1]:1", nil, pass},
		{"too often", "192.0.2.1:1002", nil, wait},
		{"a claim does not help", "192.0.2.1:1002", []string{"198.51.100.9"}, wait},
		{"a neighbour", "192.0.2.2:1000", nil, pass},
		{"IPv6", "[2001:db8::1]:1", nil, pass},
		{"the same network", "[2001:db8::ffff:1]:1", nil, pass},
		{"with a zone", "[2001:db8::2%eth0]:1", nil, pass},
		{"the network too often", "[2001:db8::3]:1", nil, wait},
		{"another network", "[2001:db8:0:1::3]:1", nil, pass},
		{"through a proxy", "10.1.1.1:1", []string{"203.0.113.1"}, pass},
		{"through two", "10.1.1.1:1", []string{"203.0.113.1, 10.2.2.2"}, pass},
		{"in two lines, with a lie before", "10.1.1.1:1", []string{"192.0.2.77, 203.0.113.1", "10.2.2.2"}, pass},
		{"through a proxy too often", "[fd00::1]:1", []string{"9.9.9.9, 203.0.113.1"}, wait},
		{"somebody else through it", "10.1.1.1:1", []string{"203.0.113.2"}, pass},
		{"the proxy itself, with nonsense", "10.1.1.1:1", []string{"nobody"}, pass},
		{"the proxy itself", "10.1.1.1:1", nil, pass},
		{"nothing between commas", "10.1.1.1:1", []string{",,,"}, pass},
		{"the proxy too often", "10.1.1.1:1", []string{""}, wait},
		{"no address", "@", nil, pass},
	} {
		if got := from(c.addr, c.forwarded...); got != c.want {
			t.Errorf("%s: status %d, want %d", c.name, got, c.want)
		}
	}
	if w := get(s, "/healthz"); w.Code != http.StatusOK {
		t.Error("health is counted")
	}
	for i := range 5 * maxClients {
		if i%1000 == 0 {
			_ = from("198.51.100.1:1") // asks all the time and is remembered
		}
		s.clients.allow(netip.PrefixFrom(netip.AddrFrom4([4]byte{11, byte(i >> 16), byte(i >> 8), byte(i)}), 32))
	}
	if n := s.clients.count(); n > 2*maxClients {
		t.Errorf("%d clients are remembered, at most %d should", n, 2*maxClients)
	}
	if got := from("198.51.100.1:1"); got != wait {
		t.Errorf("whoever asks all the time among many: status %d", got)
	}
}

// TestInFlight: what is more than can be answered at a time is turned away.
func TestInFlight(t *testing.T) {
	s := shared(t)
	for range cap(s.slots) {
		s.slots <- struct{}{}
	}
	w := ask(s, "acts")
	for range cap(s.slots) {
		<-s.slots
	}
	if p := problemIn(t, w); p.Type != overloaded.typeOf() || w.Header().Get("Retry-After") == "" {
		t.Errorf("%+v, %v", p, w.Header())
	}
	if w := ask(s, "acts"); w.Code != http.StatusOK {
		t.Errorf("with room again: status %d", w.Code)
	}
}

// TestFault: a fault of the program is an answer without its inside, and the
// next request is answered.
func TestFault(t *testing.T) {
	s := shared(t)
	old := operations
	defer func() { operations = old }()
	operations = append(slices.Clone(old), operation{Path: "broken", Run: func(*call) (any, error) { panic("secret of the machine") }})
	faults := s.metrics.panics.Get()
	for range 2 * cap(s.now.Load().desks) { // a desk is given back all the same
		w := ask(s, "broken")
		if p := problemIn(t, w); p.Type != fault.typeOf() || strings.Contains(w.Body.String(), "secret") {
			t.Errorf("%+v", p)
		}
	}
	if got := s.metrics.panics.Get() - faults; got != uint64(2*cap(s.now.Load().desks)) {
		t.Errorf("%d faults are counted", got)
	}
	if w := ask(s, "acts"); w.Code != http.StatusOK {
		t.Errorf("afterwards: status %d", w.Code)
	}
}

// TestFigures: what is counted does not grow with what is asked.
func TestFigures(t *testing.T) {
	s := shared(t)
	size := func() int {
		var b bytes.Buffer
		s.metrics.set.WritePrometheus(&b)
		return bytes.Count(b.Bytes(), []byte("\n"))
	}
	walk := func(n int) {
		for i := range n {
			get(s, fmt.Sprintf("/nowhere/%d/", i))
			get(s, fmt.Sprintf("/api/v1/nothing%d?x%d=y", i, i))
			get(s, fmt.Sprintf("/assets/%d.css", i))
		}
	}
	walk(1)
	before := size()
	walk(50)
	if after := size(); after != before {
		t.Errorf("%d lines of figures became %d", before, after)
	}
	w := httptest.NewRecorder()
	s.Metrics().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	b, _ := io.ReadAll(w.Body)
	for _, want := range []string{"tizbe_requests_total{", "tizbe_request_seconds_bucket{", "tizbe_records ", "tizbe_clients ", "tizbe_panics_total ", "process_resident_memory_bytes "} {
		if !bytes.Contains(b, []byte(want)) {
			t.Errorf("no %s among the figures", want)
		}
	}
}

// FuzzHandlers: whatever is asked gets an answer or a clear refusal.
func FuzzHandlers(f *testing.F) {
	for _, a := range answered {
		f.Add(apiPath+a.operation, pairs(a.params...), "ru", "")
	}
	f.Add("/search/", "q=тергеуші", "kk", "gzip")
	f.Add("/en/check/", "position=Тергеуші&on=2026-03-01&unit=x", "", `W/"x"`)
	f.Add("/ru/"+act789+"~list__point_6/", "", "", "*")
	f.Add("/"+act789+"diff/2025-09-24/2026-06-10/", "", "", "")
	f.Add("/"+act789+"diff/", "from=2025-09-24&to=2026-02-20", "", "")
	f.Add("/../\x00", "%zz;&=", ";q=", "\xff")
	s := shared(f)
	f.Fuzz(func(t *testing.T, path, query, lang, other string) {
		faults := s.metrics.panics.Get()
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.URL.Path, r.URL.RawQuery = "/"+strings.TrimPrefix(path, "/"), query
		r.RequestURI = r.URL.Path + "?" + query
		for k, v := range map[string]string{"Accept-Language": lang, "If-None-Match": other, "Accept-Encoding": other, "X-Forwarded-For": other} {
			r.Header.Set(k, v)
		}
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, r)
		if w.Header().Get("Content-Encoding") == "" {
			sound(t, path+"?"+query, w)
		}
		if s.metrics.panics.Get() != faults {
			t.Errorf("%q?%q met a fault", path, query)
		}
	})
}
