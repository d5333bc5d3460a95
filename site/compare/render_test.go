package compare

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"tizbe/corpus"
	"tizbe/seeds"
	"tizbe/site/element"
	"tizbe/site/words"
	"tizbe/versioning"
	"tizbe/versioning/facts"
)

var update = flag.Bool("update", false, "write the golden files")

// embedded compares two revisions of the act that comes with the program.
func embedded(t testing.TB, from, to, eid string) *Difference {
	t.Helper()
	recs, err := facts.Parse("789.facts.yaml", seeds.FS.ReadFile)
	if err != nil {
		t.Fatal(err)
	}
	b, err := versioning.NewBase(recs, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	act := b.Acts()[0]
	side := func(id string) Side {
		c, err := act.Revision(id)
		if err != nil {
			t.Fatal(err)
		}
		s, err := act.State(c, nil)
		if err != nil {
			t.Fatal(err)
		}
		return Side{State: s}
	}
	return New(side(from), side(to), eid)
}

// made compares two trees, with an amending act that makes the operations.
func made(t testing.TB, from, to *corpus.Provision, ops ...versioning.Operation) *Difference {
	t.Helper()
	id := corpus.ActID("/akn/kz/act/resolution/2020-01-01/1")
	adoption := &versioning.Event{ID: "2020-01-01", Act: id, By: id, Kind: versioning.Adoption, Adopted: corpus.MustDate("2020-01-01")}
	amendment := &versioning.Event{ID: "2021-01-01", Act: id, By: "/akn/kz/act/resolution/2021-01-01/2", Kind: versioning.Amendment, Adopted: corpus.MustDate("2021-01-01"), Operations: ops}
	act := &versioning.Act{ActRecord: versioning.ActRecord{ID: id, Title: corpus.Words{corpus.Kazakh: "Тізбе туралы"}}, Events: []*versioning.Event{adoption, amendment},
		Held: []*versioning.Held{{Lang: corpus.Kazakh}}}
	return New(
		Side{State: &versioning.State{Act: act, Root: from, Revision: versioning.Candidate{ID: "2020-01-01", Events: act.Events[:1]}}},
		Side{State: &versioning.State{Act: act, Root: to, Revision: versioning.Candidate{ID: "2021-01-01", Events: act.Events}}}, "")
}

// plain draws a table as text that a lawyer can read in review.
func plain(t Table) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n%s\n%s | %s\n", t.Heading, t.Act, t.Title, strings.Join(t.Columns[:], " | "), strings.Join(t.Texts[:], " → "))
	cell := func(name string, lines []Line, none string) {
		if lines == nil {
			fmt.Fprintf(&b, "   %s: (%s)\n", name, none)
		}
		for _, l := range lines {
			fmt.Fprintf(&b, "   %s: ", name)
			for _, r := range l {
				switch r.Kind {
				case versioning.WordsRemoved:
					b.WriteString("[-" + r.Text + "-]")
				case versioning.WordsAdded:
					b.WriteString("{+" + r.Text + "+}")
				default:
					b.WriteString(r.Text)
				}
			}
			b.WriteString("\n")
		}
	}
	for _, s := range t.Sections {
		fmt.Fprintf(&b, "\n== %s\n", s.Heading)
		for _, r := range s.Rows {
			fmt.Fprintf(&b, "%d. %s (%s, %s)\n", r.Number, r.Element, r.Label, r.EID)
			cell("was", r.Was, r.WasNone)
			cell("became", r.Became, r.NowNone)
			for _, x := range r.Basis {
				fmt.Fprintf(&b, "   basis: %s\n", strings.TrimSpace(x.Name+" "+x.Remark))
				for _, c := range x.Clauses {
					fmt.Fprintf(&b, "          «%s»\n", c)
				}
			}
			if r.Dispute != "" {
				fmt.Fprintf(&b, "   ! %s\n", r.Dispute)
			}
		}
	}
	for _, d := range t.Disputes {
		fmt.Fprintf(&b, "\n! %s\n", d.Basis)
		for _, l := range d.Lines {
			fmt.Fprintf(&b, "  %s (%s)\n", l.Element, l.EID)
			for _, s := range l.Sources {
				fmt.Fprintf(&b, "    %s: %s\n", s.Source, cmpOr(s.Text, "("+s.None+")"))
			}
		}
	}
	for _, n := range t.Notes {
		fmt.Fprintf(&b, "\n* %s", n)
	}
	return b.String() + "\n"
}

func cmpOr(s, other string) string {
	if s != "" {
		return s
	}
	return other
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; run with -update and read what changed.\ngot:\n%s", file, got)
	}
}

func TestTable(t *testing.T) {
	for _, l := range []corpus.Lang{corpus.Kazakh, corpus.Russian, corpus.English} {
		golden(t, "789."+string(l)+".txt", plain(embedded(t, "2025-09-24", "2026-06-10", "").Table(words.NewPrinter(l))))
	}
	golden(t, "789.back.ru.txt", plain(embedded(t, "2026-01-29", "2025-09-24", "").Table(words.NewPrinter(corpus.Russian))))
}

// TestTableOfEveryKind has an element added, taken out, moved and reworded.
func TestTableOfEveryKind(t *testing.T) {
	item := func(eid, text string) *corpus.Provision {
		return &corpus.Provision{EID: eid, Kind: corpus.KindItem, Text: text}
	}
	point := func(num string, children ...*corpus.Provision) *corpus.Provision {
		return &corpus.Provision{EID: "point_" + num, Kind: corpus.KindPoint, Num: num, Text: num + ". Басқарма:", Children: children}
	}
	root := func(points ...*corpus.Provision) *corpus.Provision {
		list := &corpus.Provision{EID: "list", Kind: corpus.KindList, Children: append([]*corpus.Provision{{EID: "list__title", Kind: corpus.KindListTitle, Text: "Лауазымдар тізбесі"}}, points...)}
		return (&corpus.Provision{Kind: corpus.KindAct, Children: []*corpus.Provision{list}}).Seal()
	}
	from := root(point("1", item("a", "бастық;"), item("b", "маман;"), item("c", "кеңесші.")), point("2", item("d", "аса маңызды істер жөніндегі тергеуші;")), point("3", item("e", "хатшы.")))
	to := root(point("1", item("c", "кеңесші."), item("a", "бастық;"), item("f", "аса маңызды істер жөніндегі тергеуші;")), point("2", item("b", "бас маман;")), point("4", item("g", "көмекші.")))
	golden(t, "kinds.ru.txt", plain(made(t, from, to, versioning.Operation{Op: versioning.OpDelete, Target: "d", Clause: "абзацы алып тасталсын"}).Table(words.NewPrinter(corpus.Russian))))
}

// Each row says what the two texts say, and no row is said twice.
func TestTableIsExact(t *testing.T) {
	d := embedded(t, "2025-09-24", "2026-06-10", "")
	before, after := make(map[string]int), make(map[string]int)
	count := func(m map[string]int, lines []string) {
		for _, l := range lines {
			m[l]++
		}
	}
	count(before, d.From.Root.Lines())
	count(after, d.To.Root.Lines())
	for _, r := range d.Table(words.NewPrinter(corpus.Kazakh)).Rows() {
		for _, l := range r.Was {
			before[textOf(l)]--
		}
		for _, l := range r.Became {
			after[textOf(l)]--
		}
	}
	// What no row has is the same in both.
	for s, n := range before {
		if n < 0 || n != after[s] {
			t.Errorf("%q: %d left of the earlier text, %d of the later", s, n, after[s])
		}
	}
}

func textOf(l Line) string {
	s := ""
	for _, r := range l {
		s += r.Text
	}
	return s
}

var (
	styleTag = regexp.MustCompile(`(?s)<style>(.*?)</style>`)
	loads    = regexp.MustCompile(`(?i)<(script|link|img|iframe|object|embed|svg|form|base)\b|\bon[a-z]+\s*=|url\(|@import|https?://|javascript:`)
)

// checkPage holds what every page promises.
func checkPage(t *testing.T, page string, l corpus.Lang) {
	t.Helper()
	m := styleTag.FindAllStringSubmatch(page, -1)
	if len(m) != 1 {
		t.Fatalf("%d style sheets", len(m))
	}
	sum := sha256.Sum256([]byte(m[0][1]))
	if want := "style-src &#39;sha256-" + strings.ReplaceAll(base64.StdEncoding.EncodeToString(sum[:]), "+", "&#43;") + "&#39;"; !strings.Contains(page, want) {
		t.Errorf("the policy does not let the page use its own style sheet: %s", want)
	}
	if s := loads.FindString(page); s != "" {
		t.Errorf("the page has %q", s)
	}
	if !strings.Contains(page, `<html lang="`+string(l)+`">`) {
		t.Errorf("the language of the page is not %s", l)
	}
	for _, query := range []string{"prefers-color-scheme: dark", "@media print", "max-width: 60rem"} {
		if !strings.Contains(page, query) {
			t.Errorf("no style for %q", query)
		}
	}
	// Every element that is opened is closed, in order.
	d := xml.NewDecoder(strings.NewReader(regexp.MustCompile(`<(meta|col)\b([^>]*)>`).ReplaceAllString(strings.NewReplacer("<!DOCTYPE html>", "", "<caption hidden>", "<caption>").Replace(styleTag.ReplaceAllString(page, "")), "<$1$2/>")))
	d.Entity = xml.HTMLEntity
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("not well formed: %v", err)
		}
	}
	ids := make(map[string]bool)
	for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if ids[m[1]] {
			t.Errorf("id %q twice", m[1])
		}
		ids[m[1]] = true
	}
}

func TestPages(t *testing.T) {
	d := embedded(t, "2025-09-24", "2026-06-10", "")
	for _, l := range []corpus.Lang{corpus.Kazakh, corpus.Russian, corpus.English} {
		p := words.NewPrinter(l)
		for name, draw := range map[string]func(io.Writer, *words.Printer) error{"page": d.HTML, "table": d.TableHTML} {
			t.Run(name+" "+string(l), func(t *testing.T) {
				var a, b bytes.Buffer
				if err := errors.Join(draw(&a, p), draw(&b, p)); err != nil {
					t.Fatal(err)
				}
				if a.String() != b.String() {
					t.Error("drawn twice, it differs")
				}
				checkPage(t, a.String(), l)
				for _, want := range []string{
					"<del>АҚК Төрағасы</del>", "<ins>ИҚҚК төрағасы</ins>",
					element.Name(l, nil, &corpus.Provision{Kind: corpus.KindPreamble}, true), // the preamble is named
					`lang="kk"`, "аға инспектор-психолог (келіссөз жүргізуші);", p.T("Where the sources disagree"),
				} {
					if !strings.Contains(a.String(), want) {
						t.Errorf("no %s", want)
					}
				}
			})
		}
	}
}

// TestOnePart is about one provision; nothing else is shown.
func TestOnePart(t *testing.T) {
	var b bytes.Buffer
	d := embedded(t, "2025-09-24", "2026-06-10", "list__point_3")
	if err := d.HTML(&b, words.NewPrinter(corpus.Russian)); err != nil {
		t.Fatal(err)
	}
	checkPage(t, b.String(), corpus.Russian)
	if !strings.Contains(b.String(), "только эта часть: пункт 3") {
		t.Error("the page does not say what it is about")
	}
	if strings.Contains(b.String(), "list__point_16") || strings.Contains(b.String(), "preamble") {
		t.Error("the page has other provisions")
	}
}

func TestNoDifference(t *testing.T) {
	d := embedded(t, "2026-01-29", "2026-01-29", "")
	p := words.NewPrinter(corpus.English)
	var page, table, doc bytes.Buffer
	if err := errors.Join(d.HTML(&page, p), d.TableHTML(&table, p), d.Table(p).DOCX(&doc)); err != nil {
		t.Fatal(err)
	}
	checkPage(t, page.String(), corpus.English)
	checkPage(t, table.String(), corpus.English)
	for _, s := range []string{page.String(), table.String(), string(part(t, doc.Bytes(), "word/document.xml"))} {
		if !strings.Contains(s, "the texts do not differ") {
			t.Error("it does not say so")
		}
	}
}

const hostile = "<script>alert(1)</script>\x00\x1b[31m&amp;\"'\u202e ]]> <w:p/>"

// TestHostileText: text of an act stays text.
func TestHostileText(t *testing.T) {
	tree := func(text string) *corpus.Provision {
		return (&corpus.Provision{Kind: corpus.KindAct, Children: []*corpus.Provision{{EID: `x" onclick="y`, Kind: corpus.KindItem, Text: text}}}).Seal()
	}
	for _, pair := range [][2]string{{"таза", hostile}, {hostile, "таза"}, {"таза " + hostile, "таза емес " + hostile}} {
		d := made(t, tree(pair[0]), tree(pair[1]), versioning.Operation{Op: versioning.OpReplace, Target: `x" onclick="y`, Clause: hostile})
		p := words.NewPrinter(corpus.Kazakh)
		var page, table, doc bytes.Buffer
		if err := errors.Join(d.HTML(&page, p), d.TableHTML(&table, p), d.Table(p).DOCX(&doc)); err != nil {
			t.Fatal(err)
		}
		for _, s := range []string{page.String(), table.String()} {
			if strings.Contains(s, "<script") || strings.Contains(s, `" onclick="`) {
				t.Error("text became markup")
			}
		}
		checkDocument(t, doc.Bytes())
	}
}
