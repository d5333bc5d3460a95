package amendment

import (
	"slices"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/reading"
	"tizbe/versioning"
)

// replaceAct puts a new wording of the whole act in the place of the old one:
// its provisions, its title and preamble where the new text has them, and its
// annexes. What publishers set around the text, and the signature, stay; what
// keeps its number keeps its eId. Where the act has annexes and the new text
// has none, the clause does not say what becomes of them.
func (t text) replaceAct(after []string) ([]versioning.Operation, error) {
	if len(after) == 0 {
		return nil, refuse(ErrNotCompiled, MsgNothingNew)
	}
	doc, err := reading.Act(strings.Join(after, "\n"), reading.Options{})
	if err != nil {
		return nil, refuse(ErrNotCompiled, MsgUnnumbered)
	}
	var body, head, annexes []*corpus.Provision
	for _, p := range doc.Root.Children {
		switch p.Kind {
		case corpus.KindTitle, corpus.KindPreamble:
			head = append(head, p)
		case corpus.KindList:
			annexes = append(annexes, p)
		case corpus.KindReference, corpus.KindSignature, corpus.KindEditorial:
			// around the text
		default:
			if !ofBody(p) {
				return nil, refuse(ErrNotCompiled, MsgWholeAct)
			}
			body = append(body, p)
		}
	}
	old := annexesIn(t.root)
	if len(body) == 0 || len(old) > 0 && len(annexes) == 0 {
		return nil, refuse(ErrNotCompiled, MsgWholeAct)
	}
	var out []versioning.Operation
	do := func(ops []versioning.Operation, err error) error {
		if err != nil {
			return err
		}
		root, err := versioning.Apply(t.root, ops)
		if err == nil {
			t.root, out = root, append(out, ops...)
		}
		return err
	}
	for _, kind := range [...]corpus.Kind{corpus.KindTitle, corpus.KindPreamble} {
		next := slices.DeleteFunc(slices.Clone(head), func(p *corpus.Provision) bool { return p.Kind != kind })
		if len(next) == 0 {
			continue
		}
		i, j, ok := span(t.root, func(p *corpus.Provision) bool { return p.Kind == kind })
		if !ok {
			return nil, refuse(ErrNotCompiled, MsgWholeAct)
		}
		if err := do(t.reworded(t.root, i, j, next)); err != nil {
			return nil, err
		}
	}
	i, j, ok := span(t.root, ofBody)
	if !ok {
		return nil, refuse(ErrNotCompiled, MsgWholeAct)
	}
	if err := do(t.reworded(t.root, i, j, body)); err != nil {
		return nil, err
	}
	prev := ""
	for _, p := range t.root.Children {
		if p.Kind != corpus.KindList {
			prev = p.EID
		}
	}
	if err := do(t.replaceAnnexes(annexesIn(t.root), annexes, prev)); err != nil {
		return nil, err
	}
	return out, nil
}

// span returns the children [i, j) of the act from the first to the last that
// are of a kind; ok is false where there are none, or something else stands
// among them than what a publisher set there.
func span(root *corpus.Provision, of func(*corpus.Provision) bool) (i, j int, ok bool) {
	i = slices.IndexFunc(root.Children, of)
	if i < 0 {
		return 0, 0, false
	}
	for k, p := range root.Children {
		if of(p) {
			j = k + 1
		}
	}
	return i, j, !slices.ContainsFunc(root.Children[i:j], func(p *corpus.Provision) bool { return !of(p) && p.Kind != corpus.KindEditorial })
}

func annexesIn(root *corpus.Provision) []*corpus.Provision {
	return slices.DeleteFunc(slices.Clone(root.Children), func(p *corpus.Provision) bool { return p.Kind != corpus.KindList })
}

// ofBody reports whether p can stand among the numbered provisions of an act.
func ofBody(p *corpus.Provision) bool {
	switch p.Kind {
	case corpus.KindSection, corpus.KindChapter, corpus.KindArticle, corpus.KindPoint, corpus.KindSubpoint:
		return true
	}
	return false
}
