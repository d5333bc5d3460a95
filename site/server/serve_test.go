package server

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// serving runs a server over the shared data until stop is called; ended then
// has what Serve returned.
func serving(t *testing.T, change func(*Options)) (s *Server, addr string, stop func(), ended <-chan error) {
	t.Helper()
	shared(t)
	o := over(sharedDir)
	change(&o)
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	result := make(chan error, 1)
	go func() { result <- s.Serve(ctx, l) }()
	return s, l.Addr().String(), cancel, result
}

// TestGracefulStop: a server that is told to stop takes nobody new, and
// finishes what it has begun.
func TestGracefulStop(t *testing.T) {
	shared(t) // its description is that of the real operations
	begun, finish := make(chan bool), make(chan bool)
	old := operations
	defer func() { operations = old }()
	operations = append(slices.Clone(old), operation{Path: "slow", Result: "", Run: func(*call) (any, error) {
		close(begun)
		<-finish
		return "finished", nil
	}})
	s, addr, stop, ended := serving(t, func(*Options) {})
	type answer struct {
		body string
		err  error
	}
	got := make(chan answer, 1)
	go func() {
		r, err := http.Get("http://" + addr + apiPath + "slow")
		if err != nil {
			got <- answer{err: err}
			return
		}
		defer r.Body.Close()
		b, err := io.ReadAll(r.Body)
		got <- answer{string(b), err}
	}()
	<-begun
	stop()
	// The listener is closed once a connection is refused.
	for deadline := time.Now().Add(30 * time.Second); ; {
		c, err := net.DialTimeout("tcp", addr, time.Second)
		if err != nil {
			break
		}
		c.Close()
		if time.Now().After(deadline) {
			t.Fatal("it was told to stop and goes on listening")
		}
	}
	select {
	case err := <-ended:
		t.Fatalf("it ended before what it had begun: %v", err)
	default:
	}
	if s.now.Load() == nil {
		t.Error("the snapshot in use is gone")
	}
	close(finish)
	if a := <-got; a.err != nil || a.body != "\"finished\"\n" {
		t.Errorf("the request under way got %q, %v", a.body, a.err)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// TestSlowClients: whoever sends its request letter by letter, too much of it
// or nothing at all is disconnected, while others are answered.
func TestSlowClients(t *testing.T) {
	_, addr, stop, ended := serving(t, func(o *Options) { o.HeaderTimeout = 200 * time.Millisecond; o.Timeout = 10 * time.Second })
	dial := func(first string) net.Conn {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(c, first); err != nil {
			t.Fatal(err)
		}
		_ = c.SetReadDeadline(time.Now().Add(time.Minute))
		return c
	}
	var slow []net.Conn
	for range 50 {
		slow = append(slow, dial("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "))
	}
	for _, c := range slow {
		if b, err := io.ReadAll(c); errors.Is(err, context.DeadlineExceeded) || strings.HasPrefix(string(b), "HTTP/1.1 200") {
			t.Errorf("a request that does not end: %.100q, %v", b, err)
		}
		c.Close()
	}
	for name, request := range map[string]string{
		"a flood of headers":   "GET / HTTP/1.1\r\nHost: x\r\n" + strings.Repeat("X-Flood: abcdefghijklmnopqrstuvwxyz\r\n", 3000) + "\r\n",
		"one huge header":      "GET / HTTP/1.1\r\nHost: x\r\nX-Huge: " + strings.Repeat("a", 100_000) + "\r\n\r\n",
		"a huge address":       "GET /?" + strings.Repeat("a", 12_000) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
		"no HTTP":              "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
		"no host":              "GET / HTTP/1.1\r\n\r\n",
		"a header with NUL":    "GET / HTTP/1.1\r\nHost: x\r\nA: \x00\r\n\r\n",
		"a broken escape":      "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
		"two lengths":          "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
		"a body that is small": "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc",
	} {
		c := dial("")
		go func() { _, _ = io.WriteString(c, request) }() // the other end may close before all is written
		line, err := bufio.NewReader(c).ReadString('\n')
		if err == nil && !strings.HasPrefix(line, "HTTP/1.1 4") || errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %q, %v", name, line, err)
		}
		c.Close()
	}
	r, err := http.Get("http://" + addr + "/readyz")
	if err != nil || r.StatusCode != http.StatusOK {
		t.Errorf("afterwards: %v, %v", r, err)
	} else {
		r.Body.Close()
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// TestNothingToServe: a server without a store says so and lets its address go.
func TestNothingToServe(t *testing.T) {
	s, err := New(over(t.TempDir()))
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Serve(t.Context(), l); err == nil {
		t.Error("it served nothing")
	}
	if again, err := net.Listen("tcp", l.Addr().String()); err != nil {
		t.Error(fmt.Errorf("the address is kept: %w", err))
	} else {
		again.Close()
	}
}
