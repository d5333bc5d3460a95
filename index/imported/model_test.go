package imported

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tizbe/corpus"
	"tizbe/index/retrieval"
)

var vocabulary = []string{"maks", "määrus", "zákon", "loi", "l'État", "§", "12", "Gesetz", "käibemaks", "x"}

// Any acts, imported in any order and in any portions, brought up to date now
// and then: the index says of every word and day what the records say, no
// more and no less; and every line that a search shows stands in the text of
// the day.
func TestModel(t *testing.T) {
	texts := rapid.SliceOfN(rapid.SliceOfN(rapid.SampledFrom(vocabulary), 1, 4), 1, 6)
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp("", "imported-")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		s := newStore(t, dir)
		defer s.Close()
		var o oracle
		portion := rapid.SampledFrom([]int{1, 40, 1 << 20}).Draw(t, "portion")
		held := make(map[string]bool)
		for range rapid.IntRange(1, 4).Draw(t, "imports") {
			var lines strings.Builder
			for range rapid.IntRange(1, 6).Draw(t, "records") {
				act := fmt.Sprintf("ee/%d", rapid.IntRange(1, 3).Draw(t, "act"))
				day := corpus.DateFromDays(rapid.IntRange(-2, 6).Draw(t, "day"))
				n := uint32(rapid.IntRange(0, 1).Draw(t, "number"))
				if k := fmt.Sprint(act, day, n); held[k] {
					continue
				} else {
					held[k] = true
				}
				var text strings.Builder
				for i, l := range texts.Draw(t, "text") {
					text.WriteString([]string{"# ", "(1) ", ""}[min(i, 2)] + strings.Join(l, " ") + "\n")
				}
				l := line(act, n, day, text.String())
				lines.WriteString(l)
				o.add(parse(t, []byte(l))[0])
			}
			if lines.Len() == 0 {
				continue
			}
			take(t, s, lines.String())
			if rapid.Bool().Draw(t, "more") {
				if err := Update(context.Background(), dir, s, Options{More: true, portion: portion}); err != nil {
					t.Fatal(err)
				}
			}
		}
		x := openIndex(t, dir, s, Options{portion: portion})
		defer x.Close()
		if x.Stale() {
			t.Fatal("the index is behind")
		}
		sound(t, dir, s, len(o.recs))
		for d := -3; d <= 7; d++ {
			day := corpus.DateFromDays(d)
			for _, v := range vocabulary {
				for w := range wordsIn(v) {
					o.same(t, x, []string{w}, day)
					o.same(t, x, []string{w, "maks"}, day)
				}
				if d%3 == 0 {
					lines(t, x, &o, v, day)
				}
			}
		}
	})
}

// lines holds a search for lines against the records.
func lines(t *rapid.T, x *Index, o *oracle, question string, day corpus.Date) {
	r, err := x.Search(retrieval.Query{Text: question, On: day, Seen: day, Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	want := wordsIn(question)
	if len(want) == 0 {
		if len(r.Hits) > 0 {
			t.Fatalf("%q: %d hits", question, len(r.Hits))
		}
		return
	}
	expected := 0
	for act, recs := range o.recs {
		i := o.on(act, day)
		if i < 0 {
			continue
		}
		for l := range strings.Lines(recs[i].Text) {
			has := wordsIn(l)
			all := true
			for w := range want {
				all = all && has[w]
			}
			if all {
				expected++
			}
		}
	}
	if expected > 0 && (len(r.Hits) != expected || r.Total != expected || r.Least) {
		t.Fatalf("%q on %s: %d hits, total %d, want %d", question, day, len(r.Hits), r.Total, expected)
	}
	for _, h := range r.Hits {
		name := strings.Replace(string(h.Act), "/akn/ee/act/2000-01-01/", "ee/", 1)
		i := o.on(name, day)
		if i < 0 || !strings.Contains(o.recs[name][i].Text, h.Text) {
			t.Fatalf("%q on %s: %s has no line %q", question, day, name, h.Text)
		}
		if id := o.recs[name][i].Effective.String(); !slices.ContainsFunc(h.Revisions, func(r string) bool { return strings.HasPrefix(r, id) }) {
			t.Fatalf("%q on %s: revisions %q", question, day, h.Revisions)
		}
	}
}
