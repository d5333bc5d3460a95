// Package eligibility answers one question: was this position on the list
// that governed on that day, and under which wording?
//
// The answer is computed in every candidate revision ([versioning.Act.AsOf])
// and, where sources dispute a text, under each source's reading. Where all
// agree the answer is certain; where they differ it is undetermined, with
// each one's own answer and the fact that would decide. Every answer carries
// the provisions it rests on, verbatim, and the rule that matched them.
//
// Three readings of the text are interpretation and are named as such in the
// answer: the scope of a note (it covers what precedes it in the same point,
// back to the previous note), the opening of an item into several positions,
// and the unit that a heading names.
package eligibility

import (
	"tizbe/corpus"
	"tizbe/corpus/position"
	"tizbe/versioning"
)

// A Verdict is the answer in one word.
type Verdict string

// The verdicts.
const (
	Eligible      Verdict = "eligible"       // listed, no condition open
	Conditional   Verdict = "conditional"    // listed, but a condition is open
	Excluded      Verdict = "excluded"       // listed, but a note excludes the duty
	NotListed     Verdict = "not_listed"     // the list that governs does not name it
	NotApplicable Verdict = "not_applicable" // the act does not govern that day
	Undetermined  Verdict = "undetermined"   // cannot be decided from what is held
)

// A Reason says why the verdict is what it is.
type Reason string

// The reasons, by the verdict they go with.
const (
	DutyNotGiven  Reason = "duty_not_given" // conditional
	QualifierOpen Reason = "qualifier_open"
	UnitNeeded    Reason = "unit_needed"
	TitleReading  Reason = "title_reading"
	// SuspendedForSome: the provision is suspended, but only for those whom
	// the suspension names.
	SuspendedForSome Reason = "suspended_for_some"

	DutyExcluded Reason = "duty_excluded" // excluded

	BeneficialAmendmentLater Reason = "beneficial_amendment_later" // not_listed
	ProvisionSuspended       Reason = "provision_suspended"        // not_listed: the provision that names it is suspended
	ProvisionNotInForce      Reason = "provision_not_in_force"     // not_listed: it comes into force later than the rest of the act
	ProvisionExpired         Reason = "provision_expired"          // not_listed: it held for a time, which has passed

	BeforeApplication Reason = "before_application" // not_applicable
	NotYetAdopted     Reason = "not_yet_adopted"
	NotYetInForce     Reason = "not_yet_in_force"
	Repealed          Reason = "repealed"
	Expired           Reason = "expired"   // a temporary act, whose time has passed
	Suspended         Reason = "suspended" // the whole act is

	RevisionsDiffer       Reason = "revisions_differ" // undetermined
	EntryIntoForceUnknown Reason = "entry_into_force_unknown"
	EndUnknown            Reason = "end_unknown" // of a temporary act or amendment
	TextNotHeld           Reason = "text_not_held"
	SourcesDisagree       Reason = "sources_disagree"
	UnitNotRecognised     Reason = "unit_not_recognised"
)

// A Question is what is asked. Unit and Duty may be empty: not given.
type Question struct {
	Position string
	Unit     string
	Duty     string
	On       corpus.Date // the day of the legal relation
	Seen     corpus.Date // as the law stood on this day
}

// An Answer is the verdict with everything it rests on.
type Answer struct {
	Act      *versioning.Act
	Question Question
	Verdict  Verdict
	Certain  bool // false exactly when the verdict is undetermined
	Reasons  []Reason
	// Presumptions are those without which the answer would be another.
	Presumptions []corpus.Phrase
	// Needs are the facts that would settle what is open.
	Needs     []corpus.Phrase
	Revisions []RevisionAnswer
	// Later are the amendments after the day asked about that add the
	// position.
	Later []versioning.Timing
	// Suggestions are the nearest positions or units in the list.
	Suggestions []string
	// Read says how the question was understood where not as typed.
	Read []Reinterpretation
	AsOf versioning.AsOf
}

// A Reinterpretation is a part of the question that was matched only after
// translation or correction; it is never silent.
type Reinterpretation struct {
	Part  string // "position", "unit" or "duty"
	Typed string
	As    string
	Rule  Rule // glossary or typo
}

// A Rule says how a listed entry was reached from the question.
type Rule = position.MatchRule

// A RevisionAnswer is the answer under one candidate revision and, where the
// sources' texts lead to different answers, under one source's reading.
type RevisionAnswer struct {
	Candidate versioning.Candidate
	Source    *versioning.Reading // nil where the readings agree
	Dispute   *versioning.Dispute
	Verdict   Verdict
	Reasons   []Reason
	Timing    versioning.Timing // of the candidate's last event
	Needs     []corpus.Phrase   // what would settle which of its provisions hold on the day
	Matches   []Match
	State     *versioning.State // nil where the text is not held
	Err       error             // why it is not
}

// A Match is one item of the list that names the position.
type Match struct {
	Provision *corpus.Provision
	Path      []*corpus.Provision // headings above it: the point, then the groups
	Point     string              // number of the point
	Entry     position.Entry
	Rule      Rule
	UnitRule  position.UnitRule // how the unit was recognised; "" where none was given
	Verdict   Verdict
	Reasons   []Reason
	// OpenQualifiers are the restrictive words that the question does not name.
	OpenQualifiers []string
	// Note is the note that covers the item; Exclusions what it excludes.
	Note       *corpus.Provision
	Exclusions []position.Exclusion
	Excluded   string // the exclusion that the duty fell under
	Exception  string // the exception that saved it
	Disputes   []versioning.Dispute
	// Pause is the suspension for some persons only, or in part, that holds on
	// the day; nil where there is none.
	Pause *versioning.Pause
}

// Messages of this package, as keys of the catalogue of whoever shows them.
const (
	MsgNeedsUnit      = "the unit in which the post stands"
	MsgNeedsDuty      = "the functional duties of the post"
	MsgNeedsQualifier = "whether the post is “%[1]s”"
	MsgNeedsOfficial  = "the official text of № %[1]s of %[2]s: the sources publish different texts"
	MsgNeedsText      = "the text of the act after № %[1]s of %[2]s"
	MsgNeedsKnownUnit = "a unit that the list knows"
	MsgNeedsPersons   = "whether the suspension concerns the person: “%[1]s”"
)

// Phrases lists every message key of this package.
var Phrases = []string{MsgNeedsUnit, MsgNeedsDuty, MsgNeedsQualifier, MsgNeedsOfficial, MsgNeedsText, MsgNeedsKnownUnit, MsgNeedsPersons}
