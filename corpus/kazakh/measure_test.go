package kazakh

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tizbe/internal/measured"
)

var wordRE = regexp.MustCompile(`[\p{L}\p{N}_]+`)

// stemmers are what the figures are taken of.
var stemmers = map[string]func(string) string{"stem": Stem, "folded": FoldedStem}

func init() {
	if os.Getenv("KK_ABLATE") != "" {
		b, _ := os.ReadFile("/work/shared/data/search/lemmas.tsv")
		drop := map[string]bool{}
		for l := range strings.Lines(string(b)) {
			c := strings.Split(strings.TrimRight(l, "\n"), "\t")
			if len(c) > 3 {
				drop[c[1]] = true
				for _, x := range newGrammar(false).infinitives([]rune(c[1])) {
					drop[x] = true
				}
			}
		}
		b, _ = os.ReadFile("/work/shared/data/search/ud-retrieval.jsonl")
		for l := range strings.Lines(string(b)) {
			var q struct{ Intent string }
			json.Unmarshal([]byte(l), &q)
			drop[q.Intent] = true
		}
		a, f := newGrammarWithout(false, drop), newGrammarWithout(true, drop)
		stemmers = map[string]func(string) string{"stem": a.compound, "folded": func(s string) string { return f.compound(Fold(s)) }}
	}
}

func pairs(n int) int { return n * (n - 1) / 2 }

// TestLemmaGold holds the stemmer against forms with their dictionary forms:
// of the pairs of forms that belong to one word, how many meet (recall), and
// of the pairs that meet, how many belong together (precision).
func TestLemmaGold(t *testing.T) {
	type row struct{ form, lemma string }
	rows := map[string]map[row]bool{}
	for l := range strings.Lines(string(measured.Read(t, "search", "lemmas.tsv"))) {
		c := strings.Split(strings.TrimRight(l, "\n"), "\t")
		if len(c) < 4 || strings.HasPrefix(l, "#") || c[0] == "form" {
			continue
		}
		src, _, _ := strings.Cut(c[3], "-")
		if rows[src] == nil {
			rows[src] = map[row]bool{}
		}
		rows[src][row{c[0], c[1]}] = true
	}
	for _, c := range []struct {
		source            string
		precision, recall float64
	}{{"ud", .92, .70}, {"seed", .98, .92}, {"paradigm", .99, .90}} {
		for name, stem := range stemmers {
			byLemma, byStem, both := map[string]int{}, map[string]int{}, map[row]int{}
			members := map[string][]string{}
			for r := range rows[c.source] {
				s := stem(r.form)
				byLemma[r.lemma]++
				byStem[s]++
				both[row{r.lemma, s}]++
				members[s] = append(members[s], r.form+":"+r.lemma)
			}
			hit, met, want := 0, 0, 0
			for _, n := range both {
				hit += pairs(n)
			}
			for _, n := range byStem {
				met += pairs(n)
			}
			for _, n := range byLemma {
				want += pairs(n)
			}
			p, r := float64(hit)/float64(max(1, met)), float64(hit)/float64(max(1, want))
			t.Logf("%-8s %-6s precision %.3f (goal %.2f), recall %.3f (goal %.2f), %d forms", c.source, name, p, c.precision, r, c.recall, len(rows[c.source]))
			if p < c.precision || r < c.recall {
				t.Errorf("%s, %s: precision %.3f, recall %.3f", c.source, name, p, r)
			}
			if os.Getenv("KK_SHOW") == name {
				var out []string
				seen := map[string]map[string]bool{}
				for rr := range both {
					if seen[rr.form] == nil {
						seen[rr.form] = map[string]bool{}
					}
					seen[rr.form][rr.lemma] = true
				}
				byL := map[string][]string{}
				for rr := range rows[c.source] {
					byL[rr.lemma] = append(byL[rr.lemma], rr.form+"→"+stem(rr.form))
				}
				for l, fs := range byL {
					st := map[string]bool{}
					for _, f := range fs {
						st[strings.Split(f, "→")[1]] = true
					}
					if len(st) > 1 {
						slices.Sort(fs)
						out = append(out, "R "+c.source+" "+l+": "+strings.Join(fs, " "))
					}
				}
				for s, m := range members {
					ls := map[string]bool{}
					for _, x := range m {
						ls[strings.Split(x, ":")[1]] = true
					}
					if len(ls) > 1 {
						slices.Sort(m)
						out = append(out, "P "+c.source+" "+s+": "+strings.Join(m, " "))
					}
				}
				slices.Sort(out)
				os.WriteFile("/tmp/kk-"+c.source+"-"+name, []byte(strings.Join(out, "\n")), 0o644)
			}
		}
	}
}

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
	for name, stem := range stemmers {
		index := map[string]map[int]bool{}
		words := map[string]map[string]bool{}
		for i, s := range sentences {
			for _, w := range wordRE.FindAllString(strings.ToLower(s), -1) {
				k := stem(w)
				if index[k] == nil {
					index[k] = map[int]bool{}
					words[k] = map[string]bool{}
				}
				index[k][i] = true
				words[k][w] = true
			}
		}
		hit, found, want := 0, 0, 0
		var show []string
		for _, q := range queries {
			got := map[int]bool{}
			for n, w := range wordRE.FindAllString(strings.ToLower(q.Query), -1) {
				m := index[stem(w)]
				if n == 0 {
					for i := range m {
						got[i] = true
					}
					continue
				}
				for i := range got {
					if !m[i] {
						delete(got, i)
					}
				}
			}
			must := map[string]bool{}
			for _, m := range q.Must {
				must[m] = true
			}
			h, w := 0, 0
			for i, s := range sentences {
				if must[s] {
					w++
					if got[i] {
						h++
					}
				}
			}
			hit, found, want = hit+h, found+len(got), want+w
			if h != w || h != len(got) {
				var ws []string
				for x := range words[stem(q.Query)] {
					ws = append(ws, x)
				}
				slices.Sort(ws)
				show = append(show, fmt.Sprintf("%03d wrong %03d miss %s→%s: %s", len(got)-h, w-h, q.Query, stem(q.Query), strings.Join(ws, " ")))
			}
		}
		p, r := float64(hit)/float64(max(1, found)), float64(hit)/float64(max(1, want))
		t.Logf("%-6s retrieval over %d sentences: recall %.3f (goal 0.90), precision %.3f (goal 0.94)", name, len(sentences), r, p)
		if r < .90 || p < .94 {
			t.Errorf("%s: recall %.3f, precision %.3f", name, r, p)
		}
		if os.Getenv("KK_SHOW") == name {
			os.WriteFile("/tmp/kk-ret-"+name, []byte(strings.Join(show, "\n")), 0o644)
		}
	}
}
