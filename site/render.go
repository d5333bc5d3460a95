package site

import (
	"runtime"
	"sync"
)

// each renders every page, several at a time. Look is called with each by
// whoever rendered it, several at a time, and then f with them in order. Pages
// are known by their place in s.pages.
func (s *Site) each(look, f func(i int, b []byte) error) error {
	type result struct {
		b   []byte
		err error
	}
	const ahead = 64
	results := make([]chan result, len(s.pages))
	for i := range results {
		results[i] = make(chan result, 1)
	}
	slots := make(chan struct{}, ahead)
	work := make(chan int)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for range workers() {
		wg.Go(func() {
			for i := range work {
				b, err := s.pages[i].Render()
				if err == nil {
					err = look(i, b)
				}
				results[i] <- result{b, err}
			}
		})
	}
	wg.Go(func() {
		defer close(work)
		for i := range s.pages {
			select {
			case slots <- struct{}{}:
			case <-stop:
				return
			}
			work <- i
		}
	})
	defer wg.Wait()
	defer close(stop)
	for i := range s.pages {
		r := <-results[i]
		results[i] = nil
		<-slots
		if r.err != nil {
			return r.err
		}
		if err := f(i, r.b); err != nil {
			return err
		}
	}
	return nil
}

// workers is how many pages are made, or files written, at a time.
func workers() int { return max(1, runtime.GOMAXPROCS(0)) }
