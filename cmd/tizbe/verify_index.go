package main

import (
	"context"
	"fmt"

	"tizbe/index"
	"tizbe/versioning/store"
)

type indexAnswer struct {
	Wordings int      `json:"wordings"`
	Acts     int      `json:"imported_acts"`
	Behind   bool     `json:"behind"` // the next search brings it up to date
	Found    []string `json:"found"`
}

func newIndexAnswer(r index.Report) *indexAnswer {
	out := &indexAnswer{r.Wordings, r.Acts, r.Behind, []string{}}
	for _, e := range r.Found {
		out.Found = append(out.Found, e.Error())
	}
	return out
}

// verifyIndex holds the search index against the store. What is damaged is a
// failure of its own: the records are sound.
func (a *app) verifyIndex(ctx context.Context, s *store.Store) (index.Report, error) {
	line := a.progressLine(0)
	r, err := index.Verify(ctx, a.dir, a.source, index.Options{Store: s, Progress: line.indexed})
	line.clear()
	return r, err
}

// indexWords says what of the index was held against the store.
func (a *app) indexWords(r index.Report) {
	t := a.say.T
	for _, e := range r.Found {
		a.style.hang(a.out, "! ", oneLine(e.Error()), red)
	}
	words := t("index: %[1]s wordings, %[2]s imported acts", fmt.Sprint(r.Wordings), fmt.Sprint(r.Acts))
	if r.Behind {
		words += "; " + t("the next search brings it up to date")
	}
	a.style.hang(a.out, "", words, nil)
}

// indexDamage is the failure of a damaged index, or nil.
func (a *app) indexDamage(r index.Report) error {
	if len(r.Found) == 0 {
		return nil
	}
	return &failure{what: a.say.T("the search index is damaged"), hint: a.say.T("tizbe reindex makes it anew; the records are not touched"), err: r.Found[0]}
}
