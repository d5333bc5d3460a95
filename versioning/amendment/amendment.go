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
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/amending"
	"tizbe/corpus/citation"
	"tizbe/corpus/enactment"
	"tizbe/versioning"
	"tizbe/versioning/edition"
)

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
// after all earlier events. Where the entry clause gives parts of the act days
// of their own, each part is an event, and they are applied in the order in
// which they can come into force. Nothing is recorded.
func Compile(base *versioning.Base, act *amending.Act, by corpus.ActID) (*Result, error) {
	r := new(Result)
	texts := make(map[*versioning.Act]*text)
	shares, torn, missing := act.Shares()
	for _, i := range torn {
		held := find(base, act.Clauses[i].Target)
		if held == nil {
			r.Pending = append(r.Pending, act.Clauses[i])
			continue
		}
		r.problem(held, act.Clauses[i], refuse(ErrTorn, MsgTorn, clip(act.Entry.Text)))
	}
	slices.SortStableFunc(shares, func(x, y amending.Share) int {
		return earliest(x, act, by).Compare(earliest(y, act, by))
	})
	for _, share := range shares {
		effects := make(map[*versioning.Act]*Effect)
		var order []*Effect
		for _, i := range share.Clauses {
			c := act.Clauses[i]
			held := find(base, c.Target)
			if held == nil && c.Target.Act == "" && c.Target.ActTitle == "" {
				// It would wait for ever: no act that comes can be the one meant.
				r.Problems = append(r.Problems, Problem{Clause: c, Err: refuse(ErrNoTarget, MsgNoAct)})
				continue
			}
			if held == nil {
				r.Pending = append(r.Pending, c)
				continue
			}
			t := texts[held]
			if t == nil {
				root, err := before(held, by)
				if err != nil {
					r.problem(held, c, err)
					continue
				}
				t = &text{root: root, first: root, used: used(held, by)}
				texts[held] = t
			}
			// An act that is changed in a way that does not fit has the event
			// all the same.
			e := effects[held]
			if e == nil {
				e = &Effect{Act: held, Event: event(held, act, share, len(missing) > 0, by), ByClause: make(map[int][]versioning.Operation)}
				effects[held] = e
				order = append(order, e)
			}
			ops, err := t.compile(c)
			if err != nil {
				r.problem(held, c, err)
				continue
			}
			root, err := versioning.Apply(t.root, ops)
			if err != nil {
				r.problem(held, c, err)
				continue
			}
			t.root = root
			e.ByClause[i] = ops
			e.Event.Operations = append(e.Event.Operations, ops...)
		}
		for _, e := range order {
			e.Event.Kind = kind(e.Event.Operations)
			r.Effects = append(r.Effects, *e)
		}
	}
	slices.SortStableFunc(r.Pending, func(x, y amending.Clause) int { return cmp.Compare(x.Line, y.Line) })
	slices.SortStableFunc(r.Problems, func(x, y Problem) int { return cmp.Compare(x.Clause.Line, y.Clause.Line) })
	r.name(by)
	return r, nil
}

func (r *Result) problem(held *versioning.Act, c amending.Clause, err error) {
	r.Problems = append(r.Problems, Problem{held.ID, c, err})
}

// earliest returns the first day on which the share can come into force, as
// far as its rule tells; a rule that tells nothing comes last.
func earliest(s amending.Share, act *amending.Act, by corpus.ActID) corpus.Date {
	rule := act.Entry.Entry
	switch {
	case s.Exception != nil:
		rule = s.Exception.Entry
	case !act.HasEntry:
		rule = enactment.SilentDefault(by.Subtype())
	}
	if b := rule.InForce(by.Adopted(), corpus.Bounds{NotBefore: by.Adopted()}); !b.NotBefore.IsZero() {
		return b.NotBefore
	}
	return corpus.NewDate(9999, 12, 31)
}

// name gives the events their IDs: the day of adoption, with the number of the
// amending act where another one shares the day, and with the first of its
// parts where the same act has an event before this one.
func (r *Result) name(by corpus.ActID) {
	for i, e := range r.Effects {
		id := by.Adopted().String()
		for _, o := range e.Act.Events {
			if o.By != by && (o.ID == id || strings.HasPrefix(o.ID, id+"/")) {
				id = by.Adopted().String() + "/" + by.Number()
			}
		}
		if several := slices.ContainsFunc(r.Effects[:i], func(o Effect) bool { return o.Act == e.Act && o.Event.ID == id }); several || len(e.Event.Parts) > 0 && slices.ContainsFunc(r.Effects, func(o Effect) bool { return o.Act == e.Act && len(o.Event.Parts) == 0 }) {
			id += "/" + e.Event.Parts[0]
		}
		e.Event.ID = id
	}
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
		if e := c.Last(); e.By != by && !a.Turn(e).After(by.Adopted()) {
			last = &c
		}
	}
	if last == nil {
		return nil, refuse(versioning.ErrUnknownRevision, MsgLater, a.ID.Adopted())
	}
	s, err := a.State(*last, nil)
	if err != nil {
		return nil, err
	}
	return s.Root, nil
}

// used reports which eIds the act has or had without what the amending act
// does to it, so that compiling it twice gives the same ones.
func used(a *versioning.Act, by corpus.ActID) func(string) bool {
	without := *a
	without.Events = slices.DeleteFunc(slices.Clone(a.Events), func(e *versioning.Event) bool { return e.By == by })
	return edition.Used(&without)
}

// event makes the event of a share of the amending act on a held act. Its ID
// is given later.
func event(a *versioning.Act, act *amending.Act, share amending.Share, unsure bool, by corpus.ActID) *versioning.Event {
	e := &versioning.Event{Act: a.ID, By: by, Kind: versioning.Amendment, Adopted: by.Adopted(), TextHeld: true}
	switch {
	case !act.HasEntry:
		e.Silent = true
	case share.Exception != nil:
		e.Clause, e.ClauseLang, e.Parts = act.Entry.Text, act.Lang, share.Exception.Provisions
	case !unsure:
		// Where the clause excepts parts that the act does not have, it cannot
		// be told which operations its own rule is for.
		e.Clause, e.ClauseLang = act.Entry.Text, act.Lang
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

// compile turns one clause into operations on the text. Several targets are
// changed one after the other.
func (t text) compile(c amending.Clause) ([]versioning.Operation, error) {
	var out []versioning.Operation
	paths := append([]citation.Ref{c.Target.Path}, c.Also...)
	clauses := make([]amending.Clause, len(paths))
	for i := range clauses {
		clauses[i] = c
	}
	switch {
	case len(paths) == 1:
		paths, clauses = rows(paths[0], c)
	case c.Op == amending.Insert || c.Op == amending.Replace:
		// One text for several targets: it stands where the first one is.
		if !counted(paths) {
			return nil, refuse(ErrNotCompiled, MsgShared, len(c.After), len(paths))
		}
		if c.Op == amending.Insert {
			paths, clauses = paths[:1], clauses[:1]
			break
		}
		slices.Reverse(paths)
		for i := range len(paths) - 1 {
			clauses[i].Op, clauses[i].After = amending.Delete, nil
		}
	}
	for i, path := range paths {
		var err error
		if t.scope, err = scope(t.root, c.Target); err != nil {
			return nil, err
		}
		if err := t.steady(path, clauses[i]); err != nil {
			return nil, err
		}
		ops, err := t.one(path, clauses[i])
		if err != nil {
			return nil, err
		}
		if t.root, err = versioning.Apply(t.root, ops); err != nil {
			return nil, err
		}
		for i := range ops {
			ops[i].Clause, ops[i].Line = c.Text, c.Line
		}
		out = append(out, ops...)
	}
	return out, nil
}

// counted reports whether the paths are paragraphs or parts of one provision
// that follow one another.
func counted(paths []citation.Ref) bool {
	for i, p := range paths {
		n := len(p) - 1
		if n < 0 || p[n].Level != citation.Alinea && p[n].Level != citation.Part || len(p) != len(paths[0]) || !slices.Equal(p[:n], paths[0][:n]) {
			return false
		}
		first, _ := strconv.Atoi(paths[0][n].Num)
		if this, err := strconv.Atoi(p[n].Num); err != nil || this != first+i {
			return false
		}
	}
	return true
}

// rows divides a clause about several rows that are quoted, a line each, among
// them; new rows follow the last one that there was.
func rows(path citation.Ref, c amending.Clause) ([]citation.Ref, []amending.Clause) {
	last := len(path) - 1
	if n := len(c.Anchor) - 1; n >= 0 && c.Anchor[n].Level == citation.Row && strings.Contains(c.Anchor[n].Name, "\n") {
		all := strings.Split(c.Anchor[n].Name, "\n")
		c.Anchor = slices.Clone(c.Anchor)
		c.Anchor[n].Name = all[len(all)-1]
		if c.Position == amending.Before {
			c.Anchor[n].Name = all[0]
		}
	}
	if last < 0 || path[last].Level != citation.Row || !strings.Contains(path[last].Name, "\n") || c.Op != amending.Delete && c.Op != amending.Replace {
		return []citation.Ref{path}, []amending.Clause{c}
	}
	var paths []citation.Ref
	var clauses []amending.Clause
	old := strings.Split(path[last].Name, "\n")
	for i, name := range old {
		p := slices.Clone(path)
		p[last].Name = name
		k := c
		switch {
		case c.Op == amending.Delete:
		case i >= len(c.After):
			k.Op, k.After = amending.Delete, nil
		case i == len(old)-1:
			k.After = c.After[i:]
		default:
			k.After = c.After[i : i+1]
		}
		paths, clauses = append(paths, p), append(clauses, k)
	}
	return paths, clauses
}

func (t text) one(path citation.Ref, c amending.Clause) ([]versioning.Operation, error) {
	if n := len(path) - 1; n >= 0 && path[n].Level == citation.Paragraph && path[n].Num != "" {
		switch c.Op {
		case amending.Insert, amending.Replace, amending.Delete, amending.Repeal:
			return t.onDivision(path, c)
		}
	}
	switch c.Op {
	case amending.NoOp:
		return []versioning.Operation{{Op: versioning.OpNoOp}}, nil
	case amending.Repeal, amending.Suspend:
		return t.standing(path, c)
	case amending.Insert:
		return t.insert(path, c)
	case amending.Replace:
		return t.replace(path, c)
	case amending.Delete:
		if len(path) == 0 {
			return t.removeWhole(c)
		}
		return remove(t.root, t.scope, path)
	case amending.ReplaceAnnex:
		return t.replaceAnnex(path, c)
	case amending.ReplaceWords, amending.InsertWords, amending.DeleteWords:
		return words(t.scope, path, c)
	}
	return nil, refuse(ErrNotCompiled, MsgUnapplied, c.Op)
}

// standing repeals or suspends: the whole act where there is no path.
func (t text) standing(path citation.Ref, c amending.Clause) ([]versioning.Operation, error) {
	if c.Op == amending.Repeal {
		if len(path) > 0 {
			return remove(t.root, t.scope, path)
		}
		if c.Target.Annex != "" || c.Target.List != "" {
			return t.removeWhole(c)
		}
		return []versioning.Operation{{Op: versioning.OpRepeal}}, nil
	}
	if len(c.After) > 0 {
		return nil, refuse(ErrNotCompiled, MsgMeanwhile)
	}
	o := versioning.Operation{Op: versioning.OpSuspend, For: c.Qualifier}
	if !c.Until.IsZero() {
		o.Until = c.Until.AddDays(-1) // the clause names the first day on which it no longer holds
	}
	if !c.From.IsZero() {
		o.Since = &c.From
	}
	if len(path) > 0 {
		p, err := locate(t.scope, path)
		if err != nil {
			return nil, err
		}
		o.Target = p.EID
	}
	return []versioning.Operation{o}, nil
}
