package kazakh

import (
	"bufio"
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"tizbe/internal/measured"
)

// stemmers are what the figures are taken of.
var stemmers = map[string]func(string) string{"stem": Stem, "folded": FoldedStem}

// A form is an inflected word and its dictionary form.
type form struct{ word, lemma string }

// goldForms reads the forms of one source of the lemma gold.
func goldForms(t *testing.T) map[string]map[form]bool {
	rows := map[string]map[form]bool{}
	for l := range strings.Lines(string(measured.Read(t, "search", "lemmas.tsv"))) {
		c := strings.Split(strings.TrimRight(l, "\n"), "\t")
		if len(c) < 4 || strings.HasPrefix(l, "#") || c[0] == "form" {
			continue
		}
		src, _, _ := strings.Cut(c[3], "-")
		if rows[src] == nil {
			rows[src] = map[form]bool{}
		}
		rows[src][form{c[0], c[1]}] = true
	}
	return rows
}

// pairFigures says of the pairs of forms of one word how many meet (recall),
// and of the pairs that meet how many belong together (precision).
func pairFigures(forms map[form]bool, stem func(string) string) (precision, recall float64) {
	pairs := func(n int) float64 { return float64(n*(n-1)) / 2 }
	byLemma, byStem, both := map[string]int{}, map[string]int{}, map[form]int{}
	for f := range forms {
		s := stem(f.word)
		byLemma[f.lemma]++
		byStem[s]++
		both[form{s, f.lemma}]++
	}
	var hit, met, want float64
	for _, n := range both {
		hit += pairs(n)
	}
	for _, n := range byStem {
		met += pairs(n)
	}
	for _, n := range byLemma {
		want += pairs(n)
	}
	return hit / max(1, met), hit / max(1, want)
}

// TestLemmaGold holds the stemmer against words with their dictionary forms.
func TestLemmaGold(t *testing.T) {
	gold := goldForms(t)
	for _, c := range []struct {
		source            string
		precision, recall float64
	}{{"ud", .92, .70}, {"seed", .98, .92}, {"paradigm", .99, .90}} {
		for name, stem := range stemmers {
			p, r := pairFigures(gold[c.source], stem)
			t.Logf("%-8s %-6s precision %.3f (goal %.2f), recall %.3f (goal %.2f), %d forms", c.source, name, p, c.precision, r, c.recall, len(gold[c.source]))
			if p < c.precision || r < c.recall {
				t.Errorf("%s, %s: precision %.3f, recall %.3f", c.source, name, p, r)
			}
		}
	}
}

// TestRulesAlone takes every word of the gold out of the dictionary: what is
// left is what the stemmer does with words it has never seen.
func TestRulesAlone(t *testing.T) {
	gold := goldForms(t)
	without := map[string]bool{}
	for _, forms := range gold {
		for f := range forms {
			without[f.lemma] = true
			for _, i := range exactGrammar().infinitives([]rune(f.lemma)) {
				without[i] = true
			}
		}
	}
	exact, folded := newGrammarWithout(false, without), newGrammarWithout(true, without)
	for _, c := range []struct {
		source            string
		precision, recall float64
	}{{"seed", .98, .88}, {"paradigm", .99, .86}, {"ud", .88, .42}} {
		for name, stem := range map[string]func(string) string{"stem": exact.compound, "folded": func(w string) string { return folded.compound(Fold(w)) }} {
			p, r := pairFigures(gold[c.source], stem)
			t.Logf("%-8s %-6s precision %.3f (floor %.2f), recall %.3f (floor %.2f)", c.source, name, p, c.precision, r, c.recall)
			if p < c.precision || r < c.recall {
				t.Errorf("%s, %s: precision %.3f, recall %.3f", c.source, name, p, r)
			}
		}
	}
}

var wordRE = regexp.MustCompile(`[\p{L}\p{N}_]+`)

// TestRetrieval searches sentences by words: every sentence that has a form of
// the word must be found, and no other.
func TestRetrieval(t *testing.T) {
	var sentences []string
	for l := range strings.Lines(string(measured.Read(t, "search", "ud-sentences.txt"))) {
		sentences = append(sentences, strings.TrimRight(l, "\n"))
	}
	type query struct {
		Query string   `json:"query"`
		Must  []string `json:"must"`
	}
	var queries []query
	sc := bufio.NewScanner(bytes.NewReader(measured.Read(t, "search", "ud-retrieval.jsonl")))
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		var q query
		if err := json.Unmarshal(sc.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		queries = append(queries, q)
	}
	words := func(s string) []string { return wordRE.FindAllString(strings.ToLower(s), -1) }
	for name, stem := range stemmers {
		has := make([]map[string]bool, len(sentences))
		for i, s := range sentences {
			has[i] = map[string]bool{}
			for _, w := range words(s) {
				has[i][stem(w)] = true
			}
		}
		var hit, found, want float64
		for _, q := range queries {
			must := map[string]bool{}
			for _, m := range q.Must {
				must[m] = true
			}
			var terms []string
			for _, w := range words(q.Query) {
				terms = append(terms, stem(w))
			}
			for i, s := range sentences {
				all := true
				for _, k := range terms {
					all = all && has[i][k]
				}
				if all {
					found++
				}
				if must[s] {
					want++
				}
				if all && must[s] {
					hit++
				}
			}
		}
		p, r := hit/max(1, found), hit/max(1, want)
		t.Logf("%-6s retrieval over %d sentences: recall %.3f (goal 0.90), precision %.3f (goal 0.94)", name, len(sentences), r, p)
		if r < .90 || p < .94 {
			t.Errorf("%s: recall %.3f, precision %.3f", name, r, p)
		}
	}
}
