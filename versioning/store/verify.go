package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	bolt "go.etcd.io/bbolt"

	"tizbe/corpus"
	"tizbe/versioning"
)

// A Walk is how far [Store.Inspect] got.
type Walk struct {
	Part  string // "pages", "provisions", "texts", "sources", "records", "imported", "blocks"
	Done  int
	Total int
}

// A Report says what [Store.Inspect] walked through.
type Report struct {
	Records, Provisions, Texts, Sources int // of the log
	Acts, Revisions                     int // imported
	Bytes                               int64
	Found                               []error // what is wrong; each wraps ErrDamaged or says what contradicts what
}

// maxFound bounds the findings of one inspection.
const maxFound = 200

// Verify reads everything and returns the first thing found wrong, or nil:
// see [Store.Inspect].
func (s *Store) Verify() error {
	r, err := s.Inspect(context.Background(), nil)
	if err == nil && len(r.Found) > 0 {
		err = r.Found[0]
	}
	return err
}

// Inspect reads everything: every page, bbolt's own check, the chain of the
// log, that each text, source, frame and block has the sum it is addressed by,
// that every text of a record is there, that the records agree with each
// other and every operation with the texts before and after it, and that
// every revision of every imported act is what was imported. It goes on after
// what it finds. progress may be nil. The error is that of the context.
func (s *Store) Inspect(ctx context.Context, progress func(Walk)) (Report, error) {
	in := &inspection{s: s, ctx: ctx, progress: progress}
	for _, step := range [...]func(){in.pages, in.content, in.records, in.imported, in.blocks} {
		if ctx.Err() != nil || s.broken.Load() {
			break // bbolt is not to be asked again after it panicked
		}
		step()
	}
	return in.report, ctx.Err()
}

type inspection struct {
	s        *Store
	ctx      context.Context
	progress func(Walk)
	report   Report
	shown    time.Time
}

func (in *inspection) found(err error) {
	if err != nil && len(in.report.Found) < maxFound && !errors.Is(err, context.Canceled) {
		in.report.Found = append(in.report.Found, in.s.wrap(err))
	}
}

// at reports progress, and the end of the context.
func (in *inspection) at(part string, done, total int) error {
	if in.progress != nil && (done == total || time.Since(in.shown) > 100*time.Millisecond) {
		in.progress(Walk{part, done, total})
		in.shown = time.Now()
	}
	return in.ctx.Err()
}

// each walks a bucket; what f returns is a finding, after which it goes on.
func (in *inspection) each(part string, bucket []byte, f func(tx *bolt.Tx, k, v []byte) error) (n int) {
	in.found(in.s.view(func(tx *bolt.Tx) error {
		b := tx.Bucket(bucket)
		if b == nil {
			return nil
		}
		total := b.Stats().KeyN
		return b.ForEach(func(k, v []byte) error {
			n++
			in.report.Bytes += int64(len(k) + len(v))
			in.found(f(tx, k, v))
			return in.at(part, n, total)
		})
	}))
	return n
}

func (in *inspection) pages() {
	in.found(in.s.checkFile(true))
	in.found(in.s.view(func(tx *bolt.Tx) error {
		for err := range tx.Check() { // to the end, so that the check ends
			in.found(damagedFile("%v", err))
		}
		in.found(tx.Bucket(bucketMeta).ForEach(func(k, _ []byte) error {
			switch string(k) {
			case string(keyFormat), string(keyHead), string(keyImported):
				return nil
			case "created": // in files of earlier versions: a moment that nothing reads
				return nil
			}
			return damaged(bucketMeta, k, "nobody wrote this")
		}))
		return in.at("pages", int(tx.Size()/pageSize), int(tx.Size()/pageSize))
	}))
}

func (in *inspection) content() {
	var trees *treeReader
	in.report.Provisions = in.each("provisions", bucketNode, func(tx *bolt.Tx, k, _ []byte) error {
		if len(k) != sha256.Size {
			return damaged(bucketNode, k, "not a sum")
		}
		if trees == nil {
			trees = newTreeReader(tx)
		}
		return trees.check(corpus.Sum(k))
	})
	in.report.Texts = in.each("texts", bucketText, func(_ *bolt.Tx, k, v []byte) error {
		if sum := corpus.SumText(string(v)); !bytes.Equal(sum[:], k) {
			return damaged(bucketText, k, "does not have this sum")
		}
		return nil
	})
	in.report.Sources = in.each("sources", bucketRaw, func(tx *bolt.Tx, k, v []byte) error {
		if len(k) != sha256.Size {
			return damaged(bucketRaw, k, "not a sum")
		}
		// What expanding passes over of the head of gzip is always the same.
		if !bytes.HasPrefix(v, []byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff")) {
			return damaged(bucketRaw, k, "not what was written")
		}
		_, err := readRaw(tx, corpus.Sum(k))
		return err
	})
}

func (in *inspection) records() {
	recs, err := in.s.Records()
	if err != nil {
		in.found(err)
		return
	}
	in.report.Records = len(recs)
	base, err := versioning.NewBase(recs, time.Time{})
	if err != nil {
		in.found(err)
		return
	}
	in.found(in.s.view(func(tx *bolt.Tx) error {
		for _, r := range recs {
			var sum corpus.Sum
			switch {
			case r.Held != nil:
				sum = r.Held.RawSum
			case r.Amending != nil:
				sum = r.Amending.RawSum
			}
			if sum != (corpus.Sum{}) && tx.Bucket(bucketRaw).Get(sum[:]) == nil {
				in.found(missing(bucketRaw, sum[:]))
			}
		}
		return nil
	}))
	for i, a := range base.Acts() {
		in.found(a.CheckOperations())
		if in.at("records", i+1, len(base.Acts())) != nil {
			return
		}
	}
}

func (in *inspection) imported() {
	var set corpus.Sum
	sessions, err := in.s.Sessions()
	in.found(err)
	in.report.Acts = in.each("imported", bucketAct, func(tx *bolt.Tx, k, v []byte) error {
		h, err := parseHeadOf(string(k), v)
		if err != nil {
			return err
		}
		set = combine(set, h.sum)
		p, _, _, err := readPack(tx, h)
		if err != nil {
			return fmt.Errorf("act %s: %w", h.Name, err)
		}
		in.report.Revisions += len(h.Revisions)
		for _, r := range p.Revisions() {
			text, err := p.Text(r)
			if err != nil || corpus.SumText(text) != r.Sum {
				in.found(damaged(bucketAct, k, "the text of %s is not the one that was imported (%v)", r.Effective, err))
			}
			if int(r.Session) >= len(sessions) {
				in.found(damaged(bucketAct, k, "the revision of %s is of no import", r.Effective))
			}
		}
		for i := range h.Revisions[1:] {
			if x, y := h.Revisions[i], h.Revisions[i+1]; y.Effective.Before(x.Effective) || x.Effective == y.Effective && y.Number <= x.Number {
				return damaged(bucketAct, k, "revisions out of order")
			}
		}
		return nil
	})
	in.found(in.s.view(func(tx *bolt.Tx) error {
		m, err := readImportMeta(tx)
		if err == nil && len(in.report.Found) == 0 && (m.acts != uint64(in.report.Acts) || m.set != set) {
			err = damaged(bucketMeta, keyImported, "%d acts were imported and %d are there, or others", m.acts, in.report.Acts)
		}
		return err
	}))
}

func (in *inspection) blocks() {
	var next uint64
	in.each("blocks", bucketPack, func(_ *bolt.Tx, k, v []byte) error {
		at := next
		next++
		if !bytes.Equal(k, sequence(at)) {
			return damaged(bucketPack, k, "stands where %d should", at)
		}
		return checkBlock(k, v)
	})
}
