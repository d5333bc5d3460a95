package position

// A MatchRule says how an entry was reached from a question.
type MatchRule string

// The rules, closest first. [MatchGlossary] is made by the caller, who
// translates the question.
const (
	MatchExact        MatchRule = "exact"         // the words of the line
	MatchFolded       MatchRule = "folded"        // the same words in other letters or inflection, or abbreviated
	MatchAlternative  MatchRule = "alternative"   // an entry that the line is opened to
	MatchAllTitles    MatchRule = "all_titles"    // барлық атаудағы X: X or an X-…
	MatchTitleReading MatchRule = "title_reading" // a longer title ending in the one asked for
	MatchGlossary     MatchRule = "glossary"      // by an unofficial translation
	MatchTypo         MatchRule = "typo"          // with one mistyped word put right
)

var matchOrder = []MatchRule{MatchExact, MatchFolded, MatchAlternative, MatchAllTitles, MatchTitleReading, MatchGlossary, MatchTypo}

// Rank orders the rules, 0 for the closest; what is no rule comes last.
func (r MatchRule) Rank() int {
	for i, o := range matchOrder {
		if r == o {
			return i
		}
	}
	return len(matchOrder)
}

// A Match is an entry that answers to a question.
type Match struct {
	// Rule is how the entry was reached. A corrected question
	// ([Query.Typo]) has [MatchTypo]; Under is then the rule that the
	// corrected words met.
	Rule  MatchRule
	Under MatchRule
	// OpenQualifiers are the restrictions of the entry that neither the
	// position nor the duty names.
	OpenQualifiers []string
	// Owned says of a title reading that the question names an owner before
	// the title: тылдың аға инспекторы. Whose it is must be known from
	// elsewhere before it can be a title of the group.
	Owned bool
}

// Match reports whether the entry is the position asked for, and by which
// rule. The duty closes qualifiers; it may be the zero Query.
func (e Entry) Match(q Query, duty Query) (Match, bool) {
	best := Match{}
	found := false
	for i := range q.readings {
		rule, ok := e.match(&q.readings[i])
		owned := false
		if !ok {
			if owned, ok = e.covers(q.readings[i].all); !ok {
				continue
			}
			rule = MatchTitleReading
		}
		if i > 0 && rule == MatchExact {
			rule = MatchFolded
		}
		if !found || rule.Rank() < best.Rule.Rank() {
			best, found = Match{Rule: rule, Under: rule, Owned: owned}, true
		}
	}
	if !found {
		return best, false
	}
	if q.typo {
		best.Rule = MatchTypo
	}
	for i, text := range e.Qualifiers {
		if !closes(e.parts[i], q) && !closes(e.parts[i], duty) {
			best.OpenQualifiers = append(best.OpenQualifiers, text)
		}
	}
	return best, true
}

func (e *Entry) match(r *reading) (MatchRule, bool) {
	if e.Rule == RuleVerbatim {
		switch {
		case !e.words.sameMarks(r.all) && (r.all.marked() || e.partial && !e.words.equal(r.all)):
			// The same words otherwise divided are another title: басқарма
			// бөлімінің бастығы is not басқарма (бөлім) бастығы.
		case e.words.equal(r.all):
			return MatchExact, true
		case e.words.same(r.all):
			return MatchFolded, true
		}
		if e.partial || e.AllTitles {
			return "", false
		}
	}
	if len(r.extra) > 0 && len(e.words) >= len(r.base) {
		return e.matchDetailed(r)
	}
	return e.matchWords(r.all)
}

// matchDetailed matches a question with a parenthesis of its own. What stands
// in it must be what the line says too; a detail that the line does not know
// makes the match a reading of the title.
func (e *Entry) matchDetailed(r *reading) (MatchRule, bool) {
	rule, ok := e.matchWords(r.base)
	if !ok {
		return "", false
	}
	for _, x := range r.extra {
		known := false
		for _, ps := range e.parts {
			for _, p := range ps {
				known = known || x.find(p) >= 0 || p.find(x) >= 0
			}
		}
		for _, in := range e.Inclusive {
			known = known || Split(in).find(x) >= 0
		}
		if !known {
			return MatchTitleReading, true
		}
	}
	return rule, true
}

func (e *Entry) matchWords(q Words) (MatchRule, bool) {
	if len(q) == 0 {
		return "", false
	}
	if e.words.same(q) && (e.words.sameMarks(q) || !q.marked()) {
		switch e.Rule {
		case RuleVerbatim:
			return MatchFolded, true
		case RuleInclusive:
			if e.words.equal(q) {
				return MatchExact, true
			}
			return MatchFolded, true
		case RuleAllTitles:
			return MatchAllTitles, true
		}
		return MatchAlternative, true
	}
	if e.Rule == RuleAllTitles && coversCompound(e.words, q) {
		return MatchAllTitles, true
	}
	if e.reads(q) {
		return MatchTitleReading, true
	}
	return "", false
}

// coversCompound reports whether the title asked for is an X-… of the X that
// is listed under all its titles: инспектор-психолог of инспектор. The hyphen
// may have been typed as a space; then one noun without an ending must follow,
// since инспектор көмекшісі is somebody's assistant.
func coversCompound(x, q Words) bool {
	if len(q) <= len(x) || !q.startsWith(x) {
		return false
	}
	next := &q[len(x)]
	if next.Joined {
		return true
	}
	return len(q) == len(x)+1 && !next.Apart && !relational.has(next) && next.ending() == bare && isPost(q) && q[len(x)-1].cut == 0
}

// covers reports whether the title asked for is a longer one that ends in the
// X that is listed under all its titles (барлық атаудағы X): … жөніндегі X,
// кезекші X. A rank before X makes another title. Owned says that it is
// somebody's X: тылдың аға инспекторы.
func (e *Entry) covers(q Words) (owned, ok bool) {
	n := len(q) - len(e.words)
	if e.Rule != RuleAllTitles || n <= 0 || len(e.words) == 0 || q[n].Apart || !q.endsWith(e.words) {
		return false, false
	}
	rank := true // still in the noun phrase of X
	for i := n - 1; i >= 0; i-- {
		w := &q[i]
		switch {
		case w.Lower == "әрі":
			return false, false
		case w.Lower == "жөніндегі" || w.Lower == "бойынша":
			return owned, true
		case w.ending() == genitive:
			owned, rank = true, false
		case rank && ranks.has(w):
			return false, false
		}
	}
	return owned, true
}

// reads reports whether the entry is a longer title that ends in the words
// asked for. A rank before them makes another position, and so does the first
// half of a combined post (әрі, "and at the same time").
func (e *Entry) reads(q Words) bool {
	n := len(e.words) - len(q)
	if n <= 0 || !e.words.endsWith(q) {
		return false
	}
	for i := n - 1; i >= 0; i-- {
		w := &e.words[i]
		if w.Lower == "әрі" {
			return false
		}
		if e.words[i+1].Joined && i == n-1 {
			break // психолог of бас маман-психолог: the rank is the маман's
		}
		if w.ending() == genitive || w.Lower == "жөніндегі" || w.Lower == "бойынша" {
			break
		}
		if ranks.has(w) {
			return false
		}
	}
	for i := range n {
		if e.words[i].Lower == "әрі" {
			return false
		}
	}
	return true
}

// closes reports whether the question names the qualifier or a part of it.
func closes(parts []Words, q Query) bool {
	for _, p := range parts {
		if q.names(p) {
			return true
		}
		if last := &p[len(p)-1]; len(p) > 1 && isAgent(last) {
			// келіссөз жүргізу (conducting negotiations) is what a келіссөз
			// жүргізуші does.
			for _, r := range q.readings {
				if i := r.all.find(p[:len(p)-1]); i >= 0 && i+len(p)-1 < len(r.all) && r.all[i+len(p)-1].Stem == newWord(last.Lower[:len(last.Lower)-len("ші")]).Stem {
					return true
				}
			}
		}
	}
	return false
}
