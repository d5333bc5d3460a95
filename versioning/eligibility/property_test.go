package eligibility_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tizbe/corpus"
	"tizbe/corpus/position"
	"tizbe/versioning"
	"tizbe/versioning/eligibility"
)

// A listed is one title of the list: where it stands and what it is read from.
type listed struct {
	day   corpus.Date
	item  *corpus.Provision
	path  []*corpus.Provision
	entry position.Entry
}

// everyTitle returns every entry of every item of the list as it stood on each
// of three days, one an edition.
func everyTitle(t testing.TB, e *eligibility.Engine) []listed {
	t.Helper()
	act := seedAct(t)
	var out []listed
	for _, day := range []string{"2025-10-15", "2026-02-01", "2026-11-22"} {
		on := corpus.MustDate(day)
		asOf, err := act.AsOf(on, corpus.MustDate("2026-11-22"))
		if err != nil {
			t.Fatal(err)
		}
		s, err := act.State(asOf.Candidates[0], versioning.Readings{})
		if err != nil {
			t.Fatal(err)
		}
		e.Entries(s, func(p *corpus.Provision, path []*corpus.Provision, entries []position.Entry) {
			for _, en := range entries {
				out = append(out, listed{on, p, path, en})
			}
		})
	}
	return out
}

// ask asks for the title under a unit and returns the answer of the item it
// is taken from.
func (l listed) ask(t interface{ Fatal(...any) }, e *eligibility.Engine, title, unit string) (*eligibility.Answer, *eligibility.Match) {
	a, err := e.Check(eligibility.Question{Position: title, Unit: unit, On: l.day, Seen: corpus.MustDate("2026-11-22")})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range a.Revisions {
		for i := range r.Matches {
			if r.Matches[i].Provision.EID == l.item.EID {
				return a, &r.Matches[i]
			}
		}
	}
	return a, nil
}

// Every entry of every edition, asked for with its own heading or one above
// it, is found where it stands; without a note and without a qualifier nothing
// stays open. Asked for without a unit it is found as well.
func TestEveryEntryIsFoundUnderItsHeading(t *testing.T) {
	e := engine(t)
	all := everyTitle(t, e)
	if len(all) < 2500 {
		t.Fatalf("only %d entries", len(all))
	}
	type asked struct{ eid, title, day, unit string }
	done := make(map[asked]bool)
	for _, l := range all {
		units := []string{""}
		for _, p := range l.path {
			units = append(units, p.Heading())
		}
		for _, unit := range units {
			k := asked{l.item.EID, l.entry.Title, l.day.String(), unit}
			if done[k] {
				continue
			}
			done[k] = true
			a, m := l.ask(t, e, l.entry.Title, unit)
			where := fmt.Sprintf("%s: %q under %.60q on %s", l.item.EID, l.entry.Title, unit, l.day)
			if m == nil {
				t.Errorf("%s: %s %v, not found", where, a.Verdict, a.Reasons)
				continue
			}
			if len(a.Read) > 0 {
				t.Errorf("%s: read otherwise, %v", where, a.Read)
			}
			for _, r := range m.Reasons {
				if r != eligibility.DutyNotGiven && r != eligibility.QualifierOpen || r == eligibility.DutyNotGiven && m.Note == nil || r == eligibility.QualifierOpen && len(l.entry.Qualifiers) == 0 {
					t.Errorf("%s: %s", where, r)
				}
			}
			if m.Note != nil && !slices.Contains(m.Reasons, eligibility.DutyNotGiven) {
				t.Errorf("%s: the note %s is not weighed", where, m.Note.EID)
			}
			if m.Point != l.path[0].Num {
				t.Errorf("%s: point %s", where, m.Point)
			}
		}
	}
}

// However it is typed, a title and its unit mean the same.
func TestTypingChangesNothing(t *testing.T) {
	e := engine(t)
	all := everyTitle(t, e)
	russian := strings.NewReplacer("ә", "а", "ғ", "г", "қ", "к", "ң", "н", "ө", "о", "ұ", "у", "ү", "у", "һ", "х", "і", "и",
		"Ә", "А", "Ғ", "Г", "Қ", "К", "Ң", "Н", "Ө", "О", "Ұ", "У", "Ү", "У", "Һ", "Х", "І", "И")
	typings := map[string]func(string) string{
		"upper case":      strings.ToUpper,
		"russian letters": russian.Replace,
		"both":            func(s string) string { return strings.ToUpper(russian.Replace(s)) },
		"spaces":          func(s string) string { return " \t" + strings.ReplaceAll(s, " ", "\u00a0 ") + " " },
		"dashes":          func(s string) string { return strings.ReplaceAll(s, "-", " – ") },
		"quotes":          func(s string) string { return strings.NewReplacer("«", "\"", "»", "\"", "“", "„").Replace(s) },
		"punctuation":     func(s string) string { return s + ";" },
		"look-alikes":     func(s string) string { return strings.NewReplacer("і", "i", "а", "a", "С", "C").Replace(s) },
	}
	var names []string
	for n := range typings {
		names = append(names, n)
	}
	slices.Sort(names)
	rapid.Check(t, func(t *rapid.T) {
		l := rapid.SampledFrom(all).Draw(t, "entry")
		unit := rapid.SampledFrom(l.path).Draw(t, "unit").Heading()
		title, typed := typings[rapid.SampledFrom(names).Draw(t, "title typed")], typings[rapid.SampledFrom(names).Draw(t, "unit typed")]
		plain, _ := l.ask(t, e, l.entry.Title, unit)
		other, m := l.ask(t, e, title(l.entry.Title), typed(unit))
		if m == nil || plain.Verdict != other.Verdict || !slices.Equal(plain.Reasons, other.Reasons) {
			t.Fatalf("%q under %q: %s %v; typed %q under %q: %s %v", l.entry.Title, unit, plain.Verdict, plain.Reasons,
				title(l.entry.Title), typed(unit), other.Verdict, other.Reasons)
		}
	})
}
