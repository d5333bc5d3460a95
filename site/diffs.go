package site

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"tizbe/corpus"
	"tizbe/site/compare"
	"tizbe/site/words"
	"tizbe/versioning"
)

// A pair is two editions to compare.
type pair struct {
	from, to *edition
	*compare.Difference
	path string // akn/…/789/diff/A/B/
}

// maxHeld: of an act with more editions whose text is held not all pairs have
// pages of their own, for they grow with the square.
const maxHeld = 12

// held are the editions with a text.
func (a *act) held() []*edition {
	var out []*edition
	for _, e := range a.editions {
		if e.state != nil {
			out = append(out, e)
		}
	}
	return out
}

func newPair(from, to *edition) *pair {
	side := func(e *edition) compare.Side {
		in, _, _, _ := e.timing.Days()
		return compare.Side{State: e.state, InForce: &in}
	}
	return &pair{from, to, compare.New(side(from), side(to), ""), from.act.path + "diff/" + from.ID + "/" + to.ID + "/"}
}

// compare finds what differs between editions: every two of them, or where
// they are many, each and its neighbour, the first and the latest.
func (a *act) compare() {
	held := a.held()
	for i, from := range held {
		for j := i + 1; j < len(held); j++ {
			if len(held) > maxHeld && j > i+1 && i > 0 && j < len(held)-1 {
				continue
			}
			to := held[j]
			p := newPair(from, to)
			a.pairs = append(a.pairs, p)
			a.pairOf[[2]*edition{from, to}] = p
			if j > i+1 {
				continue
			}
			for _, c := range p.Changes {
				events := c.Events
				if len(events) == 0 { // a whole text was replaced: the last event brought it
					events = []*versioning.Event{to.Last()}
				}
				for _, ev := range events {
					a.marks[c.EID] = append(a.marks[c.EID], changeMark{ev, c.Kind, p.path + "#" + c.EID})
				}
			}
		}
	}
}

// before is the held edition before e, or nil.
func (a *act) before(e *edition) *edition {
	var prev *edition
	for _, o := range a.editions {
		if o == e {
			return prev
		}
		if o.state != nil {
			prev = o
		}
	}
	return nil
}

func (s *Site) listPair(p *pair) error {
	if err := s.html(p.path, "diff", func(v *view) (any, error) { return s.diffPage(v, p) }); err != nil {
		return err
	}
	for _, l := range langs {
		for _, f := range tableFiles {
			if err := s.add(p.tableFile(l, f.ext), func() ([]byte, error) {
				var b bytes.Buffer
				err := f.write(s.shown.of(p).Difference, &b, s.say[l])
				return b.Bytes(), err
			}); err != nil {
				return err
			}
		}
	}
	return nil
}

// tableFiles are the comparative table as files, for Word and as a page that
// stands alone.
var tableFiles = [...]struct {
	name, ext string
	write     func(*compare.Difference, io.Writer, *words.Printer) error
}{
	{"DOCX", ".docx", func(d *compare.Difference, w io.Writer, p *words.Printer) error { return d.Table(p).DOCX(w) }},
	{"HTML", ".html", (*compare.Difference).TableHTML},
}

func (p *pair) tableFile(l corpus.Lang, ext string) string {
	return prefix(l) + strings.TrimSuffix(p.path, "/") + ext
}

// demand makes pages that are not written but may be asked for: what compares
// any two held editions, in either order (diff/A/B/ below an act's address,
// and the files of the table), and the life of any provision (~eId/). It
// derives texts: calls do not overlap, and the base must be nobody else's.
func (s *Site) demand(path string) (Page, bool) {
	rest := path
	for _, l := range langs[1:] {
		if cut, ok := strings.CutPrefix(path, prefix(l)); ok {
			rest = cut
		}
	}
	one := &Site{Verified: s.Verified, url: s.url, acts: s.acts, at: make(map[string]int), assets: s.assets, say: s.say, templates: s.templates, frames: s.frames, texts: s.texts, shown: s.shown}
	for _, a := range s.acts {
		below, ok := strings.CutPrefix(rest, a.path)
		if !ok {
			continue
		}
		s.onDemand.Lock()
		defer s.onDemand.Unlock()
		if eid, ok := strings.CutPrefix(strings.TrimSuffix(below, "/"), "~"); ok && strings.HasSuffix(below, "/") {
			l, err := a.newLife(eid)
			if err != nil || one.listLife(a, l) != nil {
				return Page{}, false
			}
		} else if ids, ok := strings.CutPrefix(below, "diff/"); ok {
			for _, end := range [...]string{"/", tableFiles[0].ext, tableFiles[1].ext} {
				ids = strings.TrimSuffix(ids, end)
			}
			from, to, _ := strings.Cut(ids, "/")
			x, y := a.edition(from), a.edition(to)
			if x == nil || y == nil || x == y || x.state == nil || y.state == nil || one.listPair(newPair(x, y)) != nil {
				return Page{}, false
			}
		}
		if i, ok := one.at[path]; ok {
			return one.pages[i], true
		}
		return Page{}, false
	}
	return Page{}, false
}

// A chooser is the form that asks which two editions to compare.
type chooser struct {
	Path     string // of the page that lists comparisons
	Editions []choice
	From, To string
	All      bool // every two have a page
}

type choice struct{ ID, Name string }

func (v *view) chooser(a *act) chooser {
	held := a.held()
	c := chooser{Path: a.path + "diff/", All: len(held) <= maxHeld}
	for _, e := range held {
		c.Editions = append(c.Editions, choice{e.ID, v.edition(e.Candidate)})
	}
	if n := len(held); n > 1 {
		c.From, c.To = held[n-2].ID, held[n-1].ID
	}
	return c
}

type diffsPage struct {
	Act     *actHead
	Heading string
	Choose  chooser
	Matrix  bool
	Columns []string
	Rows    []diffsRow
}

type diffsRow struct {
	From  string
	Cells []diffsCell
}

type diffsCell struct{ Path, Name, Text string }

// diffsPage lists the comparisons of an act.
func (s *Site) diffsPage(v *view, a *act) (any, error) {
	p := &diffsPage{Act: v.head(a), Heading: capital(v.short(a.ID)), Choose: v.chooser(a)}
	p.Matrix = p.Choose.All
	v.Title = v.M("Compare two editions") + " · " + p.Act.Short
	v.Description = v.M("Every provision that differs between two editions, side by side and word by word.")
	v.Section = s.section(a)
	v.Crumbs = []link{{Text: p.Heading, Path: a.path}}
	cell := func(q *pair) diffsCell {
		return diffsCell{q.path, q.from.ID + " → " + q.to.ID, v.M("provisions: %[1]s", fmt.Sprint(len(q.Changes)))}
	}
	held := a.held()
	for i, from := range held[:max(0, len(held)-1)] {
		row := diffsRow{From: from.ID}
		if p.Matrix {
			p.Columns = append(p.Columns, held[i+1].ID)
		}
		for _, to := range held[1:] {
			switch q := a.pairOf[[2]*edition{from, to}]; {
			case q != nil:
				row.Cells = append(row.Cells, cell(q))
			case p.Matrix:
				row.Cells = append(row.Cells, diffsCell{})
			}
		}
		p.Rows = append(p.Rows, row)
	}
	return p, nil
}

type diffPage struct {
	Act      *actHead
	From, To link
	Changes  []diffRow
	Files    []link
	Choose   chooser
	Disputes []disputeView
}

type diffRow struct {
	Number   int
	Sign     string
	Kind     string
	Class    string
	Element  string
	Headings string
	Under    string // the headings, where they are not those of the row before
	EID      string
	Runs     []versioning.WordsRun
	WasAt    string // permalinks, "" where there is no such line
	IsAt     string
	By       []string
	Life     string
}

func (s *Site) diffPage(v *view, p *pair) (any, error) {
	s.shown.of(p)
	a := p.from.act
	out := &diffPage{Act: v.head(a), From: link{Text: v.edition(p.from.Candidate), Path: p.from.path}, To: link{Text: v.edition(p.to.Candidate), Path: p.to.path}, Choose: v.chooser(a)}
	out.Choose.From, out.Choose.To = p.from.ID, p.to.ID
	v.Title = v.M("What changed from %[1]s to %[2]s", p.from.ID, p.to.ID) + " · " + out.Act.Short
	v.Description = v.M("Every provision that differs between two editions, side by side and word by word.")
	v.Section = s.section(a)
	v.Crumbs = []link{{Text: capital(out.Act.Short), Path: a.path}, {Text: v.M("Comparisons"), Path: a.path + "diff/"}}
	for _, f := range tableFiles {
		out.Files = append(out.Files, link{Text: v.M("Comparative table") + " (" + f.name + ")", Path: p.tableFile(v.Lang, f.ext)})
	}
	above, used := "", make(map[string]bool)
	for i, c := range p.Changes {
		r := diffRow{Number: i + 1, Sign: compare.Signs[c.Kind], Kind: v.say.Change(c.Kind), Class: string(c.Kind), Element: v.element(c), EID: c.EID, Headings: headings(withText(c.Path))}
		if r.Headings != above || i == 0 {
			r.Under, above = r.Headings, r.Headings
		}
		if used[c.EID] { // moved and reworded: taken out and put in
			r.EID = ""
		}
		used[c.EID] = true
		if c.Before != nil {
			r.WasAt = p.from.path + "#" + c.Before.EID
		}
		if c.After != nil {
			r.IsAt = p.to.path + "#" + c.EID
		}
		switch {
		case c.Before == nil:
			r.Runs = versioning.DiffWords("", c.After.Text)
		case c.After == nil:
			r.Runs = versioning.DiffWords(c.Before.Text, "")
		default:
			r.Runs = p.Words(c.Before, c.After)
		}
		for _, e := range c.Events {
			r.By = append(r.By, v.short(e.By))
		}
		if l := a.lifeOf[c.EID]; l != nil {
			r.Life = l.path
		}
		for _, d := range v.disputes(a, p.to.Candidate, c.EID) {
			if !slices.ContainsFunc(out.Disputes, func(x disputeView) bool { return x.Same(d.Dispute) }) {
				out.Disputes = append(out.Disputes, d)
			}
		}
		out.Changes = append(out.Changes, r)
	}
	return out, nil
}
