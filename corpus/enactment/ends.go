//go:build !page

package enactment

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"tizbe/corpus"
	"tizbe/corpus/citation"
	"tizbe/corpus/numerals"
	"tizbe/corpus/pattern"
)

// A wordsOfEnd is one wording of an end. Its named groups are date; incl and
// incl2, the words that take the day in; n and unit, with public or signing where a term
// is counted from those; since, the first day where the wording states both; year,
// the end of which is meant.
type wordsOfEnd struct {
	kind EndKind
	re   *pattern.Regexp
	of   corpus.Lang // where the words take in what they are about
}

// Terms longer than this are none, in days.
const maxTerm = 36_600

// A foundEnd stands at [from, to) of its sentence.
type foundEnd struct {
	end      End
	since    Rule // where the wording states the first day too
	from, to int
}

// nextEnd is anEnd of a text that may have none.
func (g *grammar) nextEnd(t numerals.Text, forms []wordsOfEnd) (best foundEnd, some, ok bool) {
	if !slices.ContainsFunc(g.endWords, func(w string) bool { return strings.Contains(t.S, w) }) {
		return foundEnd{}, false, true
	}
	return anEnd(t, forms)
}

// anEnd finds the first end in a text: one that can be read before one that
// says no day. ok is false where a date or number in it is none.
func anEnd(t numerals.Text, forms []wordsOfEnd) (best foundEnd, some, ok bool) {
	best, ok = foundEnd{from: -1}, true
	for _, f := range forms {
		m := f.re.FindStringSubmatchIndex(t.S)
		if m == nil || best.from >= 0 && (f.kind == EndUnread || m[0] > best.from || m[0] == best.from && m[1] <= best.to) {
			continue
		}
		best, ok = f.read(t, m)
	}
	return best, best.from >= 0, ok
}

func (f wordsOfEnd) read(t numerals.Text, m []int) (out foundEnd, ok bool) {
	group := func(name string) string {
		i := f.re.SubexpIndex(name)
		if i < 0 || m[2*i] < 0 {
			return ""
		}
		return t.S[m[2*i]:m[2*i+1]]
	}
	out = foundEnd{end: End{Kind: f.kind, Text: trimmed(t.Source(m[0], m[1]))}, from: m[0], to: m[1]}
	switch f.kind {
	case EndUnread:
		// Of parts that the words themselves name it cannot be the end of all.
		refs, _ := citation.Of(t.Slice(m[0], m[1])).Refs(corpus.Kazakh)
		return out, f.of != corpus.Kazakh || len(refs) == 0
	case EndTerm:
		out.end.N, out.end.Unit, ok = term(group("n"), group("unit"))
		switch {
		case group("public") != "":
			out.end.From = Publication
		case group("signing") != "":
			out.end.From = Signing
		}
		return out, ok && out.end.days() <= maxTerm
	}
	if y := group("year"); y != "" {
		n, _ := strconv.Atoi(y)
		out.end.Date = corpus.NewDate(n, time.December, 31)
		return out, n > 0
	}
	if out.end.Date, ok = wholeDate(group("date")); !ok {
		return out, false
	}
	if f.kind == EndUntil && group("incl")+group("incl2") != "" {
		out.end.Kind = EndThrough
	}
	if w := group("since"); w != "" {
		out.since = Rule{Kind: OnDate, Text: out.end.Text}
		out.since.Date, ok = wholeDate(w)
	}
	return out, ok
}

// days is about how long the term is.
func (e End) days() int {
	switch e.Unit {
	case Months:
		return 30 * e.N
	case Years:
		return 365 * e.N
	}
	return e.N
}

// trimmed takes the words that only join a formula to what stands before it
// away.
func trimmed(s string) string {
	s = strings.Trim(s, " ,;.")
	for _, w := range [...]string{"и ", "а также ", "және "} {
		s = strings.TrimPrefix(s, w)
	}
	return s
}

// wholeDate reads a text that is one date and nothing else.
func wholeDate(s string) (d corpus.Date, ok bool) {
	d, from, to, ok := numerals.FindDate(s)
	return d, ok && from == 0 && strings.Trim(s[to:], " г.ж") == ""
}

const (
	ruIncluded = `(?P<incl>,? ?\(?включительно\)?)`
	ruHolds    = `(?:временно )?(?:действу(?:ет|ют)|применя(?:ется|ются)|подлеж(?:ит|ат) применению|наход(?:ится|ятся) в действии|оста(?:ется|ются) в силе|сохраня(?:ет|ют) (?:свое )?действие)(?: временно)?`
	ruNumber   = `(?:од(?:ин|на|но|ного|ной|ну)|дв(?:а|е|ух)|тр(?:и|ех)|четыр(?:е|ех)|пят(?:ь|и)|шест(?:ь|и)|сем(?:ь|и)|вос(?:емь|ьми)|девят(?:ь|и)|десят(?:ь|и)|\p{L}+надцат(?:ь|и)|двадцат(?:ь|и)|тридцат(?:ь|и)|сорока?|\p{L}+десят(?:и)?|девяност[оа]|ст[оа]|двести|двухсот|триста|трехсот)`
	ruLasts    = `(?:(?P<n>\d+(?: ?\(\p{L}+(?: \p{L}+){0,3}\))?|` + ruNumber + `(?: ` + ruNumber + `){0,2}) )?(?:календарн\p{L}+ )?(?P<unit>дн(?:ей|я)|день|месяц(?:ев|а)?|год(?:а|у)?|лет|недел(?:и|ь|ю))`
	ruCounted  = `(?:,? (?:начиная )?(?:со дня|с даты|с момента) (?:(?:его|ее|их) )?(?:введения (?:(?:его|ее|их) )?в действие|вступления (?:(?:его|ее|их) )?в (?:законную )?силу|(?P<public>` + ruPublished + `)|(?P<signing>(?:подписания|принятия)))(?: ` + ruSubject + `)?)?`
	ruJoin     = `,? ?(?:и |а также )?`
)

// ruEnds are the Russian wordings: of an act or a sentence about a part of it
// with "", of an exception with the relative pronoun.
func ruEnds(holds string) []wordsOfEnd {
	return []wordsOfEnd{
		{EndUntil, pattern.New(ruJoin + holds + `(?: со? (?P<since>` + ruDate + `))? до (?P<date>` + ruDate + `)` + ruIncluded + `?`), ""},
		{EndThrough, pattern.New(ruJoin + holds + `(?: со? (?P<since>` + ruDate + `))? по (?P<date>` + ruDate + `)` + ruIncluded + `?`), ""},
		{EndThrough, pattern.New(ruJoin + holds + ` до (?:конца|окончания) (?P<year>\d{4}) года`), ""},
		{EndTerm, pattern.New(ruJoin + holds + ` (?:в течение |на протяжении |сроком на |на срок )?` + ruLasts + ruCounted), ""},
		{EndUnread, pattern.New(ruJoin + holds + ` (?:до|по|в течение|на период|на время|на срок|сроком)[^.;]+`), ""},
	}
}

// ruStops are the wordings by which an act stops, and those without a verb.
func ruStops() []wordsOfEnd {
	const stops = `(?:(?:прекраща(?:ет|ют)|прекрат(?:ит|ят)) (?:свое )?действие|утрачива(?:ет|ют) силу|утрат(?:ит|ят) силу|теря(?:ет|ют) силу)`
	const validity = `срок\p{L}* (?:его |их )?действия(?: ` + ruSubject + `)?(?: (?:–|-))?(?: (?:истекает|заканчивается|устанавливается|составляет|установить|ограничивается))?`
	return []wordsOfEnd{
		{EndFrom, pattern.New(ruJoin + stops + ` со? (?P<date>` + ruDate + `)`), ""},
		{EndFrom, pattern.New(ruJoin + `со? (?P<date>` + ruDate + `) ` + stops), ""},
		{EndOn, pattern.New(ruJoin + stops + ` (?P<date>` + ruDate + `)`), ""},
		{EndOn, pattern.New(ruJoin + `(?P<date>` + ruDate + `) ` + stops), ""},
		{EndTerm, pattern.New(ruJoin + stops + ` (?:по истечении|через) ` + ruLasts + ruCounted), ""},
		{EndTerm, pattern.New(ruJoin + `(?:по истечении|через) ` + ruLasts + ruCounted + ` ` + stops), ""},
		{EndUntil, pattern.New(ruJoin + validity + ` до (?P<date>` + ruDate + `)` + ruIncluded + `?`), ""},
		{EndThrough, pattern.New(ruJoin + validity + ` по (?P<date>` + ruDate + `)` + ruIncluded + `?`), ""},
		{EndOn, pattern.New(ruJoin + validity + ` (?P<date>` + ruDate + `)`), ""},
		{EndTerm, pattern.New(ruJoin + validity + ` (?:в течение |на |в )?` + ruLasts + ruCounted), ""},
		{EndUntil, pattern.New(ruJoin + `(?:на срок|сроком(?: действия)?) до (?P<date>` + ruDate + `)` + ruIncluded + `?`), ""},
		{EndThrough, pattern.New(ruJoin + `(?:на срок|сроком(?: действия)?) по (?P<date>` + ruDate + `)` + ruIncluded + `?`), ""},
		{EndTerm, pattern.New(ruJoin + `(?:на срок|сроком(?: действия)?)(?: на| в)? ` + ruLasts + ruCounted), ""},
	}
}

// ruAfter is the end that follows the first day: вводится в действие с 1
// января 2026 года по 31 декабря 2026 года.
var ruAfter = []wordsOfEnd{
	{EndUntil, pattern.New(`^,? ?(?:и )?до (?P<date>` + ruDate + `)` + ruIncluded + `?`), ""},
	{EndThrough, pattern.New(`^,? ?(?:и )?по (?P<date>` + ruDate + `)` + ruIncluded + `?`), ""},
}

const (
	kkIncluded = `(?P<incl>,? ?\(?қоса алған(?:да|ға|ын)\)?,?)`
	kkNumber   = `(?:бір|екі|үш|төрт|бес|алты|жеті|сегіз|тоғыз|он|жиырма|отыз|қырық|елу|алпыс|жетпіс|сексен|тоқсан|жүз)`
	kkLasts    = `(?:күнтізбелік )?(?P<n>\d+(?: ?\(\p{L}+(?: \p{L}+){0,3}\))?|` + kkNumber + `(?: ` + kkNumber + `){0,3}) (?:күнтізбелік )?(?P<unit>күн|ай|жыл|апта)`
	kkCounted  = `(?:(?:(?:оның|өзінің|осы \p{L}+) )?(?:қолданысқа енгізілген (?:күннен|күнінен|кезден|сәттен)|қолданысқа енгізілгеннен|күшіне енген күн(?:нен|інен)|(?P<public>` + kkPublished + kkFromDay + `)|(?P<signing>(?:қол қойылған|қабылданған) күн(?:нен|інен)))(?: бастап| кейін)? ?(?:күнтізбелік )?)?`
	kkJoin     = `,? ?(?:және )?(?:уақытша )?`
)

// kkEnds are the Kazakh wordings with a verb that says how long it holds.
func kkEnds(holds string) []wordsOfEnd {
	return []wordsOfEnd{
		{EndUntil, pattern.New(kkJoin + `(?:(?P<since>` + kkDate + `) бастап,? (?:және )?)?(?P<date>` + kkDate + `) ?(?:` + kkIncluded + ` )?дейін(?:гі)?(?P<incl2>,? ?\(?қоса алғанда\)?,?)?(?: мерзімде| мерзімге| аралығында| кезеңде)? (?:уақытша )?` + holds), ""},
		{EndThrough, pattern.New(kkJoin + `(?:(?P<since>` + kkDate + `) бастап,? (?:және )?)?(?P<date>` + kkDate + `) ?(?:дейін,? ?\(қоса алғанда\)|дейін,? қоса алғанда|,? ?\(?қоса алғанда\)?),?(?: мерзімде| аралығында)? ` + holds), ""},
		{EndThrough, pattern.New(kkJoin + `(?P<year>\d{4}) (?:жылдың|жылғы) (?:соңына|аяғына) дейін ` + holds), ""},
		{EndOn, pattern.New(kkJoin + `(?P<since>` + kkDate + `) (?:мен|пен|бен) (?P<date>` + kkDate + `) аралығында(?:ғы кезеңде)? ` + holds), ""},
		{EndTerm, pattern.New(kkJoin + kkCounted + kkLasts + `(?: ішінде| бойы| мерзімге| мерзімде| мерзім ішінде) (?:уақытша )?` + holds), ""},
		{EndUnread, pattern.New(`(?:^|,? ?және )[^.;,«»"]+? (?:дейін|кезеңінде|кезеңде|ішінде|мерзімге|мерзімде) ` + holds), corpus.Kazakh},
	}
}

// kkStops are the Kazakh wordings by which an act stops.
func kkStops() []wordsOfEnd {
	const stops = `(?:(?:өз |өзінің )?(?:қолданысын|қолданылуын|әрекетін) тоқтатады|қолданысы (?:тоқтатылады|тоқтайды|аяқталады)|күшін жояды|күші жойылады|күшін жойған болып (?:табылады|есептеледі))`
	const validity = `(?:оның )?(?:қолданыл(?:у|удың)|қолданыста болу|әрекет ету) мерзімі(?: –| -)?`
	return []wordsOfEnd{
		{EndFrom, pattern.New(kkJoin + `(?P<date>` + kkDate + `) (?:күннен )?бастап ` + stops), ""},
		{EndOn, pattern.New(kkJoin + `(?P<date>` + kkDate + `) ` + stops), ""},
		{EndTerm, pattern.New(kkJoin + kkCounted + kkLasts + kkPassed + ` ` + stops), ""},
		{EndUntil, pattern.New(kkJoin + validity + ` (?P<date>` + kkDate + `) ?(?:` + kkIncluded + ` )?дейін(?: (?:белгіленеді|белгіленсін|болады))?`), ""},
		{EndTerm, pattern.New(kkJoin + validity + ` ` + kkCounted + kkLasts + `(?: болып)?(?: (?:белгіленеді|белгіленсін|құрайды|болады))?`), ""},
	}
}
