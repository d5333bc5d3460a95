package imported

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"

	"tizbe/corpus"
	"tizbe/index/generation"
	"tizbe/versioning/store"
)

// A Report is what [Verify] found.
type Report struct {
	Acts   int     // whose words were held against the store
	Behind int     // acts that changed since, which the next search takes up
	Found  []error // what is damaged, each naming the act or the file
}

// Verify holds the index of the data directory against the store: the
// checksums of its files, and each word of each act with the days on which the
// act had it. An index that is missing or behind is no damage. The error is
// that of reading the store, or the context's.
func Verify(ctx context.Context, data string, s *store.Store, progress func(Progress)) (r Report, err error) {
	dir := filepath.Join(data, DirName)
	found := func(err error) { r.Found = append(r.Found, fmt.Errorf("index of imported acts: %w", err)) }
	c, err := generation.Read(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return r, nil
	case err != nil:
		found(err)
		return r, nil
	case c.Version != version:
		return r, nil // made anew at the next search
	}
	if err := c.Check(dir, true); err != nil {
		found(err)
		return r, nil
	}
	g, err := generation.Open(dir, version)
	if err != nil {
		found(err)
		return r, nil
	}
	defer g.Close()
	has, acts, err := contents(ctx, g)
	if err != nil {
		if ctx.Err() == nil {
			found(err)
			err = nil
		}
		return r, err
	}
	err = s.EachImportedSum(func(name string, sum corpus.Sum) error {
		a, ok := acts[name]
		if !ok || a.sum != short(sum) {
			r.Behind++
			delete(acts, name)
		}
		return nil
	})
	if err != nil {
		return r, err
	}
	for i, name := range slices.Sorted(maps.Keys(acts)) {
		if progress != nil {
			progress(Progress{i, len(acts)})
		}
		if err := ctx.Err(); err != nil {
			return r, err
		}
		n := acts[name].number
		_, p, err := s.ImportedPack(name)
		if errors.Is(err, store.ErrNotImported) {
			r.Behind++
			continue
		}
		if err != nil {
			return r, err
		}
		want := uint64(0)
		for _, d := range wordsOf(n, p) {
			for t := range d.rank {
				want += digest(d.id, t)
			}
		}
		if has[n] != want {
			found(fmt.Errorf("act %s: its words are not those of the store: %w", name, generation.ErrDamaged))
		}
		r.Acts++
	}
	return r, nil
}

// digest tells a word of a document from all others. The sum of those of an
// act does not depend on their order.
func digest(id, term string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(id))
	h.Write([]byte{0})
	h.Write([]byte(term))
	return h.Sum64()
}

// contents reads the index whole: the digests of each act's words, and the
// acts.
func contents(ctx context.Context, g *generation.Index) (has map[number]uint64, acts map[string]actEntry, err error) {
	defer guard(&err)
	if acts, err = indexedActs(g.Reader); err != nil {
		return nil, nil, err
	}
	dict, err := g.Reader.FieldDict(fieldWord)
	if err != nil {
		return nil, nil, err
	}
	defer dict.Close()
	has = make(map[number]uint64)
	for {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		e, err := dict.Next()
		if err != nil || e == nil {
			return has, acts, err
		}
		term := e.Term
		docs, err := g.Reader.TermFieldReader(ctx, []byte(term), fieldWord, false, false, false)
		if err != nil {
			return nil, nil, err
		}
		for {
			t, err := docs.Next(nil)
			if err != nil {
				docs.Close()
				return nil, nil, err
			}
			if t == nil {
				break
			}
			id, err := g.Reader.ExternalID(t.ID)
			if err != nil {
				docs.Close()
				return nil, nil, err
			}
			if n, _, act, ok := parseID(id); ok && !act {
				has[n] += digest(id, term)
			}
		}
		docs.Close()
	}
}
