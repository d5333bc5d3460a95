package eligibility

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/position"
	"tizbe/versioning"
)

// read reads everything that may be asked about before it is matched, sets of
// events that are not the first ones of the act too.
func (e *Engine) read(asOf versioning.AsOf) {
	for _, c := range asOf.Candidates {
		e.listsOf(c)
	}
	for _, x := range asOf.Relaxed {
		for _, c := range x.Added {
			e.listsOf(c)
		}
	}
}

// interpret analyses the question. A position, unit or duty that no revision
// knows as typed is tried through the glossary, then with one typing error
// corrected; what was done is noted in the answer.
func (e *Engine) interpret(q Question, a *Answer) asked {
	e.learn()
	in := asked{Question: q, named: make(map[*place]bool), revisions: make(map[string][]RevisionAnswer),
		position: e.query(q.Position), duty: e.query(q.Duty)}
	if in.duty.IsZero() {
		in.Duty = "" // signs alone name no duty
	}
	in.position = in.position.General()
	e.findPosition(a, &in)
	if q.Unit != "" {
		typed := e.typedUnit(q.Unit)
		in.unit, _ = e.reinterpret(a, "unit", typed.query, e.headingWords, func(u position.Query) bool {
			if in.unitRules = typed.rules; in.unitRules == nil {
				in.unitRules = e.matchUnits(u)
			}
			typed.rules = nil // what follows are other readings
			if len(in.unitRules) == 0 {
				in.unitNotes = e.exceptionNotes(u)
			}
			return in.unitKnown()
		})
	}
	if in.Duty != "" {
		in.duty, _ = e.reinterpret(a, "duty", in.duty, e.dutyWords, func(d position.Query) bool {
			for _, n := range e.notes {
				for _, x := range n.exclusions() {
					if excluded, _, _ := x.Names(d, in.position, in.unit); excluded {
						return true
					}
				}
			}
			return false
		})
		if n := len(a.Read); n > 0 && a.Read[n-1].Part == "duty" {
			in.hits = e.matchItems(in.position, in.duty, in.Unit != "") // the duty closes qualifiers
		}
	}
	return in
}

// findPosition matches the position. A question in other words than those of
// the list may be a mistyped or a translated title: one that names a position
// so is closer than what is only a reading of the title as it was typed.
func (e *Engine) findPosition(a *Answer, in *asked) {
	match := func(q position.Query) { in.hits = e.matchItems(q, in.duty, in.Unit != "") }
	typed := in.position
	match(typed)
	titles := in.hits
	listed := func(worst Rule) bool {
		for _, f := range in.hits {
			if f.match.Under.Rank() <= worst.Rank() {
				return true
			}
		}
		return false
	}
	if listed(position.MatchAlternative) || len(titles) > 0 && e.itemWords().HasAll(typed) {
		return
	}
	if listed(position.MatchAllTitles) {
		// Under all titles any compound is listed, mistyped ones too.
		for _, fixed := range typed.Typo(e.itemWords()) {
			if match(fixed); listed(position.MatchAlternative) {
				in.position, in.rule = fixed, position.MatchTypo
				a.Read = append(a.Read, Reinterpretation{Part: "position", Typed: typed.Text, As: fixed.Corrected(), Rule: position.MatchTypo})
				return
			}
		}
		in.hits = titles
		return
	}
	try := func(accept func() bool) bool {
		q, rule := e.reinterpret(a, "position", typed, e.itemWords, func(q position.Query) bool {
			match(q)
			return accept()
		})
		in.position, in.rule = q, rule
		return rule != ""
	}
	if try(func() bool { return listed(position.MatchAllTitles) }) {
		return
	}
	if in.hits = titles; len(titles) == 0 {
		try(func() bool { return len(in.hits) > 0 })
	}
}

// learn collects the abbreviations of all headings read so far.
func (e *Engine) learn() {
	if e.learnt == len(e.paths) {
		return
	}
	e.learnt = len(e.paths)
	var all []position.Heading
	for _, path := range e.paths {
		// A heading that gives its unit a short name says so in a parenthesis.
		if text := path[len(path)-1]; strings.Contains(text, "(бұдан") || strings.Contains(text, "(далее") {
			all = append(all, e.heading(text))
		}
	}
	e.abbreviations = position.Abbreviations(all...)
	sort.Slice(e.abbreviations, func(i, j int) bool {
		x, y := e.abbreviations[i], e.abbreviations[j]
		return cmp.Or(cmp.Compare(x.Short, y.Short), cmp.Compare(x.Long, y.Long)) < 0
	})
}

// The words of the list, by the part of a question that is held against them.

func (e *Engine) itemWords() *position.Vocabulary {
	if e.vocabulary.items != nil && e.vocabulary.of == len(e.order) {
		return e.vocabulary.items
	}
	var out []string
	for _, l := range e.order {
		out = append(out, l.text)
	}
	e.vocabulary.items, e.vocabulary.of = position.NewVocabulary(out), len(e.order)
	return e.vocabulary.items
}

func (e *Engine) headingWords() *position.Vocabulary {
	var out []string
	for _, path := range e.paths {
		out = append(out, path[len(path)-1])
	}
	return position.NewVocabulary(out)
}

func (e *Engine) dutyWords() *position.Vocabulary {
	if e.vocabulary.duties != nil && e.vocabulary.notes == len(e.notes) {
		return e.vocabulary.duties
	}
	var out []string
	for _, n := range e.notes {
		for _, x := range n.exclusions() {
			out = append(out, x.Text)
		}
	}
	slices.Sort(out)
	e.vocabulary.duties, e.vocabulary.notes = position.NewVocabulary(out), len(e.notes)
	return e.vocabulary.duties
}

func (e *Engine) query(s string) position.Query { return position.NewQuery(s).Expand(e.abbreviations) }

func (e *Engine) reinterpret(a *Answer, part string, q position.Query, words func() *position.Vocabulary, known func(position.Query) bool) (position.Query, Rule) {
	if known(q) {
		return q, ""
	}
	note := func(as string, r Rule) {
		a.Read = append(a.Read, Reinterpretation{Part: part, Typed: q.Text, As: as, Rule: r})
	}
	// A duty in the words of the notes needs no translation: аудит is not
	// ішкі аудит because somebody may have meant it so.
	if e.translate != nil && (part != "duty" || !words().HasAll(q)) {
		for _, kk := range e.translate(q.Text) {
			t := e.query(kk)
			if part == "position" {
				t = t.General()
			}
			if known(t) {
				note(kk, position.MatchGlossary)
				return t, position.MatchGlossary
			}
		}
	}
	for _, fixed := range q.Typo(words()) {
		if known(fixed) {
			note(fixed.Corrected(), position.MatchTypo)
			return fixed, position.MatchTypo
		}
	}
	return q, ""
}

// explain adds what the answer rests on and what would settle it.
func (e *Engine) explain(a *Answer, in asked) {
	need := func(p corpus.Phrase) {
		if !p.IsZero() && !slices.ContainsFunc(a.Needs, func(o corpus.Phrase) bool { return o.Key == p.Key && slices.Equal(o.Args, p.Args) }) {
			a.Needs = append(a.Needs, p)
		}
	}
	e.presume(a, in, need)
	for _, ra := range a.Revisions {
		for _, p := range ra.Needs {
			need(p)
		}
	}
	for _, r := range a.Reasons {
		switch r {
		case EntryIntoForceUnknown, EndUnknown, RevisionsDiffer:
			for _, t := range a.AsOf.Open {
				if e.decides(t, a) {
					need(t.Needs)
				}
			}
		case SourcesDisagree:
			for _, ra := range a.Revisions {
				if ra.Dispute != nil {
					if ev := eventOf(ra.Candidate, ra.Dispute.ID); ev != nil {
						need(corpus.Say(MsgNeedsOfficial, ev.By.Number(), ev.Adopted))
					}
				}
			}
		case TextNotHeld:
			for _, ra := range a.Revisions {
				if ra.Err != nil {
					need(corpus.Say(MsgNeedsText, ra.Timing.Event.By.Number(), ra.Timing.Event.Adopted))
				}
			}
		case UnitNeeded:
			need(corpus.Say(MsgNeedsUnit))
		case UnitNotRecognised:
			need(corpus.Say(MsgNeedsKnownUnit))
		case DutyNotGiven:
			need(corpus.Say(MsgNeedsDuty))
		case SuspendedForSome:
			for _, ra := range a.Revisions {
				for _, m := range ra.Matches {
					if m.Pause != nil {
						need(corpus.Say(MsgNeedsPersons, m.Pause.For))
					}
				}
			}
		case QualifierOpen:
			for _, ra := range a.Revisions {
				for _, m := range ra.Matches {
					for _, q := range m.OpenQualifiers {
						need(corpus.Say(MsgNeedsQualifier, q))
					}
				}
			}
		}
	}
	if a.Verdict == NotListed {
		e.later(a, in)
	}
}

func eventOf(c versioning.Candidate, dispute string) *versioning.Event {
	for _, ev := range c.Events {
		if slices.ContainsFunc(ev.Disputes, func(d versioning.Dispute) bool { return d.ID == dispute }) {
			return ev
		}
	}
	return nil
}

// decides reports whether two candidates that differ only in the event give
// different answers.
func (e *Engine) decides(t versioning.Timing, a *Answer) bool {
	for _, x := range a.Revisions {
		for _, y := range a.Revisions {
			if len(x.Candidate.Events) < len(y.Candidate.Events) && !slices.Contains(x.Candidate.Events, t.Event) &&
				slices.Contains(y.Candidate.Events, t.Event) && !sameVerdicts(a.Revisions, x.Candidate.ID, y.Candidate.ID) &&
				onlyDiffer(x.Candidate, y.Candidate, t.Event) {
				return true
			}
		}
	}
	return false
}

func onlyDiffer(x, y versioning.Candidate, ev *versioning.Event) bool {
	rest := slices.DeleteFunc(slices.Clone(y.Events), func(o *versioning.Event) bool { return o == ev })
	// Nothing governs without the adoption, whatever else would.
	return slices.Equal(x.Events, rest) || ev.Kind == versioning.Adoption && len(x.Events) == 0
}

// presume lists the presumptions without which the verdict would be another,
// and what would replace them.
func (e *Engine) presume(a *Answer, in asked, need func(corpus.Phrase)) {
	for _, x := range a.AsOf.Relaxed {
		changes := false
		for _, c := range x.Added {
			for _, ra := range e.revision(c, in) {
				changes = changes || !slices.ContainsFunc(a.Revisions, func(o RevisionAnswer) bool { return o.Verdict == ra.Verdict })
			}
		}
		if changes {
			a.Presumptions = append(a.Presumptions, x.Presumption.Phrase())
			need(x.Timing.Needs)
		}
	}
}

// later names the amendments that add the position after the day asked about:
// an act that improves a citizen's position may be given retroactive force,
// so that who decides must look at it (Law on legal acts, art. 43).
func (e *Engine) later(a *Answer, in asked) {
	last := a.Revisions[len(a.Revisions)-1].Candidate
	revisions := e.act.Revisions()
	for i, c := range revisions {
		ev := c.Last()
		if ev.Ends() != nil || e.act.Never(ev) || slices.Contains(last.Events, ev) || ev.Adopted.After(in.Seen) || len(c.Events) <= len(last.Events) || !e.has(c, in) {
			continue
		}
		// Where the end of an amendment gave the position back, no act adds it.
		if i > 0 && e.has(revisions[i-1], in) {
			return
		}
		a.Later = append(a.Later, e.act.Timing(ev))
		a.Reasons = union(a.Reasons, []Reason{BeneficialAmendmentLater})
		return
	}
}

// has reports whether the text has the position in some reading.
func (e *Engine) has(c versioning.Candidate, in asked) bool {
	return slices.ContainsFunc(e.revision(c, in), func(ra RevisionAnswer) bool {
		return len(ra.Matches) > 0 && (ra.Verdict == Eligible || ra.Verdict == Conditional)
	})
}
