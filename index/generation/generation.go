// Package generation keeps a bleve index on the disk so that readers never
// wait for a writer, and a writer killed at any moment leaves the index as it
// was.
//
//	CURRENT        which generation is current: its name, its files with their
//	               sizes and checksums, what it was made from and by
//	g-XXXXXXXX/    a generation: a bleve index on scorch
//	lock           held by whoever makes the next generation
//
// A generation that CURRENT names is never written to. Whoever brings the
// index up to date makes the next one beside it (by hard links to the segment
// files, which scorch never changes, or from nothing), and renames CURRENT into
// place. What a killed writer leaves is a directory that nobody looks at, which
// the next writer removes.
//
// The watermark stands in the index too, written in the batch that completes
// a generation; an index without it, with another one than CURRENT says, with a
// file of another size or checksum, or made by another version is damaged,
// and is made anew.
package generation

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	bindex "github.com/blevesearch/bleve_index_api"
	bolt "go.etcd.io/bbolt"
)

// Errors of opening and making generations.
var (
	// ErrBusy: another process is making the index, and there is none yet to
	// answer from.
	ErrBusy = errors.New("index is being made by another process")
	// ErrDamaged: the files are not what was written. The index is made anew
	// at the next opening.
	ErrDamaged = errors.New("index is damaged")
)

// DefaultTimeout bounds the wait for another process that makes the index.
const DefaultTimeout = 10 * time.Second

// An Index is a generation, open for reading. Close it.
type Index struct {
	Bleve   bleve.Index
	Reader  bindex.IndexReader
	Current *Current
}

// Close gives the generation up.
func (x *Index) Close() error { return errors.Join(x.Reader.Close(), x.Bleve.Close()) }

// Size returns the size of its files in bytes.
func (c *Current) Size() (bytes int64) {
	for _, f := range c.Files {
		bytes += f.Size
	}
	return bytes
}

// watermarkKey is the internal key of the watermark in the bleve index.
var watermarkKey = []byte("tizbe.watermark")

// Open opens the current generation of the directory for reading. The error is
// that there is none, it is damaged, or another version made it.
func Open(dir string, v Version) (*Index, error) {
	for try := 0; ; try++ {
		c, err := Read(dir)
		if err != nil {
			return nil, err
		}
		if c.Version != v {
			return nil, fmt.Errorf("made by version %d.%d: %w", c.Analyzer, c.Document, ErrDamaged)
		}
		x, err := c.open(dir)
		if err == nil {
			return x, nil
		}
		// The generation may have been replaced while it was being opened.
		if now, again := Read(dir); again == nil && now.Generation != c.Generation && try < 10 {
			continue
		}
		return nil, err
	}
}

func (c *Current) open(dir string) (*Index, error) {
	if err := c.Check(dir, false); err != nil {
		return nil, err
	}
	b, err := openBleve(filepath.Join(dir, c.Generation), map[string]any{"read_only": true})
	if err != nil {
		return nil, err
	}
	var w Watermark
	raw, err := b.GetInternal(watermarkKey)
	if err == nil {
		err = json.Unmarshal(raw, &w)
	}
	if err != nil || w != c.Watermark {
		b.Close()
		return nil, fmt.Errorf("watermark: %w", ErrDamaged)
	}
	r, err := reader(b)
	if err != nil {
		b.Close()
		return nil, err
	}
	return &Index{b, r, c}, nil
}

func reader(b bleve.Index) (bindex.IndexReader, error) {
	in, err := b.Advanced()
	if err != nil {
		return nil, err
	}
	return in.Reader()
}

// openBleve opens a bleve index. What scorch does on a damaged one (it may
// panic) becomes an error.
func openBleve(path string, config map[string]any) (b bleve.Index, err error) {
	defer func() {
		if r := recover(); r != nil {
			b, err = nil, fmt.Errorf("%s: %v: %w", path, r, ErrDamaged)
		}
	}()
	b, err = bleve.OpenUsing(path, bounded(config))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return b, nil
}

// bounded returns the configuration with a bound on the wait for a file that
// another process has open.
func bounded(config map[string]any) map[string]any {
	out := map[string]any{"bolt_timeout": "5s"}
	maps.Copy(out, config)
	return out
}

// A Maker makes generations of one kind of index.
type Maker struct {
	Version
	Mapping mapping.IndexMapping
	// Config is that of scorch, besides what package generation sets.
	Config map[string]any
	// Fill brings the index up to date; fresh says that it is empty. What it
	// returns is written as the watermark.
	Fill func(b bleve.Index, fresh bool) (Watermark, error)
}

// Make makes the next generation, the current one brought up to date, and
// makes it current; where the current one is not whole, a new one. The caller
// holds the lock.
func (m Maker) Make(dir string) error {
	was, err := Read(dir)
	if err == nil && was.Version == m.Version && was.Check(dir, false) == nil {
		err := m.build(dir, was)
		if err == nil || errors.Is(err, context.Canceled) {
			return err
		}
		// An index that looks whole and is not is made anew.
	}
	return m.build(dir, nil)
}

// MakeNew makes a generation from nothing and makes it current. The caller
// holds the lock.
func (m Maker) MakeNew(dir string) error { return m.build(dir, nil) }

// build makes a generation, a copy of was brought up to date or a new one,
// and publishes it.
func (m Maker) build(dir string, was *Current) (err error) {
	keep := ""
	if c, err := Read(dir); err == nil {
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
		if b, err = openBleve(path, m.Config); err != nil {
			return err
		}
	} else {
		if err := os.Remove(path); err != nil { // bleve wants to make it itself
			return err
		}
		if b, err = bleve.NewUsing(path, m.Mapping, scorch.Name, scorch.Name, bounded(m.Config)); err != nil {
			return err
		}
	}
	w, err := m.Fill(b, was == nil)
	if err != nil {
		b.Close()
		return err
	}
	raw, err := json.Marshal(w)
	if err == nil {
		err = b.SetInternal(watermarkKey, raw)
	}
	if err = errors.Join(err, b.Close()); err != nil {
		return err
	}
	if err := compact(filepath.Join(path, "store", "root.bolt")); err != nil {
		return err
	}
	if err := publish(dir, &Current{Generation: name, Version: m.Version, Watermark: w}, was); err != nil {
		return err
	}
	sweep(dir, name)
	return nil
}

// compact writes the file in which scorch lists its segments anew: it is left
// with the room that their making took, which is more than a small index.
func compact(path string) (err error) {
	from, err := bolt.Open(path, 0o600, &bolt.Options{ReadOnly: true, Timeout: 5 * time.Second})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	to, err := bolt.Open(path+".new", 0o600, &bolt.Options{Timeout: 5 * time.Second})
	if err != nil {
		return err
	}
	if err := errors.Join(bolt.Compact(to, from, 0), to.Close()); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

// Merge merges the segments into one, which is read fastest.
func Merge(ctx context.Context, b bleve.Index) error {
	in, err := b.Advanced()
	if err != nil {
		return err
	}
	if s, ok := in.(*scorch.Scorch); ok {
		return s.ForceMerge(ctx, nil)
	}
	return nil
}

// Bring calls try, which opens what there is and says whether it is up to
// date; where it is not, make under the writers' lock, and try again. Where another process has the lock for longer
// than the timeout, what try found last is the answer: better the index as
// it was. The error wraps [ErrBusy] where there is none.
func Bring(dir string, timeout time.Duration, try func() (fresh bool, err error), make func() error) error {
	if fresh, err := try(); err == nil && fresh {
		return nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	unlock, err := Lock(dir, timeout)
	if errors.Is(err, ErrBusy) {
		if _, again := try(); again == nil {
			return nil
		}
	}
	if err != nil {
		return err
	}
	defer unlock()
	if fresh, err := try(); err == nil && fresh {
		return nil
	}
	if err := make(); err != nil {
		return err
	}
	_, err = try()
	return err
}
