package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"tizbe/versioning"
)

var errFault = errors.New("fault")

// Each fault is tested twice: the step failed and left nothing, and it failed
// but what it did is there.

func TestAppendFaults(t *testing.T) {
	recs := testRecords()
	for _, c := range []struct {
		name      string
		commit    func(*bolt.Tx) error
		want      error
		persisted bool
	}{
		{"the commit failed and is not persisted", func(*bolt.Tx) error { return errFault }, errFault, false},
		{"the commit failed but is persisted", func(tx *bolt.Tx) error { return errors.Join(tx.Commit(), errFault) }, errFault, true},
		{"the disk is full", func(tx *bolt.Tx) error {
			db := tx.DB()
			db.MaxSize = 1
			defer func() { db.MaxSize = 0 }()
			return tx.Commit()
		}, berrors.ErrMaxSizeReached, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, dir := createTest(t, recs[:3]...)
			big := recs[3]
			held := *big.Held
			held.Raw = incompressible(1 << 18) // makes the file grow
			big.Held = &held
			s.commit = c.commit
			if err := s.Append(big, recs[4]); !errors.Is(err, c.want) {
				t.Fatalf("%v", err)
			}
			s.commit = (*bolt.Tx).Commit
			want := recs[:3:3]
			if c.persisted {
				want = append(want, big, recs[4])
			}
			check := func() {
				t.Helper()
				got, err := s.Records()
				if err != nil {
					t.Fatal(err)
				}
				sameRecords(t, got, want)
				if s.Watermark() != uint64(len(want)) {
					t.Errorf("watermark %d", s.Watermark())
				}
				if err := s.Verify(); err != nil {
					t.Error(err)
				}
			}
			check()
			// The same again, by a caller that cannot know.
			if err := s.Append(big, recs[4]); err != nil {
				t.Fatal(err)
			}
			want = append(want, big, recs[4])
			check()
			s.Close()
			s = openTest(t, dir, Options{})
			check()
		})
	}
}

func incompressible(n int) []byte {
	b := make([]byte, n)
	x := uint64(1)
	for i := range b {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		b[i] = byte(x)
	}
	return b
}

func TestCreateFaults(t *testing.T) {
	recs := testRecords()
	for _, c := range []struct {
		name      string
		steps     steps
		persisted bool
	}{
		{"the link failed and is not persisted", steps{func(_, _ string) error { return errFault }, syncDir}, false},
		{"the directory is not synced, but the link is persisted", steps{publish, func(string) error { return errFault }}, true},
		{"the directory is not synced, and the link is lost", steps{publish, func(dir string) error {
			return errors.Join(os.Remove(filepath.Join(dir, FileName)), errFault)
		}}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := create(dir, recs, c.steps); !errors.Is(err, errFault) {
				t.Fatalf("%v", err)
			}
			_, err := Open(dir, Options{ReadOnly: true})
			if errors.Is(err, ErrNoStore) == c.persisted {
				t.Errorf("opening: %v", err)
			}
			if err := create(dir, recs, systemSteps); errors.Is(err, ErrStoreExists) != c.persisted {
				t.Errorf("creating again: %v", err)
			}
			got, err := openTest(t, dir, Options{ReadOnly: true}).Records()
			if err != nil {
				t.Fatal(err)
			}
			sameRecords(t, got, recs)
			onlyStore(t, dir)
		})
	}
}

// The link failed, but another process was faster.
func TestCreateFailedButExists(t *testing.T) {
	dir := t.TempDir()
	do := steps{func(from, to string) error { return errors.Join(publish(from, to), errFault) }, syncDir}
	if err := create(dir, testRecords(), do); !errors.Is(err, ErrStoreExists) {
		t.Error(err)
	}
	openTest(t, dir, Options{})
}

func TestCreateRefusesRecords(t *testing.T) {
	dir := t.TempDir()
	if err := Create(dir, versioning.Record{}); !errors.Is(err, versioning.ErrInvalid) {
		t.Error(err)
	}
	if names, err := os.ReadDir(dir); err != nil || len(names) > 0 {
		t.Errorf("%v %v", names, err)
	}
}

func TestCreateReplacesLeftovers(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{FileName + ".new-0", FileName + ".new-ffffffffffffffff"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("half a st"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Open(dir, Options{ReadOnly: true}); !errors.Is(err, ErrNoStore) {
		t.Error(err)
	}
	if err := Create(dir, testRecords()...); err != nil {
		t.Fatal(err)
	}
	openTest(t, dir, Options{})
	onlyStore(t, dir)
}

func onlyStore(t *testing.T, dir string) {
	t.Helper()
	names, err := os.ReadDir(dir)
	if err != nil || len(names) != 1 || names[0].Name() != FileName {
		t.Errorf("%v %v", names, err)
	}
}

// Several first runs at once: one creates, all find it whole.
func TestCreateTogether(t *testing.T) {
	dir := t.TempDir()
	recs := testRecords()
	errs := make(chan error)
	for range 8 {
		go func() { errs <- Create(dir, recs...) }()
	}
	created := 0
	for range 8 {
		if err := <-errs; err == nil {
			created++
		} else if !errors.Is(err, ErrStoreExists) {
			t.Error(err)
		}
	}
	if created != 1 {
		t.Errorf("created %d times", created)
	}
	got, err := openTest(t, dir, Options{ReadOnly: true}).Records()
	if err != nil {
		t.Fatal(err)
	}
	sameRecords(t, got, recs)
	onlyStore(t, dir)
}
