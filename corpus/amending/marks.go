package amending

import (
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/citation"
	"tizbe/corpus/numerals"
)

// A Mark is a mark of approval of an annex (бекіту белгісі) as read: of what
// it is an annex, and with which number.
type Mark struct {
	Text   string
	Number string       // "" where it has none
	OfAct  bool         // it names an act, and not a document that an act approved
	Act    corpus.ActID // that act, where type, date and number are all readable
	Of     string       // the document that it names instead, in the case it stands in
}

// Marks cuts a mark of approval into those that it is made of: an annex of an
// amending act that becomes an annex of another act bears both, its own first.
// Russian begins a mark with its word (Приложение, Утвержден), Kazakh ends it
// with it (қосымша, бекітілген).
func Marks(text string) []Mark {
	var out []Mark
	var words []string
	cut := func() {
		if len(words) > 0 {
			out = append(out, markOf(strings.Join(words, " ")))
		}
		words = nil
	}
	for _, w := range strings.Fields(text) {
		low := strings.Trim(numerals.Fold(w).S, ".,;()*")
		if low == "приложение" || strings.HasPrefix(low, "утвержден") && len(low) <= len("утверждены") {
			cut()
		}
		words = append(words, w)
		if strings.HasSuffix(low, "қосымша") || low == "бекітілген" {
			cut()
		}
	}
	cut()
	return out
}

func markOf(text string) Mark {
	m := Mark{Text: text}
	low := numerals.Fold(text).S
	m.Number = numberIn(low)
	lang := corpus.Russian
	if strings.HasSuffix(low, "қосымша") || strings.HasSuffix(low, "бекітілген") {
		lang = corpus.Kazakh
	}
	c := newCut(text, lang)
	// of names what the mark belongs to.
	of := c
	if lang == corpus.Russian {
		i := 1
		for i < c.n() && (c.tok(i).Is("№", "к") || c.tok(i).Kind == citation.Num) {
			i++
		}
		of = c.sub(i, c.n())
		m.OfAct = citation.ActNoun(of.tok(0).S) != "" || adjective(of.tok(0).S) && citation.ActNoun(of.tok(1).S) != ""
		if m.OfAct {
			_, _, m.Act, _ = of.ruAct()
		}
	} else {
		j := c.n() - 1
		for j > 0 && (c.tok(j-1).Is("-", "№") || c.tok(j-1).Kind == citation.Num) {
			j--
		}
		of = c.sub(0, j)
		m.OfAct = citation.ActNoun(of.tok(of.n()-1).S) != ""
		if m.OfAct {
			_, _, m.Act, _ = of.kkAct()
		}
	}
	if !m.OfAct && of.n() > 0 {
		m.Of = tidy(of.source(0, of.n()))
	}
	return m
}

// AnnexNumber returns the number of an annex (2-қосымша, приложение 2): that in
// its mark of approval, else the one that it was inserted with; "" where there
// is none.
func AnnexNumber(annex *corpus.Provision) string {
	for _, p := range annex.Children {
		if p.Kind == corpus.KindApproval {
			if n := numberIn(numerals.Fold(p.Text).S); n != "" {
				return n
			}
		}
	}
	return annex.Num
}

// AnnexOf returns the mark of approval of an annex; false where it has none.
func AnnexOf(annex *corpus.Provision) (Mark, bool) {
	for _, p := range annex.Children {
		if p.Kind == corpus.KindApproval {
			if ms := Marks(p.Text); len(ms) > 0 {
				return ms[0], true
			}
		}
	}
	return Mark{}, false
}

func numberIn(approval string) string {
	if m := annexNumber.FindStringSubmatch(approval); m != nil {
		return m[1] + m[2]
	}
	return ""
}

// marks gives the marks of approval of the amending act's annexes, by their
// ordinals.
func (r *reader) marks() map[int][]Mark {
	out := make(map[int][]Mark)
	for _, l := range r.ls {
		if l.annex > 0 && l.kind == corpus.KindApproval {
			out[l.annex] = append(out[l.annex], Marks(l.text)...)
		}
	}
	return out
}

// annexNumbers gives the numbers of the amending act's annexes by their
// ordinals, where their marks of approval have one. An annex of what the one
// before sets out counts as part of that.
func (r *reader) annexNumbers() map[int]string {
	out := make(map[int]string)
	marks, own := r.marks(), 0
	for _, l := range r.ls {
		if _, seen := out[l.annex]; seen || l.annex == 0 {
			continue
		}
		ms := marks[l.annex]
		switch {
		case len(ms) > 0 && own > 0 && r.regions[l.annex] == other && r.foreign(ms[0]):
			out[l.annex] = out[own]
			continue
		case len(ms) > 0:
			out[l.annex] = ms[0].Number
		default:
			out[l.annex] = ""
		}
		own = l.annex
	}
	return out
}

// foreign reports whether the mark is that of an annex of another act than the
// amending one, or of a document.
func (r *reader) foreign(m Mark) bool {
	if !m.OfAct {
		return m.Of != ""
	}
	id := r.act.ID()
	return m.Act != "" && m.Act != id && (id != "" || r.changed(m.Act))
}

// changed reports whether a clause is about the act.
func (r *reader) changed(id corpus.ActID) bool {
	for _, k := range r.act.Clauses {
		if k.Target.Act == id {
			return true
		}
	}
	return false
}
