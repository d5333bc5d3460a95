package versioning

import (
	"slices"
	"sync"

	"tizbe/corpus"
)

// A placing knows where each provision of a text stands. It is made when it is
// first asked for, since most texts are only compared or walked.
type placing struct {
	once sync.Once
	at   map[string]*corpus.Provision
	up   map[*corpus.Provision][]*corpus.Provision
}

// Find returns the provision of the text with the eId, or nil. Unlike
// [corpus.Provision.Find] it walks the text once, however often it is asked,
// and may be called by several goroutines.
func (s *State) Find(eid string) *corpus.Provision { return s.placed().at[eid] }

// Above returns the ancestors of a provision of the text, from the root down,
// which are not to be changed; ok is false for one that is not in it. It may
// be called by several goroutines.
func (s *State) Above(p *corpus.Provision) (up []*corpus.Provision, ok bool) {
	up, ok = s.placed().up[p]
	return up, ok
}

func (s *State) placed() *placing {
	s.places.once.Do(func() {
		s.places.at, s.places.up = make(map[string]*corpus.Provision), make(map[*corpus.Provision][]*corpus.Provision)
		s.places.add(s.Root, nil)
	})
	return &s.places
}

// add places p and what stands below it; of several with one eId the first
// counts. Siblings share the slice of what they stand in.
func (x *placing) add(p *corpus.Provision, up []*corpus.Provision) {
	if _, known := x.at[p.EID]; !known {
		x.at[p.EID] = p
	}
	if _, known := x.up[p]; !known {
		x.up[p] = up
	}
	if len(p.Children) == 0 {
		return
	}
	below := append(slices.Clip(up), p)
	for _, c := range p.Children {
		x.add(c, slices.Clip(below))
	}
}
