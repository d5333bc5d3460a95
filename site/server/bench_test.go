//go:build unix

package server

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// BenchmarkServe asks a server over loopback as eight clients do that keep
// their connections, each question when the last is answered. Beside
// requests/s it prints the time of 99 in a hundred and of half of them, and the
// memory and the processor's time of the process, client and server in one:
// the last says most where the machine does something else as well.
func BenchmarkServe(b *testing.B) {
	shared(b)
	s, err := New(over(sharedDir))
	if err != nil {
		b.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, l) }()
	defer func() {
		stop()
		if err := <-ended; err != nil {
			b.Error(err)
		}
	}()
	root := "http://" + l.Addr().String()
	units := []string{"", "Өртке қарсы қызмет комитеті", "Қаржылық мониторинг агенттігінің орталық аппараты"}
	positions := []string{"Тергеуші", "АҚК Төрағасы", "бас маман", "инспектор-психолог", "аға жедел уәкіл", "полиция бастығы", "тракторист", "investigator", "старший следователь", "тергеуш"}
	days := []string{"2025-08-15", "2026-01-10", "2026-03-01", "2026-11-22"}
	question := func(i int) url.Values {
		q := url.Values{"position": {positions[i%len(positions)]}, "on": {days[i/len(positions)%len(days)]}}
		if u := units[i%len(units)]; u != "" {
			q.Set("unit", u)
		}
		return q
	}
	for _, c := range []struct {
		name   string
		target func(i int) string
	}{
		{"page", func(i int) string {
			return []string{"/", "/ru/", "/en/" + act789, "/" + act789 + "~list__point_6/"}[i%4]
		}},
		{"check", func(i int) string { return apiPath + "check?" + question(i).Encode() }},
		{"check-page", func(i int) string { return "/ru/check/?" + question(i).Encode() }},
		{"search", func(i int) string {
			return apiPath + "search?" + url.Values{"q": {positions[i%len(positions)]}, "on": {days[i/len(positions)%len(days)]}}.Encode()
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 8}}
			defer client.CloseIdleConnections()
			one := func(i int) error {
				r, err := client.Get(root + c.target(i))
				if err != nil {
					return err
				}
				defer r.Body.Close()
				if _, err := io.Copy(io.Discard, r.Body); err != nil {
					return err
				}
				if r.StatusCode != http.StatusOK {
					return fmt.Errorf("%s: %s", c.target(i), r.Status)
				}
				return nil
			}
			for i := range 120 { // what is made at first use
				if err := one(i); err != nil {
					b.Fatal(err)
				}
			}
			took := make([]time.Duration, b.N)
			var next atomic.Int64
			var wg sync.WaitGroup
			busy := processor(b)
			b.ResetTimer()
			for range 8 {
				wg.Go(func() {
					for i := next.Add(1) - 1; i < int64(b.N); i = next.Add(1) - 1 {
						began := time.Now()
						if err := one(int(i)); err != nil {
							b.Error(err)
							return
						}
						took[i] = time.Since(began)
					}
				})
			}
			wg.Wait()
			b.StopTimer()
			b.ReportMetric((processor(b)-busy).Seconds()*1000/float64(b.N), "cpu-ms/op")
			slices.Sort(took)
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "requests/s")
			b.ReportMetric(float64(took[b.N*99/100].Microseconds())/1000, "p99-ms")
			b.ReportMetric(float64(took[b.N/2].Microseconds())/1000, "p50-ms")
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(m.Sys-m.HeapReleased)/(1<<20), "MiB")
		})
	}
}

// processor is how long the process has had a processor.
func processor(b *testing.B) time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		b.Fatal(err)
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
