package store

import (
	"runtime"
	"slices"
	"sort"
	"sync"

	bolt "go.etcd.io/bbolt"

	"tizbe/versioning/archive"
)

// sideBySide is how many bytes are worth expanding on several processors: with
// less, waking another one takes as long as it saves where all are busy.
const sideBySide = 384 << 10

// buffers are for frames that are read and not kept.
var buffers = sync.Pool{New: func() any { return new([maxFrame]byte) }}

// An expander reads stretches of streams, through the cache; it opens a
// transaction when the first frame is not there. Close it: what it expanded is
// then no longer valid.
type expander struct {
	s    *Store
	name string // of the act
	tx   *bolt.Tx
	lent []*[maxFrame]byte
}

func (x *expander) close() {
	if x.tx != nil {
		_ = x.tx.Rollback() // of a reading transaction
	}
	for _, b := range x.lent {
		buffers.Put(b)
	}
}

// gather appends to dst the stretches of the stream, until it is longer than
// the limit.
func (x *expander) gather(dst []byte, s stream, runs []archive.Run, limit int) ([]byte, error) {
	starts := make([]int, len(s)+1)
	for i, f := range s {
		starts[i+1] = starts[i] + int(f.raw)
	}
	// Most stretches begin in the frame in which the last one ended.
	find := func(k, at int) int {
		if k < len(s) && starts[k] <= at && at < starts[k+1] {
			return k
		}
		return sort.SearchInts(starts, at+1) - 1
	}
	wanted, k := make([]bool, len(s)), 0
	for _, r := range runs {
		end := int(r.Start) + int(r.Len)
		if r.Len == 0 {
			continue
		}
		if end > starts[len(s)] {
			return nil, damaged(bucketAct, []byte(x.name), "a stretch ends %d bytes after its stream", end-starts[len(s)])
		}
		for k = find(k, int(r.Start)); k < len(s) && starts[k] < end; k++ {
			wanted[k] = true
		}
		k--
	}
	parts, err := x.expand(s, wanted)
	if err != nil {
		return nil, err
	}
	k = 0
	for _, r := range runs {
		at, end := int(r.Start), int(r.Start)+int(r.Len)
		if r.Len == 0 {
			continue
		}
		for k = find(k, at); at < end; k++ {
			part := parts[k][at-starts[k] : min(end, starts[k+1])-starts[k]]
			dst = append(dst, part...)
			at += len(part)
		}
		if k--; len(dst) > limit {
			break
		}
	}
	return dst, nil
}

// expand returns what the wanted frames hold, and nil for the others.
func (x *expander) expand(s stream, wanted []bool) ([][]byte, error) {
	parts := make([][]byte, len(s))
	type task struct {
		i    int
		z    []byte
		buf  []byte
		keep bool
	}
	var tasks []task
	sum := 0
	for i, f := range s {
		if !wanted[i] {
			continue
		}
		if f.inline != nil {
			parts[i] = f.inline
			continue
		}
		b, keep := x.s.cache.frame(f.off)
		if b != nil {
			if len(b) != int(f.raw) {
				return nil, damaged(bucketAct, []byte(x.name), "a frame of %d bytes instead of %d", len(b), f.raw)
			}
			parts[i] = b
			continue
		}
		z, err := x.compressed(f)
		if err != nil {
			return nil, err
		}
		t := task{i: i, z: z, keep: keep}
		if !keep {
			lent := buffers.Get().(*[maxFrame]byte)
			x.lent = append(x.lent, lent)
			t.buf = lent[:0]
		}
		tasks = append(tasks, t)
		sum += int(f.raw)
	}
	run := func(tasks []task) (err error) {
		defer x.s.guard(&err)()
		for _, t := range tasks {
			if parts[t.i], err = expandFrame(t.z, s[t.i], t.buf); err != nil {
				return err
			}
			if t.keep {
				x.s.cache.keepFrame(s[t.i].off, parts[t.i])
			}
		}
		return nil
	}
	n := min(len(tasks), runtime.GOMAXPROCS(0))
	if n < 2 || sum < sideBySide {
		return parts, run(tasks)
	}
	errs := make([]error, n)
	var wg sync.WaitGroup
	for c := range n - 1 {
		wg.Go(func() { errs[c] = run(tasks[c*len(tasks)/n : (c+1)*len(tasks)/n]) })
	}
	errs[n-1] = run(tasks[(n-1)*len(tasks)/n:])
	wg.Wait()
	i := slices.IndexFunc(errs, func(err error) bool { return err != nil })
	if i >= 0 {
		return nil, errs[i]
	}
	return parts, nil
}

// compressed returns the frame as it stands in the file.
func (x *expander) compressed(f frame) ([]byte, error) {
	if x.tx == nil {
		tx, err := x.s.db.Begin(false)
		if err != nil {
			return nil, err
		}
		x.tx = tx
	}
	b := x.tx.Bucket(bucketPack)
	if b == nil {
		return nil, missing(bucketPack, nil)
	}
	return readBlocks(b, f.off, f.size())
}

// runs returns the stretches of the i-th revision.
func (x *expander) runs(h *headView, i int) ([]archive.Run, error) {
	at := h.recipeAt(i)
	recipe, err := x.gather(nil, h.recipe, []archive.Run{{Start: at[0], Len: at[1]}}, int(at[1]))
	if err != nil {
		return nil, err
	}
	runs, err := archive.ReadRecipe(recipe, h.text.size())
	if err != nil {
		return nil, damaged(bucketAct, []byte(h.name), "%v", err)
	}
	return runs, nil
}

// textOf appends the text of the i-th revision.
func (s *Store) textOf(dst []byte, h *headView, i int) (out []byte, err error) {
	defer s.guard(&err)()
	x := &expander{s: s, name: h.name}
	defer x.close()
	runs, err := x.runs(h, i)
	if err != nil {
		return nil, err
	}
	was, size := len(dst), h.size(i)
	if dst, err = x.gather(slices.Grow(dst, size), h.text, runs, was+size); err != nil {
		return nil, err
	}
	if n := len(dst) - was; n != size {
		return nil, damaged(bucketAct, []byte(h.name), "a text of %d bytes instead of %d", n, size)
	}
	return dst, nil
}
