package eligibility

import (
	"slices"

	"tizbe/corpus/position"
)

// A unitSet is the groups that the given unit governs, with the rule that
// recognised it; all groups where no unit was given.
type unitSet struct {
	all   bool
	rules map[*group]position.UnitRule
}

func (u unitSet) has(g *group) bool { return u.all || u.rules[g] != "" }

// units returns the groups of the list that the question covers.
func (l *list) units(in asked) unitSet {
	if in.Unit == "" {
		return unitSet{all: true}
	}
	out := unitSet{rules: make(map[*group]position.UnitRule)}
	if len(in.unitRules) == 0 {
		for _, g := range l.groups {
			for _, pl := range g.places {
				if pl.note != nil && slices.Contains(in.unitNotes, pl.note) {
					out.rules[g] = UnitException
				}
			}
		}
		return out
	}
	best := len(tiers)
	rules := make([]position.UnitRule, len(l.groups))
	for i, g := range l.groups {
		// A matched unit governs its group and all below it.
		for _, path := range g.paths {
			if r := in.unitRules[path]; r != "" && (rules[i] == "" || tier(r) < tier(rules[i])) {
				rules[i] = r
			}
		}
		if rules[i] != "" {
			best = min(best, tier(rules[i]))
		}
	}
	for i, g := range l.groups {
		if rules[i] != "" && tier(rules[i]) == best {
			out.rules[g] = rules[i]
		}
	}
	return out
}

// UnitException: no heading is the unit, but an exception of a note names it
// (Ахуалдық орталықты қоспағанда). Whoever takes a unit out of an exclusion
// takes it to be on the list, where the note covers.
const UnitException position.UnitRule = "note_exception"

// exceptionNotes returns the notes that except the unit from an exclusion. An
// exception may also name a duty or a position; one that names a unit ends in
// a word that headings use.
func (e *Engine) exceptionNotes(unit position.Query) []*note {
	var out []*note
	for _, n := range e.notes {
		for _, x := range n.exclusions() {
			for _, ex := range x.Exceptions {
				words := position.Split(ex)
				if len(words) == 0 || !e.headingWord(words[len(words)-1]) {
					continue
				}
				if r, ok := position.ParseHeading(ex).Match(unit); ok && r == position.UnitEqual {
					out = append(out, n)
				}
			}
		}
	}
	return out
}

func (e *Engine) headingWord(w position.Word) bool {
	for _, id := range e.pathWords[position.Onset(w.Text)] {
		path := e.paths[id]
		for _, h := range position.Split(path[len(path)-1]) {
			if w.Same(h) {
				return true
			}
		}
	}
	return false
}

// tiers orders the ways to recognise a unit: being equal to a heading, a
// service or an abbreviation beats standing at the end of one, and that beats
// being a member of a class.
var tiers = [...][]position.UnitRule{
	{position.UnitEqual, position.UnitService, position.UnitAbbreviation},
	{position.UnitTail},
	{position.UnitClassMember},
}

func tier(r position.UnitRule) int {
	return slices.IndexFunc(tiers[:], func(t []position.UnitRule) bool { return slices.Contains(t, r) })
}

// A typedUnit is a unit as typed, with the paths of headings that it is.
type typedUnit struct {
	query position.Query
	rules map[int]position.UnitRule
	paths int // how many there were
}

// maxTyped is how many units as typed are kept.
const maxTyped = 512

// typedUnit matches a unit as typed. Many positions are asked for in one unit.
func (e *Engine) typedUnit(text string) typedUnit {
	u, ok := e.typed[text]
	if !ok || u.paths != len(e.paths) {
		u = typedUnit{query: e.query(text), paths: len(e.paths)}
		u.rules = e.matchUnits(u.query)
		if len(e.typed) >= maxTyped {
			clear(e.typed)
		}
		e.typed[text] = u
	}
	return u
}

// matchUnits matches every path of headings of every revision once.
func (e *Engine) matchUnits(unit position.Query) map[int]position.UnitRule {
	out := make(map[int]position.UnitRule)
	tried := make(map[int]bool)
	for _, w := range unit.Ends() {
		for _, id := range e.pathWords[position.Onset(w.Text)] {
			if tried[id] {
				continue
			}
			tried[id] = true
			var path []position.Heading
			for _, text := range e.paths[id] {
				path = append(path, e.heading(text))
			}
			if r, ok := position.MatchPath(path, unit); ok {
				out[id] = r
			}
		}
	}
	return out
}

// unitsOfBody returns the paths of the units that belong to a ministry or an
// agency: Қаржылық мониторинг агенттігінің тергеушісі serves in one of them.
func (e *Engine) unitsOfBody(body position.Query) map[int]position.UnitRule {
	out := make(map[int]position.UnitRule)
	if !body.IsBody() {
		return out
	}
	for id, path := range e.paths {
		if e.heading(path[len(path)-1]).Belongs(body) {
			out[id] = position.UnitTail
		}
	}
	return out
}
