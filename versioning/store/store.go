package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"tizbe/corpus"
	"tizbe/versioning"
)

// FileName is the name of the store's file in its directory.
const FileName = "tizbe.db"

// The versions of the layout. Version 1 is the first, so that there is none to
// migrate from; version 2 has imported acts as well; version 3 has them in
// longer frames, and a file gets it with the first import.
const (
	formatPlain    = 1
	formatImported = 2
	format         = 3
)

const defaultTimeout = 5 * time.Second

// growth is by how many bytes more than needed a file grows: once a transaction,
// so that it costs next to nothing to let it be little.
const growth = pageSize

// Errors of opening and reading a store. Every error names the file.
var (
	// ErrNoStore: the directory holds no store.
	ErrNoStore = errors.New("no store here: `tizbe init` creates one")
	// ErrStoreExists: the directory already holds a store, which creating
	// leaves as it is.
	ErrStoreExists = errors.New("a store already exists")
	// ErrNotStore: the file is not a store of this program.
	ErrNotStore = errors.New("not a store of this program")
	// ErrNewer: the file was written by a newer version of this program, and
	// is not touched.
	ErrNewer = errors.New("written by a newer version of this program")
	// ErrDamaged: something read is not what was written. No text is returned.
	ErrDamaged = errors.New("store is damaged")
	// ErrBusy: another process holds the store open: a writer, or, for
	// whoever wants to write, a reader.
	ErrBusy = errors.New("store is in use by another process")
	// ErrReadOnly: the store was opened for reading only.
	ErrReadOnly = errors.New("store is open for reading only")
	// ErrNoRaw: no source with this sum is held.
	ErrNoRaw = errors.New("source is not held")
)

var (
	bucketMeta = []byte("meta")
	bucketLog  = []byte("log")
	bucketNode = []byte("node")
	bucketText = []byte("text")
	bucketRaw  = []byte("raw")

	buckets = [][]byte{bucketMeta, bucketLog, bucketNode, bucketText, bucketRaw}

	keyFormat = []byte("format")
	keyHead   = []byte("head")

	// Of imported acts; absent until there is one.
	bucketAct    = []byte("act")
	bucketPack   = []byte("pack")
	bucketImport = []byte("import")
	keyImported  = []byte("imported")

	importBuckets = [][]byte{bucketAct, bucketPack, bucketImport}
)

// Options say how a store is opened.
type Options struct {
	ReadOnly bool          // never creates or changes anything
	Create   bool          // creates an empty store where there is none; not with ReadOnly
	Timeout  time.Duration // how long to wait for other processes; 0 is 5 s
	// Cache bounds the memory for what was read of imported acts, in bytes;
	// 0 is 32 MiB, a negative number none at all.
	Cache int
}

// A Store is an open store. Close it.
type Store struct {
	path     string
	file     *os.File // of db, to give up the lock where db cannot be closed
	db       *bolt.DB
	readOnly bool

	// commit ends a writing transaction; tests put a failing one here.
	commit func(*bolt.Tx) error

	importing atomic.Bool // an importer is open

	broken atomic.Bool // bbolt panicked and may hold locks for ever

	mu     sync.Mutex
	head   head
	closed bool
	cache  cache               // of imported acts
	log    []versioning.Record // a writer's copy of the log without texts; nil: not read yet
}

// A head says where the log ends.
type head struct {
	seq uint64
	sum corpus.Sum
}

func (h head) bytes() []byte {
	return append(binary.BigEndian.AppendUint64(nil, h.seq), h.sum[:]...)
}

func parseHead(b []byte) (h head, ok bool) {
	if len(b) != 8+len(h.sum) {
		return h, false
	}
	h.seq = binary.BigEndian.Uint64(b)
	copy(h.sum[:], b[8:])
	return h, true
}

// Open opens the store in the directory. The error wraps [ErrNoStore],
// [ErrNotStore], [ErrNewer], [ErrDamaged] or [ErrBusy], or is the operating
// system's.
func Open(dir string, o Options) (*Store, error) {
	if o.Timeout <= 0 {
		o.Timeout = defaultTimeout
	}
	if o.Cache == 0 {
		o.Cache = defaultCacheBytes
	}
	return openAt(filepath.Join(dir, FileName), o)
}

// openAt opens the store in the file.
func openAt(path string, o Options) (*Store, error) {
	dir := filepath.Dir(path)
	deadline := time.Now().Add(o.Timeout)
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		if !o.Create || o.ReadOnly {
			return nil, fmt.Errorf("%s: %w", dir, ErrNoStore)
		}
		if err := Create(dir); err != nil && !errors.Is(err, ErrStoreExists) {
			return nil, err
		}
		info, err = os.Stat(path)
	}
	if err != nil {
		return nil, fmt.Errorf("opening the store: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() == 0 {
		// bbolt would make an empty file into a database of its own.
		return nil, fmt.Errorf("%s: %w", path, ErrNotStore)
	}
	// The pages are checked under a reader's lock before bbolt looks at any
	// of them: as a writer it would follow the list of free pages at once.
	s, err := open(path, o.Timeout, true)
	if err == nil {
		if err = s.checkOnce(); err == nil {
			err = s.checkMeta()
		}
		if err == nil && o.ReadOnly {
			s.cache.limit = max(0, o.Cache)
			return s, nil
		}
		s.Close()
		if err == nil {
			// Whoever wrote in between was a writer like us.
			if s, err = open(path, max(time.Until(deadline), time.Millisecond), false); err == nil {
				if err = s.checkMeta(); err == nil {
					s.cache.limit = max(0, o.Cache)
					return s, nil
				}
				s.Close()
			}
		}
	}
	return nil, fmt.Errorf("%s: %w", path, err)
}

// open has bbolt open the file, which must exist.
func open(path string, timeout time.Duration, readOnly bool) (_ *Store, err error) {
	s := &Store{path: path, readOnly: readOnly, commit: (*bolt.Tx).Commit}
	defer func() {
		if err != nil && s.file != nil {
			s.file.Close()
		}
	}()
	defer s.guard(&err)()
	s.db, err = bolt.Open(path, 0, &bolt.Options{
		Timeout:  timeout,
		ReadOnly: readOnly,
		OpenFile: func(name string, flag int, _ os.FileMode) (*os.File, error) {
			var err error
			s.file, err = os.OpenFile(name, flag&^os.O_CREATE, 0)
			return s.file, err
		},
	})
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return nil, fmt.Errorf("%w (waited %s)", ErrBusy, timeout.Round(time.Millisecond))
	case err != nil:
		// bbolt did not get as far as a lock and pages that we could look at.
		// Look now: what it says of a damaged or foreign file has many forms.
		if f, e := os.Open(path); e == nil {
			defer f.Close()
			if e := checkPages(f, false); e != nil {
				return nil, fmt.Errorf("%w (%w)", e, err)
			}
		}
		return nil, err
	}
	s.db.AllocSize = growth
	// While we waited for the lock, another file may have been put in its
	// place: see [Restore].
	if now, err := os.Stat(path); err != nil {
		return nil, errors.Join(err, s.db.Close())
	} else if ours, err := s.file.Stat(); err != nil || !os.SameFile(now, ours) {
		return nil, errors.Join(ErrBusy, err, s.db.Close())
	}
	return s, nil
}

// guard turns a panic of bbolt over a damaged page, or a fault in the mapped
// file, into an error. Use it as defer s.guard(&err)().
func (s *Store) guard(err *error) func() {
	before := debug.SetPanicOnFault(true)
	return func() {
		debug.SetPanicOnFault(before)
		if r := recover(); r != nil {
			s.broken.Store(true)
			*err = damagedFile("%v", r)
		}
	}
}

// checkFile walks the pages of the file; whole looks also at what nothing
// reads.
func (s *Store) checkFile(whole bool) error { return checkPages(s.file, whole) }

// checkMeta checks that the file is ours and reads the head.
func (s *Store) checkMeta() error {
	return s.view(func(tx *bolt.Tx) error {
		meta := tx.Bucket(bucketMeta)
		if meta == nil || meta.Get(keyFormat) == nil {
			return ErrNotStore
		}
		v := meta.Get(keyFormat)
		if len(v) != 8 {
			return damaged(bucketMeta, keyFormat, "%d bytes", len(v))
		}
		switch v := binary.BigEndian.Uint64(v); {
		case v > format:
			return fmt.Errorf("%w (format %d, this one knows %d)", ErrNewer, v, format)
		case v < formatPlain:
			return damaged(bucketMeta, keyFormat, "format %d never existed", v)
		case v >= formatImported:
			for _, b := range importBuckets {
				if tx.Bucket(b) == nil {
					return missing(b, nil)
				}
			}
		}
		for _, b := range buckets {
			if tx.Bucket(b) == nil {
				return missing(b, nil)
			}
		}
		h, ok := parseHead(meta.Get(keyHead))
		if !ok {
			return damaged(bucketMeta, keyHead, "unreadable")
		}
		s.head = h
		return nil
	})
}

// view runs f in a reading transaction.
func (s *Store) view(f func(*bolt.Tx) error) (err error) {
	defer s.guard(&err)()
	return s.db.View(f)
}

// update runs f in a writing transaction and commits it.
func (s *Store) update(f func(*bolt.Tx) error) (err error) {
	defer s.guard(&err)()
	tx, err := s.db.Begin(true)
	if err != nil {
		return err
	}
	done := false
	defer func() {
		if !done {
			_ = tx.Rollback() // the error that matters is on its way
		}
	}()
	if err := f(tx); err != nil {
		return err
	}
	if err := s.commit(tx); err != nil {
		return err
	}
	done = true
	return nil
}

// wrap puts the file's name before an error.
func (s *Store) wrap(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", s.path, err)
}

// Path returns the path of the store's file.
func (s *Store) Path() string { return s.path }

// Size returns the size of the store's file in bytes.
func (s *Store) Size() (int64, error) {
	info, err := os.Stat(s.path)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// Close gives the store up. It may be called more than once.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	if s.broken.Load() {
		// bbolt may wait for ever for a lock that the panic left taken. The
		// mapping is lost to this process; the lock on the file is not.
		return s.file.Close()
	}
	return s.wrap(s.db.Close())
}
