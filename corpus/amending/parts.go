package amending

import (
	"slices"
	"strconv"
	"strings"

	"tizbe/corpus/enactment"
)

// owners tells in which provision of the amending act's own each paragraph
// stands. Numbers inside a payload belong to the act that is changed.
func (r *reader) owners() {
	var annex, article, point, subpoint string
	numbers := r.annexNumbers()
	at := 0
	for i, l := range r.ls {
		if l.annex != at {
			at, annex, article, point, subpoint = l.annex, "annex", "", "", ""
			if n := numbers[at]; n != "" {
				annex = "annex_" + n
			}
		}
		switch r.roles[i].Role {
		case RolePayload, RoleTitle, RoleApproval, RoleSignature, RoleEditorial, RoleAnnex:
		default:
			if _, mark := unnumbered(newCut(l.text, r.lang)); mark != "" {
				m := numbering.FindStringSubmatch(mark)
				switch {
				case m == nil:
				case m[3]+m[4] != "":
					article, point, subpoint = "article_"+m[3]+m[4], "", ""
				case m[2] == ".":
					point, subpoint = "point_"+m[1], ""
				case m[2] == ")":
					subpoint = "subpoint_" + m[1]
				}
			}
		}
		own := slices.DeleteFunc([]string{annex, article, point, subpoint}, func(s string) bool { return s == "" })
		r.roles[i].Own = strings.Join(own, "__")
	}
}

// Part returns the paragraphs of a part of the amending act's own, as indexes
// of Paragraphs: a provision with all below it, or one line of it, counted
// from its first ("point_1__subpoint_2#3"). A point that approves the changes
// set out in an annex has that annex with it. Empty: there is no such part.
func (a *Act) Part(eid string) []int {
	eid, line, one := strings.Cut(eid, "#")
	var out []int
	for i, p := range a.Paragraphs {
		if (p.Own == eid || strings.HasPrefix(p.Own, eid+"__")) && p.Role != RoleSignature && p.Role != RoleEditorial {
			out = append(out, i)
		}
	}
	if one {
		n, err := strconv.Atoi(line)
		if err != nil || n < 1 || n > len(out) {
			return nil
		}
		return out[n-1 : n]
	}
	for _, i := range slices.Clone(out) {
		if p := a.Paragraphs[i]; p.Role == RoleApproves {
			numbers, _, _ := newCut(p.Text, a.Lang).annexOf()
			if len(numbers) == 0 {
				numbers = []string{""}
			}
			for _, n := range numbers {
				out = append(out, a.annexed(n)...)
			}
		}
	}
	return out
}

// annexed returns the paragraphs of the annex with the number, or without one
// of the only annex.
func (a *Act) annexed(number string) []int {
	want := "annex"
	if number != "" {
		want = "annex_" + number
	}
	var out []int
	for i, p := range a.Paragraphs {
		if first, _, _ := strings.Cut(p.Own, "__"); first == want {
			out = append(out, i)
		}
	}
	return out
}

// A Share says which clauses of an act take effect by one rule.
type Share struct {
	// Exception is nil for the rule of the act as a whole.
	Exception *enactment.Exception
	Clauses   []int // indexes of the act's clauses, rising
}

// Shares divides the clauses by the rules of the entry clause: the act's own
// first, even where it has none left, then one for each exception that has
// any. Torn are clauses of which the exceptions name only a part; missing are
// provisions that the exceptions name and the act does not have. Where missing
// is not empty it cannot be told which clauses the act's own rule is for.
func (a *Act) Shares() (shares []Share, torn []int, missing []string) {
	of := make([]int, len(a.Clauses)) // exception + 1
	exceptions := a.Entry.Exceptions
	if a.Entry.Entry.Kind == enactment.Unreadable {
		exceptions = nil // read in part at best
	}
	for n, e := range exceptions {
		covered := make(map[int]bool)
		for _, eid := range e.Provisions {
			part := a.Part(eid)
			if len(part) == 0 {
				missing = append(missing, eid)
			}
			for _, i := range part {
				covered[i] = true
			}
		}
		for k := range a.Clauses {
			switch in, some := a.covered(k, covered); {
			case in:
				of[k] = n + 1
			case some && !slices.Contains(torn, k):
				torn = append(torn, k)
			}
		}
	}
	shares = make([]Share, 1, len(exceptions)+1)
	for n := range exceptions {
		shares = append(shares, Share{Exception: &exceptions[n]})
	}
	for k, n := range of {
		if !slices.Contains(torn, k) {
			shares[n].Clauses = append(shares[n].Clauses, k)
		}
	}
	return slices.DeleteFunc(shares, func(s Share) bool { return s.Exception != nil && len(s.Clauses) == 0 }), torn, missing
}

// covered reports whether the paragraphs hold the clause: all of its new
// wording, or where it has none all lines that say it. some: at least one of
// its paragraphs is among them.
func (a *Act) covered(clause int, in map[int]bool) (whole, some bool) {
	said, text := [2]int{}, [2]int{} // all, covered
	for i, p := range a.Paragraphs {
		if !slices.Contains(p.Clauses, clause) {
			continue
		}
		n := &said
		if p.Role == RolePayload {
			n = &text
		}
		n[0]++
		if in[i] {
			n[1]++
			some = true
		}
	}
	if text[0] > 0 {
		return text[1] == text[0], some
	}
	return said[0] > 0 && said[1] == said[0], some
}
