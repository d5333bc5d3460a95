package server

import (
	"net/http"
	"net/netip"
	"strings"
	"sync"

	"golang.org/x/time/rate"
)

// clients hold each client to its rate. It remembers a bounded number of them:
// when the young generation is full it becomes the old one, and the old one is
// forgotten, so that whoever asks all the time is always remembered.
type clients struct {
	rate  rate.Limit
	burst int

	mu         sync.Mutex
	young, old map[netip.Prefix]*rate.Limiter
}

// maxClients bounds a generation.
const maxClients = 8192

func newClients(perSecond float64, burst int) *clients {
	c := &clients{rate: rate.Limit(perSecond), burst: burst, young: make(map[netip.Prefix]*rate.Limiter)}
	if perSecond < 0 {
		c.rate = rate.Inf
	}
	return c
}

// allow reports whether the client may ask now.
func (c *clients) allow(p netip.Prefix) bool {
	if c.rate == rate.Inf {
		return true
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	l := c.young[p]
	if l == nil {
		if l = c.old[p]; l == nil {
			l = rate.NewLimiter(c.rate, c.burst)
		}
		if len(c.young) >= maxClients {
			c.old, c.young = c.young, make(map[netip.Prefix]*rate.Limiter)
		}
		c.young[p] = l
	}
	return l.Allow()
}

func (c *clients) count() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.young) + len(c.old)
}

// clientOf is who asks: the other end of the connection, or where that is a
// trusted proxy the last address in X-Forwarded-For that is none. Of IPv6 the
// first 64 bits are one client, since a network has them all.
func (s *Server) clientOf(r *http.Request) netip.Prefix {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Prefix{}
	}
	addr := at.Addr().Unmap()
	var hops []string
	for _, h := range r.Header.Values("X-Forwarded-For") {
		hops = append(hops, strings.Split(h, ",")...)
	}
	for i := len(hops) - 1; i >= 0 && s.trusted(addr); i-- {
		a, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		addr = a.Unmap()
	}
	bits := addr.BitLen()
	if addr.Is6() {
		bits = 64
	}
	p, _ := addr.WithZone("").Prefix(bits)
	return p
}

func (s *Server) trusted(a netip.Addr) bool {
	for _, p := range s.o.Proxies {
		if p.Contains(a) {
			return true
		}
	}
	return false
}
