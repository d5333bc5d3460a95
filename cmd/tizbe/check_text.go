package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"tizbe/versioning"
	"tizbe/versioning/eligibility"
)

// look is how a verdict is drawn: unmistakable by sign and word, the colour
// only repeats them.
var look = map[eligibility.Verdict]struct {
	sign   string
	colour text.Colors
}{
	eligibility.Eligible:      {"✓", green},
	eligibility.Conditional:   {"◐", yellow},
	eligibility.Excluded:      {"✗", red},
	eligibility.NotListed:     {"✗", red},
	eligibility.NotApplicable: {"–", magenta},
	eligibility.Undetermined:  {"?", magenta},
}

// A screen is an answer in labelled paragraphs: labels in a column of their
// own, what is said beside them.
type screen struct {
	bytes.Buffer
	*app
	column int
	last   string
}

// put writes one paragraph; the label is not repeated when it comes again.
func (s *screen) put(label, words string, c text.Colors) {
	if words == "" {
		return
	}
	shown := label
	if label == s.last {
		shown = ""
	}
	s.last = label
	var b bytes.Buffer
	s.style.hang(&b, "  "+pad(shown, s.column), words, c)
	line := b.String()
	if shown != "" {
		line = strings.Replace(line, shown, s.style.paint(faint, shown), 1)
	}
	s.WriteString(line)
}

// gap leaves one line blank.
func (s *screen) gap() {
	if !bytes.HasSuffix(s.Bytes(), []byte("\n\n")) {
		s.WriteByte('\n')
	}
	s.last = ""
}

func (a *app) checkText(ans *eligibility.Answer) {
	t := a.say.T
	s := &screen{app: a}
	for _, l := range []string{t("why"), t("list"), t("note"), t("condition"), t("dates"), t("presumed"), t("dispute"), t("would settle it"), t("nearest"), t("read as"), t("by reading"), t("later")} {
		s.column = max(s.column, text.StringWidth(l)+2)
	}
	s.headline(ans)
	for _, r := range ans.Read {
		s.put(t("read as"), t("%[1]s “%[2]s” → “%[3]s”: %[4]s", a.say.Part(r.Part), r.Typed, r.As, a.say.Rule(r.Rule)), yellow)
	}
	for _, r := range ans.Reasons {
		s.put(t("why"), a.say.Reason(r), nil)
	}
	s.found(ans)
	s.dates(ans)
	s.rest(ans)
	s.gap()
	s.put("", a.speaker().Disclaimer(), faint)
	a.out.Write(s.Bytes())
}

func (s *screen) headline(ans *eligibility.Answer) {
	t, q, l := s.app.say.T, ans.Question, look[ans.Verdict]
	word := strings.ToUpper(s.app.say.Verdict(ans.Verdict))
	lead := l.sign + " " + word
	var b bytes.Buffer
	s.style.hang(&b, "  ", lead+" — "+s.app.say.Sentence(ans.Verdict), nil)
	line := strings.TrimPrefix(b.String(), "  ")
	s.WriteString(strings.Replace(line, lead, s.style.paint(l.colour, lead), 1))

	asked := t("“%[1]s”", q.Position)
	if q.Unit != "" {
		asked += t("; unit: %[1]s", q.Unit)
	}
	if q.Duty != "" {
		asked += t("; duty: %[1]s", q.Duty)
	}
	asked += t("; on %[1]s, as the law stood on %[2]s", q.On, q.Seen)
	s.style.hang(s, "  ", asked, nil)
	s.style.hang(s, "  ", clip(s.app.say.Citation(ans.Act.ID)+". "+s.app.say.Words(ans.Act.Title), s.style.width-2), faint)
	s.gap()
}

// A view is what one or several revisions say alike.
type view struct {
	revisions []eligibility.RevisionAnswer
	verdict   eligibility.Verdict
}

// views joins the revisions whose answers and wordings are the same.
func views(ans *eligibility.Answer) []view {
	same := func(x, y eligibility.RevisionAnswer) bool {
		return x.Verdict == y.Verdict && (x.Source == nil) == (y.Source == nil) && (x.Source == nil || x.Source.Source == y.Source.Source) &&
			slices.Equal(x.Reasons, y.Reasons) &&
			slices.EqualFunc(x.Matches, y.Matches, func(m, n eligibility.Match) bool {
				return m.Provision.Text == n.Provision.Text && m.Provision.EID == n.Provision.EID && m.Verdict == n.Verdict
			})
	}
	var out []view
	for _, r := range ans.Revisions {
		if i := slices.IndexFunc(out, func(v view) bool { return same(v.revisions[0], r) }); i >= 0 {
			out[i].revisions = append(out[i].revisions, r)
		} else {
			out = append(out, view{[]eligibility.RevisionAnswer{r}, r.Verdict})
		}
	}
	return out
}

// found shows the provisions that name the position, under each view.
func (s *screen) found(ans *eligibility.Answer) {
	t := s.app.say.T
	vs := views(ans)
	for _, v := range vs {
		r := v.revisions[len(v.revisions)-1]
		if len(vs) > 1 {
			s.gap()
			s.style.hang(s, "  ", look[v.verdict].sign+" "+t("%[1]s: %[2]s", s.app.revisionNames(v.revisions), s.app.say.Verdict(v.verdict)), look[v.verdict].colour)
			if ans.Verdict == eligibility.Undetermined {
				for _, x := range r.Reasons {
					if !slices.Contains(ans.Reasons, x) {
						s.put(t("why"), s.app.say.Reason(x), nil)
					}
				}
			}
		}
		if r.Err != nil {
			s.put(t("why"), s.app.explain(r.Err).what, nil)
		}
		if len(r.Matches) > 3 {
			s.table(r)
		} else {
			for _, m := range r.Matches {
				s.match(r, m, len(r.Matches) > 1)
			}
		}
		s.conditions(r, len(vs) > 1)
	}
}

// revisionNames says which revisions, and whose reading of them.
func (a *app) revisionNames(rs []eligibility.RevisionAnswer) string {
	var out []string
	for _, r := range rs {
		name := r.Candidate.ID
		if last := r.Candidate.Last(); last != nil {
			name += " (" + a.byNumber(last) + ")"
		} else {
			name = a.say.T("no revision")
		}
		if r.Source != nil {
			name += ", " + a.say.Words(r.Source.Title)
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return strings.Join(out, "; ")
}

// match shows one item below its headings, with how it was reached.
func (s *screen) match(r eligibility.RevisionAnswer, m eligibility.Match, verdict bool) {
	t, label := s.app.say.T, s.app.say.T("list")
	for i, p := range m.Path {
		// The outer headings say where; the innermost one is the unit.
		room := s.style.width - s.column - 2
		if i == len(m.Path)-1 {
			room = 3 * s.style.width / 2
		}
		s.put(label, clip(p.Text, room), nil)
	}
	s.put(label, "→ "+m.Provision.Text, bold)
	how := t("matched %[1]s", s.app.say.Rule(m.Rule))
	if m.Entry.Rule != "verbatim" {
		how += t(": “%[1]s”", m.Entry.Title)
	}
	if m.UnitRule != "" {
		how += "; " + s.app.say.UnitRule(m.UnitRule)
	}
	if verdict {
		how = s.app.say.Verdict(m.Verdict) + "; " + how
	}
	s.put(label, how+" · "+m.Provision.EID, faint)
}

// table shows many matches, a line each.
func (s *screen) table(r eligibility.RevisionAnswer) {
	t := s.app.say.T
	const most = 14
	tab := s.style.newTable(t("point"), t("unit"), t("position"), t("verdict"))
	for _, m := range r.Matches[:min(len(r.Matches), most)] {
		unit := ""
		if n := len(m.Path); n > 1 {
			unit = m.Path[n-1].Heading()
		} else if n == 1 {
			unit = m.Path[0].Heading()
		}
		rest := s.style.width - 26
		tab.AppendRow([]any{m.Point, clip(unit, rest/2), clip(m.Provision.Text, rest/2), s.app.say.Verdict(m.Verdict)})
	}
	s.gap()
	render(s, tab, "  ")
	if n := len(r.Matches) - most; n > 0 {
		s.put("", t("and %[1]s more; --format json lists all", fmt.Sprint(n)), faint)
	}
}

// clip cuts words at the width, between words where it can, with an ellipsis.
func clip(words string, width int) string {
	if text.StringWidth(words) <= width {
		return words
	}
	head := text.Trim(words, max(1, width-1))
	if i := strings.LastIndexByte(head, ' '); i > len(head)/2 {
		head = head[:i]
	}
	return strings.TrimRight(head, " ,;") + "…"
}

// conditions shows what the note excludes and which qualifiers are open,
// each once; brief shortens the note.
func (s *screen) conditions(r eligibility.RevisionAnswer, brief bool) {
	t := s.app.say.T
	seen := make(map[string]bool)
	once := func(label, words string) {
		if !seen[label+words] {
			seen[label+words] = true
			s.put(label, words, nil)
		}
	}
	for _, m := range r.Matches {
		if m.Excluded != "" {
			once(t("condition"), t("the note excludes “%[1]s”", m.Excluded)+" · "+m.Note.EID)
		}
		if m.Exception != "" {
			once(t("condition"), t("the note's exception: “%[1]s”", m.Exception))
		}
		if m.Pause != nil {
			once(t("condition"), s.app.say.Suspension(*m.Pause))
		}
		for _, q := range m.OpenQualifiers {
			once(t("condition"), t("only where the post is “%[1]s”", q))
		}
	}
	if notes := notesOf(r); len(notes) > 1 && len(r.Matches) > 3 {
		once(t("note"), t("the notes %[1]s take duties out of the list; with the unit given, they are shown", strings.Join(notes, ", ")))
		return
	}
	for _, m := range r.Matches {
		if m.Note == nil || m.Excluded != "" {
			continue
		}
		var duties []string
		for _, x := range m.Exclusions {
			duties = append(duties, x.Text)
		}
		lead := t("does not apply to posts whose functional duties are: %[1]s", strings.Join(duties, "; "))
		if s.saidDuty(r) {
			lead = t("the duty given was compared with: %[1]s", strings.Join(duties, "; "))
		}
		room := 4 * s.style.width
		if brief {
			room = 2 * s.style.width
		}
		once(t("note"), clip(lead, room)+" · "+m.Note.EID)
	}
}

// notesOf returns the eIds of the notes that cover the matches.
func notesOf(r eligibility.RevisionAnswer) []string {
	var out []string
	for _, m := range r.Matches {
		if m.Note != nil && !slices.Contains(out, m.Note.EID) {
			out = append(out, m.Note.EID)
		}
	}
	return out
}

// saidDuty reports whether a duty was given.
func (s *screen) saidDuty(r eligibility.RevisionAnswer) bool {
	return !slices.ContainsFunc(r.Matches, func(m eligibility.Match) bool { return slices.Contains(m.Reasons, eligibility.DutyNotGiven) })
}

// dates shows the revisions with the two days that decide, and what those
// rest on.
func (s *screen) dates(ans *eligibility.Answer) {
	t := s.app.say.T
	tab := s.style.newTable(t("revision"), t("by"), t("in force"), t("applies from"), t("verdict"))
	var done []string
	var timings, ahead []versioning.Timing
	for _, r := range ans.Revisions {
		if r.Timing.Event == nil || slices.Contains(done, r.Candidate.ID) {
			continue
		}
		done = append(done, r.Candidate.ID)
		if !slices.ContainsFunc(timings, func(tm versioning.Timing) bool { return tm.Event == r.Timing.Event }) {
			timings = append(timings, r.Timing)
		}
		for _, end := range ans.Act.Ahead(r.Candidate) {
			if !slices.ContainsFunc(ahead, func(tm versioning.Timing) bool { return tm.Event == end.Event }) {
				ahead = append(ahead, end)
			}
		}
		id := r.Candidate.ID
		if id == "" {
			id = "—"
		}
		var verdicts []string
		for _, o := range ans.Revisions {
			if v := s.app.say.Verdict(o.Verdict); o.Candidate.ID == r.Candidate.ID && !slices.Contains(verdicts, v) {
				verdicts = append(verdicts, v)
			}
		}
		inForce, appliesFrom := daysCells(r.Timing)
		tab.AppendRow([]any{id, s.app.byNumber(r.Timing.Event), inForce, appliesFrom, strings.Join(verdicts, " / ")})
	}
	if len(timings) == 0 {
		return
	}
	s.gap()
	render(s, tab, "  ")
	for _, end := range ahead {
		if !slices.ContainsFunc(timings, func(tm versioning.Timing) bool { return tm.Event == end.Event }) {
			timings = append(timings, end)
		}
	}
	for _, tm := range timings {
		number := s.app.byNumber(whose(tm.Event))
		_, _, force, applies := tm.Days()
		if tm.Event.Ends() != nil {
			s.put(t("dates"), t("%[1]s no longer in force from: %[2]s", number, s.app.say.SayAll(force)), faint)
			continue
		}
		s.put(t("dates"), t("%[1]s in force: %[2]s", number, s.app.say.SayAll(force)), faint)
		if !tm.SameDay {
			s.put(t("dates"), t("%[1]s applies from: %[2]s", number, s.app.say.SayAll(applies)), faint)
		}
	}
}

// rest shows what the answer presumes, what the sources dispute, and what
// would help.
func (s *screen) rest(ans *eligibility.Answer) {
	t := s.app.say.T
	for _, p := range ans.Presumptions {
		s.put(t("presumed"), s.app.say.Say(p), yellow)
	}
	var shown []string
	for _, r := range ans.Revisions {
		if r.State == nil {
			continue
		}
		for _, m := range r.Matches {
			for _, d := range s.app.speaker().Disputes(r.State, m.Provision.EID) {
				key := d.ID + m.Provision.EID
				if slices.Contains(shown, key) {
					continue
				}
				shown = append(shown, key)
				s.put(t("dispute"), d.Basis, yellow)
				for _, src := range d.Sources {
					words := t("no such line")
					if src.Text != nil {
						words = *src.Text
					}
					s.put(t("dispute"), src.Title+": "+words, nil)
				}
			}
		}
	}
	for _, l := range ans.Later {
		s.put(t("later"), t("%[1]s adds the position: in force %[2]s", s.app.say.Citation(l.Event.By), s.app.between(l)), nil)
	}
	for _, n := range ans.Needs {
		s.put(t("would settle it"), s.app.say.Say(n), bold)
	}
	if len(ans.Suggestions) > 0 {
		s.put(t("nearest"), strings.Join(ans.Suggestions, " · "), nil)
	}
	for _, i := range s.app.speaker().Interpretations(ans) {
		s.put(t("by reading"), i.Text, faint)
	}
}
