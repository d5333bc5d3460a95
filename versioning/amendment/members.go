package amendment

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tizbe/corpus"
	"tizbe/corpus/amending"
	"tizbe/versioning"
)

// The composition of a commission is a list of persons, a line each: the name,
// a dash, the post. A clause that takes one in or out does not say where in the
// list; a new member is added at its end, since the order has no meaning in
// law.

// members returns the lines of the composition below scope.
func members(scope *corpus.Provision) []*corpus.Provision {
	var out []*corpus.Provision
	for p := range scope.All() {
		if _, post := memberOf(p.Text); post != "" && rowLike(p) {
			out = append(out, p)
		}
	}
	return out
}

// memberOf parts a line of a composition into the person and the post.
func memberOf(line string) (person, post string) {
	i, n := -1, 0
	for _, sep := range [...]string{" – ", " — ", " - ", " | "} {
		if j := strings.Index(line, sep); j >= 0 && (i < 0 || j < i) {
			i, n = j, len(sep)
		}
	}
	if first, _ := utf8.DecodeRuneInString(line); i < 0 || !unicode.IsUpper(first) {
		return "", ""
	}
	return line[:i], strings.TrimLeft(line[i+n:], " –—|-")
}

// insertMembers adds persons to a composition.
func (t text) insertMembers(c amending.Clause) ([]versioning.Operation, error) {
	all := members(t.scope)
	if len(all) == 0 {
		return nil, refuse(ErrNoTarget, MsgNoMembers, name(t.scope))
	}
	for _, line := range c.After {
		person, post := memberOf(line)
		if person == "" || oblique(post) {
			return nil, refuse(ErrNotCompiled, MsgMemberCase, clip(line))
		}
		if len(named(all, person)) > 0 {
			return nil, refuse(versioning.ErrExists, MsgThere, clip(person))
		}
	}
	last := all[len(all)-1]
	parent, i := parentOf(t.root, last)
	if parent == nil {
		return nil, refuse(ErrNoTarget, MsgNoPlace, name(last))
	}
	return t.lines(parent, i+1, like(last, corpus.KindParagraph), c.After), nil
}

// oblique reports whether a post stands in the case that the sentence gives it
// (ввести … Иванова – министра), so that it is no line of a list: its first
// word does not end as a Russian noun or adjective in the nominative does.
func oblique(post string) bool {
	word, _, _ := strings.Cut(strings.ToLower(post), " ")
	word = strings.TrimRight(word, ",;.")
	if strings.ContainsAny(post, "әғқңөұүһіӘҒҚҢӨҰҮҺІ") {
		return false // Kazakh names members as a list does
	}
	last, _ := utf8.DecodeLastRuneInString(word)
	return word == "" || strings.ContainsRune("аяоеуюы", last)
}

// named returns the lines of the composition about the person, whatever case
// the name stands in.
func named(all []*corpus.Provision, person string) []*corpus.Provision {
	want := strings.Fields(loose(person))
	var out []*corpus.Provision
	for _, p := range all {
		who, _ := memberOf(p.Text)
		got := strings.Fields(loose(who))
		if len(want) > 0 && len(got) >= len(want) && !slices.ContainsFunc(want, func(w string) bool {
			i := slices.Index(want, w)
			// An initial may stand for a name.
			return !sameWord(got[i], w) && !(i > 0 && utf8.RuneCountInString(w) == 1 && strings.HasPrefix(got[i], w))
		}) {
			out = append(out, p)
		}
	}
	return out
}
