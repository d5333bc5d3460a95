package amending

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tizbe/corpus"
	"tizbe/corpus/citation"
	"tizbe/corpus/numerals"
)

// ruDocuments are the stems of what an act approves, and their nominative.
var ruDocuments = []struct{ stem, nominative string }{
	{"перечн", "перечень"}, {"перечень", "перечень"}, {"положени", "положение"}, {"правил", "правила"}, {"инструкци", "инструкция"}, {"лимит", "лимиты"}, {"табел", "табель"},
	{"план", "план"}, {"программ", "программа"}, {"стандарт", "стандарт"}, {"регламент", "регламент"}, {"методик", "методика"}, {"номенклатур", "номенклатура"}, {"поряд", "порядок"},
	{"структур", "структура"}, {"схем", "схема"}, {"устав", "устав"}, {"реестр", "реестр"}, {"требовани", "требования"}, {"норматив", "нормативы"}, {"норм", "нормы"}, {"тариф", "тарифы"}, {"критери", "критерии"},
	{"показател", "показатели"}, {"форм", "форма"}, {"концепци", "концепция"}, {"стратеги", "стратегия"}, {"состав", "состав"}, {"классификатор", "классификатор"}, {"список", "список"}, {"списк", "список"},
	{"размер", "размеры"}, {"характеристик", "характеристика"}, {"паспорт", "паспорт"}, {"категори", "категории"}, {"доктрин", "доктрина"}, {"указани", "указания"}, {"услови", "условия"}, {"изменени", "изменения"}, {"дополнени", "дополнения"},
}

func ruDocument(w string) string {
	for _, d := range ruDocuments {
		if rest, ok := strings.CutPrefix(w, d.stem); ok && utf8.RuneCountInString(rest) <= 4 && !strings.HasPrefix(w, "формул") {
			return d.nominative
		}
	}
	return ""
}

// ruPlace reads a Russian phrase whole: [provisions] [document] [act]. rest
// is what follows the act, such as "для граждан …".
func (c cut) ruPlace() (p place, ok bool) {
	c = c.ruAnywhere(&p)
	i := 0
	for c.tok(i).Is("в", "во", "к", "ко") && !c.tok(i).Paren {
		i++
	}
	c = c.sub(i, c.n())
	body := c
	if u := c.ruApproved(&p); u > 0 {
		body = c.sub(0, u)
		// в приказе … № 1000 в Инструкции, утвержденной указанным приказом
		if at, end, id, title := body.ruAct(); !p.hasAct && end > 0 && at == 0 && id != "" {
			p.hasAct, p.act, p.title = true, id, title
			body = body.sub(end, body.n())
			for body.tok(0).Is(",", "в", "во", ":") {
				body = body.sub(1, body.n())
			}
		}
	} else if at, end, id, title := c.ruAct(); end > 0 {
		p.hasAct, p.act, p.title = true, id, title
		p.rest = c.source(end, c.n())
		body = c.sub(0, at)
	}
	p.rest = strings.Trim(p.rest, " ,:;.")
	_, j := body.trim(0, body.n())
	body = body.sub(0, j)
	if body.n() == 0 {
		return p, p.hasAct && !p.approved || p.anywhere && !p.approved
	}
	if body.n() == 1 && body.tok(0).Is("его", "ее", "их") && !p.hasAct {
		p.it = true
		return p, true
	}
	if said(body.tok(0).S) && citation.ActNoun(body.tok(1).S) != "" && body.n() == 2 {
		p.own = true
		return p, true
	}
	// The longest beginning that names provisions and nothing else.
	split := 0
	for k := 0; k < body.n(); {
		_, next := body.StepAt(k, corpus.Russian)
		switch t := body.tok(k); {
		case next > 0 && ruDocument(t.S) == "":
			k = next
			split = k
			continue
		case said(t.S) && citation.ActNoun(body.tok(k+1).S) != "":
			p.own = true // пункт 3 указанного постановления
			body, k = body.withoutOwner(k)
			continue
		case said(t.S) && split > 0 && ruDocument(body.tok(k+1).S) != "" && body.objectAt(k+2):
			// в приложении 2 к указанным Правилам строку 7
			p.doc, p.same = nominativeRu(tidy(body.source(k+1, k+2)), ruDocument(body.tok(k+1).S)), true
			body, k = body.withoutOwner(k)
			continue
		case split > 0 && t.Is(",", "и", "а", "также", "в", "к", "ко"), split > 0 && citation.ActNoun(t.S) != "", said(t.S):
			k++
			continue
		}
		break
	}
	k := split
	for k < body.n() && (body.tok(k).Is(",", "в", "во", "к", "ко") || said(body.tok(k).S) || citation.ActNoun(body.tok(k).S) != "" && k > 0) {
		k++
	}
	p.same = p.same || said(body.tok(k-1).S)
	if split > 0 {
		refs, rest := body.sub(0, split).Refs(corpus.Russian)
		if len(rest) > 0 {
			return p, false
		}
		p.refs = refs
	}
	if k == body.n() {
		return p, len(p.refs) > 0 && !(p.approved && p.refs[0][0].Level != citation.Annex)
	}
	doc := body.sub(k, body.n())
	for j := range doc.n() {
		if p.doc != "" || doc.objectAt(j) {
			return p, false // a document has no direct object in its name
		}
		if st, next := doc.StepAt(j+1, corpus.Russian); doc.tok(j).Is("в", "во") && next > 0 && len(st.Nums) > 0 {
			return p, false // nor a place
		}
	}
	head := 0
	if ruDocument(doc.tok(0).S) == "" && doc.n() > 2 && !strings.HasPrefix(doc.tok(0).S, "установлен") {
		head = 1
	}
	name := ruDocument(doc.tok(head).S)
	switch {
	case name != "":
		p.doc = nominativeRu(tidy(doc.source(head, doc.n())), name)
		if head > 0 {
			p.doc = tidy(doc.source(0, doc.n()))
		}
	case p.approved:
		p.doc = tidy(doc.source(0, doc.n()))
	default:
		return p, false
	}
	return p, true
}

// withoutOwner leaves out the two words at i that name an owner ("указанному
// постановлению") with a "к" before them, and returns where they stood.
func (c cut) withoutOwner(i int) (cut, int) {
	from := i
	if c.tok(i-1).Is("к", "ко") {
		from--
	}
	return c.without(from, i+2), from
}

// objectAt reports whether a direct object that is a numbered or named
// provision begins at i: строку 7, подпункт 2).
func (c cut) objectAt(i int) bool {
	st, next := c.StepAt(i, corpus.Russian)
	return next > 0 && st.Case&(citation.Direct|citation.Genitive|citation.Dative|citation.Locative) == citation.Direct && (len(st.Nums) > 0 || st.Name != "")
}

// ruApproved finds "утвержденном указанным постановлением" or "утвержденных
// постановлением … № 148", takes the act and what follows it into p and
// returns the index of the participle.
func (c cut) ruApproved(p *place) int {
	for u := 1; u < c.n(); u++ {
		if w := c.tok(u); w.Kind != citation.Word || !strings.HasPrefix(w.S, "утвержден") && !strings.HasPrefix(w.S, "одобрен") {
			continue
		}
		from := u + 1
		if st, next := c.StepAt(from, corpus.Russian); next > 0 && st.Level == citation.Annex && st.Case&citation.Instrumental != 0 && c.tok(next).Is("к") {
			from = next + 1 // утвержденных приложением 1 к указанному приказу
		}
		tail := c.sub(from, c.n())
		if at, end, id, title := tail.ruAct(); end > 0 && at == 0 {
			p.hasAct, p.act, p.title = true, id, title
			p.rest = tail.source(end, tail.n())
		} else if said(tail.tok(0).S) && citation.ActNoun(tail.tok(1).S) != "" {
			p.rest = tail.source(2, tail.n())
		} else {
			continue
		}
		p.approved = true
		return u
	}
	return 0
}

func said(w string) bool {
	for _, s := range [...]string{"указанн", "названн", "вышеуказанн", "вышеназванн"} {
		if strings.HasPrefix(w, s) {
			return true
		}
	}
	return false
}

// find returns the index of the first word with one of the stems, or -1.
func (c cut) find(stems ...string) int {
	for i, t := range c.Tokens {
		for _, s := range stems {
			if t.Kind == citation.Word && strings.HasPrefix(t.S, s) {
				return i
			}
		}
	}
	return -1
}

// ruAnywhere takes "по всему тексту" and "в тексте" out.
func (c cut) ruAnywhere(p *place) cut {
	if c.tok(0).Is("в") && c.tok(1).Is("тексте") {
		p.anywhere = true
		return c.sub(2, c.n())
	}
	for i := range c.n() {
		if c.tok(i).Is("по") && strings.HasPrefix(c.tok(i+1).S, "все") && strings.HasPrefix(c.tok(i+2).S, "текст") {
			p.anywhere = true
			if i == 0 {
				return c.sub(3, c.n())
			}
			return c.sub(0, i)
		}
	}
	return c
}

// ruAct finds the act that a phrase names by its date or title, as the tokens
// [at, end); end is 0 where none does.
func (c cut) ruAct() (at, end int, id corpus.ActID, title string) {
	for i := range c.n() {
		subtype := citation.ActNoun(c.tok(i).S)
		if c.tok(i).Kind != citation.Word || subtype == "" || i > 0 && (said(c.tok(i-1).S) || strings.HasPrefix(c.tok(i-1).S, "настоящ")) {
			continue
		}
		date, number := corpus.Date{}, ""
		end = 0
		for j := i + 1; j < c.n() && j < i+40; j++ {
			t := c.tok(j)
			if t.Kind == citation.Quote {
				if title == "" {
					title = tidy(c.Quoted(t))
				}
				end = j + 1
				if !date.IsZero() {
					break
				}
				continue
			}
			if t.Is(",") && date.IsZero() && title == "" {
				continue // Министра цифрового развития, инноваций и …
			}
			if t.Is(",", ":", ";", "утвержденных", "утвержденной") {
				break
			}
			if t.Is("от") && date.IsZero() {
				d, from, to, ok := numerals.FindDate(c.S[t.End:])
				if ok && from <= 2 {
					date = d
					var off int
					number, off = c.numberAfter(t.End + to)
					for j+1 < c.n() && c.tok(j+1).Start < off {
						j++
					}
					end = j + 1
				}
				continue
			}
			if !date.IsZero() && t.Kind == citation.Word && !t.Is("года", "г", "зрк") {
				break
			}
		}
		if end == 0 {
			continue
		}
		at = i
		if i > 0 && c.tok(i-1).Kind == citation.Word && adjective(c.tok(i-1).S) {
			at--
			for c.tok(at-1).Is("-") && !c.tok(at-1).Space && c.tok(at-2).Kind == citation.Word {
				at -= 2 // уголовно-процессуальный
			}
		}
		if title == "" {
			title = tidy(c.source(at, end))
		}
		return at, end, workID(subtype, date, number), title
	}
	return 0, 0, "", ""
}

// adjective reports whether a word may stand before "кодекс" or "приказ".
func adjective(w string) bool {
	for _, e := range [...]string{"ый", "ий", "ого", "его", "ому", "ему", "ом", "ем", "ым", "им", "ой"} {
		if strings.HasSuffix(w, e) && utf8.RuneCountInString(w) > 5 {
			return !strings.HasPrefix(w, "следующ")
		}
	}
	return false
}

// nominativeRu puts the first word of the name into the nominative, its
// capital kept.
func nominativeRu(name, nominative string) string {
	first, rest, _ := strings.Cut(name, " ")
	if and, more, ok := strings.Cut(rest, " "); ok && and == "и" {
		// изменений и дополнений, которые … → изменения и дополнения, которые …
		second, tail, _ := strings.Cut(more, " ")
		word := strings.TrimRight(second, ",")
		if n := ruDocument(numerals.Fold(word).S); n != "" {
			rest = strings.TrimSpace("и " + n + strings.TrimPrefix(second, word) + " " + tail)
		}
	}
	if r, _ := utf8.DecodeRuneInString(first); unicode.IsUpper(r) {
		n, w := utf8.DecodeRuneInString(nominative)
		nominative = string(unicode.ToUpper(n)) + nominative[w:]
	}
	if strings.HasSuffix(first, ",") {
		nominative += ","
	}
	return strings.TrimRight(strings.TrimSpace(nominative+" "+rest), ",")
}
