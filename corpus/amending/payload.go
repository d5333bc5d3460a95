package amending

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tizbe/corpus"
	"tizbe/corpus/citation"
	"tizbe/corpus/numerals"
	"tizbe/corpus/pattern"
)

// A payload is the new wording behind a clause.
type payload struct {
	text    []string
	to      int // the paragraph behind it
	doubts  []Doubt
	missing bool
}

// maxPayload bounds the paragraphs of one payload.
const maxPayload = 20_000

// payload takes the new wording that begins at paragraph j, or inline in the
// one before it. It ends where its quotation marks balance at the end of a
// paragraph. Real text nests quotations without balancing them, so where they
// never do, it ends before the next line that can only be the amending act's
// own, and the doubt is recorded.
func (r *reader) payload(j int, inline string, ks []Clause) payload {
	pay := payload{to: j}
	lines, from := r.ls, j
	first := inline
	if inline == "" {
		if j >= len(lines) || lines[j].annex != r.annex {
			pay.missing = true
			return pay
		}
		first = lines[j].text
		j++
	}
	if !opens(first) {
		if ks == nil || !fits(first, ks) || r.own(from) {
			pay.missing = true
			return pay
		}
		pay.doubts = append(pay.doubts, DoubtUnopened)
	}
	// Where the marks balance first, and where a line of the amending act's
	// own stands first.
	end, own := -1, -1
	depth := 0
	if len(pay.doubts) > 0 {
		depth = 1
	}
	last, marks := first, straight(first)
	for k := j; ; k++ {
		depth = balance(last, depth, marks)
		if _, ok := closed(last); ok && depth <= 0 {
			end = k
			break
		}
		if k >= len(lines) || lines[k].annex != r.annex || k-j > maxPayload {
			if own < 0 {
				own = k
			}
			break
		}
		verb := r.amends(k)
		if own < 0 && (r.own(k) || r.goesOn(k, ks) || verb) {
			own = k
		}
		if _, ok := closed(last); ok && marks && verb {
			break // straight marks do not tell which of them is missing
		}
		if own >= 0 && r.definite(k) && !(r.inside(k) && !r.goesOn(k, ks)) {
			break
		}
		last = lines[k].text
	}
	balanced := end
	if end < 0 {
		end = own
	} else if more := r.leftOver(end, depth, marks, ks); more > end {
		end, balanced = more, more
		pay.doubts = append(pay.doubts, DoubtLeftOver)
	}
	if end != balanced {
		depth = 1
	}
	var text []string
	if inline != "" {
		text = append(text, inline)
	}
	for k := from; k < end; k++ {
		text = append(text, lines[k].text)
	}
	if len(text) == 0 {
		pay.missing = true
		return pay
	}
	if !slices.Contains(pay.doubts, DoubtUnopened) {
		text[0] = unopened(text[0])
	}
	// One closing mark may serve for several quotations, or the outer one is
	// missing: then the last paragraph stays as it stands.
	n := len(text) - 1
	if t, ok := closed(text[n]); ok && depth <= 0 {
		text[n] = strings.TrimSpace(t)
	} else {
		pay.doubts = append(pay.doubts, DoubtUnclosed)
	}
	for k := range text {
		text[k] = tidy(text[k])
	}
	// A mark on a line of its own leaves nothing behind.
	text = slices.DeleteFunc(text, func(s string) bool { return s == "" })
	if len(text) == 0 {
		pay.missing = true
		return pay
	}
	pay.text, pay.to = text, max(end, from)
	return pay
}

// amends reports whether the paragraph has a verb of amending, whatever it is
// about.
func (r *reader) amends(k int) bool {
	l := r.ls[k]
	if opens(l.text) || !amendingWords.MatchString(l.low) {
		return false
	}
	c, _ := unnumbered(newCut(l.text, r.lang))
	return vows(c)
}

// inside reports whether a line that is definite may stand in a new wording all
// the same, if its marks balance behind it: a part of it is withheld, or it
// has a note that begins like a publisher's.
func (r *reader) inside(k int) bool {
	l := r.ls[k]
	return withheld.MatchString(l.low) || editorial.MatchString(l.low) && !publisher.MatchString(l.low)
}

// goesOnBehind reports whether another change follows the quotation that a text
// begins with: the paragraphs of the act were run together.
func goesOnBehind(inline string) bool {
	f := numerals.Fold(inline).S
	marks, depth := straight(inline), 0
	for i := 0; i < len(f); {
		_, n := utf8.DecodeRuneInString(f[i:])
		was := depth
		depth += citation.MarkOf(f, i, depth, marks)
		if i += n; was > 0 && depth == 0 {
			return amendingWords.MatchString(f[i:])
		}
	}
	return false
}

// leftOver returns where the payload ends if it goes on behind the paragraph
// at which its marks balance first: a closing mark too many stood inside, and
// the outer one comes in a later paragraph, before any line that may be the
// amending act's own. Otherwise it returns end.
func (r *reader) leftOver(end, depth int, straight bool, ks []Clause) int {
	for k := end; k < len(r.ls) && r.ls[k].annex == r.annex && k-end < maxPayload; k++ {
		l := r.ls[k]
		if r.own(k) || r.goesOn(k, ks) || amendingWords.MatchString(l.low) || strings.HasSuffix(l.low, ":") {
			return end
		}
		depth = balance(l.text, depth, straight)
		if _, ok := closed(l.text); ok && depth < 0 {
			return k + 1
		}
	}
	return end
}

// goesOn reports whether the paragraph is the point of the amending act that
// follows the one under reading, and no part of what the clauses announce.
func (r *reader) goesOn(k int, ks []Clause) bool {
	l := r.ls[k]
	if !l.point || r.point == 0 {
		return false
	}
	n := pointNumber(l.low)
	if n != r.point+1 {
		return false
	}
	for _, c := range ks {
		if p := c.Target.Path; len(p) > 0 && p[len(p)-1].Num == strconv.Itoa(n) {
			return false
		}
	}
	return true
}

// pointNumber returns the number without a dash that a point begins with, or
// 0.
func pointNumber(low string) int {
	m := plainNumber.FindStringSubmatch(low)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	return n
}

// own reports whether a paragraph may be the amending act's own: a line that
// names a provision, besides what is definite.
func (r *reader) own(k int) bool {
	if r.definite(k) {
		return true
	}
	l := r.ls[k]
	if opens(l.text) {
		return false
	}
	if l.kind == corpus.KindSignature || r.region == body && l.point && entry.MatchString(l.low) {
		return true
	}
	p, ok := r.named(k)
	return ok && !p.empty()
}

// named reads a line that ends in a colon as a place.
func (r *reader) named(k int) (place, bool) {
	if !strings.HasSuffix(strings.TrimSpace(r.ls[k].text), ":") {
		return place{}, false
	}
	c, _ := unnumbered(newCut(r.ls[k].text, r.lang))
	c, _ = c.introduced()
	a, b := c.trim(0, c.n())
	p, ok := c.sub(a, b).place()
	return p, ok && p.rest == ""
}

// definite reports whether the paragraph can only be the amending act's own:
// a clause, a line that names an act, what the publisher put there.
func (r *reader) definite(k int) bool {
	l := r.ls[k]
	switch l.kind {
	case corpus.KindEditorial, corpus.KindApproval, corpus.KindListTitle:
		return true
	}
	if low := l.low; tombstone.MatchString(low) || withheld.MatchString(low) || editorial.MatchString(low) {
		return true
	} else if amendingWords.MatchString(low) && !opens(l.text) {
		c, _ := unnumbered(newCut(l.text, r.lang))
		c, _ = splitInline(c)
		if _, _, ok := c.clause(); ok {
			return true
		}
	}
	p, ok := r.named(k)
	return ok && p.hasAct
}

var plainNumber = pattern.New(`^(\d{1,3})\. `)

var leading = pattern.New(`^[«"“„]?\s*(\d+(?:-\d+)*|[а-яё])\s*([.)])`)

// leadingNumber returns the number that a payload's paragraph begins with.
func leadingNumber(s string) string {
	if m := leading.FindStringSubmatch(strings.TrimSpace(s)); m != nil {
		return m[1]
	}
	if m := leadingDivision.FindStringSubmatch(numerals.Fold(s).S); m != nil {
		return m[1] + m[2]
	}
	return ""
}

// siblings reports whether two paths differ in their last element alone.
func siblings(a, b citation.Ref) bool {
	return len(a) == len(b) && slices.Equal(a[:len(a)-1], b[:len(b)-1])
}

var leadingDivision = pattern.New(`^[«"]?(?:(\d+(?:-\d+)*)-(?:бап|тарау|бөлім|параграф)|(?:статья|глава|раздел|параграф) (\d+(?:-\d+)*))(?:[. ]|$)`)

// fits reports whether a text without an opening mark begins with the number
// that the clause announces.
func fits(first string, ks []Clause) bool {
	n := leadingNumber(first)
	for _, k := range ks {
		if p := k.Target.Path; len(p) > 0 && n != "" && p[len(p)-1].Num == n {
			return true
		}
	}
	return false
}

// divide gives each target its part of the payload: by the numbers that the
// paragraphs begin with, or one paragraph each where they are counted by
// paragraphs. What cannot be divided with certainty stays one clause with
// several targets.
func divide(ks []Clause, pay payload) []Clause {
	for i := range ks {
		ks[i].Doubts = append(ks[i].Doubts, pay.doubts...)
	}
	if len(ks) == 1 {
		k := &ks[0]
		k.After = pay.text
		if n := len(k.Target.Path) - 1; n >= 0 && k.Op == Insert {
			if e := &k.Target.Path[n]; e.Num == "" && e.Level != citation.Alinea && e.Level != citation.Sentence {
				e.Num = leadingNumber(pay.text[0])
			}
		}
		return ks
	}
	starts := make([]int, 0, len(ks)+1)
	at := 0
	for i, k := range ks {
		p := k.Target.Path
		if len(p) == 0 {
			break
		}
		e := p[len(p)-1]
		if (e.Level == citation.Alinea || e.Level == citation.Part) && len(pay.text) == len(ks) && siblings(p, ks[0].Target.Path) {
			starts = append(starts, i)
			continue
		}
		if e.Num == "" && i == 0 {
			starts, at = append(starts, 0), 1 // a heading without number comes first
			continue
		}
		for at < len(pay.text) && (e.Num == "" || leadingNumber(pay.text[at]) != e.Num && (e.Level != citation.Row || !strings.HasPrefix(pay.text[at], e.Num+" "))) {
			at++
		}
		if at == len(pay.text) {
			break
		}
		starts = append(starts, at)
		at++
	}
	if len(starts) != len(ks) || starts[0] != 0 {
		k := ks[0]
		k.After = pay.text
		for _, o := range ks[1:] {
			k.Also = append(k.Also, o.Target.Path)
		}
		return []Clause{k}
	}
	starts = append(starts, len(pay.text))
	for i := range ks {
		ks[i].After = pay.text[starts[i]:starts[i+1]]
	}
	return ks
}
