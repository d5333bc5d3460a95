package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"maps"
	"runtime"
	"slices"
)

// errLayout: the tables of the program do not lie as those of the known Go
// versions do.
var errLayout = fmt.Errorf("the tables of functions that %s writes are not those known here (Go 1.20 to 1.26): compare runtime/symtab.go and the type _func with site/engine/small/lines.go", runtime.Version())

// header is how the table of functions begins: its magic number since Go 1.20,
// two zeros, the size of an instruction and of a pointer (runtime.pcHeader).
var header = []byte("\xf1\xff\xff\xff\x00\x00\x01\x08")

// A table is the table of functions in the memory of a program.
type table struct {
	memory []byte
	at     int // of the header
	// Where its parts begin, from the header: the names of functions, the files
	// of each compiled package, the names of files, the values by program counter,
	// the functions.
	names, packages, files, values, functions int
	n                                         int // how many functions
}

// A function is one in the table (runtime._func). Its numbers, of four bytes
// each, stand from at on in this order: entry, name, size of arguments, call
// of deferreturn, values: of the stack pointer, of the file, of the line; number
// of further values, file of the package, first line; then, a byte each, two
// that do not matter here, a zero and the number of function data; then where
// the further values are, and the function data.
type function struct{ at int }

const (
	entryField      = 0
	nameField       = 4
	stackField      = 16
	fileField       = 20
	lineField       = 24
	furtherField    = 28
	packageField    = 32
	firstLineField  = 36
	zeroField       = 42
	datasField      = 43
	functionSize    = 44
	maxFurther      = 16 // there are four
	headerSize      = 72 // magic and sizes, two numbers, one unused, five places
	sizeOfNumber    = 4
	sizeOfPlace     = 8
	sizeOfFunctions = 8 // an entry of the index of functions: where code begins, where the function is
)

// withoutLines takes out of the memory of a program which line of which file
// each place in its code comes from. Only what a panic prints has that; it
// still prints its reason and the names of the functions, which are made short
// where that is not seen. The rest of the table
// is what the runtime walks the stack by, and stays.
//
// A function without a table of values has zero for its place: that is the
// runtime's own convention (runtime.pcvalue). All else that the table says of
// itself is held against what is known of it, and a table that lies otherwise is
// an error: each function is where the index has it and no two overlap; names
// begin where one begins; and what the functions say of where their values are
// covers all of the values, to the byte.
func withoutLines(memory []byte) error {
	t, err := tableOf(memory)
	if err != nil {
		return err
	}
	functions, err := t.index()
	if err != nil {
		return err
	}
	kept, dropped := make(map[int]int), make(map[int]int) // where values begin → where they end
	for _, f := range functions {
		places := []int{t.number(f.at + stackField)}
		for i := range t.number(f.at + furtherField) {
			places = append(places, t.number(f.at+functionSize+i*sizeOfNumber))
		}
		if err := t.collect(kept, places...); err != nil {
			return err
		}
		if err := t.collect(dropped, t.number(f.at+fileField), t.number(f.at+lineField)); err != nil {
			return err
		}
	}
	for p := range kept { // those of the same content share a place
		delete(dropped, p)
	}
	if err := t.covered(kept, dropped); err != nil {
		return err
	}
	values := t.memory[t.at+t.values : t.at+t.functions]
	for p, end := range dropped {
		clear(values[p:end])
	}
	for _, f := range functions {
		for _, field := range [...]int{fileField, lineField, packageField, firstLineField} {
			clear(memory[f.at+field:][:sizeOfNumber])
		}
	}
	clear(memory[t.at+t.packages : t.at+t.values]) // and the files
	t.shorten(functions)
	return nil
}

// tableOf finds the table of functions in memory.
func tableOf(memory []byte) (table, error) {
	at := bytes.Index(memory, header)
	if at < 0 || bytes.Contains(memory[at+1:], header) || len(memory) < at+headerSize {
		return table{}, fmt.Errorf("%w: no header, or more than one", errLayout)
	}
	var places [headerSize/sizeOfPlace - 1]int
	for i := range places {
		p := binary.LittleEndian.Uint64(memory[at+(i+1)*sizeOfPlace:])
		if p > uint64(len(memory)-at) {
			return table{}, fmt.Errorf("%w: a place outside of memory", errLayout)
		}
		places[i] = int(p)
	}
	t := table{memory: memory, at: at, n: places[0], names: places[3], packages: places[4], files: places[5], values: places[6], functions: places[7]}
	last := headerSize
	for _, p := range places[3:] {
		if p < last {
			return table{}, fmt.Errorf("%w: parts in another order", errLayout)
		}
		last = p
	}
	if t.names != headerSize || t.n == 0 || at+t.functions+t.n*sizeOfFunctions+sizeOfNumber > len(memory) {
		return table{}, fmt.Errorf("%w: %d functions, names from %d", errLayout, t.n, t.names)
	}
	return t, nil
}

// number is the number at the place in memory, which is known to be in it.
func (t table) number(at int) int { return int(binary.LittleEndian.Uint32(t.memory[at:])) }

// put writes a number at the place in memory.
func (t table) put(at, n int) { binary.LittleEndian.PutUint32(t.memory[at:], uint32(n)) }

// index returns the functions, which are what is known of them.
func (t table) index() ([]function, error) {
	var out []function
	begin := t.at + t.functions
	free := begin + t.n*sizeOfFunctions + sizeOfNumber // what follows the functions so far
	last := -1
	for i := range t.n {
		entry, place := t.number(begin+i*sizeOfFunctions), t.number(begin+i*sizeOfFunctions+sizeOfNumber)
		f := function{begin + place}
		if entry <= last || f.at < free || f.at+functionSize > len(t.memory) || t.number(f.at+entryField) != entry {
			return nil, fmt.Errorf("%w: function %d is not where the index has it", errLayout, i)
		}
		further, datas := t.number(f.at+furtherField), int(t.memory[f.at+datasField])
		free = f.at + functionSize + (further+datas)*sizeOfNumber
		if further > maxFurther || t.memory[f.at+zeroField] != 0 || free > len(t.memory) {
			return nil, fmt.Errorf("%w: function %d has %d values", errLayout, i, further)
		}
		if name := t.number(f.at + nameField); name >= t.packages-t.names || name > 0 && t.memory[t.at+t.names+name-1] != 0 {
			return nil, fmt.Errorf("%w: function %d has no name", errLayout, i)
		}
		out = append(out, f)
		last = entry
	}
	return out, nil
}

// collect adds where the values at the places begin and end.
func (t table) collect(to map[int]int, places ...int) error {
	values := t.memory[t.at+t.values : t.at+t.functions]
	for _, p := range places {
		if p == 0 || to[p] > 0 {
			continue // none, or those of another function too
		}
		if p >= len(values) {
			return fmt.Errorf("%w: values at %d of %d", errLayout, p, len(values))
		}
		n, err := valuesLength(values[p:])
		if err != nil {
			return err
		}
		to[p] = p + n
	}
	return nil
}

// covered checks that the values do not overlap, and that there is nothing
// between them.
func (t table) covered(kept, dropped map[int]int) error {
	values := t.memory[t.at+t.values : t.at+t.functions]
	all := maps.Clone(kept)
	maps.Copy(all, dropped)
	last := 0
	for _, p := range slices.Sorted(maps.Keys(all)) {
		if p < last || nonzero(values[last:p]) {
			return fmt.Errorf("%w: values that overlap, or of nothing, before %d", errLayout, p)
		}
		last = all[p]
	}
	if nonzero(values[last:]) {
		return fmt.Errorf("%w: values of nothing from %d", errLayout, last)
	}
	return nil
}

func nonzero(b []byte) bool { return len(bytes.Trim(b, "\x00")) > 0 }

// valuesLength is how many bytes values by program counter take: pairs of how
// much the value and how much the counter grows, until a value that does not
// grow, other than the first (runtime.step).
func valuesLength(b []byte) (int, error) {
	at := 0
	for first := true; ; first = false {
		grows, n := binary.Uvarint(b[at:])
		if n <= 0 {
			break
		}
		at += n
		if grows == 0 && !first {
			return at, nil
		}
		if _, n = binary.Uvarint(b[at:]); n <= 0 {
			break
		}
		at += n
	}
	return 0, fmt.Errorf("%w: values that do not end", errLayout)
}
