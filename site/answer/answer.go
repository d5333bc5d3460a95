// Package answer holds the shapes in which answers leave the program: the JSON
// of the command line and of the API, which are the same. Fields are added,
// never renamed, moved or dropped. Lists are never null; a date that is open
// is. Each shape is made from what the packages below return, with the words
// around the law in one language.
package answer

import (
	"tizbe/corpus"
	"tizbe/site/words"
	"tizbe/versioning"
)

// A Speaker gives answers their words in one language. Its methods may be
// called by several goroutines, on values that only one uses.
type Speaker struct{ *words.Printer }

// Bounds is a day that may not be known; an open end is null.
type Bounds struct {
	NotBefore corpus.Date `json:"not_before"`
	NotAfter  corpus.Date `json:"not_after"`
	Basis     string      `json:"basis"`
}

func (sp Speaker) Bounds(b corpus.Bounds, basis []corpus.Phrase) Bounds {
	if len(basis) == 0 {
		basis = []corpus.Phrase{b.Basis}
	}
	return Bounds{b.NotBefore, b.NotAfter, sp.SayAll(basis)}
}

// Dispute is a disagreement of sources about one provision. Text is null
// where the source has no such provision.
type Dispute struct {
	ID      string   `json:"id"`
	Sources []Source `json:"sources"`
	Basis   string   `json:"basis"`
}

type Source struct {
	Source string  `json:"source"`
	Title  string  `json:"title"`
	Text   *string `json:"text"`
}

// Disputes returns the disputes about the provision in the state, with each
// source's text of it.
func (sp Speaker) Disputes(s *versioning.State, eid string) []Dispute {
	var out []Dispute
	for _, d := range s.Disputed(eid) {
		j := Dispute{ID: d.ID, Basis: sp.Words(d.Basis)}
		for _, r := range d.Readings {
			src := Source{Source: r.Source, Title: sp.Words(r.Title)}
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

// List turns nil into an empty JSON list.
func List[T any](in []T) []T {
	if in == nil {
		return []T{}
	}
	return in
}

// Days is days in JSON.
func (sp Speaker) Days(tm versioning.Timing) (inForce, appliesFrom Bounds) {
	f, r, fb, rb := tm.Days()
	return sp.Bounds(f, fb), sp.Bounds(r, rb)
}
