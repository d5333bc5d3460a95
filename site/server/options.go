package server

import (
	"log/slog"
	"net/netip"
	"time"

	"tizbe/corpus/glossary"
	"tizbe/versioning/store"
)

// Options say how a server answers. The zero value of a field takes the
// default that stands beside it.
type Options struct {
	// Dir is the data directory, Open opens its store for reading. The server
	// closes what it opened.
	Dir  string
	Open func() (*store.Store, error)
	// Translate reads a Russian or English question; nil for none.
	Translate func(string) []glossary.Reading
	// Glossary is what the engine of the pages reads questions with, see
	// [site.Options].
	Glossary []byte
	// URL is the site's own address, see [site.Options].
	URL string

	Now func() time.Time // time.Now
	Log *slog.Logger     // none

	Refresh time.Duration // between looks at the store's file; 2 s
	Timeout time.Duration // of one request; 10 s
	// HeaderTimeout is how long a client may take to say what it wants; 5 s.
	HeaderTimeout time.Duration
	Drain         time.Duration // for requests under way when the server stops; 10 s
	InFlight      int           // requests answered at a time; 256
	Conns         int           // connections at a time; 4096

	// Rate is how many requests a client may make a second, Burst how many at
	// once. A negative Rate is no limit. 50 and 200.
	Rate  float64
	Burst int
	// Proxies are the addresses whose X-Forwarded-For is believed.
	Proxies []netip.Prefix
}

func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	def(&o.Refresh, 2*time.Second)
	def(&o.Timeout, 10*time.Second)
	def(&o.HeaderTimeout, 5*time.Second)
	def(&o.Drain, 10*time.Second)
	def(&o.InFlight, 256)
	def(&o.Conns, 4096)
	def(&o.Rate, 50)
	def(&o.Burst, 200)
	return o
}

func def[T comparable](p *T, value T) {
	var zero T
	if *p == zero {
		*p = value
	}
}

// Bounds of a request.
const (
	maxURL    = 8 << 10
	maxHeader = 16 << 10
	maxWords  = 2000 // of one parameter, in bytes
	maxHits   = 1000
)
