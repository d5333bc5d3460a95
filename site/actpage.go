package site

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"tizbe/corpus"
	"tizbe/site/verdict"
	"tizbe/versioning"
)

type homePage struct {
	Acts    []homeAct
	Empty   bool
	Letters []link
	Units   []unitGroup
	Count   int
	Latest  []changeView
	Ask     *askForm
}

// An askForm is the question as a form. It leads to the page that answers.
type askForm struct {
	Source string // the file of what may be asked
	Last   string // the last day verified
}

type homeAct struct {
	Link   link
	Title  string
	Lang   corpus.Lang
	Status []string
	Facts  string
}

// A unitGroup is a point of the list with the units in it.
type unitGroup struct {
	Num   string
	Text  string
	Path  string
	Units []link
}

func (s *Site) home(v *view) (any, error) {
	v.Title = v.M("Which list governed on that day, and was this position on it?")
	v.Description = v.M("Normative acts of Kazakhstan as dated editions, and an answer with proof: was this position on the list on that day, and under which wording.")
	v.Section = "home"
	h := &homePage{Empty: len(s.acts) == 0, Latest: v.changeViews(4)}
	for _, a := range s.acts {
		h.Acts = append(h.Acts, homeAct{
			Link: link{Text: capital(v.short(a.ID)), Path: a.path}, Title: v.Words(a.Title), Lang: v.LangOf(a.Title), Status: v.status(a), Facts: v.holds(a),
		})
	}
	if len(s.acts) > 0 && len(s.acts[0].positions) > 0 {
		a := s.acts[0]
		h.Count = len(a.positions)
		h.Ask = &askForm{a.path + askName, s.Verified.String()}
		for _, g := range letters(a.positions) {
			h.Letters = append(h.Letters, link{Text: g.Letter, Lang: a.lang, Path: a.path + "position/#" + g.ID})
		}
		h.Units = v.unitGroups(a, 84)
	}
	v.LinkedData = map[string]any{"@context": "https://schema.org", "@type": "WebSite", "name": "tizbe", "inLanguage": string(v.Lang), "url": v.Canonical(), "description": v.Description}
	return h, nil
}

// unitGroups lists the units below their points, with headings cut to width.
func (v *view) unitGroups(a *act, width int) []unitGroup {
	var out []unitGroup
	point := ""
	for _, u := range a.units {
		top := u.heading
		if len(u.up) > 0 {
			top = u.up[0]
		}
		if point != top.EID {
			point = top.EID
			out = append(out, unitGroup{Num: top.Num, Text: clip(strings.TrimRight(top.Heading(), ":"), width*2)})
		}
		g := &out[len(out)-1]
		if len(u.up) == 0 {
			g.Path = u.path
			continue
		}
		name := clip(strings.TrimRight(u.heading.Text, ":"), width)
		if len(u.up) > 1 {
			name = clip(strings.TrimRight(u.up[len(u.up)-1].Text, ":"), width/2) + " › " + name
		}
		g.Units = append(g.Units, link{Text: name, Lang: a.lang, Path: u.path})
	}
	return out
}

// status says in sentences which edition of an act governs, since when, and
// what is not known.
func (v *view) status(a *act) []string {
	if a.current == nil {
		return []string{v.M("Nothing is known of this act.")}
	}
	on := v.s.Verified
	var held []versioning.Candidate
	for _, c := range a.asOf.Candidates {
		if len(c.Events) > 0 {
			held = append(held, c)
		}
	}
	var out []string
	switch {
	case a.tooOpen:
		out = append(out, v.M("On %[1]s one of its editions governs or none; so many of its dates are not known that which one cannot be said.", on))
	case len(held) == 0:
		out = append(out, v.M("On %[1]s the act does not govern.", on))
	case a.current.state != nil && a.current.state.Repealed != nil:
		e := a.current.state.Repealed
		if e.Ends() != nil {
			return []string{v.M("The act was temporary and no longer holds: %[1]s.", v.ended(a, e))}
		}
		out = append(out, v.M("Repealed by № %[1]s of %[2]s.", verdict.Number(e.By), e.Adopted))
	case len(a.asOf.Candidates) == 1:
		f, _, _, _ := a.Timing(held[0].Last()).Days()
		out = append(out, v.M("On %[1]s the %[2]s governs, in force: %[3]s.", on, v.edition(held[0]), v.Between(f)))
		if needs := v.openNeeds(a); needs != "" {
			out = append(out, v.M("Not known, without bearing on this: %[1]s.", needs))
		}
	default:
		var names []string
		for _, c := range a.asOf.Candidates {
			names = append(names, v.edition(c))
		}
		if needs := v.openNeeds(a); needs != "" {
			out = append(out, v.M("On %[1]s one of these governs: %[2]s; which one is not known, and would be settled by %[3]s.", on, strings.Join(names, "; "), needs))
		} else {
			out = append(out, v.M("On %[1]s one of these governs, and which is not known: %[2]s.", on, strings.Join(names, "; ")))
		}
		if p := v.between(a, held); p != "" {
			out = append(out, p)
		}
	}
	for _, e := range a.ends {
		if !slices.Contains(a.current.Events, e) {
			what := v.M("The act is temporary and ends: %[1]s.", v.ended(a, e))
			if by := e.Ends(); by.Kind != versioning.Adoption {
				what = v.M("What № %[1]s changed is temporary and ends: %[2]s.", verdict.Number(by.By), v.ended(a, e))
			}
			out = append(out, what)
		}
	}
	return out
}

// ended says on which day an end comes, and by which words.
func (v *view) ended(a *act, e *versioning.Event) string {
	t := a.Timing(e)
	return v.inForce(t) + " (" + v.say.SayAll(t.InForceBasis) + ")"
}

// openNeeds says which facts would close the dates that are open.
func (v *view) openNeeds(a *act) string {
	var out []corpus.Phrase
	for _, t := range a.asOf.Open {
		if !t.Needs.IsZero() {
			out = append(out, t.Needs)
		}
	}
	return v.say.SayAll(out)
}

// between says in what the editions that may govern differ.
func (v *view) between(a *act, held []versioning.Candidate) string {
	from, to := a.edition(held[0].ID), a.edition(held[len(held)-1].ID)
	if from == nil || to == nil {
		return ""
	}
	p := a.pairOf[[2]*edition{from, to}]
	if p == nil {
		return ""
	}
	var names []string
	for _, c := range p.Changes {
		names = append(names, v.element(c))
	}
	names = slices.Compact(names)
	if len(names) > 6 {
		return v.M("They differ in %[1]s provisions.", fmt.Sprint(len(names)))
	}
	return v.M("They differ only in: %[1]s.", strings.Join(names, "; "))
}

// element names the place of a change.
func (v *view) element(c versioning.Change) string {
	p := c.After
	if p == nil {
		p = c.Before
	}
	return elementOf(p, c.Path).name(v.Lang)
}

// holds says what is held of an act.
func (v *view) holds(a *act) string {
	held := 0
	for _, e := range a.editions {
		if e.state != nil {
			held++
		}
	}
	out := v.M("editions: %[1]s, with text: %[2]s", fmt.Sprint(len(a.editions)), fmt.Sprint(held))
	if n := len(a.positions); n > 0 {
		out += "; " + v.M("positions: %[1]s, units: %[2]s", fmt.Sprint(n), fmt.Sprint(len(a.units)))
	}
	return out
}

type actPage struct {
	Act      *actHead
	Status   []string
	Timeline *timeline
	Editions []editionRow
	Shown    link
	Contents []chapter
	Lines    template.HTML
	Cite     citation
	Facts    []string
	Sources  []sourceRow
	Changed  []link
	Data     []link
	Choose   chooser
	Legend   string
	Cites    []citation
}

// An actHead is what stands at the top of every page of an act.
type actHead struct {
	Path   string
	Short  string
	Title  string
	Lang   corpus.Lang // of the title
	Text   corpus.Lang // of the act
	Issuer string
	By     corpus.Lang // of the issuer
	ID     string
}

type editionRow struct {
	Link     link
	Held     string
	By       string
	Kind     string
	InForce  string
	Applies  string
	Basis    string
	Presumed []string
	Needs    string
	Diff     string // path
	Changes  int
	Current  bool
}

type sourceRow struct{ Event, Source, Basis, Remark string }

func (v *view) head(a *act) *actHead {
	return &actHead{Path: a.path, Short: v.short(a.ID), Title: v.Words(a.Title), Lang: v.LangOf(a.Title), Text: a.lang, Issuer: v.Words(a.Issuer), By: v.LangOf(a.Issuer), ID: string(a.ID)}
}

// section is the entry of the menu for pages of an act: only the act that the
// site is about has one.
func (s *Site) section(a *act) string {
	if a == s.acts[0] {
		return "act"
	}
	return ""
}

func (s *Site) actPage(v *view, a *act) (any, error) {
	p := &actPage{Act: v.head(a), Status: v.status(a), Timeline: v.timeline(a), Cite: a.cite(nil, nil), Choose: v.chooser(a)}
	v.Title = capital(p.Act.Short)
	v.Description = clip(p.Act.Title, 160)
	v.Section = s.section(a)
	p.Editions = v.editionRows(a)
	for _, e := range a.Events {
		p.Sources = append(p.Sources, sourceRow{"№ " + verdict.Number(e.By), v.Words(e.Source), v.Words(e.Basis), v.Words(e.Remark)})
	}
	for _, f := range a.Facts {
		p.Facts = append(p.Facts, v.M("%[1]s of № %[2]s: %[3]s (%[4]s)", v.say.FactField(f.Field), v.say.FactOf(f.Fact), f.Date, v.Words(f.Basis)))
	}
	for _, l := range a.lives {
		p.Changed = append(p.Changed, link{Text: elementOf(l.at, l.up).name(v.Lang) + ": " + clip(l.at.Text, 70), Lang: a.lang, Path: l.path})
	}
	if a.current != nil && a.current.state != nil {
		t := s.text(a.current)
		p.Lines, p.Contents = v.drawText(t), t.contents
		p.Shown = link{Text: v.edition(a.current.Candidate), Path: a.current.path}
		p.Data = v.dataLinks(a.current)
		p.Legend, p.Cites = v.legend(a), a.cites(a.current)
	}
	v.LinkedData = s.legislation(v, a, nil)
	return p, nil
}

func (v *view) editionRows(a *act) []editionRow {
	var out []editionRow
	for _, e := range a.editions {
		f, applies, _, _ := e.timing.Days()
		r := editionRow{Link: link{Text: e.ID, Path: e.path}, By: "№ " + verdict.Number(e.Last().By), Kind: v.say.EventKind(e.Last().Kind),
			InForce: f.SpanOf(v.Date), Applies: applies.SpanOf(v.Date), Basis: v.say.SayAll(e.timing.InForceBasis), Current: e == a.current, Held: v.textOf(e)}
		for _, p := range e.timing.Presumptions {
			r.Presumed = append(r.Presumed, v.say.Say(p.Phrase()))
		}
		if !e.timing.Needs.IsZero() {
			r.Needs = v.say.Say(e.timing.Needs)
		}
		if prev := a.before(e); prev != nil && e.state != nil {
			if q := a.pairOf[[2]*edition{prev, e}]; q != nil {
				r.Diff, r.Changes = q.path, len(q.Changes)
			}
		}
		out = append(out, r)
	}
	return out
}

// legend says how to read the marks beside a text.
func (v *view) legend(a *act) string {
	if len(a.editions) == 0 {
		return ""
	}
	return v.M("Beside each line that changed stands what changed it. A line without a mark stands as it was adopted by № %[1]s on %[2]s.", verdict.Number(a.editions[0].Last().By), a.editions[0].Last().Adopted)
}

// textOf says whether the text of an edition is held, computed or neither.
func (v *view) textOf(e *edition) string {
	switch {
	case e.state == nil:
		return v.M("not held")
	case e.state.Derived:
		return v.M("computed from the held text of edition %[1]s", e.state.Held.Events[len(e.state.Held.Events)-1])
	}
	return v.M("held")
}

type editionPage struct {
	Act      *actHead
	Name     string
	ID       string
	URI      string
	Row      editionRow
	Text     string // held or computed
	Lines    template.HTML
	Contents []chapter
	Cite     citation
	Prev     *link
	Next     *link
	Diffs    []link
	Missing  bool
	Data     []link
	Heading  string
	Legend   string
	Cites    []citation
}

func (s *Site) editionPage(v *view, e *edition) (any, error) {
	a := e.act
	p := &editionPage{Act: v.head(a), Name: v.edition(e.Candidate), ID: e.ID, URI: a.ID.Expression(a.lang, e.ID), Cite: a.cite(e, nil), Missing: e.state == nil, Heading: capital(v.short(a.ID))}
	v.Title = capital(p.Name) + " · " + p.Act.Short
	v.Description = clip(p.Act.Title, 160)
	v.Section = s.section(a)
	v.Crumbs = []link{{Text: capital(p.Act.Short), Path: a.path}}
	i := slices.Index(a.editions, e)
	p.Row = v.editionRows(a)[i]
	if i > 0 {
		p.Prev = &link{Text: v.edition(a.editions[i-1].Candidate), Path: a.editions[i-1].path}
	}
	if i+1 < len(a.editions) {
		p.Next = &link{Text: v.edition(a.editions[i+1].Candidate), Path: a.editions[i+1].path}
	}
	for _, q := range a.pairs {
		if q.from == e || q.to == e {
			p.Diffs = append(p.Diffs, link{Text: q.from.ID + " → " + q.to.ID, Path: q.path})
		}
	}
	if e.state != nil {
		t := s.text(e)
		p.Lines, p.Contents = v.drawText(t), t.contents
		p.Data = v.dataLinks(e)
		p.Legend, p.Cites = v.legend(a), a.cites(e)
	}
	v.LinkedData = s.legislation(v, a, e)
	return p, nil
}

func (v *view) dataLinks(e *edition) []link {
	base := strings.TrimSuffix(e.path, "/")
	return []link{{Text: "JSON", Path: base + ".json"}, {Text: "CSV", Path: base + ".csv"}}
}

// legislation describes an act, or an edition of it, by schema.org.
func (s *Site) legislation(v *view, a *act, e *edition) map[string]any {
	force := "https://schema.org/InForce"
	if a.tooOpen {
		force = ""
	}
	if len(a.asOf.Candidates) > 0 && len(a.asOf.Candidates[0].Events) == 0 {
		force = "https://schema.org/NotInForce"
	}
	if a.current != nil && a.current.state != nil && a.current.state.Repealed != nil {
		force = "https://schema.org/NotInForce"
	}
	m := map[string]any{
		"@context": "https://schema.org", "@type": "Legislation", "@id": v.Absolute(prefix(v.Lang) + a.path),
		"name": v.Words(a.Title), "legislationIdentifier": string(a.ID), "legislationDate": a.ID.Adopted().String(),
		"legislationType": a.ID.Subtype(), "legislationJurisdiction": "KZ", "inLanguage": string(a.lang),
	}
	if force != "" {
		m["legislationLegalForce"] = force
	}
	if t := v.Words(a.Issuer); t != "" {
		m["legislationPassedBy"] = map[string]any{"@type": "Organization", "name": t}
	}
	if e == nil {
		var objects []any
		for _, x := range a.editions {
			objects = append(objects, map[string]any{"@type": "Legislation", "@id": v.Absolute(prefix(v.Lang) + x.path), "legislationIdentifier": a.ID.Expression(a.lang, x.ID), "legislationDateVersion": x.Last().Adopted.String()})
		}
		m["workExample"] = objects
		return m
	}
	m["@id"] = v.Absolute(prefix(v.Lang) + e.path)
	m["legislationIdentifier"] = a.ID.Expression(a.lang, e.ID)
	m["legislationDateVersion"] = e.Last().Adopted.String()
	m["exampleOfWork"] = map[string]any{"@type": "Legislation", "@id": v.Absolute(prefix(v.Lang) + a.path)}
	return m
}
