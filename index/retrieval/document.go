package retrieval

import (
	"slices"
	"sort"

	"tizbe/corpus"
	"tizbe/versioning"
)

// DocumentVersion changes whenever the fields of a document change, or what
// they hold: an index that was built with another version must be built anew.
const DocumentVersion = 1

// A Kind says what a hit is, in the words of the command line.
type Kind string

// The kinds of hit.
const (
	Title     Kind = "title"
	Preamble  Kind = "preamble"
	Heading   Kind = "heading"
	Point     Kind = "point" // a numbered provision of running text
	Item      Kind = "item"
	Note      Kind = "note"
	Paragraph Kind = "paragraph"
)

// kindOf sorts a provision of the text into the kinds of hits.
func kindOf(p *corpus.Provision) Kind {
	switch p.Kind {
	case corpus.KindTitle, corpus.KindListTitle:
		return Title
	case corpus.KindPreamble:
		return Preamble
	case corpus.KindGroup, corpus.KindSeparation, corpus.KindSection, corpus.KindChapter:
		return Heading
	case corpus.KindPoint, corpus.KindArticle, corpus.KindSubpoint:
		// A numbered line that items stand below names what they belong to.
		if slices.ContainsFunc(p.Children, func(c *corpus.Provision) bool {
			return c.Kind == corpus.KindItem || c.Kind == corpus.KindGroup
		}) {
			return Heading
		}
		return Point
	case corpus.KindItem:
		return Item
	case corpus.KindNote, corpus.KindNoteItem:
		return Note
	}
	return Paragraph
}

// A Document is one wording of a provision as it is searched. The names in
// JSON are short because every hit carries it.
type Document struct {
	Act  corpus.ActID `json:"a"`
	EID  string       `json:"e"`
	Kind Kind         `json:"k"`
	// Part is the kind of provision.
	Part  corpus.Kind `json:"pk"`
	Point string      `json:"n,omitempty"` // number of the point it stands in
	Text  string      `json:"t"`
	Lang  corpus.Lang `json:"l,omitempty"`
	// Revisions are the IDs of the revisions that have it, in order of the
	// events. Sources says for those where the first reading of a dispute does
	// not have it whose text does.
	Revisions []string            `json:"r"`
	Sources   map[string][]string `json:"src,omitempty"`
	Disputes  []string            `json:"d,omitempty"` // IDs of the disputes that concern it
	Seq       int                 `json:"s"`           // place in the text of the last revision that has it
	// Days are the stretches of days, counted from 1970-01-01, on which the
	// wording governs the relations of the same day, with every event at its
	// earliest possible day. An open end is [OpenDay].
	Days [][2]int `json:"v,omitempty"`

	// Paths are the headings above it in all revisions, each once. They are
	// searched, and not kept with a hit.
	Paths []string `json:"-"`

	words int // of the text, once counted
}

// OpenDay stands for "without end" among days. It is far beyond year 9999 and
// within what a float64 holds exactly.
const OpenDay = 1 << 30

// ID addresses the wording: the same whatever else becomes known of it.
func (d *Document) ID() string {
	return corpus.SumText(string(d.Act) + "\x00" + d.EID + "\x00" + d.Text + "\x00").String()[:24]
}

// Terms returns the terms of the fields that are not words.
func (d *Document) Terms() []Term {
	out := []Term{{Field: FieldAct, Term: string(d.Act)}, {Field: FieldEID, Term: d.EID}, {Field: FieldPoint, Term: d.Point}, {Field: FieldKind, Term: string(d.Kind)}}
	if string(d.Part) != string(d.Kind) {
		out = append(out, Term{Field: FieldKind, Term: string(d.Part)})
	}
	for _, r := range d.Revisions {
		out = append(out, Term{Field: FieldIn, Term: InTerm(d.Act, r)})
	}
	return out
}

// point returns the number of the numbered provision that p stands in or is.
func point(p *corpus.Provision, up []*corpus.Provision) string {
	for i := len(up); i >= 0; i-- {
		q := p
		if i < len(up) {
			q = up[i]
		}
		if (q.Kind == corpus.KindPoint || q.Kind == corpus.KindArticle) && q.Num != "" {
			return q.Num
		}
	}
	return ""
}

// headings returns the lines above a provision, from its point down.
func headings(up []*corpus.Provision) []string {
	var out []string
	for _, q := range up {
		switch q.Kind {
		case corpus.KindSection, corpus.KindChapter, corpus.KindArticle, corpus.KindPoint, corpus.KindSubpoint, corpus.KindGroup, corpus.KindSeparation:
			if q.Text != "" {
				out = append(out, q.Text)
			}
		}
	}
	return out
}

// Searched reports whether the provision is one to be found: a line of the act
// itself, not its signature or a publisher's note.
func Searched(p *corpus.Provision) bool {
	switch p.Kind {
	case corpus.KindEditorial, corpus.KindSignature, corpus.KindReference, corpus.KindApproval:
		return false
	}
	return p.Text != ""
}

// indexed returns the revisions of the act whose texts are indexed: those that
// arise in order of adoption, and those that a retroactive event makes on some
// day. It also returns, for the relations of each day seen on the same day,
// from which day which of them governs.
func indexed(a *versioning.Act) (revisions []versioning.Candidate, days []governing) {
	revisions = a.Revisions()
	turn := make(map[int]bool)
	for _, e := range a.Events {
		t := a.Timing(e)
		turn[e.Adopted.Days()] = true
		for _, b := range [...]corpus.Bounds{t.InForce, t.AppliesFrom} {
			for _, d := range [...]corpus.Date{b.NotBefore, b.NotAfter} {
				if !d.IsZero() {
					turn[d.Days()], turn[d.Days()+1] = true, true
				}
			}
		}
	}
	at := make([]int, 0, len(turn))
	for d := range turn {
		at = append(at, d)
	}
	sort.Ints(at)
	add := func(c versioning.Candidate) {
		if len(c.Events) > 0 && !slices.ContainsFunc(revisions, func(r versioning.Candidate) bool { return r.ID == c.ID }) {
			revisions = append(revisions, c)
		}
	}
	for _, d := range at {
		day := corpus.DateFromDays(d)
		asOf, err := a.AsOf(day, day)
		if err != nil {
			continue // no revision of it can be chosen on this day either
		}
		c := asOf.Candidates[asOf.Earliest]
		add(c)
		if n := len(days); n == 0 || days[n-1].id != c.ID {
			days = append(days, governing{d, c.ID})
		}
		// The relations of the day as the law stands once all is in force.
		if asOf, err := a.AsOf(day, corpus.DateFromDays(at[len(at)-1])); err == nil {
			add(asOf.Candidates[asOf.Earliest])
		}
	}
	return revisions, days
}

// governing says that from the day on the revision governs.
type governing struct {
	from int
	id   string
}

// Documents returns the wordings of the act, in the order of its latest text.
func Documents(a *versioning.Act) []*Document {
	revisions, days := indexed(a)
	byKey := make(map[string]*Document)
	var out []*Document
	for _, c := range revisions {
		for i, r := range versioning.Choices(c.Events) {
			s, err := a.State(c, r)
			if err != nil {
				continue
			}
			seq := 0
			for p, up := range s.Root.All() {
				if !Searched(p) {
					continue
				}
				seq++
				key := p.EID + "\x00" + p.Text
				d := byKey[key]
				if d == nil {
					d = &Document{Act: a.ID, EID: p.EID, Text: p.Text, Lang: a.Lang()}
					if s.Held != nil && s.Held.Lang != "" {
						d.Lang = s.Held.Lang
					}
					byKey[key] = d
					out = append(out, d)
				}
				has := slices.Contains(d.Revisions, c.ID)
				if i > 0 && (!has || d.Sources[c.ID] != nil) {
					if d.Sources == nil {
						d.Sources = make(map[string][]string)
					}
					d.Sources[c.ID] = merge(d.Sources[c.ID], r)
				}
				if !has {
					d.Revisions = append(d.Revisions, c.ID)
				}
				d.Kind, d.Part, d.Point, d.Seq = kindOf(p), p.Kind, point(p, up), seq
				for _, h := range headings(up) {
					if !slices.Contains(d.Paths, h) {
						d.Paths = append(d.Paths, h)
					}
				}
				for _, dispute := range s.Disputed(p.EID) {
					if !slices.Contains(d.Disputes, dispute.ID) {
						d.Disputes = append(d.Disputes, dispute.ID)
					}
				}
			}
		}
	}
	for _, d := range out {
		for i, g := range days {
			if !slices.Contains(d.Revisions, g.id) || d.Sources[g.id] != nil {
				continue
			}
			until := OpenDay
			if i+1 < len(days) {
				until = days[i+1].from - 1
			}
			if n := len(d.Days); n > 0 && d.Days[n-1][1] == g.from-1 {
				d.Days[n-1][1] = until
			} else {
				d.Days = append(d.Days, [2]int{g.from, until})
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Seq < out[j].Seq })
	return out
}

// merge adds the sources that the readings choose.
func merge(sources []string, r versioning.Readings) []string {
	for _, s := range r {
		if !slices.Contains(sources, s) {
			sources = append(sources, s)
		}
	}
	slices.Sort(sources)
	return sources
}
