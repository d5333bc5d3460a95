package index

import (
	"slices"
	"strings"
	"testing"

	"tizbe/corpus"
	"tizbe/corpus/kazakh"
	"tizbe/index/retrieval"
)

// lines returns the texts of the hits.
func lines(hits []retrieval.Hit) []string {
	var out []string
	for _, h := range hits {
		out = append(out, h.Text)
	}
	return out
}

func TestReached(t *testing.T) {
	x := opened(t, embedded(t))
	for _, tt := range []struct {
		name, query string
		rule        retrieval.Rule
		first       string
		via         string // in Via of the first hit
	}{
		{"as typed", "кіші жедел уәкіл", retrieval.Exact, "кіші жедел уәкіл;", ""},
		{"inflected", "кіші жедел уәкілдерге", retrieval.Stem, "кіші жедел уәкіл;", ""},
		{"Russian letters", "киши жедел уакил", retrieval.Folded, "кіші жедел уәкіл;", ""},
		{"Latin of 2021", "kışı jedel uäkıl", retrieval.Folded, "кіші жедел уәкіл;", ""},
		{"informal Latin", "kishi zhedel uakil", retrieval.Folded, "кіші жедел уәкіл;", ""},
		{"letter left out", "кіші ждел уәкіл", retrieval.Typo, "кіші жедел уәкіл;", "ждел → жедел"},
		{"letter typed twice", "дербес бөлім бастыығы", retrieval.Typo, "дербес бөлім бастығы;", "бастыығы → бастығы"},
		{"stop word mistyped", "арнайы техника жөнніндегі инженер", retrieval.Typo, "арнайы техника жөніндегі инженер;", "жөнніндегі → жөніндегі"},
		{"neighbours swapped", "дербес бөлім бастыығ", retrieval.Typo, "дербес бөлім бастығы;", "бастыығ → бастығы"},
		{"Russian title", "младший оперуполномоченный", retrieval.Glossary, "кіші жедел уәкіл;", "→"},
		{"English title", "head of department", retrieval.Glossary, "Департамент бастығы;", "→"},
		{"word in the heading", "полиция департаменті бастығының орынбасары", retrieval.Context, "департамент бастығының орынбасары;", ""},
		{"number of the line", "15-1. Күзет қызметін бақылау комитеті", retrieval.Exact, "15-1. Күзет қызметін бақылау комитеті", ""},
		{"stop word alone", "және", retrieval.Exact, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := ask(t, x, tt.query, 5)
			if r.Total == 0 {
				t.Fatal("nothing found")
			}
			h := r.Hits[0]
			if r.Rule != tt.rule || h.Rule != tt.rule {
				t.Errorf("reached as %s, want %s (%q)", h.Rule, tt.rule, h.Text)
			}
			if tt.first != "" && h.Text != tt.first {
				t.Errorf("first is %q, want %q", h.Text, tt.first)
			}
			if !strings.Contains(h.Via, tt.via) || tt.via == "" && h.Via != "" {
				t.Errorf("via %q, want %q in it", h.Via, tt.via)
			}
			if !strings.Contains(h.Fragment, "<mark>") {
				t.Errorf("nothing is marked in %q", h.Fragment)
			}
		})
	}
}

// TestLookAlikes: derivation makes another word, and another office.
func TestLookAlikes(t *testing.T) {
	x := opened(t, embedded(t))
	for _, tt := range []struct{ query, never string }{
		{"басшы", "бастығы"}, {"бас", "бастығы"}, {"тергеу", "ергеуші;"}, {"басқару", "басқарма бастығы;"}, {"қойма", "қою"}, {"бөлім", "бөлімше бастығы;"},
	} {
		for _, h := range ask(t, x, tt.query, 1000).Hits {
			if strings.HasSuffix(h.Text, tt.never) && !slices.ContainsFunc(kazakh.Words(h.Text), func(w kazakh.Word) bool { return kazakh.Stem(w.Text) == kazakh.Stem(tt.query) }) {
				t.Errorf("%q finds %q", tt.query, h.Text)
			}
		}
	}
}

func TestFilters(t *testing.T) {
	x := opened(t, embedded(t))
	for _, tt := range []struct {
		name  string
		q     retrieval.Query
		every func(retrieval.Hit) bool
	}{
		{"kind", retrieval.Query{Text: "бастық", Kind: "item"}, func(h retrieval.Hit) bool { return h.Kind == retrieval.Item }},
		{"kind of provision", retrieval.Query{Text: "kind:group бөлім"}, func(h retrieval.Hit) bool { return h.Kind == retrieval.Heading && strings.Contains(h.EID, "group") }},
		{"notes", retrieval.Query{Text: "kind:note тыл"}, func(h retrieval.Hit) bool { return h.Kind == retrieval.Note }},
		{"point", retrieval.Query{Text: "бастық", Point: "16"}, func(h retrieval.Hit) bool { return h.Point == "16" }},
		{"point typed", retrieval.Query{Text: "бастық point:15-1"}, func(h retrieval.Hit) bool { return h.Point == "15-1" }},
		{"unit", retrieval.Query{Text: "бастық unit:\"қылмыстық атқару жүйесі\""}, func(h retrieval.Hit) bool {
			return strings.Contains(strings.Join(h.Path, " "), "ылмыстық-атқару жүйесі")
		}},
		{"act", retrieval.Query{Text: "act:789 бастық"}, func(h retrieval.Hit) bool { return h.Act.Number() == "789" }},
		{"phrase", retrieval.Query{Text: `"бөлім бастығы"`}, func(h retrieval.Hit) bool { return strings.Contains(strings.ToLower(h.Text), "бөлім") }},
		{"filters alone", retrieval.Query{Text: "kind:heading point:16"}, func(h retrieval.Hit) bool { return h.Kind == retrieval.Heading && h.Point == "16" }},
		{"eId", retrieval.Query{Text: "eid:list__point_3"}, func(h retrieval.Hit) bool { return h.EID == "list__point_3" }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.q.On, tt.q.Seen, tt.q.Limit = today, today, 1000
			r, err := x.Search(tt.q)
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Hits) == 0 {
				t.Fatal("nothing found")
			}
			for _, h := range r.Hits {
				if !tt.every(h) {
					t.Errorf("%s %s %q, below %q", h.EID, h.Kind, h.Text, h.Path)
				}
			}
		})
	}
	for _, q := range []string{"act:1 бастық", "kind:nosuch бастық", "revision:1999-01-01 бастық", "point:99 бастық", "unit:және бастық", `"бастығы бөлім"`} {
		if r := ask(t, x, q, 5); r.Total != 0 {
			t.Errorf("%q finds %q", q, lines(r.Hits))
		}
	}
}

// TestGoverning: what is found on a day is what the act says on that day.
func TestGoverning(t *testing.T) {
	x := opened(t, embedded(t))
	day := func(s string) corpus.Date { return corpus.MustDate(s) }
	for _, tt := range []struct {
		name     string
		q        retrieval.Query
		found    bool
		revision string
		others   bool
	}{
		{"before the amendment that adds it", retrieval.Query{Text: "eid:list__point_15-1", On: day("2026-01-28"), Seen: day("2026-01-28")}, false, "2025-09-24", false},
		{"from the day it is signed", retrieval.Query{Text: "eid:list__point_15-1", On: day("2026-01-29"), Seen: day("2026-01-29")}, true, "2026-01-29", true},
		{"before the act applies", retrieval.Query{Text: "бастық", On: day("2025-06-30"), Seen: today}, false, "", false},
		{"the first day, seen today", retrieval.Query{Text: "бастық", On: day("2025-07-01"), Seen: today}, true, "2025-09-24", false},
		{"not adopted yet", retrieval.Query{Text: "бастық", On: day("2025-07-01"), Seen: day("2025-07-01")}, false, "", false},
		{"open date", retrieval.Query{Text: "бастық", On: today, Seen: today}, true, "2026-06-10", true},
		{"by revision", retrieval.Query{Text: "eid:list__point_15-1", Revision: "2025-09-24"}, false, "2025-09-24", false},
		{"by revision, later", retrieval.Query{Text: "eid:list__point_15-1", Revision: "2026-02-20"}, true, "2026-02-20", false},
		{"retroactive set", retrieval.Query{Text: "бастық", Revision: "2025-09-24+2026-02-20"}, true, "2025-09-24+2026-02-20", false},
		{"all", retrieval.Query{Text: "eid:list__point_15-1", All: true}, true, "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, err := x.Search(tt.q)
			if err != nil {
				t.Fatal(err)
			}
			if (r.Total > 0) != tt.found {
				t.Errorf("%d found", r.Total)
			}
			revision, others := "", false
			for _, g := range r.Search {
				revision, others = g.Revision.ID, others || len(g.Others) > 0
			}
			if revision != tt.revision || others != tt.others && tt.q.Revision == "" && revision != "" && revision != "2025-09-24" {
				t.Errorf("searched %q (others: %v), want %q (%v)", revision, others, tt.revision, tt.others)
			}
		})
	}
}

// TestEveryWordingIsFound: asked by its own words and revision, every line of
// every revision is found with its eId.
func TestEveryWordingIsFound(t *testing.T) {
	recs := embedded(t)
	x := opened(t, recs)
	asked := 0
	for _, a := range source(t, recs).Base.Acts() {
		for _, c := range a.Revisions() {
			s, err := a.State(c, nil)
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			for p := range s.Root.All() {
				if !retrieval.Searched(p) {
					continue
				}
				if n++; n%7 != 0 { // each seventh: the lines repeat
					continue
				}
				asked++
				r, err := x.Search(retrieval.Query{Text: strings.ReplaceAll(p.Text, ":", " "), Revision: c.ID, Limit: 1000})
				if err != nil {
					t.Fatal(err)
				}
				if len(kazakh.Words(p.Text)) < 32 && !slices.ContainsFunc(r.Hits, func(h retrieval.Hit) bool {
					return h.EID == p.EID && h.Text == p.Text && slices.Contains(h.Revisions, c.ID) && len(h.Sources) == 0
				}) {
					t.Errorf("%s in %s is not found by %q", p.EID, c.ID, p.Text)
				}
			}
		}
	}
	if asked < 300 {
		t.Errorf("only %d lines asked", asked)
	}
}

// TestDisputed: a wording that one source alone has is found and says so.
func TestDisputed(t *testing.T) {
	x := opened(t, embedded(t))
	r := ask(t, x, "инспектор-психолог (келіссөз жүргізуші)", 10)
	i := slices.IndexFunc(r.Hits, func(h retrieval.Hit) bool {
		return h.Text == "инспектор-психолог (келіссөз жүргізуші);"
	})
	if i < 0 {
		t.Fatalf("found %q", lines(r.Hits))
	}
	if len(r.Hits[i].Sources) == 0 || len(r.Hits[i].Disputes) == 0 {
		t.Errorf("sources %q, disputes %q", r.Hits[i].Sources, r.Hits[i].Disputes)
	}
	for _, h := range r.Hits {
		if strings.HasPrefix(h.Text, "аға инспектор-психолог;") && len(h.Sources) > 0 {
			t.Errorf("%q has sources %q", h.Text, h.Sources)
		}
	}
}

func TestHistory(t *testing.T) {
	recs := embedded(t)
	x := opened(t, recs)
	hs, rule, err := x.History(retrieval.Query{Text: "күзет қызметін бақылау комитеті"})
	if err != nil || len(hs) != 1 {
		t.Fatalf("%v %v", hs, err)
	}
	if rule != retrieval.Exact {
		t.Errorf("rule %s", rule)
	}
	// № 48 adds point 15-1 and rewords a heading of point 16.
	var added []string
	for _, s := range hs[0].Steps {
		if s.Revision.ID == "2026-01-29" {
			for _, h := range s.Entered {
				added = append(added, h.EID)
			}
		}
	}
	if !slices.Equal(added, []string{"list__point_15-1", "list__point_16__group_3"}) {
		t.Errorf("№ 48 adds %q", added)
	}
	// Held against the texts themselves.
	a := source(t, recs).Base.Acts()[0]
	for _, s := range hs[0].Steps {
		st, err := a.State(s.Revision, nil)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for p := range st.Root.All() {
			if retrieval.Searched(p) && strings.Contains(strings.ToLower(p.Text), "күзет қызметін бақылау комитеті") {
				n++
			}
		}
		if n > s.Provisions {
			t.Errorf("revision %s: %d provisions have the words, %d found", s.Revision.ID, n, s.Provisions)
		}
	}
	if hs, _, err := x.History(retrieval.Query{Text: "мұндайсөзжоқ"}); err != nil || len(hs) != 0 {
		t.Errorf("words that are nowhere: %v %v", hs, err)
	}
	if s := retrieval.Stretches(a, []string{"2025-09-24", "2026-02-20"}); len(s) != 2 || s[0].Until == nil || s[0].Until.Event.ID != "2026-01-29" || s[1].Until == nil {
		t.Errorf("stretches %v", s)
	}
}

// TestFacets: the counts are those of all hits, not of those shown.
func TestFacets(t *testing.T) {
	x := opened(t, embedded(t))
	r, err := x.Search(retrieval.Query{Text: "бастық", On: today, Seen: today, Limit: 3, Facets: true})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, c := range r.Kinds {
		n += c.Hits
	}
	if len(r.Hits) != 3 || r.Total < 100 || n != r.Total || len(r.Units) < 5 {
		t.Errorf("%d hits of %d, by kind %v, %d units", len(r.Hits), r.Total, r.Kinds, len(r.Units))
	}
	for _, c := range r.Kinds {
		one, err := x.Search(retrieval.Query{Text: "бастық", On: today, Seen: today, Kind: c.Value})
		if err != nil || one.Total != c.Hits {
			t.Errorf("kind %s: %d counted, %d found (%v)", c.Value, c.Hits, one.Total, err)
		}
	}
}
