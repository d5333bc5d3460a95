package imported

import (
	"context"
	"fmt"
	"hash/maphash"
	"maps"
	"slices"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"

	"tizbe/corpus"
	"tizbe/index/generation"
	"tizbe/versioning/store"
)

// Bounds of a batch, of what is gathered before it is written, and of what is
// made before it is published as a generation.
const (
	batchDocuments = 1000
	gatheredWords  = 500_000
	portionBytes   = 256 << 20 // of wordings
	portionTime    = 20 * time.Second
)

// A Progress says how far the index is: acts done of those that are to be.
type Progress struct{ Done, Total int }

// A filler brings an index up to date.
type filler struct {
	s        *store.Store
	b        bleve.Index
	batch    *bleve.Batch
	gathered []*words // documents to come into the batch
	words    int      // in them
	reader   index.IndexReader
	next     number // of the next new act
	known    *seen
	progress func(Progress)
	until    time.Time // when the portion ends
	bytes    int       // of wordings of the portion
	portion  int
	more     bool
}

// fill brings the index up to date, or a portion nearer to it. It returns the
// watermark of what was indexed: it is the store's where all was. A change of
// the store meanwhile is left for the next portion.
func (f *filler) fill(ctx context.Context, fresh bool) (w generation.Watermark, err error) {
	in, err := f.b.Advanced()
	if err != nil {
		return w, err
	}
	if f.reader, err = in.Reader(); err != nil {
		return w, err
	}
	defer f.reader.Close()
	held := make(map[string]actEntry)
	if !fresh {
		if held, err = indexedActs(f.reader); err != nil {
			return w, err
		}
	}
	for _, a := range held {
		f.next = max(f.next, a.number+1)
	}
	var todo []string
	gone := maps.Clone(held)
	if err := f.s.EachImportedSum(func(name string, sum corpus.Sum) error {
		if a, ok := held[name]; !ok || a.sum != short(sum) {
			todo = append(todo, name)
		}
		delete(gone, name)
		return nil
	}); err != nil {
		return w, err
	}
	f.batch = f.b.NewBatch()
	for _, name := range slices.Sorted(maps.Keys(gone)) {
		if err := f.remove(held[name].number); err != nil {
			return w, err
		}
		f.batch.Delete(actDocument(held[name].number))
		delete(held, name)
	}
	done := 0
	for ; done < len(todo) && f.bytes < f.portion && time.Now().Before(f.until); done++ {
		if f.progress != nil {
			f.progress(Progress{done, len(todo)})
		}
		if err := ctx.Err(); err != nil {
			return w, err
		}
		a, was := held[todo[done]]
		if !was {
			if f.next > maxNumber {
				return w, fmt.Errorf("more than %d acts", maxNumber)
			}
			a.number, f.next = f.next, f.next+1
		}
		if a.sum, err = f.act(todo[done], a.number, was); err != nil {
			return w, err
		}
		held[todo[done]] = a
	}
	if err := f.flush(0); err != nil {
		return w, err
	}
	if f.progress != nil {
		f.progress(Progress{done, len(todo)})
	}
	if done == len(todo) && !f.more {
		if err := f.merge(ctx); err != nil {
			return w, err
		}
	}
	return watermark(held), nil
}

// An actEntry is what the index knows of an act.
type actEntry struct {
	number number
	sum    sum16
}

// A sum16 is the first half of a sum, which tells any two apart.
type sum16 [16]byte

func short(s corpus.Sum) sum16 { return sum16(s[:16]) }

func markOf(acts int, set sum16) generation.Watermark {
	return generation.Watermark{Seq: uint64(acts), Head: fmt.Sprintf("%x", set)}
}

// watermark combines the sums of acts as the store does.
func watermark(acts map[string]actEntry) generation.Watermark {
	var set sum16
	for _, a := range acts {
		for i := range set {
			set[i] ^= a.sum[i]
		}
	}
	return markOf(len(acts), set)
}

// act indexes an act; what was indexed of it before is removed.
func (f *filler) act(name string, n number, was bool) (sum sum16, err error) {
	// The sum first: if the act changes now, it is taken again.
	s, err := f.s.ImportedSum(name)
	if err != nil {
		return sum, err
	}
	sum = short(s)
	_, p, err := f.s.ImportedPack(name)
	if err != nil {
		return sum, err
	}
	f.bytes += p.Size()
	if was {
		if err := f.remove(n); err != nil {
			return sum, err
		}
	}
	for _, d := range wordsOf(n, p) {
		d.act, d.again = n, was
		f.gathered = append(f.gathered, d)
		f.words += len(d.rank)
	}
	a := document.NewDocument(actDocument(n))
	a.AddField(document.NewTextFieldCustom(fieldKind, nil, []byte(kindAct), index.IndexField|index.SkipFreqNorm, nil))
	a.AddField(document.NewTextFieldWithIndexingOptions(fieldAct, nil, append(sum[:], name...), index.StoreField))
	if err := f.batch.IndexAdvanced(a); err != nil {
		return sum, fmt.Errorf("indexing %s: %w", name, err)
	}
	if f.words < gatheredWords && f.batch.Size() < batchDocuments {
		return sum, nil
	}
	return sum, f.flush(batchDocuments)
}

// flush writes what was gathered, so many documents at once; 0 for all.
func (f *filler) flush(least int) error {
	acts := make(map[string]int) // that have a word, of those gathered
	for _, d := range f.gathered {
		for t := range d.rank {
			acts[t]++
		}
	}
	for _, d := range f.gathered {
		for t, r := range d.rank {
			if !f.known.before(f.reader, t, d) && acts[t] == 1 && r == rankKnown {
				d.rank[t] = rankNew
			}
		}
		if err := f.batch.IndexAdvanced(d.document()); err != nil {
			return fmt.Errorf("indexing: %w", err)
		}
		if f.batch.Size() >= batchDocuments {
			if err := f.write(); err != nil {
				return err
			}
		}
	}
	f.gathered, f.words = nil, 0
	if f.batch.Size() > least {
		return f.write()
	}
	return nil
}

func (f *filler) write() error {
	err := f.b.Batch(f.batch)
	f.batch = f.b.NewBatch()
	return err
}

// remove removes the documents of an act but the act's own.
func (f *filler) remove(n number) error {
	d, err := f.reader.FieldDictPrefix("_id", append3(nil, uint32(n)))
	if err != nil {
		return err
	}
	defer d.Close()
	for {
		e, err := d.Next()
		if err != nil || e == nil {
			return err
		}
		if _, _, act, ok := parseID(e.Term); ok && !act {
			f.batch.Delete(e.Term)
		}
	}
}

// indexedActs returns what the index knows of its acts.
func indexedActs(r index.IndexReader) (map[string]actEntry, error) {
	out := make(map[string]actEntry)
	docs, err := r.TermFieldReader(context.Background(), []byte(kindAct), fieldKind, false, false, false)
	if err != nil {
		return nil, err
	}
	defer docs.Close()
	for {
		t, err := docs.Next(nil)
		if err != nil || t == nil {
			return out, err
		}
		id, err := r.ExternalID(t.ID)
		if err != nil {
			return nil, err
		}
		n, _, act, ok := parseID(id)
		if !ok || !act {
			return nil, fmt.Errorf("document of an act %x: %w", id, generation.ErrDamaged)
		}
		name, sum, err := actOf(r, n)
		if err != nil {
			return nil, err
		}
		out[name] = actEntry{n, sum}
	}
}

// actOf returns the name of an act and the sum of what was indexed of it.
func actOf(r index.IndexReader, n number) (name string, sum sum16, err error) {
	d, err := r.Document(actDocument(n))
	if err != nil {
		return "", sum, err
	}
	var v []byte
	if d != nil {
		d.VisitFields(func(f index.Field) {
			if f.Name() == fieldAct {
				v = f.Value()
			}
		})
	}
	if len(v) <= len(sum) {
		return "", sum, fmt.Errorf("document of act %d: %w", n, generation.ErrDamaged)
	}
	return string(v[len(sum):]), sum16(v), nil
}

// merge merges the segments into one where that is worth it.
func (f *filler) merge(ctx context.Context) error {
	in, err := f.b.Advanced()
	if err != nil {
		return err
	}
	r, err := in.Reader()
	if err != nil {
		return err
	}
	worth := scattered(r)
	if err := r.Close(); err != nil || !worth {
		return err
	}
	return generation.Merge(ctx, f.b)
}

// scattered reports whether the index is worth being merged into one segment:
// small segments or removed documents are an eighth of it. Below that a change
// costs what it is, not what there is.
func scattered(r index.IndexReader) bool {
	s, ok := r.(*scorch.IndexSnapshot)
	if !ok {
		return false
	}
	var full, live, largest int64
	segments := s.Segments()
	for _, g := range segments {
		full += g.FullSize()
		live += int64(g.Count())
		largest = max(largest, g.FullSize())
	}
	return len(segments) > 1 && (full-largest)*8 > full || (full-live)*8 > full || len(segments) > 16
}

// seen remembers which words were seen, now and then one that was not: which
// costs place in the index and nothing else. It takes the same memory whatever
// their number.
type seen struct {
	seed maphash.Seed
	bits []uint64
}

const seenBits = 1 << 25

func newSeen() *seen { return &seen{maphash.MakeSeed(), make([]uint64, seenBits/64)} }

// before reports whether another act had the word of the document before.
func (s *seen) before(r index.IndexReader, word string, d *words) bool {
	h := maphash.String(s.seed, word) % seenBits
	was := s.bits[h/64]>>(h%64)&1 == 1
	s.bits[h/64] |= 1 << (h % 64)
	if was && !d.again { // else it may have been the act itself
		return true
	}
	docs, err := r.TermFieldReader(context.Background(), []byte(word), fieldWord, false, false, false)
	if err != nil {
		return true
	}
	defer docs.Close()
	for {
		t, err := docs.Next(nil)
		if err != nil || t == nil {
			return err != nil
		}
		id, err := r.ExternalID(t.ID)
		if err != nil {
			return true
		}
		if n, _, _, _ := parseID(id); n != d.act {
			return true
		}
	}
}
