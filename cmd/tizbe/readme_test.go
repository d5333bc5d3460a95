package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

var (
	consoleBlock = regexp.MustCompile("(?s)```console\n(.*?)```")
	shellWord    = regexp.MustCompile(`'([^']*)'|(\S+)`)
)

// TestReadme runs the console examples of the README against the embedded
// acts: what it shows is what the command says. With -update it is rewritten.
func TestReadme(t *testing.T) {
	path := filepath.Join("..", "..", "README.md")
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	data := t.TempDir()
	env := func(name string) string {
		return map[string]string{"TIZBE_DATA": data, "LC_ALL": "en_US.UTF-8", "NO_COLOR": "1", "COLUMNS": "100"}[name]
	}
	now := func() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }
	run := func(line string) string {
		var args []string
		for _, m := range shellWord.FindAllStringSubmatch(strings.TrimPrefix(line, "$ tizbe "), -1) {
			args = append(args, m[1]+m[2])
		}
		var out, errs bytes.Buffer
		a := &app{in: strings.NewReader(""), out: &out, err: &errs, env: env, now: now}
		if status := a.run(args); status != answered {
			t.Errorf("%s: status %d: %s", line, status, errs.String())
		}
		return strings.TrimRight(out.String(), "\n") + "\n"
	}
	run("$ tizbe init")
	n := 0
	got := consoleBlock.ReplaceAllFunc(src, func(block []byte) []byte {
		var b strings.Builder
		b.WriteString("```console\n")
		for _, line := range strings.Split(string(block), "\n") {
			if strings.HasPrefix(line, "$ tizbe ") {
				n++
				b.WriteString(line + "\n" + run(line))
			}
		}
		b.WriteString("```")
		return []byte(b.String())
	})
	if n < 4 {
		t.Errorf("only %d examples", n)
	}
	if bytes.Equal(got, src) {
		return
	}
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Error("README.md shows other output than the command gives; go test ./cmd/tizbe -run Readme -update")
}
