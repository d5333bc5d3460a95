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
		return false, fmt.Errorf("%w: the file is cut off", ErrDamaged)
	}
	return true, out.Sync()
}

// Restore puts the store of a backup in the place of the one in the
// directory, which may have none. The backup is copied beside it and read
// whole first; what does not verify is refused, and nothing is changed. What
// was there is kept under the name returned, "" where there was nothing. The
// store must not be open elsewhere: the error then wraps [ErrBusy].
func Restore(ctx context.Context, file, dir string, progress func(Walk)) (kept string, r Report, err error) {
	fail := func(err error) (string, Report, error) {
		return "", r, fmt.Errorf("restoring %s: %w", file, err)
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fail(err)
	}
	path := filepath.Join(dir, FileName)
	temp := tempName(path)
	defer os.Remove(temp)
	if settled, err := copyLive(ctx, file, temp); err != nil {
		return fail(err)
	} else if !settled {
		// A meta page is damaged, or somebody is writing to the backup.
		if r, err = inspectFile(ctx, file, nil); err == nil {
			err = ErrUnsettled
		}
		return fail(err)
	}
	// A copy gets whole meta pages from one that is: look at both of the file.
	if f, err := os.Open(file); err != nil {
		return fail(err)
	} else if err := errors.Join(checkPages(f, false), f.Close()); err != nil {
		return fail(err)
	}
	if r, err = inspectFile(ctx, temp, progress); err != nil {
		return fail(err)
	}
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := publish(temp, path); err != nil {
			return fail(err)
		}
		return "", r, syncDir(dir)
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
	kept = path + ".before-" + time.Now().UTC().Format("20060102T150405.000000000")
	if err := publish(path, kept); err != nil {
		return fail(err)
	}
	if err := os.Rename(temp, path); err != nil {
		return kept, r, fmt.Errorf("restoring %s: %w", file, err)
	}
	return kept, r, syncDir(dir)
}
