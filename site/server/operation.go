package server

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/language"

	"tizbe/corpus"
	"tizbe/site/answer"
	"tizbe/site/words"
)

// An operation is one question that the API answers.
type operation struct {
	Path    string // below the API
	Summary string
	Params  []param
	Result  any // a zero value of what Run returns
	Run     func(*call) (any, error)
}

// A param is a parameter of the query.
type param struct {
	Name     string
	Doc      string
	Kind     paramKind
	Required bool
	Values   []string // of a choice
}

type paramKind int

const (
	text   paramKind = iota // words
	day                     // YYYY-MM-DD
	moment                  // RFC 3339
	count                   // a number from 1
	flag                    // true or false
	choice
)

var (
	actParam      = param{Name: "act", Doc: "The act: its identifier or number; the first one held where it is absent."}
	onParam       = param{Name: "on", Kind: day, Doc: "The day of the legal relation."}
	seenParam     = param{Name: "seen", Kind: day, Doc: "As the law stood on that day; today where it is absent."}
	langParam     = param{Name: "lang", Kind: choice, Values: []string{"kk", "ru", "en"}, Doc: "Language of the words around the law; by Accept-Language where it is absent, else English."}
	revisionParam = param{Name: "revision", Doc: "The revision by its ID, whatever governs."}
)

// A call is a request to the API that was read.
type call struct {
	s      *Server
	n      *snapshot
	desk   *desk
	speak  answer.Speaker
	values url.Values
}

func (c *call) get(name string) string { return c.values.Get(name) }

// day returns a parameter as a day, or the value for an absent one.
func (c *call) day(name string, absent corpus.Date) (corpus.Date, error) {
	if c.get(name) == "" {
		return absent, nil
	}
	d, err := corpus.ParseDate(c.get(name))
	if err != nil {
		return d, bad(name, "%q is no day; a day is written YYYY-MM-DD", clip(c.get(name), 40))
	}
	return d, nil
}

func (c *call) days() (on, seen corpus.Date, err error) {
	if on, err = c.day("on", c.s.today()); err == nil {
		seen, err = c.day("seen", c.s.today())
	}
	return on, seen, err
}

// known returns until when records count: the moment given, else the one at
// which they were read.
func (c *call) known() (time.Time, error) {
	if c.get("known") == "" {
		return c.n.read, nil
	}
	t, err := time.Parse(time.RFC3339Nano, c.get("known"))
	if err != nil {
		return t, bad("known", "%q is no moment; a moment is written 2026-03-01T09:30:00Z", clip(c.get("known"), 40))
	}
	return t.UTC(), nil
}

func (s *Server) today() corpus.Date { return corpus.DateOf(s.o.Now()) }

// query reads the parameters against what the operation takes. Every fault
// is told with the parameter's name: a misspelt one must not be passed over.
func (op *operation) query(raw string) (url.Values, error) {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return nil, bad("", "the query cannot be read: %v", err)
	}
	for name, vs := range values {
		i := slices.IndexFunc(op.Params, func(p param) bool { return p.Name == name })
		if i < 0 {
			return nil, bad(clip(strings.ToValidUTF8(name, "�"), 40), "there is no such parameter; %s takes %s", op.Path, op.names())
		}
		if len(vs) > 1 {
			return nil, bad(name, "given %d times", len(vs))
		}
		if err := op.Params[i].check(vs[0]); err != nil {
			return nil, err
		}
	}
	for _, p := range op.Params {
		if p.Required && strings.TrimSpace(values.Get(p.Name)) == "" {
			return nil, bad(p.Name, "missing")
		}
	}
	return values, nil
}

func (op *operation) names() string {
	var out []string
	for _, p := range op.Params {
		out = append(out, p.Name)
	}
	return strings.Join(out, ", ")
}

func (p param) check(v string) error {
	switch {
	case len(v) > maxWords:
		return bad(p.Name, "longer than %d bytes", maxWords)
	case !utf8.ValidString(v) || strings.ContainsRune(v, 0):
		return bad(p.Name, "not text in UTF-8")
	case v == "":
		return nil // as if absent, as forms send it
	case p.Kind == count:
		if n, err := strconv.Atoi(v); err != nil || n < 1 || n > maxHits {
			return bad(p.Name, "not a number from 1 to %d", maxHits)
		}
	case p.Kind == flag:
		if v != "true" && v != "false" {
			return bad(p.Name, "neither true nor false")
		}
	case p.Kind == choice:
		if !slices.Contains(p.Values, v) {
			return bad(p.Name, "not one of %s", strings.Join(p.Values, ", "))
		}
	}
	return nil
}

// languages are those that words exist in, the first for whoever asks for
// none of them.
var languages = language.NewMatcher([]language.Tag{language.English, language.Kazakh, language.Russian})

// speaker returns the language asked for.
func speaker(lang, accept string) answer.Speaker {
	l := corpus.Lang(lang)
	if l == "" {
		if len(accept) > 200 {
			accept = accept[:max(0, strings.LastIndexByte(accept[:200], ','))]
		}
		tags, _, err := language.ParseAcceptLanguage(accept)
		_, i, _ := languages.Match(tags...)
		if err != nil {
			i = 0
		}
		l = [...]corpus.Lang{corpus.English, corpus.Kazakh, corpus.Russian}[i]
	}
	return answer.Speaker{Printer: words.NewPrinter(l)}
}

// api returns the handler of the API.
func (s *Server) api() (func(http.ResponseWriter, *http.Request, *snapshot), error) {
	described, err := describe()
	if err != nil {
		return nil, err
	}
	document := newBody(described, "application/json", askAgain)
	list, err := encode(struct {
		Problems []kind `json:"problems"`
	}{kindsOfFaults})
	if err != nil {
		return nil, err
	}
	problems := newBody(list, "application/json", askAgain)
	return func(w http.ResponseWriter, r *http.Request, n *snapshot) {
		switch path := strings.TrimPrefix(r.URL.Path, apiPath); path {
		case "openapi.json":
			document.send(w, r, http.StatusOK)
		case "problems":
			problems.send(w, r, http.StatusOK)
		default:
			for i := range operations {
				if operations[i].Path == path {
					s.operate(w, r, n, &operations[i])
					return
				}
			}
			refuse(w, r, &problem{kind: noPage, detail: "the operations are described at " + apiPath + "openapi.json"})
		}
	}, nil
}

// operate answers one question.
func (s *Server) operate(w http.ResponseWriter, r *http.Request, n *snapshot, op *operation) {
	w.Header().Add("Vary", "Accept-Language")
	values, err := op.query(r.URL.RawQuery)
	if err != nil {
		refuse(w, r, problemOf(speaker("en", ""), err))
		return
	}
	c := &call{s: s, n: n, speak: speaker(values.Get("lang"), r.Header.Get("Accept-Language")), values: values}
	w.Header().Set("Content-Language", string(c.speak.Lang()))
	var b *body
	err = s.at(r, n, func(d *desk) error {
		c.desk = d
		v, err := op.Run(c)
		if err != nil {
			return err
		}
		if ready, ok := v.(*body); ok {
			b = ready
			return nil
		}
		content, err := encode(v)
		b = newBody(content, "application/json", askAgain)
		return err
	})
	if err != nil {
		p := problemOf(c.speak, err)
		if p.Status >= 500 {
			s.o.Log.Error("no answer", "path", r.URL.Path, "error", err.Error())
		}
		refuse(w, r, p)
		return
	}
	b.send(w, r, http.StatusOK)
}

// at runs f at a desk, when one is free.
func (s *Server) at(r *http.Request, n *snapshot, f func(*desk) error) error {
	wait := time.NewTimer(s.o.Timeout)
	defer wait.Stop()
	select {
	case d := <-n.desks:
		defer func() { n.desks <- d }()
		return f(d)
	case <-wait.C:
		return &problem{kind: overloaded}
	case <-r.Context().Done():
		return &problem{kind: overloaded, detail: fmt.Sprint(r.Context().Err())}
	}
}
