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
	ruDate         = `(?:\d{1,2}(?:-?го)? \p{L}+ \d{4}(?: ?(?:года|г\.?))?|\d{1,2}\.\d{1,2}\.\d{4}(?: ?(?:года|г\.?))?|\d{4}[.-]\d{2}[.-]\d{2})`
	ruPublished    = `(?:(?:его|ее|их) )?(?:(?:первого|первоначального) )?(?:(?:его|ее|их) )?(?:официального )?опубликования(?: (?:его|ее|их))?(?: в (?:печати|средствах массовой информации|официальных изданиях|периодических печатных изданиях))?`
	ruTerm         = `(?:(?P<n>\d+(?: ?\(\p{L}+(?: \p{L}+){0,3}\))?|\p{L}+(?: \p{L}+){0,3}?) )?(?:календарн\p{L}+ )?(?P<unit>дн(?:ей|я)|месяц(?:ев|а)|года|лет|недел(?:и|ь))`
	ruRegistration = `(?:(?:его|ее|их) )?государственной регистрации(?: (?:его|ее|их))?(?: в (?:\p{L}+ )?(?:органах|органе|министерстве|департаменте|управлении) юстиции(?: (?:республики казахстан|\p{L}+ области|города \p{L}+))?)?`
	ruFrom         = `(?:со дня|с даты|с момента)`
	ruSubject      = `(?:настоящ\p{L}+ )?(?:постановлени\p{L}+|приказ\p{L}*|указ\p{L}*|закон\p{L}*|решени\p{L}+|распоряжени\p{L}+|кодекс\p{L}*)`
)

// ruForms joins each rule with a verb before it.
func ruForms(verb string) []form {
	var out []form
	for _, r := range []struct {
		kind Kind
		re   string
	}{
		{AfterPublicationAmbiguous, ruFrom + ` истечения ` + ruTerm + ` (?:после дня|после|` + ruFrom + `) ` + ruPublished},
		{AfterPublication, `по истечении ` + ruTerm + ` (?:после дня|после даты|после) ` + ruPublished},
		{AfterPublicationAmbiguous, `(?:по истечении|через) ` + ruTerm + ` (?:после дня|после|` + ruFrom + `) ` + ruPublished},
		{AfterPublication, `(?:(?:со дня|с даты), следующ(?:его|ей) за днем|на следующий день после(?: дня)?|после дня) ` + ruPublished},
		{AfterPublicationAmbiguous, `после ` + ruPublished},
		{Publication, `(?:` + ruFrom + `|в день) ` + ruPublished},
		{AfterSigning, `по истечении ` + ruTerm + ` после дня (?:(?:его|ее) )?(?:подписания|принятия)`},
		{Signing, `(?:` + ruFrom + `|в день) (?:(?:его|ее|их) )?(?:подписания|принятия)`},
		{Registration, ruFrom + ` ` + ruRegistration},
		{OnDate, `со? (?P<date>` + ruDate + `)`},
	} {
		out = append(out, form{r.kind, pattern.New(verb + `,? (?P<rule>` + r.re + `)`)})
	}
	return out
}

const ruReach = `(?:распространя(?:ется|ются|ет свое действие|ют свое действие)|применя(?:ется|ются)) (?:также )?на (?:(?:те|все|правовые|общественные|трудовые) )*(?:право)?отношения,? (?:возникш\p{L}+|возникающ\p{L}+|сложивш\p{L}+|имевш\p{L}+ место) (?:начиная )?(?P<word>со?|после|до) (?P<date>` + ruDate + `)`

// russian is compiled at first use: most runs of the command read one language or none.
var russian = sync.OnceValue(func() *grammar {
	return &grammar{
		lang:         corpus.Russian,
		see:          pattern.New(`^(?:примечание \p{L}+ ?! ?)?(?:порядок|срок|сроки) введения в действие(?: (?:настоящего|данного) \p{L}+)? (?:смотреть|смотри|см|указан|приведен|предусмотрен)\.? ?(?:в )?(.{1,80})$`),
		main:         ruForms(`(?:(?:ввод(?:ится|ятся) в действие|подлеж(?:ит|ат) введению в действие|ввести (?:` + ruSubject + ` )?в действие|вступа(?:ет|ют) в действие)|(?P<force>вступа(?:ет|ют) в (?:законную )?силу))`),
		inner:        ruForms(`(?:(?:,? ?котор\p{L}+ |,? ?срок введения \p{L}+ )?(?:ввод(?:ится|ятся) в действие|вступа(?:ет|ют) в (?:законную )?силу|вступа(?:ет|ют) в действие)|,? ?(?:вводим\p{L}+|введенн\p{L}+) в действие|,? ?вступающ\p{L}+ в (?:законную )?силу)`),
		verb:         pattern.New(`в действие|в (?:законную )?силу`),
		except:       pattern.New(`,? ?(?:за исключением|кроме|исключая)`),
		applies:      pattern.New(`(?:,? ?(?:и|а также) )?(?:(?:его|ее|их) действие |действие (?:его |ее |` + ruSubject + ` )|,? ?действие которого )?` + ruReach),
		innerApplies: pattern.New(`,? ?(?:действие которо\p{L}+|котор\p{L}+) ` + ruReach),
		relations:    pattern.New(`(?:(?:действие|и|а|также|его|ее) )*(?:распространя|применя)\p{L}+(?: свое действие)? (?:\p{L}+ )?на (?:\p{L}+ ){0,6}?(?:право)?отношени[^.;]*`),
		ends:         append(ruEnds(ruHolds), ruStops()...),
		endWords:     []string{"действу", "примен", "в действии", "в силе", "сохраня", "срок", "прекра", "утра", "теря"},
		innerEnds:    ruEnds(`(?:котор\p{L}+ )?(?:` + ruHolds + `|действующ\p{L}+)`),
		after:        ruAfter,
		registered:   pattern.New(`\(?зарегистрирован(?:о|а)?(?: \p{L}+){1,12} (?P<date>` + ruDate + `)(?: (?:под )?(?:№|n) ?[\p{L}\d/-]+)?\)?`),
		publish:      pattern.New(`(?:,? ?(?:и|а также) )?(?:подлеж(?:ит|ат) (?:\p{L}+ )*?опубликованию(?: в (?:печати|средствах массовой информации|официальных печатных изданиях|установленном \p{L}+ порядке))?|(?:официально )?опубликовать)`),
		filler:       pattern.New(`^(?:установить|что|настоящ(?:ее|ий|ая|ие)|совместн(?:ое|ый)|нормативное|конституционный|постановление|приказ|закон|кодекс|указ|решение|распоряжение|и|а|также|он|она|оно|они|при|этом)$`),
		own:          pattern.New(`настоящ\p{L}+ (?:постановлени|приказ|указ|закон|решени|распоряжени|кодекс)`),
		document:     pattern.New(`(?:(?:^| )(?:прилагаем\p{L}+|утвержденн\p{L}+ настоящим \p{L}+))?(?:^| )(?:переч(?:ень|ня)|список|списка|правил(?:а)?|положени[ея]|инструкци[ия])(?:,? утвержденн\p{L}+ настоящим \p{L}+,?| к настоящему \p{L}+)?`),
		act:          pattern.New(`^настоящ(?:ее|ий) (?:постановлени|приказ|указ|закон|решени|распоряжени|кодекс)`),
		place:        ruPlace,
		region:       ruRegion,
	}
})

// ruRegion returns what belongs to the exception: the rest of the sentence,
// or, where the exception comes first, all before the act and its verb.
func ruRegion(s string, m []int, g *grammar) (from, to int) {
	from, to = m[0], len(s)
	if x := ruAct.FindStringIndex(s[m[1]:]); x != nil && !ruBefore.MatchString(s[:m[0]]) {
		return from, m[1] + x[0]
	}
	// What is said of the whole act may follow the exception. Behind a
	// relative clause that no comma closes, an end is that of the parts.
	for _, x := range ruTail.FindAllStringSubmatchIndex(s[m[1]:], -1) {
		if x[2] < 0 || s[m[1]+x[0]] == ',' || !ruRelative.MatchString(s[m[1]:m[1]+x[0]]) {
			return from, m[1] + x[0]
		}
	}
	return from, to
}

var (
	ruAct    = pattern.New(`,? ?настоящ(?:ее|ий) \p{L}+ (?:ввод|вступа)`)
	ruBefore = pattern.New(`в действие|в (?:законную )?силу`)
	ruTail   = pattern.New(`,? (?:и|а также) (?:распространя|подлеж|(действует))`)

	ruRelative = pattern.New(`котор|вводим|вступающ`)

	ruShort = pattern.New(`^(?:п|пп|ст|пункт\p{L}*|подпункт\p{L}*|стать\p{L}+|абз|абзац\p{L}*)\.? ?\d`)
)

// ruPlace returns the place as the note has it.
func ruPlace(t numerals.Text) string {
	refs, rest := citation.Of(t).Refs(corpus.Russian)
	if !ruShort.MatchString(t.S) && (len(refs) == 0 || len(rest) > 0) {
		return ""
	}
	return strings.Trim(t.Source(0, len(t.S)), " ,;.")
}
