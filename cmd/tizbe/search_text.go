package main

import (
	"bytes"
	"fmt"
	"html"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"tizbe/corpus"
	"tizbe/corpus/glossary"
	"tizbe/corpus/pattern"
	"tizbe/index/retrieval"
	"tizbe/versioning"
)

// hitsText writes the hits: each with the marked words between stars, where
// it stands, and, unless by its own words, how it was reached.
func (a *app) hitsText(acts map[corpus.ActID]*versioning.Act, q retrieval.Query, r retrieval.Result) {
	t := a.say.T
	var w bytes.Buffer
	defer func() { a.out.Write(w.Bytes()) }()
	for _, g := range r.Search {
		switch why := a.speaker().WhyNot(acts[g.Act], g, q); {
		case why != "":
			a.notice(oneLine(a.say.Citation(g.Act) + ": " + why))
		case len(g.Others) > 0:
			a.notice(oneLine(t("%[1]s: searched is revision %[2]s; these may govern as well: %[3]s (--revision chooses)", a.say.Citation(g.Act), g.Revision.ID, a.candidateNames(g.Others))))
		}
	}
	total := fmt.Sprint(r.Total)
	if r.Least {
		total += "+"
	}
	switch {
	case q.All:
		a.style.hang(&w, "", t("found in all revisions: %[1]s wordings", total), bold)
	case a.searchedNames(r) != "":
		a.style.hang(&w, "", t("found in revision %[1]s: %[2]s provisions", a.searchedNames(r), total), bold)
	default:
		a.style.hang(&w, "", t("found: %[1]s provisions", total), bold)
	}
	if r.Rule == retrieval.Glossary {
		a.style.hang(&w, "", a.say.Words(glossary.Unofficial), yellow)
	}
	many := len(acts) > 1 || slices.ContainsFunc(r.Hits, func(h retrieval.Hit) bool { return acts[h.Act] == nil })
	for i, h := range r.Hits {
		fmt.Fprintln(&w)
		indent := a.hitText(&w, fmt.Sprintf("%d. ", i+1), h, many)
		if q.All {
			for _, s := range h.Stood {
				a.style.hang(&w, indent, a.stood(s), faint)
			}
		} else if len(h.Revisions) > 0 {
			a.style.hang(&w, indent, t("in revisions %[1]s", strings.Join(h.Revisions, ", ")), faint)
		}
	}
	if n := len(r.Hits); n < r.Total {
		fmt.Fprintln(&w)
		a.style.hang(&w, "", t("shown are the first %[1]s; --limit shows more", fmt.Sprint(n)), faint)
	}
	if len(r.Units) > 1 {
		fmt.Fprintln(&w)
		a.style.hang(&w, "", t("by unit:"), bold)
		for _, c := range r.Units {
			a.style.hang(&w, fmt.Sprintf("%5d  ", c.Hits), clip(c.Value, 150), nil)
		}
	}
}

// hitText writes one hit and returns the indent below its number.
func (a *app) hitText(w *bytes.Buffer, label string, h retrieval.Hit, act bool) string {
	t := a.say.T
	a.marked(w, label, h.Fragment)
	indent := strings.Repeat(" ", len(label))
	if len(h.Path) > 0 {
		short := make([]string, len(h.Path))
		for i, p := range h.Path {
			short[i] = clip(p, 150)
		}
		a.style.hang(w, indent, strings.Join(short, " › "), nil)
	}
	place := "· " + h.EID
	if act {
		place += " · " + a.say.Citation(h.Act)
	}
	a.style.hang(w, indent, place, faint)
	switch h.Rule {
	case retrieval.Glossary:
		a.style.hang(w, indent, t("through the glossary: %[1]s", h.Via), yellow)
	case retrieval.Typo:
		a.style.hang(w, indent, t("with a typing error corrected: %[1]s", h.Via), yellow)
	case retrieval.Context:
		a.style.hang(w, indent, t("some of the words stand in the headings above"), faint)
	}
	switch {
	case len(h.Sources) > 0:
		a.style.hang(w, indent+"! ", t("the sources disagree: only %[1]s has this wording", strings.Join(h.Sources, ", ")), yellow)
	case len(h.Disputes) > 0:
		a.style.hang(w, indent+"! ", t("the sources disagree about this provision; tizbe show has their texts"), yellow)
	}
	return indent
}

// stood says when a wording stood.
func (a *app) stood(s retrieval.Stretch) string {
	from := a.say.T("from revision %[1]s (%[2]s), in force: %[3]s", s.From.Event.ID, a.say.Citation(s.From.Event.By), a.between(s.From))
	if s.Until == nil {
		return from + "; " + a.say.T("stands")
	}
	return from + "; " + a.say.T("until revision %[1]s (%[2]s), in force: %[3]s", s.Until.Event.ID, a.say.Citation(s.Until.Event.By), a.between(*s.Until))
}

func (a *app) wordsHistoryText(q retrieval.Query, hs []retrieval.ActHistory, rule retrieval.Rule) {
	t := a.say.T
	var w bytes.Buffer
	defer func() { a.out.Write(w.Bytes()) }()
	if len(hs) == 0 {
		a.style.hang(&w, "", t("no revision has these words in one provision"), bold)
		return
	}
	if rule == retrieval.Glossary {
		a.style.hang(&w, "", a.say.Words(glossary.Unofficial), yellow)
	}
	for i, h := range hs {
		if i > 0 {
			fmt.Fprintln(&w)
		}
		a.style.hang(&w, "", a.say.Citation(h.Act), bold)
		for _, s := range h.Steps {
			fmt.Fprintln(&w)
			a.style.hang(&w, "", t("revision %[1]s, by %[2]s, in force: %[3]s", s.Revision.ID, a.say.Citation(s.Timing.Event.By), a.between(s.Timing)), bold)
			a.style.hang(&w, "  ", t("provisions with these words: %[1]s", fmt.Sprint(s.Provisions)), faint)
			for _, g := range [...]struct {
				what  string
				c     text.Colors
				sign  string
				hits  []retrieval.Hit
				shown int
			}{{t("entered:"), green, "+ ", s.Entered, q.Limit}, {t("left:"), red, "− ", s.Left, q.Limit}} {
				if len(g.hits) == 0 {
					continue
				}
				a.style.hang(&w, "  ", g.what, g.c)
				for _, h := range g.hits[:min(len(g.hits), g.shown)] {
					a.marked(&w, "  "+g.sign, h.Fragment)
					a.style.hang(&w, "    ", "· "+h.EID, faint)
				}
				if n := len(g.hits) - g.shown; n > 0 {
					a.style.hang(&w, "    ", t("and %[1]s more", fmt.Sprint(n)), faint)
				}
			}
		}
	}
}

var tags = strings.NewReplacer("<mark>", "*", "</mark>", "*")

var starred = pattern.New(`\*[^*]+\*`)

// marked writes a fragment with its marked words between stars, which a
// terminal with colour shows bold as well.
func (a *app) marked(w *bytes.Buffer, label, fragment string) {
	words := html.UnescapeString(tags.Replace(fragment))
	indent := strings.Repeat(" ", text.StringWidth(label))
	for i, l := range wrap(words, max(20, a.style.width-text.StringWidth(label))) {
		if i > 0 {
			label = indent
		}
		l = starred.ReplaceAllStringFunc(printable(l), func(s string) string { return a.style.paint(bold, s) })
		w.WriteString(strings.TrimRight(label+l, " ") + "\n")
	}
}
