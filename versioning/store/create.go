package store

import (
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	bolt "go.etcd.io/bbolt"

	"tizbe/versioning"
)

// pageSize is the page size of new stores. It is the same on every machine,
// so that the second meta page is found even where the first is damaged.
const pageSize = 4096

// steps are the operations that make a finished file the store; tests put
// failing ones here.
type steps struct {
	link    func(from, to string) error
	syncDir func(dir string) error
}

var systemSteps = steps{link: publish, syncDir: syncDir}

// Create creates the store in the directory, and the directory where it does
// not exist, with the records. Whoever looks, even after a crash or a kill,
// finds either no store or the whole one: the file is written under another
// name, synced and then linked into place; what an interrupted run left is
// removed by the next. Where a store exists, or another process was faster,
// the error wraps [ErrStoreExists] and nothing is changed. An error after the
// store took its place may leave it there.
func Create(dir string, recs ...versioning.Record) error {
	return create(dir, recs, systemSteps)
}

func create(dir string, recs []versioning.Record, do steps) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("creating the store: %w", err)
	}
	final := filepath.Join(dir, FileName)
	if _, err := os.Lstat(final); err == nil {
		return fmt.Errorf("%s: %w", final, ErrStoreExists)
	}
	var random [8]byte
	rand.Read(random[:]) // never fails
	temp := final + ".new-" + hex.EncodeToString(random[:])
	defer os.Remove(temp)
	if err := build(temp, recs); err != nil {
		return fmt.Errorf("creating %s: %w", final, err)
	}
	if err := do.link(temp, final); err != nil {
		// Another process may have been faster and have cleared up.
		if _, err := os.Lstat(final); err == nil {
			return fmt.Errorf("%s: %w", final, ErrStoreExists)
		}
		return fmt.Errorf("creating %s: %w", final, err)
	}
	if left, err := filepath.Glob(final + ".new-*"); err == nil {
		for _, name := range left {
			os.Remove(name)
		}
	}
	if err := do.syncDir(dir); err != nil {
		return fmt.Errorf("creating %s: %w", final, err)
	}
	return nil
}

// build writes a whole store to the path and syncs it.
func build(path string, recs []versioning.Record) (err error) {
	s := &Store{path: path, commit: (*bolt.Tx).Commit}
	// bbolt syncs at the end of each transaction.
	s.db, err = bolt.Open(path, 0o666, &bolt.Options{PageSize: pageSize, Timeout: defaultTimeout})
	if err != nil {
		return err
	}
	defer func() {
		if e := s.db.Close(); err == nil {
			err = e
		}
	}()
	err = s.db.Update(func(tx *bolt.Tx) error {
		for _, b := range buckets {
			if _, err := tx.CreateBucket(b); err != nil {
				return err
			}
		}
		meta := tx.Bucket(bucketMeta)
		return errors.Join(
			meta.Put(keyFormat, binary.BigEndian.AppendUint64(nil, formatPlain)),
			meta.Put(keyHead, head{}.bytes()),
		)
	})
	if err != nil {
		return err
	}
	return s.append(recs)
}

// publish gives the file its final name, which must not be taken yet: a
// rename would put a new store in the place of one that another process has
// made and written to in the meantime.
func publish(from, to string) error {
	err := os.Link(from, to)
	if err == nil || errors.Is(err, fs.ErrExist) || errors.Is(err, fs.ErrNotExist) {
		return err
	}
	// A file system without links.
	if _, err := os.Lstat(to); err == nil {
		return fs.ErrExist
	}
	return os.Rename(from, to)
}

// syncDir makes the names in the directory durable, where the system can.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrInvalid) && !errors.Is(err, fs.ErrPermission) {
		return err
	}
	return nil
}
