package eligibility_test

import (
	"testing"
	"time"

	"tizbe/corpus"
	"tizbe/versioning"
	"tizbe/versioning/eligibility"
)

var questions = []eligibility.Question{
	{Position: "Тергеуші", Unit: "Қаржылық мониторинг агенттігінің орталық аппараты", On: corpus.MustDate("2026-11-22"), Seen: corpus.MustDate("2026-11-22")},
	{Position: "аға инженер", On: corpus.MustDate("2026-11-22"), Seen: corpus.MustDate("2026-11-22")},
	{Position: "АҚК Төрағасы", On: corpus.MustDate("2026-03-01"), Seen: corpus.MustDate("2026-11-22")},
	{Position: "дәрігер", Unit: "ТЖД Төтенше жағдайлар басқармалары", Duty: "қызмет өткеруді ұйымдастыру", On: corpus.MustDate("2026-11-22"), Seen: corpus.MustDate("2026-11-22")},
	{Position: "бухгалтер", On: corpus.MustDate("2026-11-22"), Seen: corpus.MustDate("2026-11-22")},
}

// BenchmarkCheck answers questions in-process, with everything read.
func BenchmarkCheck(b *testing.B) {
	e := engine(b)
	for _, q := range questions {
		b.Run(q.Position, func(b *testing.B) {
			for b.Loop() {
				if _, err := e.Check(q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkNew reads an act's revisions into an engine.
func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		engine(b)
	}
}

// BenchmarkAsOf finds the candidate revisions of a day, without a question
// about a position.
func BenchmarkAsOf(b *testing.B) {
	base, err := versioning.NewBase(seedRecords(b), time.Time{})
	if err != nil {
		b.Fatal(err)
	}
	act, err := base.Act("")
	if err != nil {
		b.Fatal(err)
	}
	seen := corpus.MustDate("2026-11-22")
	for _, on := range []string{"2025-10-15", "2026-03-01", "2026-11-22"} {
		b.Run(on, func(b *testing.B) {
			day := corpus.MustDate(on)
			for b.Loop() {
				if _, err := act.AsOf(day, seen); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
