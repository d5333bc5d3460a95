package index

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

	"tizbe/corpus"
	"tizbe/corpus/glossary"
	"tizbe/index/generation"
	"tizbe/index/imported"
	"tizbe/index/kazakh"
	"tizbe/index/retrieval"
	"tizbe/versioning"
	"tizbe/versioning/store"
)

// Errors of opening and searching.
var (
	// ErrBusy: another process is making the index, and there is none yet to
	// answer from.
	ErrBusy = generation.ErrBusy
	// ErrDamaged: the files are not what was written. The index is made anew
	// at the next opening.
	ErrDamaged = generation.ErrDamaged
)

// A Source is what the index is derived from.
type Source struct {
	Base *versioning.Base // of all records
	Seq  uint64           // watermark of the records
	Head corpus.Sum       // their last chain sum: tells two logs of one length apart
}

// Options say how an index is opened.
type Options struct {
	// Timeout bounds the wait for another process that makes the index;
	// 0 is 10 s. After it the index that there is answers, see [Index.Stale].
	Timeout time.Duration
	// Translate gives the Kazakh readings of a Russian or English question;
	// nil for none.
	Translate func(string) []glossary.Reading
	// Store has the imported acts, which are searched as well; nil for none.
	// It must stay open as long as the index.
	Store *store.Store
	// Progress is told how far the index of the imported acts is, where it is
	// made or brought up to date; nil for none.
	Progress func(imported.Progress)
}

func (o Options) imported() imported.Options {
	return imported.Options{Timeout: o.Timeout, Progress: o.Progress}
}

// DirName is the name of the index in the data directory.
const DirName = "index.bleve"

// An Index is an open index. Close it.
type Index struct {
	finder    *finder
	engine    *retrieval.Engine
	imported  *imported.Index // nil where nothing is imported
	stale     bool
	temporary string // a directory to be removed, or ""
}

// A Loader reads the source as it is now. It is called again when the index
// turns out to be behind it or ahead: another process may have recorded
// something since.
type Loader func() (Source, error)

// Open opens the index of the data directory for searching. An index that is
// missing, damaged, made by another version or of other records is made or
// brought up to date first; what was made for a directory that cannot be
// written to lives in a temporary one until Close. The error wraps [ErrBusy],
// or is the loader's or the operating system's.
func Open(data string, load Loader, o Options) (*Index, error) {
	if o.Timeout == 0 {
		o.Timeout = generation.DefaultTimeout
	}
	x, err := open(filepath.Join(data, DirName), load, o)
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		x, err = openTemporary(load, o)
	}
	if err != nil || o.Store == nil {
		return x, err
	}
	if x.imported, err = imported.Open(context.Background(), data, o.Store, o.imported()); err != nil {
		x.Close()
		return nil, err
	}
	return x, nil
}

func open(dir string, load Loader, o Options) (*Index, error) {
	var x *Index
	var src Source
	var unread error
	try := func() (fresh bool, err error) {
		if x != nil {
			x.Close()
			x = nil
		}
		// What is read under the lock is not older than what any other holder of
		// it read: the index never goes back.
		if src, unread = load(); unread != nil {
			return false, unread
		}
		g, err := generation.Open(dir, version)
		if err != nil {
			return false, err
		}
		x = &Index{finder: &finder{g, make(map[string]*retrieval.Document)}, stale: g.Current.Watermark != src.watermark()}
		return !x.stale, nil
	}
	err := generation.Bring(dir, o.Timeout, try, func() error {
		if unread != nil {
			return unread
		}
		m, err := src.maker()
		if err != nil {
			return err
		}
		return m.Make(dir)
	})
	if err != nil {
		return nil, err
	}
	return x.with(src, o), nil
}

func (x *Index) with(src Source, o Options) *Index {
	x.engine = retrieval.New(src.Base, x.finder, retrieval.Options{Translate: o.Translate, Behind: x.stale})
	return x
}

// openTemporary makes the index in a directory of its own.
func openTemporary(load Loader, o Options) (*Index, error) {
	dir, err := os.MkdirTemp("", "tizbe-index-")
	if err != nil {
		return nil, err
	}
	x, err := open(dir, load, o)
	if err != nil {
		os.RemoveAll(dir)
		return nil, err
	}
	x.temporary = dir
	return x, nil
}

// Rebuild makes the index of the data directory anew, whatever there is. The
// old one goes on answering until the new one is whole; that of imported acts,
// which is made where Options has a store, until its first portion is.
func Rebuild(data string, load Loader, o Options) error {
	if o.Timeout == 0 {
		o.Timeout = generation.DefaultTimeout
	}
	dir := filepath.Join(data, DirName)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	unlock, err := generation.Lock(dir, o.Timeout)
	if err != nil {
		return err
	}
	defer unlock()
	src, err := load()
	if err != nil {
		return err
	}
	m, err := src.maker()
	if err != nil {
		return err
	}
	if err := m.MakeNew(dir); err != nil || o.Store == nil {
		return err
	}
	return imported.Rebuild(context.Background(), data, o.Store, o.imported())
}

// Base returns what the index was opened with. It may be used while the index
// is not: both memoise in it.
func (x *Index) Base() *versioning.Base { return x.engine.Base() }

// Close gives the index up.
func (x *Index) Close() error {
	err := x.finder.Close()
	if x.imported != nil {
		err = errors.Join(err, x.imported.Close())
	}
	if x.temporary != "" {
		err = errors.Join(err, os.RemoveAll(x.temporary))
	}
	return err
}

// Stale reports whether the index is behind the records, because another
// process is bringing it up to date: what came since is not found yet, but
// what is found is right.
func (x *Index) Stale() bool { return x.stale || x.imported != nil && x.imported.Stale() }

// version says what makes the index.
var version = generation.Version{Analyzer: kazakh.Version, Document: retrieval.DocumentVersion}

func (src Source) watermark() generation.Watermark {
	return generation.Watermark{Seq: src.Seq, Head: src.Head.String()}
}

// maker makes generations for the source.
func (src Source) maker() (generation.Maker, error) {
	m, err := newMapping()
	return generation.Maker{Version: version, Mapping: m, Fill: func(b bleve.Index, fresh bool) (generation.Watermark, error) {
		return src.watermark(), fill(b, src, fresh)
	}}, err
}

// Size returns the number of wordings in the index and the size of its files
// in bytes, and that of the index of imported acts.
func (x *Index) Size() (wordings int, bytes, ofImported int64, err error) {
	n, err := x.finder.Bleve.DocCount()
	if err != nil {
		return 0, 0, 0, fmt.Errorf("counting: %w", err)
	}
	if x.imported != nil {
		ofImported = x.imported.Size()
	}
	return int(n) - len(x.Base().Acts()), x.finder.Current.Size(), ofImported, nil
}
