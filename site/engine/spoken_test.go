package engine

import (
	"bytes"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestSpoken: exactly the messages that stand in a file, and the short ones.
func TestSpoken(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune("ab")), 0, 40, -1) // much alike
		keys := rapid.SliceOfN(text, 0, 9).Draw(t, "keys")
		files := [][]byte{[]byte(text.Draw(t, "program")), []byte(text.Draw(t, "data"))}
		want := make(map[string]bool)
		for _, k := range keys {
			if len(k) < 8 || slices.ContainsFunc(files, func(f []byte) bool { return bytes.Contains(f, []byte(k)) }) {
				want[k] = true
			}
		}
		if got := Spoken(slices.Values(keys), files...); !maps.Equal(got, want) {
			t.Fatalf("%q in %q: %v, want %v", keys, files, got, want)
		}
	})
}
