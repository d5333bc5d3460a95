package main

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"time"
)

// A row has what the runs of a system gave, a value a run.
type row struct {
	name                                   string
	size, rate, p50, p99, goal, meta, diff []float64
	index, indexRate                       []float64
	searchers                              []searcherRow
}

type searcherRow struct {
	name     string
	p50, p99 [len(classes)][]float64
	other    int
}

// measure runs a system several times.
func measure(s system, d *dataset, runs int) (*row, error) {
	out := &row{name: s.name}
	for range runs {
		dir, err := os.MkdirTemp("", "bench-")
		if err != nil {
			return nil, err
		}
		runtime.GC()
		r, err := s.run(dir, d)
		if e := os.RemoveAll(dir); err == nil {
			err = e
		}
		if err != nil {
			return nil, err
		}
		out.add(d, r)
	}
	return out, nil
}

func (w *row) add(d *dataset, r result) {
	w.size = append(w.size, float64(r.size))
	w.rate = append(w.rate, float64(len(d.raw))/1e6/r.took.Seconds())
	over := make([]float64, len(r.text))
	for i, t := range r.text {
		over[i] = us(t) / (20 + float64(len(d.recs[d.questions[i].rec].Text))/1000)
	}
	w.goal = append(w.goal, quantile(over, 50))
	w.p50, w.p99 = append(w.p50, quantile(micros(r.text), 50)), append(w.p99, quantile(micros(r.text), 99))
	w.meta, w.diff = append(w.meta, quantile(micros(r.meta), 50)), append(w.diff, quantile(micros(r.diff), 50))
	if r.index > 0 {
		w.index = append(w.index, float64(r.index))
		w.indexRate = append(w.indexRate, float64(len(d.raw))/1e6/r.indexed.Seconds())
	}
	for i, s := range r.searchers {
		if i == len(w.searchers) {
			w.searchers = append(w.searchers, searcherRow{name: s.name})
		}
		for c := range classes {
			w.searchers[i].p50[c] = append(w.searchers[i].p50[c], quantile(micros(s.times[c]), 50))
			w.searchers[i].p99[c] = append(w.searchers[i].p99[c], quantile(micros(s.times[c]), 99))
		}
		w.searchers[i].other = s.other
	}
}

// cells returns the row of the table of texts.
func (w *row) cells(floor int64) string {
	ratio := "–"
	if floor > 0 {
		ratio = fmt.Sprintf("%.2f", quantile(w.size, 50)/float64(floor))
	}
	return fmt.Sprintf("| %s | %s | %s | %s | %s | %s | %s | %s | %s |", w.name, mb(int64(quantile(w.size, 50))), ratio,
		cell("%.1f", w.rate), cell("%.1f", w.p50), cell("%.0f", w.p99), cell("%.2f", w.goal), cell("%.2f", w.meta), cell("%.0f", w.diff))
}

// cell shows the median of the runs.
func cell(f string, v []float64) string {
	if len(v) == 0 || v[0] < 0 {
		return "–"
	}
	return fmt.Sprintf(f, quantile(v, 50))
}

func us(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1000 }

func micros(in []time.Duration) []float64 {
	out := make([]float64, len(in))
	for i, d := range in {
		out[i] = us(d)
	}
	return out
}

// quantile returns the p-th percentile, -1 of nothing.
func quantile(in []float64, p int) float64 {
	if len(in) == 0 {
		return -1
	}
	s := slices.Sorted(slices.Values(in))
	return s[min(len(s)-1, len(s)*p/100)]
}

func mb(n int64) string { return fmt.Sprintf("%.2f", float64(n)/1e6) }
