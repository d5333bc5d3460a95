package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// walks builds testdata/walks as the engine is built.
func walks(t *testing.T) []byte {
	t.Helper()
	name := filepath.Join(t.TempDir(), "walks.wasm")
	cmd := exec.Command("go", "build", "-trimpath", "-gcflags=all=-l", "-ldflags=-s -w", "-o", name, "./testdata/walks")
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// memoryOf is the memory of the program when it starts.
func memoryOf(t *testing.T, program []byte) []byte {
	t.Helper()
	var m []byte
	if _, err := rewritten(program, func(memory []byte) error { m = bytes.Clone(memory); return nil }); err != nil {
		t.Fatal(err)
	}
	return m
}

// ran runs the program with Node as Go's own tests of WebAssembly do, and
// returns what it prints, and what it says when it panics.
func ran(t *testing.T, program []byte) (out, panicked string) {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("NOT TESTED: whether a program without lines runs; it needs Node")
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "program.wasm")
	if err := os.WriteFile(name, program, 0o644); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr strings.Builder
	cmd := exec.Command(node, "--stack-size=8192", filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec_node.js"), name)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	var exit *exec.ExitError
	if err := cmd.Run(); !errors.As(err, &exit) || exit.ExitCode() != 2 {
		t.Errorf("the program ended with %v, not with a panic", err)
	}
	return stdout.String(), stderr.String()
}

// TestWithoutLines: a program without its lines runs as before, and says why
// it panics and in which functions, but not in which lines.
func TestWithoutLines(t *testing.T) {
	b := walks(t)
	small, err := rewritten(b, withoutLines)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := rewritten(small, withoutLines); err != nil || !bytes.Equal(again, small) {
		t.Errorf("other bytes the second time, %v", err)
	}
	was, lines := ran(t, b)
	is, names := ran(t, small)
	if is != was || was != "149996\nrecovered: runtime error: index out of range [0] with length 0\nmain.caller\n" {
		t.Errorf("printed\n%s\nand before\n%s", is, was)
	}
	if !strings.Contains(lines, "main.go:") {
		t.Errorf("there were no lines before:\n%s", lines)
	}
	for _, want := range [...]string{"panic: assignment to entry in nil map", "main.put[...]", "main.main()"} {
		if !strings.Contains(names, want) {
			t.Errorf("no %q in\n%s", want, names)
		}
	}
	if got, want := calls(names), calls(lines); got != want {
		t.Errorf("the calls are\n%s\nand were\n%s", got, want)
	}
	if strings.Contains(names, ".go:") {
		t.Errorf("there are lines left:\n%s", names)
	}
}

// calls is what a panic says, without the lines of the source.
func calls(panicked string) string {
	var out []string
	for l := range strings.Lines(panicked) {
		if !strings.HasPrefix(l, "\t") {
			out = append(out, l)
		}
	}
	return strings.Join(out, "")
}

// TestNames: which names are made short, and how.
func TestNames(t *testing.T) {
	for name, want := range map[string]string{
		"main.f": "main.f", "slices.Sort[go.shape.[]string,go.shape.string].func1": "slices.Sort[...].func1", "a.f[...]": "a.f[...]", "a.f[go]": "a.f[go]", "a.f]x[": "a.f]x[", "": "",
	} {
		if got := string(dotted([]byte(name))); got != want {
			t.Errorf("%q became %q, want %q", name, got, want)
		}
	}
	for name, want := range map[string]bool{
		"runtime.mallocgc": true, "runtime.(*mheap).alloc": true, "runtime._": true,
		"runtime.gopanic": false, "runtime.GC": false, "runtime.(*Frames).Next": false, "runtime/debug.f": false, "reflect.makeFuncStub": false, "runtime.": false, "": false,
	} {
		if got := own([]byte(name)); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
}

// TestOtherLayout: a table that lies otherwise in any point is refused.
func TestOtherLayout(t *testing.T) {
	memory := memoryOf(t, walks(t))
	tab, err := tableOf(memory)
	if err != nil {
		t.Fatal(err)
	}
	functions, err := tab.index()
	if err != nil {
		t.Fatal(err)
	}
	put := func(at int, n uint32) func([]byte) {
		return func(m []byte) { binary.LittleEndian.PutUint32(m[at:], n) }
	}
	f := functions[len(functions)/2]
	for name, change := range map[string]func([]byte){
		"another magic number":   func(m []byte) { m[tab.at] = 0xf0 },
		"two tables":             func(m []byte) { copy(m, header) },
		"a longer header":        put(tab.at+8*4, headerSize+8),
		"a place outside":        func(m []byte) { binary.LittleEndian.PutUint64(m[tab.at+8*7:], 1<<40) },
		"parts in another order": func(m []byte) { copy(m[tab.at+8*5:][:8], m[tab.at+8*7:]) },
		"more functions":         put(tab.at+8, uint32(tab.n+1)),
		"fewer functions":        put(tab.at+8, uint32(tab.n-tab.n/4)),
		"another entry":          put(f.at+entryField, uint32(tab.number(f.at+entryField)+1)),
		"a name in the middle":   put(f.at+nameField, uint32(tab.number(f.at+nameField)+1)),
		"values in the middle":   put(f.at+lineField, uint32(tab.number(f.at+lineField)-1)),
		"values outside":         put(f.at+stackField, 1<<30),
		"fewer further values":   put(f.at+furtherField, 0),
		"many further values":    put(f.at+furtherField, 1<<30),
		"values of nothing":      func(m []byte) { m[tab.at+tab.values] = 1 },
	} {
		m := bytes.Clone(memory)
		change(m)
		was := bytes.Clone(m)
		if err := withoutLines(m); !errors.Is(err, errLayout) {
			t.Errorf("%s: %v", name, err)
		} else if !bytes.Equal(m, was) {
			t.Errorf("%s: changed all the same", name)
		}
	}
}

// TestDamagedTable: whatever the table says, nothing outside of it is touched.
func TestDamagedTable(t *testing.T) {
	memory := memoryOf(t, walks(t))
	tab, err := tableOf(memory)
	if err != nil {
		t.Fatal(err)
	}
	functions, err := tab.index()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		m := bytes.Clone(memory)
		for range rapid.IntRange(1, 3).Draw(t, "changes") {
			at := rapid.SampledFrom([]int{tab.at + rapid.IntRange(0, headerSize-1).Draw(t, "header"), tab.at + tab.functions + rapid.IntRange(0, 8*tab.n).Draw(t, "index"),
				functions[rapid.IntRange(0, tab.n-1).Draw(t, "function")].at + rapid.IntRange(0, functionSize+8).Draw(t, "field"), tab.at + tab.values + rapid.IntRange(0, tab.functions-tab.values-1).Draw(t, "value")}).Draw(t, "at")
			m[at] = rapid.Byte().Draw(t, "byte")
		}
		if err := withoutLines(m); err != nil && !errors.Is(err, errLayout) {
			t.Fatal(err)
		}
		if !bytes.Equal(m[:tab.at], memory[:tab.at]) {
			t.Fatal("something before the table was changed")
		}
	})
}
