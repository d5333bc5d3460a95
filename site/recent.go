package site

import "sync"

// recent keeps what was made of the last things asked for: the pages of one
// thing, in three languages and several forms, are made one after the other. It
// may be used by several goroutines.
type recent[K comparable, V any] struct {
	mu   sync.Mutex
	last []kept[K, V] // the last one asked for stands first
	make func(K) V    // quickly: what takes time is done by whoever uses it
	drop func(V)      // nil where nothing is to be done
}

type kept[K comparable, V any] struct {
	of    K
	value V
}

// maxRecent is more than the things that pages are made of at one time.
const maxRecent = 4

func (x *recent[K, V]) of(k K) V {
	x.mu.Lock()
	defer x.mu.Unlock()
	at := len(x.last)
	for i, e := range x.last {
		if e.of == k {
			at = i
		}
	}
	if at == len(x.last) {
		if at < maxRecent {
			x.last = append(x.last, kept[K, V]{})
		} else {
			at--
			if x.drop != nil {
				x.drop(x.last[at].value)
			}
		}
		x.last[at] = kept[K, V]{k, x.make(k)}
	}
	e := x.last[at]
	copy(x.last[1:at+1], x.last[:at])
	x.last[0] = e
	return e.value
}
