package verdict

import (
	"strings"

	"tizbe/corpus"
	"tizbe/index/retrieval"
	"tizbe/site/markup"
)

// kind names what a hit is.
func (v *Drawer) kind(k retrieval.Kind) string {
	switch k {
	case retrieval.Title:
		return v.M("title")
	case retrieval.Preamble:
		return v.M("preamble")
	case retrieval.Heading:
		return v.M("heading")
	case retrieval.Point:
		return v.M("provision")
	case retrieval.Item:
		return v.M("item")
	case retrieval.Note:
		return v.M("note")
	}
	return v.M("paragraph")
}

// reached says how a hit was reached where not by the words as they stand.
func (v *Drawer) reached(r retrieval.Rule) string {
	switch r {
	case retrieval.Folded:
		return v.M("in other letters")
	case retrieval.Context:
		return v.M("some words stand in the headings above")
	case retrieval.Glossary:
		return v.M("through the unofficial glossary")
	case retrieval.Typo:
		return v.M("with a letter corrected")
	}
	return ""
}

// Found says how much was found, and in which text.
func (v *Drawer) Found(q retrieval.Query, r retrieval.Result) string {
	out := v.M("Found: %[1]s.", r.Total)
	if r.Least {
		out = v.M("Found: %[1]s at least.", r.Total)
	}
	out += " " + v.M("In the text that governed on %[1]s, as the law stood on %[2]s.", q.On, q.Seen)
	var others []string
	for _, g := range r.Search {
		for _, c := range g.Others {
			others = append(others, v.Edition(c))
		}
	}
	if len(others) > 0 {
		out += " " + v.M("These may govern as well:") + " " + strings.Join(others, "; ")
	}
	return out
}

// Hits draws the hits of a search; of gives the drawer of each act.
func Hits(r retrieval.Result, of func(corpus.ActID) *Drawer) string {
	return markup.Draw(func(w *markup.Writer) {
		w.Put("<ol class=\"hits\">")
		for _, h := range r.Hits {
			(&page{w, of(h.Act)}).hit(r, h)
		}
		w.Put("</ol>\n")
	})
}

func (p *page) hit(r retrieval.Result, h retrieval.Hit) {
	p.Put("<li data-eid=\"%s\">\n", h.EID)
	if len(h.Path) > 0 {
		p.Put("<p class=\"path\" lang=\"%s\">%s</p>\n", p.Text, strings.Join(h.Path, " › "))
	}
	p.Put(`<p class="hit" lang="%s">`, p.Text)
	fragment := markup.HTML(h.Fragment) // package retrieval escapes all but its marks
	if link := p.permalink(r, h); link != "" {
		p.Put(`<a href="%s">%s</a>`, p.To(link), fragment)
	} else {
		p.Put("%s", fragment)
	}
	where := p.kind(h.Kind)
	if h.Point != "" {
		where = p.M("%[1]s, point %[2]s", where, h.Point)
	}
	p.Put("</p>\n<p class=\"small\">%s · %s", where, p.Short(h.Act))
	if rule := p.reached(h.Rule); rule != "" {
		p.Put(" · %s", rule)
		if h.Via != "" {
			p.Put(": %s", h.Via)
		}
	}
	if path := p.Act.Position(h.EID, h.Text); path != "" {
		p.Put(` · <a href="%s">%s</a>`, p.To(path), p.M("page of the position"))
	}
	p.Put("</p>\n")
	if len(h.Sources) > 0 {
		p.Put("<p class=\"small\">%s</p>\n", p.Say.T("the sources disagree: only %[1]s has this wording", strings.Join(h.Sources, ", ")))
	}
	if len(h.Revisions) > 0 {
		p.Put("<p class=\"small\">%s ", p.M("Editions with this wording:"))
		for i, id := range h.Revisions {
			if i > 0 {
				p.Put(", ")
			}
			path, state := p.Act.Edition(id)
			if state != nil && state.Find(h.EID) != nil {
				p.link(id, path+"#"+h.EID)
			} else {
				p.Put("%s", id)
			}
		}
		p.Put("</p>\n")
	}
	p.Put("</li>\n")
}

// permalink is the provision in the edition searched, or in the last one that
// has the wording; "" where there is no page of it.
func (p *page) permalink(r retrieval.Result, h retrieval.Hit) string {
	revision := ""
	if n := len(h.Revisions); n > 0 {
		revision = h.Revisions[n-1]
	}
	for _, g := range r.Search {
		if g.Act == h.Act && g.Revision.ID != "" {
			revision = g.Revision.ID
		}
	}
	if path, state := p.Act.Edition(revision); state != nil && state.Find(h.EID) != nil {
		return path + "#" + h.EID
	}
	return ""
}
