package main

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// The kinds of sections that matter here (WebAssembly core specification,
// 5.5.2).
const (
	sectionData      = 11
	sectionDataCount = 12
)

// preamble is how a program begins: the magic number and version 1.
var preamble = []byte("\x00asm\x01\x00\x00\x00")

// errProgram: the file is not a program as Go links it. Nothing is guessed
// about others.
var errProgram = errors.New("not a WebAssembly program as Go links it")

// A segment is what stands in memory, from its offset on, when the program
// starts.
type segment struct {
	offset  int64
	content []byte
}

func (s segment) end() int64 { return s.offset + int64(len(s.content)) }

// gap is the least number of zeros between two segments for which they stay
// apart. Some hundred more or less make no difference.
const gap = 1024

// joined returns the program with those segments of its data in one piece
// between which there are few zeros. The linker leaves out every eight zeros and
// begins another segment, of which there are seventy thousand then; their
// offsets, unlike zeros, do not compress: they are a tenth of what is loaded. A
// browser also starts few segments sooner.
//
// Memory is zero before the data are put there, so that it is the same
// afterwards. Segments that overlap, that are not at a constant place in the one
// memory, or that the program counts are an error.
func joined(program []byte) ([]byte, error) {
	rest, ok := bytes.CutPrefix(program, preamble)
	if !ok {
		return nil, errProgram
	}
	out := slices.Clone(preamble)
	for len(rest) > 0 {
		kind := rest[0]
		content, after, err := counted(rest[1:])
		if err != nil {
			return nil, err
		}
		rest = after
		switch kind {
		case sectionDataCount:
			return nil, fmt.Errorf("%w: it counts its data", errProgram)
		case sectionData:
			segments, err := readData(content)
			if err != nil {
				return nil, err
			}
			content = writeData(join(segments))
		}
		out = append(binary.AppendUvarint(append(out, kind), uint64(len(content))), content...)
	}
	return out, nil
}

// join puts segments together that lie less than [gap] apart. The segments are
// in order and do not overlap.
func join(segments []segment) []segment {
	var out []segment
	for _, s := range segments {
		if last := len(out) - 1; last >= 0 && s.offset-out[last].end() < gap {
			zeros := make([]byte, s.offset-out[last].end())
			out[last].content = append(append(out[last].content, zeros...), s.content...)
			continue
		}
		out = append(out, segment{s.offset, slices.Clone(s.content)})
	}
	return out
}

// Parts of the writing of a segment: that it is put into the one memory, at
// the place that a constant gives.
const (
	activeSegment = 0x00
	i32Const      = 0x41
	end           = 0x0b
)

// readData reads the segments of a data section in the order of their places.
func readData(b []byte) ([]segment, error) {
	n, size := binary.Uvarint(b)
	if size <= 0 || n > uint64(len(b)) {
		return nil, fmt.Errorf("%w: cut off data", errProgram)
	}
	b = b[size:]
	segments := make([]segment, 0, n)
	for range n {
		if len(b) < 2 || b[0] != activeSegment || b[1] != i32Const {
			return nil, fmt.Errorf("%w: a segment without a constant place", errProgram)
		}
		offset, size := signed(b[2:])
		if size <= 0 || offset < 0 {
			return nil, fmt.Errorf("%w: a segment at no place", errProgram)
		}
		b = b[2+size:]
		if len(b) == 0 || b[0] != end {
			return nil, fmt.Errorf("%w: a segment at a computed place", errProgram)
		}
		content, rest, err := counted(b[1:])
		if err != nil {
			return nil, err
		}
		segments = append(segments, segment{offset, content})
		b = rest
	}
	if len(b) > 0 {
		return nil, fmt.Errorf("%w: something after the data", errProgram)
	}
	slices.SortFunc(segments, func(a, b segment) int { return cmp.Or(cmp.Compare(a.offset, b.offset), cmp.Compare(a.end(), b.end())) })
	for i := 1; i < len(segments); i++ {
		if segments[i].offset < segments[i-1].end() {
			return nil, fmt.Errorf("%w: segments that overlap", errProgram)
		}
	}
	return segments, nil
}

func writeData(segments []segment) []byte {
	out := binary.AppendUvarint(nil, uint64(len(segments)))
	for _, s := range segments {
		out = append(appendSigned(append(out, activeSegment, i32Const), s.offset), end)
		out = append(binary.AppendUvarint(out, uint64(len(s.content))), s.content...)
	}
	return out
}

// counted reads bytes that stand after their number.
func counted(b []byte) (content, rest []byte, err error) {
	n, size := binary.Uvarint(b)
	if size <= 0 || n > uint64(len(b)-size) {
		return nil, nil, fmt.Errorf("%w: cut off", errProgram)
	}
	b = b[size:]
	return b[:n], b[n:], nil
}

// signed reads a number as signed LEB128, which is not what package binary
// calls a varint, and returns how many bytes it takes; 0 for a number that is
// cut off or has more than 32 bits.
func signed(b []byte) (int64, int) {
	var n int64
	for i, c := range b {
		if i == 5 {
			break
		}
		n |= int64(c&0x7f) << (7 * i)
		if c&0x80 == 0 {
			if c&0x40 != 0 {
				n |= -1 << (7 * (i + 1))
			}
			if int64(int32(n)) != n {
				return 0, 0
			}
			return n, i + 1
		}
	}
	return 0, 0
}

func appendSigned(b []byte, n int64) []byte {
	for {
		c := byte(n & 0x7f)
		if n >>= 7; n == 0 && c&0x40 == 0 || n == -1 && c&0x40 != 0 {
			return append(b, c)
		}
		b = append(b, c|0x80)
	}
}
