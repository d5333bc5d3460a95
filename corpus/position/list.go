package position

// openList opens the comma lists and coordinated pairs of a line without
// parentheses to single titles.
func openList(l line, kind ListKind) []line {
	return openListDepth(l, kind, 0)
}

func openListDepth(l line, kind ListKind, depth int) []line {
	if kind == ListOne || depth > 3 {
		return []line{l}
	}
	if pair := openEquated(l); pair != nil {
		var out []line
		for _, p := range pair {
			out = append(out, openListDepth(p, kind, depth+1)...)
			if len(out) >= maxEntries {
				break
			}
		}
		return out
	}
	segs := segments(l)
	if len(segs) < 2 {
		return []line{l}
	}
	if kind == "" {
		kind = proposeList(segs)
	}
	first, last := segs[0], segs[len(segs)-1]
	var out []line
	switch kind {
	case ListEach:
		for i, s := range segs {
			if i > 0 && s[0].is("оның", "олардың") && len(s) > 1 {
				s = concat(ownerOf(out[i-1]), s[1:])
			}
			out = append(out, s)
		}
	case ListHead:
		head := first[:headLen(first)]
		out = append(out, first)
		for _, s := range segs[1:] {
			out = append(out, concat(head, s))
		}
	case ListTail, ListBoth:
		head := line(nil)
		if kind == ListBoth {
			head = first[:len(first)-1]
			out = append(out, first)
		} else {
			out = append(out, first)
		}
		for _, s := range segs[1:] {
			out = append(out, concat(head, s))
		}
		tail := last[varyLen(first, last):]
		for i := range len(out) - 1 {
			out[i] = concat(out[i], tail)
		}
	default:
		return []line{l}
	}
	return out
}

// segments cuts the line at its commas, and at an және or немесе that stands
// between members of the same row.
func segments(l line) []line {
	var out []line
	for _, seg := range l.commas() {
		from := 0
		for i := range seg {
			if i > from && i+1 < len(seg) && seg[i].is("және", "немесе") && joins(seg[from:i], seg[i+1:]) {
				out = append(out, seg[from:i])
				from = i + 1
			}
		}
		out = append(out, seg[from:])
	}
	return out
}

// joins reports whether the conjunction between left and right makes a list
// of titles or units. Inside a duty phrase (кәсіптік қызметтік және дене
// шынықтыру дайындығы жөніндегі) it does not.
func joins(left, right line) bool {
	lw := left.last()
	switch {
	case lw == nil:
		return false
	case right[0].is("оның", "олардың"):
		return true
	case isPost(left.words()) && lw.ending() != genitive:
		return isPost(right.words())
	case !unitNouns.has(lw):
		return false
	}
	for i := range right {
		if right[i].is("жөніндегі", "бойынша") {
			return false
		}
	}
	k := varyLen(left, right)
	w := right[:k].last()
	return k < len(right) && w != nil && unitNouns.has(w) && w.ending() == lw.ending()
}

// proposeList says what the segments of a list most likely share.
func proposeList(segs []line) ListKind {
	first, last := segs[0], segs[len(segs)-1]
	posts := true
	for _, s := range segs {
		posts = posts && isPost(s.words())
	}
	if posts {
		for _, s := range segs[1:] {
			w := s.last()
			if hasGenitive(s.words()) || s[0].is("оның", "олардың") || w.ending() != possessive || !relational.has(w) {
				return ListEach
			}
		}
		if headLen(first) > 0 {
			return ListHead
		}
		return ListEach
	}
	if !isPost(last.words()) && !unitNouns.has(last.last()) {
		return ListOne
	}
	for _, s := range segs[:len(segs)-1] {
		w := s.last()
		if w == nil || !unitNouns.has(w) || w.ending() != first.last().ending() {
			return ListOne
		}
	}
	k := varyLen(first, last)
	if w := last[:k].last(); w == nil || !unitNouns.has(w) || w.ending() != first.last().ending() {
		return ListOne
	}
	if k == len(last) {
		return ListEach
	}
	if k == 1 && len(first) > 1 {
		return ListBoth
	}
	return ListTail
}

// headLen returns how many pieces at the start of a title the rest of its
// list shares: up to the last genitive.
func headLen(first line) int {
	for i := len(first) - 2; i >= 0; i-- {
		if w := first[i].lastWord(); w != nil && w.ending() == genitive {
			return i + 1
		}
	}
	return 0
}

// varyLen returns how many pieces at the start of the last member of a list
// stand in the row of the first: up to the first unit noun with the ending of
// the first member, else one.
func varyLen(first, last line) int {
	fw := first.last()
	for i := range last {
		w := last[i].lastWord()
		if w != nil && fw != nil && unitNouns.has(w) && w.ending() == fw.ending() {
			return i + 1
		}
	}
	return min(1, len(last))
}

// openEquated opens "X және оған теңестірілген Y" (X and the Y equated to it)
// to X and to Y, or returns nil. Y is named as the line has it and with its
// antecedent in place of the pronoun.
func openEquated(l line) []line {
	at := -1
	for i := 1; i+3 < len(l); i++ {
		if l[i].is("және") && l[i+1].is("оған", "оларға") && l[i+2].is("теңестірілген") {
			at = i
			break
		}
	}
	if at < 0 {
		return nil
	}
	left, equated, right := l[:at], l[at+1:at+3], l[at+3:]
	lw, rw := left.last(), right[0].lastWord()
	if lw == nil || rw == nil {
		return nil
	}
	if lw.same(rw) { // Облыс прокурорының және оған теңестірілген прокурордың …
		return []line{
			concat(left, right[1:]),
			concat(equated, right),
			concat(left[:at-1], line{dativePiece(left[at-1])}, equated[1:], right),
		}
	}
	// Аудандық және оған теңестірілген прокурор
	out := []line{concat(left, right)}
	if at == 1 {
		out = append(out, concat(equated, right))
	}
	return append(out, concat(left, line{dativePiece(right[0])}, equated[1:], right))
}

func dativePiece(p piece) piece {
	s := dativeOf(p.text)
	return piece{text: s, words: Split(s)}
}

// ownerOf returns the title as the owner of what follows: in the genitive.
func ownerOf(title line) line {
	out := concat(title)
	n := len(out) - 1
	s := genitiveOf(out[n].text)
	out[n] = piece{text: s, words: Split(s)}
	return out
}

// Propose returns what the rules make of a line: a kind for each of its
// parentheses, and what its list shares. It is what [Open] follows where the
// reviewer said nothing.
func Propose(text string) Decision {
	whole := trim(text)
	if len(whole) > maxText {
		return Decision{List: ListOne}
	}
	l, _ := cutAllTitles(parseLine(whole))
	var d Decision
	var plain line
	for i, p := range l {
		if p.kind == pieceParen {
			d.Parens = append(d.Parens, proposeParen(l, i))
			continue
		}
		plain = append(plain, p)
	}
	d.List = ListOne
	if pair := openEquated(plain); pair != nil {
		plain, d.List = pair[0], ListEach
	}
	if segs := segments(plain); len(segs) > 1 {
		d.List = proposeList(segs)
	}
	return d
}
