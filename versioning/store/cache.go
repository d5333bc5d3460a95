package store

import (
	"container/list"
	"sync"
)

// A cache keeps heads and expanded frames that were read and checked. While a
// store is open, nobody but its own importer changes the file.
type cache struct {
	mu     sync.Mutex
	heads  map[string]*actHead
	frames map[uint64]*list.Element // by offset
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
	defaultCacheBytes = 32 << 20
)

func (c *cache) head(name string) (*actHead, int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.heads[name], c.age
}

// keepHead keeps a head that was read when the cache was of the age.
func (c *cache) keepHead(name string, h *actHead, age int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.limit == 0 || c.age != age {
		return
	}
	if len(c.heads) >= maxHeads || c.heads == nil {
		c.heads = make(map[string]*actHead)
	}
	c.heads[name] = h
}

func (c *cache) frame(off uint64) []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.frames[off]
	if e == nil {
		return nil
	}
	c.recent.MoveToFront(e)
	return e.Value.(cached).b
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
	c.heads, c.frames, c.recent, c.bytes = nil, nil, nil, 0
	c.age++
}
