package amendment

import (
	"testing"
	"time"

	"tizbe/corpus/amending"
	"tizbe/corpus/reading"
	"tizbe/versioning"
)

// FuzzCompile: whatever an amending text says, every clause of it is applied,
// pending or a problem that is named; what is applied can be undone; and no
// eId is given twice.
func FuzzCompile(f *testing.F) {
	for _, s := range []string{
		ruTwo + "2. Настоящее постановление вводится в действие со дня его подписания, за исключением подпункта 2) пункта 1, который вводится в действие с 1 января 2022 года.\n",
		kkTwo + "2. Осы қаулы 2022 жылғы 1 қаңтардан бастап қолданысқа енгізілетін 1-тармақтың 2) тармақшасын қоспағанда, қол қойылған күнінен бастап қолданысқа енгізіледі.\n",
		ruHead + "предложение второе пункта 1 изложить в следующей редакции:\n\n«Данные вносятся еженедельно.»;\n\nв пункте 3 в строке, порядковый номер 2, графу 3 изложить в следующей редакции:\n\n«Шымкент».;\n\nчасть вторую пункта 2 исключить." + ruTail,
		ruHead + "дополнить главой 3 следующего содержания:\n\n«Глава 3. Заключение\n\n5. Споры решаются судом.»;\n\nпункт 2 дополнить абзацем третьим следующего содержания:\n\n«1-1) пересматривается;».;\n\nпункт 1 исключить;\n\nпункт 3 дополнить строкой, порядковый номер 3, следующего содержания:\n\n«3 | Музей | Тараз»." + ruTail,
		ruHead + "1) заголовок главы 2 дополнить словами «и сроки»;\n\n2) действие пункта 2 приостановить до 1 января 2030 года;\n\n3) слова «Алматы» заменить словами «Конаев» по всему тексту." + ruTail,
	} {
		f.Add(s)
	}
	doc, err := reading.Auto([]byte(rulesRu), reading.Options{})
	if err != nil {
		f.Fatal(err)
	}
	root := doc.Root.Seal()
	f.Fuzz(func(t *testing.T, s string) {
		act, err := amending.Read([]byte(s), "")
		if err != nil {
			return
		}
		b, err := versioning.NewBase([]versioning.Record{
			{Act: &versioning.ActRecord{ID: work}},
			{Event: &versioning.Event{ID: "2020-01-10", Act: work, By: work, Kind: versioning.Adoption, Adopted: work.Adopted(), Silent: true, TextHeld: true}},
			{Held: &versioning.Held{Act: work, Lang: doc.Lang, Events: []string{"2020-01-10"}, Root: root}},
		}, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		r, err := Compile(b, act, by)
		if err != nil {
			t.Fatal(err)
		}
		done := len(r.Pending) + len(r.Problems)
		for _, p := range r.Problems {
			if p.Reason().Key == "" {
				t.Errorf("%v: no reason", p)
			}
		}
		text := root
		ids := make(map[string]bool)
		for _, e := range r.Effects {
			done += len(e.ByClause)
			if ids[e.Event.ID] {
				t.Errorf("two events %s", e.Event.ID)
			}
			ids[e.Event.ID] = true
			if text, err = versioning.Apply(text, e.Event.Operations); err != nil {
				t.Fatal(err)
			}
		}
		if done != len(act.Clauses) {
			t.Errorf("of %d clauses %d are accounted for", len(act.Clauses), done)
		}
		seen := make(map[string]bool)
		for p := range text.All() {
			if seen[p.EID] && p.EID != "" {
				t.Errorf("%s stands twice", p.EID)
			}
			seen[p.EID] = true
		}
		for i := len(r.Effects) - 1; i >= 0; i-- {
			if text, err = versioning.Undo(text, r.Effects[i].Event.Operations); err != nil {
				t.Fatal(err)
			}
		}
		if text.Sum() != root.Sum() {
			t.Error("undone, the text is another")
		}
	})
}
