package store

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"

	bolt "go.etcd.io/bbolt"

	"tizbe/corpus"
	"tizbe/versioning/archive"
)

// ErrNotImported: no imported act has this name.
var ErrNotImported = errors.New("act was not imported")

// ErrNotInForce: the imported act has no revision that took effect by the day.
var ErrNotInForce = errors.New("no revision had taken effect")

// An ImportedAct is an act that is known only by dated whole texts.
type ImportedAct struct {
	ID        corpus.ActID
	Name      string // the source's own
	Lang      corpus.Lang
	Adopted   corpus.Date        // zero where it is not known
	Revisions []archive.Revision // by the day they took effect; Runs is nil
}

// readActHead returns the head of the act with the name or identifier.
func readActHead(tx *bolt.Tx, name string) (*headView, error) {
	b := tx.Bucket(bucketAct)
	if b == nil || name == "" {
		return nil, fmt.Errorf("%.100q: %w", name, ErrNotImported)
	}
	if v := b.Get([]byte(name)); v != nil {
		return viewHead(name, v)
	}
	if own, ok := archive.ActName(corpus.ActID(name)); ok {
		if v := b.Get([]byte(own)); v != nil {
			h, err := viewHead(own, v)
			if err != nil || h.id == name {
				return h, err
			}
		}
	}
	return nil, fmt.Errorf("%.100q: %w", name, ErrNotImported)
}

// actHead returns the head of an act.
func (s *Store) actHead(name string) (*headView, error) {
	h, age := s.cache.head(name)
	if h != nil {
		return h, nil
	}
	err := s.view(func(tx *bolt.Tx) (err error) {
		h, err = readActHead(tx, name)
		return err
	})
	if err != nil {
		return nil, s.wrap(err)
	}
	s.cache.keepHead(name, h, age)
	return h, nil
}

// fullHead returns the whole head of an act.
func (s *Store) fullHead(name string) (*actHead, error) {
	v, err := s.actHead(name)
	if err != nil {
		return nil, err
	}
	h, err := v.full()
	return h, s.wrap(err)
}

// Imported returns the imported act with the source's name or the identifier.
// The error wraps [ErrNotImported].
func (s *Store) Imported(name string) (ImportedAct, error) {
	h, err := s.fullHead(name)
	if err != nil {
		return ImportedAct{}, err
	}
	return h.ImportedAct, nil
}

// ImportedOn returns the revision in force on the day: the last that had
// taken effect. The error wraps [ErrNotImported] or [ErrNotInForce].
func (s *Store) ImportedOn(name string, on corpus.Date) (archive.Revision, error) {
	_, _, r, err := s.importedOn(name, on)
	return r, err
}

func (s *Store) importedOn(name string, on corpus.Date) (*headView, int, archive.Revision, error) {
	h, err := s.actHead(name)
	if err != nil {
		return nil, 0, archive.Revision{}, err
	}
	i := h.on(on)
	if i < 0 {
		return nil, 0, archive.Revision{}, s.wrap(fmt.Errorf("act %s on %s: %w (the first one does on %s)", h.name, on, ErrNotInForce, h.effective(0)))
	}
	r, err := h.revision(i)
	return h, i, r, s.wrap(err)
}

// ImportedText appends to dst the whole text of the revision in force on the
// day, byte for byte as it was imported.
func (s *Store) ImportedText(dst []byte, name string, on corpus.Date) ([]byte, archive.Revision, error) {
	h, i, r, err := s.importedOn(name, on)
	if err != nil {
		return dst, archive.Revision{}, err
	}
	out, err := s.textOf(dst, h, i)
	if err != nil {
		return dst, archive.Revision{}, s.wrap(err)
	}
	return out, r, nil
}

// ImportedPack returns an imported act whole: every wording of every
// provision. The error wraps [ErrNotImported].
func (s *Store) ImportedPack(name string) (ImportedAct, *archive.Pack, error) {
	h, err := s.fullHead(name)
	if err != nil {
		return ImportedAct{}, nil, err
	}
	var p *archive.Pack
	err = s.view(func(tx *bolt.Tx) (err error) {
		p, _, _, err = readPack(tx, h)
		return err
	})
	if err != nil {
		return ImportedAct{}, nil, s.wrap(err)
	}
	return h.ImportedAct, p, nil
}

// readPack reads the pack of a head, and its lines and recipes as bytes.
func readPack(tx *bolt.Tx, h *actHead) (p *archive.Pack, lines, recipe []byte, err error) {
	b := tx.Bucket(bucketPack)
	if b == nil {
		return nil, nil, nil, missing(bucketPack, nil)
	}
	text, err := h.text.read(b)
	if err != nil {
		return nil, nil, nil, err
	}
	if lines, err = h.lines.read(b); err != nil {
		return nil, nil, nil, err
	}
	if recipe, err = h.recipe.read(b); err != nil {
		return nil, nil, nil, err
	}
	revs := slices.Clone(h.Revisions)
	for i := range revs {
		start, n := uint64(h.recipes[i][0]), uint64(h.recipes[i][1])
		if start+n > uint64(len(recipe)) {
			return nil, nil, nil, damaged(bucketAct, []byte(h.Name), "a recipe outside its stream")
		}
		if revs[i].Runs, err = archive.ReadRecipe(recipe[start:start+n], len(text)); err != nil {
			return nil, nil, nil, damaged(bucketAct, []byte(h.Name), "%v", err)
		}
	}
	if p, err = archive.ReadPack(text, lines, revs); err != nil {
		return nil, nil, nil, damaged(bucketAct, []byte(h.Name), "%v", err)
	}
	return p, lines, recipe, nil
}

// EachImported calls f with the imported acts in the order of their names,
// until it fails.
func (s *Store) EachImported(f func(ImportedAct) error) error {
	return s.wrap(s.view(func(tx *bolt.Tx) error {
		b := tx.Bucket(bucketAct)
		if b == nil {
			return nil
		}
		return b.ForEach(func(k, v []byte) error {
			h, err := parseHeadOf(string(k), v)
			if err != nil {
				return err
			}
			return f(h.ImportedAct)
		})
	}))
}

// FindImported returns the names of the imported acts that the short form
// fits: the name, the identifier, or the last part of the name ("101112012012"
// for "ee/101112012012"), in order, at most limit of them.
func (s *Store) FindImported(short string, limit int) ([]string, error) {
	if h, err := s.actHead(short); err == nil {
		return []string{h.name}, nil
	} else if !errors.Is(err, ErrNotImported) {
		return nil, err
	}
	var out []string
	err := s.view(func(tx *bolt.Tx) error {
		b := tx.Bucket(bucketAct)
		if b == nil || short == "" {
			return nil
		}
		c := b.Cursor()
		for k, _ := c.First(); k != nil && len(out) < limit; k, _ = c.Next() {
			if name := string(k); strings.HasSuffix(name, "/"+short) {
				out = append(out, name)
			}
		}
		return nil
	})
	return out, s.wrap(err)
}

// ImportedCount returns the number of imported acts.
func (s *Store) ImportedCount() (n int, err error) {
	err = s.view(func(tx *bolt.Tx) error {
		m, err := readImportMeta(tx)
		n = int(m.acts)
		return err
	})
	return n, s.wrap(err)
}

// ImportMark counts the transactions of imports: what was derived from the
// imported acts is out of date when it is higher than it was.
func (s *Store) ImportMark() (mark uint64, err error) {
	err = s.view(func(tx *bolt.Tx) error {
		m, err := readImportMeta(tx)
		mark = m.mark
		return err
	})
	return mark, s.wrap(err)
}

// importMeta is the value "imported" of the bucket meta.
type importMeta struct {
	mark uint64     // transactions
	acts uint64     // acts held
	set  corpus.Sum // of the sums of their heads
}

func (m importMeta) bytes() []byte {
	b := binary.BigEndian.AppendUint64(nil, m.mark)
	b = binary.BigEndian.AppendUint64(b, m.acts)
	b = append(b, m.set[:]...)
	sum := sha256.Sum256(b)
	return append(b, sum[:8]...)
}

func readImportMeta(tx *bolt.Tx) (m importMeta, err error) {
	v := tx.Bucket(bucketMeta).Get(keyImported)
	if v == nil {
		return m, nil
	}
	if len(v) != 16+sha256.Size+8 {
		return m, damaged(bucketMeta, keyImported, "%d bytes", len(v))
	}
	m.mark, m.acts, m.set = binary.BigEndian.Uint64(v), binary.BigEndian.Uint64(v[8:]), corpus.Sum(v[16:48])
	if string(m.bytes()) != string(v) {
		return m, damaged(bucketMeta, keyImported, "does not have its sum")
	}
	return m, nil
}
