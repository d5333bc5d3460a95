package site

import (
	"bytes"
	"errors"
	"fmt"
	"html"
)

// errMarkup: a page is not written as the pages of a site are.
var errMarkup = errors.New("markup that the check of links does not read")

// scan calls id with the id of every element of a page, and link with what
// every href and src holds, in order; both are good for the time of the call.
//
// It reads HTML as this package writes it, every value in double quotes, and
// fails on anything else rather than passing a link over. Tests hold it against
// a reader that reads pages as a browser does, which takes several times as
// long.
func scan(page []byte, id, link func(string)) error {
	for rest := page; ; {
		i := bytes.IndexByte(rest, '<')
		if i < 0 {
			return nil
		}
		rest = rest[i+1:]
		switch {
		case bytes.HasPrefix(rest, []byte("!--")):
			_, after, ok := bytes.Cut(rest, []byte("-->"))
			if !ok {
				return errAt(page, rest)
			}
			rest = after
			continue
		case len(rest) > 0 && (rest[0] == '/' || rest[0] == '!'):
			_, after, ok := bytes.Cut(rest, []byte(">"))
			if !ok {
				return errAt(page, rest)
			}
			rest = after
			continue
		}
		name := word(rest)
		if name == 0 {
			return errAt(page, rest)
		}
		tag := rest[:name]
		for rest = rest[name:]; ; {
			rest = bytes.TrimLeft(rest, " \n/")
			n := word(rest)
			if n == 0 {
				break
			}
			attr := rest[:n]
			rest = rest[n:]
			if len(rest) == 0 || rest[0] != '=' {
				continue
			}
			if len(rest) < 2 || rest[1] != '"' {
				return errAt(page, rest)
			}
			end := bytes.IndexByte(rest[2:], '"')
			if end < 0 {
				return errAt(page, rest)
			}
			value := rest[2 : 2+end]
			rest = rest[3+end:]
			switch string(attr) {
			case "id":
				id(attrValue(value))
			case "href", "src":
				link(attrValue(value))
			}
		}
		if len(rest) == 0 || rest[0] != '>' {
			return errAt(page, rest)
		}
		rest = rest[1:]
		if t := string(tag); t == "script" || t == "style" || t == "title" || t == "textarea" { // no elements in them
			end := bytes.Index(rest, []byte("</"+t+">"))
			if end < 0 {
				return errAt(page, rest)
			}
			rest = rest[end:]
		}
	}
}

// word is the length of the name of an element or attribute.
func word(b []byte) int {
	for i, c := range b {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == ':', c == '_':
		default:
			return i
		}
	}
	return len(b)
}

// attrValue is the value of an attribute.
func attrValue(value []byte) string { return html.UnescapeString(string(value)) }

func errAt(page, rest []byte) error {
	at := len(page) - len(rest)
	return fmt.Errorf("%w: byte %d, %.60q", errMarkup, at, rest)
}
