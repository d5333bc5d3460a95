package numerals

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestSpelled(t *testing.T) {
	for _, tt := range []struct {
		words            string
		card, cu, ord, o int
	}{
		{"он күн өткен соң", 10, 1, 0, 0},
		{"жиырма бір күн", 21, 2, 0, 0},
		{"алпыс күн", 60, 1, 0, 0},
		{"он бес", 15, 2, 0, 0},
		{"бір жүз жиырма күн", 120, 3, 0, 0},
		{"екі жүз он", 210, 3, 0, 0},
		{"десяти календарных", 10, 1, 0, 0},
		{"шестидесяти дней", 60, 1, 0, 0},
		{"двадцати одного дня", 21, 2, 0, 0},
		{"ста двадцати дней", 120, 2, 0, 0},
		{"жиырма сегізінші абзацы", 20, 1, 28, 2},
		{"он алтыншы абзацының", 10, 1, 16, 2},
		{"екінші абзацы", 0, 0, 2, 1},
		{"жүз бірінші", 100, 1, 101, 2},
		{"екі жүз қырқыншы", 200, 2, 240, 3},
		{"шестнадцатого пункта", 0, 0, 16, 1},
		{"двадцать восьмой пункта", 20, 1, 28, 2},
		{"сто двадцать третьего", 120, 2, 123, 3},
		{"третий", 0, 0, 3, 1},
		{"двести сороковой", 200, 1, 240, 2},
		{"девяносто девятым", 90, 1, 99, 2},
		{"пункта", 0, 0, 0, 0},
		{"он десять", 10, 1, 0, 0},
		{"двадцать тридцать", 20, 1, 0, 0},
		{"", 0, 0, 0, 0},
	} {
		w := strings.Fields(tt.words)
		if n, u := Cardinal(w); n != tt.card || u != tt.cu {
			t.Errorf("Cardinal(%q) = %d, %d; want %d, %d", tt.words, n, u, tt.card, tt.cu)
		}
		if n, u := Ordinal(w); n != tt.ord || u != tt.o {
			t.Errorf("Ordinal(%q) = %d, %d; want %d, %d", tt.words, n, u, tt.ord, tt.o)
		}
	}
}

// spell writes n in Kazakh, ordinal or not: the model the reader is held to.
func spell(n int, ordinal bool) string {
	units := strings.Fields("_ бір екі үш төрт бес алты жеті сегіз тоғыз")
	tens := strings.Fields("_ он жиырма отыз қырық елу алпыс жетпіс сексен тоқсан")
	ord := map[string]string{"бір": "бірінші", "екі": "екінші", "үш": "үшінші", "төрт": "төртінші", "бес": "бесінші", "алты": "алтыншы", "жеті": "жетінші", "сегіз": "сегізінші", "тоғыз": "тоғызыншы",
		"он": "оныншы", "жиырма": "жиырмасыншы", "отыз": "отызыншы", "қырық": "қырқыншы", "елу": "елуінші", "алпыс": "алпысыншы", "жетпіс": "жетпісінші", "сексен": "сексенінші", "тоқсан": "тоқсаныншы", "жүз": "жүзінші"}
	var w []string
	if h := n / 100; h > 0 {
		if h > 1 {
			w = append(w, units[h])
		}
		w = append(w, "жүз")
	}
	if d := n / 10 % 10; d > 0 {
		w = append(w, tens[d])
	}
	if u := n % 10; u > 0 {
		w = append(w, units[u])
	}
	if ordinal {
		w[len(w)-1] = ord[w[len(w)-1]]
	}
	return strings.Join(w, " ")
}

// spellRu writes the masculine ordinal in Russian.
func spellRu(n int) string {
	units := strings.Fields("_ первый второй третий четвертый пятый шестой седьмой восьмой девятый десятый одиннадцатый двенадцатый тринадцатый четырнадцатый пятнадцатый шестнадцатый семнадцатый восемнадцатый девятнадцатый")
	tens := strings.Fields("_ _ двадцатый тридцатый сороковой пятидесятый шестидесятый семидесятый восьмидесятый девяностый")
	tensC := strings.Fields("_ _ двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто")
	hund := strings.Fields("_ сотый двухсотый трехсотый четырехсотый пятисотый шестисотый семисотый восьмисотый девятисотый")
	hundC := strings.Fields("_ сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот")
	h, r := n/100, n%100
	var w []string
	switch {
	case r == 0:
		return hund[h]
	case h > 0:
		w = append(w, hundC[h])
	}
	switch {
	case r < 20:
		w = append(w, units[r])
	case r%10 == 0:
		w = append(w, tens[r/10])
	default:
		w = append(w, tensC[r/10], units[r%10])
	}
	return strings.Join(w, " ")
}

func TestEveryNumber(t *testing.T) {
	for n := 1; n <= Max; n++ {
		for _, s := range []string{spell(n, true), spellRu(n)} {
			w := strings.Fields(s)
			if got, used := Ordinal(append(w, "абзац")); got != n || used != len(w) {
				t.Fatalf("Ordinal(%q) = %d, %d words", s, got, used)
			}
		}
		w := strings.Fields(spell(n, false))
		if got, used := Cardinal(append(w, "күн")); got != n || used != len(w) {
			t.Fatalf("Cardinal(%q) = %d, %d words", spell(n, false), got, used)
		}
	}
}

func TestFindDate(t *testing.T) {
	for _, tt := range []struct{ in, date, span string }{
		{"ол 2026 жылғы 1 қаңтардан бастап", "2026-01-01", "2026 жылғы 1 қаңтардан"},
		{"2025 жылғы 24 қыркүйектегі № 789", "2025-09-24", "2025 жылғы 24 қыркүйектегі"},
		{"2008 жылдың 15 қазанынан", "2008-10-15", "2008 жылдың 15 қазанынан"},
		{"с 1 января 2026 года", "2026-01-01", "1 января 2026 года"},
		{"от 21 мая 2012 г. № 148", "2012-05-21", "21 мая 2012 г."},
		{"с 1-го марта 2012 года", "2012-03-01", "1-го марта 2012 года"},
		{"(01.01.2021 бастап", "2021-01-01", "01.01.2021"},
		{"2010.07.29 N 763", "2010-07-29", "2010.07.29"},
		{"до 30 февраля 2026 года, с 1 июня 2026 года", "2026-06-01", "1 июня 2026 года"},
		{"2026 жылғы « » ______", "", ""},
		{"с 2026 года", "", ""},
		{"1 маршрута 2026 года", "", ""},
		{"45.13.2021", "", ""},
	} {
		d, i, j, ok := FindDate(Fold(tt.in).S)
		span := ""
		if ok {
			span = Fold(tt.in).S[i:j]
		}
		if d.String() != tt.date || ok != (tt.date != "") || span != tt.span {
			t.Errorf("FindDate(%q) = %v, %q, %v", tt.in, d, span, ok)
		}
	}
}

func TestFold(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"  күшiне   енедi.\n", "күшіне енедi."}, // the last i below
		{"ПYКЖ-ы  N 41", "пүкж-ы n 41"},
		{"Cотқа \u00a0 «А» — Б", "сотқа «а» – б"},
		{"утверждённых 28‑абзацы", "утвержденных 28-абзацы"},
		{"й", "й"},
		{"QazTrade", "qaztrade"},
	} {
		want := strings.ReplaceAll(tt.want, "i", "і")
		if got := Fold(tt.in).S; got != want {
			t.Errorf("Fold(%q) = %q, want %q", tt.in, got, want)
		}
	}
}

func TestFoldProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.RuneFrom([]rune("аәбi і\n\u00a0\u0306\u00adqИЁ-–—\"“»15.)(\ufffd"))).Draw(t, "s")
		checkFold(t, s)
	})
}

func checkFold(t interface{ Fatalf(string, ...any) }, s string) {
	f := Fold(s)
	if len(f.at) != len(f.S)+1 {
		t.Fatalf("%q: %d offsets for %d bytes", s, len(f.at), len(f.S))
	}
	if g := Fold(f.S); g.S != f.S {
		t.Fatalf("%q folds to %q and then to %q", s, f.S, g.S)
	}
	for i := range f.S {
		_, n := utf8.DecodeRuneInString(f.S[i:])
		_ = f.Source(i, i+n)
	}
	if utf8.ValidString(s) && Fold(f.Source(0, len(f.S))).S != f.S {
		t.Fatalf("%q: the source of the whole is %q", s, f.Source(0, len(f.S)))
	}
}

func FuzzFold(f *testing.F) {
	f.Add("Осы қаулы 2005 жылғы 1 қаңтардан бастап қолданысқа енгiзiлетiн")
	f.Add("с 01.01.2021 и двадцать восьмой")
	f.Fuzz(func(t *testing.T, s string) {
		checkFold(t, s)
		x := Fold(s)
		if _, i, j, ok := FindDate(x.S); ok && (i < 0 || j > len(x.S) || i >= j) {
			t.Fatal(i, j)
		}
		w := strings.Fields(x.S)
		Cardinal(w)
		Ordinal(w)
	})
}
