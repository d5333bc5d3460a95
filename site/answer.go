package site

import (
	"slices"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/position"
	"tizbe/versioning/eligibility"
)

// signs make a verdict unmistakable without colour: each has a sign of its
// own, and the frame that the style sheet draws differs as well.
var signs = map[eligibility.Verdict]string{
	eligibility.Eligible:      "✓",
	eligibility.Conditional:   "◐",
	eligibility.Excluded:      "✗",
	eligibility.NotListed:     "✗",
	eligibility.NotApplicable: "–",
	eligibility.Undetermined:  "?",
}

// A verdictView is a verdict as it is drawn.
type verdictView struct {
	Class    string
	Sign     string
	Word     string
	Sentence string
	Certain  bool
}

func (v *view) verdict(x eligibility.Verdict) verdictView {
	return verdictView{string(x), signs[x], v.say.Verdict(x), v.say.Sentence(x), x != eligibility.Undetermined}
}

// A spanView is the answer for a stretch of days.
type spanView struct {
	Days    string // in words
	From    string // ISO, for the machine; "" for ever
	To      string
	Latest  bool
	Verdict verdictView
	Reasons []string
	// Versions are what the candidate revisions say, joined where they say
	// the same.
	Versions     []versionView
	Presumptions []string
	Needs        []string
	Later        []string
	Readings     []string // interpretations that the answer rests on
	Read         []string // how the question was understood where not as typed
}

type versionView struct {
	Names   []link
	Source  string
	Verdict verdictView
	Reasons []string
	Places  []placeView
	Missing string // why there is no text
}

type placeView struct {
	Path       []string // headings
	UnitPath   string
	Text       string
	Permalink  string
	EID        string
	Element    string
	Rule       string
	Title      string // what the line opens into, where that is not the line
	UnitRule   string
	Verdict    verdictView
	Qualifiers []string
	Note       string // permalink of the note
	Exclusions []exclusionView
	Disputes   []disputeView
}

type exclusionView struct {
	Text       string
	Exceptions []string
}

// spans shows stretches of days, the latest first: what is asked about most.
func (v *view) spans(a *act, in []span) []spanView {
	var out []spanView
	for i, sp := range slices.Backward(in) {
		out = append(out, v.span(a, sp, i == len(in)-1))
	}
	return out
}

func (v *view) span(a *act, sp span, latest bool) spanView {
	x := sp.answer
	out := spanView{From: sp.from.String(), To: sp.to.String(), Latest: latest, Verdict: v.verdict(x.Verdict), Days: v.stretch(sp.from, sp.to)}
	for _, r := range x.Reasons {
		out.Reasons = append(out.Reasons, v.say.Reason(r))
	}
	for _, p := range x.Presumptions {
		out.Presumptions = append(out.Presumptions, v.say.Say(p))
	}
	for _, p := range x.Needs {
		out.Needs = append(out.Needs, v.say.Say(p))
	}
	for _, t := range x.Later {
		f, _, _, _ := t.Days()
		out.Later = append(out.Later, v.M("%[1]s adds the position: in force %[2]s", v.short(t.Event.By), v.Between(f)))
	}
	for _, r := range x.Read {
		out.Read = append(out.Read, v.M("%[1]s “%[2]s” → “%[3]s”: %[4]s", v.say.Part(r.Part), r.Typed, r.As, v.say.Rule(r.Rule)))
	}
	for _, r := range x.Revisions {
		vv := v.version(a, r)
		same := slices.IndexFunc(out.Versions, func(o versionView) bool { return sameVersion(o, vv) })
		if same < 0 {
			out.Versions = append(out.Versions, vv)
			continue
		}
		// Say it once, of the latest edition, and name all.
		vv.Names = append(out.Versions[same].Names, vv.Names...)
		out.Versions[same] = vv
	}
	if len(out.Versions) == 1 {
		out.Versions[0].Reasons = nil // they are the answer's
	}
	out.Readings = v.interpretations(x)
	return out
}

// stretch says from when to when, to the last day verified.
func (v *view) stretch(from, to corpus.Date) string {
	switch {
	case from.IsZero() && to == v.s.Verified:
		return v.M("all days up to %[1]s", to)
	case from.IsZero():
		return v.M("up to %[1]s", to)
	case to == v.s.Verified:
		return v.M("from %[1]s (verified until %[2]s)", from, to)
	case from == to:
		return v.Date(from)
	}
	return v.M("from %[1]s to %[2]s", from, to)
}

func sameVersion(x, y versionView) bool {
	return x.Verdict == y.Verdict && x.Source == y.Source && x.Missing == y.Missing && slices.Equal(x.Reasons, y.Reasons) &&
		slices.EqualFunc(x.Places, y.Places, func(p, q placeView) bool {
			return p.EID == q.EID && p.Text == q.Text && p.Verdict == q.Verdict && slices.Equal(p.Path, q.Path)
		})
}

func (v *view) version(a *act, r eligibility.RevisionAnswer) versionView {
	out := versionView{Verdict: v.verdict(r.Verdict)}
	name := link{Text: v.edition(r.Candidate)}
	e := a.edition(r.Candidate.ID)
	if e != nil {
		name.Path = e.path
	}
	out.Names = []link{name}
	if r.Source != nil {
		out.Source = v.Words(r.Source.Title)
	}
	for _, x := range r.Reasons {
		out.Reasons = append(out.Reasons, v.say.Reason(x))
	}
	if r.Err != nil {
		out.Missing = v.M("the text of this edition is not held")
	}
	for _, m := range r.Matches {
		out.Places = append(out.Places, v.place(a, e, r, m))
	}
	return out
}

func (v *view) place(a *act, e *edition, r eligibility.RevisionAnswer, m eligibility.Match) placeView {
	out := placeView{Text: m.Provision.Text, EID: m.Provision.EID, Rule: v.say.Rule(m.Rule), Verdict: v.verdict(m.Verdict), Qualifiers: m.OpenQualifiers}
	for _, p := range m.Path {
		out.Path = append(out.Path, p.Text)
	}
	if n := len(m.Path); n > 0 {
		if u := a.unitOf[m.Path[n-1].EID]; u != nil {
			out.UnitPath = u.path
		}
	}
	if m.Entry.Rule != position.RuleVerbatim {
		out.Title = m.Entry.Title
	}
	if m.UnitRule != "" {
		out.UnitRule = v.say.UnitRule(m.UnitRule)
	}
	if e != nil {
		// A reading of another source may have a line that the text shown has not.
		if e.state.Root.Find(m.Provision.EID) != nil {
			out.Permalink = e.path + "#" + m.Provision.EID
		}
		if m.Note != nil && e.state.Root.Find(m.Note.EID) != nil {
			out.Note = e.path + "#" + m.Note.EID
		}
	}
	if r.State != nil {
		for p, up := range r.State.Root.All() {
			if p == m.Provision {
				out.Element = elementOf(p, up).name(v.Lang)
				break
			}
		}
		out.Disputes = v.disputes(a, r.Candidate, m.Provision.EID)
	}
	for _, x := range m.Exclusions {
		out.Exclusions = append(out.Exclusions, exclusionView{x.Text, x.Exceptions})
	}
	return out
}

// interpretations names the readings of the text that the act itself does not
// state and the answer rests on.
func (v *view) interpretations(x *eligibility.Answer) []string {
	var note, opened, unit bool
	for _, r := range x.Revisions {
		for _, m := range r.Matches {
			note = note || m.Note != nil
			opened = opened || m.Entry.Rule != position.RuleVerbatim
			unit = unit || m.UnitRule != "" && m.UnitRule != position.UnitEqual
		}
	}
	var out []string
	if note {
		out = append(out, v.M("a note is read as covering what stands before it in the same point, back to the previous note"))
	}
	if opened {
		out = append(out, v.M("one line of the list is read as naming several positions"))
	}
	if unit {
		out = append(out, v.M("the unit is taken for the one that the heading means"))
	}
	return out
}

// headings joins a path of headings for a line of text.
func headings(path []*corpus.Provision) string {
	var out []string
	for _, p := range path {
		out = append(out, strings.TrimRight(p.Text, ":"))
	}
	return strings.Join(out, " › ")
}
