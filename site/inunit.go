package site

import (
	"html/template"

	"tizbe/site/markup"
	"tizbe/site/verdict"
)

// InUnit draws a position in a unit: its answers, where they are not those
// above, and its line in every edition.
func (v *view) InUnit(u unitAnswer) template.HTML {
	return draw(func(w *markup.Writer) { v.inUnit(w, v.Page.(*positionPage), u) })
}

func (v *view) inUnit(w *markup.Writer, p *positionPage, u unitAnswer) {
	w.Put("<section class=\"unit\" id=\"%s\">\n<h2 lang=\"%s\"><a href=\"%s\">%s</a></h2>\n", u.ID, p.Lang, v.link(u.Path), u.Name)
	if u.Headings != "" {
		w.Put("<p class=\"path\" lang=\"%s\">%s</p>\n", p.Lang, u.Headings)
	}
	if u.Asked != "" {
		w.Put("<p class=\"asked\">%s</p>", markup.HTML(verdict.Said(v.Lang, u.Asked)))
	}
	if !p.Lone {
		for i, s := range u.Spans {
			w.Put("<div id=\"%s--d%s\">%s</div>", u.ID, i, markup.HTML(s.HTML))
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
		w.Put("<div class=\"cite\"><h3>%s</h3>%s</div>\n", v.M("Citation"), markup.HTML(v.CitedHTML(u.Cite.Kazakh, u.Cite.Russian)))
	}
	w.Put("</section>")
}
