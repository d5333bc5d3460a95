package verdict

import (
	"sync"

	"tizbe/corpus"
	"tizbe/versioning"
)

// Names keeps what provisions are called, which takes counting through the text
// and is asked for on many pages. A nil one keeps nothing. It may be used by
// several goroutines.
type Names struct {
	mu    sync.Mutex
	known map[nameKey]string
}

type nameKey struct {
	lang  corpus.Lang
	state *versioning.State
	p     *corpus.Provision
}

// Element is [Element] for a provision of the text.
func (n *Names) Element(l corpus.Lang, s *versioning.State, up []*corpus.Provision, p *corpus.Provision) string {
	if n == nil {
		return Element(l, up, p)
	}
	k := nameKey{l, s, p}
	n.mu.Lock()
	defer n.mu.Unlock()
	name, ok := n.known[k]
	if !ok {
		name = Element(l, up, p)
		if n.known == nil {
			n.known = make(map[nameKey]string)
		}
		n.known[k] = name
	}
	return name
}
