package generation

import (
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"
)

const (
	currentName = "CURRENT"
	lockName    = "lock"
)

// Prefix begins the names of the directories of generations.
const Prefix = "g-"

// checkedWhole bounds what is read to check the files of a generation at each
// opening: larger generations are checked by the sizes of their files.
const checkedWhole = 16 << 20

// A Current is what the file CURRENT says.
type Current struct {
	Generation string `json:"generation"`
	Version
	Watermark
	Files map[string]File `json:"files"` // by slash-separated path in the generation
}

// A Version says what made an index: one made by another is made anew.
type Version struct {
	Analyzer int `json:"analyzer"` // how text becomes terms
	Document int `json:"document"` // what a document holds
}

// A Watermark says what an index was made from.
type Watermark struct {
	Seq  uint64 `json:"seq"`
	Head string `json:"head"` // tells two sources with one Seq apart
}

// A File is a file of a generation.
type File struct {
	Size int64  `json:"size"`
	CRC  uint32 `json:"crc"` // CRC-32C
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Read returns what CURRENT in the index directory says. The error
// wraps [fs.ErrNotExist] where there is none and [ErrDamaged] where it cannot
// be read as what it is.
func Read(dir string) (*Current, error) {
	raw, err := os.ReadFile(filepath.Join(dir, currentName))
	if err != nil {
		return nil, err
	}
	c := new(Current)
	if err := json.Unmarshal(raw, c); err != nil || !strings.HasPrefix(c.Generation, Prefix) || filepath.Base(c.Generation) != c.Generation {
		return nil, fmt.Errorf("%s: %w", filepath.Join(dir, currentName), ErrDamaged)
	}
	return c, nil
}

// Check holds the files of the generation against what CURRENT says of them:
// their checksums where whole is set or they are few bytes, else their sizes.
func (c *Current) Check(dir string, whole bool) error {
	total := int64(0)
	for _, f := range c.Files {
		total += f.Size
	}
	for name, want := range c.Files {
		path := filepath.Join(dir, c.Generation, filepath.FromSlash(name))
		st, err := os.Stat(path)
		if err != nil {
			return err
		}
		if st.Size() != want.Size {
			return fmt.Errorf("%s: %d bytes, want %d: %w", path, st.Size(), want.Size, ErrDamaged)
		}
		if total > checkedWhole && !whole {
			continue
		}
		if got, err := checksum(path); err != nil {
			return err
		} else if got.CRC != want.CRC {
			return fmt.Errorf("%s: checksum: %w", path, ErrDamaged)
		}
	}
	return nil
}

// checksum reads the file.
func checksum(path string) (File, error) {
	f, err := os.Open(path)
	if err != nil {
		return File{}, err
	}
	defer f.Close()
	h := crc32.New(castagnoli)
	n, err := io.Copy(h, f)
	return File{n, h.Sum32()}, err
}

// publish makes the generation, which nobody writes to any more, the current
// one: CURRENT names it from one moment to the next, even after a crash. Was
// is the generation it was cloned from, or nil.
func publish(dir string, c, was *Current) error {
	c.Files = make(map[string]File)
	gen := filepath.Join(dir, c.Generation)
	err := filepath.WalkDir(gen, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(gen, path)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if was != nil && filepath.Ext(rel) == ".zap" {
			if f, ok := was.Files[rel]; ok { // segments never change
				c.Files[rel] = f
				return nil
			}
		}
		c.Files[rel], err = checksum(path)
		return err
	})
	if err != nil {
		return err
	}
	raw, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		return err
	}
	tmp, err := os.CreateTemp(dir, currentName+"-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(append(raw, '\n'))
	if err = errors.Join(err, tmp.Sync(), tmp.Close()); err != nil {
		return err
	}
	if err := os.Rename(tmp.Name(), filepath.Join(dir, currentName)); err != nil {
		return err
	}
	syncDir(gen)
	syncDir(dir)
	return nil
}

// syncDir makes the names in a directory durable, where the system can.
func syncDir(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		d.Close()
	}
}

// sweep removes every generation but the current one, and what interrupted
// runs left. Only the holder of the lock may. A generation that a reader has
// open goes on being read; where the system refuses to remove it the next
// writer will.
func sweep(dir, keep string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if n := e.Name(); strings.HasPrefix(n, Prefix) && n != keep || strings.HasPrefix(n, currentName+"-") {
			_ = os.RemoveAll(filepath.Join(dir, n))
		}
	}
}

// newGeneration makes the directory of a generation and returns its name.
func newGeneration(dir string) (string, error) {
	p, err := os.MkdirTemp(dir, Prefix)
	if err != nil {
		return "", err
	}
	return filepath.Base(p), nil
}

// clone copies a generation into another directory. Segment files, which
// never change, are linked where the file system can.
func clone(from, to string) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		switch {
		case d.IsDir():
			return os.MkdirAll(target, 0o755)
		case filepath.Ext(path) == ".zap" && os.Link(path, target) == nil:
			return nil
		}
		return copyFile(path, target)
	})
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

// Lock takes the writers' lock of the index directory. The lock dies with its
// process. The error wraps [ErrBusy] after the time.
func Lock(dir string, timeout time.Duration) (unlock func(), err error) {
	type result struct {
		unlock func()
		err    error
	}
	got, abandoned := make(chan result), make(chan struct{})
	go func() {
		u, err := lockedfile.MutexAt(filepath.Join(dir, lockName)).Lock()
		select {
		case got <- result{u, err}:
		case <-abandoned:
			if err == nil {
				u()
			}
		}
	}()
	timer := time.NewTimer(timeout)
	defer timer.Stop()
	select {
	case r := <-got:
		return r.unlock, r.err
	case <-timer.C:
		close(abandoned)
		return nil, fmt.Errorf("%s: %w", dir, ErrBusy)
	}
}
