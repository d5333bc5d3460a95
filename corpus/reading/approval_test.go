package reading

import (
	"strings"
	"testing"

	"tizbe/corpus"
)

// TestMarkOfApproval: a mark of approval right behind the last point, with no
// signature between, opens the annex, however it is broken up.
func TestMarkOfApproval(t *testing.T) {
	const kk = "Қазақстан Республикасы Үкіметінің 2025 жылғы 24 қыркүйектегі № 789 қаулысымен бекітілген"
	parts := []string{"Қазақстан Республикасы", "Үкіметінің", "2025 жылғы 24 қыркүйектегі", "№ 789 қаулысымен", "бекітілген"}
	head := []string{"Тізбені бекіту туралы", "Қазақстан Республикасының Үкіметі ҚАУЛЫ ЕТЕДІ:", "1. Тізбе бекітілсін.", "2. Осы қаулы қол қойылған күнінен бастап қолданысқа енгізіледі."}
	tail := []string{"Лауазымдар тізбесі", "1. Департамент:", "бастық;"}
	ru := []string{"Об утверждении перечня", "Правительство Республики Казахстан ПОСТАНОВЛЯЕТ:", "1. Утвердить перечень.", "2. Настоящее постановление вводится в действие со дня подписания."}
	ruTail := []string{"Перечень должностей", "1. Департамент:", "начальник;"}
	const six = "\n      "
	for _, c := range []struct{ name, text, mark string }{
		{"markdown paragraphs", "# " + strings.Join(head, "\n\n") + "\n\n" + strings.Join(parts, "\n\n") + "\n\n## " + strings.Join(tail, "\n\n"), kk},
		{"markdown, one paragraph", "# " + strings.Join(head, "\n\n") + "\n\n" + kk + "\n\n" + strings.Join(tail, "\n\n"), kk},
		{"portal, no blank line before it", strings.Join(head, six) + "\n" + strings.Join(parts, "\n") + "\n\n" + strings.Join(tail, six), kk},
		{"portal, blank lines between", strings.Join(head, six) + "\n\n" + strings.Join(parts, "\n\n") + "\n\n" + strings.Join(tail, six), kk},
		{"portal, paragraphs", "      " + strings.Join(head, six) + six + strings.Join(parts, six) + six + strings.Join(tail, six), kk},
		{"portal, a signature between", strings.Join(head, six) + six + "Қазақстан Республикасының\nПремьер-Министрі О. Бектенов\n\n" + strings.Join(parts, "\n\n") + "\n\n" + strings.Join(tail, six), kk},
		{"russian", "# " + strings.Join(ru, "\n\n") + "\n\nУтвержден\n\nпостановлением Правительства\n\nРеспублики Казахстан\n\nот 1 марта 2024 года № 150\n\n" + strings.Join(ruTail, "\n\n"),
			"Утвержден постановлением Правительства Республики Казахстан от 1 марта 2024 года № 150"},
		{"russian annex", "# " + strings.Join(ru, "\n\n") + "\n\nПриложение\n\nк постановлению Правительства\n\nРеспублики Казахстан\n\nот 1 марта 2024 года № 150\n\n" + strings.Join(ruTail, "\n\n"),
			"Приложение к постановлению Правительства Республики Казахстан от 1 марта 2024 года № 150"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := Auto([]byte(c.text), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if p := d.Root.Find("point_2"); p == nil || len(p.Children) > 0 || !strings.HasSuffix(p.Text, ".") {
				t.Errorf("point 2 is %+v", p)
			}
			if p := d.Root.Find("list__approval"); p == nil || p.Text != c.mark {
				t.Errorf("the mark is %+v", p)
			}
			if p := d.Root.Find("list__title"); p == nil {
				t.Error("the annex has no title")
			}
			if p := d.Root.Find("list__point_1__item_1"); p == nil {
				t.Errorf("the list is lost: %q", d.Root.Lines())
			}
		})
	}
}

// TestNoMark: what only begins like a mark of approval stays in its point.
func TestNoMark(t *testing.T) {
	for _, s := range []string{
		"Қазақстан Республикасы Үкіметінің кейбір шешімдері",
		"Приложение к договору аренды",
		"Утвержденный порядок применяется всеми органами",
		"Қазақстан Республикасының Үкіметі осы тізбені жыл сайын қарайды",
	} {
		d, err := Auto([]byte("# Туралы\n\nҮкімет ҚАУЛЫ ЕТЕДІ:\n\n1. Бекітілсін.\n\n"+s+"\n\n2. Осы қаулы бекітілсін.\n"), Options{})
		if err != nil {
			t.Fatal(err)
		}
		p := d.Root.Find("point_1")
		if len(p.Children) != 1 || p.Children[0].Text != s || p.Children[0].Kind != corpus.KindParagraph {
			t.Errorf("%s: %q", s, d.Root.Lines())
		}
	}
}
