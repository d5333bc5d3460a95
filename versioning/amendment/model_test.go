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

// point is a point of a list as a person edits it: its number and its lines,
// the numbered one first.
type point struct {
	num   string
	lines []string
}

func flat(ps []point) []string {
	var out []string
	for _, p := range ps {
		out = append(out, p.lines...)
	}
	return out
}

// A sheet is a list on paper, with the clauses that were written for it.
type sheet struct {
	t      *rapid.T
	points []point
	serial int
	// first is the list before the act, and was what each new wording of a line
	// read there: an act that counts a line that its earlier clauses moved is
	// refused, so none is drawn.
	first []point
	was   map[string]string
}

// reworded notes that a line has another wording now.
func (s *sheet) reworded(from, to string) { s.was[to] = s.before(from) }

func (s *sheet) before(line string) string {
	if w, ok := s.was[line]; ok {
		return w
	}
	return line
}

// moved reports whether the line with the ordinal is another one than before
// the act.
func (s *sheet) moved(p point, j int) bool {
	for _, o := range s.first {
		if o.num == p.num && j < len(o.lines) {
			return j >= len(p.lines) || s.before(p.lines[j]) != o.lines[j]
		}
	}
	return false
}

// word gives a word that stands nowhere else, unless it is meant to.
func (s *sheet) word() string { s.serial++; return "сөз" + strconv.Itoa(s.serial) }
func (s *sheet) line() string { return s.word() + " " + s.word() + ";" }

func (s *sheet) draw(n int, what string) int { return rapid.IntRange(0, n-1).Draw(s.t, what) }

// An edit writes one clause and makes its change on the sheet; false where the
// sheet has no place for it.
type edit func(s *sheet, i int, c *amending.Clause) bool

// edits are the changes that an act can make to a list, each as a person makes
// it: with a pencil, and without renumbering anything.
var edits = map[string]edit{
	"a new point": func(s *sheet, i int, c *amending.Clause) bool {
		p := s.points[i]
		num := p.num + "-1"
		if strings.Contains(p.num, "-") || slices.ContainsFunc(s.points, func(q point) bool { return q.num == num }) {
			return false
		}
		c.Op, c.After = amending.Insert, []string{num + ". " + s.word() + " бюросы:", s.line(), s.line()}
		c.Target.Path = ref(citation.Point, num)
		s.points = slices.Insert(s.points, i+1, point{num, c.After})
		return true
	},
	"a paragraph in a new wording": func(s *sheet, i int, c *amending.Clause) bool {
		p := &s.points[i]
		j := s.draw(len(p.lines), "line")
		if j == 0 || s.moved(*p, j) {
			return false
		}
		c.Op, c.After = amending.Replace, []string{s.line()}
		s.reworded(p.lines[j], c.After[0])
		c.Target.Path = ref(citation.Point, p.num, citation.Alinea, strconv.Itoa(j+1))
		p.lines = slices.Concat(p.lines[:j], c.After, p.lines[j+1:])
		return true
	},
	"a paragraph becomes several": func(s *sheet, i int, c *amending.Clause) bool {
		p := &s.points[i]
		j := s.draw(len(p.lines), "line")
		if j == 0 || s.moved(*p, j) {
			return false
		}
		c.Op, c.After = amending.Replace, []string{s.line(), s.line(), s.line()}
		s.reworded(p.lines[j], c.After[0])
		c.Target.Path = ref(citation.Point, p.num, citation.Alinea, strconv.Itoa(j+1))
		p.lines = slices.Concat(p.lines[:j], c.After, p.lines[j+1:])
		return true
	},
	"a point in a new wording": func(s *sheet, i int, c *amending.Clause) bool {
		p := &s.points[i]
		c.Op, c.After = amending.Replace, []string{p.num + ". " + s.word() + " комитеті:"}
		for range 1 + s.draw(4, "lines") {
			c.After = append(c.After, s.line())
		}
		c.Target.Path = ref(citation.Point, p.num)
		if len(c.After) == len(p.lines) {
			for k, l := range p.lines {
				s.reworded(l, c.After[k])
			}
		}
		p.lines = c.After
		return true
	},
	"a paragraph taken out": func(s *sheet, i int, c *amending.Clause) bool {
		p := &s.points[i]
		j := s.draw(len(p.lines), "line")
		if j == 0 || len(p.lines) < 3 || s.moved(*p, j) {
			return false
		}
		c.Op, c.Target.Path = amending.Delete, ref(citation.Point, p.num, citation.Alinea, strconv.Itoa(j+1))
		p.lines = slices.Concat(p.lines[:j], p.lines[j+1:])
		return true
	},
	"a point taken out": func(s *sheet, i int, c *amending.Clause) bool {
		if len(s.points) < 2 {
			return false
		}
		c.Op, c.Target.Path = amending.Delete, ref(citation.Point, s.points[i].num)
		if s.draw(2, "repealed") == 1 {
			c.Op = amending.Repeal
		}
		s.points = slices.Concat(s.points[:i], s.points[i+1:])
		return true
	},
	"a paragraph by its ordinal": func(s *sheet, i int, c *amending.Clause) bool {
		p := &s.points[i]
		j := 1 + s.draw(len(p.lines), "line")
		c.Op, c.After = amending.Insert, []string{s.line()}
		c.Target.Path = ref(citation.Point, p.num, citation.Alinea, strconv.Itoa(j+1))
		if j == len(p.lines) && s.draw(2, "last") == 1 {
			c.Target.Path = ref(citation.Point, p.num, citation.Alinea, "")
		}
		p.lines = slices.Concat(p.lines[:j], c.After, p.lines[j:])
		return true
	},
	"paragraphs beside another": func(s *sheet, i int, c *amending.Clause) bool {
		p := &s.points[i]
		j := s.draw(len(p.lines), "line")
		if j == 0 || s.moved(*p, j) {
			return false
		}
		c.Op, c.After = amending.Insert, []string{s.line(), s.line()}
		c.Target.Path = ref(citation.Point, p.num, citation.Alinea, "")
		c.Anchor, c.Position = ref(citation.Point, p.num, citation.Alinea, strconv.Itoa(j+1)), amending.After
		at := j + 1
		if s.draw(2, "before") == 1 {
			c.Position, at = amending.Before, j
		}
		p.lines = slices.Concat(p.lines[:at], c.After, p.lines[at:])
		return true
	},
	"a paragraph beside a line quoted": func(s *sheet, i int, c *amending.Clause) bool {
		p := &s.points[i]
		j := s.draw(len(p.lines), "line")
		if j == 0 {
			return false
		}
		c.Op, c.After, c.Words, c.Position = amending.Insert, []string{s.line()}, p.lines[j], amending.After
		c.Target.Path = ref(citation.Point, p.num)
		p.lines = slices.Concat(p.lines[:j+1], c.After, p.lines[j+1:])
		return true
	},
	"words replaced": func(s *sheet, i int, c *amending.Clause) bool {
		return s.inWords(i, c, amending.ReplaceWords, func(w string) (amending.Pair, string) {
			to := s.word() + " " + s.word()
			return amending.Pair{From: w, To: to}, to
		})
	},
	"words put in": func(s *sheet, i int, c *amending.Clause) bool {
		return s.inWords(i, c, amending.InsertWords, func(w string) (amending.Pair, string) {
			c.Words, c.Position = w, amending.After
			to := s.word()
			if s.draw(2, "before") == 1 {
				c.Position = amending.Before
				return amending.Pair{To: to}, to + " " + w
			}
			return amending.Pair{To: to}, w + " " + to
		})
	},
	"words taken out": func(s *sheet, i int, c *amending.Clause) bool {
		return s.inWords(i, c, amending.DeleteWords, func(w string) (amending.Pair, string) { return amending.Pair{From: w}, "" })
	},
	"words replaced everywhere": func(s *sheet, i int, c *amending.Clause) bool {
		p := s.points[i]
		from := strings.TrimRight(strings.Fields(p.lines[len(p.lines)-1])[0], ";")
		c.Op, c.Pairs, c.Target.Everywhere = amending.ReplaceWords, []amending.Pair{{From: from, To: s.word()}}, true
		for i, p := range s.points {
			s.points[i].lines = slices.Clone(p.lines)
			for j, l := range p.lines {
				words := strings.Split(l, " ")
				for k, w := range words {
					if bare := strings.TrimRight(w, ";"); bare == from {
						words[k] = c.Pairs[0].To + w[len(bare):]
					}
				}
				s.points[i].lines[j] = strings.Join(words, " ")
				s.reworded(l, s.points[i].lines[j])
			}
		}
		return true
	},
	"the whole list": func(s *sheet, i int, c *amending.Clause) bool {
		if s.draw(4, "seldom") > 0 {
			return false
		}
		c.Op = amending.ReplaceAnnex
		s.points = nil
		for n := range 1 + s.draw(3, "points") {
			num := strconv.Itoa(n + 1)
			s.points = append(s.points, point{num, []string{num + ". " + s.word() + " комитеті:", s.line(), s.line()}})
		}
		c.After = flat(s.points)
		return true
	},
	"a suspension": func(s *sheet, i int, c *amending.Clause) bool {
		c.Op, c.Until, c.Target.Path = amending.Suspend, corpus.MustDate("2030-01-01"), ref(citation.Point, s.points[i].num)
		return true
	},
	"nothing in this language": func(s *sheet, i int, c *amending.Clause) bool {
		c.Op, c.Target.Path = amending.NoOp, ref(citation.Point, s.points[i].num)
		return true
	},
}

// inWords changes the first word of a line of a point.
func (s *sheet) inWords(i int, c *amending.Clause, op amending.Op, change func(string) (amending.Pair, string)) bool {
	p := &s.points[i]
	j := s.draw(len(p.lines), "line")
	fields := strings.Fields(p.lines[j])
	if j == 0 || len(fields) < 2 || slices.ContainsFunc(flat(s.points), func(l string) bool { return l != p.lines[j] && strings.Contains(l, fields[0]) }) {
		return false
	}
	c.Op, c.Target.Path = op, ref(citation.Point, p.num)
	pair, now := change(fields[0])
	c.Pairs = []amending.Pair{pair}
	p.lines = slices.Clone(p.lines)
	old := p.lines[j]
	p.lines[j] = strings.TrimSpace(now + strings.TrimPrefix(old, fields[0]))
	s.reworded(old, p.lines[j])
	return true
}

// TestModel draws random lists and random clauses, applies them by tizbe and
// by a person with a pencil, and undoes them.
func TestModel(t *testing.T) {
	applied := make(map[string]int)
	var names []string
	for n := range edits {
		names = append(names, n)
	}
	slices.Sort(names)
	rapid.Check(t, func(t *rapid.T) {
		s := &sheet{t: t, was: make(map[string]string)}
		for n := range rapid.IntRange(1, 5).Draw(t, "points") {
			p := point{num: strconv.Itoa(n + 1)}
			p.lines = []string{p.num + ". " + s.word() + " комитеті:"}
			for range rapid.IntRange(1, 6).Draw(t, "items") {
				p.lines = append(p.lines, s.line())
			}
			s.points = append(s.points, p)
		}
		s.first = slices.Clone(s.points)
		b, root := base(t, flat(s.points))
		act := &amending.Act{Lang: corpus.Kazakh}
		for range rapid.IntRange(1, 10).Draw(t, "clauses") {
			name := rapid.SampledFrom(names).Draw(t, "edit")
			c := amending.Clause{Target: amending.Target{Act: work, Annex: "тізбе"}, Line: len(act.Clauses) + 1}
			if edits[name](s, rapid.IntRange(0, len(s.points)-1).Draw(t, "point"), &c) {
				applied[name]++
				act.Clauses = append(act.Clauses, c)
			}
		}
		after, ops := applies(t, b, act, root)
		if ops == nil {
			return
		}
		if got := after.Annex().EnactedLines(); !slices.Equal(got, flat(s.points)) {
			t.Fatalf("got  %q\nwant %q", got, flat(s.points))
		}
		undoes(t, root, after, ops)
	})
	drawn(t, names, applied)
}

// applies compiles the act, which must fit the text whole, and returns the text
// after it; no operations where none was drawn.
func applies(t *rapid.T, b *versioning.Base, act *amending.Act, root *corpus.Provision) (*corpus.Provision, []versioning.Operation) {
	r, err := Compile(b, act, by)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Problems) > 0 || len(r.Pending) > 0 {
		t.Fatalf("problems %v, pending %v", r.Problems, r.Pending)
	}
	if len(r.Effects) == 0 {
		return root, nil
	}
	ops := r.Effects[0].Event.Operations
	after, err := versioning.Apply(root, ops)
	if err != nil {
		t.Fatal(err)
	}
	return after, ops
}

// undoes checks that every eId stands once, and that undoing gives the first
// text back.
func undoes(t *rapid.T, root, after *corpus.Provision, ops []versioning.Operation) {
	seen := make(map[string]bool)
	for p := range after.All() {
		if seen[p.EID] {
			t.Fatalf("two provisions have the eId %s", p.EID)
		}
		seen[p.EID] = true
	}
	back, err := versioning.Undo(after, ops)
	if err != nil {
		t.Fatal(err)
	}
	if back.Sum() != root.Sum() {
		t.Fatalf("undone: %q, was %q", back.Lines(), root.Lines())
	}
}

// drawn checks that every edit was made at least once.
func drawn(t *testing.T, names []string, applied map[string]int) {
	t.Helper()
	t.Logf("applied: %v", applied)
	for _, n := range names {
		if applied[n] == 0 {
			t.Errorf("%s was never drawn", n)
		}
	}
}
