// Package facts reads the hand-written file that says what is known of an
// act: its events with their dates, clauses, sources and bases, the
// operations of its amendments with their wording before and after, and the
// disputes between sources. The format is YAML, described by the comments of
// the embedded files themselves.
//
// A file is taken whole or refused with its name and line. What is refused:
// unknown or missing fields, dates that do not exist, a fact without source
// or basis in one of the three languages, a quoted clause that does not stand
// in the text, an operation whose `before` is not the wording at its place,
// under any reading of a dispute. [Compare] holds a new edition of a file
// against the old one.
package facts

import (
	"errors"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"tizbe/corpus"
	"tizbe/corpus/reading"
	"tizbe/versioning"
)

// ErrFacts is wrapped by every error of this package.
var ErrFacts = errors.New("facts file refused")

// A ReadFunc returns the content of a file that a facts file names.
type ReadFunc func(name string) ([]byte, error)

// Parse reads the facts file with the name and the files that it names, and
// returns the records in the order in which they are to be stored: the act,
// its events by adoption, its held text.
func Parse(name string, read ReadFunc) ([]versioning.Record, error) {
	src, err := read(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	p := &parser{name: name, read: read}
	recs, err := p.parse(src)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFacts, err)
	}
	return recs, nil
}

type parser struct {
	name string
	read ReadFunc
	file file
	held *versioning.Held
}

func (p *parser) errorf(line int, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %w", p.name, line, fmt.Errorf(format, args...))
}

func (p *parser) parse(src []byte) ([]versioning.Record, error) {
	dec := yaml.NewDecoder(strings.NewReader(string(src)))
	dec.KnownFields(true)
	var root yaml.Node
	if err := dec.Decode(&root); err != nil {
		return nil, fmt.Errorf("%s: %w", p.name, err)
	}
	if err := root.Decode(&p.file); err != nil {
		var le lineError
		if errors.As(err, &le) {
			return nil, p.errorf(le.line, "%w", le.err)
		}
		return nil, fmt.Errorf("%s: %w", p.name, err)
	}
	f := &p.file
	act, err := f.actRecord(p)
	if err != nil {
		return nil, err
	}
	recs := []versioning.Record{{Act: act}}
	if p.held, err = f.heldRecord(p, act.ID); err != nil {
		return nil, err
	}
	seen := make(map[string]bool)
	var last corpus.Date
	for i := range f.Events {
		e, err := f.Events[i].event(p, act.ID)
		if err != nil {
			return nil, err
		}
		switch {
		case seen[e.ID]:
			return nil, p.errorf(f.Events[i].line, "event %s stands twice", e.ID)
		case e.Adopted.Before(last):
			return nil, p.errorf(f.Events[i].line, "event %s: events stand in order of adoption", e.ID)
		case (i == 0) != (e.Kind == versioning.Adoption):
			return nil, p.errorf(f.Events[i].line, "event %s: the adoption comes first, and once", e.ID)
		}
		seen[e.ID], last = true, e.Adopted
		recs = append(recs, versioning.Record{Event: e})
	}
	if len(f.Events) == 0 {
		return nil, p.errorf(f.line, "an act has at least its adoption")
	}
	if p.held != nil {
		if err := p.checkText(recs); err != nil {
			return nil, err
		}
		recs = append(recs, versioning.Record{Held: p.held})
	}
	if _, err := versioning.NewBase(recs, zeroTime); err != nil {
		return nil, fmt.Errorf("%s: %w", p.name, err)
	}
	return recs, nil
}

// checkText walks from the held text back to the first event and forward to
// the last, under every reading, so that each operation meets the wording it
// expects.
func (p *parser) checkText(recs []versioning.Record) error {
	f := &p.file
	index := make(map[string]int)
	for i, e := range f.Events {
		index[e.ID] = i
	}
	n := 0
	for i, id := range p.held.Events {
		if j, ok := index[id]; !ok || j != i {
			return p.errorf(f.Text.line, "text: events must be the first ones of the act, in order; %s is not event %d", id, i+1)
		}
		n++
	}
	root := p.held.Root
	before := make([]*corpus.Provision, len(f.Events))
	for i := n - 1; i > 0; i-- {
		e := &f.Events[i]
		var err error
		if root, err = e.step(p, root, p.held.Readings, true); err != nil {
			return err
		}
		before[i] = root
	}
	root = p.held.Root
	for i := n; i < len(f.Events); i++ {
		before[i] = root
		var err error
		if root, err = f.Events[i].step(p, root, nil, false); err != nil {
			return err
		}
	}
	for i := range f.Events {
		e := &f.Events[i]
		for _, d := range e.Disputes {
			for _, r := range d.Readings {
				after, err := e.step(p, before[i], map[string]string{d.ID: r.Source}, false)
				if err != nil {
					return err
				}
				if err := p.checkDispute(&d, before[i], after); err != nil {
					return err
				}
			}
		}
		if at := e.Clause.At; at != "" {
			q := p.held.Root.Find(at)
			if q == nil {
				return p.errorf(e.Clause.line, "clause: the held text has no provision %s", at)
			}
			if q.Text != e.Clause.Text {
				return p.errorf(e.Clause.line, "clause: %s reads %q", at, q.Text)
			}
		}
	}
	return nil
}

func (p *parser) checkDispute(d *dispute, before, after *corpus.Provision) error {
	for _, eid := range d.Provisions {
		known := before.Find(eid) != nil || after.Find(eid) != nil
		for _, r := range d.Readings {
			for _, o := range r.Operations {
				known = known || o.New != nil && o.New.EID == eid
			}
		}
		if !known {
			return p.errorf(d.line, "dispute %s: no reading has provision %s", d.ID, eid)
		}
	}
	return nil
}

// step applies the event's operations to root, or undoes them, one by one, so
// that an error names the line of the operation.
func (e *event) step(p *parser, root *corpus.Provision, readings map[string]string, undo bool) (*corpus.Provision, error) {
	ops := append([]operation(nil), e.Operations...)
	for _, d := range e.Disputes {
		r := d.Readings[0]
		for _, alt := range d.Readings {
			if alt.Source == readings[d.ID] {
				r = alt
			}
		}
		ops = append(ops, r.Operations...)
	}
	for i := range ops {
		o := ops[i]
		if undo {
			o = ops[len(ops)-1-i]
		}
		one, err := o.operation(p)
		if err != nil {
			return nil, err
		}
		list := []versioning.Operation{one}
		if undo {
			root, err = versioning.Undo(root, list)
		} else {
			root, err = versioning.Apply(root, list)
		}
		if err != nil {
			return nil, p.errorf(o.line, "event %s: %w", e.ID, err)
		}
	}
	return root, nil
}

func (f *file) heldRecord(p *parser, act corpus.ActID) (*versioning.Held, error) {
	t := f.Text
	if t == nil {
		return nil, nil
	}
	raw, err := p.read(t.File)
	if err != nil {
		return nil, p.errorf(t.line, "text: %w", err)
	}
	o := reading.Options{Lang: corpus.Lang(t.Lang)}
	if t.Outline != "" {
		src, err := p.read(t.Outline)
		if err != nil {
			return nil, p.errorf(t.line, "outline: %w", err)
		}
		if o.Outline, err = reading.ParseOutline(t.Outline, src); err != nil {
			return nil, err
		}
	}
	parse := reading.Text
	if strings.HasSuffix(t.File, ".md") {
		parse = reading.Markdown
	}
	doc, err := parse(raw, o)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", t.File, err)
	}
	h := &versioning.Held{Act: act, Lang: corpus.Lang(t.Lang), Events: t.Events, Readings: t.Readings, Root: doc.Root.Seal(), Raw: raw,
		RawName: t.File, Repairs: doc.Repairs, Source: t.Source.words()}
	if h.Observed, err = p.date(t.line, "observed", t.Observed); err != nil {
		return nil, err
	}
	return h, p.threeLanguages(t.line, "source", t.Source)
}
