package versioning

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tizbe/corpus"
)

func list(children ...*corpus.Provision) *corpus.Provision {
	return (&corpus.Provision{Kind: corpus.KindAct, Children: []*corpus.Provision{{EID: "list", Kind: corpus.KindList, Children: children}}}).Seal()
}

func group(eid, text string, children ...*corpus.Provision) *corpus.Provision {
	return &corpus.Provision{EID: eid, Kind: corpus.KindGroup, Text: text, Children: children}
}

func item(eid, text string) *corpus.Provision {
	return &corpus.Provision{EID: eid, Kind: corpus.KindItem, Text: text}
}

func stateOf(root *corpus.Provision) *State { return &State{Act: new(Act), Root: root} }

// told writes changes as a lawyer reads them: sign, eId before, eId after.
func told(changes []Change) string {
	var out []string
	for _, c := range changes {
		s := string(c.Kind) + " " + c.EID
		if c.Before != nil && c.Before.EID != c.EID {
			s = string(c.Kind) + " " + c.Before.EID + " → " + c.EID
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestMoves(t *testing.T) {
	const long = "аса маңызды істер жөніндегі аға тергеуші;"
	for _, c := range []struct {
		name     string
		from, to *corpus.Provision
		want     string
	}{
		{"below the same heading, however short",
			list(group("g", "Басқарма:", item("i1", "бастық;"), item("i2", "маман;"))),
			list(group("g", "Басқарма:", item("i2", "маман;"), item("i3", "бастық;"))), "moved i1 → i3"},
		{"below another heading",
			list(group("g", "Басқарма:", item("i1", long)), group("h", "Бөлім:", item("i2", "маман;"))),
			list(group("g", "Басқарма:"), group("h", "Бөлім:", item("i2", "маман;"), item("i3", long))), "moved i1 → i3"},
		{"a bare title below another heading is another post",
			list(group("g", "Басқарма:", item("i1", "бастық;")), group("h", "Бөлім:", item("i2", "маман;"))),
			list(group("g", "Басқарма:"), group("h", "Бөлім:", item("i2", "маман;"), item("i3", "бастық;"))), "removed i1; added i3"},
		{"a heading with its items",
			list(group("g", "Басқарма:", item("i1", "бастық;")), group("h", "Бөлім:", item("i2", "маман;"))),
			list(group("h", "Бөлім:", item("i2", "маман;"), group("k", "Басқарма:", item("i3", "бастық;")))), "moved g → k"},
		{"a heading that lost an item on the way",
			list(group("g", "Басқарма:", item("i1", "бастық;"), item("i2", "маман;"))),
			list(group("k", "Басқарма:", item("i3", "бастық;"))), "removed g; removed i1; removed i2; added k; added i3"},
		{"which of two it was is not known",
			list(group("g", "Басқарма:", item("i1", long), item("i2", long))),
			list(group("g", "Басқарма:", item("i3", long))), "removed i1; removed i2; added i3"},
		{"reworded on the way",
			list(group("g", "Басқарма:", item("i1", long)), group("h", "Бөлім:")),
			list(group("g", "Басқарма:"), group("h", "Бөлім:", item("i3", "аса маңызды істер жөніндегі тергеуші;"))), "removed i1; added i3"},
		{"with its eId, and reworded",
			list(group("g", "Басқарма:", item("i1", "бастық;")), group("h", "Бөлім:")),
			list(group("g", "Басқарма:"), group("h", "Бөлім:", item("i1", "аға бастық;"))), "moved i1; changed i1"},
		{"what stands below a heading that moved with its eId",
			list(group("g", "Басқарма:", group("k", "Топ:", item("i1", "бастық;"), item("i2", "маман;"))), group("h", "Бөлім:")),
			list(group("g", "Басқарма:"), group("h", "Бөлім:", group("k", "Топ:", item("i2", "бас маман;"), item("i3", "кеңесші;")))),
			"moved k; removed i1; changed i2; added i3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := told(Moves(Diff(stateOf(c.from), stateOf(c.to)))); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// Moves loses nothing: with a line taken out under its old eId and put in
// under its new one, the changes still make one text of the other.
func TestMovesModel(t *testing.T) {
	moved := 0
	rapid.Check(t, func(t *rapid.T) {
		n := 0
		text := func() string {
			return rapid.SampledFrom([]string{"бастық;", "маман;", "бас маман;", "аса маңызды істер жөніндегі тергеуші;", "кезекші бөлімнің аға инспекторы – кезекші;"}).Draw(t, "text")
		}
		var tree func(depth int) *corpus.Provision
		tree = func(depth int) *corpus.Provision {
			n++
			p := item(fmt.Sprint("p", n), text())
			if depth > 0 {
				for range rapid.IntRange(0, 3).Draw(t, "children") {
					p.Kind = corpus.KindGroup
					p.Children = append(p.Children, tree(depth-1))
				}
			}
			return p
		}
		var tops []*corpus.Provision
		for range rapid.IntRange(1, 4).Draw(t, "tops") {
			tops = append(tops, tree(2))
		}
		from := list(tops...)
		to := from.Clone()
		for range rapid.IntRange(0, 3).Draw(t, "edits") {
			var all []*corpus.Provision
			parent := make(map[*corpus.Provision]*corpus.Provision)
			for p, up := range to.All() {
				if len(up) > 1 {
					all = append(all, p)
					parent[p] = up[len(up)-1]
				}
			}
			if len(all) == 0 {
				break
			}
			p := rapid.SampledFrom(all).Draw(t, "provision")
			switch rapid.IntRange(0, 2).Draw(t, "edit") {
			case 0:
				p.Text = text()
			default: // taken out, and put back elsewhere with new eIds
				up := parent[p]
				for i, c := range up.Children {
					if c == p {
						up.Children = append(up.Children[:i:i], up.Children[i+1:]...)
						break
					}
				}
				for q := range p.All() {
					n++
					q.EID = fmt.Sprint("p", n)
				}
				var places []*corpus.Provision
				for q, above := range to.All() {
					if len(above) > 0 {
						places = append(places, q)
					}
				}
				q := rapid.SampledFrom(places).Draw(t, "to")
				q.Children = append([]*corpus.Provision{p}, q.Children...)
			}
		}
		to.Seal()
		lines := func(p *corpus.Provision) map[string]string {
			m := make(map[string]string)
			for q := range p.All() {
				if q.Text != "" {
					m[q.EID] = q.Text
				}
			}
			return m
		}
		got := lines(from)
		changes := Moves(Diff(stateOf(from), stateOf(to)))
		for _, c := range changes {
			switch {
			case c.Kind == Moved && c.Before.EID != c.EID:
				moved++
				if strings.Join(c.Before.Lines(), "\n") != strings.Join(c.After.Lines(), "\n") {
					t.Fatalf("%s is said to have moved: %q → %q", c.EID, c.Before.Lines(), c.After.Lines())
				}
				for eid := range lines(c.Before) {
					delete(got, eid)
				}
				maps.Copy(got, lines(c.After))
			case c.Kind == Removed:
				delete(got, c.EID)
			default:
				got[c.EID] = c.After.Text
			}
		}
		if want := lines(to); !maps.Equal(got, want) {
			t.Fatalf("%s\nmakes %v\nwant  %v", told(changes), got, want)
		}
	})
	if moved == 0 {
		t.Error("nothing ever moved")
	}
}

// adopted is an act of one list with the operations of later events.
func adopted(t *testing.T, root *corpus.Provision, events ...*Event) *Act {
	t.Helper()
	id := corpus.ActID("/akn/kz/act/resolution/2020-01-01/1")
	all := append([]*Event{{ID: "2020-01-01", By: id, Kind: Adoption, Adopted: corpus.MustDate("2020-01-01"), Clause: "қол қойылған күнінен бастап қолданысқа енгізіледі", TextHeld: true}}, events...)
	recs := []Record{{Act: &ActRecord{ID: id}}}
	for i, e := range all {
		e.Act = id
		if i > 0 {
			e.Adopted = corpus.MustDate("2020-01-01").AddDays(i)
			e.ID = e.Adopted.String()
			e.By = corpus.ActID(fmt.Sprintf("/akn/kz/act/resolution/%s/%d", e.ID, i+1))
			e.Clause = "қол қойылған күнінен бастап қолданысқа енгізіледі"
		}
		recs = append(recs, Record{Event: e})
	}
	recs = append(recs, Record{Held: &Held{Act: id, Lang: corpus.Kazakh, Events: []string{"2020-01-01"}, Root: root}})
	b, err := NewBase(recs, all[0].Adopted.Time().AddDate(1, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	return b.Acts()[0]
}

func TestHistory(t *testing.T) {
	root := list(group("g", "Басқарма:", item("i1", "бастық;"), item("i2", "маман;")))
	until := corpus.MustDate("2021-12-31")
	reword := Operation{Op: OpReplaceWords, Target: "i1", Before: "бастық;", After: "аға бастық;", Clause: "сөздермен ауыстырылсын"}
	for _, c := range []struct {
		name   string
		events []*Event
		eid    string
		want   []string // text of each entry, "=" before one that left the words alone
		unheld int
	}{
		{"reworded", []*Event{{Kind: Amendment, TextHeld: true, Operations: []Operation{reword}}}, "i1", []string{"бастық;", "аға бастық;"}, 0},
		{"a change below is a wording of the heading", []*Event{{Kind: Amendment, TextHeld: true, Operations: []Operation{reword}}}, "g", []string{"Басқарма:", "Басқарма:"}, 0},
		{"not touched", []*Event{{Kind: Amendment, TextHeld: true, Operations: []Operation{reword}}}, "i2", []string{"маман;"}, 0},
		{"taken out", []*Event{{Kind: Amendment, TextHeld: true, Operations: []Operation{{Op: OpDelete, Target: "i2", Old: item("i2", "маман;"), Parent: "g", Prev: "i1"}}}}, "i2", []string{"маман;", ""}, 0},
		{"suspended with its heading", []*Event{{Kind: Suspension, TextHeld: true, Operations: []Operation{{Op: OpSuspend, Target: "g", Until: until}}}}, "i1", []string{"бастық;", "=бастық;"}, 0},
		{"another provision suspended", []*Event{{Kind: Suspension, TextHeld: true, Operations: []Operation{{Op: OpSuspend, Target: "i2", Until: until}}}}, "i1", []string{"бастық;"}, 0},
		{"the whole act repealed", []*Event{{Kind: Repeal, TextHeld: true, Operations: []Operation{{Op: OpRepeal}}}}, "i1", []string{"бастық;", "=бастық;"}, 0},
		{"what is not known is counted", []*Event{{Kind: Amendment}}, "i1", []string{"бастық;"}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			act := adopted(t, root, c.events...)
			ws, err := act.History(c.eid, nil)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i, w := range ws {
				s := w.Text
				if w.Same {
					s = "=" + s
				}
				got = append(got, s)
				if (i > 0 && !w.Same) != (len(w.Changes) > 0) {
					t.Errorf("entry %d has %d changes", i+1, len(w.Changes))
				}
				if i > 0 && len(w.Ops) == 0 {
					t.Errorf("entry %d has no operation", i+1)
				}
				if (w.Until == nil) != (i == len(ws)-1) {
					t.Errorf("entry %d: until %v", i+1, w.Until)
				}
			}
			if strings.Join(got, "|") != strings.Join(c.want, "|") {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if got := len(act.Unheld(nil)); got != c.unheld {
				t.Errorf("%d revisions are not held, want %d", got, c.unheld)
			}
		})
	}
}
