package answer

import (
	"errors"
	"fmt"
	"strings"

	"tizbe/corpus"
	"tizbe/versioning"
	"tizbe/versioning/eligibility"
)

// ErrNoProvision: no text that was looked at has the eId.
var ErrNoProvision = errors.New("no such provision")

// A NotGoverning says that an act governs nothing on a day.
type NotGoverning struct {
	Act      *versioning.Act
	On, Seen corpus.Date
}

func (e *NotGoverning) Error() string {
	return fmt.Sprintf("act %s governs nothing on %s, seen on %s", e.Act.ID, e.On, e.Seen)
}

// A RepealedText says that what governs on a day is the repeal of an act, or
// its end.
type RepealedText struct {
	On    corpus.Date
	State *versioning.State // the text that governs no more; Repealed is set
}

func (e *RepealedText) Error() string {
	return fmt.Sprintf("act %s is repealed on %s", e.State.Act.ID, e.On)
}

// A Chosen is the text that is shown, and what else could have been.
type Chosen struct {
	State  *versioning.State
	Others []versioning.Candidate
	On     corpus.Date // zero where a revision was asked for
	Seen   corpus.Date
}

// Choose returns the text of the revision asked for, else the one that takes
// every event on its earliest possible day. The error wraps
// [versioning.ErrUnknownRevision], [versioning.ErrNotHeld] or
// [versioning.ErrTooOpen], or is a [*NotGoverning] or [*RepealedText].
func Choose(act *versioning.Act, revision string, on, seen corpus.Date) (Chosen, error) {
	ch := Chosen{On: on, Seen: seen}
	var c versioning.Candidate
	if revision != "" {
		var err error
		if c, err = act.Revision(revision); err != nil {
			return ch, err
		}
	} else {
		asOf, err := act.AsOf(on, seen)
		if err != nil {
			return ch, err
		}
		c = asOf.Candidates[asOf.Earliest]
		for i, o := range asOf.Candidates {
			if i != asOf.Earliest {
				ch.Others = append(ch.Others, o)
			}
		}
		if len(c.Events) == 0 {
			return ch, &NotGoverning{act, on, seen}
		}
	}
	s, err := act.State(c, nil)
	if err != nil {
		return ch, err
	}
	if s.Repealed != nil && revision == "" {
		return ch, &RepealedText{on, s}
	}
	ch.State = s
	return ch, nil
}

// Explain says in words why there is no text; ok is false for an error that
// this package does not know.
func (sp Speaker) Explain(err error) (what string, ok bool) {
	var not *NotGoverning
	var repealed *RepealedText
	t := sp.T
	switch {
	case errors.As(err, &not):
		if len(not.Act.Events) == 0 {
			return t("nothing is known of the act %[1]s", string(not.Act.ID)), true
		}
		var why []string
		for _, r := range eligibility.WhyNone(not.Act, not.On, not.Seen) {
			why = append(why, sp.Reason(r)+" ("+string(r)+")")
		}
		return t("the act governs nothing on %[1]s, as the law stood on %[2]s: %[3]s", not.On, not.Seen, strings.Join(why, "; ")), true
	case errors.As(err, &repealed):
		return t("on %[1]s: %[2]s (№ %[3]s)", repealed.On, sp.Reason(eligibility.WhyGone(repealed.State.Repealed)), repealed.State.Repealed.By.Number()), true
	case errors.Is(err, versioning.ErrTooOpen):
		return t("so many dates of the act are not known that its revisions cannot be listed"), true
	case errors.Is(err, versioning.ErrTarget), errors.Is(err, versioning.ErrBefore), errors.Is(err, versioning.ErrExists):
		return t("the recorded amendments do not fit the text: %[1]s", err), true
	case errors.Is(err, versioning.ErrNotHeld):
		return t("the text is not held and cannot be computed from one that is"), true
	case errors.Is(err, versioning.ErrInvalid):
		return t("the records contradict each other: %[1]s", err), true
	}
	return "", false
}

// why is Explain, with the error's own words where it does not know it.
func (sp Speaker) why(err error) string {
	if what, ok := sp.Explain(err); ok {
		return what
	}
	return err.Error()
}
