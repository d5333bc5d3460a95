package editorial

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"tizbe/corpus"
	"tizbe/corpus/citation"
	"tizbe/corpus/enactment"
	"tizbe/corpus/numerals"
	"tizbe/corpus/pattern"
)

const (
	// maxNote bounds a note that is read, in bytes; what is longer is no note.
	maxNote = 32 << 10
	// maxActs bounds the acts that one note may name.
	maxActs = 1000
	// maxBracket bounds how far the end of a bracket with a number in it is
	// sought, in bytes.
	maxBracket = 1000
)

var (
	headMark = pattern.New(`^[^\p{L}\p{N}]*(?:ескерту\p{L}* ?(?:[.:!]+|$)|сноска ?(?:[.:!]+|$)|\p{L}{2,12}-\p{L}{2,4} ескертпесі ?[!.:]*|примечание (?:изпи|рцпи|редакции|юр\p{L}*) ?[!.:]*) ?`)
	tombMark = pattern.New(`^[^\p{L}\p{N}]{0,3}(?:(\d{1,4}(?:[-.]\d{1,3})*|\p{L})[.)]+|(\d{1,4}(?:-\d{1,3})*)-(?:бап|тарау|бөлім)\.?|(?:статья|глава|раздел) (\d{1,4}(?:-\d{1,3})*)\.?)(?: \|)? ?(?:(?:секретно|құпия|для служебного пользования|қызмет бабында пайдалану үшін)\. ?)?`)
	tombWord = pattern.New(`^(?:[("]\s*)?(?:(?:тармақ|тармақша|бап|абзац|жол)\p{L}* )?(?:алып таста|алынып таста|күші жойыл|күшін жой|исключен|утратил|признан\p{L}* утратив|действовал|қолданыста бол|\d{2}\.\d{2}\.\d{4} дейін қолданыс|(?:пункт|подпункт|абзац|статья|глава|раздел) (?:\d+(?:-\d+)*\)? )?(?:исключен|утратил))`)
	excepts  = pattern.New(`за исключением|кроме|исключая|қоспағанда|қоспай`)
	tombRu   = pattern.New(`исключен|утратил|признан|действовал`)

	actDate = pattern.New(`(?:(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{4})[.](\d{1,2})[.](\d{1,2})\.?|(\d{4}) ?(?:жылғы|ж\.?) (\d{1,2}) ?(\p{L}+)|(\d{1,2}) (\p{L}+) (\d{4}))(?: ?(?:жылғы|года|жыл|ж\.|г\.))?,? ?(?:№|n|н) ?`)
	// The number: letters and figures with - / . between; a code of the body
	// may stand before it (№ ҚР ДСМ-175/2020).
	actNumber = pattern.New(`^(?:(?:қр|рк) )?[\p{L}\p{N}]+(?:[-/.–][\p{L}\p{N}]+)*`)
	// What may stand between the number and the bracket of an act.
	afterNumber = pattern.New(`^,? ?(?:\*\p{Nd}* ?)?(?:қрз|зрк|қ\.?р\.?з\.?)?(?: ?\p{L}+)? ?\(`)
	seriesEnd   = pattern.New(`^(?:қрз|зрк)$`)
)

// words are statements by the stems that make them, strongest first: a note
// on a change that is only planned names the change too.
var (
	wordsKk = []statement{
		{Planned, pattern.New(`көзделген|көзделеді|көзделіп`)},
		{Repealed, pattern.New(`күш(?:і|ін) жой`)},
		{Deleted, pattern.New(`(?:алып|алынып) таста`)},
		{Suspended, pattern.New(`тоқтатыл|тоқтата тұр`)},
		{Expired, pattern.New(`дейін (?:қолданыс|күшінде)|қолданыста бол|мерзімі (?:өтті|аяқтал)`)},
		{NewWording, pattern.New(`редакция`)},
		{Changed, pattern.New(`өзгер|түзет|ауыстыр`)},
		{Supplemented, pattern.New(`толықтыр`)},
	}
	wordsRu = []statement{
		{Planned, pattern.New(`предусм`)},
		{Repealed, pattern.New(`утрат\p{L}* силу|утративш\p{L}* силу|прекращен`)},
		{Deleted, pattern.New(`исключен[аоы]?(?:\P{L}|$)|исключить`)},
		{Suspended, pattern.New(`приостан`)},
		{Expired, pattern.New(`действовал|действует до|срок действия истек`)},
		{NewWording, pattern.New(`редакци`)},
		{Changed, pattern.New(`изменени|изменен|поправк|заменен`)},
		{Supplemented, pattern.New(`дополн`)},
	}
	entryKk = pattern.New(`қолданысқа енгіз|күшіне ен`)
	entryRu = pattern.New(`в действие|в силу`)
)

// A statement is a kind with the words that say it.
type statement struct {
	kind Kind
	re   *pattern.Regexp
}

// Parse reads one note, which begins with its mark (Ескерту, Сноска, …). The
// language may be "", to be told by the letters. ok is false where text is no
// note at all; a note that is not understood has the kind [Unread].
func Parse(text string, lang corpus.Lang) (n Note, ok bool) {
	if len(text) > maxNote {
		return Note{}, false
	}
	t := numerals.Fold(text)
	m := headMark.FindStringIndex(t.S)
	if m == nil {
		return Note{}, false
	}
	return parse(text, t.Slice(m[1], len(t.S)), lang), true
}

// Tombstone reads a paragraph that stands in the place of a provision that is
// gone: its number, and by which act. ok is false for every other paragraph.
func Tombstone(text string) (n Note, ok bool) {
	if len(text) > maxNote {
		return Note{}, false
	}
	// The mark is short; most paragraphs are told by their beginning.
	head := text
	if len(head) > 400 {
		head = head[:400]
		for !utf8.ValidString(head) && len(head) > 396 {
			head = head[:len(head)-1]
		}
	}
	f := numerals.Fold(head)
	m := tombMark.FindStringSubmatchIndex(f.S)
	if m == nil {
		return Note{}, false
	}
	word := tombWord.FindString(f.S[m[1]:])
	if word == "" {
		return Note{}, false
	}
	// The words themselves tell the language, whatever that of the act is.
	lang := corpus.Kazakh
	if tombRu.MatchString(word) {
		lang = corpus.Russian
	}
	t := numerals.Fold(text)
	n = parse(text, unwrapped(t.Slice(m[1], len(t.S))), lang)
	if len(n.Acts) == 0 {
		return Note{}, false
	}
	n.Tombstone = true
	for _, i := range []int{2, 4, 6} {
		if m[i] >= 0 {
			n.Num = t.Source(m[i], m[i+1])
		}
	}
	n.Target = Target{}
	return n, true
}

// unwrapped takes away round brackets that hold the whole text: (пункт 3
// утратил силу …).
func unwrapped(t numerals.Text) numerals.Text {
	if strings.HasPrefix(t.S, "(") {
		if end := closing(t.S, 0); strings.Trim(t.S[end:], " .;,") == "" && strings.HasSuffix(t.S[:end], ")") {
			return t.Slice(1, end-1)
		}
	}
	return t
}

func parse(text string, t numerals.Text, lang corpus.Lang) Note {
	n := Note{Text: text, Lang: languageOf(text, lang), Kind: Unread}
	r := reader{t: t, lang: n.Lang}
	r.find()
	if len(r.acts) == 0 {
		// A statement without an act: only the rule of entry is of use.
		said, at := r.said(0, len(t.S))
		switch entry := r.entry(); {
		case said != Unread:
			n.Kind = said
			n.Target = r.target(t.Slice(0, at))
		case entry.MatchString(t.S):
			n.Kind = Entry
			n.Clause = enactment.Parse(t.Source(0, len(t.S)), n.Lang)
		}
		return n
	}
	n.Acts = r.read()
	n.Kind = n.Acts[0].Do
	if n.Kind == Suspended {
		n.Target = r.suspended(n.Acts)
		return n
	}
	n.Target = r.target(t.Slice(0, r.stated))
	if excepts.MatchString(r.bare(0, len(t.S))) {
		n.Target.Partly = true // утратило силу …, за исключением пункта 2
		if excepts.MatchString(r.bare(0, r.stated)) {
			n.Target.Refs = nil // 4-тармақты қоспағанда: that is what was kept
		}
	}
	if n.Target.Text != "" || len(n.Target.Refs) > 0 || n.Kind == Supplemented {
		n.Target.Added = r.added()
	}
	return n
}

// languageOf returns the language of a note, by its mark where it has one: a
// consolidated text in one language may hold notes in the other.
func languageOf(text string, lang corpus.Lang) corpus.Lang {
	mark := headMark.FindString(numerals.Fold(text[:min(len(text), 120)]).S)
	switch {
	case strings.Contains(mark, "сноска"), strings.Contains(mark, "примечание"):
		return corpus.Russian
	case mark != "":
		return corpus.Kazakh
	case lang == corpus.Kazakh, lang == corpus.Russian:
		return lang
	}
	letters, kazakh := 0, 0
	for _, r := range text {
		if unicode.Is(unicode.Cyrillic, r) {
			letters++
		}
		if strings.ContainsRune("әғқңөұүһӘҒҚҢӨҰҮҺ", r) {
			kazakh++
		}
	}
	if kazakh*25 > letters {
		return corpus.Kazakh
	}
	return corpus.Russian
}

// A reader reads the folded text of a note behind its mark.
type reader struct {
	t      numerals.Text
	lang   corpus.Lang
	acts   []named
	stated int // where the first statement begins: the target goes before it
}

// A named act, by offsets of the folded text.
type named struct {
	start, end             int // from the date to behind the number
	date                   corpus.Date
	number                 string
	bracket, bracketEnd    int // what the bracket holds; 0, 0 for none
	behind                 int // behind the bracket, or the number
	numberStart, numberEnd int
}

func (r *reader) entry() *pattern.Regexp {
	if r.lang == corpus.Kazakh {
		return entryKk
	}
	return entryRu
}

// find finds the acts: a date and a number each. What stands in the bracket
// of an act speaks of its entry into force, whatever acts it names.
func (r *reader) find() {
	s := r.t.S
	for i := 0; i < len(s) && len(r.acts) < maxActs; {
		m := actDate.FindStringSubmatchIndex(s[i:])
		if m == nil {
			return
		}
		for k := range m {
			if m[k] >= 0 {
				m[k] += i
			}
		}
		// A bracket before the date that is open is none of an act named.
		if open := strings.IndexByte(s[i:m[0]], '('); open >= 0 {
			if end := closing(s, i+open); end > m[0] {
				i = end
				continue
			}
		}
		i = m[1]
		num := actNumber.FindString(s[m[1]:])
		date, ok := dateOf(s, m)
		if num == "" || !ok || !strings.ContainsFunc(num, unicode.IsDigit) {
			continue
		}
		a := named{start: m[0], end: m[1] + len(num), date: date, numberStart: m[1], numberEnd: m[1] + len(num)}
		a.number = r.t.Source(a.numberStart, a.numberEnd)
		a.behind = a.end
		if b := afterNumber.FindString(s[a.end:]); b != "" && r.plainGap(s[a.end:a.end+len(b)-1]) {
			open := a.end + len(b) - 1
			a.behind = closing(s, open)
			a.bracket, a.bracketEnd = open+1, max(open+1, a.behind-1)
			if a.behind == len(s) && !strings.HasSuffix(s, ")") {
				a.bracketEnd = a.behind // the closing mark was forgotten
			}
		}
		r.acts = append(r.acts, a)
		i = a.behind
	}
}

// plainGap reports whether nothing but the series of the act or the noun for
// it stands between its number and the bracket.
func (r *reader) plainGap(s string) bool {
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if citation.ActNoun(w) == "" && !seriesEnd.MatchString(w) {
			return false
		}
	}
	return true
}

// closing returns the offset behind the bracket that opens at i; the end of
// the text where it has none.
func closing(s string, i int) int {
	depth := 0
	for j := i; j < len(s); j++ {
		switch s[j] {
		case '(':
			depth++
		case ')':
			// 2) and а) inside the bracket are numbers.
			if depth == 1 && numeral(s, j) {
				rest := s[j+1 : min(len(s), j+1+maxBracket)]
				if end := strings.IndexAny(rest, "()"); end >= 0 && rest[end] == ')' {
					continue
				}
			}
			if depth--; depth == 0 {
				return j + 1
			}
		}
	}
	return len(s)
}

// numeral reports whether the mark at j closes a number of a subpoint.
func numeral(s string, j int) bool {
	i := j
	for i > 0 && (s[i-1] >= '0' && s[i-1] <= '9' || s[i-1] == '-') {
		i--
	}
	return i < j && (i == 0 || s[i-1] == ' ' || s[i-1] == '(')
}

var (
	monthsKk = [12]string{"қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"}
	monthsRu = [12]string{"январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"}
)

func month(w string) int {
	for i := range 12 {
		if strings.HasPrefix(w, monthsKk[i]) || strings.HasPrefix(w, monthsRu[i]) && (monthsRu[i] != "ма" || w == "мая" || w == "май") {
			return i + 1
		}
	}
	return 0
}

// dateOf reads the date that actDate matched; ok is false for a day that does
// not exist.
func dateOf(s string, m []int) (corpus.Date, bool) {
	at := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return s[m[2*i]:m[2*i+1]]
	}
	num := func(i int) int { n, _ := strconv.Atoi(at(i)); return n }
	var y, mo, d int
	switch {
	case at(3) != "":
		y, mo, d = num(3), num(2), num(1)
	case at(4) != "":
		y, mo, d = num(4), num(5), num(6)
	case at(7) != "":
		y, mo, d = num(7), month(at(9)), num(8)
	default:
		y, mo, d = num(12), month(at(11)), num(10)
	}
	if y < 1900 || y > 2999 || mo < 1 || mo > 12 || d < 1 {
		return corpus.Date{}, false
	}
	date := corpus.NewDate(y, time.Month(mo), d)
	t := date.Time()
	return date, t.Day() == d && int(t.Month()) == mo
}

// said returns the first statement between two offsets, brackets apart, and
// where it begins; [Unread] where there is none. Among statements that share
// their words the stronger one counts.
func (r *reader) said(from, to int) (Kind, int) {
	s := r.bare(from, to)
	list := wordsRu
	if r.lang == corpus.Kazakh {
		list = wordsKk
	}
	kind, at := Unread, to
	for _, w := range list {
		if m := w.re.FindStringIndex(s); m != nil {
			if kind == Unread {
				kind = w.kind
			}
			at = min(at, from+m[0])
		}
	}
	return kind, at
}

// bare returns the text between two offsets with what stands in brackets and
// quotation marks blanked.
func (r *reader) bare(from, to int) string {
	b := []byte(r.t.S[from:to])
	for _, t := range citation.Lex(r.t.S[from:to]) {
		if t.Kind == citation.Quote {
			blank(b[t.Start:t.End])
		}
	}
	for i := 0; i < len(b); i++ {
		if b[i] == '(' {
			end := min(closing(r.t.S, from+i)-from, len(b))
			blank(b[i:end])
			i = end - 1
		}
	}
	return string(b)
}

func blank(b []byte) {
	for i := range b {
		b[i] = ' '
	}
}
