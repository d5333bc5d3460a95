// Package amendment compiles the clauses of an amending act to operations on
// the texts that are held.
//
// A clause names its target by the structure of the act it changes: the
// second paragraph of point 16 of the list. Here the target is looked up in
// the text as it stood before the amendment, and what the clause says becomes
// operations with the wording before and after, so that they can be undone.
// A target that is not there, or there more than once, is a [Problem] that
// says where it was looked for and what was seen; nothing is changed on a
// guess.
//
// Clauses on acts that are not held are pending: they are kept, and compiled
// when the act is.
package amendment

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/amending"
	"tizbe/corpus/citation"
	"tizbe/versioning"
)

// Errors of finding targets. Each Problem wraps one.
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
)

// A Problem is a clause that could not be applied to the held text of its
// act.
type Problem struct {
	Clause amending.Clause
	Err    error
}

func (p Problem) Error() string {
	return fmt.Sprintf("line %d: %q: %v", p.Clause.Line, clip(p.Clause.Text), p.Err)
}

func (p Problem) Unwrap() error { return p.Err }

func clip(s string) string {
	if r := []rune(s); len(r) > 120 {
		return string(r[:119]) + "…"
	}
	return s
}

// An Effect is what an amending act does to one act that is held.
type Effect struct {
	Act   *versioning.Act
	Event *versioning.Event // with the operations, ready to be recorded
	// ByClause gives the operations that each clause became, by its index in
	// the amending act.
	ByClause map[int][]versioning.Operation
}

// A Result is an amending act compiled against what is held.
type Result struct {
	Effects  []Effect
	Pending  []amending.Clause // on acts that are not held
	Problems []Problem
}

// Compile compiles the clauses of the amending act, whose identifier is by.
// The clauses are applied one after the other, as they stand, to the text
// after all earlier events. Nothing is recorded.
func Compile(base *versioning.Base, act *amending.Act, by corpus.ActID) (*Result, error) {
	r := new(Result)
	type work struct {
		effect Effect
		root   *corpus.Provision
	}
	var works []*work
	for i, c := range act.Clauses {
		held := find(base, c.Target)
		if held == nil {
			r.Pending = append(r.Pending, c)
			continue
		}
		at := slices.IndexFunc(works, func(w *work) bool { return w.effect.Act == held })
		if at < 0 {
			root, err := before(held, by)
			if err != nil {
				r.Problems = append(r.Problems, Problem{c, err})
				continue
			}
			works = append(works, &work{Effect{Act: held, Event: event(held, act, by), ByClause: make(map[int][]versioning.Operation)}, root})
			at = len(works) - 1
		}
		w := works[at]
		ops, err := compile(w.root, c)
		if err == nil {
			var next *corpus.Provision
			if next, err = versioning.Apply(w.root, ops); err == nil {
				w.root = next
			}
		}
		if err != nil {
			r.Problems = append(r.Problems, Problem{c, err})
			continue
		}
		w.effect.ByClause[i] = ops
		w.effect.Event.Operations = append(w.effect.Event.Operations, ops...)
	}
	for _, w := range works {
		w.effect.Event.Kind = kind(w.effect.Event.Operations)
		r.Effects = append(r.Effects, w.effect)
	}
	return r, nil
}

// find returns the act that the target names, among those held: by its
// identifier, or by its title where the text does not give one.
func find(base *versioning.Base, t amending.Target) *versioning.Act {
	for _, a := range base.Acts() {
		if t.Act != "" && a.ID == t.Act {
			return a
		}
	}
	if t.Act != "" || t.ActTitle == "" {
		return nil
	}
	var found *versioning.Act
	for _, a := range base.Acts() {
		for _, title := range a.Title {
			if loose(title) == loose(strings.Trim(t.ActTitle, "«»\"“”")) {
				if found != nil && found != a {
					return nil
				}
				found = a
			}
		}
	}
	return found
}

// before returns the act's text after every event that was adopted before the
// amending act.
func before(a *versioning.Act, by corpus.ActID) (*corpus.Provision, error) {
	var last *versioning.Candidate
	for _, c := range a.Revisions() {
		if e := c.Last(); e.By != by && !e.Adopted.After(by.Adopted()) {
			last = &c
		}
	}
	if last == nil {
		return nil, fmt.Errorf("act %s was adopted later than the amendment: %w", a.ID, versioning.ErrUnknownRevision)
	}
	s, err := a.State(*last, nil)
	if err != nil {
		return nil, err
	}
	return s.Root, nil
}

// event makes the event of the amending act on a held act.
func event(a *versioning.Act, act *amending.Act, by corpus.ActID) *versioning.Event {
	e := &versioning.Event{ID: by.Adopted().String(), Act: a.ID, By: by, Kind: versioning.Amendment, Adopted: by.Adopted(), TextHeld: true}
	for _, o := range a.Events {
		if o.ID == e.ID && o.By != by {
			e.ID += "/" + by.Number()
		}
	}
	if act.HasEntry {
		// Where separate points have days of their own, the clause as a whole
		// does not say which of them these operations come from.
		if len(act.Entry.Exceptions) == 0 {
			e.Clause, e.ClauseLang = act.Entry.Text, act.Lang
		}
	} else {
		e.Silent = true
	}
	return e
}

func kind(ops []versioning.Operation) versioning.EventKind {
	for _, o := range ops {
		switch {
		case o.Op == versioning.OpRepeal && o.Target == "":
			return versioning.Repeal
		case o.Op != versioning.OpSuspend:
			return versioning.Amendment
		}
	}
	if len(ops) > 0 {
		return versioning.Suspension
	}
	return versioning.Amendment
}

// compile turns one clause into operations on the text.
func compile(root *corpus.Provision, c amending.Clause) ([]versioning.Operation, error) {
	paths := append([]citation.Ref{c.Target.Path}, c.Also...)
	scope, err := scope(root, c.Target)
	if err != nil {
		return nil, err
	}
	var out []versioning.Operation
	for _, path := range paths {
		ops, err := one(root, scope, path, c)
		if err != nil {
			return nil, err
		}
		for i := range ops {
			ops[i].Clause, ops[i].Line = c.Text, c.Line
		}
		out = append(out, ops...)
	}
	return out, nil
}

func one(root, scope *corpus.Provision, path citation.Ref, c amending.Clause) ([]versioning.Operation, error) {
	switch c.Op {
	case amending.NoOp:
		return []versioning.Operation{{Op: versioning.OpNoOp}}, nil
	case amending.Repeal, amending.Suspend:
		return standing(scope, path, c)
	case amending.Insert:
		return insert(root, scope, path, c)
	case amending.Replace:
		return replace(root, scope, path, c)
	case amending.Delete:
		return remove(root, scope, path)
	case amending.ReplaceAnnex:
		return replaceAnnex(root, scope, c)
	case amending.ReplaceWords, amending.InsertWords, amending.DeleteWords:
		return words(scope, path, c)
	}
	return nil, fmt.Errorf("%w: %s", ErrNotCompiled, c.Op)
}

// standing repeals or suspends: the whole act where there is no path.
func standing(scope *corpus.Provision, path citation.Ref, c amending.Clause) ([]versioning.Operation, error) {
	o := versioning.Operation{Op: versioning.OpRepeal}
	if c.Op == amending.Suspend {
		// The clause names the first day on which it no longer holds.
		o = versioning.Operation{Op: versioning.OpSuspend, Until: c.Until.AddDays(-1)}
		if c.Qualifier != "" {
			return nil, fmt.Errorf("%w: the suspension holds only for some: %s", ErrNotCompiled, c.Qualifier)
		}
	}
	if len(path) > 0 {
		p, err := locate(scope, path)
		if err != nil {
			return nil, err
		}
		o.Target = p.EID
		if o.Op == versioning.OpRepeal {
			o.Op = versioning.OpDelete
			return remove(scope, scope, path)
		}
	}
	return []versioning.Operation{o}, nil
}
