package amending

import (
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/citation"
	"tizbe/corpus/numerals"
	"tizbe/corpus/pattern"
)

// kkWordNoun: what a quotation may be called; group 2 is the case.
var kkWordNoun = pattern.New(`^(?:сөз|сан|цифр|цифра|әріп|әрп|белгі|аббревиатура|тіркес|сөйлем|көрсеткіш|таңба)(?:дер|тер|лер|лар|дар|тар)?(?:і|ы|сі|сы)?(?:(ден|дан|тен|тан|нен|нан)|(мен|бен|пен|імен|ымен|ге|ға|ке|қа|не|на)|(дің|дың|тің|тың|нің|ның))?$`)

// kkFollowing reports whether a word points to what follows.
func kkFollowing(t citation.Token) bool {
	return t.Is("мынадай", "мынандай", "мұндай", "келесі", "төмендегі", "төмендегідей", "мына")
}

// kkWords reads "деген сөздер" behind a quotation: the token behind it and
// the case.
func (c cut) kkWords(i int) (int, citation.Case) {
	if c.tok(i).Is("деген", "дегеннен") {
		if c.tok(i).Is("дегеннен") {
			return i + 1, citation.Ablative
		}
		i++
	}
	if c.tok(i).Is("сөз") && strings.HasPrefix(c.tok(i+1).S, "тіркес") || c.tok(i).Is("тыныс") {
		i++
	}
	m := kkWordNoun.FindStringSubmatch(c.tok(i).S)
	if c.tok(i).Kind != citation.Word || m == nil {
		return 0, 0
	}
	// "сандар мен сөздер": the last one has the case.
	if more := kkWordNoun.FindStringSubmatch(c.tok(i + 2).S); more != nil && c.tok(i+2).Kind == citation.Word && c.tok(i+1).Is("мен", "бен", "пен", "және") {
		m, i = more, i+2
	}
	switch {
	case m[1] != "":
		return i + 1, citation.Ablative
	case m[2] != "":
		return i + 1, citation.Instrumental
	case m[3] != "":
		return i + 1, citation.Genitive
	}
	return i + 1, citation.Direct
}

// kkVerb tells what the word at i does and how many words before it belong to
// the verb.
func (c cut) kkVerb(i int) (op Op, before int) {
	switch c.tok(i).S {
	case "толықтырылсын", "толықтырылып":
		return Insert, 0
	case "ауыстырылсын", "алмастырылсын", "ауыстырылып", "алмастырылып":
		return ReplaceWords, 0
	case "жазылсын", "баяндалсын", "мазмұндалсын", "жазылып":
		return Replace, 0
	case "қойылсын", "қойылып":
		return InsertWords, 0
	case "тасталсын", "тасталып":
		if c.tok(i-1).Is("алып", "алынып", "шығарып", "сызып") {
			return Delete, 1
		}
	case "танылсын", "есептелсін":
		if c.tok(i-1).Is("деп") && c.tok(i-2).Is("жойылды", "жойылған", "жойған") && strings.HasPrefix(c.tok(i-3).S, "күш") {
			return Repeal, 3
		}
	case "жойылсын":
		if strings.HasPrefix(c.tok(i-1).S, "күш") {
			return Repeal, 1
		}
		if citation.ActNoun(c.tok(i-1).S) != "" {
			return Repeal, 0
		}
	case "тұрсын":
		if c.tok(i - 1).Is("тоқтатыла") {
			return Suspend, 1
		}
	case "өзгермейді", "өзгертілмейді", "өзгеріссіз":
		return NoOp, 0
	}
	return "", 0
}

// kkClause reads a Kazakh clause whole; ok is false where any of it is not
// understood. vows is true where the text has a verb of amending at all.
func (c cut) kkClause() (ds []draft, vows, ok bool) {
	c, meanwhile := c.kkMeanwhile()
	from := 0
	for i := range c.n() {
		op, before := c.kkVerb(i)
		if op == "" {
			continue
		}
		vows = true
		a, b := c.trim(from, i-before)
		d, ok := c.sub(a, b).kkDraft(op)
		for i := range d {
			d[i].spread()
			d[i].payload = d[i].payload || meanwhile
		}
		if !ok || !definiteTargets(d) || meanwhile && op != Suspend {
			return nil, true, false
		}
		ds = append(ds, d...)
		from = i + 1
		if op == NoOp {
			from = c.n()
			break
		}
	}
	a, b := c.trim(from, c.n())
	if c.tok(a).Kind == citation.Punct && b == a+1 {
		b = a // a quotation mark left over
	}
	return ds, vows, vows && a == b
}

func (c cut) kkDraft(op Op) ([]draft, bool) {
	numbers, byAnnex, c := c.annexOf()
	d := draft{op: op, annexes: numbers, byAnnex: byAnnex}
	ok := false
	switch op {
	case Insert:
		return c.kkInsert(d)
	case Replace:
		n := c.n()
		if strings.HasPrefix(c.tok(n-1).S, "редакция") || strings.HasPrefix(c.tok(n-1).S, "мазмұн") {
			n--
			if kkFollowing(c.tok(n-1)) || c.tok(n-1).Is("жаңа") {
				n--
			} else if !byAnnex {
				return nil, false
			}
		} else if !byAnnex {
			return nil, false
		}
		d.payload = !byAnnex
		// "деген сөздер мынадай редакцияда": words, with their new wording below.
		d.p, ok = c.sub(c.trim(0, n)).kkPlace()
		if ok && len(d.p.refs) == 0 {
			d.op = ReplaceAnnex
			ok = d.p.doc != "" || d.p.hasAct || d.p.it
		}
	case Delete:
		if i := c.n(); i > 0 {
			if q, at := c.kkQuoted(i, citation.Direct); q != nil {
				d.op = DeleteWords
				for _, w := range q {
					d.pairs = append(d.pairs, Pair{From: w})
				}
				d.p, ok = c.kkWhere(at)
				return []draft{d}, ok
			}
		}
		d.p, ok = c.kkPlace()
		ok = ok && (len(d.p.refs) > 0 || d.p.doc != "")
	case ReplaceWords:
		return c.kkReplaceWords(d)
	case InsertWords:
		return c.kkMark(d)
	case Repeal:
		return c.kkRepeal(d)
	case Suspend:
		return c.kkSuspend(d)
	case NoOp:
		i := c.find("орыс", "мемлекеттік", "қазақ")
		if i < 0 || c.find("мәтін") < 0 {
			return nil, false
		}
		d.p, ok = c.kkWhere(i)
	}
	return []draft{d}, ok
}

// kkWhere reads the tokens [0, j) as a place, which may be empty.
func (c cut) kkWhere(j int) (place, bool) {
	a, b := c.trim(0, j)
	if a == b {
		return place{}, true
	}
	return c.sub(a, b).kkPlace()
}

// kkQuoted reads "«A», «B» деген сөздер" that ends before j, in the case
// given.
func (c cut) kkQuoted(j int, want citation.Case) ([]string, int) {
	for back := 1; back <= 6; back++ {
		if c.tok(j-back-1).Kind != citation.Quote {
			continue
		}
		if next, got := c.kkWords(j - back); next == j && (got == want || want == citation.Direct && got == citation.Genitive) {
			return c.quotesBefore(j - back)
		}
	}
	return nil, j
}

// kkReplaceWords reads "[place] «A», «B» деген сандар тиісінше «C», «D» деген
// сандармен", once or more.
func (c cut) kkReplaceWords(d draft) ([]draft, bool) {
	j := c.n()
	for {
		to, at := c.kkQuoted(j, citation.Instrumental)
		if to == nil {
			return nil, false
		}
		if c.tok(at - 1).Is("тиісінше") {
			at--
		}
		from, at := c.kkQuoted(at, citation.Direct)
		pairs, ok := pair(from, to)
		if !ok {
			return nil, false
		}
		d.pairs = append(pairs, d.pairs...)
		_, j = c.trim(0, at)
		if more, _ := c.kkQuoted(j, citation.Instrumental); more == nil {
			break
		}
	}
	p, ok := c.kkWhere(j)
	if !ok {
		p, ok = c.namedLine(j)
	}
	d.p = p
	return []draft{d}, ok
}

// kkMeanwhile cuts off "…, тоқтатыла тұру кезеңінде осы абзац мынадай
// редакцияда қолданылады деп белгіленсін": another wording holds for the time
// of the suspension.
func (c cut) kkMeanwhile() (cut, bool) {
	i := c.find("тұрсын")
	if i < 0 || !c.tok(i-1).Is("тоқтатыла") {
		return c, false
	}
	tail := c.sub(i+1, c.n())
	if tail.find("кезең") < 0 || tail.find("редакция") < 0 || tail.find("белгіленсін", "қолданылсын") < 0 {
		return c, false
	}
	return c.sub(0, i+1), true
}

// kkMark reads "[place] (соңына) «;» белгісі қойылсын": the mark that ends a
// line from now on.
func (c cut) kkMark(d draft) ([]draft, bool) {
	q, at := c.kkQuoted(c.n(), citation.Direct)
	if len(q) != 1 || strings.Trim(q[0], ".,;:") != "" {
		return nil, false
	}
	d.pairs = []Pair{{To: q[0]}}
	if c.tok(at-1).Is("соңына", "соңында", "аяғына") {
		at--
	}
	p, ok := c.kkWhere(at)
	d.p = p
	return []draft{d}, ok
}

// kkInsert reads "[place] [beside what] мынадай мазмұндағы … -мен" and
// "[place] «A» деген сөздерден кейін «B» деген сөздермен".
func (c cut) kkInsert(d draft) ([]draft, bool) {
	if q, at := c.kkQuoted(c.n(), citation.Instrumental); q != nil {
		d.op = InsertWords
		for _, w := range q {
			d.pairs = append(d.pairs, Pair{To: w})
		}
		_, at = c.trim(0, at)
		return c.kkAtWords(d, at)
	}
	m := -1
	for i := range c.n() {
		if kkFollowing(c.tok(i)) && strings.HasPrefix(c.tok(i+1).S, "мазмұн") {
			m = i
		}
	}
	from, to := 0, c.n()
	switch {
	case m >= 0:
		from, to = m+2, m
	case d.byAnnex:
		// The place and what comes in run together.
		for i := range c.n() {
			if st, next := c.StepAt(i, corpus.Kazakh); next == c.n() && st.Case == citation.Instrumental {
				from, to = i, i
				break
			}
		}
	}
	d.payload = !d.byAnnex
	if m >= 0 {
		if next, got := c.kkWords(from); next == c.n() && got == citation.Instrumental {
			words := d
			words.op = InsertWords
			sentence := strings.HasPrefix(c.tok(from).S, "сөйлем")
			if ds, ok := c.kkAtWords(words, to); !sentence || ok && ds[0].words != "" {
				return ds, ok
			}
			// A sentence beside no words is a part of the text of its own.
		}
	}
	for c.tok(to-1).Is("редакциядағы", "жаңа") {
		to-- // қосымшаға сәйкес редакциядағы 2-қосымшамен
	}
	for i := from; i < c.n(); {
		st, next := c.StepAt(i, corpus.Kazakh)
		if next == 0 {
			if i > from && c.tok(i).Is("және", ",", "мен", "сондай", "ақ", "-") {
				i++
				continue
			}
			return nil, false
		}
		chain := []citation.Step{st}
		if title, end := c.StepAt(next, corpus.Kazakh); st.Case == citation.Genitive && title.Level == citation.Title && end > 0 {
			chain, st, next = []citation.Step{st, title}, title, end // 5-баптың тақырыбымен
		}
		if st.Case != citation.Instrumental {
			return nil, false
		}
		d.inserted = append(d.inserted, citation.Expand(chain)...)
		i = next
	}
	if len(d.inserted) == 0 {
		return nil, false
	}
	p, pos, anchor, ok := c.kkBeside(to)
	d.p, d.pos, d.anchor = p, pos, anchor
	return []draft{d}, ok
}

// kkBeside reads the tokens [0, j): a place, or something beside which the
// insertion goes.
func (c cut) kkBeside(j int) (p place, pos Position, anchor citation.Ref, ok bool) {
	a, b := c.trim(0, j)
	pos = ""
	switch w := c.tok(b - 1); {
	case b <= a:
		return p, "", nil, true
	case w.Is("кейін", "соң"):
		pos = After
	case strings.HasPrefix(w.S, "алдын"), w.Is("дейін", "бұрын"):
		pos = Before
	}
	if pos == "" {
		p, ok = c.sub(a, b).kkPlace()
		return p, "", nil, ok
	}
	p, ok = c.sub(a, b-1).kkPlace()
	if ok && len(p.refs) == 2 {
		// 3-тармақ екінші абзацтан кейін: the place, then what is in it
		if x, y := p.refs[0], p.refs[1]; y[0].Level > x[len(x)-1].Level {
			p.refs = p.refs[:1]
			return p, pos, y, true
		}
	}
	if !ok || len(p.refs) != 1 {
		return p, pos, nil, false
	}
	anchor = p.refs[0]
	// What owns the anchor is the place.
	if n := len(anchor) - 1; n > 0 {
		p.refs, anchor = []citation.Ref{anchor[:n]}, anchor[n:]
	} else {
		p.refs = nil
	}
	return p, pos, anchor, true
}

// kkAtWords completes an insertion of words whose place is [0, j).
func (c cut) kkAtWords(d draft, j int) ([]draft, bool) {
	pos := Position("")
	switch w := c.tok(j - 1); {
	case w.Is("кейін", "соң"):
		pos = After
	case strings.HasPrefix(w.S, "алдын"), w.Is("дейін"):
		pos = Before
	}
	if pos != "" {
		want := citation.Ablative
		if pos == Before {
			want = citation.Direct
		}
		q, at := c.kkQuoted(j-1, want)
		if len(q) != 1 {
			return nil, false
		}
		d.pos, d.words = pos, q[0]
		j = at
	} else if strings.HasPrefix(c.tok(j-1).S, "соң") {
		j--
	}
	p, ok := c.kkWhere(j)
	d.p = p
	return []draft{d}, ok
}

// kkRepeal reads what loses its force: an act, provisions of it, or what an
// annex or the lines below list.
func (c cut) kkRepeal(d draft) ([]draft, bool) {
	a, b := c.trim(0, c.n())
	c = c.sub(a, b)
	switch {
	case d.byAnnex:
		return []draft{d}, true
	case c.n() <= 2 && (c.n() == 0 || strings.HasPrefix(c.tok(0).S, "мына")):
		d.list = true
		return []draft{d}, true
	case c.find("келесі", "мынадай", "төмендегі") >= 0 && c.find("шешімдер", "қаулылар", "бұйрықтар", "актілер", "жарлықтар") >= 0 && !hasDate(c):
		d.list = true
		return []draft{d}, true
	case c.find("кейбір") >= 0 && c.find("шешім") >= 0 && c.n() < 14:
		d.list = true
		return []draft{d}, true
	}
	p, ok := c.kkPlace()
	d.p = p
	return []draft{d}, ok && !p.empty()
}

// kkSuspend reads "… абзацының қолданысы [condition] … бастап … дейін".
func (c cut) kkSuspend(d draft) ([]draft, bool) {
	c, term, ok := c.term()
	if !ok {
		return nil, false
	}
	d.from, d.until = term.Since, term.Until
	i := c.find("қолданыс", "қолданыл", "күші")
	if i <= 0 || d.from.IsZero() && d.until.IsZero() {
		return nil, false
	}
	d.when = tidy(c.source(c.trim(i+1, c.n())))
	if strings.Contains(numerals.Fold(d.when).S, "жылғы") {
		return nil, false // a date whose part in the term is not understood
	}
	p, ok := c.kkWhere(i)
	d.p = p
	return []draft{d}, ok && !p.empty()
}
