package eligibility_test

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"tizbe/corpus"
	"tizbe/versioning"
	"tizbe/versioning/eligibility"
)

// sameOnEachDay holds the answers of all days together against those of each
// day alone.
func sameOnEachDay(t interface{ Fatalf(string, ...any) }, together, alone *eligibility.Engine, q eligibility.Question, days ...corpus.Date) {
	got, err := together.CheckDays(q, days...)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	for i, day := range days {
		q.On = day
		want, err := alone.Check(q)
		if err != nil {
			t.Fatalf("%+v: %v", q, err)
		}
		want.Suggestions = nil
		if !reflect.DeepEqual(got[i], want) {
			t.Fatalf("%+v: asked together with other days it is %s %v, alone %s %v", q, got[i].Verdict, got[i].Reasons, want.Verdict, want.Reasons)
		}
	}
}

// TestDaysTogether: an answer is the same whichever days are asked about with
// it, and whatever was asked before.
func TestDaysTogether(t *testing.T) {
	act := seedAct(t)
	engines := make([]*eligibility.Engine, 2)
	for i := range engines {
		var err error
		if engines[i], err = eligibility.New(act, translator(t)); err != nil {
			t.Fatal(err)
		}
	}
	titles := everyTitle(t, engines[0])
	first := corpus.MustDate("2025-05-01")
	rapid.Check(t, func(t *rapid.T) {
		l := rapid.SampledFrom(titles).Draw(t, "title")
		q := eligibility.Question{Position: l.entry.Title, Seen: first.AddDays(rapid.IntRange(100, 700).Draw(t, "seen"))}
		switch rapid.IntRange(0, 3).Draw(t, "unit") {
		case 0:
			q.Unit = l.path[len(l.path)-1].Heading()
		case 1:
			q.Unit = rapid.SampledFrom(titles).Draw(t, "other").path[0].Heading()
		case 2:
			q.Unit = "Ғарыш агенттігі"
		}
		if rapid.Bool().Draw(t, "mistyped") {
			q.Position = q.Position[:len(q.Position)-2] // a letter
		}
		var days []corpus.Date
		for _, n := range rapid.SliceOfN(rapid.IntRange(0, 700), 1, 6).Draw(t, "days") {
			days = append(days, first.AddDays(n))
		}
		sameOnEachDay(t, engines[0], engines[1], q, days...)
	})
}

// TestSuspendedDaysTogether: where a text is suspended for a time, the day
// decides.
func TestSuspendedDaysTogether(t *testing.T) {
	by := corpus.ActID("/akn/kz/act/order/2021-03-01/5")
	e := trial(t, &versioning.Event{By: by, Kind: versioning.Suspension, TextHeld: true,
		Operations: []versioning.Operation{{Op: versioning.OpSuspend, Target: "list__point_1__item_2", Until: corpus.MustDate("2021-12-31")}}})
	var days []corpus.Date
	for _, d := range []string{"2021-06-01", "2021-12-31", "2022-01-01", "2021-07-01", "2020-06-01"} {
		days = append(days, corpus.MustDate(d))
	}
	verdicts := make(map[eligibility.Verdict]bool)
	for _, position := range []string{"аға инженер", "бас инженер", "кіші инженер"} {
		q := eligibility.Question{Position: position, Seen: corpus.MustDate("2026-01-01")}
		sameOnEachDay(t, e, e, q, days...)
		answers, _ := e.CheckDays(q, days...)
		for _, a := range answers {
			verdicts[a.Verdict] = true
		}
	}
	if len(verdicts) < 2 {
		t.Errorf("only the verdicts %v: the day decides nothing", verdicts)
	}
}
