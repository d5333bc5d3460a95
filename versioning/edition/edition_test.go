package edition

import (
	"os"
	"strings"
	"testing"
	"time"

	"tizbe/corpus/reading"
	"tizbe/internal/measured"
	"tizbe/versioning"
	"tizbe/versioning/facts"
)

func embedded(t *testing.T) []versioning.Record {
	t.Helper()
	recs, err := facts.Parse("789.facts.yaml", func(name string) ([]byte, error) { return os.ReadFile("../../seeds/" + name) })
	if err != nil {
		t.Fatal(err)
	}
	return recs
}

func base(t *testing.T, recs []versioning.Record) *versioning.Act {
	t.Helper()
	b, err := versioning.NewBase(recs, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return b.Acts()[0]
}

func read(t *testing.T, name string) *reading.Document {
	t.Helper()
	doc, err := reading.Auto(measured.Read(t, "789", name), reading.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func revision(t *testing.T, act *versioning.Act, id string) versioning.Candidate {
	t.Helper()
	c, err := act.Revision(id)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// undisputed drops from the records what is known of the disputes: of each
// event the first reading is taken for what happened.
func undisputed(recs []versioning.Record) []versioning.Record {
	var out []versioning.Record
	for _, r := range recs {
		if r.Event != nil {
			e := *r.Event
			for _, d := range e.Disputes {
				e.Operations = append(e.Operations[:len(e.Operations):len(e.Operations)], d.Readings[0].Operations...)
			}
			e.Disputes = nil
			r.Event = &e
		}
		if r.Held != nil {
			h := *r.Held
			h.Readings = nil
			r.Held = &h
		}
		out = append(out, r)
	}
	return out
}

func show(changes []versioning.Change) string {
	var out []string
	for _, c := range changes {
		s := string(c.Kind) + " " + c.EID
		if c.Before != nil {
			s += " -" + c.Before.Text
		}
		if c.After != nil {
			s += " +" + c.After.Text
		}
		out = append(out, s)
	}
	return strings.Join(out, "\n")
}

// TestSources holds the computed text of № 789 against what the portal and
// the state reference bank publish.
func TestSources(t *testing.T) {
	list := "list__point_17__group_2__group_2__group_2__item_16"
	preambles := "changed preamble"
	for _, c := range []struct {
		name, file, revision string
		known                bool // with the disputes that are recorded
		want                 string
		sides                string
	}{
		{"the original edition", "edition-2025-09-24.kk.md", "2025-09-24", true, "", ""},
		{"the portal", "seed-2026-02-20.kk.txt", "2026-02-20", true, "", "no-91-negotiator=portal"},
		{"the portal, no dispute known", "seed-2026-02-20.kk.txt", "2026-02-20", false, "", ""},
		{"the state bank", "edition-2026-06-10.statebank.kk.md", "2026-06-10", true, "", "no-91-negotiator=statebank no-483-preamble=statebank"},
		{"the state bank, no dispute known", "edition-2026-06-10.statebank.kk.md", "2026-06-10", false,
			"added " + list + "-1 +инспектор-психолог (келіссөз жүргізуші);", ""},
		{"the state bank before № 483", "edition-2026-06-10.statebank.kk.md", "2026-02-20", true, preambles, "no-91-negotiator=statebank"},
		{"the portal after № 483", "seed-2026-02-20.kk.txt", "2026-06-10", true, "", "no-91-negotiator=portal no-483-preamble=portal"},
		{"the portal after № 483, no dispute known", "seed-2026-02-20.kk.txt", "2026-06-10", false, preambles, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			recs := embedded(t)
			if !c.known {
				recs = undisputed(recs)
			}
			act := base(t, recs)
			got, err := Compare(act, revision(t, act, c.revision), read(t, c.file).Root)
			if err != nil {
				t.Fatal(err)
			}
			s := show(got.Changes)
			if c.want == preambles {
				if len(got.Changes) != 1 || !strings.HasPrefix(s, preambles) || !strings.Contains(s, "1-тармағына") || !strings.Contains(s, "2-тармағына") {
					t.Errorf("got %s", s)
				}
			} else if s != c.want {
				t.Errorf("got  %s\nwant %s", s, c.want)
			}
			for _, side := range strings.Fields(c.sides) {
				id, source, _ := strings.Cut(side, "=")
				if got.Sides()[id] != source {
					t.Errorf("in %s it sides with %q, want %s", id, got.Sides()[id], source)
				}
			}
		})
	}
}

func TestPlain(t *testing.T) {
	for a, b := range map[string]string{
		"«Тұрғын үй» туралы":   `"Тұрғын үй" туралы`,
		"a  b c ;":             "a b c;",
		"( а )":                "(а)",
		"бөлім\u00adше":        "бөлімше",
		" аға\tинспектор ":     "аға инспектор",
		"қалалық (аудандық) .": "қалалық (аудандық).",
	} {
		if Plain(a) != Plain(b) {
			t.Errorf("%q and %q differ: %q, %q", a, b, Plain(a), Plain(b))
		}
	}
	for a, b := range map[string]string{"АҚК": "ақк", "аға-инспектор": "аға инспектор", "а;": "а.", "ё": "е"} {
		if Plain(a) == Plain(b) {
			t.Errorf("%q and %q do not differ", a, b)
		}
	}
}
