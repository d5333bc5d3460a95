package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tizbe/index/imported"
	"tizbe/versioning/store"
)

// A follower brings the index of imported acts up to date while an import
// goes on.
type follower struct {
	app   *app
	store *store.Store
	wake  chan struct{}
	done  chan error
}

// follow begins. The index lags behind the import, and what it has not reached
// when the process is killed it makes up for later.
func (a *app) follow(ctx context.Context, s *store.Store) *follower {
	f := &follower{a, s, make(chan struct{}, 1), make(chan error, 1)}
	go func() {
		for range f.wake {
			if err := imported.Update(ctx, a.dir, s, imported.Options{More: true}); err != nil {
				f.done <- err
				return
			}
		}
		f.done <- nil
	}()
	return f
}

// committed says that there is something new.
func (f *follower) committed(store.Session) {
	select {
	case f.wake <- struct{}{}:
	default: // it is told already
	}
}

// finish waits until the index is up to date. That it cannot be is no failure
// of the import.
func (f *follower) finish(ctx context.Context, line *progressLine) {
	close(f.wake)
	err := <-f.done
	if err == nil && ctx.Err() == nil {
		err = imported.Update(ctx, f.app.dir, f.store, imported.Options{Progress: line.indexed})
		line.clear()
	}
	if err != nil && !errors.Is(err, context.Canceled) {
		f.app.notice(f.app.say.T("the search index is behind: %[1]s; tizbe reindex makes it anew", oneLine(err.Error())))
	}
}

// indexed shows how far the index of imported acts is.
func (p *progressLine) indexed(i imported.Progress) {
	if i.Total == 0 || !p.terminal || time.Since(p.shown) < 100*time.Millisecond {
		return
	}
	p.shown = time.Now()
	p.put(float64(i.Done)/float64(i.Total), p.app.say.T("index: %[1]s of %[2]s acts", fmt.Sprint(i.Done), fmt.Sprint(i.Total)))
}
