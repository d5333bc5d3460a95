//go:build !page

package enactment

import (
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/numerals"
	"tizbe/corpus/pattern"
)

// A grammar is what the readers of the two languages differ in.
type grammar struct {
	lang corpus.Lang
	see  *pattern.Regexp // group 1: where
	// Rules, with the verb that they belong to, of the whole act or a sentence
	// about a part of it, and of an exception.
	main, inner []form
	// verb finds a verb of entry into force, understood or not.
	verb *pattern.Regexp
	// except finds "қоспағанда" and "за исключением".
	except *pattern.Regexp
	// applies: groups word and date; innerApplies inside an exception;
	// relations finds any words about the relations governed.
	applies, innerApplies, relations *pattern.Regexp
	// ends are the wordings of an end, innerEnds those of an exception, after
	// those that follow the first day without a verb.
	ends, innerEnds, after []wordsOfEnd
	// endWords are words of which every wording of an end has one: most
	// clauses have none, and looking for them is many times quicker.
	endWords []string
	publish  *pattern.Regexp
	// registered: what a heading says of the state registration; group date.
	registered *pattern.Regexp
	act        *pattern.Regexp // the act as the subject of its clause
	// document finds the annex that parts may stand in; own the act in any case.
	document, own *pattern.Regexp
	filler        *pattern.Regexp
	place         func(numerals.Text) string
	region        func(s string, m []int, g *grammar) (from, to int)
	// before: the parts of an exception stand before its rule.
	before bool
}

// A form is one wording of a rule with its verb. Its named groups are rule,
// n, unit, date and force (the verb of legal force, not of entry).
type form struct {
	kind Kind
	re   *pattern.Regexp
}

func (f form) group(s string, m []int, name string) string {
	i := f.re.SubexpIndex(name)
	if i < 0 || m[2*i] < 0 {
		return ""
	}
	return s[m[2*i]:m[2*i+1]]
}

// A found rule stands at [from, to) of its sentence.
type found struct {
	rule     Rule
	force    bool
	from, to int
}

// next finds the first rule of the forms in s.
func next(t numerals.Text, forms []form) (found, bool, bool) {
	best := found{from: -1}
	ok := true
	for _, f := range forms {
		m := f.re.FindStringSubmatchIndex(t.S)
		if m == nil || best.from >= 0 && (m[0] > best.from || m[0] == best.from && m[1] <= best.to) {
			continue
		}
		r, valid := f.read(t, m)
		best, ok = found{rule: r, force: f.group(t.S, m, "force") != "", from: m[0], to: m[1]}, valid
	}
	return best, best.from >= 0, ok
}

// read fills the rule from the groups; false where a number or date in it is
// none.
func (f form) read(t numerals.Text, m []int) (Rule, bool) {
	i := 2 * f.re.SubexpIndex("rule")
	r := Rule{Kind: f.kind, Text: t.Source(m[i], m[i+1])}
	if w := f.group(t.S, m, "n"); w != "" || f.re.SubexpIndex("unit") >= 0 {
		n, u, ok := term(w, f.group(t.S, m, "unit"))
		if r.N, r.Unit = n, u; !ok {
			return r, false
		}
	}
	if w := f.group(t.S, m, "date"); w != "" {
		var ok bool
		if r.Date, ok = wholeDate(w); !ok {
			return r, false
		}
	}
	return r, true
}

// term reads a number and its unit; weeks are read as days.
func term(number, unit string) (n int, u Unit, ok bool) {
	n, ok = numberOf(number)
	if !ok || number == "" && strings.HasPrefix(unit, "дн") {
		return 0, "", false
	}
	switch {
	case strings.HasPrefix(unit, "ай"), strings.HasPrefix(unit, "месяц"):
		return n, Months, true
	case strings.HasPrefix(unit, "жыл"), strings.HasPrefix(unit, "год"), unit == "лет":
		return n, Years, true
	case strings.HasPrefix(unit, "апта"), strings.HasPrefix(unit, "недел"):
		n *= 7
	}
	return n, Days, true
}

var figures = pattern.New(`^(\d{1,4})(?: ?\(([^)]+)\))?$`)

// numberOf reads "он", "10", "10 (он)"; none is one ("по истечении месяца").
// Figures and words that differ are no number.
func numberOf(s string) (int, bool) {
	if s == "" {
		return 1, true
	}
	words := func(s string) (int, bool) {
		w := strings.Fields(s)
		n, used := numerals.Cardinal(w)
		return n, used > 0 && used == len(w)
	}
	m := figures.FindStringSubmatch(s)
	if m == nil {
		return words(s)
	}
	n := 0
	for _, d := range m[1] {
		n = 10*n + int(d-'0')
	}
	if m[2] != "" {
		if w, ok := words(m[2]); !ok || w != n {
			return 0, false
		}
	}
	return n, n > 0
}
