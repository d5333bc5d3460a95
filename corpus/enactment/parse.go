//go:build !page

package enactment

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tizbe/corpus"
	"tizbe/corpus/citation"
	"tizbe/corpus/numerals"
	"tizbe/corpus/pattern"
)

// maxClause bounds the clause that is read, in bytes; what is longer is no
// entry clause.
const maxClause = 20_000

// Parse reads one clause: a point of an act with all its lines, several points
// that say something of it, or the words in the bracket of a publisher's note. The language may be "", to be told by
// the letters.
//
// Every word must be understood: a clause with a condition that is not known
// (but not before …), with two rules, or with an exception whose parts cannot
// be named has an [Unreadable] entry. An application that is stated but whose
// day cannot be read is Stated without a day.
func Parse(text string, lang corpus.Lang) Clause {
	c := Clause{Text: strings.TrimSpace(text), Entry: Rule{Kind: Unreadable, Text: strings.TrimSpace(text)}}
	if len(text) > maxClause {
		c.Entry.Text = head(c.Text, 1000)
		return c
	}
	var g *grammar
	p := &parser{clause: &c}
	ok := true
	for _, point := range points(text) {
		t := numerals.Fold(point)
		if g == nil {
			g = grammarOf(t.S, lang)
			p.grammar = g
		}
		if m := leading.FindStringIndex(t.S); m != nil {
			t = t.Slice(m[1], len(t.S))
		}
		t = unlisted(unbracketed(t))
		if m := g.see.FindStringSubmatchIndex(t.S); m != nil {
			c.Entry = Rule{Kind: Unreadable, Text: c.Text}
			if at := g.place(t.Slice(m[2], m[3])); at != "" {
				c.Entry = Rule{Kind: SeePoint, See: at, Text: t.Source(m[0], m[1])}
			}
			return c
		}
		for _, s := range sentences(t) {
			ok = p.sentence(s) && ok
		}
	}
	p.settle(ok)
	return c
}

// Registration returns what the heading of an act says of its state
// registration, verbatim, which a clause needs that counts from it: set behind
// the clause, it is read with it. It is "" for every other clause, and where the
// heading does not say it.
func (c Clause) Registration(heading string, lang corpus.Lang) string {
	if len(heading) > maxClause || c.Entry.Kind != Registration && !slices.ContainsFunc(c.Exceptions, func(x Exception) bool { return x.Entry.Kind == Registration }) {
		return ""
	}
	t := numerals.Fold(heading)
	m := grammarOf(t.S, lang).registered.FindStringIndex(t.S)
	if m == nil {
		return ""
	}
	return t.Source(m[0], m[1])
}

// grammarOf returns the grammar of the language, told by the letters where it
// is not given.
func grammarOf(folded string, lang corpus.Lang) *grammar {
	if lang != corpus.Kazakh && lang != corpus.Russian {
		lang = corpus.Russian
		if strings.ContainsAny(folded, "әғқңөұүһі") {
			lang = corpus.Kazakh
		}
	}
	if lang == corpus.Russian {
		return russian()
	}
	return kazakh()
}

var pointStart = pattern.New(`\n[ \t\x{a0}]*\d{1,3}(?:-\d{1,2})?\.[ \t\x{a0}]`)

// points cuts the text of several points, each on lines of its own.
func points(text string) []string {
	var out []string
	from := 0
	for _, m := range pointStart.FindAllStringIndex(text, -1) {
		out = append(out, text[from:m[0]])
		from = m[0] + 1
	}
	return append(out, text[from:])
}

var leading = pattern.New(`^(?:\d{1,3}(?:-\d+)*\. |\d+(?:-\d+)*-бап\. ?|статья \d+(?:-\d+)*\. ?)`)

func head(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

var member = pattern.New(`[:;] ((\d{1,3})\) )`)

// unlisted drops the numbers 1), 2) … of a list of exceptions; a number that
// is out of turn names a part of the act.
func unlisted(t numerals.Text) numerals.Text {
	var keep []numerals.Text
	from, n := 0, 1
	for _, m := range member.FindAllStringSubmatchIndex(t.S, -1) {
		if t.S[m[4]:m[5]] == strconv.Itoa(n) {
			keep = append(keep, t.Slice(from, m[2]))
			from = m[3]
			n++
		}
	}
	if n == 1 {
		return t
	}
	return numerals.Join(append(keep, t.Slice(from, len(t.S))))
}

// unbracketed drops the brackets of a note's clause, and a full stop.
func unbracketed(t numerals.Text) numerals.Text {
	i, j := 0, len(t.S)
	for j > i && strings.ContainsRune(" .;,", rune(t.S[j-1])) {
		j--
	}
	if j-i >= 2 && t.S[i] == '(' && t.S[j-1] == ')' && !strings.Contains(t.S[i+1:j-1], "(") {
		i, j = i+1, j-1
	}
	return t.Slice(i, j)
}

// sentences cuts at a full stop before a capital letter.
func sentences(t numerals.Text) []numerals.Text {
	var out []numerals.Text
	from := 0
	for i := 0; i+2 < len(t.S); i++ {
		if t.S[i] != '.' || t.S[i+1] != ' ' {
			continue
		}
		r, _ := utf8.DecodeRuneInString(t.Source(i+2, len(t.S)))
		prev, _ := utf8.DecodeLastRuneInString(t.S[:i])
		word := t.S[strings.LastIndexByte(t.S[:i], ' ')+1 : i]
		if unicode.IsUpper(r) && unicode.IsLetter(prev) && utf8.RuneCountInString(word) > 2 {
			out = append(out, t.Slice(from, i))
			from = i + 2
		}
	}
	return append(out, t.Slice(from, len(t.S)))
}

// parser collects what the sentences say.
type parser struct {
	*grammar
	clause *Clause
	rules  []found // of the whole act
	// enters: something is said of an entry into force, understood or not;
	// named: a sentence has the act for its subject.
	enters, named bool
	registered    corpus.Date // by a heading; zero where none says it
	// doubt: a sentence says until when something of the act holds, but not
	// understood what.
	doubt End
}

// blank returns t with [from, to) left out; a space stays where words would
// run together.
func blank(t numerals.Text, from, to int) numerals.Text {
	if from > 0 && to < len(t.S) && t.S[from-1] != ' ' && t.S[to] != ' ' && from < to {
		switch {
		case t.S[from] == ' ':
			from++
		case t.S[to-1] == ' ':
			to--
		}
	}
	return numerals.Join([]numerals.Text{t.Slice(0, from), t.Slice(to, len(t.S))})
}

// sentence reads one sentence; false where it has words that are not
// understood.
func (p *parser) sentence(t numerals.Text) bool {
	g := p.grammar
	if m := g.registered.FindStringSubmatchIndex(t.S); m != nil {
		i := 2 * g.registered.SubexpIndex("date")
		p.registered, _ = wholeDate(t.S[m[i]:m[i+1]])
		t = blank(t, m[0], m[1])
	}
	relevant := g.verb.MatchString(t.S) || g.relations.MatchString(t.S) || g.publish.MatchString(t.S) || g.except.MatchString(t.S)
	p.enters, p.named = p.enters || g.verb.MatchString(t.S), p.named || g.act.MatchString(t.S)
	if !relevant && !p.endsAct(t) {
		if e, some, _ := g.nextEnd(t, g.ends); some && g.own.MatchString(t.S[:e.from]) && !p.doubt.Stated() {
			p.doubt = End{Kind: EndUnread, Text: trimmed(t.Source(0, len(t.S)))}
		}
		// A sentence about something else says nothing of the entry.
		return true
	}
	if m := g.except.FindStringIndex(t.S); m != nil {
		from, to := g.region(t.S, m, g)
		inside := t.Slice(from, to)
		if !p.exceptions(inside, m[0]-from, m[1]-from) {
			return false
		}
		t = blank(t, from, to)
	}
	if m := g.applies.FindStringSubmatchIndex(t.S); m != nil {
		p.clause.Applies = application(g.applies, t, m)
		t = blank(t, m[0], m[1])
	}
	if m := g.publish.FindStringIndex(t.S); m != nil {
		p.clause.MustPublish = true
		t = blank(t, m[0], m[1])
	}
	rest := ""
	var of []string // the parts that the sentence spoke of last; none: the act
	named := ""
	for {
		f, some, ok := next(t, g.main)
		e, ends, valid := g.nextEnd(t, g.ends)
		if ends && some && e.from >= f.from && e.from < f.to {
			ends = false // the words of a rule
		}
		if ends && some && e.end.Kind == EndUnread {
			ends = false // it takes in all that stands before or behind
		}
		if !some && !ends {
			break
		}
		first := ends && (!some || e.from < f.from)
		if first && !valid || !first && !ok {
			return false
		}
		from, to := f.from, f.to
		if first {
			from, to = e.from, e.to
		}
		// What stands between is whose rule it is: the act, or parts of it. In
		// Russian and Kazakh alike the subject comes first.
		subject := t.Slice(0, from)
		t = t.Slice(to, len(t.S))
		refs, text, ok := p.parts(subject)
		switch {
		case !ok:
			of, named, rest = nil, "", rest+" "+subject.S
			if first && !p.ofAct(subject) {
				continue // who knows of what it is the end
			}
		case len(refs) > 0:
			of, named = refs, text
		}
		if first {
			p.ends(of, named, e)
			continue
		}
		after, ends, valid := anEnd(t, g.after)
		if ends && !valid {
			return false
		}
		if ends {
			t = t.Slice(after.to, len(t.S))
			p.ends(of, named, after)
		}
		if len(of) > 0 {
			p.except(Exception{Provisions: of, Text: named, Entry: f.rule})
			continue
		}
		p.rules = append(p.rules, f)
	}
	rest += " " + t.S
	if m := g.relations.FindStringIndex(rest); m != nil && !p.clause.Applies.Stated {
		if i := strings.Index(t.S, strings.TrimSpace(rest[m[0]:m[1]])); i >= 0 {
			p.clause.Applies = Application{Stated: true, Text: t.Source(i, i+len(strings.TrimSpace(rest[m[0]:m[1]])))}
			rest = rest[:m[0]] + " " + rest[m[1]:]
		}
	}
	return !g.left(rest)
}

// application reads the day of an application that matched.
func application(re *pattern.Regexp, t numerals.Text, m []int) Application {
	a := Application{Stated: true, Text: strings.Trim(t.Source(m[0], m[1]), " ,;.")}
	i, w := 2*re.SubexpIndex("date"), 2*re.SubexpIndex("word")
	if m[i] < 0 {
		return a
	}
	d, _, _, ok := numerals.FindDate(t.S[m[i]:m[i+1]])
	word := ""
	if w >= 0 && m[w] >= 0 {
		word = t.S[m[w]:m[w+1]]
	}
	switch {
	case !ok, word == "до", word == "дейін":
	case word == "после", word == "кейін":
		a.From = d.AddDays(1)
	default:
		a.From = d
	}
	return a
}

// left reports whether a text has words that the grammar does not know as
// saying nothing.
func (g *grammar) left(s string) bool {
	for _, k := range citation.Lex(strings.TrimSpace(s)) {
		if k.Kind == citation.Word && !g.filler.MatchString(k.S) || k.Kind == citation.Quote {
			return true
		}
		if k.Kind == citation.Num {
			return true
		}
	}
	return false
}

// parts reads a text as nothing but the names of parts of the act, or of the
// only annex that it has.
func (p *parser) parts(t numerals.Text) (eids []string, text string, ok bool) {
	text = strings.Trim(t.Source(0, len(t.S)), " ,;:.")
	annex := p.document.FindStringIndex(t.S)
	if annex != nil {
		t = blank(t, annex[0], annex[1])
	}
	c := citation.Of(t)
	refs, rest := c.Refs(p.lang)
	for _, r := range rest {
		if !p.filler.MatchString(c.S[r.Start:r.End]) {
			return nil, "", false
		}
	}
	for _, r := range refs {
		id := r.EID()
		if id == "" {
			return nil, "", false
		}
		if annex != nil {
			id = "list__" + id
		}
		eids = append(eids, id)
	}
	if annex != nil && eids == nil {
		eids = []string{"list"}
	}
	return eids, text, true
}

// settle decides what the act's own rule is.
func (p *parser) settle(ok bool) {
	var entry, force []Rule
	for _, f := range p.rules {
		if f.force {
			force = append(force, f.rule)
		} else {
			entry = append(entry, f.rule)
		}
	}
	if len(entry) == 0 {
		entry = force
	}
	if ok && len(entry) == 1 {
		p.clause.Entry = entry[0]
	}
	p.clause.Entry = p.clause.Entry.registered(p.registered)
	for i := range p.clause.Exceptions {
		x := &p.clause.Exceptions[i]
		x.Entry = x.Entry.registered(p.registered)
	}
	p.clause.Silent = ok && len(entry) == 0 && !p.enters && p.named && (p.clause.Ends.Stated() || !p.clause.Applies.From.IsZero() || p.clause.MustPublish && !p.clause.Applies.Stated)
	if !p.clause.Ends.Stated() {
		p.clause.Ends = p.doubt
	}
	p.inherit()
}
