package store

import (
	"crypto/sha256"

	bolt "go.etcd.io/bbolt"

	"tizbe/corpus"
)

// ImportState returns the number of imported acts, and a sum that tells any
// two sets of them apart: the exclusive or of what [Store.EachImportedSum]
// yields.
func (s *Store) ImportState() (acts uint64, set corpus.Sum, err error) {
	err = s.view(func(tx *bolt.Tx) error {
		m, err := readImportMeta(tx)
		acts, set = m.acts, m.set
		return err
	})
	return acts, set, s.wrap(err)
}

// EachImportedSum calls f with the names of the imported acts in order, and a
// sum of each that is another one after every change, until it fails.
// Nothing of the acts is read.
func (s *Store) EachImportedSum(f func(name string, sum corpus.Sum) error) error {
	return s.wrap(s.view(func(tx *bolt.Tx) error {
		b := tx.Bucket(bucketAct)
		if b == nil {
			return nil
		}
		return b.ForEach(func(k, v []byte) error {
			if len(v) <= sha256.Size {
				return damaged(bucketAct, k, "%d bytes", len(v))
			}
			return f(string(k), corpus.Sum(v[:sha256.Size]))
		})
	}))
}

// ImportedSum returns the sum of one act, as [Store.EachImportedSum] yields
// it. The error wraps [ErrNotImported].
func (s *Store) ImportedSum(name string) (corpus.Sum, error) {
	h, err := s.actHead(name)
	if err != nil {
		return corpus.Sum{}, err
	}
	return h.sum, nil
}
