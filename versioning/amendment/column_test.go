package amendment

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tizbe/corpus"
	"tizbe/corpus/amending"
	"tizbe/corpus/citation"
	"tizbe/versioning"
)

// TestColumnsModel draws a table and clauses about its columns, applies them
// by tizbe and on a sheet of cells, and undoes them.
func TestColumnsModel(t *testing.T) {
	word := rapid.StringMatching(`[а-щ]{1,6}`)
	applied := make(map[amending.Op]int)
	rapid.Check(t, func(t *rapid.T) {
		height, width := rapid.IntRange(1, 5).Draw(t, "rows"), rapid.IntRange(1, 4).Draw(t, "columns")
		var sheet [][]string
		table := &corpus.Provision{EID: "point_1__table_1", Kind: corpus.KindTable}
		for i := range height {
			row := rapid.SliceOfN(word, width, width).Draw(t, "row")
			sheet = append(sheet, row)
			table.Children = append(table.Children, &corpus.Provision{EID: "point_1__table_1__row_" + strconv.Itoa(i+1), Kind: corpus.KindRow, Text: strings.Join(row, between)})
		}
		root := &corpus.Provision{Kind: corpus.KindAct, Children: []*corpus.Provision{{EID: "point_1", Kind: corpus.KindPoint, Num: "1", Text: "1. Мәліметтер:", Children: []*corpus.Provision{table}}}}
		first := root.Clone().Sum()
		now := root
		var done []versioning.Operation
		for range rapid.IntRange(1, 8).Draw(t, "clauses") {
			wide := len(sheet[0])
			c := amending.Clause{Op: rapid.SampledFrom([]amending.Op{amending.Insert, amending.Replace, amending.Delete}).Draw(t, "op")}
			n := rapid.IntRange(1, wide).Draw(t, "column")
			beside := citation.Ref{{Level: citation.Point, Num: "1"}, {Level: citation.Column, Num: strconv.Itoa(n)}}
			if c.Op == amending.Insert {
				switch c.Position = rapid.SampledFrom([]amending.Position{"", amending.After, amending.Before}).Draw(t, "position"); c.Position {
				case "":
					n, beside = wide+1, nil
				case amending.After:
					n++
				}
				if beside != nil && rapid.Bool().Draw(t, "by its heading") {
					at := n - 1
					if c.Position == amending.After {
						at = n - 2
					}
					head := sheet[0][at]
					once := 0
					for _, h := range sheet[0] {
						if loose(h) == loose(head) {
							once++
						}
					}
					if once == 1 {
						beside[1] = citation.Elem{Level: citation.Column, Name: head}
					}
				}
				c.Anchor = beside
			}
			if c.Op == amending.Delete && wide == 1 {
				continue
			}
			if c.Op != amending.Delete {
				c.After = rapid.SliceOfN(word, height, height).Draw(t, "cells")
			}
			c.Target.Path = citation.Ref{{Level: citation.Point, Num: "1"}, {Level: citation.Column, Num: strconv.Itoa(n)}}
			if c.Anchor != nil {
				c.Target.Path[1].Num = ""
			}
			for i, row := range sheet {
				switch c.Op {
				case amending.Insert:
					sheet[i] = slices.Insert(slices.Clone(row), n-1, c.After[i])
				case amending.Replace:
					sheet[i][n-1] = c.After[i]
				case amending.Delete:
					sheet[i] = append(slices.Clone(row[:n-1]), row[n:]...)
				}
			}
			ops, err := text{root: now, scope: now, used: func(string) bool { return false }}.compile(c)
			if err != nil {
				t.Fatal(err)
			}
			if now, err = versioning.Apply(now, ops); err != nil {
				t.Fatal(err)
			}
			applied[c.Op]++
			done = append(done, ops...)
			for i, row := range sheet {
				if got := now.Children[0].Children[0].Children[i].Text; got != strings.Join(row, between) {
					t.Fatalf("%s of column %d: row %d is %q, want %q", c.Op, n, i+1, got, row)
				}
			}
		}
		back, err := versioning.Undo(now, done)
		if err != nil {
			t.Fatal(err)
		}
		if back.Sum() != first {
			t.Fatalf("undone: %q", back.Lines())
		}
	})
	for _, op := range []amending.Op{amending.Insert, amending.Replace, amending.Delete} {
		if applied[op] == 0 {
			t.Errorf("%s was never drawn", op)
		}
	}
}
