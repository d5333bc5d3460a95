package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"github.com/klauspost/compress/zstd"
	bolt "go.etcd.io/bbolt"

	"tizbe/corpus"
)

// The bucket pack is one long string of bytes, to which frames are appended.
// It is cut into blocks of a size of which two fill eight pages exactly, so
// that the pages have no gaps: 16 bytes of page header, and for each of two
// elements 16 bytes and a key of 8.
const (
	blockValue = (8*pageSize - headerSize - 2*elementSize - 2*8) / 2
	blockData  = blockValue - sha256.Size
)

// A frame is a stretch of a stream of an act, compressed by zstd as one; a
// short one stands in the act's head as it is.
type frame struct {
	inline []byte
	off    uint64 // in the bucket pack
	n      uint32 // compressed; 0 for a frame that is not
	raw    uint32 // not compressed
	sum    [16]byte
}

// size is how many bytes of the bucket pack the frame takes.
func (f frame) size() int {
	if f.n == 0 {
		return int(f.raw)
	}
	return int(f.n)
}

const (
	maxFrame  = 1 << 17 // bytes before compression; 1 << 15 in format 2
	maxInline = 64
	maxPlain  = 1 << 10 // a shorter frame of stretches is not worth the time to expand it
	fewFrames = 8       // as many short frames at the end of a stream become one
)

// codecs are shared by all stores: both are safe for concurrent use as they
// are used here, on whole frames.
var (
	compressor, _ = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBetterCompression), zstd.WithEncoderCRC(false),
		zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(1<<17), zstd.WithLowerEncoderMem(true))
	decompressor, _ = zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(1<<20), zstd.WithDecoderLowmem(true))
)

// A blockWriter appends to the bucket pack in one transaction.
type blockWriter struct {
	b    *bolt.Bucket
	next uint64 // number of the block being filled
	data []byte // what it holds
}

func newBlockWriter(tx *bolt.Tx) (*blockWriter, error) {
	w := &blockWriter{b: tx.Bucket(bucketPack)}
	w.b.FillPercent = 1 // keys only grow
	k, v := w.b.Cursor().Last()
	if k == nil {
		return w, nil
	}
	if err := checkBlock(k, v); err != nil {
		return nil, err
	}
	w.next, w.data = binary.BigEndian.Uint64(k), bytes.Clone(v[sha256.Size:])
	return w, nil
}

func (w *blockWriter) end() uint64 { return w.next*blockData + uint64(len(w.data)) }

func (w *blockWriter) append(b []byte) (off uint64, err error) {
	off = w.end()
	for len(b) > 0 {
		if len(w.data) == blockData {
			if err := w.flush(); err != nil {
				return 0, err
			}
			w.next, w.data = w.next+1, nil
		}
		n := min(len(b), blockData-len(w.data))
		w.data = append(w.data, b[:n]...)
		b = b[n:]
	}
	return off, nil
}

// flush writes the last block.
func (w *blockWriter) flush() error {
	if len(w.data) == 0 {
		return nil
	}
	sum := sha256.Sum256(w.data)
	return w.b.Put(sequence(w.next), append(sum[:len(sum):len(sum)], w.data...))
}

func checkBlock(k, v []byte) error {
	if len(k) != 8 || len(v) <= sha256.Size || len(v) > blockValue {
		return damaged(bucketPack, k, "a block of %d bytes", len(v))
	}
	if sum := sha256.Sum256(v[sha256.Size:]); !bytes.Equal(sum[:], v[:sha256.Size]) {
		return damaged(bucketPack, k, "does not have its sum")
	}
	return nil
}

// readBlocks returns n bytes from the offset on, as a part of the mapped file
// where one block has them all.
func readBlocks(b *bolt.Bucket, off uint64, n int) ([]byte, error) {
	var out []byte
	for n > 0 {
		k := sequence(off / blockData)
		v := b.Get(k)
		at := int(off%blockData) + sha256.Size
		if at >= len(v) {
			return nil, damaged(bucketPack, k, "ends before byte %d", at)
		}
		part := v[at:min(len(v), at+n)]
		if len(part) == n && out == nil {
			return part, nil
		}
		if len(v) != blockValue && len(part) < n {
			return nil, damaged(bucketPack, k, "a block of %d bytes", len(v))
		}
		out = append(out, part...)
		off, n = off+uint64(len(part)), n-len(part)
	}
	return out, nil
}

// writeFrame appends a stretch, compressed unless it is shorter than plain.
func (w *blockWriter) writeFrame(raw []byte, plain int) (frame, error) {
	if len(raw) <= maxInline {
		return frame{inline: bytes.Clone(raw), raw: uint32(len(raw))}, nil
	}
	f := frame{raw: uint32(len(raw))}
	z := raw
	if len(raw) > plain {
		z = compressor.EncodeAll(raw, nil)
		f.n = uint32(len(z))
	}
	sum := sha256.Sum256(z)
	f.sum = [16]byte(sum[:16])
	var err error
	f.off, err = w.append(z)
	return f, err
}

// readFrame returns what was written as a frame.
func readFrame(b *bolt.Bucket, f frame) ([]byte, error) {
	if f.inline != nil {
		return f.inline, nil
	}
	z, err := readBlocks(b, f.off, f.size())
	if err != nil {
		return nil, err
	}
	return expandFrame(z, f, nil)
}

// expandFrame returns what was written as a frame, in buf where it has room.
// What was read must be what was written, to the bit, before it is expanded.
func expandFrame(z []byte, f frame, buf []byte) ([]byte, error) {
	if sum := sha256.Sum256(z); [16]byte(sum[:16]) != f.sum {
		return nil, damaged(bucketPack, sequence(f.off/blockData), "the frame at byte %d does not have its sum", f.off)
	}
	if cap(buf) < int(f.raw) {
		buf = make([]byte, 0, f.raw)
	}
	if f.n == 0 {
		return append(buf[:0], z...), nil // the file is not mapped longer than the transaction
	}
	out, err := decompressor.DecodeAll(z, buf[:0])
	if err != nil || len(out) != int(f.raw) {
		return nil, damaged(bucketPack, sequence(f.off/blockData), "the frame at byte %d: %d bytes instead of %d (%v)", f.off, len(out), f.raw, err)
	}
	return out, nil
}

// A stream is a string of bytes of an act that only grows, in frames.
type stream []frame

func (s stream) size() int {
	n := 0
	for _, f := range s {
		n += int(f.raw)
	}
	return n
}

// grow appends to the stream what all has beyond its size. Many short frames
// at the end are written anew as one; what they took stays behind unused. What
// is longer than a frame is cut into equal ones, so that they are expanded side
// by side in equal time.
func (s stream) grow(w *blockWriter, all []byte, plain int) (stream, error) {
	size := s.size()
	if size == len(all) {
		return s, nil
	}
	few := 0
	for few < len(s) && s[len(s)-1-few].raw < maxFrame/fewFrames {
		few++
	}
	// A frame in the head costs nothing to write anew.
	if few >= fewFrames-1 || few == len(s) && few == 1 && s[0].inline != nil {
		for _, f := range s[len(s)-few:] {
			size -= int(f.raw)
		}
		s = s[: len(s)-few : len(s)-few]
	}
	for size < len(all) {
		left := len(all) - size
		count := (left + maxFrame - 1) / maxFrame
		n := (left + count - 1) / count
		f, err := w.writeFrame(all[size:size+n], plain)
		if err != nil {
			return nil, err
		}
		s, size = append(s, f), size+n
	}
	return s, nil
}

// read returns the whole stream.
func (s stream) read(b *bolt.Bucket) ([]byte, error) {
	out := make([]byte, 0, s.size())
	for _, f := range s {
		part, err := readFrame(b, f)
		if err != nil {
			return nil, err
		}
		out = append(out, part...)
	}
	return out, nil
}

func (s stream) append(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(len(s)))
	for _, f := range s {
		if f.inline != nil {
			b = binary.AppendUvarint(b, uint64(len(f.inline))<<1|1)
			b = append(b, f.inline...)
			continue
		}
		b = binary.AppendUvarint(b, uint64(f.raw)<<1)
		b = binary.AppendUvarint(b, uint64(f.n))
		b = binary.AppendUvarint(b, f.off)
		b = append(b, f.sum[:]...)
	}
	return b
}

// parseStream reads what append wrote, and returns what follows it.
func parseStream(b []byte) (stream, []byte, error) {
	bad := fmt.Errorf("not a list of frames")
	number := func() (v uint64) {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			b = nil
			return 1 << 63
		}
		b = b[n:]
		return v
	}
	n := number()
	if n > uint64(len(b)) {
		return nil, nil, bad
	}
	s := make(stream, n)
	for i := range s {
		v := number()
		raw := v >> 1
		if raw > maxFrame {
			return nil, nil, bad
		}
		s[i].raw = uint32(raw)
		if v&1 == 1 {
			if raw > maxInline || raw > uint64(len(b)) {
				return nil, nil, bad
			}
			s[i].inline, b = bytes.Clone(b[:raw:raw]), b[raw:]
			if raw == 0 {
				return nil, nil, bad
			}
			continue
		}
		z, off := number(), number()
		if z > 2*maxFrame || off >= 1<<62 || len(b) < 16 {
			return nil, nil, bad
		}
		s[i].n, s[i].off, s[i].sum, b = uint32(z), off, [16]byte(b[:16]), b[16:]
	}
	return s, b, nil
}

// combine adds a sum to, or takes it from, the sum of a set.
func combine(set, sum corpus.Sum) corpus.Sum {
	for i := range set {
		set[i] ^= sum[i]
	}
	return set
}
