package eligibility

import (
	"cmp"
	"slices"
	"strings"

	"tizbe/corpus/kazakh"
)

// trigrams is a text as the sorted set of its folded letters in threes, for
// finding what somebody may have meant. It decides nothing about a verdict.
type trigrams []uint64

func newTrigrams(text string) trigrams {
	var t trigrams
	for _, w := range kazakh.Tokens(text) {
		r := []rune(" " + kazakh.Fold(w.Text) + " ")
		for i := 0; i+3 <= len(r); i++ {
			t = append(t, uint64(r[i])<<42|uint64(r[i+1])<<21|uint64(r[i+2]))
		}
	}
	slices.Sort(t)
	return slices.Compact(t)
}

// like returns how alike two texts are, from 0 to 1 (Dice's coefficient).
func (t trigrams) like(o trigrams) float64 {
	if len(t)+len(o) == 0 {
		return 0
	}
	return 2 * float64(t.common(o)) / float64(len(t)+len(o))
}

// within returns how much of t stands in o, from 0 to 1.
func (t trigrams) within(o trigrams) float64 {
	if len(t) == 0 {
		return 0
	}
	return float64(t.common(o)) / float64(len(t))
}

func (t trigrams) common(o trigrams) int {
	n := 0
	for i, j := 0, 0; i < len(t) && j < len(o); {
		switch {
		case t[i] < o[j]:
			i++
		case t[i] > o[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

// grams returns the trigrams of a title of the list, which are kept.
func (e *Engine) grams(title string) trigrams {
	t, ok := e.trigrams[title]
	if !ok {
		t = newTrigrams(title)
		e.trigrams[title] = t
	}
	return t
}

const maxSuggestions = 5

// suggest returns the nearest units where the unit was not recognised, else
// the nearest positions: of the unit's own groups first.
func (e *Engine) suggest(a *Answer, in asked) []string {
	best := make(map[string]float64)
	unit := slices.Contains(a.Reasons, UnitNotRecognised)
	asked := newTrigrams(in.Position)
	if unit {
		asked = newTrigrams(in.Unit)
		if e.translate != nil {
			if kk := e.translate(in.Unit); len(kk) > 0 {
				asked = newTrigrams(kk[0])
			}
		}
	}
	for _, ra := range a.Revisions {
		if ra.State == nil {
			continue
		}
		l := e.list(ra.State)
		units := l.units(in)
		for _, g := range l.groups {
			if unit {
				title := headingTitle(g.provision.Heading())
				best[title] = max(best[title], asked.like(e.grams(title)), 0.9*asked.within(e.grams(title)))
				continue
			}
			bonus := 0.0
			if in.Unit != "" && units.has(g) {
				bonus = 0.2
			}
			for _, pl := range g.places {
				entries := pl.item.entries
				if len(entries) > 1 {
					entries = entries[1:] // the line itself is the list of the others
				}
				for _, en := range entries {
					if old, ok := best[en.Title]; !ok || old < 1 && bonus > 0 {
						best[en.Title] = max(old, asked.like(e.grams(en.Title))+bonus)
					}
				}
			}
		}
	}
	type near struct {
		text  string
		score float64
	}
	var all []near
	for text, score := range best {
		if score >= 0.4 {
			all = append(all, near{text, score})
		}
	}
	slices.SortFunc(all, func(x, y near) int { return cmp.Or(-cmp.Compare(x.score, y.score), cmp.Compare(x.text, y.text)) })
	var out []string
	for _, n := range all {
		// Two titles that differ in case alone are one to a reader.
		if len(out) < maxSuggestions && !slices.ContainsFunc(out, func(o string) bool { return strings.EqualFold(o, n.text) }) {
			out = append(out, n.text)
		}
	}
	return out
}

// headingTitle is a heading without its colon, for a list of suggestions.
func headingTitle(text string) string { return strings.TrimRight(strings.TrimSpace(text), ":;. ") }
