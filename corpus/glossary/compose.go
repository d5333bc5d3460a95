package glossary

import (
	"slices"
	"strings"

	"tizbe/corpus"
)

// A noun is one link of the chain: заместитель, and what belongs to it.
type noun struct {
	class Class
	text  string // Kazakh
	usual bool   // typed in the nominative
	mods  []mod
	quals []string // as read; Kazakh puts the last one first
	of    *list    // what it belongs to
	alts  []string // its alternatives in parentheses
	tail  string   // a qualifying parenthesis

	matter bool // what it belongs to is said with жөніндегі
}

type mod struct {
	sep  string // what parts it from the modifier before
	text string
	kind Class
}

// A list is nouns side by side: управление, отдел.
type list struct {
	nouns []*noun
	seps  []string // before each noun; the first is empty
}

func (l *list) last() *noun { return l.nouns[len(l.nouns)-1] }

// A composer rebuilds the chain of one question.
type composer struct {
	g      *Glossary
	choice choice
	lang   corpus.Lang
	index  map[*elem]int
	via    []string
	left   []string
}

// compose says the elems in Kazakh, with the options chosen.
func compose(g *Glossary, elems []elem, c choice, lang corpus.Lang) (text, via string, left []string) {
	p := &composer{g: g, choice: c, lang: lang, index: map[*elem]int{}}
	for i := range elems {
		p.index[&elems[i]] = i
	}
	text = p.read(elems, 0).render()
	return strings.Join(strings.Fields(text), " "), strings.Join(p.via, " + "), p.left
}

func (p *composer) option(e *elem) option {
	if len(e.options) == 0 {
		p.left = append(p.left, e.raw)
		return option{class: Name, kazakh: e.raw, usual: true}
	}
	k := 0
	if p.choice.elem == p.index[e] && p.choice.elem >= 0 {
		k = p.choice.option
	}
	o := e.options[k]
	if o.class.Content() && !slices.Contains(p.via, o.via) {
		p.via = append(p.via, o.via)
	}
	return o
}

// A reading in progress: the lists from the head of the chain to its end, and
// what waits for the next noun.
type chain struct {
	path  []*list
	quals []string // read before any noun
	mods  []mod
	sep   string // before the next thing
	first string // before the first of mods
	link  bool
}

const maxDepth = 16

// defines are the words that open the parenthesis which gives an abbreviation.
var defines = set("далее hereinafter hereafter")

// read rebuilds the chain of a run of elems.
func (p *composer) read(elems []elem, depth int) *chain {
	c := &chain{}
	for i := 0; i < len(elems); i++ {
		e := &elems[i]
		switch {
		case e.mark == ",":
			if c.sep == "" {
				c.sep = ", "
			}
			continue
		case e.mark == "(":
			end := closing(elems, i)
			// (далее – КПСиСУ) names an abbreviation and describes nothing.
			if depth < maxDepth && (i+1 >= end || !defines[elems[i+1].text]) {
				c.parenthesis(p.read(elems[i+1:end], depth+1))
			}
			i = end
			continue
		case e.mark != "" || e.skip:
			c.link = c.link || e.link
			if i+1 < len(elems) && locative[e.text] && elems[i+1].is(Place) {
				i++
				c.at(Locative(p.option(&elems[i]).kazakh))
			}
			continue
		}
		o := p.option(e)
		if e.hyphen && c.sep == "" && (len(c.path) > 0 || len(c.mods) > 0) {
			c.sep = "-"
		}
		switch role(o.class) {
		case '-':
		case 'c':
			if strings.HasSuffix(strings.TrimSpace(c.sep), ",") {
				c.sep = ", " + o.kazakh + " "
			} else {
				c.sep = " " + o.kazakh + " "
			}
		case 'a':
			m := mod{text: o.kazakh, kind: o.class, sep: " "}
			if len(c.mods) == 0 {
				c.first = c.sep
			} else if c.sep != "" {
				m.sep = c.sep
			}
			c.sep = ""
			c.mods = append(c.mods, m)
		case 's', 'q':
			if len(c.path) == 0 && len(c.mods) > 0 && c.sep != "" {
				// городской, на транспорте: a modifier among others
				c.mods = append(c.mods, mod{sep: c.sep, text: o.kazakh, kind: o.class})
				c.sep = ""
				continue
			}
			c.flush()
			c.qualify(o.kazakh, role(o.class) == 's')
		case 'p':
			// Russian по and English for open a phrase that lasts to the next
			// one; an English "of" among them is only a link.
			end := i + 1
			for end < len(elems) && !(opens(elems[end]) && (end > i+1 || !elems[end].is(Body))) {
				end++
			}
			for end > i+1 && elems[end-1].mark == "," {
				end--
			}
			if end == i+1 || depth >= maxDepth {
				continue
			}
			c.flush()
			inner := p.read(elems[i+1:end], depth+1).render()
			if post := o.kazakh; inner != "" && !(p.choice.bare && post == "жөніндегі") {
				inner += " " + post
			}
			c.qualify(inner, false)
			i = end - 1
		default:
			n := &noun{class: o.class, text: o.kazakh, usual: o.usual}
			sep := c.sep
			if len(c.mods) > 0 {
				switch {
				case c.sep == "":
					sep = c.first
				case c.sep != ", " || adjectival(e.text):
					// воспитательная и социально-психологическая работа, the
					// latter part one entry
					sep = c.first
					c.mods[len(c.mods)-1].text += strings.TrimRight(c.sep, " ")
				default:
					c.flush() // оперативно-криминалистические, следствия
				}
			}
			n.mods, c.mods, c.sep, c.first = c.mods, nil, "", ""
			c.place(n, sep, p.lang == corpus.English)
			if p.choice.matter {
				c.matter()
			}
		}
	}
	c.flush()
	return c
}

// locative are the words before a place that say where, not whose.
var locative = set("в во на in at")

func (e elem) is(class Class) bool { return len(e.options) > 0 && e.options[0].class == class }

// at says where the first unit of the chain is.
func (c *chain) at(text string) {
	c.flush()
	c.sep = ""
	if len(c.path) == 0 {
		c.quals = append(c.quals, text)
		return
	}
	to := c.path[0].last()
	for _, l := range c.path {
		if kind(l.last().class) == Unit {
			to = l.last()
			break
		}
	}
	to.quals = append(to.quals, text)
}

// opens reports whether an elem ends the phrase of a preposition.
func opens(e elem) bool {
	if e.mark == "(" || e.mark == ")" {
		return true
	}
	if len(e.options) == 0 {
		return false
	}
	switch e.options[0].class {
	case Preposition, Scope, Qualifier, Body:
		return true
	}
	return false
}

// closing returns the place of the parenthesis that closes the one at i, or
// the end of the question where none does.
func closing(elems []elem, i int) int {
	open := 0
	for j := i; j < len(elems); j++ {
		switch elems[j].mark {
		case "(":
			open++
		case ")":
			if open--; open == 0 {
				return j
			}
		}
	}
	return len(elems)
}

// kind puts classes together that stand side by side in lists.
func kind(c Class) Class {
	switch c {
	case Deputy, Title:
		return Person
	case Body:
		return Unit
	case Duty:
		return Field
	}
	return c
}

func (c *chain) deepest() *list { return c.path[len(c.path)-1] }

// place adds a noun to the chain.
func (c *chain) place(n *noun, sep string, english bool) {
	link := c.link
	c.link = false
	if len(c.path) == 0 {
		n.quals, c.quals = c.quals, nil
		c.path = []*list{{nouns: []*noun{n}, seps: []string{""}}}
		return
	}
	if sep != "" {
		c.beside(n, sep)
		return
	}
	under := c.deepest().last()
	head := c.path[0].last()
	switch {
	case under.class == Name && n.class != Name && under.of == nil:
		c.over(n) // «Сұнқар» отряд
	case english && !link && under.class != Deputy:
		c.over(n) // fire station chief
	case english:
		c.under(n)
	case kind(n.class) == Person && kind(head.class) != Person:
		// отдела начальник: the head came last.
		n.of = c.path[0]
		c.path = append([]*list{{nouns: []*noun{n}, seps: []string{""}}}, c.path...)
	default:
		c.under(n)
	}
}

// matter turns the line of work that the last position belongs to into a
// qualifying phrase.
func (c *chain) matter() {
	if len(c.path) < 2 {
		return
	}
	n := c.path[len(c.path)-2].last()
	if kind(n.class) == Person && kind(c.deepest().last().class) == Field && len(c.deepest().nouns) == 1 {
		n.matter = true
	}
}

// under makes n what the last noun belongs to: начальник отдела.
func (c *chain) under(n *noun) {
	l := &list{nouns: []*noun{n}, seps: []string{""}}
	c.deepest().last().of = l
	c.path = append(c.path, l)
}

// over makes n the head of the last noun, which is what it belongs to.
func (c *chain) over(n *noun) {
	l := c.deepest()
	old := l.last()
	if kind(n.class) == Person {
		// senior fire station chief: the rank is the chief's.
		rest := old.mods[:0:0]
		for _, m := range old.mods {
			if m.kind == Rank {
				n.mods = append(n.mods, m)
			} else {
				rest = append(rest, m)
			}
		}
		old.mods = rest
		n.quals, old.quals = old.quals, nil
	}
	n.of = &list{nouns: []*noun{old}, seps: []string{""}}
	l.nouns[len(l.nouns)-1] = n
}

// beside adds a noun to the list it stands in: of those with a noun of its
// kind the deepest, if it can one of the same case.
func (c *chain) beside(n *noun, sep string) {
	at := -1
	for i, l := range c.path {
		if o := l.last(); kind(o.class) == kind(n.class) && o.usual == n.usual {
			at = i
		}
	}
	for i := len(c.path) - 1; i >= 0 && at < 0; i-- {
		if kind(c.path[i].last().class) == kind(n.class) {
			at = i
		}
	}
	if at < 0 {
		at = len(c.path) - 1
	}
	l := c.path[at]
	l.nouns = append(l.nouns, n)
	l.seps = append(l.seps, sep)
	c.path = c.path[:at+1]
}

// qualify adds a qualifying phrase: to the position at the head of the chain,
// or to the nearest noun.
func (c *chain) qualify(text string, scope bool) {
	sep := c.sep
	c.sep = ""
	if text == "" {
		return
	}
	if len(c.path) == 0 {
		if s := strings.Trim(sep, ", "); s != "" {
			text = s + " " + text // в том числе для выезда
		}
		c.quals = append(c.quals, text)
		return
	}
	under := c.deepest().last()
	if k := kind(under.class); sep != "" && (k == Field || k == Unit && len(under.quals) > 0) {
		c.beside(&noun{class: Field, text: text}, sep)
		return
	}
	to := under
	if kind(under.class) == Person || scope {
		for _, l := range c.path {
			if kind(l.last().class) == Person {
				to = l.last()
				break
			}
		}
	}
	to.quals = append(to.quals, text)
}

// flush gives modifiers that no noun follows a place.
func (c *chain) flush() {
	if len(c.mods) == 0 || len(c.path) == 0 {
		return
	}
	mods := c.mods
	first := c.first
	c.mods, c.first = nil, ""
	under := c.deepest().last()
	if k := kind(under.class); first != "" && (k == Field || k == Unit) {
		c.beside(&noun{class: Field, text: join(mods)}, first)
		return
	}
	to := under
	if mods[0].kind == Rank {
		for _, l := range c.path {
			if kind(l.last().class) == Person {
				to = l.last()
				break
			}
		}
	}
	if len(to.mods) == 0 {
		mods[0].sep = ""
	}
	to.mods = append(to.mods, mods...)
}

// parenthesis adds what stood in parentheses: alternatives of a modifier or
// of the nearest noun of their kind, else a remark on the head.
func (c *chain) parenthesis(inner *chain) {
	text := inner.render()
	if text == "" {
		return
	}
	if len(c.mods) > 0 {
		m := &c.mods[len(c.mods)-1]
		m.text += " (" + text + ")"
		return
	}
	if len(c.path) == 0 {
		c.quals = append(c.quals, text)
		return
	}
	if len(inner.path) > 0 {
		k := kind(inner.path[0].nouns[0].class)
		for i := len(c.path) - 1; i >= 0; i-- {
			n := c.path[i].last()
			if kind(n.class) != k || len(n.alts) > 0 {
				continue
			}
			l := inner.path[0]
			for j, a := range l.nouns {
				if j > 0 && l.seps[j] == "-" {
					n.alts[len(n.alts)-1] += "-" + a.render(false)
					continue
				}
				n.alts = append(n.alts, a.render(false))
			}
			return
		}
	}
	to := c.deepest().last()
	if kind(to.class) == Person {
		to = c.path[0].last()
	}
	to.tail = strings.TrimSpace(to.tail + " (" + text + ")")
}
