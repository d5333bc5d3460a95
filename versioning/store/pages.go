package store

import (
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
// The error wraps [ErrNotStore] or [ErrDamaged] and names the page.
func checkPages(f *os.File) error {
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
		return fmt.Errorf("%w: the file is cut off: %d bytes for %d pages", ErrDamaged, info.Size(), high)
	}
	w := &walker{f: f, used: make([]bool, high)}
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

func pageError(id uint64, format string, args ...any) error {
	return fmt.Errorf("%w: page %d: %s", ErrDamaged, id, fmt.Sprintf(format, args...))
}

type walker struct {
	f    io.ReaderAt
	used []bool
}

// page reads the page and those it overflows into, and marks them as used.
func (w *walker) page(id uint64) ([]byte, error) {
	read := func(n uint64) ([]byte, error) {
		b := make([]byte, n*pageSize)
		if _, err := w.f.ReadAt(b, int64(id)*pageSize); err != nil {
			return nil, pageError(id, "%v", err)
		}
		return b, nil
	}
	if id < 2 || id >= uint64(len(w.used)) {
		return nil, pageError(id, "outside the file")
	}
	b, err := read(1)
	if err != nil {
		return nil, err
	}
	n := 1 + uint64(order.Uint32(b[12:]))
	if order.Uint64(b) != id || n > uint64(len(w.used))-id {
		return nil, pageError(id, "damaged header")
	}
	for i := id; i < id+n; i++ {
		if w.used[i] {
			return nil, pageError(i, "used twice")
		}
		w.used[i] = true
	}
	if n > 1 {
		return read(n)
	}
	return b, nil
}

// tree checks the page and all pages below it.
func (w *walker) tree(id uint64, depth int) error {
	if depth > maxPageDepth {
		return pageError(id, "too deep")
	}
	b, err := w.page(id)
	if err != nil {
		return err
	}
	return w.elements(id, b, depth, false)
}

// elements checks the elements of a page, or of the inline page of a bucket.
func (w *walker) elements(id uint64, b []byte, depth int, inline bool) error {
	flags, count := order.Uint16(b[8:]), int(order.Uint16(b[10:]))
	if headerSize+count*elementSize > len(b) {
		return pageError(id, "%d elements", count)
	}
	switch {
	case flags == flagBranch && !inline && count > 0:
		for i := range count {
			at := headerSize + i*elementSize
			e := b[at:]
			if end := uint64(at) + uint64(order.Uint32(e)) + uint64(order.Uint32(e[4:])); end > uint64(len(b)) {
				return pageError(id, "element %d outside the page", i)
			}
			if err := w.tree(order.Uint64(e[8:]), depth+1); err != nil {
				return err
			}
		}
	case flags == flagLeaf:
		for i := range count {
			at := headerSize + i*elementSize
			e := b[at:]
			start := uint64(at) + uint64(order.Uint32(e[4:])) + uint64(order.Uint32(e[8:]))
			end := start + uint64(order.Uint32(e[12:]))
			switch flag := order.Uint32(e); {
			case end > uint64(len(b)):
				return pageError(id, "element %d outside the page", i)
			case flag > flagBucket || flag == flagBucket && inline:
				return pageError(id, "element %d with flags %x", i, flag)
			case flag == flagBucket:
				if err := w.bucket(id, b[start:end], depth); err != nil {
					return err
				}
			}
		}
	default:
		return pageError(id, "flags %x", flags)
	}
	return nil
}

func (w *walker) bucket(id uint64, v []byte, depth int) error {
	if len(v) < 16 {
		return pageError(id, "bucket of %d bytes", len(v))
	}
	if root := order.Uint64(v); root != 0 {
		return w.tree(root, depth+1)
	}
	if len(v) < 16+headerSize {
		return pageError(id, "bucket of %d bytes", len(v))
	}
	return w.elements(id, v[16:], depth+1, true)
}

// freelist checks that no free page is in use: it would be written over.
func (w *walker) freelist(id uint64) error {
	b, err := w.page(id)
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
	return nil
}
