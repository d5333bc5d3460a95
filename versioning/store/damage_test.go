package store

import (
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"tizbe/corpus"
	"tizbe/versioning"
)

// bigRecords make a store of many pages.
func bigRecords() []versioning.Record {
	recs := testRecords()
	for i := range 3 {
		r := recs[3]
		h := *r.Held
		h.Lang = []corpus.Lang{corpus.Kazakh, corpus.Russian}[i%2]
		h.Root = bigTree(200 + i)
		r.Held = &h
		recs = append(recs, r)
	}
	return recs
}

// readDamaged opens a damaged file and reads all of it. What comes back is an
// error that refuses the file, or what was written.
func readDamaged(t *testing.T, dir string, want []versioning.Record, readOnly bool) {
	s, err := Open(dir, Options{ReadOnly: readOnly})
	if err == nil {
		defer s.Close()
		var got []versioning.Record
		if got, err = s.Records(); err == nil {
			sameRecords(t, got, want)
			for _, r := range got {
				if r.Held == nil {
					continue
				}
				raw, err := s.Raw(r.Held.RawSum)
				switch {
				case err == nil && string(raw) != string(testRecords()[3].Held.Raw):
					t.Fatalf("another source: %q", raw)
				case err != nil && !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNoRaw):
					t.Fatal(err)
				}
			}
			if !readOnly {
				// Writing must not make a wrong store of a damaged one.
				if err := s.Append(want[4]); err == nil {
					got, err := s.Records()
					if err == nil {
						sameRecords(t, got, append(want[:len(want):len(want)], want[4]))
					} else if !errors.Is(err, ErrDamaged) {
						t.Fatal(err)
					}
				} else if !errors.Is(err, ErrDamaged) {
					t.Fatal(err)
				}
			}
			return
		}
	}
	if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNotStore) && !errors.Is(err, ErrNewer) {
		t.Fatal(err)
	}
}

func TestDamage(t *testing.T) {
	recs := bigRecords()
	dir := t.TempDir()
	if err := Create(dir, recs[:2]...); err != nil {
		t.Fatal(err)
	}
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := 2; i < len(recs); i++ { // several transactions leave free pages
		if err := s.Append(recs[i]); err != nil {
			t.Fatal(err)
		}
	}
	s.Close()
	verify(t, dir)
	path := filepath.Join(dir, FileName)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	pages := len(whole) / pageSize
	rnd := rand.New(rand.NewPCG(1, 2))
	kinds := []struct {
		name  string
		times int
		f     func(b []byte) []byte
	}{
		{"a byte", 600, func(b []byte) []byte {
			b[rnd.IntN(len(b))] ^= byte(1 + rnd.IntN(255))
			return b
		}},
		{"a byte of a page's head", 500, func(b []byte) []byte {
			b[rnd.IntN(pages)*pageSize+rnd.IntN(160)] ^= byte(1 + rnd.IntN(255))
			return b
		}},
		{"several bytes", 200, func(b []byte) []byte {
			for range 50 {
				b[rnd.IntN(len(b))] = byte(rnd.IntN(256))
			}
			return b
		}},
		{"a page number", 600, func(b []byte) []byte {
			// Any aligned word of the file made to look like a link.
			binary.NativeEndian.PutUint64(b[rnd.IntN(pages)*pageSize+8*rnd.IntN(60):], uint64(rnd.IntN(pages+2)))
			return b
		}},
		{"cut off", 300, func(b []byte) []byte { return b[:1+rnd.IntN(len(b)-1)] }},
		{"a page empty", 100, func(b []byte) []byte {
			clear(b[rnd.IntN(pages)*pageSize:][:pageSize])
			return b
		}},
		{"a page in the place of another", 200, func(b []byte) []byte {
			from, to := rnd.IntN(pages), rnd.IntN(pages)
			copy(b[to*pageSize:][:pageSize], b[from*pageSize:])
			return b
		}},
		{"a page in the place of another, renumbered", 300, func(b []byte) []byte {
			from, to := rnd.IntN(pages), rnd.IntN(pages)
			copy(b[to*pageSize:][:pageSize], b[from*pageSize:])
			binary.NativeEndian.PutUint64(b[to*pageSize:], uint64(to))
			return b
		}},
	}
	// bbolt keeps its mapping where it panicked, so that each try has a file
	// of its own.
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			times := k.times
			if testing.Short() {
				times /= 10
			}
			for i := range times {
				b := k.f(append([]byte(nil), whole...))
				dir := t.TempDir()
				path := filepath.Join(dir, FileName)
				if err := os.WriteFile(path, b, 0o666); err != nil {
					t.Fatal(err)
				}
				readDamaged(t, dir, recs, i%2 == 0)
				os.Remove(path)
				if t.Failed() {
					t.Fatalf("try %d", i)
				}
			}
		})
	}
}

// FuzzOpen opens a store of which some words were written over: each ten
// bytes of the patch are a page, the offset in it in words of eight bytes, and
// the new word.
func FuzzOpen(f *testing.F) {
	recs := testRecords()
	dir := f.TempDir()
	if err := Create(dir, recs...); err != nil {
		f.Fatal(err)
	}
	whole, err := os.ReadFile(filepath.Join(dir, FileName))
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte{})
	f.Add([]byte("\x03\x02\x10\x00\x00\x00\x00\x00\x00\x00"))
	f.Add([]byte("\x04\x01\x02\x00\x10\x00\x00\x00\x00\x00\x02\x01\x01\x00\x10\x00\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, patch []byte) {
		b := append([]byte(nil), whole...)
		for ; len(patch) >= 10; patch = patch[10:] {
			at := int(patch[0])*pageSize + int(patch[1])*8
			if at+8 <= len(b) {
				copy(b[at:], patch[2:10])
			}
		}
		path := filepath.Join(t.TempDir(), FileName)
		if err := os.WriteFile(path, b, 0o666); err != nil {
			t.Fatal(err)
		}
		for _, readOnly := range []bool{true, false} {
			s, err := Open(filepath.Dir(path), Options{ReadOnly: readOnly})
			if err != nil {
				continue
			}
			if got, err := s.Records(); err == nil {
				sameRecords(t, got, recs)
				_ = s.Verify() // may find what the records do not touch
			}
			s.Close()
		}
	})
}

// FuzzRecord decodes any bytes as a record; what it takes, it writes again.
func FuzzRecord(f *testing.F) {
	for _, r := range testRecords() {
		b, err := marshal(r)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := decodeRecord(b)
		if err != nil {
			return
		}
		if _, err := marshal(r); err != nil {
			t.Fatal(err)
		}
	})
}
