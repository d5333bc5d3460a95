package position

import (
	"slices"
	"strings"
	"unicode"
)

// A Heading is a line that says which unit the items below it belong to: the
// line of a point (тармақ) or of a group inside it.
type Heading struct {
	// Text is the line as published.
	Text string
	// Num is the number of the point, "15-1", or empty.
	Num string
	// Abbreviation is the short name that the heading gives its unit
	// (бұдан әрі – ҚСжАЕК), or empty; Long is what it stands for.
	Abbreviation string
	Long         string
	// Services are the comma-separated parts of the heading.
	Services []string

	abbr   Words
	runs   []run
	plural bool // the head noun is in the plural: a class of units
	local  *localOffice
}

// A localOffice is what each of the local bodies of an institution is called:
// the облыстық органдары of a прокуратура are прокуратуралар, one an облыс.
type localOffice struct {
	area   string // облыс, аудан
	office Word
}

// A run is the heading, or one service with its shared end given back, as
// slots from first to last. starts[i] says that a service begins at slot i,
// ends[i] that one ends before slot i.
type run struct {
	slots  []slot
	starts []bool
	ends   []bool
	shared bool
}

// A slot holds one or more words, or what a parenthesis puts in their place.
// alts[0] is the text's own; an empty alternative may be left out.
type slot struct{ alts []Words }

// ParseHeading reads the line of a point or group. It never fails; a text
// without words makes a heading that matches nothing.
func ParseHeading(text string) Heading {
	h := Heading{Text: text}
	if len(text) > maxText {
		text = text[:maxText]
	}
	var rest string
	h.Num, rest = cutNumber(strings.TrimSpace(text))
	l := parseLine(trim(rest))
	var main run
	var plain line // without parentheses
	commaBefore := true
	for i := 0; i < len(l); i++ {
		p := l[i]
		switch p.kind {
		case pieceComma:
			commaBefore = true
			continue
		case pieceParen:
			h.openParen(p.text, &main, plain)
			continue
		}
		if len(p.words) == 0 {
			continue
		}
		if i+2 < len(l) && i > 0 && p.is("және") && l[i+1].is("оған", "оларға") && l[i+2].is("теңестірілген") {
			main.add(slot{[]Words{l[i : i+3].words(), nil}}, false)
			i += 2
			plain = append(plain, l[i-2:i+1]...)
			continue
		}
		main.add(slot{[]Words{p.words}}, commaBefore)
		commaBefore = false
		plain = append(plain, p)
	}
	main.close()
	h.local = localOfficeOf(plain)
	for _, s := range l.commas() {
		h.Services = append(h.Services, s.String())
	}
	h.Long = plain.String()
	if n := len(main.slots); n > 0 {
		for _, alt := range main.slots[n-1].alts {
			h.plural = h.plural || len(alt) > 0 && isPlural(&alt[len(alt)-1])
		}
		h.runs = append(h.runs, main)
		h.runs = append(h.runs, main.sharedEnds(h.plural)...)
	}
	return h
}

func localOfficeOf(l line) *localOffice {
	if w := l.last(); w == nil || w.Lower != "органдары" {
		return nil
	}
	for i := 1; i+1 < len(l); i++ {
		w, owner := l[i].lastWord(), l[i-1].lastWord()
		if w == nil || owner == nil || owner.ending() != genitive || !unitNouns.has(owner) {
			continue
		}
		for _, area := range [...]string{"облыс", "аудан"} {
			if areaAdjectives.has(w) && strings.HasPrefix(w.Lower, area) {
				return &localOffice{area, *owner}
			}
		}
	}
	return nil
}

// isNamed reports whether the words name such an office, of one place or of
// any: Ақмола облысының прокуратурасы, облыстық прокуратура.
func (o *localOffice) isNamed(u Words) bool {
	n := len(u)
	if o == nil || n < 2 || n > maxPlace || !u[n-1].same(&o.office) || !strings.HasPrefix(u[n-2].Lower, o.area) || !areas.has(&u[n-2]) {
		return false
	}
	return n == 2 || isPlace(u[:n-1]) || areaAdjectives.has(&u[n-2]) && isName(u[:n-2])
}

// Units returns the units that the heading names, as a person would: each
// service with a head noun of its own, else the heading without its number and
// colon. A comma may stand inside a name (Ақпараттандыру, цифрландыру және
// байланыс департаменті), or between the places of a class of units, which is
// one unit here.
func (h Heading) Units() []string {
	whole := []string{trim(h.Text)}
	if h.Num != "" {
		_, rest := cutNumber(whole[0])
		whole[0] = rest
	}
	if len(h.Services) < 2 {
		return whole
	}
	var out []string
	name := ""
	for _, s := range h.Services {
		name = strings.TrimPrefix(name+", "+s, ", ")
		ws := Words(nil)
		for _, p := range parseLine(s) {
			ws = append(ws, p.words...)
		}
		if len(ws) == 0 {
			continue
		}
		w := &ws[len(ws)-1]
		if w.ending() == genitive || w.ending() == attributive {
			return whole
		}
		if !unitNouns.has(w) && !h.plural {
			continue
		}
		if isGeneric(Split(name)) {
			return whole
		}
		out = append(out, name)
		name = ""
	}
	if len(out) == 0 || name != "" {
		return whole
	}
	return out
}

// Abbreviations returns the short names that the headings give.
func Abbreviations(headings ...Heading) []Abbreviation {
	var out []Abbreviation
	for _, h := range headings {
		if h.Abbreviation != "" {
			out = append(out, NewAbbreviation(h.Abbreviation, h.nucleus()))
		}
	}
	return out
}

// nucleus returns the name proper of a body, without the bodies that it
// belongs to: Қазақстан Республикасы … министрлігінің | Төтенше жағдайлар
// департаменттері.
func (h Heading) nucleus() string {
	l := parseLine(h.Long)
	from := 0
	for i := 0; i+2 < len(l); i++ {
		w := l[i].lastWord()
		if w == nil || w.ending() != genitive || !owners.has(w) || isGeneric(l[i+1:].words()) {
			continue // орталық аппараты alone would be everybody's
		}
		from = i + 1
	}
	return l[from:].String()
}

// owners are the bodies that other bodies belong to.
var owners = newLexicon("министрлік агенттік прокуратура үкімет республика")

// cutNumber takes the number of a point off the front.
func cutNumber(s string) (num, rest string) {
	i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) && r != '-' })
	if i <= 0 || s[i] != '.' || !unicode.IsDigit(rune(s[0])) {
		return "", s
	}
	return s[:i], strings.TrimSpace(s[i+1:])
}

// openParen reads a parenthesis of a heading: the abbreviation, a remark on
// standing (Департамент құқығында), or alternatives to the words before it.
func (h *Heading) openParen(text string, r *run, before line) {
	if short, ok := cutHereinafter(text); ok {
		h.Abbreviation, h.abbr = short, Split(short)
		return
	}
	inner := parseLine(text)
	if w := inner.last(); w == nil || w.Lower == "құқығында" || inner[0].is("на") {
		return
	}
	for _, m := range inner.commas() {
		r.alternative(m, baseSpan(before, m, false))
	}
}

// cutHereinafter reads (бұдан әрі – X) or (далее – X).
func cutHereinafter(text string) (string, bool) {
	s := strings.TrimSpace(text)
	low := strings.ToLower(s)
	for _, p := range [...]string{"бұдан әрі", "бұдан былай", "далее"} {
		if strings.HasPrefix(low, p) && len(low) == len(s) {
			s = strings.TrimFunc(s[len(p):], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
			return s, s != ""
		}
	}
	return "", false
}

// add appends a slot; service says that a service begins with it.
func (r *run) add(s slot, service bool) {
	r.slots = append(r.slots, s)
	r.starts = append(r.starts, service)
	r.ends = append(r.ends, service && len(r.slots) > 1)
}

// close marks the end of the last service.
func (r *run) close() {
	if len(r.ends) > 0 {
		r.ends[0] = false
	}
	r.ends = append(r.ends, true)
	r.starts = append(r.starts, false)
}

// alternative lets m stand in place of the last n slots.
func (r *run) alternative(m line, n int) {
	if len(r.slots) == 0 || n < 1 {
		return
	}
	n = min(n, len(r.slots))
	k := len(r.slots) - n
	if n > 1 { // several slots become one
		var own Words
		for _, s := range r.slots[k:] {
			own = append(own, s.alts[0]...)
		}
		r.slots = append(r.slots[:k], slot{[]Words{own}})
		r.starts, r.ends = r.starts[:k+1], r.ends[:k+1]
	}
	s := &r.slots[k]
	if w := m.words(); len(w) > 0 && len(s.alts) < 8 && !slices.ContainsFunc(s.alts, w.equal) {
		s.alts = append(s.alts, w)
	}
}

// sharedEnds gives the services of a list the end that they share with the
// last: тергеу, анықтау қызметтері is тергеу қызметтері and анықтау
// қызметтері. Only an end in the plural is shared; a service with a head noun
// of its own needs none.
func (r *run) sharedEnds(plural bool) []run {
	if !plural {
		return nil
	}
	n := len(r.slots)
	lastStart := 0
	for i := range n {
		if r.starts[i] {
			lastStart = i
		}
	}
	if lastStart == 0 || n-lastStart < 2 {
		return nil
	}
	var out []run
	from := 0
	for i := 1; i <= lastStart; i++ {
		conj := i < lastStart && len(r.slots[i].alts[0]) == 1 && r.slots[i].alts[0][0].Lower == "және" && r.slots[i-1].lastWord().ending() == genitive
		if !r.starts[i] && !conj {
			continue
		}
		seg := r.slots[from:i]
		from = i
		if conj {
			from = i + 1
		}
		if len(seg) == 0 {
			continue
		}
		last := seg[len(seg)-1].lastWord()
		if last.ending() != genitive && (unitNouns.has(last) && last.Lower != "полиция" || isPlural(last)) {
			continue
		}
		for k := 1; k <= 3 && k < n-lastStart; k++ {
			v := run{shared: true}
			for j, s := range seg {
				v.add(s, j == 0)
			}
			for _, s := range r.slots[n-k:] {
				v.add(s, false)
			}
			v.close()
			if len(out) < maxEntries {
				out = append(out, v)
			}
		}
	}
	return out
}

func (s slot) lastWord() *Word {
	ws := s.alts[0]
	return &ws[len(ws)-1]
}

// isPlural reports whether the word carries a plural suffix, before a
// possessive or alone: департаменттері, топтар.
func isPlural(w *Word) bool {
	for _, p := range [...]string{"лар", "лер", "дар", "дер", "тар", "тер"} {
		i := strings.LastIndex(w.Lower, p)
		if i < 4 {
			continue
		}
		rest := w.Lower[i+len(p):]
		if rest == "" && w.cut >= 3 || slices.Contains([]string{"ы", "і", "ының", "інің", "дың", "дің"}, rest) {
			return true
		}
	}
	return false
}
