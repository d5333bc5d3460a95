package corpus

import (
	"errors"
	"fmt"
	"strings"

	"tizbe/corpus/pattern"
)

// ErrActID is wrapped by every error of [ParseActID].
var ErrActID = errors.New("not an act identifier of the form /akn/kz/act/SUBTYPE/YYYY-MM-DD/NUMBER")

// An ActID is the Akoma Ntoso work URI of an act (OASIS AKN Naming Convention
// 1.0, section 4), such as /akn/kz/act/resolution/2025-09-24/789: country,
// document type, subtype, date of adoption, number. Short forms are resolved
// among the acts held, by the store.
type ActID string

var actID = pattern.New(`^/akn/([a-z]{2}(?:-[a-z0-9]+)?)/(act|bill|doc)/(?:([a-z][a-z0-9_-]*)/)?(\d{4}-\d{2}-\d{2})/([\p{L}\p{N}][\p{L}\p{N}._~-]*)$`)

// ParseActID checks that s is a whole work URI with a date that exists.
func ParseActID(s string) (ActID, error) {
	m := actID.FindStringSubmatch(s)
	if m == nil || len(s) > 200 {
		return "", fmt.Errorf("%.80q: %w", s, ErrActID)
	}
	if _, err := ParseDate(m[4]); err != nil {
		return "", fmt.Errorf("%q: %w: %w", s, ErrActID, err)
	}
	return ActID(s), nil
}

func (id ActID) part(i int) string {
	if m := actID.FindStringSubmatch(string(id)); m != nil {
		return m[i]
	}
	return ""
}

// Subtype returns "resolution", "law", "order" …, or "" where the URI has none.
func (id ActID) Subtype() string { return id.part(3) }

// Adopted returns the signature date that identifies the act.
func (id ActID) Adopted() Date {
	d, _ := ParseDate(id.part(4))
	return d
}

// Number returns the act's number as the URI has it: "789".
func (id ActID) Number() string { return id.part(5) }

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
