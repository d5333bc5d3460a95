package amending

import (
	"slices"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/citation"
)

// contextLine reads a line that names the act or provision for what follows.
func (r *reader) contextLine(i int, c cut) bool {
	end := strings.TrimSpace(c.S)
	if strings.HasSuffix(end, ";") && (r.ctx.introduced || r.ls[i].point && r.region == body) && (r.lang != corpus.Russian || c.tok(0).Is("в", "во")) && (r.clauseNext(i) || r.placeNext(i)) {
		end = ":" // a slip: the clause below needs its place
	}
	if !strings.HasSuffix(end, ":") {
		return false
	}
	c, intro := c.introduced()
	a, b := c.trim(0, c.n())
	c = c.sub(a, b)
	if c.tok(0).Is("ввести", "вывести", "включить") {
		return false
	}
	p, ok := c.place()
	if ok && !p.empty() && p.rest == "" && (p.hasAct || r.ctx.introduced || r.region == changes) && !slices.ContainsFunc(p.refs, bare) {
		if r.ctx.left && p.doc == "" && !p.hasAct && !p.own && within(p.refs) {
			return false
		}
		if !r.ctx.knows(p) || (1+len(r.ctx.more))*len(p.refs) > maxPaths {
			return false
		}
		if p.hasAct {
			r.hasBase = false
			if n := numbering.FindString(r.ls[i].low); strings.HasSuffix(strings.TrimSpace(n), ")") {
				r.hasBase = true // the list of acts goes on
			}
		}
		r.ctx = r.ctx.at(p).say(p, r.ls[i].text)
		r.ctx.introduced = true
		r.mark(i, RoleContext)
		return true
	}
	if intro && !hasDate(c) {
		r.ctx.introduced = true
		r.listing = r.ls[i].kind == corpus.KindArticle
		r.mark(i, RoleIntroduction)
		return true
	}
	// "мына:" and "слова" before a quotation that the next lines name.
	if c.n() <= 1 && r.ctx.introduced && (kkFollowing(c.tok(0)) || c.tok(0).Is("мынау")) {
		r.mark(i, RoleContext)
		return true
	}
	return false
}

// clauseNext reports whether the next paragraph is a clause.
func (r *reader) clauseNext(i int) bool {
	if i+1 >= len(r.ls) || r.ls[i+1].annex != r.ls[i].annex {
		return false
	}
	c, _ := unnumbered(newCut(r.ls[i+1].text, r.lang))
	_, _, ok := c.clause()
	return ok
}

// placeNext reports whether the next paragraph names where the clauses below
// belong.
func (r *reader) placeNext(i int) bool {
	if i+1 >= len(r.ls) || r.ls[i+1].annex != r.ls[i].annex {
		return false
	}
	p, ok := r.named(i + 1)
	return ok && !p.empty() && !p.hasAct
}

// lose notes that a line which names where the next clauses belong was not
// understood.
func (r *reader) lose(c cut) {
	l := lostPart
	if hasDate(c) || introduces.MatchString(c.S) {
		l = lostAct
	}
	r.ctx.lost = max(r.ctx.lost, l)
}

// targeted reports whether it is known which act every clause is about: one
// was named, and no line between was not understood.
func (r *reader) targeted(ds []draft, ks []Clause) bool {
	if len(ds) == 1 && ds[0].op == Repeal && (ds[0].list || ds[0].byAnnex) {
		return true
	}
	placed := false // by a change before it in the same sentence
	for _, d := range ds {
		if !r.ctx.knows(d.p) {
			return false
		}
		if placed = placed || len(d.p.refs) > 0 && !within(d.p.refs); placed {
			continue
		}
		if words := d.op == ReplaceWords || d.op == InsertWords || d.op == DeleteWords; r.ctx.left && !d.p.hasAct && !d.p.own && d.p.doc == "" &&
			(within(d.refs()) || words && len(d.p.refs) == 0 && !d.p.anywhere) {
			return false // of which point?
		}
	}
	for _, d := range ds {
		// Several texts for several places cannot be told apart.
		if d.payload && max(len(d.inserted), len(d.p.refs)) > 1 && len(r.ctx.at(d.p).more) > 0 && (len(r.ctx.more) > 0 || d.op == Insert) {
			return false
		}
	}
	// A paragraph or a part of the act as a whole is none.
	if slices.ContainsFunc(ks, func(k Clause) bool {
		return k.Target.Annex == "" && k.Target.List == "" && len(k.Target.Path) > 0 && k.Target.Path[0].Level != citation.Subpoint && within([]citation.Ref{k.Target.Path})
	}) {
		return false
	}
	// Words added to the end of what?
	if slices.ContainsFunc(ks, func(k Clause) bool { return k.Op == InsertWords && k.Position == "" && len(k.Target.Path) == 0 }) {
		return false
	}
	// A whole row, under a line that names a column: the row, or its cell?
	for _, d := range ds {
		whole := d.op == Insert || d.op == Replace || d.op == Delete
		row := func(r citation.Ref) bool { return r[len(r)-1].Level == citation.Row && r[len(r)-1].Num != "" }
		if whole && slices.ContainsFunc(slices.Concat(d.p.refs, d.inserted), row) && slices.ContainsFunc(r.ctx.path, isColumn) && !slices.ContainsFunc(r.ctx.path, isRow) {
			return false
		}
	}
	return !slices.ContainsFunc(ks, func(k Clause) bool { return k.Target.Act == "" && k.Target.ActTitle == "" })
}

// introduced takes "мынадай өзгерістер енгізілсін" and "внести … следующие
// изменения" out.
func (c cut) introduced() (cut, bool) {
	if !introduces.MatchString(c.S) {
		return c, false
	}
	n := c.n()
	if c.lang == corpus.Russian {
		to := c.find("следующ")
		if to < 0 {
			to = n
			k := c.find("изменени", "дополнени")
			if k > 0 && k < n-4 {
				for c.tok(k).Is("и", ",") || strings.HasPrefix(c.tok(k).S, "изменени") || strings.HasPrefix(c.tok(k).S, "дополнени") {
					k++
				}
				return c.sub(k, n), true // внести изменения в …: the place comes last
			}
			if k > 0 {
				to = k // внести в … изменения согласно приложению
			}
		}
		if v := c.find("внести"); v >= 0 && v < to {
			return c.sub(v+1, to), true
		}
		return c, false
	}
	for i := range n {
		if kkFollowing(c.tok(i)) {
			if j := c.find("енгізілсін"); j > i {
				return c.sub(0, i), true
			}
		}
	}
	if i := c.find("өзгеріс", "толықтыру"); i > 0 {
		return c.sub(0, i), true
	}
	return c, true
}

// carries reads "внести в постановление … изменения согласно приложению": the
// act whose changes an annex holds.
func (r *reader) carries(c cut) bool {
	if !introduces.MatchString(c.S) {
		return false
	}
	_, annex, c := c.annexOf()
	a, b := c.trim(0, c.n())
	c, intro := c.sub(a, b).introduced()
	if !annex || !intro {
		return false
	}
	if !hasDate(c) {
		// внести изменения в некоторые решения согласно приложению
		for _, g := range r.regions {
			if g == changes {
				return true
			}
		}
		return false
	}
	p, ok := c.sub(c.trim(0, c.n())).place()
	if !ok || !p.hasAct || p.rest != "" || len(p.refs) > 0 {
		return false
	}
	r.carried = append(r.carried, p)
	return true
}

// titleAct reads the one act that the title of an annex of changes names:
// изменения, вносимые в постановление …
func (c cut) titleAct() (place, bool) {
	var p place
	var end int
	if c.lang == corpus.Russian {
		_, end, p.act, p.title = c.ruAct()
	} else {
		_, end, p.act, p.title = c.kkAct()
	}
	p.hasAct = end > 0 && p.act != ""
	return p, p.hasAct && !hasDate(c.sub(end, c.n()))
}

// both reads a place and the clause about it in one paragraph: внести в
// постановление … следующее изменение: пункт 3 исключить.
func (r *reader) both(i int, c cut) bool {
	for k := range c.n() {
		// The verb may be a participle: внести изменение в …, изложив пункт 3 …
		joint := c.tok(k).Is(",") && (c.tok(k+1).Is("изложив", "дополнив", "исключив", "заменив") || c.tok(k-1).Is("енгізіліп"))
		if !joint && !c.tok(k).Is(":") {
			continue
		}
		left, _ := c.sub(0, k).introduced()
		if n := left.find("өзгеріс", "толықтыру"); c.tok(k-1).Is("енгізіліп") && n > 0 {
			left = left.sub(0, n)
		}
		p, ok := left.sub(left.trim(0, left.n())).place()
		if !ok || p.empty() || p.rest != "" || !p.hasAct && !r.ctx.introduced || !r.ctx.knows(p) || slices.ContainsFunc(p.refs, bare) {
			continue
		}
		right, _ := unnumbered(c.sub(k+1, c.n()))
		head, inline := splitInline(right)
		ds, _, ok := head.clause()
		if !ok {
			return false
		}
		r.ctx = r.ctx.at(p).say(p, tidy(c.source(0, k+1)))
		r.ctx.introduced = true
		r.clauses(i, i+1, ds, inline, r.ls[i].text)
		return true
	}
	return false
}
