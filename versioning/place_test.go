package versioning

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tizbe/corpus"
)

// TestPlaces: the places kept of a text are those that a walk finds.
func TestPlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := 0
		var grow func(depth int) *corpus.Provision
		grow = func(depth int) *corpus.Provision {
			n++
			// An eId may stand twice where a text is wrong: the first counts.
			p := &corpus.Provision{EID: fmt.Sprintf("e%d", rapid.IntRange(0, 2*n).Draw(t, "eid"))}
			if depth < 4 {
				for range rapid.IntRange(0, 4).Draw(t, "children") {
					p.Children = append(p.Children, grow(depth+1))
				}
			}
			return p
		}
		s := &State{Root: grow(0)}
		for p, up := range s.Root.All() {
			if got, ok := s.Above(p); !ok || !slices.Equal(got, up) {
				t.Fatalf("%s stands in %d provisions, got %d", p.EID, len(up), len(got))
			}
			if got, want := s.Find(p.EID), s.Root.Find(p.EID); got != want {
				t.Fatalf("%s: another provision", p.EID)
			}
		}
		if _, ok := s.Above(&corpus.Provision{}); ok || s.Find("nowhere") != nil {
			t.Fatal("what is not in the text has a place")
		}
	})
}
