package index

import (
	"cmp"
	"fmt"
	"slices"

	"tizbe/index/retrieval"
)

// Search answers the question, from the recorded and the imported acts. The
// error is that of reading the index ([ErrDamaged]) or the store; a question is
// never an error.
func (x *Index) Search(q retrieval.Query) (res retrieval.Result, err error) {
	defer guard(&err)
	if q.Limit <= 0 {
		q.Limit = retrieval.DefaultLimit
	}
	if res, err = x.engine.Search(q); err != nil || x.imported == nil {
		return res, err
	}
	more, err := x.imported.Search(q)
	if err != nil {
		return res, err
	}
	return together(res, more, q.Limit), nil
}

// together joins two answers. A corrected word of one counts for nothing
// where the other has the words of the question.
func together(a, b retrieval.Result, limit int) retrieval.Result {
	switch {
	case len(b.Hits) == 0 || b.Rule == retrieval.Typo && len(a.Hits) > 0:
		return a
	case len(a.Hits) == 0 || a.Rule == retrieval.Typo:
		b.Search = append(a.Search, b.Search...)
		return b
	}
	a.Hits = append(a.Hits, b.Hits...)
	slices.SortStableFunc(a.Hits, func(x, y retrieval.Hit) int { return cmp.Compare(y.Score, x.Score) })
	a.Hits = a.Hits[:min(limit, len(a.Hits))]
	a.Total, a.Least = a.Total+b.Total, a.Least || b.Least
	a.Kinds, a.Units = sum(a.Kinds, b.Kinds), sum(a.Units, b.Units)
	a.Search = append(a.Search, b.Search...)
	a.Rule = a.Hits[0].Rule
	return a
}

func sum(a, b []retrieval.Count) []retrieval.Count {
	m := make(map[string]int)
	for _, c := range slices.Concat(a, b) {
		m[c.Value] += c.Hits
	}
	return retrieval.Counts(m)
}

// History returns when words entered the acts and left them; see
// [retrieval.Engine.History]. The error wraps [ErrBusy] where the index is behind the
// records, since the last step would be missing.
func (x *Index) History(q retrieval.Query) (out []retrieval.ActHistory, rule retrieval.Rule, err error) {
	defer guard(&err)
	if x.stale {
		return nil, "", ErrBusy
	}
	out, rule, err = x.engine.History(q)
	if err != nil || x.imported == nil {
		return out, rule, err
	}
	more, moreRule, err := x.imported.History(q)
	if err != nil || len(more) == 0 {
		return out, rule, err
	}
	if len(out) == 0 {
		rule = moreRule
	}
	return append(out, more...), rule, nil
}

// guard makes an error of what a damaged segment does: bleve reads outside the
// file.
func guard(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("searching: %v: %w", r, ErrDamaged)
	}
}
