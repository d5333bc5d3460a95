package verdict

import (
	"sync"

	"tizbe/corpus"
	"tizbe/versioning"
)

// Names keeps what provisions are called, which takes counting through the text
// and is asked for on many pages. A nil one keeps nothing. It may be used by
// several goroutines.
type Names struct{ known sync.Map }

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
	if name, ok := n.known.Load(k); ok {
		return name.(string)
	}
	name := Element(l, up, p)
	n.known.Store(k, name)
	return name
}
