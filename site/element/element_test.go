package element

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tizbe/corpus"
	"tizbe/corpus/citation"
)

func node(kind corpus.Kind, num, text string, children ...*corpus.Provision) *corpus.Provision {
	return &corpus.Provision{Kind: kind, Num: num, Text: text, Children: children}
}

// numberedTree gives every provision an eId, by its place in the text.
func numberedTree(children ...*corpus.Provision) *corpus.Provision {
	root := node(corpus.KindAct, "", "", children...)
	n := 0
	for p := range root.All() {
		p.EID = fmt.Sprint("p", n)
		n++
	}
	return root.Seal()
}

func TestName(t *testing.T) {
	root := numberedTree(
		node(corpus.KindPreamble, "", "ҚАУЛЫ ЕТЕДІ:"),
		node(corpus.KindArticle, "1", "1-бап. Ұғымдар",
			node(corpus.KindPoint, "1", "1. Бірінші:",
				node(corpus.KindSubpoint, "2)", "2) екінші;", node(corpus.KindParagraph, "", "оның жалғасы;")))),
		node(corpus.KindPoint, "7", "7. Жалғыз жол."),
		node(corpus.KindList, "", "",
			node(corpus.KindListTitle, "", "Лауазымдар тізбесі"),
			node(corpus.KindItem, "", "нөмірсіз жол;"),
			node(corpus.KindPoint, "16", "16. Ұйымдар:",
				node(corpus.KindEditorial, "", "Ескерту. Редакция."),
				node(corpus.KindItem, "", "бастық;"),
				node(corpus.KindGroup, "", "Бөлім:", node(corpus.KindItem, "", "бөлім бастығы;"), node(corpus.KindItem, "", "маман;")),
				node(corpus.KindNote, "", "Ескертпе: қолданылмайды.")),
			node(corpus.KindPoint, "15-1", "15-1. Комитет")),
		node(corpus.KindList, "", "",
			node(corpus.KindListTitle, "", "Қосымша"),
			node(corpus.KindSection, "2", "2-бөлім. Екінші", node(corpus.KindPoint, "1", "1. а", node(corpus.KindItem, "", "б;"))),
			node(corpus.KindSection, "", "Үшінші бөлік", node(corpus.KindPoint, "1", "1. в"), node(corpus.KindItem, "", "г;")),
			node(corpus.KindTable, "", "", node(corpus.KindRow, "", "227. | Мекеме | 5"), node(corpus.KindRow, "", "Мекеме | 6"))),
		node(corpus.KindList, "", "",
			node(corpus.KindListTitle, "", "Ереже"),
			node(corpus.KindPoint, "1", "1. ереже"),
			node(corpus.KindSeparation, "", "Бақтар тізбесі"),
			node(corpus.KindPoint, "1", "1. бақ"),
			node(corpus.KindPoint, "2", "2. бақ")),
	)
	for _, c := range []struct {
		text       string
		whole      bool
		kk, ru, en string
	}{
		{"1. ереже", true, "1-тармақ", "пункт 1", "point 1"},
		{"1. бақ", true, "«Бақтар тізбесі» деген тізбенің 1-тармағы", "пункт 1 перечня «Бақтар тізбесі»", "list “Бақтар тізбесі”, point 1"},
		{"2. бақ", true, "2-тармақ", "пункт 2", "point 2"},
		{"ҚАУЛЫ ЕТЕДІ:", false, "кіріспе", "преамбула", "preamble"},
		{"1-бап. Ұғымдар", true, "1-бап", "статья 1", "article 1"},
		{"1-бап. Ұғымдар", false, "1-баптың бірінші абзацы", "абзац первый статьи 1", "article 1, paragraph 1"},
		{"2) екінші;", true, "1-баптың 1-тармағының 2) тармақшасы", "подпункт 2) пункта 1 статьи 1", "article 1, point 1, subpoint 2)"},
		{"оның жалғасы;", false, "1-баптың 1-тармағының 2) тармақшасының екінші абзацы", "абзац второй подпункта 2) пункта 1 статьи 1", "article 1, point 1, subpoint 2), paragraph 2"},
		{"7. Жалғыз жол.", false, "7-тармақ", "пункт 7", "point 7"},
		{"16. Ұйымдар:", false, "16-тармақтың бірінші абзацы", "абзац первый пункта 16", "point 16, paragraph 1"},
		{"16. Ұйымдар:", true, "16-тармақ", "пункт 16", "point 16"},
		{"бастық;", false, "16-тармақтың екінші абзацы", "абзац второй пункта 16", "point 16, paragraph 2"},
		{"Бөлім:", true, "16-тармақтың үшінші – бесінші абзацтары", "абзацы третий – пятый пункта 16", "point 16, paragraphs 3–5"},
		{"Бөлім:", false, "16-тармақтың үшінші абзацы", "абзац третий пункта 16", "point 16, paragraph 3"},
		{"Ескертпе: қолданылмайды.", false, "16-тармақтың алтыншы абзацы", "абзац шестой пункта 16", "point 16, paragraph 6"},
		{"15-1. Комитет", true, "15-1-тармақ", "пункт 15-1", "point 15-1"},
		{"нөмірсіз жол;", false, "тізбенің бірінші абзацы", "абзац первый перечня", "list, paragraph 1"},
		{"Лауазымдар тізбесі", false, "қосымшаның тақырыбы", "заголовок приложения", "title of the annex"},
		{"б;", false, "2-бөлімнің 1-тармағының екінші абзацы", "абзац второй пункта 1 раздела 2", "section 2, point 1, paragraph 2"},
		{"1. в", false, "«Үшінші бөлік» деген бөлімнің 1-тармағы", "пункт 1 раздела «Үшінші бөлік»", "section “Үшінші бөлік”, point 1"},
		{"г;", false, "«Үшінші бөлік» деген бөлімнің үшінші абзацы", "абзац третий раздела «Үшінші бөлік»", "section “Үшінші бөлік”, paragraph 3"},
		{"227. | Мекеме | 5", false, "реттік нөмірі 227-жол", "строка, порядковый номер 227", "row no. 227"},
		{"Мекеме | 6", false, "кестенің 2-жолы", "строка 2 таблицы", "table row 2"},
	} {
		t.Run(c.kk, func(t *testing.T) {
			for p, up := range root.All() {
				if p.Text != c.text {
					continue
				}
				for l, want := range map[corpus.Lang]string{corpus.Kazakh: c.kk, corpus.Russian: c.ru, corpus.English: c.en} {
					if got := Name(l, up, p, c.whole); got != want {
						t.Errorf("%s: %q, want %q", l, got, want)
					}
				}
				return
			}
			t.Fatal("no such line")
		})
	}
}

// What is named is found again where the reader of amending acts looks for
// it, in both languages.
func TestElementIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := 0
		var points []*corpus.Provision
		for i := range rapid.IntRange(1, 4).Draw(t, "points") {
			var tree func(depth int) *corpus.Provision
			tree = func(depth int) *corpus.Provision {
				n++
				p := node(corpus.KindItem, "", fmt.Sprint("жол ", n))
				for range rapid.IntRange(0, 3).Draw(t, "below") * depth {
					p.Kind = corpus.KindGroup
					p.Children = append(p.Children, tree(depth-1))
				}
				return p
			}
			p := tree(2)
			p.Kind, p.Num = corpus.KindPoint, strconv.Itoa(i+1)
			points = append(points, p)
		}
		root := numberedTree(node(corpus.KindList, "", "", points...))
		for p, up := range root.All() {
			if p.Text == "" {
				continue
			}
			for _, l := range []corpus.Lang{corpus.Kazakh, corpus.Russian} {
				name := Name(l, up, p, false)
				refs, rest := citation.NewCut(name).Refs(l)
				if len(refs) != 1 || len(rest) != 0 {
					t.Fatalf("%q is read as %v, %v", name, refs, rest)
				}
				if got := resolve(t, root, refs[0]); got != p {
					t.Fatalf("%q is %q, read back as %q", name, p.Text, got.Text)
				}
			}
		}
	})
}

// resolve looks a reference up by counting lines.
func resolve(t *rapid.T, root *corpus.Provision, ref citation.Ref) *corpus.Provision {
	var at *corpus.Provision
	for _, e := range ref {
		switch e.Level {
		case citation.Point:
			for p := range root.All() {
				if p.Kind == corpus.KindPoint && p.Num == e.Num {
					at = p
				}
			}
		case citation.Alinea:
			n, err := strconv.Atoi(e.Num)
			if err != nil || at == nil {
				t.Fatalf("%v", ref)
			}
			for p := range at.All() {
				if n--; n == 0 {
					return p
				}
			}
		default:
			t.Fatalf("%v has a level %v", ref, e.Level)
		}
	}
	return at
}

func TestOrdinalsTooGreatToSpell(t *testing.T) {
	var items []*corpus.Provision
	for range 1200 {
		items = append(items, node(corpus.KindItem, "", "жол;"))
	}
	root := numberedTree(node(corpus.KindPoint, "1", "1. Тізім:", items...))
	p := root.Children[0]
	for l, want := range map[corpus.Lang]string{corpus.Kazakh: "1-тармақтың 1201-абзацы", corpus.Russian: "абзац 1201-й пункта 1"} {
		if got := Name(l, []*corpus.Provision{root, p}, items[1199], false); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := Name(corpus.English, []*corpus.Provision{root, p}, items[0], false); !strings.HasSuffix(got, "paragraph 2") {
		t.Errorf("%q", got)
	}
}
