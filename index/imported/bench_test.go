package imported

import (
	"testing"

	"tizbe/corpus"
	"tizbe/index/retrieval"
)

// BenchmarkSearch asks the sample for lines with a frequent, a medium and a
// rare word, and for the revisions that have them.
func BenchmarkSearch(b *testing.B) {
	dir := b.TempDir()
	s := newStore(b, dir)
	defer s.Close()
	take(b, s, string(sample(b)))
	x := openIndex(b, dir, s, Options{})
	defer x.Close()
	day := corpus.MustDate("2016-01-01")
	for _, w := range []struct{ name, word string }{{"frequent", "ja"}, {"medium", "politsei"}, {"rare", "vanemuine"}} {
		b.Run(w.name+"/lines", func(b *testing.B) {
			for b.Loop() {
				if r, err := x.Search(retrieval.Query{Text: w.word, On: day, Seen: day}); err != nil || len(r.Hits) == 0 {
					b.Fatal(r.Total, err)
				}
			}
		})
		b.Run(w.name+"/revisions", func(b *testing.B) {
			for b.Loop() {
				if r, err := x.Revisions([]string{w.word}, day, 20); err != nil || len(r) == 0 {
					b.Fatal(len(r), err)
				}
			}
		})
	}
}
