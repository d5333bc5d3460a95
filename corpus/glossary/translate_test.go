package glossary

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"tizbe/corpus"
)

func TestTranslate(t *testing.T) {
	g := load(t)
	for _, c := range []struct{ name, query, kazakh string }{
		{"one word", "следователь", "тергеуші"},
		{"inflected", "старшего следователя", "аға тергеуші"},
		{"plural", "старшие оперуполномоченные", "аға жедел уәкіл"},
		{"chain of two", "начальник отдела", "бөлім бастығы"},
		{"chain of three", "заместитель начальника управления", "басқарма бастығының орынбасары"},
		{"chain, inflected", "заместителю начальника управления", "басқарма бастығының орынбасары"},
		{"chain of four", "начальник отдела управления департамента", "департаменттің басқармасының бөлімінің бастығы"},
		{"rank in a chain", "старший помощник прокурора района", "аудан прокурорының аға көмекшісі"},
		{"ordinal", "первый заместитель начальника штаба", "штаб бастығының бірінші орынбасары"},
		{"qualifier", "старший инспектор по особым поручениям", "ерекше тапсырмалар жөніндегі аға инспектор"},
		{"composed qualifier", "инженер по охране труда", "еңбекті қорғау жөніндегі инженер"},
		{"qualifier of the head", "заместитель начальника по воспитательной работе", "бастықтың тәрбие жұмысы жөніндегі орынбасары"},
		{"qualifier of the unit", "оперуполномоченный отдела по противодействию экстремизму", "экстремизмге қарсы іс-қимыл жөніндегі бөлім жедел уәкілі"},
		{"all titles", "контролёр всех наименований", "барлық атаудағы бақылаушы"},
		{"alternatives of a person", "оперуполномоченный (дознаватель) по особо важным делам", "аса маңызды істер жөніндегі жедел уәкіл (анықтаушы)"},
		{"alternatives of a unit", "начальник управления (отдела, отделения)", "басқарма (бөлім, бөлімше) бастығы"},
		{"alternatives of a modifier", "начальник городского (районного, на транспорте) управления (отдела) полиции", "қалалық (аудандық, көліктегі) полиция басқармасы (бөлімі) бастығы"},
		{"list of units", "заместитель начальника управления, отдела, отделения", "басқарма, бөлім, бөлімше бастығының орынбасары"},
		{"list of positions", "советник, помощник Генерального Прокурора", "бас прокурордың кеңесшісі, көмекшісі"},
		{"list across the chain", "заместитель прокурора области и приравненного к нему прокурора", "облыс прокурорының және оған теңестірілген прокурордың орынбасары"},
		{"hyphen", "главный специалист-психолог", "бас маман-психолог"},
		{"hyphen not typed", "инспектор дежурный", "инспектор-кезекші"},
		{"noun or adjective: noun", "помощник дежурного дежурной смены", "кезекші ауысымның кезекшісінің көмекшісі"},
		{"noun or adjective: adjective", "дежурный помощник начальника", "бастықтың кезекші көмекшісі"},
		{"the ending tells the adjective", "следователь районного управления", "аудандық басқарма тергеушісі"},
		{"lemmas of one stem", "начальника отдела кинологии", "кинология бөлімінің бастығы"},
		{"unit by its work", "отдел режима и охраны", "режим және күзет бөлімі"},
		{"unit by its work, alternatives", "отдел (группа) режима и надзора", "режим және қадағалау бөлімі (тобы)"},
		{"service adjective", "начальник следственного отдела", "тергеу бөлімінің бастығы"},
		{"body", "комитет уголовно-исполнительной системы МВД", "Ішкі істер министрлігінің Қылмыстық-атқару жүйесі комитеті"},
		{"place", "заместитель прокурора Алматинской области", "Алматы облысы прокурорының орынбасары"},
		{"where", "представительство МВД в городе Байконур", "Ішкі істер министрлігінің Байқоңыр қаласындағы өкілдігі"},
		{"made of", "командир взвода в составе подразделения специального назначения", "арнайы мақсаттағы бөлімше құрамындағы взвод командирі"},
		{"proper name", "начальник отряда «Сункар»", "\"Сұнқар\" жасағының бастығы"},
		{"abbreviations", "начальник ИВС РОВД", "аудандық полиция бөлімінің уақытша ұстау изоляторының бастығы"},
		{"contraction with a stop", "зам. начальника отдела", "бөлім бастығының орынбасары"},
		{"contraction in one word", "замначальника отдела полиции", "полиция бөлімінің бастығының орынбасары"},
		{"contractions in one word", "замкомвзвода", "взвод командирінің орынбасары"},
		{"any order", "отдела начальник", "бөлім бастығы"},
		{"any order, composed", "колонии начальник", "колония бастығы"},
		{"modifier last", "криминалист главный", "бас криминалист"},
		{"ё", "контролёр", "бақылаушы"},
		{"Latin look-alike", "cтарший следователь", "аға тергеуші"},
		{"typo", "старший следовтель", "аға тергеуші"},
		{"duty", "языковой политики", "тіл саясаты"},
		{"duty with exception", "тылового обеспечения (за исключением полицейских-водителей)", "тылдық қамтамасыз ету (жүргізуші-полицей қоспағанда)"},
		{"unknown word kept", "начальник Мойынкумского отдела полиции", "Мойынкумского полиция бөлімінің бастығы"},
		{"English", "senior investigator", "аға тергеуші"},
		{"English plural", "inspectors of the division", "бөлім инспекторы"},
		{"English chain with of", "deputy head of the division", "бөлім бастығының орынбасары"},
		{"English chain without of", "deputy battalion commander", "батальон командирінің орынбасары"},
		{"English mixed chain", "assistant chief of the fire station", "өрт сөндіру бөлімінің бастығының көмекшісі"},
		{"English possessive", "investigator's assistant", "тергеушінің көмекшісі"},
		{"English for", "engineer for communications", "байланыс жөніндегі инженер"},
		{"English body", "Ministry of Internal Affairs", "Ішкі істер министрлігі"},
	} {
		t.Run(c.name, func(t *testing.T) {
			readings := g.Translate(c.query)
			if len(readings) == 0 || readings[0].Kazakh != c.kazakh {
				t.Errorf("Translate(%q) = %v, want first %q", c.query, readings, c.kazakh)
			}
		})
	}
}

func TestReading(t *testing.T) {
	g := load(t)
	r := g.Translate("старший следователь")[0]
	if !r.Exact || r.Typo || r.Via != "старший следователь" || r.Lang != corpus.Russian || r.Left != nil {
		t.Errorf("an entry: %+v", r)
	}
	r = g.Translate("следователь колонии")[0]
	if r.Exact || r.Via != "следователь + колония" {
		t.Errorf("a composed reading: %+v", r)
	}
	if r = g.Translate("следовтель колонии")[0]; !r.Typo {
		t.Errorf("a typo is silent: %+v", r)
	}
	if r = g.Translate("начальник Мойынкумского отдела")[0]; !slices.Equal(r.Left, []string{"Мойынкумского"}) {
		t.Errorf("an unknown word is silent: %+v", r)
	}
	if r = g.Translate("fire station chief")[0]; r.Lang != corpus.English {
		t.Errorf("language: %+v", r)
	}
	// бастық and басшы are different positions of the list; only English mixes
	// them up.
	for query, wrong := range map[string]string{"начальник департамента": "басшы", "руководитель департамента": "бастығы"} {
		for _, r := range g.Translate(query) {
			if strings.Contains(r.Kazakh, wrong) {
				t.Errorf("%s gives %s", query, r.Kazakh)
			}
		}
	}
	// A rank is never added or lost.
	for _, r := range g.Translate("дознаватель по особо важным делам") {
		if strings.Contains(r.Kazakh, "аға") {
			t.Errorf("a rank appeared: %+v", r)
		}
	}
}

func TestTranslateNothing(t *testing.T) {
	g := load(t)
	for _, query := range []string{
		"", " ", "()", ",;:", "—", "12", "\xff", strings.Repeat("начальник ", maxTokens+1), strings.Repeat("а", maxQuery+1),
		"бөлім бастығы", "болим бастыгы", "bolim bastygy", "аға тергеуші", "ага тергеуши",
		"прокурор", "инспектор", "инспектор-психолог", "инспектор психолог", "взвод командирі", "взвод командири",
		"прокурор орынбасары", "полицей", "катер мотористи", "жүргізуші-полицей",
		"совсем другое дело", "lorem ipsum dolor", "и", "по", "of the",
	} {
		if readings := g.Translate(query); len(readings) > 0 {
			t.Errorf("Translate(%.40q) = %v", query, readings)
		}
	}
}

// Whatever is put together of the glossary's own words, the readings keep
// their promises, and the same question has the same readings.
func TestTranslateHolds(t *testing.T) {
	g := load(t)
	var terms []string
	for _, e := range g.Entries() {
		terms = append(terms, e.Russian...)
		terms = append(terms, e.English...)
	}
	joints := []string{" ", " ", " ", ", ", " (", ") ", "-", " и ", " of ", " по ", "’s "}
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		for range rapid.IntRange(1, 8).Draw(t, "terms") {
			b.WriteString(rapid.SampledFrom(terms).Draw(t, "term"))
			b.WriteString(rapid.SampledFrom(joints).Draw(t, "joint"))
		}
		holds(t, g, b.String())
	})
}

type fataler interface{ Fatalf(string, ...any) }

func holds(t fataler, g *Glossary, query string) {
	readings := g.Translate(query)
	if len(readings) > maxReadings {
		t.Fatalf("%q: %d readings", query, len(readings))
	}
	seen := map[string]bool{}
	composed := false
	for _, r := range readings {
		if r.Kazakh == "" || r.Via == "" || !utf8.ValidString(r.Kazakh) || r.Kazakh != strings.Join(strings.Fields(r.Kazakh), " ") {
			t.Fatalf("%q: %+v", query, r)
		}
		if seen[r.Kazakh] {
			t.Fatalf("%q: twice %s", query, r.Kazakh)
		}
		seen[r.Kazakh] = true
		if composed && r.Exact {
			t.Fatalf("%q: an entry after a composed reading", query)
		}
		composed = !r.Exact
	}
	again := g.Translate(query)
	if !slices.EqualFunc(readings, again, func(a, b Reading) bool { return a.Kazakh == b.Kazakh && a.Via == b.Via }) {
		t.Fatalf("%q: %v, then %v", query, readings, again)
	}
}

func FuzzTranslate(f *testing.F) {
	g := load(f)
	for _, q := range []string{"заместитель начальника отдела", "начальник (отдела, управления) по", "head of the fire station", "((((", "а-б-в", "зам", "замком", "«Р»", "ОВД"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, query string) { holds(t, g, query) })
}

func FuzzParse(f *testing.F) {
	f.Add("[unit]\nбөлім | отдел | division\n")
	f.Add("# x\n[rank] r\nа;б | в | c;d\n[x]\n")
	f.Fuzz(func(t *testing.T, src string) {
		g, err := Parse("x", []byte(src))
		if err != nil {
			return
		}
		for _, e := range g.Entries() {
			if len(e.Kazakh) == 0 || len(e.Russian) == 0 || len(e.English) == 0 {
				t.Fatalf("an empty field: %+v", e)
			}
			for _, term := range slices.Concat(e.Russian, e.English) {
				g.Translate(term)
			}
		}
	})
}

func BenchmarkTranslate(b *testing.B) {
	g := load(b)
	for b.Loop() {
		g.Translate("заместитель начальника городского (районного, на транспорте) управления (отдела) полиции")
	}
}
