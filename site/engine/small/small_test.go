package main

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"
)

// limit is how many bytes the engine may have, compressed: what a page loads
// before it can answer.
const limit = 1_200_000

// TestEngineIsSmall holds the built engine against [limit].
func TestEngineIsSmall(t *testing.T) {
	b, err := os.ReadFile("../program/engine.wasm")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("NOT TESTED: the engine of the pages is not built; `make engine` builds it")
	} else if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if out.Len() > limit {
		t.Errorf("the engine of the pages has %d bytes gzipped, of %d that it may have.\nWhat came in with the last change? A package that it needs in part is cut in two, with the tag page for what the engine does without;\n"+
			"what it needs only as data goes into site/engine.Data. The packages it has: GOOS=js GOARCH=wasm go list -deps -tags page ./site/engine/wasm", out.Len(), limit)
	}
	if again, err := rewritten(b, withoutLines); err != nil || !bytes.Equal(again, b) {
		t.Errorf("the engine was not made small (%v): build it with `make engine`", err)
	}
}

// same changes nothing.
func same([]byte) error { return nil }

// A segment is what stands in memory from its place on.
type segment struct {
	at      int
	content []byte
}

// program writes a program with the segments in the given order.
func program(segments []segment) []byte {
	data := binary.AppendUvarint(nil, uint64(len(segments)))
	for _, s := range segments {
		data = append(appendSigned(append(data, activeSegment, i32Const), s.at), end)
		data = append(binary.AppendUvarint(data, uint64(len(s.content))), s.content...)
	}
	b := append(bytes.Clone(preamble), 1, 1, 0) // no types
	b = append(binary.AppendUvarint(append(b, sectionData), uint64(len(data))), data...)
	return append(b, 0, 2, 1, 'x') // a custom section
}

// segmentsOf reads the segments of a program that [program] wrote, by a
// reading of its own.
func segmentsOf(t *rapid.T, program []byte) []segment {
	var out []segment
	i := len(preamble) + 3 + 1
	number := func() int {
		n := 0
		for shift := 0; ; shift += 7 {
			c := program[i]
			i++
			n |= int(c&0x7f) << shift
			if c < 0x80 {
				return n
			}
		}
	}
	number() // of bytes
	for range number() {
		i += 2
		at := number()
		if program[i] != end {
			t.Fatalf("no end of the place at %d", i)
		}
		i++
		n := number()
		out = append(out, segment{at, program[i:][:n]})
		i += n
	}
	if !bytes.Equal(program[i:], []byte{0, 2, 1, 'x'}) {
		t.Fatalf("what stands after the data became %x", program[i:])
	}
	return out
}

// TestRewritten: the memory is the same, in fewer segments, and once is enough.
func TestRewritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []segment
		at := rapid.IntRange(0, 1<<21).Draw(t, "start")
		for range rapid.IntRange(0, 9).Draw(t, "segments") {
			s := segment{at, rapid.SliceOfN(rapid.Byte(), 0, 40).Draw(t, "content")}
			all = append(all, s)
			at += len(s.content) + rapid.IntRange(0, 2*gap).Draw(t, "zeros")
		}
		b := program(rapid.Permutation(all).Draw(t, "order"))
		got, err := rewritten(b, same)
		if err != nil {
			t.Fatal(err)
		}
		memory := func(segments []segment) []byte {
			m := make([]byte, at+1)
			for _, s := range segments {
				copy(m[s.at:], s.content)
			}
			return m
		}
		left := segmentsOf(t, got)
		if !bytes.Equal(memory(left), memory(all)) {
			t.Fatalf("%x\nbecame\n%x", b, got)
		}
		for i := 1; i < len(left); i++ {
			if left[i].at-left[i-1].at-len(left[i-1].content) < gap {
				t.Fatalf("segments at %d and %d are apart", left[i-1].at, left[i].at)
			}
		}
		if again, err := rewritten(got, same); err != nil || !bytes.Equal(again, got) {
			t.Fatalf("other bytes the second time, %v", err)
		}
	})
}

// TestRefused: what is not known to stay the same is refused.
func TestRefused(t *testing.T) {
	one := []segment{{8, []byte("abc")}}
	for name, b := range map[string][]byte{
		"another file":      []byte("\x7fELF"),
		"another version":   append([]byte("\x00asm\x02\x00\x00\x00"), program(one)[8:]...),
		"cut off":           program(one)[:20],
		"overlapping":       program([]segment{{8, []byte("abc")}, {10, []byte("d")}}),
		"counted":           append(program(one), sectionDataCount, 1, 1),
		"passive":           append(bytes.Clone(preamble), sectionData, 3, 1, 1, 0),
		"computed place":    append(bytes.Clone(preamble), sectionData, 6, 1, 0, 0x23, 0, end, 0),
		"before the memory": append(bytes.Clone(preamble), sectionData, 6, 1, 0, i32Const, 0x7f, end, 0),
		"beyond the memory": program([]segment{{1 << 30, []byte("abc")}}),
		"too many segments": append(bytes.Clone(preamble), sectionData, 1, 9),
		"more than said":    append(bytes.Clone(preamble), sectionData, 2, 0, 0),
	} {
		if _, err := rewritten(b, same); !errors.Is(err, errProgram) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestRewrite: a file that is refused stays as it was, and nothing is left
// beside it.
func TestRewrite(t *testing.T) {
	name := filepath.Join(t.TempDir(), "engine.wasm")
	b := program([]segment{{70000, []byte("abc")}, {70010, []byte("d")}})
	if err := os.WriteFile(name, b, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := rewrite(name); !errors.Is(err, errLayout) {
		t.Errorf("a program without functions: %v", err)
	}
	if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, b) {
		t.Errorf("%x, %v, want %x", got, err, b)
	}
	if left, err := os.ReadDir(filepath.Dir(name)); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func FuzzRewritten(f *testing.F) {
	f.Add(program([]segment{{70000, []byte("abc")}, {70010, []byte("d")}}))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := rewritten(b, same)
		if err != nil {
			return
		}
		if again, err := rewritten(got, same); err != nil || !bytes.Equal(again, got) {
			t.Fatalf("%x\nbecame\n%x, %v", got, again, err)
		}
	})
}
