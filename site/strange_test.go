package site

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"tizbe/corpus"
	"tizbe/versioning"
)

// foreign is an act of another country of which whole texts are held, one for
// each revision, amended by acts that the source does not name.
func foreign(t *testing.T, revisions int) *versioning.Act {
	t.Helper()
	const id corpus.ActID = "/akn/ee/act/2012-01-01/eelarve"
	recs := []versioning.Record{{Act: &versioning.ActRecord{ID: id, Title: corpus.Plain("Riigieelarve seadus"), Issuer: corpus.Plain("ee/1")}}}
	var events []string
	for i := range revisions {
		day := corpus.MustDate("2012-01-01").AddMonths(i)
		e := &versioning.Event{ID: day.String(), Act: id, Kind: versioning.Amendment, Adopted: day, InForce: &day}
		if i == 0 {
			e.Kind, e.By = versioning.Adoption, id
		}
		root := &corpus.Provision{EID: "act", Kind: corpus.KindAct, Children: []*corpus.Provision{
			{EID: "title", Kind: corpus.KindTitle, Text: "Riigieelarve seadus"},
			{EID: "art_1", Kind: corpus.KindArticle, Num: "1", Text: "§ 1. Eelarve", Children: []*corpus.Provision{
				{EID: "art_1__p_1", Kind: corpus.KindParagraph, Text: fmt.Sprintf("Kulud on %d eurot.", 100+i)},
			}},
		}}
		events = append(events, e.ID)
		recs = append(recs, versioning.Record{Event: e}, versioning.Record{Held: &versioning.Held{Act: id, Lang: "est", Events: events[: i+1 : i+1], Root: root.Seal()}})
	}
	b, err := versioning.NewBase(recs, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return b.Acts()[0]
}

// TestForeign: an imported act has no positions and no named amending acts;
// its pages say what is known and stand beside those of the act that the site
// is about.
func TestForeign(t *testing.T) {
	s, err := New(seedBase(t), Options{More: []*versioning.Act{foreign(t, 3)}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Check(nil); err != nil {
		t.Fatal(err)
	}
	page := func(path string) []byte {
		p, ok := s.Page(path)
		if !ok {
			t.Fatalf("no page at %q", path)
		}
		b, err := p.Render()
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	const at = "akn/ee/act/2012-01-01/eelarve/"
	for path, look := range map[string]looks{
		"en/" + at: {
			In(".acttitle", HasText("Riigieelarve seadus")),
			In(".editions tbody th", Times(3)),
			In(".status p", Says("2012-03-01")),
			In("#art_1__p_1 .mark", Says(`^~ changed by № \?`), HasAttr("href", `diff/2012-01-01/2012-02-01/#art_1__p_1$`)),
			NotIn(".pos"),
			NotIn(`.menu a[aria-current]`), // an act that the site is not about opens no entry
		},
		at + "diff/2012-01-01/2012-03-01/": {In(".compare del", HasText("100")), In(".compare ins", HasText("102"))},
		"en/":                              {In(".held h3", Times(2)), In("#ask")},
	} {
		root := parsed(t, page(path))
		for _, f := range look {
			f(t, root)
		}
	}
	if _, ok := s.at[at+"~art_1__p_1/"]; ok {
		t.Error("the life of a provision of whole texts is written")
	}
	In(".wordings > li", Times(3))(t, parsed(t, page(at+"~art_1__p_1/")))
}

// TestDemand: what is not written can be asked for, and nothing else.
func TestDemand(t *testing.T) {
	b, err := versioning.NewBase(nil, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	const n = maxHeld + 2
	s, err := New(b, Options{More: []*versioning.Act{foreign(t, n)}})
	if err != nil {
		t.Fatal(err)
	}
	const at = "akn/ee/act/2012-01-01/eelarve/"
	if got, want := len(s.acts[0].pairs), n-1+2*(n-2)-1; got != want {
		t.Errorf("%d pairs, want %d: neighbours, the first and the latest", got, want)
	}
	for path, want := range map[string]bool{
		"":                                 true,
		at + "diff/2012-01-01/2012-02-01/": true,
		at + "diff/2012-03-01/2012-06-01/": true,
		"ru/" + at + "diff/2012-06-01/2012-03-01/": true,
		at + "diff/2012-03-01/2012-06-01.docx":     true,
		at + "diff/2012-03-01/2012-06-01.html":     true,
		at + "diff/2012-03-01/2012-03-01/":         false,
		at + "diff/2012-03-01/":                    false,
		at + "diff/2012-03-01/2012-06-01":          false,
		at + "diff/../2012-06-01/":                 false,
		at + "diff/2012-03-01/2012-06-01/x":        false,
		at + "~art_1/":                             true,
		at + "~art_1":                              false,
		at + "~art_9/":                             false,
		at + "~" + strings.Repeat("x", 5000) + "/": false,
		at + "x/": false,
	} {
		p, ok := s.Page(path)
		if ok != want {
			t.Errorf("%.80q: %v, want %v", path, ok, want)
			continue
		}
		if ok {
			if p.Path != path {
				t.Errorf("asked for %q, got %q", path, p.Path)
			}
			if out, err := p.Render(); err != nil || len(out) < 1000 {
				t.Errorf("%q: %d bytes, %v", path, len(out), err)
			}
		}
	}
}

// TestExtremes: headings of two thousand letters, a paragraph of a megabyte,
// and marks that turn the direction of writing around.
func TestExtremes(t *testing.T) {
	long := strings.Repeat("өте ұзын тақырып ", 2000/len([]rune("өте ұзын тақырып ")))
	turned := "\u202eбасқарма\u2066 бастығы"
	root := &corpus.Provision{EID: "act", Kind: corpus.KindAct, Children: []*corpus.Provision{
		{EID: "title", Kind: corpus.KindTitle, Text: long},
		{EID: "point_1", Kind: corpus.KindPoint, Num: "1", Text: "1. " + strings.Repeat("Сөз сөз. ", 1<<20/len("Сөз сөз. "))},
		{EID: "list", Kind: corpus.KindList, Children: []*corpus.Provision{
			{EID: "list__title", Kind: corpus.KindListTitle, Text: "Лауазымдар тізбесі"},
			{EID: "list__point_1", Kind: corpus.KindPoint, Num: "1", Text: "1. " + long + ":", Children: []*corpus.Provision{
				{EID: "list__point_1__item_1", Kind: corpus.KindItem, Text: turned + ";"},
				{EID: "list__point_1__item_2", Kind: corpus.KindItem, Text: long + "."},
			}},
		}},
	}}
	const id corpus.ActID = "/akn/kz/act/order/2020-01-01/1"
	event := &versioning.Event{ID: "2020-01-01", Act: id, By: id, Kind: versioning.Adoption, Adopted: corpus.MustDate("2020-01-01"), TextHeld: true}
	b, err := versioning.NewBase([]versioning.Record{
		{Act: &versioning.ActRecord{ID: id, Title: corpus.Plain(long), Issuer: corpus.Plain(turned)}},
		{Event: event},
		{Held: &versioning.Held{Act: id, Lang: corpus.Kazakh, Events: []string{event.ID}, Root: root.Seal()}},
	}, time.Time{})
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
	for path, page := range render(s) {
		if path != "" && !strings.HasSuffix(path, "/") {
			continue
		}
		text := parsed(t, page)
		In("title", func(t *testing.T, found []*html.Node) {
			if n := len([]rune(textOf(found[0]))); n > 200 {
				t.Errorf("%.60s: a title of %d letters", path, n)
			}
		})(t, text)
		In(`meta[name="description"]`, HasAttr("content", `^.{0,400}$`))(t, text)
		// The megabyte stands in the text alone, in no list, heading or attribute.
		if n := bytes.Count(page, []byte("Сөз сөз.")); n > 1<<20/len("Сөз сөз. ")+100 {
			t.Errorf("%.60s: the long paragraph stands there more than once", path)
		}
	}
}
