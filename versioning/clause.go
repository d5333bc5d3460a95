//go:build !page

package versioning

import (
	"slices"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/enactment"
	"tizbe/corpus/numerals"
)

// readClause reads the entry clause of the event.
func (e *Event) readClause() enactment.Clause { return enactment.Parse(e.Clause, e.ClauseLang) }

// restates returns the clause of the act as the event words it anew, and until
// when the act holds by it; ok is false where the event leaves it alone, or it
// is not understood any more.
func (e *Event) restates(text string, lang corpus.Lang) (next string, end enactment.End, ok bool) {
	next = text
	for _, o := range e.operations(nil) {
		next = o.reword(next, lang)
	}
	if next == text {
		return text, enactment.End{}, false
	}
	c := enactment.Parse(next, lang)
	return next, c.Ends, c.Entry.Kind != enactment.Unreadable || c.Silent
}

// reword returns the text of a clause after an operation on a line of it, on a
// whole point of it, or that adds a point which says until when the act holds;
// what has no such line stays.
func (o Operation) reword(text string, lang corpus.Lang) string {
	before, after := o.Before, o.After
	if o.Old != nil {
		before = strings.Join(o.Old.Lines(), "\n")
	}
	if o.New != nil {
		after = strings.Join(o.New.Lines(), "\n")
	}
	switch {
	case o.Old == nil && o.New != nil:
		if p := o.New; p.Kind != corpus.KindPoint && p.Kind != corpus.KindArticle || strings.HasPrefix(p.EID, "list") || !enactment.Parse(after, lang).Ends.Stated() {
			return text
		}
		return text + "\n" + after
	case before == "" || strings.Count(text, before) != 1:
		return text
	}
	if next := strings.TrimSpace(strings.Replace(text, before, after, 1)); next != "" {
		return next
	}
	return text
}

// doubted returns what is recorded of another act that changes the amending act
// which the event comes from: a clause that waits for it, or an amendment of
// its entry clause where it is held itself. end is what the event states.
func (e *Event) doubted(b *Base, end corpus.Bounds) *EndDoubt {
	for _, t := range b.amending {
		for _, p := range t.Pending {
			if p.Act != e.By || p.Op == OpNoOp {
				continue
			}
			d := &EndDoubt{By: t.ID, NotBefore: t.ID.Adopted()}
			// Where the clause speaks of no earlier day, it can only prolong.
			if days := datesIn(p.Text, e.Adopted); len(days) > 0 && !slices.ContainsFunc(days, end.NotBefore.After) {
				d.NotBefore = end.NotBefore
			}
			return d
		}
	}
	act := b.find(e.By)
	if act == nil || len(act.Events) == 0 {
		return nil
	}
	first := act.Events[0]
	base := act.timings[0]
	rest := act.stated(first, &base)[1:]
	if len(rest) == 0 {
		return nil
	}
	d := &EndDoubt{By: rest[0].by.By, NotBefore: end.NotBefore, NotAfter: end.NotAfter}
	for _, x := range rest {
		if !x.end.Stated() {
			d.NotAfter = corpus.Date{} // the end may have been taken out
			continue
		}
		o := x.bounds()
		if o.NotBefore.Before(d.NotBefore) {
			d.NotBefore = o.NotBefore
		}
		if !d.NotAfter.IsZero() && (o.NotAfter.IsZero() || o.NotAfter.After(d.NotAfter)) {
			d.NotAfter = o.NotAfter
		}
	}
	return d
}

// datesIn returns the dates in a clause but for one.
func datesIn(text string, but corpus.Date) []corpus.Date {
	var out []corpus.Date
	for s := numerals.Fold(text).S; ; {
		d, _, end, ok := numerals.FindDate(s)
		if !ok {
			return out
		}
		if s = s[end:]; d != but {
			out = append(out, d)
		}
	}
}

// ForPage returns the event of the act as a page needs it: with its clause
// read. The engine of a page is built with the tag page, without the reader of
// clauses and its regular expressions, which would be a sixth of what is
// loaded.
func (a *Act) ForPage(e *Event) *Event {
	c := *e
	if e.Clause != "" {
		r := e.readClause()
		c.Read = &r
	}
	for _, t := range a.timings {
		if x := t.ending; x != nil && x.of == e && x.by == e {
			c.Doubt = x.doubt
		}
	}
	for _, x := range a.stated(a.Events[0], new(Timing)) {
		if x.by == e && x.of != e {
			c.Restated = &x.end
		}
	}
	return &c
}
