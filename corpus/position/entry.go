package position

import "strings"

// A Rule says how an entry was made of its line.
type Rule string

// The rules, in the order in which they apply.
const (
	RuleVerbatim    Rule = "verbatim"    // the line itself
	RuleInclusive   Rule = "inclusive"   // without (оның ішінде, …): nothing is restricted
	RuleQualified   Rule = "qualified"   // without its restriction, which stays as a condition
	RuleAllTitles   Rule = "all_titles"  // барлық атаудағы X: X and every X-…
	RuleAlternative Rule = "alternative" // one of the line's alternatives
	RuleAppositive  Rule = "appositive"  // one of two names of the same post
)

// An Entry is one position of one item.
type Entry struct {
	// Title is the position, in the nominative as the line has it:
	// "аға криминалист".
	Title string
	Rule  Rule
	// AllTitles says that the line begins with барлық атаудағы.
	AllTitles bool
	// Qualifiers restrict the position to some of those who bear its title:
	// "суатқыш машинасының". Parts holds for each qualifier what would
	// satisfy it alone: its comma and және parts.
	Qualifiers []string
	Parts      [][]string
	// Inclusive says what the title covers among other things; no condition.
	Inclusive []string

	words   Words
	parts   [][]Words
	partial bool // the words are not one title: a list, or parentheses
}

// Words returns the words of the title.
func (e Entry) Words() Words { return e.words }

// maxEntries bounds what one line is opened to. The line of the seed act with
// the most alternatives has 15.
const maxEntries = 64

// A ParenKind says what a parenthesis does to the words before it.
type ParenKind string

// The kinds of parenthesis.
const (
	Alternative ParenKind = "alternative" // полк (батальон, рота) командирі
	Qualifier   ParenKind = "qualifier"   // (… жетекшілік ететін), (суатқыш машинасының)
	Inclusive   ParenKind = "inclusive"   // (оның ішінде, …); also (департамент құқығында): says more, restricts nothing
	Appositive  ParenKind = "appositive"  // жасақ бастығы (аға тәрбиеші): two names of one post
)

// A ListKind says what the members of a comma list share.
type ListKind string

// The kinds of list.
const (
	ListOne  ListKind = "one"  // commas and және stand inside one title
	ListEach ListKind = "each" // шабуылшы, мерген: each is a title of its own
	ListHead ListKind = "head" // Бас Прокурордың кеңесшісі, көмекшісі: the beginning is shared
	ListTail ListKind = "tail" // басқарма, бөлім бастығы: the end is shared
	ListBoth ListKind = "both" // ҚСжАЕК басқарма, бөлім прокуроры: both are
)

// A Decision says how a line is to be opened. Its zero value leaves all to
// the rules.
type Decision struct {
	// Parens has a kind for each parenthesis in order; what is missing at the
	// end is left to the rules.
	Parens []ParenKind
	// List is empty where it is left to the rules. A pair with "және оған
	// теңестірілген" (and equated to it) is opened whatever the list is,
	// unless it is [ListOne].
	List ListKind
	// Entries, if any, are the entries themselves; the rules then only say
	// which qualifiers apply.
	Entries []string
}

// Open returns the entries of a line: first the line as published without
// its final punctuation, then what it is opened to, at most 64 in all, no two
// of the same words. It never fails: what is not understood stays one title.
func Open(text string, d Decision) []Entry {
	whole := trim(text)
	verbatim := Entry{Title: whole, Rule: RuleVerbatim}
	if len(whole) > maxText {
		verbatim.words, verbatim.partial = Split(whole[:maxText]), true
		return []Entry{verbatim}
	}
	l := parseLine(whole)
	verbatim.words = Split(whole)
	rest, all := cutAllTitles(l)
	verbatim.AllTitles = all

	p := Propose(whole)
	for i, k := range d.Parens {
		if i < len(p.Parens) {
			p.Parens[i] = k
		}
	}
	if d.List != "" {
		p.List = d.List
	}
	variants := openParens(rest, p.Parens)
	if len(variants) > 0 {
		verbatim.Qualifiers = variants[0].qualifiers
		verbatim.Inclusive = variants[0].inclusive
	}
	out := []Entry{verbatim}
	if d.Entries != nil {
		for _, s := range d.Entries {
			out = appendEntry(out, entryOf(s, variants, all))
		}
	} else {
		for _, v := range variants {
			titles := openList(v.line, p.List)
			for _, t := range titles {
				e := v.entry(t.String(), all)
				if len(titles) > 1 && e.Rule != RuleAppositive && e.Rule != RuleAllTitles {
					e.Rule = RuleAlternative
				}
				out = appendEntry(out, e)
			}
		}
	}
	out[0].partial = len(out) > 1 || len(variants) > 0 && len(variants[0].qualifiers) > 0
	for i := range out {
		out[i].openQualifiers()
	}
	return out
}

// appendEntry adds the entry unless its words are there already.
func appendEntry(out []Entry, e Entry) []Entry {
	e.words = Split(e.Title)
	if len(e.words) == 0 || len(out) >= maxEntries {
		return out
	}
	for _, o := range out {
		if o.words.equal(e.words) && (o.Rule == RuleAllTitles) == (e.Rule == RuleAllTitles) {
			return out
		}
	}
	return append(out, e)
}

// entryOf makes the entry that a reviewer wrote out.
func entryOf(title string, variants []variant, all bool) Entry {
	w := Split(title)
	for _, v := range variants {
		if v.line.words().equal(w) {
			return v.entry(title, all)
		}
	}
	e := Entry{Title: title, Rule: RuleAlternative}
	if len(variants) > 0 {
		e = variants[0].entry(title, all)
		if !all {
			e.Rule = RuleAlternative
		}
	}
	return e
}

// cutAllTitles takes барлық атаудағы (of all titles) off the front, or всех
// наименований off the end.
func cutAllTitles(l line) (line, bool) {
	if len(l) > 2 {
		if w := l[:2].words(); len(w) == 2 && w[0].Folded == "барлык" && strings.HasPrefix(w[1].Folded, "атау") {
			return l[2:], true
		}
		n := len(l) - 2
		if l[n].is("всех") && l[n+1].is("наименований") {
			return l[:n], true
		}
	}
	return l, false
}

// openQualifiers fills Parts from Qualifiers.
func (e *Entry) openQualifiers() {
	for _, q := range e.Qualifiers {
		texts := qualifierParts(q)
		e.Parts = append(e.Parts, texts)
		var ws []Words
		for _, t := range append([]string{q}, texts...) {
			if w := Split(t); len(w) > 0 {
				ws = append(ws, w)
			}
		}
		e.parts = append(e.parts, ws)
	}
}

// qualifierParts returns what would satisfy the restriction alone: its comma
// and және parts, without the participle they share (жетекшілік ететін,
// "supervising") and without a final үшін ("in order to").
func qualifierParts(q string) []string {
	l := parseLine(q)
	if n := len(l); n > 1 && l[n-1].is("үшін") {
		l = l[:n-1]
	}
	if n := len(l); n > 2 && l[n-1].is("ететін", "жасайтын", "атқаратын") {
		l = l[:n-2]
	} else if n > 1 && l[n-1].is("жауапты", "бекітілген") {
		l = l[:n-1]
	}
	var out []string
	for _, seg := range l.commas() {
		from := 0
		for i := range seg {
			// The parts of one row stand in one case.
			if i > from && i+1 < len(seg) && seg[i].is("және", "немесе") && seg.last() != nil && seg[:i].last() != nil &&
				seg[:i].last().ending() == seg.last().ending() {
				out = append(out, seg[from:i].String())
				from = i + 1
			}
		}
		if from < len(seg) {
			out = append(out, seg[from:].String())
		}
	}
	return out
}
