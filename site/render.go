package site

import (
	"runtime"
	"sync"
)

// A queue gives out the pages to be rendered, and takes them back in order.
type queue struct {
	mu      sync.Mutex
	changed *sync.Cond
	made    []*made // by page; nil where it is not made, or was taken
	next    int     // to be rendered
	taken   int     // how many were
	waiting int     // bytes that are made and not taken
	stopped bool
}

type made struct {
	b   []byte
	err error
}

// Who renders is so far ahead of who takes at most: pages that are long or take
// long are not to fill the memory with what comes after them.
const (
	aheadPages = 64
	aheadBytes = 32 << 20
)

// each renders every page, several at a time. Look is called with each by
// whoever rendered it, several at a time, and then f with them in order. Pages
// are known by their place in s.pages.
func (s *Site) each(look, f func(i int, b []byte) error) error {
	q := newQueue(len(s.pages))
	var wg sync.WaitGroup
	for range workers() {
		wg.Go(func() {
			for i, ok := q.give(); ok; i, ok = q.give() {
				b, err := s.pages[i].Render()
				if err == nil {
					err = look(i, b)
				}
				q.put(i, &made{b, err})
			}
		})
	}
	defer wg.Wait()
	defer q.stop()
	for i := range s.pages {
		m := q.take(i)
		if m.err != nil {
			return m.err
		}
		if err := f(i, m.b); err != nil {
			return err
		}
	}
	return nil
}

func newQueue(pages int) *queue {
	q := &queue{made: make([]*made, pages)}
	q.changed = sync.NewCond(&q.mu)
	return q
}

// give returns the next page to be rendered, when it is time for it.
func (q *queue) give() (i int, ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for !q.stopped && q.next < len(q.made) && q.next > q.taken && (q.next-q.taken >= aheadPages || q.waiting > aheadBytes) {
		q.changed.Wait()
	}
	q.next++
	return q.next - 1, !q.stopped && q.next <= len(q.made)
}

func (q *queue) put(i int, m *made) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.made[i] = m
	q.waiting += len(m.b)
	q.changed.Broadcast()
}

// take returns the page when it is made.
func (q *queue) take(i int) *made {
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.made[i] == nil {
		q.changed.Wait()
	}
	m := q.made[i]
	q.made[i] = nil
	q.waiting -= len(m.b)
	q.taken = i + 1
	q.changed.Broadcast()
	return m
}

func (q *queue) stop() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.stopped = true
	q.changed.Broadcast()
}

// workers is how many pages are made, or files written, at a time.
func workers() int { return max(1, runtime.GOMAXPROCS(0)) }
