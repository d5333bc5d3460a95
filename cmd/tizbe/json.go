package main

import (
	"encoding/json"

	"tizbe/corpus"
	"tizbe/versioning"
)

// writeJSON writes one indented JSON value, with letters as they are.
func (a *app) writeJSON(v any) error {
	e := json.NewEncoder(a.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// boundsJSON is a day that may not be known; an open end is null.
type boundsJSON struct {
	NotBefore corpus.Date `json:"not_before"`
	NotAfter  corpus.Date `json:"not_after"`
	Basis     string      `json:"basis"`
}

func (a *app) boundsJSON(b corpus.Bounds, basis []corpus.Phrase) boundsJSON {
	if len(basis) == 0 {
		basis = []corpus.Phrase{b.Basis}
	}
	return boundsJSON{b.NotBefore, b.NotAfter, a.say.SayAll(basis)}
}

// disputeJSON is a disagreement of sources about one provision. Text is null
// where the source has no such provision.
type disputeJSON struct {
	ID      string       `json:"id"`
	Sources []sourceJSON `json:"sources"`
	Basis   string       `json:"basis"`
}

type sourceJSON struct {
	Source string  `json:"source"`
	Title  string  `json:"title"`
	Text   *string `json:"text"`
}

// disputesOf returns the disputes about the provision in the state, with each
// source's text of it.
func (a *app) disputesOf(s *versioning.State, eid string) []disputeJSON {
	var out []disputeJSON
	for _, d := range s.Disputed(eid) {
		j := disputeJSON{ID: d.ID, Basis: a.say.Words(d.Basis)}
		for _, r := range d.Readings {
			src := sourceJSON{Source: r.Source, Title: a.say.Words(r.Title)}
			readings := versioning.Readings{d.ID: r.Source}
			for id, other := range s.Readings {
				if id != d.ID {
					readings[id] = other
				}
			}
			if alt, err := s.Act.State(s.Revision, readings); err == nil {
				if p := alt.Root.Find(eid); p != nil {
					src.Text = &p.Text
				}
			}
			j.Sources = append(j.Sources, src)
		}
		out = append(out, j)
	}
	return out
}

// list turns nil into an empty JSON list.
func list[T any](in []T) []T {
	if in == nil {
		return []T{}
	}
	return in
}
