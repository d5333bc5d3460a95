package kazakh

import "strings"

// Scores. A reading is worth the weights of its suffixes plus the worth of its
// stem; the word as it stands is a reading too. See [suffix].
const (
	scoreKnown  = 60  // the stem is in the dictionary
	scoreVerb   = 40  // the verb is a voice of one in the dictionary, or made of a noun in it
	scoreNoun   = 30  // the stem is made of a dictionary word: -лық, -шы, -сыз, -лы
	scoreBroken = -25 // a dictionary word whose suffix breaks the harmony (фестивальы)
)

// bare is the worth of a word as a stem that the dictionary does not have:
// Kazakh stems of one syllable are few and known, short leftovers are mostly
// accidents.
func (g *grammar) bare(rs []rune) int {
	n, score := syllables(rs), 0
	if l := len(rs); l > 2 && strings.ContainsRune("ыіи", rs[l-1]) && !isVowel(rs[l-2]) && !strings.ContainsRune("шлғгқктд", rs[l-2]) {
		score = -10 // few stems end in ы
	}
	switch {
	case n == 0:
		return -1000
	case n == 1 && len(rs) <= 2:
		return score - 26
	case n == 1 && len(rs) == 3:
		return score - 13
	case n == 1:
		return score - 9
	}
	return score
}

func syllables(rs []rune) int {
	n := 0
	for _, r := range rs {
		if isVowel(r) {
			n++
		}
	}
	return n
}

func isVowel(r rune) bool { return strings.ContainsRune("аәеёоөұүуыіиэюя", r) }

// lengthBonus prefers, of two dictionary words, the one that explains more of
// the word: органдар is орган, not the past participle of ору.
func lengthBonus(stem []rune) int { return 8*len(stem) - 6*max(0, 4-len(stem)) }

// noun reports rest as the stem of a noun before suffix s.
func (g *grammar) noun(rest []rune, s suffix, score int, mismatch bool, found func(path)) {
	last := rest[len(rest)-1]
	vowelFollows := isVowel(s.text[0])
	stem := g.final(string(rest))
	known := g.words[stem]&nominal != 0
	if !known && vowelFollows {
		if full, ok := g.fill(rest, s.text[0]); ok {
			if k := g.words[g.final(full)]&nominal != 0; k || !g.legalEnd(rest) {
				stem = g.final(full)
				known = k
				rest = []rune(full)
			}
		}
	}
	if !known && linking(rest) {
		// субъекті-сі: loans in a cluster take a linking і.
		cut := g.final(string(rest[:len(rest)-1]))
		if k := g.words[cut]&nominal != 0; k || len(rest) > 5 {
			stem, known = cut, k
		}
	}
	if mismatch && !known {
		return
	}
	switch {
	case known:
		score += scoreKnown + lengthBonus(rest)
		if mismatch {
			score += scoreBroken
		}
	default:
		score += g.bare([]rune(stem)) + g.derived([]rune(stem))
		score += g.shape(rest, s)
	}
	// A native word voices its last sound before a vowel (бастық, бастығы) and
	// never shows б г ғ before a consonant.
	switch {
	case vowelFollows && (last == 'қ' || last == 'к') && len(rest) > 1 && isVowel(rest[len(rest)-2]):
		score -= 18
	case vowelFollows && last == 'п' && isVowel(rest[len(rest)-2]):
		score -= 4
	case vowelFollows && (last == 'ғ' || last == 'г' || last == 'б') && isVowel(rest[len(rest)-2]):
		score += 8
	case !vowelFollows && (last == 'ғ' || last == 'г' || last == 'б'):
		score -= 14
	}
	found(path{stem, score})
}

// shape judges a stem that the dictionary does not have by how it ends.
func (g *grammar) shape(rest []rune, s suffix) int {
	n := len(rest)
	last, w := rest[n-1], string(rest)
	score := 0
	if s.kind == kPoss3 && len(s.text) == 1 {
		switch {
		case last == 'ш' && syllables(rest) > 1: // тергеуші: -шы makes nouns, and is no possessive
			return -30
		case last == 'л' && n > 1 && strings.ContainsRune("рлйумн", rest[n-2]):
			return -40 // жоспарлы, ақылды
		case last == 'д':
			score -= 8
		case n > 3 && (last == 'ғ' || last == 'г') && strings.ContainsRune("дт", rest[n-3]) && strings.ContainsRune("ае", rest[n-2]):
			score -= 20 // жақ-тағы
		}
		if !g.legalEnd(rest) {
			return -40 // соңғы, ішкі, автоматты
		}
	}
	if s.kind == kPoss3 && len(s.text) == 2 && n > 1 && strings.ContainsRune("ыіи", last) && !strings.ContainsRune("шқк", rest[n-2]) {
		score -= 14 // облыс-ы rather than облы-сы: few stems end in ы
	}
	for _, end := range [...]string{"лық", "лік", "лығ", "ліг", "дық", "дік", "дығ", "діг", "тық", "тік", "тығ", "тіг", "шы", "ші", "лык", "лик", "лыг", "лиг", "дык", "дик", "дыг", "диг", "тык", "тиг", "ши"} {
		if strings.HasSuffix(w, end) {
			return score + 6
		}
	}
	return score
}

// legalEnd reports whether a word may end as rest does: a vowel and one
// consonant, or a cluster that Kazakh or its loans have.
func (g *grammar) legalEnd(rest []rune) bool {
	n := len(rest)
	if n < 2 || isVowel(rest[n-1]) || isVowel(rest[n-2]) {
		return true
	}
	a, b := rest[n-2], rest[n-1]
	switch b {
	case 'т':
		// Not кт, пт, шт: a native word before -ті is likelier (жетістікті);
		// loans that end so are in the dictionary. ст for loans in -ист, -ост.
		return strings.ContainsRune("рлнйфхм", a) || a == 'с' && n > 2 && strings.ContainsRune("иокн", rest[n-3]) || a == 'к' && n > 2 && rest[n-3] == 'н'
	case 'с':
		return strings.ContainsRune("рксп", a) // not лс, нс: an imperative in -сын
	case 'к':
		return strings.ContainsRune("нсрл", a)
	case 'п':
		return strings.ContainsRune("мрл", a)
	case 'р':
		return strings.ContainsRune("тдб", a)
	case 'л', 'м', 'н':
		return a == b || a == 'ь' || a == 'р' && b == 'м' || a == 'т' && b == 'л'
	case 'д':
		return strings.ContainsRune("нз", a) // рд, лд: a past tense
	case 'г', 'з', 'ш', 'ч', 'ж', 'ф', 'в', 'б', 'ц', 'х':
		return strings.ContainsRune("рлнйтмь", a)
	case 'ь':
		return true
	}
	return false
}

// linking reports whether rest ends in і after a cluster of a loan.
func linking(rest []rune) bool {
	n := len(rest)
	if n < 4 || rest[n-1] != 'і' && rest[n-1] != 'и' {
		return false
	}
	switch string(rest[n-3 : n-1]) {
	case "кт", "ск", "нк", "лк", "рк", "рг", "нг", "фт":
		return true
	}
	return false
}

// fill puts back the vowel that falls before a possessive: халқ-ы → халық,
// мүлк-і → мүлік, қарн-ы → қарын.
func (g *grammar) fill(rest []rune, vowel rune) (string, bool) {
	n := len(rest)
	if n < 3 || vowel != 'ы' && vowel != 'і' && vowel != 'и' || isVowel(rest[n-1]) || isVowel(rest[n-2]) && rest[n-2] != 'у' && rest[n-2] != 'и' {
		return "", false
	}
	if !strings.ContainsRune("қкпнзмлс", rest[n-1]) || !strings.ContainsRune("лрйувғқси", rest[n-2]) {
		return "", false
	}
	return string(rest[:n-1]) + string(vowel) + string(rest[n-1:]), true
}

// verb reports the verb whose form in -у the root rest belongs to.
func (g *grammar) verb(rest []rune, s suffix, score int, found func(path)) {
	g.root(rest, s, score, found)
	n := len(rest)
	if n < 4 {
		return
	}
	// Negation stands between root and ending: қолданыл-ма-й-ды.
	switch string(rest[n-2:]) {
	case "ма", "ме", "ба", "бе", "па", "пе":
		if !isVowel(rest[n-3]) || rest[n-2] == 'м' {
			g.root(rest[:n-2], suffix{kind: kVerb, text: rest[n-2:]}, score+12, found)
		}
	}
}

func (g *grammar) root(rest []rune, s suffix, score int, found func(path)) {
	infinitive := ""
	known := false
	candidates := g.infinitives(rest)
	if len(s.text) > 0 && s.text[0] == 'я' {
		candidates = []string{string(rest) + "ю"} // то-яды: той-ады
	}
	for _, c := range candidates {
		if g.words[g.final(c)]&verbal != 0 && (!swallowed(rest, c) || g.yRoots[string(rest)]) {
			infinitive, known = c, true
			break
		} else if infinitive == "" {
			infinitive = c
		}
	}
	if infinitive == "" {
		return
	}
	if known {
		score += scoreKnown + lengthBonus(rest)
	} else if g.made(rest) && len(s.text) > 1 {
		score += scoreVerb
	} else {
		score += g.bare(rest)
		if score < 0 || len(rest) < 3 {
			return
		}
		score += g.rootShape(rest, s)
	}
	if g.words[g.final(infinitive)]&common != 0 {
		score += 36
	}
	found(path{g.final(infinitive), score})
}

// A maker is a derivational suffix, as it ends a stem. It is never stripped
// from a term: тергеуші is not тергеу. It only says that what carries it is
// likely to be a word.
var (
	nounMakers  = runes("лық лік дық дік тық тік шы ші сыз сіз шылық шілік лы лі ша ше")
	verbMakers  = runes("ла ле да де та те лан лен дан ден тан тен лас лес дас дес тас тес ландыр лендір дандыр дендір тандыр тендір")
	voiceMakers = runes("ыл іл л ын ін н ыс іс с т ыт іт тыр тір дыр дір ғыз гіз қыз кіз дырыл діріл тырыл тіріл")
)

func runes(words string) [][]rune {
	var out [][]rune
	for _, w := range strings.Fields(words) {
		out = append(out, []rune(w))
	}
	return out
}

// cut returns rest without suffix, if it ends so and leaves at least two
// letters.
func (g *grammar) cut(rest, suffix []rune) ([]rune, bool) {
	n := len(rest) - len(suffix)
	if n < 2 {
		return nil, false
	}
	for i, r := range suffix {
		if g.folded {
			r = []rune(cyrillicKey[r])[0]
		}
		if rest[n+i] != r {
			return nil, false
		}
	}
	return rest[:n], true
}

// derived is the worth of a stem that is made of a dictionary noun.
func (g *grammar) derived(stem []rune) int {
	for _, m := range nounMakers {
		if base, ok := g.cut(stem, m); ok && g.words[g.final(string(base))]&nominal != 0 && g.harmonic(base, g.row(m)) {
			return scoreNoun
		}
	}
	return 0
}

// made reports whether a verb root is made of a dictionary word: of a noun by
// -ла, or of a verb by a suffix of voice.
func (g *grammar) made(root []rune) bool {
	for _, m := range verbMakers {
		if base, ok := g.cut(root, m); ok && g.words[g.final(string(base))]&nominal != 0 && g.harmonic(base, g.row(m)) {
			return true
		}
	}
	for _, m := range voiceMakers {
		base, ok := g.cut(root, m)
		if !ok {
			continue
		}
		for _, c := range g.infinitives(base) {
			if g.words[g.final(c)]&verbal != 0 {
				return true
			}
		}
		if len(base) > 3 && (len(m) > 1 || isVowel(base[len(base)-1])) && g.made(base) {
			return true
		}
	}
	return false
}

// swallowed reports whether the form in -у has lost the last vowel of root.
func swallowed(root []rune, infinitive string) bool {
	return strings.HasSuffix(infinitive, "у") && infinitive == string(root[:len(root)-1])+"у" && isVowel(root[len(root)-1])
}

// rootShape judges a root that the dictionary does not have: most verbs are
// made by -ла (-да, -та), and their voices by -ыл, -ын, -ыс, -дыр, -т.
func (g *grammar) rootShape(rest []rune, s suffix) int {
	w := string(rest)
	n := len(rest)
	switch {
	case isVowel(rest[n-1]):
		for _, e := range [...]string{"ла", "ле", "да", "де", "та", "те"} {
			if strings.HasSuffix(w, e) {
				if n > 3 && (rest[n-3] == 'ы' || rest[n-3] == 'і' || rest[n-3] == 'и') && rest[n-2] == 'л' {
					return -14 // құрыла-ды is құрыл-ады
				}
				return 8
			}
		}
		if rest[n-1] == 'и' {
			return 0
		}
		return -14
	default:
		for _, e := range [...]string{"ыл", "іл", "ан", "ен", "ын", "ін", "тыр", "тір", "дыр", "дір", "лас", "лес", "ыс", "іс", "ил", "ин", "тир", "дир", "ис", "лат", "лет", "ал", "ел"} {
			if strings.HasSuffix(w, e) {
				return 6
			}
		}
	}
	return 0
}

// infinitives returns the forms in -у that a root may belong to, likeliest
// first: the last sound of a root is voiced before it (шық-, шығу; теп-,
// тебу), ы and і fall (оқы-, оқу), й and у make ю (қой-, қою).
func (g *grammar) infinitives(root []rune) []string {
	n := len(root)
	w := string(root)
	u := "у"
	switch last := root[n-1]; last {
	case 'ы', 'і':
		return []string{string(root[:n-1]) + u}
	case 'й':
		if !g.folded {
			return []string{string(root[:n-1]) + "ю"}
		}
	case 'и':
		if g.folded {
			// й, и or і: қой → қою, ки → кию, дами → даму
			return []string{w + u, string(root[:n-1]) + u}
		}
		return []string{w + "ю", string(root[:n-1]) + u}
	case 'п', 'к', 'қ':
		return []string{string(root[:n-1]) + string(g.voice[last]) + u, w + u}
	case 'у':
		return []string{w + u, string(root[:n-1]) + "бу"}
	}
	if isVowel(root[n-1]) && (root[n-1] == 'а' || root[n-1] == 'е') {
		return []string{w + u}
	}
	if isVowel(root[n-1]) {
		return nil
	}
	return []string{w + u}
}

// harmonic reports whether a suffix of row h may follow rest.
func (g *grammar) harmonic(rest []rune, h harmony) bool {
	if h == neutral {
		return true
	}
	r := g.row(rest)
	return r == neutral || r == h
}

// row returns the row of the last vowel that tells: у, ю and и tell nothing
// (су is back, ету is front; аудит takes either), except that a native и or
// a final ь leans to the front, which scoring leaves to the dictionary.
func (g *grammar) row(rest []rune) harmony {
	for i := len(rest) - 1; i >= 0; i-- {
		switch rest[i] {
		case 'а', 'о', 'ұ', 'ы', 'я', 'ё':
			if g.folded && rest[i] == 'о' {
				return neutral
			}
			if rest[i] == 'о' && i == len(rest)-2 && (rest[i+1] == 'г' || rest[i+1] == 'к') {
				return neutral // педагогтер, but блоктар
			}
			return back
		case 'ә', 'ө', 'ү', 'і', 'э':
			return front
		case 'е':
			if i == len(rest)-2 && rest[i+1] == 'в' {
				return neutral // Назарбаевтың
			}
			return front
		case 'и', 'ю', 'ь':
			if g.folded && rest[i] == 'и' && (i > 0 && isVowel(rest[i-1]) || i+1 < len(rest) && isVowel(rest[i+1])) {
				continue // й
			}
			return neutral
		case 'у':
			if g.folded && !(i > 0 && isVowel(rest[i-1])) && i != len(rest)-1 {
				return neutral // ұ or ү
			}
		}
	}
	return neutral
}

// final writes the end of a stem as all stems have it: б г ғ as п к қ, no ь,
// one of two like consonants, and ст кт of loans without the т that their
// plural loses too (криминалистер).
func (g *grammar) final(w string) string {
	rs := []rune(w)
	for {
		n := len(rs)
		if n < 3 {
			return string(rs)
		}
		last := rs[n-1]
		switch {
		case last == 'б':
			rs[n-1] = 'п'
		case last == 'г':
			rs[n-1] = 'к'
		case last == 'ғ':
			rs[n-1] = 'қ'
		case last == 'ь' || last == rs[n-2] && !isVowel(last):
			rs = rs[:n-1]
		case last == 'д' && n > 4 && rs[n-2] == 'з':
			rs = rs[:n-1]
		case last == 'т' && n > 4 && (rs[n-2] == 'с' && rs[n-3] == 'и' || rs[n-2] == 'к' && n > 5):
			rs = rs[:n-1]
		default:
			return string(rs)
		}
	}
}
