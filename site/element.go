package site

import (
	"fmt"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/glossary"
)

// An element is a place in an act as a citation names it: a point, subpoint
// or article, and a paragraph (абзац) counted inside it.
type element struct {
	kind      corpus.Kind // of the numbered provision; "" for one outside all
	num       string
	point     string // of a subpoint
	paragraph int    // 0: the numbered provision itself
	annex     bool
	own       corpus.Kind // of the provision
}

// elementOf places a provision, given with its ancestors. Paragraphs are
// counted inside the point: the numbered line is the first, every later one
// counts, headings and notes too.
func elementOf(p *corpus.Provision, up []*corpus.Provision) element {
	e := element{own: p.Kind}
	chain := append(up[:len(up):len(up)], p)
	at := -1
	for i, q := range chain {
		switch q.Kind {
		case corpus.KindList:
			e.annex = true
		case corpus.KindPoint, corpus.KindArticle, corpus.KindSubpoint:
			if q.Kind == corpus.KindSubpoint && e.kind == corpus.KindPoint {
				e.point = e.num
			}
			if q.Num != "" {
				e.kind, e.num, at = q.Kind, q.Num, i
			}
		}
	}
	if at < 0 || chain[at] == p {
		return e
	}
	n := 0
	for q := range chain[at].All() {
		if q.Text != "" {
			n++
		}
		if q == p {
			break
		}
	}
	e.paragraph = n
	return e
}

// kazakhName is the element in Kazakh; owned, as the possession of what is
// named before it (тізбенің 3-тармағының екінші абзацы).
func (e element) kazakhName(owned bool) string {
	var base, of string
	switch e.kind {
	case corpus.KindPoint:
		base, of = e.num+"-тармақ", e.num+"-тармақтың"
		if owned {
			base, of = e.num+"-тармағы", e.num+"-тармағының"
		}
	case corpus.KindArticle:
		base, of = e.num+"-бап", e.num+"-баптың"
		if owned {
			base, of = e.num+"-бабы", e.num+"-бабының"
		}
	case corpus.KindSubpoint:
		front := ""
		if e.point != "" {
			front = element{kind: corpus.KindPoint, num: e.point}.genitive(owned) + " "
			owned = true
		}
		base, of = front+e.num+") тармақша", front+e.num+") тармақшаның"
		if owned {
			base, of = front+e.num+") тармақшасы", front+e.num+") тармақшасының"
		}
	default:
		return outside[e.own][0]
	}
	if e.paragraph == 0 {
		return base
	}
	return of + " " + kazakhOrdinal(e.paragraph) + " абзацы"
}

func (e element) genitive(owned bool) string {
	if owned {
		return e.num + "-тармағының"
	}
	return e.num + "-тармақтың"
}

// russianName is the element in Russian; genitive is the form after which an
// act is named.
func (e element) russianName() string {
	var base, of string
	switch e.kind {
	case corpus.KindPoint:
		base, of = "пункт "+e.num, "пункта "+e.num
	case corpus.KindArticle:
		base, of = "статья "+e.num, "статьи "+e.num
	case corpus.KindSubpoint:
		base, of = "подпункт "+e.num+")", "подпункта "+e.num+")"
		if e.point != "" {
			base, of = base+" пункта "+e.point, of+" пункта "+e.point
		}
	default:
		return outside[e.own][1]
	}
	if e.paragraph == 0 {
		return base
	}
	return "абзац " + russianOrdinal(e.paragraph) + " " + of
}

func (e element) englishName() string {
	base := ""
	switch e.kind {
	case corpus.KindPoint:
		base = "point " + e.num
	case corpus.KindArticle:
		base = "article " + e.num
	case corpus.KindSubpoint:
		base = "subpoint " + e.num + ")"
		if e.point != "" {
			base = "point " + e.point + ", " + base
		}
	default:
		return outside[e.own][2]
	}
	if e.paragraph == 0 {
		return base
	}
	return fmt.Sprintf("%s, paragraph %d", base, e.paragraph)
}

// name is the element in a language of the pages.
func (e element) name(l corpus.Lang) string {
	switch l {
	case corpus.Kazakh:
		return e.kazakhName(false)
	case corpus.Russian:
		return e.russianName()
	}
	return e.englishName()
}

// outside names what stands outside numbered provisions.
var outside = map[corpus.Kind][3]string{
	corpus.KindTitle:      {"тақырып", "заголовок", "title"},
	corpus.KindReference:  {"реквизиттер", "реквизиты", "reference"},
	corpus.KindEditorial:  {"редакциялық ескерту", "редакционное примечание", "editorial note"},
	corpus.KindPreamble:   {"кіріспе", "преамбула", "preamble"},
	corpus.KindSignature:  {"қол қою деректемелері", "подпись", "signature"},
	corpus.KindApproval:   {"бекіту белгісі", "гриф утверждения", "approval mark"},
	corpus.KindListTitle:  {"қосымшаның тақырыбы", "заголовок приложения", "title of the annex"},
	corpus.KindSection:    {"бөлім", "раздел", "section"},
	corpus.KindChapter:    {"тарау", "глава", "chapter"},
	corpus.KindGroup:      {"тақырыпша", "подзаголовок", "heading"},
	corpus.KindItem:       {"тармақша", "позиция", "item"},
	corpus.KindParagraph:  {"абзац", "абзац", "paragraph"},
	corpus.KindNote:       {"ескертпе", "примечание", "note"},
	corpus.KindNoteItem:   {"ескертпенің абзацы", "абзац примечания", "paragraph of the note"},
	corpus.KindRow:        {"кестенің жолы", "строка таблицы", "row"},
	corpus.KindSeparation: {"тақырыпша", "подзаголовок", "heading"},
	corpus.KindList:       {"қосымша", "приложение", "annex"},
	corpus.KindTable:      {"кесте", "таблица", "table"},
	corpus.KindAct:        {"акт", "акт", "act"},
	corpus.KindPoint:      {"тармақ", "пункт", "point"},
	corpus.KindSubpoint:   {"тармақша", "подпункт", "subpoint"},
	corpus.KindArticle:    {"бап", "статья", "article"},
}

// kazakhOrdinal spells 1 to 999 (жиырма сегізінші), as acts count paragraphs.
func kazakhOrdinal(n int) string {
	units := [...]string{"", "бірінші", "екінші", "үшінші", "төртінші", "бесінші", "алтыншы", "жетінші", "сегізінші", "тоғызыншы"}
	ones := [...]string{"", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз"}
	tens := [...][2]string{{}, {"он", "оныншы"}, {"жиырма", "жиырмасыншы"}, {"отыз", "отызыншы"}, {"қырық", "қырқыншы"}, {"елу", "елуінші"},
		{"алпыс", "алпысыншы"}, {"жетпіс", "жетпісінші"}, {"сексен", "сексенінші"}, {"тоқсан", "тоқсаныншы"}}
	if n < 1 || n > 999 {
		return fmt.Sprintf("%d-ші", n)
	}
	var out []string
	if h := n / 100; h > 0 {
		if h > 1 {
			out = append(out, ones[h])
		}
		if n%100 == 0 {
			return strings.Join(append(out, "жүзінші"), " ")
		}
		out = append(out, "жүз")
	}
	t, u := n/10%10, n%10
	switch {
	case u == 0:
		out = append(out, tens[t][1])
	case t == 0:
		out = append(out, units[u])
	default:
		out = append(out, tens[t][0], units[u])
	}
	return strings.Join(out, " ")
}

// russianOrdinal spells 1 to 999 in the masculine (двадцать восьмой).
func russianOrdinal(n int) string {
	units := [...]string{"", "первый", "второй", "третий", "четвёртый", "пятый", "шестой", "седьмой", "восьмой", "девятый", "десятый",
		"одиннадцатый", "двенадцатый", "тринадцатый", "четырнадцатый", "пятнадцатый", "шестнадцатый", "семнадцатый", "восемнадцатый", "девятнадцатый"}
	tens := [...][2]string{{}, {}, {"двадцать", "двадцатый"}, {"тридцать", "тридцатый"}, {"сорок", "сороковой"}, {"пятьдесят", "пятидесятый"},
		{"шестьдесят", "шестидесятый"}, {"семьдесят", "семидесятый"}, {"восемьдесят", "восьмидесятый"}, {"девяносто", "девяностый"}}
	hundreds := [...][2]string{{}, {"сто", "сотый"}, {"двести", "двухсотый"}, {"триста", "трёхсотый"}, {"четыреста", "четырёхсотый"}, {"пятьсот", "пятисотый"},
		{"шестьсот", "шестисотый"}, {"семьсот", "семисотый"}, {"восемьсот", "восьмисотый"}, {"девятьсот", "девятисотый"}}
	if n < 1 || n > 999 {
		return fmt.Sprintf("%d-й", n)
	}
	var out []string
	if h := n / 100; h > 0 {
		if n%100 == 0 {
			return hundreds[h][1]
		}
		out = append(out, hundreds[h][0])
	}
	switch r := n % 100; {
	case r < 20:
		out = append(out, units[r])
	case r%10 == 0:
		out = append(out, tens[r/10][1])
	default:
		out = append(out, tens[r/10][0], units[r%10])
	}
	return strings.Join(out, " ")
}

var (
	kazakhMonths = [...]string{"қаңтардағы", "ақпандағы", "наурыздағы", "сәуірдегі", "мамырдағы", "маусымдағы",
		"шілдедегі", "тамыздағы", "қыркүйектегі", "қазандағы", "қарашадағы", "желтоқсандағы"}
	russianMonths = [...]string{"января", "февраля", "марта", "апреля", "мая", "июня",
		"июля", "августа", "сентября", "октября", "ноября", "декабря"}
)

func kazakhDate(d corpus.Date) string {
	y, m, day := d.Time().Date()
	return fmt.Sprintf("%d жылғы %d %s", y, day, kazakhMonths[m-1])
}

func russianDate(d corpus.Date) string {
	y, m, day := d.Time().Date()
	return fmt.Sprintf("%d %s %d года", day, russianMonths[m-1], y)
}

// kinds of act: Kazakh as a possession, the same in the instrumental and the
// genitive; Russian in the nominative, instrumental and genitive.
var actNouns = map[string]struct{ kk, ru [3]string }{
	"resolution": {[3]string{"қаулысы", "қаулысымен", "қаулысының"}, [3]string{"постановление", "постановлением", "постановления"}},
	"law":        {[3]string{"Заңы", "Заңымен", "Заңының"}, [3]string{"Закон", "Законом", "Закона"}},
	"order":      {[3]string{"бұйрығы", "бұйрығымен", "бұйрығының"}, [3]string{"приказ", "приказом", "приказа"}},
	"decree":     {[3]string{"Жарлығы", "Жарлығымен", "Жарлығының"}, [3]string{"Указ", "Указом", "Указа"}},
	"decision":   {[3]string{"шешімі", "шешімімен", "шешімінің"}, [3]string{"решение", "решением", "решения"}},
	"":           {[3]string{"актісі", "актісімен", "актісінің"}, [3]string{"акт", "актом", "акта"}},
}

func nounsOf(id corpus.ActID) struct{ kk, ru [3]string } {
	if n, ok := actNouns[id.Subtype()]; ok {
		return n
	}
	return actNouns[""]
}

// A citation names an act, an edition or a provision as lawyers write it.
type citation struct{ Kazakh, Russian string }

// cite names the act, in an edition and at an element where they are given.
func (a *act) cite(e *edition, at *element) citation {
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
	switch {
	case at == nil:
		c.Kazakh, c.Russian = kk(0), ru(0)
		if t := a.Title[corpus.Kazakh]; t != "" {
			c.Kazakh = "«" + t + "» " + c.Kazakh
		}
		if t := a.Title[corpus.Russian]; t != "" {
			c.Russian += " «" + t + "»"
		}
		c.Russian = capital(c.Russian)
	case at.annex:
		c.Kazakh = kk(1) + " бекітілген тізбенің " + at.kazakhName(true)
		c.Russian = at.russianName() + " перечня, утверждённого " + ru(1)
	default:
		c.Kazakh = kk(2) + " " + at.kazakhName(true)
		c.Russian = at.russianName() + " " + ru(2)
	}
	if e != nil && e.Last() != nil {
		on := e.Last().Adopted
		if len(e.Events) > 1 {
			c.Kazakh += " (" + kazakhDate(on) + " редакцияда)"
			c.Russian += " (в редакции от " + russianDate(on) + ")"
		} else {
			c.Kazakh += " (бастапқы редакцияда)"
			c.Russian += " (в первоначальной редакции)"
		}
	}
	return c
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
