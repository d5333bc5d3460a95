package main

import (
	"bytes"
	"slices"
)

// inside is the name that the runtime's own functions get.
var inside = []byte("runtime._")

// shorten makes the names of functions short in two ways that what a panic
// prints does not show.
//
// The types that a generic function was made for stand in its name in full,
// and are printed as three dots (runtime.funcNameForPrint). The runtime hides
// its own functions but for those that it exports and three that it looks for
// by name (runtime.showfuncinfo); all others get one name. Where the runtime
// itself fails, it prints that one for them.
func (t table) shorten(functions []function) {
	short := make(map[int][]byte) // by where the name stands; functions may share one
	one := -1                     // where the one name stands
	for _, f := range functions {
		at := t.number(f.at + nameField)
		short[at] = dotted(t.name(at))
		if own(t.name(at)) {
			if one < 0 {
				one = at
			}
			t.put(f.at+nameField, one)
			short[at] = nil
		}
	}
	if one >= 0 {
		short[one] = inside
	}
	for at, s := range short {
		name := t.name(at)
		clear(name[copy(name, s):])
	}
}

// name is the name at the place among the names.
func (t table) name(at int) []byte {
	names := t.memory[t.at+t.names : t.at+t.packages]
	if n := bytes.IndexByte(names[at:], 0); n >= 0 {
		return names[at : at+n]
	}
	return names[at:]
}

// dotted returns the name with the types in brackets as they are printed.
func dotted(name []byte) []byte {
	from, to := bytes.IndexByte(name, '['), bytes.LastIndexByte(name, ']')
	if from < 0 || to-from+1 < len("[...]") {
		return name
	}
	return slices.Concat(name[:from], []byte("[...]"), name[to+1:])
}

// own reports whether the function is one that the runtime hides.
func own(name []byte) bool {
	rest, ok := bytes.CutPrefix(name, []byte("runtime."))
	switch string(rest) {
	case "", "gopanic", "runFinalizers", "runCleanups":
		return false
	}
	c := bytes.TrimLeft(rest, "(*")
	return ok && len(c) > 0 && !('A' <= c[0] && c[0] <= 'Z')
}
