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
//
// Days are counted here, and not by package time, which brings the zones of
// the world along: a page that counts days would load them too.
func NewDate(year int, month time.Month, day int) Date {
	// Years are counted from March on, so that a leap day ends its year, and
	// thirty-one and thirty days take turns as 153 days in five months.
	months := 12*year + int(month) - 3
	y, m := floor(months, 12), months-12*floor(months, 12)
	before := 365*y + floor(y, 4) - floor(y, 100) + floor(y, 400) + (153*m+2)/5
	return Date{int32(before+day-1-march0) + dateOffset}
}

// Parts of the calendar, in days: from 1 March of the year 0 to 1970-01-01, and
// how long 400, 100 and 4 years are without a leap day that is the last one's
// alone.
const (
	march0      = 719_468
	fourHundred = 146_097
	hundred     = 36_524
	four        = 1_461
)

// floor divides, rounding down; b is positive.
func floor(a, b int) int {
	if a < 0 {
		return -((b - 1 - a) / b)
	}
	return a / b
}

// Civil returns the year, month and day; for no date they mean nothing.
func (d Date) Civil() (year int, month time.Month, day int) {
	n := d.Days() + march0
	cycle := floor(n, fourHundred)
	n -= cycle * fourHundred
	centuries := min(n/hundred, 3) // the last one has a leap day more
	n -= centuries * hundred
	fours := n / four
	n -= fours * four
	years := min(n/365, 3)
	n -= years * 365 // days since March
	m := (5*n + 2) / 153
	y := 400*cycle + 100*centuries + 4*fours + years
	if m >= 10 { // January and February
		y, m = y+1, m-12
	}
	return y, time.Month(m + 3), n - (153*((m+12)%12)+2)/5 + 1
}

// DateOf returns the civil day of t in t's own location.
func DateOf(t time.Time) Date { return NewDate(t.Date()) }

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
	y, m, day := d.Civil()
	m += time.Month(n)
	_, _, last := NewDate(y, m+1, 0).Civil()
	return NewDate(y, m, min(day, last))
}

// String returns YYYY-MM-DD, or "" for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	y, m, day := d.Civil()
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
