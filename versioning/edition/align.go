package edition

import (
	"strconv"
	"strings"

	"tizbe/corpus"
)

// Align returns the edition next with the eIds of known: a new tree in the
// order of next, not sealed. Lines that differ in quotation marks and spaces
// alone are taken from known, so that how a source sets them makes no
// difference. used reports the eIds that other texts of the act have given
// away; nil for none.
func Align(known, next *corpus.Provision, used func(eid string) bool) *corpus.Provision {
	a := &aligner{used: used, given: make(map[string]bool)}
	for p := range known.All() {
		a.given[p.EID] = true
	}
	root := copyOf(next)
	root.EID, root.Kind = known.EID, known.Kind
	a.scope(root, known, next)
	return root
}

type aligner struct {
	used  func(string) bool
	given map[string]bool // eIds of the known text and those given to new provisions
}

// copyOf returns a provision alone.
func copyOf(p *corpus.Provision) *corpus.Provision { return p.With(nil) }

// holds reports whether the provision holds a sequence of its own: what lies
// below it is matched only with what lies below the same provision.
func holds(p *corpus.Provision) bool {
	switch p.Kind {
	case corpus.KindList, corpus.KindSection, corpus.KindChapter, corpus.KindArticle, corpus.KindPoint, corpus.KindSubpoint, corpus.KindTable:
		return true
	}
	return false
}

// tokens lists what lies below owner down to the next provisions that hold
// sequences of their own.
func tokens(owner *corpus.Provision) []token {
	var out []token
	var walk func(p *corpus.Provision)
	walk = func(p *corpus.Provision) {
		for _, c := range p.Children {
			out = append(out, tokenOf(c, p))
			if !holds(c) {
				walk(c)
			}
		}
	}
	walk(owner)
	return out
}

func tokenOf(p, up *corpus.Provision) token {
	t := token{p: p, up: up, text: p.Text, sort: string(p.Kind)}
	switch {
	case p.Num != "" && p.Kind != corpus.KindList:
		t.fix, t.key = true, string(p.Kind)+" "+p.Num
	case p.Kind == corpus.KindTitle || p.Kind == corpus.KindListTitle || p.Kind == corpus.KindReference || p.Kind == corpus.KindApproval:
		t.fix, t.key = true, string(p.Kind)
	case p.Kind == corpus.KindPreamble:
		t.sort, t.key = string(p.Kind), "preamble "+Plain(p.Text)
	case p.Kind == corpus.KindList, p.Kind == corpus.KindTable:
		t.text = digest(p)
		t.key = string(p.Kind) + " " + Plain(t.text)
	case p.Kind == corpus.KindEditorial, p.Kind == corpus.KindSignature, p.Kind == corpus.KindRow:
		t.key = string(p.Kind) + " " + Plain(p.Text)
	default:
		// What a line is follows from punctuation and an outline; the same
		// words are the same line.
		t.key = "line " + Plain(p.Text)
		t.sort = "line"
		if p.Kind == corpus.KindGroup && strings.HasSuffix(strings.TrimSpace(p.Text), ":") {
			t.sort = "heading"
		}
	}
	return t
}

// digest is the text by which annexes and tables are told apart: the title,
// or the first rows.
func digest(p *corpus.Provision) string {
	for _, c := range p.Children {
		if c.Kind == corpus.KindListTitle {
			return c.Text
		}
	}
	const rows = 20
	var b strings.Builder
	n := 0
	for c := range p.All() {
		if c.Text == "" || Frame(c.Kind) {
			continue
		}
		if n++; n > rows {
			break
		}
		b.WriteString(c.Text)
		b.WriteByte('\n')
	}
	return b.String()
}

// scope aligns what lies below one provision that is known; to is its copy in
// the new tree.
func (a *aligner) scope(to, known, next *corpus.Provision) {
	old, now := tokens(known), tokens(next)
	same := match(old, now)
	a.lastAnnex(old, now, same)

	placed := map[*corpus.Provision]*corpus.Provision{known: to} // known → new tree
	made := map[*corpus.Provision]*corpus.Provision{next: to}    // next → new tree
	path := []*corpus.Provision{to}                              // open, outermost first
	group := to                                                  // holder of the group opened last
	type born struct{ p, up *corpus.Provision }
	var fresh []born
	type pair struct{ to, known, next *corpus.Provision }
	var below []pair
	for j, t := range now {
		q := copyOf(t.p)
		var wish *corpus.Provision
		if i := same[j]; i >= 0 {
			o := old[i]
			q.EID = o.p.EID
			if Plain(q.Text) == Plain(o.p.Text) {
				q.Text = o.p.Text
			}
			if !container(t.p) || container(o.p) {
				q.Kind = o.p.Kind
			}
			wish = placed[o.up]
			placed[o.p] = q
			if holds(t.p) {
				below = append(below, pair{q, o.p, t.p})
			}
		} else {
			q.EID = ""
			if t.p.Kind == corpus.KindGroup && t.up == next {
				wish = group // beside the heading before it
			}
		}
		at := open(path, wish)
		if at < 0 {
			at = open(path, made[t.up])
		}
		if at < 0 {
			at = 0
		}
		holder := path[at]
		path = append(path[:at+1], q)
		made[t.p] = q
		holder.Children = append(holder.Children, q)
		if q.Kind == corpus.KindGroup {
			group = holder
		}
		if same[j] < 0 {
			fresh = append(fresh, born{q, holder})
			if holds(t.p) {
				below = append(below, pair{q, nil, t.p})
			}
		}
	}
	recent := make(map[*corpus.Provision]bool)
	for _, f := range fresh {
		f.p.EID = a.name(f.p, f.up, recent)
		recent[f.p] = true
	}
	for _, b := range below {
		if b.known != nil {
			a.scope(b.to, b.known, b.next)
		} else {
			a.born(b.to, b.next)
		}
	}
}

// lastAnnex matches the annexes and tables that are left on both sides, one
// by one, where there are as many: a rewritten title is no new annex.
func (a *aligner) lastAnnex(old, now []token, same []int) {
	for _, kind := range [...]corpus.Kind{corpus.KindPreamble, corpus.KindList, corpus.KindTable} {
		taken := make(map[int]bool)
		var left, right []int
		for j, i := range same {
			if i >= 0 {
				taken[i] = true
			} else if now[j].p.Kind == kind {
				right = append(right, j)
			}
		}
		for i, t := range old {
			if t.p.Kind == kind && !taken[i] {
				left = append(left, i)
			}
		}
		if len(left) == len(right) {
			for k, j := range right {
				same[j] = left[k]
			}
		}
	}
}

// container reports whether paragraphs lie below the provision.
func container(p *corpus.Provision) bool {
	switch p.Kind {
	case corpus.KindGroup, corpus.KindNote:
		return true
	}
	return len(p.Children) > 0
}

// open returns the index of p on the path, or -1.
func open(path []*corpus.Provision, p *corpus.Provision) int {
	if p == nil {
		return -1
	}
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] == p {
			return i
		}
	}
	return -1
}

// born names everything below a provision that the known text does not have.
func (a *aligner) born(to, next *corpus.Provision) {
	for _, c := range next.Children {
		q := copyOf(c)
		q.EID = ""
		to.Children = append(to.Children, q)
		q.EID = a.name(q, to, nil)
		a.born(q, c)
	}
}

// name gives a new provision below up an eId that was never used. recent are
// those that are as new: each of several in a row is inserted behind the same
// sibling.
func (a *aligner) name(p, up *corpus.Provision, recent map[*corpus.Provision]bool) string {
	prefix := ""
	if up.EID != "" {
		prefix = up.EID + "__"
	}
	stem := string(p.Kind)
	switch p.Kind {
	case corpus.KindListTitle:
		stem = "title"
	case corpus.KindNoteItem:
		stem = "item"
	}
	if p.Num != "" {
		return a.free(prefix+stem+"_"+p.Num, "_", 2, true)
	}
	if single(p.Kind) {
		return a.free(prefix+stem, "_", 2, true)
	}
	// The sibling of its kind before it, and whether one follows.
	before, n, follows, seen := "", 0, false, false
	for _, c := range up.Children {
		switch {
		case c == p:
			seen = true
		case !named(c, prefix+stem):
		case seen:
			follows = true
		default:
			n++
			if !recent[c] {
				before = c.EID
			}
		}
	}
	switch {
	case !follows:
		return a.free(prefix+stem, "_", n+1, false)
	case before == "":
		before = prefix + stem + "_0"
	}
	return a.free(before, "-", 1, false)
}

// named reports whether the eId of p is stem with an ordinal.
func named(p *corpus.Provision, stem string) bool {
	rest, ok := strings.CutPrefix(p.EID, stem+"_")
	return ok && rest != "" && rest[0] >= '0' && rest[0] <= '9' && !strings.Contains(rest, "_")
}

// single reports whether a parent has one provision of the kind as a rule.
func single(k corpus.Kind) bool {
	switch k {
	case corpus.KindTitle, corpus.KindListTitle, corpus.KindReference, corpus.KindPreamble, corpus.KindApproval, corpus.KindList:
		return true
	}
	return false
}

// free returns the stem with the first number from n on that no provision has;
// bare says that the stem may stand alone.
func (a *aligner) free(stem, sep string, n int, bare bool) string {
	taken := func(eid string) bool { return a.given[eid] || a.used != nil && a.used(eid) }
	eid := stem
	for !bare || taken(eid) {
		bare = true
		eid = stem + sep + strconv.Itoa(n)
		n++
	}
	a.given[eid] = true
	return eid
}
