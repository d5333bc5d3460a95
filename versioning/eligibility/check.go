package eligibility

import (
	"cmp"
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
}

func (in asked) unitKnown() bool { return len(in.unitRules)+len(in.unitNotes) > 0 }

// found is how an item names the position.
type found struct {
	entry position.Entry
	match position.Match
	// under, where it is not nil, says under which headings the item is the
	// position: those that the question names in front of the post.
	under []headings
}

// headings are paths of headings that a unit names.
type headings struct {
	paths map[int]position.UnitRule
	own   bool // only the heading directly above the item counts
}

// Check answers the question. An error means that the records contradict each
// other or that too many dates are open, never that the answer is unknown.
func (e *Engine) Check(q Question) (*Answer, error) {
	asOf, err := e.act.AsOf(q.On, q.Seen)
	if err != nil {
		return nil, err
	}
	a := &Answer{Act: e.act, Question: q, AsOf: asOf}
	in := e.interpret(q, a)
	for _, c := range asOf.Candidates {
		a.Revisions = append(a.Revisions, e.revision(c, in)...)
	}
	a.combine()
	e.explain(a, in)
	return a, nil
}

// revision answers under one candidate: once where every source's reading
// gives the same answer, else once for each reading.
func (e *Engine) revision(c versioning.Candidate, in asked) []RevisionAnswer {
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
	return out[:1]
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
		ra.Verdict, ra.Reasons = NotApplicable, []Reason{Repealed}
		return ra
	}
	if _, ok := s.SuspendedOn(in.On, &corpus.Provision{}); ok {
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

// A unitSet is the groups that the given unit governs, with the rule that
// recognised it; all groups where no unit was given.
type unitSet struct {
	all   bool
	rules map[*group]position.UnitRule
}

func (u unitSet) has(g *group) bool { return u.all || u.rules[g] != "" }

// units returns the groups of the list that the question covers.
func (l *list) units(in asked) unitSet {
	if in.Unit == "" {
		return unitSet{all: true}
	}
	out := unitSet{rules: make(map[*group]position.UnitRule)}
	if len(in.unitRules) == 0 {
		for _, g := range l.groups {
			for _, pl := range g.places {
				if pl.note != nil && slices.Contains(in.unitNotes, pl.note) {
					out.rules[g] = UnitException
				}
			}
		}
		return out
	}
	best := len(tiers)
	rules := make([]position.UnitRule, len(l.groups))
	for i, g := range l.groups {
		// A matched unit governs its group and all below it.
		for _, path := range g.paths {
			if r := in.unitRules[path]; r != "" && (rules[i] == "" || tier(r) < tier(rules[i])) {
				rules[i] = r
			}
		}
		if rules[i] != "" {
			best = min(best, tier(rules[i]))
		}
	}
	for i, g := range l.groups {
		if rules[i] != "" && tier(rules[i]) == best {
			out.rules[g] = rules[i]
		}
	}
	return out
}

// UnitException: no heading is the unit, but an exception of a note names it
// (Ахуалдық орталықты қоспағанда). Whoever takes a unit out of an exclusion
// takes it to be on the list, where the note covers.
const UnitException position.UnitRule = "note_exception"

// exceptionNotes returns the notes that except the unit from an exclusion. An
// exception may also name a duty or a position; one that names a unit ends in
// a word that headings use.
func (e *Engine) exceptionNotes(unit position.Query) []*note {
	var out []*note
	for _, n := range e.notes {
		for _, x := range n.exclusions() {
			for _, ex := range x.Exceptions {
				words := position.Split(ex)
				if len(words) == 0 || !e.headingWord(words[len(words)-1]) {
					continue
				}
				if r, ok := position.ParseHeading(ex).Match(unit); ok && r == position.UnitEqual {
					out = append(out, n)
				}
			}
		}
	}
	return out
}

func (e *Engine) headingWord(w position.Word) bool {
	for _, id := range e.pathWords[position.Onset(w.Text)] {
		path := e.paths[id]
		for _, h := range position.Split(path[len(path)-1]) {
			if w.Same(h) {
				return true
			}
		}
	}
	return false
}

// tiers orders the ways to recognise a unit: being equal to a heading, a
// service or an abbreviation beats standing at the end of one, and that beats
// being a member of a class.
var tiers = [...][]position.UnitRule{
	{position.UnitEqual, position.UnitService, position.UnitAbbreviation},
	{position.UnitTail},
	{position.UnitClassMember},
}

func tier(r position.UnitRule) int {
	return slices.IndexFunc(tiers[:], func(t []position.UnitRule) bool { return slices.Contains(t, r) })
}

// matchUnits matches every path of headings of every revision once.
func (e *Engine) matchUnits(unit position.Query) map[int]position.UnitRule {
	out := make(map[int]position.UnitRule)
	tried := make(map[int]bool)
	for _, w := range unit.Ends() {
		for _, id := range e.pathWords[position.Onset(w.Text)] {
			if tried[id] {
				continue
			}
			tried[id] = true
			var path []position.Heading
			for _, text := range e.paths[id] {
				path = append(path, e.heading(text))
			}
			if r, ok := position.MatchPath(path, unit); ok {
				out[id] = r
			}
		}
	}
	return out
}

// matchItems matches the lines of every revision, each once.
// Somebody's title (тылдың аға инспекторы) is read as one of a group's titles
// only where a unit was given.
func (e *Engine) matchItems(pos, duty position.Query, unit bool) map[*line]found {
	out := make(map[*line]found)
	for _, l := range e.candidates(pos) {
		for _, en := range l.entries() {
			m, hit := en.Match(pos, duty)
			if !hit || m.Owned && !unit {
				continue
			}
			best, ok := out[l]
			// Of entries equally close, the one with fewer conditions.
			closer := cmp.Or(cmp.Compare(m.Under.Rank(), best.match.Under.Rank()), cmp.Compare(len(m.OpenQualifiers), len(best.match.OpenQualifiers)))
			if !ok || closer < 0 {
				out[l] = found{entry: en, match: m}
			}
		}
	}
	for _, f := range out {
		if f.match.Under != position.MatchTitleReading {
			return out
		}
	}
	if under := e.matchUnderHeadings(pos, duty); len(under) > 0 {
		for l, f := range out { // where the headings do not fit
			if _, ok := under[l]; !ok {
				under[l] = f
			}
		}
		return under
	}
	return out
}

// matchUnderHeadings matches a post that was asked for with its unit in front
// (тергеу изоляторының бастығы): the item has the post (бастық), and takes
// the rest of its meaning from the headings above it.
func (e *Engine) matchUnderHeadings(pos, duty position.Query) map[*line]found {
	out := make(map[*line]found)
	units := make(map[string]map[int]position.UnitRule)
	for _, l := range e.candidates(pos) {
		for _, en := range l.entries() {
			e.placeUnder(out, units, l, en, pos, duty)
		}
	}
	return out
}

// placeUnder adds the ways in which the entry is the position under headings
// that the position names.
func (e *Engine) placeUnder(out map[*line]found, units map[string]map[int]position.UnitRule, l *line, en position.Entry, pos, duty position.Query) {
	for _, at := range pos.Place(en) {
		// What stands in front of the post may also be what restricts it:
		// суатқыш машинасының аға инспекторы.
		if m, ok := en.Match(position.NewQuery(en.Title), position.NewQuery(at.Unit)); ok && len(m.OpenQualifiers) < len(en.Qualifiers) {
			m.Rule, m.Under = position.MatchAlternative, position.MatchAlternative
			out[l] = found{entry: en, match: m}
			return
		}
		paths, done := units[at.Unit]
		if !done {
			paths = e.matchUnits(e.query(at.Unit))
			if len(paths) == 0 && !at.Own {
				paths = e.unitsOfBody(position.NewQuery(at.Unit))
			}
			units[at.Unit] = paths
		}
		if len(paths) == 0 {
			continue
		}
		m := position.Match{Rule: position.MatchAlternative, Under: position.MatchAlternative}
		// What restricts the item stays open unless the question names it.
		if direct, ok := en.Match(position.NewQuery(en.Title), duty); ok {
			m.OpenQualifiers = direct.OpenQualifiers
		}
		f, ok := out[l]
		if !ok || len(f.entry.Title) < len(en.Title) {
			f.entry, f.match = en, m
		}
		f.under = append(f.under, headings{paths, at.Own})
		out[l] = f
	}
}

// unitsOfBody returns the paths of the units that belong to a ministry or an
// agency: Қаржылық мониторинг агенттігінің тергеушісі serves in one of them.
func (e *Engine) unitsOfBody(body position.Query) map[int]position.UnitRule {
	out := make(map[int]position.UnitRule)
	if !body.IsBody() {
		return out
	}
	for id, path := range e.paths {
		if e.heading(path[len(path)-1]).Belongs(body) {
			out[id] = position.UnitTail
		}
	}
	return out
}

// stands reports whether the item is the position where it stands.
func (f found) stands(g *group) bool {
	for _, h := range f.under {
		for i, id := range g.paths {
			if h.paths[id] != "" && (!h.own || i == len(g.paths)-1) {
				return true
			}
		}
	}
	return f.under == nil
}

// places returns where the position stands in the groups, in the order of the
// text. A title reading counts only where no closer entry matches.
func (e *Engine) places(l *list, in asked, units unitSet) []*place {
	var all, titles []*place
	for it, f := range in.hits {
		for _, pl := range l.byLine[it] {
			switch {
			case !units.has(pl.group), !f.stands(pl.group):
			case f.match.Under == position.MatchTitleReading && !e.namesOwnUnit(pl, f.entry, in):
				titles = append(titles, pl)
			default:
				all = append(all, pl)
			}
		}
	}
	if len(all) == 0 {
		all = titles
	}
	slices.SortFunc(all, func(x, y *place) int { return cmp.Compare(x.seq, y.seq) })
	return all
}

// namesOwnUnit reports whether the entry is the post asked for with the name
// of its own unit in front (ҚСжАЕК бөлім бастығы under the heading of ҚСжАЕК):
// who gave the unit has said that part too.
func (e *Engine) namesOwnUnit(pl *place, en position.Entry, in asked) bool {
	words := en.Words()
	n := len(words) - len(in.position.Words())
	if in.Unit == "" || n <= 0 {
		return false
	}
	if named, ok := in.named[pl]; ok {
		return named
	}
	// The owner stands in the genitive, or is an abbreviation.
	paths := e.matchUnits(e.query(words[:n].String()))
	for _, id := range pl.group.paths {
		if paths[id] != "" {
			in.named[pl] = true
			return true
		}
	}
	in.named[pl] = false
	return false
}

// judge turns the places into the revision's verdict.
func judge(ra *RevisionAnswer, in asked, units unitSet, places []*place) {
	suspended := false
	type verdict struct {
		group   *group
		verdict Verdict
		reasons []Reason
	}
	var groups []verdict
	for _, pl := range places {
		if _, ok := ra.State.SuspendedOn(in.On, append(append([]*corpus.Provision(nil), pl.group.ancestors...), pl.provision)...); ok {
			suspended = true
			continue
		}
		m := match(ra.State, pl, in)
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
	case len(groups) == 0 && suspended:
		ra.Verdict, ra.Reasons = NotListed, []Reason{ProvisionSuspended}
		return
	case len(groups) == 0:
		ra.Verdict = NotListed
		if in.Unit != "" && len(in.hits) > 0 && !in.unitKnown() {
			ra.Verdict, ra.Reasons = Undetermined, []Reason{UnitNotRecognised}
		}
		return
	}
	differ := slices.ContainsFunc(groups, func(v verdict) bool { return v.verdict != groups[0].verdict })
	if differ || in.Unit == "" && len(groups) > 1 {
		ra.Verdict, ra.Reasons = Conditional, []Reason{UnitNeeded}
		for _, g := range groups {
			ra.Reasons = union(ra.Reasons, g.reasons)
		}
		return
	}
	ra.Verdict = groups[0].verdict
	for _, g := range groups {
		ra.Reasons = union(ra.Reasons, g.reasons)
	}
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
	dates, revisions := false, false
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
				dates = true
				revisions = revisions || o.Candidate.ID != "" && r.Candidate.ID != ""
			}
		}
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
