package facts_test

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"tizbe/internal/measured"
	"tizbe/seeds"
	"tizbe/versioning"
	"tizbe/versioning/facts"
)

// A small act that nobody adopted, with one amendment and one dispute.
const smallText = `
Сынақ тізбесін бекіту туралы

Қазақстан Республикасы Үкіметінің 2020 жылғы 10 қаңтардағы № 1 қаулысы.
      Қазақстан Республикасының Үкіметі ҚАУЛЫ ЕТЕДІ:
      1. Қоса беріліп отырған лауазымдар тізбесі бекітілсін.
      2. Осы қаулы қол қойылған күнінен бастап қолданысқа енгізіледі.
      Қазақстан Республикасының
Премьер-Министрі А. Сынақов

Қазақстан Республикасы
Үкіметінің
2020 жылғы 10 қаңтардағы
№ 1 қаулысымен
бекітілген

Лауазымдар тізбесі

      1. Сынақ комитеті:
      бастық;
      аға инженер.
      2. Екінші комитет:
      инспектор.
`

const smallFacts = `act: /akn/kz/act/resolution/2020-01-10/1
title: {kk: Сынақ, ru: Проба, en: Trial}
issuer: {kk: Үкімет, ru: Правительство, en: Government}
text:
  file: small.txt
  lang: kk
  events: [2020-01-10, 2020-05-05]
  observed: 2021-01-01
  source: {kk: портал, ru: портал, en: portal}
events:
  - id: 2020-01-10
    kind: adoption
    by: /akn/kz/act/resolution/2020-01-10/1
    adopted: 2020-01-10
    clause: {lang: kk, at: point_2, text: 2. Осы қаулы қол қойылған күнінен бастап қолданысқа енгізіледі.}
    source: {kk: а, ru: б, en: c}
    basis: {kk: а, ru: б, en: c}
    published: 2020-01-12
    text_held: true
  - id: 2020-05-05
    kind: amendment
    by: /akn/kz/act/resolution/2020-05-05/7
    adopted: 2020-05-05
    clause: {lang: kk, text: Осы қаулы қол қойылған күнінен бастап қолданысқа енгізіледі.}
    source: {kk: а, ru: б, en: c}
    basis: {kk: а, ru: б, en: c}
    observed:
      - {on: 2021-01-01, source: {kk: а, ru: б, en: c}}
    text_held: true
    operations:
      - {op: replace, target: list__point_1__item_2, before: инженер., after: аға инженер.}
    disputes:
      - id: chief
        provisions: [list__point_1__item_1]
        basis: {kk: а, ru: б, en: c}
        readings:
          - {source: portal, title: {kk: а, ru: б, en: c}, operations: [{op: replace, target: list__point_1__item_1, before: басшы;, after: бастық;}]}
          - {source: bank, title: {kk: а, ru: б, en: c}}
`

func read(factsFile string) facts.ReadFunc {
	return func(name string) ([]byte, error) {
		switch name {
		case "small.facts.yaml":
			return []byte(factsFile), nil
		case "small.txt":
			return []byte(smallText), nil
		}
		return nil, fmt.Errorf("%s: %w", name, fs.ErrNotExist)
	}
}

func TestSmall(t *testing.T) {
	recs, err := facts.Parse("small.facts.yaml", read(smallFacts))
	if err != nil {
		t.Fatal(err)
	}
	b, err := versioning.NewBase(recs, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	a, err := b.Act("1")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range a.Revisions() {
		for _, r := range versioning.Choices(c.Events) {
			s, err := a.State(c, r)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, fmt.Sprint(c.ID, r, s.Root.Annex().EnactedLines()))
		}
	}
	want := []string{
		"2020-01-10 map[] [1. Сынақ комитеті: басшы; инженер. 2. Екінші комитет: инспектор.]",
		"2020-05-05 map[] [1. Сынақ комитеті: бастық; аға инженер. 2. Екінші комитет: инспектор.]",
		"2020-05-05 map[chief:bank] [1. Сынақ комитеті: басшы; аға инженер. 2. Екінші комитет: инспектор.]",
	}
	for i := range want {
		want[i] = strings.Replace(want[i], " map", "map", 1)
	}
	for i := range got {
		got[i] = strings.Replace(got[i], " map", "map", 1)
	}
	if !slices.Equal(got, want) {
		t.Errorf("revisions\n got %q\nwant %q", got, want)
	}
}

// Each way to spoil the file is refused with the line of the fault.
func TestRefused(t *testing.T) {
	line := func(s string) int { return strings.Count(smallFacts[:strings.Index(smallFacts, s)], "\n") + 1 }
	for _, tt := range []struct {
		name, old, new string
		line           int
		want           string
	}{
		{"an unknown field", "issuer:", "isuer:", 3, `unknown field "isuer"`},
		{"a language missing", "title: {kk: Сынақ, ru: Проба, en: Trial}", "title: {kk: Сынақ, ru: Проба}", 1, "title: missing in language en"},
		{"an identifier that is none", "act: /akn/kz/act/resolution/2020-01-10/1", "act: resolution 1", 1, "not an act identifier"},
		{"a date that does not exist", "published: 2020-01-12", "published: 2020-02-30", line("  - id: 2020-01-10"), "published"},
		{"published before adopted", "published: 2020-01-12", "published: 2020-01-09", line("  - id: 2020-01-10"), "before the adoption"},
		{"adopted on another day than the identifier says", "adopted: 2020-05-05", "adopted: 2020-05-06", line("  - id: 2020-05-05"), "adopted"},
		{"an event without basis", "    basis: {kk: а, ru: б, en: c}\n    observed", "    observed", line("  - id: 2020-05-05"), "basis: missing"},
		{"a quotation that is not the text", "text: 2. Осы қаулы қол", "text: 2. Бұл қаулы қол", line("clause: {lang: kk, at"), "clause: point_2 reads"},
		{"a quotation of a provision that is not there", "at: point_2", "at: point_9", line("clause: {lang: kk, at"), "no provision point_9"},
		{"a wording that was not there before", "after: аға инженер.", "after: бас инженер.", line("op: replace, target: list__point_1__item_2"), "text differs"},
		{"a target that is not there", "target: list__point_1__item_2", "target: list__point_1__item_9", line("op: replace, target: list__point_1__item_2"), "target not found"},
		{"an unknown operation", "op: replace, target: list__point_1__item_2", "op: rewrite, target: list__point_1__item_2", line("op: replace, target: list__point_1__item_2"), "unknown operation"},
		{"a dispute with one reading", "\n          - {source: bank, title: {kk: а, ru: б, en: c}}", "", line("id: chief"), "two readings"},
		{"a dispute about nothing", "provisions: [list__point_1__item_1]", "provisions: [list__point_7]", line("id: chief"), "no reading has provision"},
		{"two readings of one source", "source: bank", "source: portal", line("source: bank"), "two readings"},
		{"an event of an unknown kind", "kind: amendment", "kind: improvement", line("  - id: 2020-05-05"), "kind"},
		{"the held text names an event that is not there", "events: [2020-01-10, 2020-05-05]", "events: [2020-01-10, 2020-06-06]", 5, "events must be the first ones"},
		{"words that do not stand in the line", "op: replace, target: list__point_1__item_2, before", "op: replace_words, from: жоқ, to: аға, target: list__point_1__item_2, before", line("op: replace, target: list__point_1__item_2"), "do not stand"},
		{"events out of order", "events:\n  - id: 2020-01-10\n    kind: adoption", "events:\n  - id: 2020-01-10\n    kind: amendment", line("  - id: 2020-01-10"), ""},
		{"no file of that name", "file: small.txt", "file: large.txt", 5, "large.txt"},
		{"not YAML", "act: ", "act: {", 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if !strings.Contains(smallFacts, tt.old) {
				t.Fatalf("the file does not have %q", tt.old)
			}
			_, err := facts.Parse("small.facts.yaml", read(strings.Replace(smallFacts, tt.old, tt.new, 1)))
			if !errors.Is(err, facts.ErrFacts) {
				t.Fatalf("error %v", err)
			}
			if want := fmt.Sprintf("small.facts.yaml:%d:", tt.line); tt.line > 0 && !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %q, want %s %s", err, want, tt.want)
			}
		})
	}
}

// A new edition of the file may add; it may not drop or re-date.
func TestCompare(t *testing.T) {
	parse := func(s string) []versioning.Record {
		recs, err := facts.Parse("small.facts.yaml", read(s))
		if err != nil {
			t.Fatal(err)
		}
		return recs
	}
	old := parse(smallFacts)
	if err := facts.Compare(old, old); err != nil {
		t.Errorf("against itself: %v", err)
	}
	for _, tt := range []struct {
		name, old, new, want string
	}{
		{"a day of publication changed", "published: 2020-01-12", "published: 2020-01-13", "2020-01-12 and is now 2020-01-13"},
		{"a day of publication withdrawn", "    published: 2020-01-12\n", "", "2020-01-12 and is now"},
		{"an observation dropped", "    observed:\n      - {on: 2021-01-01, source: {kk: а, ru: б, en: c}}\n", "", "observation of 2021-01-01"},
		{"another amending act", "resolution/2020-05-05/7", "resolution/2020-05-05/8", "is now amendment by"},
	} {
		err := facts.Compare(old, parse(strings.Replace(smallFacts, tt.old, tt.new, 1)))
		if !errors.Is(err, facts.ErrFacts) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	if err := facts.Compare(old, old[:2]); !errors.Is(err, facts.ErrFacts) {
		t.Errorf("an event dropped: %v", err)
	}
	if err := facts.Compare(old[:2], old); err != nil {
		t.Errorf("an event added: %v", err)
	}
}

// TestSeed holds every revision that the embedded facts give, under every
// reading, against the true editions.
func TestSeed(t *testing.T) {
	recs, err := facts.Parse("789.facts.yaml", seeds.FS.ReadFile)
	if err != nil {
		t.Fatal(err)
	}
	b, err := versioning.NewBase(recs, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	a, err := b.Act("789")
	if err != nil {
		t.Fatal(err)
	}
	// The published editions have other quotation marks than the portal's text.
	quotes := strings.NewReplacer("«", `"`, "»", `"`)
	for _, tt := range []struct {
		revision, edition string
		readings          versioning.Readings
	}{
		{"2025-09-24", "edition-2025-09-24.kk.list.txt", nil},
		{"2026-01-29", "edition-2026-01-29.kk.list.txt", nil},
		{"2026-02-20", "edition-2026-02-20.kk.list.txt", nil},
		{"2026-02-20", "edition-2026-02-20.statebank.kk.list.txt", versioning.Readings{"no-91-negotiator": "statebank"}},
		{"2026-06-10", "edition-2026-02-20.kk.list.txt", nil}, // № 483 left the list alone
	} {
		c, err := a.Revision(tt.revision)
		if err != nil {
			t.Fatal(err)
		}
		s, err := a.State(c, tt.readings)
		if err != nil {
			t.Fatal(err)
		}
		want := strings.Split(strings.TrimSpace(quotes.Replace(string(measured.Read(t, "789", tt.edition)))), "\n")
		if got := s.Root.Annex().EnactedLines(); !slices.Equal(got, want) {
			t.Errorf("revision %s differs from %s", tt.revision, tt.edition)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(smallFacts)
	f.Fuzz(func(t *testing.T, src string) {
		if _, err := facts.Parse("small.facts.yaml", read(src)); err != nil && !errors.Is(err, facts.ErrFacts) {
			t.Errorf("%v does not wrap ErrFacts", err)
		}
	})
}
