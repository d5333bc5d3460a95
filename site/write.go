package site

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sort"
	"strings"
	"sync"
)

// errDeadLink: a page links to what the site does not have.
var errDeadLink = errors.New("dead link")

// ErrDeadLink is wrapped by the error of a build whose pages link to pages or
// provisions that do not exist; the error names the first ones.
var ErrDeadLink = errDeadLink

// ErrPath: a page cannot be written where its address says, because the
// address would leave the folder.
var ErrPath = errors.New("page has no place in the folder")

// A Report says what a build did.
type Report struct {
	Files     int
	Written   int // that were not there or were different
	Removed   int // of an earlier build, which this one has no more
	Bytes     int64
	HomeBytes int // of the first page
}

// listName is the file that lists what a build wrote, so that the next one
// may remove what it no longer has, and nothing else.
const listName = ".tizbe-site"

// Write writes the site below the folder, which is made if need be: only what
// changed, each file whole or not at all. It removes what an earlier build
// wrote and this one has not, and leaves every other file alone. Progress is
// called with the number of pages done; it may be nil.
//
// Pages are first made and their links checked; an error that wraps
// [ErrDeadLink] leaves the folder as it was.
func (s *Site) Write(dir string, progress func(done, total int)) (Report, error) {
	var r Report
	if progress == nil {
		progress = func(int, int) {}
	}
	for _, p := range s.pages {
		if !safe(p.File()) {
			return r, fmt.Errorf("%.200q: %w", p.Path, ErrPath)
		}
	}
	kept := make(map[string][]byte)
	sums := make(map[string][sha256.Size]byte, len(s.pages))
	room := keepBytes
	err := s.check(func(done, total int) { progress(done, 2*total) }, func(p Page, b []byte) {
		r.Files++
		r.Bytes += int64(len(b))
		if p.Path == "" {
			r.HomeBytes = len(b)
		}
		sums[p.Path] = sha256.Sum256(b)
		if room -= len(b); room >= 0 {
			kept[p.Path] = b
		}
	})
	if err != nil {
		return r, err
	}
	old := readList(dir)
	var names []string
	made := make(map[string]bool)
	for i, p := range s.pages {
		progress(len(s.pages)+i+1, 2*len(s.pages))
		names = append(names, p.File())
		name := filepath.Join(dir, filepath.FromSlash(p.File()))
		if was, err := os.ReadFile(name); err == nil && sha256.Sum256(was) == sums[p.Path] {
			continue
		}
		b, ok := kept[p.Path]
		if !ok {
			if b, err = p.Render(); err != nil {
				return r, err
			}
		}
		r.Written++
		if d := filepath.Dir(name); !made[d] {
			if err := os.MkdirAll(d, 0o755); err != nil {
				return r, err
			}
			made[d] = true
		}
		if err := replace(name, b); err != nil {
			return r, err
		}
	}
	for _, n := range old {
		if _, ok := slices.BinarySearch(sorted(names), n); ok || !safe(n) {
			continue
		}
		name := filepath.Join(dir, filepath.FromSlash(n))
		if err := os.Remove(name); err == nil {
			r.Removed++
			// Folders that are empty now go too.
			for d := filepath.Dir(name); len(d) > len(filepath.Clean(dir)) && os.Remove(d) == nil; d = filepath.Dir(d) {
			}
		} else if !errors.Is(err, fs.ErrNotExist) {
			return r, err
		}
	}
	list := []byte(strings.Join(sorted(names), "\n") + "\n")
	if was, err := os.ReadFile(filepath.Join(dir, listName)); err == nil && bytes.Equal(was, list) {
		return r, nil
	}
	return r, replace(filepath.Join(dir, listName), list)
}

func sorted(names []string) []string {
	if !sort.StringsAreSorted(names) {
		sort.Strings(names)
	}
	return names
}

func readList(dir string) []string {
	b, err := os.ReadFile(filepath.Join(dir, listName))
	if err != nil {
		return nil
	}
	return strings.Split(strings.TrimSpace(string(b)), "\n")
}

// keepBytes is how much of what was rendered for the check of links is kept
// for writing; pages beyond it are rendered a second time.
const keepBytes = 64 << 20

// replace puts the content in the place of the file at once.
func replace(name string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".tizbe-*")
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err == nil {
		err = f.Chmod(0o644)
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

// each renders every page, several at a time, and calls f with them in order.
func (s *Site) each(f func(Page, []byte) error) error {
	type result struct {
		b   []byte
		err error
	}
	const ahead = 64
	results := make([]chan result, len(s.pages))
	for i := range results {
		results[i] = make(chan result, 1)
	}
	slots := make(chan struct{}, ahead)
	work := make(chan int)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for range max(1, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := range work {
				b, err := s.pages[i].Render()
				results[i] <- result{b, err}
			}
		})
	}
	wg.Go(func() {
		defer close(work)
		for i := range s.pages {
			select {
			case slots <- struct{}{}:
			case <-stop:
				return
			}
			work <- i
		}
	})
	defer wg.Wait()
	defer close(stop)
	for i, p := range s.pages {
		r := <-results[i]
		results[i] = nil
		<-slots
		if r.err != nil {
			return r.err
		}
		if err := f(p, r.b); err != nil {
			return err
		}
	}
	return nil
}
