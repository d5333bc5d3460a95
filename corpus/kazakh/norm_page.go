//go:build page

package kazakh

import (
	"strings"
	"syscall/js"
)

// composed returns the text in form NFC. A page asks its browser, which has
// the tables: they would be a twentieth of what is loaded.
func composed(s string) string {
	if !strings.ContainsFunc(s, unsettled) {
		return s
	}
	return normalize(s, "NFC")
}

// decomposed returns the text in form NFD.
func decomposed(s string) string { return normalize(s, "NFD") }

// unsettled reports whether the letter may be written otherwise in form NFC:
// none of Latin-1, of the letters of Latin and Cyrillic, and of the usual
// punctuation is.
func unsettled(r rune) bool {
	return !(r < 0x300 || 0x400 <= r && r < 0x483 || 0x48A <= r && r < 0x530 || 0x2010 <= r && r < 0x2040)
}

func normalize(s, form string) string {
	return js.Global().Get("String").Get("prototype").Get("normalize").Call("call", s, form).String()
}
