package numerals

import "strings"

// Max is the greatest number that is read from words; figures may be greater.
const Max = 999

// Cardinal reads a spelled cardinal number at the start of folded words, in
// any case of Russian; used is the number of words read, 0 where there is
// none.
func Cardinal(words []string) (n, used int) {
	if n, used = compose(words, kkCardinal, nil); used > 0 {
		return n, used
	}
	return compose(words, ruCardinal, nil)
}

// Ordinal reads a spelled ordinal number (реттік сан есім) at the start of
// folded words, in any case and gender of Russian: "жиырма сегізінші",
// "двадцать восьмой", "двадцать восьмого".
func Ordinal(words []string) (n, used int) {
	if n, used = compose(words, kkCardinal, kkOrdinal); used > 0 {
		return n, used
	}
	return compose(words, ruCardinal, ruOrdinal)
}

// compose adds hundreds, tens and units in falling order. With ordinal set,
// the number ends with a word that it knows; without, with the last cardinal.
func compose(words []string, cardinal, ordinal func(string) int) (n, used int) {
	room := 1000 // the next part must be below it
	for i, w := range words {
		if ordinal != nil {
			if v := ordinal(w); v > 0 {
				switch {
				case v == 100 && n > 0 && n < 10: // екі жүзінші
					return n * 100, i + 1
				case v < room:
					return n + v, i + 1
				}
				return 0, 0
			}
		}
		v := cardinal(w)
		switch {
		case v == 0 || v >= room && v != 100:
			return ended(n, i, ordinal)
		case v == 100 && n >= 1 && n < 10: // екі жүз
			n, room = n*100, 100
		case v == 100 && n == 0:
			n, room = 100, 100
		case v >= room:
			return ended(n, i, ordinal)
		case v >= 100:
			n, room = n+v, 100
		case v >= 20:
			n, room = n+v, 10
		case v >= 10:
			if n, room = n+v, 1; isKazakhTen(w) {
				room = 10
			}
		default:
			// A unit ends the number, unless жүз follows it.
			if n += v; n >= 10 || i+1 == len(words) || !strings.HasPrefix(words[i+1], "жүз") {
				room = 1
			}
		}
	}
	return ended(n, len(words), ordinal)
}

func ended(n, used int, ordinal func(string) int) (int, int) {
	if ordinal != nil || used == 0 {
		return 0, 0
	}
	return n, used
}

// он is a ten that units may follow (он екі); десять is not.
func isKazakhTen(w string) bool { return w == "он" }

var kkNumbers = map[string]int{
	"бір": 1, "екі": 2, "үш": 3, "төрт": 4, "бес": 5, "алты": 6, "жеті": 7, "сегіз": 8, "тоғыз": 9,
	"он": 10, "жиырма": 20, "отыз": 30, "қырық": 40, "елу": 50, "алпыс": 60, "жетпіс": 70, "сексен": 80, "тоқсан": 90, "жүз": 100,
}

func kkCardinal(w string) int { return kkNumbers[w] }

var kkOrdinals = func() map[string]int {
	m := map[string]int{"екінші": 2, "алтыншы": 6, "жетінші": 7, "жиырмасыншы": 20, "қырқыншы": 40, "қырықыншы": 40, "елуінші": 50}
	for w, n := range kkNumbers {
		switch n {
		case 2, 6, 7, 20:
			continue
		}
		m[w+"інші"], m[w+"ыншы"] = n, n
	}
	return m
}()

func kkOrdinal(w string) int { return kkOrdinals[w] }

var ruNumbers = func() map[string]int {
	m := make(map[string]int)
	for n, forms := range map[int]string{
		1: "один одна одно одного одной одному одним одном одну", 2: "два две двух двум двумя", 3: "три трех трем тремя",
		4: "четыре четырех четырем четырьмя", 5: "пять пяти пятью", 6: "шесть шести шестью", 7: "семь семи семью",
		8: "восемь восьми восемью восьмью", 9: "девять девяти девятью", 10: "десять десяти десятью",
		11: "одиннадцать одиннадцати одиннадцатью", 12: "двенадцать двенадцати двенадцатью", 13: "тринадцать тринадцати тринадцатью",
		14: "четырнадцать четырнадцати четырнадцатью", 15: "пятнадцать пятнадцати пятнадцатью", 16: "шестнадцать шестнадцати шестнадцатью",
		17: "семнадцать семнадцати семнадцатью", 18: "восемнадцать восемнадцати восемнадцатью", 19: "девятнадцать девятнадцати девятнадцатью",
		20: "двадцать двадцати двадцатью", 30: "тридцать тридцати тридцатью", 40: "сорок сорока", 50: "пятьдесят пятидесяти пятьюдесятью",
		60: "шестьдесят шестидесяти шестьюдесятью", 70: "семьдесят семидесяти семьюдесятью", 80: "восемьдесят восьмидесяти восемьюдесятью",
		90: "девяносто девяноста", 100: "сто ста", 200: "двести двухсот", 300: "триста трехсот", 400: "четыреста четырехсот", 500: "пятьсот пятисот",
		600: "шестьсот шестисот", 700: "семьсот семисот", 800: "восемьсот восьмисот", 900: "девятьсот девятисот",
	} {
		for _, f := range strings.Fields(forms) {
			m[f] = n
		}
	}
	return m
}()

func ruCardinal(w string) int { return ruNumbers[w] }

var ruStems = map[string]int{
	"перв": 1, "втор": 2, "четверт": 4, "пят": 5, "шест": 6, "седьм": 7, "восьм": 8, "девят": 9, "десят": 10,
	"одиннадцат": 11, "двенадцат": 12, "тринадцат": 13, "четырнадцат": 14, "пятнадцат": 15, "шестнадцат": 16, "семнадцат": 17, "восемнадцат": 18, "девятнадцат": 19,
	"двадцат": 20, "тридцат": 30, "сороков": 40, "пятидесят": 50, "шестидесят": 60, "семидесят": 70, "восьмидесят": 80, "девяност": 90,
	"сот": 100, "двухсот": 200, "трехсот": 300, "четырехсот": 400, "пятисот": 500, "шестисот": 600, "семисот": 700, "восьмисот": 800, "девятисот": 900,
}

var ruEndings = []string{"ый", "ой", "ого", "ому", "ым", "ом", "ая", "ую", "ое", "ые", "ых", "ыми"}

var ruThird = map[string]bool{
	"третий": true, "третья": true, "третье": true, "третьего": true, "третьему": true, "третьим": true, "третьем": true, "третьей": true,
	"третью": true, "третьи": true, "третьих": true, "третьими": true,
}

func ruOrdinal(w string) int {
	if ruThird[w] {
		return 3
	}
	for _, e := range ruEndings {
		if s, ok := strings.CutSuffix(w, e); ok {
			if n := ruStems[s]; n > 0 {
				return n
			}
		}
	}
	return 0
}
