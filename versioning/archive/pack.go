package archive

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash/maphash"
	"math"
	"slices"
	"sort"
	"strings"

	"tizbe/corpus"
)

// Errors of adding and reading revisions.
var (
	// ErrHeld: the very same revision is in the pack already.
	ErrHeld = errors.New("revision is held already")
	// ErrConflict: another text of the same revision is in the pack. It is not
	// replaced.
	ErrConflict = errors.New("another text of this revision is held")
	// ErrTooLarge: an act that does not fit the bounds of a pack.
	ErrTooLarge = errors.New("act is too large")
	// ErrCorrupt: bytes that are not a pack.
	ErrCorrupt = errors.New("not a pack")
)

// Bounds of a pack.
const (
	MaxText      = 1 << 26 // bytes of one revision
	maxPack      = math.MaxInt32
	maxRevisions = 1 << 16
)

// A Revision is one dated whole text of an act.
type Revision struct {
	Effective corpus.Date // first day in force
	Number    uint32      // the source's own; orders revisions of one day
	Title     string
	Source    string // where the text is from; "" where it is not said
	Session   uint32 // the import that brought it
	Size      int    // of the text, in bytes
	Sum       corpus.Sum
	Runs      []Run // nil in a revision whose stretches are not read yet
}

// A Run is a stretch of the wordings, in bytes.
type Run struct{ Start, Len uint32 }

// An entry is one wording of one provision.
type entry struct {
	off, n uint32
	eid    string
}

// A Pack is an act with all its revisions. It is not safe for concurrent use
// while revisions are added.
type Pack struct {
	text    []byte
	entries []entry
	revs    []Revision // by effective, then number

	seed  maphash.Seed
	byRaw map[uint64][]int32 // hash of a wording → entries that have it, by eId
	byEID map[uint64]int32   // hash of a wording and its eId → the entry
	ids   identifier
	cache struct { // the lines of the revision compared last
		effective corpus.Date // not the sum of its text: two may have one
		number    uint32
		ids       []int32
		shapes    []shape
	}
}

// NewPack returns an empty pack.
func NewPack() *Pack { return &Pack{seed: maphash.MakeSeed()} }

// Revisions returns the revisions by the day they took effect. The slice must
// not be changed.
func (p *Pack) Revisions() []Revision { return p.revs }

// Size returns the size of the pack's wordings in bytes.
func (p *Pack) Size() int { return len(p.text) }

// Memory estimates what the pack takes in memory, in bytes.
func (p *Pack) Memory() int {
	n := len(p.text) + 250*len(p.entries)
	for _, r := range p.revs {
		n += 100 + 8*len(r.Runs)
	}
	return n
}

// find returns where the revision stands or would stand.
func (p *Pack) find(effective corpus.Date, number uint32) (int, bool) {
	return slices.BinarySearchFunc(p.revs, Revision{Effective: effective, Number: number}, func(x, y Revision) int {
		return cmp.Or(x.Effective.Compare(y.Effective), cmp.Compare(x.Number, y.Number))
	})
}

// Add adds a revision with its text; r.Size, r.Sum and r.Runs are computed.
// The error wraps [ErrHeld], [ErrConflict] or [ErrTooLarge]; the pack is then
// as it was.
func (p *Pack) Add(r Revision, text string) error {
	if len(text) > MaxText || len(p.text)+len(text) > maxPack || len(p.revs) >= maxRevisions {
		return fmt.Errorf("%w: %d bytes after %d bytes in %d revisions", ErrTooLarge, len(text), len(p.text), len(p.revs))
	}
	r.Size, r.Sum = len(text), sha256.Sum256([]byte(text))
	at, found := p.find(r.Effective, r.Number)
	if found {
		if p.revs[at].Sum == r.Sum && p.revs[at].Title == r.Title {
			return ErrHeld
		}
		return ErrConflict
	}
	p.index()
	pieces := split(text)
	var base []int32
	var shapes []shape
	if len(p.revs) > 0 {
		near := max(0, at-1)
		if c := &p.cache; c.ids != nil && c.effective == p.revs[near].Effective && c.number == p.revs[near].Number {
			base, shapes = p.cache.ids, p.cache.shapes
		} else {
			base = p.entriesOf(p.revs[near])
			shapes = make([]shape, len(base))
			for i, e := range base {
				shapes[i] = classify(p.raw(e), i == 0)
			}
		}
	}
	ids, now := p.carry(base, shapes, pieces)
	r.Runs = p.runs(ids)
	p.revs = slices.Insert(p.revs, at, r)
	p.cache.effective, p.cache.number, p.cache.ids, p.cache.shapes = r.Effective, r.Number, ids, now
	return nil
}

// index builds what only adding needs.
func (p *Pack) index() {
	if p.byRaw != nil {
		return
	}
	p.byRaw = make(map[uint64][]int32, len(p.entries))
	p.byEID = make(map[uint64]int32, len(p.entries))
	p.ids = identifier{used: make(map[string]bool, len(p.entries)), dash: make(map[string]int)}
	for i, e := range p.entries {
		p.note(int32(i))
		p.ids.used[e.eid] = true
	}
}

// maxSame is how many entries of one wording are remembered: some texts have
// the same short line a hundred thousand times.
const maxSame = 32

// note remembers an entry for [Pack.held] and [Pack.elsewhere]: of many, those
// with the lowest eIds, so that it does not matter in which order they are
// written.
func (p *Pack) note(i int32) {
	e := p.entries[i]
	raw := p.text[e.off : e.off+e.n]
	h := maphash.Bytes(p.seed, raw)
	same := p.byRaw[h]
	at, _ := slices.BinarySearchFunc(same, e.eid, func(k int32, eid string) int { return cmp.Compare(p.entries[k].eid, eid) })
	if at < maxSame {
		same = slices.Insert(same, at, i)
		p.byRaw[h] = same[:min(len(same), maxSame)]
	}
	h = p.hash(raw, e.eid)
	if _, ok := p.byEID[h]; !ok {
		p.byEID[h] = i
	}
}

func (p *Pack) hash(raw []byte, eid string) uint64 {
	var h maphash.Hash
	h.SetSeed(p.seed)
	h.WriteString(eid)
	h.WriteByte(0)
	h.Write(raw)
	return h.Sum64()
}

func (p *Pack) raw(i int32) string {
	e := p.entries[i]
	return string(p.text[e.off : e.off+e.n])
}

// entriesOf returns the entries of a revision, in order.
func (p *Pack) entriesOf(r Revision) []int32 {
	var out []int32
	for _, run := range r.Runs {
		i := sort.Search(len(p.entries), func(i int) bool { return p.entries[i].off >= run.Start })
		for ; i < len(p.entries) && p.entries[i].off < run.Start+run.Len; i++ {
			out = append(out, int32(i))
		}
	}
	return out
}

// add appends a wording.
func (p *Pack) add(raw, eid string) int32 {
	i := int32(len(p.entries))
	p.entries = append(p.entries, entry{uint32(len(p.text)), uint32(len(raw)), eid})
	p.text = append(p.text, raw...)
	p.note(i)
	return i
}

// held returns the entry with the wording and the eId, or -1.
func (p *Pack) held(raw, eid string) int32 {
	i, ok := p.byEID[p.hash([]byte(raw), eid)]
	if e := p.entries; !ok || e[i].eid != eid || p.raw(i) != raw {
		return -1
	}
	return i
}

// elsewhere returns an entry with the wording whose eId is not taken, or -1.
func (p *Pack) elsewhere(raw string, taken map[string]bool) int32 {
	for _, i := range p.byRaw[maphash.String(p.seed, raw)] {
		if !taken[p.entries[i].eid] && p.raw(i) == raw {
			return i
		}
	}
	return -1
}

// carry returns the entries of the pieces, with the identity of the base's
// lines carried on, and the shapes of the pieces.
func (p *Pack) carry(base []int32, old []shape, pieces []string) ([]int32, []shape) {
	ids := make([]int32, len(pieces))
	shapes := make([]shape, len(pieces))
	from := make([]int, len(pieces)) // index into base, or -1
	for j := range pieces {
		ids[j], from[j] = -1, -1
	}

	// Lines that are the same.
	symbols := make(map[string]int32, len(base))
	a, b := make([]int32, len(base)), make([]int32, len(pieces))
	for i, e := range base {
		raw := p.raw(e)
		s, ok := symbols[raw]
		if !ok {
			s = int32(len(symbols))
			symbols[raw] = s
		}
		a[i] = s
	}
	for j, piece := range pieces {
		s, ok := symbols[piece]
		if !ok {
			s = -1
		}
		b[j] = s
	}
	same := common(a, b)
	for _, m := range same {
		ids[m.new], from[m.new] = base[m.old], m.old
		shapes[m.new] = old[m.old]
	}
	for j, piece := range pieces {
		if ids[j] < 0 {
			shapes[j] = classify(piece, j == 0)
		} else if (from[j] == 0) != (j == 0) {
			shapes[j] = classify(piece, j == 0) // the title is told by its place
		}
	}

	// Between them: of one kind and number, then of mostly the same words.
	gaps(same, len(a), len(b), func(i0, i1, j0, j1 int) {
		numbered := common(keys(old[i0:i1], shapes[j0:j1]))
		for _, m := range numbered {
			from[j0+m.new] = i0 + m.old
		}
		gaps(numbered, i1-i0, j1-j0, func(x0, x1, y0, y1 int) {
			for _, m := range similar(old[i0+x0:i0+x1], shapes[j0+y0:j0+y1], i0+x0, j0+y0) {
				from[m.new] = m.old
			}
		})
	})
	eids := make([]string, len(pieces))
	taken := make(map[string]bool, len(pieces))
	for j, i := range from {
		if i >= 0 {
			eids[j] = p.entries[base[i]].eid
			taken[eids[j]] = true
		}
	}
	// A long line, or the heading of an article, that stood elsewhere, or before,
	// is that line again.
	for j, piece := range pieces {
		if from[j] < 0 && (len(piece) >= minMoved || shapes[j].kind == corpus.KindArticle) {
			if i := p.elsewhere(piece, taken); i >= 0 {
				ids[j], eids[j] = i, p.entries[i].eid
				taken[eids[j]] = true
			}
		}
	}
	p.identify(eids, shapes)
	for j, piece := range pieces {
		if ids[j] >= 0 {
			continue
		}
		if ids[j] = p.held(piece, eids[j]); ids[j] < 0 {
			ids[j] = p.add(piece, eids[j])
		}
	}
	return ids, shapes
}

// keys turns the kinds and numbers of lines into symbols; lines without a
// number have none.
func keys(old, new []shape) (a, b []int32) {
	symbols := make(map[[2]string]int32)
	of := func(in []shape) []int32 {
		out := make([]int32, len(in))
		for i, s := range in {
			if s.key == "" && s.prefix != "title" {
				out[i] = -1
				continue
			}
			k := [2]string{s.prefix, s.key}
			n, ok := symbols[k]
			if !ok {
				n = int32(len(symbols))
				symbols[k] = n
			}
			out[i] = n
		}
		return out
	}
	return of(old), of(new)
}

// identify gives eIds to the lines that have none.
func (p *Pack) identify(eids []string, shapes []shape) {
	nest := newNesting()
	prev := make(map[string]string) // parent and prefix → eId of the last such sibling
	for j, s := range shapes {
		parent := nest.parent(s.level)
		k := parent + "\x00" + s.prefix
		if eids[j] == "" {
			eids[j] = p.ids.next(parent, s, prev[k])
		}
		prev[k] = eids[j]
		nest.push(s.level, eids[j])
	}
}

// A nesting is the stack of lines that others stand below.
type nesting struct {
	levels []int
	eids   []string
}

func newNesting() *nesting { return new(nesting) }

// parent drops the lines that a line of the level does not stand below, and
// returns the eId of the one it does, or "".
func (n *nesting) parent(level int) string {
	bound := level
	if level == levelPlain {
		bound = levelPara // below the last heading
	}
	for k := len(n.levels); k > 0 && n.levels[k-1] >= bound; k-- {
		n.levels, n.eids = n.levels[:k-1], n.eids[:k-1]
	}
	if len(n.eids) == 0 {
		return ""
	}
	return n.eids[len(n.eids)-1]
}

func (n *nesting) push(level int, eid string) {
	if level != levelPlain {
		n.levels, n.eids = append(n.levels, level), append(n.eids, eid)
	}
}

// Text returns the text of the revision, byte for byte.
func (p *Pack) Text(r Revision) (string, error) {
	var b strings.Builder
	b.Grow(r.Size)
	for _, run := range r.Runs {
		end := uint64(run.Start) + uint64(run.Len)
		if end > uint64(len(p.text)) {
			return "", fmt.Errorf("%w: a stretch outside the wordings", ErrCorrupt)
		}
		b.Write(p.text[run.Start:end])
	}
	if b.Len() != r.Size {
		return "", fmt.Errorf("%w: a text of %d bytes instead of %d", ErrCorrupt, b.Len(), r.Size)
	}
	return b.String(), nil
}

// Tree returns the provisions of the revision, sealed. Lines of one wording
// without any below them are shared between the trees of a pack.
func (p *Pack) Tree(r Revision) *corpus.Provision {
	root := &corpus.Provision{Kind: corpus.KindAct}
	lines := p.LinesOf(r)
	provisions := make([]corpus.Provision, len(lines))
	for j, l := range Place(lines) {
		provisions[j] = corpus.Provision{EID: lines[j].EID, Kind: l.Kind, Num: l.Num, Text: l.Text}
		top := root
		if l.Above >= 0 {
			top = &provisions[l.Above]
		}
		top.Children = append(top.Children, &provisions[j])
	}
	return root.Seal()
}

// On returns the index of the revision in force on the day: the last that
// took effect by then; -1 where none did.
func On(revs []Revision, day corpus.Date) int {
	return sort.Search(len(revs), func(i int) bool { return revs[i].Effective.After(day) }) - 1
}
