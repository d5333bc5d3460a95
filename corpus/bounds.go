package corpus

// Bounds is a day that may not be known: it lies on or after NotBefore and on
// or before NotAfter. A zero end is open: nothing bounds the day on that side.
// An exact day has both ends equal. Basis says in words what the bounds rest
// on; every Bounds that reaches a reader has one.
type Bounds struct {
	NotBefore Date
	NotAfter  Date
	Basis     Phrase
}

// Exactly returns bounds that hold the one day.
func Exactly(d Date, basis Phrase) Bounds { return Bounds{d, d, basis} }

// Exact reports whether the day is known, and which it is.
func (b Bounds) Exact() (Date, bool) {
	return b.NotBefore, !b.NotBefore.IsZero() && b.NotBefore == b.NotAfter
}

// Open reports whether nothing at all is known of the day.
func (b Bounds) Open() bool { return b.NotBefore.IsZero() && b.NotAfter.IsZero() }

// Contains reports whether the day may be d.
func (b Bounds) Contains(d Date) bool {
	return !d.Before(b.NotBefore) && (b.NotAfter.IsZero() || !d.After(b.NotAfter))
}

// Empty reports whether no day satisfies the bounds: what they rest on
// contradicts itself.
func (b Bounds) Empty() bool { return !b.NotAfter.IsZero() && b.NotAfter.Before(b.NotBefore) }

// Intersect returns the days that satisfy both; the basis of b stays. The
// result may be [Bounds.Empty].
func (b Bounds) Intersect(o Bounds) Bounds {
	if o.NotBefore.After(b.NotBefore) {
		b.NotBefore = o.NotBefore
	}
	if b.NotAfter.IsZero() || !o.NotAfter.IsZero() && o.NotAfter.Before(b.NotAfter) {
		b.NotAfter = o.NotAfter
	}
	return b
}

// AddDays shifts both ends; open ends stay open.
func (b Bounds) AddDays(n int) Bounds {
	b.NotBefore, b.NotAfter = b.NotBefore.AddDays(n), b.NotAfter.AddDays(n)
	return b
}

// Span returns the bounds as a table has them in every language: a day, or
// both ends with ? for one that is open.
func (b Bounds) Span() string { return b.SpanOf(Date.String) }

// SpanOf is Span with days written by the function.
func (b Bounds) SpanOf(write func(Date) string) string {
	if d, exact := b.Exact(); exact {
		return write(d)
	}
	if b.Open() {
		return "?"
	}
	end := func(d Date) string {
		if d.IsZero() {
			return "?"
		}
		return write(d)
	}
	return end(b.NotBefore) + " … " + end(b.NotAfter)
}
