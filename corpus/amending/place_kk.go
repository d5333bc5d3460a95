package amending

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tizbe/corpus"
	"tizbe/corpus/citation"
	"tizbe/corpus/numerals"
	"tizbe/corpus/pattern"
)

// kkDocuments are the stems of what an act approves.
var kkDocuments = pattern.New(`^(?:ереже|тізбе|тізім|тізілім|қағида|нұсқаулы|нұсқама|лимит|табел|жоспар|бағдарлама|стандарт|регламент|әдістеме|номенклатура|тәртіп|тәртіб|құрылым|схема|жарғы|талап|талаб|` +
	`норматив|норма|тариф|өлшем|көрсеткіш|үлгі|нысан|тұжырымдама|стратегия|доктрина|шарт|мөлшер|құрам|жіктеуіш|классификатор|сипаттама|паспорт|хаттама|санат|лауазым|штат|кесте|қосымша|реестр|карта)(?:\p{L}*)$`)

// By means of a document is no place: белгіленген тәртіппен.
var kkInstrumental = pattern.New(`(?:мен|бен|пен)$`)

// place reads a Kazakh phrase whole: [act] [document] [provisions].
func (c cut) kkPlace() (p place, ok bool) {
	c = c.kkAnywhere(&p)
	if c.n() == 1 && c.tok(0).Is("ол", "олар", "оны", "оларды") {
		p.it = true
		return p, true
	}
	i := 0
	switch at, end, id, title := c.kkAct(); {
	case end > 0:
		if at > 0 {
			return p, false
		}
		p.hasAct, p.act, p.title, i = true, id, title, end
	case c.tok(0).Is("көрсетілген", "аталған", "жоғарыда"):
		j := 1
		for c.tok(j).Is("аталған", "көрсетілген") {
			j++
		}
		if citation.ActNoun(c.tok(j).S) == "" {
			break
		}
		i = j + 1
		p.own = i == c.n() || !c.tok(i).Is("бекітілген") && !strings.HasSuffix(c.tok(j).S, "мен")
		if i == c.n() {
			return p, true
		}
		p.approved = !p.own
	}
	if i == 0 && citation.ActNoun(c.tok(0).S) != "" && (strings.HasSuffix(c.tok(0).S, "ың") || strings.HasSuffix(c.tok(0).S, "ің")) {
		p.own = true // бұйрықтың тақырыбы
		refs, rest := c.sub(1, c.n()).Refs(corpus.Kazakh)
		p.refs = refs
		return p, len(rest) == 0 && len(refs) > 0
	}
	if c.tok(i).Is("бекітілген") {
		i++
		p.approved = true
	} else if i > 0 && p.hasAct && i < c.n() {
		// Provisions of the act itself: … № 43 қаулысының 2-тармағы.
		refs, rest := c.sub(i, c.n()).Refs(corpus.Kazakh)
		p.refs = refs
		return p, len(rest) == 0 && len(refs) > 0
	}
	if c.tok(i).Is("көрсетілген", "аталған") {
		p.same = true // көрсетілген Қағидаларға 1-қосымша
		i++
	}
	r := c.sub(i, c.n())
	if r.n() == 0 {
		return p, p.hasAct && !p.approved || p.anywhere
	}
	split := r.n()
	for j := range r.n() {
		if _, next := r.StepAt(j, corpus.Kazakh); next == 0 {
			continue
		}
		if refs, rest := r.sub(j, r.n()).Refs(corpus.Kazakh); len(rest) == 0 && len(refs) > 0 {
			p.refs, split = refs, j
			break
		}
	}
	if split == 0 {
		// "көрсетілген қаулыға 2-қосымшада": an annex and no name.
		return p, len(p.refs) > 0 && (!p.approved || p.refs[0][0].Level == citation.Annex)
	}
	last := r.tok(split - 1)
	if last.Kind != citation.Word || !p.approved && (!kkDocuments.MatchString(last.S) || kkInstrumental.MatchString(last.S)) {
		return p, false
	}
	p.doc = nominativeKk(tidy(r.source(0, split)), last.S)
	return p, p.doc != ""
}

// kkAnywhere takes "бүкіл мәтін бойынша" and "мәтініндегі" out.
func (c cut) kkAnywhere(p *place) cut {
	if n := c.n(); c.tok(n-1).Is("мәтіндегі", "мәтініндегі", "мәтінде", "мәтінінде") {
		p.anywhere = true
		return c.sub(0, n-1)
	}
	for i := range c.n() {
		if c.tok(i).Is("бойынша") && strings.HasPrefix(c.tok(i-1).S, "мәтін") && i <= 4 {
			p.anywhere = true
			if j := i - 2; j < 0 || c.tok(j).Is("бүкіл", "барлық", "бүкіл", "қаулының", "бүкiл") || citation.ActNoun(c.tok(j).S) != "" {
				return c.sub(i+1, c.n())
			}
		}
	}
	return c
}

// kkAct finds the act that a phrase names by its date, and returns the tokens
// [at, end) that name it; end is 0 where none does.
func (c cut) kkAct() (at, end int, id corpus.ActID, title string) {
	// The date must stand outside quotations: a title may name another act.
	d, date, to := -1, corpus.Date{}, 0
	for d < 0 {
		next, i, j, ok := numerals.FindDate(c.S[to:])
		if !ok {
			return 0, 0, "", ""
		}
		d = slices.IndexFunc(c.Tokens, func(t citation.Token) bool { return t.Start == to+i })
		date, to = next, to+j
	}
	number, off := c.numberAfter(to)
	subtype := ""
	for i := d; i < c.n() && i < d+16; i++ {
		t := c.tok(i)
		if t.Start < off {
			continue
		}
		if t.Kind == citation.Quote && title == "" {
			continue
		}
		if number == "" && t.Is("№", "n") {
			number, off = c.numberAfter(max(t.Start-1, 0))
			if number == "" {
				off = t.End
			}
			continue
		}
		if s := citation.ActNoun(t.S); t.Kind == citation.Word && s != "" {
			subtype, end = s, i+1
			break
		}
		if t.Kind == citation.Punct && !t.Is("-") {
			break
		}
	}
	if end == 0 {
		return 0, 0, "", ""
	}
	at = d
	// The body may have a compound name (санитариялық-эпидемиологиялық), or
	// commas in it.
	for at > 0 && (c.tok(at-1).Kind == citation.Word || c.tok(at-1).Is("-") && !c.tok(at-1).Space || c.tok(at-1).Is(",") && c.tok(at-2).Kind == citation.Word) {
		at--
	}
	words := at
	if c.tok(at-1).Kind == citation.Quote {
		at--
		title = tidy(c.Quoted(c.tok(at)))
		if c.tok(at + 1).Is("туралы") {
			title += " туралы"
		}
	} else {
		title = tidy(c.source(words, end))
	}
	return at, end, workID(subtype, date, number), title
}

// kkOwned: possessed nouns that end as if in the accusative.
var kkOwned = pattern.New(`(?:регламент|стандарт|паспорт|лимит|құжат|тарифт)[іы]$`)

// kkCase are the case endings of a document's name, behind a possessive and
// elsewhere.
var (
	kkPossCase  = pattern.New(`(?:сы|сі|ы|і)(нда|нде|на|не|ның|нің|ны|ні|нан|нен|мен|н|ндағы|ндегі)$`)
	kkPlainCase = pattern.New(`(да|де|та|те|ға|ге|қа|ке|дың|дің|тың|тің|ның|нің|ны|ні|ды|ді|ты|ті|дан|ден|тан|тен|нан|нен|мен|бен|пен|дағы|дегі|тағы|тегі)$`)
)

// nominativeKk returns the name without the case ending of its last word,
// given folded; folding keeps the number of letters.
func nominativeKk(name, last string) string {
	if kkOwned.MatchString(last) {
		return name // регламенті: the ending is no case
	}
	var m []string
	if m = kkPossCase.FindStringSubmatch(last); m == nil {
		m = kkPlainCase.FindStringSubmatch(last)
	}
	if m == nil || utf8.RuneCountInString(last)-utf8.RuneCountInString(m[1]) < 3 {
		return name
	}
	r := []rune(name)
	n := utf8.RuneCountInString(m[1])
	if len(r) <= n {
		return name
	}
	return string(r[:len(r)-n])
}
