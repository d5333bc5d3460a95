package amending

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tizbe/corpus"
	"tizbe/corpus/citation"
	"tizbe/corpus/numerals"
	"tizbe/corpus/pattern"
)

// Who belongs to a commission is changed by words of its own:
//
//	ввести в состав Комиссии:                      Комиссияның құрамына мыналар енгізілсін:
//	Оспанов О.О. – вице-министр финансов;          Оспанов О.О. – қаржы вице-министрі;
//	вывести из состава Комиссии Ли В.В.;           Комиссияның құрамынан Ли В.В. шығарылсын;
//
// The members that come are the lines below; those that go are named in the
// sentence or below it, a line each.

var (
	ruMembers = pattern.New(`^(ввести|включить|вывести|исключить)(?: (?:в|из) (?:указанн\p{L}+ )?состава?)?(?: |:|$)`)
	kkCome    = pattern.New(`(?:^|құрамына )мыналар енгізілсін ?:$`)
	kkBehind  = pattern.New(`^(?:құрам(?:ына|ынан) )?(енгізілсін|шығарылсын)[;.]?$`)
	kkGo      = pattern.New(`құрам(?:ын|н)ан (?:.*)шығарылсын[;.:]?$|^(?:мыналар|.+) шығарылсын[;.:]?$`)
)

// members reads a change of who belongs to a commission; false where the
// sentence is none, or is not understood.
func (r *reader) members(i int, c cut) bool {
	if !r.ctx.introduced && !hasDate(c) {
		return false
	}
	if c.lang != corpus.Russian && r.between(i, c) {
		return true
	}
	come, of, named, ok := c.ruMembers()
	if c.lang != corpus.Russian {
		come, of, named, ok = c.kkMembers()
	}
	if !ok {
		return false
	}
	p, ok := r.composition(of)
	if !ok || !r.ctx.knows(p) {
		return false
	}
	j := i + 1
	var after []string
	if named == "" {
		for j < len(r.ls) && r.ls[j].annex == r.annex && !r.ls[j].point && !r.own(j) && r.ls[j].kind != corpus.KindSignature {
			t := strings.Trim(tidy(r.ls[j].text), "«»\" ")
			if come != strings.ContainsAny(t, "–—|") && !(come && strings.Contains(t, " - ")) || !isName(t) {
				break
			}
			after = append(after, t)
			j++
			if strings.HasSuffix(t, ".") && !initials.MatchString(t) {
				break
			}
		}
	} else {
		after = names(named)
	}
	if len(after) == 0 || come && named != "" {
		return false
	}
	at := r.ctx.at(p)
	if at.act == "" && at.title == "" || len(at.path) > 0 && at.annex == "" && at.list == "" && at.path[0].Level != citation.Annex {
		return false
	}
	target := Target{Act: at.act, ActTitle: at.title, Annex: at.annex, List: at.list, Path: at.path}
	member := func(name string) citation.Ref {
		return join(at.path, citation.Ref{{Level: citation.Member, Name: name}})
	}
	var ks []Clause
	if come {
		target.Path = member("")
		ks = []Clause{{Op: Insert, Target: target, After: after}}
	} else {
		for _, n := range after {
			if n = strings.TrimRight(n, ";, "); !initials.MatchString(n) {
				n = strings.TrimSuffix(n, ".")
			}
			if n == "" || !isName(n) {
				return false
			}
			target.Path = member(n)
			ks = append(ks, Clause{Op: Delete, Target: target, Before: ""})
		}
	}
	said := r.add(ks, i, i+1, r.ls[i].text)
	for k := i + 1; k < j; k++ {
		if come {
			r.mark(k, RolePayload, said...)
		} else {
			r.mark(k, RoleClause, said[k-i-1])
		}
	}
	if !p.it {
		r.ctx = at.say(p, r.ls[i].text)
		r.ctx.introduced = true
	}
	r.i = j
	return true
}

// between reads members that are listed before the verb:
//
//	мыналар:
//	«Оспанов О.О. – қаржы вице-министрі»
//	енгізілсін;
func (r *reader) between(i int, c cut) bool {
	if a, b := c.trim(0, c.n()); b-a > 4 || !c.tok(b-1).Is("мыналар") {
		return false
	}
	p, ok := r.composition(c.sub(0, 0))
	if !ok || !r.ctx.knows(p) {
		return false
	}
	var names []string
	for j := i + 1; j < len(r.ls) && r.ls[j].annex == r.annex; j++ {
		verb := kkBehind.FindStringSubmatch(r.ls[j].low)
		if verb == nil {
			t := strings.Trim(tidy(r.ls[j].text), "«»\" ;")
			if t == "" {
				continue
			}
			if !isName(t) {
				return false
			}
			names = append(names, t)
			continue
		}
		if len(names) == 0 {
			return false
		}
		target := Target{Act: r.ctx.act, ActTitle: r.ctx.title, Annex: r.ctx.annex, List: r.ctx.list}
		var ks []Clause
		if verb[1] == "енгізілсін" {
			target.Path = join(r.ctx.path, citation.Ref{{Level: citation.Member}})
			ks = []Clause{{Op: Insert, Target: target, After: names}}
		} else {
			for _, n := range names {
				target.Path = join(r.ctx.path, citation.Ref{{Level: citation.Member, Name: n}})
				ks = append(ks, Clause{Op: Delete, Target: target})
			}
		}
		r.add(ks, i, j+1, tidy(r.ls[i].text+" … "+r.ls[j].text))
		r.i = j + 1
		return true
	}
	return false
}

// composition is the place of a commission's members: those of the act named,
// or of the document that the lines above name.
func (r *reader) composition(of cut) (place, bool) {
	a, b := of.trim(0, of.n())
	of = of.sub(a, b)
	if of.n() == 0 || !hasDate(of) {
		if r.ctx.annex != "" || r.ctx.list != "" || len(r.ctx.path) > 0 || of.n() == 0 {
			// The commission was named above.
			return place{it: true}, r.ctx.introduced && (r.ctx.annex != "" || r.ctx.list != "" || len(r.ctx.path) > 0)
		}
		doc := "состав "
		if of.lang == corpus.Russian {
			if u := of.find("утвержденн", "образованн", "созданн"); u > 0 {
				of = of.sub(of.trim(0, u))
			}
			doc += tidy(of.source(0, of.n()))
		} else {
			doc = tidy(of.source(0, of.n())) + " құрамы"
		}
		return place{doc: doc, approved: true}, r.ctx.introduced && r.ctx.act != ""
	}
	p := place{hasAct: true}
	var end int
	if of.lang == corpus.Russian {
		_, end, p.act, p.title = of.ruAct()
	} else {
		_, end, p.act, p.title = of.kkAct()
	}
	p.doc = "состав"
	if of.lang != corpus.Russian {
		p.doc = "құрам"
	}
	return p, end > 0 && p.act != ""
}

// ruMembers parts "ввести в состав Комиссии …:" and "вывести из состава …
// Ли В.В.": whether members come, of what, and who is named in the sentence.
func (c cut) ruMembers() (come bool, of cut, named string, ok bool) {
	m := ruMembers.FindStringSubmatch(c.S)
	if c.lang != corpus.Russian || m == nil {
		return false, of, "", false
	}
	come = m[1] == "ввести" || m[1] == "включить"
	composed := strings.Contains(m[0], "состав")
	n := c.n()
	i := 1
	for i < n && (c.tok(i).Is("в", "из") || strings.HasPrefix(c.tok(i).S, "указанн") || strings.HasPrefix(c.tok(i).S, "состав")) {
		i++
	}
	switch {
	case c.tok(n - 1).Is(":"):
		of = c.sub(i, n-1)
		return come, of, "", composed || of.n() == 0 && (m[1] == "ввести" || m[1] == "вывести")
	case !composed && m[1] != "вывести":
		return false, of, "", false // включить and исключить have other objects too
	}
	// The names follow the body's name, behind a colon or from the first
	// capital letter on that initials or a patronymic follow.
	for k := i; k < n; k++ {
		if c.tok(k).Is(":") {
			return come, c.sub(i, k), c.source(k+1, n), true
		}
		if person.MatchString(tidy(c.source(k, n))) {
			return come, c.sub(i, k), c.source(k, n), true
		}
	}
	return come, of, "", false
}

// kkMembers parts "… құрамына мыналар енгізілсін:" and "… құрамынан Ли В.В.
// шығарылсын".
func (c cut) kkMembers() (come bool, of cut, named string, ok bool) {
	low := strings.TrimSpace(c.S)
	at := c.find("құрамына", "құрамынан", "құрамнан")
	switch {
	case kkCome.MatchString(low):
		return true, c.sub(0, max(at, 0)), "", true
	case !kkGo.MatchString(low):
		return false, of, "", false
	}
	end := c.find("шығарылсын")
	if end < 0 || at > end {
		return false, of, "", false
	}
	if names := c.sub(at+1, end); !names.tok(0).Is("мыналар") {
		named = names.source(0, names.n())
	}
	return false, c.sub(0, max(at, 0)), named, named != "" || strings.HasSuffix(low, ":")
}

var (
	// A person: a surname with initials, or with a given name and a patronymic.
	person   = pattern.New(`^\p{Lu}[\p{L}-]+ (?:\p{Lu}\. ?(?:\p{Lu}\.)?|\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+(?:вич|вн|ұлы|қызы|улы|кызы)\p{Ll}*)(?:[,;.–— ]|$)`)
	initials = pattern.New(`[ .]\p{Lu}\.$`)
)

func isName(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) && !numbering.MatchString(numerals.Fold(s).S)
}

// names cuts a list of persons.
func names(s string) []string {
	var out []string
	for _, n := range strings.FieldsFunc(strings.NewReplacer(" и ", ",", " және ", ",", " мен ", ",").Replace(s), func(r rune) bool { return r == ',' || r == ';' }) {
		if n = strings.TrimSpace(n); n != "" {
			out = append(out, n)
		}
	}
	return out
}
