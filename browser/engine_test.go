package browser

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"net"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
)

// count counts in a page what its engine draws, and marks the page, so that
// one that was loaded anew is told from it.
const count = "window.drawn = 0; document.addEventListener('drawn', () => window.drawn++)"

// TestCheckInThePage asks every case in the form of the page, which nobody
// serves but as a file: the verdict is the command's, and the whole answer is
// the one of the served page.
func TestCheckInThePage(t *testing.T) {
	cases := checkCases(t)
	tab, served := shown.chromium.Open(t, 1280, 900), shown.chromium.Open(t, 1280, 900)
	served.Scripts(false)
	for _, l := range langs {
		tab.Go(shown.files + l.folder + "check/")
		tab.Do(count)
		asked := 0
		for i, c := range cases {
			if l.name != "en" && i%5 > 0 { // all in one language, some in the others
				continue
			}
			c.fill(tab)
			asked++
			tab.Do("document.querySelector('form.ask').requestSubmit()")
			tab.Wait(fmt.Sprintf("window.drawn === %d", asked))
			want := c.verdictOf(t)
			if got := Eval[string](tab, "document.querySelector('#answer .answer')?.className ?? document.querySelector('main').innerText"); got != "answer v-"+want {
				t.Errorf("%s: the page says %.100q, the command %q", c, got, want)
			}
			if got := tab.Text("#status"); got == "" {
				t.Errorf("%s: nothing is announced", c)
			}
			// The address of the question leads the server to the same answer.
			served.Go(shown.live + l.folder + "check/" + Eval[string](tab, "location.search"))
			if got, want := tab.Text("#answer .answer"), served.Text("#answer .answer"); got != want {
				t.Errorf("%s: the page says\n%s\nand the served page\n%s", c, got, want)
			}
		}
	}
}

// TestHomeAsks asks on the first page: the answer is one step away.
func TestHomeAsks(t *testing.T) {
	tab := shown.chromium.Open(t, 1280, 900)
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

// TestSearchAsOneTypes finds by keys alone, without a page being loaded, and
// follows what was found.
func TestSearchAsOneTypes(t *testing.T) {
	tab := shown.chromium.Open(t, 1280, 900)
	tab.Go(shown.files + "en/search/")
	tab.Do(count)
	tab.Do("document.getElementById('q').focus()")
	tab.Press("тергеу")
	tab.Wait("document.querySelectorAll('#answer .hits > li').length > 1")
	if got := Eval[string](tab, "document.getElementById('status').role + ' ' + document.getElementById('status').ariaLive"); got != "status null" && got != "status polite" {
		t.Errorf("what was found is announced as %q", got)
	}
	many := tab.Text("#status")
	if many == "" {
		t.Error("nothing is announced")
	}
	tab.Press("шіге")
	tab.Wait("document.querySelector('#answer .hit mark')?.textContent === 'Тергеуші'")
	if tab.Text("#status") == many {
		t.Error("more words are announced as the fewer were")
	}
	if got := Eval[string](tab, "new URLSearchParams(location.search).get('q')"); got != "тергеушіге" {
		t.Errorf("the address asks %q", got)
	}
	if Eval[int](tab, "window.drawn ?? 0") < 2 {
		t.Error("the page was loaded anew")
	}
	for range 20 { // the days and the button stand between
		tab.Press("\t")
		if Eval[bool](tab, "!!document.activeElement.closest('.hit')") {
			break
		}
	}
	tab.Enter()
	if got := tab.Text(":target > p"); !strings.Contains(got, "Тергеуші") {
		t.Errorf("the hit leads to %q", got)
	}
	Eval[bool](tab, "(history.back(), true)")
	tab.Wait("document.querySelector('#answer .hit mark')?.textContent === 'Тергеуші'")
}

// TestSearchInThePageIsTheCommands asks every query of the measurement data
// of the page and of the command: the first ten are the same.
func TestSearchInThePageIsTheCommands(t *testing.T) {
	type hit struct{ EID, Text string }
	var queries []string
	for line := range bytes.Lines(measurement(t, "search", "queries.jsonl")) {
		var q struct{ Query string }
		if err := json.Unmarshal(line, &q); err != nil {
			t.Fatal(err)
		}
		queries = append(queries, q.Query)
	}
	if len(queries) == 0 {
		t.Fatal("no queries")
	}
	want := make([][]hit, len(queries))
	var next sync.Mutex
	var running sync.WaitGroup
	at := 0
	for range runtime.NumCPU() {
		running.Go(func() {
			for {
				next.Lock()
				i := at
				at++
				next.Unlock()
				if i >= len(queries) {
					return
				}
				out, err := tizbe("search", "--on", "2026-11-22", "--format", "json", "--", queries[i])
				if err != nil {
					t.Error(err)
					return
				}
				var found struct {
					Hits []struct{ EID, Fragment string }
				}
				if err := json.Unmarshal(out, &found); err != nil {
					t.Errorf("%s: %v", queries[i], err)
					return
				}
				for _, h := range found.Hits[:min(10, len(found.Hits))] {
					want[i] = append(want[i], hit{h.EID, html.UnescapeString(strings.NewReplacer("<mark>", "", "</mark>", "").Replace(h.Fragment))})
				}
			}
		})
	}
	running.Wait()
	if t.Failed() {
		return
	}

	tab := shown.chromium.Open(t, 1280, 900)
	tab.Go(shown.files + "en/search/?q=x&on=2026-11-22")
	tab.Wait("document.querySelector('#answer .hits') !== null")
	wrong := 0
	for i, q := range queries {
		got := Eval[[]hit](tab, `(() => {
			const q = document.getElementById("q");
			q.value = `+quote(q)+`;
			return new Promise((done) => {
				document.addEventListener("drawn", () => done([...document.querySelectorAll("#answer .hits > li")].slice(0, 10).map((li) => {
					return { EID: li.dataset.eid, Text: li.querySelector(".hit").textContent };
				})), { once: true });
				q.dispatchEvent(new Event("input", { bubbles: true }));
			});
		})()`)
		if !slices.Equal(got, want[i]) {
			if wrong++; wrong <= 5 {
				t.Errorf("%s: the page finds\n%q\nand the command\n%q", q, got, want[i])
			}
		}
	}
	if wrong > 0 {
		t.Errorf("%d of %d queries differ", wrong, len(queries))
	}
}

// TestWithoutNetwork visits the site once, loses the network and the server,
// and goes on: to a page that was visited, to the search, to the question; a
// page that was not says so.
func TestWithoutNetwork(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv := &http.Server{Handler: http.StripPrefix("/list/", http.FileServer(http.Dir(shown.site)))}
	defer srv.Close()
	go func() { _ = srv.Serve(l) }()
	home := "http://" + l.Addr().String() + "/list/en/"

	tab := shown.chromium.Open(t, 1280, 900)
	tab.Go(home)
	tab.Do("await navigator.serviceWorker.ready; if (!navigator.serviceWorker.controller) await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }))")
	page := home + act + "position/tergeushi/"
	tab.Go(page)
	read := tab.Text("main")
	for _, p := range [...]string{"search/?q=%D0%BF%D1%80%D0%BE%D0%BA%D1%83%D1%80%D0%BE%D1%80", "check/?position=%D0%A2%D0%B5%D1%80%D0%B3%D0%B5%D1%83%D1%88%D1%96"} {
		tab.Go(home + p)
		tab.Wait("document.querySelector('#answer').hasChildNodes()") // the engine is at hand from now on
	}

	tab.Offline(true)
	if err := srv.Close(); err != nil {
		t.Fatal(err)
	}
	if r, err := http.Get(home); err == nil {
		r.Body.Close()
		t.Fatal("the server still answers")
	}
	if Eval[bool](tab, "navigator.onLine") {
		t.Error("the page is told that there is a network")
	}
	tab.Go(page)
	if got := tab.Text("main"); got != read || got == "" {
		t.Errorf("without a network the page reads %.200q", got)
	}
	if got := tab.Text("footer"); !strings.Contains(got, "Verified until") {
		t.Errorf("the page does not say until when it was verified: %q", got)
	}
	tab.Go(home + "search/")
	tab.Do("document.getElementById('q').focus()")
	tab.Press("тергеушіге")
	tab.Wait("document.querySelector('#answer .hit mark')?.textContent === 'Тергеуші'")
	tab.Go(home + "check/")
	tab.Do("const f = document.querySelector('form.ask').elements; f.position.value = 'Тергеуші'; f.on.value = '2025-06-30'; document.querySelector('form.ask').requestSubmit()")
	tab.Wait("document.querySelector('#answer .answer')?.className === 'answer v-not_applicable'")
	tab.Go(home + act + "position/")
	if got := tab.Text("h1"); got != "This page is not at hand without a network" {
		t.Errorf("a page that was not visited: %q", got)
	}
}
