package site

import (
	"fmt"

	"tizbe/corpus"
	"tizbe/versioning"
)

// A timeline is drawn as SVG whose places along the time are percentages, so
// that it fits any width with letters of one size. A day that is not known is
// a hatched bar between its bounds; one without upper bound runs off the end.
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
	Adopted string // place of the mark
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
}

const rowHeight = 46

func (v *view) timeline(a *act) *timeline {
	if len(a.Events) == 0 {
		return nil
	}
	first, last := v.s.Verified, v.s.Verified
	for _, e := range a.Events {
		t := a.Timing(e)
		for _, d := range [...]corpus.Date{e.Adopted, t.AppliesFrom.NotBefore} {
			if !d.IsZero() && d.Before(first) {
				first = d
			}
		}
		if f, _, _, _ := days(t); f.NotBefore.After(last) {
			last = f.NotBefore
		}
	}
	lo, hi := first.Days()-12, last.Days()+12
	place := func(d corpus.Date) float64 { return 100 * float64(d.Days()-lo) / float64(hi-lo) }
	at := func(x float64) string { return fmt.Sprintf("%.2f%%", min(100, max(0, x))) }
	tl := &timeline{Title: v.M("Timeline of the events of the act"), Height: 30 + rowHeight*len(a.Events) + 6, End: at(place(v.s.Verified))}
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
	for i, e := range a.Events {
		t := a.Timing(e)
		f, applies, _, _ := days(t)
		r := row{LabelY: 30 + i*rowHeight + 14, Y: 30 + i*rowHeight + 28, Adopted: at(place(e.Adopted)),
			Label: v.M("№ %[1]s, %[2]s of %[3]s", e.By.Number(), v.say.EventKind(e.Kind), e.Adopted)}
		end := 100.0
		sure := end
		if d, exact := f.Exact(); exact {
			sure = place(d)
		} else {
			from := 0.0
			if !f.NotBefore.IsZero() {
				from = place(f.NotBefore)
			}
			if !f.NotAfter.IsZero() {
				sure = place(f.NotAfter)
			}
			r.Maybe, r.MaybeX, r.MaybeW, r.Open = true, at(from), at(sure-from), f.NotAfter.IsZero()
		}
		if sure < end {
			r.Sure, r.SureX, r.SureW = true, at(sure), at(end-sure)
		}
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
// when it applies.
func (v *view) inForce(t versioning.Timing) string {
	f, applies, _, _ := days(t)
	out := v.M("in force: %[1]s", v.Between(f))
	if !t.SameDay {
		out += "; " + v.M("applies to relations from: %[1]s", v.Between(applies))
	}
	return out
}
