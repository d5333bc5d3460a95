package kazakh

import "testing"

func TestFold(t *testing.T) {
	for _, c := range []struct{ word, typed string }{
		// Russian letters
		{"қоңыр", "коныр"}, {"ғимарат", "гимарат"}, {"үкім", "уким"}, {"ұйым", "уйым"}, {"өрт", "орт"}, {"дәрігер", "даригер"}, {"қаһарман", "кахарман"}, {"ёлка", "елка"}, {"эксперт", "експерт"},
		{"автомобиль", "автомобил"}, {"объект", "обект"}, {"борщ", "борш"},
		// case, composition, invisible characters
		{"БАСТЫҚ", "бастық"}, {"Юрист", "юрист"}, {"полицей", "полице\u0438\u0306"}, {"бас\u00adтық", "бастық"},
		// look-alikes and other codes of a letter
		{"сотқа", "Cотқа"}, {"Ескертпе", "Eскертпе"}, {"Нысан", "Hысан"}, {"іс", "iс"}, {"ТЖД", "TЖД"}, {"ҚСжАЕК", "ҚCжAEК"}, {"әкім", "əкім"}, {"өрт", "ɵрт"}, {"prokuror", "prokurоr"},
		// the alphabet of 2021
		{"бастығы", "bastyğy"}, {"жүргізуші", "jürgızuşı"}, {"көлік", "kölık"}, {"төраға", "törağa"}, {"ұйым", "ūiym"}, {"қою", "qoiu"}, {"айдауыл", "aidauyl"}, {"арнайы", "arnaiy"}, {"полиция", "politsia"},
		{"жүйе", "jüie"}, {"өңір", "öñır"}, {"әскер", "äsker"}, {"қиын", "qiyn"}, {"шығыс", "şyğys"}, {"ауыл", "auyl"}, {"цифр", "tsifr"},
		// that of 2018
		{"төраға", "tóraǵa"}, {"уақыт", "ýaqyt"}, {"өңір", "óńir"},
		// the informal one
		{"бастығы", "bastygy"}, {"жүргізуші", "zhurgizushi"}, {"тергеуші", "tergeushi"}, {"жасақ", "zhasaq"}, {"уақыт", "wakyt"}, {"уақыт", "uakyt"}, {"ғылым", "ghylym"}, {"халық", "khalyk"}, {"халық", "xalyq"},
		{"жағдайлар", "jagdaylar"}, {"айдауыл", "aydauyl"}, {"қою", "koyu"}, {"жүйесі", "zhuyesi"}, {"санитариялық", "sanitariyalyk"}, {"компьютер", "kompyuter"}, {"маңызды", "mangyzdy"},
		{"прокурорының", "prokurorynyng"}, {"мониторинг", "monitoring"}, {"белгіленген", "belgilengen"}, {"чемпион", "chempion"}, {"полиция", "policiya"}, {"үй", "uy"}, {"тауы", "tauy"},
		// phrases and compounds
		{"Бас прокурор – аға", "bas prokuror - aga"}, {"инспектор-психолог", "inspektor—psiholog"},
	} {
		if a, b := Fold(c.word), Fold(c.typed); a != b {
			t.Errorf("Fold(%q) = %q, Fold(%q) = %q", c.word, a, c.typed, b)
		}
	}
	for _, c := range [][2]string{{"полиция", "полицей"}, {"іс", "іш"}, {"бастық", "басшы"}, {"", "а"}, {"15", "151"}, {"қала", "қара"}} {
		if Fold(c[0]) == Fold(c[1]) {
			t.Errorf("Fold(%q) = Fold(%q) = %q", c[0], c[1], Fold(c[0]))
		}
	}
}

func TestLower(t *testing.T) {
	for in, want := range map[string]string{"ҚҰҚЫҚ": "құқық", "abc": "abc", "Cотқа": "cотқа", "": "", "Й": "й", "ӘҒІ Ң": "әғі ң", "И\u0306": "й"} {
		if got := Lower(in); got != want {
			t.Errorf("Lower(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNear(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"бастық", "бастық", true}, {"бастық", "басытқ", true}, {"бастық", "бстық", true}, {"бастық", "басстық", true}, {"бастық", "бастақ", true}, {"бастық", "басшы", false},
		{"ждел", "жедел", true}, {"рота", "рото", false}, {"рота", "рота", true}, {"катер", "каьер", true}, {"ab", "ba", false}, {"тергеу", "тергеуші", false},
		{"орынбасар", "орынбаасры", false}, {"орынбасары", "орынбаасры", true}, {"", "", true}, {"", "абвгд", false}, {"абвгд", "абвгде", true}, {"абвгд", "ебвга", false}, {"aaaaa", "aaaa", true},
		{"xбастық", "бастықx", false}, {"абабаб", "бабаба", false},
	} {
		if got := Near(c.a, c.b); got != c.want {
			t.Errorf("Near(%q, %q) = %v", c.a, c.b, got)
		}
		if got := Near(c.b, c.a); got != c.want {
			t.Errorf("Near(%q, %q) = %v, not symmetric", c.b, c.a, got)
		}
	}
}
