package site

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tizbe/corpus"
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
	Verified  corpus.Date
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
	r := Report{Verified: s.Verified}
	if progress == nil {
		progress = func(int, int) {}
	}
	for _, p := range s.pages {
		if !safe(p.File()) {
			return r, fmt.Errorf("%.200q: %w", p.Path, ErrPath)
		}
	}
	kept := shelf{room: keepBytes}
	defer kept.close()
	err := s.check(func(done, total int) { progress(done, 2*total) }, func(i int, b []byte) error {
		r.Files++
		r.Bytes += int64(len(b))
		if s.pages[i].Path == "" {
			r.HomeBytes = len(b)
		}
		return kept.put(b)
	})
	if err != nil {
		return r, err
	}
	old := readList(dir)
	names := make([]string, len(s.pages))
	for i, p := range s.pages {
		names[i] = p.File()
	}
	files := newWriter(dir)
	r.Written, err = files.putAll(names, kept.get, func(done int) { progress(len(names)+done, 2*len(names)) })
	if err != nil {
		return r, err
	}
	slices.Sort(names)
	for _, n := range old {
		if _, ok := slices.BinarySearch(names, n); ok || !safe(n) {
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
	list := []byte(strings.Join(names, "\n") + "\n")
	_, err = files.put(listName, list)
	return r, err
}

func readList(dir string) []string {
	b, err := os.ReadFile(filepath.Join(dir, listName))
	if err != nil {
		return nil
	}
	return strings.Split(strings.TrimSpace(string(b)), "\n")
}
