package position

import "tizbe/corpus/kazakh"

// Onset is what all words share that are the same up to letters and
// inflection: their first two letters, folded. Endings are taken off the end,
// and no stem is shorter. An index of lines by the onsets of their words finds
// every line that can match, and more, without stemming them.
func Onset(word string) string {
	f := kazakh.Fold(word)
	n := 0
	for i := range f {
		if n == 2 {
			return f[:i]
		}
		n++
	}
	return f
}

// Same reports whether two words are one up to letters and inflection.
func (w Word) Same(o Word) bool { return w.same(&o) }

// Ends returns the last words of the question, in each reading of it: every
// entry that [Entry.Match] finds, but by [MatchAllTitles], ends in the same
// word.
func (q Query) Ends() []Word {
	return q.edge(func(ws Words) Word { return ws[len(ws)-1] })
}

// Starts returns the first words of the question, in each reading of it:
// every entry found by [MatchAllTitles] starts with the same word.
func (q Query) Starts() []Word {
	return q.edge(func(ws Words) Word { return ws[0] })
}

func (q Query) edge(pick func(Words) Word) []Word {
	var out []Word
	for _, r := range q.readings {
		for _, ws := range [...]Words{r.all, r.base} {
			if len(ws) > 0 {
				out = append(out, pick(ws))
			}
		}
	}
	return out
}

// heads are the posts that say nothing without a unit: the chief, chairman or
// commander of something, a deputy or assistant of one.
var heads = newLexicon("бастық басшы төраға командир меңгеруші орынбасар көмекші бірінші")

// A Placement says how an entry takes its meaning from the headings above it,
// when a post is asked for with its unit in front.
type Placement struct {
	// Unit is what the question names before the post.
	Unit string
	// Own says that only the heading directly above counts: the chief under
	// a heading is the chief of that unit, not of the one around it.
	Own bool
}

// Place returns the ways in which the question can be the entry under a
// heading. Either the
// question ends in the entry's title (тергеу изоляторының бастығы, and бастық
// under Тергеу изоляторлары), or the entry repeats the last word of the
// heading (жасағының командирі, and жасақ командирі under … жасағы).
func (q Query) Place(e Entry) []Placement {
	before := func(ws, title Words) Words {
		n := len(ws) - len(title)
		if n <= 0 || len(title) == 0 || ws[n].Joined || !ws.endsWith(title) {
			return nil
		}
		return ws[:n]
	}
	generic := func(title Words) bool {
		for i := range title {
			if !heads.has(&title[i]) {
				return false
			}
		}
		return len(title) > 0
	}
	var out []Placement
	// A rank before the title makes another post of it.
	if unit := before(q.Words(), e.words); unit != nil && !ranks.has(&unit[len(unit)-1]) {
		out = append(out, Placement{Unit: unit.String(), Own: generic(e.words)})
	}
	if len(e.words) < 2 || !generic(e.words[1:]) {
		return out
	}
	// The last word of the heading may stand in an abbreviation: ТЖД
	// бастығының орынбасары.
	for i := range q.readings {
		if unit := before(q.readings[i].all, e.words[1:]); unit != nil && unit[len(unit)-1].same(&e.words[0]) {
			out = append(out, Placement{Unit: unit.String()})
		}
	}
	return out
}
