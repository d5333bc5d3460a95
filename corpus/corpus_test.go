package corpus

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseDate(t *testing.T) {
	for _, tt := range []struct {
		in string
		ok bool
	}{
		{"2026-02-20", true}, {"0001-01-01", true}, {"9999-12-31", true}, {"2024-02-29", true},
		{"2026-02-29", false}, {"2026-13-40", false}, {"2026-2-3", false}, {"", false}, {"20.02.2026", false}, {"0000-01-01", false}, {"2026-02-20T00:00:00Z", false},
	} {
		d, err := ParseDate(tt.in)
		if (err == nil) != tt.ok {
			t.Errorf("ParseDate(%q) = %v, %v", tt.in, d, err)
		}
		if err != nil && !errors.Is(err, ErrDate) {
			t.Errorf("ParseDate(%q): %v does not wrap ErrDate", tt.in, err)
		}
		if tt.ok && d.String() != tt.in {
			t.Errorf("%q reads back as %q", tt.in, d)
		}
	}
}

func TestAddMonths(t *testing.T) {
	for _, tt := range []struct {
		from string
		n    int
		want string
	}{
		{"2025-01-31", 1, "2025-02-28"}, {"2024-01-31", 1, "2024-02-29"}, {"2025-08-31", 6, "2026-02-28"},
		{"2025-09-26", 6, "2026-03-26"}, {"2025-03-31", -1, "2025-02-28"}, {"2025-12-15", 1, "2026-01-15"}, {"2024-02-29", 12, "2025-02-28"},
	} {
		if got := MustDate(tt.from).AddMonths(tt.n).String(); got != tt.want {
			t.Errorf("%s + %d months = %s, want %s", tt.from, tt.n, got, tt.want)
		}
	}
}

func drawDate(t *rapid.T, name string) Date {
	return DateFromDays(rapid.IntRange(-700_000, 2_900_000).Draw(t, name))
}

func TestDateModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, e := drawDate(t, "d"), drawDate(t, "e")
		if got := DateOf(d.Time()); got != d {
			t.Fatalf("%v → time → %v", d, got)
		}
		if p, err := ParseDate(d.String()); err != nil || p != d {
			t.Fatalf("%v → string → %v, %v", d, p, err)
		}
		if d.Before(e) != d.Time().Before(e.Time()) || d.Compare(e) != d.Time().Compare(e.Time()) {
			t.Fatalf("order of %v and %v", d, e)
		}
		if got := d.AddDays(e.Days() - d.Days()); got != e {
			t.Fatalf("%v + (e-d) = %v, want %v", d, got, e)
		}
		b, _ := json.Marshal(d)
		var back Date
		if err := json.Unmarshal(b, &back); err != nil || back != d {
			t.Fatalf("JSON of %v: %s %v", d, b, err)
		}
		raw, _ := d.MarshalBinary()
		if err := back.UnmarshalBinary(raw); err != nil || back != d {
			t.Fatalf("binary of %v: %q %v", d, raw, err)
		}
	})
}

// A term in months never ends earlier when it begins later.
func TestAddMonthsMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDate(t, "d")
		n := rapid.IntRange(0, 36).Draw(t, "n")
		if d.AddDays(1).AddMonths(n).Before(d.AddMonths(n)) {
			t.Fatalf("%v + %d months", d, n)
		}
	})
}

// TestCalendar: days are those of package time, all of them.
func TestCalendar(t *testing.T) {
	d, last := NewDate(-400, time.January, 1), NewDate(10_000, time.January, 1)
	for at := time.Date(-400, time.January, 1, 0, 0, 0, 0, time.UTC); d.Before(last); at, d = at.AddDate(0, 0, 1), d.AddDays(1) {
		y, m, day := at.Date()
		if yy, mm, dd := d.Civil(); yy != y || mm != m || dd != day || NewDate(y, m, day) != d || d.Days() != int(at.Unix())/86400 && at.Unix() >= 0 {
			t.Fatalf("%v is %d-%d-%d, day %d", at, yy, mm, dd, d.Days())
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		y, m, day := rapid.IntRange(-300, 9999).Draw(t, "year"), time.Month(rapid.IntRange(-50, 50).Draw(t, "month")), rapid.IntRange(-999, 999).Draw(t, "day")
		if got, want := NewDate(y, m, day).Time(), time.Date(y, m, day, 0, 0, 0, 0, time.UTC); !got.Equal(want) {
			t.Fatalf("%v, want %v", got, want)
		}
	})
}

func TestNoDate(t *testing.T) {
	var d Date
	if !d.IsZero() || d.String() != "" || !d.AddDays(3).IsZero() || !d.AddMonths(3).IsZero() {
		t.Errorf("the zero date is %q", d)
	}
	if b, _ := json.Marshal(d); string(b) != "null" {
		t.Errorf("JSON %s", b)
	}
	if !d.Before(NewDate(1, time.January, 1)) {
		t.Error("no date is not before the first")
	}
}

// Bounds are held against the set of days they stand for.
func TestBoundsModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		end := func(name string) Date {
			n := rapid.IntRange(0, 12).Draw(t, name)
			if n == 0 {
				return Date{}
			}
			return DateFromDays(n)
		}
		a, b := Bounds{NotBefore: end("a0"), NotAfter: end("a1")}, Bounds{NotBefore: end("b0"), NotAfter: end("b1")}
		both, any := a.Intersect(b), false
		for n := 1; n <= 13; n++ {
			d := DateFromDays(n)
			if both.Contains(d) != (a.Contains(d) && b.Contains(d)) {
				t.Fatalf("%v ∩ %v = %v at %v", a, b, both, d)
			}
			any = any || a.Contains(d)
			if shifted := a.AddDays(5); shifted.Contains(d.AddDays(5)) != a.Contains(d) {
				t.Fatalf("%v shifted is %v at %v", a, shifted, d)
			}
		}
		if !any && !a.Empty() || a.Empty() && any {
			t.Fatalf("%v: Empty is %v", a, a.Empty())
		}
		if d, ok := a.Exact(); ok && (a.Open() || !a.Contains(d) || a.Contains(d.AddDays(1)) || a.Contains(d.AddDays(-1))) {
			t.Fatalf("%v is not exactly %v", a, d)
		}
	})
}

func TestActID(t *testing.T) {
	id, err := ParseActID("/akn/kz/act/resolution/2025-09-24/789")
	if err != nil {
		t.Fatal(err)
	}
	if id.Subtype() != "resolution" || id.Number() != "789" || id.Adopted() != MustDate("2025-09-24") {
		t.Errorf("%s %s %s", id.Subtype(), id.Number(), id.Adopted())
	}
	if got := id.Expression(Kazakh, "2026-02-20"); got != "/akn/kz/act/resolution/2025-09-24/789/kaz@2026-02-20" {
		t.Error(got)
	}
	for _, short := range []string{"789", "№ 789", "2025/789", "2025-09-24/789", string(id)} {
		if !id.Matches(short) {
			t.Errorf("%q does not name the act", short)
		}
	}
	for _, short := range []string{"", "78", "2026/789", "7890", "24/789"} {
		if id.Matches(short) {
			t.Errorf("%q names the act", short)
		}
	}
	for _, bad := range []string{"", "x", "789", "/akn/kz/act/resolution/2025-02-30/1", "/akn/kz/act/resolution/2025-09-24/", "/akn/kz/act/resolution/2025-09-24/../x", "/akn/kz/act/resolution/2025-09-24/789/kaz"} {
		if _, err := ParseActID(bad); !errors.Is(err, ErrActID) {
			t.Errorf("ParseActID(%q): %v", bad, err)
		}
	}
}

func tree() *Provision {
	return &Provision{Kind: KindAct, Children: []*Provision{
		{EID: "p", Kind: KindPreamble, Text: "preamble"},
		{EID: "list", Kind: KindList, Children: []*Provision{
			{EID: "list__point_1", Kind: KindPoint, Num: "1", Text: "1. Heading:", Children: []*Provision{
				{EID: "list__point_1__item_1", Kind: KindItem, Text: "a;"},
				{EID: "list__point_1__item_2", Kind: KindItem, Text: "b."},
			}},
		}},
	}}
}

func TestProvision(t *testing.T) {
	root := tree()
	if got, want := root.Lines(), []string{"preamble", "1. Heading:", "a;", "b."}; !slices.Equal(got, want) {
		t.Errorf("lines %q", got)
	}
	p := root.Find("list__point_1")
	if p == nil || p.Heading() != "Heading:" {
		t.Fatalf("point %+v", p)
	}
	var path []string
	for q, up := range root.All() {
		if q.EID == "list__point_1__item_2" {
			for _, u := range up {
				path = append(path, u.EID)
			}
		}
	}
	if !slices.Equal(path, []string{"", "list", "list__point_1"}) {
		t.Errorf("ancestors %q", path)
	}
	if root.Find("nothing") != nil {
		t.Error("found nothing")
	}
}

func TestSum(t *testing.T) {
	a, b := tree(), tree()
	if a.Sum() != b.Sum() || a.Seal().Sum() != b.Sum() {
		t.Error("equal trees have different sums")
	}
	c := a.Clone()
	c.Find("list__point_1__item_2").Text = "c."
	if c.Sum() == a.Sum() {
		t.Error("the sum does not see a changed line")
	}
	if a.Find("list__point_1").Sum() == c.Find("list__point_1").Sum() || a.Children[0].Sum() != c.Children[0].Sum() {
		t.Error("sums of subtrees")
	}
	// The parts are delimited: moving a letter between fields is another sum.
	if NodeSum("ab", "c", "", Sum{}, nil) == NodeSum("a", "bc", "", Sum{}, nil) {
		t.Error("fields run together")
	}
}
