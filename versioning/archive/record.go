package archive

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"tizbe/corpus"
)

// ErrRecord is wrapped by every error of [ParseRecord].
var ErrRecord = errors.New("not a record of a dated revision")

// A Record is one line of a bulk file: a whole text with the day it took
// effect.
type Record struct {
	Act       string // the source's own name of the act
	Title     string
	Lang      corpus.Lang // "" where it is not said
	Source    string      // where the text is from; "" where it is not said
	Adopted   corpus.Date // zero where it is not said
	Number    uint32      // of the revision
	Effective corpus.Date
	Text      string
}

// ParseRecord reads a line of JSON:
//
//	{"act":"ee/101112012012","title":"…","adopted":"2012-10-25","rev":1,"effective":"2012-11-04","text":"…"}
//
// "lang" and "source" may be there too; what else is, is passed over. The text
// is taken byte for byte: a line that is not UTF-8, or with half a surrogate
// pair, is refused rather than mended. The error wraps [ErrRecord].
func ParseRecord(line []byte) (Record, error) {
	fail := func(format string, args ...any) (Record, error) {
		return Record{}, fmt.Errorf("%w: %s", ErrRecord, fmt.Sprintf(format, args...))
	}
	if !utf8.Valid(line) {
		return fail("bytes that are not UTF-8")
	}
	var j struct {
		Act       *string      `json:"act"`
		Title     string       `json:"title"`
		Lang      string       `json:"lang"`
		Source    string       `json:"source"`
		Adopted   *string      `json:"adopted"`
		Rev       *json.Number `json:"rev"`
		Effective *string      `json:"effective"`
		Text      *string      `json:"text"`
	}
	if err := json.Unmarshal(line, &j); err != nil {
		return fail("%.200s", err)
	}
	if halfSurrogate(line) {
		return fail("half a surrogate pair")
	}
	switch {
	case j.Act == nil || strings.TrimSpace(*j.Act) == "":
		return fail(`no "act"`)
	case j.Effective == nil:
		return fail(`no "effective"`)
	case j.Text == nil:
		return fail(`no "text"`)
	case len(*j.Text) > MaxText:
		return fail("a text of %d bytes", len(*j.Text))
	case len(j.Title) > math.MaxUint16:
		return fail("a title of %d bytes", len(j.Title))
	}
	r := Record{Act: *j.Act, Title: j.Title, Lang: corpus.Lang(j.Lang), Source: j.Source, Text: *j.Text}
	if len(j.Lang) > 16 || len(j.Source) > 1000 {
		return fail(`"lang" or "source" is too long`)
	}
	var err error
	if r.Effective, err = corpus.ParseDate(*j.Effective); err != nil {
		return fail(`"effective": %.60s`, err)
	}
	if j.Adopted != nil && *j.Adopted != "" {
		if r.Adopted, err = corpus.ParseDate(*j.Adopted); err != nil {
			return fail(`"adopted": %.60s`, err)
		}
	}
	if j.Rev != nil {
		n, err := j.Rev.Int64()
		if err != nil || n < 0 || n > math.MaxUint32 {
			return fail(`"rev" is not a number of a revision: %.20s`, *j.Rev)
		}
		r.Number = uint32(n)
	}
	if _, err := ActID(r.Act, r.Adopted); err != nil {
		return fail(`"act": %.100s`, err)
	}
	return r, nil
}

// halfSurrogate reports whether an escape names half a surrogate pair, which
// JSON allows and UTF-8 does not.
func halfSurrogate(line []byte) bool {
	s := string(line)
	half := func(at int) (high, low bool) {
		if at+6 > len(s) || s[at] != '\\' || s[at+1] != 'u' || s[at+2]|0x20 != 'd' {
			return false, false
		}
		switch s[at+3] | 0x20 {
		case '8', '9', 'a', 'b':
			return true, false
		case 'c', 'd', 'e', 'f':
			return false, true
		}
		return false, false
	}
	for i := strings.IndexByte(s, '\\'); i >= 0 && i < len(s); {
		high, low := half(i)
		switch {
		case low:
			return true
		case high:
			if _, ok := half(i + 6); !ok {
				return true
			}
			i += 12
		default:
			i += 2
		}
		if i >= len(s) {
			break
		}
		n := strings.IndexByte(s[i:], '\\')
		if n < 0 {
			break
		}
		i += n
	}
	return false
}

// noCountry stands in the identifier of an act whose name has no country in
// front: ISO 3166-1 leaves it to its users.
const noCountry = "zz"

// unknownDay stands in the identifier of an act whose day of adoption is not
// known.
var unknownDay = corpus.MustDate("0001-01-01")

// ActID returns the identifier of an act by its source's name: the name
// itself where it is an Akoma Ntoso URI, else one made of it. "ee/101" adopted
// on 2012-10-25 is /akn/ee/act/2012-10-25/101. Different names give different
// identifiers: what a URI cannot hold is written ~XX.
func ActID(name string, adopted corpus.Date) (corpus.ActID, error) {
	if id, err := corpus.ParseActID(name); err == nil {
		return id, nil
	}
	country, number := noCountry, name
	if len(name) > 3 && name[2] == '/' && lower(name[0]) && lower(name[1]) && name[:2] != noCountry {
		country, number = name[:2], name[3:]
	}
	if adopted.IsZero() {
		adopted = unknownDay
	}
	id := "/akn/" + country + "/act/" + adopted.String() + "/" + escape(number)
	return corpus.ParseActID(id)
}

func lower(c byte) bool { return c >= 'a' && c <= 'z' }

func escape(s string) string {
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		plain := lower(c|0x20) || c >= '0' && c <= '9'
		if i > 0 {
			plain = plain || c == '.' || c == '_' || c == '-'
		} else if !plain {
			b.WriteString("0~")
		}
		if plain {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "~%02X", c)
		}
	}
	return b.String()
}

// ActName returns the source's name of the act that [ActID] made the
// identifier of, and whether it made it.
func ActName(id corpus.ActID) (string, bool) {
	parts := strings.Split(string(id), "/")
	if len(parts) != 6 {
		return "", false
	}
	number := strings.TrimPrefix(parts[5], "0~~")
	if number != parts[5] {
		number = "~" + number
	}
	var b strings.Builder
	for i := 0; i < len(number); i++ {
		if number[i] != '~' {
			b.WriteByte(number[i])
			continue
		}
		var c byte
		if i+3 > len(number) {
			return "", false
		}
		if _, err := fmt.Sscanf(number[i+1:i+3], "%02X", &c); err != nil {
			return "", false
		}
		b.WriteByte(c)
		i += 2
	}
	name := b.String()
	if parts[2] != noCountry {
		name = parts[2] + "/" + name
	}
	return name, true
}
