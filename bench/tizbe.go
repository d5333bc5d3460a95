package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"time"

	"tizbe/index/imported"
	"tizbe/index/retrieval"
	"tizbe/versioning"
	"tizbe/versioning/store"
)

func runTizbe(dir string, d *dataset, cache int) (r result, err error) {
	if err := store.Create(dir); err != nil {
		return r, err
	}
	s, err := store.Open(dir, store.Options{Cache: cache})
	if err != nil {
		return r, err
	}
	defer s.Close()
	start := time.Now()
	done, err := s.Import(context.Background(), func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(d.raw)), nil },
		store.ImportOptions{Name: "bench", Now: time.Now()})
	r.took = time.Since(start)
	if err == nil && done.Added != uint64(len(d.recs)) {
		err = fmt.Errorf("%d of %d revisions were taken in", done.Added, len(d.recs))
	}
	if err != nil {
		return r, err
	}
	if r.size, err = s.Size(); err != nil {
		return r, err
	}
	var buf []byte
	for _, q := range d.questions {
		start := time.Now()
		buf, _, err = s.ImportedText(buf[:0], q.act, q.on)
		r.text = append(r.text, time.Since(start))
		if err != nil || string(buf) != d.recs[q.rec].Text {
			return r, fmt.Errorf("%s on %s: another text (%v)", q.act, q.on, err)
		}
	}
	for _, q := range d.questions {
		start := time.Now()
		rev, err := s.ImportedOn(q.act, q.on)
		r.meta = append(r.meta, time.Since(start))
		if err != nil || rev.Effective != d.recs[q.rec].Effective {
			return r, fmt.Errorf("%s on %s: %v", q.act, q.on, err)
		}
	}
	for _, q := range d.questions {
		if q.prev < 0 || len(r.diff) == compared {
			continue
		}
		start := time.Now()
		b, err := s.ImportedBase(q.act)
		if err != nil {
			return r, err
		}
		act, err := b.Act("")
		if err != nil {
			return r, err
		}
		var states [2]*versioning.State
		for i, k := range [2]int{q.prev, q.rec} {
			c, err := act.Revision(d.recs[k].Effective.String())
			if err != nil {
				return r, err
			}
			if states[i], err = act.State(c, nil); err != nil {
				return r, err
			}
		}
		versioning.Diff(states[0], states[1])
		r.diff = append(r.diff, time.Since(start))
	}
	if cache < 0 {
		return r, nil
	}
	err = searchTizbe(dir, s, d, &r)
	return r, err
}

func searchTizbe(dir string, s *store.Store, d *dataset, r *result) error {
	start := time.Now()
	x, err := imported.Open(context.Background(), dir, s, imported.Options{})
	if err != nil {
		return err
	}
	defer x.Close()
	r.indexed, r.index = time.Since(start), x.Size()
	revisions, err := d.ask("tizbe", func(q search) ([]string, error) {
		found, err := x.Revisions([]string{q.word}, q.day, top)
		var out []string
		for _, f := range found {
			out = append(out, key(f.Act, f.Effective.Days()))
		}
		return out, err
	})
	if err != nil {
		return err
	}
	if revisions.other > 0 {
		return fmt.Errorf("%d answers are not those of the texts", revisions.other)
	}
	lines, err := d.ask("tizbe, lines", func(q search) ([]string, error) {
		res, err := x.Search(retrieval.Query{Text: q.word, On: q.day, Seen: q.day, Limit: top})
		if err == nil && len(res.Hits) == 0 {
			err = fmt.Errorf("no line")
		}
		return nil, err
	})
	lines.other = 0 // it is another question
	r.searchers = []searcher{revisions, lines}
	return err
}
