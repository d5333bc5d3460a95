package site

import (
	"cmp"
	"html/template"
	"slices"
	"sync"

	"tizbe/corpus"
	"tizbe/site/compare"
	"tizbe/site/markup"
	"tizbe/site/verdict"
	"tizbe/versioning"
)

// A lawText is what the pages of an edition show of its text in every language.
type lawText struct {
	edition  *edition
	once     sync.Once
	lines    []line
	contents []chapter
}

// A line is a paragraph of a text as a page shows it.
type line struct {
	p  *corpus.Provision
	up []*corpus.Provision

	Level    int    // of indentation
	Heading  int    // the level of the heading element, 0 where it is none
	Part     bool   // begins a part of the text, which a browser may lay out when it comes near
	Position string // path of the one position that it is
	Opened   []link // the positions that it opens into
	Unit     string // path of the unit that it heads
	Life     string // path of its history
	Marks    []changeMark
	Scope    *scope
	Disputed bool
	Pause    *versioning.Pause // nil where it is not suspended
	// The element as a citation has it, and which of the page's citations it
	// goes into: see [act.cites].
	In              int
	Kazakh, Russian string
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

// text returns the text of an edition.
func (s *Site) text(e *edition) *lawText {
	t := s.texts.of(e)
	t.once.Do(func() { t.read(s) })
	return t
}

// read makes the lines and the contents.
func (t *lawText) read(s *Site) {
	e := t.edition
	a := e.act
	scopes := scopesOf(e.state.Root)
	for p, up := range e.state.Root.All() {
		if p.Text == "" {
			continue
		}
		at := elementOf(p, up)
		l := line{p: p, up: at.up, Scope: scopes[p], In: at.in(), Kazakh: at.owned(), Russian: at.name(corpus.Russian)}
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
		chapter := func(width, level int) {
			t.contents = append(t.contents, chapter{p.EID, clip(p.Text, width), level})
		}
		switch p.Kind {
		case corpus.KindTitle, corpus.KindListTitle:
			l.Heading = 2
			chapter(90, 0)
		case corpus.KindSection, corpus.KindChapter:
			l.Heading = 3
			chapter(120, 1)
		case corpus.KindArticle:
			l.Heading = 4
			chapter(120, 2)
		case corpus.KindPoint:
			if inAnnex && len(p.Children) > 0 {
				l.Heading = 3
				chapter(120, 1)
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
				l.Marks = append(l.Marks, m)
			}
		}
		l.Disputed = len(a.Disputes(e.Candidate, p.EID)) > 0
		if len(e.state.Suspensions) > 0 {
			if x, ok := e.state.SuspendedOn(s.Verified, append(slices.Clone(up), p)...); ok {
				l.Pause = &x
			}
		}
		l.Part = l.Heading > 0 && l.Heading < 5 && p.Kind != corpus.KindGroup
		t.lines = append(t.lines, l)
	}
}

// drawText draws the lines of a text.
func (v *view) drawText(t *lawText) template.HTML {
	return draw(func(w *markup.Writer) { v.writeText(w, t) })
}

func (v *view) writeText(w *markup.Writer, t *lawText) {
	e, lang := t.edition, t.edition.act.lang
	here := v.To(e.path + "#")
	perma, life, unit, opens := v.M("Permanent link"), v.M("its life"), v.M("page of the unit"), v.M("read as:")
	for i, l := range t.lines {
		if i > 0 && l.Part {
			w.Put("</div>")
		}
		if i == 0 || l.Part {
			w.Put("<div class=\"part\">")
		}
		changed := markup.HTML("")
		if len(l.Marks) > 0 {
			changed = " changed"
		}
		w.Put("<div id=\"%s\" class=\"line k-%s l%s%s\" data-in=\"%s\" data-kk=\"%s\" data-ru=\"%s\">\n", l.p.EID, string(l.p.Kind), l.Level, changed, l.In, l.Kazakh, l.Russian)
		w.Put("<a class=\"perma\" href=\"%s\" lang=\"%s\" aria-label=\"%s: %s\">¶</a>\n", markup.Link(here+l.p.EID), v.Lang, perma, l.p.EID)
		switch {
		case l.Heading > 0:
			w.Put("<h%s>%s</h%s>\n", l.Heading, l.p.Text, l.Heading)
		case l.Position != "":
			w.Put("<p><a class=\"pos\" href=\"%s\">%s</a></p>\n", v.link(l.Position), l.p.Text)
		default:
			w.Put("<p>%s</p>\n", l.p.Text)
		}
		if len(l.Opened) > 0 {
			w.Put("<p class=\"opened\"><span lang=\"%s\">%s</span> ", v.Lang, opens)
			for i, p := range l.Opened {
				if i > 0 {
					w.Put(" · ")
				}
				w.Put("<a href=\"%s\">%s</a>", v.link(p.Path), p.Text)
			}
			w.Put("</p>\n")
		}
		if l.Unit != "" || len(l.Marks) > 0 || l.Scope != nil || l.Pause != nil || l.Life != "" {
			w.Put("<div class=\"aside\" lang=\"%s\">\n", v.Lang)
			for _, m := range l.Marks {
				by := v.M("%[1]s by № %[2]s of %[3]s", v.say.Change(m.kind), verdict.Number(m.event.By), m.event.Adopted)
				if m.event.Ends() != nil {
					by = v.M("%[1]s back by the end of № %[2]s of %[3]s", v.say.Change(m.kind), verdict.Number(m.event.By), m.event.Adopted)
				}
				w.Put("<a class=\"mark\" href=\"%s\"><span aria-hidden=\"true\">%s</span> %s</a>", v.link(cmp.Or(l.Life, m.at)), compare.Signs[m.kind], by)
			}
			if len(l.Marks) == 0 && l.Life != "" {
				w.Put("<a href=\"%s\">%s</a>", v.link(l.Life), life)
			}
			w.Put("\n")
			if l.Unit != "" {
				w.Put("<a href=\"%s\">%s</a>\n", v.link(l.Unit), unit)
			}
			if x := l.Scope; x != nil {
				w.Put("<p>%s <a href=\"%s\" lang=\"%s\">%s</a> … <a href=\"%s\" lang=\"%s\">%s</a></p>\n",
					v.M("Scope, by interpretation: the %[1]s items before it in the point,", x.Count), markup.Link("#"+x.FirstEID), lang, x.First, markup.Link("#"+x.LastEID), lang, x.Last)
			}
			if l.Pause != nil {
				w.Put("<p><strong>%s</strong></p>\n", v.say.Suspension(*l.Pause))
			}
			w.Put("</div>\n")
		}
		if l.Disputed {
			for _, d := range v.disputes(e.act, e.Candidate, l.p.EID) {
				w.Put("<div lang=\"%s\">%s</div>", v.Lang, markup.HTML(d.HTML))
			}
			w.Put("\n")
		}
		w.Put("</div>\n")
	}
	if len(t.lines) > 0 {
		w.Put("</div>")
	}
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
