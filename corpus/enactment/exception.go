//go:build !page

package enactment

import (
	"slices"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/citation"
	"tizbe/corpus/numerals"
)

// except records an exception; what one of the same parts does not say yet is
// filled in.
func (p *parser) except(e Exception) {
	for i := range p.clause.Exceptions {
		o := &p.clause.Exceptions[i]
		if !slices.Equal(o.Provisions, e.Provisions) {
			continue
		}
		none := o.Entry.Kind == "" || o.Entry.Kind == Unreadable && o.Entry.Text == ""
		switch {
		case none && e.Entry.Kind != "":
			o.Entry = e.Entry
			return
		case e.Entry.Kind == "" && !o.Ends.Stated():
			o.Ends = e.Ends
			return
		}
	}
	p.clause.Exceptions = append(p.clause.Exceptions, e)
}

// oneEnd returns the end that is stated; of two neither is known to be meant.
func oneEnd(x, y End) End {
	if !x.Stated() || x == y {
		return y
	}
	return End{Kind: EndUnread, Text: x.Text + "; " + y.Text}
}

// ends records the end of the act, or of the parts.
func (p *parser) ends(parts []string, named string, f foundEnd) {
	switch {
	case len(parts) > 0:
		p.except(Exception{Provisions: parts, Text: named, Entry: f.since, Ends: f.end})
	default:
		p.clause.Ends = oneEnd(p.clause.Ends, f.end)
		if f.since.Kind != "" {
			p.rules = append(p.rules, found{rule: f.since})
		}
	}
}

// endsAct reports whether a sentence without a rule of entry says until when
// the act, or parts of it, hold: the like may be said of a licence.
func (p *parser) endsAct(t numerals.Text) bool {
	e, some, _ := p.nextEnd(t, p.grammar.ends)
	if !some {
		return false
	}
	_, _, ok := p.parts(t.Slice(0, e.from))
	return ok && (e.from > 0 || e.end.Kind != EndUnread || p.lang != corpus.Kazakh) && !p.left(t.S[e.to:])
}

// ofAct reports whether a subject that is not understood whole begins with the
// act and names no part of it.
func (p *parser) ofAct(subject numerals.Text) bool {
	refs, _ := citation.Of(subject).Refs(p.lang)
	return len(refs) == 0 && p.act.MatchString(subject.S)
}

// inherit gives parts what is said of what they stand in, and of the act:
// the rule where only an application or an end is said of them, and the end.
func (p *parser) inherit() {
	all := slices.Clone(p.clause.Exceptions)
	for i := range p.clause.Exceptions {
		e := &p.clause.Exceptions[i]
		entry, ends := p.clause.Entry, p.clause.Ends
		for j, o := range all {
			if j == i || !within(e.Provisions, o.Provisions) {
				continue
			}
			if o.Entry.Kind != "" {
				entry = o.Entry
			}
			if o.Ends.Stated() {
				ends = o.Ends
			}
		}
		if e.Entry.Kind == "" {
			e.Entry = entry
		}
		if !e.Ends.Stated() {
			e.Ends = ends
		}
	}
}

// within reports whether each of the parts stands in one of the others.
func within(parts, others []string) bool {
	for _, x := range parts {
		if !slices.ContainsFunc(others, func(o string) bool { return strings.HasPrefix(x, o+"__") || strings.HasPrefix(x, o+"#") }) {
			return false
		}
	}
	return true
}

// exceptions reads the parts excepted, each group with its own rule or
// application; [from, to) is the word of exception itself.
func (p *parser) exceptions(t numerals.Text, from, to int) bool {
	t = blank(t, from, to)
	type modifier struct {
		found
		applies *Application
		ends    *foundEnd
	}
	var mods []modifier
	var gaps []numerals.Text // before, between and behind the modifiers
	for {
		f, some, ok := next(t, p.inner)
		m := p.innerApplies.FindStringSubmatchIndex(t.S)
		end, ends, valid := p.nextEnd(t, p.innerEnds)
		if ends && (m != nil && m[0] < end.to && end.from < m[1] || some && f.from < end.to && end.from < f.to) {
			ends = false // the words of a rule
		}
		switch {
		case ends && (!some || end.from < f.from) && (m == nil || end.from < m[0]):
			if !valid {
				return false
			}
			gaps = append(gaps, t.Slice(0, end.from))
			mods = append(mods, modifier{ends: &end})
			t = t.Slice(end.to, len(t.S))
			continue
		case m != nil && (!some || m[0] < f.from):
			a := application(p.innerApplies, t, m)
			gaps = append(gaps, t.Slice(0, m[0]))
			mods = append(mods, modifier{applies: &a})
			t = t.Slice(m[1], len(t.S))
			continue
		case some && !ok:
			return false
		case some:
			gaps = append(gaps, t.Slice(0, f.from))
			mods = append(mods, modifier{found: f})
			t = t.Slice(f.to, len(t.S))
			continue
		}
		break
	}
	gaps = append(gaps, t)

	// Each gap that names parts belongs to the modifiers on one side of it.
	cur, named := Exception{}, false
	add := func(m modifier) {
		switch {
		case m.applies != nil:
			cur.Applies = *m.applies
		case m.ends != nil:
			cur.Ends = oneEnd(cur.Ends, m.ends.end)
			if m.ends.since.Kind != "" {
				cur.Entry = m.ends.since
			}
		default:
			cur.Entry = m.rule
		}
	}
	done := func() {
		if named && cur.Entry.Kind == "" && !cur.Applies.Stated && !cur.Ends.Stated() {
			cur.Entry = Rule{Kind: Unreadable} // another sentence may say it
		}
		if named {
			p.clause.Exceptions = append(p.clause.Exceptions, cur)
		}
		cur, named = Exception{}, false
	}
	for i, gap := range gaps {
		eids, text, ok := p.parts(gap)
		if !ok {
			return false
		}
		if len(eids) > 0 {
			if !p.before {
				done()
			}
			cur.Provisions, cur.Text, named = eids, text, true
			if p.before {
				done()
			}
		}
		if i < len(mods) {
			if !p.before && !named {
				return false
			}
			add(mods[i])
		}
	}
	if !named && (cur.Entry.Kind != "" || cur.Applies.Stated || cur.Ends.Stated()) {
		return false // a rule, and no parts that it is for
	}
	done()
	return len(p.clause.Exceptions) > 0
}
