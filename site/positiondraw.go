package site

import (
	"tizbe/site/markup"
	"tizbe/site/verdict"
)

// A drawn page has its main part drawn by hand instead of by a template: three
// quarters of the pages of a site are of positions.
type drawn interface {
	draw(w *markup.Writer, v *view)
}

func (p *positionPage) draw(w *markup.Writer, v *view) {
	long := markup.HTML("")
	if p.Long {
		long = " class=\"long\""
	}
	w.Put("<div class=\"cols\"><div>\n<h1 lang=\"%s\"%s>%s</h1>\n<p class=\"asked\">%s</p>\n", p.Lang, long, p.Title, p.Asked)
	for i, s := range p.Spans {
		if i == 1 {
			p.ribbon(w, v)
			p.byUnit(w, v)
			w.Put("<h2>%s</h2>\n", v.M("On earlier days"))
		}
		w.Put("<div id=\"d%s\">", i)
		p.drawer.Write(w, s.answer)
		w.Put("</div>")
	}
	w.Put("\n")
	if len(p.Spans) < 2 {
		p.byUnit(w, v)
	}
	for _, u := range p.Units {
		p.inUnit(w, v, u)
	}
	w.Put("\n</div>\n")
	p.drawer.WriteCite(w, p.Cite.Kazakh, p.Cite.Russian)
	w.Put("\n</div>\n")
}

// ribbon draws the answers of all days, a word each.
func (p *positionPage) ribbon(w *markup.Writer, v *view) {
	w.Put("\n<h2>%s</h2>\n<ul class=\"ribbon\">", v.M("Day by day"))
	for i, s := range p.Spans {
		if i == 0 {
			w.Put("<li><span>%s</span> ", s.Days)
		} else {
			w.Put("<li><a href=\"#d%s\">%s</a> ", i, s.Days)
		}
		s.answer.Verdict.Write(w)
		w.Put("</li>")
	}
	w.Put("</ul>\n")
}

// byUnit lists the units, where they are several.
func (p *positionPage) byUnit(w *markup.Writer, v *view) {
	if len(p.Units) < 2 {
		return
	}
	w.Put("<h2>%s</h2>\n<ul class=\"index one\">", v.M("By unit"))
	for _, u := range p.Units {
		w.Put("<li><span lang=\"%s\">", p.Lang)
		if u.Headings != "" {
			w.Put("<span class=\"path\">%s</span>", u.Headings)
		}
		w.Put("<a href=\"%s\">%s</a></span> ", markup.Link("#"+u.ID), u.Name)
		if len(u.Spans) > 0 {
			u.Spans[0].answer.Verdict.Write(w)
		}
		w.Put("</li>")
	}
	w.Put("</ul>\n")
}

// inUnit draws the position in a unit: its answers, where they are not those
// above, and its line in every edition.
func (p *positionPage) inUnit(w *markup.Writer, v *view, u unitAnswer) {
	w.Put("<section class=\"unit\" id=\"%s\">\n<h2 lang=\"%s\"><a href=\"%s\">%s</a></h2>\n", u.ID, p.Lang, v.link(u.Path), u.Name)
	if u.Headings != "" {
		w.Put("<p class=\"path\" lang=\"%s\">%s</p>\n", p.Lang, u.Headings)
	}
	if u.Asked != "" {
		w.Put("<p class=\"asked\">%s</p>", markup.HTML(verdict.Said(v.Lang, u.Asked)))
	}
	if !p.Lone {
		for i, s := range u.Spans {
			w.Put("<div id=\"%s--d%s\">", u.ID, i)
			p.drawer.Write(w, s.answer)
			w.Put("</div>")
		}
	}
	w.Put("\n<h3>%s</h3>\n<div class=\"wide\"><table class=\"stack\"><thead><tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead>\n<tbody>",
		v.M("Edition by edition"), v.M("Edition"), v.M("Line of the list"), v.M("Where"))
	for _, e := range u.Editions {
		w.Put("<tr><th scope=\"row\"><a class=\"date\" href=\"%s\">%s</a></th>", v.link(e.Edition.Path), e.Edition.Text)
		if e.Permalink != "" {
			w.Put("<td lang=\"%s\">%s</td><td><a href=\"%s\">%s</a></td></tr>", p.Lang, e.Text, v.link(e.Permalink), e.Element)
		} else {
			w.Put("<td>%s</td><td>—</td></tr>", v.M("not in this unit"))
		}
	}
	w.Put("</tbody></table></div>\n")
	if u.Cite.Kazakh != "" {
		w.Put("<div class=\"cite\"><h3>%s</h3>", v.M("Citation"))
		p.drawer.WriteCited(w, u.Cite.Kazakh, u.Cite.Russian)
		w.Put("</div>\n")
	}
	w.Put("</section>")
}
