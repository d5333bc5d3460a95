package edition

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tizbe/corpus"
	"tizbe/corpus/reading"
	"tizbe/versioning"
)

// A line of the model: the text, and the eId that it must keep; "" for one
// that was put in.
type line struct{ text, eid string }

// words of the model: no two lines share more than one of them.
var serial int

func sentence(t *rapid.T, heading bool) string {
	serial++
	w := func(n int) string { return fmt.Sprintf("%c%c%d", 'а'+rune(n%29), 'а'+rune(n/29%29), serial*7+n) }
	n := rapid.IntRange(3, 6).Draw(t, "words")
	var out []string
	for i := range n {
		out = append(out, w(i+n))
	}
	if heading {
		return strings.Join(out, " ") + ":"
	}
	return strings.Join(out, " ") + ";"
}

// draft draws a list: points with headings and items, a paragraph a line.
func draft(t *rapid.T) []string {
	var out []string
	for p := range rapid.IntRange(1, 4).Draw(t, "points") {
		out = append(out, fmt.Sprintf("%d. %s", p+1, sentence(t, true)))
		for range rapid.IntRange(0, 8).Draw(t, "lines") {
			out = append(out, sentence(t, rapid.IntRange(0, 4).Draw(t, "heading") == 0))
		}
	}
	return out
}

func tree(t *rapid.T, lines []string) *corpus.Provision {
	doc, err := reading.Lines(strings.Join(lines, "\n"), reading.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return doc.Root.Seal()
}

func eids(root *corpus.Provision) map[string]string {
	out := make(map[string]string)
	for p := range root.All() {
		if p.Text != "" {
			out[p.Text] = p.EID
		}
	}
	return out
}

func unequal(t *rapid.T, root *corpus.Provision) {
	seen := make(map[string]bool)
	for p := range root.All() {
		if seen[p.EID] {
			t.Fatalf("eId %q is given twice", p.EID)
		}
		if p.EID == "" && p.Kind != corpus.KindAct {
			t.Fatalf("%q has no eId", p.Text)
		}
		seen[p.EID] = true
	}
}

// TestItself: an edition aligned with itself is the same.
func TestItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		root := tree(t, draft(t))
		got := Align(root, root, nil).Seal()
		if got.Sum() != root.Sum() {
			t.Fatalf("%s", show(versioning.Diff(&versioning.State{Act: &versioning.Act{}, Root: root}, &versioning.State{Act: &versioning.Act{}, Root: got})))
		}
	})
}

// TestUntouched: whatever is put in, taken out or reworded, what was not
// touched keeps its eId, what was reworded does too, and what is new has one
// that nothing had.
func TestUntouched(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old := draft(t)
		known := tree(t, old)
		had := eids(known)
		var model []line
		for _, s := range old {
			model = append(model, line{s, had[s]})
		}
		for range rapid.IntRange(1, 6).Draw(t, "changes") {
			i := rapid.IntRange(0, len(model)-1).Draw(t, "where")
			numbered := strings.Contains(model[i].text, ". ")
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 0:
				model = slices.Insert(model, i+1, line{sentence(t, false), ""})
			case 1:
				if !numbered && !strings.HasSuffix(model[i].text, ":") {
					model = slices.Delete(model, i, i+1)
				}
			case 2:
				// One word of three or more is another.
				w := strings.Fields(model[i].text)
				k := len(w) / 2
				serial++
				w[k] = fmt.Sprintf("%sы%d", w[k], serial)
				if k+1 < len(w) {
					model[i].text = strings.Join(w, " ")
				}
			case 3:
				model = slices.Insert(model, i+1, line{sentence(t, true), ""})
			}
		}
		if len(model) == 0 || !strings.Contains(model[0].text, ". ") {
			t.Skip("the list has lost its first point")
		}
		var lines []string
		for _, l := range model {
			lines = append(lines, l.text)
		}
		next := tree(t, lines)
		got := Align(known, next, nil).Seal()
		unequal(t, got)
		if g := got.Lines(); !slices.Equal(g, lines) {
			t.Fatalf("the text is another:\n%s\nwant\n%s", strings.Join(g, "\n"), strings.Join(lines, "\n"))
		}
		has := eids(got)
		was := make(map[string]bool)
		for p := range known.All() {
			was[p.EID] = true
		}
		for _, l := range model {
			if l.eid != "" && has[l.text] != l.eid {
				t.Fatalf("%q had %s, has %s\nknown:\n%s\nnext:\n%s", l.text, l.eid, has[l.text], strings.Join(old, "\n"), strings.Join(lines, "\n"))
			}
			if l.eid == "" && was[has[l.text]] {
				t.Fatalf("%q is new and has %s, which was another's", l.text, has[l.text])
			}
		}
		// The operations lead from one to the other, and back.
		ops, err := Script(known, got)
		if err != nil {
			t.Fatal(err)
		}
		after, err := versioning.Apply(known, ops)
		if err != nil {
			t.Fatal(err)
		}
		if after.Seal().Sum() != got.Sum() {
			t.Fatalf("the operations give\n%s\nwant\n%s", strings.Join(after.Lines(), "\n"), strings.Join(lines, "\n"))
		}
		before, err := versioning.Undo(after, ops)
		if err != nil || before.Seal().Sum() != known.Sum() {
			t.Fatalf("undone it is another text: %v", err)
		}
	})
}

// TestNeverTwice: texts that have nothing to do with each other, with numbers
// printed twice and lines that repeat, align without equal eIds, and the
// operations still lead from one to the other.
func TestNeverTwice(t *testing.T) {
	text := rapid.Custom(func(t *rapid.T) []string {
		var out []string
		for range rapid.IntRange(1, 25).Draw(t, "lines") {
			out = append(out, rapid.SampledFrom([]string{"1. Бөлім:", "2. Бөлім:", "2-1. Қызмет:", "1) тармақша;", "2) тармақша:", "бастық;", "бастық;", "аға инспектор;", "инспектор;", "инспектор (келіссөз жүргізуші);",
				"Басқарма:", "Ескертпе. мыналар:", "қызметкерлер.", "1-бап. Ережелер", "2-тарау. Жалпы"}).Draw(t, "line"))
		}
		return append(out, "3. Соңы:")
	})
	rapid.Check(t, func(t *rapid.T) {
		known, lines := tree(t, text.Draw(t, "known")), text.Draw(t, "next")
		next := tree(t, lines)
		got := Align(known, next, func(eid string) bool { return strings.HasSuffix(eid, "_4") }).Seal()
		unequal(t, got)
		if g := got.Lines(); len(g) != len(next.Lines()) {
			t.Fatalf("%d lines, want %d", len(g), len(next.Lines()))
		}
		for i, l := range got.Lines() {
			if Plain(l) != Plain(next.Lines()[i]) {
				t.Fatalf("line %d is %q, want %q", i, l, next.Lines()[i])
			}
		}
		ops, err := Script(known, got)
		if err != nil {
			t.Fatal(err)
		}
		after, err := versioning.Apply(known, ops)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := strings.Join(after.Lines(), "\n"), strings.Join(got.Lines(), "\n"); a != b {
			t.Fatalf("the operations give\n%s\nwant\n%s", a, b)
		}
	})
}

// TestLong: a list too long for one table of comparison, with lines that
// repeat, keeps the eIds of what was not touched.
func TestLong(t *testing.T) {
	lines := []string{"1. Бөлім:"}
	for i := range 6000 {
		lines = append(lines, fmt.Sprintf("лауазым №%d нөмірлі;", i))
		if i%3 == 0 {
			lines = append(lines, "аға инспектор;")
		}
	}
	read := func(lines []string) *corpus.Provision {
		doc, err := reading.Lines(strings.Join(lines, "\n"), reading.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return doc.Root.Seal()
	}
	known := read(lines)
	next := slices.Clone(lines)
	next[9] = "бас " + next[9]
	next = slices.Delete(next, 7000, 7003)
	next = slices.Insert(next, 4000, "жаңа лауазым мүлде басқа;")
	got := Align(known, read(next), nil)
	has, had := eids(got), eids(known)
	moved := 0
	for text, eid := range had {
		if strings.HasPrefix(text, "лауазым") && has[text] != "" && has[text] != eid {
			moved++
		}
	}
	if moved > 0 || has[next[9]] != had[lines[9]] {
		t.Errorf("%d lines have another eId; the reworded one has %s, had %s", moved, has[next[9]], had[lines[9]])
	}
	if eid := has["жаңа лауазым мүлде басқа;"]; !strings.Contains(eid[strings.LastIndex(eid, "_"):], "-") {
		t.Errorf("what was put in between has %s", eid)
	}
}
