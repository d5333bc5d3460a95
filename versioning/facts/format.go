package facts

import (
	"fmt"
	"reflect"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"tizbe/corpus"
	"tizbe/versioning"
)

var zeroTime time.Time

// The types below are the format of the file. Each remembers its line.

type file struct {
	Act       string  `yaml:"act"`
	Title     words   `yaml:"title"`
	Issuer    words   `yaml:"issuer"`
	Decisions string  `yaml:"decisions"`
	Text      *text   `yaml:"text"`
	Events    []event `yaml:"events"`
	line      int
}

type text struct {
	File     string            `yaml:"file"`
	Lang     string            `yaml:"lang"`
	Outline  string            `yaml:"outline"`
	Events   []string          `yaml:"events"`
	Readings map[string]string `yaml:"readings"`
	Observed string            `yaml:"observed"`
	Source   words             `yaml:"source"`
	line     int
}

type event struct {
	ID         string        `yaml:"id"`
	Kind       string        `yaml:"kind"`
	By         string        `yaml:"by"`
	Adopted    string        `yaml:"adopted"`
	Published  string        `yaml:"published"`
	Clause     clause        `yaml:"clause"`
	Source     words         `yaml:"source"`
	Basis      words         `yaml:"basis"`
	Observed   []observation `yaml:"observed"`
	TextHeld   bool          `yaml:"text_held"`
	Remark     words         `yaml:"remark"`
	Operations []operation   `yaml:"operations"`
	Disputes   []dispute     `yaml:"disputes"`
	line       int
}

type clause struct {
	Lang string `yaml:"lang"`
	At   string `yaml:"at"`
	Text string `yaml:"text"`
	line int
}

type observation struct {
	On     string `yaml:"on"`
	Source words  `yaml:"source"`
	line   int
}

type operation struct {
	Op     string     `yaml:"op"`
	Target string     `yaml:"target"`
	Parent string     `yaml:"parent"`
	Prev   string     `yaml:"prev"`
	Clause string     `yaml:"clause"`
	Before string     `yaml:"before"`
	After  string     `yaml:"after"`
	From   string     `yaml:"from"`
	To     string     `yaml:"to"`
	Until  string     `yaml:"until"`
	New    *provision `yaml:"new"`
	Old    *provision `yaml:"old"`
	line   int
}

type provision struct {
	EID      string      `yaml:"eid"`
	Kind     string      `yaml:"kind"`
	Num      string      `yaml:"num"`
	Text     string      `yaml:"text"`
	Items    []string    `yaml:"items"` // items without children, numbered from 1
	Children []provision `yaml:"children"`
	line     int
}

type dispute struct {
	ID         string   `yaml:"id"`
	Provisions []string `yaml:"provisions"`
	Basis      words    `yaml:"basis"`
	Readings   []source `yaml:"readings"`
	line       int
}

type source struct {
	Source     string      `yaml:"source"`
	Title      words       `yaml:"title"`
	Operations []operation `yaml:"operations"`
	line       int
}

type words map[string]string

// lineError carries the line of a field that does not belong.
type lineError struct {
	line int
	err  error
}

func (e lineError) Error() string { return fmt.Sprintf("line %d: %v", e.line, e.err) }
func (e lineError) Unwrap() error { return e.err }

// decode fills the struct that v points to from a mapping, refuses fields
// that the struct does not have, and sets the line. The type of v must not
// have an UnmarshalYAML of its own.
func decode(n *yaml.Node, v any, line *int) error {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if n.Kind != yaml.MappingNode {
		return lineError{n.Line, fmt.Errorf("a mapping is wanted here")}
	}
	known := make(map[string]bool)
	for t, i := reflect.TypeOf(v).Elem(), 0; i < t.NumField(); i++ {
		if tag := t.Field(i).Tag.Get("yaml"); tag != "" {
			known[tag] = true
		}
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if k := n.Content[i]; !known[k.Value] {
			return lineError{k.Line, fmt.Errorf("unknown field %q", k.Value)}
		}
	}
	if err := n.Decode(v); err != nil {
		return err
	}
	*line = n.Line
	return nil
}

func (f *file) UnmarshalYAML(n *yaml.Node) error {
	type plain file
	return decode(n, (*plain)(f), &f.line)
}

func (t *text) UnmarshalYAML(n *yaml.Node) error {
	type plain text
	return decode(n, (*plain)(t), &t.line)
}

func (e *event) UnmarshalYAML(n *yaml.Node) error {
	type plain event
	return decode(n, (*plain)(e), &e.line)
}

func (c *clause) UnmarshalYAML(n *yaml.Node) error {
	type plain clause
	return decode(n, (*plain)(c), &c.line)
}

func (o *observation) UnmarshalYAML(n *yaml.Node) error {
	type plain observation
	return decode(n, (*plain)(o), &o.line)
}

func (o *operation) UnmarshalYAML(n *yaml.Node) error {
	type plain operation
	return decode(n, (*plain)(o), &o.line)
}

func (q *provision) UnmarshalYAML(n *yaml.Node) error {
	type plain provision
	return decode(n, (*plain)(q), &q.line)
}

func (d *dispute) UnmarshalYAML(n *yaml.Node) error {
	type plain dispute
	return decode(n, (*plain)(d), &d.line)
}

func (r *source) UnmarshalYAML(n *yaml.Node) error {
	type plain source
	return decode(n, (*plain)(r), &r.line)
}

func (w words) words() corpus.Words {
	if len(w) == 0 {
		return nil
	}
	out := make(corpus.Words, len(w))
	for k, v := range w {
		out[corpus.Lang(k)] = v
	}
	return out
}

func (p *parser) threeLanguages(line int, field string, w words) error {
	for _, l := range [...]corpus.Lang{corpus.Kazakh, corpus.Russian, corpus.English} {
		if strings.TrimSpace(w[string(l)]) == "" {
			return p.errorf(line, "%s: missing in language %s", field, l)
		}
	}
	if len(w) != 3 {
		return p.errorf(line, "%s: languages are kk, ru and en", field)
	}
	return nil
}

func (p *parser) date(line int, field, s string) (corpus.Date, error) {
	d, err := corpus.ParseDate(s)
	if err != nil {
		return d, p.errorf(line, "%s: %w", field, err)
	}
	return d, nil
}

func (f *file) actRecord(p *parser) (*versioning.ActRecord, error) {
	id, err := corpus.ParseActID(f.Act)
	if err != nil {
		return nil, p.errorf(f.line, "act: %w", err)
	}
	if err := p.threeLanguages(f.line, "title", f.Title); err != nil {
		return nil, err
	}
	if err := p.threeLanguages(f.line, "issuer", f.Issuer); err != nil {
		return nil, err
	}
	a := &versioning.ActRecord{ID: id, Title: f.Title.words(), Issuer: f.Issuer.words(), DecisionsName: f.Decisions}
	if f.Decisions != "" {
		if a.Decisions, err = p.read(f.Decisions); err != nil {
			return nil, p.errorf(f.line, "decisions: %w", err)
		}
	}
	return a, nil
}

var eventKinds = map[string]versioning.EventKind{"adoption": versioning.Adoption, "amendment": versioning.Amendment,
	"correction": versioning.Correction, "suspension": versioning.Suspension, "repeal": versioning.Repeal}

func (e *event) event(p *parser, act corpus.ActID) (*versioning.Event, error) {
	out := &versioning.Event{ID: e.ID, Act: act, Clause: e.Clause.Text, ClauseLang: corpus.Lang(e.Clause.Lang),
		Source: e.Source.words(), Basis: e.Basis.words(), TextHeld: e.TextHeld, Remark: e.Remark.words()}
	var ok bool
	var err error
	if out.Kind, ok = eventKinds[e.Kind]; !ok {
		return nil, p.errorf(e.line, "kind: %q is none of adoption, amendment, correction, suspension, repeal", e.Kind)
	}
	if out.By, err = corpus.ParseActID(e.By); err != nil {
		return nil, p.errorf(e.line, "by: %w", err)
	}
	if out.Adopted, err = p.date(e.line, "adopted", e.Adopted); err != nil {
		return nil, err
	}
	if out.Adopted != out.By.Adopted() {
		return nil, p.errorf(e.line, "adopted: %s, but the act's identifier says %s", out.Adopted, out.By.Adopted())
	}
	if out.ID != e.Adopted && out.ID != e.Adopted+"/"+out.By.Number() {
		return nil, p.errorf(e.line, "id: %q must be the date of adoption, or date/number", out.ID)
	}
	if (out.Kind == versioning.Adoption) != (out.By == act) {
		return nil, p.errorf(e.line, "by: the adoption, and only it, is by the act itself")
	}
	for _, f := range []struct {
		name string
		w    words
	}{{"source", e.Source}, {"basis", e.Basis}} {
		if err := p.threeLanguages(e.line, f.name, f.w); err != nil {
			return nil, err
		}
	}
	if e.Published != "" {
		d, err := p.date(e.line, "published", e.Published)
		if err != nil {
			return nil, err
		}
		if d.Before(out.Adopted) {
			return nil, p.errorf(e.line, "published: %s is before the adoption", d)
		}
		out.Published = corpus.Exactly(d, corpus.Quote(out.Basis))
	}
	for _, o := range e.Observed {
		d, err := p.date(o.line, "observed", o.On)
		if err != nil {
			return nil, err
		}
		if err := p.threeLanguages(o.line, "source", o.Source); err != nil {
			return nil, err
		}
		out.Observed = append(out.Observed, versioning.Observation{On: d, Source: o.Source.words()})
	}
	if out.Operations, err = operations(p, e.Operations); err != nil {
		return nil, err
	}
	for i := range e.Disputes {
		d, err := e.Disputes[i].dispute(p)
		if err != nil {
			return nil, err
		}
		out.Disputes = append(out.Disputes, d)
	}
	return out, nil
}

func (d *dispute) dispute(p *parser) (versioning.Dispute, error) {
	out := versioning.Dispute{ID: d.ID, EIDs: d.Provisions, Basis: d.Basis.words()}
	if d.ID == "" || len(d.Provisions) == 0 || len(d.Readings) < 2 {
		return out, p.errorf(d.line, "a dispute has an id, provisions, and two readings or more")
	}
	if err := p.threeLanguages(d.line, "basis", d.Basis); err != nil {
		return out, err
	}
	for _, r := range d.Readings {
		if err := p.threeLanguages(r.line, "title", r.Title); err != nil {
			return out, err
		}
		ops, err := operations(p, r.Operations)
		if err != nil {
			return out, err
		}
		for _, other := range out.Readings {
			if other.Source == r.Source {
				return out, p.errorf(r.line, "source %q has two readings", r.Source)
			}
		}
		out.Readings = append(out.Readings, versioning.Reading{Source: r.Source, Title: r.Title.words(), Operations: ops})
	}
	return out, nil
}

func operations(p *parser, in []operation) ([]versioning.Operation, error) {
	var out []versioning.Operation
	for i := range in {
		o, err := in[i].operation(p)
		if err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, nil
}

var ops = map[versioning.Op]bool{versioning.OpInsert: true, versioning.OpReplace: true, versioning.OpDelete: true, versioning.OpReplaceWords: true,
	versioning.OpInsertWords: true, versioning.OpDeleteWords: true, versioning.OpReplaceAnnex: true, versioning.OpRepeal: true,
	versioning.OpSuspend: true, versioning.OpNoOp: true}

func (o *operation) operation(p *parser) (versioning.Operation, error) {
	out := versioning.Operation{Op: versioning.Op(o.Op), Target: o.Target, Parent: o.Parent, Prev: o.Prev, Clause: o.Clause,
		Before: o.Before, After: o.After, From: o.From, To: o.To, New: o.New.provision(), Old: o.Old.provision()}
	if !ops[out.Op] {
		return out, p.errorf(o.line, "op: unknown operation %q", o.Op)
	}
	if out.Op == versioning.OpInsert {
		if out.New == nil || out.Parent == "" {
			return out, p.errorf(o.line, "insert: needs parent and new")
		}
		out.Target = out.New.EID
	}
	if o.Until != "" {
		d, err := p.date(o.line, "until", o.Until)
		if err != nil {
			return out, err
		}
		out.Until = d
	}
	switch out.Op {
	case versioning.OpReplaceWords, versioning.OpInsertWords, versioning.OpDeleteWords:
		if !strings.Contains(o.Before, o.From) || !strings.Contains(o.After, o.To) || o.From == "" && o.To == "" {
			return out, p.errorf(o.line, "%s: the words do not stand in the lines", o.Op)
		}
	}
	return out, nil
}

func (q *provision) provision() *corpus.Provision {
	if q == nil {
		return nil
	}
	out := &corpus.Provision{EID: q.EID, Kind: corpus.Kind(q.Kind), Num: q.Num, Text: q.Text}
	for i, s := range q.Items {
		out.Children = append(out.Children, &corpus.Provision{EID: fmt.Sprintf("%s__item_%d", q.EID, i+1), Kind: corpus.KindItem, Text: s})
	}
	for i := range q.Children {
		out.Children = append(out.Children, q.Children[i].provision())
	}
	return out
}
