package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	bolt "go.etcd.io/bbolt"

	"tizbe/corpus"
	"tizbe/versioning"
)

// Append adds the records to the log in one transaction: all of them, or
// none. The texts and sources of held records are stored by content first and
// their sums filled in; a held record with a RootSum and no Root names a text
// that is stored already. Recorded is stored as it is, in UTC.
//
// Records that [versioning.NewBase] refuses after those that are there, now
// or as known at the moment of one of them, are refused, as is a record that
// cannot be read back as it was; the error wraps [versioning.ErrInvalid] or
// says why. When it returns without error, the records are on the disk. After
// an error of the disk they may be there or not; adding the same ones again
// does no harm, for each supersedes itself.
func (s *Store) Append(recs ...versioning.Record) error {
	if s.readOnly {
		return s.wrap(ErrReadOnly)
	}
	return s.wrap(s.append(recs))
}

func (s *Store) append(recs []versioning.Record) error {
	if len(recs) == 0 {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	log, h := s.log, s.head
	err := s.update(func(tx *bolt.Tx) error {
		if log == nil {
			var err error
			if h, err = readLog(tx, 0, func(_ uint64, r versioning.Record) error {
				log = append(log, r)
				return nil
			}); err != nil {
				return err
			}
		}
		old := len(log)
		for i, r := range recs {
			b, stored, err := prepare(tx, r)
			if err != nil {
				return fmt.Errorf("record %d: %w", i+1, err)
			}
			log = append(log[:len(log):len(log)], stored)
			h = h.next(b)
			if err := tx.Bucket(bucketLog).Put(sequence(h.seq), append(h.sum[:len(h.sum):len(h.sum)], b...)); err != nil {
				return err
			}
		}
		if err := validate(log, old); err != nil {
			return err
		}
		return tx.Bucket(bucketMeta).Put(keyHead, h.bytes())
	})
	if err == nil {
		s.log, s.head = log, h
		return nil
	}
	// What is on the disk is read again.
	s.log = nil
	if e := s.view(func(tx *bolt.Tx) error {
		h, ok := parseHead(tx.Bucket(bucketMeta).Get(keyHead))
		if !ok {
			return damaged(bucketMeta, keyHead, "unreadable")
		}
		s.head = h
		return nil
	}); e != nil {
		err = errors.Join(err, e)
	}
	return err
}

// next returns the head after a record with the CBOR.
func (h head) next(b []byte) head {
	d := sha256.New()
	d.Write(h.sum[:])
	d.Write(b)
	h.seq++
	d.Sum(h.sum[:0])
	return h
}

func sequence(seq uint64) []byte { return binary.BigEndian.AppendUint64(nil, seq) }

// prepare stores what the record refers to and returns its CBOR and how it will
// be read.
func prepare(tx *bolt.Tx, r versioning.Record) ([]byte, versioning.Record, error) {
	set := 0
	for _, is := range [...]bool{r.Act != nil, r.Event != nil, r.Held != nil, r.Fact != nil, r.Amending != nil} {
		if is {
			set++
		}
	}
	if set != 1 {
		return nil, r, fmt.Errorf("%d things in one record: %w", set, versioning.ErrInvalid)
	}
	if r.Held != nil {
		h := *r.Held
		r.Held = &h
		if err := prepareHeld(tx, &h); err != nil {
			return nil, r, fmt.Errorf("held text of %s: %w", h.Act, err)
		}
	}
	if r.Amending != nil {
		t := *r.Amending
		r.Amending = &t
		if err := prepareRaw(tx, t.Raw, &t.RawSum); err != nil {
			return nil, r, fmt.Errorf("amending act %s: %w", t.ID, err)
		}
	}
	return encodeRecord(r)
}

func prepareHeld(tx *bolt.Tx, h *versioning.Held) error {
	if h.Root != nil {
		sum, err := writeTree(tx, h.Root)
		if err != nil {
			return err
		}
		if h.RootSum != (corpus.Sum{}) && h.RootSum != sum {
			return fmt.Errorf("%w: its text has the sum %s, not %s", versioning.ErrInvalid, sum, h.RootSum)
		}
		h.RootSum = sum
	} else if tx.Bucket(bucketNode).Get(h.RootSum[:]) == nil {
		return fmt.Errorf("%w: no text with the sum %s is held", versioning.ErrInvalid, h.RootSum)
	}
	return prepareRaw(tx, h.Raw, &h.RawSum)
}

// prepareRaw stores a source and sets its sum; without one, the sum must name
// a source that is stored already, or none.
func prepareRaw(tx *bolt.Tx, raw []byte, known *corpus.Sum) error {
	if raw != nil {
		sum, err := writeRaw(tx, raw)
		if err != nil {
			return err
		}
		if *known != (corpus.Sum{}) && *known != sum {
			return fmt.Errorf("%w: its source has the sum %s, not %s", versioning.ErrInvalid, sum, *known)
		}
		*known = sum
	} else if *known != (corpus.Sum{}) && tx.Bucket(bucketRaw).Get(known[:]) == nil {
		return fmt.Errorf("%w: no source with the sum %s is held", versioning.ErrInvalid, *known)
	}
	return nil
}

// validate folds the log as it will be, as known now and at the moments of
// the records from old on.
func validate(log []versioning.Record, old int) error {
	moments := map[time.Time]bool{{}: true}
	for _, r := range log[old:] {
		moments[r.Recorded] = true
	}
	for known := range moments {
		if _, err := versioning.NewBase(log, known); err != nil {
			return err
		}
	}
	return nil
}

// readLog calls f with the records after the sequence number, in order, and
// returns where the log ends. What it passes to f agrees with the chain; only
// when it returns without error is it also all there is.
func readLog(tx *bolt.Tx, after uint64, f func(seq uint64, r versioning.Record) error) (head, error) {
	meta, log := tx.Bucket(bucketMeta), tx.Bucket(bucketLog)
	end, ok := parseHead(meta.Get(keyHead))
	if !ok {
		return head{}, damaged(bucketMeta, keyHead, "unreadable")
	}
	if after >= end.seq {
		return end, nil
	}
	h := head{seq: after}
	if after > 0 {
		v := log.Get(sequence(after))
		if len(v) < len(h.sum) {
			return h, missing(bucketLog, sequence(after))
		}
		copy(h.sum[:], v)
	}
	c := log.Cursor()
	for k, v := c.Seek(sequence(after + 1)); k != nil; k, v = c.Next() {
		if !bytes.Equal(k, sequence(h.seq+1)) {
			return h, damaged(bucketLog, k, "stands where %d should", h.seq+1)
		}
		if len(v) < len(h.sum) {
			return h, damaged(bucketLog, k, "%d bytes", len(v))
		}
		h = h.next(v[len(h.sum):])
		if !bytes.Equal(h.sum[:], v[:len(h.sum)]) {
			return h, damaged(bucketLog, k, "does not follow from the records before it")
		}
		r, err := decodeRecord(v[len(h.sum):])
		switch {
		case errors.Is(err, errNewerRecord):
			return h, fmt.Errorf("%w: record %d: %w", ErrNewer, h.seq, err)
		case err != nil:
			return h, damaged(bucketLog, k, "%v", err)
		}
		if err := f(h.seq, r); err != nil {
			return h, err
		}
	}
	if h != end {
		return h, damaged(bucketMeta, keyHead, "the log ends at record %d, not %d, or otherwise", h.seq, end.seq)
	}
	return h, nil
}

// Records returns the whole log in order. Held.Root is loaded, sealed, and
// shares the provisions that several texts have in common; Held.Raw is not:
// see [Store.Raw].
func (s *Store) Records() ([]versioning.Record, error) { return s.Since(0) }

// Since returns the records after the sequence number, in order, as
// [Store.Records] does; none where seq is the watermark or beyond it.
func (s *Store) Since(seq uint64) ([]versioning.Record, error) {
	var out []versioning.Record
	err := s.view(func(tx *bolt.Tx) error {
		trees := newTreeReader(tx)
		_, err := readLog(tx, seq, func(n uint64, r versioning.Record) error {
			if r.Held != nil {
				var err error
				if r.Held.Root, err = trees.read(r.Held.RootSum); err != nil {
					return fmt.Errorf("held text of record %d: %w", n, err)
				}
			}
			out = append(out, r)
			return nil
		})
		return err
	})
	if err != nil {
		return nil, s.wrap(err)
	}
	return out, nil
}

// Watermark returns the last sequence number, 0 for an empty log.
func (s *Store) Watermark() uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.head.seq
}

// Head returns the last chain sum. Two logs with the same watermark and the same
// head are the same, whereas a log that was restored and went on otherwise
// has the watermark alone in common.
func (s *Store) Head() corpus.Sum {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.head.sum
}
