package amending

import (
	"slices"
	"strconv"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/citation"
	"tizbe/corpus/numerals"
)

// A draft is a clause as its own words have it, before the context above it
// completes the target.
type draft struct {
	op       Op
	p        place
	inserted []citation.Ref // Insert: what comes in, under p
	anchor   citation.Ref
	pos      Position
	words    string
	pairs    []Pair
	byAnnex  bool
	annexes  []string // the numbers of those annexes, one for each target where there are several
	from     corpus.Date
	until    corpus.Date
	when     string // qualifier of a suspension
	payload  bool   // the new wording follows
	list     bool   // Repeal: what is repealed is listed below
}

// holds reports whether the place of the draft is where the next change of
// the same sentence happens too.
func (d draft) holds() bool {
	switch d.op {
	case ReplaceWords, InsertWords, DeleteWords, Insert:
		return true
	}
	return false
}

// resolve completes the drafts of one paragraph under c; ok is false where
// they name more than can be meant.
func (c context) resolve(ds []draft) (ks []Clause, ok bool) {
	var out []Clause
	before := c // with what the change before in the same sentence names
	for _, d := range ds {
		base := c
		if within(d.refs()) && !d.p.hasAct && !d.p.own && d.p.doc == "" {
			base = before // абзац второй пункта 5 изложить …, абзац третий исключить
		}
		whole := d.p
		whole.same = whole.same || base.annexTo(whole)
		whole.refs = nil
		base = base.at(whole)
		refs := d.p.refs
		if len(refs) == 0 {
			refs = []citation.Ref{nil}
		}
		if d.op == Insert {
			base = base.at(place{refs: d.p.refs})
			refs = d.inserted
		}
		if d.op == Delete || d.op == Repeal {
			refs = lastFirst(refs)
		}
		if n := (1 + len(base.more)) * len(refs); n > maxTargets-len(out) || len(d.p.refs) > maxPaths && len(ds) > 1 {
			return nil, false
		}
		start := len(out)
		for _, from := range append([]citation.Ref{base.path}, base.more...) {
			known := out[start:]
			for i, r := range refs {
				t := Target{Act: base.act, ActTitle: base.title, Annex: base.annex, List: base.list, Path: join(from, r), Everywhere: d.p.anywhere}
				if slices.ContainsFunc(known, func(k Clause) bool { return slices.Equal(k.Target.Path, t.Path) }) {
					continue // the reference leads to the same place from both
				}
				op := d.op
				if d.p.it && len(t.Path) > 0 && op == ReplaceAnnex {
					op = Replace
				}
				k := Clause{Op: op, Target: t, Position: d.pos, Words: d.words, Pairs: d.pairs, ByAnnex: d.byAnnex, From: d.from, Until: d.until, Qualifier: d.when}
				switch len(d.annexes) {
				case 0:
				case 1:
					k.Annex = d.annexes[0]
				default:
					k.Annex = d.annexes[i]
				}
				if len(d.anchor) > 0 {
					k.Anchor = join(from, d.anchor)
				}
				if last := len(t.Path) - 1; last >= 0 && (d.op == Replace || d.op == Delete) && t.Path[last].Level == citation.Row && t.Path[last].Num == "" {
					k.Before = t.Path[last].Name
				}
				out = append(out, k)
			}
		}
		if d.holds() {
			c = c.at(d.p)
		}
		if before = c; len(d.p.refs) > 0 {
			before = base.at(place{refs: d.p.refs})
		}
	}
	return out, true
}

// lastFirst puts several columns, paragraphs or sentences in the order in which
// they can be taken out: their numbers are their places.
func lastFirst(refs []citation.Ref) []citation.Ref {
	counted := func(r citation.Ref) bool {
		if len(r) == 0 {
			return false
		}
		switch r[len(r)-1].Level {
		case citation.Column, citation.Alinea, citation.Part, citation.Sentence:
			return true
		}
		return false
	}
	var first, rest []citation.Ref
	for _, r := range refs {
		if counted(r) {
			first = append(first, r)
		} else {
			rest = append(rest, r)
		}
	}
	slices.SortStableFunc(first, func(x, y citation.Ref) int {
		a, _ := strconv.Atoi(x[len(x)-1].Num)
		b, _ := strconv.Atoi(y[len(y)-1].Num)
		return b - a
	})
	return append(first, rest...)
}

// bare reports whether a reference names one of many by its kind alone.
func bare(r citation.Ref) bool {
	for _, e := range r {
		switch e.Level {
		case citation.Contents, citation.Title, citation.Preamble, citation.Note, citation.Table, citation.Corner, citation.Annex:
		default:
			if e.Num == "" && e.Name == "" {
				return true
			}
		}
	}
	return false
}

// definiteTargets reports whether every target can be told from its like: a
// row or point without number or words names nothing. What comes in need not
// have a number yet.
func definiteTargets(ds []draft) bool {
	for _, d := range ds {
		if n := max(len(d.inserted), len(d.p.refs), 1); d.byAnnex && len(d.annexes) != n && (n > 1 || len(d.annexes) > 1) {
			return false // which annex is for which target?
		}
		if slices.ContainsFunc(d.p.refs, bare) || len(d.anchor) > 0 && bare(d.anchor) {
			return false
		}
	}
	return true
}

// payloads returns how many drafts wait for a new wording.
func payloads(ds []draft) int {
	n := 0
	for _, d := range ds {
		if d.payload {
			n++
		}
	}
	return n
}

// quotes reads a list of quotations that begins at i: «A», «B» и «C».
func (c cut) quotes(i int) ([]string, int) {
	var out []string
	next := i
	for c.tok(i).Kind == citation.Quote {
		out = append(out, tidy(c.Quoted(c.tok(i))))
		next = i + 1
		i = next
		if c.tok(i).Is(",") {
			i++
		}
		if c.tok(i).Is("және", "мен", "пен", "бен", "и") {
			i++
		}
		if i == next {
			break
		}
	}
	return out, next
}

// quotesBefore reads a list of quotations that ends before j and returns
// where it begins.
func (c cut) quotesBefore(j int) ([]string, int) {
	i := j
	for c.tok(i-1).Kind == citation.Quote {
		i--
		k := i
		if c.tok(k-1).Is("және", "мен", "пен", "бен", "и") {
			k--
		}
		if c.tok(k - 1).Is(",") {
			k--
		}
		if k == i || c.tok(k-1).Kind != citation.Quote {
			break
		}
		i = k
	}
	if i == j {
		return nil, j
	}
	q, _ := c.quotes(i)
	return q, i
}

// pair matches old words with new ones, one for one; one new wording may
// stand for several old ones.
func pair(from, to []string) ([]Pair, bool) {
	var out []Pair
	switch {
	case len(from) == 0 || len(to) == 0:
		return nil, false
	case len(to) == 1:
		for _, f := range from {
			out = append(out, Pair{f, to[0]})
		}
	case len(from) == len(to):
		for i, f := range from {
			out = append(out, Pair{f, to[i]})
		}
	default:
		return nil, false
	}
	return out, true
}

// namedLine reads what stands before a change of figures as the line that they
// stand in, as acts on budgets have it: доходы – цифры «…» заменить.
func (c cut) namedLine(j int) (place, bool) {
	if c.tok(j-1).Is("-", "–") {
		j--
	} else if !c.tok(j).Is("-", "–") {
		return place{}, false
	}
	for i := range j {
		if _, next := c.StepAt(i, c.lang); next > 0 || c.tok(i).Kind != citation.Word && !c.tok(i).Is(",", "-") {
			return place{}, false
		}
	}
	name := tidy(c.source(0, max(j, 0)))
	return place{refs: []citation.Ref{{{Level: citation.Row, Name: name}}}}, name != ""
}

// spread gives each of several annexes a target of its own where they are
// inserted without numbers: дополнить приложениями согласно приложениям 5 и 6.
func (d *draft) spread() {
	if len(d.inserted) != 1 || len(d.annexes) < 2 {
		return
	}
	if e := d.inserted[0][len(d.inserted[0])-1]; e.Level == citation.Annex && e.Num == "" {
		d.inserted = slices.Repeat(d.inserted, len(d.annexes))
	}
}

// annexOf reads "осы қаулыға 5-қосымшаға сәйкес" and "согласно приложениям 5
// и 6 к настоящему постановлению" in the tokens and returns the numbers,
// whether there is an annex, and the tokens without it.
func (c cut) annexOf() (numbers []string, found bool, rest cut) {
	for i := range c.n() {
		var from, to int
		if c.lang == corpus.Russian {
			if !c.tok(i).Is("согласно") || !strings.HasPrefix(c.tok(i+1).S, "приложени") {
				continue
			}
			st, next := c.StepAt(i+1, c.lang)
			if next == 0 {
				continue
			}
			from, to = i, next
			numbers = st.Nums
			if c.tok(to).Is("к") && strings.HasPrefix(c.tok(to+1).S, "настоящ") && citation.ActNoun(c.tok(to+2).S) != "" {
				to += 3
			}
		} else {
			st, next := c.StepAt(i, c.lang)
			if next == 0 || st.Level != citation.Annex || st.Case != citation.Dative || !c.tok(next).Is("сәйкес") {
				continue
			}
			from, to = i, next+1
			numbers = st.Nums
			if citation.ActNoun(c.tok(from-1).S) != "" && c.tok(from-2).Is("осы") {
				from -= 2
			}
		}
		// What stands on both sides stays, as one text.
		return numbers, true, c.without(from, to)
	}
	return nil, false, c
}

// term takes the term of a suspension out; other dates are of acts.
func (c cut) term() (cut, numerals.Term, bool) {
	t, spans, ok := numerals.FindTerm(c.S, c.lang)
	for _, x := range slices.Backward(spans) {
		from, to := c.n(), 0
		for i, k := range c.Tokens {
			if k.Start >= x[0] {
				from = min(from, i)
			}
			if k.Start < x[1] {
				to = i + 1
			}
		}
		c = c.without(from, to)
	}
	return c, t, ok
}
