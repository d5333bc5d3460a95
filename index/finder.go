package index

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	bindex "github.com/blevesearch/bleve_index_api"

	"tizbe/index/generation"
	"tizbe/index/retrieval"
)

// A finder finds wordings in a bleve index.
type finder struct {
	*generation.Index
	cache map[string]*retrieval.Document // by ID
}

var _ retrieval.Finder = (*finder)(nil)

func term(field, t string) *query.TermQuery {
	q := query.NewTermQuery(t)
	q.SetField(field)
	return q
}

// queryOf returns the condition as bleve has it.
func queryOf(c retrieval.Condition) query.Query {
	switch c := c.(type) {
	case retrieval.Term:
		q := term(string(c.Field), c.Term)
		if c.Boost != 0 {
			q.SetBoost(c.Boost)
		}
		return q
	case retrieval.Phrase:
		return query.NewMultiPhraseQuery(c.Words, string(c.Field))
	case retrieval.Days:
		d, yes := float64(c), true
		from := bleve.NewNumericRangeInclusiveQuery(nil, &d, nil, &yes)
		from.SetField(fieldFrom)
		until := bleve.NewNumericRangeInclusiveQuery(&d, nil, &yes, nil)
		until.SetField(fieldUntil)
		return query.NewConjunctionQuery([]query.Query{from, until})
	case retrieval.Any:
		switch len(c) {
		case 0:
			return query.NewMatchNoneQuery()
		case 1:
			return queryOf(c[0])
		}
		return query.NewDisjunctionQuery(queriesOf(c))
	case retrieval.All:
		switch len(c) {
		case 0:
			return query.NewMatchAllQuery()
		case 1:
			return queryOf(c[0])
		}
		return query.NewConjunctionQuery(queriesOf(c))
	}
	panic(fmt.Sprintf("index: condition %T", c)) // the conditions are sealed
}

func queriesOf(cs []retrieval.Condition) []query.Query {
	out := make([]query.Query, len(cs))
	for i, c := range cs {
		out[i] = queryOf(c)
	}
	return out
}

// Find implements [retrieval.Finder].
func (x *finder) Find(q retrieval.Question, limit int) (found []retrieval.Found, total int, err error) {
	b := query.NewBooleanQuery(nil, nil, nil)
	b.AddMust(queryOf(q.Words))
	b.AddFilter(queryOf(append(retrieval.All{retrieval.Term{Field: fieldType, Term: typeWording}}, q.Scope...)))
	req := bleve.NewSearchRequestOptions(b, limit, 0, false)
	req.IncludeLocations = true
	res, err := x.Bleve.Search(req)
	if err != nil {
		return nil, 0, fmt.Errorf("searching: %w", err)
	}
	if err := x.load(res.Hits); err != nil {
		return nil, 0, err
	}
	for _, h := range res.Hits {
		d := x.cache[h.ID]
		if d == nil {
			continue
		}
		found = append(found, retrieval.Found{ID: h.ID, Doc: d, Places: func(f retrieval.Field, term string) []retrieval.Place {
			var out []retrieval.Place
			for _, l := range h.Locations[string(f)][term] {
				out = append(out, retrieval.Place{Start: int(l.Start), End: int(l.End), Pos: int(l.Pos)})
			}
			return out
		}})
	}
	return found, int(res.Total), nil
}

// maxCache bounds the documents that are kept decoded.
const maxCache = 16_384

// load puts the documents of the hits into the cache.
func (x *finder) load(hits search.DocumentMatchCollection) error {
	if len(x.cache) > maxCache {
		clear(x.cache)
	}
	var missing []string
	for _, h := range hits {
		if x.cache[h.ID] == nil {
			missing = append(missing, h.ID)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	req := bleve.NewSearchRequestOptions(query.NewDocIDQuery(missing), len(missing), 0, false)
	req.Fields, req.Score = []string{fieldStored}, "none"
	res, err := x.Bleve.Search(req)
	if err != nil {
		return fmt.Errorf("reading hits: %w", err)
	}
	for _, h := range res.Hits {
		raw, _ := h.Fields[fieldStored].(string)
		d := new(retrieval.Document)
		if err := json.Unmarshal([]byte(raw), d); err != nil {
			return fmt.Errorf("document %s: %w: %w", h.ID, ErrDamaged, err)
		}
		x.cache[h.ID] = d
	}
	return nil
}

// Knows implements [retrieval.Finder].
func (x *finder) Knows(f retrieval.Field, t string) bool {
	r, err := x.Reader.TermFieldReader(context.Background(), []byte(t), string(f), false, false, false)
	if err != nil {
		return false
	}
	defer r.Close()
	return r.Count() > 0
}

// Similar implements [retrieval.Finder].
func (x *finder) Similar(f retrieval.Field, t string) iter.Seq[string] {
	return func(yield func(string) bool) {
		fuzzy, ok := x.Reader.(bindex.IndexReaderFuzzy)
		if !ok {
			return
		}
		// The automaton of two edits is the one to ask: that of one edit takes
		// a swap as one, but misses a letter typed twice.
		dict, err := fuzzy.FieldDictFuzzy(string(f), t, 2, "")
		if err != nil {
			return
		}
		defer dict.Close()
		for {
			e, err := dict.Next()
			if err != nil || e == nil || !yield(e.Term) {
				return
			}
		}
	}
}
