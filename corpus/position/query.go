package position

import (
	"slices"
	"strings"
)

// A Query is what a person typed, read once: a position, a unit or a duty.
type Query struct {
	// Text is the question as typed.
	Text string
	// readings[0] is the question as typed; further ones have abbreviations
	// opened or put in.
	readings []reading
	// opened are the duties that a list names, each written out.
	opened []Words
	typo   bool
}

// A reading is one way to take the words of a question.
type reading struct {
	all   Words // every word
	base  Words // the words outside parentheses
	extra []Words
}

// NewQuery reads a question. A question without words matches nothing; one
// longer than 8 KiB is cut there.
func NewQuery(text string) Query {
	if len(text) > maxText {
		text = text[:maxText]
	}
	q := Query{Text: text}
	r := reading{all: Split(cutExceptions(text))}
	if len(r.all) > maxQuestion {
		r.all = nil
	}
	if len(r.all) > 0 {
		for _, p := range parseLine(text) {
			if p.kind != pieceParen {
				r.base = append(r.base, p.words...)
				continue
			}
			if _, ok := cutExcept(p.text); ok {
				continue
			}
			if w := Split(p.text); len(w) > 0 {
				r.extra = append(r.extra, w)
			}
		}
		if len(r.base) == 0 || len(r.base) == len(r.all) {
			r.base = r.all
		}
		q.readings = []reading{r}
		q.opened = opened(text, r.base)
	}
	return q
}

// cutExceptions leaves out the parentheses that say what is not meant: a duty
// copied from a note with its (… қоспағанда) does not name the exception.
func cutExceptions(text string) string {
	for from := 0; ; {
		i := strings.IndexByte(text[from:], '(')
		if i < 0 {
			return text
		}
		from += i
		end := closing(text[from:])
		if end < 0 {
			from++
			continue
		}
		if _, ok := cutExcept(text[from+1 : from+end]); ok {
			text = text[:from] + " " + text[from+end+1:]
		} else {
			from += end
		}
	}
}

// General returns the question with a further reading, in which a post of one
// region or district is the post of any: Алматы облысының прокуроры is an
// облыс прокуроры, Медеу ауданының прокуроры (аудан прокуроры) an аудандық
// прокурор.
func (q Query) General() Query {
	if q.IsZero() || len(q.readings) >= maxReadings {
		return q
	}
	all := q.readings[0].all
	for i := 0; i < len(all)-1 && i <= 2; i++ {
		w := &all[i]
		local := areaAdjectives.has(w) && w.endsLike("лық", "дық") // Бурабай аудандық …
		district := !local && w.Stem == areaStem("аудан")
		if !local && !district && w.Stem != areaStem("облыс") || i == 0 && !district || w.Apart || all[i+1].Joined {
			continue
		}
		if i > 0 && (!local && w.ending() != genitive && w.ending() != possessive || !isName(all[:i]) || isPost(all[:i]) || ranks.has(&all[i-1])) {
			continue
		}
		r := reading{all: all[i:]}
		if district {
			r.all = slices.Concat(Split("аудандық"), all[i+1:])
		}
		r.base = r.all
		if len(q.readings[0].extra) > 0 {
			return q
		}
		q.readings = append(slices.Clone(q.readings), r)
		return q
	}
	return q
}

func areaStem(area string) string { return newWord(area).Stem }

// opened returns the members of a question that is a list: қаржылық және
// кадрлық қамтамасыз ету names two duties.
func opened(text string, base Words) []Words {
	list := strings.ContainsRune(text, ',')
	for i := range base {
		list = list || conjunctions[base[i].Lower]
	}
	if !list {
		return nil
	}
	var out []Words
	for _, d := range openDuties(parseLine(text), isRussian(text)) {
		if w := d.words(); len(w) > 0 && len(out) < maxEntries {
			out = append(out, w)
		}
	}
	return out
}

// maxQuestion is how many words a position, a unit or a duty may have; the
// longest line of the seed act that is an item has 23, a heading has 62.
const maxQuestion = 120

// maxReadings bounds the readings of one question.
const maxReadings = 8

// IsZero reports whether the question has no words.
func (q Query) IsZero() bool { return len(q.readings) == 0 }

// Words returns the words of the question as typed.
func (q Query) Words() Words {
	if q.IsZero() {
		return nil
	}
	return q.readings[0].all
}

// An Abbreviation is a short name that an act gives a body, and what it
// stands for: ТЖД, Төтенше жағдайлар департаменттері.
type Abbreviation struct {
	Short string
	Long  string
	short Words
	long  Words
}

// NewAbbreviation makes the pair ready for use.
func NewAbbreviation(short, long string) Abbreviation {
	return Abbreviation{Short: short, Long: long, short: Split(short), long: Split(long)}
}

// Expand returns the question with further readings, in which abbreviations
// that it uses are written out, and long names that it writes out are
// abbreviated: a heading may have the one where the question has the other.
// A match by such a reading is [MatchFolded] at best.
func (q Query) Expand(all []Abbreviation) Query {
	if q.IsZero() {
		return q
	}
	out := q
	out.readings = slices.Clone(q.readings)
	// Each reading may be changed again: ТЖД of one body stands in the long
	// name of another.
	for i := 0; i < len(out.readings) && i < 3; i++ {
		r := out.readings[i]
		for _, a := range all {
			if len(a.short) == 0 || len(a.long) == 0 {
				continue
			}
			for _, sub := range [...]struct{ from, to Words }{{a.short, a.long}, {a.long, a.short}} {
				if len(out.readings) >= maxReadings {
					return out
				}
				if n, ok := r.replace(sub.from, sub.to); ok && !slices.ContainsFunc(out.readings, func(o reading) bool { return o.all.same(n.all) }) {
					out.readings = append(out.readings, n)
				}
			}
		}
	}
	return out
}

// replace puts to in place of the words from, where they stand outside
// parentheses.
func (r reading) replace(from, to Words) (reading, bool) {
	i := r.base.find(from)
	if i < 0 || len(r.base)-len(from)+len(to) > maxQuestion || r.base.find(to) >= 0 && len(to) > len(from) {
		return r, false
	}
	n := reading{extra: r.extra}
	n.base = slices.Concat(r.base[:i:i], to, r.base[i+len(from):])
	n.all = n.base
	for _, e := range r.extra {
		n.all = slices.Concat(n.all, e)
	}
	return n, true
}

// names reports whether the words stand in the question, as a run.
func (q Query) names(ws Words) bool {
	for _, r := range q.readings {
		if r.all.find(ws) >= 0 {
			return true
		}
	}
	return false
}
