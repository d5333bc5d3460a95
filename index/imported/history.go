package imported

import (
	"slices"

	"tizbe/corpus"
	"tizbe/index/retrieval"
	"tizbe/versioning"
)

// maxHistory bounds the wordings that a history is made of.
const maxHistory = 10_000

// base returns the act with its revisions.
func (x *Index) base(id corpus.ActID) (*versioning.Act, error) {
	b, err := x.store.ImportedBase(string(id))
	if err != nil {
		return nil, err
	}
	return b.Act("")
}

// History returns when the words of the question entered the acts that it
// finds them in, and when they left.
func (x *Index) History(q retrieval.Query) (out []retrieval.ActHistory, rule retrieval.Rule, err error) {
	defer guard(&err)
	q.All, q.Revision, q.Limit, q.Facets = true, "", maxHistory, false
	r, err := x.Search(q)
	if err != nil || r.Rule == retrieval.Context || r.Rule == retrieval.Typo {
		return nil, "", err
	}
	byAct := make(map[corpus.ActID][]retrieval.Hit)
	var acts []corpus.ActID // by their best hit
	for _, h := range r.Hits {
		if byAct[h.Act] == nil {
			acts = append(acts, h.Act)
		}
		byAct[h.Act] = append(byAct[h.Act], h)
	}
	for _, id := range acts {
		a, err := x.base(id)
		if err != nil {
			return nil, "", err
		}
		if h := history(a, byAct[id]); len(h.Steps) > 0 {
			out = append(out, h)
		}
	}
	return out, r.Rule, nil
}

func history(a *versioning.Act, hits []retrieval.Hit) retrieval.ActHistory {
	h := retrieval.ActHistory{Act: a.ID}
	before := make(map[string]retrieval.Hit) // by eId
	for _, c := range a.Revisions() {
		now := make(map[string]retrieval.Hit)
		step := retrieval.Step{Revision: c, Timing: a.Timing(c.Last())}
		for _, hit := range hits {
			if !slices.Contains(hit.Revisions, c.ID) {
				continue
			}
			now[hit.EID] = hit
			if _, ok := before[hit.EID]; !ok {
				step.Entered = append(step.Entered, hit)
			}
		}
		for _, hit := range hits { // in their order
			if was, ok := before[hit.EID]; ok && was.Text == hit.Text {
				if _, still := now[hit.EID]; !still {
					step.Left = append(step.Left, hit)
				}
			}
		}
		step.Provisions = len(now)
		if len(step.Entered)+len(step.Left) > 0 {
			h.Steps = append(h.Steps, step)
		}
		before = now
	}
	return h
}
