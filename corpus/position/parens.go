package position

import "strings"

// A variant is a line with its parentheses opened.
type variant struct {
	line       line
	rule       Rule // RuleVerbatim where nothing was chosen or left out
	qualifiers []string
	inclusive  []string
}

// entry makes an entry of the title that is opened from v.
func (v variant) entry(title string, all bool) Entry {
	e := Entry{Title: title, Rule: v.rule, AllTitles: all, Qualifiers: v.qualifiers, Inclusive: v.inclusive}
	switch {
	case v.rule != RuleVerbatim:
	case len(v.qualifiers) > 0:
		e.Rule = RuleQualified
	case len(v.inclusive) > 0:
		e.Rule = RuleInclusive
	}
	if all && v.rule != RuleAppositive {
		e.Rule = RuleAllTitles
	}
	return e
}

// openParens returns the line without parentheses in each of its readings,
// the one without alternatives first.
func openParens(l line, kinds []ParenKind) []variant {
	out := []variant{{rule: RuleVerbatim}}
	n := 0
	for i, p := range l {
		if p.kind != pieceParen {
			for j := range out {
				out[j].line = append(out[j].line, p)
			}
			continue
		}
		kind := Alternative
		if n < len(kinds) {
			kind = kinds[n]
		}
		n++
		switch kind {
		case Qualifier:
			for j := range out {
				out[j].qualifiers = append(out[j].qualifiers, p.text)
			}
		case Inclusive:
			for j := range out {
				out[j].inclusive = append(out[j].inclusive, p.text)
			}
		case Appositive:
			// The second name stands for the whole title.
			second := variant{line: parseLine(p.text), rule: RuleAppositive, qualifiers: out[0].qualifiers, inclusive: out[0].inclusive}
			for j := range out {
				out[j].rule = RuleAppositive
			}
			out = append(out, second)
		default:
			out = openAlternatives(out, p.text, i == len(l)-1)
		}
		if len(out) > maxEntries {
			out = out[:maxEntries]
		}
	}
	return out
}

// openAlternatives adds the readings in which a member of the parenthesis
// stands in place of the words before it.
func openAlternatives(out []variant, paren string, atEnd bool) []variant {
	members := parseLine(paren).commas()
	base := len(out)
	for j := range base {
		if out[j].rule == RuleAppositive && j > 0 {
			continue
		}
		if out[j].rule == RuleVerbatim && len(members) > 0 {
			out[j].rule = RuleAlternative
		}
		for _, m := range members {
			if len(out) >= maxEntries {
				return out
			}
			v := out[j]
			k := len(v.line) - baseSpan(v.line, m, atEnd)
			v.line = concat(v.line[:k], m)
			v.rule = RuleAlternative
			out = append(out, v)
		}
	}
	return out
}

// baseSpan returns how many pieces before a parenthesis its member m stands
// in place of.
//
// Where words follow the parenthesis, the member replaces one word (полк
// (батальон) командирі); a member that ends in the words before it, or begins
// with the same word, replaces as many of them as it repeats (өрт сөндіру
// бөлімі (мамандандырылған өрт сөндіру бөлімі) бастығы). At the end of the
// line it replaces the title after its rank (аға | жедел уәкіл (тергеуші)),
// unless it names a rank itself.
func baseSpan(before, m line, atEnd bool) int {
	phrase := 0 // pieces back to the start of the noun phrase
	for k := len(before) - 1; k >= 0; k-- {
		p := &before[k]
		w := p.lastWord()
		if p.kind != pieceWord || w == nil || w.ending() == genitive && k != len(before)-1 || p.is("жөніндегі", "бойынша", "және", "әрі") {
			break
		}
		phrase++
	}
	if phrase == 0 {
		return min(1, len(before))
	}
	common := 0
	for common < phrase && common < len(m) && before[len(before)-1-common].words.same(m[len(m)-1-common].words) {
		common++
	}
	ranked := len(m) > 0 && len(m[0].words) > 0 && ranks.has(&m[0].words[0])
	switch {
	case common == len(m) && common < phrase:
		return phrase // аға инспектор (инспектор): the member is the title without its rank
	case common > 0 && len(m) == phrase:
		return phrase
	case common > 0:
		return common
	case atEnd && m.last().ending() == possessive && before.last().ending() == possessive:
		return 1 // бөлім командирі (бастығы): the owner stays
	case atEnd && ranked:
		return phrase
	case atEnd:
		span := 0
		for span < phrase {
			w := before[len(before)-1-span].words
			if ranks.has(&w[0]) && len(w) == 1 {
				break
			}
			span++
		}
		return max(span, 1)
	case len(m) > 1 && len(m) <= phrase && before[len(before)-len(m)].words.same(m[0].words):
		return len(m)
	}
	return 1
}

// proposeParen says what the parenthesis at i of the line most likely does.
func proposeParen(l line, i int) ParenKind {
	inner := parseLine(l[i].text)
	ws := inner.words()
	if len(ws) == 0 {
		return Inclusive
	}
	last := &ws[len(ws)-1]
	switch {
	case len(ws) > 1 && (ws[0].Lower == "оның" || ws[0].Lower == "соның") && ws[1].Lower == "ішінде",
		strings.HasPrefix(strings.ToLower(l[i].text), "в том числе"),
		last.Lower == "құқығында", ws[0].Lower == "на" && len(ws) > 1 && ws[1].Lower == "правах":
		return Inclusive
	case isParticiple(last):
		return Qualifier
	}
	atEnd := i == len(l)-1
	before := l[:i].last()
	switch {
	case last.ending() == genitive && (before == nil || before.ending() != genitive):
		return Qualifier
	case !atEnd:
		return Alternative
	}
	if unitNouns.has(last) {
		if unitNouns.has(before) {
			return Alternative
		}
		return Qualifier // where the holder of the post serves
	}
	segs := inner.commas()
	for _, s := range segs {
		if !isPost(s.words()) {
			return Qualifier
		}
	}
	if len(segs) == 1 && len(ws) > 1 {
		overlap := before != nil && before.same(last)
		owned := relational.has(last) && hasGenitive(ws)
		switch {
		case owned:
			return Appositive // somebody else's deputy
		case overlap:
			return Alternative
		case ranks.has(&ws[0]):
			return Appositive
		case isAgent(last) && !posts.has(last):
			return Qualifier // келіссөз жүргізуші: one who conducts negotiations
		}
	}
	return Alternative
}

// isParticiple reports whether the word ends a restriction: жетекшілік
// ететін, жауапты, бекітілген, … үшін.
func isParticiple(w *Word) bool {
	for _, s := range []string{"тін", "тын", "ған", "ген", "қан", "кен"} {
		if strings.HasSuffix(w.Lower, s) {
			return true
		}
	}
	return w.Lower == "үшін" || w.Lower == "жауапты" || w.Lower == "бойынша" || w.Lower == "жөніндегі"
}

func hasGenitive(ws Words) bool {
	for i := range ws {
		if ws[i].ending() == genitive {
			return true
		}
	}
	return false
}
