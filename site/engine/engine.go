package engine

import (
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/glossary"
	"tizbe/index/retrieval"
	"tizbe/site/verdict"
	"tizbe/site/words"
	"tizbe/versioning"
	"tizbe/versioning/eligibility"
)

// An Engine answers in one language. It serves one goroutine.
type Engine struct {
	verified corpus.Date
	left     int
	base     *versioning.Base
	search   *retrieval.Engine
	glossary *glossary.Glossary
	acts     map[corpus.ActID]*act
	say      *words.Printer
	pages    *words.Printer
}

// An act is what the engine draws answers with.
type act struct {
	*versioning.Act
	pages    Pages
	disputed map[string]map[string][]verdict.Disputed // by revision and eId
	asked    *eligibility.Engine                      // once asked
}

// Open reads the files of an engine. An error says which of them is damaged.
func Open(data, messages []byte) (*Engine, error) {
	var d Data
	if err := decode(data, &d); err != nil {
		return nil, err
	}
	var m Messages
	if err := decode(messages, &m); err != nil {
		return nil, err
	}
	b, err := d.base()
	if err != nil {
		return nil, err
	}
	x := &Engine{verified: d.Verified, left: d.Left, base: b, acts: make(map[corpus.ActID]*act), say: words.With(m.Lang, m.Catalogue), pages: words.With(m.Lang, m.Pages)}
	if x.glossary, err = glossary.Parse("glossary", d.Glossary); err != nil {
		return nil, err
	}
	for i, a := range b.Acts() {
		x.acts[a.ID] = &act{Act: a, pages: d.Acts[i].Pages, disputed: make(map[string]map[string][]verdict.Disputed)}
	}
	x.search = retrieval.InMemory(b, retrieval.Options{Translate: x.glossary.Translate})
	return x, nil
}

// A Drawn is an answer to be put on a page.
type Drawn struct {
	Status string // to be announced
	HTML   string // escaped
	Failed bool   // Status says why there is no answer
}

// Search finds provisions by their words, in the text that governs the
// relations of the day as the law stood on the other. The links of the answer
// begin with home, which leads from the page to the first one of its language.
func (x *Engine) Search(text, on, seen, home string) Drawn {
	q := retrieval.Query{Text: text}
	var err error
	if q.On, q.Seen, err = x.days(on, seen); err != nil {
		return x.failed(err)
	}
	r, err := x.search.Search(q)
	if err != nil {
		return x.failed(err)
	}
	all := x.drawer(nil, home)
	out := Drawn{Status: all.Found(q, r), HTML: verdict.Hits(r, func(id corpus.ActID) *verdict.Drawer { return x.drawer(x.acts[id], home) })}
	if x.left > 0 {
		out.Status += " " + all.M("Acts of this site that are not searched here: %[1]s.", x.left)
	}
	return out
}

// Check answers whether the position was on the list of the first act that
// the engine holds.
func (x *Engine) Check(position, unit, duty, on, seen, home string) Drawn {
	q := eligibility.Question{Position: strings.TrimSpace(position), Unit: strings.TrimSpace(unit), Duty: strings.TrimSpace(duty)}
	var err error
	if q.On, q.Seen, err = x.days(on, seen); err != nil {
		return x.failed(err)
	}
	acts := x.base.Acts()
	if len(acts) == 0 {
		return Drawn{Status: x.m("No act is held."), Failed: true}
	}
	a := x.acts[acts[0].ID]
	if a.asked == nil {
		if a.asked, err = eligibility.New(a.Act, x.kazakh); err != nil {
			return x.failed(err)
		}
	}
	ans, err := a.asked.Check(q)
	if err != nil {
		return x.failed(err)
	}
	d := x.drawer(a, home)
	drawn := d.Asked(ans)
	out := Drawn{Status: drawn.Verdict.Word + ": " + drawn.Verdict.Sentence + ".", HTML: d.HTML(drawn)}
	if n := len(ans.Revisions); n > 0 {
		if c, ok := a.pages.Cites[ans.Revisions[n-1].Candidate.ID]; ok {
			out.HTML += d.CiteHTML(c.Kazakh, c.Russian)
		}
	}
	return out
}

// kazakh gives the Kazakh readings of a question.
func (x *Engine) kazakh(query string) []string {
	var out []string
	for _, r := range x.glossary.Translate(query) {
		out = append(out, r.Kazakh)
	}
	return out
}

// days reads the days of a question; one that is not given is the last day
// verified.
func (x *Engine) days(on, seen string) (corpus.Date, corpus.Date, error) {
	day := func(s string) (corpus.Date, error) {
		if s == "" {
			return x.verified, nil
		}
		return corpus.ParseDate(s)
	}
	from, err := day(on)
	if err != nil {
		return from, from, err
	}
	law, err := day(seen)
	return from, law, err
}

func (x *Engine) failed(err error) Drawn {
	return Drawn{Status: x.m("This cannot be answered: %[1]s", err), Failed: true}
}

// m says a message of the pages. A number stays on the line of its sign.
func (x *Engine) m(key string, args ...any) string {
	return strings.ReplaceAll(x.pages.Message(key, args...), "№ ", "№\u00a0")
}

func (x *Engine) drawer(a *act, home string) *verdict.Drawer {
	d := &verdict.Drawer{Say: x.say, M: x.m, To: func(path string) string { return home + path }, Text: corpus.Kazakh}
	if a != nil {
		d.Act = a
		if l := a.Lang(); l != "" {
			d.Text = l
		}
	}
	return d
}

// path is where the pages of the act stand.
func (a *act) path() string { return strings.TrimPrefix(string(a.ID), "/") + "/" }

// Edition implements [verdict.Act].
func (a *act) Edition(id string) (string, *versioning.State) {
	for _, c := range a.Revisions() {
		if c.ID == id {
			l := a.Lang()
			if l == "" {
				l = corpus.Kazakh
			}
			s, err := a.State(c, nil)
			if err != nil {
				s = nil
			}
			return a.path() + l.AKN() + "@" + id + "/", s
		}
	}
	return "", nil
}

// Unit implements [verdict.Act].
func (a *act) Unit(eid string) string { return a.pages.Units[eid] }

// Position implements [verdict.Act].
func (a *act) Position(eid, text string) string { return a.pages.Posts[eid+"\n"+text] }

// Disputes implements [verdict.Act].
func (a *act) Disputes(c versioning.Candidate, eid string) []verdict.Disputed {
	if a.disputed[c.ID] == nil {
		a.disputed[c.ID] = verdict.DisputesOf(a.Act, c)
	}
	return a.disputed[c.ID][eid]
}
