package position

import (
	"slices"
	"strings"
)

// conjunctions join the members of a list of duties.
var conjunctions = map[string]bool{"және": true, "мен": true, "пен": true, "бен": true, "немесе": true, "әрі": true, "и": true, "или": true}

// openDuties opens a line of a note to the duties that it names: at commas
// and conjunctions, with соның ішінде (among them) dropped and a shared end
// given back.
func openDuties(l line, russian bool) []line {
	var out []line
	var row []line // members of one row, whose last has the end they share
	lead := 0      // pieces of the last that it shares with the member before
	flush := func() {
		out = append(out, shareEnd(row, lead, russian)...)
		row, lead = nil, 0
	}
	for _, seg := range l.commas() {
		if rest, ok := cutAmong(seg); ok {
			flush()
			seg = rest
		}
		from := 0
		var shared line // the beginning that мен shares with its left side
		for i := range seg {
			if i <= from || i+1 >= len(seg) || len(seg[i].words) != 1 || !conjunctions[seg[i].words[0].Lower] {
				continue
			}
			row = append(row, concat(shared, seg[from:i]))
			// Between bare nouns мен binds closer than their adjectives:
			// ведомстволық бағынысты мекемелер мен ұйымдар.
			shared = nil
			if seg[i].is("мен", "пен", "бен") && i > from+1 && seg[i-1].lastWord() != nil && seg[i-1].lastWord().ending() == bare {
				shared = seg[from : i-1]
			}
			from = i + 1
		}
		if from < len(seg) {
			row = append(row, concat(shared, seg[from:]))
			lead = len(shared)
		}
	}
	flush()
	return out
}

// cutAmong takes соның ішінде, or в том числе, off the front.
func cutAmong(l line) (line, bool) {
	switch {
	case len(l) > 2 && l[0].is("соның", "оның") && l[1].is("ішінде"):
		return l[2:], true
	case len(l) > 3 && l[0].is("в") && l[1].is("том") && l[2].is("числе"):
		return l[3:], true
	}
	return l, false
}

// shareEnd completes the members of a row. A member is complete where it ends
// as the last does (ақпараттандыруды, цифрландыруды), or is a phrase ending
// in a verbal noun before a last member without a case (стратегиялық
// жоспарлау және жобалау қызметі); otherwise it takes the end of the last
// (қаржылық және материалдық-техникалық | қамтамасыз етуді).
func shareEnd(row []line, lead int, russian bool) []line {
	if len(row) < 2 {
		return row
	}
	last := row[len(row)-1]
	out := make([]line, 0, len(row))
	for _, m := range row[:len(row)-1] {
		switch {
		case russian:
			m = shareRussian(m, last)
		case !complete(m, last):
			m = concat(m, last[endOf(m, last, lead):])
		}
		out = append(out, m)
	}
	return append(out, last)
}

func complete(m, last line) bool {
	mw, lw := m.last(), last.last()
	switch {
	case mw == nil || lw == nil:
		return true
	case lw.ending() == accusative || strings.HasSuffix(lw.Lower, "ді") || strings.HasSuffix(lw.Lower, "ды"):
		return mw.ending() == accusative
	case len(last) == 1:
		return true
	}
	return isVerbalNoun(mw) && (len(m) > 1 || isVerbalNoun(lw))
}

func isVerbalNoun(w *Word) bool {
	return strings.HasSuffix(w.Lower, "у") || strings.HasSuffix(w.Lower, "ю")
}

// endOf returns where the end begins that the last member of a row shares
// with m: after the first word that stands in the case of m, else before the
// first word that can carry an end. The first lead words of last are its
// beginning, not its end.
func endOf(m, last line, lead int) int {
	mw := m.last()
	if e := mw.ending(); e != bare {
		for i := lead; i < len(last)-1; i++ {
			if w := last[i].lastWord(); w != nil && w.ending() == e {
				return i + 1
			}
		}
	}
	for i := lead + 1; i < len(last); i++ {
		w := last[i].lastWord()
		if w == nil {
			continue
		}
		if e := w.ending(); e == accusative || e == possessive || w.Lower == "қамтамасыз" {
			return i
		}
	}
	return min(1, len(last))
}

// shareRussian gives a member of a Russian row the noun that it lacks:
// финансового и материально-технического | обеспечения.
func shareRussian(m, last line) line {
	w := m.last()
	if w == nil || !isRussianAdjective(w.Lower) {
		return m
	}
	for i := range len(last) - 1 {
		if lw := last[i].lastWord(); lw != nil && isRussianAdjective(lw.Lower) {
			return concat(m, last[i+1:])
		}
	}
	return m
}

func isRussianAdjective(lower string) bool {
	for _, s := range [...]string{"ого", "его", "ой", "ей", "ых", "их", "ому", "ый", "ий", "ая", "яя", "ое", "ее", "ые", "ие"} {
		if strings.HasSuffix(lower, s) && len(lower) > len(s)+4 {
			return true
		}
	}
	return false
}

// isRussian reports whether a text of the list is Russian: it has words, and
// no letter that only Kazakh has.
func isRussian(text string) bool {
	low := strings.ToLower(text)
	if strings.ContainsAny(low, "әғқңөұүһі") {
		return false
	}
	for _, w := range Split(low) {
		for _, s := range [...]string{"ого", "ой", "ия", "ий", "ение", "ения", "ости", "ции", "ами", "ов", "ых", "их"} {
			if strings.HasSuffix(w.Lower, s) {
				return true
			}
		}
	}
	return false
}

// russianEndings are taken off Russian words, longest first: enough for a
// duty in another case to meet itself.
var russianEndings = func() []string {
	s := strings.Fields(`иями ями ами иях ях ах ием ьем ией ость ости остью ого его ому ему ыми ими ая яя ое ее ие ые ой ей ый ий
		ых их ую юю ом ем ым им ию ия ии ов ев а я о е у ю ы и ь`)
	slices.SortStableFunc(s, func(a, b string) int { return len(b) - len(a) })
	return s
}()

func russianStem(lower string) string {
	for _, e := range russianEndings {
		if rest, ok := strings.CutSuffix(lower, e); ok && len(rest) >= 6 {
			return rest
		}
	}
	return lower
}

// russianWords returns the words with Russian stems.
func russianWords(ws Words) Words {
	out := slices.Clone(ws)
	for i := range out {
		s := russianStem(out[i].Lower)
		out[i].Stem, out[i].Rough = s, s
	}
	return out
}

func newWords(text string, russian bool) Words {
	if russian {
		return russianWords(Split(text))
	}
	return Split(text)
}
