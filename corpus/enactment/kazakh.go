package enactment

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

// kk is a Kazakh letter as the comparison form has it.
const kk = `[а-яәғқңөұүһі]`

// kkDate matches a date with the ending of "from" (ablative).
const kkDate = `(?:\d{1,2}\.\d{1,2}\.\d{4}(?: ?ж\.?(?:дан)?)?|\d{4} ?жыл` + kk + `* \d{1,2} ?` + kk + `+(?:дан|ден|тан|тен|нан|нен))`

// kkPublished is "(алғашқы) ресми жарияланған" with what may stand before it.
const kkPublished = `(?:оның |олардың )?(?:(?:алғашқы|алғаш|бірінші)(?: рет)? )?ресми (?:түрде )?жариялан`

func kazakhGrammar() *grammar {
	word := `(?:жүз|` + strings.Join(slices.Sorted(maps.Keys(kazakhNumerals)), "|") + `)`
	n := `(?P<n>\d+(?: \(` + kk + `+(?: ` + kk + `+)*\))?|` + word + `(?: ` + word + `)*)`
	unit := `(?P<unit>күн|ай|жыл)`
	after := kkPublished + `(?:ған күнінен|ған күннен|ғаннан|ғанынан) кейін `
	return &grammar{
		applies:   regexp.MustCompile(`(` + kkDate + `)(?: бастап)? туында(?:ған|йтын) (?:құқықтық )?қатынастарға (?:қолданылады|таралады|қолданысын таратады)`),
		aboutPast: regexp.MustCompile(`қатынастарға (?:қолданыл|тарал)` + kk + `*|қатынастарға`),
		publish:   regexp.MustCompile(`ресми (?:түрде )?жариялан(?:уға тиіс|уы тиіс|уға жатады|сын)`),
		see:       regexp.MustCompile(`қолданысқа енгізілу тәртібін (\S+(?: \S+){0,3}?) қараңыз|қолданысқа енгізілу тәртібі (\S+) қараңыз`),
		forms: []form{
			{AfterPublication, regexp.MustCompile(after + `(?:күнтізбелік )?` + n + ` (?:күнтізбелік )?` + unit + ` өткен (?:соң|күннен бастап)`)},
			{AfterPublication, regexp.MustCompile(kkPublished + `ған күнінен кейінгі (?P<next>күн)(?:нен| бастап)+`)},
			{AfterPublicationAmbiguous, regexp.MustCompile(kkPublished + `(?:ған күнінен|ған күннен) бастап (?:күнтізбелік )?` + n + ` (?:күнтізбелік )?` + unit + ` өткен соң`)},
			{Publication, regexp.MustCompile(kkPublished + `(?:ған күнінен|ған күннен|ғанынан) бастап`)},
			{Signing, regexp.MustCompile(`қол қойыл(?:ған күнінен|ған күннен|ғанынан) бастап`)},
			{OnDate, regexp.MustCompile(`(?P<date>` + kkDate + `) бастап`)},
		},
		filler: regexp.MustCompile(`^(?:осы|бұл|қаулы(?:сы)?|бұйрық|бұйрығы|заң|шешім|жарлық|қолданысқа|күшіне|енгізіледі|енеді|енгізілсін|енсін|және|ол|өзінің|оның|тиіс|ж)$`),
		number: kazakhNumber,
	}
}

// kkException is "… бастап қолданысқа енгізілетін 2-тармақты қоспағанда": the
// exception stands before the rule, and its own rule before it.
var kkException = regexp.MustCompile(`(?:қолданысқа енгізілетін|күшіне енетін) ((?:[^,]|, ?\d)+?) қоспағанда,?`)

func kazakhExceptions(g *grammar, whole, s source) ([]Exception, source, bool) {
	var out []Exception
	for range 8 {
		m := kkException.FindStringSubmatchIndex(s.low)
		if m == nil {
			break
		}
		e := Exception{Text: whole.text(m[2], m[3]), Provisions: kazakhProvisions(s.low[m[2]:m[3]])}
		head := s
		head.low = s.low[:m[0]]
		rule, rest, ok := g.rule(whole, head)
		if !ok {
			return nil, s, false
		}
		e.Entry = rule
		out = append(out, e)
		s.low = rest.low + s.low[m[0]:]
		s.blank(m[0], m[1])
	}
	return out, s, !strings.Contains(s.low, "қоспағанда")
}

var kkProvision = regexp.MustCompile(`((?:\d+(?:-\d+)?(?:, | және |-))*\d+(?:-\d+)?)[)-] ?(тармақша|тармақ|бап)(` + kk + `*)`)

// kazakhProvisions reads "2-тармақты", "1, 2 және 3-тармақтарды" and
// "3-тармақтың 2) тармақшасын"; nothing where any part is not understood.
func kazakhProvisions(s string) []string {
	prefix := ""
	var out []string
	for _, m := range kkProvision.FindAllStringSubmatch(s, -1) {
		numbers := expand(strings.NewReplacer(" және ", ", ").Replace(m[1]))
		if len(numbers) == 0 {
			return nil
		}
		name := map[string]string{"тармақ": "point", "тармақша": "subpoint", "бап": "article"}[m[2]]
		genitive := strings.HasSuffix(m[3], "ның") || strings.HasSuffix(m[3], "нің") || strings.HasSuffix(m[3], "тың") || strings.HasSuffix(m[3], "тің") || strings.HasSuffix(m[3], "дың") || strings.HasSuffix(m[3], "дің")
		if genitive && len(numbers) == 1 {
			prefix += name + "_" + numbers[0] + "__"
			continue
		}
		for _, n := range numbers {
			out = append(out, prefix+name+"_"+n)
		}
		if name != "subpoint" {
			prefix = ""
		}
	}
	return out
}
