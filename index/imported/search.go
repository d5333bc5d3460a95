package imported

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	index "github.com/blevesearch/bleve_index_api"

	"tizbe/corpus"
	"tizbe/corpus/kazakh"
	"tizbe/index/retrieval"
	"tizbe/versioning"
	"tizbe/versioning/archive"
	"tizbe/versioning/store"
)

// Bounds of an answer: the acts that are looked at, and the bytes of their
// wordings; the acts that are enough where their lines are; the terms that one
// word stands for.
const (
	maxActs  = 256
	enough   = 48
	maxText  = 64 << 20
	maxTerms = 256
	maxNear  = 24
)

// Search answers the question from the imported acts: it returns lines, each
// in the wording of the day or of the revision asked about. The error is that
// of reading the index or the store; a question is never an error.
//
// The hits are those of the words as they are; where there is none, those
// with some of the words in the headings above; where a word is in no act, those
// with a letter corrected.
func (x *Index) Search(q retrieval.Query) (res retrieval.Result, err error) {
	defer guard(&err)
	if q.Limit <= 0 {
		q.Limit = retrieval.DefaultLimit
	}
	p := retrieval.ParsePlain(q)
	if len(p.Words) == 0 {
		return res, nil
	}
	l := &looking{x: x, q: q, p: p}
	if names := p.Filter("revision"); len(names) > 0 {
		l.revision = names[0]
	}
	typo, err := x.correct(p)
	if err != nil {
		return res, err
	}
	if err := l.look(); err != nil {
		return res, err
	}
	hits := l.hits
	if len(hits) == 0 {
		hits = l.context
	}
	slices.SortStableFunc(hits, func(a, b found) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Act, b.Act), cmp.Compare(a.seq, b.seq))
	})
	if typo {
		for i := range hits {
			hits[i].Rule = retrieval.Typo
		}
	}
	res.Total, res.Least = len(hits), l.more
	bases := make(map[corpus.ActID]*versioning.Act)
	for _, h := range hits[:min(q.Limit, len(hits))] {
		if q.All {
			a := bases[h.Act]
			if a == nil {
				if a, err = x.base(h.Act); err != nil {
					return res, err
				}
				bases[h.Act] = a
			}
			h.Stood = retrieval.Stretches(a, h.Revisions)
		}
		res.Hits = append(res.Hits, h.Hit)
		if !slices.ContainsFunc(res.Search, func(g retrieval.Governing) bool { return g.Act == h.Act }) && !q.All {
			res.Search = append(res.Search, retrieval.Governing{Act: h.Act, Revision: h.revision})
		}
	}
	if q.Facets {
		res.Kinds, res.Units = counts(hits)
	}
	if len(hits) > 0 {
		res.Rule = hits[0].Rule
	}
	return res, nil
}

func counts(hits []found) (kinds, units []retrieval.Count) {
	k, u := make(map[string]int), make(map[string]int)
	for _, h := range hits {
		k[string(h.Kind)]++
		if len(h.Path) > 0 {
			u[h.Path[0]]++
		}
	}
	return retrieval.Counts(k), retrieval.Counts(u)
}

// correct gives words that no act has those that are one edit from them, and
// reports whether it did.
func (x *Index) correct(p *retrieval.Plain) (changed bool, err error) {
	for i := range p.Words {
		w := &p.Words[i]
		if w.Prefix || strings.ContainsFunc(w.Term, unicode.IsDigit) {
			continue
		}
		docs, err := x.Reader.TermFieldReader(context.Background(), []byte(w.Term), fieldWord, false, false, false)
		if err != nil {
			return false, fmt.Errorf("searching: %w", err)
		}
		known := docs.Count() > 0
		docs.Close()
		fuzzy, ok := x.Reader.(index.IndexReaderFuzzy)
		if n := len([]rune(w.Term)); known || !ok || n < 5 || n > 48 {
			continue
		}
		d, err := fuzzy.FieldDictFuzzy(fieldWord, w.Term, 2, "")
		if err != nil {
			continue // a word that makes no automaton is not corrected
		}
		for {
			e, err := d.Next()
			if err != nil || e == nil || len(w.Near) == maxNear {
				break
			}
			if kazakh.Near(w.Term, e.Term) {
				w.Near, changed = append(w.Near, e.Term), true
			}
		}
		d.Close()
	}
	return changed, nil
}

// alternatives returns the terms that each word stands for.
func (x *Index) alternatives(p *retrieval.Plain) ([][]string, error) {
	out := make([][]string, 0, len(p.Words))
	seen := make(map[string]bool)
	for _, w := range p.Words {
		if seen[w.Term] && !w.Prefix {
			continue
		}
		seen[w.Term] = true
		terms := append([]string{w.Term}, w.Near...)
		if w.Prefix {
			d, err := x.Reader.FieldDictPrefix(fieldWord, []byte(w.Term))
			if err != nil {
				return nil, fmt.Errorf("searching: %w", err)
			}
			for len(terms) < maxTerms {
				e, err := d.Next()
				if err != nil || e == nil {
					break
				}
				terms = append(terms, e.Term)
			}
			d.Close()
		}
		out = append(out, terms)
	}
	return out, nil
}

// A found is a hit with what puts it in order.
type found struct {
	retrieval.Hit
	seq      int
	revision versioning.Candidate
}

// A looking is a search through the texts of acts.
type looking struct {
	x             *Index
	q             retrieval.Query
	p             *retrieval.Plain
	revision      string // only the revisions of this name; "" for those of the day
	hits, context []found
	more          bool // not all that may have hits was looked at
	acts, bytes   int
}

// day is the day whose text is asked for: what an imported act says governs
// from the day it takes effect, whatever is asked about.
func (l *looking) day() corpus.Date {
	d := l.q.On
	if l.q.Seen.Before(d) {
		d = l.q.Seen
	}
	return d
}

func (l *looking) look() error {
	only := l.p.Filter("act")
	if l.q.Act != "" {
		only = append(only, string(l.q.Act))
	}
	if len(only) > 0 {
		names, err := l.x.store.FindImported(only[0], maxActs)
		if err != nil {
			return err
		}
		for _, name := range names {
			if err := l.act(name); err != nil {
				return err
			}
		}
		return nil
	}
	day := l.day().Days()
	if l.q.All || l.revision != "" {
		day = anyDay
	}
	alternatives, err := l.x.alternatives(l.p)
	if err != nil {
		return err
	}
	found, more, err := l.x.candidates(alternatives, day, maxActs)
	if err != nil {
		return err
	}
	l.more = more
	for i, c := range found {
		if l.acts >= maxActs || l.bytes >= maxText || l.acts >= enough && len(l.hits) >= l.q.Limit {
			l.more = l.more || i < len(found)
			break
		}
		name, err := l.x.name(c.act)
		if err != nil {
			return err
		}
		if err := l.act(name); err != nil {
			return err
		}
	}
	return nil
}

// act looks for hits in one act.
func (l *looking) act(name string) error {
	a, p, err := l.x.store.ImportedPack(name)
	if errors.Is(err, store.ErrNotImported) {
		return nil // it was, when the index was made
	}
	if err != nil {
		return err
	}
	l.acts++
	l.bytes += p.Size()
	ids := archive.IDs(p.Revisions())
	if l.q.All {
		l.wordings(a, p, ids)
		return nil
	}
	n := archive.On(p.Revisions(), l.day())
	if l.revision != "" {
		n = slices.Index(ids, l.revision)
	}
	if n >= 0 {
		lines := p.LinesOf(p.Revisions()[n])
		l.lines(a, p, ids, n, lines, nil)
	}
	return nil
}

// wordings looks through every wording of every line: each in the last
// revision that has it.
func (l *looking) wordings(a store.ImportedAct, p *archive.Pack, ids []string) {
	lines, set, sets := p.Wordings()
	last := make(map[int]map[uint32]bool) // revision → wordings to be looked for in it
	for i, w := range lines {
		if revs := sets[set[i]]; len(revs) > 0 && l.p.In(w.Raw) != 0 {
			n := revs[len(revs)-1]
			if last[n] == nil {
				last[n] = make(map[uint32]bool)
			}
			last[n][w.Start] = true
		}
	}
	for n, want := range last {
		l.lines(a, p, ids, n, p.LinesOf(p.Revisions()[n]), want)
	}
}

// lines looks through the lines of a revision; only those wanted where want is
// not nil.
func (l *looking) lines(a store.ImportedAct, p *archive.Pack, ids []string, n int, lines []archive.Line, want map[uint32]bool) {
	all := l.p.All()
	have := make([]retrieval.Mask, len(lines))
	var any retrieval.Mask
	for i, line := range lines {
		have[i] = l.p.In(line.Raw)
		any |= have[i]
	}
	if any != all {
		return
	}
	placed := archive.Place(lines)
	for i, line := range lines {
		if have[i] == 0 || want != nil && !want[line.Start] {
			continue
		}
		up := have[i]
		for j := placed[i].Above; j >= 0 && up != all; j = placed[j].Above {
			up |= have[j]
		}
		if up != all || have[i] != all && len(l.hits) > 0 {
			continue
		}
		h := found{Hit: hit(a, lines, placed, i), seq: i}
		if !l.p.Admits(h.EID, placed[i].Kind, h.Point, h.Path) || !l.p.Match(&h.Hit) {
			continue
		}
		h.Revisions = having(p, line.Start, ids)
		h.revision = versioning.Candidate{ID: ids[n], Events: []*versioning.Event{{ID: ids[n], Act: a.ID}}}
		if have[i] == all {
			l.hits = append(l.hits, h)
		} else {
			l.context = append(l.context, h)
		}
	}
}

// hit describes a line.
func hit(a store.ImportedAct, lines []archive.Line, placed []archive.Placed, i int) retrieval.Hit {
	h := retrieval.Hit{Act: a.ID, EID: lines[i].EID, Kind: retrieval.KindOf(placed[i].Kind), Text: placed[i].Text}
	for j := i; j >= 0; j = placed[j].Above {
		p := placed[j]
		if h.Point == "" && (p.Kind == corpus.KindPoint || p.Kind == corpus.KindArticle) {
			h.Point = p.Num
		}
		if j != i && p.Text != "" {
			h.Path = append(h.Path, p.Text)
		}
	}
	slices.Reverse(h.Path)
	return h
}

// having returns the names of the revisions that have the wording that begins
// at the byte.
func having(p *archive.Pack, start uint32, ids []string) (out []string) {
	for n, r := range p.Revisions() {
		if slices.ContainsFunc(r.Runs, func(run archive.Run) bool { return start >= run.Start && start < run.Start+run.Len }) {
			out = append(out, ids[n])
		}
	}
	return out
}
