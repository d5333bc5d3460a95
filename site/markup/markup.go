// Package markup writes HTML by hand, for what is drawn so often that a
// template would take most of the time of a site: answers, and the lines of a
// text. Whatever is put in is escaped unless its type says that it is HTML.
package markup

import (
	"bytes"
	"fmt"
	"html"
	"strings"
	"sync"

	"tizbe/corpus"
)

// HTML is text that is HTML already.
type HTML string

// A Link is a whole address for a quoted attribute: letters that an address may
// not have are encoded, and one that would run a program is left out.
type Link string

// A Writer is HTML being written. The zero value is ready to use.
type Writer struct{ bytes.Buffer }

var writers = sync.Pool{New: func() any { return new(Writer) }}

// Draw returns what f writes. The writer is not to be kept.
func Draw(f func(w *Writer)) string {
	w := writers.Get().(*Writer)
	defer writers.Put(w)
	w.Reset()
	f(w)
	return w.String()
}

// Put writes the format with its arguments in the places of %s, which is the
// only verb; there are as many of one as of the other. Arguments are escaped for
// the content of an element or a quoted attribute; HTML stands as it is. The
// format is written in the program and never comes from outside.
func (w *Writer) Put(format string, args ...any) {
	for _, a := range args {
		before, after, ok := strings.Cut(format, "%s")
		if !ok {
			panic("markup: more arguments than places: " + format)
		}
		w.WriteString(before)
		switch a := a.(type) {
		case HTML:
			w.WriteString(string(a))
		case Link:
			w.WriteString(Escape(address(string(a))))
		case string:
			w.WriteString(Escape(a))
		case corpus.Lang:
			w.WriteString(Escape(string(a)))
		default:
			w.WriteString(Escape(fmt.Sprint(a)))
		}
		format = after
	}
	if strings.Contains(format, "%s") {
		panic("markup: fewer arguments than places: " + format)
	}
	w.WriteString(format)
}

// Escape makes text HTML, for the content of an element or a quoted attribute.
// NUL, which HTML may not have in any form, is replaced.
func Escape(s string) string {
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.ReplaceAll(s, "\x00", "\uFFFD")
	}
	return html.EscapeString(s)
}

// address makes an address safe: it leads to a place of the web, or is relative.
func address(s string) string {
	if scheme, _, ok := strings.Cut(s, ":"); ok && !strings.Contains(scheme, "/") && !strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https") {
		return "#"
	}
	return encode(s)
}

// encode puts letters that an address may not have into the form that it has
// for them, and leaves those that have a meaning in it (RFC 3986).
func encode(s string) string {
	const hex = "0123456789abcdef"
	for i := 0; i < len(s); i++ {
		if !inAddress(s[i]) {
			var b strings.Builder
			for i := 0; i < len(s); i++ {
				if c := s[i]; inAddress(c) || c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
					b.WriteByte(c)
				} else {
					b.WriteString("%" + hex[c>>4:c>>4+1] + hex[c&15:c&15+1])
				}
			}
			return b.String()
		}
	}
	return s
}

func inAddress(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~!#$&*+,/:;=?@[]", c) >= 0
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}
