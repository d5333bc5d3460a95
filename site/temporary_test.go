package site

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"tizbe/corpus"
	official "tizbe/corpus/reading"
	"tizbe/versioning"
)

// temporary is the site of an act that holds until a day, and of an amendment
// that is to hold for a shorter time, verified until the day.
func temporary(t *testing.T, verified string) map[string][]byte {
	t.Helper()
	const id corpus.ActID = "/akn/kz/act/order/2022-03-10/77"
	day := corpus.MustDate
	text := "# Лауазымдар тізбесін бекіту туралы\n\nБҰЙЫРАМЫН:\n\n1. Қоса беріліп отырған тізбе бекітілсін.\n\nҚазақстан Республикасы Үкіметінің\n2022 жылғы 10 наурыздағы\n№ 77 қаулысымен\nбекітілген\n\n## Лауазымдар тізбесі\n\n1. Орталық аппарат:\n\nтергеуші;\n\nаға тергеуші.\n"
	doc, err := official.Auto([]byte(text), official.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var item *corpus.Provision
	for p := range doc.Root.All() {
		if p.Text == "тергеуші;" {
			item = p
		}
	}
	if item == nil {
		t.Fatal("the list was not read")
	}
	w := corpus.Words{"": "made up"}
	adoption := &versioning.Event{ID: "2022-03-10", Act: id, By: id, Kind: versioning.Adoption, Adopted: day("2022-03-10"), ClauseLang: corpus.Russian, Source: w, TextHeld: true,
		Clause:   "Настоящий приказ вводится в действие со дня подписания и действует до 1 января 2025 года.",
		Observed: []versioning.Observation{{On: day(verified), Source: w}}}
	amendment := &versioning.Event{ID: "2023-06-05", Act: id, By: "/akn/kz/act/order/2023-06-05/120", Kind: versioning.Amendment, Adopted: day("2023-06-05"), ClauseLang: corpus.Russian, Source: w, TextHeld: true,
		Clause:     "Настоящий приказ вводится в действие со дня подписания и действует до 1 июля 2024 года.",
		Operations: []versioning.Operation{{Op: versioning.OpReplace, Target: item.EID, Before: item.Text, After: "анықтаушы;"}}}
	b, err := versioning.NewBase([]versioning.Record{
		{Act: &versioning.ActRecord{ID: id, Title: corpus.Words{"kk": "Лауазымдар тізбесін бекіту туралы"}}}, {Event: adoption}, {Event: amendment},
		{Held: &versioning.Held{Act: id, Lang: corpus.Kazakh, Events: []string{adoption.ID}, Root: doc.Root.Seal(), Raw: []byte(text), RawName: "made-up.md", Source: w, Observed: day(verified)}},
	}, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(b, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return render(s)
}

// TestTemporary: the page of an act that holds for a time says until when,
// draws it, and says when it no longer does; what it is cited by is an act that
// worded it, never the passing of a term.
func TestTemporary(t *testing.T) {
	const at = "akn/kz/act/order/2022-03-10/77/"
	tag := regexp.MustCompile(`<[^>]*>`)
	read := func(b []byte) string { return strings.Join(strings.Fields(tag.ReplaceAllString(string(b), " ")), " ") }
	for _, c := range []struct{ verified, says, position, cited string }{
		{"2023-12-01", "On 2023-12-01 the edition of 2023-06-05 (№ 120) governs, in force: 2023-06-05. What № 120 changed is temporary and ends: first day without it: 2024-07-01 (“действует до 1 июля 2024 года”", "anyqtaushy", "в редакции от 5 июня 2023 года"},
		{"2024-10-01", "The act is temporary and ends: first day without it: 2025-01-01 (“действует до 1 января 2025 года”", "tergeushi", "в первоначальной редакции"},
		{"2025-02-01", "The act was temporary and no longer holds: first day without it: 2025-01-01 (“действует до 1 января 2025 года”", "tergeushi", "в первоначальной редакции"},
	} {
		t.Run(c.verified, func(t *testing.T) {
			pages := temporary(t, c.verified)
			page := read(pages["en/"+at])
			if !strings.Contains(page, c.says) {
				t.Errorf("does not say %q: %.900s", c.says, page[strings.Index(page, "Data Қазақша"):])
			}
			if n := strings.Count(string(pages["en/"+at]), `class="t-adopted" cx="`) - 1; n != 2 { // one in the legend
				t.Errorf("%d adoptions are drawn, want 2", n)
			}
			if got := read(pages["ru/"+at+"position/"+c.position+"/"]); !strings.Contains(got, c.cited) {
				t.Errorf("is not cited %q: %s", c.cited, got)
			}
			calendar := strings.NewReplacer("\r\n ", "", "\u00a0", " ").Replace(string(pages["en/calendar.ics"]))
			for day, what := range map[string]string{"20240701": "№ 120: the first day without it", "20250101": "№ 77: the first day without it"} {
				if !strings.Contains(calendar, fmt.Sprintf("DTSTART;VALUE=DATE:%s\r\n", day)) || !strings.Contains(calendar, "SUMMARY:"+what+"\r\n") {
					t.Errorf("the calendar does not have %s on %s", what, day)
				}
			}
			changes := read(pages["en/changes/"])
			if !regexp.MustCompile(`2025-01-01 order № 77 of 2022-03-10: .*2024-07-01 order № 120 of 2023-06-05: .*2023-06-05 order № 120`).MatchString(changes) {
				t.Errorf("changes: %s", changes)
			}
		})
	}
}
