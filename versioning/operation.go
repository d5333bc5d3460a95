package versioning

import (
	"errors"
	"fmt"
	"slices"

	"tizbe/corpus"
)

// An Op is the type of an operation.
type Op string

// The types of operation. Whatever the type, an operation does one of four
// primitive edits, each of which can be undone: it changes one line (Before →
// After), inserts a provision (New), removes one (Old), or puts one in the
// place of another (Old → New).
const (
	OpInsert       Op = "insert"        // толықтыру
	OpReplace      Op = "replace"       // жаңа редакцияда жазу
	OpDelete       Op = "delete"        // алып тастау
	OpReplaceWords Op = "replace_words" // деген сөздер … деген сөздермен ауыстырылсын
	OpInsertWords  Op = "insert_words"
	OpDeleteWords  Op = "delete_words"
	OpReplaceAnnex Op = "replace_annex"
	OpRepeal       Op = "repeal"  // күші жойылды
	OpSuspend      Op = "suspend" // тоқтатыла тұрсын
	OpNoOp         Op = "no_op"   // a change of the text in another language only
)

// An Operation is one typed change that an amendment makes to an act.
type Operation struct {
	Op     Op
	Target string // eId; for OpInsert the eId that the new provision gets
	// Before and After are the whole line of the target; From and To the
	// words that change inside it, where the clause speaks of words.
	Before string `codec:",omitempty"`
	After  string `codec:",omitempty"`
	From   string `codec:",omitempty"`
	To     string `codec:",omitempty"`
	// Old and New are whole provisions with all below them. Parent and Prev
	// place them: Prev is the eId of the sibling before, "" for the first.
	Old    *corpus.Provision `codec:",omitempty"`
	New    *corpus.Provision `codec:",omitempty"`
	Parent string            `codec:",omitempty"`
	Prev   string            `codec:",omitempty"`
	// Until is the last day of a suspension; zero for without end. Since is its
	// first, where that is not the day from which the event governs; For says,
	// verbatim, for whom alone it holds.
	Until corpus.Date
	Since *corpus.Date `codec:",omitempty"`
	For   string       `codec:",omitempty"`
	// Clause is the clause of the amending act that does it, verbatim, where
	// it is held; Line its line there.
	Clause string `codec:",omitempty"`
	Line   int    `codec:",omitempty"`
}

// Pause returns what an operation that suspends brings.
func (o Operation) Pause() Pause {
	x := Pause{EID: o.Target, Until: o.Until, For: o.For}
	if o.Since != nil {
		x.Since = *o.Since
	}
	return x
}

// Errors of applying and undoing operations.
var (
	// ErrTarget: the target of an operation is not in the text.
	ErrTarget = errors.New("target not found")
	// ErrBefore: the target does not read as the operation says it did.
	ErrBefore = errors.New("text differs from what the operation expects")
	// ErrExists: the provision to be inserted is already there.
	ErrExists = errors.New("provision already exists")
)

// An OperationError is an operation that does not fit the text. It wraps
// [ErrTarget], [ErrBefore] or [ErrExists].
type OperationError struct {
	Op     Op
	Target string // the provision it is about
	Saw    string // what stands there instead
	Err    error
}

func (e *OperationError) Error() string {
	if e.Saw != "" {
		return fmt.Sprintf("%s %s: %v: %.200q", e.Op, e.Target, e.Err, e.Saw)
	}
	return fmt.Sprintf("%s %s: %v", e.Op, e.Target, e.Err)
}

func (e *OperationError) Unwrap() error { return e.Err }

// onto returns the operation on what the target reads in the text.
func (o Operation) onto(root *corpus.Provision) Operation {
	for p, up := range root.All() {
		if p.EID != o.Target || len(up) == 0 {
			continue
		}
		if o.Old == nil {
			o.Before = p.Text
			return o
		}
		parent := up[len(up)-1]
		o.Old, o.Parent, o.Prev = p, parent.EID, ""
		if i := slices.Index(parent.Children, p); i > 0 {
			o.Prev = parent.Children[i-1].EID
		}
	}
	return o
}

// Inverse returns the operation that undoes o.
func (o Operation) Inverse() Operation {
	o.Before, o.After = o.After, o.Before
	o.From, o.To = o.To, o.From
	o.Old, o.New = o.New, o.Old
	switch o.Op {
	case OpInsert:
		o.Op = OpDelete
	case OpDelete:
		o.Op = OpInsert
	case OpInsertWords:
		o.Op = OpDeleteWords
	case OpDeleteWords:
		o.Op = OpInsertWords
	}
	return o
}

// apply returns the tree after o; root is not changed.
func (o Operation) apply(root *corpus.Provision) (*corpus.Provision, error) {
	fail := func(err error, saw string) error {
		return &OperationError{o.Op, o.Target, saw, err}
	}
	switch {
	case o.Op == OpNoOp || o.Op == OpSuspend || o.Op == OpRepeal && o.Before == "" && o.Old == nil:
		return root, nil // these change the standing of a text, not its wording
	case o.Old == nil && o.New == nil:
		return edit(root, o.Target, func(p *corpus.Provision) (*corpus.Provision, error) {
			if p.Text != o.Before {
				return nil, fail(ErrBefore, p.Text)
			}
			q := p.With(p.Children)
			q.Text = o.After
			return q, nil
		}, fail)
	case o.Old == nil:
		if root.Find(o.New.EID) != nil {
			return nil, fail(ErrExists, o.New.EID)
		}
		return edit(root, o.Parent, func(p *corpus.Provision) (*corpus.Provision, error) {
			at := 0
			if o.Prev != "" {
				i := slices.IndexFunc(p.Children, func(c *corpus.Provision) bool { return c.EID == o.Prev })
				if i < 0 {
					return nil, fail(ErrTarget, o.Prev)
				}
				at = i + 1
			}
			return p.With(slices.Insert(slices.Clone(p.Children), at, o.New)), nil
		}, fail)
	default:
		parent := ""
		for p, up := range root.All() {
			if p.EID == o.Target && len(up) > 0 {
				if p.Sum() != o.Old.Sum() {
					return nil, fail(ErrBefore, p.Text)
				}
				parent = up[len(up)-1].EID
				break
			}
		}
		if parent == "" && root.EID != parent {
			return nil, fail(ErrTarget, "")
		}
		return edit(root, parent, func(p *corpus.Provision) (*corpus.Provision, error) {
			i := slices.IndexFunc(p.Children, func(c *corpus.Provision) bool { return c.EID == o.Target })
			if i < 0 {
				return nil, fail(ErrTarget, "")
			}
			prev := ""
			if i > 0 {
				prev = p.Children[i-1].EID
			}
			if o.New == nil && (o.Parent != p.EID || o.Prev != prev) {
				// Undoing must put it back where it was.
				return nil, fail(ErrBefore, "after "+prev+" in "+p.EID)
			}
			kids := slices.Clone(p.Children)
			if o.New == nil {
				kids = slices.Delete(kids, i, i+1)
			} else {
				kids[i] = o.New
			}
			return p.With(kids), nil
		}, fail)
	}
}

// edit copies the path from root to the provision with the eId, in whose
// place it puts what change returns.
func edit(root *corpus.Provision, eid string, change func(*corpus.Provision) (*corpus.Provision, error), fail func(error, string) error) (*corpus.Provision, error) {
	var path []*corpus.Provision
	for p, up := range root.All() {
		if p.EID == eid {
			path = append(slices.Clone(up), p)
			break
		}
	}
	if path == nil {
		return nil, fail(ErrTarget, eid)
	}
	last := len(path) - 1
	next, err := change(path[last])
	if err != nil {
		return nil, err
	}
	for i := last - 1; i >= 0; i-- {
		kids := slices.Clone(path[i].Children)
		kids[slices.Index(kids, path[i+1])] = next
		next = path[i].With(kids)
	}
	return next, nil
}

// Apply applies the operations in order and returns the tree after them; root
// is not changed. The error names the operation and what it saw.
func Apply(root *corpus.Provision, ops []Operation) (*corpus.Provision, error) {
	var err error
	for _, o := range ops {
		if root, err = o.apply(root); err != nil {
			return nil, err
		}
	}
	return root, nil
}

// Undo undoes the operations, last first: Undo after [Apply] gives the same
// tree back.
func Undo(root *corpus.Provision, ops []Operation) (*corpus.Provision, error) {
	var err error
	for _, o := range slices.Backward(ops) {
		if root, err = o.Inverse().apply(root); err != nil {
			return nil, fmt.Errorf("undoing: %w", err)
		}
	}
	return root, nil
}
