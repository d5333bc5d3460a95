package corpus

import (
	"regexp"
	"testing"

	"pgregory.net/rapid"
)

var actPattern = regexp.MustCompile(`^/akn/([a-z]{2}(?:-[a-z0-9]+)?)/(act|bill|doc)/(?:([a-z][a-z0-9_-]*)/)?(\d{4}-\d{2}-\d{2})/([\p{L}\p{N}][\p{L}\p{N}._~-]*)$`)

// TestActParts holds the parts of work URIs, and of what is nearly one,
// against the regular expression.
func TestActParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`/akn/(kz|kz-|kz-ala|KZ|k)(/|)(act|bill|doc|acts)/((resolution|law|2|a_b-c|É)/)?(2025-09-24|2025-9-24|20250-09-2|٢025-09-24)/[789аҚ.~_\-/é]{0,4}\n?`).Draw(t, "uri")
		if rapid.IntRange(0, 9).Draw(t, "cut") == 0 {
			s = s[:rapid.IntRange(0, len(s)).Draw(t, "at")]
		}
		m := actPattern.FindStringSubmatch(s)
		p, ok := ActID(s).parts()
		if ok != (m != nil) || ok && (p != actParts{m[1], m[2], m[3], m[4], m[5]}) {
			t.Fatalf("%q: %+v %v, the expression has %q", s, p, ok, m)
		}
	})
}
