package site

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"tizbe/corpus"
	"tizbe/corpus/kazakh"
	"tizbe/corpus/position"
	"tizbe/versioning/eligibility"
)

// A post is a position that an edition of the list names, with the answers.
type post struct {
	title string
	key   string
	path  string
	all   []span    // asked for without a unit
	in    []*unitIn // the units in which it stands, in the order of the text
}

// A unitIn is a position in a unit.
type unitIn struct {
	unit   *unit
	places []placeIn
	spans  []span // asked for with the unit
	asked  string // the words that were asked for as the unit
	lone   bool   // the only unit, and the answers without a unit are the same
}

// A placeIn is the item that names the position in one edition.
type placeIn struct {
	edition *edition
	item    *corpus.Provision
	entry   position.Entry
}

// A unit is a heading that has positions of its own.
type unit struct {
	eid     string
	path    string
	heading *corpus.Provision   // as it stands in the latest edition that has it
	up      []*corpus.Provision // headings above it, from the point
	posts   []*post             // in the order of the text
	name    string              // what is asked for as the unit
	here    []*edition          // the editions that have it
}

// A span is a stretch of days with one answer. The first has no From; the
// last runs to the last day verified.
type span struct {
	from, to corpus.Date
	answer   *eligibility.Answer
}

func keyOf(title string) string {
	var out []string
	for _, w := range kazakh.Tokens(title) {
		out = append(out, kazakh.Fold(w.Text))
	}
	return strings.Join(out, " ")
}

// posts reads the positions and units of every edition.
func (s *Site) posts(a *act) error {
	byKey := make(map[string]*post)
	// The latest edition first: titles and headings are shown as it has them.
	for _, e := range slices.Backward(a.editions) {
		if e.state == nil {
			continue
		}
		a.engine.Entries(e.state, func(item *corpus.Provision, path []*corpus.Provision, entries []position.Entry) {
			if len(path) == 0 {
				return
			}
			u := a.unit(path, e)
			if len(entries) > 1 { // what the line opens into; the line itself is no position
				entries = entries[1:]
			}
			for _, en := range entries {
				key := keyOf(en.Title)
				p := byKey[key]
				if p == nil {
					p = &post{title: en.Title, key: key}
					byKey[key] = p
					a.positions = append(a.positions, p)
				}
				if k := item.EID + "\n" + item.Text; !slices.Contains(a.titles[k], p) {
					a.titles[k] = append(a.titles[k], p)
				}
				if !slices.Contains(u.posts, p) {
					u.posts = append(u.posts, p)
				}
				i := slices.IndexFunc(p.in, func(x *unitIn) bool { return x.unit == u })
				if i < 0 {
					i = len(p.in)
					p.in = append(p.in, &unitIn{unit: u})
				}
				p.in[i].places = append(p.in[i].places, placeIn{e, item, en})
			}
		})
	}
	a.order()
	// Who asks later derives no text that pages are made of.
	days := a.turns(s.Verified)
	for _, on := range append([]corpus.Date{dayBefore(days, s.Verified)}, days...) {
		asOf, err := a.AsOf(on, s.Verified)
		if err != nil {
			return err
		}
		for _, c := range asOf.Candidates {
			a.readDisputes(c)
		}
	}
	return nil
}

// ask asks about every position of the acts, and in every unit. Acts that are
// rendered meanwhile are not changed but for the answers.
func (s *Site) ask() {
	for _, a := range s.acts {
		a.unanswered = a.askAll(s.Verified)
		close(a.answered)
	}
}

// asked is make for a page that shows answers.
func (a *act) asked(make func(v *view) (any, error)) func(v *view) (any, error) {
	return func(v *view) (any, error) {
		if err := a.wait(); err != nil {
			return nil, err
		}
		return make(v)
	}
}

// wait waits until every question about the act has its answer.
func (a *act) wait() error {
	<-a.answered
	return a.unanswered
}

func (a *act) askAll(last corpus.Date) error {
	days := a.turns(last)
	for _, p := range a.positions {
		var err error
		if p.all, err = a.spans(eligibility.Question{Position: p.title}, days, last); err != nil {
			return err
		}
		for _, in := range p.in {
			if err := a.ask(p, in, days, last); err != nil {
				return err
			}
			in.lone = len(p.in) == 1 && slices.EqualFunc(in.spans, p.all, func(x, y span) bool { return x.from == y.from && x.to == y.to && sameAnswer(x.answer, y.answer) })
		}
	}
	return nil
}

// ask asks for the position in the unit. A heading that stands in several
// points (Кезекші бөлім) is asked for with as many of the headings above it
// as it takes for the answer to be about this unit alone; where no words do,
// the answer says that the unit is needed.
func (a *act) ask(p *post, in *unitIn, days []corpus.Date, last corpus.Date) error {
	name := in.unit.name
	for i := len(in.unit.up); ; i-- {
		spans, err := a.spans(eligibility.Question{Position: p.title, Unit: name}, days, last)
		if err != nil {
			return err
		}
		if in.spans == nil || in.unit.only(spans) {
			in.spans, in.asked = spans, name
		}
		if i == 0 || in.unit.only(spans) {
			return nil
		}
		name = unitName(in.unit.up[i-1]) + ", " + name
	}
}

// only reports whether the answers are about the unit and no other, and about
// it at all.
func (u *unit) only(spans []span) bool {
	here := false
	for _, sp := range spans {
		for _, r := range sp.answer.Revisions {
			for _, m := range r.Matches {
				if !slices.ContainsFunc(m.Path, func(q *corpus.Provision) bool { return q.EID == u.eid }) {
					return false
				}
				here = true
			}
		}
	}
	return here
}

// unit returns the unit of a path of headings.
func (a *act) unit(path []*corpus.Provision, e *edition) *unit {
	last := path[len(path)-1]
	u := a.unitOf[last.EID]
	if u == nil {
		u = &unit{eid: last.EID, heading: last, up: slices.Clone(path[:len(path)-1]), name: unitName(last),
			path: a.path + "unit/" + strings.TrimPrefix(last.EID, "list__") + "/"}
		a.unitOf[last.EID] = u
		a.units = append(a.units, u)
	}
	if !slices.Contains(u.here, e) {
		u.here = append(u.here, e)
	}
	return u
}

// unitName is the heading without its number, colon and abbreviation.
func unitName(p *corpus.Provision) string {
	h := strings.TrimRight(p.Heading(), ": ")
	if i := strings.Index(h, " (бұдан әрі"); i > 0 && strings.HasSuffix(h, ")") {
		h = h[:i]
	}
	if i := strings.Index(h, " (далее"); i > 0 && strings.HasSuffix(h, ")") {
		h = h[:i]
	}
	return h
}

// order sorts positions by the Kazakh alphabet and units by the text, and
// gives positions their addresses.
func (a *act) order() {
	sortKazakh(a.positions, func(p *post) string { return p.title })
	taken := make(map[string]bool)
	for _, p := range a.positions {
		s := slug(p.title)
		if taken[s] {
			s += "-" + mark(p.key)
		}
		taken[s] = true
		p.path = a.path + "position/" + s + "/"
	}
	seq := make(map[string]int)
	for _, e := range slices.Backward(a.editions) {
		if e.state == nil {
			continue
		}
		n := 0
		for p := range e.state.Root.All() {
			n++
			if _, ok := seq[p.EID]; !ok {
				seq[p.EID] = n
			}
		}
	}
	byText := func(x, y *unit) int { return cmp.Or(cmp.Compare(seq[x.eid], seq[y.eid]), cmp.Compare(x.eid, y.eid)) }
	slices.SortStableFunc(a.units, byText)
	for _, p := range a.positions {
		slices.SortStableFunc(p.in, func(x, y *unitIn) int { return byText(x.unit, y.unit) })
		for _, in := range p.in { // earliest edition first
			slices.Reverse(in.places)
		}
	}
	for _, u := range a.units {
		slices.Reverse(u.here)
	}
}

// collator orders texts by the Kazakh alphabet, whatever the case.
var collator = collate.New(language.Kazakh, collate.IgnoreCase)

func sortKazakh[T any](list []T, text func(T) string) {
	slices.SortStableFunc(list, func(x, y T) int {
		return cmp.Or(collator.CompareString(text(x), text(y)), strings.Compare(text(x), text(y)))
	})
}

// turns are the days on which an answer may turn: the ends of all bounds, and
// days of adoption. Between two of them the same revisions may govern.
func (a *act) turns(last corpus.Date) []corpus.Date {
	var days []corpus.Date
	add := func(d corpus.Date) {
		if !d.IsZero() && !d.After(last) {
			days = append(days, d)
		}
	}
	for _, e := range a.Events {
		t := a.Timing(e)
		for _, b := range [...]corpus.Bounds{t.InForce, t.AppliesFrom} {
			add(b.NotBefore)
			add(b.NotAfter)
		}
		for _, o := range t.Own {
			for _, b := range [...]corpus.Bounds{o.InForce, o.Ends} {
				add(b.NotBefore)
				add(b.NotAfter)
			}
		}
		add(e.Adopted)
		for _, o := range e.Operations { // a suspension ends
			if !o.Until.IsZero() {
				add(o.Until.AddDays(1))
			}
			if o.Since != nil {
				add(*o.Since)
			}
		}
	}
	slices.SortFunc(days, corpus.Date.Compare)
	return slices.Compact(days)
}

// spans asks the question for every stretch of days between turns, as the law
// stood on the last day, and joins neighbours with the same answer.
func (a *act) spans(q eligibility.Question, days []corpus.Date, last corpus.Date) ([]span, error) {
	q.Seen = last
	answers, err := a.engine.CheckDays(q, append([]corpus.Date{dayBefore(days, last)}, days...)...)
	if err != nil {
		return nil, err
	}
	var out []span
	for i, x := range answers {
		sp := span{to: last, answer: x}
		if i > 0 {
			sp.from = days[i-1]
		}
		if i < len(days) {
			sp.to = days[i].AddDays(-1)
		}
		if n := len(out); n > 0 && sameAnswer(out[n-1].answer, x) {
			out[n-1].to = sp.to
			// The later answer speaks for both where it rests on more.
			out[n-1].answer = x
			continue
		}
		out = append(out, sp)
	}
	return out, nil
}

// dayBefore is a day before all turns.
func dayBefore(days []corpus.Date, last corpus.Date) corpus.Date {
	if len(days) == 0 {
		return last
	}
	return days[0].AddDays(-1)
}

// sameAnswer reports whether two answers say the same from the same wordings.
func sameAnswer(x, y *eligibility.Answer) bool {
	if x.Verdict != y.Verdict || !slices.Equal(x.Reasons, y.Reasons) || len(x.Presumptions) != len(y.Presumptions) || len(x.Needs) != len(y.Needs) {
		return false
	}
	// On neighbouring days nearly always one and the same.
	same := func(a, b eligibility.RevisionAnswer) bool {
		return a.State == b.State && a.Source == b.Source && a.Verdict == b.Verdict && len(a.Matches) == len(b.Matches) && (len(a.Matches) == 0 || &a.Matches[0] == &b.Matches[0])
	}
	return slices.EqualFunc(x.Revisions, y.Revisions, same) || slices.Equal(wordingsOf(x), wordingsOf(y))
}

// wordingsOf lists verdicts, places and wordings, each once, sorted.
func wordingsOf(x *eligibility.Answer) []string {
	var out []string
	for _, r := range x.Revisions {
		source := ""
		if r.Source != nil {
			source = r.Source.Source
		}
		out = append(out, string(r.Verdict)+"\n"+source)
		for _, m := range r.Matches {
			note := ""
			if m.Note != nil {
				note = m.Note.Sum().String()
			}
			out = append(out, string(r.Verdict)+"\n"+source+"\n"+m.Provision.EID+"\n"+m.Provision.Text+"\n"+string(m.Verdict)+"\n"+note)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// now is the verdict of the last stretch of days.
func now(in []span) eligibility.Verdict {
	if len(in) == 0 {
		return eligibility.Undetermined
	}
	return in[len(in)-1].answer.Verdict
}
