package position

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// ErrDecisions is wrapped by every error of [ParseDecisions].
var ErrDecisions = errors.New("not a valid file of reviewed decisions")

// Decisions are what a person decided on the lines of a list, after reading
// them. They are kept as text that a lawyer can read:
//
//	# A comment.
//	аға жедел уәкіл (тергеуші, анықтаушы, криминалист)
//	    parens: alternative
//	    = аға жедел уәкіл
//	    = аға тергеуші
//	    = аға анықтаушы
//	    = аға криминалист
//
// An item begins at the margin, with its wording as published; final
// punctuation, and spaces within, do not count. What is decided on it stands
// below, indented: parens gives a kind for each of its parentheses in order,
// list what its commas and conjunctions share, each = one entry. Where
// entries are written, they are the entries. "at: EID" binds a decision to
// one provision; without it the decision holds wherever the wording stands,
// in any edition.
type Decisions struct {
	of map[key]Decision
}

type key struct{ eid, text string }

// Limits of a file of decisions.
const (
	maxDecisionFile = 4 << 20
	maxDecisionLine = 16 << 10
)

// Len returns how many decisions there are.
func (d *Decisions) Len() int {
	if d == nil {
		return 0
	}
	return len(d.of)
}

// For returns what was decided on the provision with the wording: on that
// provision alone, else on the wording. A nil *Decisions has none.
func (d *Decisions) For(eid, text string) (Decision, bool) {
	if d == nil {
		return Decision{}, false
	}
	t := wording(text)
	if x, ok := d.of[key{eid, t}]; ok {
		return x, true
	}
	x, ok := d.of[key{"", t}]
	return x, ok
}

// wording is the text as a key: single spaces, no final punctuation.
func wording(text string) string { return strings.Join(strings.Fields(trim(text)), " ") }

// ParseDecisions reads a file of decisions. The name is for the errors, which
// give the line. It refuses what it does not know, a wording decided twice, a
// count of kinds that is not that of the parentheses, and a wording on which
// nothing is decided.
func ParseDecisions(name string, src []byte) (*Decisions, error) {
	fail := func(n int, format string, args ...any) error {
		return fmt.Errorf("%s:%d: %s: %w", name, n, fmt.Sprintf(format, args...), ErrDecisions)
	}
	if len(src) > maxDecisionFile {
		return nil, fail(1, "%d bytes, at most %d are read", len(src), maxDecisionFile)
	}
	if i := bytes.IndexByte(src, 0); i >= 0 || !utf8.Valid(src) {
		return nil, fail(1+bytes.Count(src[:max(i, 0)], []byte("\n")), "not UTF-8 text")
	}
	p := decisionParser{of: map[key]Decision{}, fail: fail}
	for i, line := range strings.Split(string(src), "\n") {
		if len(line) >= maxDecisionLine {
			return nil, fail(i+1, "a line of %d bytes, fewer than %d are read", len(line), maxDecisionLine)
		}
		if err := p.line(i+1, strings.TrimRight(line, " \t\r")); err != nil {
			return nil, err
		}
	}
	if err := p.flush(); err != nil {
		return nil, err
	}
	return &Decisions{of: p.of}, nil
}

type decisionParser struct {
	of   map[key]Decision
	fail func(n int, format string, args ...any) error

	at   int // line of the item being read, 0 for none
	eid  string
	text string
	d    Decision
}

func (p *decisionParser) line(n int, s string) error {
	body := strings.TrimSpace(s)
	switch {
	case body == "" || body[0] == '#':
		return nil
	case s[0] != ' ' && s[0] != '\t':
		if err := p.flush(); err != nil {
			return err
		}
		p.at, p.eid, p.text, p.d = n, "", wording(body), Decision{}
		if p.text == "" {
			return p.fail(n, "no wording")
		}
		return nil
	case p.at == 0:
		return p.fail(n, "a decision before any wording")
	}
	if entry, ok := strings.CutPrefix(body, "="); ok {
		entry = wording(entry)
		if entry == "" || len(p.d.Entries) >= maxEntries-1 {
			return p.fail(n, "an empty entry, or more than %d", maxEntries-1)
		}
		if slices.Contains(p.d.Entries, entry) {
			return p.fail(n, "the entry %q twice", entry)
		}
		p.d.Entries = append(p.d.Entries, entry)
		return nil
	}
	word, value, _ := strings.Cut(body, ":")
	value = strings.TrimSpace(value)
	switch word {
	case "parens":
		for _, f := range strings.Split(value, ",") {
			k := ParenKind(strings.TrimSpace(f))
			if !slices.Contains([]ParenKind{Alternative, Qualifier, Inclusive, Appositive}, k) {
				return p.fail(n, "unknown kind of parenthesis %q", k)
			}
			p.d.Parens = append(p.d.Parens, k)
		}
	case "list":
		k := ListKind(value)
		if !slices.Contains([]ListKind{ListOne, ListEach, ListHead, ListTail, ListBoth}, k) {
			return p.fail(n, "unknown kind of list %q", k)
		}
		p.d.List = k
	case "at":
		if value == "" || strings.ContainsAny(value, " \t") {
			return p.fail(n, "not an eId: %q", value)
		}
		p.eid = value
	default:
		return p.fail(n, "unknown word %q", word)
	}
	return nil
}

func (p *decisionParser) flush() error {
	if p.at == 0 {
		return nil
	}
	if p.d.Parens == nil && p.d.List == "" && p.d.Entries == nil {
		return p.fail(p.at, "nothing is decided on %q", p.text)
	}
	// Reading a line costs more than counting, which is enough nearly always.
	if strings.Count(p.text, "(") != len(p.d.Parens) {
		if n := parseLine(p.text).parens(); n != len(p.d.Parens) {
			return p.fail(p.at, "%q has %d parentheses, %d are decided", p.text, n, len(p.d.Parens))
		}
	}
	k := key{p.eid, p.text}
	if _, ok := p.of[k]; ok {
		return p.fail(p.at, "%q is decided twice", p.text)
	}
	p.of[k] = p.d
	return nil
}
