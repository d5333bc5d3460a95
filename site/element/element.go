// Package element names a provision by its place, as an amending act does, with
// the ordinals spelled.
package element

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/numerals"
)

// Name names a provision by its place as an amending act does:
// "16-тармақтың жиырма сегізінші абзацы", "абзац двадцать восьмой пункта 16",
// "point 16, paragraph 28". Path are the ancestors of p from the root down.
// A paragraph (абзац) is counted inside the innermost numbered provision: its
// numbered line is the first, and every later line counts, headings and notes
// too. Whole names p with everything below it, else only its own line is
// meant, which is the first paragraph of a provision that has several.
//
// Chapter and section, and a list under a heading of its own, are named only
// where numbers begin anew in each, as they are in practice. What has no number is named by its kind.
func Name(l corpus.Lang, path []*corpus.Provision, p *corpus.Provision, whole bool) string {
	chain := append(slices.Clone(path), p)
	within := 0 // the act's body or the annex that the numbers belong to
	for i, q := range chain[:len(chain)-1] {
		if q.Kind == corpus.KindList {
			within = i
		}
	}
	var steps []step
	anchor := -1
	for i, q := range chain[within:] {
		if k, ok := numbered[q.Kind]; ok && q.Num != "" {
			steps = append(steps, step{level: k, num: strings.TrimRight(q.Num, ".)")})
			anchor = within + i
		}
	}
	if anchor >= 0 && ambiguous(chain[within], steps[0]) {
		divs := divisions(chain[within:anchor])
		if len(divs) == 0 {
			divs = headedBy(chain, within)
		}
		steps = append(divs, steps...)
	}
	switch {
	case p.Kind == corpus.KindRow:
		steps = append(steps, rowStep(p, path))
	case isDivision(p):
		steps = append(steps, divisionStep(p))
	case anchor == len(chain)-1 && (whole || size(p) == 1):
	case anchor >= 0:
		steps = append(steps, alinea(chain[anchor], p, whole))
	default:
		divs := divisions(chain[within : len(chain)-1])
		at := chain[within]
		for _, q := range chain[within:] {
			if isDivision(q) {
				at = q
			}
		}
		if !counted[p.Kind] || at.Kind == corpus.KindAct || len(chain) == 1 {
			return kindName(l, p.Kind)
		}
		steps = append(divs, alinea(at, p, whole))
		if len(divs) == 0 {
			steps = append([]step{{level: listLevel(at)}}, steps...)
		}
	}
	return say(l, steps)
}

// numbered are the kinds of provision that acts cite by number.
var numbered = map[corpus.Kind]level{corpus.KindArticle: article, corpus.KindPoint: point, corpus.KindSubpoint: subpoint}

// Numbered reports whether the provision is one that acts cite by number, and
// has one.
func Numbered(p *corpus.Provision) bool {
	_, ok := numbered[p.Kind]
	return ok && p.Num != ""
}

// counted are the kinds that are cited as a paragraph where they stand in no
// numbered provision.
var counted = map[corpus.Kind]bool{corpus.KindGroup: true, corpus.KindItem: true, corpus.KindParagraph: true, corpus.KindNote: true,
	corpus.KindNoteItem: true, corpus.KindSeparation: true}

type level int

const (
	annex level = iota
	list
	section
	chapter
	article
	point
	subpoint
	row      // by its serial number
	tableRow // by its place
	paragraph
)

// A step is one level of a name, from the outer to the inner.
type step struct {
	level   level
	num     string
	name    string // of a division without a number: its heading
	ordinal int    // of a paragraph
	last    int    // of a run of paragraphs, else 0
}

// counts reports whether the paragraph counts in the text that it stands in:
// what the publisher or the approval of an annex adds does not.
func counts(p *corpus.Provision) bool {
	switch p.Kind {
	case corpus.KindEditorial, corpus.KindApproval, corpus.KindListTitle:
		return false
	}
	return p.Text != ""
}

// size is how many paragraphs of p and below it count.
func size(p *corpus.Provision) int {
	n := 0
	for q := range p.All() {
		if counts(q) {
			n++
		}
	}
	return n
}

func alinea(anchor, p *corpus.Provision, whole bool) step {
	s := step{level: paragraph}
	if counts(p) {
		for q := range anchor.All() {
			if counts(q) {
				s.ordinal++
			}
			if q == p {
				break
			}
		}
	}
	if n := size(p); whole && n > 1 {
		s.last = s.ordinal + n - 1
	}
	return s
}

func isDivision(p *corpus.Provision) bool {
	return p.Kind == corpus.KindSection || p.Kind == corpus.KindChapter
}

func divisions(path []*corpus.Provision) []step {
	var out []step
	for _, q := range path {
		if isDivision(q) {
			out = append(out, divisionStep(q))
		}
	}
	return out
}

// headedBy names the heading behind which the path stands in the annex, where
// it is one without a number.
func headedBy(chain []*corpus.Provision, within int) []step {
	if within+1 >= len(chain) {
		return nil
	}
	var head *corpus.Provision
	for _, q := range chain[within].Children {
		if q == chain[within+1] {
			break
		}
		if q.Kind == corpus.KindSeparation {
			head = q
		}
	}
	if head == nil {
		return nil
	}
	return []step{{level: named(head.Text), name: head.Text}}
}

func divisionStep(p *corpus.Provision) step {
	s := step{level: section, num: strings.TrimRight(p.Num, ".)"), name: p.Text}
	if p.Kind == corpus.KindChapter {
		s.level = chapter
	}
	return s
}

// ambiguous reports whether the body or annex has several provisions with the
// first number of the path.
func ambiguous(body *corpus.Provision, first step) bool { return numberedSo(body, first) > 1 }

// numberedSo counts the provisions below p that have the number and stand in
// no other numbered provision, whose number they would have before them, and
// in no annex of their own.
func numberedSo(p *corpus.Provision, first step) int {
	n := 0
	for _, q := range p.Children {
		switch k, ok := numbered[q.Kind]; {
		case ok && k == first.level && strings.TrimRight(q.Num, ".)") == first.num:
			n++
		case !ok && q.Kind != corpus.KindList:
			n += numberedSo(q, first)
		}
	}
	return n
}

// rowStep names a row by its serial number (реттік нөмірі), else by its place
// in the table.
func rowStep(p *corpus.Provision, path []*corpus.Provision) step {
	first, _, _ := strings.Cut(p.Text, "|")
	num := strings.TrimRight(strings.TrimSpace(first), ".)")
	if num != "" && len(num) < 20 && strings.Trim(num, "0123456789-") == "" {
		return step{level: row, num: num}
	}
	n := 1
	if len(path) > 0 {
		n += slices.Index(path[len(path)-1].Children, p)
	}
	return step{level: tableRow, num: strconv.Itoa(n)}
}

// listLevel tells a list (тізбе, перечень) from another annex by its title.
func listLevel(p *corpus.Provision) level {
	for _, c := range p.Children {
		if c.Kind == corpus.KindListTitle {
			if named(c.Text) == list {
				return list
			}
		}
	}
	return annex
}

// named tells by its heading whether a part is a list.
func named(heading string) level {
	t := strings.ToLower(heading)
	if strings.Contains(t, "тізбе") || strings.Contains(t, "перечень") {
		return list
	}
	return section
}

func say(l corpus.Lang, steps []step) string {
	switch l {
	case corpus.Kazakh:
		return sayKazakh(steps)
	case corpus.Russian:
		return sayRussian(steps)
	}
	return sayEnglish(steps)
}

// kkNouns has each noun bare and possessed, in the nominative and genitive.
var kkNouns = map[level][4]string{
	annex:     {"қосымша", "қосымшаның", "қосымшасы", "қосымшасының"},
	list:      {"тізбе", "тізбенің", "тізбесі", "тізбесінің"},
	section:   {"бөлім", "бөлімнің", "бөлімі", "бөлімінің"},
	chapter:   {"тарау", "тараудың", "тарауы", "тарауының"},
	article:   {"бап", "баптың", "бабы", "бабының"},
	point:     {"тармақ", "тармақтың", "тармағы", "тармағының"},
	subpoint:  {"тармақша", "тармақшаның", "тармақшасы", "тармақшасының"},
	row:       {"жол", "жолдың", "жолы", "жолының"},
	tableRow:  {"жол", "жолдың", "жолы", "жолының"},
	paragraph: {"абзац", "абзацтың", "абзацы", "абзацының"},
}

// sayKazakh goes from the outer level to the inner one: every owner stands in
// the genitive, and what is owned has the possessive ending.
func sayKazakh(steps []step) string {
	var out []string
	for i, s := range steps {
		form := 0
		if i > 0 {
			form = 2
		}
		if i < len(steps)-1 {
			form++
		}
		noun := kkNouns[s.level][form]
		switch {
		case s.level == paragraph && s.last > 0:
			out = append(out, ordinal(corpus.Kazakh, s.ordinal)+" – "+ordinal(corpus.Kazakh, s.last)+" "+map[bool]string{false: "абзацтар", true: "абзацтары"}[i > 0])
		case s.level == paragraph:
			out = append(out, strings.Replace(ordinal(corpus.Kazakh, s.ordinal)+" "+noun, "- ", "-", 1))
		case s.level == subpoint:
			out = append(out, s.num+") "+noun)
		case s.level == row:
			out = append(out, "реттік нөмірі "+s.num+"-"+noun)
		case s.level == tableRow:
			// The row is the table's, and the table what is named before it.
			owner := "кестенің "
			if i > 0 {
				owner = "кестесінің "
			}
			out = append(out, owner+s.num+"-"+kkNouns[s.level][form|2])
		case s.num != "":
			out = append(out, s.num+"-"+noun)
		case s.name != "":
			out = append(out, "«"+short(s.name)+"» деген "+noun)
		default:
			out = append(out, noun)
		}
	}
	return strings.Join(out, " ")
}

// ruNouns has each noun in the nominative and genitive.
var ruNouns = map[level][2]string{
	annex: {"приложение", "приложения"}, list: {"перечень", "перечня"}, section: {"раздел", "раздела"}, chapter: {"глава", "главы"},
	article: {"статья", "статьи"}, point: {"пункт", "пункта"}, subpoint: {"подпункт", "подпункта"}, row: {"строка", "строки"}, tableRow: {"строка", "строки"},
	paragraph: {"абзац", "абзаца"},
}

// sayRussian goes from the inner level to the outer one, owners in the
// genitive.
func sayRussian(steps []step) string {
	var out []string
	for i, s := range slices.Backward(steps) {
		form := 0
		if i < len(steps)-1 {
			form = 1
		}
		noun := ruNouns[s.level][form]
		switch {
		case s.level == paragraph && s.last > 0:
			out = append(out, "абзацы "+ordinal(corpus.Russian, s.ordinal)+" – "+ordinal(corpus.Russian, s.last))
		case s.level == paragraph:
			out = append(out, noun+" "+ordinal(corpus.Russian, s.ordinal))
		case s.level == subpoint:
			out = append(out, noun+" "+s.num+")")
		case s.level == row:
			out = append(out, noun+", порядковый номер "+s.num)
		case s.level == tableRow:
			out = append(out, noun+" "+s.num+" таблицы")
		case s.num != "":
			out = append(out, noun+" "+s.num)
		case s.name != "":
			out = append(out, noun+" «"+short(s.name)+"»")
		default:
			out = append(out, noun)
		}
	}
	return strings.Join(out, " ")
}

var enNouns = map[level]string{annex: "annex", list: "list", section: "section", chapter: "chapter", article: "article", point: "point",
	subpoint: "subpoint", row: "row no.", tableRow: "table row", paragraph: "paragraph"}

func sayEnglish(steps []step) string {
	var out []string
	for _, s := range steps {
		noun := enNouns[s.level]
		switch {
		case s.level == paragraph && s.last > 0:
			out = append(out, fmt.Sprintf("paragraphs %d–%d", s.ordinal, s.last))
		case s.level == paragraph:
			out = append(out, fmt.Sprintf("%s %d", noun, s.ordinal))
		case s.level == subpoint:
			out = append(out, noun+" "+s.num+")")
		case s.num != "":
			out = append(out, noun+" "+s.num)
		case s.name != "":
			out = append(out, noun+" “"+short(s.name)+"”")
		default:
			out = append(out, noun)
		}
	}
	return strings.Join(out, ", ")
}

// ordinal spells the number, or writes it with its ending where it is too
// great to be spelled in practice.
func ordinal(l corpus.Lang, n int) string {
	if s := numerals.SpellOrdinal(n, l); s != "" {
		return s
	}
	if l == corpus.Kazakh {
		return strconv.Itoa(n) + "-"
	}
	return strconv.Itoa(n) + "-й"
}

// short bounds a heading that stands inside a name.
func short(s string) string {
	rs := []rune(strings.TrimRight(s, ":"))
	if len(rs) > 100 {
		return strings.TrimRight(string(rs[:99]), " ,") + "…"
	}
	return string(rs)
}

// kindName names what stands outside numbered provisions.
func kindName(l corpus.Lang, k corpus.Kind) string {
	n, ok := kinds[k]
	if !ok {
		n = kinds[corpus.KindParagraph]
	}
	switch l {
	case corpus.Kazakh:
		return n[0]
	case corpus.Russian:
		return n[1]
	}
	return n[2]
}

var kinds = map[corpus.Kind][3]string{
	corpus.KindAct:        {"акт", "акт", "act"},
	corpus.KindTitle:      {"тақырып", "заголовок", "title"},
	corpus.KindReference:  {"деректемелер", "реквизиты", "reference"},
	corpus.KindEditorial:  {"редакциялық ескертпе", "редакционное примечание", "editorial note"},
	corpus.KindPreamble:   {"кіріспе", "преамбула", "preamble"},
	corpus.KindSignature:  {"қол қою деректемелері", "подпись", "signature"},
	corpus.KindApproval:   {"бекіту белгісі", "гриф утверждения", "approval mark"},
	corpus.KindList:       {"қосымша", "приложение", "annex"},
	corpus.KindListTitle:  {"қосымшаның тақырыбы", "заголовок приложения", "title of the annex"},
	corpus.KindSection:    {"бөлім", "раздел", "section"},
	corpus.KindChapter:    {"тарау", "глава", "chapter"},
	corpus.KindArticle:    {"бап", "статья", "article"},
	corpus.KindPoint:      {"тармақ", "пункт", "point"},
	corpus.KindSubpoint:   {"тармақша", "подпункт", "subpoint"},
	corpus.KindGroup:      {"тақырыпша", "подзаголовок", "heading"},
	corpus.KindSeparation: {"тақырыпша", "подзаголовок", "heading"},
	corpus.KindItem:       {"абзац", "абзац", "paragraph"},
	corpus.KindParagraph:  {"абзац", "абзац", "paragraph"},
	corpus.KindNote:       {"ескертпе", "примечание", "note"},
	corpus.KindNoteItem:   {"ескертпенің абзацы", "абзац примечания", "paragraph of the note"},
	corpus.KindTable:      {"кесте", "таблица", "table"},
	corpus.KindRow:        {"кестенің жолы", "строка таблицы", "row of the table"},
}
