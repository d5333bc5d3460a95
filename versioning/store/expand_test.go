package store

import (
	"bytes"
	"crypto/sha256"
	"testing"

	bolt "go.etcd.io/bbolt"
	"pgregory.net/rapid"

	"tizbe/versioning/archive"
)

// Any stretches of a stream are what stands there, whatever its frames are,
// from the file and from memory; what ends behind the stream is a damage.
func TestGather(t *testing.T) {
	s, _ := createTest(t)
	mustImport(t, s, opener(line(t, "ee/1", 1, "2011-01-01", "Makes the buckets.\n")))
	s.cache.limit = defaultCacheBytes
	rapid.Check(t, func(t *rapid.T) {
		var all []byte
		var frames stream
		if err := s.update(func(tx *bolt.Tx) error {
			w, err := newBlockWriter(tx)
			if err != nil {
				return err
			}
			for range rapid.IntRange(1, 5).Draw(t, "frames") {
				n := rapid.SampledFrom([]int{1, 60, maxInline, maxInline + 1, 900, 3000, 40_000, maxFrame}).Draw(t, "size")
				part := bytes.Repeat([]byte(rapid.StringMatching(`[a-z]{1,20}`).Draw(t, "text")), n)[:n]
				f, err := w.writeFrame(part, rapid.SampledFrom([]int{0, maxPlain}).Draw(t, "plain"))
				if err != nil {
					return err
				}
				all, frames = append(all, part...), append(frames, f)
			}
			return w.flush()
		}); err != nil {
			t.Fatal(err)
		}
		back, rest, err := parseStream(frames.append(nil))
		if err != nil || len(rest) > 0 {
			t.Fatalf("%v, %d bytes left", err, len(rest))
		}
		for range 3 { // not asked for, asked for, kept
			var runs []archive.Run
			var want []byte
			for range rapid.IntRange(0, 6).Draw(t, "runs") {
				from := rapid.IntRange(0, len(all)).Draw(t, "from")
				n := rapid.IntRange(0, len(all)-from).Draw(t, "bytes")
				runs = append(runs, archive.Run{Start: uint32(from), Len: uint32(n)})
				want = append(want, all[from:from+n]...)
			}
			x := &expander{s: s, name: "ee/1"}
			got, err := x.gather(nil, back, runs, len(want))
			x.close()
			if err != nil || !bytes.Equal(got, want) {
				t.Fatalf("%d bytes, want %d (%v)", len(got), len(want), err)
			}
			x = &expander{s: s, name: "ee/1"}
			if _, err := x.gather(nil, back, append(runs, archive.Run{Start: uint32(len(all)), Len: 1}), len(want)+1); err == nil {
				t.Fatal("a stretch behind the stream is read")
			}
			x.close()
		}
	})
	s.cache.forget()
}

// FuzzHead reads any bytes as the head of an act, with a sum that agrees.
func FuzzHead(f *testing.F) {
	s, _ := createTest(f)
	mustImport(f, s, opener(madeUp(f, 3, 3)))
	if err := s.view(func(tx *bolt.Tx) error {
		return tx.Bucket(bucketAct).ForEach(func(_, v []byte) error {
			f.Add(bytes.Clone(v[sha256.Size:]))
			return nil
		})
	}); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		sum := headSum("ee/1", b)
		h, err := viewHead("ee/1", append(sum[:len(sum):len(sum)], b...))
		if err != nil {
			return
		}
		h.on(date("2012-01-01"))
		full, err := h.full()
		if err != nil {
			return
		}
		if _, _, err := full.encode(); err != nil {
			t.Log(err) // not every text that CBOR can hold is one that we write
		}
	})
}
