package versioning

import (
	"slices"
	"sort"

	"tizbe/corpus"
)

const (
	// maxTerm is longer than any term that an end is counted by, in days.
	maxTerm = 40_000
	// maxDoubt is longer than the wording of a rule leaves its day open.
	maxDoubt = 8
)

// together returns the patterns of statuses that the members take as the day
// that they are computed from runs through all its possible values: their
// common day of publication or, where the first of them is not computed from
// one, its own day in force. Their days never fall when that day rises, so
// that it is enough to look where some member's status can change.
func together(ts []Timing, members []int, on, seen corpus.Date, relaxed func(Presumption) bool) [][]status {
	first := ts[members[0]]
	entry := !first.byPublication
	p := spanOf(first.Published)
	if entry {
		p = inForce(first, relaxed)
		// Earlier than any term ago it makes no difference.
		p.lo = max(p.lo, min(first.Event.Adopted.Days(), on.Days(), seen.Days())-maxTerm)
	}
	far := max(on.Days(), seen.Days()) + 1
	at := func(j, day int) span { return ts[j].given(day, entry) }
	for _, j := range members {
		if pj := spanOf(ts[j].Published); !entry && pj.hi < p.hi {
			p.hi = pj.hi
		}
		if f := inForce(ts[j], relaxed); f.hi != never {
			far = max(far, f.hi+1)
		}
	}
	if p.hi == never {
		p.hi = max(far, p.lo)
	}
	// last returns the last day of publication in [p.lo-1, p.hi] for which ok
	// holds; ok holds up to some day and not after it.
	last := func(ok func(int) bool) int {
		return p.lo - 1 + sort.Search(p.hi-p.lo+1, func(n int) bool { return !ok(p.lo + n) })
	}
	lo, hi := p.lo, p.hi
	for _, j := range members {
		f := inForce(ts[j], relaxed)
		hi = min(hi, last(func(d int) bool { return at(j, d).lo <= f.hi }))
		lo = max(lo, 1+last(func(d int) bool { return at(j, d).hi < f.lo }))
	}
	days := []int{lo, hi}
	for _, j := range members {
		for _, limit := range [...]int{on.Days(), seen.Days()} {
			low := last(func(d int) bool { return at(j, d).lo <= limit })
			high := last(func(d int) bool { return at(j, d).hi <= limit })
			days = append(days, low, low+1, high, high+1)
			for d := high + 2; d < low && d < high+maxDoubt; d++ {
				days = append(days, d) // the day of entry that counts may be any of them
			}
		}
	}
	var out [][]status
	for _, d := range days {
		if d < lo || d > hi {
			continue
		}
		for _, entries := range doubtful(ts, members, at, d) {
			pattern := make([]status, len(members))
			for k, j := range members {
				f, known := at(j, d), inForce(ts[j], relaxed)
				e, of := ts[j].Event, ts[j].Event.ends
				if day, ok := entries[e]; ok {
					f = span{day, day}
				} else if day, ok := entries[of]; ok && ts[j].ending.end.Moves() {
					f = ts[j].given(day, true)
				}
				f.lo, f.hi = max(f.lo, known.lo), min(f.hi, known.hi)
				if f.lo > f.hi {
					pattern = nil // not on this day
					break
				}
				pattern[k] = governs(ts[j], f, on, seen, relaxed)
			}
			if pattern != nil && !slices.ContainsFunc(out, func(o []status) bool { return slices.Equal(o, pattern) }) {
				out = append(out, pattern)
			}
		}
	}
	return out
}

// doubtful returns, for the day of publication d, the days of entry of those
// members from whose entry an end is counted and whose rule leaves open which
// of two days it is: one for each way to choose.
func doubtful(ts []Timing, members []int, at func(j, day int) span, d int) []map[*Event]int {
	out := []map[*Event]int{nil}
	for _, j := range members {
		counted := slices.ContainsFunc(members, func(k int) bool {
			x := ts[k].ending
			return x != nil && x.of == ts[j].Event && x.end.Moves()
		})
		f := at(j, d)
		if !counted || f.lo == f.hi || f.hi-f.lo > maxDoubt {
			continue
		}
		var next []map[*Event]int
		for _, m := range out {
			for day := f.lo; day <= f.hi; day++ {
				c := map[*Event]int{ts[j].Event: day}
				for e, v := range m {
					c[e] = v
				}
				next = append(next, c)
			}
		}
		out = next
	}
	return out
}
