package glossary

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tizbe/corpus/kazakh"
	"tizbe/internal/measured"
)

// stems are the folded stems of a text in its order, which is what questions
// and provisions are matched by.
func stems(text string) []string {
	var out []string
	for _, t := range kazakh.Tokens(text) {
		out = append(out, kazakh.FoldedStem(t.Text))
	}
	return out
}

func sorted(s []string) []string {
	s = slices.Clone(s)
	slices.Sort(s)
	return s
}

var (
	number  = regexp.MustCompile(`^\d+(-\d+)?\. `)
	defined = regexp.MustCompile(` ?\((бұдан әрі|далее)[^)]*\)`)
	tail    = regexp.MustCompile(` (іске асыру )?мәселелері .*$`)
)

// The same list is held in both languages, line by line: of each Russian line
// some reading should have the stems of the Kazakh one. Measured with the
// whole glossary and without its whole positions, which shows what composition
// alone does.
//
// The glossary was written with this list at hand, so these shares say how
// much of the list is covered and nothing about other acts.
func TestListCovered(t *testing.T) {
	lines := func(name string) []string {
		return strings.Split(strings.TrimSpace(string(measured.Read(t, "789", name))), "\n")
	}
	kk := lines("edition-2026-02-20.statebank.kk.list.txt")
	ru := lines("edition-2026-02-20.ru.list.txt")
	if len(kk) != len(ru) {
		t.Fatalf("%d Kazakh lines, %d Russian", len(kk), len(ru))
	}
	src, err := seed()
	if err != nil {
		t.Fatal(err)
	}
	whole, rest, _ := strings.Cut(string(src), "\n["+string(Title)+"]")
	_, rest, _ = strings.Cut(rest, "\n[")
	composing, err := Parse("without titles", []byte(whole+"\n["+rest))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name           string
		g              *Glossary
		items, heading float64 // least shares
	}{
		{"whole", load(t), .98, .95},
		{"composition alone", composing, .96, .95},
	} {
		t.Run(c.name, func(t *testing.T) {
			var all, found, ordered, best [2]int
			for i := range kk {
				if strings.HasPrefix(kk[i], "Ескертпе") {
					continue
				}
				is := 0
				if number.MatchString(kk[i]) || strings.HasSuffix(kk[i], ":") {
					is = 1
				}
				k := strings.TrimRight(defined.ReplaceAllString(number.ReplaceAllString(kk[i], ""), ""), ".;:,")
				k = tail.ReplaceAllString(k, "")
				r := strings.TrimRight(number.ReplaceAllString(ru[i], ""), ".;:,")
				all[is]++
				want := stems(k)
				readings := c.g.Translate(r)
				if len(readings) == 0 {
					readings = []Reading{{Kazakh: r}} // инспектор is инспектор
				}
				same := func(r Reading) bool { return slices.Equal(sorted(stems(r.Kazakh)), sorted(want)) }
				if !slices.ContainsFunc(readings, same) {
					t.Logf("line %d: %s: %v, want %s", i+1, r, readings, k)
					continue
				}
				found[is]++
				if same(readings[0]) {
					best[is]++
				}
				if slices.ContainsFunc(readings, func(r Reading) bool { return slices.Equal(stems(r.Kazakh), want) }) {
					ordered[is]++
				}
			}
			for is, name := range []string{"items", "headings"} {
				share := float64(found[is]) / float64(all[is])
				t.Logf("%s: %d of %d (%.3f); in the first reading %d; in the order of the text %d", name, found[is], all[is], share, best[is], ordered[is])
				if least := []float64{c.items, c.heading}[is]; share < least {
					t.Errorf("%s: %.3f, want %.2f", name, share, least)
				}
			}
		})
	}
}

// Questions typed in Russian, with the provisions that must be found: the
// words of some reading must all stand in each. And no other question may be
// taken for Russian, unless it is one word off a Russian one.
func TestQuestions(t *testing.T) {
	g := load(t)
	found, all, foreign := 0, 0, 0
	for line := range strings.Lines(string(measured.Read(t, "search", "queries.jsonl"))) {
		var q struct {
			Query, Kind string
			Must        []string
		}
		if err := json.Unmarshal([]byte(line), &q); err != nil {
			t.Fatal(err)
		}
		readings := g.Translate(q.Query)
		if q.Kind != "russian-language" {
			if len(readings) > 0 {
				foreign++
				t.Logf("%s question %q: %v", q.Kind, q.Query, readings)
			}
			continue
		}
		if len(readings) == 0 {
			readings = []Reading{{Kazakh: q.Query}}
		}
		for _, m := range q.Must {
			all++
			have := stems(m)
			if slices.ContainsFunc(readings, func(r Reading) bool {
				return !slices.ContainsFunc(stems(r.Kazakh), func(s string) bool { return !slices.Contains(have, s) })
			}) {
				found++
			} else {
				t.Logf("%s: %v, not in %s", q.Query, readings, m)
			}
		}
	}
	t.Logf("Russian questions: %d of %d provisions; %d others taken for Russian", found, all, foreign)
	if share := float64(found) / float64(all); share < .95 || foreign > 2 {
		t.Errorf("share %.3f, %d others", share, foreign)
	}
}

// What is Kazakh is never translated: the list itself, as it stands and with
// the letters people type, and running text.
func TestKazakhLeftAlone(t *testing.T) {
	g := load(t)
	typed := strings.NewReplacer("ә", "а", "ғ", "г", "қ", "к", "ң", "н", "ө", "о", "ұ", "у", "ү", "у", "һ", "х", "і", "и")
	wrong, all := 0, 0
	for _, name := range [][]string{{"789", "edition-2026-02-20.kk.list.txt"}, {"search", "ud-sentences.txt"}} {
		for line := range strings.Lines(string(measured.Read(t, name...))) {
			for _, q := range []string{line, typed.Replace(line)} {
				all++
				if r := g.Translate(q); len(r) > 0 {
					wrong++
					t.Logf("%q: %v", q, r)
				}
			}
		}
	}
	t.Logf("%d of %d Kazakh lines taken for another language", wrong, all)
	if float64(wrong) > .005*float64(all) {
		t.Errorf("too many: %d of %d", wrong, all)
	}
}
