package imported

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"sync"

	index "github.com/blevesearch/bleve_index_api"

	"tizbe/corpus"
	"tizbe/index/generation"
	"tizbe/versioning/archive"
)

// anyDay asks for acts that ever had a word.
const anyDay = math.MinInt32

// A candidate is an act that had the words on the day.
type candidate struct {
	act  number
	rank int // the sum of what the words are to it
}

// A Revision is the revision of an act that is in force on a day.
type Revision struct {
	Act string // the source's name
	archive.Revision
}

// Revisions returns revisions in force on the day that have all of the words,
// at most limit of them: first those with the words in their titles, then
// those that have them often. A word is a term of [retrieval.PlainWords]. No
// text is read: where the index is behind the store, a revision may be missing,
// and one that has lost a word since may be there.
func (x *Index) Revisions(terms []string, day corpus.Date, limit int) (out []Revision, err error) {
	defer guard(&err)
	alternatives := make([][]string, len(terms))
	for i := range terms {
		alternatives[i] = terms[i : i+1]
	}
	found, _, err := x.candidates(alternatives, day.Days(), limit)
	if err != nil {
		return nil, err
	}
	for _, c := range found[:min(limit, len(found))] {
		name, err := x.name(c.act)
		if err != nil {
			return nil, err
		}
		r, err := x.store.ImportedOn(name, day)
		if err != nil {
			return nil, err
		}
		out = append(out, Revision{name, r})
	}
	return out, nil
}

// candidates returns acts that had on the day, for each of the words, one of
// its alternatives: all that have them in their titles or often and of the
// others enough to make the limit, in the order in which they are to be looked
// at. more says that there are others.
func (x *Index) candidates(alternatives [][]string, day, limit int) (out []candidate, more bool, err error) {
	if len(alternatives) == 0 {
		return nil, false, nil
	}
	if len(alternatives) == 1 && len(alternatives[0]) == 1 {
		rest := 0
		err := x.each(alternatives[0][0], day, func(rank int) bool {
			more = more || rank < rankOften && rest >= limit
			return rank >= rankOften || rest < limit
		}, func(act number, rank int) {
			if rank < rankOften {
				rest++
			}
			out = append(out, candidate{act, rank})
		})
		inOrder(out)
		return out, more, err
	}
	var acts map[number]int
	for _, terms := range alternatives {
		having := make(map[number]int)
		for _, t := range terms {
			if err := x.each(t, day, func(int) bool { return true }, func(act number, rank int) {
				if before, ok := acts[act]; ok || acts == nil {
					having[act] = max(having[act], before+rank)
				}
			}); err != nil {
				return nil, false, err
			}
		}
		acts = having
	}
	for act, rank := range acts {
		out = append(out, candidate{act, rank})
	}
	inOrder(out)
	return out, false, nil
}

// maxNames bounds the names of acts that are remembered.
const maxNames = 1 << 14

// names remembers the names of acts.
type names struct {
	mu    sync.Mutex
	known map[number]string
}

// name returns the name of the act.
func (x *Index) name(n number) (string, error) {
	x.names.mu.Lock()
	defer x.names.mu.Unlock()
	if name, ok := x.names.known[n]; ok {
		return name, nil
	}
	name, _, err := actOf(x.Reader, n)
	if err != nil {
		return "", err
	}
	if x.names.known == nil || len(x.names.known) >= maxNames {
		x.names.known = make(map[number]string)
	}
	x.names.known[n] = name
	return name, nil
}

func inOrder(cs []candidate) {
	slices.SortFunc(cs, func(a, b candidate) int { return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(a.act, b.act)) })
}

// each calls use with the acts that had the term on the day and that want
// wants by their rank.
func (x *Index) each(term string, day int, want func(rank int) bool, use func(act number, rank int)) error {
	docs, err := x.Reader.TermFieldReader(context.Background(), []byte(term), fieldWord, true, false, false)
	if err != nil {
		return fmt.Errorf("searching: %w", err)
	}
	defer docs.Close()
	var space index.TermFieldDoc
	for {
		t, err := docs.Next(&space)
		if err != nil {
			return fmt.Errorf("searching: %w", err)
		}
		if t == nil {
			return nil
		}
		rank := int(t.Freq)
		if !want(rank) {
			continue
		}
		id, err := x.Reader.ExternalID(t.ID)
		if err != nil {
			return fmt.Errorf("searching: %w", err)
		}
		n, days, act, ok := parseID(id)
		if !ok || act {
			return fmt.Errorf("document %q: %w", id, generation.ErrDamaged)
		}
		if day == anyDay || on(days, day) {
			use(n, rank)
		}
	}
}

// guard makes an error of what a damaged segment does: bleve reads outside the
// file.
func guard(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("searching: %v: %w", r, generation.ErrDamaged)
	}
}
