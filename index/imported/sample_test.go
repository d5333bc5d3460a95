package imported

import (
	"bytes"
	"compress/gzip"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"tizbe/corpus"
	"tizbe/index/retrieval"
	"tizbe/internal/measured"
)

// sample returns the measured bulk file.
func sample(t testing.TB) []byte {
	t.Helper()
	f, err := os.Open(measured.Path(t, "corpus", "sample.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// Real law of four countries: for random words and days the revisions found
// are those whose raw text in force on the day has the word; and the lines
// found stand in it.
func TestSample(t *testing.T) {
	raw := sample(t)
	dir := t.TempDir()
	s := openStore(t, dir)
	take(t, s, string(raw))
	start := time.Now()
	x := openIndex(t, dir, s, Options{})
	defer x.Close()
	t.Logf("indexed in %.1f s: %d bytes, %.4f of the file", time.Since(start).Seconds(), x.Size(), float64(x.Size())/float64(len(raw)))
	var o oracle
	for _, r := range parse(t, raw) {
		o.add(r)
	}
	sound(t, dir, s, len(o.recs))

	// Words by how many acts have them, so that rare and frequent ones are asked
	// for alike.
	frequency := make(map[string]int)
	for _, revs := range o.words {
		seen := make(map[string]bool)
		for _, ws := range revs {
			for w := range ws {
				if len(w) < maxTerm && !seen[w] {
					seen[w] = true
					frequency[w]++
				}
			}
		}
	}
	classes := make([][]string, 4)
	for w, n := range frequency {
		c := 3
		for c > 0 && n < []int{0, 2, 10, 100}[c] {
			c--
		}
		classes[c] = append(classes[c], w)
	}
	questions := 10_000
	if testing.Short() {
		questions = 1000
	}
	rnd := rand.New(rand.NewPCG(uint64(start.UnixNano()), 1))
	t.Logf("classes of words: %d, %d, %d, %d", len(classes[0]), len(classes[1]), len(classes[2]), len(classes[3]))
	for _, c := range classes {
		slices.Sort(c)
	}
	first, last := corpus.MustDate("1945-01-01"), corpus.MustDate("2028-01-01")
	found := 0
	for i := range questions {
		c := classes[i%len(classes)]
		day := first.AddDays(rnd.IntN(last.Days() - first.Days()))
		words := []string{c[rnd.IntN(len(c))]}
		if i%5 == 0 {
			c = classes[rnd.IntN(len(classes))]
			words = append(words, c[rnd.IntN(len(c))])
		}
		found += o.same(t, x, words, day)
		if i%50 != 0 {
			continue
		}
		r, err := x.Search(retrieval.Query{Text: words[0], On: day, Seen: day})
		if err != nil {
			t.Fatal(err)
		}
		if any := len(o.revisions(words[:1], day)) > 0; any != (len(r.Hits) > 0 && r.Rule != retrieval.Typo) {
			t.Fatalf("%q on %s: %d lines by %s, want some: %v", words[0], day, len(r.Hits), r.Rule, any)
		}
		for _, h := range r.Hits {
			a, err := s.Imported(string(h.Act))
			if err != nil {
				t.Fatal(err)
			}
			if text := o.recs[a.Name][o.on(a.Name, day)].Text; !strings.Contains(text, h.Text) || !wordsIn(h.Text)[words[0]] && r.Rule != retrieval.Typo {
				t.Fatalf("%q on %s: %s has no such line: %q", words[0], day, a.Name, h.Text)
			}
		}
	}
	t.Logf("%d questions, %d revisions found", questions, found)

	// The same acts in small portions and another order are the same index.
	other := t.TempDir()
	s2 := openStore(t, other)
	all := bytes.Split(bytes.TrimSpace(raw), []byte("\n"))
	rnd.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	half := len(all) / 2
	take(t, s2, string(bytes.Join(all[:half], []byte("\n"))))
	openIndex(t, other, s2, Options{portion: 4 << 20}).Close()
	take(t, s2, string(bytes.Join(all[half:], []byte("\n"))))
	x2 := openIndex(t, other, s2, Options{portion: 4 << 20})
	defer x2.Close()
	sound(t, other, s2, len(o.recs))
	t.Logf("in two imports, shuffled: %d bytes", x2.Size())
}

// maxTerm is the length in bytes from which a word is cut.
const maxTerm = 64
