package numerals

import (
	"strings"
	"testing"

	"tizbe/corpus"
)

func TestSpellOrdinal(t *testing.T) {
	for _, c := range []struct {
		n      int
		kk, ru string
	}{
		{1, "бірінші", "первый"},
		{3, "үшінші", "третий"},
		{14, "он төртінші", "четырнадцатый"},
		{20, "жиырмасыншы", "двадцатый"},
		{28, "жиырма сегізінші", "двадцать восьмой"},
		{40, "қырқыншы", "сороковой"},
		{100, "жүзінші", "сотый"},
		{101, "жүз бірінші", "сто первый"},
		{128, "жүз жиырма сегізінші", "сто двадцать восьмой"},
		{300, "үш жүзінші", "трехсотый"},
		{999, "тоғыз жүз тоқсан тоғызыншы", "девятьсот девяносто девятый"},
		{0, "", ""},
		{1000, "", ""},
		{-7, "", ""},
	} {
		if got := SpellOrdinal(c.n, corpus.Kazakh); got != c.kk {
			t.Errorf("%d: %q, want %q", c.n, got, c.kk)
		}
		if got := SpellOrdinal(c.n, corpus.Russian); got != c.ru {
			t.Errorf("%d: %q, want %q", c.n, got, c.ru)
		}
	}
	if got := SpellOrdinal(1, corpus.English); got != "" {
		t.Errorf("English is spelled %q", got)
	}
}

// What is spelled is read back.
func TestSpelledIsReadBack(t *testing.T) {
	for _, l := range []corpus.Lang{corpus.Kazakh, corpus.Russian} {
		for n := 1; n <= Max; n++ {
			words := strings.Fields(Fold(SpellOrdinal(n, l)).S)
			if got, used := Ordinal(words); got != n || used != len(words) {
				t.Errorf("%d is spelled %q and read as %d (%d words)", n, words, got, used)
			}
		}
	}
}
