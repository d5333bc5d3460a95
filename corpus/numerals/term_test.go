package numerals

import (
	"testing"

	"tizbe/corpus"
)

func TestFindTerm(t *testing.T) {
	for _, tt := range []struct {
		s           string
		lang        corpus.Lang
		since, till string
		ok          bool
	}{
		{"2024 жылғы 2 қыркүйектен бастап 2025 жылғы 1 қыркүйекке дейін", corpus.Kazakh, "2024-09-02", "2025-09-01", true},
		{"2021 жылғы 1 қаңтардан 2023 жылғы 1 қаңтарға дейін", corpus.Kazakh, "2021-01-01", "2023-01-01", true},
		{"01.01.2026 дейін тоқтатыла тұрсын", corpus.Kazakh, "", "2026-01-01", true},
		{"2025 жылғы 31 желтоқсанға дейін қоса алғанда", corpus.Kazakh, "", "2026-01-01", true},
		{"2025 жылғы 31 желтоқсанды қоса алғанда", corpus.Kazakh, "", "2026-01-01", true},
		{"2012 жылғы 21 қаңтардағы № 148 қаулысымен", corpus.Kazakh, "", "", true},
		{"2025 жылғы 1 қаңтардан бастап 2024 жылғы 1 қаңтарға дейін", corpus.Kazakh, "", "", false},
		{"со 2 сентября 2024 года до 1 сентября 2025 года", corpus.Russian, "2024-09-02", "2025-09-01", true},
		{"с 01.01.2024 по 31.12.2024", corpus.Russian, "2024-01-01", "2025-01-01", true},
		{"до 31 декабря 2024 года (включительно)", corpus.Russian, "", "2025-01-01", true},
		{"до 31 декабря 2024 года включительно", corpus.Russian, "", "2025-01-01", true},
		{"от 21 января 2012 года № 148", corpus.Russian, "", "", true},
		{"до 1 января 2025 года и до 1 июля 2025 года", corpus.Russian, "", "", false},
	} {
		got, _, ok := FindTerm(Fold(tt.s).S, tt.lang)
		if ok != tt.ok || ok && (got.Since.String() != tt.since || got.Until.String() != tt.till) {
			t.Errorf("%s: %v %v, want %s %s %v", tt.s, got, ok, tt.since, tt.till, tt.ok)
		}
	}
}
