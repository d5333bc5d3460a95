package amending

import (
	"slices"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/citation"
	"tizbe/corpus/pattern"
)

var ruWordNoun = pattern.New(`^(?:слов|цифр|числ|букв|аббревиатур|знак|обозначени|словосочетани)\p{L}{0,4}$`)

// ruWord reports whether the word at i says what a quotation behind it is.
func (c cut) ruWord(i int) bool {
	return c.tok(i).Kind == citation.Word && ruWordNoun.MatchString(c.tok(i).S)
}

// ruVerb tells what the word at i does.
func (c cut) ruVerb(i int) Op {
	switch w := c.tok(i).S; {
	case c.tok(i).Kind != citation.Word:
	case w == "дополнить", w == "дополнив":
		return Insert
	case w == "исключить", w == "исключив":
		return Delete
	case w == "изложить", w == "изложив":
		return Replace
	case w == "заменить", w == "заменив":
		return ReplaceWords
	case w == "приостановить":
		return Suspend
	case w == "отменить":
		return Repeal
	case (w == "признать" || w == "считать") && strings.HasPrefix(c.tok(i+1).S, "утративш") && c.tok(i+2).Is("силу"):
		return Repeal
	}
	return ""
}

// ruClause reads a Russian clause whole; see [cut.kkClause].
func (c cut) ruClause() (ds []draft, vows, ok bool) {
	if d, ok := c.ruNoOp(); ok {
		return []draft{d}, true, true
	}
	for i := c.n() - 1; i > 0; i-- {
		switch {
		case c.tok(i).Is("препинания") && c.ruWord(i-1):
			c = c.without(i, i+1)
		case c.ruWord(i) && c.tok(i-1).Is("и") && c.ruWord(i-2) && c.tok(i+1).Kind == citation.Quote:
			c = c.without(i-1, i+1) // цифры и слова «15 (пятнадцать)»
		}
	}
	var verbs []int
	for i := range c.n() {
		if c.ruVerb(i) != "" {
			verbs = append(verbs, i)
		}
	}
	from := 0
	for k, v := range verbs {
		to := c.n()
		if k+1 < len(verbs) {
			to = c.ruSplit(v, verbs[k+1])
		}
		a, b := c.trim(from, to)
		d, ok := c.sub(a, b).ruDraft(v-a, c.ruVerb(v))
		for i := range d {
			d[i].spread()
		}
		if !ok || !definiteTargets(d) {
			return nil, true, false
		}
		ds = append(ds, d...)
		from = to
	}
	return ds, len(verbs) > 0, len(ds) > 0
}

// ruSplit returns where, between two verbs, the second change begins: behind
// the complement of the first.
func (c cut) ruSplit(v, next int) int {
	i := v + 1
	for i < next {
		if st, n := c.StepAt(i, corpus.Russian); n > 0 && st.Case&citation.Instrumental != 0 {
			i = n
			continue
		}
		switch t := c.tok(i); {
		case t.Kind == citation.Quote, t.Is("соответственно", "словами", "словом", "цифрами", "цифрой", "следующего", "содержания", "в", "следующей", "новой", "редакции"):
		case t.Is("точкой", "запятой", "двоеточием", "на", "точку", "запятую"), t.Is("с") && c.tok(i+1).Is("запятой"):
		case t.Is(",", "и") && (c.tok(i+1).Kind == citation.Quote || stepIn(c, i+1)):
		default:
			return i
		}
		i++
	}
	return i
}

// stepIn reports whether a step in the instrumental begins at i.
func stepIn(c cut, i int) bool {
	st, n := c.StepAt(i, corpus.Russian)
	return n > 0 && st.Case&citation.Instrumental != 0 && st.Case&citation.Direct == 0
}

// ruDraft reads one change whose verb is at v.
func (c cut) ruDraft(v int, op Op) ([]draft, bool) {
	width := 1
	if op == Repeal && !c.tok(v).Is("отменить") {
		width = 3
	}
	d := draft{op: op}
	switch op {
	case ReplaceWords:
		return c.without(v, v+1).ruReplaceWords(d)
	case Suspend:
		return c.without(v, v+1).ruSuspend(d)
	case Insert:
		return c.ruInsert(d, v)
	}
	c = c.without(v, v+width)
	d.annexes, d.byAnnex, c = c.annexOf()
	a, b := c.trim(0, c.n())
	c = c.sub(a, b)
	ok := false
	switch op {
	case Delete:
		if i := c.ruFirstWords(); i >= 0 {
			q, end := c.quotes(i + 1)
			d.op = DeleteWords
			for _, w := range q {
				d.pairs = append(d.pairs, Pair{From: w})
			}
			rest := c.without(i, end)
			if rest.n() > 0 && rest.tok(0).Is("из") {
				rest = rest.sub(1, rest.n())
			}
			d.p, ok = rest.ruWhere(rest.n())
			return []draft{d}, ok && len(q) > 0
		}
		d.p, ok = c.ruPlace()
		ok = ok && (len(d.p.refs) > 0 || d.p.doc != "") && d.p.rest == "" && !c.ruInside(d.p)
	case Replace:
		i := c.find("редакци")
		if i < 1 || !c.tok(i-1).Is("следующей", "новой", "нижеследующей", "прилагаемой", "такой") && !d.byAnnex {
			return nil, false
		}
		j := i
		for j > 0 && c.tok(j-1).Is("в", "следующей", "новой", "нижеследующей", "прилагаемой", "такой") {
			j--
		}
		c = c.without(j, i+1)
		d.payload = !d.byAnnex
		d.p, ok = c.ruWhere(c.n())
		ok = ok && !d.p.empty() && d.p.rest == "" && !c.ruInside(d.p)
		if ok && len(d.p.refs) == 0 {
			d.op = ReplaceAnnex
		}
	case Repeal:
		switch {
		case d.byAnnex:
			return []draft{d}, true
		case c.n() == 0, c.find("некотор") >= 0 && c.find("решени") >= 0 && c.n() < 10, c.n() == 1 && strings.HasPrefix(c.tok(0).S, "следующ"):
			d.list = true
			return []draft{d}, true
		}
		d.p, ok = c.ruPlace()
		ok = ok && !d.p.empty() && d.p.rest == ""
	}
	return []draft{d}, ok
}

// ruInside reports whether the text names where something is done ("в пункте
// 3") as if it were done to that: the object is missing, or is not inside it.
func (c cut) ruInside(p place) bool {
	if !c.tok(0).Is("в", "во") {
		return false
	}
	object := false
	for i := 1; i < c.n() && !object; i++ {
		st, next := c.StepAt(i, corpus.Russian)
		object = next > 0 && st.Case&(citation.Direct|citation.Locative) == citation.Direct
	}
	return !object || slices.ContainsFunc(p.refs, func(r citation.Ref) bool { return len(r) < 2 })
}

// ruFirstWords returns the index of "слова" before a quotation, or -1.
func (c cut) ruFirstWords() int {
	for i := range c.n() {
		if c.ruWord(i) && c.tok(i+1).Kind == citation.Quote {
			return i
		}
	}
	return -1
}

// ruWhere reads the tokens [0, j) as a place, which may be empty.
func (c cut) ruWhere(j int) (place, bool) {
	a, b := c.trim(0, j)
	if a == b {
		return place{}, true
	}
	p, ok := c.sub(a, b).ruPlace()
	return p, ok && p.rest == ""
}

// ruReplaceWords reads "[place] слова «A», «B» [заменить] соответственно
// словами «C», «D»", once or more; the verb has been left out.
func (c cut) ruReplaceWords(d draft) ([]draft, bool) {
	if p, pair, ok := c.ruMarks(); ok {
		d.p, d.pairs = p, []Pair{pair}
		return []draft{d}, true
	}
	first := c.ruFirstWords()
	if first < 0 {
		return nil, false
	}
	i, anywhere := first, false
	for i < c.n() {
		if c.ruWord(i) {
			i++
		}
		from, next := c.quotes(i)
		i = next
		if c.tok(i).Is("по") && strings.HasPrefix(c.tok(i+1).S, "все") && strings.HasPrefix(c.tok(i+2).S, "текст") {
			anywhere, i = true, i+3 // слова «А» по всему тексту заменить
		}
		if c.tok(i).Is(",") {
			i++
		}
		for c.tok(i).Is("соответственно", "на", "–", "-") {
			i++
		}
		if c.ruWord(i) {
			i++
		}
		if c.tok(i).Is("соответственно") {
			i++
		}
		to, next := c.quotes(i)
		if c.tok(next).Is("соответственно") {
			next++
		}
		pairs, ok := pair(from, to)
		if !ok {
			return nil, false
		}
		d.pairs = append(d.pairs, pairs...)
		i = next
		if i == c.n() {
			break
		}
		// A second pair may follow, or the place: «по всему тексту».
		a, _ := c.trim(i, c.n())
		if !c.ruWord(a) {
			break
		}
		i = a
	}
	tail := c.sub(c.trim(i, c.n()))
	p, ok := c.ruWhere(first)
	if !ok {
		p, ok = c.namedLine(first)
	}
	p.anywhere = p.anywhere || anywhere
	if ok && tail.n() > 0 {
		var q place
		rest := tail.ruAnywhere(&q)
		if q.anywhere && (rest.n() == 0 || rest.n() == tail.n()) || q.anywhere && citation.ActNoun(rest.tok(0).S) != "" {
			p.anywhere = true
		} else {
			ok = false
		}
	}
	d.p = p
	return []draft{d}, ok
}

// ruMarks reads marks that are named and not quoted: "[place] точку" and
// "точкой с запятой".
func (c cut) ruMarks() (place, Pair, bool) {
	names := map[string]string{"точку": ".", "точкой": ".", "запятую": ",", "запятой": ",", "двоеточие": ":", "двоеточием": ":"}
	mark := func(i int) (string, int) {
		m := names[c.tok(i).S]
		if m == "." && c.tok(i+1).Is("с") && c.tok(i+2).Is("запятой") {
			return ";", i + 3
		}
		return m, i + 1
	}
	for i := range c.n() {
		from, j := mark(i)
		if from == "" || c.tok(i).Kind != citation.Word {
			continue
		}
		for c.tok(j).Is("на") {
			j++
		}
		to, end := mark(j)
		p, ok := c.ruWhere(i)
		return p, Pair{from, to}, ok && to != "" && end == c.n() && len(p.refs) > 0
	}
	return place{}, Pair{}, false
}

// ruInsert reads "[place] [после …] дополнить …".
func (c cut) ruInsert(d draft, v int) ([]draft, bool) {
	// The complement stands behind the verb, the place before it, seldom the
	// other way round.
	pre, post := c.sub(c.trim(0, v)), c.sub(c.trim(v+1, c.n()))
	d.annexes, d.byAnnex, post = post.annexOf()
	if n := post.n(); post.tok(n-1).Is("соответственно") && post.tok(n-2).Is("содержания") {
		post = post.sub(0, n-1)
	}
	if n := post.n(); post.tok(n-2).Is("следующего", "нижеследующего") && post.tok(n-1).Is("содержания") {
		post = post.sub(post.trim(0, n-2))
		d.payload = true
	}
	d.payload = d.payload || !d.byAnnex
	// "после слов «A»" or "после пункта 5", before or behind the verb.
	beside := cut{lang: c.lang}
	takeBeside := func(x cut) cut {
		for i := range x.n() {
			if !x.tok(i).Is("после", "перед") {
				continue
			}
			j := i + 1
			if x.ruWord(j) {
				j++
				for x.tok(j).Kind == citation.Quote {
					j++
				}
			} else {
				for {
					_, next := x.StepAt(j, corpus.Russian)
					if next == 0 || j > i+1 && stepIn(x, j) {
						break
					}
					j = next
				}
			}
			if j > i+1 {
				d.pos = After
				if x.tok(i).Is("перед") {
					d.pos = Before
				}
				beside = x.sub(i+1, j)
				return x.without(i, j)
			}
		}
		return x
	}
	pre = takeBeside(pre)
	if beside.n() == 0 {
		post = takeBeside(post)
	}
	a, b := post.trim(0, post.n())
	post = post.sub(a, b)

	if beside.n() > 0 {
		if beside.ruWord(0) {
			q, end := beside.quotes(1)
			if len(q) != 1 || end != beside.n() {
				return nil, false
			}
			d.words = q[0]
		} else {
			refs, rest := beside.Refs(corpus.Russian)
			if len(refs) != 1 || len(rest) > 0 {
				return nil, false
			}
			d.anchor = refs[0]
		}
	}
	// Direct objects behind the verb are the place: дополнить пункт 2
	// подпунктом 3).
	i := 0
	for i < post.n() {
		st, next := post.StepAt(i, corpus.Russian)
		if next == 0 || st.Case&citation.Instrumental != 0 && st.Case&citation.Direct == 0 {
			break
		}
		i = next
	}
	if i > 0 {
		if pre.n() > 0 {
			return nil, false
		}
		pre, post = post.sub(0, i), post.sub(post.trim(i, post.n()))
	}
	var ok bool
	if d.p, ok = pre.ruWhere(pre.n()); !ok {
		return nil, false
	}
	if post.ruWord(0) {
		q, end := post.quotes(1)
		d.op, d.payload = InsertWords, len(q) == 0
		for _, w := range q {
			d.pairs = append(d.pairs, Pair{To: w})
		}
		return []draft{d}, end == post.n() && d.anchor == nil && (len(q) > 0 || d.payload)
	}
	if d.words != "" {
		return nil, false
	}
	for j := 0; j < post.n(); {
		st, next := post.StepAt(j, corpus.Russian)
		if next == 0 && j > 0 && post.tok(j).Is("к") && d.p.empty() {
			// дополнить приложением 5 к указанному приказу
			to, ok := post.sub(j+1, post.n()).ruPlace()
			if !ok || len(to.refs) > 0 || to.rest != "" || !to.own && to.doc == "" {
				return nil, false
			}
			d.p = to
			break
		}
		if next == 0 {
			if j > 0 && post.tok(j).Is(",", "и", "а", "также") {
				j++
				continue
			}
			return nil, false
		}
		if st.Case&citation.Instrumental == 0 {
			return nil, false
		}
		chain := []citation.Step{st}
		if owner, end := post.StepAt(next, corpus.Russian); st.Level == citation.Title && end > 0 && owner.Case&citation.Genitive != 0 {
			chain, next = []citation.Step{owner, st}, end // заголовком статьи 5
		}
		d.inserted = append(d.inserted, citation.Expand(chain)...)
		j = next
	}
	if n := len(d.anchor) - 1; n > 0 {
		d.p = merge(d.p, d.anchor[:n])
		d.anchor = d.anchor[n:]
	}
	return []draft{d}, len(d.inserted) > 0
}

// merge narrows the place to what owns an anchor.
func merge(p place, owner citation.Ref) place {
	if len(p.refs) == 0 {
		p.refs = []citation.Ref{owner}
	} else {
		p.refs = []citation.Ref{join(p.refs[0], owner)}
	}
	return p
}

// ruSuspend reads "с … до … действие абзаца …"; the verb has been left out.
func (c cut) ruSuspend(d draft) ([]draft, bool) {
	// "…, установив, что в период приостановления данный абзац действует в
	// следующей редакции:"
	if i := c.find("установив"); i > 0 {
		if e := c.find("редакци"); e < i || !c.tok(e-1).Is("следующей") || c.find("период") < i {
			return nil, false
		}
		d.payload = true
		c = c.sub(c.trim(0, i))
	}
	c, term, ok := c.term()
	if !ok {
		return nil, false
	}
	d.from, d.until = term.Since, term.Until
	a, b := c.trim(0, c.n())
	if !c.tok(a).Is("действие") || d.from.IsZero() && d.until.IsZero() {
		return nil, false
	}
	p, ok := c.sub(a+1, b).ruPlace()
	d.when, p.rest = tidy(p.rest), ""
	if strings.HasSuffix(d.when, ":") || strings.Contains(d.when, "редакци") {
		return nil, false
	}
	d.p = p
	return []draft{d}, ok && !p.empty()
}

var ruOther = pattern.New(`(?:казахском|государственном|русском) языке.*(?:не (?:из)?меня(?:ется|ются)|без изменений|не вносятся)`)

// ruNoOp reads a change of the text in the other language only.
func (c cut) ruNoOp() (draft, bool) {
	if !ruOther.MatchString(c.S) {
		return draft{}, false
	}
	i := c.find("внос", "внес", "изменени", "текст", "казахск", "государственн")
	for i > 0 && c.tok(i-1).Is("на", "в", "вносятся", ",", "–", "-") {
		i--
	}
	p, ok := c.ruWhere(max(i, 0))
	return draft{op: NoOp, p: p}, ok && i > 0 && len(p.refs) > 0
}
