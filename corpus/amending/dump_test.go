package amending

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"tizbe/internal/measured"
)

func TestDump(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(measured.Path(t, "acts"), "*.txt"))
	for _, f := range files {
		src, _ := os.ReadFile(f)
		a, err := Read(src, "")
		fmt.Println("=====", filepath.Base(f), err)
		if err != nil {
			continue
		}
		for _, p := range a.Paragraphs {
			s := []rune(p.Text)
			fmt.Printf("%4d %-12s %v %s\n", p.Line, p.Role, p.Clauses, string(s[:min(90, len(s))]))
		}
		for i, k := range a.Clauses {
			fmt.Printf("  #%d %s act=%q title=%.40q annex=%.60q list=%.60q path=%v pos=%s anchor=%v words=%q pairs=%v after=%d also=%v doubts=%v from=%v until=%v q=%q\n", i, k.Op, k.Target.Act, k.Target.ActTitle, k.Target.Annex, k.Target.List, k.Target.Path, k.Position, k.Anchor, k.Words, k.Pairs, len(k.After), k.Also, k.Doubts, k.From, k.Until, k.Qualifier)
		}
		fmt.Println("entry", a.HasEntry, a.Entry.Entry)
	}
}
