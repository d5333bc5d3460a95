package enactment

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"tizbe/corpus"
)

// maxClause bounds the clause that is read, in runes; what is longer is no
// entry clause.
const maxClause = 4000

// source is a clause as written and, rune for rune, as compared.
type source struct {
	written []rune
	low     string // lower case, Latin look-alikes as Cyrillic
	at      []int  // byte offset in low → rune index
}

// latin maps Latin letters that stand in Cyrillic words of official texts to
// those that were meant.
var latin = map[rune]rune{'a': 'а', 'c': 'с', 'e': 'е', 'i': 'і', 'o': 'о', 'p': 'р', 'x': 'х', 'y': 'у', 'h': 'һ', 'k': 'к', 'm': 'м', 't': 'т', 'b': 'в'}

func newSource(text string) source {
	written := []rune(strings.Join(strings.Fields(strings.ToValidUTF8(text, "�")), " "))
	if len(written) > maxClause {
		written = written[:maxClause]
	}
	s := source{written: written}
	var b strings.Builder
	for i, r := range written {
		r = unicode.ToLower(r)
		if c, ok := latin[r]; ok {
			r = c
		}
		switch r {
		case 'ё':
			r = 'е'
		case '«', '»', '“', '”':
			r = '"'
		case '–', '—', '‑':
			r = '-'
		}
		for range len(string(r)) {
			s.at = append(s.at, i)
		}
		b.WriteRune(r)
	}
	s.at = append(s.at, len(written))
	s.low = b.String()
	return s
}

// text returns the clause as written between two offsets of low.
func (s source) text(from, to int) string {
	return strings.Trim(string(s.written[s.at[from]:s.at[to]]), " ,;:.()")
}

// blank replaces what has been understood, so that what is left shows.
func (s *source) blank(from, to int) {
	s.low = s.low[:from] + strings.Repeat(" ", to-from) + s.low[to:]
}

// grammar is what the readers of the two languages share.
type grammar struct {
	applies   *regexp.Regexp // group 1: the date
	aboutPast *regexp.Regexp // the act says something about earlier relations
	publish   *regexp.Regexp
	see       *regexp.Regexp // group 1: where
	forms     []form
	filler    *regexp.Regexp // words that say nothing more
	number    func(string) (int, bool)
}

// A form is one wording of a rule. The named groups are n (a number in
// figures or words), unit and date.
type form struct {
	kind Kind
	re   *regexp.Regexp
}

var grammars = map[corpus.Lang]*grammar{corpus.Kazakh: kazakhGrammar(), corpus.Russian: russianGrammar()}

// Parse reads one entry-into-force clause: a point of an act, or the words
// in the brackets of an editorial note. The language may be "", to be told by
// the letters. Whatever is not understood as a whole has an Unreadable Entry;
// an application that is stated but not understood has no date.
func Parse(text string, lang corpus.Lang) Clause {
	s := newSource(text)
	c := Clause{Text: strings.TrimSpace(text)}
	if lang != corpus.Kazakh && lang != corpus.Russian {
		lang = corpus.Russian
		if strings.ContainsAny(s.low, "әғқңөұүһі") {
			lang = corpus.Kazakh
		}
	}
	g := grammars[lang]
	whole := s
	if m := numberPrefix.FindStringIndex(s.low); m != nil {
		s.blank(m[0], m[1])
	}
	if m := g.see.FindStringSubmatchIndex(s.low); m != nil {
		c.Entry = Rule{Kind: SeePoint, See: seePlace(whole.text(m[2], m[3]), lang), Text: whole.text(m[0], m[1])}
		s.blank(m[0], m[1])
		if g.left(s.low) {
			c.Entry = Rule{Kind: Unreadable, Text: c.Text}
		}
		return c
	}
	c.Applies, s = g.application(whole, s)
	if m := g.publish.FindStringIndex(s.low); m != nil {
		c.MustPublish = true
		s.blank(m[0], m[1])
	}
	exceptions := kazakhExceptions
	if lang == corpus.Russian {
		exceptions = russianExceptions
	}
	var ok bool
	if c.Exceptions, s, ok = exceptions(g, whole, s); !ok {
		c.Entry = Rule{Kind: Unreadable, Text: c.Text}
		return c
	}
	rule, rest, ok := g.rule(whole, s)
	if !ok || g.left(rest.low) {
		rule = Rule{Kind: Unreadable, Text: c.Text}
	}
	c.Entry = rule
	return c
}

var numberPrefix = regexp.MustCompile(`^\d{1,3}(-\d+)?\. `)

// application takes the sentence about the relations governed out of s.
func (g *grammar) application(whole, s source) (Application, source) {
	if m := g.applies.FindStringSubmatchIndex(s.low); m != nil {
		a := Application{Stated: true, Text: whole.text(m[0], m[1])}
		a.From, _ = readDate(s.low[m[2]:m[3]])
		s.blank(m[0], m[1])
		return a, s
	}
	if m := g.aboutPast.FindStringIndex(s.low); m != nil {
		// It is said that earlier relations are governed, but not readably
		// from when; the words stay, so that the entry is not read either.
		return Application{Stated: true, Text: whole.text(m[0], m[1])}, s
	}
	return Application{}, s
}

// rule finds the one wording that s has; two make it unreadable.
func (g *grammar) rule(whole, s source) (Rule, source, bool) {
	for _, f := range g.forms {
		all := f.re.FindAllStringSubmatchIndex(s.low, 2)
		if len(all) == 0 {
			continue
		}
		if len(all) > 1 {
			return Rule{}, s, false
		}
		m := all[0]
		r := Rule{Kind: f.kind, Text: whole.text(m[0], m[1])}
		group := func(name string) string {
			i := f.re.SubexpIndex(name)
			if i < 0 || m[2*i] < 0 {
				return ""
			}
			return s.low[m[2*i]:m[2*i+1]]
		}
		if w := group("n"); w != "" {
			n, ok := g.number(w)
			if !ok {
				return r, s, false
			}
			r.N, r.Unit = n, Days
			switch u := group("unit"); {
			case strings.HasPrefix(u, "ай"), strings.HasPrefix(u, "месяц"):
				r.Unit = Months
			case strings.HasPrefix(u, "жыл"), strings.HasPrefix(u, "год"), strings.HasPrefix(u, "лет"):
				r.Unit = Years
			}
		}
		if w := group("date"); w != "" {
			d, ok := readDate(w)
			if !ok {
				return r, s, false
			}
			r.Date = d
		}
		s.blank(m[0], m[1])
		return r, s, true
	}
	return Rule{}, s, false
}

// left reports whether anything is left that the grammar does not know.
func (g *grammar) left(low string) bool {
	for _, w := range strings.FieldsFunc(low, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' }) {
		if w != "-" && !g.filler.MatchString(w) {
			return true
		}
	}
	return false
}

var (
	kazakhMonths  = []string{"қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"}
	russianMonths = []string{"январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"}

	dotted = regexp.MustCompile(`(\d{1,2})\.(\d{1,2})\.(\d{4})`)
	// A date in words: 2026 жылғы 1 қаңтардан, 1 января 2026 года. The month
	// is compared in the letters to which the look-alikes were brought.
	kazakhDate  = regexp.MustCompile(`(\d{4}) ?жыл[а-яәғқңөұүһі]* (\d{1,2}) ?([а-яәғқңөұүһі]+)`)
	russianDate = regexp.MustCompile(`(\d{1,2}) ([а-я]+) (\d{4})`)
)

// readDate reads a date of either language; a day that does not exist is no
// date.
func readDate(s string) (corpus.Date, bool) {
	make := func(y, m, d string, month int) (corpus.Date, bool) {
		if m != "" {
			month, _ = strconv.Atoi(m)
		}
		yy, _ := strconv.Atoi(y)
		dd, _ := strconv.Atoi(d)
		date := corpus.NewDate(yy, time.Month(month), dd)
		t := date.Time()
		return date, yy >= 1900 && month >= 1 && month <= 12 && t.Day() == dd && int(t.Month()) == month
	}
	if m := dotted.FindStringSubmatch(s); m != nil {
		return make(m[3], m[2], m[1], 0)
	}
	if m := kazakhDate.FindStringSubmatch(s); m != nil {
		for i, name := range kazakhMonths {
			if strings.HasPrefix(m[3], name) {
				return make(m[1], "", m[2], i+1)
			}
		}
	}
	if m := russianDate.FindStringSubmatch(s); m != nil {
		for i, name := range russianMonths {
			if strings.HasPrefix(m[2], name) && (name != "ма" || m[2] == "мая" || m[2] == "май") {
				return make(m[3], "", m[1], i+1)
			}
		}
	}
	return corpus.Date{}, false
}

// seePlace gives the place in the nominative: 2-тармақтан → 2-тармақ.
func seePlace(s string, lang corpus.Lang) string {
	if lang == corpus.Kazakh {
		for _, suffix := range [...]string{"тан", "тен", "дан", "ден", "нан", "нен"} {
			if cut, ok := strings.CutSuffix(s, suffix); ok {
				return cut
			}
		}
	}
	return s
}
