package amending

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tizbe/internal/measured"
)

// shares says which clauses stand under which rule, by their lines.
func shares(a *Act) []string {
	var out []string
	list, torn, missing := a.Shares()
	for _, s := range list {
		name := "act"
		if s.Exception != nil {
			name = strings.Join(s.Exception.Provisions, " ") + " " + s.Exception.Entry.Date.String()
		}
		var texts []string
		for _, i := range s.Clauses {
			texts = append(texts, fmt.Sprint(a.Clauses[i].Line))
		}
		out = append(out, name+": "+strings.Join(texts, " "))
	}
	for _, i := range torn {
		out = append(out, fmt.Sprintf("torn: %d", a.Clauses[i].Line))
	}
	for _, m := range missing {
		out = append(out, "missing: "+m)
	}
	return out
}

// TestShares: where in the amending act a clause stands, and which rule of
// entry is for it.
func TestShares(t *testing.T) {
	const head = "Правительство Республики Казахстан ПОСТАНОВЛЯЕТ:\n\n"
	const law = "1. Внести в постановление Правительства Республики Казахстан от 10 января 2020 года № 1 «О правилах» следующие изменения:\n\n"
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"a point of the body approves the changes of an annex",
			head + "1. Утвердить прилагаемые изменения, которые вносятся в некоторые решения Правительства Республики Казахстан.\n\n" +
				"2. Пункт 9 постановления Правительства Республики Казахстан от 10 января 2020 года № 1 «О правилах» исключить.\n\n" +
				"3. Настоящее постановление вводится в действие со дня его подписания, за исключением пункта 1, который вводится в действие с 1 января 2027 года.\n\n" +
				"**Премьер-Министр Республики Казахстан**\n\n> Утверждены  \n> постановлением Правительства  \n> Республики Казахстан  \n> от 1 июня 2026 года № 9\n\n## Изменения, которые вносятся в некоторые решения Правительства Республики Казахстан\n\n" +
				"1. В постановлении Правительства Республики Казахстан от 10 января 2020 года № 2 «О формах»:\n\nпункт 3 исключить.\n",
			[]string{"act: 5", "point_1 2027-01-01: 20"}},
		{"the numbers inside a payload are none of the act's own",
			head + law + "1) пункт 3 изложить в следующей редакции:\n\n«3. Виды:\n\n1) первый;\n\n2) второй.»;\n\n2) пункт 4 исключить.\n\n" +
				"2. Настоящее постановление вводится в действие со дня его подписания, за исключением подпункта 2) пункта 1, который вводится в действие с 1 января 2027 года.\n",
			[]string{"act: 5", "point_1__subpoint_2 2027-01-01: 13"}},
		{"some of the paragraphs of a payload",
			head + law + "1) пункт 3 изложить в следующей редакции:\n\n«3. Виды:\n\n1) первый;\n\n2) второй.»;\n\n2) пункт 4 исключить.\n\n" +
				"2. Настоящее постановление вводится в действие со дня его подписания, за исключением абзаца четвертого подпункта 1) пункта 1, который вводится в действие с 1 января 2027 года.\n",
			[]string{"act: 13", "torn: 5"}},
		{"a point that is not there",
			head + law + "пункт 4 исключить.\n\n2. Настоящее постановление вводится в действие со дня его подписания, за исключением пункта 8, который вводится в действие с 1 января 2027 года.\n",
			[]string{"act: 5", "missing: point_8"}},
		{"a law with articles, in Kazakh",
			"1-бап. «Сауда туралы» 2004 жылғы 12 сәуірдегі № 544 Қазақстан Республикасының Заңына мынадай өзгерістер енгізілсін:\n\n1) 3-баптың 2-тармағы алып тасталсын;\n\n2) 5-бап алып тасталсын.\n\n" +
				"2-бап. Осы Заң 2027 жылғы 1 қаңтардан бастап қолданысқа енгізілетін 1-баптың 2) тармақшасын қоспағанда, алғашқы ресми жарияланған күнінен кейін күнтізбелік он күн өткен соң қолданысқа енгізіледі.\n",
			[]string{"act: 3", "article_1__subpoint_2 2027-01-01: 5"}},
	} {
		a, err := Read([]byte(tt.text), "")
		if err != nil {
			t.Fatal(err)
		}
		if u := a.Unread(); len(u) > 0 {
			t.Errorf("%s: unread %v", tt.name, u)
		}
		if got := shares(a); !slices.Equal(got, tt.want) {
			t.Errorf("%s\n got %q\nwant %q", tt.name, got, tt.want)
			for _, p := range a.Paragraphs {
				t.Logf("%d %s %s %.60s", p.Line, p.Role, p.Own, p.Text)
			}
		}
	}
	// What resolution № 22891 excepts is a point of its own, and no change.
	for _, f := range []string{"22891-2005-02-10.ru.txt", "22891-2005-02-10.kk.txt"} {
		a, err := Read(measured.Read(t, "acts", f), "")
		if err != nil {
			t.Fatal(err)
		}
		list, torn, missing := a.Shares()
		if len(list) != 1 || len(list[0].Clauses) != len(a.Clauses) || len(a.Clauses) == 0 || len(torn)+len(missing) > 0 || len(a.Entry.Exceptions) != 1 {
			t.Errorf("%s: %v %v %v, exceptions %v", f, list, torn, missing, a.Entry.Exceptions)
		}
	}
}
