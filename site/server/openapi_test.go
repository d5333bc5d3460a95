package server

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"
)

// described reads the description that the server gives of itself.
func described(t *testing.T, s *Server) (*openapi3.T, routers.Router) {
	t.Helper()
	w := get(s, "/api/v1/openapi.json")
	doc, err := openapi3.NewLoader().LoadFromData(w.Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(t.Context()); err != nil {
		t.Fatal(err)
	}
	router, err := legacy.NewRouter(doc)
	if err != nil {
		t.Fatal(err)
	}
	return doc, router
}

// held checks an answer against the description: its status, media type and
// every field of it.
func held(t *testing.T, router routers.Router, target string, w *httptest.ResponseRecorder) {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, target, nil)
	route, params, err := router.FindRoute(r)
	if err != nil {
		t.Errorf("%.200s: %v", target, err)
		return
	}
	in := &openapi3filter.RequestValidationInput{Request: r, PathParams: params, Route: route}
	if w.Code == http.StatusOK {
		if err := openapi3filter.ValidateRequest(t.Context(), in); err != nil {
			t.Errorf("%.200s is answered and does not fit the description: %v", target, err)
		}
	}
	err = openapi3filter.ValidateResponse(t.Context(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: in, Status: w.Code, Header: w.Header(), Options: &openapi3filter.Options{IncludeResponseStatus: true},
		Body: readCloser{bytes.NewReader(w.Body.Bytes())},
	})
	if err != nil {
		t.Errorf("%.200s: status %d: %v", target, w.Code, err)
	}
}

type readCloser struct{ *bytes.Reader }

func (readCloser) Close() error { return nil }

// asked is a call of an operation.
type asked struct {
	operation string
	params    []string // in pairs
}

func (a asked) target() string { return apiPath + a.operation + "?" + pairs(a.params...) }

// answered are calls that have an answer, with every parameter that exists.
var answered = []asked{
	{"check", []string{"position", "Тергеуші", "on", "2026-03-01"}},
	{"check", []string{"position", "АҚК Төрағасы", "on", "2026-03-01", "seen", "2026-11-22", "lang", "ru"}},
	{"check", []string{"position", "investigator", "on", "2026-03-01", "unit", "Өртке қарсы қызмет комитеті", "duty", "тергеу", "known", "2026-01-01T00:00:00Z", "act", "789", "lang", "en"}},
	{"check", []string{"position", "инспектор-психолог (келіссөз жүргізуші)", "on", "2026-11-22", "lang", "kk"}},
	{"check", []string{"position", "тракторист", "on", "2025-01-01"}},
	{"search", []string{"q", "тергеуші"}},
	{"search", []string{"q", "тергеуші", "on", "2026-03-01", "seen", "2026-11-22", "act", "789", "kind", "item", "point", "6", "unit", "агенттігі", "limit", "3", "lang", "ru"}},
	{"search", []string{"q", "инспектор-психолог", "revision", "2026-02-20"}},
	{"search", []string{"q", "төрағасы", "all", "true"}},
	{"search", []string{"q", "zzzz", "all", "false"}},
	{"acts", nil},
	{"acts", []string{"act", "2025/789", "lang", "kk"}},
	{"revisions", nil},
	{"revisions", []string{"act", "789", "lang", "ru"}},
	{"text", []string{"on", "2026-03-01", "seen", "2026-11-22", "provision", "list__point_15-1", "act", "789", "lang", "kk"}},
	{"text", []string{"revision", "2026-02-20"}},
	{"text", nil},
	{"diff", []string{"from", "2025-09-24", "to", "2026-02-20"}},
	{"diff", []string{"from", "2025-10-10", "to", "2026-06-10", "provision", "list__point_16", "seen", "2026-11-22", "act", "789", "lang", "ru"}},
	{"history", []string{"eid", "list__point_3__item_1"}},
	{"history", []string{"eid", "list__point_15-1", "act", "789", "lang", "kk"}},
}

// TestDescription holds the description against the handlers: every operation
// and every parameter in it is taken, with a value that it allows, and every
// answer has the shape in it.
func TestDescription(t *testing.T) {
	s := shared(t)
	doc, router := described(t, s)
	used := make(map[string]bool)
	for _, a := range answered {
		for i := 0; i < len(a.params); i += 2 {
			used[a.operation+" "+a.params[i]] = true
		}
		used[a.operation] = true
		w := get(s, a.target())
		if w.Code != http.StatusOK {
			t.Errorf("%s: status %d: %.300s", a.target(), w.Code, w.Body)
		}
		held(t, router, a.target(), w)
	}
	for _, at := range []string{"openapi.json", "problems"} {
		held(t, router, apiPath+at, get(s, apiPath+at))
		used[at] = true
	}
	for at, item := range doc.Paths.Map() {
		op := at[len(apiPath):]
		if !used[op] {
			t.Errorf("%s is described and was not asked", op)
		}
		if len(item.Operations()) != 1 || item.Get == nil {
			t.Errorf("%s: described are %d methods", op, len(item.Operations()))
		}
		for _, p := range item.Get.Parameters {
			if !used[op+" "+p.Value.Name] {
				t.Errorf("%s: parameter %s is described and was not given", op, p.Value.Name)
			}
			delete(used, op+" "+p.Value.Name)
			if p.Value.Description == "" {
				t.Errorf("%s: parameter %s is not explained", op, p.Value.Name)
			}
		}
		delete(used, op)
	}
	for u := range used {
		t.Errorf("%q is answered and not described", u)
	}
}

// TestProblems reaches every kind of problem that a request to a sound store
// can meet, and holds it against the description.
func TestProblems(t *testing.T) {
	s := shared(t)
	_, router := described(t, s)
	long := string(bytes.Repeat([]byte("а"), 1001))
	for _, c := range []struct {
		name      string
		asked     asked
		kind      kind
		parameter string
	}{
		{"missing", asked{"check", []string{"on", "2026-03-01"}}, badParameter, "position"},
		{"blank", asked{"check", []string{"position", " ", "on", "2026-03-01"}}, badParameter, "position"},
		{"unknown", asked{"check", []string{"position", "x", "on", "2026-03-01", "untit", "y"}}, badParameter, "untit"},
		{"twice", asked{"check", []string{"position", "x", "position", "y", "on", "2026-03-01"}}, badParameter, "position"},
		{"no day", asked{"check", []string{"position", "x", "on", "2026-02-30"}}, badParameter, "on"},
		{"no day seen", asked{"text", []string{"seen", "now"}}, badParameter, "seen"},
		{"no moment", asked{"check", []string{"position", "x", "on", "2026-02-20", "known", "2026-02-20"}}, badParameter, "known"},
		{"no number", asked{"search", []string{"q", "x", "limit", "many"}}, badParameter, "limit"},
		{"number too small", asked{"search", []string{"q", "x", "limit", "0"}}, badParameter, "limit"},
		{"number too large", asked{"search", []string{"q", "x", "limit", "1001"}}, badParameter, "limit"},
		{"no flag", asked{"search", []string{"q", "x", "all", "yes"}}, badParameter, "all"},
		{"no choice", asked{"search", []string{"q", "x", "kind", "poem"}}, badParameter, "kind"},
		{"no language", asked{"acts", []string{"lang", "de"}}, badParameter, "lang"},
		{"too long", asked{"search", []string{"q", long}}, badParameter, "q"},
		{"no UTF-8", asked{"search", []string{"q", "\xff"}}, badParameter, "q"},
		{"NUL", asked{"search", []string{"q", "a\x00b"}}, badParameter, "q"},
		{"ways exclude each other", asked{"search", []string{"q", "x", "on", "2026-01-01", "all", "true"}}, badParameter, "all"},
		{"day and revision", asked{"text", []string{"on", "2026-01-01", "revision", "2026-02-20"}}, badParameter, "on"},
		{"neither day nor revision", asked{"diff", []string{"from", "then", "to", "2026-02-20"}}, badParameter, "from"},
		{"no act to check", asked{"check", []string{"position", "x", "on", "2026-03-01", "act", "4711"}}, unknownAct, ""},
		{"no act to search", asked{"search", []string{"q", "x", "act", "4711"}}, unknownAct, ""},
		{"no act", asked{"acts", []string{"act", "/akn/kz/act/law/1999-01-01/1"}}, unknownAct, ""},
		{"no act with revisions", asked{"revisions", []string{"act", "4711"}}, unknownAct, ""},
		{"no revision", asked{"text", []string{"revision", "2020-01-01"}}, unknownText, ""},
		{"no revision to search", asked{"search", []string{"q", "x", "revision", "2020-01-01", "act", "789"}}, unknownText, ""},
		{"no provision", asked{"text", []string{"provision", "list__point_99"}}, noProvision, ""},
		{"no provision to compare", asked{"diff", []string{"from", "2025-09-24", "to", "2026-02-20", "provision", "list__point_99"}}, noProvision, ""},
		{"no life", asked{"history", []string{"eid", "list__point_99"}}, noProvision, ""},
		{"nothing governs", asked{"text", []string{"on", "2020-01-01"}}, notGoverning, ""},
		{"nothing governed", asked{"diff", []string{"from", "2020-01-01", "to", "2026-02-20"}}, notGoverning, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, lang := range []string{"kk", "ru", "en"} {
				w := get(s, c.asked.target(), "Accept-Language", lang)
				p := problemIn(t, w)
				if p.Status != c.kind.Status || p.Type != c.kind.typeOf() || p.Parameter != c.parameter || p.Detail == "" {
					t.Errorf("got %+v, want %s for %q", p, c.kind.Code, c.parameter)
				}
				held(t, router, c.asked.target(), w)
			}
		})
	}
}

// problemIn reads a problem, which must be one.
func problemIn(t *testing.T, w *httptest.ResponseRecorder) Problem {
	t.Helper()
	var p Problem
	d := json.NewDecoder(bytes.NewReader(w.Body.Bytes()))
	d.DisallowUnknownFields()
	if err := d.Decode(&p); err != nil {
		t.Fatalf("status %d: %v: %.200s", w.Code, err, w.Body)
	}
	if got := w.Header().Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("media type %q", got)
	}
	if p.Status != w.Code || p.Title == "" || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("status %d, problem %+v, %v", w.Code, p, w.Header())
	}
	return p
}

// TestProblemsAreListed: every type of problem leads to its explanation, and
// no two are one.
func TestProblemsAreListed(t *testing.T) {
	var list struct{ Problems []kind }
	if err := json.Unmarshal(get(shared(t), "/api/v1/problems").Body.Bytes(), &list); err != nil {
		t.Fatal(err)
	}
	for _, f := range of {
		if !slices.Contains(list.Problems, f.kind) {
			t.Errorf("%s is not listed", f.kind.Code)
		}
	}
	seen := make(map[string]bool)
	for _, k := range list.Problems {
		if seen[k.Code] || k.Title == "" || k.Status < 400 {
			t.Errorf("%+v", k)
		}
		seen[k.Code] = true
	}
}
