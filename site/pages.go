package site

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tizbe/corpus"
	"tizbe/site/verdict"
	"tizbe/versioning"
)

type lifePage struct {
	Act      *actHead
	Element  string
	EID      string
	Headings string
	Wordings []wordingView
	Cite     citation
	Disputes []disputeView
}

type wordingView struct {
	Edition  link
	By       string
	Kind     string
	InForce  string
	Basis    string
	Runs     []versioning.WordsRun // against the wording before
	Text     string
	Gone     bool
	Below    []string
	Ops      []string
	Clauses  []string
	Here     string // permalink
	Needs    string
	Presumed []string
	First    bool
}

func (s *Site) lifePage(v *view, a *act, l *life) (any, error) {
	p := &lifePage{Act: v.head(a), EID: l.eid, Headings: headings(withText(l.up))}
	at := elementOf(l.at, l.up)
	p.Element, p.Cite = at.name(v.Lang), a.cite(nil, &at)
	v.Title = v.M("Life of a provision: %[1]s", p.Element) + " · " + p.Act.Short
	v.Description = v.M("Every wording of a provision, who changed it, and from when.")
	v.Section = s.section(a)
	v.Crumbs = []link{{Text: capital(p.Act.Short), Path: a.path}}
	prev := ""
	for i, w := range l.wordings {
		c := w.State.Revision
		e := a.edition(c.ID)
		x := wordingView{Edition: link{Text: v.edition(c)}, By: v.short(w.From.Event.By), Kind: v.say.EventKind(w.From.Event.Kind),
			InForce: v.inForce(w.From), Basis: v.say.SayAll(w.From.InForceBasis), Text: w.Text, First: i == 0, Gone: len(w.Lines) == 0}
		if e != nil {
			x.Edition.Path = e.path
			if !x.Gone {
				x.Here = e.path + "#" + l.eid
			}
		}
		if i > 0 {
			x.Runs = versioning.DiffWords(prev, w.Text)
		}
		prev = w.Text
		if len(w.Lines) > 1 {
			x.Below = w.Lines[1:]
		}
		for _, o := range w.Ops {
			x.Ops = append(x.Ops, v.say.Op(o.Op))
			if o.Clause != "" && !slices.Contains(x.Clauses, o.Clause) {
				x.Clauses = append(x.Clauses, o.Clause)
			}
		}
		slices.Sort(x.Ops)
		x.Ops = slices.Compact(x.Ops)
		for _, q := range w.From.Presumptions {
			x.Presumed = append(x.Presumed, v.say.Say(q.Phrase()))
		}
		if !w.From.Needs.IsZero() {
			x.Needs = v.say.Say(w.From.Needs)
		}
		p.Wordings = append(p.Wordings, x)
	}
	for _, e := range slices.Backward(a.editions) {
		if e.state != nil {
			if p.Disputes = v.disputes(a, e.Candidate, l.eid); len(p.Disputes) > 0 {
				break
			}
		}
	}
	slices.Reverse(p.Wordings) // the latest first
	return p, nil
}

func withText(up []*corpus.Provision) []*corpus.Provision {
	return slices.DeleteFunc(slices.Clone(up), func(p *corpus.Provision) bool { return p.Text == "" })
}

type positionPage struct {
	Act   *actHead
	Long  bool
	Title string
	Lang  corpus.Lang
	Spans []spanView // without a unit, the latest days first
	Units []unitAnswer
	Lone  bool
	Cite  citation
	Asked string // the question, in words

	drawer *verdict.Drawer
}

type unitAnswer struct {
	ID       string
	Name     string
	Headings string
	Path     string
	Asked    string // the question, where it names the headings above the unit
	Spans    []spanView
	Editions []editionPlace
	Cite     citation
}

// An editionPlace is the line that names the position in an edition.
type editionPlace struct {
	Edition   link
	Element   string
	Text      string
	Permalink string
}

func (s *Site) positionPage(v *view, a *act, p *post) (any, error) {
	out := &positionPage{Act: v.head(a), Title: p.title, Long: len([]rune(p.title)) > 80, Lang: a.lang, Lone: len(p.in) == 1 && p.in[0].lone}
	v.Title = clip(p.title, 110)
	v.Description = v.M("The position “%[1]s” in the list of %[2]s: in which units, under which wording and condition, from when to when.", v.Title, out.Act.Short)
	v.Section = "positions"
	v.Crumbs = []link{{Text: capital(out.Act.Short), Path: a.path}, {Text: v.M("Positions"), Path: a.path + "position/"}}
	out.drawer = v.drawer(a)
	out.Spans = v.spans(a, p.all)
	out.Asked = v.M("“%[1]s”; as the law stood on %[2]s", p.title, s.Verified)
	for _, in := range p.in {
		u := unitAnswer{ID: in.unit.eid, Name: strings.TrimRight(in.unit.heading.Text, ":"), Headings: headings(in.unit.up), Path: in.unit.path}
		if in.asked != in.unit.name {
			u.Asked = v.M("Since other points have a unit of this name, the question names the headings above it: “%[1]s”, unit “%[2]s”.", p.title, in.asked)
		}
		if u.Spans = out.Spans; !in.lone {
			u.Spans = v.spans(a, in.spans)
		}
		u.Editions = v.editionPlaces(a, in)
		last := in.places[len(in.places)-1]
		at := elementIn(last.edition, last.item)
		u.Cite = a.cite(last.edition, &at)
		out.Units = append(out.Units, u)
	}
	// A position of several units is cited at each of them, and above by the
	// edition alone.
	if len(out.Units) == 1 {
		out.Cite, out.Units[0].Cite = out.Units[0].Cite, citation{}
	} else {
		out.Cite = a.cite(a.current, nil)
	}
	return out, nil
}

// elementIn places a provision of the edition's text.
func elementIn(e *edition, p *corpus.Provision) element {
	up, _ := e.state.Above(p)
	return element{p, up, e}
}

// editionPlaces says for every edition of the act under which line the
// position stands in the unit.
func (v *view) editionPlaces(a *act, in *unitIn) []editionPlace {
	var out []editionPlace
	for _, e := range a.editions {
		row := editionPlace{Edition: link{Text: e.ID, Path: e.path}}
		found := false
		for _, pl := range in.places {
			if pl.edition != e {
				continue
			}
			row.Text, row.Permalink, row.Element = pl.item.Text, e.path+"#"+pl.item.EID, elementIn(e, pl.item).name(v.Lang)
			out = append(out, row)
			found = true
		}
		if !found {
			out = append(out, row)
		}
	}
	return out
}

type positionsPage struct {
	Act     *actHead
	Letters []letterGroup
	Lang    corpus.Lang
	Count   int
}

type letterGroup struct {
	Letter string
	ID     string
	Posts  []postLink
	posts  []*post
}

type postLink struct {
	Text  string
	Path  string
	Units int
	Now   verdict.Verdict
}

// letters groups positions, which are in order, by their first letter.
func letters(ps []*post) []letterGroup {
	var out []letterGroup
	for _, p := range ps {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(p.title, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
		l := string(unicode.ToUpper(r))
		if n := len(out); n == 0 || out[n-1].Letter != l {
			out = append(out, letterGroup{Letter: l, ID: "l-" + fmt.Sprintf("%04x", unicode.ToUpper(r))})
		}
		g := &out[len(out)-1]
		g.posts = append(g.posts, p)
	}
	return out
}

func (s *Site) positionsPage(v *view, a *act) (any, error) {
	p := &positionsPage{Act: v.head(a), Letters: letters(a.positions), Lang: a.lang, Count: len(a.positions)}
	v.Title = v.M("Positions, alphabetically") + " · " + p.Act.Short
	v.Description = v.M("Every position that an edition of the list names, in the order of the Kazakh alphabet.")
	v.Section = "positions"
	v.Crumbs = []link{{Text: capital(p.Act.Short), Path: a.path}}
	for i := range p.Letters {
		g := &p.Letters[i]
		for _, q := range g.posts {
			g.Posts = append(g.Posts, postLink{q.title, q.path, len(q.in), v.verdict(now(q.all))})
		}
	}
	return p, nil
}

type unitsPage struct {
	Act    *actHead
	Groups []unitGroup
	Lang   corpus.Lang
	Count  int
}

func (s *Site) unitsPage(v *view, a *act) (any, error) {
	p := &unitsPage{Act: v.head(a), Lang: a.lang, Groups: v.unitGroups(a, 1000), Count: len(a.units)}
	v.Title = v.M("Units, in the order of the list") + " · " + p.Act.Short
	v.Description = v.M("Every unit that an edition of the list names, with the positions in it.")
	v.Section = "units"
	v.Crumbs = []link{{Text: capital(p.Act.Short), Path: a.path}}
	return p, nil
}

type unitPage struct {
	Act      *actHead
	Name     string
	Headings []link
	Lang     corpus.Lang
	Element  string
	Here     []link // editions that have it
	Gone     bool   // not in the latest edition
	Posts    []postLink
	Former   []postLink
	Notes    []noteView
	Life     string
	At       string // permalink
	Cite     citation
	Below    []link
}

type noteView struct {
	Text  []string
	At    string
	Scope *scope
}

func (s *Site) unitPage(v *view, a *act, u *unit) (any, error) {
	p := &unitPage{Act: v.head(a), Name: strings.TrimRight(u.heading.Text, ":"), Lang: a.lang}
	v.Title = clip(p.Name, 110)
	v.Description = v.M("The positions of the unit in the list of %[1]s.", p.Act.Short)
	v.Section = "units"
	v.Crumbs = []link{{Text: capital(p.Act.Short), Path: a.path}, {Text: v.M("Units"), Path: a.path + "unit/"}}
	for _, q := range u.up {
		l := link{Text: strings.TrimRight(q.Text, ":"), Lang: a.lang}
		if x := a.unitOf[q.EID]; x != nil {
			l.Path = x.path
		}
		p.Headings = append(p.Headings, l)
	}
	latest := u.here[len(u.here)-1]
	at := elementIn(latest, u.heading)
	p.Element, p.Cite, p.At = at.name(v.Lang), a.cite(latest, &at), latest.path+"#"+u.eid
	for _, e := range u.here {
		p.Here = append(p.Here, link{Text: e.ID, Path: e.path + "#" + u.eid})
	}
	p.Gone = latest != a.current && len(u.here) < len(a.editions) && !slices.Contains(u.here, a.current)
	if l := a.lifeOf[u.eid]; l != nil {
		p.Life = l.path
	}
	for _, q := range u.posts {
		i := slices.IndexFunc(q.in, func(x *unitIn) bool { return x.unit == u })
		in := q.in[i]
		l := postLink{Text: q.title, Path: q.path, Now: v.verdict(now(in.spans))}
		if len(q.in) > 1 {
			l.Path += "#" + u.eid
		}
		if slices.ContainsFunc(in.places, func(x placeIn) bool { return x.edition == latest }) && !p.Gone {
			p.Posts = append(p.Posts, l)
		} else {
			p.Former = append(p.Former, l)
		}
	}
	scopes := scopesOf(latest.state.Root)
	point := u.heading
	if len(u.up) > 0 {
		point = latest.state.Find(u.up[0].EID)
	}
	if point != nil {
		for q := range point.All() {
			if q.Kind == corpus.KindNote && s.covers(latest, q, u) {
				p.Notes = append(p.Notes, noteView{Text: q.Lines(), At: latest.path + "#" + q.EID, Scope: scopes[q]})
			}
		}
	}
	for _, x := range a.units {
		if len(x.up) > 0 && x.up[len(x.up)-1].EID == u.eid {
			p.Below = append(p.Below, link{Text: strings.TrimRight(x.heading.Text, ":"), Lang: a.lang, Path: x.path})
		}
	}
	return p, nil
}

// covers reports whether the engine put an item of the unit under the note.
func (s *Site) covers(e *edition, note *corpus.Provision, u *unit) bool {
	for _, q := range u.posts {
		for _, in := range q.in {
			if in.unit != u {
				continue
			}
			for _, sp := range in.spans {
				for _, r := range sp.answer.Revisions {
					for _, m := range r.Matches {
						if m.Note != nil && m.Note.EID == note.EID && len(m.Path) > 0 && m.Path[len(m.Path)-1].EID == u.eid {
							return true
						}
					}
				}
			}
		}
	}
	return false
}
