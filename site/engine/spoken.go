package engine

import (
	"encoding/binary"
	"iter"
)

// Spoken returns those of the messages that the program may say: their English
// text, by which they are known, stands in one of its files. A message whose
// text is put together would be taken for one that is never said.
//
// Most of what the command says to people is never said on a page; all
// messages would be a fortieth of what a page loads.
func Spoken(keys iter.Seq[string], in ...[]byte) map[string]bool {
	spoken := make(map[string]bool)
	begins := make(map[uint64][]string) // by the first eight bytes
	var may [1 << 16]bool
	for k := range keys {
		if len(k) < 8 { // these stand everywhere
			spoken[k] = true
			continue
		}
		b := binary.LittleEndian.Uint64([]byte(k))
		begins[b] = append(begins[b], k)
		may[slot(b)] = true
	}
	for _, file := range in {
		for i := range max(0, len(file)-7) {
			b := binary.LittleEndian.Uint64(file[i:])
			if !may[slot(b)] {
				continue
			}
			for _, k := range begins[b] {
				if len(file)-i >= len(k) && string(file[i:i+len(k)]) == k {
					spoken[k] = true
				}
			}
		}
	}
	return spoken
}

// slot spreads numbers over sixteen bits.
func slot(n uint64) uint16 { return uint16(n * 0x9E3779B97F4A7C15 >> 48) }
