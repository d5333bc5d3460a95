package position

import (
	"strings"
	"unicode"
)

// A Note is a note (ескертпе) of the list: it says which functional duties
// (функционалдық міндеттер) take a position out of the list.
type Note struct {
	Exclusions []Exclusion
}

// An Exclusion is one line of a note.
type Exclusion struct {
	// Text is the line as published, without the words that open and close
	// the note and without its final punctuation.
	Text string
	// Terms are the duties that the line names, each written out: "қаржылық
	// және материалдық-техникалық қамтамасыз етуді" has two.
	Terms []string
	// Exceptions are what the line itself keeps in the list (… қоспағанда):
	// duties, positions or units.
	Exceptions []string
	// Line is the place of the line among those given to [OpenNote], from 0.
	Line int

	terms      []term
	exceptions []exception
	russian    bool
}

// A term is a duty with the words that may be left out of it.
type term struct {
	full, short Words
	alone       Words // what names the term when nothing stands beside it
}

type exception struct {
	text  string
	terms []term
}

// maxNote bounds the lines of one note; the longest of the seed act has 8.
const maxNote = 200

// OpenNote reads the lines of one note, the one with Ескертпе first. A note
// may be a single line. What is not understood stays in the text of the
// exclusion.
func OpenNote(lines []string) Note {
	var n Note
	for i, s := range lines {
		if i >= maxNote {
			break
		}
		if len(s) > maxText {
			s = s[:maxText]
		}
		text := trim(cutCloser(cutOpener(s)))
		if len(Split(text)) == 0 {
			continue
		}
		n.Exclusions = append(n.Exclusions, newExclusion(text, i))
	}
	return n
}

// cutOpener takes "Ескертпе: функционалдық міндеттері:" or its Russian
// counterpart off the front.
func cutOpener(s string) string {
	s = strings.TrimSpace(s)
	for _, opener := range [...][]string{
		{"ескертпе", "функционалдық", "міндеттері"},
		{"примечание", "не", "распространяется", "на", "должности", "функциональными", "обязанностями", "которых", "являются", "вопросы", "реализации"},
		{"примечание", "не", "распространяется", "на", "должности", "функциональными", "обязанностями", "которых", "являются", "вопросы"},
	} {
		if rest, ok := cutWords(s, opener); ok {
			return rest
		}
	}
	for _, word := range [...]string{"ескертпе", "примечание"} {
		if rest, ok := cutWords(s, []string{word}); ok {
			return rest
		}
	}
	return s
}

// cutWords takes the words off the front of s, with the punctuation after
// each.
func cutWords(s string, words []string) (string, bool) {
	for _, w := range words {
		i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
		if i < 0 {
			i = len(s)
		}
		if strings.ToLower(s[:i]) != w {
			return s, false
		}
		s = strings.TrimLeft(s[i:], " \t\u00a0:.,–-")
	}
	return s, true
}

// cutCloser takes the end of a Kazakh note off: [іске асыру] мәселелері
// болып табылатын лауазымдарға қолданылмайды ("… does not apply to positions
// of which these are the matters [of implementation]"). The publisher has the
// first words in disorder in one place (іске мәселелері асыру), so that they
// are taken in any order.
func cutCloser(s string) string {
	fields := strings.Fields(trim(s))
	n := len(fields)
	at := -1
	for i := n - 1; i > 0; i-- {
		if strings.EqualFold(fields[i], "табылатын") && strings.EqualFold(fields[i-1], "болып") {
			at = i - 1
			break
		}
	}
	if at < 0 {
		return s
	}
	if tail := strings.ToLower(strings.Join(fields[at+2:], " ")); tail != "" && !strings.HasPrefix(tail, "лауазым") {
		return s
	}
	seen := map[string]bool{}
	for at > 0 {
		w := strings.ToLower(fields[at-1])
		if w != "мәселелері" && w != "іске" && w != "асыру" || seen[w] || w == "асыру" && seen["іске"] {
			break
		}
		seen[w] = true
		at--
	}
	if seen["асыру"] && !seen["іске"] {
		// An асыру that is not іске асыру belongs to the duty.
		for at < n && !strings.EqualFold(fields[at], "асыру") {
			at++
		}
		at++
	}
	return strings.Join(fields[:at], " ")
}

func newExclusion(text string, at int) Exclusion {
	x := Exclusion{Text: text, Line: at, russian: isRussian(text)}
	l := parseLine(text)
	var plain [][]piece
	plain = append(plain, nil)
	for _, p := range l {
		if p.kind != pieceParen {
			plain[0] = append(plain[0], p)
			continue
		}
		inner, ok := cutExcept(p.text)
		if !ok {
			// A parenthesis that is no exception adds to the duty.
			plain = append(plain, parseLine(p.text))
			continue
		}
		x.Exceptions = append(x.Exceptions, inner)
		x.exceptions = append(x.exceptions, exception{inner, newTerms(openDuties(parseLine(inner), x.russian), x.russian)})
	}
	for _, p := range plain {
		for _, d := range openDuties(line(p), x.russian) {
			if len(x.Terms) >= maxEntries {
				break
			}
			t := d.String()
			x.Terms = append(x.Terms, t)
		}
	}
	for _, t := range x.Terms {
		x.terms = append(x.terms, newTerm(t, x.russian))
	}
	if len(x.Terms) > 1 { // a duty given in the very words of the line
		x.terms = append(x.terms, newTerm(line(plain[0]).String(), x.russian))
	}
	return x
}

// cutExcept takes қоспағанда, or за исключением, off an exception.
func cutExcept(s string) (string, bool) {
	s = strings.TrimSpace(s)
	for _, suffix := range [...]string{"қоспағанда", "басқа", "өзге"} {
		if i := len(s) - len(suffix); i > 0 && strings.EqualFold(s[i:], suffix) {
			return trim(s[:i]), true
		}
	}
	for _, prefix := range [...]string{"за исключением", "кроме"} {
		if len(s) > len(prefix) && strings.EqualFold(s[:len(prefix)], prefix) {
			return trim(s[len(prefix):]), true
		}
	}
	return "", false
}

func newTerms(ls []line, russian bool) []term {
	var out []term
	for _, l := range ls {
		out = append(out, newTerm(l.String(), russian))
	}
	return out
}

// carriers are the words at the end of a duty that carry no meaning of their
// own: one who is responsible for қоғаммен байланыс (public relations) has
// the қоғаммен байланыс жұмысы (the work of public relations) for a duty.
var carriers = newLexicon("жұмыс мәселе")

func newTerm(text string, russian bool) term {
	t := term{full: newWords(text, russian)}
	n := len(t.full)
	// жүзеге асыру: "carrying out"
	if n > 3 && t.full[n-2].Lower == "жүзеге" && strings.HasPrefix(t.full[n-1].Lower, "асыру") {
		t.full = t.full[:n-2]
		n -= 2
	}
	switch {
	case n < 2 || !carriers.has(&t.full[n-1]):
	case n > 2:
		t.short = t.full[:n-1]
	default: // талдау of талдау жұмысы, but not қылмыстық талдау
		t.alone = t.full[:n-1]
	}
	return t
}

func (t term) in(ws Words) bool {
	return ws.find(t.full) >= 0 || len(t.short) > 0 && ws.find(t.short) >= 0 || len(t.alone) > 0 && ws.same(t.alone)
}

// Names reports whether the exclusion takes out a position with the duty, and
// whether an exception of the exclusion saves it.
//
// The duty is named when a term of the exclusion stands in it, alone or
// within more words; a duty that is only a part of a term is not named. An
// exception saves when the duty, the position or the unit names it; it is
// returned. Where the duty is not excluded saved is false.
func (x Exclusion) Names(duty, position, unit Query) (excluded, saved bool, exception string) {
	for _, t := range x.terms {
		excluded = excluded || x.named(t, duty)
	}
	if !excluded {
		return false, false, ""
	}
	for _, e := range x.exceptions {
		for _, t := range e.terms {
			if x.named(t, duty) || x.named(t, position) || x.named(t, unit) {
				return true, true, e.text
			}
		}
	}
	return true, false, ""
}

// named reports whether the term stands in the question, or in a member of
// the list that the question is.
func (x Exclusion) named(t term, q Query) bool {
	for i := range q.readings {
		if t.in(x.question(q.readings[i].all)) {
			return true
		}
	}
	for _, ws := range q.opened {
		if t.in(x.question(ws)) {
			return true
		}
	}
	return false
}

// question returns the words of a question as the note's language compares
// them.
func (x Exclusion) question(ws Words) Words {
	if !x.russian {
		return ws
	}
	return russianWords(ws)
}
