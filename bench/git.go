package main

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

func runGit(dir string, d *dataset) (r result, err error) {
	git := func(args ...string) *exec.Cmd {
		c := exec.Command("git", append([]string{"-C", dir}, args...)...)
		c.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null")
		return c
	}
	if err := git("init", "-q", "--bare").Run(); err != nil {
		return r, err
	}
	start := time.Now()
	c := git("fast-import", "--quiet", "--export-marks="+filepath.Join(dir, "marks"))
	in, err := c.StdinPipe()
	if err != nil {
		return r, err
	}
	if err := c.Start(); err != nil {
		return r, err
	}
	w := bufio.NewWriterSize(in, 1<<20)
	for i, x := range d.recs {
		fmt.Fprintf(w, "blob\nmark :%d\ndata %d\n%s\n", i+1, len(x.Text), x.Text)
		fmt.Fprintf(w, "commit refs/heads/main\ncommitter a <a@b> %d +0000\ndata 1\nx\nM 100644 :%d %s\n\n", 1_000_000_000+i, i+1, strings.ReplaceAll(x.Act, "/", "_"))
	}
	if err := w.Flush(); err != nil {
		return r, err
	}
	in.Close()
	if err := c.Wait(); err != nil {
		return r, err
	}
	if err := git("gc", "-q", "--aggressive", "--prune=now").Run(); err != nil {
		return r, err
	}
	r.took = time.Since(start)
	marks, err := os.ReadFile(filepath.Join(dir, "marks"))
	if err != nil {
		return r, err
	}
	os.Remove(filepath.Join(dir, "marks"))
	blobs := make([]string, len(d.recs))
	for l := range strings.Lines(string(marks)) {
		var n int
		var sum string
		if _, err := fmt.Sscanf(l, ":%d %s", &n, &sum); err == nil && n <= len(blobs) {
			blobs[n-1] = sum
		}
	}
	if err := filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err == nil {
			r.size += info.Size()
		}
		return err
	}); err != nil {
		return r, err
	}
	cat := git("cat-file", "--batch")
	ask, err := cat.StdinPipe()
	if err != nil {
		return r, err
	}
	out, err := cat.StdoutPipe()
	if err != nil {
		return r, err
	}
	if err := cat.Start(); err != nil {
		return r, err
	}
	answers := bufio.NewReaderSize(out, 1<<20)
	for _, q := range d.questions {
		start := time.Now()
		fmt.Fprintln(ask, blobs[q.rec])
		head, err := answers.ReadString('\n')
		if err != nil {
			return r, err
		}
		var sum, kind string
		var n int
		if _, err := fmt.Sscanf(head, "%s %s %d", &sum, &kind, &n); err != nil {
			return r, err
		}
		text := make([]byte, n+1)
		if _, err := io.ReadFull(answers, text); err != nil {
			return r, err
		}
		r.text = append(r.text, time.Since(start))
		if string(text[:n]) != d.recs[q.rec].Text {
			return r, fmt.Errorf("%s on %s: another text", q.act, q.on)
		}
	}
	ask.Close()
	if err := cat.Wait(); err != nil {
		return r, err
	}
	for _, q := range d.questions {
		if q.prev < 0 || len(r.diff) == compared/4 {
			continue
		}
		start := time.Now()
		if err := git("diff", blobs[q.prev], blobs[q.rec]).Run(); err != nil {
			return r, err
		}
		r.diff = append(r.diff, time.Since(start))
	}
	return r, nil
}
