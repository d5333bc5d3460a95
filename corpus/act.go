package corpus

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ErrActID is wrapped by every error of [ParseActID].
var ErrActID = errors.New("not an act identifier of the form /akn/kz/act/SUBTYPE/YYYY-MM-DD/NUMBER")

// An ActID is the Akoma Ntoso work URI of an act (OASIS AKN Naming Convention
// 1.0, section 4), such as /akn/kz/act/resolution/2025-09-24/789: country,
// document type, subtype, date of adoption, number. Short forms are resolved
// among the acts held, by the store.
type ActID string

// actParts are the parts of a work URI.
type actParts struct{ country, doctype, subtype, date, number string }

// parts takes the work URI apart without looking at its date. It is written
// out, since every page that runs the engine would carry the package of
// regular expressions for this one; a test holds it against the expression.
func (id ActID) parts() (p actParts, ok bool) {
	rest, ok := strings.CutPrefix(string(id), "/akn/")
	if !ok {
		return p, false
	}
	fields := strings.Split(rest, "/")
	switch len(fields) {
	case 4:
		p = actParts{fields[0], fields[1], "", fields[2], fields[3]}
	case 5:
		p = actParts{fields[0], fields[1], fields[2], fields[3], fields[4]}
	default:
		return p, false
	}
	country, region, divided := strings.Cut(p.country, "-")
	first, other := utf8.DecodeRuneInString(p.number)
	ok = len(country) == 2 && only(country, lowercase) && (!divided || region != "" && only(region, func(r rune) bool { return lowercase(r) || digit(r) })) &&
		(p.doctype == "act" || p.doctype == "bill" || p.doctype == "doc") &&
		(len(fields) == 4 || p.subtype != "" && lowercase(rune(p.subtype[0])) && only(p.subtype, func(r rune) bool { return lowercase(r) || digit(r) || r == '_' || r == '-' })) &&
		len(p.date) == 10 && p.date[4] == '-' && p.date[7] == '-' && only(p.date[:4]+p.date[5:7]+p.date[8:], digit) &&
		utf8.ValidString(p.number) && p.number != "" && lettered(first) && only(p.number[other:], func(r rune) bool { return lettered(r) || strings.ContainsRune("._~-", r) })
	if !ok {
		return actParts{}, false
	}
	return p, true
}

func only(s string, of func(rune) bool) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !of(r) })
}

func lowercase(r rune) bool { return 'a' <= r && r <= 'z' }
func digit(r rune) bool     { return '0' <= r && r <= '9' }
func lettered(r rune) bool  { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// ParseActID checks that s is a whole work URI with a date that exists.
func ParseActID(s string) (ActID, error) {
	p, ok := ActID(s).parts()
	if !ok || len(s) > 200 {
		return "", fmt.Errorf("%.80q: %w", s, ErrActID)
	}
	if _, err := ParseDate(p.date); err != nil {
		return "", fmt.Errorf("%q: %w: %w", s, ErrActID, err)
	}
	return ActID(s), nil
}

// Subtype returns "resolution", "law", "order" …, or "" where the URI has none.
func (id ActID) Subtype() string {
	p, _ := id.parts()
	return p.subtype
}

// Adopted returns the signature date that identifies the act.
func (id ActID) Adopted() Date {
	p, _ := id.parts()
	d, _ := ParseDate(p.date)
	return d
}

// Number returns the act's number as the URI has it: "789".
func (id ActID) Number() string {
	p, _ := id.parts()
	return p.number
}

// Expression returns the URI of the act in language l at a revision:
// /akn/…/789/kaz@2026-02-20.
func (id ActID) Expression(l Lang, revision string) string {
	return string(id) + "/" + l.AKN() + "@" + revision
}

// Matches reports whether the short form names the act: "789", "2025/789",
// "2025-09-24/789" or the whole URI.
func (id ActID) Matches(short string) bool {
	s := strings.TrimPrefix(short, "№")
	s = strings.TrimSpace(s)
	n, d := id.Number(), id.Adopted().String()
	return n != "" && (s == string(id) || s == n || s == d+"/"+n || len(d) >= 4 && s == d[:4]+"/"+n)
}
