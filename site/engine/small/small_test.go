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
const limit = 1_230_000

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
	if again, err := joined(b); err != nil || !bytes.Equal(again, b) {
		t.Errorf("the engine was not made small (%v): build it with `make engine`", err)
	}
}

// program writes a program with the segments in the given order.
func program(segments []segment) []byte {
	data := writeData(segments)
	b := append(bytes.Clone(preamble), 1, 1, 0) // no types
	b = append(binary.AppendUvarint(append(b, sectionData), uint64(len(data))), data...)
	return append(b, 0, 2, 1, 'x') // a custom section
}

// memory is what is in memory when the program starts, by a reading of its own.
func memory(t *rapid.T, program []byte, size int) []byte {
	m := make([]byte, size)
	i := len(preamble) + 3 + 1
	_, n := binary.Uvarint(program[i:])
	i += n
	count, n := binary.Uvarint(program[i:])
	i += n
	for range count {
		i += 2
		at := 0
		for shift := 0; ; shift += 7 {
			c := program[i]
			i++
			at |= int(c&0x7f) << shift
			if c < 0x80 {
				break
			}
		}
		if program[i] != end {
			t.Fatalf("no end of the place at %d", i)
		}
		length, n := binary.Uvarint(program[i+1:])
		i += 1 + n
		i += copy(m[at:], program[i:i+int(length)])
	}
	if !bytes.Equal(program[i:], []byte{0, 2, 1, 'x'}) {
		t.Fatalf("what stands after the data became %x", program[i:])
	}
	return m
}

// TestJoined: the memory is the same, in fewer segments, and once is enough.
func TestJoined(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []segment
		at := int64(rapid.IntRange(0, 1<<21).Draw(t, "start"))
		for range rapid.IntRange(0, 9).Draw(t, "segments") {
			s := segment{at, rapid.SliceOfN(rapid.Byte(), 0, 40).Draw(t, "content")}
			all = append(all, s)
			at = s.end() + int64(rapid.IntRange(0, 2*gap).Draw(t, "zeros"))
		}
		b := program(rapid.Permutation(all).Draw(t, "order"))
		got, err := joined(b)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(memory(t, b, int(at)+1), memory(t, got, int(at)+1)) {
			t.Fatalf("%x\nbecame\n%x", b, got)
		}
		data := got[len(preamble)+3+1:]
		_, n := binary.Uvarint(data)
		left, err := readData(data[n : len(data)-4])
		if err != nil {
			t.Fatal(err)
		}
		for i := 1; i < len(left); i++ {
			if left[i].offset-left[i-1].end() < gap {
				t.Fatalf("segments at %d and %d are apart", left[i-1].offset, left[i].offset)
			}
		}
		if again, err := joined(got); err != nil || !bytes.Equal(again, got) {
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
		"too many segments": append(bytes.Clone(preamble), sectionData, 1, 9),
		"more than said":    append(bytes.Clone(preamble), sectionData, 2, 0, 0),
	} {
		if _, err := joined(b); !errors.Is(err, errProgram) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestRewrite: a file that is refused stays as it was.
func TestRewrite(t *testing.T) {
	name := filepath.Join(t.TempDir(), "engine.wasm")
	b := program([]segment{{70000, []byte("abc")}, {70010, []byte("d")}})
	want, err := joined(b)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		given, want []byte
		fails       bool
	}{{b, want, false}, {b[:20], b[:20], true}} {
		if err := os.WriteFile(name, c.given, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := rewrite(name); (err != nil) != c.fails {
			t.Errorf("%v", err)
		}
		got, err := os.ReadFile(name)
		if err != nil || !bytes.Equal(got, c.want) {
			t.Errorf("%x, %v, want %x", got, err, c.want)
		}
	}
	left, err := os.ReadDir(filepath.Dir(name))
	if err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func FuzzJoined(f *testing.F) {
	f.Add(program([]segment{{70000, []byte("abc")}, {70010, []byte("d")}}))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := joined(b)
		if err != nil {
			return
		}
		if again, err := joined(got); err != nil || !bytes.Equal(again, got) {
			t.Fatalf("%x\nbecame\n%x, %v", got, again, err)
		}
	})
}
