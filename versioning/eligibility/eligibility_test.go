package eligibility_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"tizbe/corpus"
	"tizbe/corpus/glossary"
	"tizbe/internal/measured"
	"tizbe/seeds"
	"tizbe/versioning"
	"tizbe/versioning/eligibility"
	"tizbe/versioning/facts"
)

func seedRecords(t testing.TB) []versioning.Record {
	t.Helper()
	recs, err := facts.Parse("789.facts.yaml", seeds.FS.ReadFile)
	if err != nil {
		t.Fatal(err)
	}
	return recs
}

func translator(t testing.TB) eligibility.Translator {
	t.Helper()
	src, err := seeds.FS.ReadFile("glossary.txt")
	if err != nil {
		t.Fatal(err)
	}
	g, err := glossary.Parse("glossary.txt", src)
	if err != nil {
		t.Fatal(err)
	}
	return func(q string) []string {
		var out []string
		for _, r := range g.Translate(q) {
			if len(r.Left) == 0 {
				out = append(out, r.Kazakh)
			}
		}
		return out
	}
}

func seedAct(t testing.TB, recs ...versioning.Record) *versioning.Act {
	t.Helper()
	b, err := versioning.NewBase(append(seedRecords(t), recs...), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	a, err := b.Act("789")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func engine(t testing.TB, recs ...versioning.Record) *eligibility.Engine {
	t.Helper()
	e, err := eligibility.New(seedAct(t, recs...), translator(t))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

type checkCase struct {
	Kind, Position, Unit, Duty, On, Seen string
	Verdict                              string
	Certain                              bool
	Points                               []string
	Reason                               string
	Presumed                             bool
}

func (c checkCase) String() string {
	return fmt.Sprintf("%s «%s» / %s / %s on %s", c.Kind, c.Position, c.Unit, c.Duty, c.On)
}

func (c checkCase) question(t testing.TB) eligibility.Question {
	seen := c.Seen
	if seen == "" {
		seen = "2026-11-22"
	}
	on, err := corpus.ParseDate(c.On)
	if err != nil {
		t.Fatal(err)
	}
	return eligibility.Question{Position: c.Position, Unit: c.Unit, Duty: c.Duty, On: on, Seen: corpus.MustDate(seen)}
}

// judge returns what in the answer differs from the case.
func judge(c checkCase, a *eligibility.Answer) []string {
	var bad []string
	if string(a.Verdict) != c.Verdict || a.Certain != c.Certain {
		bad = append(bad, fmt.Sprintf("%s certain=%v %v, want %s %v", a.Verdict, a.Certain, a.Reasons, c.Verdict, c.Certain))
	}
	var points []string
	for _, r := range a.Revisions {
		for _, m := range r.Matches {
			if !slices.Contains(points, m.Point) {
				points = append(points, m.Point)
			}
			if m.Provision.EID == "" || m.Provision.Text == "" || m.Rule == "" {
				bad = append(bad, "a match without eId, text or rule")
			}
		}
	}
	slices.Sort(points)
	want := slices.Sorted(slices.Values(c.Points))
	if len(want) > 0 && !slices.Equal(points, want) {
		bad = append(bad, fmt.Sprintf("points %v, want %v", points, want))
	}
	if (c.Verdict == "not_listed" || c.Verdict == "not_applicable") && len(points) > 0 {
		bad = append(bad, fmt.Sprintf("matches in points %v", points))
	}
	if c.Reason != "" && !slices.Contains(a.Reasons, eligibility.Reason(c.Reason)) {
		bad = append(bad, fmt.Sprintf("reasons %v, want %s", a.Reasons, c.Reason))
	}
	if c.Unit != "" && c.Reason != "unit_needed" && c.Verdict == "conditional" && slices.Contains(a.Reasons, eligibility.UnitNeeded) {
		bad = append(bad, "unit_needed although the unit was given")
	}
	if c.Presumed && len(a.Presumptions) == 0 {
		bad = append(bad, "no presumption named")
	}
	if a.Certain == (a.Verdict == eligibility.Undetermined) {
		bad = append(bad, "certain and undetermined do not agree")
	}
	return bad
}

func TestMeasuredCases(t *testing.T) {
	e := engine(t)
	s := bufio.NewScanner(bytes.NewReader(measured.Read(t, "789", "check-cases.jsonl")))
	n := 0
	for s.Scan() {
		var c checkCase
		if err := json.Unmarshal(s.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		a, err := e.Check(c.question(t))
		if err != nil {
			t.Errorf("%v: %v", c, err)
			continue
		}
		for _, b := range judge(c, a) {
			t.Errorf("%v: %s", c, b)
		}
		n++
	}
	if n < 40 {
		t.Errorf("only %d cases", n)
	}
}
