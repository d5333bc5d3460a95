package retrieval

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"sort"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/glossary"
)

// ErrRepealed: the act governs no more on the day asked about, by a repeal or
// by its own end. Its text is found by revision, or among all.
var ErrRepealed = errors.New("act is repealed")

// A Query is a question. The zero value of a field asks for nothing.
type Query struct {
	// Text is what a person typed: words, "phrases", and fields
	// (kind:item point:16 unit:"…" act:789 revision:2026-02-20 eid:…).
	// Whatever it is, it is answered: what has no meaning as syntax is words,
	// and words that are nowhere have no hits.
	Text string
	Act  corpus.ActID // only this act
	// On is the day of the legal relation, Seen the day whose law counts.
	On, Seen corpus.Date
	Revision string // only this revision, whatever governs
	All      bool   // all revisions, whatever governs
	Kind     string // only provisions of this kind: of hit or of provision
	Point    string // only those in this point
	Unit     string // only those below a heading with these words
	Limit    int    // of hits returned; 0 is 20
	Facets   bool   // count the hits by kind and unit
}

// A Result is the answer to a question.
type Result struct {
	Total int // wordings found
	// Least says that Total is not exact but a lower bound.
	Least bool
	Hits  []Hit
	Kinds []Count // hits by kind, most first
	Units []Count // hits by topmost heading, most first, at most 20
	Rule  Rule    // of the best hit
	// Search are the revisions that were searched, with what else may govern;
	// none where all were. Of many acts only those of the hits are told.
	Search []Governing
}

// A Count is a number of hits that have something in common.
type Count struct {
	Value string `json:"value"`
	Hits  int    `json:"hits"`
}

// A Hit is one wording of a provision.
type Hit struct {
	Act      corpus.ActID
	EID      string
	Kind     Kind
	Point    string
	Path     []string // headings above it, from the point down, in the revision searched
	Text     string   // verbatim
	Fragment string   // HTML: text with <mark>…</mark>, everything else escaped
	Score    float64  // between 0 and 1; only for comparison within one answer
	Rule     Rule
	// Via says how the hit was reached where not by its own words: the terms
	// of the glossary, or "typed → found" for each corrected word.
	Via string
	// Revisions are the IDs of all revisions that have the wording.
	Revisions []string
	// Sources are the sources whose text alone has the wording in the revision
	// searched; Disputes the IDs of the disputes about the provision.
	Sources  []string
	Disputes []string
	// Stood is when the wording stood, where all revisions were searched.
	Stood []Stretch
}

// DefaultLimit is how many hits are returned where the question does not say.
const DefaultLimit = 20

// Bounds of an answer.
const (
	maxRanked = 1000   // hits put in order
	verified  = 10_000 // hits held against the text where the index does not decide alone
	maxUnits  = 20
)

// Search answers the question. The error is the finder's; a question is never
// an error.
func (x *Engine) Search(q Query) (res Result, err error) {
	if q.Limit <= 0 {
		q.Limit = DefaultLimit
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	p := parse(q.Text)
	s := x.scope(q, p)
	defer func() { res.tell(&s) }()
	if len(p.words) == 0 && len(p.filters) == 0 && q.Kind == "" && q.Point == "" && q.Unit == "" {
		return res, nil
	}
	found, err := x.stages(p, &s, q)
	if err != nil {
		return res, err
	}
	res.Total, res.Least = len(found.hits), false
	if found.total > len(found.hits) && !found.verified {
		res.Total = found.total
	} else if found.verified && found.total > verified {
		res.Least = true
	}
	if q.Facets {
		x.count(&res, found.hits, &s)
	}
	if len(found.hits) > 0 {
		res.Rule = found.hits[0].rule
	}
	for _, r := range found.hits[:min(q.Limit, len(found.hits))] {
		h := x.hit(r, &s)
		if q.All {
			h.Stood = Stretches(s.acts[h.Act], h.Revisions)
		}
		res.Hits = append(res.Hits, h)
	}
	return res, nil
}

// tell says which revisions were searched: of all acts where they are few,
// else of those that something was found in.
func (r *Result) tell(s *scope) {
	for id, g := range s.in {
		if len(s.in) <= maxTold || slices.ContainsFunc(r.Hits, func(h Hit) bool { return h.Act == id }) {
			r.Search = append(r.Search, g)
		}
	}
	sort.Slice(r.Search, func(i, j int) bool { return r.Search[i].Act < r.Search[j].Act })
}

// count counts the hits by kind and unit.
func (x *Engine) count(r *Result, hits []ranked, s *scope) {
	kinds, units := make(map[string]int), make(map[string]int)
	for _, h := range hits {
		kinds[string(h.doc.Kind)]++
		if path := x.path(h.doc, s); len(path) > 0 {
			units[path[0]]++
		} else if h.doc.Kind == Heading {
			units[h.doc.Text]++
		}
	}
	r.Kinds, r.Units = Counts(kinds), Counts(units)
	r.Units = r.Units[:min(len(r.Units), maxUnits)]
}

// Counts puts counts in order, most first.
func Counts(m map[string]int) []Count {
	out := make([]Count, 0, len(m))
	for v, n := range m {
		out = append(out, Count{v, n})
	}
	sort.Slice(out, func(i, j int) bool {
		return cmp.Or(cmp.Compare(out[j].Hits, out[i].Hits), strings.Compare(out[i].Value, out[j].Value)) < 0
	})
	return out
}

// hit makes a hit of what was found.
func (x *Engine) hit(r ranked, s *scope) Hit {
	d := r.doc
	h := Hit{Act: d.Act, EID: d.EID, Kind: d.Kind, Point: d.Point, Path: x.path(d, s), Text: d.Text, Fragment: fragment(d.Text, r.marks),
		Score: math.Round(r.score*1e4) / 1e4, Rule: r.rule, Via: r.via, Revisions: d.Revisions, Disputes: d.Disputes}
	h.Sources = s.sources(d)
	return h
}

// path returns the headings above the wording in the revision searched, or in
// the last one that has it where all are.
func (x *Engine) path(d *Document, s *scope) []string {
	a := s.acts[d.Act]
	if g, ok := s.in[d.Act]; ok {
		return x.text(a, g.Revision).paths[d.EID]
	}
	if n := len(d.Revisions); n > 0 {
		if c, err := a.Revision(d.Revisions[n-1]); err == nil {
			return x.text(a, c).paths[d.EID]
		}
	}
	return nil
}

// sources returns the sources whose text alone has the wording in the revision
// searched, or in the last one that has it where all are.
func (s *scope) sources(d *Document) []string {
	if g, ok := s.in[d.Act]; ok {
		return d.Sources[g.Revision.ID]
	}
	if n := len(d.Revisions); n > 0 {
		return d.Sources[d.Revisions[n-1]]
	}
	return nil
}

// A finding is what one search gave.
type finding struct {
	hits     []ranked // in order
	total    int      // as the finder counted
	verified bool     // hits that the text does not have were left out
}

// stages searches closer and then farther, until something is found. What a
// farther stage would add to a closer one is left out, so that a word never
// drags in its look-alikes. The stages:
//
//  1. the words as they are, then in other letters;
//  2. what the glossary makes of a Russian or English question;
//  3. a letter corrected in words that no provision has in this form;
//  4. some of the words in the headings above;
//  5. a letter corrected in any word, headings included;
//  6. the glossary again, with a letter corrected.
func (x *Engine) stages(p parsed, s *scope, q Query) (finding, error) {
	strict := []reach{{folded: false}, {folded: true}}
	if !p.kazakh { // typed without Kazakh letters, or has none
		strict = strict[1:]
	}
	var context finding
	for _, r := range strict {
		r.path = true
		f, err := x.find(p, s, q, r)
		if err != nil || !f.context() {
			return f, err
		}
		if len(context.hits) == 0 {
			context = f
		}
	}
	var readings []glossary.Reading
	if x.translate != nil && len(p.words) > 0 {
		readings = x.translate(strings.TrimSpace(p.plain))
	}
	if f, err := x.readings(p, s, q, readings, false); err != nil || len(f.hits) > 0 {
		return f, err
	}
	if f, err := x.corrected(p, s, q, newForms); err != nil || !f.context() {
		return f, err
	}
	if len(context.hits) > 0 {
		return context, nil
	}
	for _, which := range [...]suspects{newWords, allWords} {
		if f, err := x.corrected(p, s, q, which); err != nil || len(f.hits) > 0 {
			return f, err
		}
	}
	return x.readings(p, s, q, readings, true)
}

// context reports whether even the best hit has words in its headings only.
func (f finding) context() bool { return len(f.hits) == 0 || f.hits[0].above }

// corrected searches with a letter corrected in some of the words.
func (x *Engine) corrected(p parsed, s *scope, q Query, which suspects) (finding, error) {
	m, ok := x.mistyped(p, which)
	if !ok {
		return finding{}, nil
	}
	f, err := x.find(m, s, q, reach{folded: true, path: true})
	for i := range f.hits {
		f.hits[i].rule, f.hits[i].via = Typo, corrections(m, f.hits[i])
	}
	return f, err
}

// corrections says which words of the hit stand for which mistyped ones.
func corrections(p parsed, r ranked) string {
	var out []string
	for _, w := range p.words {
		if w.dropped != "" {
			out = append(out, w.text+" → "+w.dropped)
		}
		for _, m := range r.marks {
			if m.level == 3 {
				if s := w.text + " → " + r.doc.Text[m.start:m.end]; !slices.Contains(out, s) && corrects(w, r.doc.Text[m.start:m.end]) {
					out = append(out, s)
				}
			}
		}
	}
	return strings.Join(out, ", ")
}

func corrects(w word, found string) bool {
	for _, f := range analyse(found) {
		if slices.Contains(w.near, f.folded) {
			return true
		}
	}
	return false
}

// readings searches for what the glossary makes of the question: the hits of
// a better reading come first.
func (x *Engine) readings(p parsed, s *scope, q Query, readings []glossary.Reading, typo bool) (finding, error) {
	var out finding
	at := make(map[string]bool)
	factor := 1.0
	for _, r := range readings {
		if r.Typo != typo {
			continue
		}
		k := parse(r.Kazakh)
		k.filters = p.filters
		f, err := x.find(k, s, q, reach{folded: true, path: true})
		if err != nil {
			return f, err
		}
		for _, h := range f.hits {
			if !at[h.id] {
				at[h.id] = true
				h.score *= factor
				h.rule, h.via = Glossary, r.Via+" → "+r.Kazakh
				out.hits = append(out.hits, h)
			}
		}
		out.total, out.verified = max(out.total, f.total), out.verified || f.verified
		factor *= .9
	}
	order(out.hits)
	out.total = max(out.total, len(out.hits))
	return out, nil
}

// order puts hits in order: by score, then as they stand in the text.
func order(hits []ranked) {
	sort.SliceStable(hits, func(i, j int) bool {
		a, b := hits[i], hits[j]
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.doc.Act, b.doc.Act), cmp.Compare(a.doc.Seq, b.doc.Seq),
			cmp.Compare(a.doc.EID, b.doc.EID), cmp.Compare(a.doc.Text, b.doc.Text)) < 0
	})
}

// find searches once and puts what it finds in order.
func (x *Engine) find(p parsed, s *scope, q Query, r reach) (finding, error) {
	var f finding
	size := max(maxRanked, q.Limit)
	if f.verified = !s.all && !s.exact; f.verified {
		size = verified
	}
	found, total, err := x.finder.Find(Question{p.condition(r), s.condition(len(x.base.Acts()))}, size)
	if err != nil {
		return f, err
	}
	f.total = total
	words := p.sought()
	for _, h := range found {
		if f.verified && !x.admits(s, h.Doc) {
			continue
		}
		r := rank(h, words)
		if len(s.sources(h.Doc)) > 0 { // after the wording that is shown by itself
			r.score *= .95
		}
		f.hits = append(f.hits, r)
	}
	order(f.hits)
	return f, nil
}
