package site

import (
	"html/template"
	"slices"
	"strings"

	"tizbe/corpus"
	"tizbe/site/verdict"
	"tizbe/versioning"
	"tizbe/versioning/eligibility"
)

// drawer draws answers about the act on the page.
func (v *view) drawer(a *act) *verdict.Drawer {
	return &verdict.Drawer{Say: v.say, M: v.M, To: v.To, Text: a.lang, Act: a, Names: a.names}
}

func (v *view) verdict(x eligibility.Verdict) verdict.Verdict { return verdict.Of(v.say, x) }

// Verdict draws a verdict.
func (v *view) Verdict(x verdict.Verdict) template.HTML {
	return template.HTML(x.HTML()) // package verdict escapes
}

// CiteHTML draws a citation.
func (v *view) CiteHTML(kazakh, russian string) template.HTML {
	return template.HTML(v.words().CiteHTML(kazakh, russian)) // package verdict escapes
}

// A spanView is the answer for a stretch of days.
type spanView struct {
	Days   string
	answer verdict.Answer
}

// spans shows stretches of days, the latest first: what is asked about most.
func (v *view) spans(a *act, in []span) []spanView {
	d := v.drawer(a)
	var out []spanView
	for _, sp := range slices.Backward(in) {
		x := d.Answer(sp.answer, v.stretch(sp.from, sp.to))
		out = append(out, spanView{x.Days, x})
	}
	return out
}

// stretch says from when to when, to the last day verified.
func (v *view) stretch(from, to corpus.Date) string {
	switch {
	case from.IsZero() && to == v.s.Verified:
		return v.M("all days up to %[1]s", to)
	case from.IsZero():
		return v.M("up to %[1]s", to)
	case to == v.s.Verified:
		return v.M("from %[1]s (verified until %[2]s)", from, to)
	case from == to:
		return v.Date(from)
	}
	return v.M("from %[1]s to %[2]s", from, to)
}

// A disputeView is a disagreement of sources as it is drawn.
type disputeView struct {
	verdict.Dispute
	HTML template.HTML
}

// disputes shows the disputes about the provision with each source's text.
func (v *view) disputes(a *act, c versioning.Candidate, eid string) []disputeView {
	d := v.drawer(a)
	var out []disputeView
	for _, x := range d.Disputes(c, eid) {
		out = append(out, disputeView{x, template.HTML(d.DisputeHTML(x))}) // package verdict escapes
	}
	return out
}

// Edition implements [verdict.Act].
func (a *act) Edition(id string) (string, *versioning.State) {
	if e := a.edition(id); e != nil {
		return e.path, e.state
	}
	return "", nil
}

// Unit implements [verdict.Act].
func (a *act) Unit(eid string) string {
	if u := a.unitOf[eid]; u != nil {
		return u.path
	}
	return ""
}

// Position implements [verdict.Act].
func (a *act) Position(eid, text string) string {
	if ps := a.titles[eid+"\n"+text]; len(ps) == 1 {
		return ps[0].path
	}
	return ""
}

// Disputes implements [verdict.Act].
func (a *act) Disputes(c versioning.Candidate, eid string) []verdict.Disputed {
	return a.disputed[c.ID][eid]
}

// readDisputes keeps each source's text of what is disputed in the revision.
// It is called before pages are rendered, since it derives texts.
func (a *act) readDisputes(c versioning.Candidate) {
	if a.disputed[c.ID] == nil {
		a.disputed[c.ID] = verdict.DisputesOf(a.Act, c)
	}
}

// headings joins a path of headings for a line of text.
func headings(path []*corpus.Provision) string {
	var out []string
	for _, p := range path {
		out = append(out, strings.TrimRight(p.Text, ":"))
	}
	return strings.Join(out, " › ")
}
