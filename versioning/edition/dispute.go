package edition

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tizbe/corpus"
	"tizbe/versioning"
)

// ErrDispute: the differences cannot be recorded as a dispute, because the
// text of one source could then no longer be computed.
var ErrDispute = errors.New("the differences cannot be recorded as a dispute")

// A Claim is what one source's edition says against what is held.
type Claim struct {
	Source string       // short name, unique within the dispute: "statebank"
	Title  corpus.Words // the source in words
	Basis  corpus.Words // what the sources disagree about
	// Held is the source's text as a record: language, raw bytes, names. Its
	// events, readings and tree are filled in.
	Held     *versioning.Held
	Recorded time.Time
}

// heldSource is the short name of the text that was held before.
const heldSource = "held"

// Dispute makes the records of a dispute between what is held and the claim:
// the event anew with the dispute, and the source's text. Nothing that was
// recorded is lost.
//
// The event is the last one that touched what differs, and the readings are
// the operations that lead from the text before it to each source's text.
// Where that cannot be told, the last event of the revision has the dispute,
// and the reading of what was held is without operations. A difference in what
// is disputed already is a further reading of that dispute.
//
// Each way is tried on the records: under the first reading the text must be
// the one that was held, under the new one the edition. The error wraps
// [ErrDispute] where no way does that.
func Dispute(recs []versioning.Record, c *Comparison, claim Claim) ([]versioning.Record, versioning.Dispute, error) {
	if len(c.Changes) == 0 {
		return nil, versioning.Dispute{}, fmt.Errorf("the sources agree: %w", ErrDispute)
	}
	d := disputer{recs: recs, c: c, claim: claim, act: c.State.Act, events: c.State.Revision.Events}
	var failed error
	for _, way := range []func() (*proposal, error){d.further, d.earlier, d.above, d.last} {
		p, err := way()
		if err == nil && p == nil {
			continue
		}
		if err == nil {
			var out []versioning.Record
			if out, err = d.try(p); err == nil {
				return out, p.dispute(), nil
			}
		}
		failed = errors.Join(failed, err)
	}
	return nil, versioning.Dispute{}, fmt.Errorf("%w: %w", ErrDispute, failed)
}

// A proposal is the event anew, with the index of its dispute.
type proposal struct {
	event *versioning.Event
	at    int
}

func (p *proposal) dispute() versioning.Dispute { return p.event.Disputes[p.at] }

type disputer struct {
	recs   []versioning.Record
	c      *Comparison
	claim  Claim
	act    *versioning.Act
	events []*versioning.Event
}

// further adds a reading to the dispute that all changes are about.
func (d *disputer) further() (*proposal, error) {
	for _, e := range d.events {
		for i, known := range e.Disputes {
			if slices.ContainsFunc(d.c.Changes, func(c versioning.Change) bool { return !slices.Contains(known.EIDs, c.EID) }) {
				continue
			}
			ops, err := Script(d.c.State.Root, d.c.Root)
			if err != nil {
				return nil, err
			}
			side := known.Readings[0]
			for _, r := range known.Readings {
				if r.Source == d.c.Sides()[known.ID] {
					side = r
				}
				if r.Source == d.claim.Source {
					return nil, fmt.Errorf("%s has a reading of %s already: %w", r.Source, known.ID, ErrDispute)
				}
			}
			ev := *e
			ev.Disputes = slices.Clone(e.Disputes)
			known.Readings = append(slices.Clone(known.Readings), versioning.Reading{Source: d.claim.Source, Title: d.claim.Title, Operations: slices.Concat(side.Operations, ops)})
			known.EIDs = about(known.EIDs, known.Readings)
			ev.Disputes[i] = known
			return &proposal{&ev, i}, nil
		}
	}
	return nil, nil
}

// toucher returns the index of the last event, the adoption apart, that
// touched what differs or stands beside it; -1 for none.
func (d *disputer) toucher() int {
	near := d.near()
	for i := len(d.events) - 1; i >= 0; i-- {
		e := d.events[i]
		if e.Kind != versioning.Adoption && slices.ContainsFunc(e.Operations, func(o versioning.Operation) bool { return touches(o, near) }) {
			return i
		}
	}
	return -1
}

func touches(o versioning.Operation, near map[string]bool) bool {
	if near[o.Target] {
		return true
	}
	for _, p := range [...]*corpus.Provision{o.Old, o.New} {
		if p == nil {
			continue
		}
		for q := range p.All() {
			if near[q.EID] {
				return true
			}
		}
	}
	return false
}

// near are the provisions that differ, and the neighbours of one that a text
// has and the other has not: which of two like lines is new depends on what
// stood there before.
func (d *disputer) near() map[string]bool {
	out := make(map[string]bool)
	for _, c := range d.c.Changes {
		out[c.EID] = true
		if c.Kind == versioning.Changed {
			continue
		}
		for _, root := range [...]*corpus.Provision{d.c.State.Root, d.c.Root} {
			for p := range root.All() {
				for i, q := range p.Children {
					if q.EID != c.EID {
						continue
					}
					if i > 0 {
						out[p.Children[i-1].EID] = true
					}
					if i+1 < len(p.Children) {
						out[p.Children[i+1].EID] = true
					}
				}
			}
		}
	}
	return out
}

// at returns the state after the first n events, and the source's text of the
// same events.
func (d *disputer) at(n int) (held, source *corpus.Provision, err error) {
	s, err := d.state(n)
	if err != nil {
		return nil, nil, err
	}
	ops, err := Script(d.c.State.Root, d.c.Root)
	if err != nil {
		return nil, nil, err
	}
	if source, err = versioning.Apply(d.c.State.Root, ops); err != nil {
		return nil, nil, err
	}
	for i := len(d.events) - 1; i >= n; i-- {
		if source, err = versioning.Undo(source, effect(d.events[i], d.c.Readings)); err != nil {
			return nil, nil, err
		}
	}
	return s.Root, source, nil
}

func (d *disputer) state(n int) (*versioning.State, error) {
	ids := make([]string, n)
	for i, e := range d.events[:n] {
		ids[i] = e.ID
	}
	c, err := d.act.Revision(strings.Join(ids, "+"))
	if err != nil {
		return nil, err
	}
	return d.act.State(c, d.c.Readings)
}

// effect returns what the event does to the text under the readings.
func effect(e *versioning.Event, r versioning.Readings) []versioning.Operation {
	return slices.Concat(e.Operations, disputed(e, r))
}

func disputed(e *versioning.Event, r versioning.Readings) []versioning.Operation {
	var out []versioning.Operation
	for _, d := range e.Disputes {
		side := d.Readings[0]
		for _, alt := range d.Readings {
			if alt.Source == r[d.ID] {
				side = alt
			}
		}
		out = append(out, side.Operations...)
	}
	return out
}

// earlier takes what the event did to the disputed provisions out of its
// undisputed operations: each reading has its own way from the text before.
func (d *disputer) earlier() (*proposal, error) {
	n := d.toucher()
	if n < 1 {
		return nil, nil
	}
	e := d.events[n]
	_, source, err := d.at(n + 1)
	if err != nil {
		return nil, err
	}
	before, err := d.state(n)
	if err != nil {
		return nil, err
	}
	near := d.near()
	var shared, own []versioning.Operation
	for _, o := range e.Operations {
		if touches(o, near) {
			own = append(own, o)
		} else {
			shared = append(shared, o)
		}
	}
	common, err := versioning.Apply(before.Root, slices.Concat(shared, disputed(e, d.c.Readings)))
	if err != nil {
		return nil, err
	}
	other, err := Script(common, Align(common, source, d.used()))
	if err != nil {
		return nil, err
	}
	if len(other) > len(own)+len(d.c.Changes) {
		return nil, fmt.Errorf("event %s: its operations are too entangled: %w", e.ID, ErrDispute)
	}
	return d.propose(e, shared, own, other), nil
}

// used reports eIds given away, those of the edition apart: they are given
// anew from the earlier text.
func (d *disputer) used() func(string) bool { return Used(d.act) }

// above puts the dispute on top of what the event is known to have done.
func (d *disputer) above() (*proposal, error) {
	n := d.toucher()
	if n < 0 {
		return nil, nil
	}
	held, source, err := d.at(n + 1)
	if err != nil {
		return nil, err
	}
	ops, err := Script(held, source)
	if err != nil {
		return nil, err
	}
	return d.propose(d.events[n], d.events[n].Operations, nil, ops), nil
}

// last puts the dispute on the last event: whose doing the difference is, is
// not known.
func (d *disputer) last() (*proposal, error) {
	ops, err := Script(d.c.State.Root, d.c.Root)
	if err != nil {
		return nil, err
	}
	e := d.events[len(d.events)-1]
	return d.propose(e, e.Operations, nil, ops), nil
}

func (d *disputer) propose(e *versioning.Event, shared, held, source []versioning.Operation) *proposal {
	ev := *e
	ev.Operations = shared
	title := d.c.State.Held.Source
	if len(title) == 0 {
		title = corpus.Plain(d.c.State.Held.RawName)
	}
	first := heldSource
	if d.claim.Source == first {
		first = "earlier"
	}
	readings := []versioning.Reading{{Source: first, Title: title, Operations: held}, {Source: d.claim.Source, Title: d.claim.Title, Operations: source}}
	// The readings of one event apply one after the other; a combination that
	// no source publishes need not make sense, but it must exist.
	dispute := versioning.Dispute{ID: d.id(e), EIDs: about(nil, readings), Basis: d.claim.Basis, Readings: readings}
	ev.Disputes = append(slices.Clone(e.Disputes), dispute)
	return &proposal{&ev, len(ev.Disputes) - 1}
}

// id makes a name that no dispute of the act has.
func (d *disputer) id(e *versioning.Event) string {
	stem := e.ID + "-" + d.claim.Source
	id := stem
	for n := 2; slices.ContainsFunc(d.act.Disputes(), func(x versioning.Dispute) bool { return x.ID == id }); n++ {
		id = stem + "-" + strconv.Itoa(n)
	}
	return id
}

// about lists the provisions that the readings differ in.
func about(eids []string, readings []versioning.Reading) []string {
	out := slices.Clone(eids)
	for _, r := range readings {
		for _, o := range r.Operations {
			if !slices.Contains(out, o.Target) {
				out = append(out, o.Target)
			}
		}
	}
	return out
}

// try holds the proposal against the records and returns it as records.
func (d *disputer) try(p *proposal) ([]versioning.Record, error) {
	source := versioning.Readings{p.dispute().ID: d.claim.Source}
	for id, s := range d.c.Readings {
		if id != p.dispute().ID {
			source[id] = s
		}
	}
	add := []versioning.Record{{Recorded: d.claim.Recorded, Event: p.event}}
	held := *d.claim.Held
	held.Act, held.Events, held.Readings = d.act.ID, d.c.State.Revision.IDs(), source
	if p.event.Kind == versioning.Adoption {
		// There is no text before it from which this one could be computed.
		ops, err := Script(d.c.State.Root, d.c.Root)
		if err != nil {
			return nil, err
		}
		root, err := versioning.Apply(d.c.State.Root, ops)
		if err != nil {
			return nil, err
		}
		held.Root = root.Seal()
		add = append(add, versioning.Record{Recorded: d.claim.Recorded, Held: &held})
	}
	now, err := d.with(add)
	if err != nil {
		return nil, err
	}
	c, err := now.Revision(d.c.State.Revision.ID)
	if err != nil {
		return nil, err
	}
	was, err := now.State(c, d.c.Readings)
	if err != nil {
		return nil, err
	}
	if was.Root.Sum() != d.c.State.Root.Sum() {
		return nil, fmt.Errorf("what is held would read otherwise: %w", ErrDispute)
	}
	is, err := now.State(c, source)
	if err != nil {
		return nil, err
	}
	if left := changes(is, Align(is.Root, d.c.Root, nil).Seal()); len(left) > 0 {
		return nil, fmt.Errorf("%d differences are left: %w", len(left), ErrDispute)
	}
	// Whatever could be computed still can, under every reading.
	for _, r := range d.act.Revisions() {
		after, err := now.Revision(r.ID)
		if err != nil {
			return nil, err
		}
		if _, err := d.act.State(r, nil); err != nil {
			continue
		}
		for _, choice := range versioning.Choices(after.Events) {
			old := make(versioning.Readings)
			for id, s := range choice {
				old[id] = s
			}
			delete(old, p.dispute().ID)
			if _, err := d.act.State(r, old); err != nil {
				continue
			}
			if _, err := now.State(after, choice); err != nil {
				return nil, err
			}
		}
	}
	if held.Root == nil {
		held.Root = is.Root
		add = append(add, versioning.Record{Recorded: d.claim.Recorded, Held: &held})
		if _, err := d.with(add); err != nil {
			return nil, err
		}
	}
	return add, nil
}

// with returns the act as it is with the records added.
func (d *disputer) with(add []versioning.Record) (*versioning.Act, error) {
	b, err := versioning.NewBase(slices.Concat(d.recs, add), time.Time{})
	if err != nil {
		return nil, err
	}
	return b.Act(string(d.act.ID))
}
