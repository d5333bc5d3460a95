package retrieval

import (
	"iter"
	"maps"
	"math/bits"
	"slices"

	"tizbe/versioning"
)

// Memory is a [Finder] that holds all documents in memory: for some thousands
// of wordings, where there is no place to keep an index, such as a page.
type Memory struct {
	docs  []*Document
	words [][]word                   // of each document
	in    map[Field]map[string][]int // documents by field and term, in no order, some twice
	dict  map[Field][]string         // terms by field, in order of bytes
}

// InMemory returns an engine over the base that keeps its wordings in memory.
func InMemory(base *versioning.Base, o Options) *Engine {
	var docs []*Document
	for _, a := range base.Acts() {
		docs = append(docs, Documents(a)...)
	}
	return New(base, NewMemory(docs), o)
}

// NewMemory returns a finder of the documents.
func NewMemory(docs []*Document) *Memory {
	m := &Memory{docs: docs, words: make([][]word, len(docs)), in: make(map[Field]map[string][]int), dict: make(map[Field][]string)}
	has, under := make(map[*terms][]int), make(map[string][]int) // documents by word and by heading
	for i, d := range docs {
		m.words[i] = analyse(d.Text)
		for _, w := range m.words[i] {
			if in := has[w.terms]; len(in) == 0 || in[len(in)-1] != i {
				has[w.terms] = append(in, i)
			}
		}
		for _, p := range d.Paths {
			under[p] = append(under[p], i)
		}
		for _, t := range d.Terms() {
			m.add(t.Field, t.Term, i)
		}
	}
	for t, in := range has {
		m.add(FieldExact, t.exact, in...)
		m.add(FieldForm, t.form, in...)
		if !t.stop() {
			m.add(FieldStem, t.stem, in...)
			m.add(FieldFolded, t.folded, in...)
		}
	}
	for p, in := range under {
		for _, w := range analyse(p) {
			if !w.stop() {
				m.add(FieldPathStem, w.stem, in...)
				m.add(FieldPathFolded, w.folded, in...)
			}
		}
	}
	return m
}

// add adds documents that have the term, some of which may be known to.
func (m *Memory) add(f Field, term string, docs ...int) {
	terms := m.in[f]
	if terms == nil {
		terms = make(map[string][]int)
		m.in[f] = terms
	}
	terms[term] = append(terms[term], docs...)
}

// Knows implements [Finder].
func (m *Memory) Knows(f Field, term string) bool { return len(m.in[f][term]) > 0 }

// Similar implements [Finder]: it yields all terms of the field.
func (m *Memory) Similar(f Field, _ string) iter.Seq[string] {
	if m.dict[f] == nil {
		m.dict[f] = slices.Sorted(maps.Keys(m.in[f]))
	}
	return slices.Values(m.dict[f])
}

// Find implements [Finder]. It heeds no limit: all that is found is put in
// order.
func (m *Memory) Find(q Question, _ int) (found []Found, total int, err error) {
	s := m.meets(q.Words)
	s.and(m.meets(q.Scope))
	for i := range s.all() {
		found = append(found, Found{m.docs[i].ID(), m.docs[i], func(f Field, term string) []Place { return places(m.words[i], f, term) }})
	}
	return found, len(found), nil
}

// places returns where the words have the term.
func places(words []word, f Field, term string) []Place {
	var out []Place
	for _, w := range words {
		if w.has(f, term) {
			out = append(out, Place{w.start, w.end, w.pos})
		}
	}
	return out
}

// has reports whether the word has the term in a field of its text.
func (w word) has(f Field, term string) bool {
	switch f {
	case FieldExact:
		return w.exact == term
	case FieldStem:
		return w.stem == term
	case FieldFolded:
		return w.folded == term
	case FieldForm:
		return w.form == term
	}
	return false
}

// A bitset is a set of documents.
type bitset []uint64

func (s bitset) and(o bitset) {
	for i := range s {
		s[i] &= o[i]
	}
}

func (s bitset) or(o bitset) {
	for i := range s {
		s[i] |= o[i]
	}
}

func (s bitset) add(i int) { s[i/64] |= 1 << (i % 64) }

// all yields what the set has, in order.
func (s bitset) all() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i, w := range s {
			for ; w != 0; w &= w - 1 {
				if !yield(i*64 + bits.TrailingZeros64(w)) {
					return
				}
			}
		}
	}
}

// meets returns the documents that meet the condition.
func (m *Memory) meets(c Condition) bitset {
	s := make(bitset, (len(m.docs)+63)/64)
	switch c := c.(type) {
	case Term:
		for _, i := range m.in[c.Field][c.Term] {
			s.add(i)
		}
	case Any:
		for _, o := range c {
			s.or(m.meets(o))
		}
	case All:
		for i := range m.docs {
			s.add(i)
		}
		for _, o := range c {
			s.and(m.meets(o))
		}
	case Phrase:
		for i, ws := range m.words {
			if c.stands(ws) {
				s.add(i)
			}
		}
	case Days:
		for i, d := range m.docs {
			from := func(v [2]int) bool { return v[0] <= int(c) }
			until := func(v [2]int) bool { return v[1] >= int(c) }
			if slices.ContainsFunc(d.Days, from) && slices.ContainsFunc(d.Days, until) {
				s.add(i)
			}
		}
	}
	return s
}

// stands reports whether the words have the phrase.
func (c Phrase) stands(words []word) bool {
	first := slices.IndexFunc(c.Words, asked)
	if first < 0 {
		return false
	}
	for _, w := range words {
		if c.begins(words, w.pos-first) {
			return true
		}
	}
	return false
}

// begins reports whether the phrase begins at the position.
func (c Phrase) begins(words []word, pos int) bool {
	for k, any := range c.Words {
		if asked(any) && !slices.ContainsFunc(words, func(w word) bool {
			return w.pos == pos+k && slices.ContainsFunc(any, func(t string) bool { return t != "" && w.has(c.Field, t) })
		}) {
			return false
		}
	}
	return true
}

// asked reports whether the set has a word to be met.
func asked(words []string) bool {
	return slices.ContainsFunc(words, func(t string) bool { return t != "" })
}
