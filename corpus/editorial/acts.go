package editorial

import (
	"strings"
	"unicode"

	"tizbe/corpus"
	"tizbe/corpus/citation"
	"tizbe/corpus/enactment"
	"tizbe/corpus/numerals"
	"tizbe/corpus/pattern"
)

// read gives every act its kind, its issuer, its identifier and its entry
// clause, and what it did.
func (r *reader) read() []Act {
	out := make([]Act, len(r.acts))
	do, prev := Unread, 0
	for i, a := range r.acts {
		kind, at := r.said(prev, a.start)
		switch {
		case kind != Unread:
			do = kind
			if i == 0 {
				r.stated = at
			}
		case i == 0:
			r.stated = r.issuerStart(0, a.start)
		}
		out[i] = Act{Do: do, Date: a.date, Number: a.number}
		if a.bracketEnd > a.bracket {
			out[i].Clause = r.t.Source(a.bracket, a.bracketEnd)
			out[i].Entry = enactment.Parse(out[i].Clause, r.lang)
		}
		prev = a.behind
	}
	// The statement may come last: "… Заңымен алып тасталды".
	last := r.acts[len(r.acts)-1].behind
	if kind, _ := r.said(last, len(r.t.S)); kind != Unread {
		for i := range out {
			if out[i].Do == Unread {
				out[i].Do = kind
			}
		}
	}
	if r.lang == corpus.Kazakh {
		r.nounsKk(out)
	} else {
		r.nounsRu(out)
	}
	for i := range out {
		out[i].ID = identifier(out[i])
	}
	return out
}

// nounsKk: the noun follows the acts that it names, the issuer goes before the
// first of them.
func (r *reader) nounsKk(out []Act) {
	prev, issuer := 0, ""
	stated := make([]bool, len(out))
	for i, a := range r.acts {
		if who := r.t.Source(r.issuerStart(prev, a.start), a.start); strings.ContainsFunc(who, unicode.IsLetter) {
			issuer, stated[i] = who, true
		}
		out[i].Issuer = issuer
		prev = a.behind
	}
	subtype, crossed := "", false
	for i := len(out) - 1; i >= 0; i-- {
		to := len(r.t.S)
		if i+1 < len(out) {
			to = r.acts[i+1].start
		}
		// Between the number and its bracket the noun may stand too.
		if noun := nounIn(r.bare(r.acts[i].end, to)); noun != "" {
			subtype, crossed = noun, false
		}
		out[i].Subtype = subtype
		if crossed {
			out[i].Subtype = usual(out[i].Issuer, subtype)
		}
		crossed = crossed || stated[i]
	}
}

// usual returns the subtype that was stated for a later act of another
// issuer, or, where this issuer does not make such acts, the one it makes.
func usual(issuer, stated string) string {
	s := numerals.Fold(issuer).S
	for _, u := range [...]struct{ who, makes, also string }{
		{"үкімет", "resolution", "instruction"}, {"президент", "decree", "instruction"}, {"премьер", "instruction", ""}, {"министр", "order", "resolution"},
	} {
		if strings.Contains(s, u.who) {
			if stated == u.makes || stated == u.also {
				return stated
			}
			return u.makes
		}
	}
	if s == "қр" || s == "қазақстан республикасының" {
		if stated == "code" {
			return stated
		}
		return "law"
	}
	return stated
}

// nounsRu: the noun goes before the acts that it names, with the issuer
// between them.
func (r *reader) nounsRu(out []Act) {
	prev, subtype, issuer := 0, "", ""
	for i, a := range r.acts {
		gap := r.bare(prev, a.start)
		if noun, end := lastNoun(gap); noun != "" {
			subtype = noun
			who := strings.TrimSpace(gap[end:])
			issuer = ""
			if who != "" && who != "от" {
				issuer = strings.TrimSpace(strings.TrimSuffix(r.t.Source(prev+end, a.start), "от"))
			}
		}
		out[i].Subtype, out[i].Issuer = subtype, issuer
		prev = a.behind
	}
}

// issuerStart returns where the issuer before an act begins: behind the dash
// or the last mark, in Kazakh with the abbreviation of the republic.
func (r *reader) issuerStart(from, to int) int {
	s := r.bare(from, to)
	at := 0
	for _, sep := range [...]string{" - ", " – ", "- ", "– ", ";", ", "} {
		if i := strings.LastIndex(s, sep); i >= 0 {
			at = max(at, i+len(sep))
		}
	}
	if m := republic.FindAllStringIndex(s, -1); m != nil {
		at = m[len(m)-1][0]
	}
	return from + at
}

var republic = pattern.New(`(?:қр|қазақстан республикасы\p{L}*) `)

// decree is an act of the President that has the force of a law.
var decree = pattern.New(`указ\p{L}* [^;,]{0,60}имеющ\p{L}+ силу закона`)

// nounIn returns the subtype that the first noun for an act gives.
func nounIn(s string) string {
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if n := citation.ActNoun(w); n != "" {
			return n
		}
	}
	return ""
}

// lastNoun returns the subtype that the last noun for an act gives, and the
// offset behind it.
func lastNoun(s string) (string, int) {
	if m := decree.FindAllStringIndex(s, -1); m != nil {
		return "decree", m[len(m)-1][1]
	}
	found, end := "", 0
	for i := 0; i < len(s); {
		j := i + strings.IndexFunc(s[i:]+" ", func(r rune) bool { return !unicode.IsLetter(r) })
		if j > i {
			if n := citation.ActNoun(s[i:j]); n != "" {
				found, end = n, j
			}
			i = j
			continue
		}
		i++
		for i < len(s) && s[i]&0xC0 == 0x80 {
			i++
		}
	}
	return found, end
}

// romanTail is the convocation behind a law's number, whose Roman figures are
// often typed in Cyrillic letters: 184-VІ.
var romanTail = pattern.New(`^(\d+)-([IVXІХ]+)$`)

// identifier returns the act's work URI, or "" where it cannot be given.
func identifier(a Act) corpus.ActID {
	if a.Subtype == "" || a.Date.IsZero() {
		return ""
	}
	num := strings.NewReplacer(" ", "-", "/", "-", "–", "-").Replace(a.Number)
	if m := romanTail.FindStringSubmatch(num); m != nil {
		num = m[1] + "-" + strings.NewReplacer("І", "I", "Х", "X").Replace(m[2])
	}
	id, err := corpus.ParseActID("/akn/kz/act/" + a.Subtype + "/" + a.Date.String() + "/" + num)
	if err != nil {
		return ""
	}
	return id
}

var (
	// The words between the target and what was done to it.
	targetTail = pattern.New(`(?:^|[ ,–-])(?:жаңа|в|новой|с|со|внесен\p{L}*|изложен\p{L}*|признан\p{L}*|был\p{L}*|енгіз\p{L}*|-|–)$`)
	targetHead = pattern.New(`^(?:(?:действие|в|во|к|осы|настоящ\p{L}+) )+`)
	standing   = pattern.New(` ?қолданысы\p{L}*$`)
	// Documents that an act approves.
	documents = pattern.New(`^(?:тізбе|тізім|қағида|ереже|қосымша|нұсқаулы|жоспар|бағдарлама|стандарт|әдістеме|жарғы|номенклатура|тізілім|нысан|регламент|талаптар|норматив|мөлшер|құрам|схема|шкала|сызба|кесте` +
		`|переч|списо|списк|правил|положени|приложени|инструкц|план|программ|стандарт|методик|устав|реестр|форм|требовани|размер|состав|таблиц)`)
	filler = pattern.New(`^(?:к|ко|на|до|бойынша|оның|правый|верхний|угол|оң|жақ|жоғарғы|бұрыш\p{L}*|мәтін\p{L}*|текст\p{L}*|по|всему|бүкіл|слов\p{L}*|сөз\p{L}*|деген|деген|действие|и|және)$`)
	added  = pattern.New(`толықтыр|дополн`)
)

// target reads the words that name what the note is about.
func (r *reader) target(t numerals.Text) Target {
	s := t.S
	for s = strings.TrimRight(s, " ,;:.-–"); ; s = strings.TrimRight(s, " ,;:.-–") {
		m := targetTail.FindStringIndex(s)
		if m == nil {
			break
		}
		s = s[:m[0]]
	}
	if m := standing.FindStringIndex(s); m != nil {
		s = s[:m[0]]
	}
	from := 0
	if m := targetHead.FindStringIndex(s); m != nil {
		from = m[1]
	}
	to := len(s)
	if from >= to {
		return Target{}
	}
	part := t.Slice(from, to)
	cut := citation.Of(part)
	if steps := r.instrumental(cut); len(steps) > 0 {
		// What a provision was supplemented by is no part of the target.
		part = part.Slice(0, steps[0].Start)
		cut = citation.Of(part)
	}
	out := Target{Text: part.Source(0, len(part.S))}
	var rest []citation.Span
	out.Refs, rest = cut.Refs(r.lang)
	for _, x := range rest {
		switch w := part.S[x.Start:x.End]; {
		case documents.MatchString(w):
			out.Document = true
		case citation.ActNoun(w) != "", filler.MatchString(w):
		default:
			out.Partly = true
		}
	}
	for _, ref := range out.Refs {
		out.Document = out.Document || ref[0].Level == citation.Annex
	}
	return out
}

// added reads what the provision was supplemented by: in Kazakh before the
// verb (3-1-тармақпен толықтырылды), in Russian behind it (дополнен пунктом
// 3-1).
func (r *reader) added() []citation.Ref {
	first := r.acts[0].start
	m := added.FindStringIndex(r.bare(0, first))
	if m == nil {
		return nil
	}
	if r.lang != corpus.Kazakh {
		t := r.t.Slice(m[1], first)
		if noun := republicRu.FindStringIndex(t.S); noun != nil {
			t = t.Slice(0, noun[0])
		}
		refs, _ := citation.Of(t).Refs(r.lang)
		return refs
	}
	var out []citation.Ref
	for _, st := range r.instrumental(citation.Of(r.t.Slice(0, m[0]))) {
		out = append(out, citation.Expand([]citation.Step{st})...)
	}
	return out
}

// instrumental returns the parts that stand in the Kazakh instrumental.
func (r *reader) instrumental(cut citation.Cut) []citation.Step {
	var out []citation.Step
	if r.lang != corpus.Kazakh {
		return nil
	}
	for i := 0; i < len(cut.Tokens); {
		st, next := cut.StepAt(i, r.lang)
		if next == 0 {
			i++
			continue
		}
		if st.Case == citation.Instrumental {
			out = append(out, st)
		}
		i = next
	}
	return out
}

var republicRu = pattern.New(` (?:постановлени|приказ|указ|закон|решени|распоряжени|кодекс)\p{L}* `)
