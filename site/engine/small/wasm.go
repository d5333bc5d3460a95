package main

import (
	"bytes"
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

// rewritten returns the program with what it has in memory when it starts
// changed by the function, and written in few pieces.
//
// The linker leaves out every eight zeros and begins another segment of the
// data, of which there are seventy thousand then; their places, unlike zeros,
// do not compress: they are a tenth of what is loaded. Memory is zero before the
// data are put there, so that it is the same afterwards. Segments that overlap,
// that are not at a constant place in the one memory, or that the program
// counts are an error.
func rewritten(program []byte, change func(memory []byte) error) ([]byte, error) {
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
			memory, err := readData(content)
			if err == nil {
				err = change(memory)
			}
			if err != nil {
				return nil, err
			}
			content = writeData(memory)
		}
		out = append(binary.AppendUvarint(append(out, kind), uint64(len(content))), content...)
	}
	return out, nil
}

// Parts of the writing of a segment: that it is put into the one memory, at
// the place that a constant gives.
const (
	activeSegment = 0x00
	i32Const      = 0x41
	end           = 0x0b
)

// maxMemory bounds what is read as memory, in bytes.
const maxMemory = 64 << 20

// readData reads a data section, and returns the memory from its beginning to
// the end of the last segment.
func readData(b []byte) ([]byte, error) {
	n, size := binary.Uvarint(b)
	if size <= 0 {
		return nil, fmt.Errorf("%w: cut off data", errProgram)
	}
	b = b[size:]
	var memory, taken []byte
	for range n {
		if len(b) < 2 || b[0] != activeSegment || b[1] != i32Const {
			return nil, fmt.Errorf("%w: a segment without a constant place", errProgram)
		}
		at, size := signed(b[2:])
		if size <= 0 || at < 0 {
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
		b = rest
		to := at + len(content)
		if to > maxMemory {
			return nil, fmt.Errorf("%w: a segment at %d", errProgram, at)
		}
		if more := to - len(memory); more > 0 {
			memory, taken = append(memory, make([]byte, more)...), append(taken, make([]byte, more)...)
		}
		if slices.Contains(taken[at:to], 1) {
			return nil, fmt.Errorf("%w: segments that overlap", errProgram)
		}
		copy(memory[at:], content)
		for i := at; i < to; i++ {
			taken[i] = 1
		}
	}
	if len(b) > 0 {
		return nil, fmt.Errorf("%w: something after the data", errProgram)
	}
	return memory, nil
}

// gap is the least number of zeros that are left out of the data. Some hundred
// more or less make no difference.
const gap = 1024

// writeData writes the memory as a data section.
func writeData(memory []byte) []byte {
	var out []byte
	n := 0
	for at := 0; at < len(memory); {
		if memory[at] == 0 {
			at++
			continue
		}
		to, zeros := at, 0 // to: after the last byte that is not zero
		for i := at; i < len(memory) && zeros < gap; i++ {
			if memory[i] == 0 {
				zeros++
			} else {
				to, zeros = i+1, 0
			}
		}
		out = append(appendSigned(append(out, activeSegment, i32Const), at), end)
		out = append(binary.AppendUvarint(out, uint64(to-at)), memory[at:to]...)
		at = to
		n++
	}
	return append(binary.AppendUvarint(nil, uint64(n)), out...)
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

// signed reads a number of 32 bits as signed LEB128, which is not what package
// binary calls a varint, and returns how many bytes it takes: 0 where there is
// none.
func signed(b []byte) (int, int) {
	var n int64
	for i, c := range b[:min(5, len(b))] {
		n |= int64(c&0x7f) << (7 * i)
		if c&0x80 == 0 {
			if c&0x40 != 0 {
				n |= -1 << (7 * (i + 1))
			}
			if int64(int32(n)) != n {
				return 0, 0
			}
			return int(n), i + 1
		}
	}
	return 0, 0
}

func appendSigned(b []byte, n int) []byte {
	for {
		c := byte(n & 0x7f)
		if n >>= 7; n == 0 && c&0x40 == 0 || n == -1 && c&0x40 != 0 {
			return append(b, c)
		}
		b = append(b, c|0x80)
	}
}
