package glossary

import (
	"slices"
	"strings"
)

// render says the whole chain.
func (c *chain) render() string {
	parts := slices.Clone(c.quals)
	if len(c.mods) > 0 {
		parts = append(parts, join(c.mods))
	}
	if len(c.path) > 0 {
		parts = append(parts, c.path[0].render(false))
	}
	return strings.Join(parts, " ")
}

func join(mods []mod) string {
	var b strings.Builder
	for i, m := range mods {
		if i > 0 {
			b.WriteString(m.sep)
		}
		b.WriteString(m.text)
	}
	return b.String()
}

// render says a list. Where only its last noun has a complement, that is the
// complement of all: начальник, заместитель начальника управления; Kazakh says
// it once, in front. genitive asks for the ending on each noun.
func (l *list) render(genitive bool) string {
	var b strings.Builder
	last := l.last()
	var shared *list
	if len(l.nouns) > 1 && last.of != nil && kind(last.class) == kind(l.nouns[0].class) {
		shared = last.of
		for _, n := range l.nouns[:len(l.nouns)-1] {
			if n.of != nil {
				shared = nil
			}
		}
	}
	if shared != nil {
		last.of = nil
		b.WriteString(last.complement(shared) + " ")
		defer func() { last.of = shared }()
	}
	for i, n := range l.nouns {
		b.WriteString(l.seps[i])
		joined := i+1 < len(l.nouns) && l.seps[i+1] == "-"
		t := n.render(shared != nil && !joined)
		if genitive && !joined {
			t = n.genitive(t)
		}
		b.WriteString(t)
	}
	return b.String()
}

// render says a noun and all that belongs to it; possessive asks for the
// possessive ending even without a complement of its own.
func (n *noun) render(possessive bool) string {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	quals := slices.Clone(n.quals)
	slices.Reverse(quals)
	of, near := "", false
	if n.of != nil {
		of = n.complement(n.of)
		if n.matter {
			of += " жөніндегі"
		} else {
			possessive = true
		}
		// A unit's line of work stands next to it: облыстық тергеу басқармасы.
		near = kind(n.class) != Person && kind(n.of.nouns[0].class) == Field
	}
	for _, m := range n.mods {
		possessive = possessive || m.kind == Service && kind(n.class) == Unit
	}
	if !near {
		add(of)
	}
	for _, q := range quals {
		add(q)
	}
	add(join(n.mods))
	if near {
		add(of)
	}
	own := func(text string) string {
		if possessive && !possessed(text) {
			return Possessive(text)
		}
		return text
	}
	if n.class == Name || n.class == Place && n.of == nil {
		add(n.text)
	} else {
		add(own(n.text))
	}
	if len(n.alts) > 0 {
		alts := make([]string, len(n.alts))
		for i, a := range n.alts {
			alts[i] = own(a)
		}
		add("(" + strings.Join(alts, ", ") + ")")
	}
	add(n.tail)
	return strings.Join(parts, " ")
}

// complement says what n belongs to. A plain unit, a place or a line of work
// stands bare before its head (бөлім бастығы); a person, and whatever has
// parts of its own, takes the genitive (бастығының орынбасары).
func (n *noun) complement(of *list) string {
	genitive := false
	for _, o := range of.nouns {
		switch kind(o.class) {
		case Person:
			genitive = true
		case Unit:
			genitive = genitive || o.of != nil || o.class == Body || strings.Contains(o.text, " ") || kind(n.class) == Unit
		}
	}
	return of.render(genitive)
}

// genitive adds the ending after the rendered noun; before a parenthesis it is
// left out.
func (n *noun) genitive(text string) string {
	if strings.HasSuffix(text, ")") {
		return text
	}
	return Genitive(text)
}
