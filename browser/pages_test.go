package browser

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestEveryKindOfPage opens a page of each kind in each language on a phone
// and on a desk: it loads without an error, has one heading, nothing sticks
// out sideways, and its links in other languages keep the place.
func TestEveryKindOfPage(t *testing.T) {
	for _, width := range [...]int64{390, 1280} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			tab := shown.chromium.Open(t, width, 900)
			every(t, func(t *testing.T, name, path string) {
				tab.Go(shown.files + path)
				if n := len(tab.Texts("h1")); n != 1 {
					t.Errorf("%s: %d headings of the first level", name, n)
				}
				if over := Eval[int](tab, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
					t.Errorf("%s: %d pixels stick out", name, over)
				}
				for _, l := range langs {
					href := Eval[string](tab, "document.querySelector('.langs [hreflang="+l.name+"]')?.href ?? ''")
					if l.folder != "" && strings.HasPrefix(path, l.folder) || l.folder == "" && !strings.HasPrefix(path, "ru/") && !strings.HasPrefix(path, "en/") {
						continue // the page itself
					}
					if !strings.HasPrefix(href, shown.files+l.folder) || !strings.HasSuffix(href, strings.TrimPrefix(strings.TrimPrefix(path, "ru/"), "en/")) {
						t.Errorf("%s: %s leads to %q", name, l.name, href)
					}
				}
			})
		})
	}
}

// TestServedPagesAreTheSame opens the same addresses of the running server.
// The text is taken as it stands, since what is shown of a long one depends on
// what was laid out already.
func TestServedPagesAreTheSame(t *testing.T) {
	tab := shown.chromium.Open(t, 1280, 900)
	for _, k := range kinds() {
		tab.Go(shown.files + "ru/" + k.path)
		want := Eval[string](tab, "document.querySelector('main').textContent")
		tab.Go(shown.live + "ru/" + k.path)
		if got := Eval[string](tab, "document.querySelector('main').textContent"); got != want {
			t.Errorf("%s: served is another text than the file has", k.name)
		}
	}
}

// TestFromDisk opens the site without any server.
func TestFromDisk(t *testing.T) {
	tab := shown.chromium.Open(t, 1280, 900)
	tab.Disk()
	tab.Go("file://" + shown.site + "/en/index.html")
	tab.Follow(".menu a:nth-of-type(2)")
	if got := Eval[string](tab, "location.protocol + getComputedStyle(document.querySelector('.menu')).display"); got != "file:flex" {
		t.Errorf("the second page from a disk: %s", got)
	}
}

// TestWithoutScripts reads pages with scripts turned off: the text, the
// contents and the way to every position are there.
func TestWithoutScripts(t *testing.T) {
	tab := shown.chromium.Open(t, 1280, 900)
	tab.Scripts(false)
	tab.Go(shown.files + "en/")
	tab.Follow(".letters a:nth-of-type(2)")
	tab.Follow("ul.index a")
	if tab.Text(".answer .verdict") == "" {
		t.Error("no verdict on the position's page")
	}
	tab.Go(shown.files + act + "kaz@2026-02-20/")
	if n := len(tab.Texts(".law .line")); n < 800 {
		t.Errorf("%d lines of the edition", n)
	}
}

// TestTimeline walks the editions of the act, each to the next.
func TestTimeline(t *testing.T) {
	tab := shown.chromium.Open(t, 390, 900)
	tab.Go(shown.files + "en/" + act)
	if got := Eval[string](tab, "document.querySelector('.timeline svg title').textContent"); got == "" {
		t.Error("the timeline has no title")
	}
	tab.Follow(".editions a.date")
	var seen []string
	for range 10 {
		seen = append(seen, tab.Text("h1 .sub"))
		if !Eval[bool](tab, "!!document.querySelector('a[rel=next]')") {
			break
		}
		tab.Follow("a[rel=next]")
	}
	if len(seen) < 3 {
		t.Fatalf("walked %q", seen)
	}
	for i, s := range seen {
		for _, other := range seen[:i] {
			if s == other {
				t.Errorf("twice at %q", s)
			}
		}
	}
}

// TestDifference reads a difference side by side and inline, and chooses two
// other editions.
func TestDifference(t *testing.T) {
	tab := shown.chromium.Open(t, 1280, 900)
	tab.Go(shown.files + "en/" + act + "diff/2025-09-24/2026-01-29/")
	side := "getComputedStyle(document.querySelector('.view-side')).display"
	if Eval[string](tab, side) == "none" {
		t.Error("not side by side at first")
	}
	if ins := strings.Join(tab.Texts(".view-side ins"), " "); !strings.Contains(ins, "министрлігі Күзет қызметін бақылау комитетінің") {
		t.Errorf("added: %.200s", ins)
	}
	tab.Click("label[for=inline]")
	tab.Wait(side + " === 'none'")
	if got := tab.Texts(".view-inline del"); len(got) == 0 {
		t.Error("nothing is struck out inline")
	}
	tab.Do("const f = document.querySelector('form.choose'); f.elements.from.selectedIndex = 0; f.elements.to.selectedIndex = f.elements.to.options.length - 1")
	tab.Follow("form.choose button")
	if at := Eval[string](tab, "location.pathname"); !strings.HasSuffix(at, "/diff/2025-09-24/2026-06-10/") && !strings.HasSuffix(at, "/diff/2025-09-24/2026-02-20/") {
		t.Errorf("chosen editions lead to %s", at)
	}
}

// TestPermanentLink follows the link of a provision and lands on it.
func TestPermanentLink(t *testing.T) {
	tab := shown.chromium.Open(t, 1280, 900)
	tab.Go(shown.files + act + "kaz@2026-02-20/#list__point_6__group_1__item_7")
	if got := tab.Text(":target > p"); got != "Тергеуші;" {
		t.Errorf("at the link stands %q", got)
	}
	tab.Wait("(r => r.top >= 0 && r.bottom <= innerHeight)(document.querySelector(':target').getBoundingClientRect())")
}

// TestCopyCitation copies a citation in both languages, and that of one
// provision.
func TestCopyCitation(t *testing.T) {
	tab := shown.chromium.Open(t, 1280, 900)
	tab.Go(shown.files + act)
	tab.Clipboard(strings.TrimSuffix(shown.files, "/list/"))
	for _, l := range [...]string{"kk", "ru"} {
		want := tab.Text(".cite p[lang=" + l + "] q.copy")
		tab.Do("document.querySelector('.cite p[lang=" + l + "] button').click()")
		tab.Wait("document.querySelector('.cite p[lang=" + l + "] button').textContent !== 'Көшіру'")
		if got := Eval[string](tab, "navigator.clipboard.readText()"); strings.Join(strings.Fields(got), " ") != want || want == "" {
			t.Errorf("%s: copied %q, shown %q", l, got, want)
		}
	}
	tab.Click("#list__point_6__group_1__item_7 .perma")
	tab.Wait("document.querySelectorAll('.citing .citation q.copy').length === 3")
	if got := tab.Text(".citing .citation p[lang=ru] q"); !strings.Contains(got, "пункта 6") || !strings.Contains(got, "№ 789") {
		t.Errorf("the provision is cited as %q", got)
	}
}

// TestKazakhLetters: every letter of the alphabet is drawn in the font of the
// letters beside it, in the text and in what stands around it.
func TestKazakhLetters(t *testing.T) {
	tab := shown.chromium.Open(t, 1280, 900)
	for _, at := range [...]string{"h1", ".lede", "label"} {
		tab.Go(shown.files)
		tab.Do("document.querySelector(" + quote(at) + ").textContent = 'АаӘәБбВвГгҒғДдЕеЁёЖжЗзИиЙйКкҚқЛлМмНнҢңОоӨөПпРрСсТтУуҰұҮүФфХхҺһЦцЧчШшЩщЪъЫыІіЬьЭэЮюЯя№'")
		if fonts := tab.Fonts(at); len(fonts) != 1 {
			t.Errorf("the letters of %s are drawn in %q", at, fonts)
		}
	}
}

// TestPrint prints pages: the paper has the citation, the address and numbers
// of pages, and no menu.
func TestPrint(t *testing.T) {
	pdftotext, err := exec.LookPath("pdftotext")
	if err != nil {
		skip(t, "pdftotext is not installed (apt-get install poppler-utils)")
	}
	tab := shown.chromium.Open(t, 1280, 900)
	for _, k := range [...]kind{{"position", "en/" + act + "position/tergeushi/"}, {"edition", "en/" + act + "kaz@2026-02-20/"}} {
		tab.Go(shown.files + k.path)
		pdf := tab.PDF()
		if !bytes.HasPrefix(pdf, []byte("%PDF-")) {
			t.Fatalf("%s: no PDF", k.name)
		}
		c := exec.Command(pdftotext, "-", "-")
		c.Stdin = bytes.NewReader(pdf)
		out, err := c.Output()
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(string(out)), " ")
		for _, want := range [...]string{"№ 789", shown.files + k.path} {
			if !strings.Contains(strings.ReplaceAll(text, " ", ""), strings.ReplaceAll(want, " ", "")) {
				t.Errorf("%s: the paper does not say %q", k.name, want)
			}
		}
		sheets := strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
		for i, sheet := range sheets {
			if number := fmt.Sprintf("%d / %d", i+1, len(sheets)); !strings.Contains(sheet, number) {
				t.Errorf("%s: the sheet is not numbered %q", k.name, number)
			}
		}
		if strings.Contains(text, "Method Data") {
			t.Errorf("%s: the menu is printed", k.name)
		}
	}
}

// TestKeyboard reaches the text by the skip link and shows what has the focus.
func TestKeyboard(t *testing.T) {
	tab := shown.chromium.Open(t, 1280, 900)
	tab.Go(shown.files + "en/" + act)
	tab.Press("\t")
	if got := Eval[string](tab, "document.activeElement.className"); got != "skip" {
		t.Fatalf("first reached is %q", got)
	}
	if got := Eval[string](tab, "getComputedStyle(document.activeElement).position"); got != "fixed" {
		t.Errorf("the skip link is not shown: %s", got)
	}
	tab.Press("\r")
	tab.Wait("location.hash === '#main'")
	tab.Press("\t")
	if !Eval[bool](tab, "document.querySelector('main').contains(document.activeElement)") {
		t.Error("the next stop is not in the text")
	}
	if got := Eval[string](tab, "getComputedStyle(document.activeElement).outlineStyle"); got == "none" {
		t.Error("nothing shows where the focus is")
	}
}

// A checkCase is a question with its answer, of the measurement data.
type checkCase struct{ Position, Unit, Duty, On, Seen string }

func (c checkCase) String() string {
	return c.Position + " / " + c.Unit + " / " + c.Duty + " on " + c.On
}

// fill writes the question into the form of the page.
func (c checkCase) fill(tab *Tab) {
	script := "const f = document.querySelector('form.ask').elements;"
	for field, value := range map[string]string{"position": c.Position, "unit": c.Unit, "duty": c.Duty, "on": c.On, "seen": c.Seen} {
		script += "f." + field + ".value = " + quote(value) + ";"
	}
	tab.Do(script)
}

func checkCases(t *testing.T) []checkCase {
	var out []checkCase
	for line := range bytes.Lines(measurement(t, "789", "check-cases.jsonl")) {
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		c := checkCase{Seen: "2026-11-22"}
		if err := json.Unmarshal(line, &c); err != nil {
			t.Fatal(err)
		}
		out = append(out, c)
	}
	return out
}

// verdictOf asks the command.
func (c checkCase) verdictOf(t *testing.T) string {
	args := []string{"check", "--position", c.Position, "--on", c.On, "--seen", c.Seen, "--format", "json"}
	if c.Unit != "" {
		args = append(args, "--unit", c.Unit)
	}
	if c.Duty != "" {
		args = append(args, "--duty", c.Duty)
	}
	out, err := tizbe(args...)
	if err != nil {
		t.Fatal(err)
	}
	var a struct{ Verdict string }
	if err := json.Unmarshal(out, &a); err != nil {
		t.Fatal(err)
	}
	return a.Verdict
}

// TestAskTheServer fills in the form of the served page for every case, with
// scripts turned off, and gets the answer of the command.
func TestAskTheServer(t *testing.T) {
	tab := shown.chromium.Open(t, 1280, 900)
	tab.Scripts(false)
	for _, c := range checkCases(t) {
		tab.Go(shown.live + "en/check/?position=x&on=2026-11-22")
		c.fill(tab)
		tab.Follow("form.ask button")
		want := c.verdictOf(t)
		if got := Eval[string](tab, "document.querySelector('.answer')?.className ?? document.querySelector('main').innerText"); got != "answer v-"+want {
			t.Errorf("%s: the page says %.100q, the command %q", c, got, want)
		}
	}
}

// TestAccessible holds every kind of page against the rules of axe-core, in
// both themes and three languages.
func TestAccessible(t *testing.T) {
	axe, err := os.ReadFile(module(t, "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	type violation struct {
		ID, Help string
		Nodes    []struct{ HTML, FailureSummary string }
	}
	tab := shown.chromium.Open(t, 1280, 900)
	pages := make(map[string]func())
	every(t, func(t *testing.T, name, path string) { pages[name] = func() { tab.Go(shown.files + path) } })
	for _, l := range langs {
		for _, p := range answered {
			at := shown.live + l.folder + p.path
			pages["served "+p.name+" "+l.name] = func() { tab.Refused(at) }
			if strings.Contains(p.path, "?") {
				at := shown.files + l.folder + p.path
				pages["drawn in the page "+p.name+" "+l.name] = func() {
					tab.Go(at)
					tab.Wait("document.getElementById('status').textContent !== '' && !document.getElementById('status').textContent.endsWith('…')")
				}
			}
		}
	}
	for name, open := range pages {
		open()
		tab.Do(string(axe))
		for _, dark := range [...]bool{false, true} {
			tab.Dark(dark)
			options := "{resultTypes: ['violations']}"
			if dark { // only the colours are others
				options = "{resultTypes: ['violations'], runOnly: ['color-contrast']}"
			}
			for _, v := range Eval[[]violation](tab, "axe.run(document, "+options+").then(r => r.violations)") {
				for i, n := range v.Nodes {
					if i == 3 {
						break
					}
					t.Errorf("%s, dark %t: %s: %s\n%.300s\n%s", name, dark, v.ID, v.Help, n.HTML, n.FailureSummary)
				}
			}
		}
	}
}
