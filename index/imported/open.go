package imported

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/mapping"

	"tizbe/index/generation"
	"tizbe/index/retrieval"
	"tizbe/versioning/store"
)

// DirName is the name of the index in the data directory.
const DirName = "imported.bleve"

// version says what makes the index.
var version = generation.Version{Analyzer: retrieval.PlainVersion, Document: documentVersion}

// Options say how an index is opened or made.
type Options struct {
	// Timeout bounds the wait for another process that makes the index; 0 is
	// [generation.DefaultTimeout].
	Timeout time.Duration
	// Progress is told how far an index is that is being made; nil for none.
	Progress func(Progress)
	// More says that more is being imported: segments are left to be merged
	// by the last update.
	More bool

	portion int // bytes of wordings to a generation; tests have small ones
}

func (o Options) timeout() time.Duration {
	if o.Timeout == 0 {
		return generation.DefaultTimeout
	}
	return o.Timeout
}

// An Index is open for searching. Close it. Its methods may be called from
// several goroutines.
type Index struct {
	*generation.Index
	store     *store.Store
	names     names
	stale     bool
	temporary string // a directory to be removed, or ""
}

// Open opens the index of the data directory for searching the imported acts
// of the store, which must stay open as long. An index that is missing,
// damaged or behind the store is made or brought up to date first; what was
// made for a directory that cannot be written to lives in a temporary one
// until Close. It returns nil where nothing is imported.
func Open(ctx context.Context, data string, s *store.Store, o Options) (*Index, error) {
	acts, _, err := s.ImportState()
	if err != nil || acts == 0 {
		return nil, err
	}
	x, err := open(ctx, filepath.Join(data, DirName), s, o)
	if !errors.Is(err, fs.ErrPermission) && !errors.Is(err, syscall.EROFS) {
		return x, err
	}
	dir, err := os.MkdirTemp("", "tizbe-index-")
	if err != nil {
		return nil, err
	}
	if x, err = open(ctx, dir, s, o); err != nil {
		os.RemoveAll(dir)
		return nil, err
	}
	x.temporary = dir
	return x, nil
}

func open(ctx context.Context, dir string, s *store.Store, o Options) (x *Index, err error) {
	err = generation.Bring(dir, o.timeout(), func() (bool, error) {
		if x != nil {
			x.Index.Close()
			x = nil
		}
		g, err := generation.Open(dir, version)
		if err != nil {
			return false, err
		}
		w, err := state(s)
		if err != nil {
			g.Close()
			return false, err
		}
		x = &Index{Index: g, store: s, stale: g.Current.Watermark != w}
		return !x.stale, nil
	}, func() error { return catchUp(ctx, dir, s, o, false) })
	return x, err
}

// state is the watermark of the store.
func state(s *store.Store) (generation.Watermark, error) {
	acts, set, err := s.ImportState()
	return markOf(int(acts), short(set)), err
}

// Close gives the index up.
func (x *Index) Close() error {
	err := x.Index.Close()
	if x.temporary != "" {
		err = errors.Join(err, os.RemoveAll(x.temporary))
	}
	return err
}

// Stale reports whether the index is behind the store, because another process
// is bringing it up to date: what came since is not found yet.
func (x *Index) Stale() bool { return x.stale }

// Size returns the size of its files in bytes.
func (x *Index) Size() int64 { return x.Current.Size() }

// Update brings the index of the data directory up to date with the store.
func Update(ctx context.Context, data string, s *store.Store, o Options) error {
	return locked(data, o, func(dir string) error {
		if g, err := generation.Open(dir, version); err == nil {
			w, err := state(s)
			done := g.Current.Watermark == w && (o.More || !scattered(g.Reader))
			if g.Close(); err != nil || done {
				return err
			}
		}
		return catchUp(ctx, dir, s, o, false)
	})
}

// Rebuild makes the index of the data directory anew, whatever there is. The
// old one goes on answering until the first portion of the new one is made.
func Rebuild(ctx context.Context, data string, s *store.Store, o Options) error {
	return locked(data, o, func(dir string) error { return catchUp(ctx, dir, s, o, true) })
}

func locked(data string, o Options, do func(dir string) error) error {
	dir := filepath.Join(data, DirName)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	unlock, err := generation.Lock(dir, o.timeout())
	if err != nil {
		return err
	}
	defer unlock()
	return do(dir)
}

// catchUp makes one generation after the other until the index is up to date
// with the store. The caller holds the lock.
func catchUp(ctx context.Context, dir string, s *store.Store, o Options, anew bool) error {
	if o.portion == 0 {
		o.portion = portionBytes
	}
	known := newSeen()
	before := 0 // acts done by earlier portions
	for {
		var got generation.Watermark
		last := 0
		m := generation.Maker{Version: version, Mapping: newMapping(), Config: config, Fill: func(b bleve.Index, fresh bool) (w generation.Watermark, err error) {
			f := &filler{s: s, b: b, known: known, until: time.Now().Add(portionTime), portion: o.portion, more: o.More}
			if o.Progress != nil {
				f.progress = func(p Progress) {
					last = p.Done
					o.Progress(Progress{before + p.Done, before + p.Total})
				}
			}
			got, err = f.fill(ctx, fresh)
			return got, err
		}}
		make := m.Make
		if anew {
			make, anew = m.MakeNew, false
		}
		if err := make(dir); err != nil {
			return fmt.Errorf("indexing imported acts: %w", err)
		}
		before += last
		w, err := state(s)
		if err != nil || w == got {
			return err
		}
	}
}

// newMapping returns a mapping of nothing: documents are made without one.
func newMapping() mapping.IndexMapping {
	m := bleve.NewIndexMapping()
	m.DefaultMapping = bleve.NewDocumentStaticMapping()
	m.StoreDynamic, m.IndexDynamic, m.DocValuesDynamic = false, false, false
	return m
}

// config chooses the format of segments whose dictionaries share the ends of
// words; the later one does not, which saves time and takes a tenth more place.
var config = map[string]any{"forceSegmentType": "zap", "forceSegmentVersion": 16}
