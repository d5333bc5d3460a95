package edition

import (
	"strconv"

	"tizbe/corpus"
	"tizbe/corpus/citation"
	"tizbe/corpus/editorial"
	"tizbe/versioning"
)

// suspends makes the operation of a suspension that a note states; false where
// what it suspends, or for how long, cannot be told.
func suspends(root *corpus.Provision, p editorial.Placed, a editorial.Act, o *versioning.Operation) bool {
	*o = versioning.Operation{Op: versioning.OpSuspend, Clause: p.Text, For: a.For}
	if !a.Term.Until.IsZero() {
		o.Until = a.Term.Until.AddDays(-1)
	}
	if !a.Term.Since.IsZero() {
		o.Since = &a.Term.Since
	}
	switch {
	case p.Target.Partly || len(p.Target.Refs) > 1 || p.Tombstone:
		return false
	case len(p.Target.Refs) == 1:
		at := meant(root, p.EID, p.Target.Refs[0])
		if at == nil {
			return false
		}
		o.Target = at.EID
		return true
	case p.Target.Document:
		list := root.Annex()
		for _, c := range root.Children {
			if c.Kind == corpus.KindList && c != list {
				return false // one of several
			}
		}
		if list == nil {
			return false
		}
		o.Target = list.EID
		return true
	case p.Target.Text == "":
		// The note speaks of what it stands at.
		at := root.Find(p.EID)
		if at == nil || at.Kind == corpus.KindAct {
			return false
		}
		o.Target = at.EID
		switch at.Kind {
		case corpus.KindTitle, corpus.KindReference, corpus.KindPreamble:
			o.Target = "" // the act
		}
		return true
	}
	return true // the act itself, by its kind
}

// meant returns the provision that a note at the eId means by the reference:
// the one it stands at or in, else the only one in the text.
func meant(root *corpus.Provision, at string, ref citation.Ref) *corpus.Provision {
	var near, all []*corpus.Provision
	for p, up := range root.All() {
		if p.EID == at {
			for _, u := range append(append([]*corpus.Provision(nil), up...), p) {
				if is(u, ref[0]) {
					near = append(near, u)
				}
			}
		}
		if is(p, ref[0]) {
			all = append(all, p)
		}
	}
	if len(near) == 0 {
		near = all
	}
	if len(near) != 1 {
		return nil
	}
	p := near[0]
	for _, e := range ref[1:] {
		var found []*corpus.Provision
		if e.Level == citation.Alinea {
			lines := p.Paragraphs()
			if n, err := strconv.Atoi(e.Num); err == nil && n >= 1 && n <= len(lines) {
				found = lines[n-1 : n]
			}
		} else {
			for q := range p.All() {
				if q != p && is(q, e) {
					found = append(found, q)
				}
			}
		}
		if len(found) != 1 {
			return nil
		}
		p = found[0]
	}
	return p
}

// is reports whether the provision is the one that an element of a reference
// names.
func is(p *corpus.Provision, e citation.Elem) bool {
	kind, ok := e.Level.Kind()
	return ok && p.Kind == kind && e.Num != "" && p.Num == e.Num
}
