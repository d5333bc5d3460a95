package corpus

import (
	"encoding/binary"
	"fmt"
)

// A Sum is the SHA-256 of a provision and all below it, or of a text: what
// content is addressed by.
type Sum [32]byte

// String returns the sum in hexadecimal.
func (s Sum) String() string { return fmt.Sprintf("%x", s[:]) }

// Seal computes and keeps the sums of p and everything below it. From then on
// p must not be changed; a sealed tree may be read by several goroutines.
func (p *Provision) Seal() *Provision {
	if p.sum == nil {
		for _, c := range p.Children {
			c.Seal()
		}
		s := p.Sum()
		p.sum = &s
	}
	return p
}

// Sum returns the address of p: the hash of its eId, kind, number, the sum of
// its text and the sums of its children in order. Two provisions with equal
// sums are equal with all below them, so that a comparison need not enter
// them.
func (p *Provision) Sum() Sum {
	if p.sum != nil {
		return *p.sum
	}
	text := SumText(p.Text)
	sums := make([]Sum, len(p.Children))
	for i, c := range p.Children {
		sums[i] = c.Sum()
	}
	return NodeSum(p.EID, p.Kind, p.Num, text, sums)
}

// NodeSum is the sum of a provision given by its parts, as storage holds it.
func NodeSum(eid string, kind Kind, num string, text Sum, children []Sum) Sum {
	h := newHash()
	var n [8]byte
	for _, s := range [...]string{eid, string(kind), num} {
		binary.BigEndian.PutUint64(n[:], uint64(len(s)))
		h.Write(n[:])
		h.Write([]byte(s))
	}
	h.Write(text[:])
	for _, c := range children {
		h.Write(c[:])
	}
	var sum Sum
	h.Sum(sum[:0])
	return sum
}
