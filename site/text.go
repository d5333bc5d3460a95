package site

import (
	"cmp"
	"slices"

	"tizbe/corpus"
	"tizbe/site/compare"
	"tizbe/site/verdict"
)

// A line is a paragraph of a text as a page shows it.
type line struct {
	EID   string
	Class string
	Level int // of indentation
	// Heading is the level of the heading element, 0 where it is none.
	Heading   int
	Part      bool // begins a part of the text, which a browser may lay out when it comes near
	Text      string
	Permalink string // path of the edition and fragment
	Position  string // path of the one position that it is
	Opened    []link // the positions that it opens into
	Unit      string // path of the unit that it heads
	Marks     []lineMark
	Life      string // path of its history
	Scope     *scope
	Disputes  []disputeView
	Suspended string
	// The element as a citation has it, and which of the page's citations it
	// goes into: see [view.cites].
	In              int
	Kazakh, Russian string
}

type lineMark struct {
	Sign, Text string
	Path       string // of the life of the line, or of what shows the change
}

// A scope says which items a note covers, by the rule of the engine: what
// precedes it in the same point, back to the previous note.
type scope struct {
	Count       int
	First, Last string // texts
	FirstEID    string
	LastEID     string
}

// A chapter is an entry of the contents.
type chapter struct {
	EID, Text string
	Level     int
}

// lines makes the text of an edition, and its contents.
func (v *view) lines(e *edition) (lines []line, contents []chapter) {
	a := e.act
	scopes := scopesOf(e.state.Root)
	for p, up := range e.state.Root.All() {
		if p.Text == "" {
			continue
		}
		l := line{EID: p.EID, Class: string(p.Kind), Text: p.Text, Permalink: e.path + "#" + p.EID, Scope: scopes[p]}
		at := elementOf(p, up)
		l.In, l.Kazakh, l.Russian = at.in(), at.owned(), at.name(corpus.Russian)
		inAnnex := false
		for _, q := range up {
			switch q.Kind {
			case corpus.KindAct:
			case corpus.KindList:
				inAnnex = true
			default:
				l.Level++
			}
		}
		switch p.Kind {
		case corpus.KindTitle, corpus.KindListTitle:
			l.Heading = 2
			contents = append(contents, chapter{p.EID, clip(p.Text, 90), 0})
		case corpus.KindSection, corpus.KindChapter:
			l.Heading = 3
			contents = append(contents, chapter{p.EID, clip(p.Text, 120), 1})
		case corpus.KindArticle:
			l.Heading = 4
			contents = append(contents, chapter{p.EID, clip(p.Text, 120), 2})
		case corpus.KindPoint:
			if inAnnex && len(p.Children) > 0 {
				l.Heading = 3
				contents = append(contents, chapter{p.EID, clip(p.Text, 120), 1})
			}
		case corpus.KindGroup:
			l.Heading = min(6, 3+l.Level)
		}
		if u := a.unitOf[p.EID]; u != nil {
			l.Unit = u.path
		}
		if p.Kind == corpus.KindItem || p.Kind == corpus.KindParagraph || p.Kind == corpus.KindSubpoint {
			switch ps := a.titles[p.EID+"\n"+p.Text]; {
			case len(ps) == 1:
				l.Position = ps[0].path
			case len(ps) > 1:
				for _, q := range ps {
					l.Opened = append(l.Opened, link{Text: q.title, Lang: a.lang, Path: q.path})
				}
			}
		}
		if life := a.lifeOf[p.EID]; life != nil {
			l.Life = life.path
		}
		for _, m := range a.marks[p.EID] {
			if slices.Contains(e.Events, m.event) {
				l.Marks = append(l.Marks, lineMark{compare.Signs[m.kind], v.M("%[1]s by № %[2]s of %[3]s", v.say.Change(m.kind), verdict.Number(m.event.By), m.event.Adopted), cmp.Or(l.Life, m.at)})
			}
		}
		l.Disputes = v.disputes(a, e.Candidate, p.EID)
		if x, ok := e.state.SuspendedOn(v.s.Verified, append(slices.Clone(up), p)...); ok {
			l.Suspended = v.say.Suspension(x)
		}
		l.Part = l.Heading > 0 && l.Heading < 5 && p.Kind != corpus.KindGroup
		lines = append(lines, l)
	}
	return lines, contents
}

// scopesOf finds what each note of a list covers.
func scopesOf(root *corpus.Provision) map[*corpus.Provision]*scope {
	out := make(map[*corpus.Provision]*scope)
	var open []*corpus.Provision
	inList := false
	for p := range root.All() {
		switch p.Kind {
		case corpus.KindList:
			inList, open = true, nil
		case corpus.KindPoint:
			open = nil
		case corpus.KindItem, corpus.KindParagraph, corpus.KindSubpoint:
			open = append(open, p)
		case corpus.KindNote:
			if inList && len(open) > 0 {
				first, last := open[0], open[len(open)-1]
				out[p] = &scope{len(open), clip(first.Text, 40), clip(last.Text, 40), first.EID, last.EID}
			}
			open = nil
		}
	}
	return out
}
