// Command walks makes the runtime walk the stack in every way that a page
// could: it collects garbage below deep calls, grows stacks, defers, recovers,
// names callers, and panics in the end.
package main

import (
	"fmt"
	"runtime"
	"strings"
)

type node struct {
	next *node
	text string
}

// deep holds pointers in each of its frames while garbage is collected.
func deep(n int, held *node) int {
	x := &node{held, strings.Repeat("x", n%7)}
	if n == 0 {
		runtime.GC()
		return 0
	}
	if n%1000 == 0 {
		runtime.GC()
	}
	got := deep(n-1, x) + len(x.text)
	if x.next != held {
		panic("lost")
	}
	return got
}

func recovered() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v", r)
		}
	}()
	var none []int
	return fmt.Errorf("%d", none[len(none)])
}

func caller() string {
	pc := make([]uintptr, 1)
	runtime.Callers(1, pc)
	f, _ := runtime.CallersFrames(pc).Next()
	return f.Function
}

func main() {
	done := make(chan int)
	for i := range 4 {
		go func() { done <- deep(5000*(i+1), nil) }()
	}
	sum := 0
	for range 4 {
		sum += <-done
	}
	fmt.Println(sum)
	fmt.Println(recovered())
	fmt.Println(caller())
	put[string](nil, caller())
}

func put[K comparable](m map[K]int, k K) { m[k] = 1 }
