package eligibility

import (
	"fmt"
	"slices"

	"tizbe/corpus"
	"tizbe/corpus/position"
	"tizbe/versioning"
)

// asked is a question with its parts analysed.
type asked struct {
	Question
	position, unit, duty position.Query
	rule                 Rule // glossary or typo, where the position was reinterpreted
	hits                 map[*line]found
	unitRules            map[int]position.UnitRule // by path, where a unit was given
	unitNotes            []*note                   // notes whose exceptions name the unit
	named                map[*place]bool           // items whose title begins with the name of their own unit

	// revisions are what was answered to the same question on another day, by the
	// ID of the revision, where the day does not matter to it.
	revisions map[string][]RevisionAnswer
}

func (in asked) unitKnown() bool { return len(in.unitRules)+len(in.unitNotes) > 0 }

// Check answers the question. An error means that the records contradict each
// other or that too many dates are open, never that the answer is unknown.
func (e *Engine) Check(q Question) (*Answer, error) {
	out, in, err := e.check(q, q.On)
	if err != nil {
		return nil, err
	}
	e.suggest(out[0], in)
	return out[0], nil
}

// CheckDays answers the question for each of the days in the place of its own,
// in their order, as [Engine.Check] does but without suggestions. The words of
// the question are understood once, which is most of the work, and what governs
// on several of the days answers once: answers share what they say of a revision,
// and nobody changes it.
func (e *Engine) CheckDays(q Question, days ...corpus.Date) ([]*Answer, error) {
	out, _, err := e.check(q, days...)
	return out, err
}

func (e *Engine) check(q Question, days ...corpus.Date) (out []*Answer, in asked, err error) {
	governing, err := e.governing(q.Seen, days)
	if err != nil {
		return nil, in, err
	}
	out = make([]*Answer, len(days))
	for i, on := range days {
		q.On = on
		out[i] = &Answer{Act: e.act, Question: q, AsOf: governing[i]}
	}
	for i, a := range out {
		if i == 0 {
			in = e.interpret(a.Question, a)
		}
		in.On, a.Read = a.Question.On, slices.Clip(out[0].Read)
		for _, c := range a.AsOf.Candidates {
			a.Revisions = append(a.Revisions, e.revision(c, in)...)
		}
		a.combine()
		e.explain(a, in)
	}
	return out, in, nil
}

// governing returns what governs on each of the days, and reads it. Who asks
// about many positions asks of the same days: the last ones are kept.
func (e *Engine) governing(seen corpus.Date, days []corpus.Date) ([]versioning.AsOf, error) {
	if l := &e.last; l.of == nil || l.seen != seen || !slices.Equal(l.days, days) {
		of := make([]versioning.AsOf, len(days))
		for i, on := range days {
			var err error
			if of[i], err = e.act.AsOf(on, seen); err != nil {
				return nil, err
			}
			e.read(of[i])
		}
		l.seen, l.days, l.of = seen, slices.Clone(days), of
	}
	return e.last.of, nil
}

// revision answers under one candidate: once where every source's reading
// gives the same answer, else once for each reading.
func (e *Engine) revision(c versioning.Candidate, in asked) []RevisionAnswer {
	if known, ok := in.revisions[c.ID]; ok {
		return known
	}
	out := slices.Clip(e.underEach(c, in))
	// Before the first revision, and where a text is suspended for a time, the
	// day decides.
	if len(c.Events) > 0 && !slices.ContainsFunc(out, func(ra RevisionAnswer) bool { return ra.State != nil && len(ra.State.Suspensions) > 0 }) {
		in.revisions[c.ID] = out
	}
	return out
}

func (e *Engine) underEach(c versioning.Candidate, in asked) []RevisionAnswer {
	var out []RevisionAnswer
	for _, r := range e.choices(c) {
		ra := e.answer(c, r, in)
		ra.label(r)
		out = append(out, ra)
	}
	same := func(x RevisionAnswer) bool { return x.Verdict == out[0].Verdict }
	for _, x := range out[1:] {
		if !same(x) {
			return distinct(out)
		}
	}
	// The readings agree on the verdict: the first speaks for all, with the
	// matches that only another reading has beside it.
	for _, x := range out[1:] {
		for _, m := range x.Matches {
			if !slices.ContainsFunc(out[0].Matches, func(o Match) bool { return o.Provision.EID == m.Provision.EID && o.Provision.Text == m.Provision.Text }) && len(m.Disputes) > 0 {
				out[0].Matches = append(out[0].Matches, m)
			}
		}
	}
	out[0].Source, out[0].Dispute = nil, nil
	return out[:1:1]
}

// distinct keeps the first answer of each verdict and dispute.
func distinct(in []RevisionAnswer) []RevisionAnswer {
	var out []RevisionAnswer
	for _, x := range in {
		if !slices.ContainsFunc(out, func(o RevisionAnswer) bool { return o.Verdict == x.Verdict }) {
			out = append(out, x)
		}
	}
	return out
}

// label names the reading of the dispute that decides the answer: the one in
// which it departs from the default, or the default's own.
func (ra *RevisionAnswer) label(r versioning.Readings) {
	for _, ev := range ra.Candidate.Events {
		for _, d := range ev.Disputes {
			source := d.Readings[0].Source
			if s, ok := r[d.ID]; ok {
				source = s
			} else if ra.Dispute != nil {
				continue
			}
			for _, alt := range d.Readings {
				if alt.Source == source {
					ra.Source, ra.Dispute = &alt, &d
				}
			}
		}
	}
}

// answer answers under one candidate and reading.
func (e *Engine) answer(c versioning.Candidate, r versioning.Readings, in asked) RevisionAnswer {
	ra := RevisionAnswer{Candidate: c}
	if len(c.Events) == 0 {
		ra.Verdict, ra.Reasons = NotApplicable, WhyNone(e.act, in.On, in.Seen)
		if len(e.act.Events) > 0 {
			ra.Timing = e.act.Timing(e.act.Events[0])
		}
		return ra
	}
	ra.Timing = e.act.Timing(c.Last())
	s, err := e.act.State(c, r)
	if err != nil {
		ra.Verdict, ra.Reasons, ra.Err = Undetermined, []Reason{TextNotHeld}, err
		return ra
	}
	ra.State = s
	if s.Repealed != nil {
		ra.Verdict, ra.Reasons = NotApplicable, []Reason{WhyGone(s.Repealed)}
		return ra
	}
	if x, ok := s.SuspendedOn(in.On, &corpus.Provision{}); ok && x.For == "" && !x.NotYet && !x.Ended {
		ra.Verdict, ra.Reasons = NotApplicable, []Reason{Suspended}
		return ra
	}
	l := e.list(s)
	units := l.units(in)
	judge(&ra, in, units, e.places(l, in, units))
	return ra
}

// WhyNone says why nothing of the act governs a relation of the day, as the
// law stood on the day seen: every reason that certainly holds.
func WhyNone(a *versioning.Act, on, seen corpus.Date) []Reason {
	if len(a.Events) == 0 {
		return []Reason{NotYetAdopted}
	}
	t := a.Timing(a.Events[0])
	var out []Reason
	switch {
	case seen.Before(t.Event.Adopted):
		out = append(out, NotYetAdopted)
	case seen.Before(t.InForce.NotBefore):
		out = append(out, NotYetInForce)
	}
	if on.Before(t.AppliesFrom.NotBefore) {
		out = append(out, BeforeApplication)
	}
	if len(out) == 0 { // it depends on the open date, and here it has not come
		out = append(out, NotYetInForce)
	}
	return out
}

// WhyGone says by what the act governs no more, given the event.
func WhyGone(e *versioning.Event) Reason {
	if e.Kind == versioning.Expiry {
		return Expired
	}
	return Repealed
}

// judge turns the places into the revision's verdict. Where it is open whether
// a provision holds on the day, both ways are tried.
func judge(ra *RevisionAnswer, in asked, units unitSet, places []*place) {
	without := *ra
	without.Matches, without.Reasons = nil, nil
	doubts := judgeAs(ra, in, units, places, true)
	if len(doubts) == 0 {
		return
	}
	judgeAs(&without, in, units, places, false)
	if without.Verdict == ra.Verdict {
		return
	}
	ra.Verdict, ra.Reasons = Undetermined, nil
	for _, x := range doubts {
		why := EntryIntoForceUnknown
		if x.Ended {
			why = EndUnknown
		}
		ra.Reasons = union(ra.Reasons, []Reason{why})
		if !slices.ContainsFunc(ra.Needs, func(p corpus.Phrase) bool { return p.Key == x.Needs.Key && slices.Equal(p.Args, x.Needs.Args) }) {
			ra.Needs = append(ra.Needs, x.Needs)
		}
	}
}

// judgeAs judges with provisions of which it is open whether they hold, or
// without them, and returns why that is open.
func judgeAs(ra *RevisionAnswer, in asked, units unitSet, places []*place, holding bool) (doubts []versioning.Pause) {
	var paused []Reason
	type verdict struct {
		group   *group
		verdict Verdict
		reasons []Reason
	}
	var groups []verdict
	for _, pl := range places {
		pause, ok := ra.State.SuspendedOn(in.On, append(append([]*corpus.Provision(nil), pl.group.ancestors...), pl.provision)...)
		if ok && pause.Unsure {
			doubts, ok = append(doubts, pause), !holding
		}
		if ok && pause.For == "" {
			paused = union(paused, []Reason{whyPaused(pause)})
			continue
		}
		m := match(ra.State, pl, in)
		if ok {
			m.Reasons, m.Pause = union(m.Reasons, []Reason{SuspendedForSome}), &pause
			if m.Verdict == Eligible {
				m.Verdict = Conditional
			}
		}
		m.UnitRule = units.rules[pl.group]
		ra.Matches = append(ra.Matches, m)
		i := slices.IndexFunc(groups, func(v verdict) bool { return v.group == pl.group })
		if i < 0 {
			groups = append(groups, verdict{pl.group, m.Verdict, m.Reasons})
			continue
		}
		// Within one group: eligible > conditional > excluded.
		if rank(m.Verdict) < rank(groups[i].verdict) {
			groups[i].verdict, groups[i].reasons = m.Verdict, m.Reasons
		}
	}
	switch {
	case len(groups) == 0 && len(paused) > 0:
		ra.Verdict = NotListed
		for _, r := range [...]Reason{ProvisionSuspended, ProvisionNotInForce, ProvisionExpired} {
			if slices.Contains(paused, r) {
				ra.Reasons = append(ra.Reasons, r)
			}
		}
		return doubts
	case len(groups) == 0:
		ra.Verdict = NotListed
		if in.Unit != "" && len(in.hits) > 0 && !in.unitKnown() {
			ra.Verdict, ra.Reasons = Undetermined, []Reason{UnitNotRecognised}
		}
		return doubts
	}
	differ := slices.ContainsFunc(groups, func(v verdict) bool { return v.verdict != groups[0].verdict })
	if differ || in.Unit == "" && len(groups) > 1 {
		ra.Verdict, ra.Reasons = Conditional, []Reason{UnitNeeded}
		for _, g := range groups {
			ra.Reasons = union(ra.Reasons, g.reasons)
		}
		return doubts
	}
	ra.Verdict = groups[0].verdict
	for _, g := range groups {
		ra.Reasons = union(ra.Reasons, g.reasons)
	}
	return doubts
}

// whyPaused says why a provision does not hold for anybody.
func whyPaused(x versioning.Pause) Reason {
	switch {
	case x.NotYet:
		return ProvisionNotInForce
	case x.Ended:
		return ProvisionExpired
	}
	return ProvisionSuspended
}

func rank(v Verdict) int {
	return slices.Index([]Verdict{Eligible, Conditional, Excluded}, v)
}

func union(a, b []Reason) []Reason {
	for _, r := range b {
		if !slices.Contains(a, r) {
			a = append(a, r)
		}
	}
	return a
}

// match judges one item.
func match(s *versioning.State, pl *place, in asked) Match {
	f := in.hits[pl.line]
	m := Match{Provision: pl.provision, Path: pl.group.path, Point: pl.group.path[0].Num, Entry: f.entry, Rule: f.match.Rule,
		OpenQualifiers: f.match.OpenQualifiers, Disputes: s.Disputed(pl.provision.EID)}
	if in.rule != "" {
		m.Rule = in.rule
	}
	m.Verdict = Eligible
	open := func(r Reason) {
		m.Verdict = Conditional
		m.Reasons = append(m.Reasons, r)
	}
	if n := pl.note; n != nil && len(n.exclusions()) > 0 {
		m.Note, m.Exclusions = n.provision, n.exclusions()
		if in.Duty == "" {
			open(DutyNotGiven)
		}
		for _, x := range n.exclusions() {
			if in.Duty == "" {
				break
			}
			excluded, saved, exception := x.Names(in.duty, in.position, in.unit)
			switch {
			case saved:
				m.Exception = exception
			case excluded:
				m.Excluded = x.Text
			}
		}
	}
	if len(m.OpenQualifiers) > 0 {
		open(QualifierOpen)
	}
	switch {
	case f.match.Under != position.MatchTitleReading:
	case in.named[pl]:
		if m.Rule == position.MatchTitleReading {
			m.Rule = position.MatchAlternative
		}
	default:
		open(TitleReading)
	}
	if m.Excluded != "" {
		m.Verdict, m.Reasons = Excluded, []Reason{DutyExcluded}
	}
	return m
}

// combine draws the one verdict from the revisions' answers.
func (a *Answer) combine() {
	first := a.Revisions[0]
	agree := true
	for _, r := range a.Revisions {
		agree = agree && r.Verdict == first.Verdict
	}
	if agree && first.Verdict != Undetermined {
		a.Verdict, a.Certain = first.Verdict, true
		for _, r := range a.Revisions {
			a.Reasons = union(a.Reasons, r.Reasons)
		}
		return
	}
	a.Verdict = Undetermined
	var ids []string
	dates, ends, revisions := false, false, false
	for i, r := range a.Revisions {
		if r.Verdict == Undetermined {
			a.Reasons = union(a.Reasons, r.Reasons)
		}
		if slices.Contains(ids, r.Candidate.ID) {
			continue
		}
		ids = append(ids, r.Candidate.ID)
		for _, o := range a.Revisions[:i] {
			if o.Candidate.ID != r.Candidate.ID && !sameVerdicts(a.Revisions, o.Candidate.ID, r.Candidate.ID) {
				if onlyEnds(o.Candidate, r.Candidate) {
					ends = true
				} else {
					dates = true
				}
				revisions = revisions || o.Candidate.ID != "" && r.Candidate.ID != ""
			}
		}
	}
	if ends {
		a.Reasons = union([]Reason{EndUnknown}, a.Reasons)
	}
	if dates {
		a.Reasons = union([]Reason{EntryIntoForceUnknown}, a.Reasons)
	}
	if revisions {
		a.Reasons = union(a.Reasons, []Reason{RevisionsDiffer})
	}
	for i, r := range a.Revisions {
		for _, o := range a.Revisions[:i] {
			if o.Candidate.ID == r.Candidate.ID && o.Verdict != r.Verdict {
				a.Reasons = union(a.Reasons, []Reason{SourcesDisagree})
			}
		}
	}
}

// onlyEnds reports whether two candidates differ in nothing but what has
// ended.
func onlyEnds(x, y versioning.Candidate) bool {
	rest := func(c versioning.Candidate) []*versioning.Event {
		return slices.DeleteFunc(slices.Clone(c.Events), func(e *versioning.Event) bool { return e.Ends() != nil })
	}
	return slices.Equal(rest(x), rest(y))
}

// sameVerdicts reports whether two candidates give the same verdicts under
// the readings of the sources.
func sameVerdicts(all []RevisionAnswer, x, y string) bool {
	verdicts := func(id string) string {
		var vs []string
		for _, r := range all {
			if r.Candidate.ID == id {
				vs = append(vs, string(r.Verdict))
			}
		}
		slices.Sort(vs)
		return fmt.Sprint(slices.Compact(vs))
	}
	return verdicts(x) == verdicts(y)
}
