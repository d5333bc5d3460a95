package store

import (
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"time"
)

// A large file is not walked again at each opening while it is the same: what
// it was when its pages were last found good stands in a file beside it. Where
// that is missing or cannot be written, the pages are walked.
const (
	checkedSuffix = ".checked"
	manyPages     = 4096 // below, walking them takes a few milliseconds

	// settled is how old a change of the file must be before its time tells
	// it from a later one, on any file system.
	settled = 2 * time.Second
)

// fileState tells a file from what it becomes by any write, or returns "".
func fileState(f *os.File) string {
	info, err := f.Stat()
	if err != nil || info.Size() < manyPages*pageSize || time.Since(info.ModTime()) < settled {
		return ""
	}
	metas := fnv.New64a()
	if _, err := io.Copy(metas, io.NewSectionReader(f, 0, 2*pageSize)); err != nil {
		return ""
	}
	return fmt.Sprintf("checked 1 %d %d %x\n", info.Size(), info.ModTime().UnixNano(), metas.Sum64())
}

// checkOnce walks the pages as [checkPages] does, unless they were found good
// as they are.
func (s *Store) checkOnce() error {
	if filepath.Base(s.path) != FileName {
		return s.checkFile(false) // a copy that is looked at once
	}
	state := fileState(s.file)
	name := s.path + checkedSuffix
	if b, err := os.ReadFile(name); err == nil && state != "" && string(b) == state {
		return nil
	}
	if err := s.checkFile(false); err != nil {
		return err
	}
	if state == "" || fileState(s.file) != state {
		return nil
	}
	// Whoever cannot write it here walks again.
	temp, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".new-*")
	if err != nil {
		return nil
	}
	_, err = temp.WriteString(state)
	if e := temp.Close(); err == nil && e == nil {
		err = os.Rename(temp.Name(), name)
	}
	if err != nil {
		os.Remove(temp.Name())
	}
	return nil
}
