package amendment

import (
	"errors"
	"fmt"

	"tizbe/corpus"
	"tizbe/corpus/amending"
	"tizbe/corpus/citation"
	"tizbe/versioning"
)

// Errors of finding targets and of applying clauses. Each Problem wraps one,
// or one of package versioning.
var (
	// ErrNoTarget: the text has no such provision.
	ErrNoTarget = errors.New("the target is not in the text")
	// ErrManyTargets: several provisions fit the target.
	ErrManyTargets = errors.New("the target stands in the text more than once")
	// ErrNoWords: the words to be changed do not stand in the target.
	ErrNoWords = errors.New("the words are not in the target")
	// ErrManyWords: the words stand in the target more than once, and the
	// clause does not say that all are meant.
	ErrManyWords = errors.New("the words stand in the target more than once")
	// ErrNotCompiled: an operation of a kind that cannot be applied to a text.
	ErrNotCompiled = errors.New("the clause cannot be applied to the text")
	// ErrTorn: the entry clause gives a part of one change a day of its own.
	ErrTorn = errors.New("the entry clause divides the clause")
)

// Messages of this package, as keys of the catalogue of whoever shows them.
// Arguments are words of the law, eIds, numbers, and provisions as [element]
// writes them.
const (
	MsgNoAnnex        = "the act has no annex, and the clause speaks of “%[1]s”"
	MsgNoAnnexAtAll   = "the act has no annex"
	MsgNoAnnexNamed   = "no annex of the act is called “%[1]s”; its annexes: %[2]s"
	MsgManyAnnexes    = "several annexes of the act are called “%[1]s”"
	MsgNoList         = "no list is called “%[1]s” in %[2]s"
	MsgWhichAnnex     = "the act has several annexes, and the clause does not say which: %[1]s"
	MsgNoProvision    = "there is no %[1]s in %[2]s"
	MsgNoParagraph    = "there is no %[1]s in %[2]s, which has %[3]s"
	MsgManyProvisions = "%[1]s stands several times in %[2]s: %[3]s"
	MsgNoWords        = "“%[1]s” does not stand in %[2]s"
	MsgNoWordsSaw     = "“%[1]s” does not stand in %[2]s, which reads: %[3]s"
	MsgManyWords      = "“%[1]s” stands %[2]s times in %[3]s"
	MsgManyLines      = "“%[1]s” stands in several lines: %[2]s"
	MsgNoPlace        = "%[1]s has no place in the text"
	MsgThere          = "%[1]s is there already"
	MsgNothingNew     = "the new text does not follow the clause"
	MsgUnnumbered     = "the new text is not a numbered provision"
	MsgNotOne         = "the new wording of %[1]s is not one provision of the same kind"
	MsgOrder          = "the new wording puts %[1]s in another place"
	MsgOtherNumber    = "the clause calls the annex %[1]s, and its mark of approval %[2]s"
	MsgOfWhich        = "the clause does not say of which provision it counts %[1]s: it speaks of %[2]s"
	MsgCounted        = "%[1]s is “%[2]s” before the earlier changes of the same act and “%[3]s” after them"
	MsgMeanwhile      = "another wording holds for the time of the suspension; it cannot be applied"
	MsgShared         = "the new text of %[1]s paragraphs cannot be divided among %[2]s provisions"
	MsgNoMembers      = "no members are listed in %[1]s"
	MsgMemberCase     = "the new member is not named as a list names members: “%[1]s”"
	MsgNowhere        = "the clause does not say where the new text goes"
	MsgWholeAct       = "the clause sets out the whole act in a new wording that does not say what becomes of its annexes; take the new text in as an edition"
	MsgNoAct          = "the clause names no act, and no list of acts follows it"
	MsgNoTargetNamed  = "the clause names nothing to take out"
	MsgHeading        = "%[1]s is a heading with %[2]s provisions below it"
	MsgHeadOf         = "a heading without what stands below it cannot be taken out"
	MsgOnlySentence   = "it is the only sentence of %[1]s"
	MsgAfterWhich     = "the clause does not say beside which words"
	MsgNamesNoWords   = "the clause names no words"
	MsgWholeColumn    = "a sentence cannot be placed in a whole column"
	MsgColumnRows     = "the new text of %[1]s is %[2]s cells, and the table in %[3]s has %[4]s rows"
	MsgColumnRagged   = "the rows of the table in %[1]s have different numbers of cells: %[2]s"
	MsgColumnThere    = "the table in %[1]s has %[2]s already"
	MsgOnlyColumn     = "%[1]s is the only column of the table in %[2]s"
	MsgSeveralLines   = "the new wording of a part of a line is %[1]s paragraphs"
	MsgTorn           = "the entry clause gives a part of this change a day of its own: %[1]s"
	MsgLater          = "the act was adopted later than the amendment, on %[1]s"
	MsgChanged        = "%[1]s reads otherwise than the clause expects: %[2]s"
	MsgUnapplied      = "the clause cannot be applied to the text: %[1]s"
)

// Phrases lists every message key of this package, so that a catalogue can be
// checked for completeness.
var Phrases = []string{MsgNoAnnex, MsgNoAnnexAtAll, MsgNoAnnexNamed, MsgManyAnnexes, MsgWhichAnnex, MsgNoList, MsgNoProvision, MsgNoParagraph, MsgManyProvisions, MsgNoWords, MsgNoWordsSaw,
	MsgManyWords, MsgManyLines, MsgNoPlace, MsgThere, MsgNothingNew, MsgUnnumbered, MsgNotOne, MsgOrder, MsgOtherNumber, MsgOfWhich, MsgCounted, MsgMeanwhile, MsgShared, MsgNoMembers, MsgMemberCase, MsgNowhere, MsgWholeAct, MsgNoAct, MsgNoTargetNamed, MsgHeading, MsgHeadOf, MsgOnlySentence, MsgAfterWhich, MsgNamesNoWords,
	MsgWholeColumn, MsgColumnRows, MsgColumnRagged, MsgColumnThere, MsgOnlyColumn, MsgSeveralLines, MsgTorn, MsgLater, MsgChanged, MsgUnapplied}

// A refusal says why a clause could not be applied.
type refusal struct {
	err  error
	said corpus.Phrase
}

func refuse(err error, key string, args ...any) error {
	return &refusal{err, corpus.Say(key, args...)}
}

func (r *refusal) Error() string { return english(r.said) }
func (r *refusal) Unwrap() error { return r.err }

// english writes a phrase of this package out as its key has it.
func english(p corpus.Phrase) string {
	args := make([]any, len(p.Args))
	for i, a := range p.Args {
		args[i] = a
	}
	return fmt.Sprintf(p.Key, args...)
}

// A Problem is a clause that could not be applied to the held text of its
// act.
type Problem struct {
	Act    corpus.ActID // the act held; "" where the clause names none
	Clause amending.Clause
	Err    error
}

func (p Problem) Error() string {
	return fmt.Sprintf("line %d: %q: %v", p.Clause.Line, clip(p.Clause.Text), p.Err)
}

func (p Problem) Unwrap() error { return p.Err }

// Reason says what was looked for and what was seen.
func (p Problem) Reason() corpus.Phrase {
	if r := (*refusal)(nil); errors.As(p.Err, &r) {
		return r.said
	}
	if o := (*versioning.OperationError)(nil); errors.As(p.Err, &o) {
		switch {
		case errors.Is(o, versioning.ErrTarget):
			return corpus.Say(MsgNoPlace, o.Target)
		case errors.Is(o, versioning.ErrExists):
			return corpus.Say(MsgThere, o.Target)
		case errors.Is(o, versioning.ErrBefore):
			return corpus.Say(MsgChanged, o.Target, clip(o.Saw))
		}
	}
	return corpus.Say(MsgUnapplied, p.Err)
}

func clip(s string) string {
	if r := []rune(s); len(r) > 120 {
		return string(r[:119]) + "…"
	}
	return s
}

// element names one level of a path, the way the catalogue knows it: "point
// 16", "row “…”", "the title".
func element(e citation.Elem) string {
	level := e.Level.String()
	switch e.Level {
	case citation.Alinea:
		level = "paragraph"
	case citation.Corner:
		level = "mark of approval"
	}
	switch {
	case e.Num != "":
		return level + " " + e.Num
	case e.Name != "":
		return level + " “" + clip(e.Name) + "”"
	}
	return "the " + level
}
