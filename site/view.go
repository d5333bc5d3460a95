package site

import (
	"cmp"
	"fmt"
	"strings"

	"tizbe/corpus"
	"tizbe/site/verdict"
	"tizbe/site/words"
	"tizbe/versioning"
)

// A view is what every page's template sees: the page's own data in Page, and
// how to say and link things in the page's language.
type view struct {
	Lang corpus.Lang
	Page any

	Title       string // of the page, without the site's name
	Description string
	Section     string // the entry of the menu that is open
	Crumbs      []link // from the home page down, the page itself left out
	LinkedData  any    // schema.org, or nil

	// Lost says that there is no page at the address.
	Lost bool

	s     *Site
	say   *words.Printer
	again string // query that asks the same in another language
	path  string // of this page in its language
	rest  string // the same without the language

	alternates []alternate // made when they are first asked for
}

// A link is a text and the page it leads to, in the page's language.
type link struct {
	Text string
	Lang corpus.Lang // of the text, where it is not the page's
	Path string      // without the language
}

func (s *Site) view(path string, l corpus.Lang) *view {
	return &view{Lang: l, s: s, say: s.say[l], path: prefix(l) + path, rest: path}
}

// M says a message of the pages. A number stays on the line of its sign.
func (v *view) M(key string, args ...any) string {
	return strings.ReplaceAll(Message(v.Lang, key, args...), "№ ", "№\u00a0")
}

// To links to a page in the language of this one.
func (v *view) To(path string) string { return relative(v.path, prefix(v.Lang)+path) }

// File links to a file that has no language.
func (v *view) File(path string) string { return relative(v.path, path) }

// Asset links to a file of the folder assets.
func (v *view) Asset(name string) string { return relative(v.path, v.s.assets[name]) }

// Absolute is the whole address of a path, where the site's own is known.
func (v *view) Absolute(path string) string { return v.s.absolute(path, v.path) }

func (s *Site) absolute(path, from string) string {
	if s.url == "" {
		return relative(from, path)
	}
	return s.url + "/" + path
}

// Canonical is the page's own address.
func (v *view) Canonical() string { return v.Absolute(v.path) }

// An alternate is the page in another language.
type alternate struct {
	Lang    corpus.Lang
	Name    string
	Href    string // relative
	Address string
	Here    bool
}

// Alternates are the same page in every language; of one that does not exist,
// the first page.
func (v *view) Alternates() []alternate {
	if v.alternates != nil {
		return v.alternates
	}
	for _, l := range langs {
		p := prefix(l) + v.rest
		if v.Lost {
			p = prefix(l)
		}
		href := relative(v.path, p)
		if v.again != "" {
			href += "?" + v.again
		}
		v.alternates = append(v.alternates, alternate{l, langNames[l], href, v.Absolute(p), l == v.Lang && !v.Lost})
	}
	return v.alternates
}

var langNames = map[corpus.Lang]string{corpus.Kazakh: "Қазақша", corpus.Russian: "Русский", corpus.English: "English"}

// Feed is the address of the language's feed.
func (v *view) Feed() string { return v.File(prefix(v.Lang) + feedName) }

// Calendar is the address of the language's calendar.
func (v *view) Calendar() string { return v.File(prefix(v.Lang) + calendarName) }

// Policy is the content security policy of every page.
func (v *view) Policy() string { return ContentSecurityPolicy }

// Date says a day as running text has it.
func (v *view) Date(d corpus.Date) string { return v.say.Date(d) }

// Between says when a day lies.
func (v *view) Between(b corpus.Bounds) string { return v.say.Between(b) }

// Words says what was written by hand.
func (v *view) Words(w corpus.Words) string { return v.say.Words(w) }

// LangOf is the language of hand-written words for the lang attribute: the
// page's where they exist in it.
func (v *view) LangOf(w corpus.Words) corpus.Lang {
	for _, l := range [...]corpus.Lang{v.Lang, "", corpus.Kazakh, corpus.Russian, corpus.English} {
		if _, ok := w[l]; ok {
			if l == "" {
				return v.Lang
			}
			return l
		}
	}
	return v.Lang
}

// Verified is the last day verified.
func (v *view) Verified() string { return v.Date(v.s.Verified) }

// Acts are the acts of the site, for the menu.
func (v *view) Acts() []link {
	var out []link
	for _, a := range v.s.acts {
		out = append(out, link{Text: v.short(a.ID), Path: a.path})
	}
	return out
}

// Main is the act that the site is about: the first one held.
func (v *view) Main() *mainLinks {
	if len(v.s.acts) == 0 {
		return nil
	}
	a := v.s.acts[0]
	m := &mainLinks{Act: a.path, Label: "№ " + a.ID.Number()}
	if len(a.positions) > 0 {
		m.Positions, m.Units = a.path+"position/", a.path+"unit/"
	}
	return m
}

type mainLinks struct{ Act, Label, Positions, Units string }

// words is what names acts and editions on the page.
func (v *view) words() *verdict.Drawer { return &verdict.Drawer{Say: v.say, M: v.M} }

// short names an act as prose does: resolution № 789 of 2025-09-24. The number
// stays on the line of its sign.
func (v *view) short(id corpus.ActID) string { return v.words().Short(id) }

// edition names an edition: edition of 20.02.2026 (№ 91).
func (v *view) edition(c versioning.Candidate) string {
	return v.words().Edition(c)
}

// capital puts a capital letter in front.
func capital(s string) string {
	for i, r := range s {
		if i == 0 {
			return strings.ToUpper(string(r)) + s[len(string(r)):]
		}
	}
	return s
}

// clip shortens a text to n letters, between words.
func clip(s string, n int) string {
	rs := []rune(s)
	if len(rs) <= n {
		return s
	}
	cut := string(rs[:n])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:(") + "…"
}

// said is the message in the language, its arguments not put in.
func said(l corpus.Lang, key string) string {
	text := key
	switch m := messages[key]; l {
	case corpus.Kazakh:
		text = m[0]
	case corpus.Russian:
		text = m[1]
	}
	return cmp.Or(text, key) // a test finds what is missing
}

// Message says a message of the pages in a language; the key is the English
// text, with %[1]s … for the arguments. Days and phrases are said as the
// language does.
func Message(l corpus.Lang, key string, args ...any) string {
	text := said(l, key)
	if len(args) == 0 {
		return text
	}
	texts := make([]any, len(args))
	for i, a := range args {
		if d, ok := a.(corpus.Date); ok {
			a = sayDate(l, d)
		}
		texts[i] = fmt.Sprint(a)
	}
	return fmt.Sprintf(text, texts...)
}

func sayDate(l corpus.Lang, d corpus.Date) string {
	if d.IsZero() || l == corpus.English {
		return d.String()
	}
	return d.Time().Format("02.01.2006")
}

// A with hands a part of a page to a shared template together with the view.
type with struct {
	V *view
	X any
}

// With is called by templates.
func (v *view) With(x any) with { return with{v, x} }
