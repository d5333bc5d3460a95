package enactment

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

const ruDate = `(?:\d{1,2}\.\d{1,2}\.\d{4}(?: ?г(?:ода|\.)?)?|\d{1,2} [а-я]+ \d{4} ?г(?:ода|\.)?)`

const ruPublished = `(?:его |ее |их )?(?:первого )?официального опубликования`

// The comparison form has Cyrillic for Latin letters, and і for i, also in
// Russian words; russian text with a Latin i is not Russian any more, so that
// only the letters of the language are matched.
func russianGrammar() *grammar {
	word := `(?:` + strings.Join(slices.Sorted(maps.Keys(russianGenitive)), "|") + `)`
	term := `(?:календарн[а-я]+ )?(?P<n>\d+(?: \([а-я]+(?: [а-я]+)*\))?|` + word + `(?: ` + word + `)*) (?:календарн[а-я]+ )?(?P<unit>дн(?:ей|я)|месяц(?:ев|а)|года?|лет)`
	return &grammar{
		applies:   regexp.MustCompile(`распространя(?:ется|ются|ет свое действие|ют свое действие) на (?:право)?отношения, (?:возникшие|возникающие) с (` + ruDate + `)`),
		aboutPast: regexp.MustCompile(`распространя[а-я]+ на[^.;]*отношени[а-я]+[^.;]*`),
		publish:   regexp.MustCompile(`подлежит (?:обязательному )?официальному опубликованию`),
		see:       regexp.MustCompile(`порядок введения в действие (?:смотреть|смотри|см\.?) ((?:п\.|пункт|ст\.|статью|пп\.|подпункт|абз\.)? ?[0-9][^)]*)`),
		forms: []form{
			{AfterPublicationAmbiguous, regexp.MustCompile(`(?:со дня|с даты) истечения ` + term + ` (?:после дня|со дня|с даты) ` + ruPublished)},
			{AfterPublication, regexp.MustCompile(`по истечении ` + term + ` после (?:дня |даты )?` + ruPublished)},
			{AfterPublicationAmbiguous, regexp.MustCompile(`по истечении ` + term + ` (?:со дня|с даты|с момента) ` + ruPublished)},
			{AfterPublication, regexp.MustCompile(`(?:со дня, следующего за днем|после дня|на следующий день после(?: дня)?) ` + ruPublished)},
			{Publication, regexp.MustCompile(`(?:со дня|с даты) ` + ruPublished)},
			{Signing, regexp.MustCompile(`(?:со дня|с даты|с момента) (?:его |ее |их )?подписания`)},
			{OnDate, regexp.MustCompile(`с (?P<date>` + ruDate + `)`)},
		},
		filler: regexp.MustCompile(`^(?:настоящ(?:ее|ий|ая)|постановление|приказ|закон|указ|решение|распоряжение|вводи?тся|вступает|в|действие|силу|и|г|года)$`),
		number: russianNumber,
	}
}

// ruException is "за исключением пункта 2, который вводится в действие с …":
// in Russian the exception comes last and its rule after it.
var ruException = regexp.MustCompile(`,? ?за исключением ((?:абзац|подпункт|пункт|част|стат)[^;]*?),? котор[а-я]+ (?:вводи?тся|вводятся|вступают?|вступает) в (?:действие|силу)`)

func russianExceptions(g *grammar, whole, s source) ([]Exception, source, bool) {
	var out []Exception
	all := ruException.FindAllStringSubmatchIndex(s.low, 9)
	if len(all) > 8 {
		return nil, s, false
	}
	for i := len(all) - 1; i >= 0; i-- {
		m := all[i]
		e := Exception{Text: whole.text(m[2], m[3]), Provisions: russianProvisions(s.low[m[2]:m[3]])}
		tail := s
		tail.low = strings.Repeat(" ", m[1]) + s.low[m[1]:]
		rule, rest, ok := g.rule(whole, tail)
		if !ok || g.left(rest.low) {
			return nil, s, false
		}
		e.Entry = rule
		out = append([]Exception{e}, out...)
		s.blank(m[0], len(s.low))
	}
	return out, s, !strings.Contains(s.low, "исключением")
}

var ruProvision = regexp.MustCompile(`(подпункт|пункт|стать)[а-я]* ((?:\d+(?:-\d+)?\)?(?:, | и |-))*\d+(?:-\d+)?)\)?`)

// russianProvisions reads "пункта 2", "пунктов 1, 2 и 3" and "подпункта 2)
// пункта 3"; nothing where any part is not understood.
func russianProvisions(s string) []string {
	var out []string
	var inner []string
	for _, m := range ruProvision.FindAllStringSubmatch(s, -1) {
		numbers := expand(strings.NewReplacer(" и ", ", ", ")", "").Replace(m[2]))
		if len(numbers) == 0 {
			return nil
		}
		name := map[string]string{"пункт": "point", "подпункт": "subpoint", "стать": "article"}[m[1]]
		if name == "subpoint" {
			for _, n := range numbers {
				inner = append(inner, "__subpoint_"+n)
			}
			continue
		}
		if len(inner) > 0 {
			if len(numbers) != 1 {
				return nil
			}
			for _, sub := range inner {
				out = append(out, name+"_"+numbers[0]+sub)
			}
			inner = nil
			continue
		}
		for _, n := range numbers {
			out = append(out, name+"_"+n)
		}
	}
	if len(inner) > 0 {
		return nil
	}
	return out
}

// expand reads "1, 2, 5-1". A dash makes an inserted number (5-1), not a
// range.
func expand(s string) []string {
	var out []string
	for _, f := range strings.Split(s, ", ") {
		if f = strings.TrimSpace(f); f == "" || len(out) > 200 {
			return nil
		}
		if _, err := strconv.Atoi(strings.SplitN(f, "-", 2)[0]); err != nil {
			return nil
		}
		out = append(out, f)
	}
	return out
}
