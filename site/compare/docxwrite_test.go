package compare

import (
	"encoding/xml"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestDocxText: text is escaped as the standard library does, whatever it is.
func TestDocxText(t *testing.T) {
	parts := rapid.SliceOf(rapid.OneOf(rapid.StringOf(rapid.Rune()), rapid.SampledFrom([]string{"\x00", "\x1f", "\t", "\n", "\xff", "\xed\xa0\x80", "\uFFFE", "\uFFFD", "\U0010FFFF", "<w:p>", `"&'`, "ә"})))
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(parts.Draw(t, "text"), "")
		var w docxWriter
		w.text(text)
		var want strings.Builder
		if err := xml.EscapeText(&want, []byte(text)); err != nil {
			t.Fatal(err)
		}
		if w.String() != want.String() {
			t.Fatalf("%q: got %q, want %q", text, w.String(), want.String())
		}
	})
}
