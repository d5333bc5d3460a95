package reading

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tizbe/corpus/pattern"
)

// lookAlike gives, for a small Latin letter that stands in Cyrillic words of
// official texts, the Cyrillic letter meant ("күшiне енедi" is typed with
// Latin i), and a space for other blanks.
func lookAlike(r rune) rune {
	switch r {
	case 'a':
		return 'а'
	case 'c':
		return 'с'
	case 'e':
		return 'е'
	case 'h':
		return 'һ'
	case 'i':
		return 'і'
	case 'k':
		return 'к'
	case 'o':
		return 'о'
	case 'p':
		return 'р'
	case 'x':
		return 'х'
	case 'y':
		return 'у'
	case '\u00a0', '\t':
		return ' '
	}
	return r
}

// fold returns the text as marks are compared: lower case, without quotes,
// single spaces, look-alike letters made Cyrillic. Only recognition uses it;
// the text stays as published.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := true
	for _, r := range s {
		r = lookAlike(unicode.ToLower(r))
		switch r {
		case ' ':
			if !space {
				b.WriteByte(' ')
			}
			space = true
			continue
		case '«', '»', '"', '“', '”', '„', '‟':
			continue
		}
		space = false
		b.WriteRune(r)
	}
	return strings.TrimSuffix(b.String(), " ")
}

// head returns about the first n bytes: marks at the start of a paragraph
// need no more, and an act may hold long paragraphs.
func head(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

var (
	// A part of a number has at most three digits: 24.09.2025 is a date.
	pointMark    = pattern.New(`^(\d{1,3}(?:[-.]\d{1,3})*)\.(?:[\s\x{a0}]|$|[\p{Lu}«"“])`)
	subpointMark = pattern.New(`^(\d{1,3}(?:-\d{1,3})*|\p{L})\)`)

	articleMark = pattern.New(`^(?:(\d+(?:-\d+)*)-бап|статья (\d+(?:-\d+)*))(\.|$)`)
	chapterMark = pattern.New(`^(?:(\d+(?:-\d+)*)-тарау|глава (\d+(?:-\d+)*))(\.|$)`)
	sectionMark = pattern.New(`^(?:(\d+(?:-\d+)*|[ivxlіхv]+)-бөлім|раздел (\d+(?:-\d+)*|[ivxlіхv]+))(\.|$)`)
	markedHead  = pattern.New(`^(?:(\d+(?:-\d+)*)-(бап|тарау|бөлім)|(статья|глава|раздел) (\d+(?:-\d+)*))(?:[^\p{L}]|$)`)
	paragraphNo = pattern.New(`^(?:\d+-параграф|параграф \d+)(\.|$)`)

	editorialMark = pattern.New(`^[^\p{L}\p{N}]{0,4}(?:ескерту(?:\.|:|$)|сноска(?:\.|:|$)|\S{2,12}-[ндт][ыі]ң ескертпесі)`)
	editorialRu   = pattern.New(`^[^\p{L}\p{N}]{0,4}Примечание[\s\x{a0}]+(?:\p{Lu}{2,}|редакции)`)
	noteMark      = pattern.New(`^(?:ескертпе(?:лер)?|примечани[ея]) ?[:.]`)

	referenceMark = pattern.New(`(?:^қазақстан республикасы\S* .{0,90}(?:заңы|кодексі|қаулысы|бұйрығы|жарлығы) \d{4} жылғы .*№.*|(?:қаулысы|бұйрығы|жарлығы|заңы|өкімі|шешімі)\.?|^(?:постановление|приказ|указ|закон|распоряжение|решение) .*)$`)
	yearMark      = pattern.New(`\d{4} (?:жылғы|года)`)

	approvalKk = pattern.New(`^қазақстан республикасы(?:ның)?(?: .{0,90}\p{L}(?:ның|нің|дың|дің|тың|тің))?(?: \d{4} жылғы.{0,60})?(?: № ?\S*)?(?: (?:қаулысы|бұйрығы|жарлығы|шешімі|өкімі|заңы|кодексі)\S*)?(?: [\d-]*қосымша| бекітілген)?$`)
	approvalRu = pattern.New(`^(?:утвержден[аоы]?|приложение(?: ?№? ?[\d-]+)?)(?:$| (?:к )?(?:постановлени|приказ|указ[ау]?(?: |$)|указом(?: |$)|решени|правительств|распоряжени|закону|кодексу|правилам|перечню|положению|инструкции|методике|стандарту|регламенту|требованиям|порядку|уставу|плану|программе).*$)`)
	approvalIn = pattern.New(`^(?:\d{4} жылғы .{0,60}|№ ?\S*(?: (?:қаулысы|бұйрығы|жарлығы|шешімі|өкімі)\S*)?(?: бекітілген| қосымша)?|бекітілген|[\d-]*қосымша|(?:үкіметінің|министрінің|төрағасының)(?: .{0,60})?|(?:к )?(?:постановлени|приказ|указ|закону|кодексу)\S*(?: .{0,80})?|(?:правительства )?республики казахстан(?: от .{0,60})?|от .{0,60}|\S*(?:қаулысы|бұйрығы)(?:мен|на)(?: бекітілген| қосымша)?)$`)

	signatory = pattern.New(`министр|президент|төраға|председател|әкім|аким|прокурор|басшы|руководител|директор|(?:^| )[\p{L}]\. ?(?:[\p{L}]\. ?)?\p{L}{3,}$`)
	ruleLine  = pattern.New(`^[_\-=*–—]{3,}$`)

	// The formula stands in capitals, at times letter-spaced.
	formulas = []string{
		"ҚАУЛЫЕТЕД", "ҚАУЛЫЕТЕМ", "БҰЙЫРАМЫН", "БҰЙЫРАДЫ", "ӨКІМЕТЕМ", "ШЕШІМҚАБЫЛДА", "ШЕШТІ", "ШЕШІМЕТТІ",
		"ПОСТАНОВЛЯЕТ", "ПОСТАНОВЛЯЮ", "ПОСТАНОВИЛ", "ПРИКАЗЫВА", "РЕШИЛ", "РАСПОРЯЖАЮСЬ",
	}
)

func endsIn(s, any string) bool {
	s = strings.TrimRight(s, " \u00a0")
	if s == "" {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(any, r)
}

// closed reports whether a paragraph may end here: a hard wrap stands in the
// middle of a sentence, never after these marks.
func closed(s string) bool { return endsIn(s, ".;:!?") }

func pointNumber(s string) string {
	if m := pointMark.FindStringSubmatch(head(s, 64)); m != nil {
		return m[1]
	}
	return ""
}

func subpointNumber(s string) string {
	if m := subpointMark.FindStringSubmatch(head(s, 64)); m != nil {
		return m[1]
	}
	return ""
}

func isEditorial(s string) bool {
	return editorialMark.MatchString(fold(head(s, 120))) || editorialRu.MatchString(s)
}

func isNote(s string) bool { return noteMark.MatchString(fold(head(s, 60))) }

// hasFormula reports whether the paragraph holds an enacting formula.
func hasFormula(s string) bool { return formulaAt(s) >= 0 }

// formulaAt returns the byte offset of the formula in s, or -1. The formula
// is written in capitals; in lower case it counts only as the last words
// before a colon.
func formulaAt(s string) int {
	var key strings.Builder
	var offs []int // of each byte of key
	for i, r := range s {
		if unicode.IsSpace(r) || r == '*' || r == '\u00a0' {
			continue
		}
		if unicode.IsUpper(r) {
			r = unicode.ToUpper(lookAlike(unicode.ToLower(r)))
		}
		n := key.Len()
		key.WriteRune(r)
		for range key.Len() - n {
			offs = append(offs, i)
		}
	}
	k := key.String()
	for _, f := range formulas {
		if i := strings.LastIndex(k, f); i >= 0 {
			return offs[i]
		}
	}
	low := strings.TrimRight(strings.ToLower(k), ":")
	if !strings.HasSuffix(k, ":") || len(low) > len(offs) {
		return -1
	}
	for _, f := range formulas {
		f = strings.ToLower(f)
		if i := strings.LastIndex(low, f); i >= 0 && len(low)-i <= len(f)+4 && i < len(offs) {
			return offs[i]
		}
	}
	return -1
}

func isReference(s string) bool {
	if len(s) > 600 {
		return false
	}
	f := fold(s)
	return yearMark.MatchString(f) && referenceMark.MatchString(f) && !hasFormula(s)
}

// approvalStart reports whether the paragraph opens the mark of approval of
// an annex (бекіту белгісі); approvalPart whether it carries one on.
func approvalStart(s string) bool {
	if len(s) > 400 || endsIn(s, ":;") || strings.HasPrefix(s, "«") || strings.HasPrefix(s, "\"") || strings.HasPrefix(s, "“") {
		return false
	}
	f := fold(s)
	return approvalKk.MatchString(f) || approvalRu.MatchString(f)
}

func approvalPart(s string) bool {
	return approvalStart(s) || len(s) <= 300 && approvalIn.MatchString(fold(s))
}

// approvalDone reports whether the mark of approval says no more: Kazakh puts
// these words last.
func approvalDone(s string) bool {
	f := fold(s)
	return strings.HasSuffix(f, "бекітілген") || strings.HasSuffix(f, "қосымша")
}

// wholeLine: a mark of approval on one line.
var wholeLine = pattern.New(`^(?:приложение(?: №? ?\d+(?:-\d+)*)? к \p{L}.*[^.;:]|\p{L}.*(?:на|не|ға|ге) (?:\d+(?:-\d+)*-)?қосымша)$`)

// maxMark bounds the paragraphs of one mark of approval.
const maxMark = 8

// wholeMark returns the index behind the whole mark of approval that text(i)
// opens, however many paragraphs of the n it was broken into; 0 where they do
// not make one. Kazakh ends it with its last words, Russian names the act.
func wholeMark(n, i int, text func(int) string) int {
	first := text(i)
	if !mayOpenMark(first) || !approvalStart(first) {
		return 0
	}
	kazakh := approvalKk.MatchString(fold(first))
	all, end := "", 0
	for j := i; j < n && j < i+maxMark; j++ {
		t := strings.TrimSpace(text(j))
		if j > i && (!approvalPart(t) || mayOpenMark(t) && approvalRu.MatchString(fold(t)) || pointNumber(t) != "") || endsIn(t, ".;:,") {
			break
		}
		all = strings.TrimSpace(all + " " + t)
		switch {
		case len(all) > 400:
			return end
		case kazakh && approvalDone(t):
			return j + 1
		case !kazakh && approvalNames.MatchString(fold(all)):
			end = j + 1
		}
	}
	return end
}

var approvalNames = pattern.New(`(?:постановлени|приказ|указ|решени|распоряжени|закон|кодекс)\S* .*(?:\d{4}|№)`)

// mayOpenMark is a quick look: few paragraphs begin as a mark does.
func mayOpenMark(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	switch unicode.ToLower(r) {
	case 'қ', 'у', 'п':
		r, _ = utf8.DecodeRuneInString(s[n:])
		switch unicode.ToLower(r) {
		case 'а', 'a', 'т', 'р', 't', 'p':
			return len(s) <= 400
		}
	}
	return false
}

func isSignature(p para) bool {
	if len(p.text) > 300 || endsIn(p.text, ".;:,") {
		return false
	}
	f := fold(p.text)
	return p.strong || signatory.MatchString(f) || f == "қазақстан республикасының" || f == "республики казахстан"
}

// isListTitle reports whether the title of an annex says that it is a list:
// Kazakh has the head noun last, Russian first.
func isListTitle(s string) bool {
	w := strings.Fields(strings.Trim(fold(s), ".:"))
	if len(w) == 0 {
		return false
	}
	last := w[len(w)-1]
	for _, n := range []string{"тізбе", "тізім", "номенклатура", "тізілім"} {
		if strings.HasPrefix(last, n) {
			return true
		}
	}
	switch w[0] {
	case "перечень", "список", "номенклатура", "реестр", "перечни":
		return true
	}
	return false
}
