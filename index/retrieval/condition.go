package retrieval

// A reach says how far from the letters of the question a search goes.
type reach struct {
	folded bool // other letters count
	path   bool // words of the headings above count
}

// Boosts of the fields. They only decide which hits of very many are put in
// order by rank.
const (
	boostStem, boostFolded, boostNear, boostPath = 8, 6, 4, 1
)

// own returns the query for the word in the text of the provision itself.
func (w word) own(r reach) Any {
	if w.stop() {
		return Any{Term{FieldExact, w.exact, 1}}
	}
	var out Any
	if !w.only {
		if w.stem != "" {
			out = append(out, Term{FieldStem, w.stem, boostStem})
		}
		if r.folded && w.folded != "" {
			out = append(out, Term{FieldFolded, w.folded, boostFolded})
		}
	}
	for _, n := range w.near {
		out = append(out, Term{FieldFolded, n, boostNear})
	}
	return out
}

// above returns the query for the word in the headings above the provision.
func (w word) above(r reach) Any {
	if w.stop() {
		return nil
	}
	var out Any
	if !w.only {
		if w.stem != "" {
			out = append(out, Term{FieldPathStem, w.stem, boostPath})
		}
		if r.folded && w.folded != "" {
			out = append(out, Term{FieldPathFolded, w.folded, boostPath})
		}
	}
	for _, n := range w.near {
		out = append(out, Term{FieldPathFolded, n, boostPath})
	}
	return out
}

// sought returns the words of the question that are looked for: those that
// are no stop words, or all where there is no other.
func (p *parsed) sought() []word {
	if c := p.content(); len(c) > 0 {
		return c
	}
	return p.words
}

// condition returns what a wording must meet to have all words of the question,
// and phrases. Where the headings count, some word must still stand in the
// provision itself: else everything below a heading would be found by the
// heading.
func (p *parsed) condition(r reach) All {
	words := p.sought()
	var must All
	var some Any
	for _, w := range words {
		own := w.own(r)
		if len(own) == 0 {
			return All{own} // nothing has it
		}
		if r.path && len(words) > 1 {
			some = append(some, own...)
			own = append(own[:len(own):len(own)], w.above(r)...)
		}
		must = append(must, own)
	}
	if len(some) > 0 {
		must = append(must, some)
	}
	for _, run := range p.phrases {
		if ph, ok := p.phraseOf(run, r); ok {
			must = append(must, ph)
		}
	}
	return must
}

// phraseOf returns the condition for words side by side in the provision, and
// whether there is one.
func (p *parsed) phraseOf(run []int, r reach) (ph Phrase, ok bool) {
	ph.Field = FieldStem
	if r.folded {
		ph.Field = FieldFolded
	}
	for k, i := range run {
		w := p.words[i]
		if k > 0 { // what was left out between them may be any word
			for gap := w.pos - p.words[run[k-1]].pos; gap > 1; gap-- {
				ph.Words = append(ph.Words, nil)
			}
		}
		switch {
		case w.stop():
			if ok {
				ph.Words = append(ph.Words, nil)
			}
			continue
		case !r.folded:
			ph.Words = append(ph.Words, []string{w.stem})
		case w.only:
			ph.Words = append(ph.Words, w.near)
		default:
			ph.Words = append(ph.Words, append([]string{w.folded}, w.near...))
		}
		ok = true
	}
	return ph, ok
}
