package position

import "testing"

func FuzzOpen(f *testing.F) {
	for _, s := range []string{"аға жедел уәкіл (тергеуші, анықтаушы);", "А (б (в), г) және оған теңестірілген д", "барлық атаудағы", "((((", "а,,б,()"} {
		f.Add(s, "мерген")
	}
	f.Fuzz(func(t *testing.T, text, question string) {
		q := NewQuery(question)
		v := NewVocabulary([]string{text})
		for _, e := range checkOpen(t, text, Decision{}) {
			e.Match(q, q)
			for _, c := range q.Typo(v) {
				e.Match(c, q)
			}
		}
	})
}

func FuzzOpenNote(f *testing.F) {
	f.Add("Ескертпе: функционалдық міндеттері:", "кадрлық қамтамасыз етуді (жауынгерлік даярлықты қоспағанда) іске асыру мәселелері болып табылатын лауазымдарға қолданылмайды.", "кадрлық қамтамасыз ету")
	f.Add("Примечание:", "финансового и материально-технического обеспечения", "финансы")
	f.Fuzz(func(t *testing.T, first, second, duty string) {
		q := NewQuery(duty)
		for _, x := range OpenNote([]string{first, second}).Exclusions {
			if excluded, saved, _ := x.Names(q, q, q); saved && !excluded {
				t.Fatalf("saved without being excluded: %+v", x)
			}
		}
	})
}

func FuzzParseHeading(f *testing.F) {
	f.Add(point11, "Алматы облысының ТЖД")
	f.Add(city, "Бурабай аудандық полиция бөлімі")
	f.Add(police, "тергеу қызметі")
	f.Fuzz(func(t *testing.T, text, unit string) {
		h := ParseHeading(text)
		q := NewQuery(unit).Expand(Abbreviations(h))
		rule, ok := h.Match(q)
		if ok != (rule != "") {
			t.Fatalf("rule %q, found %v", rule, ok)
		}
		MatchPath([]Heading{h, h, h}, q)
		if len(h.Units()) == 0 {
			t.Fatal("a heading names at least itself")
		}
	})
}

func FuzzParseDecisions(f *testing.F) {
	f.Add("а (б)\n  parens: alternative\n  = в\n")
	f.Add("а, б\n  list: tail\n  at: list__item_1\n")
	f.Fuzz(func(t *testing.T, src string) {
		d, err := ParseDecisions("fuzz", []byte(src))
		if err != nil {
			return
		}
		for k, v := range d.of {
			if got, ok := d.For(k.eid, k.text); !ok || len(got.Entries) != len(v.Entries) {
				t.Fatalf("%q is not found again", k.text)
			}
			checkOpen(t, k.text, v)
		}
	})
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		Open("қалалық (аудандық, көліктегі) полиция басқармасының (бөлімінің), полиция бөлімінің бөлім (бөлімше) бастығы;", Decision{})
	}
}

func BenchmarkMatch(b *testing.B) {
	e := Open("аға жедел уәкіл (тергеуші, анықтаушы, криминалист);", Decision{})
	q := NewQuery("аға криминалист")
	for b.Loop() {
		for i := range e {
			e[i].Match(q, Query{})
		}
	}
}

func BenchmarkMatchHeading(b *testing.B) {
	h := ParseHeading(police)
	q := NewQuery("Алматы облысының полиция департаменті")
	for b.Loop() {
		h.Match(q)
	}
}

func BenchmarkNewQuery(b *testing.B) {
	for b.Loop() {
		NewQuery("аса маңызды істер жөніндегі аға жедел уәкіл")
	}
}

func BenchmarkParseHeading(b *testing.B) {
	for b.Loop() {
		ParseHeading(police)
	}
}
