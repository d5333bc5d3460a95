package position

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// phrases are what random lines are put together from, besides random text.
var phrases = []string{
	"бастық", "бастығы", "бастығының орынбасары", "аға", "бас", "инспектор", "жедел уәкіл", "басқарма", "бөлім", "бөлімінің", "және", "әрі", "оның",
	"оған теңестірілген", "прокурор", "прокурорының", "жөніндегі", "барлық атаудағы", ",", ",", "(", ")", "(", ")", "-", "–", "оның ішінде", "қоспағанда",
	"жетекшілік ететін", "қызметтері", "департаменттері", "қамтамасыз етуді", "Алматы облысының", "бұдан әрі –", "ТЖД", "«Р»", "12.", ";", ":",
}

func anyLine(t *rapid.T) string {
	if rapid.Bool().Draw(t, "random") {
		return rapid.String().Draw(t, "text")
	}
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(phrases), 0, 40).Draw(t, "phrases"), " ")
}

func checkOpen(t interface{ Fatalf(string, ...any) }, text string, d Decision) []Entry {
	es := Open(text, d)
	if len(es) == 0 || es[0].Rule != RuleVerbatim || es[0].Title != trim(text) {
		t.Fatalf("the line is not the first entry of %q: %+v", text, es)
	}
	if len(es) > maxEntries {
		t.Fatalf("%q opens to %d entries", text, len(es))
	}
	for i, e := range es {
		if i > 0 && (e.Rule == RuleVerbatim || len(e.words) == 0) {
			t.Fatalf("entry %d of %q: %+v", i, text, e)
		}
		for _, o := range es[1:max(i, 1)] {
			if o.words.equal(e.words) && o.Rule == e.Rule {
				t.Fatalf("%q opens to %q twice", text, e.Title)
			}
		}
		if len(e.Qualifiers) != len(e.Parts) || len(e.Parts) != len(e.parts) {
			t.Fatalf("qualifiers of %q: %+v", text, e)
		}
	}
	return es
}

func TestOpenProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := anyLine(t)
		kinds := rapid.SliceOfN(rapid.SampledFrom([]ParenKind{Alternative, Qualifier, Inclusive, Appositive}), 0, 4).Draw(t, "parens")
		list := rapid.SampledFrom([]ListKind{"", ListOne, ListEach, ListHead, ListTail, ListBoth}).Draw(t, "list")
		es := checkOpen(t, text, Decision{Parens: kinds, List: list})
		// The line, typed back, is always found by its own words.
		if w := Split(trim(text)); len(w) > 0 && len(w) <= maxQuestion {
			if m, ok := es[0].Match(NewQuery(trim(text)), Query{}); !ok || m.Rule != MatchExact {
				t.Fatalf("%q does not match itself: %+v", text, m)
			}
		}
	})
}

func TestMatchProperties(t *testing.T) {
	lines := []string{"аға жедел уәкіл (тергеуші, анықтаушы);", "барлық атаудағы аға инспектор;", "басқарма, бөлім бастығының орынбасары;", "кезекші полицей;", "инспектор (суатқыш машинасының);"}
	rapid.Check(t, func(t *rapid.T) {
		e := rapid.SampledFrom(lines).Draw(t, "line")
		q := NewQuery(anyLine(t))
		for _, e := range Open(e, Decision{}) {
			m, ok := e.Match(q, Query{})
			if !ok {
				continue
			}
			// A rank asked for stands in the entry, and a rank of the entry is
			// asked for, unless a longer title is read.
			if m.Rule != MatchTitleReading && hasRank(q.Words()) != hasRank(e.words) {
				t.Fatalf("%q answers %q by %s", e.Title, q.Text, m.Rule)
			}
		}
	})
}

func hasRank(ws Words) bool {
	return slices.ContainsFunc(ws, func(w Word) bool { return ranks.has(&w) })
}

func TestHeadingProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := anyLine(t)
		h := ParseHeading(text)
		u := NewQuery(anyLine(t))
		rule, ok := h.Match(u)
		if ok != (rule != "") {
			t.Fatalf("rule %q, found %v", rule, ok)
		}
		if _, ok := MatchPath([]Heading{h, h}, u); !ok && rule != "" {
			t.Fatalf("a path ending in the heading does not match what it matches")
		}
	})
}

func TestNoteProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.Custom(anyLine), 0, 6).Draw(t, "lines")
		n := OpenNote(lines)
		for _, x := range n.Exclusions {
			if x.Line < 0 || x.Line >= len(lines) || len(x.Terms) > maxEntries {
				t.Fatalf("%+v", x)
			}
			excluded, saved, exception := x.Names(NewQuery(anyLine(t)), Query{}, Query{})
			if saved && (!excluded || exception == "") {
				t.Fatalf("saved without being excluded: %+v", x)
			}
			if e, _, _ := x.Names(Query{}, NewQuery(x.Text), NewQuery(x.Text)); e {
				t.Fatalf("excluded without a duty: %+v", x)
			}
			// Each term, given as a duty, is named.
			for _, s := range x.Terms {
				w := Split(s)
				if e, _, _ := x.Names(NewQuery(s), Query{}, Query{}); !e && len(w) > 0 && len(w) < maxQuestion && !strings.ContainsAny(s, "()") {
					t.Fatalf("the duty %q is not named by %+v", s, x)
				}
			}
		}
	})
}
