package enactment

import (
	"regexp"
	"strconv"
	"strings"
)

var figures = regexp.MustCompile(`^(\d{1,4})(?: \(([^)]+)\))?$`)

// inFigures reads "10" and "10 (он)"; figures and words that differ are no
// number.
func inFigures(s string, words func(string) (int, bool)) (int, bool) {
	m := figures.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		return 0, false
	}
	if m[2] != "" {
		if w, ok := words(m[2]); !ok || w != n {
			return 0, false
		}
	}
	return n, true
}

var kazakhNumerals = map[string]int{"бір": 1, "екі": 2, "үш": 3, "төрт": 4, "бес": 5, "алты": 6, "жеті": 7, "сегіз": 8, "тоғыз": 9,
	"он": 10, "жиырма": 20, "отыз": 30, "қырық": 40, "елу": 50, "алпыс": 60, "жетпіс": 70, "сексен": 80, "тоқсан": 90}

// kazakhNumber reads 1 to 999 in figures or words: "он", "жиырма бір", "жүз
// сексен".
func kazakhNumber(s string) (int, bool) {
	if n, ok := inFigures(s, kazakhWords); ok {
		return n, true
	}
	return kazakhWords(s)
}

func kazakhWords(s string) (int, bool) {
	total, last := 0, 1000
	for _, w := range strings.Fields(s) {
		if w == "жүз" {
			if total == 0 {
				total = 1
			}
			if total > 9 || last <= 100 && last != total {
				return 0, false
			}
			total, last = total*100, 100
			continue
		}
		n, ok := kazakhNumerals[w]
		if !ok || n >= last || last < 10 || n >= 10 && last < 100 {
			return 0, false
		}
		total, last = total+n, n
	}
	return total, total > 0
}

// russianGenitive has the numerals as they stand after "по истечении".
var russianGenitive = map[string]int{"одного": 1, "двух": 2, "трех": 3, "четырех": 4, "пяти": 5, "шести": 6, "семи": 7, "восьми": 8, "девяти": 9,
	"десяти": 10, "одиннадцати": 11, "двенадцати": 12, "тринадцати": 13, "четырнадцати": 14, "пятнадцати": 15, "шестнадцати": 16,
	"семнадцати": 17, "восемнадцати": 18, "девятнадцати": 19, "двадцати": 20, "тридцати": 30, "сорока": 40, "пятидесяти": 50,
	"шестидесяти": 60, "семидесяти": 70, "восьмидесяти": 80, "девяноста": 90, "ста": 100, "двухсот": 200, "трехсот": 300}

// russianNumber reads 1 to 399 in figures or in words in the genitive:
// "десяти", "двадцати одного", "ста восьмидесяти".
func russianNumber(s string) (int, bool) {
	if n, ok := inFigures(s, russianWords); ok {
		return n, true
	}
	return russianWords(s)
}

func russianWords(s string) (int, bool) {
	total, last := 0, 1000
	for _, w := range strings.Fields(s) {
		n, ok := russianGenitive[w]
		if !ok || n >= last || last < 20 || n >= 20 && last < 100 {
			return 0, false
		}
		total, last = total+n, n
	}
	return total, total > 0
}
