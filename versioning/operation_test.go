package versioning

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tizbe/corpus"
)

// The model of a text: its provisions as a plain list, each with its depth.
// It is edited as one edits a list on paper.
type (
	modelLine struct {
		eid, text string
		depth     int
	}
	modelText []modelLine
)

func flatten(p *corpus.Provision) modelText {
	var out modelText
	for q, up := range p.All() {
		out = append(out, modelLine{q.EID, q.Text, len(up)})
	}
	return out
}

func (m modelText) find(eid string) int {
	return slices.IndexFunc(m, func(l modelLine) bool { return l.eid == eid })
}

// end returns the place after all that is below line i.
func (m modelText) end(i int) int {
	j := i + 1
	for j < len(m) && m[j].depth > m[i].depth {
		j++
	}
	return j
}

// below returns the lines of p for a place at the depth.
func below(p *corpus.Provision, depth int) modelText {
	out := flatten(p)
	for i := range out {
		out[i].depth += depth
	}
	return out
}

// edit does one operation, or says that it does not fit.
func (m modelText) edit(o Operation) (modelText, bool) {
	m = slices.Clone(m)
	switch {
	case o.Op == OpNoOp:
		return m, true
	case o.Old == nil && o.New == nil:
		i := m.find(o.Target)
		if i < 0 || m[i].text != o.Before {
			return nil, false
		}
		m[i].text = o.After
		return m, true
	case o.Old == nil:
		parent := m.find(o.Parent)
		if parent < 0 || m.find(o.New.EID) >= 0 {
			return nil, false
		}
		at := parent + 1
		if o.Prev != "" {
			prev := m.find(o.Prev)
			if prev < parent || prev >= m.end(parent) || m[prev].depth != m[parent].depth+1 {
				return nil, false
			}
			at = m.end(prev)
		}
		return slices.Insert(m, at, below(o.New, m[parent].depth+1)...), true
	}
	i := m.find(o.Target)
	if i < 0 || !slices.Equal(m[i:m.end(i)], below(o.Old, m[i].depth)) {
		return nil, false
	}
	if o.New != nil {
		return slices.Replace(m, i, m.end(i), below(o.New, m[i].depth)...), true
	}
	if parent, prev := m.around(i); parent != o.Parent || prev != o.Prev {
		return nil, false
	}
	return slices.Delete(m, i, m.end(i)), true
}

// around returns the eIds of the parent and of the sibling before line i.
func (m modelText) around(i int) (parent, prev string) {
	for j := i - 1; j >= 0; j-- {
		switch {
		case m[j].depth < m[i].depth:
			return m[j].eid, prev
		case m[j].depth == m[i].depth && prev == "":
			prev = m[j].eid
		}
	}
	return "", prev
}

func (m modelText) editAll(ops []Operation) (modelText, bool) {
	ok := true
	for _, o := range ops {
		if m, ok = m.edit(o); !ok {
			return nil, false
		}
	}
	return m, true
}

// A textDrawer draws trees and operations that fit them. It draws from few
// texts, so that lines are alike, and never gives one eId twice within a tree,
// but may give that of a removed provision again.
type textDrawer struct {
	t *rapid.T
	n int
}

func (d *textDrawer) line() string {
	return rapid.SampledFrom([]string{"бас маман;", "тергеуші;", "бастық;", "бастықтың орынбасары;"}).Draw(d.t, "line")
}

func (d *textDrawer) provision(depth int) *corpus.Provision {
	d.n++
	p := &corpus.Provision{EID: fmt.Sprintf("p%d", d.n), Kind: corpus.KindItem, Text: d.line()}
	if depth < 3 {
		for range rapid.IntRange(0, 3).Draw(d.t, "children") {
			p.Children = append(p.Children, d.provision(depth+1))
		}
	}
	if len(p.Children) > 0 {
		if p.Kind = corpus.KindGroup; depth == 1 && rapid.Bool().Draw(d.t, "container") {
			p.Kind, p.Text = corpus.KindList, ""
		}
	}
	return p
}

func (d *textDrawer) root() *corpus.Provision {
	r := &corpus.Provision{Kind: corpus.KindAct}
	for range rapid.IntRange(1, 3).Draw(d.t, "parts") {
		r.Children = append(r.Children, d.provision(1))
	}
	return r
}

// operation draws one that fits the tree; gone are provisions that were
// removed before.
func (d *textDrawer) operation(root *corpus.Provision, gone *[]*corpus.Provision) Operation {
	type place struct {
		p      *corpus.Provision
		parent *corpus.Provision
		prev   string
	}
	var places []place
	for p, up := range root.All() {
		if len(up) > 0 {
			parent := up[len(up)-1]
			pl := place{p: p, parent: parent}
			if i := slices.Index(parent.Children, p); i > 0 {
				pl.prev = parent.Children[i-1].EID
			}
			places = append(places, pl)
		}
	}
	if len(places) == 0 {
		return Operation{Op: OpNoOp}
	}
	at := rapid.SampledFrom(places).Draw(d.t, "place")
	switch rapid.IntRange(0, 4).Draw(d.t, "operation") {
	case 0, 1:
		op := rapid.SampledFrom([]Op{OpReplace, OpReplaceWords, OpInsertWords, OpDeleteWords}).Draw(d.t, "op")
		return Operation{Op: op, Target: at.p.EID, Before: at.p.Text, After: d.line()}
	case 2:
		n := d.provision(rapid.IntRange(2, 3).Draw(d.t, "depth"))
		if len(*gone) > 0 && rapid.Bool().Draw(d.t, "again") {
			back := (*gone)[len(*gone)-1]
			*gone = (*gone)[:len(*gone)-1]
			n = back.With(back.Children)
			n.Text = d.line()
		}
		o := Operation{Op: OpInsert, Target: n.EID, New: n, Parent: at.p.EID}
		if len(at.p.Children) > 0 {
			o.Prev = rapid.SampledFrom(at.p.Children).Draw(d.t, "prev").EID
		}
		return o
	case 3:
		*gone = append(*gone, at.p)
		return Operation{Op: OpDelete, Target: at.p.EID, Old: at.p, Parent: at.parent.EID, Prev: at.prev}
	default:
		n := d.provision(2)
		n.EID = at.p.EID
		return Operation{Op: OpReplace, Target: at.p.EID, Old: at.p, New: n}
	}
}

// operations draws some that fit one after the other, and returns the tree
// after each.
func (d *textDrawer) operations(root *corpus.Provision, gone *[]*corpus.Provision, most int) ([]Operation, *corpus.Provision) {
	var ops []Operation
	for range rapid.IntRange(0, most).Draw(d.t, "operations") {
		o := d.operation(root, gone)
		next, err := Apply(root, []Operation{o})
		if err != nil {
			d.t.Fatalf("%+v does not fit: %v", o, err)
		}
		ops, root = append(ops, o), next
	}
	return ops, root
}

func TestApplyIsAsOnPaperAndUndoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := &textDrawer{t: t}
		root := d.root().Seal()
		before, copied := root.Sum(), root.Clone()
		var gone []*corpus.Provision
		ops, after := d.operations(root, &gone, 8)
		want, ok := flatten(root).editAll(ops)
		if !ok {
			t.Fatal("the model cannot do it")
		}
		if got := flatten(after); !slices.Equal(got, want) {
			t.Fatalf("got\n%v\nwant\n%v", got, want)
		}
		if root.Clone().Sum() != before || copied.Sum() != before {
			t.Fatal("the tree was changed")
		}
		back, err := Undo(after, ops)
		if err != nil {
			t.Fatal(err)
		}
		if back.Sum() != before {
			t.Fatalf("undone:\n%v\nwant\n%v", flatten(back), flatten(root))
		}
		again, err := Apply(back, ops)
		if err != nil || again.Sum() != after.Sum() {
			t.Fatalf("applied again: %v", err)
		}
	})
}

// pairs returns the lines as a sorted list of eId and text.
func (m modelText) pairs() []string {
	var out []string
	for _, l := range m {
		out = append(out, l.eid+" "+l.text)
	}
	slices.Sort(out)
	return out
}

// In another order, operations conflict with an error, or every line is what
// it is in the right order; only the places of insertions may differ.
func TestOrderConflictsOrAgrees(t *testing.T) {
	conflicts, agreed := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		d := &textDrawer{t: t}
		root := d.root()
		var gone []*corpus.Provision
		ops, after := d.operations(root, &gone, 5)
		other := rapid.Permutation(ops).Draw(t, "order")
		got, err := Apply(root, other)
		want, ok := flatten(root).editAll(other)
		if ok != (err == nil) {
			t.Fatalf("error %v, the model says %t", err, ok)
		}
		if err != nil {
			if conflicts++; !errors.Is(err, ErrTarget) && !errors.Is(err, ErrBefore) && !errors.Is(err, ErrExists) {
				t.Fatal(err)
			}
			return
		}
		agreed++
		if !slices.Equal(flatten(got), want) {
			t.Fatalf("got\n%v\nwant\n%v", flatten(got), want)
		}
		if !slices.Equal(flatten(got).pairs(), flatten(after).pairs()) {
			t.Fatalf("other lines:\n%v\n%v", flatten(got), flatten(after))
		}
		if back, err := Undo(got, other); err != nil || back.Sum() != root.Sum() {
			t.Fatalf("undone: %v", err)
		}
	})
	t.Logf("%d conflicts, %d in agreement", conflicts, agreed)
	if conflicts == 0 || agreed == 0 {
		t.Error("one of the two never happens")
	}
}

// What cannot be undone is refused.
func TestUndoRefusesAnotherText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := &textDrawer{t: t}
		root := d.root()
		var gone []*corpus.Provision
		ops, after := d.operations(root, &gone, 4)
		more, later := d.operations(after, &gone, 4)
		got, err := Undo(later, ops)
		if err != nil {
			return
		}
		// Then nothing of the later changes touched the earlier ones.
		want, ok := flatten(got).editAll(ops)
		if !ok || !slices.Equal(want, flatten(later)) {
			t.Fatalf("undoing %v after %v gives %v, from which it does not follow", ops, more, flatten(got))
		}
	})
}

// drawHistory draws an act with an adoption and amendments, held at one of
// its revisions. It returns the texts after each event.
func drawHistory(t *rapid.T) (*Act, []*corpus.Provision) {
	d := &textDrawer{t: t}
	root := d.root()
	act := corpus.ActID("/akn/kz/act/resolution/2025-01-01/1")
	recs := []Record{{Act: &ActRecord{ID: act}}}
	texts := []*corpus.Provision{root}
	var ids []string
	var gone []*corpus.Provision
	for i := range rapid.IntRange(1, 5).Draw(t, "events") {
		day := corpus.MustDate("2025-01-01").AddDays(i)
		e := &Event{ID: day.String(), Act: act, By: act, Kind: Adoption, Adopted: day, Clause: "қол қойылған күнінен бастап қолданысқа енгізіледі", ClauseLang: corpus.Kazakh, TextHeld: true}
		if i > 0 {
			e.Kind, e.By = Amendment, corpus.ActID(fmt.Sprintf("/akn/kz/act/resolution/%s/%d", day, i))
			var next *corpus.Provision
			e.Operations, next = d.operations(texts[len(texts)-1], &gone, 4)
			texts = append(texts, next)
		}
		ids = append(ids, e.ID)
		recs = append(recs, Record{Event: e})
	}
	held := rapid.IntRange(0, len(texts)-1).Draw(t, "held")
	recs = append(recs, Record{Held: &Held{Act: act, Lang: corpus.Kazakh, Events: ids[:held+1], Root: texts[held].Clone().Seal()}})
	base, err := NewBase(recs, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return base.Acts()[0], texts
}

// Every revision derived from the held one is as on paper, also one of a set
// of events that is not a prefix.
func TestDerivedStates(t *testing.T) {
	derived, conflicts := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		act, texts := drawHistory(t)
		for i, c := range act.Revisions() {
			s, err := act.State(c, nil)
			if err != nil {
				t.Fatal(err)
			}
			if s.Root.Sum() != texts[i].Sum() {
				t.Fatalf("revision %s:\n%v\nwant\n%v", c.ID, flatten(s.Root), flatten(texts[i]))
			}
			if held := len(act.Held[0].Events) == i+1; s.Derived == held {
				t.Fatalf("revision %s: derived %t", c.ID, s.Derived)
			}
		}
		for set := 1; set < 1<<len(act.Events); set += 2 {
			var ids []string
			want, ok := flatten(texts[0]), true
			for i, e := range act.Events {
				if set>>i&1 == 1 {
					ids = append(ids, e.ID)
					if ok {
						want, ok = want.editAll(e.Operations)
					}
				}
			}
			c, err := act.Revision(strings.Join(ids, "+"))
			if err != nil {
				t.Fatal(err)
			}
			s, err := act.State(c, nil)
			switch {
			case (err == nil) != ok:
				t.Fatalf("revision %s: %v, the model says %t", c.ID, err, ok)
			case err != nil:
				if conflicts++; !errors.Is(err, ErrNotHeld) {
					t.Fatal(err)
				}
			case !slices.Equal(flatten(s.Root), want):
				t.Fatalf("revision %s:\n%v\nwant\n%v", c.ID, flatten(s.Root), want)
			default:
				derived++
			}
		}
	})
	t.Logf("%d sets of events with a text, %d in conflict", derived, conflicts)
}

// siblings returns, in order, the eIds of the siblings of the provision that
// are its siblings in the other text too, itself included; nil where it has
// another parent there.
func siblings(in, other *corpus.Provision, eid string) []string {
	parents := func(root *corpus.Provision) map[string]string {
		m := make(map[string]string)
		for p, up := range root.All() {
			if len(up) > 0 {
				m[p.EID] = up[len(up)-1].EID
			}
		}
		return m
	}
	here, there := parents(in), parents(other)
	if here[eid] != there[eid] {
		return nil
	}
	var out []string
	for _, c := range in.Find(here[eid]).Children {
		if there[c.EID] == here[eid] && c.EID != "" {
			out = append(out, c.EID)
		}
	}
	return out
}

// A difference lists each change and nothing else: it turns the lines of one
// text into those of the other, and each change says something true.
func TestDiffModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		act, texts := drawHistory(t)
		i, j := rapid.IntRange(0, len(texts)-1).Draw(t, "from"), rapid.IntRange(0, len(texts)-1).Draw(t, "to")
		revs := act.Revisions()
		from, err := act.State(revs[i], nil)
		if err != nil {
			t.Fatal(err)
		}
		to, err := act.State(revs[j], nil)
		if err != nil {
			t.Fatal(err)
		}
		lines := func(p *corpus.Provision) map[string]string {
			m := make(map[string]string)
			for _, l := range flatten(p) {
				if l.text != "" {
					m[l.eid] = l.text
				}
			}
			return m
		}
		before, after := lines(from.Root), lines(to.Root)
		got := lines(from.Root)
		changes := Diff(from, to)
		seen := make(map[string]bool)
		for _, c := range changes {
			if key := string(c.Kind) + c.EID; seen[key] {
				t.Fatalf("%s %s twice", c.Kind, c.EID)
			} else {
				seen[key] = true
			}
			switch c.Kind {
			case Added:
				if _, ok := before[c.EID]; ok || c.Before != nil || c.After == nil {
					t.Fatalf("%s was there, or is said wrongly: %+v", c.EID, c)
				}
				got[c.EID] = c.After.Text
			case Removed:
				if _, ok := after[c.EID]; ok || c.Before == nil || c.After != nil {
					t.Fatalf("%s is there, or is said wrongly: %+v", c.EID, c)
				}
				delete(got, c.EID)
			case Changed:
				if c.Before.EID != c.EID || c.After.EID != c.EID || c.Before.Text != from.Root.Find(c.EID).Text || c.After.Text != to.Root.Find(c.EID).Text ||
					c.Before.Text == c.After.Text && c.Before.Kind == c.After.Kind && c.Before.Num == c.After.Num {
					t.Fatalf("%s: %+v", c.EID, c)
				}
				if got[c.EID] = c.After.Text; c.After.Text == "" {
					delete(got, c.EID)
				}
			case Moved:
				if c.Before == nil || c.After == nil || from.Root.Find(c.EID) == nil || to.Root.Find(c.EID) == nil {
					t.Fatalf("%s was not moved: %+v", c.EID, c)
				}
				if a, b := siblings(from.Root, to.Root, c.EID), siblings(to.Root, from.Root, c.EID); a != nil && slices.Equal(a, b) {
					t.Fatalf("%s was not moved: it stands among %v", c.EID, a)
				}
			}
		}
		if !reflect.DeepEqual(got, after) {
			t.Fatalf("%+v\nmakes of\n%v\nthis\n%v\nnot\n%v", changes, before, got, after)
		}
		if (len(changes) == 0) != slices.Equal(flatten(from.Root), flatten(to.Root)) && from.Root.Sum() == to.Root.Sum() {
			t.Fatalf("%d changes between equal texts", len(changes))
		}
	})
}

// What is known at a moment is the fold of what was recorded by then.
func TestKnownIsTheFoldOfThePrefix(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawLog(t, false)
		for n := range 5 {
			known := moment(n)
			var prefix []Record
			for _, r := range l.recs {
				if n == 0 || !r.Recorded.After(known) {
					prefix = append(prefix, r)
				}
			}
			got, err := NewBase(l.recs, known)
			want, err2 := NewBase(prefix, time.Time{})
			if (err == nil) != (err2 == nil) || !reflect.DeepEqual(got, want) {
				t.Fatalf("known at %v: %+v %v, want %+v %v", known, got, err, want, err2)
			}
		}
	})
}
