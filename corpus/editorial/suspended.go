package editorial

import (
	"strings"
	"unicode"

	"tizbe/corpus"
	"tizbe/corpus/citation"
	"tizbe/corpus/numerals"
	"tizbe/corpus/pattern"
)

var (
	pauseKk = pattern.New(`тоқтатыл\p{L}*(?: тұр\p{L}*)?|тоқтата тұр\p{L}*`)
	pauseRu = pattern.New(`приостан\p{L}*`)
	// What may stand between the suspension and the act.
	pausing = pattern.New(`^(?:приостан\p{L}*|в|соответствии|на|основании|согласно|с|со|тоқтатыл\p{L}*|тоқтата|тұр\p{L}*)$`)

	// The words before or behind which stands for whom, or in what part, it is
	// suspended. "В части второй статьи 5" is a part of the article.
	onlyRu     = pattern.New(`(?:^|[ ,])((?:только )?(?:в отношении|применительно к|для|в части,?|касательно|за исключением|кроме|исключая|при условии|в случае|в случаях)) `)
	partRu     = pattern.New(`^в части,? (?:\d|(?:перв|втор|треть|четверт|пят|шест|седьм|восьм|девят|десят)(?:ой|ей)(?: |$))`)
	behindRu   = pattern.New(`(?:[ ,;–-]|(?:^| )(?:и|с|со|в соответствии|на основании|согласно))+$`)
	onlyKk     = pattern.New(`(?:үшін|қатысты|бөлігінде|бөлігі бойынша|қоспағанда|жағдайда|жағдайларда|ғана)$`)
	onlyKkHead = pattern.New(`^(.*\p{L} (?:үшін|қатысты|бөлігінде|бөлігі бойынша|қоспағанда)),? (.+)$`)
	holdsKk    = pattern.New(` ?қолданыс(?:ы|ын|ының)?(?: |$)`)
)

// A pausedNote is a note on a suspension: the folded text before the first
// act, with the dates of its term, and all in brackets and quotation marks,
// blanked.
type pausedNote struct {
	*reader
	s     string
	spans [][2]int // of the term
}

// suspended reads what is suspended, for what time, and for whom alone. The
// term and the persons may stand on either side of the verb. What is not
// understood whole leaves the target partly understood.
func (r *reader) suspended(acts []Act) Target {
	first := r.acts[0].start
	term, spans, ok := numerals.FindTerm(r.bare(0, first), r.lang)
	p := pausedNote{r, "", spans}
	b := []byte(r.bare(0, first))
	for _, x := range spans {
		blank(b[x[0]:x[1]])
	}
	p.s = string(b)
	read := p.russian
	if r.lang == corpus.Kazakh {
		read = p.kazakh
	}
	target, only, whole := read()
	for i := range acts {
		if acts[i].Do == Suspended {
			acts[i].Term, acts[i].For = term, only
		}
	}
	target.Partly = target.Partly || !ok || !whole
	return target
}

// russian reads: [what] [for whom] приостановлено [what] [for whom] [by what].
func (p pausedNote) russian() (target Target, only string, ok bool) {
	verb := pauseRu.FindStringIndex(p.s)
	if verb == nil {
		verb = []int{min(p.stated, len(p.s)), min(p.stated, len(p.s))} // it comes behind the act
	}
	end := len(p.s)
	if nouns := republicRu.FindAllStringIndex(p.s[verb[1]:], -1); nouns != nil {
		end = verb[1] + nouns[len(nouns)-1][0]
	}
	what, behind := [2]int{0, verb[0]}, [2]int{verb[1], end}
	ok = true
	for _, part := range [...]*[2]int{&what, &behind} {
		m := onlyRu.FindStringSubmatchIndex(p.s[part[0]:part[1]])
		if m == nil || partRu.MatchString(p.s[part[0]+m[2]:part[1]]) {
			continue
		}
		from, to := part[0]+m[2], part[1]
		words, rest := p.only(from, to)
		ok = ok && rest && only == ""
		only, part[1] = words, from
	}
	if !strings.ContainsFunc(p.s[what[0]:what[1]], unicode.IsLetter) {
		what, behind = behind, [2]int{behind[1], behind[1]}
		if m := behindRu.FindStringIndex(p.s[what[0]:what[1]]); m != nil {
			what[1] = what[0] + m[0]
		}
	}
	for _, w := range strings.FieldsFunc(p.s[behind[0]:behind[1]], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		ok = ok && pausing.MatchString(w)
	}
	return p.target(p.without(what[0], what[1])), only, ok
}

// kazakh reads: [for whom] [what] қолданысы [for whom] тоқтатыла тұрды – [by what].
func (p pausedNote) kazakh() (target Target, only string, ok bool) {
	verb := pauseKk.FindStringIndex(p.s)
	if verb == nil {
		verb = []int{min(p.stated, len(p.s)), min(p.stated, len(p.s))}
	}
	ok = true
	behind := p.s[verb[1]:]
	if i := strings.LastIndexAny(behind, "-–"); i >= 0 {
		behind = behind[:i]
	}
	for _, w := range strings.FieldsFunc(behind, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		ok = ok && pausing.MatchString(w)
	}
	from, to := 0, verb[0]
	if m := holdsKk.FindAllStringIndex(p.s[:verb[0]], -1); m != nil {
		x := m[len(m)-1]
		to = x[0]
		i, j := p.trim(x[1], verb[0])
		switch {
		case i >= j:
		case !onlyKk.MatchString(p.s[i:j]) || p.inside(i, j):
			ok = false
		default:
			only = p.t.Source(i, j)
		}
	}
	if m := onlyKkHead.FindStringSubmatchIndex(p.s[:to]); m != nil {
		if refs, _ := citation.Of(p.t.Slice(m[2], m[3])).Refs(p.lang); len(refs) == 0 {
			i, j := p.trim(m[2], m[3])
			ok = ok && only == "" && !p.inside(i, j)
			only, from = p.t.Source(i, j), m[4]
		}
	}
	return p.target(p.without(from, to)), only, ok
}

// only returns the words for whom it is suspended, which begin at from, and
// whether nothing else stands behind them.
func (p pausedNote) only(from, to int) (words string, whole bool) {
	end := to
	for _, x := range p.spans {
		if x[0] > from && x[0] < end {
			end = x[0]
		}
	}
	if m := behindRu.FindStringIndex(p.s[from:end]); m != nil {
		end = from + m[0]
	}
	rest := p.s[end:to]
	if m := behindRu.FindStringIndex(rest); m != nil {
		rest = rest[:m[0]]
	}
	return p.t.Source(from, end), !strings.ContainsFunc(rest, unicode.IsLetter)
}

// trim narrows a range to what stands in it.
func (p pausedNote) trim(i, j int) (int, int) {
	const signs = " ,;:.-–"
	s := p.s[i:j]
	i += len(s) - len(strings.TrimLeft(s, signs))
	j -= len(s) - len(strings.TrimRight(s, signs))
	return i, max(i, j)
}

// inside reports whether a date of the term stands inside a range.
func (p pausedNote) inside(i, j int) bool {
	for _, x := range p.spans {
		if x[0] >= i && x[1] <= j {
			return true
		}
	}
	return false
}

// without returns a range of the text without the dates of the term.
func (p pausedNote) without(from, to int) numerals.Text {
	var keep []numerals.Text
	for _, x := range p.spans {
		if x[0] >= from && x[1] <= to {
			keep, from = append(keep, p.t.Slice(from, x[0])), x[1]
		}
	}
	return numerals.Join(append(keep, p.t.Slice(from, max(from, to))))
}
