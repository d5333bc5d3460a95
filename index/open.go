package index

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"tizbe/corpus"
	"tizbe/corpus/glossary"
	"tizbe/index/kazakh"
	"tizbe/index/retrieval"
	"tizbe/versioning"
)

// Errors of opening and searching.
var (
	// ErrBusy: another process is making the index, and there is none yet to
	// answer from.
	ErrBusy = errors.New("index is being made by another process")
	// ErrDamaged: the files are not what was written. The index is made anew
	// at the next opening.
	ErrDamaged = errors.New("index is damaged")
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
}

// An Index is an open index. Close it.
type Index struct {
	finder    *finder
	engine    *retrieval.Engine
	current   *current
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
		o.Timeout = 10 * time.Second
	}
	x, err := open(filepath.Join(data, DirName), load, o)
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		return openTemporary(load, o)
	}
	return x, err
}

func open(dir string, load Loader, o Options) (*Index, error) {
	src, err := load()
	if err != nil {
		return nil, err
	}
	x, _ := openCurrent(dir, src)
	if x != nil && !x.stale {
		return x.with(src, o), nil
	}
	if x != nil {
		x.Close() // another is about to be made
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	unlock, err := lock(dir, o.Timeout)
	if errors.Is(err, ErrBusy) {
		// Better the index as it was, each hit held against the text.
		if x, _ := openCurrent(dir, src); x != nil {
			return x.with(src, o), nil
		}
	}
	if err != nil {
		return nil, err
	}
	defer unlock()
	// What is read now is not older than what any other holder of the lock
	// read: the index never goes back.
	if src, err = load(); err != nil {
		return nil, err
	}
	if x, _ := openCurrent(dir, src); x != nil && !x.stale {
		return x.with(src, o), nil
	} else if x != nil {
		x.Close()
	}
	if err := advance(dir, src); err != nil {
		return nil, err
	}
	if x, err = openCurrent(dir, src); err != nil {
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
// old one goes on answering until the new one is whole.
func Rebuild(data string, load Loader, o Options) error {
	if o.Timeout == 0 {
		o.Timeout = 10 * time.Second
	}
	dir := filepath.Join(data, DirName)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	unlock, err := lock(dir, o.Timeout)
	if err != nil {
		return err
	}
	defer unlock()
	src, err := load()
	if err != nil {
		return err
	}
	return build(dir, src, nil)
}

// Base returns what the index was opened with. It may be used while the index
// is not: both memoise in it.
func (x *Index) Base() *versioning.Base { return x.engine.Base() }

// Close gives the index up.
func (x *Index) Close() error {
	err := x.finder.Close()
	if x.temporary != "" {
		err = errors.Join(err, os.RemoveAll(x.temporary))
	}
	return err
}

// Stale reports whether the index is behind the records, because another
// process is bringing it up to date: what came since is not found yet, but
// what is found is right.
func (x *Index) Stale() bool { return x.stale }

// internal keys of the bleve index.
var watermarkKey = []byte("tizbe.watermark")

// watermark is what stands under watermarkKey.
type watermark struct {
	Seq  uint64 `json:"seq"`
	Head string `json:"head"`
}

// openCurrent opens the current generation for reading. It returns an index
// that is stale where it is whole and behind the source, and an error
// where there is none, it is damaged, or another version made it.
func openCurrent(dir string, src Source) (*Index, error) {
	for try := 0; ; try++ {
		c, err := readCurrent(dir)
		if err != nil {
			return nil, err
		}
		if c.Analyzer != kazakh.Version || c.Document != retrieval.DocumentVersion {
			return nil, fmt.Errorf("made by version %d.%d: %w", c.Analyzer, c.Document, ErrDamaged)
		}
		x, err := c.open(dir)
		if err == nil {
			x.stale = c.Seq != src.Seq || c.Head != src.Head.String()
			return x, nil
		}
		// The generation may have been replaced while it was being opened.
		if now, again := readCurrent(dir); again == nil && now.Generation != c.Generation && try < 10 {
			continue
		}
		return nil, err
	}
}

func (c *current) open(dir string) (*Index, error) {
	if err := c.check(dir); err != nil {
		return nil, err
	}
	b, err := openBleve(filepath.Join(dir, c.Generation), true)
	if err != nil {
		return nil, err
	}
	var w watermark
	raw, err := b.GetInternal(watermarkKey)
	if err == nil {
		err = json.Unmarshal(raw, &w)
	}
	if err != nil || w.Seq != c.Seq || w.Head != c.Head {
		b.Close()
		return nil, fmt.Errorf("watermark: %w", ErrDamaged)
	}
	in, err := b.Advanced()
	if err != nil {
		b.Close()
		return nil, err
	}
	r, err := in.Reader()
	if err != nil {
		b.Close()
		return nil, err
	}
	return &Index{finder: &finder{b, r, make(map[string]*retrieval.Document)}, current: c}, nil
}

// openBleve opens a bleve index. What scorch does on a damaged one (it may
// panic) becomes an error.
func openBleve(path string, readOnly bool) (b bleve.Index, err error) {
	defer func() {
		if r := recover(); r != nil {
			b, err = nil, fmt.Errorf("%s: %v: %w", path, r, ErrDamaged)
		}
	}()
	b, err = bleve.OpenUsing(path, map[string]any{"read_only": readOnly, "bolt_timeout": "5s"})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return b, nil
}

// advance makes the generation for the source: from the current one where it
// is whole, else from nothing.
func advance(dir string, src Source) error {
	was, err := readCurrent(dir)
	if err == nil && was.Analyzer == kazakh.Version && was.Document == retrieval.DocumentVersion && was.check(dir) == nil {
		if err := build(dir, src, was); err == nil {
			return nil
		}
		// An index that looks whole and is not is made anew.
	}
	return build(dir, src, nil)
}

// build makes a generation, a copy of was brought up to date or a new one,
// and publishes it. The caller holds the lock.
func build(dir string, src Source, was *current) (err error) {
	keep := ""
	if c, err := readCurrent(dir); err == nil {
		keep = c.Generation
	}
	sweep(dir, keep)
	name, err := newGeneration(dir)
	if err != nil {
		return err
	}
	path := filepath.Join(dir, name)
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("making the index: %v: %w", r, ErrDamaged)
		}
		if err != nil {
			os.RemoveAll(path)
		}
	}()
	var b bleve.Index
	if was != nil {
		if err := clone(filepath.Join(dir, was.Generation), path); err != nil {
			return err
		}
		b, err = openBleve(path, false)
	} else {
		b, err = create(path)
	}
	if err != nil {
		return err
	}
	if err := fill(b, src, was == nil); err != nil {
		b.Close()
		return err
	}
	if err := b.Close(); err != nil {
		return err
	}
	c := &current{Generation: name, Analyzer: kazakh.Version, Document: retrieval.DocumentVersion, Seq: src.Seq, Head: src.Head.String()}
	if err := publish(dir, c, was); err != nil {
		return err
	}
	sweep(dir, name)
	return nil
}

// create makes an empty bleve index.
func create(path string) (bleve.Index, error) {
	m, err := newMapping()
	if err != nil {
		return nil, err
	}
	if err := os.Remove(path); err != nil { // bleve wants to make it itself
		return nil, err
	}
	return bleve.NewUsing(path, m, scorch.Name, scorch.Name, map[string]any{"bolt_timeout": "5s"})
}

// Size returns the number of wordings in the index and the size of its files
// in bytes.
func (x *Index) Size() (wordings int, bytes int64, err error) {
	for _, f := range x.current.Files {
		bytes += f.Size
	}
	n, err := x.finder.bleve.DocCount()
	if err != nil {
		return 0, 0, fmt.Errorf("counting: %w", err)
	}
	return int(n) - len(x.Base().Acts()), bytes, nil
}
