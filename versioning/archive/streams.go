package archive

import (
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"strings"
)

// A pack as bytes is three streams: wordings, their lengths and eIds (lines), and
// the stretches of each revision (its recipe). Recipes are apart from the
// revisions they belong to, so that the caller finds one without the others.
//
// The first byte of an eId in the lines says how it follows from the one before:
// its parts with the last n dropped and the last number then one higher; its
// first child of a kind; or so many bytes of it and others.
const (
	codeChild    = 16
	codeExplicit = 64
)

var prefixes = [...]string{"p", "para", "point", "item", "row", "sec", "art"}

// AppendLines appends the lengths and eIds of the entries from the n-th on.
func (p *Pack) AppendLines(b []byte, n int) []byte {
	prev := ""
	if n > 0 {
		prev = p.entries[n-1].eid
	}
	for _, e := range p.entries[n:] {
		b = binary.AppendUvarint(b, uint64(e.n))
		b = appendEID(b, prev, e.eid)
		prev = e.eid
	}
	return b
}

// Lines returns the number of wordings.
func (p *Pack) Lines() int { return len(p.entries) }

// Bytes returns the wordings one after the other. They must not be changed.
func (p *Pack) Bytes() []byte { return p.text }

func appendEID(b []byte, prev, eid string) []byte {
	// Children first: the first child of the one before.
	for i, x := range prefixes {
		if eid == join(prev, x+"_1") {
			return append(b, byte(codeChild+i))
		}
	}
	up := prev
	for drop := 0; drop < codeChild && up != ""; drop++ {
		if n := successor(up); n != "" && n == eid {
			return append(b, byte(drop))
		}
		up, _ = last(up)
		for i, x := range prefixes {
			// the first of another kind beside it
			if drop < 3 && eid == join(up, x+"_1") {
				return append(b, byte(codeChild+(drop+1)*len(prefixes)+i))
			}
		}
	}
	n := 0
	for n < len(prev) && n < len(eid) && prev[n] == eid[n] {
		n++
	}
	b = append(b, codeExplicit)
	b = binary.AppendUvarint(b, uint64(n))
	b = binary.AppendUvarint(b, uint64(len(eid)-n))
	return append(b, eid[n:]...)
}

const maxEID = 1 << 12

// A reader of varints that remembers that it failed.
type scanner struct {
	b   []byte
	bad bool
}

func (s *scanner) uvarint() uint64 {
	v, n := binary.Uvarint(s.b)
	if n <= 0 {
		s.bad, s.b = true, nil
		return 0
	}
	s.b = s.b[n:]
	return v
}

func (s *scanner) varint() int64 {
	v, n := binary.Varint(s.b)
	if n <= 0 {
		s.bad, s.b = true, nil
		return 0
	}
	s.b = s.b[n:]
	return v
}

func (s *scanner) byte() byte {
	if len(s.b) == 0 {
		s.bad = true
		return 0
	}
	c := s.b[0]
	s.b = s.b[1:]
	return c
}

func (s *scanner) eid(prev string) string {
	c := s.byte()
	switch {
	case c < codeChild:
		for range c {
			prev, _ = last(prev)
		}
		return successor(prev)
	case c < codeExplicit:
		n := int(c - codeChild)
		for range n / len(prefixes) {
			prev, _ = last(prev)
		}
		return join(prev, prefixes[n%len(prefixes)]+"_1")
	case c == codeExplicit:
		n, m := s.uvarint(), s.uvarint()
		if n > uint64(len(prev)) || m > uint64(len(s.b)) || n+m > maxEID {
			s.bad = true
			return ""
		}
		e := prev[:n] + string(s.b[:m])
		s.b = s.b[m:]
		return e
	}
	s.bad = true
	return ""
}

// AppendRecipe appends the stretches of a revision.
func AppendRecipe(b []byte, runs []Run) []byte {
	b = binary.AppendUvarint(b, uint64(len(runs)))
	end := int64(0)
	for _, r := range runs {
		b = binary.AppendVarint(b, int64(r.Start)-end)
		b = binary.AppendUvarint(b, uint64(r.Len))
		end = int64(r.Start) + int64(r.Len)
	}
	return b
}

// ReadRecipe reads what [AppendRecipe] wrote and nothing after it. size bounds
// the wordings. The error wraps [ErrCorrupt].
func ReadRecipe(b []byte, size int) ([]Run, error) {
	s := scanner{b: b}
	n := s.uvarint()
	if n > uint64(len(s.b)) {
		return nil, fmt.Errorf("%w: %d stretches in %d bytes", ErrCorrupt, n, len(b))
	}
	out := make([]Run, n)
	end := int64(0)
	for i := range out {
		start := end + s.varint()
		l := s.uvarint()
		if start < 0 || start > int64(size) || l > uint64(size) || start+int64(l) > int64(size) {
			return nil, fmt.Errorf("%w: a stretch outside the wordings", ErrCorrupt)
		}
		out[i] = Run{uint32(start), uint32(l)}
		end = start + int64(l)
	}
	if s.bad || len(s.b) > 0 {
		return nil, fmt.Errorf("%w: a list of stretches that does not end where it should", ErrCorrupt)
	}
	return out, nil
}

// ReadPack reads a pack from its wordings, its lines and its revisions, whose
// Runs must be set. It does not keep lines. The error wraps [ErrCorrupt].
func ReadPack(text, lines []byte, revs []Revision) (*Pack, error) {
	p := &Pack{text: text, revs: revs, seed: maphash.MakeSeed()}
	s := scanner{b: lines}
	off, prev := uint64(0), ""
	starts := make(map[uint32]bool)
	for len(s.b) > 0 {
		n := s.uvarint()
		e := s.eid(prev)
		if s.bad || n > uint64(len(text))-off || e == "" || len(e) > maxEID {
			return nil, fmt.Errorf("%w: the %d-th wording", ErrCorrupt, len(p.entries)+1)
		}
		e = strings.ToValidUTF8(e, "")
		starts[uint32(off)] = true
		p.entries = append(p.entries, entry{uint32(off), uint32(n), e})
		off += n
		prev = e
	}
	if off != uint64(len(text)) {
		return nil, fmt.Errorf("%w: wordings of %d bytes instead of %d", ErrCorrupt, off, len(text))
	}
	starts[uint32(off)] = true
	for _, r := range revs {
		for _, run := range r.Runs {
			if !starts[run.Start] || !starts[run.Start+run.Len] {
				return nil, fmt.Errorf("%w: a stretch that cuts a wording", ErrCorrupt)
			}
		}
	}
	return p, nil
}
