package amendment

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tizbe/corpus"
	"tizbe/corpus/amending"
	"tizbe/versioning"
)

// amended records what each amending text does, one after the other, and
// returns the act.
func amended(t *testing.T, texts map[corpus.ActID]string, order ...corpus.ActID) *versioning.Act {
	t.Helper()
	b, root := base(t, small)
	recs := []versioning.Record{
		{Act: &b.Acts()[0].ActRecord},
		{Event: b.Acts()[0].Events[0]},
		{Held: &versioning.Held{Act: work, Lang: corpus.Kazakh, Events: []string{"2020-01-10"}, Root: root}},
	}
	recs[1].Event.Silent, recs[1].Event.Clause = false, "Осы қаулы қол қойылған күнінен бастап қолданысқа енгізіледі."
	for _, by := range order {
		cur, err := versioning.NewBase(recs, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		act, err := amending.Read([]byte(texts[by]), "")
		if err != nil {
			t.Fatal(err)
		}
		r, err := Compile(cur, act, by)
		if err != nil || len(r.Problems) > 0 || len(r.Effects) != 1 || len(act.Unread()) > 0 {
			t.Fatalf("%s: %v %+v unread %v", by, err, r, act.Unread())
		}
		recs = append(recs, versioning.Record{Event: r.Effects[0].Event})
	}
	b, err := versioning.NewBase(recs, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return b.Acts()[0]
}

const opening = "Правительство Республики Казахстан **ПОСТАНОВЛЯЕТ:**\n\n1. Внести в постановление Правительства Республики Казахстан от 10 января 2020 года № 1 «Сынақ туралы» следующие изменения:\n\n" +
	"в перечне, утвержденном указанным постановлением:\n\n"

func onDay(t *testing.T, a *versioning.Act, on string) (string, []string) {
	t.Helper()
	r, err := a.AsOf(corpus.MustDate(on), corpus.MustDate("2026-01-01"))
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Candidates) != 1 {
		t.Fatalf("on %s: candidates %v", on, r.Candidates)
	}
	s, err := a.State(r.Candidates[0], nil)
	if err != nil {
		t.Fatalf("on %s: %v", on, err)
	}
	return r.Candidates[0].ID, s.Root.Annex().EnactedLines()
}

// Two acts of one day change the list one after the other.
func TestTwoAmendmentsOnOneDay(t *testing.T) {
	texts := map[corpus.ActID]string{
		"/akn/kz/act/resolution/2021-06-01/9":  opening + "абзац второй пункта 1 изложить в следующей редакции:\n\n«хатшы;»;\n\n2. Настоящее постановление вводится в действие со дня его подписания.\n",
		"/akn/kz/act/resolution/2021-06-01/10": opening + "в абзаце втором пункта 1 слово «хатшы» заменить словом «аудармашы»;\n\n2. Настоящее постановление вводится в действие со дня его подписания.\n",
	}
	a := amended(t, texts, "/akn/kz/act/resolution/2021-06-01/9", "/akn/kz/act/resolution/2021-06-01/10")
	if id, lines := onDay(t, a, "2021-06-01"); id != "2021-06-01/10" || lines[1] != "аудармашы;" {
		t.Errorf("%s %q", id, lines)
	}
	if _, lines := onDay(t, a, "2021-05-31"); !slices.Equal(lines, small) {
		t.Errorf("the day before: %q", lines)
	}
	// The first of the two alone is a revision of its own.
	c, err := a.Revision("2021-06-01")
	if err != nil {
		t.Fatal(err)
	}
	if s, err := a.State(c, nil); err != nil || s.Root.Annex().EnactedLines()[1] != "хатшы;" {
		t.Errorf("the first alone: %v", err)
	}
}

// A later act that applies to earlier relations governs days on which the one
// before it does not.
func TestRetroactiveAmendment(t *testing.T) {
	texts := map[corpus.ActID]string{
		"/akn/kz/act/resolution/2021-06-01/9":  opening + "абзац второй пункта 1 изложить в следующей редакции:\n\n«хатшы;»;\n\n2. Настоящее постановление вводится в действие со дня его подписания.\n",
		"/akn/kz/act/resolution/2021-09-01/30": opening + "абзац второй пункта 2 изложить в следующей редакции:\n\n«аудармашы.»;\n\n2. Настоящее постановление вводится в действие со дня его подписания и распространяется на правоотношения, возникшие с 1 марта 2021 года.\n",
	}
	a := amended(t, texts, "/akn/kz/act/resolution/2021-06-01/9", "/akn/kz/act/resolution/2021-09-01/30")
	for _, tt := range []struct{ on, id, first, second string }{
		{"2021-02-28", "2020-01-10", "бас инженер;", "аға инженер."},
		{"2021-03-01", "2020-01-10+2021-09-01", "бас инженер;", "аудармашы."},
		{"2021-06-01", "2021-09-01", "хатшы;", "аудармашы."},
	} {
		id, lines := onDay(t, a, tt.on)
		if id != tt.id || lines[1] != tt.first || lines[5] != tt.second {
			t.Errorf("on %s: %s %q", tt.on, id, lines)
		}
	}
}

// What is taken out leaves its number unused: nothing is renumbered, and the
// eIds of the others stay.
func TestNothingIsRenumbered(t *testing.T) {
	texts := map[corpus.ActID]string{
		"/akn/kz/act/resolution/2021-06-01/9": opening + "пункт 2 исключить;\n\nдополнить пунктом 3-1 следующего содержания:\n\n«3-1. Тағы бір комитет:\n\nмаман.»;\n\n2. Настоящее постановление вводится в действие со дня его подписания.\n",
	}
	a := amended(t, texts, "/akn/kz/act/resolution/2021-06-01/9")
	c, err := a.Revision("2021-06-01")
	if err != nil {
		t.Fatal(err)
	}
	s, err := a.State(c, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, eid := range []string{"list__point_1", "list__point_3", "list__point_3-1", "list__point_3-1__item_1"} {
		if s.Root.Find(eid) == nil {
			t.Errorf("%s is not in the text", eid)
		}
	}
	if s.Root.Find("list__point_2") != nil {
		t.Error("point 2 is still there")
	}
	if got := strings.Join(s.Root.Annex().EnactedLines(), " "); !strings.Contains(got, "3. Үшінші комитет: маман. 3-1. Тағы бір комитет:") {
		t.Errorf("%s", got)
	}
}
