package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tizbe/corpus"
	"tizbe/index/retrieval"
	"tizbe/site/answer"
	"tizbe/site/compare"
	"tizbe/versioning"
	"tizbe/versioning/eligibility"
)

// operations are what the API answers; its description and its handlers are
// made of this table.
var operations = []operation{
	{
		Path:    "check",
		Summary: "Was this position on the list on that day, and under which wording",
		Params: []param{
			{Name: "position", Required: true, Doc: "The position, in Kazakh as the list has it, or in Russian or English."},
			{Name: "unit", Doc: "The unit in which the post stands."},
			{Name: "duty", Doc: "The functional duty of the post, which a note may exclude."},
			{Name: "on", Kind: day, Required: true, Doc: onParam.Doc}, seenParam,
			{Name: "known", Kind: moment, Doc: "As recorded by that moment; everything recorded where it is absent."},
			actParam, langParam,
		},
		Result: answer.Check{},
		Run: func(c *call) (any, error) {
			ans, known, err := c.check()
			if err != nil {
				return nil, err
			}
			return c.speak.Check(ans, known), nil
		},
	},
	{
		Path:    "search",
		Summary: "Provisions by their words, in any form, letters or language",
		Params: []param{
			{Name: "q", Required: true, Doc: "Words; “phrases in quotation marks”; kind:, point:, unit:, act:, revision: narrow the search."},
			{Name: "on", Kind: day, Doc: onParam.Doc + " Today where it is absent."}, seenParam, actParam, revisionParam,
			{Name: "all", Kind: flag, Doc: "Every revision, with when each wording stood."},
			{Name: "kind", Kind: choice, Values: []string{"title", "preamble", "heading", "point", "item", "note", "paragraph"}, Doc: "Only this kind."},
			{Name: "point", Doc: "Only in the point with this number."},
			{Name: "unit", Doc: "Only below headings with these words."},
			{Name: "limit", Kind: count, Doc: "At most so many hits; 20 where it is absent."},
			langParam,
		},
		Result: answer.Search{},
		Run: func(c *call) (any, error) {
			q, r, err := c.search()
			if err != nil {
				return nil, err
			}
			return c.speak.Search(c.desk.base, q, r), nil
		},
	},
	{
		Path:    "acts",
		Summary: "The acts held: their events, revisions and disputes, and what is not known",
		Params:  []param{{Name: "act", Doc: "This act only: its identifier or number."}, langParam},
		Result:  answer.Acts{},
		Run: func(c *call) (any, error) {
			acts := c.desk.base.Acts()
			if c.get("act") != "" {
				a, err := c.act()
				if err != nil {
					return nil, err
				}
				acts = []*versioning.Act{a}
			}
			return c.speak.Acts(c.desk.base, acts, c.get("act") == ""), nil
		},
	},
	{
		Path:    "revisions",
		Summary: "The revisions of an act, with the days from which each governs",
		Params:  []param{actParam, langParam},
		Result:  answer.Revisions{},
		Run: func(c *call) (any, error) {
			a, err := c.act()
			if err != nil {
				return nil, err
			}
			return c.speak.Revisions(a), nil
		},
	},
	{
		Path:    "text",
		Summary: "The text that governed on a day, or of a revision, whole or one provision",
		Params: []param{
			{Name: "on", Kind: day, Doc: onParam.Doc + " Today where neither it nor revision is given."}, seenParam, revisionParam,
			{Name: "provision", Doc: "The provision by its eId, with everything below it."}, actParam, langParam,
		},
		Result: answer.Text{},
		Run: func(c *call) (any, error) {
			a, err := c.act()
			if err != nil {
				return nil, err
			}
			on, seen, err := c.days()
			if err != nil {
				return nil, err
			}
			if c.get("revision") != "" {
				if c.get("on") != "" {
					return nil, bad("on", "on asks which text governed, revision names one: give one of them")
				}
				on = corpus.Date{}
			}
			ch, err := answer.Choose(a, c.get("revision"), on, seen)
			if err != nil {
				return nil, err
			}
			root := ch.State.Root
			if id := c.get("provision"); id != "" {
				if root = root.Find(id); root == nil {
					return nil, fmt.Errorf("%.100q: %w", id, answer.ErrNoProvision)
				}
			}
			return c.speak.Text(ch, root, false), nil
		},
	},
	{
		Path:    "diff",
		Summary: "What differs between two revisions or two days, by provision and word",
		Params: []param{
			{Name: "from", Required: true, Doc: "The earlier revision by its ID, or a day."},
			{Name: "to", Required: true, Doc: "The later revision by its ID, or a day."},
			{Name: "provision", Doc: "The provision by its eId, with everything below it."}, seenParam, actParam, langParam,
		},
		Result: answer.Difference{},
		Run: func(c *call) (any, error) {
			d, err := c.diff()
			if err != nil {
				return nil, err
			}
			return c.speak.Difference(d), nil
		},
	},
	{
		Path:    "history",
		Summary: "Every wording of a provision, who changed it, and from when",
		Params:  []param{{Name: "eid", Required: true, Doc: "The provision by its eId."}, actParam, langParam},
		Result:  answer.History{},
		Run: func(c *call) (any, error) {
			a, err := c.act()
			if err != nil {
				return nil, err
			}
			ws, err := answer.Lives(a, c.get("eid"))
			if err != nil {
				return nil, err
			}
			return c.speak.History(a, c.get("eid"), ws), nil
		},
	},
}

// check asks the engine.
func (c *call) check() (ans *eligibility.Answer, known time.Time, err error) {
	q := eligibility.Question{Position: c.get("position"), Unit: strings.TrimSpace(c.get("unit")), Duty: strings.TrimSpace(c.get("duty"))}
	if q.On, q.Seen, err = c.days(); err != nil {
		return nil, known, err
	}
	if known, err = c.known(); err != nil {
		return nil, known, err
	}
	d := c.desk
	if known.Before(c.n.newest) {
		if d, err = d.then(c.n.recs, known); err != nil {
			return nil, known, err
		}
	}
	act, err := c.actIn(d.base)
	if err != nil {
		return nil, known, err
	}
	e, err := d.engine(act)
	if err == nil {
		ans, err = e.Check(q)
	}
	return ans, known, err
}

// search asks the index.
func (c *call) search() (q retrieval.Query, r retrieval.Result, err error) {
	q = retrieval.Query{Text: c.get("q"), Revision: c.get("revision"), All: c.get("all") == "true", Kind: c.get("kind"), Point: c.get("point"), Unit: c.get("unit"), Limit: 20, Facets: true}
	if n, err := strconv.Atoi(c.get("limit")); err == nil {
		q.Limit = n
	}
	if q.On, q.Seen, err = c.days(); err != nil {
		return q, r, err
	}
	var ways []string
	for _, w := range [...]string{"on", "revision", "all"} {
		if c.get(w) != "" && c.get(w) != "false" {
			ways = append(ways, w)
		}
	}
	if len(ways) > 1 {
		return q, r, bad(ways[1], "%s and %s exclude each other", ways[0], ways[1])
	}
	if c.get("act") != "" {
		act, err := c.act()
		if err != nil {
			return q, r, err
		}
		q.Act = act.ID
		if q.Revision != "" {
			if _, err := act.Revision(q.Revision); err != nil {
				return q, r, err
			}
		}
	}
	r, err = c.n.index.Search(q)
	return q, r, err
}

// diff compares two texts.
func (c *call) diff() (*compare.Difference, error) {
	a, err := c.act()
	if err != nil {
		return nil, err
	}
	seen, err := c.day("seen", c.s.today())
	if err != nil {
		return nil, err
	}
	from, err := c.side(a, "from", seen)
	if err != nil {
		return nil, err
	}
	to, err := c.side(a, "to", seen)
	if err != nil {
		return nil, err
	}
	id := c.get("provision")
	if id != "" && from.Root.Find(id) == nil && to.Root.Find(id) == nil {
		return nil, fmt.Errorf("%.100q: %w", id, answer.ErrNoProvision)
	}
	return compare.New(from, to, id), nil
}

// side returns the text that a parameter names: a revision, else what governed
// on a day.
func (c *call) side(a *versioning.Act, name string, seen corpus.Date) (compare.Side, error) {
	revision, on := c.get(name), corpus.Date{}
	if _, err := a.Revision(revision); err != nil {
		d, err := corpus.ParseDate(revision)
		if err != nil {
			return compare.Side{}, bad(name, "neither a day nor a revision of the act")
		}
		revision, on = "", d
	}
	ch, err := answer.Choose(a, revision, on, seen)
	if err != nil {
		return compare.Side{}, err
	}
	inForce, _, _, _ := a.Timing(ch.State.Revision.Last()).Days()
	return compare.Side{State: ch.State, On: on, Others: ch.Others, InForce: &inForce}, nil
}

// act returns the act asked for, of those recorded or else imported.
func (c *call) act() (*versioning.Act, error) { return c.actIn(c.desk.base) }

func (c *call) actIn(b *versioning.Base) (*versioning.Act, error) {
	name := c.get("act")
	a, err := b.Act(name)
	if err == nil || name == "" || !errors.Is(err, versioning.ErrUnknownAct) {
		return a, err
	}
	return c.n.importedAct(name)
}

// encode writes a value as the command line does, without the indentation.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return slices.Clone(b.Bytes()), err
}
