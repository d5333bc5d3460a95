package eligibility

import (
	"cmp"
	"sort"

	"tizbe/corpus/position"
)

// found is how an item names the position.
type found struct {
	entry position.Entry
	match position.Match
	// under, where it is not nil, says under which headings the item is the
	// position: those that the question names in front of the post.
	under []headings
}

// headings are paths of headings that a unit names.
type headings struct {
	paths map[int]position.UnitRule
	own   bool // only the heading directly above the item counts
}

// matchItems matches the lines of every revision, each once.
// Somebody's title (тылдың аға инспекторы) is read as one of a group's titles
// only where a unit was given.
func (e *Engine) matchItems(pos, duty position.Query, unit bool) map[*line]found {
	out := make(map[*line]found)
	for _, l := range e.candidates(pos) {
		for _, en := range l.entries() {
			m, hit := en.Match(pos, duty)
			if !hit || m.Owned && !unit {
				continue
			}
			best, ok := out[l]
			// Of entries equally close, the one with fewer conditions.
			closer := cmp.Or(cmp.Compare(m.Under.Rank(), best.match.Under.Rank()), cmp.Compare(len(m.OpenQualifiers), len(best.match.OpenQualifiers)))
			if !ok || closer < 0 {
				out[l] = found{entry: en, match: m}
			}
		}
	}
	for _, f := range out {
		if f.match.Under != position.MatchTitleReading {
			return out
		}
	}
	if under := e.matchUnderHeadings(pos, duty); len(under) > 0 {
		for l, f := range out { // where the headings do not fit
			if _, ok := under[l]; !ok {
				under[l] = f
			}
		}
		return under
	}
	return out
}

// matchUnderHeadings matches a post that was asked for with its unit in front
// (тергеу изоляторының бастығы): the item has the post (бастық), and takes
// the rest of its meaning from the headings above it.
func (e *Engine) matchUnderHeadings(pos, duty position.Query) map[*line]found {
	out := make(map[*line]found)
	units := make(map[string]map[int]position.UnitRule)
	for _, l := range e.candidates(pos) {
		for _, en := range l.entries() {
			e.placeUnder(out, units, l, en, pos, duty)
		}
	}
	return out
}

// placeUnder adds the ways in which the entry is the position under headings
// that the position names.
func (e *Engine) placeUnder(out map[*line]found, units map[string]map[int]position.UnitRule, l *line, en position.Entry, pos, duty position.Query) {
	for _, at := range pos.Place(en) {
		// What stands in front of the post may also be what restricts it:
		// суатқыш машинасының аға инспекторы.
		if m, ok := en.Match(position.NewQuery(en.Title), position.NewQuery(at.Unit)); ok && len(m.OpenQualifiers) < len(en.Qualifiers) {
			m.Rule, m.Under = position.MatchAlternative, position.MatchAlternative
			out[l] = found{entry: en, match: m}
			return
		}
		paths, done := units[at.Unit]
		if !done {
			paths = e.matchUnits(e.query(at.Unit))
			if len(paths) == 0 && !at.Own {
				paths = e.unitsOfBody(position.NewQuery(at.Unit))
			}
			units[at.Unit] = paths
		}
		if len(paths) == 0 {
			continue
		}
		m := position.Match{Rule: position.MatchAlternative, Under: position.MatchAlternative}
		// What restricts the item stays open unless the question names it.
		if direct, ok := en.Match(position.NewQuery(en.Title), duty); ok {
			m.OpenQualifiers = direct.OpenQualifiers
		}
		f, ok := out[l]
		if !ok || len(f.entry.Title) < len(en.Title) {
			f.entry, f.match = en, m
		}
		f.under = append(f.under, headings{paths, at.Own})
		out[l] = f
	}
}

// stands reports whether the item is the position where it stands.
func (f found) stands(g *group) bool {
	for _, h := range f.under {
		for i, id := range g.paths {
			if h.paths[id] != "" && (!h.own || i == len(g.paths)-1) {
				return true
			}
		}
	}
	return f.under == nil
}

// places returns where the position stands in the groups, in the order of the
// text. A title reading counts only where no closer entry matches.
func (e *Engine) places(l *list, in asked, units unitSet) []*place {
	var all, titles []*place
	for it, f := range in.hits {
		for _, pl := range l.byLine[it] {
			switch {
			case !units.has(pl.group), !f.stands(pl.group):
			case f.match.Under == position.MatchTitleReading && !e.namesOwnUnit(pl, f.entry, in):
				titles = append(titles, pl)
			default:
				all = append(all, pl)
			}
		}
	}
	if len(all) == 0 {
		all = titles
	}
	sort.Slice(all, func(i, j int) bool { return all[i].seq < all[j].seq })
	return all
}

// namesOwnUnit reports whether the entry is the post asked for with the name
// of its own unit in front (ҚСжАЕК бөлім бастығы under the heading of ҚСжАЕК):
// who gave the unit has said that part too.
func (e *Engine) namesOwnUnit(pl *place, en position.Entry, in asked) bool {
	words := en.Words()
	n := len(words) - len(in.position.Words())
	if in.Unit == "" || n <= 0 {
		return false
	}
	if named, ok := in.named[pl]; ok {
		return named
	}
	// The owner stands in the genitive, or is an abbreviation.
	paths := e.matchUnits(e.query(words[:n].String()))
	for _, id := range pl.group.paths {
		if paths[id] != "" {
			in.named[pl] = true
			return true
		}
	}
	in.named[pl] = false
	return false
}
