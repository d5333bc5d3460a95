package server

import (
	"crypto/sha256"
	"encoding/base64"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/klauspost/compress/gzhttp"

	"tizbe/site"
)

const apiPath = "/api/v1/"

// routes puts the handlers together: every request is bounded, counted and
// logged, and no fault of one reaches another.
func (s *Server) routes() (http.Handler, error) {
	api, err := s.api()
	if err != nil {
		return nil, err
	}
	zip, err := gzhttp.NewWrapper(gzhttp.MinSize(1024))
	if err != nil {
		return nil, err
	}
	answers := zip(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n, done := s.use()
		defer done()
		switch {
		case n == nil:
			refuse(w, r, &problem{kind: notReady})
		case strings.HasPrefix(r.URL.Path, apiPath):
			api(w, r, n)
		default:
			s.page(w, r, n)
		}
	}))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := s.o.Now()
		rec := &recorder{ResponseWriter: w}
		route := routeOf(r.URL.Path)
		defer func() {
			if v := recover(); v != nil {
				if v == http.ErrAbortHandler {
					panic(v)
				}
				s.metrics.panics.Inc()
				s.o.Log.Error("fault", "path", r.URL.Path, "fault", v, "stack", string(debug.Stack()))
				if rec.status == 0 {
					refuse(rec, r, &problem{kind: fault})
				}
			}
			took := s.o.Now().Sub(began)
			s.metrics.answered(route, rec.status, took)
			s.o.Log.LogAttrs(r.Context(), slog.LevelInfo, "request", slog.String("method", r.Method), slog.String("path", clip(r.URL.Path, 300)),
				slog.Int("status", rec.status), slog.Int64("bytes", rec.bytes), slog.Float64("ms", float64(took.Microseconds())/1000))
		}()
		s.guard(rec, r, route, answers)
	}), nil
}

// guard turns away what is too much or not reading, and answers the questions
// about the process itself.
func (s *Server) guard(w http.ResponseWriter, r *http.Request, route string, next http.Handler) {
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Content-Security-Policy", site.ContentSecurityPolicy+"; frame-ancestors 'none'")
	if strings.HasPrefix(r.URL.Path, apiPath) {
		h.Set("Access-Control-Allow-Origin", "*") // everything here is public, and nothing can be changed
	} else {
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
	}
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		refuse(w, r, &problem{kind: wrongMethod})
		return
	case len(r.RequestURI) > maxURL:
		refuse(w, r, &problem{kind: tooLong})
		return
	case route == "health":
		s.health(w, r)
		return
	case !s.clients.allow(s.clientOf(r)):
		s.metrics.refused.Inc()
		refuse(w, r, &problem{kind: tooMany})
		return
	}
	wait := time.NewTimer(time.Second)
	defer wait.Stop()
	select {
	case s.slots <- struct{}{}:
		defer func() { <-s.slots }()
		next.ServeHTTP(w, r)
	case <-wait.C:
		s.metrics.busy.Inc()
		refuse(w, r, &problem{kind: overloaded})
	case <-r.Context().Done():
	}
}

// health answers /healthz, which says that the process lives, and /readyz,
// which says that it can answer.
func (s *Server) health(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	if r.URL.Path == "/readyz" && (s.now.Load() == nil || s.stopping.Load()) {
		refuse(w, r, &problem{kind: notReady})
		return
	}
	_, _ = w.Write([]byte("ok\n"))
}

// routeOf names the part of the server that a path belongs to, for figures.
func routeOf(path string) string {
	switch {
	case path == "/healthz" || path == "/readyz":
		return "health"
	case strings.HasPrefix(path, apiPath):
		for _, op := range operations {
			if path == apiPath+op.Path {
				return op.Path
			}
		}
		return "api"
	case strings.HasPrefix(path, "/assets/"):
		return "asset"
	}
	switch _, rest := site.Split(strings.TrimPrefix(path, "/")); rest {
	case site.SearchPath, site.CheckPath:
		return "page " + strings.TrimSuffix(rest, "/")
	}
	return "page"
}

// A recorder remembers what was answered.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(b)
	r.bytes += int64(n)
	return n, err
}

// Unwrap lets [http.ResponseController] reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// A body is an answer that can be sent.
type body struct {
	content []byte
	kind    string // media type
	tag     string // entity tag; weak, since it is the same compressed
	keep    string // Cache-Control
}

// Values of Cache-Control.
const (
	keepForever = "public, max-age=31536000, immutable"
	keepDay     = "public, max-age=86400, immutable"
	askAgain    = "no-cache"
)

func newBody(content []byte, kind, keep string) *body {
	sum := sha256.Sum256(content)
	return &body{content, kind, `W/"` + base64.RawURLEncoding.EncodeToString(sum[:15]) + `"`, keep}
}

// send sends the body, or that the client has it.
func (b *body) send(w http.ResponseWriter, r *http.Request, status int) {
	h := w.Header()
	h.Set("Content-Type", b.kind)
	h.Set("Cache-Control", b.keep)
	h.Set("ETag", b.tag)
	if status == http.StatusOK && matches(r.Header.Get("If-None-Match"), b.tag) {
		h.Del("Content-Type")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(b.content) // whoever hung up does not want it
	}
}

// matches compares entity tags weakly (RFC 9110, section 13.1.2).
func matches(header, tag string) bool {
	for t := range strings.SplitSeq(header, ",") {
		t = strings.TrimSpace(t)
		if t == "*" || strings.TrimPrefix(t, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}

func clip(s string, n int) string {
	if len(s) > n {
		return strings.ToValidUTF8(s[:n], "") + "…"
	}
	return s
}
