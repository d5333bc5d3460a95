package retrieval

import (
	"cmp"
	"slices"

	"tizbe/corpus"
	"tizbe/versioning"
)

// A Stretch is a run of revisions that have a wording.
type Stretch struct {
	From  versioning.Timing  // of the event that brought the wording
	Until *versioning.Timing // of the event that ended it; nil while it stands
}

// Stretches returns when a wording stood, given the revisions that have it.
// Only the revisions that arise in order of adoption are looked at.
func Stretches(a *versioning.Act, revisions []string) []Stretch {
	var out []Stretch
	standing := false
	for _, c := range a.Revisions() {
		has := slices.Contains(revisions, c.ID)
		switch {
		case has && !standing:
			out = append(out, Stretch{From: a.Timing(c.Last())})
		case !has && standing:
			t := a.Timing(c.Last())
			out[len(out)-1].Until = &t
		}
		standing = has
	}
	return out
}

// A Step is a revision in which words entered provisions of an act or left
// them.
type Step struct {
	Revision versioning.Candidate
	Timing   versioning.Timing // of its last event
	// Provisions is how many provisions of the revision have the words.
	Provisions int
	// Entered are the provisions that have the words and had them not in the
	// revision before; Left, in their wording before, those that had them.
	Entered, Left []Hit
}

// An ActHistory is when words entered an act and left it.
type ActHistory struct {
	Act   corpus.ActID
	Steps []Step // earliest first; revisions that change nothing are left out
}

// History returns, for each act that ever had the words of the question in
// one provision, when they entered and left it. The days and the revision of
// the question count for nothing. Of disputed wordings only those of the first
// reading are looked at. The error is the finder's.
func (x *Engine) History(q Query) (out []ActHistory, rule Rule, err error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	q.All, q.Revision, q.Limit = true, "", verified
	p := parse(q.Text)
	p.filters = slices.DeleteFunc(p.filters, func(f filter) bool { return f.field == "revision" })
	if len(p.words) == 0 {
		return nil, "", nil
	}
	s := x.scope(q, p)
	found, err := x.stages(p, &s, q)
	if err != nil || found.context() {
		return nil, "", err
	}
	byAct := make(map[corpus.ActID][]ranked)
	for _, r := range found.hits {
		if !r.above {
			byAct[r.doc.Act] = append(byAct[r.doc.Act], r)
		}
	}
	for id, hits := range byAct {
		if h := x.actHistory(s.acts[id], hits, &s); len(h.Steps) > 0 {
			out = append(out, h)
		}
	}
	slices.SortFunc(out, func(a, b ActHistory) int { return cmp.Compare(a.Act, b.Act) })
	return out, found.hits[0].rule, nil
}

func (x *Engine) actHistory(a *versioning.Act, hits []ranked, s *scope) ActHistory {
	h := ActHistory{Act: a.ID}
	slices.SortStableFunc(hits, func(a, b ranked) int { return cmp.Compare(a.doc.Seq, b.doc.Seq) })
	var before map[string]ranked
	for _, c := range a.Revisions() {
		if _, err := a.State(c, nil); err != nil {
			continue // its text is not held: nothing is known of it
		}
		now := make(map[string]ranked)
		step := Step{Revision: c, Timing: a.Timing(c.Last())}
		for _, r := range hits {
			if !slices.Contains(r.doc.Revisions, c.ID) || r.doc.Sources[c.ID] != nil {
				continue
			}
			now[r.doc.EID] = r
			if _, ok := before[r.doc.EID]; !ok {
				step.Entered = append(step.Entered, x.hit(r, s))
			}
		}
		for _, r := range hits {
			if b, ok := before[r.doc.EID]; ok && b.id == r.id {
				if _, still := now[r.doc.EID]; !still {
					step.Left = append(step.Left, x.hit(r, s))
				}
			}
		}
		step.Provisions = len(now)
		if len(step.Entered)+len(step.Left) > 0 {
			h.Steps = append(h.Steps, step)
		}
		before = now
	}
	return h
}
