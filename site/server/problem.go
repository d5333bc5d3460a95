package server

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"tizbe/index"
	"tizbe/index/retrieval"
	"tizbe/site/answer"
	"tizbe/versioning"
	"tizbe/versioning/store"
)

// A kind is a type of problem (RFC 9457, section 3.1.1).
type kind struct {
	Code   string `json:"code"`
	Status int    `json:"status"`
	Title  string `json:"title"`
}

// The kinds of problem.
var (
	badParameter  = kind{"bad-parameter", 400, "A parameter is missing, unknown or cannot be read"}
	ambiguousAct  = kind{"ambiguous-act", 400, "Several acts have this number"}
	unknownAct    = kind{"unknown-act", 404, "The act is not held"}
	unknownText   = kind{"unknown-revision", 404, "The act has no such revision"}
	noProvision   = kind{"unknown-provision", 404, "The text has no such provision"}
	notGoverning  = kind{"not-governing", 404, "The act governs nothing on that day"}
	repealed      = kind{"repealed", 404, "The act is repealed on that day, or its time has passed"}
	notHeld       = kind{"not-held", 404, "The text is not held"}
	noPage        = kind{"no-page", 404, "There is nothing at this address"}
	wrongMethod   = kind{"method-not-allowed", 405, "Only reading is possible"}
	tooLong       = kind{"uri-too-long", 414, "The address is too long"}
	tooOpen       = kind{"too-open", 422, "Too many dates of the act are not known to choose a text"}
	tooMany       = kind{"too-many-requests", 429, "Too many requests from one client"}
	fault         = kind{"fault", 500, "The program met a fault of its own"}
	damagedData   = kind{"damaged", 500, "What is held is damaged"}
	overloaded    = kind{"overloaded", 503, "Too many requests at a time"}
	notReady      = kind{"not-ready", 503, "The server is starting or stopping"}
	kindsOfFaults = []kind{badParameter, ambiguousAct, unknownAct, unknownText, noProvision, notGoverning, repealed, notHeld, noPage, wrongMethod, tooLong, tooOpen, tooMany, fault, damagedData, overloaded, notReady}
)

// of is the one table from error to kind of problem, the first that fits.
var of = []struct {
	err  error
	kind kind
}{
	{versioning.ErrUnknownAct, unknownAct},
	{store.ErrNotImported, unknownAct},
	{versioning.ErrAmbiguousAct, ambiguousAct},
	{versioning.ErrUnknownRevision, unknownText},
	{versioning.ErrUnknownProvision, noProvision},
	{answer.ErrNoProvision, noProvision},
	{retrieval.ErrRepealed, repealed},
	{versioning.ErrNotHeld, notHeld},
	{versioning.ErrTooOpen, tooOpen},
	{store.ErrBusy, overloaded},
	{index.ErrBusy, overloaded},
	{store.ErrDamaged, damagedData},
	{index.ErrDamaged, damagedData},
}

// A problem is why a request has no answer.
type problem struct {
	kind
	detail    string
	parameter string // that is to blame, or ""
}

func (p *problem) Error() string { return p.Code + ": " + p.detail }

func bad(parameter, format string, args ...any) *problem {
	return &problem{badParameter, fmt.Sprintf(format, args...), parameter}
}

// problemOf says which problem an error is.
func problemOf(sp answer.Speaker, err error) *problem {
	var p *problem
	if errors.As(err, &p) {
		return p
	}
	what, known := sp.Explain(err)
	var not *answer.NotGoverning
	var gone *answer.RepealedText
	switch {
	case errors.As(err, &not):
		return &problem{kind: notGoverning, detail: what}
	case errors.As(err, &gone):
		return &problem{kind: repealed, detail: what}
	}
	for _, f := range of {
		if errors.Is(err, f.err) {
			if !known && f.kind.Status < 500 {
				what = err.Error()
			}
			return &problem{kind: f.kind, detail: what}
		}
	}
	return &problem{kind: fault} // what it says may name files
}

// Problem is a problem as it is sent.
type Problem struct {
	Type      string `json:"type"` // relative to the API
	Title     string `json:"title"`
	Status    int    `json:"status"`
	Detail    string `json:"detail,omitempty"`
	Parameter string `json:"parameter,omitempty"`
}

// typeOf is the address at which a kind of problem is explained.
func (k kind) typeOf() string { return apiPath + "problems#" + k.Code }

// refuse sends a problem: as data to whoever asks the API, else as a line.
func refuse(w http.ResponseWriter, r *http.Request, p *problem) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	switch p.Status {
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		h.Set("Retry-After", "1")
	case http.StatusMethodNotAllowed:
		h.Set("Allow", "GET, HEAD")
	}
	if !strings.HasPrefix(r.URL.Path, apiPath) {
		h.Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(p.Status)
		fmt.Fprintln(w, p.Title)
		return
	}
	b, err := json.Marshal(Problem{p.typeOf(), p.Title, p.Status, p.detail, p.parameter})
	if err != nil {
		b = []byte(`{"type":"about:blank","title":"fault","status":500}`)
	}
	h.Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	_, _ = w.Write(append(b, '\n'))
}
