//go:build !page

package enactment

import (
	"strings"

	"tizbe/corpus/numerals"
)

// except records an exception; parts that were named without a rule get it.
func (p *parser) except(e Exception) {
	for i, o := range p.clause.Exceptions {
		if strings.Join(o.Provisions, " ") == strings.Join(e.Provisions, " ") && (o.Entry.Kind == Unreadable && o.Entry.Text == "") {
			p.clause.Exceptions[i].Entry = e.Entry
			return
		}
	}
	p.clause.Exceptions = append(p.clause.Exceptions, e)
}

// exceptions reads the parts excepted, each group with its own rule or
// application; [from, to) is the word of exception itself.
func (p *parser) exceptions(t numerals.Text, from, to int) bool {
	t = blank(t, from, to)
	type modifier struct {
		found
		applies *Application
	}
	var mods []modifier
	var gaps []numerals.Text // before, between and behind the modifiers
	for {
		f, some, ok := next(t, p.inner)
		m := p.innerApplies.FindStringSubmatchIndex(t.S)
		switch {
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
		if m.applies != nil {
			cur.Applies = *m.applies
		} else {
			cur.Entry = m.rule
		}
	}
	done := func() {
		if named && cur.Entry.Kind == "" && !cur.Applies.Stated {
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
	if cur.Entry.Kind != "" && !named || cur.Applies.Stated && !named {
		return false // a rule, and no parts that it is for
	}
	done()
	return len(p.clause.Exceptions) > 0
}
