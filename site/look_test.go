package site

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// A check looks at the elements of a page that a selector finds.
type check func(t *testing.T, found []*html.Node)

// In finds elements with a CSS selector and holds the first against each
// check; there must be one.
func In(selector string, checks ...check) func(t *testing.T, root *html.Node) {
	s := cascadia.MustCompile(selector)
	return func(t *testing.T, root *html.Node) {
		t.Helper()
		found := cascadia.QueryAll(root, s)
		if len(found) == 0 {
			t.Errorf("nothing is in %q", selector)
			return
		}
		for _, c := range checks {
			c(t, found)
		}
	}
}

// NotIn: the selector finds nothing.
func NotIn(selector string) func(t *testing.T, root *html.Node) {
	s := cascadia.MustCompile(selector)
	return func(t *testing.T, root *html.Node) {
		t.Helper()
		if n := cascadia.Query(root, s); n != nil {
			t.Errorf("%q finds %q", selector, textOf(n))
		}
	}
}

// HasText: the text of the first element, its spaces folded, is the one given.
func HasText(want string) check {
	return func(t *testing.T, found []*html.Node) {
		t.Helper()
		if got := textOf(found[0]); got != want {
			t.Errorf("text %q, want %q", got, want)
		}
	}
}

// Says: the text of the first element matches.
func Says(pattern string) check {
	re := regexp.MustCompile(pattern)
	return func(t *testing.T, found []*html.Node) {
		t.Helper()
		if got := textOf(found[0]); !re.MatchString(got) {
			t.Errorf("text %.300q does not match %q", got, pattern)
		}
	}
}

// HasAttr: the attribute of the first element matches.
func HasAttr(name, pattern string) check {
	re := regexp.MustCompile(pattern)
	return func(t *testing.T, found []*html.Node) {
		t.Helper()
		for _, a := range found[0].Attr {
			if a.Key == name && re.MatchString(a.Val) {
				return
			}
		}
		t.Errorf("%s of %.300q does not match %q", name, found[0].Attr, pattern)
	}
}

// Times: so many elements are found.
func Times(n int) check {
	return func(t *testing.T, found []*html.Node) {
		t.Helper()
		if len(found) != n {
			t.Errorf("%d elements, want %d", len(found), n)
		}
	}
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for x := range n.Descendants() {
		if x.Type == html.TextNode {
			b.WriteString(x.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func parsed(t *testing.T, page []byte) *html.Node {
	t.Helper()
	if len(page) == 0 {
		t.Fatal("no such page")
	}
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

type looks = []func(*testing.T, *html.Node)

// TestPages holds each kind of page against what a reader looks for on it.
func TestPages(t *testing.T) {
	_, pages := built()
	const act = act789
	for _, c := range []struct {
		name, path string
		looks      looks
	}{
		{"home", "en/", looks{
			In("main h1", HasText("Was this position on the list on that day?")),
			In("#ask label", Times(3)),
			In(".held h3 a", HasText("Resolution № 789 of 2025-09-24")),
			In(".status p", Says(`^On 2026-11-22 one of these governs: .*№ 91.*№ 483.*is not known.*publication of № 483`)),
			In(".letters a", HasAttr("href", "position/#l-")),
			In(".points > li", Times(18)),
			In(".changes li", Times(4)),
			In(".menu a", Says("№ 789")),
		}},
		{"act", "en/" + act, looks{
			In("main h1", HasText("Resolution № 789 of 2025-09-24")),
			In(".status p", Says("edition of 2026-06-10")),
			In(".status p + p", HasText("They differ only in: preamble.")),
			In(".timeline desc", Says(`№ 789.*applies to relations from: 2025-07-01.*№ 483.*not before 2026-06-21, no upper bound`)),
			In(".timeline .t-adopted", Times(5)), // four and the key
			In(".timeline .t-bound", HasText("2025-10-05")),
			In(".editions tbody th", Times(4)),
			In(".editions .current th", HasText("2026-06-10")),
			In(".editions .basis", Says("Not known: the day of first official publication of № 789")),
			In(`form.choose[method="get"]`, HasAttr("action", "^diff/$")),
			In("form.choose select option", Times(8)),
			In(".contents a", Says("тұрғын үй төлемдерін")),
			In(".law .line", HasAttr("id", "."), HasAttr("data-ru", ".")),
			In(`#list__point_3__item_1 .mark`, HasText("~ changed by № 91 of 2026-02-20"), HasAttr("href", "~list__point_3__item_1/$")),
			In(`#list__point_3__note_1 .aside`, Says(`Scope, by interpretation: the 7 items`)),
			In(`#preamble .dispute`, Says("The sources disagree.")),
			In(".perma", HasAttr("href", `kaz@2026-06-10/#`)),
			In(".cite q", Times(2), Says(`^«Құқық .* № 789 қаулысы$`)),
			In(`script[type="application/ld+json"]`, Says(`"@type":"Legislation"`)),
			In(".legend", Says("as it was adopted by № 789")),
		}},
		{"edition", "ru/" + act + "kaz@2026-02-20/", looks{
			In("main h1", HasText("Постановление № 789 от 24.09.2025редакция от 20.02.2026 (№ 91)")),
			In(".facts dd", HasText("№ 91, изменение")),
			In(".facts", Says(`20\.02\.2026 … 22\.11\.2026.*Предполагается:`)),
			In("a[rel=prev]", HasAttr("href", "kaz@2026-01-29/$")),
			In("a[rel=next]", HasAttr("href", "kaz@2026-06-10/$")),
			In(".law", HasAttr("data-ru-1", `^\* перечня, утверждённого .*\(в редакции от 20 февраля 2026 года\)$`)),
			In("#list__point_15-1", HasAttr("data-kk", "^15-1-тармағы$"), HasAttr("data-ru", "^пункт 15-1$")),
			In(".downloads a", HasAttr("href", `kaz@2026-02-20\.json$`)),
		}},
		{"comparison", "en/" + act + "diff/2025-09-24/2026-01-29/", looks{
			In("main h1", HasText("What changededition of 2025-09-24 (№ 789) → edition of 2026-01-29 (№ 48)")),
			In(".compare tbody tr[id]", Times(10)),
			In(".compare .under th", HasAttr("scope", "rowgroup")),
			In("#list__point_16__group_3 del", HasText("Республикасы")),
			In("#list__point_16__group_3 ins", HasText("Республикасының")),
			In(".inline > li", Times(10)),
			In(`.downloads a[href$="2026-01-29.docx"]`, HasText("Comparative table (DOCX)")),
			In(`.downloads a[href$="2026-01-29.html"]`, HasText("Comparative table (HTML)")),
			In("form.choose option[selected]", HasAttr("value", "2025-09-24")),
		}},
		{"comparisons of an act", act + "diff/", looks{
			In("main h1", Says("^Екі редакцияны салыстыру")),
			In(".matrix a", Times(6)),
			In(".matrix a", HasAttr("href", "^2025-09-24/2026-01-29/$"), HasAttr("aria-label", "2025-09-24 → 2026-01-29")),
		}},
		{"life", "en/" + act + "~list__point_3__item_1/", looks{
			In("main h1", Says("^point 3, paragraph 2")),
			In(".wordings > li", Times(2)),
			In(".wordings blockquote", HasText("ИҚҚК төрағасы;")),
			In(".wordings del", HasText("АҚК Төрағасы")),
			In(".cite q", Says("3-тармағының екінші абзацы$")),
		}},
		{"position", "en/" + act + "position/aqk-toeraghasy/", looks{
			In("main h1", HasText("АҚК Төрағасы")),
			In("#d0 .verdict.v-not_listed", HasText("✗not listed")),
			In(".answer.v-undetermined .certain", HasText("Not certain: what is held does not decide it.")),
			In(".answer.v-undetermined .needs", Says("entry-into-force clause of № 91")),
			In(".ribbon li", Says(`^from .* \(verified until 2026-11-22\)`)),
			In("section.unit h2 a", HasAttr("href", "unit/point_3/$")),
			In("section.unit tbody tr", Times(4)),
			In("section.unit tbody tr:last-child td", HasText("not in this unit")),
			In(".cite q", Says("редакцияда")),
		}},
		{"position of several units", "en/" + act + "position/tergeushi/", looks{
			In(".answer .reasons li", HasText("the position stands in several places, and the unit decides")),
			In("section.unit", Times(6)),
			In("section.unit .cite", Times(6)),
			In("h2 + .index li .path", Says("^6. ")),
		}},
		{"a unit whose name stands in several points", "en/" + act + "position/inspektor-kezekshi/", looks{
			In("#list__point_14__group_2 .asked", Says(`Since other points have a unit of this name.*Қылмыстық-атқару жүйесі комитеті, Кезекші бөлім”`)),
			In("#list__point_14__group_2 .answer .verdict", HasText("✓eligible")),
			NotIn("#list__point_14__group_2--d0 .reasons"),
		}},
		{"unit", "ru/" + act + "unit/point_3/", looks{
			In("main h1", Says("^3. Бас прокуратураның Инвесторлардың")),
			In(".index li", Says("^ИҚҚК төрағасы ◐условно$")),
			In(".index + h2, h2", Says("Должности подразделения: 9")),
			In("blockquote", Says("^Ескертпе: функционалдық міндеттері")),
			In(".cite q", Says("3-тармағы")),
		}},
		{"positions", act + "position/", looks{
			In(".letters a", Times(23)),
			In(".letter", HasText("1")),
			In(".index li a", HasAttr("href", "^102-operatory/$")),
		}},
		{"units", "en/" + act + "unit/", looks{
			In(".points > li", Times(18)),
			In(".points .num", HasText("1")),
		}},
		{"changes", "ru/changes/", looks{
			In(".events > li", Times(4)),
			In(".events h2", Says("^2026-06-10 постановление № 483 от 10.06.2026: изменение$")),
			In(`main a[href$="feed.xml"]`),
			In(`main a[href$="calendar.ics"]`),
		}},
		{"method in Kazakh", "method/", looks{
			In("main h1"),
			In(`.prose a[href$="#point_2"]`, HasText("2-тармақ")),
			In(".prose table"),
		}},
		{"data", "en/data/", looks{
			In("main table tbody tr", Times(4)),
			In(".sum", Says("^[0-9a-f]{64}$")),
			In(`a[href$="positions.csv"]`),
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := parsed(t, pages[c.path])
			for _, look := range c.looks {
				look(t, root)
			}
		})
	}
}
