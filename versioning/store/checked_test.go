package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tizbe/versioning"
)

// A large file that was found good is not walked again until it changes in any
// way; a change of a page is then found.
func TestCheckedOnce(t *testing.T) {
	recs := testRecords()
	held := *recs[3].Held
	held.Raw = incompressible(manyPages*pageSize + 1<<20)
	recs = append(recs, versioning.Record{Held: &held})
	s, dir := createTest(t, recs...)
	s.Close()
	path := filepath.Join(dir, FileName)
	note := path + checkedSuffix
	reopen := func() {
		t.Helper()
		s, err := Open(dir, Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		s.Close()
	}
	age := func(d time.Duration) {
		t.Helper()
		if err := os.Chtimes(path, time.Time{}, time.Now().Add(-d)); err != nil {
			t.Fatal(err)
		}
	}
	reopen()
	if _, err := os.Stat(note); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that was just written is noted: %v", err)
	}
	age(time.Hour)
	reopen()
	first, err := os.ReadFile(note)
	if err != nil {
		t.Fatal(err)
	}
	reopen()
	if again, err := os.ReadFile(note); err != nil || string(again) != string(first) {
		t.Errorf("%q %v", again, err)
	}

	// A page is damaged: by its new time, the file is another one.
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	last := b[headerSize:][:metaSize]
	if m := b[pageSize+headerSize:][:metaSize]; order.Uint64(m[48:]) > order.Uint64(last[48:]) {
		last = m
	}
	at := order.Uint64(last[16:])*pageSize + 8 // the kind of the root page
	was := b[at]
	write := func(c byte) {
		t.Helper()
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		_, err = f.WriteAt([]byte{c}, int64(at))
		if err := errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
	}
	write(was ^ 0x40)
	for _, d := range []time.Duration{0, time.Minute} {
		if age(d); d == 0 {
			write(was ^ 0x40)
		}
		if _, err := Open(dir, Options{ReadOnly: true}); !errors.Is(err, ErrDamaged) {
			t.Errorf("%v after the change: %v", d, err)
		}
	}
	if now, err := os.ReadFile(note); err != nil || string(now) != string(first) {
		t.Errorf("a damaged file is noted: %q %v", now, err)
	}
	write(was)
	age(2 * time.Hour)
	reopen()
	if now, err := os.ReadFile(note); err != nil || string(now) == string(first) {
		t.Errorf("not noted anew: %q %v", now, err)
	}
	// A note that is none, or that cannot be written, is no hindrance.
	if err := os.WriteFile(note, []byte(fmt.Sprint("x", string(first))), 0o666); err != nil {
		t.Fatal(err)
	}
	reopen()
	if err := errors.Join(os.Remove(note), os.Mkdir(note, 0o777)); err != nil {
		t.Fatal(err)
	}
	reopen()
	if err := os.Remove(note); err != nil {
		t.Fatal(err)
	}
}
