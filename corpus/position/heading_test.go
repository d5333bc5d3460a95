package position

import (
	"slices"
	"strings"
	"testing"
)

const (
	point1  = "1. Қазақстан Республикасы Бас прокуратурасының орталық аппараты (бұдан әрі – Бас прокуратура)"
	point2  = "2. Бас прокуратураның Құқықтық статистика және арнайы есепке алу жөніндегі комитеті (бұдан әрі – ҚСжАЕК):"
	local2  = "ҚСжАЕК аумақтық және оларға теңестірілген органдары:"
	point7  = "Тергеу басқармасы, Жедел басқармасы, Ұйымдастыру-бақылау басқармасы, Талдау әзірлемелері бөлімшелері, Криминалистикалық бөлім:"
	point8  = "Төтенше жағдайларды жою департаменті, Ақпараттандыру, цифрландыру және байланыс департаменті, Стратегиялық жоспарлау және жедел басқару орталығы (Департамент құқығында), Анықтау басқармасы:"
	point11 = "11. Қазақстан Республикасы Төтенше жағдайлар министрлігінің Төтенше жағдайлар департаменттері (бұдан әрі – ТЖД):"
	group11 = "Төтенше жағдайларды жою басқармасы (бөлімі), Жұмылдыру дайындығы басқармасы (бөлімі, бөлімшесі), Психологиялық қызмет бөлімі (тобы):"
	point12 = "12. Қазақстан Республикасы Төтенше жағдайлар министрлігінің ТЖД Төтенше жағдайлар басқармалары (бөлімдер):"
	point13 = "13. Қазақстан Республикасы Ішкі істер министрлігінің орталық аппараты"
	group13 = "Криминалдық полиция департаменті, Тергеу департаменті, Жеке құраммен жұмыс жөніндегі департамент, «Интерпол» ұлттық орталық бюросы:"
	point14 = "14. Қазақстан Республикасы Ішкі істер министрлігінің Қылмыстық-атқару жүйесі комитеті:"
	safety  = "Өзіндік қауіпсіздік басқармасы:"
	sizo    = "Тергеу изоляторлары бөлімі (бөлімшесі, тобы):"
	oblast  = "Қазақстан Республикасының Ішкі істер министрлігі облыстардың, республикалық маңызы бар қалалардың және астананың, көліктегі полиция департаменттері:"
	police  = "Криминалдық полиция, киберқылмысқа қарсы іс-қимыл, тергеу, анықтау, өзіндік қауіпсіздік, арнайы және кәсіптік даярлық қызметтері:"
	city    = "Қазақстан Республикасы Ішкі істер министрлігінің қалалық (аудандық, көліктегі) полиция басқармалары (бөлімдері), полиция бөлімдері (бөлімшелері):"
	prison  = "Облыстардың, республикалық маңызы бар қалалардың және астананың қылмыстық-атқару жүйесі департаменттері:"
	falcon  = "«Сұнқар» арнайы мақсаттағы жасағы:"
	patrol  = "Патрульдік полиция, айдауылдау қызметі, жолаушылар пойыздарымен бірге жүретін батальон:"
	dogs    = "Кинологиялық қызмет орталықтары:"
)

func TestParseHeading(t *testing.T) {
	h := ParseHeading(point2)
	if h.Num != "2" || h.Abbreviation != "ҚСжАЕК" || h.Long != "Бас прокуратураның Құқықтық статистика және арнайы есепке алу жөніндегі комитеті" {
		t.Errorf("%+v", h)
	}
	if h := ParseHeading("15-1. Күзет қызметін бақылау комитеті"); h.Num != "15-1" || h.Long != "Күзет қызметін бақылау комитеті" {
		t.Errorf("%+v", h)
	}
	if h := ParseHeading("2. Комитет по правовой статистике (далее – КПСиСУ):"); h.Abbreviation != "КПСиСУ" {
		t.Errorf("%+v", h)
	}
	if h := ParseHeading(" :"); h.Num != "" {
		t.Errorf("%+v", h)
	}
}

func TestHeadingMatch(t *testing.T) {
	const no UnitRule = ""
	for _, c := range []struct {
		name, heading, unit string
		want                UnitRule
	}{
		{"equal", safety, "Өзіндік қауіпсіздік басқармасы", UnitEqual},
		{"equal with its number", point14, "14. Қазақстан Республикасы Ішкі істер министрлігінің Қылмыстық-атқару жүйесі комитеті", UnitEqual},
		{"equal, inflected and in Russian letters", safety, "озиндик кауипсиздик баскармасынын", UnitEqual},
		{"equal, quotes", falcon, "\"Сұнқар\" арнайы мақсаттағы жасағы", UnitEqual},
		{"equal, singular", dogs, "кинологиялық қызмет орталығы", UnitEqual},
		{"equal with a variant", sizo, "Тергеу изоляторлары бөлімшесі", UnitEqual},
		{"equal with another variant", sizo, "Тергеу изоляторлары тобы", UnitEqual},
		{"without the variants of standing", point8, "Стратегиялық жоспарлау және жедел басқару орталығы", UnitService},
		{"tail", point13, "Ішкі істер министрлігінің орталық аппараты", UnitTail},
		{"tail of a ministry's committee", point14, "Қылмыстық-атқару жүйесі комитеті", UnitTail},
		{"tail with an abbreviation inside", point12, "ТЖД Төтенше жағдайлар басқармалары", UnitTail},
		{"tail with a variant", point12, "Төтенше жағдайлар бөлімі", UnitTail},
		{"not the beginning", point13, "Қазақстан Республикасы Ішкі істер министрлігі", no},
		{"the unit is longer", safety, "Комитеттің Өзіндік қауіпсіздік басқармасы", no},
		{"not inside a word", "Режимдік бөлім:", "Дік бөлім", no},
		{"service", group13, "Тергеу департаменті", UnitService},
		{"service of several words", group13, "Жеке құраммен жұмыс жөніндегі департамент", UnitService},
		{"service with a comma in its name", point8, "Ақпараттандыру, цифрландыру және байланыс департаменті", UnitService},
		{"service, variant", group11, "Жұмылдыру дайындығы бөлімшесі", UnitService},
		{"service, first variant", group11, "Жұмылдыру дайындығы басқармасы", UnitService},
		{"service, plain list", patrol, "Патрульдік полиция", UnitService},
		{"service with its shared end", police, "тергеу қызметі", UnitService},
		{"service with its shared end, phrase", police, "Киберқылмысқа қарсы іс-қимыл қызметі", UnitService},
		{"service without the shared end", police, "криминалдық полиция", UnitService},
		{"the last service", police, "арнайы және кәсіптік даярлық қызметі", UnitService},
		{"a singular end is not shared", "Режим, қадағалау және күзет басқармасы:", "Режим басқармасы", no},
		{"shared end after a genitive", oblast, "облыстың полиция департаменті", UnitTail},
		{"transport police", oblast, "көліктегі полиция департаменті", UnitService},
		{"generic noun", group13, "департамент", no},
		{"generic nouns", point13, "орталық аппарат", no},
		{"generic noun, equal", "Жасақ:", "жасақ", UnitEqual},
		{"abbreviation", point11, "ТЖД", UnitAbbreviation},
		{"abbreviation of two words", point1, "Бас прокуратура", UnitAbbreviation},
		{"optional equated bodies", local2, "ҚСжАЕК аумақтық органдары", UnitEqual},
		{"class member", oblast, "Алматы облысының полиция департаменті", UnitClassMember},
		{"class member, city", oblast, "Астана қаласының полиция департаменті", UnitClassMember},
		{"class member, city alone", oblast, "Шымкенттің полиция департаменті", UnitClassMember},
		{"class member, бойынша", prison, "Қарағанды облысы бойынша қылмыстық-атқару жүйесі департаменті", UnitClassMember},
		{"class member, emergencies", point11, "Алматы облысының Төтенше жағдайлар департаменті", UnitClassMember},
		{"class member, abbreviation", point11, "Алматы облысының ТЖД", UnitClassMember},
		{"class member, district", city, "Медеу ауданының полиция бөлімі", UnitClassMember},
		{"class member, adjective", city, "Бурабай аудандық полиция бөлімі", UnitClassMember},
		{"class member, district of a city", city, "Алматы қаласы Медеу ауданының полиция басқармасы", UnitClassMember},
		{"not a class: singular", point7, "Алматы облысының Тергеу басқармасы", no},
		{"not a class: a service", police, "Алматы облысының арнайы және кәсіптік даярлық қызметі", no},
		{"a class of another body", oblast, "Алматы облысының Төтенше жағдайлар департаменті", no},
		{"no place", prison, "Комитеттің қылмыстық-атқару жүйесі департаменті", no},
		{"a place and a generic noun", prison, "Алматы облысының департаменті", no},
		{"unknown", point13, "Қазақстан Республикасының Ұлттық банкі", no},
		{"nothing", point13, "", no},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, _ := ParseHeading(c.heading).Match(NewQuery(c.unit)); got != c.want {
				t.Errorf("%q against %q: %q, want %q", c.unit, c.heading, got, c.want)
			}
		})
	}
}

func TestMatchPath(t *testing.T) {
	const no UnitRule = ""
	for _, c := range []struct {
		name string
		path []string
		unit string
		want UnitRule
	}{
		{"inner alone", []string{point14, safety}, "Өзіндік қауіпсіздік басқармасы", UnitEqual},
		{"outer's tail and inner", []string{point14, safety}, "Қылмыстық-атқару жүйесі комитетінің Өзіндік қауіпсіздік басқармасы", UnitEqual},
		{"words of the outer and a service", []string{point13, group13}, "Қазақстан Республикасы Ішкі істер министрлігі Тергеу департаменті", UnitService},
		{"another outer", []string{point14, safety}, "Күзет комитетінің Өзіндік қауіпсіздік басқармасы", no},
		{"another ministry", []string{point13, group13}, "Төтенше жағдайлар министрлігінің Тергеу департаменті", no},
		{"class member and a service", []string{"17. Қазақстан Республикасы Ішкі істер министрлігінің аумақтық органдары:", oblast, police}, "Алматы облысы полиция департаментінің тергеу қызметі", UnitService},
		{"abbreviated outer", []string{point11, group11}, "ТЖД Жұмылдыру дайындығы бөлімі", UnitService},
		{"abbreviated outer with a place", []string{point11, group11}, "Алматы облысы ТЖД Жұмылдыру дайындығы бөлімі", UnitService},
		{"two outers", []string{point13, oblast, police}, "Ішкі істер министрлігінің Алматы облысы полиция департаментінің тергеу қызметі", UnitService},
		{"outer alone", []string{point14, safety}, "Қылмыстық-атқару жүйесі комитеті", no},
		{"no path", nil, "бөлім", no},
	} {
		t.Run(c.name, func(t *testing.T) {
			var path []Heading
			for _, s := range c.path {
				path = append(path, ParseHeading(s))
			}
			if got, _ := MatchPath(path, NewQuery(c.unit)); got != c.want {
				t.Errorf("%q against %q: %q, want %q", c.unit, c.path, got, c.want)
			}
		})
	}
}

func TestUnitAbbreviations(t *testing.T) {
	abbr := Abbreviations(ParseHeading(point1), ParseHeading(point2), ParseHeading(point11))
	for _, c := range []struct {
		name, heading, unit string
		want                UnitRule
	}{
		{"long for short", local2, "Құқықтық статистика және арнайы есепке алу жөніндегі комитетінің аумақтық органдары", UnitAbbreviation},
		{"short for long", "Төтенше жағдайлар департаментінің тобы:", "ТЖД тобы", UnitAbbreviation},
		{"short of the heading itself", point11, "ТЖД", UnitAbbreviation},
		{"the unit as it stands is closer", point12, "ТЖД Төтенше жағдайлар басқармалары", UnitTail},
		{"a place and a short name", point11, "Алматы облысының ТЖД", UnitClassMember},
		{"generic words abbreviate nothing", point1, "орталық аппарат", ""},
		{"nor in another body's name", point1, "Ішкі істер министрлігінің орталық аппараты", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, _ := ParseHeading(c.heading).Match(NewQuery(c.unit).Expand(abbr)); got != c.want {
				t.Errorf("%q against %q: %q, want %q", c.unit, c.heading, got, c.want)
			}
		})
	}
}

// TestHostile holds that texts made to have very many readings are read at
// all: without bounds on the readings it would not end.
func TestHostile(t *testing.T) {
	many := strings.Repeat("а б (а, а а, а а а, б, б б) ", 90)
	h := ParseHeading(many)
	q := NewQuery(strings.Repeat("а ", maxQuestion-1) + "б")
	path := []Heading{h, h, h, h, h, h, h, h}
	MatchPath(path, q)
	for _, e := range Open(many, Decision{}) {
		e.Match(q, q)
	}
	for _, x := range OpenNote([]string{many, strings.Repeat("а, ", 2000)}).Exclusions {
		x.Names(q, q, q)
	}
	NewVocabulary([]string{many})
}

func TestHeadingUnits(t *testing.T) {
	for _, tt := range []struct {
		name, heading string
		want          []string
	}{
		{"one", "«Сұнқар» арнайы мақсаттағы жасағы:", []string{"«Сұнқар» арнайы мақсаттағы жасағы"}},
		{"a point", "15-1. Күзет қызметін бақылау комитеті", []string{"Күзет қызметін бақылау комитеті"}},
		{"services", "Тергеу басқармасы, Жедел басқармасы:", []string{"Тергеу басқармасы", "Жедел басқармасы"}},
		{"a comma inside a name", "Төтенше жағдайларды жою департаменті, Ақпараттандыру, цифрландыру және байланыс департаменті:",
			[]string{"Төтенше жағдайларды жою департаменті", "Ақпараттандыру, цифрландыру және байланыс департаменті"}},
		{"a class", "Облыстардың, республикалық маңызы бар қалалардың және астананың қылмыстық-атқару жүйесі департаменттері:",
			[]string{"Облыстардың, республикалық маңызы бар қалалардың және астананың қылмыстық-атқару жүйесі департаменттері"}},
		{"generic words", "департамент, облыс, қала бойынша басқарма:", []string{"департамент, облыс, қала бойынша басқарма"}},
	} {
		if got := ParseHeading(tt.heading).Units(); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
