// Package glossary turns a question asked in Russian or English into the
// Kazakh words the acts are written in.
//
// It reads a hand-written file of equivalents (Kazakh – Russian – English)
// and composes what the file does not hold whole. A Russian title is a chain
// of nouns with its head in front (заместитель начальника отдела), a Kazakh one
// the same chain with its head last (бөлім бастығының орынбасары), and English
// has both orders (deputy head of division, division head). So a question is
// cut into the longest known phrases, the chain of nouns is rebuilt, and then
// said in Kazakh order with the possessive and genitive endings that order
// needs.
//
// The equivalents are unofficial. They help to find a provision and never
// stand for its text; whoever shows a result says so with [Unofficial].
//
// The package is pure: it opens no file. A Glossary does not change after
// [Parse] and may be used by several goroutines.
package glossary

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"tizbe/corpus"
	"tizbe/corpus/kazakh"
)

// Unofficial is what must be said wherever an answer was reached through the
// glossary.
var Unofficial = corpus.Words{
	corpus.Kazakh:  "бейресми сөздік арқылы табылды: ресми мәтін – қазақ тіліндегі актінің өзі",
	corpus.Russian: "найдено через неофициальный словарь: официален только сам текст акта",
	corpus.English: "found through an unofficial glossary: only the text of the act is official",
}

// Errors of [Parse]; each is wrapped with the name of the file and the line.
var (
	// ErrSyntax: a line is neither a comment, a section nor an entry.
	ErrSyntax = errors.New("not a glossary line")
	// ErrEmpty: a field or one of its equivalents is empty.
	ErrEmpty = errors.New("empty equivalent")
	// ErrDuplicate: a term is given twice for the same meaning.
	ErrDuplicate = errors.New("duplicate")
	// ErrTooLarge: the file, a line or a number of terms passes its bound.
	ErrTooLarge = errors.New("too large")
)

// Bounds of a glossary file. They stop a wrong file, not a large glossary.
const (
	maxFile    = 4 << 20 // bytes
	maxLine    = 8 << 10 // bytes
	maxEntries = 50_000
	maxTerms   = 64 // equivalents in one field
	maxWords   = 40 // words in one term, punctuation included
)

// A Class says what a phrase does in a title, and so where Kazakh puts it.
// The section headings of the file name it.
type Class string

// The classes of entries.
const (
	Rank        Class = "rank"        // makes another position of the one it stands before: аға
	Adjective   Class = "adjective"   // any other word before a noun: дербес
	Service     Class = "service"     // a Russian adjective that is a Kazakh noun: следственный – тергеу
	Person      Class = "person"      // a position: тергеуші
	Deputy      Class = "deputy"      // a position that is always somebody's: орынбасар
	Title       Class = "title"       // a whole position: бөлім бастығының орынбасары
	Unit        Class = "unit"        // a unit: басқарма
	Body        Class = "body"        // a state body: Ішкі істер министрлігі
	Place       Class = "place"       // a territory: облыс
	Field       Class = "field"       // a line of work, a thing: анықтау
	Duty        Class = "duty"        // a functional duty: тіл саясаты
	Scope       Class = "scope"       // a phrase beside a position: аса маңызды істер жөніндегі
	Qualifier   Class = "qualifier"   // a phrase beside the nearest noun: көліктегі
	Name        Class = "name"        // a proper name: «Сұнқар»
	Preposition Class = "preposition" // по – жөніндегі
	Conjunction Class = "conjunction" // и – және
	Particle    Class = "particle"    // has no place in the Kazakh phrase
)

var classes = map[Class]bool{
	Rank: true, Adjective: true, Service: true, Person: true, Deputy: true, Title: true,
	Unit: true, Body: true, Place: true, Field: true, Duty: true, Scope: true, Qualifier: true,
	Name: true, Preposition: true, Conjunction: true, Particle: true,
}

// Content reports whether a phrase of the class means something by itself, so
// that an index can use it as a synonym; the words that only hold others
// together do not.
func (c Class) Content() bool {
	return c != Preposition && c != Conjunction && c != Particle
}

// An Entry is one line of the glossary: phrases of three languages that mean
// the same, the usual one of each first.
type Entry struct {
	Class   Class
	Kazakh  []string
	Russian []string
	English []string
	Line    int // in the file, from 1
}

// A Glossary is a parsed file of equivalents.
type Glossary struct {
	entries []Entry
	terms   map[string][]term // by key, in the order of the file
	longest int               // tokens in the longest term
	stems   map[string]string // of all Russian and English terms → a word that has it
	bags    map[string][]int  // terms of several words, whatever their order → entries
	said    map[string]bool   // Kazakh terms, whole
	// kazakh has the folded stems of the words of the Kazakh side. Stemming them
	// is most of the work of reading a glossary, and not every question needs
	// it, so that it is done when one does.
	kazakh func() map[string]bool
}

// A term is one Russian or English phrase of an entry.
type term struct {
	entry  int
	text   string // as the file has it
	tokens []token
}

// Entries returns the entries in the order of the file. The caller must not
// change them.
func (g *Glossary) Entries() []Entry { return g.entries }

// Parse reads a glossary; name stands in its errors. The format is described
// at the top of the file itself: `Kazakh | Russian | English` lines,
// equivalents separated by semicolons, sections named `[class] …`, comments
// after #.
//
// Errors wrap [ErrSyntax], [ErrEmpty], [ErrDuplicate] or [ErrTooLarge].
func Parse(name string, src []byte) (*Glossary, error) {
	if len(src) > maxFile {
		return nil, fmt.Errorf("reading glossary %s: %d bytes: %w", name, len(src), ErrTooLarge)
	}
	lines := strings.Split(string(src), "\n")
	g := &Glossary{ // sized for some equivalents on each line
		terms: make(map[string][]term, 4*len(lines)),
		stems: make(map[string]string, 2*len(lines)),
		bags:  make(map[string][]int, 2*len(lines)),
		said:  make(map[string]bool, 2*len(lines)),
	}
	words := make(map[string]bool) // of the Kazakh side
	g.kazakh = sync.OnceValue(func() map[string]bool {
		stems := make(map[string]bool, len(words))
		for w := range words {
			stems[kazakh.FoldedStem(w)] = true
		}
		return stems
	})
	type place struct {
		class Class
		kk    string
	}
	seen := map[place]int{}
	l := make(lexer)
	var class Class
	for i, line := range lines {
		fail := func(err error, what string) (*Glossary, error) {
			return nil, fmt.Errorf("reading glossary %s:%d: %s: %w", name, i+1, what, err)
		}
		if len(line) > maxLine {
			return fail(ErrTooLarge, "line")
		}
		if !utf8.ValidString(line) {
			return fail(ErrSyntax, "not UTF-8")
		}
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if line[0] == '[' {
			c, _, ok := strings.Cut(line[1:], "]")
			class = Class(strings.TrimSpace(c))
			if !ok || !classes[class] {
				return fail(ErrSyntax, "unknown section "+line)
			}
			continue
		}
		if class == "" {
			return fail(ErrSyntax, "entry before the first section")
		}
		fields := strings.Split(line, "|")
		if len(fields) != 3 {
			return fail(ErrSyntax, fmt.Sprintf("%d fields, not 3", len(fields)))
		}
		e := Entry{Class: class, Line: i + 1}
		var phrases [3][]equivalent
		for k, to := range []*[]string{&e.Kazakh, &e.Russian, &e.English} {
			terms, what, err := equivalents(l, fields[k])
			if err != nil {
				return fail(err, what)
			}
			for _, t := range terms {
				*to = append(*to, t.text)
			}
			phrases[k] = terms
		}
		at := place{class, strings.ToLower(e.Kazakh[0])}
		if before, ok := seen[at]; ok {
			return fail(ErrDuplicate, fmt.Sprintf("%s, also on line %d", e.Kazakh[0], before))
		}
		seen[at] = i + 1
		if len(g.entries) == maxEntries {
			return fail(ErrTooLarge, "entries")
		}
		for _, t := range phrases[0] {
			g.said[plain(t.tokens)] = true
			for _, w := range t.tokens {
				if w.isWord() {
					words[w.text] = true
				}
			}
		}
		g.add(e, slices.Concat(phrases[1], phrases[2]))
	}
	return g, nil
}

// An equivalent is one phrase of a field.
type equivalent struct {
	text   string
	tokens []token
}

// equivalents splits one field of an entry. With an error it returns what is
// wrong with it.
func equivalents(l lexer, field string) (terms []equivalent, what string, err error) {
	var seen []string // in lower case
	for t := range strings.SplitSeq(field, ";") {
		t = strings.Join(strings.Fields(t), " ")
		tokens := l.lex(t)
		if len(tokens) == 0 {
			return nil, strings.TrimSpace(field), ErrEmpty
		}
		if len(terms) == maxTerms || len(tokens) > maxWords {
			return nil, t, ErrTooLarge
		}
		f := strings.ToLower(t)
		if slices.Contains(seen, f) {
			return nil, t, ErrDuplicate
		}
		seen = append(seen, f)
		terms = append(terms, equivalent{t, tokens})
	}
	return terms, "", nil
}

// add adds the entry with its Russian and English phrases.
func (g *Glossary) add(e Entry, phrases []equivalent) {
	n := len(g.entries)
	g.entries = append(g.entries, e)
	for _, p := range phrases {
		for _, w := range p.tokens {
			if _, ok := g.stems[w.stem]; !ok {
				g.stems[w.stem] = w.text
			}
		}
		k := key(p.tokens)
		g.terms[k] = append(g.terms[k], term{n, p.text, p.tokens})
		g.longest = max(g.longest, len(p.tokens))
		if b := bag(p.tokens); b != "" && e.Class.Content() {
			g.bags[b] = append(g.bags[b], n)
		}
	}
}
