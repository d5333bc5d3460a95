package site

import (
	"bytes"
	"fmt"
	"html/template"
	"sync"

	"tizbe/corpus"
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
