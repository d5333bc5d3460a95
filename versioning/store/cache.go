package store

import (
	"container/list"
	"sync"
)

// A cache keeps heads and expanded frames that were read and checked. While a
// store is open, nobody but its own importer changes the file. A frame is kept
// when it is asked for a second time, so that whoever reads everything once
// displaces nothing.
type cache struct {
	mu     sync.Mutex
	heads  map[string]*headView
	frames map[uint64]*list.Element // by offset
	asked  map[uint64]bool          // frames that were asked for and not kept
	recent *list.List               // of cached, the last used first
	bytes  int
	limit  int
	age    int // how often it was emptied
}

type cached struct {
	off uint64
	b   []byte
}

const (
	maxHeads          = 1 << 14
	maxAsked          = 1 << 15
	defaultCacheBytes = 32 << 20
)

func (c *cache) head(name string) (*headView, int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.heads[name], c.age
}

// keepHead keeps a head that was read when the cache was of the age.
func (c *cache) keepHead(name string, h *headView, age int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.limit == 0 || c.age != age {
		return
	}
	if len(c.heads) >= maxHeads || c.heads == nil {
		c.heads = make(map[string]*headView)
	}
	c.heads[name] = h
}

// frame returns the frame at the offset, or nil and whether it is to be kept.
func (c *cache) frame(off uint64) (b []byte, keep bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.frames[off]; e != nil {
		c.recent.MoveToFront(e)
		return e.Value.(cached).b, false
	}
	if c.limit == 0 || c.asked[off] {
		return nil, c.limit > 0
	}
	if c.asked == nil || len(c.asked) >= maxAsked {
		c.asked = make(map[uint64]bool)
	}
	c.asked[off] = true
	return nil, false
}

func (c *cache) keepFrame(off uint64, b []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.frames[off] != nil || len(b) > c.limit {
		return
	}
	if c.frames == nil {
		c.frames, c.recent = make(map[uint64]*list.Element), list.New()
	}
	c.frames[off] = c.recent.PushFront(cached{off, b})
	for c.bytes += len(b); c.bytes > c.limit; {
		old := c.recent.Remove(c.recent.Back()).(cached)
		delete(c.frames, old.off)
		c.bytes -= len(old.b)
	}
}

// forget drops everything.
func (c *cache) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.heads, c.frames, c.asked, c.recent, c.bytes = nil, nil, nil, nil, 0
	c.age++
}
