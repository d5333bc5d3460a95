//go:build !page

package kazakh

import "golang.org/x/text/unicode/norm"

// composed returns the text in form NFC.
func composed(s string) string {
	if norm.NFC.IsNormalString(s) {
		return s
	}
	return norm.NFC.String(s)
}

// decomposed returns the text in form NFD.
func decomposed(s string) string { return norm.NFD.String(s) }
