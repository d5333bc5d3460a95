package site

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
)

// A writer puts files into a folder, each whole or not at all, where what is
// there is not the same already. It may be used by several goroutines.
type writer struct {
	dir   string
	run   uint64        // in the names of files that are not whole yet
	parts atomic.Uint64 // those files

	mu   sync.Mutex
	made map[string]bool // folders that exist; true: made by this build, so that nothing else is in them
}

func newWriter(dir string) *writer {
	return &writer{dir: dir, run: rand.Uint64(), made: make(map[string]bool)}
}

// putAll writes the files, several at a time, and returns how many were not
// there or were different. Progress is called by one goroutine at a time.
func (w *writer) putAll(names []string, content func(int) ([]byte, error), progress func(done int)) (written int, err error) {
	var mu sync.Mutex // of what follows
	next, done := 0, 0
	take := func() (int, bool) {
		mu.Lock()
		defer mu.Unlock()
		next++
		return next - 1, next <= len(names) && err == nil
	}
	finish := func(changed bool, e error) {
		mu.Lock()
		defer mu.Unlock()
		if changed {
			written++
		}
		if done++; e == nil {
			progress(done)
		} else if err == nil {
			err = e
		}
	}
	var wg sync.WaitGroup
	for range workers() {
		wg.Go(func() {
			for i, ok := take(); ok; i, ok = take() {
				b, e := content(i)
				changed := false
				if e == nil {
					changed, e = w.put(names[i], b)
				}
				finish(changed, e)
			}
		})
	}
	wg.Wait()
	return written, err
}

// put writes the file if need be.
func (w *writer) put(name string, b []byte) (changed bool, err error) {
	name = filepath.FromSlash(name)
	fresh, err := w.folder(filepath.Dir(name))
	if err != nil {
		return false, err
	}
	if !fresh && holds(filepath.Join(w.dir, name), b) {
		return false, nil
	}
	if err := w.replace(filepath.Join(w.dir, name), b); err != nil {
		return false, err
	}
	return true, nil
}

// holds reports whether the file has the content.
func holds(name string, b []byte) bool {
	info, err := os.Stat(name)
	if err != nil || info.Size() != int64(len(b)) {
		return false
	}
	was, err := os.ReadFile(name)
	return err == nil && bytes.Equal(was, b)
}

// folder makes the folder with those it stands in; fresh says that it was not
// there before the build.
func (w *writer) folder(name string) (fresh bool, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.mkdir(name)
}

func (w *writer) mkdir(name string) (fresh bool, err error) {
	if fresh, known := w.made[name]; known {
		return fresh, nil
	}
	at := filepath.Join(w.dir, name)
	if name == "." {
		err = os.MkdirAll(at, 0o755)
	} else {
		if _, err := w.mkdir(filepath.Dir(name)); err != nil {
			return false, err
		}
		err = os.Mkdir(at, 0o755)
		fresh = err == nil
		if errors.Is(err, fs.ErrExist) {
			err = nil // where it is no folder, the file below it says so
		}
	}
	if err == nil {
		w.made[name] = fresh
	}
	return fresh, err
}

// replace puts the content in the place of the file at once.
func (w *writer) replace(name string, b []byte) error {
	part := filepath.Join(filepath.Dir(name), fmt.Sprintf(".tizbe-%016x-%d", w.run, w.parts.Add(1)))
	f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(part, name)
	}
	if err != nil {
		os.Remove(part)
	}
	return err
}
