package position

import "sync"

// A UnitRule says how a heading was found to be the unit asked for.
type UnitRule string

// The rules, closest first.
const (
	UnitEqual        UnitRule = "equal"        // the heading
	UnitService      UnitRule = "service"      // one of its services, or several in a row
	UnitTail         UnitRule = "tail"         // the heading or a service ends with the unit
	UnitAbbreviation UnitRule = "abbreviation" // by the short name that the heading gives itself
	UnitClassMember  UnitRule = "class_member" // a place and the name of the class that the heading is
)

// Rank orders the rules, 0 for the closest; what is no rule comes last.
func (r UnitRule) Rank() int {
	order := [...]UnitRule{UnitEqual, UnitService, UnitTail, UnitAbbreviation, UnitClassMember}
	for i, o := range order {
		if r == o {
			return i
		}
	}
	return len(order)
}

// Match reports whether the heading is the unit asked for, and by which rule.
//
// Kazakh puts the head of a name last, so that a heading is the unit where it
// equals the unit or ends with it at the boundary of a word: Ішкі істер
// министрлігінің орталық аппараты is what Қазақстан Республикасы Ішкі істер
// министрлігінің орталық аппараты ends with. The heading contains the unit,
// never the reverse. A unit of generic nouns only (департамент, бөлім,
// орталық аппарат) says nothing about which is meant; it matches a heading
// that it equals, and no other.
func (h Heading) Match(unit Query) (UnitRule, bool) {
	var best UnitRule
	found := false
	for i := range unit.readings {
		rule, ok := h.matchWords(unit.readings[i].base)
		if !ok && len(unit.readings[i].extra) > 0 {
			rule, ok = h.matchWords(unit.readings[i].all)
		}
		if i > 0 && ok && rule.Rank() < UnitAbbreviation.Rank() {
			rule = UnitAbbreviation // one was opened or put in
		}
		if ok && (!found || rule.Rank() < best.Rank()) {
			best, found = rule, true
		}
	}
	return best, found
}

func (h *Heading) matchWords(u Words) (UnitRule, bool) {
	u = cutPointNumber(u)
	if len(u) == 0 || len(h.runs) == 0 {
		return "", false
	}
	best, found := h.matchRuns(u)
	if found && best == UnitEqual {
		return best, true
	}
	if isGeneric(u) {
		return "", false
	}
	if found {
		return best, true
	}
	if len(h.abbr) > 0 && u.same(h.abbr) {
		return UnitAbbreviation, true
	}
	if h.local.isNamed(u) || h.plural && h.isMember(u) {
		return UnitClassMember, true
	}
	return "", false
}

// matchRuns holds the unit against the ends of the heading's services.
func (h *Heading) matchRuns(u Words) (UnitRule, bool) {
	var best UnitRule
	found := false
	for ri := range h.runs {
		r := &h.runs[ri]
		for end := len(r.slots); end > 0; end-- {
			if !r.ends[end] {
				continue
			}
			start, inside, ok := r.matchEnd(u, end)
			if !ok {
				continue
			}
			rule := UnitTail
			switch {
			case inside:
			case start == 0 && end == len(r.slots) && !r.shared:
				rule = UnitEqual
			case r.starts[start]:
				rule = UnitService
			}
			if !found || rule.Rank() < best.Rank() {
				best, found = rule, true
			}
		}
	}
	return best, found
}

// matchEnd reports whether the slots before end finish with the words u: at
// which slot they begin, and whether inside it.
func (r *run) matchEnd(u Words, end int) (start int, inside, ok bool) {
	budget := maxSteps
	return r.matchSlots(u, end, &budget)
}

// maxSteps bounds the search through the alternatives of a heading, and of a
// path, that were made to have very many.
const maxSteps = 2000

func (r *run) matchSlots(u Words, end int, budget *int) (start int, inside, ok bool) {
	if len(u) == 0 {
		return end, false, true
	}
	if *budget--; end == 0 || *budget < 0 {
		return 0, false, false
	}
	for _, alt := range r.slots[end-1].alts {
		switch {
		case len(alt) <= len(u):
			if u[len(u)-len(alt):].same(alt) {
				if start, inside, ok = r.matchSlots(u[:len(u)-len(alt)], end-1, budget); ok {
					return start, inside, ok
				}
			}
		case alt.endsWith(u) && !alt[len(alt)-len(u)].Joined:
			return end - 1, true, true
		}
	}
	return 0, false, false
}

// isGeneric reports whether the words name no unit in particular: nothing but
// nouns such as бөлім and words such as аумақтық, or полиция alone.
func isGeneric(u Words) bool {
	police := false
	for i := range u {
		if !unitNouns.has(&u[i]) && !vague.has(&u[i]) {
			return false
		}
		police = police || u[i].Stem == policeStem()
	}
	return !police || len(u) == 1
}

var (
	policeStem  = sync.OnceValue(func() string { w := newWord("полиция"); return w.Stem })
	serviceStem = sync.OnceValue(func() string { w := newWord("қызмет"); return w.Stem })
)

// cutPointNumber takes the number of a point off a unit that was copied with
// it.
func cutPointNumber(u Words) Words {
	n := 0
	for n < len(u) && n < 2 && isNumber(u[n].Lower) && (n == 0 || u[n].Joined) {
		n++
	}
	if n == len(u) {
		return nil
	}
	if n > 0 && u[n].Joined {
		return u
	}
	return u[n:]
}

func isNumber(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}

// isMember reports whether the unit is a place and the name of the class:
// Алматы облысының полиция департаменті of … полиция департаменттері;
// Бурабай аудандық полиция бөлімі of … аудандық … полиция бөлімдері.
func (h *Heading) isMember(u Words) bool {
	main := &h.runs[0]
	for i := 1; i < len(u) && i <= maxPlace; i++ {
		place, rest := u[:i], u[i:]
		if rest[0].Joined {
			continue
		}
		switch {
		case isPlace(place):
		case areaAdjectives.has(&rest[0]) && isName(place):
		default:
			continue
		}
		if len(h.abbr) > 0 && rest.same(h.abbr) {
			return true
		}
		if isGeneric(rest) {
			continue
		}
		for end := len(main.slots); end > 0; end-- {
			if !main.ends[end] || !isClass(&main.slots[end-1]) {
				continue
			}
			if _, _, ok := main.matchEnd(rest, end); ok {
				return true
			}
		}
	}
	return false
}

// isClass reports whether the head of a name is in the plural, so that it
// stands for one unit a place. Services (қызметтері) are many in one unit.
func isClass(s *slot) bool {
	for _, alt := range s.alts {
		if len(alt) == 0 {
			continue
		}
		if w := &alt[len(alt)-1]; isPlural(w) && w.Stem != serviceStem() {
			return true
		}
	}
	return false
}

// maxPlace is how many words a place name may have: Алматы қаласы Медеу
// ауданы бойынша.
const maxPlace = 7

// isPlace reports whether the words are a place: names that end in облысы,
// қаласы, ауданы, in the genitive or before бойынша, or a city that stands
// without қаласы.
func isPlace(ws Words) bool {
	n := len(ws)
	if ws[n-1].Lower == "бойынша" {
		n--
	}
	if n == 0 {
		return false
	}
	if n == 1 && (majorPlaces.has(&ws[0]) || ws[0].Lower == "облыстық") {
		return true
	}
	last := &ws[n-1]
	if n < 2 || !areas.has(last) {
		return false
	}
	names := 0
	for i := range n - 1 {
		switch {
		case areas.has(&ws[i]) && !majorPlaces.has(&ws[i]):
			if names == 0 {
				return false
			}
		case unitNouns.has(&ws[i]):
			return false
		default:
			names++
		}
	}
	return names > 0 && names <= 4
}

// isName reports whether the words may be the name of a town or district
// before қалалық, аудандық.
func isName(ws Words) bool {
	for i := range ws {
		if unitNouns.has(&ws[i]) || areas.has(&ws[i]) || ws[i].ending() == genitive {
			return false
		}
	}
	return len(ws) <= 3
}

// MatchPath reports whether the innermost heading of a path is the unit, also
// where the unit names an outer heading first: Қылмыстық-атқару жүйесі
// комитетінің Өзіндік қауіпсіздік басқармасы. The path runs from the outermost
// heading to the innermost. What stands before the inner name must name one of
// the outer headings, or stand in it: Ішкі істер министрлігінің in Қазақстан
// Республикасы Ішкі істер министрлігінің орталық аппараты.
func MatchPath(path []Heading, unit Query) (UnitRule, bool) {
	if len(path) == 0 {
		return "", false
	}
	if len(path) > maxPath {
		path = path[len(path)-maxPath:]
	}
	inner, outer := path[len(path)-1], path[:len(path)-1]
	best, found := inner.Match(unit)
	if found || len(outer) == 0 {
		return best, found
	}
	budget := maxSteps
	for ri := range unit.readings {
		u := cutPointNumber(unit.readings[ri].base)
		for i := 1; i < len(u); i++ {
			if u[i].Joined {
				continue
			}
			rule, ok := inner.matchWords(u[i:])
			if !ok || found && rule.Rank() >= best.Rank() {
				continue
			}
			if namesAny(outer, u[:i], &budget) {
				best, found = rule, true
			}
		}
	}
	return best, found
}

// maxPath is how deep groups are followed; the seed act has four levels.
const maxPath = 8

// namesAny reports whether the words name one of the headings, alone or one
// after the other from the outside in.
func namesAny(path []Heading, u Words, budget *int) bool {
	for i := len(path) - 1; i >= 0; i-- {
		h := &path[i]
		if *budget--; *budget < 0 {
			return false
		}
		if _, ok := h.matchWords(u); ok || h.contains(u) {
			return true
		}
		for k := 1; k < len(u) && i > 0; k++ {
			if _, ok := h.matchWords(u[k:]); ok && namesAny(path[:i], u[:k], budget) {
				return true
			}
		}
	}
	return false
}

// Belongs reports whether the heading's unit belongs to the body that the
// question names: a ministry, agency or prosecutor's office that stands in the
// heading, as Ішкі істер министрлігінің does in Қазақстан Республикасы Ішкі
// істер министрлігінің орталық аппараты.
func (h Heading) Belongs(body Query) bool { return body.IsBody() && h.contains(body.Words()) }

// IsBody reports whether the question may name a body that has units: it ends
// in министрлік, агенттік, прокуратура.
func (q Query) IsBody() bool {
	ws := q.Words()
	return len(ws) > 1 && owners.has(&ws[len(ws)-1])
}

// contains reports whether the words stand in the heading and name something.
func (h *Heading) contains(u Words) bool {
	if isGeneric(u) || len(h.runs) == 0 {
		return false
	}
	main := &h.runs[0]
	for end := len(main.slots); end > 0; end-- {
		if _, _, ok := main.matchEnd(u, end); ok {
			return true
		}
	}
	return false
}
