package site

import (
	"fmt"
	"slices"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/glossary"
	"tizbe/corpus/kazakh"
	"tizbe/site/verdict"
)

// An element is a place in an act as a citation names it.
type element struct {
	p  *corpus.Provision
	up []*corpus.Provision
	of *edition // whose text has it, where its name is asked for on many pages; or nil
}

// elementOf places a provision, given with its ancestors.
func elementOf(p *corpus.Provision, up []*corpus.Provision) element {
	return element{p: p, up: slices.Clone(up)}
}

// name is the element in a language: a numbered provision by its number, any
// other as a paragraph counted inside one.
func (e element) name(l corpus.Lang) string {
	if e.of != nil {
		return e.of.act.names.Element(l, e.of.state, e.up, e.p)
	}
	return verdict.Element(l, e.up, e.p)
}

// owned is the element in Kazakh as the possession of what is named before
// it: (тізбенің) 3-тармағының екінші абзацы. Only the outermost level changes.
func (e element) owned() string {
	s := e.name(corpus.Kazakh)
	outer, rest, more := strings.Cut(s, " ")
	if strings.HasSuffix(outer, ")") && rest != "" { // 1) тармақша
		next, after, _ := strings.Cut(rest, " ")
		outer, rest, more = outer+" "+next, after, after != ""
	}
	for _, x := range [...][2]string{{"тармақтың", "тармағының"}, {"тармақ", "тармағы"}, {"баптың", "бабының"}, {"бап", "бабы"},
		{"тармақшаның", "тармақшасының"}, {"тармақша", "тармақшасы"}, {"кіріспе", "кіріспесі"}} {
		if cut, ok := strings.CutSuffix(outer, x[0]); ok {
			outer = cut + x[1]
			break
		}
	}
	if more {
		return outer + " " + rest
	}
	return outer
}

// annex returns the annex in which the element stands, or nil, and whether it
// is a list (тізбе, перечень) by its title.
func (e element) annex() (annex *corpus.Provision, list bool) {
	for _, q := range e.up {
		if q.Kind == corpus.KindList {
			annex = q
		}
	}
	if annex == nil {
		return nil, false
	}
	for _, c := range annex.Children {
		if c.Kind != corpus.KindListTitle {
			continue
		}
		list := func(t string) bool {
			return strings.Contains(t, "тізбе") || strings.Contains(t, "перечень")
		}
		if list(c.Text) || list(kazakh.Lower(c.Text)) {
			return annex, true
		}
	}
	return annex, false
}

var (
	kazakhMonths = [...]string{"қаңтардағы", "ақпандағы", "наурыздағы", "сәуірдегі", "мамырдағы", "маусымдағы",
		"шілдедегі", "тамыздағы", "қыркүйектегі", "қазандағы", "қарашадағы", "желтоқсандағы"}
	russianMonths = [...]string{"января", "февраля", "марта", "апреля", "мая", "июня",
		"июля", "августа", "сентября", "октября", "ноября", "декабря"}
)

func kazakhDate(d corpus.Date) string {
	y, m, day := d.Civil()
	return fmt.Sprintf("%d жылғы %d %s", y, day, kazakhMonths[m-1])
}

func russianDate(d corpus.Date) string {
	y, m, day := d.Civil()
	return fmt.Sprintf("%d %s %d года", day, russianMonths[m-1], y)
}

// kinds of act: Kazakh as a possession, the same in the instrumental, the
// genitive and the dative; Russian in the nominative and the same cases.
var actNouns = map[string]struct{ kk, ru [4]string }{
	"resolution": {[4]string{"қаулысы", "қаулысымен", "қаулысының", "қаулысына"}, [4]string{"постановление", "постановлением", "постановления", "постановлению"}},
	"law":        {[4]string{"Заңы", "Заңымен", "Заңының", "Заңына"}, [4]string{"Закон", "Законом", "Закона", "Закону"}},
	"order":      {[4]string{"бұйрығы", "бұйрығымен", "бұйрығының", "бұйрығына"}, [4]string{"приказ", "приказом", "приказа", "приказу"}},
	"decree":     {[4]string{"Жарлығы", "Жарлығымен", "Жарлығының", "Жарлығына"}, [4]string{"Указ", "Указом", "Указа", "Указу"}},
	"decision":   {[4]string{"шешімі", "шешімімен", "шешімінің", "шешіміне"}, [4]string{"решение", "решением", "решения", "решению"}},
	"":           {[4]string{"актісі", "актісімен", "актісінің", "актісіне"}, [4]string{"акт", "актом", "акта", "акту"}},
}

func nounsOf(id corpus.ActID) struct{ kk, ru [4]string } {
	if n, ok := actNouns[id.Subtype()]; ok {
		return n
	}
	return actNouns[""]
}

// A citation names an act, an edition or a provision as lawyers write it.
type citation struct{ Kazakh, Russian string }

// cite names the act, in an edition and at an element where they are given.
func (a *act) cite(e *edition, at *element) citation {
	if at == nil {
		return a.citeIn(e, inAct, "", "")
	}
	return a.citeIn(e, at.in(), at.owned(), at.name(corpus.Russian))
}

// inAct says that the act itself is cited.
const inAct = -1

func (a *act) citeIn(e *edition, in int, atKazakh, atRussian string) citation {
	n, d := a.ID.Number(), a.ID.Adopted()
	nouns := nounsOf(a.ID)
	kkIssuer, ruIssuer := issuerKazakh(a.Issuer[corpus.Kazakh]), issuerRussian(a.Issuer[corpus.Russian])
	kk := func(form int) string {
		return strings.TrimSpace(kkIssuer + " " + kazakhDate(d) + " № " + n + " " + nouns.kk[form])
	}
	ru := func(form int) string {
		return strings.TrimSpace(nouns.ru[form]+" "+ruIssuer) + " от " + russianDate(d) + " № " + n
	}
	var c citation
	switch in {
	case inAct:
		c.Kazakh, c.Russian = kk(0), ru(0)
		if t := a.Title[corpus.Kazakh]; t != "" {
			c.Kazakh = "«" + t + "» " + c.Kazakh
		}
		if t := a.Title[corpus.Russian]; t != "" {
			c.Russian += " «" + t + "»"
		}
		c.Russian = capital(c.Russian)
	case 1:
		c.Kazakh = kk(1) + " бекітілген тізбенің " + atKazakh
		c.Russian = atRussian + " перечня, утверждённого " + ru(1)
	case 2:
		c.Kazakh = kk(3) + " қосымшаның " + atKazakh
		c.Russian = atRussian + " приложения к " + ru(3)
	default:
		c.Kazakh = kk(2) + " " + atKazakh
		c.Russian = atRussian + " " + ru(2)
	}
	if e == nil {
		return c
	}
	if shown := e.Shown(); len(shown) > 0 {
		on := shown[len(shown)-1].Adopted
		if len(shown) > 1 {
			c.Kazakh += " (" + kazakhDate(on) + " редакцияда)"
			c.Russian += " (в редакции от " + russianDate(on) + ")"
		} else {
			c.Kazakh += " (бастапқы редакцияда)"
			c.Russian += " (в первоначальной редакции)"
		}
	}
	return c
}

// in tells which of three citations the element goes into: as a part of the
// act itself, of a list approved by it, or of another annex.
func (e element) in() int {
	switch annex, list := e.annex(); {
	case list:
		return 1
	case annex != nil:
		return 2
	}
	return 0
}

// cites are the citations of an edition's provisions by [element.in], each
// with a star in the place of the element: a script that copies a citation
// puts it there.
func (a *act) cites(e *edition) []citation {
	out := make([]citation, 3)
	for i := range out {
		out[i] = a.citeIn(e, i, "*", "*")
	}
	return out
}

// issuerKazakh puts the issuer into the genitive: Қазақстан Республикасының
// Үкіметі is Қазақстан Республикасы Үкіметінің in a citation.
func issuerKazakh(s string) string {
	words := strings.Fields(strings.Replace(s, "Қазақстан Республикасының ", "Қазақстан Республикасы ", 1))
	if len(words) == 0 {
		return ""
	}
	last := len(words) - 1
	words[last] = glossary.Genitive(words[last])
	return strings.Join(words, " ")
}

// issuerRussian puts the issuer's first word into the genitive; an issuer
// whose first word is not known is left out rather than misspelt.
func issuerRussian(s string) string {
	first, rest, _ := strings.Cut(s, " ")
	g, ok := map[string]string{"Правительство": "Правительства", "Президент": "Президента", "Министр": "Министра", "Министерство": "Министерства",
		"Парламент": "Парламента", "Председатель": "Председателя", "Агентство": "Агентства", "Комитет": "Комитета", "Аким": "Акима", "Акимат": "Акимата",
		"Генеральный": "", "Республика": "Республики"}[first]
	if !ok || g == "" {
		return ""
	}
	return strings.TrimSpace(g + " " + rest)
}
