// Package child runs the test program once more as a process that is killed
// while it works.
package child

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"testing"
	"time"
)

// Begin is the first line of a child: its time runs from there.
const Begin = "begin"

// Kill starts the test program with the environment variable, NAME=VALUE, and
// kills it when the time has passed since its first line, which must be
// [Begin]. Said gets every line after that. Kill reports whether the child had
// ended by itself before; one that failed by itself fails the test.
func Kill(t testing.TB, env string, after time.Duration, said func(line string)) (ended bool) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(exe, "-test.run=^$")
	c.Env = append(os.Environ(), env)
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() || lines.Text() != Begin {
		t.Fatalf("the child says %q, %v", lines.Text(), c.Wait())
	}
	timer := time.AfterFunc(after, func() { _ = c.Process.Kill() })
	for lines.Scan() {
		said(lines.Text())
	}
	timer.Stop()
	err = c.Wait()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return true
	case !errors.As(err, &exit) || exit.Exited():
		t.Fatalf("the child failed by itself: %v", err)
	}
	return false
}
