package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ugorji/go/codec"
	bolt "go.etcd.io/bbolt"

	"tizbe/corpus"
	"tizbe/versioning/archive"
)

// ErrImporting: another importer of this store is open.
var ErrImporting = errors.New("an import is going on")

// A Session is one import of one file, or what was left of it when it was
// interrupted. It is written in the same transaction as the revisions up to
// its position.
type Session struct {
	Name    string     // of the file
	Started time.Time  // in UTC
	Opening corpus.Sum // of the first bytes of the file, expanded; see [OpeningBytes]

	// Position is what of the file is in the store: bytes, after expanding,
	// their sum, and lines. What follows it is not.
	Bytes uint64
	Sum   corpus.Sum
	Lines uint64

	Added   uint64 // revisions
	Known   uint64 // revisions that were held already
	Refused uint64 // lines
	Done    bool   // the end of the file was reached
}

// OpeningBytes is how much of a file tells it from others.
const OpeningBytes = 1 << 16

type storedSession struct {
	//lint:ignore U1000 the codec reads its tag
	_struct               bool `codec:",toarray"`
	Name, Started         string
	Opening, Sum          []byte
	Bytes, Lines          uint64
	Added, Known, Refused uint64
	Done                  bool
}

func (s Session) encode() ([]byte, error) {
	var b []byte
	err := codec.NewEncoderBytes(&b, strict).Encode(&storedSession{Name: s.Name, Started: s.Started.UTC().Format(time.RFC3339Nano), Opening: s.Opening[:], Sum: s.Sum[:],
		Bytes: s.Bytes, Lines: s.Lines, Added: s.Added, Known: s.Known, Refused: s.Refused, Done: s.Done})
	sum := headSum(string(bucketImport), b)
	return append(sum[:len(sum):len(sum)], b...), err
}

func parseSession(k, v []byte) (Session, error) {
	var j storedSession
	if len(v) <= 32 || corpus.Sum(v[:32]) != headSum(string(bucketImport), v[32:]) || len(k) != 4 {
		return Session{}, damaged(bucketImport, k, "does not have its sum")
	}
	if err := codec.NewDecoderBytes(v[32:], strict).Decode(&j); err != nil || len(j.Opening) != 32 || len(j.Sum) != 32 {
		return Session{}, damaged(bucketImport, k, "not a session (%v)", err)
	}
	t, err := time.Parse(time.RFC3339Nano, j.Started)
	if err != nil {
		return Session{}, damaged(bucketImport, k, "%v", err)
	}
	return Session{Name: j.Name, Started: t.UTC(), Opening: corpus.Sum(j.Opening), Sum: corpus.Sum(j.Sum), Bytes: j.Bytes, Lines: j.Lines,
		Added: j.Added, Known: j.Known, Refused: j.Refused, Done: j.Done}, nil
}

// Sessions returns the imports in order. A revision names its own by the
// number in this list.
func (s *Store) Sessions() (out []Session, err error) {
	err = s.view(func(tx *bolt.Tx) error {
		b := tx.Bucket(bucketImport)
		if b == nil {
			return nil
		}
		return b.ForEach(func(k, v []byte) error {
			if len(k) != 4 || binary.BigEndian.Uint32(k) != uint32(len(out)) {
				return damaged(bucketImport, k, "stands where %d should", len(out))
			}
			x, err := parseSession(k, v)
			out = append(out, x)
			return err
		})
	})
	return out, s.wrap(err)
}

// An Importer adds dated whole texts to a store. It gathers them in memory
// and writes them in one transaction with each Commit; Memory says when that
// is due. One importer serves one goroutine; the store may be read meanwhile.
// Close it.
type Importer struct {
	s       *Store
	session Session
	number  uint32 // of the session
	acts    map[string]*building
	memory  int // of acts
	turn    int
}

// A building is an act in memory: what is stored, and what is to be.
type building struct {
	head    *actHead
	pack    *archive.Pack
	lines   []byte // as far as it was written
	recipe  []byte
	written int        // wordings in lines
	stored  corpus.Sum // of the head in the store; zero for none
	dirty   bool
	memory  int
	turn    int // of the last addition
}

// maxMemory is how much an importer keeps in memory of acts that are written
// already, in bytes.
const maxMemory = 96 << 20

// Importer starts or resumes the session: one with the same opening whose end
// was not reached goes on, and its position is returned by [Importer.Session].
// The error wraps [ErrReadOnly], [ErrImporting] or [ErrDamaged].
func (s *Store) Importer(opening corpus.Sum, name string, now time.Time) (*Importer, error) {
	if s.readOnly {
		return nil, s.wrap(ErrReadOnly)
	}
	all, err := s.Sessions()
	if err != nil {
		return nil, err
	}
	im := &Importer{s: s, number: uint32(len(all)), acts: make(map[string]*building),
		session: Session{Name: name, Started: now.UTC(), Opening: opening}}
	for i, x := range all {
		if x.Opening == opening {
			im.number, im.session = uint32(i), x
		}
	}
	if !s.importing.CompareAndSwap(false, true) {
		return nil, s.wrap(ErrImporting)
	}
	return im, nil
}

// Session returns the session as it was last written.
func (im *Importer) Session() Session { return im.session }

// Restart begins the session anew: the file is not the one whose position was
// kept.
func (im *Importer) Restart(name string, now time.Time) error {
	all, err := im.s.Sessions()
	if err != nil {
		return err
	}
	im.number = uint32(len(all))
	im.session = Session{Name: name, Started: now.UTC(), Opening: im.session.Opening}
	return nil
}

// Close gives up what was not committed.
func (im *Importer) Close() { im.s.importing.Store(false) }

// Memory returns about how many bytes the importer keeps in memory.
func (im *Importer) Memory() int { return im.memory }

// Add adds a revision. It is in the store after the next Commit. The error
// wraps [archive.ErrHeld], [archive.ErrConflict] or [archive.ErrTooLarge],
// after which the import may go on, or is one of reading the store.
func (im *Importer) Add(r archive.Record) error {
	a, err := im.act(r)
	if err != nil {
		return err
	}
	if err := a.pack.Add(archive.Revision{Effective: r.Effective, Number: r.Number, Title: r.Title, Source: r.Source, Session: im.number}, r.Text); err != nil {
		return err
	}
	a.dirty = true
	im.turn++
	a.turn = im.turn
	now := a.pack.Memory()
	im.memory += now - a.memory
	a.memory = now
	return nil
}

func (im *Importer) act(r archive.Record) (*building, error) {
	if a := im.acts[r.Act]; a != nil {
		return a, nil
	}
	a := new(building)
	err := im.s.view(func(tx *bolt.Tx) (err error) {
		v, err := readActHead(tx, r.Act)
		if err != nil {
			return err
		}
		if a.head, err = v.full(); err != nil {
			return err
		}
		a.stored = a.head.sum
		if a.pack, a.lines, a.recipe, err = readPack(tx, a.head); err == nil {
			a.written = a.pack.Lines()
		}
		return err
	})
	switch {
	case errors.Is(err, ErrNotImported):
		id, err := archive.ActID(r.Act, r.Adopted)
		if err != nil {
			return nil, err
		}
		a.head = &actHead{ImportedAct: ImportedAct{ID: id, Name: r.Act, Lang: r.Lang, Adopted: r.Adopted}}
		a.pack = archive.NewPack()
	case err != nil:
		return nil, im.s.wrap(err)
	}
	// An act may be named by its identifier in one file and otherwise in
	// another.
	if b := im.acts[a.head.Name]; b != nil {
		return b, nil
	}
	a.memory = a.pack.Memory()
	im.memory += a.memory
	im.acts[a.head.Name] = a
	return a, nil
}

// Commit writes what was added and the position of the session, all of it or
// nothing. When it returns without error, it is on the disk. After an error
// the importer is of no more use.
func (im *Importer) Commit(pos Session) error {
	s := im.s
	pos.Name, pos.Started, pos.Opening = im.session.Name, im.session.Started, im.session.Opening
	err := s.update(func(tx *bolt.Tx) error {
		for _, b := range importBuckets {
			if _, err := tx.CreateBucketIfNotExists(b); err != nil {
				return err
			}
		}
		meta := tx.Bucket(bucketMeta)
		if err := meta.Put(keyFormat, binary.BigEndian.AppendUint64(nil, format)); err != nil {
			return err
		}
		m, err := readImportMeta(tx)
		if err != nil {
			return err
		}
		heads := tx.Bucket(bucketAct)
		heads.FillPercent = 0.9 // most acts do not grow
		w, err := newBlockWriter(tx)
		if err != nil {
			return err
		}
		var names []string
		for name, a := range im.acts {
			if a.dirty {
				names = append(names, name)
			}
		}
		// The order of the file, so that the same file gives the same store.
		slices.SortFunc(names, func(x, y string) int { return im.acts[x].turn - im.acts[y].turn })
		for _, name := range names {
			a := im.acts[name]
			if a.stored != (corpus.Sum{}) {
				m.set = combine(m.set, a.stored)
			} else {
				m.acts++
			}
			if err := a.write(w); err != nil {
				return fmt.Errorf("writing act %s: %w", name, err)
			}
			v, sum, err := a.head.encode()
			if err != nil {
				return fmt.Errorf("writing act %s: %w", name, err)
			}
			a.head.sum = sum
			m.set = combine(m.set, sum)
			if err := heads.Put([]byte(name), v); err != nil {
				return err
			}
		}
		if err := w.flush(); err != nil {
			return err
		}
		b, err := pos.encode()
		if err != nil {
			return err
		}
		if err := tx.Bucket(bucketImport).Put(binary.BigEndian.AppendUint32(nil, im.number), b); err != nil {
			return err
		}
		m.mark++
		return meta.Put(keyImported, m.bytes())
	})
	if err != nil {
		return s.wrap(err)
	}
	im.session = pos
	s.cache.forget()
	for name, a := range im.acts {
		a.dirty, a.stored = false, a.head.sum
		// Files hold the revisions of an act together, or all acts by day: the
		// acts touched last are the likeliest to come again.
		if im.memory > maxMemory || a.turn < im.turn-1000 {
			im.memory -= a.memory
			delete(im.acts, name)
		}
	}
	return nil
}

// write appends what the store does not have of the act yet, and brings the
// head up to date.
func (a *building) write(w *blockWriter) (err error) {
	h := a.head
	if a.scattered() {
		a.pack.Weave()
		h.Revisions, h.recipes, h.text, h.lines, h.recipe = nil, nil, nil, nil, nil
		a.lines, a.recipe, a.written = nil, nil, 0
	}
	if h.text == nil {
		h.ordered = a.pack.Size()
	}
	known := make(map[corpus.Sum][2]uint32, len(h.Revisions))
	key := func(r archive.Revision) corpus.Sum {
		return headSum(r.Effective.String(), binary.BigEndian.AppendUint32(nil, r.Number))
	}
	for i, r := range h.Revisions {
		known[key(r)] = h.recipes[i]
	}
	h.Revisions = slices.Clone(a.pack.Revisions())
	h.recipes = make([][2]uint32, len(h.Revisions))
	for i, r := range h.Revisions {
		if at, ok := known[key(r)]; ok {
			h.recipes[i] = at
		} else {
			start := len(a.recipe)
			a.recipe = archive.AppendRecipe(a.recipe, r.Runs)
			h.recipes[i] = [2]uint32{uint32(start), uint32(len(a.recipe) - start)}
		}
		h.Revisions[i].Runs = nil
	}
	a.lines = a.pack.AppendLines(a.lines, a.written)
	a.written = a.pack.Lines()
	if h.text, err = h.text.grow(w, a.pack.Bytes(), 0); err != nil {
		return err
	}
	if h.lines, err = h.lines.grow(w, a.lines, 0); err != nil {
		return err
	}
	h.recipe, err = h.recipe.grow(w, a.recipe, maxPlain)
	return err
}

// scattered reports whether the wordings are to be put in order: when an act
// is written first, and when what was appended since then is as long as it was
// then, which leaves at most as much unused as is used.
func (a *building) scattered() bool {
	return len(a.pack.Revisions()) > 1 && a.pack.Size() > 2*a.head.ordered
}
