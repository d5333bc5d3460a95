package server

import (
	"net/http"
	"net/url"
	"path"
	"strings"

	"tizbe/corpus"
	"tizbe/site"
	"tizbe/site/answer"
	"tizbe/site/words"
)

// mediaTypes are those of the site's files.
var mediaTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".json": "application/json",
	".csv": "text/csv; charset=utf-8", ".xml": "application/xml", ".ics": "text/calendar; charset=utf-8", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8",
	".wasm": "application/wasm", ".bin": "application/octet-stream", ".webmanifest": "application/manifest+json", ".png": "image/png",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

// page answers with a page of the site.
func (s *Server) page(w http.ResponseWriter, r *http.Request, n *snapshot) {
	at := strings.TrimPrefix(r.URL.Path, "/")
	l, rest := site.Split(at)
	switch {
	case rest == site.SearchPath && r.URL.RawQuery != "":
		s.found(w, r, n, l)
		return
	case rest == site.CheckPath && r.URL.RawQuery != "":
		s.asked(w, r, n, l)
		return
	}
	if len(at) > 1000 || strings.ContainsRune(at, 0) {
		s.nothing(w, r, n, l)
		return
	}
	if strings.HasSuffix(at, "/diff/") && s.compared(w, r, n, at) {
		return
	}
	if b, ok := n.pages.Load(at); ok {
		b.(*body).send(w, r, http.StatusOK)
		return
	}
	p, ok := n.site.Page(at)
	if !ok {
		if folder := strings.TrimSuffix(at, "index.html"); folder != at {
			at = strings.TrimSuffix(folder, "/")
			if at == "" {
				http.Redirect(w, r, "/", http.StatusPermanentRedirect)
				return
			}
		}
		if _, ok := n.site.Page(at + "/"); ok && !strings.HasSuffix(at, "/") {
			to := url.URL{Path: "/" + at + "/", RawQuery: r.URL.RawQuery}
			http.Redirect(w, r, to.String(), http.StatusPermanentRedirect)
			return
		}
		switch rest {
		case site.SearchPath:
			s.found(w, r, n, l)
		case site.CheckPath:
			s.asked(w, r, n, l)
		default:
			s.nothing(w, r, n, l)
		}
		return
	}
	content, err := p.Render()
	if err != nil {
		s.o.Log.Error("page", "path", at, "error", err.Error())
		refuse(w, r, &problem{kind: fault})
		return
	}
	b := newBody(content, mediaTypes[path.Ext(p.File())], keepOf(at))
	if _, listed := n.site.Listed(at); listed { // others are made on demand, and there may be very many
		n.pages.Store(at, b)
	}
	b.send(w, r, http.StatusOK)
}

// keepOf says how long a page may be kept.
func keepOf(at string) string {
	_, rest := site.Split(at)
	switch {
	case strings.HasPrefix(rest, "assets/"):
		return keepForever
	case strings.Contains(rest, "@"), strings.Contains(rest, "/diff/") && !strings.HasSuffix(rest, "/diff/"):
		return keepDay
	}
	return askAgain
}

// compared sends whoever chose two editions in a form to their comparison.
func (s *Server) compared(w http.ResponseWriter, r *http.Request, n *snapshot, at string) bool {
	q := r.URL.Query()
	from, to := q.Get("from"), q.Get("to")
	if from == "" || to == "" {
		return false
	}
	target := at + from + "/" + to + "/"
	if _, ok := n.site.Page(target); !ok {
		return false
	}
	u := url.URL{Path: "/" + target}
	http.Redirect(w, r, u.String(), http.StatusSeeOther)
	return true
}

// nothing says that there is no such page.
func (s *Server) nothing(w http.ResponseWriter, r *http.Request, n *snapshot, l corpus.Lang) {
	b, err := n.site.NotFound(r.URL.Path, l)
	if err != nil {
		refuse(w, r, &problem{kind: noPage})
		return
	}
	newBody(b, mediaTypes[".html"], askAgain).send(w, r, http.StatusNotFound)
}

// The forms of the pages are the API's operations, and a field left empty is
// as if absent.
var (
	searchForm = operationAt("search")
	checkForm  = operationAt("check")
)

func operationAt(path string) *operation {
	for i := range operations {
		if operations[i].Path == path {
			op := operations[i]
			return &op
		}
	}
	panic("no operation " + path) // a name written in this file
}

// form reads the fields of a page's form.
func (s *Server) form(r *http.Request, n *snapshot, l corpus.Lang, op *operation) (*call, error) {
	c := &call{s: s, n: n, speak: answer.Speaker{Printer: words.NewPrinter(l)}}
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err == nil {
		for name, vs := range values {
			if len(vs) > 0 && strings.TrimSpace(vs[0]) == "" {
				values.Del(name)
			}
		}
		values, err = op.query(values.Encode())
	} else {
		_, err = op.query(r.URL.RawQuery) // says what is wrong with it
	}
	c.values = values
	return c, err
}

// found answers a search with a page.
func (s *Server) found(w http.ResponseWriter, r *http.Request, n *snapshot, l corpus.Lang) {
	f := site.Found{Again: r.URL.Query().Encode()}
	f.On, f.Seen = typedDay(r, "on", s.today()), typedDay(r, "seen", s.today())
	status := http.StatusOK
	if r.URL.RawQuery != "" {
		c, err := s.form(r, n, l, searchForm)
		f.Query = typed(r, "q")
		if err == nil {
			err = s.at(r, n, func(d *desk) error {
				c.desk = d
				q, res, err := c.search()
				f.On, f.Seen, f.Result = q.On, q.Seen, &res
				return err
			})
		}
		if err != nil {
			f.Result = nil
			f.Problem, status = s.said(r, c.speak, err)
		}
	}
	b, err := n.site.Found(l, f)
	s.live(w, r, b, err, status)
}

// asked answers a question about a position with a page.
func (s *Server) asked(w http.ResponseWriter, r *http.Request, n *snapshot, l corpus.Lang) {
	q := site.Asked{Again: r.URL.Query().Encode()}
	q.On, q.Seen = typedDay(r, "on", s.today()), typedDay(r, "seen", s.today())
	status := http.StatusOK
	var b []byte
	var err error
	if r.URL.RawQuery != "" {
		c, problem := s.form(r, n, l, checkForm)
		q.Position, q.Unit, q.Duty = typed(r, "position"), typed(r, "unit"), typed(r, "duty")
		if problem == nil {
			problem = s.at(r, n, func(d *desk) error {
				c.desk = d
				ans, _, e := c.check()
				if e != nil {
					return e
				}
				q.Question, q.Answer = ans.Question, ans
				b, err = n.site.Asked(l, q) // at the desk, whose texts the answer shows
				return nil
			})
		}
		if problem != nil {
			q.Problem, status = s.said(r, c.speak, problem)
		}
	}
	if b == nil && err == nil {
		b, err = n.site.Asked(l, q)
	}
	s.live(w, r, b, err, status)
}

// typed returns a field as it is shown again.
func typed(r *http.Request, name string) string {
	return clip(strings.ToValidUTF8(r.URL.Query().Get(name), "�"), maxWords)
}

// typedDay is typed for a day; what is none is the value for an absent one.
func typedDay(r *http.Request, name string, absent corpus.Date) corpus.Date {
	if d, err := corpus.ParseDate(r.URL.Query().Get(name)); err == nil {
		return d
	}
	return absent
}

// said puts a problem into words for a page.
func (s *Server) said(r *http.Request, sp answer.Speaker, err error) (string, int) {
	p := problemOf(sp, err)
	if p.Status >= 500 {
		s.o.Log.Error("no answer", "path", r.URL.Path, "error", err.Error())
	}
	var what string
	switch {
	case p.Code == badParameter.Code:
		what = sp.T("a field of the question cannot be read")
	case p.Status >= 500:
		what = sp.T("this cannot be answered now; ask again in a moment")
	case p.Code == unknownAct.Code:
		what = sp.T("the act %[1]s is not held", clip(typed(r, "act"), 100))
	case p.detail != "":
		what = p.detail
	default:
		what = sp.T("this cannot be answered")
	}
	if p.parameter != "" {
		what += " (" + p.parameter + ")"
	}
	return what, p.Status
}

func (s *Server) live(w http.ResponseWriter, r *http.Request, b []byte, err error, status int) {
	if err != nil {
		s.o.Log.Error("page", "path", r.URL.Path, "error", err.Error())
		refuse(w, r, &problem{kind: fault})
		return
	}
	if r.URL.RawQuery != "" {
		w.Header().Set("X-Robots-Tag", "noindex") // there is no end of questions
	}
	newBody(b, mediaTypes[".html"], askAgain).send(w, r, status)
}
