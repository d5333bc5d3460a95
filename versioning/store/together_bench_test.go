package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tizbe/corpus"
)

// BenchmarkTogether is a table of throughput: so many readers of random texts
// of the sample, nothing kept in memory, alone and beside an import that goes
// on all the time. Any error is a failure.
func BenchmarkTogether(b *testing.B) {
	s, _ := importFile(b, openSample(b))
	defer s.Close()
	type question struct {
		name string
		on   corpus.Date
	}
	var qs []question
	if err := s.EachImported(func(a ImportedAct) error {
		for _, r := range a.Revisions {
			qs = append(qs, question{a.Name, r.Effective})
		}
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	imports := 0
	for _, writing := range []bool{false, true} {
		for _, readers := range []int{0, 1, 2, 4, 8} {
			if readers == 0 && !writing {
				continue
			}
			name := fmt.Sprintf("readers=%d", readers)
			if writing {
				name += "+writer"
			}
			b.Run(name, func(b *testing.B) {
				s.cache.forget()
				s.cache.limit = 0
				ctx, stop := context.WithCancel(context.Background())
				var written, read, readBytes atomic.Int64
				var wg sync.WaitGroup
				if writing {
					wg.Go(func() {
						for ctx.Err() == nil {
							// Acts that are not there yet.
							imports++
							open := renamed(openSample(b), fmt.Sprintf(`{"act": "x%d-`, imports))
							done, err := s.Import(ctx, open, ImportOptions{Name: "more", Now: time.Now(), batch: 4 << 20, Refused: func(n uint64, err error) { b.Errorf("line %d: %v", n, err) }})
							if err != nil && !errors.Is(err, context.Canceled) {
								b.Error(err)
							}
							written.Add(int64(done.Bytes))
						}
					})
				}
				for n := range readers {
					wg.Go(func() {
						rnd := rand.New(rand.NewPCG(uint64(n), 1))
						var buf []byte
						var err error
						for ctx.Err() == nil {
							q := qs[rnd.IntN(len(qs))]
							if buf, _, err = s.ImportedText(buf[:0], q.name, q.on); err != nil {
								b.Error(err)
								return
							}
							read.Add(1)
							readBytes.Add(int64(len(buf)))
						}
					})
				}
				start := time.Now()
				for b.Loop() {
					time.Sleep(10 * time.Millisecond) // an operation is this much time
				}
				stop()
				seconds := time.Since(start).Seconds()
				wg.Wait()
				b.ReportMetric(float64(read.Load())/seconds, "texts/s")
				b.ReportMetric(float64(readBytes.Load())/1e6/seconds, "read-MB/s")
				b.ReportMetric(float64(written.Load())/1e6/seconds, "import-MB/s")
			})
		}
	}
}

// renamed begins each line otherwise.
func renamed(open func() (io.ReadCloser, error), with string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) {
		f, err := open()
		if err != nil {
			return nil, err
		}
		all, err := io.ReadAll(f)
		if err := errors.Join(err, f.Close()); err != nil {
			return nil, err
		}
		text := "\n" + string(all)
		text = strings.NewReplacer("\n{\"act\": \"", "\n"+with, "\n{\"act\":\"", "\n"+with).Replace(text)
		return io.NopCloser(strings.NewReader(text[1:])), nil
	}
}
