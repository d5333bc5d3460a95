package server

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"tizbe/corpus"
	"tizbe/versioning"
	"tizbe/versioning/store"
)

// A copied is a copy of the store of one moment, from which imported acts are
// read: they are too many to hold, and to keep the store itself open would
// make writers wait. It is taken without a lock and removed when it is
// closed.
type copied struct {
	*store.Store
	dir string
}

// copyStore copies the store, which must still be as the watermarks say: else
// the error wraps [errMoved].
func copyStore(dir string, seq uint64, head corpus.Sum, imports uint64) (*copied, error) {
	tmp, err := os.MkdirTemp("", "tizbe-serve-")
	if err != nil {
		return nil, err
	}
	c := &copied{dir: tmp}
	if _, err = store.Backup(context.Background(), dir, filepath.Join(tmp, store.FileName), nil); err == nil {
		c.Store, err = store.Open(tmp, store.Options{ReadOnly: true})
	}
	if err != nil {
		os.RemoveAll(tmp)
		return nil, fmt.Errorf("copying the imported acts: %w", err)
	}
	if mark, err := c.ImportMark(); err != nil || mark != imports || c.Watermark() != seq || c.Head() != head {
		return nil, errors.Join(errMoved, err, c.Close())
	}
	return c, nil
}

// Close gives the copy up; of none it does nothing.
func (c *copied) Close() error {
	if c == nil {
		return nil
	}
	return errors.Join(c.Store.Close(), os.RemoveAll(c.dir))
}

// importedAct reads the imported act that the name or a short form of it fits.
func (n *snapshot) importedAct(name string) (*versioning.Act, error) {
	unknown := fmt.Errorf("%.100q: %w", name, versioning.ErrUnknownAct)
	if n.copied == nil {
		return nil, unknown
	}
	const few = 2
	names, err := n.copied.FindImported(name, few)
	switch {
	case err != nil:
		return nil, err
	case len(names) == 0:
		return nil, unknown
	case len(names) > 1:
		return nil, fmt.Errorf("%.100q: %w", name, versioning.ErrAmbiguousAct)
	}
	b, err := n.copied.ImportedBase(names[0])
	if err != nil {
		return nil, err
	}
	return b.Act("")
}
