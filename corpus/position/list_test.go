package position

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tizbe/internal/measured"
)

var update = flag.Bool("update", false, "write the golden file anew")

var editions = []string{"2026-02-20", "2026-01-29", "2025-09-24"}

// A listed item of an edition, with its place.
type listed struct {
	line  int
	point string
	text  string
	path  []string // headings from the point inwards
	note  []string // the lines of the note that covers it
}

var pointLine = regexp.MustCompile(`^(\d+(?:-\d+)?)\. `)

// outline gives the depth of the group headings that are not of the first
// level below their point, by line of the edition of 2026-02-20.
var outline = func() map[int]int {
	depth := map[int]int{253: 2, 340: 2, 354: 2}
	for _, span := range [][3]int{{509, 559, 2}, {566, 606, 2}, {617, 625, 2}, {637, 637, 2}, {648, 648, 2}, {649, 662, 3}, {690, 690, 2}, {704, 732, 2}, {780, 814, 2}} {
		for l := span[0]; l <= span[1]; l++ {
			depth[l] = span[2]
		}
	}
	return depth
}()

// readItems returns the items of an edition. The nesting of the groups is
// that of the newest edition, and not known for the others.
func readItems(t testing.TB, edition string) []listed {
	t.Helper()
	var out []listed
	var path, note []string
	point := ""
	inNote := false
	from := 0 // the first item that the next note covers
	for i, s := range strings.Split(strings.TrimRight(string(measured.Read(t, "789", "edition-"+edition+".kk.list.txt")), "\n"), "\n") {
		n := i + 1
		if m := pointLine.FindStringSubmatch(s); m != nil {
			point, path, from = m[1], []string{s}, len(out)
			continue
		}
		if strings.HasPrefix(s, "Ескертпе") {
			inNote, note = true, nil
		}
		switch {
		case inNote:
			note = append(note, s)
			if strings.HasSuffix(s, ".") {
				inNote = false
				for j := from; j < len(out); j++ {
					out[j].note = note
				}
				from = len(out)
			}
		case strings.HasSuffix(s, ":"):
			d := outline[n]
			if d == 0 {
				d = 1
			}
			path = append(slices.Clone(path[:min(d, len(path))]), s)
		default:
			out = append(out, listed{line: n, point: point, text: s, path: path})
		}
	}
	return out
}

func readDecisions(t testing.TB) *Decisions {
	t.Helper()
	name := filepath.Join("..", "..", "seeds", "789.decisions.txt")
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	d, err := ParseDecisions(filepath.Base(name), src)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestEntries lists every entry made of every item of all editions, for a
// lawyer to read.
func TestEntries(t *testing.T) {
	decisions := readDecisions(t)
	var order []string
	places := map[string][]string{}
	for _, ed := range editions {
		lines := map[string][]string{}
		for _, it := range readItems(t, ed) {
			w := trim(it.text)
			if places[w] == nil && lines[w] == nil {
				order = append(order, w)
			}
			lines[w] = append(lines[w], fmt.Sprint(it.line))
		}
		for w, ls := range lines {
			places[w] = append(places[w], ed+": "+strings.Join(ls, " "))
		}
	}
	var b bytes.Buffer
	fmt.Fprintln(&b, "# Every wording of an item, the lines of the editions it stands at, and the positions it is read as.")
	for _, w := range order {
		d, _ := decisions.For("", w)
		fmt.Fprintf(&b, "\n%s\n\t%s\n", w, strings.Join(places[w], "; "))
		for _, e := range Open(w, d)[1:] {
			fmt.Fprintf(&b, "\t%-11s  %s\n", e.Rule, e.Title)
			for i, q := range e.Qualifiers {
				fmt.Fprintf(&b, "\t\tonly: %s\n", q)
				if len(e.Parts[i]) > 1 {
					fmt.Fprintf(&b, "\t\tsatisfied by: %s\n", strings.Join(e.Parts[i], " | "))
				}
			}
		}
	}
	golden(t, "entries.golden", b.Bytes())
}

// TestNotes lists what every note of the newest edition excludes.
func TestNotes(t *testing.T) {
	var b bytes.Buffer
	fmt.Fprintln(&b, "# Every note of the edition of 2026-02-20: the point, its lines, the duties each line names, the exceptions.")
	var last []string
	for _, it := range readItems(t, editions[0]) {
		if it.note == nil || len(last) > 0 && &it.note[0] == &last[0] {
			continue
		}
		last = it.note
		fmt.Fprintf(&b, "\npoint %s\n", it.point)
		for _, x := range OpenNote(it.note).Exclusions {
			fmt.Fprintf(&b, "\t%s\n", x.Text)
			fmt.Fprintf(&b, "\t\tduties: %s\n", strings.Join(x.Terms, " | "))
			for _, e := range x.exceptions {
				var ts []string
				for _, t := range e.terms {
					ts = append(ts, t.full.String())
				}
				fmt.Fprintf(&b, "\t\tsaved by: %s\n", strings.Join(ts, " | "))
			}
		}
	}
	golden(t, "notes.golden", b.Bytes())
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	name = filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(got, want) {
		return
	}
	g, w := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range g {
		if i >= len(w) || g[i] != w[i] {
			t.Fatalf("%s:%d differs (-update writes it anew):\n got %q\nwant %q", name, i+1, g[i], append(w, "")[min(i, len(w))])
		}
	}
	t.Fatalf("%s: has %d lines, got %d", name, len(w), len(g))
}

// TestDecisionsCover holds the reviewed file against the editions: every line
// that may name more than one position is decided, and nothing is decided
// that no edition has.
func TestDecisionsCover(t *testing.T) {
	decisions := readDecisions(t)
	used := map[string]bool{}
	for _, ed := range editions {
		for _, it := range readItems(t, ed) {
			w := wording(it.text)
			_, ok := decisions.For("", w)
			used[w] = true
			needs := strings.ContainsAny(w, "(,") || strings.Contains(w, " және ") || strings.Contains(w, " әрі ")
			if needs != ok {
				t.Errorf("%s line %d: %q: decided %v, want %v", ed, it.line, w, ok, needs)
			}
		}
	}
	for k := range decisions.of {
		if !used[k.text] {
			t.Errorf("decided, but in no edition: %q", k.text)
		}
	}
}

// TestProposeAgainstReview shows where the rules alone read a line otherwise
// than the reviewer does. The list is kept: a change of the rules must not
// lengthen it unseen.
func TestProposeAgainstReview(t *testing.T) {
	decisions := readDecisions(t)
	known := []string{ // only the Russian text says what "және" joins here
		"кинологиялық орталықтың және кинологиялық бөлімшелердің қызметін ұйымдастыру жөніндегі өңірлік топтардың аға жедел уәкілі",
		"кинологиялық орталықтың және кинологиялық бөлімшелердің қызметін ұйымдастыру жөніндегі өңірлік топтардың жедел уәкілі",
	}
	var differ []string
	for k, d := range decisions.of {
		reviewed, alone := Open(k.text, d), Open(k.text, Decision{})
		same := len(reviewed) == len(alone)
		for _, e := range reviewed {
			i := slices.IndexFunc(alone, func(o Entry) bool { return o.words.same(e.words) })
			same = same && i >= 0 && slices.Equal(alone[i].Qualifiers, e.Qualifiers) && alone[i].Rule == e.Rule
		}
		if !same {
			differ = append(differ, k.text)
		}
	}
	slices.Sort(differ)
	t.Logf("of %d reviewed lines the rules alone read %d otherwise", decisions.Len(), len(differ))
	if !slices.Equal(differ, known) {
		t.Errorf("differ: %q\nknown: %q", differ, known)
	}
}

// TestCheckCases answers the sample questions that the newest edition can
// answer alone, by the plainest procedure: groups by unit, entries by
// position, notes by duty.
func TestCheckCases(t *testing.T) {
	decisions := readDecisions(t)
	items := readItems(t, editions[0])
	type opened struct {
		listed
		headings []Heading
		entries  []Entry
		note     Note
	}
	heads := map[string]Heading{}
	var all []opened
	for _, it := range items {
		o := opened{listed: it, note: OpenNote(it.note)}
		for _, p := range it.path {
			if _, ok := heads[p]; !ok {
				heads[p] = ParseHeading(p)
			}
			o.headings = append(o.headings, heads[p])
		}
		d, _ := decisions.For("", it.text)
		o.entries = Open(it.text, d)
		all = append(all, o)
	}
	var hs []Heading
	for _, h := range heads {
		hs = append(hs, h)
	}
	abbr := Abbreviations(hs...)
	sc := bufio.NewScanner(bytes.NewReader(measured.Read(t, "789", "check-cases.jsonl")))
	ran := 0
	for sc.Scan() {
		var c struct {
			Kind, Position, Unit, Duty, On, Verdict string
			Points                                  []string
		}
		if err := json.Unmarshal(sc.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		if c.On < "2026-02-20" || c.Verdict == "undetermined" {
			continue
		}
		ran++
		t.Run(c.Kind+" "+c.Position+" "+c.Unit, func(t *testing.T) {
			unit, position, duty := NewQuery(c.Unit).Expand(abbr), NewQuery(c.Position).Expand(abbr), NewQuery(c.Duty)
			verdicts := map[string]string{} // by group
			points := map[string]bool{}
			closest := map[string]int{}
			for _, o := range all {
				known := unit.IsZero()
				for i := range o.headings {
					_, ok := MatchPath(o.headings[:i+1], unit)
					known = known || ok
				}
				if !known {
					continue
				}
				for _, e := range o.entries {
					m, ok := e.Match(position, duty)
					if !ok {
						continue
					}
					v := "eligible"
					for _, x := range o.note.Exclusions {
						if duty.IsZero() {
							v = "conditional"
						} else if ex, saved, _ := x.Names(duty, position, unit); ex && !saved {
							v = "excluded"
						}
					}
					if v == "eligible" && (len(m.OpenQualifiers) > 0 || m.Rule == MatchTitleReading) {
						v = "conditional"
					}
					g := strings.Join(o.path, "|")
					had, ok := closest[g]
					if ok && had < m.Rule.Rank() {
						continue
					}
					if !ok || m.Rule.Rank() < had || v == "eligible" {
						verdicts[g] = v
					}
					closest[g] = m.Rule.Rank()
					points[o.point] = true
				}
			}
			got := "not_listed"
			for _, v := range verdicts {
				if got != "not_listed" && got != v {
					got = "conditional"
					break
				}
				got = v
			}
			var ps []string
			for p := range points {
				ps = append(ps, p)
			}
			slices.Sort(ps)
			slices.Sort(c.Points)
			if got != c.Verdict || !slices.Equal(ps, c.Points) {
				t.Errorf("%+v: got %s in points %v", c, got, ps)
			}
		})
	}
	t.Logf("%d questions", ran)
	if ran < 20 {
		t.Errorf("only %d questions could be asked", ran)
	}
}
