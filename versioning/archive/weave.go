package archive

import "slices"

// Weave puts the wordings of the pack into the order of the text, those of
// one line beside each other, and the stretches of all revisions with them.
// What an amendment leaves of a line then stands a few bytes from what it was:
// compressed together the two take little more than one, and expanding both
// takes little longer. Nothing that the pack says is changed but where it is
// written: what [Streams] returned before no longer begins what they are.
func (p *Pack) Weave() {
	n := len(p.entries)
	next := make([]int32, n+1) // a list; n is before the first
	for i := range next {
		next[i] = -1
	}
	placed := make([]bool, n)
	latest := make(map[string]int32, n) // eId → the wording placed last
	of := make([][]int32, len(p.revs))
	for k, r := range p.revs {
		of[k] = p.entriesOf(r)
		after := int32(n)
		for _, e := range of[k] {
			if !placed[e] {
				at := after
				if v, ok := latest[p.entries[e].eid]; ok {
					at = v
				}
				placed[e] = true
				next[e], next[at] = next[at], e
				latest[p.entries[e].eid] = e
			}
			after = e
		}
	}
	order := make([]int32, 0, n)
	for e := next[n]; e >= 0; e = next[e] {
		order = append(order, e)
	}
	for e := range placed { // of no revision: none is, but none may be lost
		if !placed[e] {
			order = append(order, int32(e))
		}
	}
	text := make([]byte, 0, len(p.text))
	entries := make([]entry, n)
	moved := make([]int32, n)
	for k, e := range order {
		old := p.entries[e]
		entries[k] = entry{uint32(len(text)), old.n, old.eid}
		text = append(text, p.text[old.off:old.off+old.n]...)
		moved[e] = int32(k)
	}
	p.text, p.entries = text, entries
	p.revs = slices.Clone(p.revs)
	for k := range p.revs {
		for j, e := range of[k] {
			of[k][j] = moved[e]
		}
		p.revs[k].Runs = p.runs(of[k])
	}
	p.byRaw, p.byEID = nil, nil
	p.cache.ids = nil
}

// runs returns the stretches that the wordings are, in order.
func (p *Pack) runs(ids []int32) (out []Run) {
	for _, i := range ids {
		e := p.entries[i]
		if n := len(out); n > 0 && out[n-1].Start+out[n-1].Len == e.off {
			out[n-1].Len += e.n
		} else {
			out = append(out, Run{e.off, e.n})
		}
	}
	return out
}
