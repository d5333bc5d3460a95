package amending

import (
	"regexp"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/numerals"
)

var (
	changesTitle = regexp.MustCompile(`өзгеріс|толықтыру|^изменени|^дополнени`)
	repealsTitle = regexp.MustCompile(`күші(?:н)? жой|утративш`)
	annexNumber  = regexp.MustCompile(`(\d+)-қосымша|приложение ?№? ?(\d+)`)
)

// regionOf tells by its title what an annex is.
func (r *reader) regionOf(annex int) region {
	if annex == 0 {
		return body
	}
	for _, l := range r.ls {
		if l.annex != annex || l.kind != corpus.KindListTitle {
			continue
		}
		t := numerals.Fold(l.text).S
		switch {
		case repealsTitle.MatchString(t):
			return repeals
		case changesTitle.MatchString(t) && !strings.HasPrefix(t, "перечень"):
			return changes
		}
	}
	return other
}

// annexes gives the clauses whose new wording stands in an annex of the
// amending act the text of that annex.
func (r *reader) annexes() {
	texts := make(map[int][]int) // annex → paragraphs
	numbers := make(map[int]string)
	plain := 0
	for i, l := range r.ls {
		if l.annex == 0 || r.regionOf(l.annex) != other {
			continue
		}
		if l.kind == corpus.KindApproval {
			m := annexNumber.FindStringSubmatch(numerals.Fold(l.text).S)
			if m != nil {
				numbers[l.annex] = m[1] + m[2]
			}
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
	for _, l := range r.ls {
		if l.kind == corpus.KindListTitle && r.regionOf(l.annex) == repeals {
			return true
		}
	}
	return false
}
