package amendment

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tizbe/corpus"
	"tizbe/corpus/amending"
	"tizbe/versioning"
)

// recorded returns the act with the effects of one amending text on it.
func recorded(t *testing.T, text string, by corpus.ActID) (*versioning.Act, *Result) {
	t.Helper()
	b, root := base(t, small)
	act, err := amending.Read([]byte(text), "")
	if err != nil {
		t.Fatal(err)
	}
	if u := act.Unread(); len(u) > 0 {
		t.Fatalf("unread: %v", u)
	}
	r, err := Compile(b, act, by)
	if err != nil {
		t.Fatal(err)
	}
	recs := []versioning.Record{
		{Act: &b.Acts()[0].ActRecord},
		{Event: b.Acts()[0].Events[0]},
		{Held: &versioning.Held{Act: work, Lang: corpus.Kazakh, Events: []string{"2020-01-10"}, Root: root}},
	}
	recs[1].Event.Silent, recs[1].Event.Clause = false, "Осы қаулы қол қойылған күнінен бастап қолданысқа енгізіледі."
	for _, e := range r.Effects {
		recs = append(recs, versioning.Record{Event: e.Event})
	}
	b, err = versioning.NewBase(recs, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return b.Acts()[0], r
}

// days says each event with its operations and first days.
func days(a *versioning.Act) []string {
	var out []string
	for _, e := range a.Events[1:] {
		var to []string
		for _, o := range e.Operations {
			to = append(to, strings.TrimPrefix(o.Target, "list__"))
		}
		tm := a.Timing(e)
		say := func(b corpus.Bounds) string {
			if d, ok := b.Exact(); ok {
				return d.String()
			}
			return b.NotBefore.String() + "…" + b.NotAfter.String()
		}
		s := fmt.Sprintf("%s %v in force %s", e.ID, to, say(tm.InForce))
		if !tm.SameDay {
			s += ", applies from " + say(tm.AppliesFrom)
		}
		if !tm.Needs.IsZero() {
			s += ", open"
		}
		out = append(out, s)
	}
	return out
}

const (
	ruTwo = "Правительство Республики Казахстан **ПОСТАНОВЛЯЕТ:**\n\n1. Внести в постановление Правительства Республики Казахстан от 10 января 2020 года № 1 «Сынақ туралы» следующие изменения:\n\n" +
		"в перечне, утвержденном указанным постановлением:\n\n1) абзац второй пункта 1 изложить в следующей редакции:\n\n«хатшы;»;\n\n2) абзац второй пункта 2 изложить в следующей редакции:\n\n«аудармашы.»;\n\n" +
		"3) в пункте 3 слово «маман» заменить словом «сарапшы».\n\n"
	kkTwo = "Қазақстан Республикасының Үкіметі **ҚАУЛЫ ЕТЕДІ:**\n\n1. «Сынақ туралы» Қазақстан Республикасы Үкіметінің 2020 жылғы 10 қаңтардағы № 1 қаулысына мынадай өзгерістер енгізілсін:\n\n" +
		"көрсетілген қаулымен бекітілген тізбеде:\n\n1) 1-тармақтың екінші абзацы мынадай редакцияда жазылсын:\n\n«хатшы;»;\n\n2) 2-тармақтың екінші абзацы мынадай редакцияда жазылсын:\n\n«аудармашы.»;\n\n" +
		"3) 3-тармақтағы «маман» деген сөз «сарапшы» деген сөзбен ауыстырылсын.\n\n"
)

// Parts of an amending act that have a day of their own are events of their
// own.
func TestEntryOfParts(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"one day for all", ruTwo + "2. Настоящее постановление вводится в действие со дня его подписания.\n",
			[]string{"2021-06-01 [point_1__item_1 point_2__item_1 point_3__item_1] in force 2021-06-01"}},
		{"a subpoint later", ruTwo + "2. Настоящее постановление вводится в действие со дня его подписания, за исключением подпункта 2) пункта 1, который вводится в действие с 1 января 2022 года.\n",
			[]string{"2021-06-01 [point_1__item_1 point_3__item_1] in force 2021-06-01", "2021-06-01/point_1__subpoint_2 [point_2__item_1] in force 2022-01-01"}},
		{"a subpoint later, Kazakh", kkTwo + "2. Осы қаулы 2022 жылғы 1 қаңтардан бастап қолданысқа енгізілетін 1-тармақтың 2) тармақшасын қоспағанда, қол қойылған күнінен бастап қолданысқа енгізіледі.\n",
			[]string{"2021-06-01 [point_1__item_1 point_3__item_1] in force 2021-06-01", "2021-06-01/point_1__subpoint_2 [point_2__item_1] in force 2022-01-01"}},
		{"a subpoint earlier: its event comes first", ruTwo + "2. Настоящее постановление вводится в действие со дня его подписания, за исключением подпункта 3) пункта 1, который вводится в действие с 1 января 2021 года.\n",
			[]string{"2021-06-01/point_1__subpoint_3 [point_3__item_1] in force 2021-01-01", "2021-06-01 [point_1__item_1 point_2__item_1] in force 2021-06-01"}},
		{"counted paragraphs", ruTwo + "2. Настоящее постановление вводится в действие со дня его подписания, за исключением абзацев первого и второго подпункта 1) пункта 1, которые вводятся в действие с 1 марта 2022 года.\n",
			[]string{"2021-06-01 [point_2__item_1 point_3__item_1] in force 2021-06-01", "2021-06-01/point_1__subpoint_1#1 [point_1__item_1] in force 2022-03-01"}},
		{"the paragraph with the new wording", ruTwo + "2. Настоящее постановление вводится в действие со дня его подписания, за исключением абзаца второго подпункта 1) пункта 1, который вводится в действие с 1 марта 2022 года.\n",
			[]string{"2021-06-01 [point_2__item_1 point_3__item_1] in force 2021-06-01", "2021-06-01/point_1__subpoint_1#2 [point_1__item_1] in force 2022-03-01"}},
		{"three days", ruTwo + "2. Настоящее постановление вводится в действие со дня его подписания, за исключением подпункта 1) пункта 1, который вводится в действие с 1 января 2022 года, и подпункта 2) пункта 1, который вводится в действие с 1 июля 2022 года.\n",
			[]string{"2021-06-01 [point_3__item_1] in force 2021-06-01", "2021-06-01/point_1__subpoint_1 [point_1__item_1] in force 2022-01-01", "2021-06-01/point_1__subpoint_2 [point_2__item_1] in force 2022-07-01"}},
		{"nothing is left for the act's own day", ruTwo + "2. Настоящее постановление вводится в действие со дня его подписания, за исключением пункта 1, который вводится в действие с 1 января 2022 года.\n",
			[]string{"2021-06-01 [point_1__item_1 point_2__item_1 point_3__item_1] in force 2022-01-01"}},
		{"an application of its own", ruTwo + "2. Настоящее постановление вводится в действие со дня его подписания, за исключением подпункта 2) пункта 1, действие которого распространяется на правоотношения, возникшие с 1 марта 2021 года.\n",
			[]string{"2021-06-01 [point_1__item_1 point_3__item_1] in force 2021-06-01", "2021-06-01/point_1__subpoint_2 [point_2__item_1] in force 2021-06-01, applies from 2021-03-01"}},
		{"days that move with the publication", ruTwo + "2. Настоящее постановление вводится в действие по истечении десяти календарных дней после дня его первого официального опубликования, за исключением подпункта 2) пункта 1, который вводится в действие с 1 января 2022 года.\n",
			[]string{"2021-06-01 [point_1__item_1 point_3__item_1] in force 2021-06-12…, open", "2021-06-01/point_1__subpoint_2 [point_2__item_1] in force 2022-01-01"}},
		{"a part that the act does not have", ruTwo + "2. Настоящее постановление вводится в действие со дня его подписания, за исключением пункта 7, который вводится в действие с 1 января 2022 года.\n",
			[]string{"2021-06-01 [point_1__item_1 point_2__item_1 point_3__item_1] in force …, open"}},
	} {
		a, r := recorded(t, tt.text, by)
		if len(r.Problems) > 0 {
			t.Errorf("%s: %v", tt.name, r.Problems)
		}
		if got := days(a); !slices.Equal(got, tt.want) {
			t.Errorf("%s\n got %s\nwant %s", tt.name, strings.Join(got, "\n     "), strings.Join(tt.want, "\n     "))
		}
	}
}

// The text on a day shows the parts in force on it, whatever the order.
func TestPartsOnADay(t *testing.T) {
	a, _ := recorded(t, ruTwo+"2. Настоящее постановление вводится в действие со дня его подписания, за исключением подпункта 2) пункта 1, который вводится в действие с 1 января 2022 года.\n", by)
	for _, tt := range []struct{ on, first, second string }{
		{"2021-05-31", "бас инженер;", "аға инженер."},
		{"2021-12-31", "хатшы;", "аға инженер."},
		{"2022-01-01", "хатшы;", "аудармашы."},
	} {
		if _, lines := onDay(t, a, tt.on); lines[1] != tt.first || lines[5] != tt.second {
			t.Errorf("on %s: %q", tt.on, lines)
		}
	}
	// A part that reaches back governs days on which the rest does not.
	a, _ = recorded(t, ruTwo+"2. Настоящее постановление вводится в действие со дня его подписания, за исключением подпункта 3) пункта 1, который вводится в действие с 1 января 2021 года.\n", by)
	if id, lines := onDay(t, a, "2021-02-01"); id != "2021-06-01/point_1__subpoint_3" || lines[7] != "сарапшы." || lines[1] != "бас инженер;" {
		t.Errorf("%s %q", id, lines)
	}
	// Its wordings, with the clause that made each.
	if ws, err := a.History("list__point_3__item_1", nil); err != nil || len(ws) != 2 || ws[1].From.Event.ID != "2021-06-01/point_1__subpoint_3" {
		t.Errorf("%v %v", ws, err)
	}
}

// A change that the entry clause cuts in two is not applied on a guess.
func TestTornClause(t *testing.T) {
	text := strings.Replace(ruTwo, "«аудармашы.»;", "«аудармашы;\n\nхатшы.»;", 1) +
		"2. Настоящее постановление вводится в действие со дня его подписания, за исключением абзаца третьего подпункта 2) пункта 1, который вводится в действие с 1 января 2022 года.\n"
	_, r := recorded(t, text, by)
	if len(r.Problems) != 1 || r.Problems[0].Reason().Key != MsgTorn {
		t.Errorf("problems %v", r.Problems)
	}
}

// TestPartsModel draws amending acts whose subpoints have days of their own,
// and compares the text on a day with that of a person who holds each line
// against its own day.
func TestPartsModel(t *testing.T) {
	spelled := []string{"второй", "третий", "четвертый", "пятый", "шестой", "седьмой", "восьмой"}
	months := []string{"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"}
	adopted := by.Adopted()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, len(spelled)).Draw(t, "subpoints")
		list := []string{"1. Комитет:"}
		text := ruTwo[:strings.Index(ruTwo, "1) ")]
		own := make([]corpus.Date, n)
		byDay := make(map[corpus.Date][]int)
		for k := range n {
			list = append(list, fmt.Sprintf("ескі%d;", k+1))
			text += fmt.Sprintf("%d) абзац %s пункта 1 изложить в следующей редакции:\n\n«жаңа%d;»;\n\n", k+1, spelled[k], k+1)
			own[k] = adopted
			if rapid.Bool().Draw(t, "excepted") {
				// Few days, so that several subpoints share one.
				own[k] = adopted.AddDays(rapid.SampledFrom([]int{-400, -31, 17, 200, 900}).Draw(t, "days"))
				byDay[own[k]] = append(byDay[own[k]], k+1)
			}
		}
		text += "2. Настоящее постановление вводится в действие со дня его подписания"
		sep := ", за исключением "
		var ds []corpus.Date
		for d := range byDay {
			ds = append(ds, d)
		}
		slices.SortFunc(ds, corpus.Date.Compare)
		for _, d := range ds {
			day := d.Time()
			when := fmt.Sprintf("%d %s %d года", day.Day(), months[day.Month()-1], day.Year())
			if ks := byDay[d]; len(ks) == 1 {
				text += fmt.Sprintf("%sподпункта %d) пункта 1, который вводится в действие с %s", sep, ks[0], when)
			} else {
				text += fmt.Sprintf("%sподпунктов ", sep)
				for i, k := range ks {
					switch {
					case i > 0 && i == len(ks)-1:
						text += " и "
					case i > 0:
						text += ", "
					}
					text += fmt.Sprintf("%d)", k)
				}
				text += fmt.Sprintf(" пункта 1, которые вводятся в действие с %s", when)
			}
			sep = ", "
		}
		text += ".\n"
		act, err := amending.Read([]byte(text), "")
		if err != nil || len(act.Unread()) > 0 {
			t.Fatalf("%v %v\n%s", err, act.Unread(), text)
		}
		b, root := base(t, list)
		r, err := Compile(b, act, by)
		if err != nil || len(r.Problems) > 0 {
			t.Fatalf("%v %v\n%s", err, r.Problems, text)
		}
		first := *b.Acts()[0].Events[0]
		first.Silent, first.Clause = false, "Осы қаулы қол қойылған күнінен бастап қолданысқа енгізіледі."
		recs := []versioning.Record{{Act: &b.Acts()[0].ActRecord}, {Event: &first},
			{Held: &versioning.Held{Act: work, Lang: corpus.Kazakh, Events: []string{"2020-01-10"}, Root: root}}}
		for _, e := range r.Effects {
			recs = append(recs, versioning.Record{Event: e.Event})
		}
		if b, err = versioning.NewBase(recs, time.Time{}); err != nil {
			t.Fatal(err)
		}
		a := b.Acts()[0]
		for _, on := range []corpus.Date{adopted.AddDays(-401), adopted.AddDays(-400), adopted.AddDays(-31), adopted.AddDays(-1), adopted, adopted.AddDays(16), adopted.AddDays(17), adopted.AddDays(899), adopted.AddDays(900)} {
			seen := adopted.AddDays(1000)
			got, err := a.AsOf(on, seen)
			if err != nil || len(got.Candidates) != 1 {
				t.Fatalf("on %s: %v %v\n%s", on, got.Candidates, err, text)
			}
			s, err := a.State(got.Candidates[0], nil)
			if err != nil {
				t.Fatalf("on %s: %v\n%s", on, err, text)
			}
			want := slices.Clone(list)
			for k, d := range own {
				if !d.After(on) {
					want[k+1] = fmt.Sprintf("жаңа%d;", k+1)
				}
			}
			if lines := s.Root.Annex().EnactedLines(); !slices.Equal(lines, want) {
				t.Fatalf("on %s\n got %q\nwant %q\n%s", on, lines, want, text)
			}
		}
	})
}
