package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"
)

// BenchmarkProcess answers one question with a process of its own on a warm
// file cache: the median of the wall clock and the greatest memory.
func BenchmarkProcess(b *testing.B) {
	bin := binary(b)
	data := filepath.Join(b.TempDir(), "data")
	run := func(args ...string) (time.Duration, int64) {
		c := exec.Command(bin, args...)
		c.Env = append(os.Environ(), "TIZBE_DATA="+data)
		start := time.Now()
		if err := c.Run(); err != nil {
			b.Fatal(err)
		}
		return time.Since(start), c.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
	}
	run("init")
	for _, bb := range []struct {
		name string
		args []string
	}{
		{"check", []string{"check", "--position", "Тергеуші", "--unit", "Қаржылық мониторинг агенттігінің орталық аппараты", "--on", "2026-11-22"}},
		{"check-many", []string{"check", "--position", "аға инженер", "--on", "2026-11-22", "--format", "json"}},
		{"show", []string{"show", "--on", "2026-02-01", "--format", "lines"}},
		{"version", []string{"--version"}},
	} {
		b.Run(bb.name, func(b *testing.B) {
			var wall []time.Duration
			var peak int64
			run(bb.args...)
			for b.Loop() {
				d, rss := run(bb.args...)
				wall, peak = append(wall, d), max(peak, rss)
			}
			slices.Sort(wall)
			b.ReportMetric(float64(wall[len(wall)/2].Microseconds())/1000, "ms-median")
			b.ReportMetric(float64(peak)/1024, "MB-peak")
		})
	}
	if st, err := os.Stat(filepath.Join(data, "tizbe.db")); err == nil {
		b.ReportMetric(float64(st.Size())/1024, "KB-store")
	}
}
