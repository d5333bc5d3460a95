package words

import (
	"regexp"
	"testing"

	"pgregory.net/rapid"
)

var (
	referencePattern = regexp.MustCompile(`^(?:(\d+(?:-\d+)*)(?:\)\s*|-)(тармақша|тарма|ба[пб]|абзац)\pL*|(подпункт|пункт|стать|абзац)\pL* (\d+(?:-\d+)*))$`)
	placePattern     = regexp.MustCompile(`^(?:(annex|section|article|point|row|column) (\d[\w-]*|“.*”)|(the (?:act|title|preamble|note|table)))$`)
)

// TestPlaces holds what is taken apart by hand against expressions.
func TestPlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`(15|15-1|1-|-1|٣)?(\) ?|-|)(тармақ|тармағы|тармақша|бап|бабы|абзац|пункт|подпункта|статья|стать1)?( |  |)(2|2-1|2-|x)?`).Draw(t, "reference")
		noun, num, ok := reference(s)
		m := referencePattern.FindStringSubmatch(s)
		if ok != (m != nil) || ok && (noun != m[2]+m[3] || num != m[1]+m[4]) {
			t.Fatalf("%q: %q %q %v, the expression has %q", s, noun, num, ok, m)
		}
		s = rapid.StringMatching(`(annex|point|row|the|act|note) ?(16|15-1|1a_b|é|1é|“x y”|“|act|title|the)?`).Draw(t, "place")
		level, num, ok := place(s)
		known := level != "act" && level != "note" // names without a number
		m = placePattern.FindStringSubmatch(s)
		if (ok && known) != (m != nil) || m != nil && (level != m[1]+m[3] || num != m[2]) {
			t.Fatalf("%q: %q %q %v, the expression has %q", s, level, num, ok, m)
		}
	})
}
