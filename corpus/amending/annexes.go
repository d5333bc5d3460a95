package amending

import (
	"tizbe/corpus"
	"tizbe/corpus/numerals"
	"tizbe/corpus/pattern"
)

var (
	changesTitle = pattern.New(`(?:өзгеріс|өзгерту|толықтыру)\p{L}*\.?$|^изменени|^дополнени`)
	repealsTitle = pattern.New(`күші(?:н)? жой|утративш`)
	annexNumber  = pattern.New(`(\d+)-қосымша|приложение ?№? ?(\d+)`)
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

// AnnexNumber returns the number in the mark of approval of an annex
// (2-қосымша, приложение 2), "" where there is none.
func AnnexNumber(annex *corpus.Provision) string {
	for _, p := range annex.Children {
		if p.Kind == corpus.KindApproval {
			if n := numberIn(numerals.Fold(p.Text).S); n != "" {
				return n
			}
		}
	}
	return ""
}

func numberIn(approval string) string {
	if m := annexNumber.FindStringSubmatch(approval); m != nil {
		return m[1] + m[2]
	}
	return ""
}

// annexes gives the clauses whose new wording stands in an annex of the
// amending act the text of that annex.
func (r *reader) annexes() {
	texts := make(map[int][]int) // annex → paragraphs
	numbers := r.annexNumbers()
	plain := 0
	for i, l := range r.ls {
		if l.annex == 0 || r.regions[l.annex] != other {
			continue
		}
		if l.kind == corpus.KindApproval {
			continue
		}
		if len(texts[l.annex]) == 0 {
			plain++
		}
		texts[l.annex] = append(texts[l.annex], i)
	}
	for n := range r.act.Clauses {
		k := &r.act.Clauses[n]
		if !k.ByAnnex || k.Op == Repeal {
			continue
		}
		for annex, lines := range texts {
			if k.Annex != "" && numbers[annex] != k.Annex || k.Annex == "" && (plain != 1 || numbers[annex] != "") {
				continue
			}
			for _, i := range lines {
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
