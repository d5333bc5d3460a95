package numerals

import (
	"strings"

	"tizbe/corpus"
)

// SpellOrdinal spells n as acts count paragraphs: "жиырма сегізінші" in
// Kazakh, "двадцать восьмой" (masculine, nominative, without ё, as official
// texts are printed) in Russian. It returns "" for another language and for
// what lies outside 1 … [Max]; [Ordinal] reads the words back.
func SpellOrdinal(n int, l corpus.Lang) string {
	if n < 1 || n > Max {
		return ""
	}
	switch l {
	case corpus.Kazakh:
		return spellKazakh(n)
	case corpus.Russian:
		return spellRussian(n)
	}
	return ""
}

// spelled are the forms of a number inside a longer one and at its end.
type spelled struct{ inside, last string }

var (
	kkUnits = [...]spelled{{}, {"бір", "бірінші"}, {"екі", "екінші"}, {"үш", "үшінші"}, {"төрт", "төртінші"}, {"бес", "бесінші"},
		{"алты", "алтыншы"}, {"жеті", "жетінші"}, {"сегіз", "сегізінші"}, {"тоғыз", "тоғызыншы"}}
	kkTens = [...]spelled{{}, {"он", "оныншы"}, {"жиырма", "жиырмасыншы"}, {"отыз", "отызыншы"}, {"қырық", "қырқыншы"}, {"елу", "елуінші"},
		{"алпыс", "алпысыншы"}, {"жетпіс", "жетпісінші"}, {"сексен", "сексенінші"}, {"тоқсан", "тоқсаныншы"}}
)

func spellKazakh(n int) string {
	var out []string
	if h := n / 100; h > 0 {
		if h > 1 {
			out = append(out, kkUnits[h].inside)
		}
		if n %= 100; n == 0 {
			return strings.Join(append(out, "жүзінші"), " ")
		}
		out = append(out, "жүз")
	}
	switch t, u := n/10, n%10; {
	case u == 0:
		out = append(out, kkTens[t].last)
	case t == 0:
		out = append(out, kkUnits[u].last)
	default:
		out = append(out, kkTens[t].inside, kkUnits[u].last)
	}
	return strings.Join(out, " ")
}

var (
	ruBelowTwenty = [...]string{"", "первый", "второй", "третий", "четвертый", "пятый", "шестой", "седьмой", "восьмой", "девятый", "десятый",
		"одиннадцатый", "двенадцатый", "тринадцатый", "четырнадцатый", "пятнадцатый", "шестнадцатый", "семнадцатый", "восемнадцатый", "девятнадцатый"}
	ruTens = [...]spelled{{}, {}, {"двадцать", "двадцатый"}, {"тридцать", "тридцатый"}, {"сорок", "сороковой"}, {"пятьдесят", "пятидесятый"},
		{"шестьдесят", "шестидесятый"}, {"семьдесят", "семидесятый"}, {"восемьдесят", "восьмидесятый"}, {"девяносто", "девяностый"}}
	ruHundreds = [...]spelled{{}, {"сто", "сотый"}, {"двести", "двухсотый"}, {"триста", "трехсотый"}, {"четыреста", "четырехсотый"}, {"пятьсот", "пятисотый"},
		{"шестьсот", "шестисотый"}, {"семьсот", "семисотый"}, {"восемьсот", "восьмисотый"}, {"девятьсот", "девятисотый"}}
)

func spellRussian(n int) string {
	var out []string
	if h := n / 100; h > 0 {
		if n %= 100; n == 0 {
			return ruHundreds[h].last
		}
		out = append(out, ruHundreds[h].inside)
	}
	switch t, u := n/10, n%10; {
	case n < 20:
		out = append(out, ruBelowTwenty[n])
	case u == 0:
		out = append(out, ruTens[t].last)
	default:
		out = append(out, ruTens[t].inside, ruBelowTwenty[u])
	}
	return strings.Join(out, " ")
}
