package citation

import (
	"strings"

	"tizbe/corpus/pattern"
)

// kkNouns gives the stems of Kazakh nouns, the form before a vowel included.
var kkNouns = []struct {
	stem  string
	level Level
}{
	{"тармақша", Subpoint}, {"тармақ", Point}, {"тармағ", Point}, {"абзац", Alinea}, {"абзацт", Alinea},
	{"бап", Article}, {"баб", Article}, {"бөлік", Part}, {"бөліг", Part}, {"бөлім", Section}, {"тарау", Chapter}, {"параграф", Paragraph}, {"параграфт", Paragraph},
	{"қосымша", Annex}, {"жол", Row}, {"баған", Column}, {"сөйлем", Sentence}, {"тақырып", Title}, {"тақырыб", Title}, {"атау", Title}, {"кіріспе", Preamble}, {"преамбула", Preamble},
	{"ескертпе", Note}, {"ескерту", Note}, {"кесте", Table}, {"позиция", Row}, {"бұрыш", Corner}, {"мазмұны", Contents},
}

// kkSuffix: plural, possessive, case.
var kkSuffix = pattern.New(`^(тар|тер|лар|лер|дар|дер)?(ы|і|сы|сі)?(?:(ның|нің|дың|дің|тың|тің)|(ны|ні|ды|ді|ты|ті|н)|(қа|ке|ға|ге|на|не|а|е)|((?:та|те|да|де|нда|нде)(?:ғы|гі)?)|(тан|тен|дан|ден|нан|нен)|(пен|мен|бен|імен|ымен))?$`)

var kkCases = [...]Case{3: Genitive, 4: Accusative, 5: Dative, 6: Locative, 7: Ablative, 8: Instrumental}

// kkNoun reads a Kazakh noun that names a level of structure.
func kkNoun(w string) (s Step, ok bool) {
	for _, n := range kkNouns {
		rest, found := strings.CutPrefix(w, n.stem)
		if !found {
			continue
		}
		m := kkSuffix.FindStringSubmatch(rest)
		if m == nil {
			continue
		}
		s = Step{Level: n.level, Plural: m[1] != "", Poss: m[2] != "", Case: Direct}
		for i, c := range kkCases {
			if c != 0 && m[i] != "" {
				s.Case = c
			}
		}
		return s, true
	}
	return Step{}, false
}

// A ruForm is one form of a Russian noun.
type ruForm struct {
	level  Level
	c      Case
	plural bool
}

// Endings by declension: Direct, Genitive, Dative, Instrumental, Locative of
// the singular and then of the plural; "-" is the bare stem.
var ruNouns = func() map[string]ruForm {
	m := make(map[string]ruForm)
	cases := [...]Case{Direct, Genitive, Dative, Instrumental, Locative}
	add := func(l Level, stems, endings string) {
		for _, stem := range strings.Fields(stems) {
			for i, group := range strings.Fields(endings) {
				for e := range strings.SplitSeq(group, "/") {
					w := stem + strings.Trim(e, "-")
					f := m[w]
					f.level, f.c = l, f.c|cases[i%5]
					f.plural = f.plural || i >= 5
					m[w] = f
				}
			}
		}
	}
	masc := "- а у ом е ы ов ам ами ах"
	add(Point, "пункт", masc)
	add(Subpoint, "подпункт", masc)
	add(Section, "раздел", masc)
	add(Subsection, "подраздел", masc)
	add(Paragraph, "параграф", masc)
	add(Alinea, "абзац", "- а у ем е ы ев ам ами ах")
	add(Column, "столб", "ец ца цу цом це цы цов цам цами цах")
	add(Title, "заголов", "ок ка ку ком ке ки ков кам ками ках")
	add(Article, "стать", "я/ю и е ей е и - ям ями ях")
	add(Article, "стат", "- - - - - - ей - - -")
	fem := "а/у ы е ой е ы - ам ами ах"
	add(Chapter, "глав", fem)
	add(Column, "граф", fem)
	add(Preamble, "преамбул", fem)
	add(Table, "таблиц", "а/у ы е ей е ы - ам ами ах")
	add(Row, "строк", "а/у и е ой е и - ам ами ах")
	add(Row, "позици", "я/ю и и ей и и й ям ями ях")
	add(Part, "част", "ь и и ью и и ей ям ями ях")
	neut := "е я ю ем и я й ям ями ях"
	add(Annex, "приложени", neut)
	add(Sentence, "предложени", neut)
	add(Note, "примечани", neut)
	add(Title, "наименовани", "е я ю ем и")
	add(Contents, "оглавлени", "е я ю ем и")
	add(Corner, "уг", "ол ла лу лом лу")
	delete(m, "стат")
	delete(m, "стать")
	return m
}()

func ruNoun(w string) (Step, bool) {
	f, ok := ruNouns[w]
	return Step{Level: f.level, Case: f.c, Plural: f.plural}, ok
}
