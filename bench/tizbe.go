package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"time"

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
	return r, nil
}
