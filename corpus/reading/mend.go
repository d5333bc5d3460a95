package reading

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tizbe/corpus"
	"tizbe/corpus/pattern"
)

// A mender makes whole paragraphs of broken ones and records what it did.
//
// Link words. In the portal's extraction the text of a visual line comes
// first and the words that were links follow at its end, in their order:
//
//	тәртібін  қараңыз.2-тармақтан        тәртібін 2-тармақтан қараңыз.
//	29.01.2026 ; 20.02.2026 № 48 №⏎ (…   29.01.2026 № 48; 20.02.2026 №⏎91 (…
//
// A hole shows as two spaces, as one space at the start of a continuation
// line, or as a space before punctuation; the displaced words stand glued to
// the final punctuation of the line, or, being numbers of acts (№ 48), at the
// end of a line that names as many dates without one. Words and holes are
// paired only where there is one way to do it.
type mender struct {
	repairs []corpus.Repair
	doubts  []Doubt
}

func (m *mender) record(line int, k corpus.RepairKind, before, after string) {
	m.repairs = append(m.repairs, corpus.Repair{Line: line, Kind: k, Before: before, After: after})
}

// mend returns the paragraph that the lines make.
func (m *mender) mend(lines []rawLine) string {
	parts := make([]string, len(lines))
	for i, l := range lines {
		parts[i] = strings.TrimFunc(l.s, unicode.IsSpace)
	}
	open := m.links(lines, parts)

	var b strings.Builder
	starts := make([]int, len(parts))
	for i, p := range parts {
		if i > 0 {
			prev := b.String()
			glue := " "
			if brokenAtHyphen(prev, p) {
				glue = ""
			}
			kind, gap := corpus.RepairWrap, "\n"
			if n := lines[i].blanks; n > 0 {
				kind, gap = corpus.RepairPage, strings.Repeat("\n", n+1)
			}
			w, v := lastWord(prev), firstWord(p)
			m.record(lines[i-1].no, kind, w+gap+v, w+glue+v)
			b.WriteString(glue)
		}
		starts[i] = b.Len()
		b.WriteString(p)
	}
	if open {
		// The space before punctuation may be the place of a lost word.
		return b.String()
	}
	return m.punctuation(b.String(), func(off int) int {
		i, ok := slices.BinarySearch(starts, off)
		if !ok {
			i--
		}
		return lines[max(i, 0)].no
	})
}

// brokenAtHyphen reports whether a hyphenated word was broken after its own
// hyphen: "қылмыстық-" + "атқару".
func brokenAtHyphen(a, b string) bool {
	if !strings.HasSuffix(a, "-") {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(strings.TrimSuffix(a, "-"))
	next, _ := utf8.DecodeRuneInString(b)
	return (unicode.IsLetter(before) || unicode.IsDigit(before)) && unicode.IsLetter(next)
}

func lastWord(s string) string  { return s[strings.LastIndexByte(s, ' ')+1:] }
func firstWord(s string) string { w, _, _ := strings.Cut(s, " "); return w }

// gluedTail finds the words after the final punctuation of a line: a word of
// three letters or more, or a bracket, then . : or ; then a letter or digit.
// Where the last word of the sentence was the link, a space stands before the
// punctuation; ".kz" is not such a place.
var (
	gluedTail = pattern.New(`^(.*(?:\p{L}{3}|\))[.:;])([\p{L}\p{N}№].*)$`)
	loneTail  = pattern.New(`^(.*\p{L} +[.:;])([\p{Cyrillic}№].*)$`)
)

// hole finds the places where a word is missing.
var hole = pattern.New(` {2,}| [;:,.)]`)

var (
	dateEnd   = pattern.New(`\d{2}\.\d{2}\.\d{4}$`)
	bareDate  = pattern.New(`(\d{2}\.\d{2}\.\d{4})(\s[;,]|\s{2,}|\s?$)`)
	numberRun = pattern.New(`\s((?:№ ?\d[\p{L}\p{N}/-]*\s)*№(?: ?\d[\p{L}\p{N}/-]*)?)$`)
	linkUnit  = pattern.New(`№ ?\d[\p{L}\p{N}/-]*|\p{L}{1,3}\. ?\d[\p{L}\p{N}-]*\)?|\S+`)
)

// A gap is a place in a line where a word is missing: the words go between
// s[:from] and s[to:]. A strong one has no other explanation; a space before
// punctuation may also be a slip.
type gap struct {
	from, to int
	strong   bool
}

// links puts displaced words back, in place in parts, and reports whether it
// had to leave some where they were.
func (m *mender) links(lines []rawLine, parts []string) (open bool) {
	if !mayHaveGap(lines, parts) {
		return false
	}
	for i, l := range lines {
		lead := i > 0 && l.indent == 1
		m.numbers(lines, parts, i)
		mt := gluedTail.FindStringSubmatch(parts[i])
		if mt == nil {
			mt = loneTail.FindStringSubmatch(parts[i])
		}
		if mt == nil {
			continue
		}
		body, tail := mt[1], strings.TrimSpace(mt[2])
		gaps := gapsOf(body, lead)
		if len(gaps) == 0 {
			if i == len(lines)-1 {
				m.earlierGap(lines, parts, body, tail)
			}
			continue
		}
		words, ok := pair(gaps, tail)
		if !ok {
			open = true
			m.doubts = append(m.doubts, Doubt{l.no, parts[i], "words moved to the end of the line could stand in more than one place"})
			continue
		}
		fixed := fill(body, gaps, words)
		m.record(l.no, corpus.RepairLinkWord, strings.TrimSpace(l.s), fixed)
		parts[i] = fixed
	}
	return open
}

// mayHaveGap is a quick look for any sign of a missing word.
func mayHaveGap(lines []rawLine, parts []string) bool {
	for i, s := range parts {
		if i > 0 && lines[i].indent == 1 || strings.Contains(s, "  ") {
			return true
		}
		for j := 0; j+1 < len(s); j++ {
			if s[j] == ' ' && strings.IndexByte(";:,.)", s[j+1]) >= 0 {
				return true
			}
		}
	}
	return false
}

func gapsOf(s string, lead bool) []gap {
	var gs []gap
	if lead {
		gs = append(gs, gap{0, 0, true})
	}
	for _, x := range hole.FindAllStringIndex(s, -1) {
		double := s[x[1]-1] == ' '
		to := x[1]
		if !double {
			to--
		}
		gs = append(gs, gap{x[0], to, double || dateEnd.MatchString(s[max(0, x[0]-len("00.00.0000")):x[0]])})
	}
	return gs
}

// pair gives each gap its words, or says that this can be done in more than
// one way.
func pair(gaps []gap, tail string) ([]string, bool) {
	units := linkUnit.FindAllString(tail, -1)
	var strong int
	numbered := true
	for _, g := range gaps {
		if g.strong {
			strong++
		}
	}
	for _, u := range units {
		numbered = numbered && strings.ContainsAny(u, "0123456789")
	}
	words := make([]string, len(gaps))
	switch {
	case len(gaps) == 1:
		words[0] = tail
	case len(units) == len(gaps) && (strong == len(gaps) || numbered):
		copy(words, units)
	case strong == 1 && len(units) == 1:
		words[slices.IndexFunc(gaps, func(g gap) bool { return g.strong })] = tail
	default:
		return nil, false
	}
	return words, true
}

func fill(s string, gaps []gap, words []string) string {
	var b strings.Builder
	at := 0
	for i, g := range gaps {
		b.WriteString(s[at:g.from])
		at = g.to
		if words[i] == "" {
			b.WriteString(s[g.from:g.to])
			continue
		}
		if g.from > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(words[i])
		if r, _ := utf8.DecodeRuneInString(s[at:]); !strings.ContainsRune(";:,.)", r) {
			b.WriteByte(' ')
		}
	}
	return b.String() + s[at:]
}

// earlierGap handles a paragraph with one hole in an earlier line and its
// words at the very end.
func (m *mender) earlierGap(lines []rawLine, parts []string, body, tail string) {
	last, where, n := len(lines)-1, -1, 0
	var g gap
	for i := range last {
		for _, x := range gapsOf(parts[i], i > 0 && lines[i].indent == 1) {
			if x.strong {
				where, g = i, x
				n++
			}
		}
	}
	if n != 1 {
		return
	}
	before := parts[where]
	parts[where] = fill(before, []gap{g}, []string{tail})
	m.record(lines[where].no, corpus.RepairLinkWord, before, parts[where])
	m.record(lines[last].no, corpus.RepairLinkWord, parts[last], body)
	parts[last] = body
}

// numbers puts numbers of acts back behind their dates, where a line ends in
// as many numbers as it has dates without one. The last may be broken off
// after its № sign, its digits being the first link word of the next line.
func (m *mender) numbers(lines []rawLine, parts []string, i int) {
	s := parts[i]
	x := numberRun.FindStringSubmatchIndex(s)
	if x == nil {
		return
	}
	body, run := s[:x[0]], s[x[2]:x[3]]
	var units []string
	for _, u := range strings.Split(run, "№")[1:] {
		units = append(units, strings.TrimSpace("№ "+strings.TrimSpace(u)))
	}
	bare := units[len(units)-1] == "№"
	if bare && (i+1 >= len(lines) || lines[i+1].indent != 1) || len(units) < 2 {
		return
	}
	dates := bareDate.FindAllStringSubmatchIndex(body, -1)
	if len(dates) != len(units) || dates[len(dates)-1][3] != len(body) {
		return
	}
	var b strings.Builder
	at := 0
	for k, d := range dates {
		b.WriteString(body[at:d[3]])
		b.WriteString(" " + units[k])
		at = d[3]
		if rest := strings.TrimLeft(body[at:], " "); rest != "" && strings.ContainsRune(";,", rune(rest[0])) {
			at = len(body) - len(rest)
		}
	}
	b.WriteString(body[at:])
	m.record(lines[i].no, corpus.RepairLinkWord, s, b.String())
	parts[i] = b.String()
}

// splitPunctuation is a space before , ; : . ) or after an opening bracket. A
// full stop must end something: " .kz" and " ..." stay.
var splitPunctuation = pattern.New(`([^\s(]) +([,;:)]|\.(?:[\s»")]|$))|\( +(\S)`)

// punctuation closes up split punctuation; lineOf gives the source line of a
// byte offset in s.
func (m *mender) punctuation(s string, lineOf func(int) int) string {
	if !strings.Contains(s, " ") {
		return s
	}
	xs := splitPunctuation.FindAllStringSubmatchIndex(s, -1)
	if xs == nil {
		return s
	}
	var b strings.Builder
	at := 0
	for _, x := range xs {
		var from, to int
		if x[4] >= 0 {
			from, to = x[3], x[4]
		} else {
			from, to = x[0]+1, x[6]
		}
		b.WriteString(s[at:from])
		at = to
		lo := strings.LastIndexByte(s[:from], ' ') + 1
		hi := len(s)
		if k := strings.IndexByte(s[to:], ' '); k >= 0 {
			hi = to + k
		}
		m.record(lineOf(lo), corpus.RepairPunctuation, s[lo:hi], s[lo:from]+s[to:hi])
	}
	return b.String() + s[at:]
}
