package index

import (
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tizbe/corpus"
	"tizbe/index/kazakh"
	"tizbe/index/retrieval"
	"tizbe/versioning"
)

// inMemory returns the engine of the same records without an index.
func inMemory(t testing.TB, recs []versioning.Record) *retrieval.Engine {
	t.Helper()
	return retrieval.InMemory(source(t, recs).Base, retrieval.Options{Translate: translate(t)})
}

// same holds the answer from the index against that from memory: the same
// hits in the same order, with the same fragments, rules and counts.
func same(t interface{ Fatalf(string, ...any) }, x *Index, m *retrieval.Engine, q retrieval.Query) retrieval.Result {
	one, err := x.Search(q)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	two, err := m.Search(q)
	if err != nil {
		t.Fatalf("%+v in memory: %v", q, err)
	}
	if len(one.Hits) != len(two.Hits) || one.Total != two.Total {
		t.Fatalf("%+v: %d hits of %d, in memory %d of %d", q, len(one.Hits), one.Total, len(two.Hits), two.Total)
	}
	for i := range one.Hits {
		a, b := show(one.Hits[i]), show(two.Hits[i])
		if a != b {
			t.Fatalf("%+v: hit %d\n%s\nin memory\n%s", q, i+1, a, b)
		}
	}
	if a, b := show([]any{one.Rule, one.Kinds, one.Units}), show([]any{two.Rule, two.Kinds, two.Units}); a != b {
		t.Fatalf("%+v:\n%s\nin memory\n%s", q, a, b)
	}
	return one
}

func show(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(raw)
}

// TestMemoryFindsTheSame asks the labelled queries of the index and of memory.
func TestMemoryFindsTheSame(t *testing.T) {
	qs := append(queries(t, "queries.jsonl"), queries(t, "confusable.jsonl")...)
	recs := embedded(t)
	x, m := opened(t, recs), inMemory(t, recs)
	hits := 0
	for _, l := range qs {
		q := retrieval.Query{Text: l.Query, On: today, Seen: today, Limit: 50, Facets: true}
		hits += len(same(t, x, m, q).Hits)
		q.All = true
		same(t, x, m, q)
	}
	if hits < 1000 {
		t.Errorf("only %d hits compared", hits)
	}
}

// TestMemoryFindsTheSameOfAny draws questions from the words of the acts,
// typed in many ways, with phrases and fields, of any day.
func TestMemoryFindsTheSameOfAny(t *testing.T) {
	recs := embedded(t)
	x, m := opened(t, recs), inMemory(t, recs)
	var texts []string
	var words []string
	for _, a := range x.Base().Acts() {
		for _, d := range retrieval.Documents(a) {
			texts = append(texts, d.Text)
			words = append(words, strings.Fields(d.Text)...)
		}
	}
	letters := []rune("абгдежзіқңөүұәпрст-aq")
	rapid.Check(t, func(t *rapid.T) {
		var parts []string
		for range rapid.IntRange(1, 4).Draw(t, "parts") {
			w := rapid.SampledFrom(words).Draw(t, "word")
			switch rapid.IntRange(0, 9).Draw(t, "way") {
			case 0:
				w = russian.Replace(w)
			case 1:
				w = latin.Replace(strings.ToLower(w))
			case 2, 3:
				if rs := []rune(w); len(rs) > 2 {
					i := rapid.IntRange(0, len(rs)-2).Draw(t, "at")
					switch rapid.IntRange(0, 2).Draw(t, "edit") {
					case 0:
						rs = append(rs[:i], rs[i+1:]...)
					case 1:
						rs[i], rs[i+1] = rs[i+1], rs[i]
					default:
						rs[i] = rapid.SampledFrom(letters).Draw(t, "letter")
					}
					w = string(rs)
				}
			case 4:
				ws := strings.Fields(rapid.SampledFrom(texts).Draw(t, "text"))
				i := rapid.IntRange(0, len(ws)-1).Draw(t, "from")
				w = `"` + strings.Join(ws[i:min(len(ws), i+3)], " ") + `"`
			case 5:
				w = rapid.SampledFrom([]string{"kind:item", "kind:heading", "point:16", "point:15-1", "act:789", "unit:департамент", `unit:"күзет қызметі"`, "revision:2026-01-29", "және"}).Draw(t, "field")
			}
			parts = append(parts, w)
		}
		day := corpus.MustDate("2025-06-01").AddDays(rapid.IntRange(0, 600).Draw(t, "on"))
		q := retrieval.Query{Text: strings.Join(parts, " "), On: day, Seen: day, Limit: 10, Facets: true, All: rapid.Bool().Draw(t, "all")}
		if rapid.Bool().Draw(t, "later") {
			q.Seen = today
		}
		same(t, x, m, q)
	})
}

// TestSameWords holds the words of package retrieval against those of the
// language pack, through what is found: the terms at the places of any text
// are the same, so are the hits.
func TestSameWords(t *testing.T) {
	mp, err := newMapping()
	if err != nil {
		t.Fatal(err)
	}
	analyzers := map[retrieval.Field]string{retrieval.FieldExact: kazakh.ExactAnalyzerName, retrieval.FieldStem: kazakh.AnalyzerName,
		retrieval.FieldFolded: kazakh.FoldedAnalyzerName, retrieval.FieldForm: formAnalyzer}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`([А-Яа-яәғқңөұүһіa-zİŞ0-9ІЬъэё\-–. ]{0,12}|және|ІІМ-нің|15-1|\x{301}|\x{ad}| ){0,8}`).Draw(t, "text")
		m := retrieval.NewMemory([]*retrieval.Document{{Text: text}})
		for f, name := range analyzers {
			n := 0
			for _, k := range mp.AnalyzerNamed(name).Analyze([]byte(text)) {
				n++
				found, _, err := m.Find(retrieval.Question{Words: retrieval.All{retrieval.Term{Field: f, Term: string(k.Term)}}}, 1)
				if err != nil || len(found) != 1 {
					t.Fatalf("%s: %q of %q is not found (%v)", f, k.Term, text, err)
				}
				at := false
				for _, p := range found[0].Places(f, string(k.Term)) {
					at = at || p == retrieval.Place{Start: k.Start, End: k.End, Pos: k.Position}
				}
				if !at {
					t.Fatalf("%s: %q of %q stands at %v", f, k.Term, text, found[0].Places(f, string(k.Term)))
				}
			}
		}
	})
}

// FuzzSearch: whatever is typed is answered, and alike by the index and by
// memory.
func FuzzSearch(f *testing.F) {
	for _, s := range []string{"аға тергеуші", `"бөлім бастығы" kind:item`, "unit:\"", "\"*:(+-~^^[]{}\\", "point:15-1", "начальник отдела", "tergeushi", "бастғы",
		"act:789 revision:2026-02-20 x", strings.Repeat("ы", 500), strings.Repeat("а б ", 200), "«„“\"", "\x00\xff", "eid:list__point_3", "kind::::", "«»"} {
		f.Add(s)
	}
	recs := embedded(f)
	x, m := opened(f, recs), inMemory(f, recs)
	f.Fuzz(func(t *testing.T, text string) {
		r := same(t, x, m, retrieval.Query{Text: text, On: today, Seen: today, Facets: true})
		for _, h := range r.Hits {
			if h.Score < 0 || h.Score > 1 {
				t.Errorf("score %v", h.Score)
			}
		}
		if len(r.Hits) > r.Total {
			t.Errorf("%d hits of %d", len(r.Hits), r.Total)
		}
	})
}
