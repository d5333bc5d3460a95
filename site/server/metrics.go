package server

import (
	"fmt"
	"net/http"
	"time"

	"github.com/VictoriaMetrics/metrics"
)

// meters are the figures of a server.
type meters struct {
	set           *metrics.Set
	snapshots     *metrics.Counter
	refreshErrors *metrics.Counter
	panics        *metrics.Counter
	refused       *metrics.Counter // by the rate limit
	busy          *metrics.Counter // by the number in flight
}

func newMeters() *meters {
	m := &meters{set: metrics.NewSet()}
	m.snapshots = m.set.NewCounter("tizbe_snapshots_total")
	m.refreshErrors = m.set.NewCounter("tizbe_refresh_errors_total")
	m.panics = m.set.NewCounter("tizbe_panics_total")
	m.refused = m.set.NewCounter("tizbe_requests_rate_limited_total")
	m.busy = m.set.NewCounter("tizbe_requests_turned_away_total")
	return m
}

func (m *meters) watch(s *Server) {
	m.set.NewGauge("tizbe_requests_in_flight", func() float64 { return float64(len(s.slots)) })
	m.set.NewGauge("tizbe_clients", func() float64 { return float64(s.clients.count()) })
	m.set.NewGauge("tizbe_records", func() float64 {
		if n := s.now.Load(); n != nil {
			return float64(n.seq)
		}
		return 0
	})
}

// buckets of the time of an answer, in seconds.
var buckets = []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, 1, 5}

// answered counts a request. The route is one of a fixed few, so that nobody
// outside can make the figures grow.
func (m *meters) answered(route string, status int, took time.Duration) {
	m.set.GetOrCreateCounter(fmt.Sprintf(`tizbe_requests_total{route=%q,status="%d"}`, route, status)).Inc()
	m.set.GetOrCreatePrometheusHistogramExt(fmt.Sprintf(`tizbe_request_seconds{route=%q}`, route), buckets).Update(took.Seconds())
}

// ServeHTTP writes the figures, those of the process among them.
func (m *meters) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	m.set.WritePrometheus(w)
	metrics.WriteProcessMetrics(w)
}
