package amendment

import (
	"slices"
	"strconv"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/amending"
	"tizbe/corpus/citation"
	"tizbe/versioning"
)

// A whole column (графа, баған) is a cell in each row of one table, the row of
// headings included; the new text gives a paragraph for each of them.

const between = " | " // the cells of a row

// wholeColumn reports whether the path leads to a column of a table, and not
// to the cell of a row.
func wholeColumn(scope *corpus.Provision, path citation.Ref) bool {
	outer, in := inner(path)
	if len(in) != 1 || in[0].Level != citation.Column {
		return false
	}
	p, err := locate(scope, outer)
	return err == nil && p.Kind != corpus.KindRow
}

// grid returns the rows of the one table below p, which all have the same
// number of cells.
func grid(p *corpus.Provision) (rows []*corpus.Provision, width int, err error) {
	var tables []*corpus.Provision
	for q := range p.All() {
		if slices.ContainsFunc(q.Children, func(c *corpus.Provision) bool { return c.Kind == corpus.KindRow }) {
			tables = append(tables, q)
		}
	}
	switch len(tables) {
	case 0:
		return nil, 0, refuse(ErrNoTarget, MsgNoProvision, "the table", name(p))
	case 1:
	default:
		return nil, 0, refuse(ErrManyTargets, MsgManyProvisions, "the table", name(p), eids(tables))
	}
	var widths []string
	for _, r := range tables[0].Children {
		if r.Kind != corpus.KindRow {
			continue
		}
		rows = append(rows, r)
		if n := strconv.Itoa(len(cut(r.Text, between))); !slices.Contains(widths, n) {
			widths = append(widths, n)
		}
	}
	if len(widths) > 1 {
		// A cell that is missing may be missing anywhere in its row.
		return nil, 0, refuse(ErrNotCompiled, MsgColumnRagged, name(p), strings.Join(widths, ", "))
	}
	return rows, len(cut(rows[0].Text, between)), nil
}

// columnOf returns the rows of the table that the path leads into and the
// index of its column.
func columnOf(scope *corpus.Provision, path citation.Ref) (rows []*corpus.Provision, width, at int, err error) {
	outer, in := inner(path)
	p, err := locate(scope, outer)
	if err != nil {
		return nil, 0, 0, err
	}
	if rows, width, err = grid(p); err != nil {
		return nil, 0, 0, err
	}
	n, _ := strconv.Atoi(in[0].Num)
	if in[0].Num == "" {
		n = columnNamed(scope, rows[0], in[0].Name)
	}
	if n < 1 || n > width {
		return nil, 0, 0, refuse(ErrNoTarget, MsgNoParagraph, element(in[0]), name(p), width)
	}
	return rows, width, n - 1, nil
}

// reworded makes one operation for each row whose text changes.
func reworded(op versioning.Op, rows []*corpus.Provision, change func(i int, cells []string) []string) []versioning.Operation {
	var out []versioning.Operation
	for i, r := range rows {
		if after := strings.Join(change(i, strings.Split(r.Text, between)), between); after != r.Text {
			out = append(out, versioning.Operation{Op: op, Target: r.EID, Before: r.Text, After: after})
		}
	}
	return out
}

// replaceColumn puts new cells in the place of those of the column.
func replaceColumn(scope *corpus.Provision, path citation.Ref, after []string) ([]versioning.Operation, error) {
	rows, _, at, err := columnOf(scope, path)
	if err != nil {
		return nil, err
	}
	if err := fits(scope, path, after, rows); err != nil {
		return nil, err
	}
	return reworded(versioning.OpReplace, rows, func(i int, cells []string) []string {
		cells[at] = after[i]
		return cells
	}), nil
}

// fits refuses new text that is not one cell for each row of the table.
func fits(scope *corpus.Provision, path citation.Ref, after []string, rows []*corpus.Provision) error {
	cells := 0
	for _, line := range after {
		cells += len(cut(line, between))
	}
	if len(after) == len(rows) && cells == len(rows) {
		return nil
	}
	outer, in := inner(path)
	p, err := locate(scope, outer)
	if err != nil {
		return err
	}
	return refuse(ErrNotCompiled, MsgColumnRows, element(in[0]), cells, name(p), len(rows))
}

// removeColumn takes the column out of every row. The other columns keep the
// numbers in their headings.
func removeColumn(scope *corpus.Provision, path citation.Ref) ([]versioning.Operation, error) {
	rows, width, at, err := columnOf(scope, path)
	if err != nil {
		return nil, err
	}
	if width == 1 {
		outer, in := inner(path)
		p, err := locate(scope, outer)
		if err != nil {
			return nil, err
		}
		return nil, refuse(ErrNotCompiled, MsgOnlyColumn, element(in[0]), name(p))
	}
	return reworded(versioning.OpReplace, rows, func(_ int, cells []string) []string { return slices.Delete(cells, at, at+1) }), nil
}

// insertColumn adds a column: beside the one that is named, or as the last.
// A number that the table has already is no place for a new column, since
// none is renumbered.
func insertColumn(scope *corpus.Provision, path citation.Ref, c amending.Clause) ([]versioning.Operation, error) {
	outer, in := inner(path)
	if len(in) != 1 || c.Words != "" {
		return nil, refuse(ErrNotCompiled, MsgWholeColumn)
	}
	p, err := locate(scope, outer)
	if err != nil {
		return nil, err
	}
	rows, at, err := grid(p)
	if err != nil {
		return nil, err
	}
	switch n, _ := strconv.Atoi(in[0].Num); {
	case len(c.Anchor) > 0:
		if c.Anchor[len(c.Anchor)-1].Level != citation.Column {
			return nil, refuse(ErrNotCompiled, MsgNowhere)
		}
		if _, _, at, err = columnOf(scope, append(slices.Clone(outer), c.Anchor[len(c.Anchor)-1])); err != nil {
			return nil, err
		}
		if c.Position != amending.Before {
			at++
		}
	case in[0].Num == "":
	case n >= 1 && n <= at:
		return nil, refuse(versioning.ErrExists, MsgColumnThere, name(p), element(in[0]))
	case n != at+1:
		return nil, refuse(ErrNoTarget, MsgNoParagraph, element(citation.Elem{Level: citation.Column, Num: strconv.Itoa(max(1, n-1))}), name(p), at)
	}
	if err := fits(scope, path, c.After, rows); err != nil {
		return nil, err
	}
	return reworded(versioning.OpReplace, rows, func(i int, cells []string) []string { return slices.Insert(cells, at, c.After[i]) }), nil
}
