package editorial

import (
	"strings"
	"testing"
	"unicode/utf8"

	"tizbe/corpus"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		name, text string
		kind       Kind
		target     string
		acts       string
		do         string // of each act, where they differ
	}{
		{"repeal kk", "Ескерту. Күші жойылды - ҚР Үкіметінің 28.12.2015 № 1090 (01.01.2016 бастап қолданысқа енгізіледі) қаулысымен.",
			Repealed, "", "resolution/2015-12-28/1090 on_date", ""},
		{"repeal ru", "Сноска. Утратило силу постановлением Правительства РК от 28.12.2015 № 1090 (вводится в действие с 01.01.2016).",
			Repealed, "", "resolution/2015-12-28/1090 on_date", ""},
		{"supplement kk", "Ескерту. 7-тармақ 5-1) тармақшамен толықтырылды - ҚР Үкіметінің 28.12.2015 N 1090 Қаулысымен.",
			Supplemented, "point 7 + subpoint 5-1", "resolution/2015-12-28/1090", ""},
		{"supplement ru", "Сноска. Пункт 2 дополнен подпунктом 3-1) постановлением Правительства РК от 05.05.2025 № 311.",
			Supplemented, "point 2 + subpoint 3-1", "resolution/2025-05-05/311", ""},
		{"Cyrillic figures of the convocation", "Сноска. Глава 2 дополнена статьей 12-1 в соответствии с Законом РК от 02.07.2018 № 168-VІ (вводится в действие со дня его первого официального опубликования).",
			Supplemented, "chapter 2 + article 12-1", "law/2018-07-02/168-VI publication", ""},
		{"two statements kk", "Ескерту. 3-тармақ жаңа редакцияда - ҚР Үкіметінің 01.02.2010 № 45, өзгеріс енгізілді - ҚР Президентінің 12.03.2011 № 210 (алғашқы ресми жарияланған күнінен бастап қолданысқа енгізіледі) Жарлығымен.",
			NewWording, "point 3", "resolution/2010-02-01/45, decree/2011-03-12/210 publication", "new_wording changed"},
		{"two statements ru", "Сноска. Пункт 4 в редакции постановления Правительства РК от 01.02.2010 № 45; с изменением, внесенным указом Президента РК от 12.03.2011 № 210 (вводится в действие со дня подписания).",
			NewWording, "point 4", "resolution/2010-02-01/45, decree/2011-03-12/210 signing", "new_wording changed"},
		{"planned kk", "ЗҚАИ-ның ескертпесі!\n5-тармаққа өзгеріс енгізу көзделген – ҚР 30.12.2025 № 250-VIII (01.07.2026 бастап қолданысқа енгізіледі) Заңымен.",
			Planned, "point 5", "law/2025-12-30/250-VIII on_date", ""},
		{"planned ru", "Примечание ИЗПИ! В подпункт 3) пункта 7 предусматривается изменение Законом РК от 30.12.2025 № 250-VIII (вводится в действие с 01.07.2026).",
			Planned, "point 7 subpoint 3", "law/2025-12-30/250-VIII on_date", ""},
		{"suspension", "Сноска. Действие пункта 3 приостановлено до 01.01.2027 постановлением Правительства РК от 05.05.2025 № 311.",
			Suspended, "point 3", "resolution/2025-05-05/311", ""},
		{"code of the body in the number", "Сноска. Приложение 1 в редакции приказа Министра здравоохранения РК от 22.05.2020 № ҚР ДСМ-56/2020 (вводится в действие по истечении десяти календарных дней после дня его первого официального опубликования).",
			NewWording, "document annex 1", "order/2020-05-22/ҚР-ДСМ-56-2020 after_publication", ""},
		{"words quoted say nothing", `Ескерту. Бүкіл мәтін бойынша "күші жойылды" деген сөздер "жаңа" деген сөздермен ауыстырылды - ҚР Үкіметінің 01.01.2020 № 5 қаулысымен.`,
			Changed, "partly", "resolution/2020-01-01/5", ""},
		{"an act named in a bracket is none of the note", "Ескерту. 2-бапқа өзгеріс енгізілді - ҚР 2007.07.09 № 298 (қолданысқа енгізілу тәртібін ҚР 2007.07.27 № 320 Заңынан қараңыз), 2010.03.19 № 258-IV Заңдарымен.",
			Changed, "article 2", "law/2007-07-09/298 unreadable, law/2010-03-19/258-IV", ""},
		{"bracket behind the noun", "Ескерту. Қаулының тақырыбына өзгеріс енгізілді - ҚР Үкіметінің 10.06.2026 № 483 қаулысымен (қол қойылған күнінен бастап қолданысқа енгізіледі).",
			Changed, "title", "resolution/2026-06-10/483 signing", ""},
		{"abzac spelled", "Ескерту. 16-тармақтың жиырма сегізінші абзацы жаңа редакцияда – ҚР Үкіметінің 29.01.2026 № 48 қаулысымен.",
			NewWording, "point 16 alinea 28", "resolution/2026-01-29/48", ""},
		{"entry", "Примечание РЦПИ! Порядок введения в действие настоящего постановления см. п. 3", Entry, "", "", ""},
		{"kind of the act left out", "Сноска. Пункт 5 с изменениями, внесенными от 01.02.2020 № 7.", Changed, "point 5", "", ""},
		{"a day that is none", "Сноска. Пункт 5 в редакции приказа Министра РК от 31.02.2020 № 7.", NewWording, "point 5 partly", "", ""},
		{"a repeal with an exception is not of the whole act", "Сноска. Утратило силу постановлением Правительства РК от 12.09.2015 № 871, за исключением пункта 4.",
			Repealed, "partly", "resolution/2015-09-12/871", ""},
		{"the same in Kazakh", "Ескерту. 4-тармақты қоспағанда, күші жойылды - ҚР Үкіметінің 12.09.2015 № 871 қаулысымен.",
			Repealed, "partly", "resolution/2015-09-12/871", ""},
		{"a full stop behind the date", "Ескерту. 9-тармақтың күші жойылды - ҚР Үкіметінің 2006.05.07. N 411 қаулысымен .",
			Repealed, "point 9", "resolution/2006-05-07/411", ""},
		{"nothing said", "Ескерту. Ескертуді қараңыз.", Unread, "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			n, ok := Parse(c.text, "")
			if !ok {
				t.Fatal("not taken for a note")
			}
			target, acts := said(n)
			for i, r := range n.Target.Added {
				if i == 0 {
					target += " +"
				}
				for _, e := range r {
					target += " " + e.Level.String() + " " + e.Num
				}
			}
			if c.name == "a day that is none" {
				target = c.target // nothing is said of the rest
			}
			if n.Kind != c.kind || target != c.target || acts != c.acts {
				t.Errorf("got %s, %q, %q\nwant %s, %q, %q", n.Kind, target, acts, c.kind, c.target, c.acts)
			}
			var do []string
			for _, a := range n.Acts {
				do = append(do, string(a.Do))
			}
			if got := strings.Join(do, " "); c.do != "" && got != c.do {
				t.Errorf("done: %s, want %s", got, c.do)
			}
		})
	}
}

func TestTombstone(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"5) алып тасталды - ҚР Үкіметінің 2010 жылғы 29 шілдедегі № 763 қаулысымен;", "deleted 5 resolution/2010-07-29/763"},
		{"Статья 17. Исключена Законом РК от 24.05.2018 № 156-VI (вводится в действие со дня первого официального опубликования).", "deleted 17 law/2018-05-24/156-VI publication"},
		{"101-2-бап. Алып тасталды - ҚР 01.04.2021 № 26-VII Заңымен.", "deleted 101-2 law/2021-04-01/26-VII"},
		{"15-1. Күші жойылды – ҚР Қаржы министрінің 30.03.2024 № 2, ҚР Әділет министрінің 24.09.2024 № 4 бірлескен бұйрығымен.", "repealed 15-1 order/2024-03-30/2, order/2024-09-24/4"},
		{"6) (исключен - постановлением Правительства РК от 28.03.2007 N 237 ) ;", "deleted 6 resolution/2007-03-28/237"},
		{"4. (Пункт 4 утратил силу - постановлением Правительства РК от 25 декабря 2004 г. N 1283 )", "repealed 4 resolution/2004-12-25/1283"},
		// Text of acts, not of publishers.
		{"1. Исключен из списка.", ""},
		{"2. Күші жойылды деп танылсын:", ""},
		{"3. Утратил силу постановлением по решению суда.", ""},
		{"1. Признать утратившими силу: постановление Правительства РК от 01.02.2020 № 7;", ""},
		{"Күші жойылды - ҚР Үкіметінің 01.02.2020 № 7 қаулысымен.", ""},
	} {
		n, ok := Tombstone(c.text)
		got := ""
		if ok {
			target, acts := said(n)
			got = string(n.Kind) + " " + target + " " + acts
		}
		if got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

// TestOf: where the notes stand, and that a note of two paragraphs is one.
func TestOf(t *testing.T) {
	root := &corpus.Provision{Kind: corpus.KindAct, Children: []*corpus.Provision{
		{EID: "title", Kind: corpus.KindTitle, Text: "Тізбені бекіту туралы"},
		{EID: "editorial_1", Kind: corpus.KindEditorial, Text: "ЗҚАИ-ның ескертпесі!"},
		{EID: "editorial_2", Kind: corpus.KindEditorial, Text: "Қолданысқа енгізілу тәртібін 2-тармақтан қараңыз."},
		{EID: "point_1", Kind: corpus.KindPoint, Num: "1", Text: "1. Тізбе бекітілсін:", Children: []*corpus.Provision{
			{EID: "point_1__subpoint_1", Kind: corpus.KindSubpoint, Num: "1", Text: "1) алып тасталды - ҚР Үкіметінің 01.02.2020 № 7 қаулысымен;"},
			{EID: "point_1__editorial_1", Kind: corpus.KindEditorial, Text: "Ескерту. 1-тармаққа өзгеріс енгізілді - ҚР Үкіметінің 01.02.2020 № 7 қаулысымен."},
		}},
		{EID: "point_1-1", Kind: corpus.KindPoint, Num: "1-1", Text: "1-1. Жаңа тармақ."},
		{EID: "editorial_3", Kind: corpus.KindEditorial, Text: "(қараңыз)"},
	}}
	var got []string
	for _, p := range Of(root, corpus.Kazakh) {
		got = append(got, p.EID+" "+string(p.Kind)+" "+string(p.Clause.Entry.Kind))
	}
	want := "title entry see; point_1__subpoint_1 deleted ; point_1__subpoint_1 changed ; point_1-1 unread "
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"Ескерту. Тізбеге өзгерістер енгізілді - ҚР Үкіметінің 29.01.2026 № 48 (қол қойылған күнінен бастап қолданысқа енгізіледі); 20.02.2026 № 91 (қолданысқа енгізілу тәртібін 2-тармақтан қараңыз) қаулыларымен.",
		"Сноска. Пункт 2 дополнен подпунктом 3-1) постановлением Правительства РК от 05.05.2025 № 311 (вводится в действие с 01.01.2026.",
		"2) күші жойылды - ҚР Үкіметінің 04.09.2015 № 745 қаулысымен (алғашқы", "Сноска. ((((", "Сноска. 01.01.2020 № 1(1)(2)", "Статья 1. Исключена \"«", "ЗҚАИ-ның ескертпесі!",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, read := range []func(string) (Note, bool){func(s string) (Note, bool) { return Parse(s, "") }, Tombstone} {
			n, ok := read(s)
			if !ok {
				continue
			}
			if n.Text != s {
				t.Errorf("the note is not kept: %q", n.Text)
			}
			if n.Tombstone && len(n.Acts) == 0 {
				t.Error("a tombstone without an act")
			}
			for _, a := range n.Acts {
				if a.Date.IsZero() || a.Number == "" {
					t.Errorf("an act without date or number: %+v", a)
				}
				if a.ID != "" && a.ID.Adopted() != a.Date {
					t.Errorf("%s is not of %s", a.ID, a.Date)
				}
				if utf8.ValidString(s) && !strings.Contains(s, a.Clause) {
					t.Errorf("the clause is not verbatim: %q", a.Clause)
				}
			}
		}
	})
}
