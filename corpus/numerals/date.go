package numerals

import (
	"strconv"
	"strings"
	"time"

	"tizbe/corpus"
	"tizbe/corpus/pattern"
)

var months = [12][2]string{
	{"қаңтар", "январ"}, {"ақпан", "феврал"}, {"наурыз", "март"}, {"сәуір", "апрел"}, {"мамыр", "ма"}, {"маусым", "июн"},
	{"шілде", "июл"}, {"тамыз", "август"}, {"қыркүйек", "сентябр"}, {"қазан", "октябр"}, {"қараша", "ноябр"}, {"желтоқсан", "декабр"},
}

func month(w string) time.Month {
	for i, m := range months {
		if rest, ok := strings.CutPrefix(w, m[0]); ok && len(rest) <= 16 {
			return time.Month(i + 1)
		}
		if rest, ok := strings.CutPrefix(w, m[1]); ok && (rest == "" || rest == "ь" || rest == "я" || rest == "й" || rest == "а" || rest == "ю" || rest == "е") {
			return time.Month(i + 1)
		}
	}
	if strings.HasPrefix(w, "қыркүйег") {
		return time.September
	}
	return 0
}

// The word after a Kazakh date carries its case: қаңтардан, қаңтарға.
var (
	dateKk  = pattern.New(`\b(\d{4}) ?(?:жылғы|жылдың|жылы|жыл|ж\.?) (\d{1,2})(?:-(?:ші|шы))? ?(\p{L}+)`)
	dateRu  = pattern.New(`\b(\d{1,2})(?:-?(?:го|ого))? (\p{L}+) (\d{4})\b(?: ?(?:года|году|год|г\.))?`)
	dateDMY = pattern.New(`\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b(?: ?(?:жылдан|жылға|жылғы|жылы|ж\.|года|г\.))?`)
	dateYMD = pattern.New(`\b(\d{4})[.-](\d{2})[.-](\d{2})\b(?: ?(?:жылдан|жылға|жылғы|ж\.|года|г\.))?`)
)

// FindDate returns the first date in a folded text and the span it takes. A
// day that the calendar does not have is no date.
func FindDate(s string) (d corpus.Date, start, end int, ok bool) {
	start = -1
	for _, f := range [...]struct {
		re      *pattern.Regexp
		y, m, d int
		word    bool
	}{{dateKk, 1, 3, 2, true}, {dateRu, 3, 2, 1, true}, {dateDMY, 3, 2, 1, false}, {dateYMD, 1, 2, 3, false}} {
		for _, x := range f.re.FindAllStringSubmatchIndex(s, -1) {
			if start >= 0 && x[0] >= start {
				break
			}
			part := func(i int) string { return s[x[2*i]:x[2*i+1]] }
			var m time.Month
			if f.word {
				m = month(part(f.m))
			} else {
				n, _ := strconv.Atoi(part(f.m))
				m = time.Month(n)
			}
			y, _ := strconv.Atoi(part(f.y))
			day, _ := strconv.Atoi(part(f.d))
			if c, valid := civil(y, m, day); valid {
				d, start, end, ok = c, x[0], x[1], true
				break
			}
		}
	}
	return d, start, end, ok
}

func civil(y int, m time.Month, d int) (corpus.Date, bool) {
	if y < 1900 || y > 2999 || m < 1 || m > 12 || d < 1 {
		return corpus.Date{}, false
	}
	c := corpus.NewDate(y, m, d)
	_, _, day := c.Civil()
	return c, day == d
}
