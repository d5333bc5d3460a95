// Package words holds what the program says to people, in Kazakh, Russian and
// English.
//
// A message is known by its English format string, with %[1]s, %[2]s … for
// the arguments; the files kk.go and ru.go give the same message in the other
// languages. Whatever the lower packages have to say reaches a reader as a
// [corpus.Phrase] and is put into words here, so that an answer never mixes
// languages. Quotations of the law stay in the language of the act.
//
// Dates: identifiers, tables and JSON have YYYY-MM-DD. Running Kazakh and
// Russian text has DD.MM.YYYY, as the editorial notes of the state reference
// bank write a date; English text keeps YYYY-MM-DD.
package words

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"tizbe/corpus"
)

// A Printer says things in one language. It may be used by several goroutines.
type Printer struct {
	lang  corpus.Lang
	table map[string]string // by the English message
}

// NewPrinter returns the printer for the language; English for one that the
// catalogue does not have.
func NewPrinter(l corpus.Lang) *Printer { return With(l, Table(l)) }

// With returns a printer for the language that has the messages of the table,
// and says in English what it has not.
func With(l corpus.Lang, table map[string]string) *Printer {
	if l != corpus.Kazakh && l != corpus.Russian {
		l = corpus.English
	}
	return &Printer{l, table}
}

// Lang returns the printer's language.
func (p *Printer) Lang() corpus.Lang { return p.lang }

// T says the message with the key. Arguments are days, which take the form of
// running text, phrases, words, and anything that prints the same in every
// language; a string stays as it is.
func (p *Printer) T(key string, args ...any) string {
	text, ok := p.table[key]
	if !ok {
		text = key
	}
	if len(args) == 0 && !strings.Contains(text, "%") {
		return text
	}
	texts := make([]any, len(args))
	for i, a := range args {
		switch a := a.(type) {
		case corpus.Date:
			texts[i] = p.Date(a)
		case corpus.Phrase:
			texts[i] = p.Say(a)
		case corpus.Words:
			texts[i] = p.Words(a)
		default:
			texts[i] = fmt.Sprint(a)
		}
	}
	return fmt.Sprintf(text, texts...)
}

// Message is [Printer.T] for a key that is handed on, and written out
// elsewhere.
func (p *Printer) Message(key string, args ...any) string { return p.T(key, args...) }

// Say puts a phrase into words. Its arguments are texts; those that are a
// date, bounds or a reference to a provision are said as this language does.
func (p *Printer) Say(ph corpus.Phrase) string {
	if ph.Key == "" {
		return ph.Words.In(p.lang)
	}
	args := make([]any, len(ph.Args))
	for i, a := range ph.Args {
		args[i] = p.argument(a)
	}
	return p.T(ph.Key, args...)
}

// SayAll says several phrases, separated by semicolons, without doubles.
func (p *Printer) SayAll(phs []corpus.Phrase) string {
	var out []string
	seen := make(map[string]bool)
	for _, ph := range phs {
		if s := p.Say(ph); s != "" && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return strings.Join(out, "; ")
}

// Words returns the hand-written text in the printer's language.
func (p *Printer) Words(w corpus.Words) string { return w.In(p.lang) }

// Date returns the day as running text has it.
func (p *Printer) Date(d corpus.Date) string {
	if d.IsZero() || p.lang == corpus.English {
		return d.String()
	}
	y, m, day := d.Civil()
	return fmt.Sprintf("%02d.%02d.%04d", day, m, y)
}

// Between says when a day lies that may not be known.
func (p *Printer) Between(b corpus.Bounds) string {
	switch d, exact := b.Exact(); {
	case exact:
		return p.Date(d)
	case b.Open():
		return p.T("not known")
	case b.NotAfter.IsZero():
		return p.T("not before %[1]s, no upper bound", b.NotBefore)
	case b.NotBefore.IsZero():
		return p.T("not after %[1]s, no lower bound", b.NotAfter)
	}
	return p.T("not before %[1]s and not after %[2]s", b.NotBefore, b.NotAfter)
}

func (p *Printer) argument(s string) string {
	if d, err := corpus.ParseDate(s); err == nil {
		return p.Date(d)
	}
	if said, ok := p.span(s); ok {
		return said
	}
	if said, ok := p.provision(s); ok {
		return said
	}
	if said, ok := p.element(s); ok {
		return said
	}
	return s
}

// span says bounds that stand as an argument: 2025-09-24…, …2026-11-22.
func (p *Printer) span(s string) (string, bool) {
	from, to, ok := strings.Cut(s, "…")
	if !ok {
		return "", false
	}
	var b corpus.Bounds
	for _, end := range [...]struct {
		text string
		to   *corpus.Date
	}{{from, &b.NotBefore}, {to, &b.NotAfter}} {
		if end.text == "" {
			continue
		}
		d, err := corpus.ParseDate(end.text)
		if err != nil {
			return "", false
		}
		*end.to = d
	}
	return p.Between(b), true
}

// reference takes apart the number of a provision as an act of either language
// names it where it points at one: 2-тармақ, 1) тармақша, пункт 2.
func reference(s string) (noun, num string, ok bool) {
	if num, rest := number(s); num != "" {
		after, ok := strings.CutPrefix(rest, "-")
		if sub, is := strings.CutPrefix(rest, ")"); is {
			after, ok = strings.TrimLeft(sub, " \t\n\f\r"), true
		}
		noun, form := begins(after, "тармақша", "тарма", "бап", "баб", "абзац")
		return noun, num, ok && form
	}
	word, num, _ := strings.Cut(s, " ")
	noun, ok = begins(word, "подпункт", "пункт", "стать", "абзац")
	n, rest := number(num)
	return noun, num, ok && n != "" && rest == ""
}

// number cuts a number such as 15-1 from the beginning of s.
func number(s string) (num, rest string) {
	end := 0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] >= '0' && s[i] <= '9':
			end = i + 1
		case s[i] != '-' || end != i || end == 0:
			return s[:end], s[end:]
		}
	}
	return s[:end], s[end:]
}

// begins returns the stem that the word is a form of.
func begins(word string, stems ...string) (string, bool) {
	for _, stem := range stems {
		if rest, ok := strings.CutPrefix(word, stem); ok && !strings.ContainsFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) }) {
			return stem, true
		}
	}
	return "", false
}

// provision says a reference to a provision in the printer's language.
func (p *Printer) provision(s string) (string, bool) {
	noun, n, ok := reference(s)
	if !ok {
		return "", false
	}
	switch noun {
	case "тарма", "пункт":
		return p.T("point %[1]s", n), true
	case "тармақша", "подпункт":
		return p.T("subpoint %[1]s", n), true
	case "бап", "баб", "стать":
		return p.T("article %[1]s", n), true
	default:
		return p.T("paragraph %[1]s", n), true
	}
}

// place takes apart a provision of any level as the lower packages name it:
// point 16, row “…”, the title.
func place(s string) (level, num string, ok bool) {
	level, num, _ = strings.Cut(s, " ")
	if level == "the" {
		return s, "", slices.Contains([]string{"act", "title", "reference", "preamble", "note", "table"}, num)
	}
	quoted := strings.HasPrefix(num, "“") && strings.HasSuffix(num, "”") && !strings.Contains(num, "\n")
	numbered := num != "" && num[0] >= '0' && num[0] <= '9' && !strings.ContainsFunc(num, func(r rune) bool {
		return r != '-' && r != '_' && (r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r))
	})
	return level, num, quoted || numbered
}

// element says a provision of any level in the printer's language.
func (p *Printer) element(s string) (string, bool) {
	level, n, ok := place(s)
	if !ok {
		return "", false
	}
	switch level {
	case "annex":
		return p.T("annex %[1]s", n), true
	case "section":
		return p.T("section %[1]s", n), true
	case "subsection":
		return p.T("subsection %[1]s", n), true
	case "chapter":
		return p.T("chapter %[1]s", n), true
	case "division":
		return p.T("§ %[1]s", n), true
	case "article":
		return p.T("article %[1]s", n), true
	case "point":
		return p.T("point %[1]s", n), true
	case "part":
		return p.T("part %[1]s", n), true
	case "subpoint":
		return p.T("subpoint %[1]s", n), true
	case "paragraph":
		return p.T("paragraph %[1]s", n), true
	case "sentence":
		return p.T("sentence %[1]s", n), true
	case "row":
		return p.T("row %[1]s", n), true
	case "member":
		return p.T("member %[1]s", n), true
	case "column":
		return p.T("column %[1]s", n), true
	case "the act":
		return p.T("the act"), true
	case "the title":
		return p.T("the title"), true
	case "the reference":
		return p.T("the reference below the title"), true
	case "the preamble":
		return p.T("the preamble"), true
	case "the note":
		return p.T("the note"), true
	case "the table":
		return p.T("the table"), true
	case "the mark of approval":
		return p.T("the mark of approval"), true
	}
	return s, false
}

// Parts names provisions of an act by their eIds: "point 1, subpoint 2,
// paragraph 3; article 5".
func (p *Printer) Parts(eids []string) string {
	var out []string
	for _, eid := range eids {
		var path []string
		for _, step := range strings.Split(strings.Replace(eid, "#", "__paragraph_", 1), "__") {
			name := "the " + step
			if level, num, numbered := strings.Cut(step, "_"); numbered {
				name = level + " " + num
			}
			said, ok := p.element(name)
			if !ok {
				said = step
			}
			path = append(path, said)
		}
		out = append(out, strings.Join(path, ", "))
	}
	return strings.Join(out, "; ")
}
