package corpus

import (
	"errors"
	"fmt"
	"strconv"
	"time"
)

// ErrDate is wrapped by every error of [ParseDate].
var ErrDate = errors.New("not a date of the form YYYY-MM-DD")

// A Date is a civil day of the proleptic Gregorian calendar, without time of
// day or zone: legal time in Kazakhstan runs in whole days. The zero Date is
// no date at all ([Date.IsZero]); it stands for an open end in [Bounds] and is
// written as null in JSON and as an empty byte string in binary form.
//
// Dates are comparable with == and ordered by [Date.Compare].
type Date struct {
	// n is the number of days since 1970-01-01, plus dateOffset, so that the
	// zero value is outside the years 1 to 9999.
	n int32
}

const dateOffset = 1 << 20

// NewDate returns the day; values outside the usual ranges are normalised as
// [time.Date] does (32 January is 1 February).
func NewDate(year int, month time.Month, day int) Date {
	return DateOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DateOf returns the civil day of t in t's own location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	u := time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix()
	days := u / 86400
	if u%86400 < 0 {
		days--
	}
	return Date{int32(days) + dateOffset}
}

// DateFromDays is the inverse of [Date.Days].
func DateFromDays(days int) Date { return Date{int32(days) + dateOffset} }

// ParseDate reads YYYY-MM-DD and nothing else; a day that the calendar does
// not have (2026-02-30) is an error that wraps [ErrDate].
func ParseDate(s string) (Date, error) {
	if len(s) == len("YYYY-MM-DD") && s[4] == '-' && s[7] == '-' {
		y, m, d := digits(s[:4]), digits(s[5:7]), digits(s[8:])
		// A day that the calendar does not have would come back as another.
		if date := NewDate(y, time.Month(m), d); y > 0 && m > 0 && d > 0 && date.String() == s {
			return date, nil
		}
	}
	return Date{}, fmt.Errorf("%q: %w", s, ErrDate)
}

// digits returns the number, or -1 where s is anything else.
func digits(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = 10*n + int(s[i]-'0')
	}
	return n
}

// MustDate is [ParseDate] for dates written in the source; it panics on error.
func MustDate(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// IsZero reports whether d is no date.
func (d Date) IsZero() bool { return d.n == 0 }

// Days returns the number of days since 1970-01-01, negative before it.
func (d Date) Days() int { return int(d.n) - dateOffset }

// Time returns midnight UTC at the start of the day.
func (d Date) Time() time.Time { return time.Unix(int64(d.Days())*86400, 0).UTC() }

// Compare returns -1, 0 or +1 as d is before, on or after e. The zero Date
// is before every other.
func (d Date) Compare(e Date) int {
	switch {
	case d.n < e.n:
		return -1
	case d.n > e.n:
		return 1
	}
	return 0
}

// Before reports whether d is earlier than e.
func (d Date) Before(e Date) bool { return d.n < e.n }

// After reports whether d is later than e.
func (d Date) After(e Date) bool { return d.n > e.n }

// AddDays returns the day n days later. The zero Date stays zero.
func (d Date) AddDays(n int) Date {
	if d.IsZero() {
		return d
	}
	return Date{d.n + int32(n)}
}

// AddMonths returns the day of the same number n months later, or the last
// day of that month where it has no such day (31 January + 1 month is 28 or
// 29 February): a term counted in months ends on the corresponding day of the
// last month, or on that month's last day (Civil Code of the Republic of
// Kazakhstan, art. 173 (3)).
func (d Date) AddMonths(n int) Date {
	if d.IsZero() {
		return d
	}
	y, m, day := d.Time().Date()
	first := time.Date(y, m+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return NewDate(first.Year(), first.Month(), min(day, last))
}

// String returns YYYY-MM-DD, or "" for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	y, m, day := d.Time().Date()
	return fmt.Sprintf("%04d-%02d-%02d", y, int(m), day)
}

// MarshalJSON writes "YYYY-MM-DD", or null for no date.
func (d Date) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return []byte(`"` + d.String() + `"`), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Date) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*d = Date{}
		return nil
	}
	s, err := strconv.Unquote(string(b))
	if err != nil {
		return fmt.Errorf("%.40q: %w", b, ErrDate)
	}
	p, err := ParseDate(s)
	*d = p
	return err
}

// MarshalBinary and UnmarshalBinary are the stored form: the ISO date in
// ASCII, empty for no date, readable in a dump of the store.
func (d Date) MarshalBinary() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalBinary reads what MarshalBinary writes.
func (d *Date) UnmarshalBinary(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	p, err := ParseDate(string(b))
	*d = p
	return err
}
