package amendment

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tizbe/corpus"
	"tizbe/corpus/amending"
	"tizbe/corpus/citation"
	"tizbe/corpus/reading"
	"tizbe/versioning"
)

// A folder is an act on paper: its points, and its annexes as sheets.
type folder struct {
	points  []point
	annexes []paper
	serial  int
}

// A paper is an annex: its number, its title and points, and a list at its end
// with a heading and points of its own; inner is "" where it has none.
type paper struct {
	num, title string
	points     []point
	inner      string
	list       []point
}

func (f *folder) word() string { f.serial++; return "слово" + strconv.Itoa(f.serial) }

func (f *folder) numbered(t *rapid.T) []point {
	var out []point
	n := 0
	for range rapid.IntRange(1, 3).Draw(t, "points") {
		n += rapid.IntRange(1, 2).Draw(t, "step")
		out = append(out, f.point(t, strconv.Itoa(n)))
	}
	return out
}

// point writes a point, at times with a list of subpoints and a second part.
func (f *folder) point(t *rapid.T, num string) point {
	p := point{num, f.part(t, num+". ")}
	if rapid.Bool().Draw(t, "second part") {
		p.lines = append(p.lines, f.part(t, "Затем ")...)
	}
	return p
}

func (f *folder) part(t *rapid.T, begin string) []string {
	if n := rapid.IntRange(0, 3).Draw(t, "subpoints"); n > 0 {
		out := []string{begin + f.word() + ":"}
		for i := range n {
			out = append(out, strconv.Itoa(i+1)+") "+f.word()+";")
		}
		out[n] = strings.TrimSuffix(out[n], ";") + "."
		return out
	}
	return []string{begin + f.word() + " " + f.word() + "."}
}

func (f *folder) paper(t *rapid.T, num string) paper {
	p := paper{num: num, title: "Положение " + f.word(), points: f.numbered(t)}
	if rapid.Bool().Draw(t, "inner") {
		p.inner, p.list = "Перечень "+f.word(), f.numbered(t)
	}
	return p
}

func mark(num string) string {
	return "Приложение " + num + " к постановлению Правительства Республики Казахстан от 10 января 2020 года № 1"
}

// text writes the paper without its mark.
func (p paper) text() []string {
	out := append([]string{p.title}, flat(p.points)...)
	if p.inner != "" {
		out = append(append(out, p.inner), flat(p.list)...)
	}
	return out
}

func (f *folder) text() []string {
	out := flat(f.points)
	for _, a := range f.annexes {
		out = append(append(out, mark(a.num)), a.text()...)
	}
	return out
}

// root reads the folder as an act, as a publisher sets it out.
func (f *folder) root(t *rapid.T) *corpus.Provision {
	var b strings.Builder
	b.WriteString("# О папке\n\nПравительство Республики Казахстан ПОСТАНОВЛЯЕТ:\n\n")
	for _, l := range flat(f.points) {
		fmt.Fprintf(&b, "%s\n\n", l)
	}
	b.WriteString("**Премьер-Министр Республики Казахстан**\n\n")
	for _, a := range f.annexes {
		fmt.Fprintf(&b, "> %s\n\n## %s\n\n", mark(a.num), a.title)
		for _, l := range flat(a.points) {
			fmt.Fprintf(&b, "%s\n\n", l)
		}
		if a.inner != "" {
			fmt.Fprintf(&b, "## %s\n\n", a.inner)
			for _, l := range flat(a.list) {
				fmt.Fprintf(&b, "%s\n\n", l)
			}
		}
	}
	doc, err := reading.Auto([]byte(b.String()), reading.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return doc.Root.Seal()
}

// annexEdits are the changes of whole annexes, of lists inside them and of
// whole parts, each as a person makes it on paper.
var annexEdits = map[string]func(t *rapid.T, f *folder, c *amending.Clause) bool{
	"a list inside an annex": func(t *rapid.T, f *folder, c *amending.Clause) bool {
		a := f.any(t)
		if a == nil || a.inner == "" {
			return false
		}
		c.Op, c.Target.Annex, c.Target.List = amending.ReplaceAnnex, a.title, a.inner
		a.list = f.numbered(t)
		c.After = flat(a.list)
		if rapid.Bool().Draw(t, "headed") {
			a.inner += " " + f.word()
			c.After = append([]string{a.inner}, c.After...)
		}
		return true
	},
	"a list inside an annex taken out": func(t *rapid.T, f *folder, c *amending.Clause) bool {
		a := f.any(t)
		if a == nil || a.inner == "" {
			return false
		}
		c.Op, c.Target.Annex, c.Target.List = amending.Delete, a.title, a.inner
		a.inner, a.list = "", nil
		return true
	},
	"an annex in a new wording": func(t *rapid.T, f *folder, c *amending.Clause) bool {
		a := f.any(t)
		if a == nil || a.inner != "" {
			return false
		}
		c.Op, c.Target.Path = amending.Replace, ref(citation.Annex, a.num)
		inner := a.num
		*a = f.paper(t, inner)
		a.inner, a.list = "", nil // an inner heading is told by the layout alone
		c.After = a.text()
		return true
	},
	"an annex taken out": func(t *rapid.T, f *folder, c *amending.Clause) bool {
		if len(f.annexes) < 2 {
			return false
		}
		i := rapid.IntRange(0, len(f.annexes)-1).Draw(t, "annex")
		c.Op, c.Target.Path = amending.Delete, ref(citation.Annex, f.annexes[i].num)
		if rapid.Bool().Draw(t, "by name") {
			c.Target.Annex, c.Target.Path = f.annexes[i].title, nil
		}
		f.annexes = slices.Delete(f.annexes, i, i+1)
		return true
	},
	"an annex without a number": func(t *rapid.T, f *folder, c *amending.Clause) bool {
		num, a := "", 0
		for _, p := range f.annexes {
			n, _ := strconv.Atoi(strings.Split(p.num, "-")[0])
			a = max(a, n)
		}
		num = strconv.Itoa(a + 1)
		p := f.paper(t, num)
		p.inner, p.list = "", nil
		c.Op, c.Target.Path, c.ByAnnex, c.Mark, c.After = amending.Insert, ref(citation.Annex, ""), true, mark(num), p.text()
		f.annexes = append(f.annexes, p)
		return true
	},
	"an annex between": func(t *rapid.T, f *folder, c *amending.Clause) bool {
		i := rapid.IntRange(0, max(0, len(f.annexes)-1)).Draw(t, "annex")
		if len(f.annexes) == 0 || strings.Contains(f.annexes[i].num, "-") {
			return false
		}
		num := f.annexes[i].num + "-1"
		if slices.ContainsFunc(f.annexes, func(p paper) bool { return p.num == num }) {
			return false
		}
		p := f.paper(t, num)
		p.inner, p.list = "", nil
		c.Op, c.Target.Path, c.After = amending.Insert, ref(citation.Annex, num), append([]string{mark(num)}, p.text()...)
		f.annexes = slices.Insert(f.annexes, i+1, p)
		return true
	},
	"the whole act with its annexes": func(t *rapid.T, f *folder, c *amending.Clause) bool {
		if len(f.annexes) == 0 || rapid.IntRange(0, 3).Draw(t, "seldom") > 0 {
			return false
		}
		c.Op = amending.ReplaceAnnex
		f.points = f.numbered(t)
		var keep []paper
		for _, a := range f.annexes {
			if len(keep) == 0 || rapid.Bool().Draw(t, "keep") {
				a = f.paper(t, a.num)
				a.inner, a.list = "", nil
				keep = append(keep, a)
			}
		}
		f.annexes = keep
		c.After = f.text()
		return true
	},
	"a part with its list": func(t *rapid.T, f *folder, c *amending.Clause) bool {
		i := rapid.IntRange(0, len(f.points)-1).Draw(t, "point")
		p := &f.points[i]
		second := slices.IndexFunc(p.lines, func(l string) bool { return strings.HasPrefix(l, "Затем ") })
		to := len(p.lines)
		c.Op = amending.Replace
		if second < 0 || rapid.Bool().Draw(t, "first") {
			if second >= 0 {
				to = second
			}
			c.After = f.part(t, p.num+". ")
			c.Target.Path = ref(citation.Point, p.num, citation.Part, "1")
			p.lines = slices.Concat(c.After, p.lines[to:])
			return true
		}
		c.After = f.part(t, "Затем ")
		c.Target.Path = ref(citation.Point, p.num, citation.Part, "2")
		p.lines = slices.Concat(p.lines[:second], c.After)
		return true
	},
}

func (f *folder) any(t *rapid.T) *paper {
	if len(f.annexes) == 0 {
		return nil
	}
	return &f.annexes[rapid.IntRange(0, len(f.annexes)-1).Draw(t, "annex")]
}

// TestAnnexModel draws acts with annexes and clauses about whole annexes,
// lists inside them and whole parts, applies them by tizbe and on paper, and
// undoes them.
func TestAnnexModel(t *testing.T) {
	applied := make(map[string]int)
	var names []string
	for n := range annexEdits {
		names = append(names, n)
	}
	slices.Sort(names)
	rapid.Check(t, func(t *rapid.T) {
		f := new(folder)
		f.points = f.numbered(t)
		for n := range rapid.IntRange(0, 3).Draw(t, "annexes") {
			f.annexes = append(f.annexes, f.paper(t, strconv.Itoa(n+1)))
		}
		root := f.root(t)
		b, err := versioning.NewBase([]versioning.Record{
			{Act: &versioning.ActRecord{ID: work}},
			{Event: &versioning.Event{ID: "2020-01-10", Act: work, By: work, Kind: versioning.Adoption, Adopted: work.Adopted(), Silent: true, TextHeld: true}},
			{Held: &versioning.Held{Act: work, Lang: corpus.Russian, Events: []string{"2020-01-10"}, Root: root}},
		}, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		act := &amending.Act{Lang: corpus.Russian}
		for range rapid.IntRange(1, 6).Draw(t, "clauses") {
			name := rapid.SampledFrom(names).Draw(t, "edit")
			c := amending.Clause{Target: amending.Target{Act: work}, Line: len(act.Clauses) + 1, Text: name}
			if annexEdits[name](t, f, &c) {
				applied[name]++
				act.Clauses = append(act.Clauses, c)
			}
		}
		after, ops := applies(t, b, act, root)
		if ops == nil {
			return
		}
		var got []string
		for p := range after.All() {
			switch p.Kind {
			case corpus.KindTitle, corpus.KindPreamble, corpus.KindSignature:
			default:
				if p.Text != "" {
					got = append(got, p.Text)
				}
			}
		}
		if !slices.Equal(got, f.text()) {
			t.Fatalf("got  %q\nwant %q", got, f.text())
		}
		undoes(t, root, after, ops)
	})
	drawn(t, names, applied)
}
