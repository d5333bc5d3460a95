package site

import (
	"html/template"
	"strings"

	"tizbe/corpus"
	"tizbe/index/retrieval"
	"tizbe/site/verdict"
	"tizbe/versioning"
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
	Again    string            // the query of the address, which asks the same in another language
}

// An Asked is a question about a position to be shown as a page.
type Asked struct {
	eligibility.Question
	Answer  *eligibility.Answer // nil: nothing was asked yet
	Act     corpus.ActID        // that was asked about
	Problem string              // why it cannot be answered, in the page's language
	Again   string              // the query of the address, which asks the same in another language
}

// The addresses of the pages that answer what a person types.
const (
	SearchPath = "search/"
	CheckPath  = "check/"
)

type foundPage struct {
	Found
	Day, Law string // ISO, of the form
	Status   string
	Drawn    template.HTML
	Engine   *engineFiles
}

// Found renders the hits of a search. It may be called by several goroutines.
func (s *Site) Found(l corpus.Lang, f Found) ([]byte, error) {
	return s.live(l, SearchPath, "found", func(v *view) any {
		p := &foundPage{Found: f, Day: f.On.String(), Law: f.Seen.String(), Engine: s.engine[v.Lang]}
		v.Title = v.M("Search")
		v.Description = v.M("Provisions by their words, in any form, letters or language.")
		v.Section, v.again = "search", f.Again
		if f.Result == nil {
			return p
		}
		p.Status = v.words().Found(retrieval.Query{On: f.On, Seen: f.Seen}, *f.Result)
		p.Drawn = template.HTML(verdict.Hits(*f.Result, func(id corpus.ActID) *verdict.Drawer { // package verdict escapes
			if a := s.act(id); a != nil {
				return v.drawer(a)
			}
			return v.drawer(&act{Act: &versioning.Act{ActRecord: versioning.ActRecord{ID: id}}, lang: corpus.Kazakh}) // it has no pages
		}))
		return p
	})
}

type askedPage struct {
	Asked
	Day, Law string // ISO, of the form
	Drawn    template.HTML
	Act      *actHead
	Cite     *citation
	Engine   *engineFiles
}

// Asked renders the answer to a question about a position. It may be called by
// several goroutines, each with an answer of its own.
func (s *Site) Asked(l corpus.Lang, q Asked) ([]byte, error) {
	return s.live(l, CheckPath, "asked", func(v *view) any {
		p := &askedPage{Asked: q, Day: q.On.String(), Law: q.Seen.String(), Engine: s.engine[v.Lang]}
		v.Title = v.M("Was this position on the list on that day?")
		v.Description = v.M("And under which wording, under which condition, with what certainty.")
		v.Section, v.again = "check", q.Again
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
		p.Drawn = template.HTML(d.HTML(d.Asked(q.Answer))) // package verdict escapes
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
		v.Title, v.Lost = v.M("There is no such page"), true
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
	return s.lay(name, v)
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

// Engined reports whether the page has a form that the engine answers.
func (v *view) Engined() bool {
	return v.s.engine != nil && (v.rest == SearchPath || v.rest == CheckPath)
}
