package numerals

import (
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/pattern"
)

// A Term is the time for which something holds: from the day Since on, and no
// longer on the day Until. A zero date stands for an end that is not stated.
type Term struct{ Since, Until corpus.Date }

var (
	termKk      = pattern.New(`^ ?(?:(бастап|дейін)(?: (\(?қоса алғанда\)?))?|(қоса алғанда)(?: дейін)?)(?:[,;.–-]| |$)`)
	fromKk      = pattern.New(`(?:[дт][ае]н|н[ае]н)$`)
	dateNext    = pattern.New(`^ \d{4} (?:жылғы|ж\.) \d{1,2} `)
	termRu      = pattern.New(`(?:^|[ (])(со?|до|по) $`)
	inclusiveRu = pattern.New(`^,? ?\(?включительно\)?`)
)

// FindTerm finds the dates of a term in a folded text, each with the word that
// says which end it is: 2024 жылғы 2 қыркүйектен бастап 2025 жылғы 1
// қыркүйекке дейін; со 2 сентября 2024 года до 1 сентября 2025 года. The
// Russian "по", "включительно" and "қоса алғанда" take the day in. spans are the places of the dates with their
// words, rising. ok is false where an end is stated twice, or the end lies
// before the beginning.
func FindTerm(s string, lang corpus.Lang) (t Term, spans [][2]int, ok bool) {
	for off := 0; off < len(s); {
		date, i, j, found := FindDate(s[off:])
		if !found {
			break
		}
		i, j = i+off, j+off
		off = j
		from, to, word := i, j, ""
		if lang == corpus.Russian {
			if m := termRu.FindStringSubmatchIndex(s[:i]); m != nil {
				from, word = m[2], s[m[2]:m[3]]
				if n := inclusiveRu.FindString(s[j:]); n != "" && word == "до" {
					to, word = j+len(n), "по"
				}
			}
		} else if m := termKk.FindStringSubmatch(s[j:]); m != nil {
			to, word = j+len(strings.TrimRight(m[0], ",;.–- ")), m[1]
			if m[2]+m[3] != "" && word != "бастап" {
				word = "по"
			}
		} else if fromKk.MatchString(s[i:j]) && dateNext.MatchString(s[j:]) {
			word = "бастап" // қаңтардан 2023 жылғы 1 қаңтарға дейін
		}
		end := &t.Until
		switch word {
		case "":
			continue
		case "с", "со", "бастап":
			end = &t.Since
		case "по":
			date = date.AddDays(1)
		}
		if !end.IsZero() {
			return Term{}, nil, false
		}
		*end = date
		spans = append(spans, [2]int{from, to})
	}
	return t, spans, t.Until.IsZero() || t.Since.IsZero() || t.Since.Before(t.Until)
}
