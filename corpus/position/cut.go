package position

// CutUnit takes the unit off the front of a position that names it, and
// returns the positions that are left: Өртке қарсы қызмет комитетінің төрағасы
// is the төраға of the heading Өртке қарсы қызмет комитеті, since a generic
// item takes its meaning from the heading above it. The path runs from the
// outermost heading to the one the item stands under; any of them may be
// named. The head noun of the unit may belong to the title as well (Тергеу
// департаментінің бастығы, item департамент бастығы), so that it is also kept
// in one of the answers. A match of what is returned is [MatchAlternative] at
// best.
//
// It is for questions that no entry answers as they stand.
func CutUnit(path []Heading, position Query) []Query {
	if len(path) > maxPath {
		path = path[len(path)-maxPath:]
	}
	var out []Query
	for ri := range position.readings {
		r := &position.readings[ri]
		for i := len(r.base) - 1; i > 0; i-- {
			if r.base[i].Joined || !namesPath(path, r.base[:i]) {
				continue
			}
			out = append(out, position.rest(r, i))
			if i > 1 && !r.base[i-1].Joined {
				out = append(out, position.rest(r, i-1))
			}
			break
		}
	}
	return out
}

// namesPath reports whether the words name one of the headings.
func namesPath(path []Heading, u Words) bool {
	unit := Query{readings: []reading{{all: u, base: u}}}
	for i := range path {
		if _, ok := MatchPath(path[:i+1], unit); ok {
			return true
		}
	}
	return false
}

// rest returns the question from word i of the reading.
func (q Query) rest(r *reading, i int) Query {
	n := reading{base: r.base[i:], extra: r.extra}
	n.all = n.base
	for _, e := range r.extra {
		n.all = append(n.all[:len(n.all):len(n.all)], e...)
	}
	return Query{Text: q.Text, readings: []reading{n}, typo: q.typo, under: true}
}
