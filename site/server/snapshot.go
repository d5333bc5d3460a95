package server

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"time"

	"tizbe/corpus"
	"tizbe/corpus/glossary"
	"tizbe/index"
	"tizbe/site"
	"tizbe/versioning"
	"tizbe/versioning/eligibility"
	"tizbe/versioning/store"
)

// A snapshot is one state of the records and everything made from it. It is
// not changed once it is shown; what memoises is given to one request at a
// time.
type snapshot struct {
	seq     uint64
	head    corpus.Sum
	imports uint64 // state of the imported acts
	read    time.Time
	recs    []versioning.Record
	newest  time.Time // when the newest record was recorded

	site   *site.Site
	index  *index.Index
	copied *copied // of the store, where acts were imported; else nil
	desks  chan *desk
	pages  sync.Map // path → *body, of the files of the site

	mu    sync.Mutex // guards what follows
	users int
	gone  bool // replaced: the last user closes it
}

// A desk is where one question at a time is answered.
type desk struct {
	base      *versioning.Base
	engines   map[corpus.ActID]*eligibility.Engine
	translate func(string) []glossary.Reading

	earlier *desk // of what was recorded by a moment in the past, the last one asked for
	known   time.Time
}

// then returns a desk without what was recorded after the moment. The one of
// the moment asked for before is kept, since such questions come in runs.
func (d *desk) then(recs []versioning.Record, known time.Time) (*desk, error) {
	var last time.Time // the moments since the last record that counts are alike
	for _, r := range recs {
		if !r.Recorded.After(known) && r.Recorded.After(last) {
			last = r.Recorded
		}
	}
	if d.earlier == nil || !d.known.Equal(last) {
		base, err := versioning.NewBase(recs, known)
		if err != nil {
			return nil, err
		}
		d.earlier, d.known = newDesk(base, d.translate), last
	}
	return d.earlier, nil
}

func newDesk(base *versioning.Base, translate func(string) []glossary.Reading) *desk {
	return &desk{base: base, engines: make(map[corpus.ActID]*eligibility.Engine), translate: translate}
}

func (d *desk) engine(act *versioning.Act) (*eligibility.Engine, error) {
	if e := d.engines[act.ID]; e != nil {
		return e, nil
	}
	e, err := eligibility.New(act, d.kazakh)
	if err == nil && slices.Contains(d.base.Acts(), act) { // an imported act is made anew each time
		d.engines[act.ID] = e
	}
	return e, err
}

func (d *desk) kazakh(query string) []string {
	if d.translate == nil {
		return nil
	}
	var out []string
	for _, r := range d.translate(query) {
		out = append(out, r.Kazakh)
	}
	return out
}

// errMoved: somebody recorded something between two readings.
var errMoved = errors.New("records changed while they were read")

// load reads the store. Was is the snapshot shown now, or nil; it is returned
// where nothing has changed since.
func (s *Server) load(was *snapshot) (*snapshot, error) {
	n, err := s.records()
	if err != nil {
		return nil, err
	}
	if was != nil && was.seq == n.seq && was.head == n.head && was.imports == n.imports {
		return was, nil
	}
	if was != nil && was.seq == n.seq && was.head == n.head {
		// Only imported acts are new, which no page is made of.
		n.site = was.site
	} else {
		base, err := versioning.NewBase(n.recs, time.Time{})
		if err != nil {
			return nil, err
		}
		if n.site, err = site.New(base, site.Options{URL: s.o.URL, Glossary: s.o.Glossary}); err != nil {
			return nil, err
		}
	}
	n.desks = make(chan *desk, runtime.GOMAXPROCS(0))
	for range cap(n.desks) {
		base, err := versioning.NewBase(n.recs, time.Time{})
		if err != nil {
			return nil, err
		}
		n.desks <- newDesk(base, s.o.Translate)
	}
	for _, r := range n.recs {
		if r.Recorded.After(n.newest) {
			n.newest = r.Recorded
		}
	}
	o := index.Options{Translate: s.o.Translate}
	if n.imports != 0 {
		if n.copied, err = copyStore(s.o.Dir, n.seq, n.head, n.imports); err != nil {
			return nil, err
		}
		o.Store = n.copied.Store
	}
	var last index.Source
	n.index, err = index.Open(s.o.Dir, func() (src index.Source, err error) {
		last, err = s.source()
		return last, err
	}, o)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("opening the search index: %w", err), n.copied.Close())
	}
	if last.Seq != n.seq || last.Head != n.head {
		return nil, errors.Join(errMoved, n.close())
	}
	return n, nil
}

// records reads what the store holds, and closes it.
func (s *Server) records() (*snapshot, error) {
	st, err := s.o.Open()
	if err != nil {
		return nil, err
	}
	defer st.Close()
	n := &snapshot{seq: st.Watermark(), head: st.Head(), read: s.o.Now().UTC()}
	if n.imports, err = st.ImportMark(); err != nil {
		return nil, err
	}
	n.recs, err = st.Records()
	return n, err
}

// source is what the index is derived from.
func (s *Server) source() (index.Source, error) {
	n, err := s.records()
	if err != nil {
		return index.Source{}, err
	}
	b, err := versioning.NewBase(n.recs, time.Time{})
	return index.Source{Base: b, Seq: n.seq, Head: n.head}, err
}

// use keeps the snapshot open until done is called; nil where there is none
// yet.
func (s *Server) use() (n *snapshot, done func()) {
	for {
		n = s.now.Load()
		if n == nil {
			return nil, func() {}
		}
		n.mu.Lock()
		if n.gone {
			n.mu.Unlock()
			continue // replaced a moment ago
		}
		n.users++
		n.mu.Unlock()
		return n, sync.OnceFunc(n.leave)
	}
}

// close gives up what the snapshot holds open.
func (n *snapshot) close() error { return errors.Join(n.index.Close(), n.copied.Close()) }

func (n *snapshot) leave() {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.users--; n.gone && n.users == 0 {
		_ = n.close()
	}
}

// retire closes the snapshot when its last request is answered.
func (n *snapshot) retire() {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.gone = true; n.users == 0 {
		_ = n.close()
	}
}

// Refresh reads the store again where it has changed. Of several calls at a
// time one reads. What cannot be read leaves the old answers in place.
func (s *Server) Refresh() error {
	s.refreshing.Lock()
	defer s.refreshing.Unlock()
	was := s.now.Load()
	n, err := s.load(was)
	for try := 0; errors.Is(err, errMoved) && try < 5; try++ {
		n, err = s.load(was)
	}
	if err != nil {
		return err
	}
	if n == was {
		return nil
	}
	s.now.Store(n)
	if was != nil {
		was.retire()
	}
	s.metrics.snapshots.Inc()
	s.o.Log.Info("snapshot", "records", n.seq, "pages", len(n.site.Pages()), "verified", n.site.Verified.String())
	return nil
}

// A stamp tells whether a file may have changed.
type stamp struct {
	size int64
	mod  time.Time
	file os.FileInfo
}

func (s *Server) stamp() (st stamp) {
	if info, err := os.Stat(filepath.Join(s.o.Dir, store.FileName)); err == nil {
		st = stamp{info.Size(), info.ModTime(), info}
	}
	return st
}

func (a stamp) same(b stamp) bool {
	return a.size == b.size && a.mod.Equal(b.mod) && (a.file == b.file || a.file != nil && b.file != nil && os.SameFile(a.file, b.file))
}

// watch refreshes when the store's file is no longer as it was seen, until the
// context ends. A writer that has just begun makes the store busy: then it is
// looked at again.
func (s *Server) watch(ctx context.Context, seen stamp) {
	tick := time.NewTicker(s.o.Refresh)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		now := s.stamp()
		if now.same(seen) {
			continue
		}
		switch err := s.Refresh(); {
		case err == nil:
			seen = now
		case errors.Is(err, store.ErrBusy), errors.Is(err, errMoved):
		default:
			s.metrics.refreshErrors.Inc()
			s.o.Log.Error("the store changed and cannot be read; what was read before goes on answering", "error", err.Error())
			seen = now
		}
	}
}
