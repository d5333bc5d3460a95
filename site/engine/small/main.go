// Command small rewrites a WebAssembly program as Go links it, in place, so
// that less of it is loaded: its data are written in few pieces ([rewritten]) and
// without the lines of its source ([withoutLines]). What it does stays the same.
// A program whose tables are not those of a known Go stays as it is.
//
//	go run ./site/engine/small FILE
package main

import (
	"errors"
	"fmt"
	"os"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: small FILE")
		os.Exit(2)
	}
	switch err := rewrite(os.Args[1]); {
	case err == nil:
	case errors.Is(err, errLayout), errors.Is(err, errProgram):
		// Of another Go than the known ones. The program is good as it is, only
		// larger, which a test tells.
		fmt.Fprintln(os.Stderr, "small: left as it is:", err)
	default:
		fmt.Fprintln(os.Stderr, "small:", err)
		os.Exit(1)
	}
}

// rewrite makes the program in the file small. The file is written when all
// is done.
func rewrite(name string) error {
	b, err := os.ReadFile(name)
	if err == nil {
		b, err = rewritten(b, withoutLines)
	}
	if err == nil {
		err = os.WriteFile(name+".small", b, 0o644)
	}
	if err == nil {
		err = os.Rename(name+".small", name)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
