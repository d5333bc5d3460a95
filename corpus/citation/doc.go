// Package citation reads how Kazakh and Russian official text names a part of
// an act: "16-тармақтың жиырма сегізінші абзацы", "абзац двадцать восьмой
// пункта 16", "реттік нөмірлері 7, 8 және 48-жолдар", "строку, порядковый
// номер 227,", "«…» деген 1-бөлім".
//
// A text is cut into [Token] values, a [Step] names one level of it (its
// noun, its numbers, or the heading quoted), and a [Ref] is a whole path from
// the outermost level in. Kazakh goes from the outer level to the inner one,
// with the outer in the genitive; Russian the other way round.
package citation

import "strings"

// A Level is a level of an act's structure, outermost first.
type Level int

// The levels of structure, and the parts that an act may have at any level.
const (
	None       Level = iota
	Contents         // мазмұны, оглавление: the lines that list the headings
	Annex            // қосымша, приложение
	Section          // бөлім, раздел
	Subsection       // кіші бөлім, подраздел
	Chapter          // тарау, глава
	Paragraph        // параграф: §
	Article          // бап, статья
	Point            // тармақ, пункт
	Part             // бөлік, часть
	Subpoint         // тармақша, подпункт
	Preamble         // кіріспе, преамбула
	Note             // ескертпе, примечание
	Alinea           // абзац: a paragraph counted inside its point, the numbered line being the first
	Sentence         // сөйлем, предложение
	Table            // кесте, таблица
	Row              // жол, строка
	Column           // баған, графа
	Title            // тақырып, заголовок
	Corner           // оң жақ жоғарғы бұрыш, правый верхний угол: the mark of approval of an annex
	Member           // құрамға кіретін адам, член комиссии: named, and never read as a step
)

// The names that eIds are made with (OASIS AKN Naming Convention).
var eidNames = [...]string{Contents: "contents", Annex: "annex", Section: "section", Subsection: "subsection", Chapter: "chapter", Paragraph: "division", Article: "article", Point: "point", Part: "part",
	Subpoint: "subpoint", Alinea: "alinea", Sentence: "sentence", Row: "row", Column: "column", Title: "title", Preamble: "preamble", Note: "note", Table: "table", Corner: "mark", Member: "member"}

// String returns the English name of the level, as eIds have it.
func (l Level) String() string {
	if l > None && int(l) < len(eidNames) {
		return eidNames[l]
	}
	return ""
}

// A Case is a set of grammatical cases that a form may stand in; Kazakh forms
// have one each, Russian ones often several.
type Case uint8

// The cases that matter here.
const (
	Direct Case = 1 << iota // atau; именительный, винительный
	Genitive
	Dative
	Accusative // табыс: Kazakh only, in Russian it is Direct
	Locative   // жатыс; предложный
	Ablative
	Instrumental
)

// A Step names parts of an act on one level: all of Nums, or the one with the
// heading Name, or the only one there is.
type Step struct {
	Level  Level
	Nums   []string // "16", "15-1", "2" for 2), "28" for жиырма сегізінші
	Name   string   // the quoted heading, verbatim
	Serial bool     // the number is a serial number (реттік нөмірі) of a row
	Case   Case
	Plural bool
	Poss   bool // Kazakh: with the possessive ending, so that an owner was named
	Start  int  // of the folded text
	End    int
}

// An Elem is one level of a [Ref].
type Elem struct {
	Level Level
	Num   string
	Name  string
}

// A Ref names one part of an act by its path, outermost level first.
type Ref []Elem

// EID returns the eId of the part the way the reader of acts makes it, down
// to the subpoint: point_2__subpoint_1. An alinea (абзац) counts lines and not
// provisions; it follows after "#": point_4#2 is the second line of point 4.
// Parts named by their heading alone have no eId: "".
func (r Ref) EID() string {
	var b strings.Builder
	for _, e := range r {
		if e.Num == "" && e.Level != Title && e.Level != Preamble && e.Level != Annex {
			return ""
		}
		if e.Level == Alinea {
			b.WriteString("#" + e.Num)
			continue
		}
		if b.Len() > 0 {
			b.WriteString("__")
		}
		b.WriteString(e.Level.String())
		if e.Num != "" {
			b.WriteString("_" + e.Num)
		}
	}
	return b.String()
}
