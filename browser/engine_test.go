package browser

import (
	"bytes"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// engineIn skips where the program was built without the engine of the pages.
func engineIn(t *testing.T, tab *Tab) {
	t.Helper()
	tab.Go(shown.files + "en/search/")
	if !Eval[bool](tab, "document.querySelector('form[data-engine]') !== null") {
		t.Skip("SKIPPED: the program was built without the engine of the pages: make build, or make test")
	}
}

// A hit is a line as it is found: where it stands, and its words with those
// that were asked for marked.
type hit struct{ EID, Fragment string }

// TestSearchAsOneTypes types words letter by letter, and gets hits without a
// server; with the keyboard alone it goes to the first of them.
func TestSearchAsOneTypes(t *testing.T) {
	tab := shown.chromium.Open(t, 390, 900)
	engineIn(t, tab)
	tab.Type("#q", "аға тергеуш")
	tab.Wait("document.querySelectorAll('.hits li').length > 0")
	if s := tab.Text("#status"); !strings.HasPrefix(s, "Found: ") {
		t.Errorf("announced is %q", s)
	}
	tab.Type("#q", "і")
	tab.Wait("new URLSearchParams(location.search).get('q') === 'аға тергеуші'")
	if marks := tab.Texts(".hits li:first-child mark"); !slices.Equal(marks, []string{"Аға", "тергеуші"}) && !slices.Equal(marks, []string{"аға", "тергеуші"}) {
		t.Errorf("marked is %q", marks)
	}
	tab.Do("document.querySelector('.hits a').focus()")
	if !strings.Contains(Eval[string](tab, "document.activeElement.href"), "#list__") {
		t.Error("the first hit leads to no provision")
	}
	tab.Follow(".hits a")
	if !Eval[bool](tab, "document.querySelector(location.hash) !== null") {
		t.Error("the provision is not on the page of the edition")
	}
	// The address has the question.
	tab.Go(shown.files + "search/?q=" + url.QueryEscape("күзет қызметін бақылау комитеті") + "&on=2026-02-01")
	tab.Wait("document.querySelectorAll('.hits li').length > 0")
}

// TestSearchFindsTheSame asks every labelled query of the page and of the
// server, which answers as the command does: the first ten hits are the same.
func TestSearchFindsTheSame(t *testing.T) {
	tab := shown.chromium.Open(t, 1280, 900)
	engineIn(t, tab)
	day := Eval[string](tab, "document.querySelector('#on').value")
	tab.Type("#q", "бастық")
	tab.Wait("document.querySelectorAll('.hits li').length > 0")
	asked := 0
	for line := range bytes.Lines(measurement(t, "search", "queries.jsonl")) {
		var q struct{ Query string }
		if err := json.Unmarshal(line, &q); err != nil {
			t.Fatal(err)
		}
		asked++
		got := Eval[[]hit](tab, `(async () => {
			const q = document.querySelector('#q');
			q.value = `+quote(q.Query)+`;
			q.dispatchEvent(new Event('input', { bubbles: true }));
			await new Promise((done) => setTimeout(done)); // the answer is put in before
			return [...document.querySelectorAll('.hits li')].slice(0, 10).map((li) => (
				{ EID: li.dataset.eid, Fragment: (li.querySelector('.hit a') ?? li.querySelector('.hit')).innerHTML }));
		})()`)
		r, err := http.Get(shown.live + "api/v1/search?" + url.Values{"q": {q.Query}, "on": {day}, "seen": {day}, "limit": {"10"}}.Encode())
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(r.Body)
		r.Body.Close()
		var want struct{ Hits []hit }
		if err == nil {
			err = json.Unmarshal(raw, &want)
		}
		if err != nil || r.StatusCode != http.StatusOK {
			t.Fatalf("%s: %v: %.200s", r.Status, err, raw)
		}
		if !slices.Equal(got, want.Hits) {
			t.Errorf("%q: the page has %q, the server %q", q.Query, got, want.Hits)
		}
	}
	t.Logf("%d queries", asked)
}

// TestAskThePage asks every measured question in the form of the page, without
// a server, and gets the answer of the command.
func TestAskThePage(t *testing.T) {
	tab := shown.chromium.Open(t, 1280, 900)
	engineIn(t, tab)
	for _, l := range langs {
		tab.Go(shown.files + l.folder + "check/")
		for i, c := range checkCases(t) {
			if l.name != "ru" && i%5 > 0 { // all in one language, some in the others
				continue
			}
			tab.Do("document.querySelector('#answer').replaceChildren()")
			for field, value := range map[string]string{"position": c.Position, "unit": c.Unit, "duty": c.Duty, "on": c.On, "seen": c.Seen} {
				tab.Do("document.querySelector('form.ask [name=" + field + "]').value = " + quote(value))
			}
			tab.Do("document.querySelector('form.ask').requestSubmit()")
			tab.Wait("document.querySelector('#answer').childElementCount > 0")
			if got := Eval[string](tab, "document.querySelector('#answer .answer').className"); got != "answer v-"+c.Verdict {
				t.Errorf("%s: %s / %s / %s on %s: the page says %q, want %q", l.name, c.Position, c.Unit, c.Duty, c.On, got, c.Verdict)
			}
		}
	}
}

// TestHomeAsks asks on the first page: the answer is one step away.
func TestHomeAsks(t *testing.T) {
	tab := shown.chromium.Open(t, 1280, 900)
	engineIn(t, tab)
	tab.Go(shown.files + "en/")
	tab.Type("#ask-position", "Тергеуші")
	tab.Wait("document.querySelectorAll('#ask-positions option').length > 100")
	tab.Type("#ask-unit", "Қаржылық мониторинг агенттігінің орталық аппараты")
	tab.Follow("#ask button")
	tab.Wait("document.querySelector('#answer .answer') !== null")
	if got := tab.Text("#answer .answer .verdict"); !strings.Contains(got, "conditional") {
		t.Errorf("the answer is %q", got)
	}
	if n := len(tab.Texts("#answer q.copy")); n != 2 {
		t.Errorf("%d citations", n)
	}
	if n := len(tab.Texts("#answer .cite button")); n != 2 {
		t.Errorf("%d buttons that copy a citation", n)
	}
}

// TestOffline reads on when the network is gone: the pages that were visited,
// the search and the question.
func TestOffline(t *testing.T) {
	// A server of its own, which goes away: nothing that only plays at being
	// without a network reaches the service worker.
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv := &http.Server{Handler: http.StripPrefix("/below/", http.FileServer(http.Dir(shown.site)))}
	t.Cleanup(func() { srv.Close() })
	go func() { _ = srv.Serve(l) }()
	at := "http://" + l.Addr().String() + "/below/"

	tab := shown.chromium.Open(t, 1280, 900)
	engineIn(t, tab)
	tab.Go(at + "en/")
	tab.Do("await navigator.serviceWorker.ready")
	tab.Wait("navigator.serviceWorker.controller !== null")
	edition := at + "en/" + act + "kaz@2026-02-20/"
	tab.Go(edition)
	text := tab.Text("main")
	tab.Go(at + "en/search/")
	tab.Type("#q", "бастық")
	tab.Wait("document.querySelectorAll('.hits li').length > 0")

	srv.Close()
	tab.Go(edition)
	if got := tab.Text("main"); got != text {
		t.Errorf("the edition reads otherwise without a network: %.200q", got)
	}
	if got := tab.Text("footer"); !strings.Contains(got, "Verified until") {
		t.Errorf("the page does not say until when it was verified: %q", got)
	}
	tab.Go(at + "en/search/?q=" + url.QueryEscape("тергеуші"))
	tab.Wait("document.querySelectorAll('.hits li').length > 0")
	tab.Go(at + "en/check/?position=" + url.QueryEscape("Тергеуші") + "&on=2025-08-15")
	tab.Wait("document.querySelector('#answer .answer') !== null")
	tab.Go(at + "ru/" + act + "kaz@2026-01-29/")
	if got := tab.Text("h1"); got != "Без сети этой страницы нет под рукой" {
		t.Errorf("a page that was not visited: %q", got)
	}
}
