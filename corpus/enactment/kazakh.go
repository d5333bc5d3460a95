//go:build !page

package enactment

import (
	"strings"
	"sync"

	"tizbe/corpus"
	"tizbe/corpus/citation"
	"tizbe/corpus/numerals"
	"tizbe/corpus/pattern"
)

const (
	kkDate = `(?:\d{4} ?(?:жылғы|жылдың|жыл|ж\.?) \d{1,2}(?:-(?:ші|шы))? ?\p{L}+|\d{1,2}\.\d{1,2}\.\d{4}(?: ?(?:жылдан|жылғы|ж\.?))?|\d{4}[.-]\d{2}[.-]\d{2}(?: ?(?:жылдан|жылғы|ж\.?))?)`
	// Publication, with what may stand before it.
	kkPublished = `(?:(?:оның|өзінің|олардың|ол) )?(?:(?:ең )?(?:алғашқы|алғаш|бірінші|тұңғыш) (?:рет )?)?(?:(?:мерзімді )?баспасөз(?:де|дерінде|де) )?(?:(?:ресми|бірінші|алғашқы) )?(?:түрде )?жариялан`
	kkFromDay   = `(?:ған күнінен|ған күннен|ған кезінен|ған кезден|ған сәттен|ған сәтінен|атын күнінен)`
	// State registration, with where it stands.
	kkRegistered = `(?:(?:қазақстан республикасы(?:ның)?|\p{L}+ облысы(?:ның)?|\p{L}+ қаласы(?:ның)?) )?(?:әділет (?:органдарында|органында|министрлігінде|департаментінде|басқармасында) )?мемлекеттік (?:тіркелген|тіркеуден өткен) (?:күнінен|күннен|кезден|сәттен) бастап`
	kkTerm       = `(?:күнтізбелік )?(?P<n>\d+(?: ?\(\p{L}+(?: \p{L}+){0,3}\))?|\p{L}+(?: \p{L}+){0,3}?) (?:күнтізбелік )?(?P<unit>күн|ай|жыл|апта)`
	kkPassed     = `(?: өткен соң| өткеннен кейін| өткеннен соң| өткенде| өткен кезде)`
	kkEntry      = `(?:қолданысқа енгізіл|қолданысқа ен)`
	kkForce      = `(?:(?:заңды )?күшіне ен(?:гізіл)?)`
)

// kkForms joins each rule with a verb in the forms given.
func kkForms(ending string) []form {
	var out []form
	for _, r := range []struct {
		kind Kind
		re   string
	}{
		{AfterPublication, kkPublished + `(?:` + kkFromDay + `|ғаннан|ғанынан|уынан) (?:кейін|кейінгі|соң) ` + kkTerm + kkPassed},
		{AfterPublicationAmbiguous, kkPublished + kkFromDay + ` бастап ` + kkTerm + kkPassed},
		{AfterPublicationAmbiguous, kkPublished + `(?:` + kkFromDay + `|ғаннан|ғанынан|уынан) (?:кейін|бастап) ` + kkTerm + ` өткен (?:күннен|күнінен|сәттен) бастап`},
		{Publication, kkPublished + `(?:` + kkFromDay + `|ғанынан|ғаннан|уынан) бастап`},
		{AfterPublication, kkPublished + `(?:ған күнінен|ған күннен) кейінгі (?:келесі )?(?P<next>күннен бастап|күнінен бастап|күні)`},
		{AfterPublication, kkPublished + `(?:ған күнінен|ған күннен) кейін`},
		{AfterPublicationAmbiguous, kkPublished + `(?:ғаннан|ғанынан|уынан) (?:кейін|соң)`},
		{AfterSigning, `(?:қол қойыл|қабылдан)` + kkFromDay + ` кейін ` + kkTerm + kkPassed},
		{Signing, `(?:(?:оған|ол) )?(?:қол қойыл|қабылдан)(?:` + kkFromDay + `|ғаннан|ғанынан) бастап`},
		{Registration, kkRegistered},
		{OnDate, `(?P<date>` + kkDate + `) (?:күннен )?бастап`},
		{OnDate, `(?P<date>\d{4} ?(?:жылғы|жылдың) \d{1,2} ?\p{L}+(?:да|де|та|те))`},
	} {
		out = append(out, form{r.kind, pattern.New(`(?P<rule>` + r.re + `),? (?:` + kkEntry + `|(?P<force>` + kkForce + `))` + ending)})
	}
	return out
}

const kkRelations = `(?:туында\p{L}+|пайда бол\p{L}+|қалыптас\p{L}+|орын ал\p{L}+) (?:құқықтық )?(?:қатынас|қарым-қатынас)тар(?:ға|ына) (?:де |да )?(?:қатысты )?`

// kkApplies is an application with the verb given.
func kkApplies(verb string) *pattern.Regexp {
	return pattern.New(`(?:(?:және )?(?:оның|өзінің) (?:қолданысы|әрекеті|күші) )?(?P<date>` + kkDate + `) ?(?P<word>бастап|дейін|кейін)? ?` + kkRelations + verb)
}

// kazakh is compiled at first use: most runs of the command read one language or none.
var kazakh = sync.OnceValue(func() *grammar {
	return &grammar{
		lang:         corpus.Kazakh,
		before:       true,
		see:          pattern.New(`^(?:\S+-(?:ның|нің) ескертпесі ?! ?)?(?:\p{L}+ )?қолданысқа енгізіл(?:у|уі|уінің|удің) (?:тәртіб|тәртіп)\p{L}* (?:осы \p{L}+ )?(.{1,80}?) (?:қараңыз|қара|көрсетілген|белгіленген)$`),
		main:         kkForms(`(?:еді|сін|ді|іледі|ілсін|(?:ілетін|етін) болып табылады)`),
		inner:        kkForms(`(?:етін|ілетін|ген|ілген)`),
		verb:         pattern.New(`қолданысқа ен|күшіне ен`),
		except:       pattern.New(`,? ?(?:қоспағанда|қоспай|алып тастағанда),?`),
		applies:      kkApplies(`(?:қолданылады|таралады|таратылады|тарайды|қолданысын таратады|қолданылсын|қолданысы таралады)`),
		innerApplies: kkApplies(`(?:қолданылатын|таралатын|таратылатын|тарайтын)`),
		relations:    pattern.New(`(?:\p{L}+ ){0,12}?(?:қатынас)тар(?:ға|ына)(?: \p{L}+){0,4}? (?:қолданылады|таралады|таратылады|тарайды|таратады)`),
		ends:         append(kkEnds(`(?:қолданылады|қолданылсын|қолданыста болады|әрекет етеді|күшінде болады|күшінде қалады|қолданысын сақтайды)`), kkStops()...),
		endWords:     []string{"дейін", "қоса алғанда", "ішінде", " бойы ", "мерзім", "кезең", "аралығында", "тоқтат", "тоқтай", "аяқтал", "күшін ж", "күші ж"},
		innerEnds:    kkEnds(`(?:қолданылатын|қолданыста болатын|әрекет ететін|күшінде болатын|күшінде қалатын)`),
		registered:   pattern.New(`\(?(?:(?:қазақстан республикасы(?:ның)?|\p{L}+ облысы(?:ның)?|\p{L}+ қаласы(?:ның)?) )?әділет (?:органдарында|органында|министрлігінде|департаментінде|басқармасында) (?P<date>\d{4} ?(?:жылғы|жылы|ж\.?) \d{1,2} ?\p{L}+)(?: (?:№|n) ?[\p{L}\d/-]+)?(?: болып)?(?: мемлекеттік)? тіркелді\)?`),
		publish:      pattern.New(`(?:және )?(?:(?:бұқаралық ақпарат құралдарында|баспасөзде|баспасөз беттерінде|ресми|түрде|міндетті) )*жариялан(?:уға (?:тиіс|жатады)|уы (?:тиіс|керек)|сын)`),
		filler:       pattern.New(`^(?:осы|бұл|бірлескен|конституциялық|қаулы|бұйрық|жарлық|заң|кодекс|шешім|өкім|нормативтік|және|ол|ал|сондай|ақ|ретте|сонымен|қатар)$`),
		act:          kkSubject,
		own:          pattern.New(`(?:осы|бұл) (?:қаулы|бұйры|жарлы|заң|кодекс|шеш|өкім)`),
		document:     pattern.New(`(?:(?:осы \p{L}+мен бекітілген|осы \p{L}+ға қосымшадағы|қоса беріліп отырған) )?(?:\p{L}+ ){0,2}?(?:тізбе|тізім|қағидалар|ереже|нұсқаулық)(?:нің|ның|дің|дың|тің|тың|ні|ны|ді|ды|і|ы)?(?: |$)`),
		place:        kkPlace,
		region:       kkRegion,
	}
})

// kkRegion returns what belongs to the exception: from the subject to
// "қоспағанда", or, where the verb came first, from the verb on.
func kkRegion(s string, m []int, g *grammar) (from, to int) {
	to = m[1]
	if i := kkFinite.FindAllStringIndex(s[:m[0]], -1); i != nil && !kkFinite.MatchString(s[m[1]:]) {
		return i[len(i)-1][1], to
	}
	if i := kkSubject.FindStringIndex(s); i != nil {
		from = i[1]
	}
	return min(from, m[0]), to
}

var (
	kkFinite  = pattern.New(`(?:қолданысқа енгізіл(?:еді|сін)|күшіне ен(?:еді|сін|гізіледі)|қолданысқа енеді),?`)
	kkSubject = pattern.New(`^(?:осы|бұл) (?:\p{L}+ )?(?:қаулы|бұйрық|жарлық|заң|кодекс|шешім|өкім)(?: |:)`)

	kkShort = pattern.New(`^(\d+(?:-\d+)*)-(т|б|тт|бб)\.?$`)
)

// kkPlace gives the place in the nominative: 2-тармақтан → 2-тармақ, 67-б. →
// 67-бап.
func kkPlace(t numerals.Text) string {
	if m := kkShort.FindStringSubmatch(t.S); m != nil {
		if strings.HasPrefix(m[2], "т") {
			return m[1] + "-тармақ"
		}
		return m[1] + "-бап"
	}
	c := citation.Of(t)
	refs, rest := c.Refs(corpus.Kazakh)
	if len(refs) == 0 || len(rest) > 0 {
		return ""
	}
	s := t.Source(0, len(t.S))
	for _, e := range [...]string{"тан", "тен", "дан", "ден", "нан", "нен", "да", "де", "та", "те"} {
		if cut, ok := strings.CutSuffix(s, e); ok {
			return cut
		}
	}
	return s
}
