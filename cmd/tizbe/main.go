// Command tizbe keeps normative acts with every amendment as dated revisions
// and answers one question with proof: was this position on the list on that
// day, and under which wording?
//
// This folder parses and wires; there is one file a verb. What a verb says on
// standard output is its answer; notices and errors go to standard error. The
// exit status is 0 where the question was answered, 1 where it could not be,
// 2 where it was not understood.
package main

import (
	"os"
	"runtime/debug"
	"time"
)

func main() {
	// A question needs some thirty megabytes once: to collect them while it is
	// answered costs more time than it saves memory.
	debug.SetGCPercent(1000)
	a := &app{in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Getenv, now: time.Now}
	os.Exit(a.run(os.Args[1:]))
}
