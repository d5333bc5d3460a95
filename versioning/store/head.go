package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"math"
	"sort"
	"strings"

	"github.com/ugorji/go/codec"

	"tizbe/corpus"
	"tizbe/versioning/archive"
)

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
	Ordered uint64 // bytes of the wordings that stand in the order of the text; not in format 2
}

// rowSize: day of effect, number, session, size of text, start and size of its
// recipe, each 4 bytes; title and source, each 2; sum of the text.
const rowSize = 6*4 + 2*2 + sha256.Size

// An actHead is a head as it is used.
type actHead struct {
	ImportedAct
	recipes             [][2]uint32 // start and size, by revision
	text, lines, recipe stream
	ordered             int
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
	a.Ordered = uint64(h.ordered)
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

// A headView is a head of which only what is asked for is read: a question
// about one revision costs the same however many the act has.
type headView struct {
	name, id, lang  string
	adopted         corpus.Date
	titles, sources []byte // lists in CBOR
	source          []byte // what all sources begin with
	rows            []byte
	text, lines     stream
	recipe          stream
	ordered         int
	sum             corpus.Sum
}

// viewHead checks a head and reads what does not grow with the revisions.
func viewHead(name string, v []byte) (*headView, error) {
	key := []byte(name)
	if len(v) <= sha256.Size {
		return nil, damaged(bucketAct, key, "%d bytes", len(v))
	}
	h := &headView{name: name, sum: headSum(name, v[sha256.Size:])}
	if corpus.Sum(v[:sha256.Size]) != h.sum {
		return nil, damaged(bucketAct, key, "does not have its sum")
	}
	d := cborReader{b: bytes.Clone(v[sha256.Size:])} // the view outlives the transaction
	fields := d.head(cborArray)
	h.id, h.lang = string(d.str(cborText)), string(d.str(cborText))
	err := h.adopted.UnmarshalBinary(d.str(cborBytes))
	h.titles, h.source, h.sources = d.list(), d.str(cborText), d.list()
	h.rows = d.str(cborBytes)
	rest := d.str(cborBytes)
	if fields > 8 {
		h.ordered = int(min(d.head(cborUint), math.MaxInt32))
	}
	if d.bad || err != nil || len(d.b) > 0 || fields < 8 || fields > 9 {
		return nil, damaged(bucketAct, key, "not a head")
	}
	if len(h.rows)%rowSize != 0 || len(h.rows) == 0 {
		return nil, damaged(bucketAct, key, "revisions in %d bytes", len(h.rows))
	}
	for _, s := range [...]*stream{&h.text, &h.lines, &h.recipe} {
		if *s, rest, err = parseStream(rest); err != nil {
			return nil, damaged(bucketAct, key, "%v", err)
		}
	}
	return h, nil
}

// len returns the number of revisions.
func (h *headView) len() int { return len(h.rows) / rowSize }

// number returns a field of the row of the i-th revision; see rowSize.
func (h *headView) number(i, field int) uint32 {
	return binary.BigEndian.Uint32(h.rows[i*rowSize+4*field:])
}

func (h *headView) effective(i int) corpus.Date {
	return corpus.DateFromDays(int(int32(h.number(i, 0))))
}
func (h *headView) size(i int) int           { return int(h.number(i, 3)) }
func (h *headView) recipeAt(i int) [2]uint32 { return [2]uint32{h.number(i, 4), h.number(i, 5)} }

// on is [archive.On] for the rows.
func (h *headView) on(day corpus.Date) int {
	return sort.Search(h.len(), func(i int) bool { return h.effective(i).After(day) }) - 1
}

// revision returns the i-th revision; Runs is nil.
func (h *headView) revision(i int) (archive.Revision, error) {
	row := h.rows[i*rowSize:]
	title, ok := item(h.titles, int(binary.BigEndian.Uint16(row[24:])))
	source, too := item(h.sources, int(binary.BigEndian.Uint16(row[26:])))
	if !ok || !too {
		return archive.Revision{}, damaged(bucketAct, []byte(h.name), "a title or source that is not there")
	}
	return archive.Revision{Effective: h.effective(i), Number: h.number(i, 1), Session: h.number(i, 2), Size: h.size(i),
		Title: string(title), Source: string(h.source) + string(source), Sum: corpus.Sum(row[28:])}, nil
}

// full reads the whole head.
func (h *headView) full() (*actHead, error) {
	out := &actHead{text: h.text, lines: h.lines, recipe: h.recipe, ordered: h.ordered, sum: h.sum,
		ImportedAct: ImportedAct{ID: corpus.ActID(h.id), Name: h.name, Lang: corpus.Lang(h.lang), Adopted: h.adopted, Revisions: make([]archive.Revision, h.len())},
		recipes:     make([][2]uint32, h.len())}
	for i := range out.Revisions {
		var err error
		if out.Revisions[i], err = h.revision(i); err != nil {
			return nil, err
		}
		out.recipes[i] = h.recipeAt(i)
	}
	return out, nil
}

// parseHeadOf reads a whole head.
func parseHeadOf(name string, v []byte) (*actHead, error) {
	h, err := viewHead(name, v)
	if err != nil {
		return nil, err
	}
	return h.full()
}

// The kinds of values in a head, by their numbers in CBOR (RFC 8949, 3.1).
const (
	cborUint  = 0
	cborBytes = 2
	cborText  = 3
	cborArray = 4
)

// A cborReader reads what a head is made of in place: the codec would copy
// each string.
type cborReader struct {
	b   []byte
	bad bool
}

// head reads the head of a value of the kind: a number, a length or a count.
func (d *cborReader) head(kind byte) uint64 {
	if d.bad || len(d.b) == 0 || d.b[0]>>5 != kind {
		d.bad = true
		return 0
	}
	info := d.b[0] & 31
	if info < 24 {
		d.b = d.b[1:]
		return uint64(info)
	}
	size := 1 << (info - 24)
	if info > 27 || len(d.b) < 1+size {
		d.bad = true
		return 0
	}
	var n uint64
	for _, c := range d.b[1 : 1+size] {
		n = n<<8 | uint64(c)
	}
	d.b = d.b[1+size:]
	return n
}

func (d *cborReader) str(kind byte) []byte {
	n := d.head(kind)
	if d.bad || n > uint64(len(d.b)) {
		d.bad = true
		return nil
	}
	s := d.b[:n]
	d.b = d.b[n:]
	return s
}

// list passes over a list of texts and returns it.
func (d *cborReader) list() []byte {
	from := d.b
	for range d.head(cborArray) {
		if d.str(cborText); d.bad {
			return nil
		}
	}
	return from[:len(from)-len(d.b)]
}

// item returns the i-th text of a list.
func item(list []byte, i int) (text []byte, ok bool) {
	d := cborReader{b: list}
	if n := d.head(cborArray); uint64(i) >= n {
		return nil, false
	}
	for range i + 1 {
		text = d.str(cborText)
	}
	return text, !d.bad
}
