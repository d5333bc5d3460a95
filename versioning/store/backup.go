package store

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Errors of backups.
var (
	// ErrFileExists: the file of a backup is there already; it is left as it is.
	ErrFileExists = errors.New("the file already exists")
	// ErrUnsettled: the store changed so fast that no copy of one moment could
	// be made.
	ErrUnsettled = errors.New("the store changes too fast to be copied")
)

// copies is how often a backup is tried while a writer is at work.
const copies = 20

// Backup writes a copy of the store in the directory to the file, as it was
// at one moment. Nobody is kept waiting: neither those who read the store nor
// one who writes it, in this process or another. The copy is made under
// another name, read whole and checked, and only then gets its name; the
// Report is of this check. The error wraps [ErrNoStore], [ErrFileExists],
// [ErrUnsettled] or [ErrDamaged], or is the operating system's.
func Backup(ctx context.Context, dir, file string, progress func(Walk)) (Report, error) {
	fail := func(err error) (Report, error) { return Report{}, fmt.Errorf("backup to %s: %w", file, err) }
	if _, err := os.Lstat(file); err == nil {
		return fail(ErrFileExists)
	}
	path := filepath.Join(dir, FileName)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return fail(fmt.Errorf("%s: %w", dir, ErrNoStore))
	}
	temp := tempName(file)
	defer os.Remove(temp)
	for try := 0; ; try++ {
		settled, err := copyLive(ctx, path, temp)
		if err != nil {
			return fail(err)
		}
		if settled {
			break
		}
		if try == copies {
			return fail(ErrUnsettled)
		}
		time.Sleep(time.Duration(try*10) * time.Millisecond)
	}
	r, err := inspectFile(ctx, temp, progress)
	if err != nil {
		return r, fmt.Errorf("backup to %s: %w", file, err)
	}
	if err := publish(temp, file); err != nil {
		if errors.Is(err, fs.ErrExist) {
			err = ErrFileExists
		}
		return fail(err)
	}
	return r, syncDir(filepath.Dir(file))
}

func tempName(path string) string {
	var random [8]byte
	rand.Read(random[:]) // never fails
	return path + ".new-" + hex.EncodeToString(random[:])
}

// inspectFile opens the store in a file and reads it whole.
func inspectFile(ctx context.Context, path string, progress func(Walk)) (Report, error) {
	s, err := openAt(path, Options{ReadOnly: true, Cache: -1})
	if err != nil {
		return Report{}, err
	}
	defer s.Close()
	r, err := s.Inspect(ctx, progress)
	if err == nil && len(r.Found) > 0 {
		err = r.Found[0]
	}
	return r, err
}

// copyLive copies the file of a store that others may be writing to, and
// reports whether the copy is of one moment. A transaction of bbolt writes
// only to pages that the last one finished does not use, and its meta page
// last: as long as no transaction was finished while the file was copied, the
// pages of the one before are all as they were.
func copyLive(ctx context.Context, path, to string) (settled bool, err error) {
	in, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer in.Close()
	head := make([]byte, 2*pageSize)
	last := func() (meta []byte, err error) {
		if _, err := in.ReadAt(head, 0); err != nil && err != io.EOF {
			return nil, err
		}
		ours := false
		for i := range 2 {
			m := head[i*pageSize+headerSize:][:metaSize]
			ours = ours || order.Uint32(m) == metaMagic
			if checkMetaPage(m) == nil && (meta == nil || order.Uint64(m[48:]) > order.Uint64(meta[48:])) {
				meta = append([]byte(nil), m...)
			}
		}
		if meta == nil && !ours {
			return nil, ErrNotStore
		}
		return meta, nil
	}
	before, err := last()
	if err != nil || before == nil {
		return false, err
	}
	out, err := os.OpenFile(to, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return false, err
	}
	defer func() {
		if e := out.Close(); err == nil {
			err = e
		}
	}()
	size := int64(order.Uint64(before[40:])) * pageSize // what lies behind is not used
	const step = 4 << 20
	for at := int64(0); at < size; at += step {
		if err := ctx.Err(); err != nil {
			return false, err
		}
		n := min(step, size-at)
		if _, err := io.Copy(io.NewOffsetWriter(out, at), io.NewSectionReader(in, at, n)); err != nil {
			return false, err
		}
	}
	after, err := last()
	if err != nil || string(after) != string(before) {
		return false, err
	}
	// Both meta pages of the copy are of this transaction.
	for i := range uint64(2) {
		page := make([]byte, pageSize)
		order.PutUint64(page, i)
		order.PutUint16(page[8:], flagMeta)
		copy(page[headerSize:], metaOf(before, i))
		if _, err := out.WriteAt(page, int64(i)*pageSize); err != nil {
			return false, err
		}
	}
	if info, err := out.Stat(); err != nil || info.Size() < size {
		return false, damagedFile("the file is cut off")
	}
	return true, out.Sync()
}

// restoreSteps are the operations that put a whole store in the place of
// another; tests put failing ones here.
type restoreSteps struct {
	steps
	keep    func(from, to string) error // gives a file a second name
	replace func(from, to string) error
}

var systemRestore = restoreSteps{systemSteps, keep, os.Rename}

// Restore puts the store of a backup in the place of the one in the
// directory, which may have none. The backup is copied beside it and read
// whole first; what does not verify is refused, and nothing is changed. At
// every moment, also of a crash, there is under its name either the store that
// was there or the new one, whole. What was there is kept under the name
// returned, "" where there was nothing; after an error it may be kept as well.
// The store must not be open elsewhere: the error then wraps [ErrBusy].
func Restore(ctx context.Context, file, dir string, progress func(Walk)) (kept string, r Report, err error) {
	return restore(ctx, file, dir, progress, systemRestore)
}

func restore(ctx context.Context, file, dir string, progress func(Walk), do restoreSteps) (kept string, r Report, err error) {
	fail := func(err error) (string, Report, error) {
		return kept, r, fmt.Errorf("restoring %s: %w", file, err)
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fail(err)
	}
	path := filepath.Join(dir, FileName)
	temp := tempName(path)
	defer os.Remove(temp)
	if r, err = verifiedCopy(ctx, file, temp, progress); err != nil {
		return fail(err)
	}
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := do.link(temp, path); err != nil {
			return fail(err)
		}
		if err := do.syncDir(dir); err != nil {
			return fail(err)
		}
		return "", r, nil
	case err != nil:
		return fail(err)
	case info.Mode().IsRegular() && info.Size() > 0:
		// The lock, held until the new store has its name; a damaged store may
		// be replaced all the same, but not while another process has it.
		s, err := open(path, defaultTimeout, false)
		switch {
		case errors.Is(err, ErrBusy):
			return fail(err)
		case err == nil:
			defer s.Close()
		}
	}
	name := path + ".before-" + time.Now().UTC().Format("20060102T150405.000000000")
	if err := do.keep(path, name); err != nil {
		return fail(err)
	}
	// The old store has two durable names before it loses one.
	kept = name
	if err := do.syncDir(dir); err != nil {
		return fail(err)
	}
	if err := do.replace(temp, path); err != nil {
		return fail(err)
	}
	if err := do.syncDir(dir); err != nil {
		return fail(err)
	}
	return kept, r, nil
}

// verifiedCopy copies the store in a file that may not be one, and reads the
// copy whole.
func verifiedCopy(ctx context.Context, file, to string, progress func(Walk)) (r Report, err error) {
	if settled, err := copyLive(ctx, file, to); err != nil {
		return r, err
	} else if !settled {
		// A meta page is damaged, or somebody is writing to the backup.
		if r, err = inspectFile(ctx, file, nil); err == nil {
			err = ErrUnsettled
		}
		return r, err
	}
	// A copy gets whole meta pages from one that is: look at both of the file.
	f, err := os.Open(file)
	if err != nil {
		return r, err
	}
	if err := errors.Join(checkPages(f, false), f.Close()); err != nil {
		return r, err
	}
	return inspectFile(ctx, to, progress)
}

// keep gives a file a second name; where the file system has no such thing, a
// copy has it. The file keeps its first one in any case.
func keep(from, to string) error {
	err := os.Link(from, to)
	if err == nil || errors.Is(err, fs.ErrExist) || errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return copyFile(from, to)
}

// copyFile copies a file to a name that is not taken, and syncs it.
func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if err = errors.Join(err, out.Sync(), out.Close()); err != nil {
		os.Remove(to)
	}
	return err
}
