package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"io"
	"os"
)

// The layout of bbolt's pages, in the byte order of the machine (bbolt,
// README.md and internal/common). A page is a header, then the elements, then
// keys and values:
//
//	page    id uint64, flags uint16, count uint16, overflow uint32
//	meta    magic, version, page size, flags uint32; root and its sequence,
//	        freelist, high-water mark, transaction uint64; FNV-1a of all that
//	branch  position, key size uint32; child page uint64
//	leaf    flags, position, key size, value size uint32
//	bucket  root page, sequence uint64; an inline page where the root is 0
const (
	headerSize  = 16
	elementSize = 16
	metaSize    = 64
	metaMagic   = 0xED0CDAED
	metaVersion = 2

	flagBranch   = 0x01
	flagLeaf     = 0x02
	flagMeta     = 0x04
	flagFreelist = 0x10
	flagBucket   = 0x01 // of a leaf element

	manyFree = 0xFFFF // the count stands in the first element

	// maxPageDepth is far above the depth of any tree that fits on a disk.
	maxPageDepth = 48
)

var order = binary.NativeEndian

// checkPages walks the pages of the file without bbolt. What it lets pass, bbolt
// can follow: every page is reached once or is free, links stay within the
// file, elements within their page. The caller holds the lock on the file.
// With whole, the bytes that nothing uses are looked at as well: bbolt leaves
// them zero, so that a change anywhere in a page in use is seen by this or by
// the sums of what the page holds.
// The error wraps [ErrNotStore] or [ErrDamaged] and names the page.
func checkPages(f *os.File, whole bool) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	buf := make([]byte, 2*pageSize)
	if _, err := f.ReadAt(buf, 0); err != nil && err != io.EOF {
		return err
	}
	var metas [2][]byte
	ours := false
	for i := range metas {
		metas[i] = buf[i*pageSize+headerSize:][:metaSize]
		ours = ours || order.Uint32(metas[i]) == metaMagic && order.Uint32(metas[i][4:]) == metaVersion
	}
	if !ours {
		return ErrNotStore
	}
	// bbolt would go on with the other meta page, without the last
	// transaction, which may have been acknowledged.
	last := metas[0]
	for i, m := range metas {
		if err := checkMetaPage(m); err != nil {
			return pageError(uint64(i), "%v", err)
		}
		if order.Uint64(m[48:]) > order.Uint64(last[48:]) {
			last = m
		}
	}
	root, free, high := order.Uint64(last[16:]), order.Uint64(last[32:]), order.Uint64(last[40:])
	if high < 3 || high > uint64(info.Size())/pageSize {
		return damagedFile("the file is cut off: %d bytes for %d pages", info.Size(), high)
	}
	w := &walker{f: f, used: make([]bool, high), whole: whole}
	if whole {
		for i := range metas {
			head := make([]byte, headerSize)
			order.PutUint64(head, uint64(i))
			order.PutUint16(head[8:], flagMeta)
			if !bytes.Equal(buf[i*pageSize:][:headerSize], head) {
				return pageError(uint64(i), "damaged header")
			}
			if err := w.empty(uint64(i), buf[i*pageSize+headerSize+metaSize:(i+1)*pageSize]); err != nil {
				return err
			}
		}
	}
	w.used[0], w.used[1] = true, true
	if err := w.tree(root, 0); err != nil {
		return err
	}
	if err := w.freelist(free); err != nil {
		return err
	}
	for id, used := range w.used {
		if !used {
			return pageError(uint64(id), "neither used nor free")
		}
	}
	return nil
}

func checkMetaPage(m []byte) error {
	switch {
	case order.Uint32(m) != metaMagic || order.Uint32(m[4:]) != metaVersion:
		return fmt.Errorf("not a meta page")
	case order.Uint32(m[8:]) != pageSize:
		return fmt.Errorf("pages of %d bytes", order.Uint32(m[8:]))
	}
	h := fnv.New64a()
	h.Write(m[:56])
	if h.Sum64() != order.Uint64(m[56:]) {
		return fmt.Errorf("meta page with a wrong checksum")
	}
	return nil
}

// metaOf returns the meta as page i has it: the second of two pages is of the
// transaction before, which here has the same content.
func metaOf(m []byte, i uint64) []byte {
	out := append([]byte(nil), m...)
	if order.Uint64(out[48:])%2 != i {
		order.PutUint64(out[48:], order.Uint64(out[48:])-1)
	}
	h := fnv.New64a()
	h.Write(out[:56])
	order.PutUint64(out[56:], h.Sum64())
	return out
}

type walker struct {
	f     io.ReaderAt
	used  []bool
	whole bool
}

// empty checks that nothing stands where nothing should.
func (w *walker) empty(id uint64, b []byte) error {
	for _, c := range b {
		if w.whole && c != 0 {
			return pageError(id, "something stands in its unused part")
		}
	}
	return nil
}

// page reads the page and those it overflows into, and marks them as used. It
// returns the size of all: of a leaf with long values, whose elements stand on
// its first page, that page is enough.
func (w *walker) page(id uint64) ([]byte, int, error) {
	read := func(n uint64) ([]byte, error) {
		b := make([]byte, n*pageSize)
		if _, err := w.f.ReadAt(b, int64(id)*pageSize); err != nil {
			return nil, pageError(id, "%v", err)
		}
		return b, nil
	}
	if id < 2 || id >= uint64(len(w.used)) {
		return nil, 0, pageError(id, "outside the file")
	}
	b, err := read(1)
	if err != nil {
		return nil, 0, err
	}
	n := 1 + uint64(order.Uint32(b[12:]))
	if order.Uint64(b) != id || n > uint64(len(w.used))-id {
		return nil, 0, pageError(id, "damaged header")
	}
	for i := id; i < id+n; i++ {
		if w.used[i] {
			return nil, 0, pageError(i, "used twice")
		}
		w.used[i] = true
	}
	size := int(n) * pageSize
	if n > 1 && (w.whole || !shortTable(b)) {
		b, err = read(n)
	}
	return b, size, err
}

// shortTable reports whether the elements of a leaf are all on its first page
// and none is a bucket.
func shortTable(b []byte) bool {
	count := int(order.Uint16(b[10:]))
	if order.Uint16(b[8:]) != flagLeaf || headerSize+count*elementSize > len(b) {
		return false
	}
	for i := range count {
		if order.Uint32(b[headerSize+i*elementSize:])&flagBucket != 0 {
			return false
		}
	}
	return true
}

// tree checks the page and all pages below it.
func (w *walker) tree(id uint64, depth int) error {
	if depth > maxPageDepth {
		return pageError(id, "too deep")
	}
	b, size, err := w.page(id)
	if err != nil {
		return err
	}
	return w.elements(id, b, size, depth, false)
}

// elements checks the elements of a page, or of the inline page of a bucket.
// b may be a first part of the size.
func (w *walker) elements(id uint64, b []byte, size, depth int, inline bool) error {
	flags, count := order.Uint16(b[8:]), int(order.Uint16(b[10:]))
	used := headerSize + count*elementSize // bytes; keys and values follow without gaps
	if headerSize+count*elementSize > len(b) {
		return pageError(id, "%d elements", count)
	}
	switch {
	case flags == flagBranch && !inline && count > 0:
		for i := range count {
			at := headerSize + i*elementSize
			e := b[at:]
			start := uint64(at) + uint64(order.Uint32(e))
			end := start + uint64(order.Uint32(e[4:]))
			if end > uint64(size) || w.whole && start != uint64(used) {
				return pageError(id, "element %d outside the page", i)
			}
			used = int(end)
			if err := w.tree(order.Uint64(e[8:]), depth+1); err != nil {
				return err
			}
		}
	case flags == flagLeaf:
		for i := range count {
			at := headerSize + i*elementSize
			e := b[at:]
			key := uint64(at) + uint64(order.Uint32(e[4:]))
			start := key + uint64(order.Uint32(e[8:]))
			end := start + uint64(order.Uint32(e[12:]))
			switch flag := order.Uint32(e); {
			case end > uint64(size) || w.whole && key != uint64(used):
				return pageError(id, "element %d outside the page", i)
			case flag > flagBucket || flag == flagBucket && inline:
				return pageError(id, "element %d with flags %x", i, flag)
			case flag == flagBucket:
				if err := w.bucket(id, b[start:end], depth); err != nil {
					return err
				}
			}
			used = int(end)
		}
	default:
		return pageError(id, "flags %x", flags)
	}
	if !w.whole {
		return nil
	}
	return w.empty(id, b[used:])
}

func (w *walker) bucket(id uint64, v []byte, depth int) error {
	if len(v) < 16 {
		return pageError(id, "bucket of %d bytes", len(v))
	}
	if w.whole && order.Uint64(v[8:]) != 0 {
		return pageError(id, "bucket with a sequence number")
	}
	if root := order.Uint64(v); root != 0 {
		return w.tree(root, depth+1)
	}
	if len(v) < 16+headerSize {
		return pageError(id, "bucket of %d bytes", len(v))
	}
	if page := v[16:]; w.whole && (order.Uint64(page) != 0 || order.Uint32(page[12:]) != 0) {
		return pageError(id, "damaged header of an inline page")
	}
	return w.elements(id, v[16:], len(v)-16, depth+1, true)
}

// freelist checks that no free page is in use: it would be written over.
func (w *walker) freelist(id uint64) error {
	b, _, err := w.page(id)
	if err != nil {
		return err
	}
	if order.Uint16(b[8:]) != flagFreelist {
		return pageError(id, "flags %x where the free pages are listed", order.Uint16(b[8:]))
	}
	ids, n := b[headerSize:], uint64(order.Uint16(b[10:]))
	if n == manyFree {
		n, ids = order.Uint64(ids), ids[8:]
	}
	if n > uint64(len(ids))/8 {
		return pageError(id, "%d free pages", n)
	}
	for i := range n {
		p := order.Uint64(ids[i*8:])
		if p >= uint64(len(w.used)) || w.used[p] {
			return pageError(id, "page %d is not free", p)
		}
		w.used[p] = true
	}
	return w.empty(id, ids[n*8:])
}
