//go:build js && page

// Command wasm is the engine as a page loads it. It gives the page an object
// tizbeEngine with the functions open(data, messages), search(text, on, seen,
// home) and check(position, unit, duty, on, seen, home).
package main

import (
	"syscall/js"

	"tizbe/site/engine"
)

func main() {
	var x *engine.Engine
	js.Global().Set("tizbeEngine", map[string]any{
		// open returns "" or why it cannot.
		"open": js.FuncOf(func(_ js.Value, args []js.Value) any {
			var err error
			if x, err = engine.Open(bytesOf(args[0]), bytesOf(args[1])); err != nil {
				return err.Error()
			}
			return ""
		}),
		"search": js.FuncOf(func(_ js.Value, args []js.Value) any {
			return drawn(x.Search(args[0].String(), args[1].String(), args[2].String(), args[3].String()))
		}),
		"check": js.FuncOf(func(_ js.Value, args []js.Value) any {
			return drawn(x.Check(args[0].String(), args[1].String(), args[2].String(), args[3].String(), args[4].String(), args[5].String()))
		}),
	})
	select {}
}

func bytesOf(v js.Value) []byte {
	b := make([]byte, v.Length())
	js.CopyBytesToGo(b, v)
	return b
}

func drawn(d engine.Drawn) any {
	return map[string]any{"status": d.Status, "html": d.HTML, "failed": d.Failed}
}
