package amending

import (
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/enactment"
)

// entry takes the whole point that says when the act comes into force.
func (r *reader) entry(i int) {
	j := i + 1
	for j < len(r.ls) && r.ls[j].annex == r.ls[i].annex && !r.ls[j].point && r.ls[j].kind != corpus.KindSignature && r.ls[j].kind != corpus.KindEditorial && r.ls[j].kind != corpus.KindSeparation && r.ls[j].kind != corpus.KindRow {
		j++
	}
	var text []string
	for k := i; k < j; k++ {
		text = append(text, r.ls[k].text)
		r.mark(k, RoleEntry)
	}
	e := enactment.Parse(strings.Join(text, "\n"), r.lang)
	was := r.act.Entry
	switch {
	case !r.act.HasEntry:
		r.act.Entry, r.act.HasEntry = e, true
	case e.Ends.Stated() != was.Ends.Stated() && (e.Entry.Kind == enactment.Unreadable) != (was.Entry.Kind == enactment.Unreadable):
		// One point says from when, another until when.
		r.act.Entry = enactment.Parse(was.Text+"\n"+e.Text, r.lang)
	}
	r.i = j
}

// registration adds to the entry clause what the heading says of the state
// registration, where the clause counts from it.
func (r *reader) registration() {
	for _, l := range r.ls {
		if l.point {
			return // what stands above the text is its heading
		}
		if said := r.act.Entry.Registration(l.text, r.lang); said != "" {
			r.act.Entry = enactment.Parse(r.act.Entry.Text+"\n"+said, r.lang)
			return
		}
	}
}

// temporary reports whether a point says until when the act holds.
func (r *reader) temporary(text, low string) bool {
	return holding.MatchString(low) && enactment.Parse(text, r.lang).Ends.Stated()
}
