package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ugorji/go/codec"
	bolt "go.etcd.io/bbolt"

	"tizbe/corpus"
	"tizbe/versioning"
)

func TestReadOnly(t *testing.T) {
	s, dir := createTest(t, testRecords()...)
	s.Close()
	before, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	r := openTest(t, dir, Options{ReadOnly: true})
	if err := r.Append(testRecords()...); !errors.Is(err, ErrReadOnly) {
		t.Errorf("%v", err)
	}
	if err := r.Verify(); err != nil {
		t.Error(err)
	}
	r.Close()
	if err := r.Close(); err != nil {
		t.Errorf("closing twice: %v", err)
	}
	after, err := os.ReadFile(s.Path())
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("reading changed the file (%v)", err)
	}
}

func TestNoStore(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "missing")
	for _, o := range []Options{{}, {ReadOnly: true}, {ReadOnly: true, Create: true}} {
		_, err := Open(dir, o)
		if !errors.Is(err, ErrNoStore) || !strings.Contains(err.Error(), dir) || !strings.Contains(err.Error(), "tizbe init") {
			t.Errorf("%+v: %v", o, err)
		}
		if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%+v: the directory was created (%v)", o, err)
		}
	}
	s := openTest(t, dir, Options{Create: true})
	if s.Watermark() != 0 {
		t.Error(s.Watermark())
	}
	if recs, err := s.Records(); err != nil || len(recs) != 0 {
		t.Errorf("%v, %v", recs, err)
	}
	if err := Create(dir); !errors.Is(err, ErrStoreExists) {
		t.Errorf("creating again: %v", err)
	}
}

// alter changes the file of a store behind its back.
func alter(t *testing.T, dir string, f func(*bolt.Tx) error) {
	t.Helper()
	db, err := bolt.Open(filepath.Join(dir, FileName), 0o666, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Update(f); err != nil {
		t.Fatal(err)
	}
}

func TestOtherFiles(t *testing.T) {
	write := func(b string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			if err := os.WriteFile(filepath.Join(dir, FileName), []byte(b), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	stored := func(f func(*bolt.Tx) error) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			if err := Create(dir, testRecords()...); err != nil {
				t.Fatal(err)
			}
			alter(t, dir, f)
		}
	}
	// extend puts a record with a field of the future at the end of the log.
	extend := func(fields map[string]any) func(*bolt.Tx) error {
		return func(tx *bolt.Tx) error {
			var b []byte
			if err := codec.NewEncoderBytes(&b, strict).Encode(fields); err != nil {
				return err
			}
			h, _ := parseHead(tx.Bucket(bucketMeta).Get(keyHead))
			h = h.next(b)
			return errors.Join(tx.Bucket(bucketLog).Put(sequence(h.seq), append(h.sum[:], b...)), tx.Bucket(bucketMeta).Put(keyHead, h.bytes()))
		}
	}
	for _, c := range []struct {
		name string
		make func(*testing.T, string)
		want error
	}{
		{"empty", write(""), ErrNotStore},
		{"text", write("1. Осы қаулы …"), ErrNotStore},
		{"long text", write(strings.Repeat("тізбе ", 10000)), ErrNotStore},
		{"a directory", func(t *testing.T, dir string) {
			if err := os.Mkdir(filepath.Join(dir, FileName), 0o777); err != nil {
				t.Fatal(err)
			}
		}, ErrNotStore},
		{"another program's bbolt file", func(t *testing.T, dir string) {
			alter(t, dir, func(tx *bolt.Tx) error { _, err := tx.CreateBucket([]byte("theirs")); return err })
		}, ErrNotStore},
		{"another program's with a bucket meta", func(t *testing.T, dir string) {
			alter(t, dir, func(tx *bolt.Tx) error { _, err := tx.CreateBucket(bucketMeta); return err })
		}, ErrNotStore},
		{"a newer format", stored(func(tx *bolt.Tx) error {
			return tx.Bucket(bucketMeta).Put(keyFormat, binary.BigEndian.AppendUint64(nil, format+1))
		}), ErrNewer},
		{"no format there ever was", stored(func(tx *bolt.Tx) error {
			return tx.Bucket(bucketMeta).Put(keyFormat, binary.BigEndian.AppendUint64(nil, 0))
		}), ErrDamaged},
		{"an unreadable format", stored(func(tx *bolt.Tx) error { return tx.Bucket(bucketMeta).Put(keyFormat, []byte("x")) }), ErrDamaged},
		{"no head", stored(func(tx *bolt.Tx) error { return tx.Bucket(bucketMeta).Delete(keyHead) }), ErrDamaged},
		{"no log", stored(func(tx *bolt.Tx) error { return tx.DeleteBucket(bucketLog) }), ErrDamaged},
		{"a record with a field of the future", stored(extend(map[string]any{"Fact": map[string]any{"Act": "x", "Colour": "red"}})), ErrNewer},
		{"a thing of the future", stored(extend(map[string]any{"Colour": "red"})), ErrNewer},
		{"a record that is none", stored(extend(map[string]any{"Fact": 7})), ErrDamaged},
		{"a record lost in the middle", stored(func(tx *bolt.Tx) error { return tx.Bucket(bucketLog).Delete(sequence(2)) }), ErrDamaged},
		{"the last record lost", stored(func(tx *bolt.Tx) error { return tx.Bucket(bucketLog).Delete(sequence(5)) }), ErrDamaged},
		{"two records exchanged", stored(func(tx *bolt.Tx) error {
			log := tx.Bucket(bucketLog)
			a, b := bytes.Clone(log.Get(sequence(2))), bytes.Clone(log.Get(sequence(3)))
			return errors.Join(log.Put(sequence(2), b), log.Put(sequence(3), a))
		}), ErrDamaged},
		{"a text lost", stored(func(tx *bolt.Tx) error {
			sum := corpus.SumText("прокурор;")
			return tx.Bucket(bucketText).Delete(sum[:])
		}), ErrDamaged},
		{"a text changed", stored(func(tx *bolt.Tx) error {
			sum := corpus.SumText("прокурор;")
			return tx.Bucket(bucketText).Put(sum[:], []byte("бас прокурор;"))
		}), ErrDamaged},
		{"a provision lost", stored(func(tx *bolt.Tx) error {
			sum := testTree("прокурор;", "б.").Sum()
			return tx.Bucket(bucketNode).Delete(sum[:])
		}), ErrDamaged},
		{"a provision below itself", stored(func(tx *bolt.Tx) error {
			sum := testTree("прокурор;", "б.").Sum()
			var b []byte
			if err := codec.NewEncoderBytes(&b, strict).Encode(&node{Kind: corpus.KindAct, Text: noText, Children: sum[:]}); err != nil {
				return err
			}
			return tx.Bucket(bucketNode).Put(sum[:], b)
		}), ErrDamaged},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			c.make(t, dir)
			before, _ := os.ReadFile(filepath.Join(dir, FileName))
			for _, readOnly := range []bool{true, false} {
				s, err := Open(dir, Options{ReadOnly: readOnly, Create: true})
				if err == nil {
					_, err = s.Records()
					if !readOnly && err != nil {
						if err := s.Append(testRecords()[4]); err == nil && !strings.Contains(c.name, "text") && !strings.Contains(c.name, "provision") {
							t.Error("appended to it")
						}
					}
					s.Close()
				}
				if !errors.Is(err, c.want) || err != nil && !strings.Contains(err.Error(), dir) {
					t.Errorf("read only %t: %v, want %v", readOnly, err, c.want)
				}
			}
			if after, _ := os.ReadFile(filepath.Join(dir, FileName)); c.want != ErrDamaged && !bytes.Equal(before, after) {
				t.Error("the file was changed")
			}
		})
	}
}

// A tree of 60 levels in which each provision has the next one twice has more
// provisions than there is time to walk.
func TestTreeThatUnfoldsForEver(t *testing.T) {
	dir := t.TempDir()
	if err := Create(dir, testRecords()...); err != nil {
		t.Fatal(err)
	}
	p := &corpus.Provision{Kind: corpus.KindItem, Text: "x"}
	sum := p.Sum()
	alter(t, dir, func(tx *bolt.Tx) error {
		for range 60 {
			var b []byte
			n := &node{Kind: corpus.KindItem, Text: noText, Children: append(bytes.Clone(sum[:]), sum[:]...)}
			if err := codec.NewEncoderBytes(&b, strict).Encode(n); err != nil {
				return err
			}
			if sum == p.Sum() {
				if _, err := writeTree(tx, p); err != nil {
					return err
				}
			}
			sum = corpus.NodeSum("", n.Kind, "", n.Text, n.children())
			if err := tx.Bucket(bucketNode).Put(sum[:], b); err != nil {
				return err
			}
		}
		r := versioning.Record{Held: &versioning.Held{Act: act789, RootSum: sum}}
		b, err := marshal(r)
		if err != nil {
			return err
		}
		h, _ := parseHead(tx.Bucket(bucketMeta).Get(keyHead))
		h = h.next(b)
		return errors.Join(tx.Bucket(bucketLog).Put(sequence(h.seq), append(h.sum[:], b...)), tx.Bucket(bucketMeta).Put(keyHead, h.bytes()))
	})
	s, err := Open(dir, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Records(); !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
}
