package eligibility

import (
	"cmp"
	"slices"
	"sort"
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
	sort.Slice(t, func(i, j int) bool { return t[i] < t[j] })
	return slices.Compact(t)
}

// like returns how alike two texts are, from 0 to 1 (Dice's coefficient).
func (t trigrams) like(o trigrams) float64 {
	if len(t)+len(o) == 0 {
		return 0
	}
	return 2 * float64(t.common(o)) / float64(len(t)+len(o))
}

// within returns how much of t stands in o, from 0 to 1, when a trigram
// counts the less the more titles have it: what all units are called
// (департаменті) says little about which was meant.
func (t trigrams) within(o trigrams, titles map[uint64]int) float64 {
	have, all := 0.0, 0.0
	for _, g := range t {
		w := 1 / float64(1+titles[g])
		if titles[g] == 0 {
			w = unknownGram // a slip of the finger, or a word that no title has
		}
		all += w
		if _, ok := slices.BinarySearch(o, g); ok {
			have += w
		}
	}
	if all == 0 {
		return 0
	}
	return have / all
}

// unknownGram is the weight of letters that no title has: as if a few had
// them, so that two slips do not outweigh all that was typed right.
const unknownGram = 0.25

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

// suggest gives the nearest units where the unit was not recognised, else, where
// the position is not listed, the nearest positions: of the unit's own groups
// first.
func (e *Engine) suggest(a *Answer, in asked) {
	switch {
	case slices.Contains(a.Reasons, UnitNotRecognised):
		if a.Suggestions = nearest(e.nearUnits(a, in)); len(a.Suggestions) == 0 {
			a.Suggestions = e.unitsOf(a, in)
		}
	case a.Verdict == NotListed:
		a.Suggestions = nearest(e.nearPositions(a, in))
	}
}

func (e *Engine) nearUnits(a *Answer, in asked) map[string]float64 {
	typed := in.Unit
	if e.translate != nil {
		if kk := e.translate(in.Unit); len(kk) > 0 {
			typed = kk[0]
		}
	}
	best := make(map[string]float64)
	titles := make(map[uint64]int)
	for _, ra := range a.Revisions {
		if ra.State == nil {
			continue
		}
		headings := make(map[string]bool)
		for _, g := range e.list(ra.State).groups {
			for _, p := range g.path { // a point may have no items of its own
				headings[p.Heading()] = true
			}
		}
		for h := range headings {
			for _, title := range e.unitTitles(h) {
				if _, ok := best[title]; ok {
					continue
				}
				best[title] = 0
				for _, g := range e.grams(title) {
					titles[g]++
				}
			}
		}
	}
	asked := newTrigrams(typed)
	for title := range best {
		// Between two that have as much of what was asked, the shorter.
		best[title] = 0.8*asked.within(e.grams(title), titles) + 0.2*asked.like(e.grams(title))
	}
	return best
}

// unitsOf returns the units in which the position stands, in the order of the
// text: all that can be said where nothing is like the unit asked for.
func (e *Engine) unitsOf(a *Answer, in asked) []string {
	var out []string
	for _, ra := range a.Revisions {
		if ra.State == nil {
			continue
		}
		l := e.list(ra.State)
		for _, pl := range e.places(l, in, unitSet{all: true}) {
			h := pl.group.provision.Heading()
			if title := strings.TrimRight(strings.TrimSpace(h), ":;. "); len(out) < maxSuggestions && !slices.Contains(out, title) {
				out = append(out, title)
			}
		}
	}
	return out
}

func (e *Engine) nearPositions(a *Answer, in asked) map[string]float64 {
	best := make(map[string]float64)
	asked := newTrigrams(in.Position)
	for _, ra := range a.Revisions {
		if ra.State == nil {
			continue
		}
		l := e.list(ra.State)
		units := l.units(in)
		for _, g := range l.groups {
			bonus := 0.0
			if in.Unit != "" && units.has(g) {
				bonus = 0.2
			}
			for _, pl := range g.places {
				entries := pl.line.entries()
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
	return best
}

// nearest returns the titles with the highest scores, best first.
func nearest(best map[string]float64) []string {
	type near struct {
		text  string
		score float64
	}
	var all []near
	for text, score := range best {
		if score >= 0.35 {
			all = append(all, near{text, score})
		}
	}
	sort.Slice(all, func(i, j int) bool {
		return cmp.Or(-cmp.Compare(all[i].score, all[j].score), cmp.Compare(all[i].text, all[j].text)) < 0
	})
	var out []string
	for _, n := range all {
		// Two titles that differ in case alone are one to a reader.
		if len(out) < maxSuggestions && !slices.ContainsFunc(out, func(o string) bool { return strings.EqualFold(o, n.text) }) {
			out = append(out, n.text)
		}
	}
	return out
}

// unitTitles are what a person may give as a unit.
func (e *Engine) unitTitles(heading string) []string { return e.heading(heading).Units() }
