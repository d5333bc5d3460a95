package site

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"

	"tizbe/corpus"
	"tizbe/index/retrieval"
	"tizbe/versioning/eligibility"
)

// ContentSecurityPolicy is what every page allows: its own files and nothing
// else. Compiled code of the site's own may run, scripts in pages may not.
const ContentSecurityPolicy = "default-src 'none'; style-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'"

// A Found is a search to be shown as a page.
type Found struct {
	Query    string
	On, Seen corpus.Date
	Result   *retrieval.Result // nil: nothing was asked yet
	Problem  string            // why it cannot be answered, in the page's language
}

// An Asked is a question about a position to be shown as a page.
type Asked struct {
	eligibility.Question
	Answer  *eligibility.Answer // nil: nothing was asked yet
	Act     corpus.ActID        // that was asked about
	Problem string              // why it cannot be answered, in the page's language
}

// The addresses of the pages that answer what a person types.
const (
	SearchPath = "search/"
	CheckPath  = "check/"
)

type foundPage struct {
	Found
	Day, Law string // ISO, of the form
	Hits     []foundHit
	Total    int
	More     bool
	Others   []string // revisions that may govern as well
}

type foundHit struct {
	Text     template.HTML // escaped, with <mark>
	Path     []string
	Where    string // kind and point
	Link     string
	Position string
	Act      string
	Rule     string
	Lang     corpus.Lang
}

// Found renders the hits of a search. It may be called by several goroutines.
func (s *Site) Found(l corpus.Lang, f Found) ([]byte, error) {
	return s.live(l, SearchPath, "found", func(v *view) any {
		p := &foundPage{Found: f, Day: f.On.String(), Law: f.Seen.String()}
		v.Title = v.M("Search")
		v.Description = v.M("Provisions by their words, in any form, letters or language.")
		v.Section = "search"
		if f.Result == nil {
			return p
		}
		p.Total, p.More = f.Result.Total, f.Result.Least
		for _, g := range f.Result.Search {
			for _, c := range g.Others {
				p.Others = append(p.Others, v.edition(c))
			}
		}
		for _, h := range f.Result.Hits {
			p.Hits = append(p.Hits, v.foundHit(f.Result, h))
		}
		return p
	})
}

func (v *view) foundHit(r *retrieval.Result, h retrieval.Hit) foundHit {
	out := foundHit{Text: template.HTML(h.Fragment), Path: h.Path, Act: v.short(h.Act), Where: v.kind(h.Kind)} // retrieval escapes all but its marks
	if h.Point != "" {
		out.Where = v.M("%[1]s, point %[2]s", out.Where, h.Point)
	}
	if out.Rule = v.reached(h.Rule); out.Rule != "" && h.Via != "" {
		out.Rule += ": " + h.Via
	}
	revision := ""
	if n := len(h.Revisions); n > 0 {
		revision = h.Revisions[n-1]
	}
	for _, g := range r.Search {
		if g.Act == h.Act && g.Revision.ID != "" {
			revision = g.Revision.ID
		}
	}
	for _, a := range v.s.acts {
		if a.ID != h.Act {
			continue
		}
		out.Lang = a.lang
		if e := a.edition(revision); e != nil && e.state != nil {
			out.Link = e.path + "#" + h.EID
		}
		if ps := a.titles[h.EID+"\n"+h.Text]; len(ps) == 1 {
			out.Position = ps[0].path
		}
	}
	return out
}

// kind names what a hit is.
func (v *view) kind(k retrieval.Kind) string {
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
func (v *view) reached(r retrieval.Rule) string {
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

type askedPage struct {
	Asked
	Day, Law string // ISO, of the form
	Drawn    template.HTML
	Act      *actHead
	Cite     *citation
}

// Asked renders the answer to a question about a position. It may be called by
// several goroutines, each with an answer of its own.
func (s *Site) Asked(l corpus.Lang, q Asked) ([]byte, error) {
	return s.live(l, CheckPath, "asked", func(v *view) any {
		p := &askedPage{Asked: q, Day: q.On.String(), Law: q.Seen.String()}
		v.Title = v.M("Was this position on the list on that day?")
		v.Description = v.M("And under which wording, under which condition, with what certainty.")
		v.Section = "check"
		if q.Answer == nil {
			return p
		}
		v.Title = q.Position
		a := s.act(q.Answer.Act.ID)
		if a == nil {
			a = &act{Act: q.Answer.Act, lang: corpus.Kazakh}
		}
		p.Act = v.head(a)
		d := v.drawer(a)
		p.Drawn = template.HTML(d.HTML(d.Answer(q.Answer, v.Date(q.On)))) // package verdict escapes
		if n := len(q.Answer.Revisions); n > 0 {
			if e := a.edition(q.Answer.Revisions[n-1].Candidate.ID); e != nil {
				c := a.cite(e, nil)
				p.Cite = &c
			}
		}
		return p
	})
}

func (s *Site) act(id corpus.ActID) *act {
	for _, a := range s.acts {
		if a.ID == id {
			return a
		}
	}
	return nil
}

// NotFound renders the page that says that there is none at the address, from
// where its links must lead home.
func (s *Site) NotFound(at string, l corpus.Lang) ([]byte, error) {
	_, rest := Split(strings.TrimPrefix(at, "/"))
	return s.live(l, strings.Repeat("x/", strings.Count(rest, "/")), "notfound", func(v *view) any {
		v.Title = v.M("There is no such page")
		return nil
	})
}

// live renders a page that is no file of the site. Its links are relative to
// the path.
func (s *Site) live(l corpus.Lang, path, name string, make func(*view) any) ([]byte, error) {
	if s.say[l] == nil {
		l = langs[0]
	}
	v := s.view(path, l)
	v.Page = make(v)
	var b bytes.Buffer
	if err := s.templates[name].ExecuteTemplate(&b, "_layout.html", v); err != nil {
		return nil, fmt.Errorf("page %s: %w", v.path, err)
	}
	return tidy(b.Bytes()), nil
}

// Split divides a path into the language of its pages and the path without
// it.
func Split(path string) (corpus.Lang, string) {
	for _, l := range langs[1:] {
		if rest, ok := strings.CutPrefix(path, prefix(l)); ok {
			return l, rest
		}
	}
	return langs[0], path
}
