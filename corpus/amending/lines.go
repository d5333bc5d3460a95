package amending

import (
	"strings"
	"unicode/utf8"

	"tizbe/corpus"
	"tizbe/corpus/citation"
	"tizbe/corpus/numerals"
	"tizbe/corpus/pattern"
	"tizbe/corpus/reading"
)

// A line is one paragraph of the source, or several that make one sentence.
type line struct {
	no    int
	text  string // as published
	low   string // folded
	kind  corpus.Kind
	point bool // opens a numbered point of the act or of an annex
	annex int  // ordinal of the annex, 0 for the body
}

// linesOf flattens what the reader of acts made of the text.
func linesOf(d *reading.Document) []line {
	var out []line
	annex := 0
	for p, up := range d.Root.All() {
		if p.Kind == corpus.KindList {
			annex++
		}
		if strings.TrimSpace(p.Text) == "" {
			continue
		}
		in := annex
		if len(up) < 2 || up[1].Kind != corpus.KindList {
			in = 0
		}
		l := line{no: d.Source[p.EID], text: p.Text, kind: p.Kind, point: p.Kind == corpus.KindPoint || p.Kind == corpus.KindArticle, annex: in, low: numerals.Fold(p.Text).S}
		// A number of the act's own was at times put on a line by itself.
		if n := len(out) - 1; n >= 0 && out[n].annex == l.annex && numberStart.MatchString(l.low) && brokenDate.MatchString(out[n].low) {
			out[n].text, out[n].low = out[n].text+" "+l.text, out[n].low+" "+l.low
			continue
		}
		out = append(out, l)
	}
	return out
}

var (
	brokenDate  = pattern.New(`(?:\d{4} ?(?:жылғы|ж\.) \d{1,2} \p{L}+|(?:^| )от \d{1,2} \p{L}+ \d{4} ?(?:года|г\.))$`)
	numberStart = pattern.New(`^(?:№|n) ?\d`)

	tombstone = pattern.New(`^(?:\d+(?:-\d+)*[.)] ?)?(?:секретно\. )?(?:\( ?)?(?:(?:пункт|подпункт|абзац|статья|глава|раздел|приложение) [\d-]+\)? |[\d-]+\)?[- ](?:тармақ|тармақша|бап|тарау|қосымша)(?:тың|тің|ның|нің)? )?(?:күші жойыл(?:ды|ған)|күшін жойды|алып тасталды|алынып тасталды|утратил[аио]? силу|исключен[аоы]?) ?(?:-|–|постановлени|приказ|закон|указ|решени|қр |в соответствии|\.|;|$)`)
	withheld  = pattern.New(`^(?:\d+(?:-\d+)*[.)] ?)?(?:[("«*]* ?(?:қызмет бабында(?: пайдалану үшін)?|для служебного пользования|дсп|қбпү?|(?:өте )?құпия|(?:совершенно )?секретно|баспасөзде жарияланбайды|жариялануға жатпайды|жариялауға жатпайды|жарияланбайды|не для печати|не подлежит опубликованию|не публикуется|без опубликования в печати) ?[)"».;,*]* ?)+$`)
	// Behind a clause: its new wording is not for the public.
	withheldText = pattern.New(`\([^()]*(?:для служебного пользования|дсп|қызмет бабында пайдалану үшін|қбпү?)[^()]*\)`)
	editorial    = pattern.New(`^(?:ескерту\.|сноска\.|\S{2,12}-[ндт][ыі]ң ескертпесі|примечание (?:изпи|рцпи|редакции))`)

	// A publisher's note names the act that made the change.
	publisher = pattern.New(`\d{2}\.\d{2}\.\d{4}|\d{4} (?:жылғы|ж\.)|\d{4} ?(?:года|г\.)|№|редакция|өзгеріс|толықтыр|изменени|дополнен|күші жойыл|утратил`)

	amendingWords = pattern.New(`толықтырылсын|(?:алып|алынып) тасталсын|редакция(?:да|дан) жазылсын|ауыстырылсын|күш(?:і|ін) жой(?:ылды|ған|ылған) деп|тоқтатыла тұрсын|(?:өзгеріс|толықтыру).* енгізілсін|күші(?:н)? жойылсын|құрамына .*енгізілсін|шығарылсын|мыналар енгізілсін|`+
		`дополни(?:ть|в)|исключи(?:ть|в)|изложи(?:ть|в)|замени(?:ть|в)|утратившим|приостановить|внести .*(?:изменени|дополнени)|(?:^|[.)] )отменить|ввести в |вывести (?:из|:)|(?:^|[.)] )(?:ввести|вывести):`).
		Having("тырылсын", "тасталсын", "жазылсын", " деп", "тұрсын", "енгізілсін", "жойылсын", "шығарылсын", "дополни", "исключи", "изложи", "замени", "утратив", "приостанов", "внести", "отменить", "ввести", "вывести")
	renames  = pattern.New(`қайта аталсын|(?:^|[.)] )переименовать`)
	approves = pattern.New(`(?:өзгеріс|толықтыру)\p{L}*.* бекітілсін\.?$|^(?:\d+\. )?утвердить .*(?:изменени|дополнени)`)
	// Its own act stands at the head of the sentence, or behind the exception.
	holding = pattern.New(`(?:осы|бұл|настоящ\p{L}+) (?:\p{L}+ )?(?:қаулы|бұйры|жарлы|заң|шеш|өкім|кодекс|постановлени|приказ|указ|закон|решени|распоряжени).*(?:қолдан|әрекет|күш|действ|сил)`)
	entry   = pattern.New(`(?:осы|бұл) (?:\p{L}+ )?(?:қаулы|бұйры|жарлы|заң|шеш|өкім|кодекс).*(?:қолданысқа енгізіл(?:еді|сін)|күшіне ен(?:еді|сін|гізіледі)|қолданысқа енеді)|`+
		`настоящ\p{L}+ (?:\p{L}+ )?(?:постановлени|приказ|указ|закон|решени|распоряжени|кодекс).*(?:ввод(?:ится|ятся) в действие|вступа(?:ет|ют) в (?:законную )?силу|вступа(?:ет|ют) в действие)`).
		Having("қолданысқа ен", "күшіне ен", "в действие", "силу")
	dangles = pattern.New(`[;:] ["«]$`)

	// The mark of approval of an annex, broken into paragraphs.
	approvalPart = pattern.New(`^(?:қазақстан республикасы(?:ның)?|үкіметінің|\d{4} жылғы \d{1,2} \p{L}+(?:дағы|дегі|тағы|тегі)(?: (?:№|n) ?\S+ қаулысы(?:на|мен))?|(?:№|n) ?\S* ?қаулысы(?:на|мен)|[\d-]*қосымша|бекітілген|` +
		`приложение(?: ?№? ?[\d-]+)?|к постановлению правительства|правительства|республики казахстан|от \d{1,2} \p{L}+ \d{4} года(?: (?:№|n) ?\S+)?|(?:№|n) ?\S*|утвержден[аоы]?|постановлением правительства)$`)

	introduces = pattern.New(`(?:өзгеріс|толықтыру)\p{L}*(?: (?:мен|пен) (?:өзгеріс|толықтыру)\p{L}*)? енгізілсін|^внести .*(?:изменени|дополнени)`)

	numbering = pattern.New(`^(?:(\d{1,3}(?:-\d+)*)([.)])|(\d+(?:-\d+)*)-бап\.|статья (\d+(?:-\d+)*)\.|[-–•])(?: |$)`)
)

// unnumbered cuts the number of the amending act's own off a sentence, and
// returns it with its mark: "1)", "2.". In Kazakh "2) тармақша" is no number
// but a target.
func unnumbered(c cut) (cut, string) {
	m := numbering.FindStringSubmatchIndex(c.S)
	if m == nil {
		return c, ""
	}
	mark := strings.TrimSpace(c.S[m[0]:m[1]])
	i := 0
	for i < c.n() && c.tok(i).Start < m[1] {
		i++
	}
	if strings.HasSuffix(mark, ")") && c.lang == corpus.Kazakh {
		if st, next := c.StepAt(0, c.lang); next > 0 && st.Level == citation.Subpoint && len(st.Nums) > 0 {
			return c, ""
		}
	}
	if i == c.n() {
		return cut{lang: c.lang}, mark
	}
	if strings.HasSuffix(mark, ")") && c.tok(i).Is("және", "мен", "пен", "бен", "и", ",", "–") {
		return c, "" // the first of a list
	}
	return cut{citation.Of(c.Slice(m[1], len(c.S))), c.lang}, mark
}

// opens reports whether a paragraph begins with a quotation mark.
func opens(s string) bool {
	s = strings.TrimSpace(s)
	return strings.HasPrefix(s, "«") || strings.HasPrefix(s, `"`) || strings.HasPrefix(s, "“") || strings.HasPrefix(s, "„")
}

// closed cuts the closing mark and the punctuation behind it off a paragraph;
// ok is false where it does not end in one.
func closed(s string) (inner string, ok bool) {
	t := strings.TrimRight(s, " ;.,\u00a0")
	for _, q := range [...]string{"»", `"`, "”"} {
		if in, ok := strings.CutSuffix(t, q); ok {
			return in, true
		}
	}
	return s, false
}

// unopened cuts the opening mark off.
func unopened(s string) string {
	s = strings.TrimSpace(s)
	if opens(s) {
		_, n := utf8.DecodeRuneInString(s)
		s = strings.TrimSpace(s[n:])
	}
	return s
}

// balance returns how many quotations more open than close in the paragraph,
// given how many are open before it; straight tells which marks count.
func balance(s string, depth int, straight bool) int {
	f := numerals.Fold(s).S
	for i := 0; i < len(f); {
		_, n := utf8.DecodeRuneInString(f[i:])
		depth += citation.MarkOf(f, i, depth, straight)
		i += n
	}
	return depth
}

// straight reports whether the first quotation mark of the text is straight.
func straight(s string) bool {
	f := numerals.Fold(s).S
	i := strings.IndexAny(f, `"«»`)
	return i >= 0 && f[i] == '"'
}
