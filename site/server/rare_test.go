package server

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"tizbe/corpus"
	"tizbe/corpus/reading"
	"tizbe/versioning"
)

// TestRareProblems reaches those kinds of problem that the embedded act cannot
// lead to: an act that is repealed, one whose wording is not held, two of one
// number, one of which too little is known. Such an act has pages that say so,
// and keeps nobody else from being answered.
func TestRareProblems(t *testing.T) {
	words := corpus.Words{"": "made up"}
	adopted := corpus.MustDate("2020-01-01")
	text := func(id corpus.ActID, more ...*versioning.Event) []versioning.Record {
		source := "# Тізбе\n\n1. Мыналар:\n\nтергеуші;\n\nаға инспектор.\n"
		doc, err := reading.Auto([]byte(source), reading.Options{})
		if err != nil {
			t.Fatal(err)
		}
		e := &versioning.Event{ID: adopted.String(), Act: id, By: id, Kind: versioning.Adoption, Adopted: adopted, InForce: &adopted, Source: words, TextHeld: true}
		recs := []versioning.Record{{Act: &versioning.ActRecord{ID: id, Title: corpus.Words{"kk": "Тізбе"}}}, {Event: e},
			{Held: &versioning.Held{Act: id, Lang: corpus.Kazakh, Events: []string{e.ID}, Root: doc.Root.Seal(), Raw: []byte(source), RawName: "made-up.md", Source: words}}}
		for _, e := range more {
			recs = append(recs, versioning.Record{Event: e})
		}
		return recs
	}
	later := func(id corpus.ActID, kind versioning.EventKind, day string, number int) *versioning.Event {
		d := corpus.MustDate(day)
		e := &versioning.Event{ID: fmt.Sprintf("%s/%d", day, number), Act: id, By: corpus.ActID(fmt.Sprintf("/akn/kz/act/order/%s/%d", day, number)), Kind: kind, Adopted: d, InForce: &d, Source: words}
		if number == 0 {
			e.ID = day
		}
		return e
	}
	const gone, unread, open, twin, other corpus.ActID = "/akn/kz/act/order/2020-01-01/11", "/akn/kz/act/order/2020-01-01/12", "/akn/kz/act/order/2020-01-01/13", "/akn/kz/act/order/2020-01-01/14", "/akn/kz/act/law/2020-01-01/14"
	repeal := later(gone, versioning.Repeal, "2021-01-01", 0)
	repeal.TextHeld = true
	var many []*versioning.Event
	for i := range 16 { // days that nobody knows, each of its own
		e := later(open, versioning.Amendment, fmt.Sprintf("2021-01-%02d", i+1), 0)
		e.InForce = nil
		e.TextHeld = true
		many = append(many, e)
	}
	dir := t.TempDir()
	var recs []versioning.Record
	for _, r := range [][]versioning.Record{text(gone, repeal), text(unread, later(unread, versioning.Amendment, "2021-01-01", 0)), text(open, many...), text(twin), text(other)} {
		recs = append(recs, r...)
	}
	made(t, dir, recs...)
	s := started(t, over(dir))
	for at, says := range map[string]string{"/en" + string(open) + "/": "which one cannot be said", "/en" + string(gone) + "/": "Repealed by"} {
		if w := get(s, at); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), says) {
			t.Errorf("%s: status %d, does not say %q", at, w.Code, says)
		}
	}
	_, router := described(t, s)
	for _, c := range []struct {
		name  string
		asked asked
		kind  kind
	}{
		{"repealed", asked{"text", []string{"act", string(gone), "on", "2022-01-01"}}, repealed},
		{"not held", asked{"text", []string{"act", string(unread), "on", "2022-01-01"}}, notHeld},
		{"too open", asked{"text", []string{"act", string(open), "on", "2022-01-01"}}, tooOpen},
		{"too open to check", asked{"check", []string{"act", string(open), "on", "2022-01-01", "position", "тергеуші"}}, tooOpen},
		{"ambiguous", asked{"revisions", []string{"act", "14"}}, ambiguousAct},
		{"ambiguous to check", asked{"check", []string{"act", "14", "on", "2022-01-01", "position", "тергеуші"}}, ambiguousAct},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, lang := range []string{"kk", "ru", "en"} {
				w := get(s, c.asked.target(), "Accept-Language", lang)
				p := problemIn(t, w)
				if p.Status != c.kind.Status || p.Type != c.kind.typeOf() || p.Detail == "" {
					t.Errorf("got %+v, want %s", p, c.kind.Code)
				}
				held(t, router, c.asked.target(), w)
			}
		})
	}
}
