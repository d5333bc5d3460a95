package store

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/ugorji/go/codec"
	bolt "go.etcd.io/bbolt"

	"tizbe/corpus"
	"tizbe/versioning/archive"
)

// ErrNotImported: no imported act has this name.
var ErrNotImported = errors.New("act was not imported")

// ErrNotInForce: the imported act has no revision that took effect by the day.
var ErrNotInForce = errors.New("no revision had taken effect")

// An ImportedAct is an act that is known only by dated whole texts.
type ImportedAct struct {
	ID        corpus.ActID
	Name      string // the source's own
	Lang      corpus.Lang
	Adopted   corpus.Date        // zero where it is not known
	Revisions []archive.Revision // by the day they took effect; Runs is nil
}

// A head is what the bucket act holds of an act, after the sum of its key and
// value.
type storedAct struct {
	//lint:ignore U1000 the codec reads its tag
	_struct bool `codec:",toarray"`
	ID      string
	Lang    string
	Adopted corpus.Date
	Titles  []string
	Source  string   // what all sources begin with
	Sources []string // the rest of each
	Rows    []byte   // a revision in rowSize bytes, in order
	Streams []byte
}

// rowSize: day of effect, number, session, size of text, start and size of its
// recipe, each 4 bytes; title and source, each 2; sum of the text.
const rowSize = 6*4 + 2*2 + sha256.Size

// An actHead is a head as it is used.
type actHead struct {
	ImportedAct
	recipes             [][2]uint32 // start and size, by revision
	text, lines, recipe stream
	sum                 corpus.Sum
}

func (h *actHead) encode() ([]byte, corpus.Sum, error) {
	a := storedAct{ID: string(h.ID), Lang: string(h.Lang), Adopted: h.Adopted, Titles: []string{}, Sources: []string{}, Rows: make([]byte, 0, rowSize*len(h.Revisions))}
	a.Source = h.Revisions[0].Source
	for _, r := range h.Revisions {
		for !strings.HasPrefix(r.Source, a.Source) {
			a.Source = strings.ToValidUTF8(a.Source[:len(a.Source)-1], "")
		}
	}
	titles, sources := make(map[string]int), make(map[string]int)
	number := func(table map[string]int, list *[]string, s string) uint16 {
		n, ok := table[s]
		if !ok {
			n = len(table)
			table[s] = n
			*list = append(*list, s)
		}
		return uint16(n)
	}
	for i, r := range h.Revisions {
		for _, n := range [...]uint32{uint32(int32(r.Effective.Days())), r.Number, r.Session, uint32(r.Size), h.recipes[i][0], h.recipes[i][1]} {
			a.Rows = binary.BigEndian.AppendUint32(a.Rows, n)
		}
		a.Rows = binary.BigEndian.AppendUint16(a.Rows, number(titles, &a.Titles, r.Title))
		a.Rows = binary.BigEndian.AppendUint16(a.Rows, number(sources, &a.Sources, r.Source[len(a.Source):]))
		a.Rows = append(a.Rows, r.Sum[:]...)
	}
	for _, s := range [...]stream{h.text, h.lines, h.recipe} {
		a.Streams = s.append(a.Streams)
	}
	var b []byte
	if err := codec.NewEncoderBytes(&b, strict).Encode(&a); err != nil {
		return nil, corpus.Sum{}, err
	}
	sum := headSum(h.Name, b)
	return append(sum[:len(sum):len(sum)], b...), sum, nil
}

func headSum(name string, b []byte) (sum corpus.Sum) {
	d := sha256.New()
	d.Write([]byte(name))
	d.Write([]byte{0})
	d.Write(b)
	d.Sum(sum[:0])
	return sum
}

func parseHeadOf(name string, v []byte) (*actHead, error) {
	key := []byte(name)
	if len(v) <= sha256.Size {
		return nil, damaged(bucketAct, key, "%d bytes", len(v))
	}
	h := &actHead{sum: headSum(name, v[sha256.Size:])}
	if corpus.Sum(v[:sha256.Size]) != h.sum {
		return nil, damaged(bucketAct, key, "does not have its sum")
	}
	var a storedAct
	d := codec.NewDecoderBytes(v[sha256.Size:], strict)
	if err := d.Decode(&a); err != nil {
		return nil, damaged(bucketAct, key, "%v", err)
	}
	if len(a.Rows)%rowSize != 0 || len(a.Rows) == 0 {
		return nil, damaged(bucketAct, key, "revisions in %d bytes", len(a.Rows))
	}
	h.ImportedAct = ImportedAct{ID: corpus.ActID(a.ID), Name: name, Lang: corpus.Lang(a.Lang), Adopted: a.Adopted,
		Revisions: make([]archive.Revision, len(a.Rows)/rowSize)}
	h.recipes = make([][2]uint32, len(h.Revisions))
	for i := range h.Revisions {
		row := a.Rows[i*rowSize : (i+1)*rowSize]
		n := func(field int) uint32 { return binary.BigEndian.Uint32(row[4*field:]) }
		title, source := int(binary.BigEndian.Uint16(row[24:])), int(binary.BigEndian.Uint16(row[26:]))
		if title >= len(a.Titles) || source >= len(a.Sources) {
			return nil, damaged(bucketAct, key, "a title or source that is not there")
		}
		h.Revisions[i] = archive.Revision{Effective: corpus.DateFromDays(int(int32(n(0)))), Number: n(1), Session: n(2), Size: int(n(3)),
			Title: a.Titles[title], Source: a.Source + a.Sources[source], Sum: corpus.Sum(row[28:])}
		h.recipes[i] = [2]uint32{n(4), n(5)}
	}
	rest := a.Streams
	for _, s := range [...]*stream{&h.text, &h.lines, &h.recipe} {
		var err error
		if *s, rest, err = parseStream(rest); err != nil {
			return nil, damaged(bucketAct, key, "%v", err)
		}
	}
	return h, nil
}

// readActHead returns the head of the act with the name or identifier.
func readActHead(tx *bolt.Tx, name string) (*actHead, error) {
	b := tx.Bucket(bucketAct)
	if b == nil || name == "" {
		return nil, fmt.Errorf("%.100q: %w", name, ErrNotImported)
	}
	if v := b.Get([]byte(name)); v != nil {
		return parseHeadOf(name, v)
	}
	if own, ok := archive.ActName(corpus.ActID(name)); ok {
		if v := b.Get([]byte(own)); v != nil {
			h, err := parseHeadOf(own, v)
			if err != nil || string(h.ID) == name {
				return h, err
			}
		}
	}
	return nil, fmt.Errorf("%.100q: %w", name, ErrNotImported)
}

// actHead returns the head of an act.
func (s *Store) actHead(name string) (*actHead, error) {
	h, age := s.cache.head(name)
	if h != nil {
		return h, nil
	}
	err := s.view(func(tx *bolt.Tx) (err error) {
		h, err = readActHead(tx, name)
		return err
	})
	if err != nil {
		return nil, s.wrap(err)
	}
	s.cache.keepHead(name, h, age)
	return h, nil
}

// Imported returns the imported act with the source's name or the identifier.
// Its Revisions must not be changed. The error wraps [ErrNotImported].
func (s *Store) Imported(name string) (ImportedAct, error) {
	h, err := s.actHead(name)
	if err != nil {
		return ImportedAct{}, err
	}
	return h.ImportedAct, nil
}

// ImportedOn returns the revision in force on the day: the last that had
// taken effect. The error wraps [ErrNotImported] or [ErrNotInForce].
func (s *Store) ImportedOn(name string, on corpus.Date) (archive.Revision, error) {
	h, err := s.actHead(name)
	if err != nil {
		return archive.Revision{}, err
	}
	i := archive.On(h.Revisions, on)
	if i < 0 {
		return archive.Revision{}, s.notInForce(h, on)
	}
	return h.Revisions[i], nil
}

func (s *Store) notInForce(h *actHead, on corpus.Date) error {
	return s.wrap(fmt.Errorf("act %s on %s: %w (the first one does on %s)", h.Name, on, ErrNotInForce, h.Revisions[0].Effective))
}

// ImportedText appends to dst the whole text of the revision in force on the
// day, byte for byte as it was imported.
func (s *Store) ImportedText(dst []byte, name string, on corpus.Date) ([]byte, archive.Revision, error) {
	h, err := s.actHead(name)
	if err != nil {
		return dst, archive.Revision{}, err
	}
	i := archive.On(h.Revisions, on)
	if i < 0 {
		return dst, archive.Revision{}, s.notInForce(h, on)
	}
	out, err := s.textOf(dst, h, i)
	if err != nil {
		return dst, archive.Revision{}, s.wrap(err)
	}
	return out, h.Revisions[i], nil
}

// A frames reads frames through the cache; it opens a transaction when the
// first one is not there.
type frames struct {
	s    *Store
	tx   *bolt.Tx
	here []cached // what this reading used: the stretches of a text share frames
}

func (f *frames) get(fr frame) ([]byte, error) {
	if fr.inline != nil {
		return fr.inline, nil
	}
	for _, c := range f.here {
		if c.off == fr.off {
			return c.b, nil
		}
	}
	if b := f.s.cache.frame(fr.off); b != nil {
		f.here = append(f.here, cached{fr.off, b})
		return b, nil
	}
	if f.tx == nil {
		tx, err := f.s.db.Begin(false)
		if err != nil {
			return nil, err
		}
		f.tx = tx
	}
	b := f.tx.Bucket(bucketPack)
	if b == nil {
		return nil, fmt.Errorf("%w: bucket %s is missing", ErrDamaged, bucketPack)
	}
	out, err := readFrame(b, fr)
	if err == nil {
		f.s.cache.keepFrame(fr.off, out)
		f.here = append(f.here, cached{fr.off, out})
	}
	return out, err
}

func (f *frames) close() {
	if f.tx != nil {
		_ = f.tx.Rollback() // of a reading transaction
	}
}

// span calls use with the parts of a stretch of the stream.
func (f *frames) span(s stream, start, n int, use func([]byte)) error {
	at := 0
	for _, fr := range s {
		if n == 0 {
			return nil
		}
		if end := at + int(fr.raw); start < end {
			b, err := f.get(fr)
			if err != nil {
				return err
			}
			if len(b) != int(fr.raw) {
				return fmt.Errorf("%w: a frame of %d bytes instead of %d", ErrDamaged, len(b), fr.raw)
			}
			part := b[start-at : min(len(b), start-at+n)]
			use(part)
			start, n = start+len(part), n-len(part)
		}
		at += int(fr.raw)
	}
	if n > 0 {
		return fmt.Errorf("%w: a stretch ends %d bytes after its stream", ErrDamaged, n)
	}
	return nil
}

// runs returns the stretches of the i-th revision.
func (f *frames) runs(h *actHead, i int) ([]archive.Run, error) {
	var recipe []byte
	if err := f.span(h.recipe, int(h.recipes[i][0]), int(h.recipes[i][1]), func(b []byte) {
		if recipe == nil {
			recipe = b
		} else {
			recipe = append(recipe[:len(recipe):len(recipe)], b...)
		}
	}); err != nil {
		return nil, err
	}
	runs, err := archive.ReadRecipe(recipe, h.text.size())
	if err != nil {
		return nil, damaged(bucketAct, []byte(h.Name), "%v", err)
	}
	return runs, nil
}

func (s *Store) textOf(dst []byte, h *actHead, i int) (out []byte, err error) {
	defer s.guard(&err)()
	f := &frames{s: s}
	defer f.close()
	runs, err := f.runs(h, i)
	if err != nil {
		return nil, err
	}
	was := len(dst)
	dst = slices.Grow(dst, h.Revisions[i].Size)
	for _, r := range runs {
		if err := f.span(h.text, int(r.Start), int(r.Len), func(b []byte) { dst = append(dst, b...) }); err != nil {
			return nil, err
		}
		if len(dst)-was > h.Revisions[i].Size {
			break
		}
	}
	if n := len(dst) - was; n != h.Revisions[i].Size {
		return nil, damaged(bucketAct, []byte(h.Name), "a text of %d bytes instead of %d", n, h.Revisions[i].Size)
	}
	return dst, nil
}

// ImportedPack returns an imported act whole: every wording of every
// provision. The error wraps [ErrNotImported].
func (s *Store) ImportedPack(name string) (ImportedAct, *archive.Pack, error) {
	h, err := s.actHead(name)
	if err != nil {
		return ImportedAct{}, nil, err
	}
	var p *archive.Pack
	err = s.view(func(tx *bolt.Tx) (err error) {
		p, _, _, err = readPack(tx, h)
		return err
	})
	if err != nil {
		return ImportedAct{}, nil, s.wrap(err)
	}
	return h.ImportedAct, p, nil
}

// readPack reads the pack of a head, and its lines and recipes as bytes.
func readPack(tx *bolt.Tx, h *actHead) (p *archive.Pack, lines, recipe []byte, err error) {
	b := tx.Bucket(bucketPack)
	if b == nil {
		return nil, nil, nil, fmt.Errorf("%w: bucket %s is missing", ErrDamaged, bucketPack)
	}
	text, err := h.text.read(b)
	if err != nil {
		return nil, nil, nil, err
	}
	if lines, err = h.lines.read(b); err != nil {
		return nil, nil, nil, err
	}
	if recipe, err = h.recipe.read(b); err != nil {
		return nil, nil, nil, err
	}
	revs := slices.Clone(h.Revisions)
	for i := range revs {
		start, n := uint64(h.recipes[i][0]), uint64(h.recipes[i][1])
		if start+n > uint64(len(recipe)) {
			return nil, nil, nil, damaged(bucketAct, []byte(h.Name), "a recipe outside its stream")
		}
		if revs[i].Runs, err = archive.ReadRecipe(recipe[start:start+n], len(text)); err != nil {
			return nil, nil, nil, damaged(bucketAct, []byte(h.Name), "%v", err)
		}
	}
	if p, err = archive.ReadPack(text, lines, revs); err != nil {
		return nil, nil, nil, damaged(bucketAct, []byte(h.Name), "%v", err)
	}
	return p, lines, recipe, nil
}

// EachImported calls f with the imported acts in the order of their names,
// until it fails.
func (s *Store) EachImported(f func(ImportedAct) error) error {
	return s.wrap(s.view(func(tx *bolt.Tx) error {
		b := tx.Bucket(bucketAct)
		if b == nil {
			return nil
		}
		return b.ForEach(func(k, v []byte) error {
			h, err := parseHeadOf(string(k), v)
			if err != nil {
				return err
			}
			return f(h.ImportedAct)
		})
	}))
}

// FindImported returns the names of the imported acts that the short form
// fits: the name, the identifier, or the last part of the name ("101112012012"
// for "ee/101112012012"), in order, at most limit of them.
func (s *Store) FindImported(short string, limit int) ([]string, error) {
	if h, err := s.actHead(short); err == nil {
		return []string{h.Name}, nil
	} else if !errors.Is(err, ErrNotImported) {
		return nil, err
	}
	var out []string
	err := s.view(func(tx *bolt.Tx) error {
		b := tx.Bucket(bucketAct)
		if b == nil || short == "" {
			return nil
		}
		c := b.Cursor()
		for k, _ := c.First(); k != nil && len(out) < limit; k, _ = c.Next() {
			if name := string(k); strings.HasSuffix(name, "/"+short) {
				out = append(out, name)
			}
		}
		return nil
	})
	return out, s.wrap(err)
}

// ImportedCount returns the number of imported acts.
func (s *Store) ImportedCount() (n int, err error) {
	err = s.view(func(tx *bolt.Tx) error {
		m, err := readImportMeta(tx)
		n = int(m.acts)
		return err
	})
	return n, s.wrap(err)
}

// ImportMark counts the transactions of imports: what was derived from the
// imported acts is out of date when it is higher than it was.
func (s *Store) ImportMark() (mark uint64, err error) {
	err = s.view(func(tx *bolt.Tx) error {
		m, err := readImportMeta(tx)
		mark = m.mark
		return err
	})
	return mark, s.wrap(err)
}

// importMeta is the value "imported" of the bucket meta.
type importMeta struct {
	mark uint64     // transactions
	acts uint64     // acts held
	set  corpus.Sum // of the sums of their heads
}

func (m importMeta) bytes() []byte {
	b := binary.BigEndian.AppendUint64(nil, m.mark)
	b = binary.BigEndian.AppendUint64(b, m.acts)
	b = append(b, m.set[:]...)
	sum := sha256.Sum256(b)
	return append(b, sum[:8]...)
}

func readImportMeta(tx *bolt.Tx) (m importMeta, err error) {
	v := tx.Bucket(bucketMeta).Get(keyImported)
	if v == nil {
		return m, nil
	}
	if len(v) != 16+sha256.Size+8 {
		return m, damaged(bucketMeta, keyImported, "%d bytes", len(v))
	}
	m.mark, m.acts, m.set = binary.BigEndian.Uint64(v), binary.BigEndian.Uint64(v[8:]), corpus.Sum(v[16:48])
	if string(m.bytes()) != string(v) {
		return m, damaged(bucketMeta, keyImported, "does not have its sum")
	}
	return m, nil
}
