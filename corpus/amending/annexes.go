package amending

import (
	"tizbe/corpus"
	"tizbe/corpus/pattern"
)

var (
	changesTitle = pattern.New(`(?:өзгеріс|өзгерту|толықтыру)\p{L}*\.?$|(?:өзгеріс|толықтыру)\p{L}* енгізілетін .*тізбе\p{L}*$|^изменени|^дополнени|^перечень .*в котор\p{L}+ вносятся (?:изменени|дополнени)`)
	repealsTitle = pattern.New(`күші(?:н)? жой|утративш`)
	annexNumber  = pattern.New(`(\d+(?:-\d+)*)-қосымша|приложение ?№? ?(\d+(?:-\d+)*)`)
)

// regionsOf tells by their titles what the annexes are; those without one
// that says so are other.
func regionsOf(ls []line) map[int]region {
	out := make(map[int]region)
	for _, l := range ls {
		if l.annex == 0 {
			continue
		}
		if _, ok := out[l.annex]; !ok {
			out[l.annex] = other
		}
		if l.kind != corpus.KindListTitle || out[l.annex] != other {
			continue
		}
		switch {
		case repealsTitle.MatchString(l.low):
			out[l.annex] = repeals
		case changesTitle.MatchString(l.low):
			out[l.annex] = changes
		}
	}
	return out
}

// amendingAnnexes finds, among the annexes whose titles say nothing, those that
// name acts for the clauses below: they hold changes.
func (r *reader) amendingAnnexes() {
	for k, l := range r.ls {
		if l.annex == 0 || r.regions[l.annex] != other || l.kind == corpus.KindListTitle {
			continue
		}
		if p, ok := r.named(k); ok && p.hasAct && p.act != "" {
			r.regions[l.annex] = changes
		}
	}
}

// annexes gives the clauses whose new wording stands in an annex of the
// amending act the text of that annex. Annexes that follow it and are those of
// what it sets out (Приложение 1 к Правилам) belong to the text; their marks of
// approval are lines of it.
func (r *reader) annexes() {
	marks := r.marks()
	type annex struct {
		number string
		mark   string // the mark that the annex bears besides its own
		lines  []int
	}
	var own []*annex
	last := 0
	for i, l := range r.ls {
		if l.annex == 0 || r.regions[l.annex] != other {
			continue
		}
		ms := marks[l.annex]
		inner := len(ms) > 0 && r.foreign(ms[0]) && len(own) > 0
		if l.annex != last && !inner {
			a := new(annex)
			if len(ms) > 0 {
				a.number = ms[0].Number
			}
			if len(ms) > 1 {
				a.mark = ms[1].Text
			}
			own = append(own, a)
		}
		last = l.annex
		if l.kind == corpus.KindApproval && !inner {
			continue
		}
		own[len(own)-1].lines = append(own[len(own)-1].lines, i)
	}
	for n := range r.act.Clauses {
		k := &r.act.Clauses[n]
		if !k.ByAnnex || k.Op == Repeal {
			continue
		}
		for _, a := range own {
			if len(a.lines) == 0 || a.number != k.Annex || k.Annex == "" && len(own) != 1 {
				continue
			}
			k.Mark = a.mark
			for _, i := range a.lines {
				if r.roles[i].Role == RoleEditorial {
					continue
				}
				k.After = append(k.After, tidy(r.ls[i].text))
				r.mark(i, RolePayload, append(r.roles[i].Clauses, n)...)
			}
			break
		}
		if len(k.After) == 0 {
			k.Doubts = append(k.Doubts, DoubtNoText)
		}
	}
}

// listsRepeals reports whether an annex of the act lists what loses its
// force.
func (r *reader) listsRepeals() bool {
	for _, g := range r.regions {
		if g == repeals {
			return true
		}
	}
	return false
}
