// Command small rewrites a WebAssembly program as Go links it, in place, so
// that less of it is loaded: its data are written in few pieces ([rewritten]) and
// without the lines of its source ([withoutLines]). What it does stays the same.
//
//	go run ./site/engine/small FILE
package main

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: small FILE")
		os.Exit(2)
	}
	if err := rewrite(os.Args[1]); err != nil {
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
