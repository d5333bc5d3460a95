package position

import (
	"slices"
	"testing"
)

func TestMatch(t *testing.T) {
	const no MatchRule = ""
	for _, c := range []struct {
		name, text, position string
		want                 MatchRule
	}{
		{"same words", "аға жедел уәкіл;", "аға жедел уәкіл", MatchExact},
		{"case and spaces", "аға жедел уәкіл;", "  АҒА   ЖЕДЕЛ УӘКІЛ ", MatchExact},
		{"quotes and full stop", "«102» операторы;", "\"102\" операторы.", MatchExact},
		{"dash for hyphen", "кезекші бөлімнің кезекшісі – аға инспектор;", "кезекші бөлімнің кезекшісі-аға инспектор", MatchExact},
		{"space for hyphen", "бас маман-психолог;", "бас маман психолог", MatchExact},
		{"Russian letters", "Облыс прокурорының бірінші орынбасары", "облыс прокурорынын биринши орынбасары", MatchFolded},
		{"Latin letters", "Бас көлік прокуроры;", "bas kölık prokurory", MatchFolded},
		{"inflection", "төрағаның орынбасары;", "төраға орынбасарының", MatchFolded},
		{"plural", "барлық атаудағы дәрігерлер.", "дәрігер", MatchAllTitles},
		{"verbatim line with parentheses", "полк (батальон, рота, взвод) командирі;", "полк (батальон, рота, взвод) командирі", MatchExact},
		{"alternative", "полк (батальон, рота, взвод) командирі;", "рота командирі", MatchAlternative},
		{"alternative after rank", "аға жедел уәкіл (тергеуші, анықтаушы, криминалист);", "аға криминалист", MatchAlternative},
		{"alternative keeps the rank", "аға жедел уәкіл (тергеуші, анықтаушы, криминалист);", "криминалист", no},
		{"the last word of a list line is not its title", "аға жедел уәкіл, жедел уәкіл, бас маман;", "маман", no},
		{"shared tail", "департамент, орталық бастығы;", "орталық бастығы", MatchAlternative},
		{"equated", "Облыс прокурорының және оған теңестірілген прокурордың бірінші орынбасары;", "Облыс прокурорының бірінші орынбасары", MatchAlternative},
		{"equated, antecedent", "Облыс прокуроры және оған теңестірілген прокурор;", "облыс прокурорына теңестірілген прокурор", MatchAlternative},
		{"first deputy is not deputy", "Облыс прокурорының және оған теңестірілген прокурордың бірінші орынбасары;", "Облыс прокурорының орынбасары", no},
		{"appositive, first name", "жасақ бастығы (аға тәрбиеші);", "жасақ бастығы", MatchAlternative},
		{"appositive, second name", "жасақ бастығы (аға тәрбиеші);", "аға тәрбиеші", MatchAlternative},
		{"all titles", "барлық атаудағы полицей.", "полицей", MatchAllTitles},
		{"all titles, the line", "барлық атаудағы полицей.", "барлық атаудағы полицей", MatchExact},
		{"all titles, compound", "барлық атаудағы инспектор;", "инспектор-психолог", MatchAllTitles},
		{"all titles, compound with a space", "барлық атаудағы инспектор;", "инспектор психолог", MatchAllTitles},
		{"all titles, compound inflected", "барлық атаудағы аға инспектор;", "аға инспектор-кезекшінің", MatchAllTitles},
		{"all titles, somebody's assistant", "барлық атаудағы инспектор;", "инспектор көмекшісі", no},
		{"all titles, other rank", "барлық атаудағы инспектор;", "аға инспектор", no},
		{"all titles, other rank of a compound", "барлық атаудағы инспектор;", "аға инспектор-психолог", no},
		{"all titles, second half of a compound", "барлық атаудағы полицей;", "жүргізуші-полицей", MatchTitleReading},
		{"all titles, a longer title", "барлық атаудағы инспектор;", "кезекші инспектор", MatchTitleReading},
		{"all titles, in charge of something", "барлық атаудағы аға инспектор;", "байланыс жөніндегі аға инспектор", MatchTitleReading},
		{"all titles, somebody's", "барлық атаудағы аға инспектор;", "тылдың аға инспекторы", MatchTitleReading},
		{"all titles, a longer title of another rank", "барлық атаудағы инспектор;", "байланыс жөніндегі аға инспектор", no},
		{"all titles, rank before a longer title", "барлық атаудағы полицей;", "аға патрульдік полицей", no},
		{"all titles, two posts", "барлық атаудағы полицей;", "бөлімше командирі әрі полицей", no},
		{"all titles, a list", "барлық атаудағы инспектор;", "аға техник, инспектор", no},
		{"an alternative is no owner", "басқарма (бөлім) бастығы;", "басқарма бөлімінің бастығы", no},
		{"nor an owner an alternative", "басқарма бөлімінің бастығы;", "басқарма (бөлім) бастығы", no},
		{"the same alternatives", "басқарма, бөлім, бөлімше бастығы;", "басқарма (бөлім, бөлімше) бастығы", MatchExact},
		{"a list without its comma", "ҚСжАЕК басқарма, бөлім прокуроры.", "ҚСжАЕК басқарма бөлім прокуроры", MatchExact},
		{"an abbreviation with an ending", "ҚСжАЕК Төрағасы;", "ҚСжАЕК-тің Төрағасы", MatchExact},
		{"all titles, rank not left out", "барлық атаудағы аға инспектор;", "инспектор", no},
		{"reading", "кезекші полицей;", "полицей", MatchTitleReading},
		{"reading of a duty title", "арнайы техника жөніндегі аға инженер;", "аға инженер", MatchTitleReading},
		{"reading, rank in between", "арнайы техника жөніндегі аға инженер;", "инженер", no},
		{"reading, rank before an adjective", "аға жедел уәкіл;", "уәкіл", no},
		{"reading, rank", "аға инспектор;", "инспектор", no},
		{"reading, first", "Департамент бастығының бірінші орынбасары;", "орынбасары", no},
		{"reading, the deputy's owner", "бастықтың орынбасары;", "бастық", no},
		{"reading, deputy", "бастықтың орынбасары;", "орынбасар", MatchTitleReading},
		{"reading, second half of a compound", "инспектор-психолог;", "психолог", MatchTitleReading},
		{"reading, combined post", "взвод командирінің көмекшісі әрі бөлімше командирі;", "бөлімше командирі", no},
		{"reading of an opened entry", "ҚСжАЕК басқарма, бөлім прокуроры.", "бөлім прокуроры", MatchTitleReading},
		{"a longer question is not read", "инспектор;", "учаскелік полиция инспекторы", no},
		{"unit and subunit", "бөлімше бастығы;", "бөлім бастығы", no},
		{"chief and head", "Департамент басшысы;", "Департамент бастығы", no},
		{"order of words", "бас маман-психолог;", "психолог-бас маман", no},
		{"inclusive", "кезекші аға инспектор (оның ішінде, оқиға болған жерге шығу үшін);", "кезекші аға инспектор", MatchExact},
		{"inclusive, named", "кезекші аға инспектор (оның ішінде, оқиға болған жерге шығу үшін);", "кезекші аға инспектор (оқиға болған жерге шығу үшін)", MatchExact},
		{"qualified", "аға инспектор (суатқыш машинасының);", "аға инспектор", MatchAlternative},
		{"an unknown detail", "аға инспектор;", "аға инспектор (штаб)", MatchTitleReading},
		{"no words", "аға инспектор;", " … ", no},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := bestRule(Open(c.text, Decision{}), NewQuery(c.position)); got != c.want {
				t.Errorf("%q against %q: rule %q, want %q", c.position, c.text, got, c.want)
			}
		})
	}
}

// bestRule returns the closest rule by which an entry answers.
func bestRule(es []Entry, q Query) MatchRule {
	var best MatchRule
	for _, e := range es {
		if m, ok := e.Match(q, Query{}); ok && (best == "" || m.Rule.Rank() < best.Rank()) {
			best = m.Rule
		}
	}
	return best
}

func TestQualifiers(t *testing.T) {
	const (
		leads = "басқарма бастығы (қоғамдық қауіпсіздік бөлімшелеріне, көліктегі патрульдік полицияға жетекшілік ететін);"
		talks = "аға инспектор-психолог (келіссөз жүргізуші);"
		goes  = "кезекші-инспектор (оқиға болған жерге шығу үшін);"
		water = "инспектор (суатқыш машинасының);"
	)
	for _, c := range []struct {
		name, text, position, duty string
		match, open                bool
	}{
		{"nothing said", leads, "басқарма бастығы", "", true, true},
		{"one part in the duty", leads, "басқарма бастығы", "көліктегі патрульдік полицияға жетекшілік", true, false},
		{"other part, inflected", leads, "басқарма бастығы", "қоғамдық қауіпсіздік бөлімшелеріне жетекшілік ету", true, false},
		{"less than a part", leads, "басқарма бастығы", "патрульдік полиция", true, true},
		{"another duty", leads, "басқарма бастығы", "тыл", true, true},
		{"the shared verb says nothing", leads, "басқарма бастығы", "жетекшілік ететін", true, true},
		{"in the position", leads, "басқарма бастығы (көліктегі патрульдік полицияға жетекшілік ететін)", "", true, false},
		{"another in the position", leads, "басқарма бастығы (тылға жетекшілік ететін)", "", true, true},
		{"the line itself", leads, leads, "", true, false},
		{"agent", talks, "аға инспектор-психолог", "келіссөз жүргізу", true, false},
		{"agent, in the position", talks, "аға инспектор-психолог (келіссөз жүргізуші)", "", true, false},
		{"agent, open", talks, "аға инспектор-психолог", "психологиялық жұмыс", true, true},
		{"purpose", goes, "кезекші-инспектор", "оқиға болған жерге шығу", true, false},
		{"purpose, open", goes, "кезекші инспектор", "", true, true},
		{"genitive", water, "инспектор", "суатқыш машинасы", true, false},
		{"genitive, open", water, "инспектор", "машина", true, true},
		{"genitive before the title", water, "аға инспектор", "суатқыш машинасы", false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got *Match
			for _, e := range Open(c.text, Decision{}) {
				if m, ok := e.Match(NewQuery(c.position), NewQuery(c.duty)); ok && (got == nil || m.Rule.Rank() < got.Rule.Rank()) {
					got = &m
				}
			}
			if (got != nil) != c.match {
				t.Fatalf("match %v, want %v", got, c.match)
			}
			if got != nil && (len(got.OpenQualifiers) > 0) != c.open {
				t.Errorf("open qualifiers %q (rule %s), want open: %v", got.OpenQualifiers, got.Rule, c.open)
			}
		})
	}
}

func TestTypo(t *testing.T) {
	lines := []string{"Бас көлік прокуроры;", "аға жедел уәкіл (тергеуші, анықтаушы);", "бақылаушы", "басқарма бастығы", "кезекші инспектор", "ҚСжАЕК төрағасы;"}
	v := NewVocabulary(lines)
	for _, c := range []struct{ name, position, want string }{
		{"substituted", "бас көләк прокуроры", "бас көлік прокуроры"},
		{"swapped", "аға тергушеі", ""},
		{"swapped neighbours", "бас көлік прокурроы", "бас көлік Прокуроры"},
		{"lost", "аға тергуші", "аға тергеуші"},
		{"put in", "аға тергееуші", "аға тергеуші"},
		{"lost from a word of five", "аға ждел уәкіл", "аға жедел уәкіл"},
		{"mistyped and inflected", "кезекші инсектордың", "кезекші инспектор"},
		{"an acronym", "ҚжАЕК төрағасы", "ҚСжАЕК төрағасы"},
		{"a word of the list stays itself", "бақылаушы", ""},
		{"two unknown words", "бас көләк прокураро", ""},
		{"too short", "ағә", ""},
		{"two edits", "тергуешш", ""},
		{"known but not listed together", "аға бақылаушы", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			qs := NewQuery(c.position).Typo(v)
			if c.want == "" {
				if len(qs) > 0 {
					t.Errorf("corrected to %q", qs[0].Corrected())
				}
				return
			}
			e := Open(c.want, Decision{})
			for _, q := range qs {
				if m, ok := e[0].Match(q, Query{}); ok {
					if m.Rule != MatchTypo {
						t.Errorf("rule %s is silent about the correction", m.Rule)
					}
					return
				}
			}
			t.Errorf("%q is not corrected to %q: %d readings", c.position, c.want, len(qs))
		})
	}
}

func TestExpand(t *testing.T) {
	h := ParseHeading("2. Бас прокуратураның Құқықтық статистика және арнайы есепке алу жөніндегі комитеті (бұдан әрі – ҚСжАЕК):")
	abbr := Abbreviations(h)
	if len(abbr) != 1 || abbr[0].Short != "ҚСжАЕК" || abbr[0].Long != "Құқықтық статистика және арнайы есепке алу жөніндегі комитеті" {
		t.Fatalf("%+v", abbr)
	}
	q := NewQuery("Құқықтық статистика және арнайы есепке алу жөніндегі комитетінің төрағасы").Expand(abbr)
	if got := bestRule(Open("ҚСжАЕК Төрағасы;", Decision{}), q); got != MatchFolded {
		t.Errorf("rule %q", got)
	}
	q = NewQuery("ҚСжАЕК төрағасы").Expand(abbr)
	if got := bestRule(Open("Құқықтық статистика және арнайы есепке алу жөніндегі комитетінің төрағасы;", Decision{}), q); got != MatchFolded {
		t.Errorf("rule %q", got)
	}
}

func TestRuleOrder(t *testing.T) {
	want := []MatchRule{"exact", "folded", "alternative", "all_titles", "title_reading", "glossary", "typo", "other"}
	if !slices.IsSortedFunc(want, func(a, b MatchRule) int { return a.Rank() - b.Rank() }) {
		t.Error("the rules are not ordered closest first")
	}
}

func TestPlace(t *testing.T) {
	for _, c := range []struct {
		name, position, item string
		want                 []Placement
	}{
		{"generic item", "Өртке қарсы қызмет комитетінің төрағасы", "Төраға;", []Placement{{"Өртке қарсы қызмет комитетінің", true}}},
		{"generic deputy", "Өзіндік қауіпсіздік басқармасы бастығының орынбасары", "бастықтың орынбасары;", []Placement{{"Өзіндік қауіпсіздік басқармасы", true}, {"Өзіндік қауіпсіздік басқармасы бастығының", false}}},
		{"a post of its own name", "Өртке қарсы қызмет комитетінің аға инженері", "аға инженер;", []Placement{{"Өртке қарсы қызмет комитетінің", false}}},
		{"the head noun belongs to both", "Тергеу департаментінің бастығы", "департамент бастығы;", []Placement{{"Тергеу", false}, {"Тергеу департаментінің", false}}},
		{"another post", "Өртке қарсы қызмет комитетінің төрағасы", "бастық;", nil},
		{"nothing before the post", "бастық", "бастық;", nil},
		{"a hyphen joins no unit to a post", "бас маман-психолог", "психолог;", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := NewQuery(c.position).Place(Open(c.item, Decision{})[0])
			if !slices.Equal(got, c.want) {
				t.Errorf("%+v, want %+v", got, c.want)
			}
		})
	}
}

// TestOnset holds that an index by onsets loses nothing: whatever an entry
// matches, it ends in a word of the question, or starts in one.
func TestOnset(t *testing.T) {
	shares := func(w Word, of []Word) bool {
		return slices.ContainsFunc(of, func(o Word) bool { return Onset(o.Text) == Onset(w.Text) })
	}
	items := []string{"Облыс прокуроры және оған теңестірілген прокурор;", "барлық атаудағы аға инспектор;", "аға инспектор (суатқыш машинасының);",
		"арнайы және кәсіптік даярлық жөніндегі инспектор.", "полк (батальон, рота, взвод) командирі;", "барлық атаудағы дәрігерлер."}
	questions := []string{"Облыс прокуроры", "аға инспектор-психолог", "аға инспектор", "инспектор", "суатқыш машинасының аға инспекторы", "рота командиріне", "дәрігер",
		"аға инспектор (суатқыш машинасының)", "aga inspektor"}
	for _, it := range items {
		for _, en := range Open(it, Decision{}) {
			for _, text := range questions {
				q := NewQuery(text)
				if _, ok := en.Match(q, Query{}); !ok {
					continue
				}
				w := en.Words()
				if !shares(w[len(w)-1], q.Ends()) && !shares(w[0], q.Starts()) {
					t.Errorf("%q matches %q, which no onset finds", text, en.Title)
				}
			}
		}
	}
}

// Words that are the same share their onset.
func TestOnsetOfSameWords(t *testing.T) {
	var all []Word
	for _, f := range []string{"тергеуші", "тергеушінің", "тергеушіге", "tergewshi", "tergeushi", "Тергеуши", "бастық", "бастығы", "бастыққа", "bastyq", "қызмет", "кызметтері", "qyzmet",
		"іс", "ісі", "iс", "топ", "тобы", "тобының", "жасақ", "жасағы", "zhasaq", "jasaq", "өрт", "өртке", "орт", "ұйым", "ұйымдар", "уйым", "ҚСжАЕК", "Cотқа", "Сотқа", "полк", "рота", "роталар"} {
		all = append(all, Split(f)...)
	}
	for _, a := range all {
		for _, b := range all {
			if a.Same(b) && Onset(a.Text) != Onset(b.Text) {
				t.Errorf("%q is %q, and their onsets are %q and %q", a.Text, b.Text, Onset(a.Text), Onset(b.Text))
			}
		}
	}
}
