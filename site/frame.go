package site

import (
	"fmt"
	"html/template"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"tizbe/corpus"
	"tizbe/site/markup"
)

// frames keep what stands around the main part of pages, which reads the same on
// many of them: the template _layout.html, cut at the places of what is a page's
// own.
type frames struct {
	template *template.Template
	once     sync.Once
	places   map[corpus.Lang][]string // that the layout links to, by the language of the page
	known    sync.Map                 // frameKey → frame
}

// A frameKey is everything that the layout depends on. Links from two pages of
// one language read the same where both stand equally deep and have as much of
// their address in common with each place linked to.
type frameKey struct {
	section string
	lang    corpus.Lang
	depth   int
	shared  [frameLinks]int
}

// frameLinks is how many places the layout may link to.
const frameLinks = 16

// framed returns the key of the page's frame.
func (v *view) framed() frameKey {
	f := v.s.frames
	f.once.Do(func() {
		f.places = make(map[corpus.Lang][]string)
		for _, l := range langs {
			f.places[l] = v.s.framePlaces(l)
		}
	})
	k := frameKey{section: v.Section, lang: v.Lang, depth: depth(v.path)}
	for i, to := range f.places[v.Lang] {
		k.shared[i] = shared(v.path, to)
	}
	return k
}

// framePlaces lists every place that the layout may link to, at most [frameLinks].
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

// A layout is what the layout sees in place of what is a page's own.
type layout struct {
	*view
	Title, Description                                string
	Addresses, Extra, Languages, Trail, Body, Printed template.HTML
}

// A frame is the layout of a page in pieces, and before each piece but the first
// what is the page's own.
type frame struct {
	pieces []string
	own    []slot
}

// A slot is the place of something that is a page's own.
type slot rune

// Slots are marked by letters that no language has.
const (
	slotTitle slot = '\uE000' + iota
	slotDescription
	slotAddresses
	slotExtra
	slotLanguages
	slotTrail
	slotBody
	slotPrinted
	slotEnd
)

// frame returns the frame of the page. The layout uses nothing of the view but
// its language, its section, and links to the places of [Site.framePlaces].
func (v *view) frame() (frame, error) {
	k := v.framed()
	if known, ok := v.s.frames.known.Load(k); ok {
		return known.(frame), nil
	}
	f, err := v.makeFrame()
	if err == nil && !v.Lost { // whoever asks for what there is not chooses its depth
		v.s.frames.known.Store(k, f)
	}
	return f, err
}

func (v *view) makeFrame() (frame, error) {
	mark := func(s slot) template.HTML { return template.HTML(string(s)) }
	var b strings.Builder
	if err := v.s.frames.template.ExecuteTemplate(&b, "_layout.html", layout{v, string(slotTitle), string(slotDescription), mark(slotAddresses), mark(slotExtra),
		mark(slotLanguages), mark(slotTrail), mark(slotBody), mark(slotPrinted)}); err != nil {
		return frame{}, err
	}
	var f frame
	rest := b.String()
	for {
		i := strings.IndexFunc(rest, func(r rune) bool { return r >= rune(slotTitle) && r < rune(slotEnd) })
		if i < 0 {
			break
		}
		r, size := utf8.DecodeRuneInString(rest[i:])
		if slices.Contains(f.own, slot(r)) {
			return f, fmt.Errorf("the layout has a place twice: %q", r)
		}
		f.pieces, f.own = append(f.pieces, rest[:i]), append(f.own, slot(r))
		rest = rest[i+size:]
	}
	f.pieces = append(f.pieces, rest)
	if len(f.own) != int(slotEnd-slotTitle) {
		return f, fmt.Errorf("the layout has %d of %d places", len(f.own), slotEnd-slotTitle)
	}
	return f, nil
}

// write puts the page of the template together.
func (f frame) write(b *markup.Writer, t *template.Template, v *view) error {
	for i, s := range f.own {
		b.WriteString(f.pieces[i])
		switch s {
		case slotTitle:
			b.WriteString(markup.Escape(v.Title))
		case slotDescription:
			b.WriteString(markup.Escape(v.Description))
		case slotAddresses:
			b.WriteString(v.addresses())
		case slotExtra:
			if v.LinkedData == nil && !v.Engined() {
				continue
			}
			if err := v.s.frames.template.ExecuteTemplate(b, "_extra.html", v); err != nil {
				return err
			}
		case slotLanguages:
			b.WriteString(v.languages())
		case slotTrail:
			b.WriteString(v.trail())
		case slotBody:
			if p, ok := v.Page.(drawn); ok {
				p.draw(b, v)
				continue
			}
			if err := t.ExecuteTemplate(b, "main", v); err != nil {
				return err
			}
		case slotPrinted:
			b.WriteString(v.printed())
		}
	}
	b.WriteString(f.pieces[len(f.pieces)-1])
	return nil
}

// addresses draws the links of the page to itself and to the same page in other
// languages; none for a page that does not exist.
func (v *view) addresses() string {
	if v.Lost {
		return ""
	}
	return markup.Draw(func(w *markup.Writer) {
		w.Put("<link rel=\"canonical\" href=\"%s\">\n", markup.Link(v.Canonical()))
		all := v.Alternates()
		for _, x := range all {
			w.Put("<link rel=\"alternate\" hreflang=\"%s\" href=\"%s\">\n", x.Lang, markup.Link(x.Address))
		}
		w.Put("<link rel=\"alternate\" hreflang=\"x-default\" href=\"%s\">\n", markup.Link(all[0].Address))
	})
}

// languages draws the choice of a language.
func (v *view) languages() string {
	return markup.Draw(func(w *markup.Writer) {
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

// trail draws the way from the home page down to this one.
func (v *view) trail() string {
	if len(v.Crumbs) == 0 {
		return ""
	}
	return markup.Draw(func(w *markup.Writer) {
		w.Put("<nav class=\"crumbs\" aria-label=\"%s\">", v.M("Where this page is"))
		for _, x := range v.Crumbs {
			w.Put("<a href=\"%s\">%s</a> <span aria-hidden=\"true\">›</span> ", v.link(x.Path), x.Text)
		}
		w.Put("</nav>")
	})
}

// printed draws the address of the page for paper; "" where the site's own is not
// known.
func (v *view) printed() string {
	if v.s.url == "" {
		return ""
	}
	return markup.Draw(func(w *markup.Writer) { w.Put("<p class=\"print\">%s</p>", v.Canonical()) })
}

// draw returns what f writes, for a template.
func draw(f func(w *markup.Writer)) template.HTML {
	return template.HTML(markup.Draw(f)) // package markup escapes
}

// link is the link to a page in the language of this one.
func (v *view) link(path string) markup.Link { return markup.Link(v.To(path)) }
