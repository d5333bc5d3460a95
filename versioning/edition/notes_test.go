package edition

import (
	"cmp"
	"fmt"
	"strings"
	"testing"

	"tizbe/corpus"
	"tizbe/corpus/reading"
	"tizbe/internal/measured"
	"tizbe/versioning"
)

func noted(t *testing.T, text string, known []*versioning.Event, day string) Named {
	t.Helper()
	doc, err := reading.Markdown([]byte(text), reading.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var d corpus.Date
	if day != "" {
		d = corpus.MustDate(day)
	}
	return FromNotes(doc, "/akn/kz/act/resolution/2020-02-03/40", known, d, func(eid string) corpus.Words { return corpus.Plain("note at " + eid) })
}

func said(n Named) string {
	var out []string
	for _, e := range n.Events {
		s := fmt.Sprintf("%s %s %s", e.ID, e.Kind, strings.TrimPrefix(string(e.By), "/akn/kz/act/"))
		if e.Clause != "" {
			s += " (" + e.Clause + ")"
		}
		if e.TextHeld {
			s += " held"
		}
		out = append(out, s)
	}
	return strings.Join(out, "\n")
}

func TestFromNotes(t *testing.T) {
	const frame = "# Тізбені бекіту туралы\n\n%s\n\nҚазақстан Республикасының Үкіметі ҚАУЛЫ ЕТЕДІ:\n\n1\\. Бекітілсін.\n\n%s\n"
	for _, c := range []struct{ name, top, point, want string }{
		{"two notes name one act", "", "> Ескерту. 1-тармаққа өзгеріс енгізілді - ҚР Үкіметінің 05.04.2021 № 77 қаулысымен.\n\n> Ескерту. Мәтіні жаңа редакцияда - ҚР Үкіметінің 05.04.2021 № 77 (қол қойылған күнінен бастап қолданысқа енгізіледі) қаулысымен.",
			"2021-04-05 amendment resolution/2021-04-05/77 (қол қойылған күнінен бастап қолданысқа енгізіледі)"},
		{"parts in force on different days", "", "> Ескерту. 1-тармаққа өзгеріс енгізілді - ҚР 05.04.2021 № 7-VII (01.05.2021 бастап қолданысқа енгізіледі) Заңымен.\n\n> Ескерту. 1-тармаққа толықтыру енгізілді - ҚР 05.04.2021 № 7-VII (01.01.2022 бастап қолданысқа енгізіледі) Заңымен.",
			"2021-04-05 amendment law/2021-04-05/7-VII (01.05.2021 бастап қолданысқа енгізіледі)\n2021-04-05/7-VII amendment law/2021-04-05/7-VII (01.01.2022 бастап қолданысқа енгізіледі)"},
		{"two acts of one day", "", "> Ескерту. 1-тармаққа өзгеріс енгізілді - ҚР Үкіметінің 05.04.2021 № 77; 05.04.2021 № 78 қаулыларымен.",
			"2021-04-05 amendment resolution/2021-04-05/77\n2021-04-05/78 amendment resolution/2021-04-05/78"},
		{"repeal of the act", "> Ескерту. Күші жойылды - ҚР Үкіметінің 01.02.2023 № 9 (қол қойылған күнінен бастап қолданысқа енгізіледі) қаулысымен.", "",
			"2023-02-01 repeal resolution/2023-02-01/9 (қол қойылған күнінен бастап қолданысқа енгізіледі) held"},
		{"repeal of a point", "", "> Ескерту. 2-тармақтың күші жойылды - ҚР Үкіметінің 01.02.2023 № 9 қаулысымен.", "2023-02-01 amendment resolution/2023-02-01/9"},
		{"the act itself", "", "2\\. Действовал до 01.01.2021 в соответствии с постановлением Правительства РК от 03.02.2020 № 40.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := noted(t, fmt.Sprintf(frame, c.top, c.point), nil, "")
			if got := said(n); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			if len(n.Unread) > 0 || len(n.Unshown) > 0 {
				t.Errorf("unread %v, unshown %v", n.Unread, n.Unshown)
			}
			seen := make(map[string]bool)
			for _, e := range n.Events {
				if seen[e.ID] {
					t.Errorf("%s stands twice", e.ID)
				}
				seen[e.ID] = true
			}
		})
	}
	t.Run("planned, later, unread, known", func(t *testing.T) {
		text := fmt.Sprintf(frame, "> ЗҚАИ-ның ескертпесі! 1-тармаққа өзгеріс енгізу көзделген – ҚР 10.01.2021 № 9 (01.01.2030 бастап қолданысқа енгізіледі) Заңымен.",
			"> Ескерту. 1-тармаққа өзгеріс енгізілді - ҚР Үкіметінің 05.04.2021 № 77; 06.05.2022 № 100 қаулыларымен.\n\n> Ескерту. Қараңыз.\n\n> Сноска. Пункт 1 с изменениями, внесенными от 01.02.2021 № 7.")
		n := noted(t, text, []*versioning.Event{{ID: "2021-04-05", By: "/akn/kz/act/resolution/2021-04-05/77"}}, "2021-12-31")
		if got, want := said(n), "2021-01-10 amendment law/2021-01-10/9 (01.01.2030 бастап қолданысқа енгізіледі)"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		if fmt.Sprint(n.Unshown) != "[2021-01-10]" || fmt.Sprint(n.Later) != "[/akn/kz/act/resolution/2022-05-06/100]" || len(n.Unread) != 2 {
			t.Errorf("unshown %v, later %v, unread %v", n.Unshown, n.Later, n.Unread)
		}
	})
}

// A suspension that a note states is an operation with its days; one of which
// something is not understood is an event and no more.
func TestSuspensions(t *testing.T) {
	const frame = "# Тізбені бекіту туралы\n\nҚазақстан Республикасының Үкіметі ҚАУЛЫ ЕТЕДІ:\n\n1\\. Бекітілсін.\n\n2\\. Мыналар:\n\n1) бірінші;\n\n2) екінші.\n\n%s\n\n3\\. Орындалсын.\n"
	for _, c := range []struct{ name, note, want string }{
		{"kk point", "Ескерту. 2-тармақтың қолданысы 01.01.2026 дейін тоқтатыла тұрды – ҚР 05.04.2023 № 221-VII Заңымен.", "point_2  2025-12-31"},
		{"kk subpoint, both days", "Ескерту. 2-тармақтың 2) тармақшасының қолданысы 2024 жылғы 2 қыркүйектен бастап 2025 жылғы 1 қыркүйекке дейін тоқтатыла тұрды - ҚР Үкіметінің 16.07.2024 № 571 қаулысымен.", "point_2__subpoint_2 2024-09-02 2025-08-31"},
		{"kk last day included", "Ескерту. 2-тармақтың қолданысы 2025 жылғы 31 желтоқсанды қоса алғанда тоқтатыла тұрды – ҚР 05.04.2023 № 221-VII Заңымен.", "point_2  2025-12-31"},
		{"kk paragraph counted", "Ескерту. 2-тармақтың үшінші абзацының қолданысы 01.01.2026 дейін тоқтатыла тұрды – ҚР 05.04.2023 № 221-VII Заңымен.", "point_2__subpoint_2  2025-12-31"},
		{"kk act", "Ескерту. Қаулының қолданысы тоқтатыла тұрды - ҚР Үкіметінің 16.07.2024 № 571 (қол қойылған күнінен бастап қолданысқа енгізіледі) қаулысымен.", "act  "},
		{"ru point", "Сноска. Действие пункта 2 приостановлено до 01.01.2026 в соответствии с Законом РК от 05.04.2023 № 221-VII.", "point_2  2025-12-31"},
		{"ru both days, the last included", "Примечание ИЗПИ! Действие подпункта 1) пункта 2 приостановлено с 01.01.2024 по 31.12.2024 постановлением Правительства РК от 16.07.2024 № 571 (вводится в действие со дня подписания).", "point_2__subpoint_1 2024-01-01 2024-12-31"},
		{"ru for some only", "Сноска. Действие пункта 2 приостановлено для граждан Кыргызской Республики до 01.01.2026 постановлением Правительства РК от 16.07.2024 № 571.", "point_2  2025-12-31 для граждан Кыргызской Республики"},
		{"kk for some only", "Ескерту. 2-тармақтың қолданысы Қырғыз Республикасының азаматтары үшін 01.01.2026 дейін тоқтатыла тұрды – ҚР Үкіметінің 16.07.2024 № 571 қаулысымен.", "point_2  2025-12-31 Қырғыз Республикасының азаматтары үшін"},
		{"ru until something happens", "Сноска. Действие пункта 2 приостановлено до принятия закона постановлением Правительства РК от 16.07.2024 № 571.", "unread"},
		{"a point that is not there", "Сноска. Действие пункта 9 приостановлено до 01.01.2026 постановлением Правительства РК от 16.07.2024 № 571.", "unread"},
		{"the end before the beginning", "Сноска. Действие пункта 2 приостановлено с 01.01.2026 до 01.01.2025 постановлением Правительства РК от 16.07.2024 № 571.", "unread"},
	} {
		n := noted(t, fmt.Sprintf(frame, "> "+c.note), nil, "")
		got := ""
		if len(n.Events) != 1 {
			t.Errorf("%s: events %v", c.name, n.Events)
			continue
		}
		e := n.Events[0]
		switch {
		case len(n.Unread) == 1 && !e.TextHeld && len(e.Operations) == 0 && e.Kind == versioning.Amendment:
			got = "unread"
		case e.Kind == versioning.Suspension && e.TextHeld && len(e.Operations) == 1 && len(n.Unread) == 0:
			o := e.Operations[0].Pause()
			got = fmt.Sprintf("%s %s %s", cmp.Or(o.EID, "act"), o.Since, o.Until)
			if o.For != "" {
				got += " " + o.For
			}
		default:
			got = fmt.Sprintf("%+v, unread %v", e, n.Unread)
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// TestSamples: the acts that the measured consolidated texts name.
func TestSamples(t *testing.T) {
	for file, want := range map[string]string{
		"173961-tizbe-damu-institut-2022.kk.part.txt": "126 301",
		"173961-perechen-institutov-2022.ru.part.txt": "126 301",
		"23577-2005-04-14.kk.txt":                     "796 1005",
		"23577-2005-04-14.ru.txt":                     "796 1005",
		"44087-akzhaiyk-2009.kk.part.txt":             "763 745",
		"44087-akzhaiyk-2009.ru.part.txt":             "745",
		"48-2026-01-29.kk.txt":                        "",
	} {
		doc, err := reading.Auto(measured.Read(t, "acts", file), reading.Options{})
		if err != nil {
			t.Fatal(err)
		}
		n := FromNotes(doc, "/akn/kz/act/resolution/2000-01-01/1", nil, corpus.Date{}, func(string) corpus.Words { return nil })
		var got []string
		for _, e := range n.Events {
			got = append(got, e.By.Number())
		}
		if s := strings.Join(got, " "); s != want || len(n.Unread) > 0 {
			t.Errorf("%s: got %q, want %q; unread %v", file, s, want, n.Unread)
		}
	}
}
