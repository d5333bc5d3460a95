package site

import (
	"bytes"
	"fmt"
	"html/template"
	"sync"

	"tizbe/corpus"
	"tizbe/site/markup"
)

// A frame keeps the parts of pages that read the same on many of them: the
// menu, the foot, the links to the files that every page uses.
type frame struct {
	template *template.Template
	once     sync.Once
	places   map[corpus.Lang][]string // that parts link to, by the language of the page
	parts    sync.Map                 // partKey → template.HTML
}

// A partKey is everything that a part depends on. Links from two pages of one
// language read the same where both stand equally deep and have as much of
// their address in common with each place linked to.
type partKey struct {
	name, section string
	lang          corpus.Lang
	depth         int
	shared        [frameLinks]int
}

// frameLinks is how many places parts may link to.
const frameLinks = 16

// framed returns the key of the page's parts, their name left out.
func (v *view) framed() partKey {
	f := v.s.frame
	f.once.Do(func() {
		f.places = make(map[corpus.Lang][]string)
		for _, l := range langs {
			f.places[l] = v.s.framePlaces(l)
		}
	})
	k := partKey{section: v.Section, lang: v.Lang, depth: depth(v.path)}
	for i, to := range f.places[v.Lang] {
		k.shared[i] = shared(v.path, to)
	}
	return k
}

// framePlaces lists every place that a part may link to, at most [frameLinks].
func (s *Site) framePlaces(l corpus.Lang) []string {
	v := s.view("", l)
	out := []string{s.assets["style.css"], s.assets["icon.svg"], s.assets["page.js"], workerName, prefix(l) + feedName, prefix(l) + calendarName}
	pages := []string{"", SearchPath, "changes/", "method/", "data/"}
	if m := v.Main(); m != nil {
		pages = append(pages, m.Act, m.Positions, m.Units)
	}
	for _, p := range pages {
		out = append(out, prefix(l)+p)
	}
	return out
}

// Part renders a part of the frame: a template of _frame.html, which uses
// nothing of the view but its language, its section, and links to the places
// of [Site.framePlaces].
func (v *view) Part(name string) (template.HTML, error) {
	if v.parts == nil {
		k := v.framed()
		v.parts = &k
	}
	k := *v.parts
	k.name = name
	if known, ok := v.s.frame.parts.Load(k); ok {
		return known.(template.HTML), nil
	}
	out, err := v.makePart(name)
	if err == nil && !v.Lost { // whoever asks for what there is not chooses its depth
		v.s.frame.parts.Store(k, out)
	}
	return out, err
}

func (v *view) makePart(name string) (template.HTML, error) {
	var b bytes.Buffer
	if err := v.s.frame.template.ExecuteTemplate(&b, name, v); err != nil {
		return "", fmt.Errorf("frame of the page %s: %w", v.path, err)
	}
	return template.HTML(b.String()), nil // the template escapes
}

// Addresses draws the links of the page to itself and to the same page in other
// languages; none for a page that does not exist.
func (v *view) Addresses() template.HTML {
	if v.Lost {
		return ""
	}
	return draw(func(w *markup.Writer) {
		w.Put("<link rel=\"canonical\" href=\"%s\">\n", markup.Link(v.Canonical()))
		all := v.Alternates()
		for _, x := range all {
			w.Put("<link rel=\"alternate\" hreflang=\"%s\" href=\"%s\">\n", x.Lang, markup.Link(x.Address))
		}
		w.Put("<link rel=\"alternate\" hreflang=\"x-default\" href=\"%s\">\n", markup.Link(all[0].Address))
	})
}

// Languages draws the choice of a language.
func (v *view) Languages() template.HTML {
	return draw(func(w *markup.Writer) {
		w.Put("<nav class=\"langs\" aria-label=\"%s\">\n", v.M("Language"))
		for _, x := range v.Alternates() {
			if x.Here {
				w.Put("<span lang=\"%s\" aria-current=\"true\">%s</span>\n", x.Lang, x.Name)
			} else {
				w.Put("<a lang=\"%s\" hreflang=\"%s\" href=\"%s\">%s</a>\n", x.Lang, x.Lang, markup.Link(x.Href), x.Name)
			}
		}
		w.Put("</nav>")
	})
}

// Trail draws the way from the home page down to this one.
func (v *view) Trail() template.HTML {
	if len(v.Crumbs) == 0 {
		return ""
	}
	return draw(func(w *markup.Writer) {
		w.Put("<nav class=\"crumbs\" aria-label=\"%s\">", v.M("Where this page is"))
		for _, x := range v.Crumbs {
			w.Put("<a href=\"%s\">%s</a> <span aria-hidden=\"true\">›</span> ", v.link(x.Path), x.Text)
		}
		w.Put("</nav>")
	})
}

// draw returns what f writes, for a template.
func draw(f func(w *markup.Writer)) template.HTML {
	return template.HTML(markup.Draw(f)) // package markup escapes
}

// link is the link to a page in the language of this one.
func (v *view) link(path string) markup.Link { return markup.Link(v.To(path)) }
