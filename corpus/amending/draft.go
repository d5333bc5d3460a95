package amending

import (
	"slices"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/citation"
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
	annex    string
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

// resolve completes the drafts of one paragraph under c.
func (c context) resolve(ds []draft) []Clause {
	var out []Clause
	for _, d := range ds {
		base := c
		whole := d.p
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
		for _, r := range refs {
			t := base.target(r)
			t.Everywhere = d.p.anywhere
			k := Clause{Op: d.op, Target: t, Position: d.pos, Words: d.words, Pairs: d.pairs, ByAnnex: d.byAnnex, Annex: d.annex, From: d.from, Until: d.until, Qualifier: d.when}
			if len(d.anchor) > 0 {
				k.Anchor = join(base.path, d.anchor)
			}
			if last := len(t.Path) - 1; last >= 0 && (d.op == Replace || d.op == Delete) && t.Path[last].Level == citation.Row && t.Path[last].Num == "" {
				k.Before = t.Path[last].Name
			}
			out = append(out, k)
		}
		if d.holds() {
			c = c.at(d.p)
		}
	}
	return out
}

// bare reports whether a reference names one of many by its kind alone.
func bare(r citation.Ref) bool {
	for _, e := range r {
		switch e.Level {
		case citation.Title, citation.Preamble, citation.Note, citation.Table, citation.Annex:
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

// annexOf reads "осы қаулыға 5-қосымшаға сәйкес" and "согласно приложению 5
// к настоящему постановлению" in the tokens and returns the number, whether
// there is one, and the tokens without it.
func (c cut) annexOf() (number string, found bool, rest cut) {
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
			if len(st.Nums) == 1 {
				number = st.Nums[0]
			}
			if c.tok(to).Is("к") && strings.HasPrefix(c.tok(to+1).S, "настоящ") && citation.ActNoun(c.tok(to+2).S) != "" {
				to += 3
			}
		} else {
			st, next := c.StepAt(i, c.lang)
			if next == 0 || st.Level != citation.Annex || st.Case != citation.Dative || !c.tok(next).Is("сәйкес") {
				continue
			}
			from, to = i, next+1
			if len(st.Nums) == 1 {
				number = st.Nums[0]
			}
			if citation.ActNoun(c.tok(from-1).S) != "" && c.tok(from-2).Is("осы") {
				from -= 2
			}
		}
		// What stands on both sides stays, as one text.
		return number, true, c.without(from, to)
	}
	return "", false, c
}
