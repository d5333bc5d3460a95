package site

import (
	"fmt"
	"slices"

	"tizbe/corpus"
	"tizbe/site/verdict"
	"tizbe/versioning"
)

// A timeline is drawn as SVG whose places along the time are percentages, so
// that it fits any width with letters of one size. A day that is not known is
// a hatched bar between its bounds, which are drawn and written; one without
// upper bound ends in an arrow. Nothing is drawn as certain after the last day
// verified. What holds for a time is drawn as certain until its end can come; the
// end has a row of its own.
type timeline struct {
	Height int
	Ticks  []tick
	Rows   []row
	End    string // the last day verified, as a percentage
	EndY   int
	Title  string
	Desc   string
}

type tick struct {
	X, Label string
	Anchor   string
}

type row struct {
	Y       int // of the bar
	LabelY  int
	Label   string
	Adopted string // place of the mark; "" for an end, which nobody adopts
	Turn    string // place of the day of an end, where it is known
	Maybe   bool
	MaybeX  string
	MaybeW  string
	Open    bool // the hatched bar has no end
	Sure    bool
	SureX   string
	SureW   string
	Back    bool // applies to relations before it was in force
	BackX   string
	BackTo  string
	// The days under the bar: both bounds, or one where To is "".
	From, FromX, FromAnchor string
	To, ToX                 string
	BoundY                  int
}

const (
	rowHeight = 62
	firstRow  = 26
)

func (v *view) timeline(a *act) *timeline {
	if len(a.Events) == 0 {
		return nil
	}
	first, last := v.s.Verified, v.s.Verified
	events := slices.DeleteFunc(slices.Clone(a.Events), func(e *versioning.Event) bool { return e.Ends() != nil && !slices.Contains(a.ends, e) })
	for _, e := range events {
		t := a.Timing(e)
		for _, d := range [...]corpus.Date{e.Adopted, t.AppliesFrom.NotBefore} {
			if !d.IsZero() && d.Before(first) {
				first = d
			}
		}
		if f, _, _, _ := t.Days(); f.NotBefore.After(last) {
			last = f.NotBefore
		}
	}
	lo, hi := first.Days()-12, last.Days()+12
	place := func(d corpus.Date) float64 { return 100 * float64(d.Days()-lo) / float64(hi-lo) }
	at := func(x float64) string { return fmt.Sprintf("%.2f%%", min(100, max(0, x))) }
	tl := &timeline{Title: v.M("Timeline of the events of the act"), Height: firstRow + rowHeight*len(events), End: at(place(v.s.Verified))}
	tl.EndY = tl.Height - 2
	// At most five labels, which a phone has room for: years, or quarters where the whole is short.
	step := 3
	for (hi-lo)/30/step > 4 {
		step *= 2
	}
	y, m, _ := corpus.DateFromDays(lo).Time().Date()
	form := "01.2006"
	if step > 3 { // whole years
		step, m, form = (step+11)/12*12, 1, "2006"
		if step == 12 && hi-lo < 3*365 {
			step, form = 6, "01.2006"
		}
	}
	for d := corpus.NewDate(y, (m-1)/3*3+1, 1); d.Days() < hi; d = d.AddMonths(step) {
		if d.Days() > lo {
			tl.Ticks = append(tl.Ticks, tick{X: at(place(d)), Label: d.Time().Format(form), Anchor: anchor(place(d))})
		}
	}
	for i, e := range events {
		t := a.Timing(e)
		f, applies, _, _ := t.Days()
		top := firstRow + i*rowHeight
		r := row{LabelY: top + 14, Y: top + 30, BoundY: top + 51, Adopted: at(place(e.Adopted)),
			Label: v.M("№ %[1]s, %[2]s of %[3]s", verdict.Number(e.By), v.say.EventKind(e.Kind), e.Adopted)}
		end, sure := place(v.s.Verified), place(f.NotBefore)
		if _, exact := f.Exact(); !exact {
			from := 0.0
			if !f.NotBefore.IsZero() {
				from = place(f.NotBefore)
			}
			sure = 100
			if !f.NotAfter.IsZero() {
				sure = place(f.NotAfter)
			}
			r.Maybe, r.MaybeX, r.MaybeW, r.Open = true, at(from), at(sure-from), f.NotAfter.IsZero()
		}
		for _, x := range a.ends {
			if d := a.Timing(x).InForce.NotBefore; x.Ends() == e && !d.IsZero() {
				end = min(end, place(d))
			}
		}
		if e.Ends() != nil {
			r.Adopted, end = "", sure
			r.Label = v.M("№ %[1]s, %[2]s", verdict.Number(e.By), v.say.EventKind(e.Kind))
			if d, exact := f.Exact(); exact {
				r.Turn = at(place(d))
			}
		}
		if sure < end {
			r.Sure, r.SureX, r.SureW = true, at(sure), at(end-sure)
		}
		r.bounds(v, f, place)
		if !t.SameDay && !applies.NotBefore.IsZero() && applies.NotBefore.Before(f.NotBefore) {
			r.Back, r.BackX, r.BackTo = true, at(place(applies.NotBefore)), at(place(f.NotBefore))
		}
		tl.Rows = append(tl.Rows, r)
		if tl.Desc != "" {
			tl.Desc += " "
		}
		tl.Desc += r.Label + ": " + v.inForce(t) + "."
	}
	return tl
}

// bounds writes the days under the bar: each at its own end where the bar is
// long enough for a phone, else both together.
func (r *row) bounds(v *view, f corpus.Bounds, place func(corpus.Date) float64) {
	from, to := "…", "…"
	x, end := 0.0, 100.0
	if !f.NotBefore.IsZero() {
		from, x = v.Date(f.NotBefore), place(f.NotBefore)
	}
	if !f.NotAfter.IsZero() {
		to, end = v.Date(f.NotAfter), place(f.NotAfter)
	}
	put := func(x float64) string { return fmt.Sprintf("%.2f%%", min(100, max(0, x))) }
	_, exact := f.Exact()
	switch {
	case exact:
		r.From = from
	case !f.NotAfter.IsZero() && end-x > 50:
		r.From, r.FromX, r.FromAnchor, r.To, r.ToX = from, put(x), "start", to, put(end)
		return
	case f.NotAfter.IsZero():
		r.From = from + " …"
	default:
		r.From, x = from+" … "+to, (x+end)/2
	}
	r.FromX, r.FromAnchor = put(x), "middle"
	switch {
	case x < 20:
		r.FromAnchor = "start"
	case x > 80:
		r.FromX, r.FromAnchor = put(100), "end"
	}
}

func anchor(x float64) string {
	switch {
	case x < 5:
		return "start"
	case x > 95:
		return "end"
	}
	return "middle"
}

// inForce says from when an event is in force and, where that differs, from
// when it applies; of an end, when it comes.
func (v *view) inForce(t versioning.Timing) string {
	f, applies, _, _ := t.Days()
	if t.Event.Ends() != nil {
		return v.M("first day without it: %[1]s", v.Between(f))
	}
	out := v.M("in force: %[1]s", v.Between(f))
	if !t.SameDay {
		out += "; " + v.M("applies to relations from: %[1]s", v.Between(applies))
	}
	return out
}
