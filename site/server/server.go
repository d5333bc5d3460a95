package server

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/net/netutil"
)

// A Server answers requests. Its methods may be called by several goroutines.
type Server struct {
	o       Options
	handler http.Handler
	metrics *meters
	clients *clients
	slots   chan struct{}

	now        atomic.Pointer[snapshot]
	refreshing sync.Mutex
	stopping   atomic.Bool
}

// New makes a server that has read nothing yet: until [Server.Refresh] has
// succeeded it answers 503 to everything but /healthz.
func New(o Options) (*Server, error) {
	o = o.withDefaults()
	s := &Server{o: o, metrics: newMeters(), clients: newClients(o.Rate, o.Burst), slots: make(chan struct{}, o.InFlight)}
	s.metrics.watch(s)
	h, err := s.routes()
	s.handler = h
	return s, err
}

// Handler is what the server answers with.
func (s *Server) Handler() http.Handler { return s.handler }

// Metrics writes the server's figures in the text format of Prometheus. It is
// meant for an address that the public does not reach.
func (s *Server) Metrics() http.Handler { return s.metrics }

// Serve answers on the listener until the context ends, then lets the requests
// under way finish. It reads the store first, and again whenever it changes.
// It closes the listener. The error is that of the first reading or of the
// listener.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	seen := s.stamp() // before it is read, or what is recorded meanwhile would be missed
	if err := s.Refresh(); err != nil {
		l.Close()
		return err
	}
	srv := &http.Server{
		Handler:           s.handler,
		ReadHeaderTimeout: s.o.HeaderTimeout,
		ReadTimeout:       s.o.Timeout,
		WriteTimeout:      s.o.Timeout + 20*time.Second, // a slow reader of a long page
		IdleTimeout:       60 * time.Second,
		MaxHeaderBytes:    maxHeader,
	}
	watching, stop := context.WithCancel(ctx)
	var wg sync.WaitGroup
	wg.Go(func() { s.watch(watching, seen) })
	served := make(chan error, 1)
	wg.Go(func() { served <- srv.Serve(netutil.LimitListener(l, s.o.Conns)) })
	var err error
	select {
	case err = <-served:
	case <-ctx.Done():
		s.stopping.Store(true)
		drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.o.Drain)
		err = srv.Shutdown(drain)
		cancel()
		if errors.Is(err, context.DeadlineExceeded) {
			err = srv.Close() // what is not answered by now will not be
		}
	}
	stop()
	wg.Wait()
	if n := s.now.Swap(nil); n != nil {
		n.retire()
	}
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return err
}
