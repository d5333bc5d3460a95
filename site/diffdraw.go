package site

import (
	"html/template"

	"tizbe/site/markup"
	"tizbe/versioning"
)

// DiffRows draws what differs side by side: the rows of the table, with the
// beginnings of its bodies.
func (v *view) DiffRows() template.HTML {
	p := v.Page.(*diffPage)
	perma, none, life := v.M("Permanent link"), v.M("none"), v.M("its life")
	return draw(func(w *markup.Writer) {
		side := func(label, at string, runs []versioning.WordsRun, without versioning.WordsKind) {
			w.Put("<td lang=\"%s\" data-l=\"%s\">", p.Act.Text, label)
			if at == "" {
				w.Put("<span lang=\"%s\">%s</span></td>\n", v.Lang, none)
				return
			}
			drawRuns(w, runs, without)
			w.Put(" <a class=\"perma\" lang=\"%s\" aria-label=\"%s\" href=\"%s\">¶</a></td>\n", v.Lang, perma, v.link(at))
		}
		for i, c := range p.Changes {
			if i == 0 || c.Under != "" {
				if i > 0 {
					w.Put("</tbody>")
				}
				w.Put("<tbody>")
				if c.Under != "" {
					w.Put("<tr class=\"under\"><th colspan=\"5\" scope=\"rowgroup\" lang=\"%s\">%s</th></tr>", p.Act.Text, c.Under)
				}
			}
			w.Put("\n<tr")
			if c.EID != "" {
				w.Put(" id=\"%s\"", c.EID)
			}
			w.Put("><td>%s</td><th scope=\"row\">%s</th>\n", c.Number, c.Element)
			side(p.From.Text, c.WasAt, c.Runs, versioning.WordsAdded)
			side(p.To.Text, c.IsAt, c.Runs, versioning.WordsRemoved)
			w.Put("<td><span aria-hidden=\"true\">%s</span> %s", c.Sign, c.Kind)
			for _, by := range c.By {
				w.Put("; %s", by)
			}
			if c.Life != "" {
				w.Put(" · <a href=\"%s\">%s</a>", v.link(c.Life), life)
			}
			w.Put("</td></tr>\n")
		}
	})
}

// DiffLines draws what differs as one text.
func (v *view) DiffLines() template.HTML {
	p := v.Page.(*diffPage)
	return draw(func(w *markup.Writer) {
		for _, c := range p.Changes {
			w.Put("<li class=\"x-%s\"><span class=\"sign\" aria-hidden=\"true\">%s</span><p class=\"small\">%s · %s</p>", c.Class, c.Sign, c.Kind, c.Element)
			if c.Headings != "" {
				w.Put("<p class=\"path\" lang=\"%s\">%s</p>", p.Act.Text, c.Headings)
			}
			w.Put("<p lang=\"%s\">", p.Act.Text)
			drawRuns(w, c.Runs, "")
			w.Put("</p></li>\n")
		}
	})
}

// Runs draws a line with the words taken out and put in.
func (v *view) Runs(runs []versioning.WordsRun) template.HTML {
	return draw(func(w *markup.Writer) { drawRuns(w, runs, "") })
}

func drawRuns(w *markup.Writer, runs []versioning.WordsRun, without versioning.WordsKind) {
	for _, r := range runs {
		switch {
		case r.Kind == without:
		case r.Kind == versioning.WordsAdded:
			w.Put("<ins>%s</ins>", r.Text)
		case r.Kind == versioning.WordsRemoved:
			w.Put("<del>%s</del>", r.Text)
		default:
			w.Put("%s", r.Text)
		}
	}
}
