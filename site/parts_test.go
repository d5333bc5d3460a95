package site

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tizbe/corpus"
	"tizbe/versioning"
)

var (
	keyInTemplate = regexp.MustCompile(`\.M "((?:[^"\\]|\\.)*)"`)
	verbs         = regexp.MustCompile(`%\[\d\]s|%.?`)
)

// usedKeys are the messages that templates, pages and the command say.
func usedKeys(t *testing.T) map[string]bool {
	used := make(map[string]bool)
	names, err := fs.Glob(files, "templates/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		src, err := files.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range keyInTemplate.FindAllStringSubmatch(string(src), -1) {
			used[m[1]] = true
		}
	}
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"verdict", "engine"} {
		more, err := filepath.Glob(dir + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, more...)
	}
	set := token.NewFileSet()
	for _, n := range append(sources, "../cmd/tizbe/site.go") {
		if strings.HasSuffix(n, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(set, n, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(x ast.Node) bool {
			call, ok := x.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			name := ""
			switch fun := call.Fun.(type) {
			case *ast.Ident:
				name = fun.Name
			case *ast.SelectorExpr:
				name = fun.Sel.Name
			}
			if lit, ok := call.Args[0].(*ast.BasicLit); ok && lit.Kind == token.STRING && (name == "M" || name == "m" || name == "pageWords") {
				s, err := strconv.Unquote(lit.Value)
				if err != nil {
					t.Fatal(err)
				}
				used[s] = true
			}
			return true
		})
	}
	return used
}

// TestMessages: everything the pages say exists in Kazakh and Russian, with
// the same arguments, and nothing is left over.
func TestMessages(t *testing.T) {
	used := usedKeys(t)
	if len(used) < 150 {
		t.Fatalf("only %d messages found: the search is wrong", len(used))
	}
	args := func(s string) []string {
		v := verbs.FindAllString(s, -1)
		slices.Sort(v)
		return slices.Compact(v)
	}
	for k := range used {
		m, ok := messages[k]
		if !ok || m[0] == "" || m[1] == "" {
			t.Errorf("%q is not translated", k)
			continue
		}
		for _, s := range m {
			if !slices.Equal(args(k), args(s)) {
				t.Errorf("%q has other arguments: %q", k, s)
			}
		}
	}
	for k := range messages {
		if !used[k] {
			t.Errorf("nothing says %q", k)
		}
	}
}

// TestRelative: a relative link leads where it should from any page.
func TestRelative(t *testing.T) {
	s := new(Site)
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.Custom(func(t *rapid.T) string {
			seg := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "ru", "akn", "kaz@2026-02-20", "~list__point_3", "лауазым"}), 0, 5).Draw(t, "segments")
			p := strings.Join(seg, "/")
			if p != "" {
				p += "/"
			}
			if rapid.Bool().Draw(t, "file") {
				p += "x.json"
			}
			return p
		})
		from, to := at.Draw(t, "from"), at.Draw(t, "to")
		got, _, local := s.target(from, relative(from, to))
		if !local || got != to {
			t.Fatalf("from %q to %q: %q leads to %q", from, to, relative(from, to), got)
		}
	})
	for _, c := range []struct{ from, to, want string }{
		{"", "method/", "method/"},
		{"method/", "", "../"},
		{"ru/method/", "method/", "../../method/"},
		{"a/", "a/", "./"},
		{"a/", "a/#x", "#x"},
		{"a/b/", "a/#x", "../#x"},
	} {
		if got := relative(c.from, c.to); got != c.want {
			t.Errorf("from %q to %q: %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

func TestSlug(t *testing.T) {
	for _, c := range []struct{ title, want string }{
		{"Тергеуші", "tergeushi"},
		{"инспектор-психолог (келіссөз жүргізуші)", "inspektor-psixolog-kelissoez-zhuergizushi"},
		{"ҚСжАЕК төрағасы", "qszhaek-toeraghasy"},
		{"102-операторы", "102-operatory"},
		{"…", mark("…")},
	} {
		if got := slug(c.title); got != c.want {
			t.Errorf("%q: %q, want %q", c.title, got, c.want)
		}
	}
	s, _ := built()
	seen := make(map[string]string)
	for _, p := range s.acts[0].positions {
		if was, ok := seen[p.path]; ok {
			t.Errorf("%q and %q have one address", was, p.title)
		}
		seen[p.path] = p.title
	}
}

// FuzzSlug: whatever the title, the address is one segment of plain letters,
// and safe.
func FuzzSlug(f *testing.F) {
	for _, s := range []string{"Тергеуші", "../..", "a/b", "", strings.Repeat("ж", 500), "\xff", "<script>"} {
		f.Add(s)
	}
	plain := regexp.MustCompile(`^[a-z0-9-]+$`)
	f.Fuzz(func(t *testing.T, title string) {
		if s := slug(title); !plain.MatchString(s) || len(s) > 100 || !safe("x/"+s+"/") {
			t.Errorf("%q: %q", title, s)
		}
	})
}

func TestCompact(t *testing.T) {
	const in = "/* a; b */\n@media (min-width: 3rem) {\n  .a :is(b, c)::after { content: \" ; { \"; margin: 0 auto; }\n}\n"
	const want = `@media (min-width:3rem){.a :is(b,c)::after{content:" ; { ";margin:0 auto;}}`
	if got := string(compact([]byte(in))); got != want {
		t.Errorf("got %s", got)
	}
}

func TestSafe(t *testing.T) {
	for path, want := range map[string]bool{
		"": true, "a/b/": true, "akn/kz/act/resolution/2025-09-24/789/kaz@2026-02-20/": true, "x.json": true,
		"../x": false, "a/../b": false, "/etc": false, "a//b": false, `a\b`: false, "a/\x00": false, "c:/x": false, strings.Repeat("a", 300): false,
	} {
		if got := safe(path); got != want {
			t.Errorf("%.40q: %v", path, got)
		}
	}
}

// TestAlphabet: positions stand in the order of the Kazakh alphabet.
func TestAlphabet(t *testing.T) {
	const alphabet = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
	var in []string
	for _, r := range alphabet {
		in = append(in, string(r)+"я", strings.ToUpper(string(r))+"б")
	}
	slices.Reverse(in)
	sortKazakh(in, func(s string) string { return s })
	var got strings.Builder
	for i, s := range in {
		if i%2 == 0 {
			got.WriteString(strings.ToLower(s[:len(s)-len("я")]))
		}
	}
	if got.String() != alphabet {
		t.Errorf("got %s", got.String())
	}
}

// TestCitations: an act, an edition and provisions, as lawyers cite them.
func TestCitations(t *testing.T) {
	s, _ := built()
	a := s.acts[0]
	e := a.edition("2026-02-20")
	for _, c := range []struct {
		name    string
		edition *edition
		eid     string
		want    citation
	}{
		{"the act", nil, "", citation{
			"«Құқық қорғау органдары мен азаматтық қорғау органдарының тұрғын үй төлемдерін алуға жататын лауазымдар тізбесін бекіту туралы» Қазақстан Республикасы Үкіметінің 2025 жылғы 24 қыркүйектегі № 789 қаулысы",
			"Постановление Правительства Республики Казахстан от 24 сентября 2025 года № 789 «Об утверждении перечня должностей правоохранительных органов и органов гражданской защиты, подлежащих получению жилищных выплат»"}},
		{"a point of the list", e, "list__point_15-1", citation{
			"Қазақстан Республикасы Үкіметінің 2025 жылғы 24 қыркүйектегі № 789 қаулысымен бекітілген тізбенің 15-1-тармағы (2026 жылғы 20 ақпандағы редакцияда)",
			"пункт 15-1 перечня, утверждённого постановлением Правительства Республики Казахстан от 24 сентября 2025 года № 789 (в редакции от 20 февраля 2026 года)"}},
		{"a paragraph, as № 48 counts it", nil, "list__point_16__group_3", citation{
			"Қазақстан Республикасы Үкіметінің 2025 жылғы 24 қыркүйектегі № 789 қаулысымен бекітілген тізбенің 16-тармағының жиырма сегізінші абзацы",
			"абзац двадцать восьмой пункта 16 перечня, утверждённого постановлением Правительства Республики Казахстан от 24 сентября 2025 года № 789"}},
		{"a point of the resolution", nil, "point_2", citation{
			"Қазақстан Республикасы Үкіметінің 2025 жылғы 24 қыркүйектегі № 789 қаулысының 2-тармағы",
			"пункт 2 постановления Правительства Республики Казахстан от 24 сентября 2025 года № 789"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var at *element
			if c.eid != "" {
				p := e.state.Root.Find(c.eid)
				if p == nil {
					t.Fatal("no such provision")
				}
				x := elementIn(e, p)
				at = &x
			}
			if got := a.cite(c.edition, at); got != c.want {
				t.Errorf("got\n%s\n%s\nwant\n%s\n%s", got.Kazakh, got.Russian, c.want.Kazakh, c.want.Russian)
			}
		})
	}
}

// TestFeeds: feed, calendar and site map are well formed, in three languages.
func TestFeeds(t *testing.T) {
	_, pages := built()
	for _, l := range langs {
		var f atomFeed
		if err := xml.Unmarshal(pages[prefix(l)+feedName], &f); err != nil || len(f.Entries) != 4 || !strings.HasPrefix(f.ID, "urn:uuid:") {
			t.Errorf("%s: feed: %d entries, %v", l, len(f.Entries), err)
		}
		ics := pages[prefix(l)+calendarName]
		events := 0
		for _, line := range strings.SplitAfter(string(ics), "\n") {
			if line != "" && !strings.HasSuffix(line, "\r\n") || len(line) > 77 {
				t.Errorf("%s: calendar line %q", l, line)
			}
			if line == "BEGIN:VEVENT\r\n" {
				events++
			}
		}
		if events != 8 {
			t.Errorf("%s: %d events, want 8", l, events)
		}
	}
	var m sitemapSet
	if err := xml.Unmarshal(pages["sitemap.xml"], &m); err != nil || len(m.URLs) < 1200 {
		t.Errorf("site map: %d pages, %v", len(m.URLs), err)
	}
}

// TestData: the downloads can be read, and an edition's lines are the text.
func TestData(t *testing.T) {
	s, pages := built()
	for _, e := range s.acts[0].editions {
		base := strings.TrimSuffix(e.path, "/")
		var j editionJSON
		if err := json.Unmarshal(pages[base+".json"], &j); err != nil {
			t.Fatal(err)
		}
		var lines []string
		for _, p := range j.Provisions {
			lines = append(lines, p.Text)
		}
		if !slices.Equal(lines, e.state.Root.Lines()) {
			t.Errorf("%s: the JSON has other lines", e.ID)
		}
		rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(pages[base+".csv"], []byte("\uFEFF")))).ReadAll()
		if err != nil || len(rows) != len(lines)+1 {
			t.Errorf("%s: %d rows, %v", e.ID, len(rows), err)
		}
	}
	b, err := encodeCSV([][]string{{"=1+1", "тергеуші", ""}})
	if err != nil || !bytes.Contains(b, []byte("'=1+1,тергеуші,")) {
		t.Errorf("a formula is written as one: %q, %v", b, err)
	}
}

// TestProse: references of prose to provisions.
func TestProse(t *testing.T) {
	s, _ := built()
	v := s.view("method/", corpus.English)
	for _, c := range []struct{ name, in, want string }{
		{"a provision", "see [[789 list__point_3]]", `<p>see <a href="../../` + act789 + `kaz@2026-06-10/#list__point_3">point 3</a></p>`},
		{"an act", "[[2025/789]]", "<p><a href=\"../" + act789 + "\">resolution №\u00a0789 of 2025-09-24</a></p>"},
		{"an act not held", "[[1 point_1]]", "<p>№ 1</p>"},
		{"an ordinary link", "[x](y)", `<p><a href="y">x</a></p>`},
		{"what is no reference", "[[a b c]] [[", "<p>[[a b c]] [[</p>"},
		{"markup", "<script>alert(1)</script>", "<!-- raw HTML omitted -->"},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := strings.Replace(c.want, `"../../akn`, `"../akn`, 1)
			got, err := v.prose([]byte(c.in))
			if err != nil || strings.TrimSpace(string(got)) != want {
				t.Errorf("got %s, %v, want %s", got, err, want)
			}
		})
	}
	if _, err := v.prose([]byte("[[789 list__point_99]]")); !errors.Is(err, ErrDeadLink) {
		t.Errorf("a provision that does not exist: %v", err)
	}
}

// TestHostile: the text of an act is outside text, whatever stands in it.
func TestHostile(t *testing.T) {
	const evil = `<script>alert(1)</script>"><img src=x onerror=alert(1)>' {{.}} javascript:alert(1) </title></script><!-- ]]> \u202e`
	item := func(n, s string) *corpus.Provision {
		return &corpus.Provision{EID: "list__point_1__item_" + n, Kind: corpus.KindItem, Text: s}
	}
	root := &corpus.Provision{EID: "act", Kind: corpus.KindAct, Children: []*corpus.Provision{
		{EID: "title", Kind: corpus.KindTitle, Text: evil},
		{EID: "list", Kind: corpus.KindList, Children: []*corpus.Provision{
			{EID: "list__title", Kind: corpus.KindListTitle, Text: "лауазымдар тізбесі " + evil},
			{EID: "list__point_1", Kind: corpus.KindPoint, Num: "1", Text: "1. " + evil + ":", Children: []*corpus.Provision{
				item("1", evil+";"), item("2", "тергеуші "+evil+";"), item("3", strings.Repeat("ы", 5000)+"."), item("4", "\xff\xfe\x01;"),
				{EID: "list__point_1__note_1", Kind: corpus.KindNote, Text: "Ескертпе: функционалдық міндеттері: " + evil},
			}},
		}},
	}}
	const id corpus.ActID = "/akn/kz/act/order/2020-01-01/1"
	w := corpus.Words{"kk": evil, "": evil}
	event := &versioning.Event{ID: "2020-01-01", Act: id, By: id, Kind: versioning.Adoption, Adopted: corpus.MustDate("2020-01-01"), Clause: evil, ClauseLang: corpus.Kazakh, Source: w, Basis: w, Remark: w, TextHeld: true}
	b, err := versioning.NewBase([]versioning.Record{
		{Act: &versioning.ActRecord{ID: id, Title: w, Issuer: w}},
		{Event: event},
		{Held: &versioning.Held{Act: id, Lang: corpus.Kazakh, Events: []string{event.ID}, Root: root.Seal(), RawName: evil, Source: w}},
	}, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(b, Options{URL: "https://example.org"})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Check(nil); err != nil {
		t.Error(err)
	}
	seen := 0
	for at, page := range render(s) {
		if path.Ext(at) == ".xml" {
			if err := xml.Unmarshal(page, new(struct{})); err != nil {
				t.Errorf("%s: %v", at, err)
			}
		}
		if at != "" && !strings.HasSuffix(at, "/") {
			continue
		}
		if bytes.Contains(page, []byte("&lt;script&gt;")) {
			seen++
		}
		for _, x := range tags(t, page) {
			_, onerror := x.attrs["onerror"]
			if x.name == "img" || onerror || x.name == "script" && x.attrs["src"] == "" && x.attrs["type"] != "application/ld+json" {
				t.Errorf("%s: the text became <%s>", at, x.name)
			}
			for k, v := range x.attrs {
				if (k == "href" || k == "src") && strings.HasPrefix(strings.TrimSpace(strings.ToLower(v)), "javascript:") {
					t.Errorf("%s: %s=%q", at, k, v)
				}
			}
		}
	}
	if seen < 5 {
		t.Errorf("the hostile text stands on %d pages only: the test looks at nothing", seen)
	}
}

// TestEmpty: a base without acts has a site too.
func TestEmpty(t *testing.T) {
	b, err := versioning.NewBase(nil, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(b, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Check(nil); err != nil {
		t.Error(err)
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New(seedBase(b), Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBuild makes the whole site in a new folder each time.
func BenchmarkBuild(b *testing.B) {
	pages := 0
	for b.Loop() {
		r, err := Build(seedBase(b), Options{}, b.TempDir(), nil)
		if err != nil {
			b.Fatal(err)
		}
		pages += r.Files
	}
	b.ReportMetric(float64(pages)/b.Elapsed().Seconds(), "files/s")
}

func BenchmarkRender(b *testing.B) {
	s, _ := built()
	for b.Loop() {
		n := 0
		if err := s.each(func(int, []byte) error { return nil }, func(_ int, p []byte) error { n += len(p); return nil }); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(n))
	}
	b.ReportMetric(float64(len(s.pages)*b.N)/b.Elapsed().Seconds(), "pages/s")
}
