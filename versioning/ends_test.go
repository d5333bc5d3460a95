package versioning

import (
	"strings"
	"testing"
	"time"

	"tizbe/corpus"
)

const temporaryAct = "/akn/kz/act/resolution/2020-01-10/1"

// restating makes an act that holds until 1 January 2026 by its point 2, and
// an amendment of that point by another act.
func restating(after, clause string, facts ...Fact) []Record {
	const before = "2. Осы қаулы қол қойылған күнінен бастап қолданысқа енгізіледі және 2026 жылғы 1 қаңтарға дейін қолданылады."
	recs := []Record{
		{Act: &ActRecord{ID: temporaryAct}},
		{Event: &Event{ID: "2020-01-10", Act: temporaryAct, By: temporaryAct, Kind: Adoption, Adopted: corpus.MustDate("2020-01-10"), Clause: before, ClauseLang: corpus.Kazakh, TextHeld: true}},
	}
	if after != "" {
		by, _ := corpus.ParseActID("/akn/kz/act/resolution/2025-10-01/5")
		recs = append(recs, Record{Event: &Event{ID: "2025-10-01", Act: temporaryAct, By: by, Kind: Amendment, Adopted: by.Adopted(), Clause: clause, ClauseLang: corpus.Kazakh, TextHeld: true,
			Operations: []Operation{{Op: OpReplaceWords, Target: "point_2", Before: before, After: "2. Осы қаулы қол қойылған күнінен бастап қолданысқа енгізіледі" + after}}}})
	}
	for i, f := range facts {
		f.Basis = corpus.Plain("known")
		recs = append(recs, Record{Recorded: time.Date(2026, 1, 1, i, 0, 0, 0, time.UTC), Fact: &f})
	}
	return recs
}

// What an act says of its own end, worded anew by another act: on which days
// it holds, has ended, or may have, as the law stands in 2030.
func TestRestatedEnds(t *testing.T) {
	const signing, later = "Осы қаулы қол қойылған күнінен бастап қолданысқа енгізіледі", "Осы қаулы 2026 жылғы 1 наурыздан бастап қолданысқа енгізіледі"
	fact := func(act corpus.ActID, day string) Fact {
		return Fact{Act: act, Field: FactEnds, Date: corpus.MustDate(day)}
	}
	for _, tt := range []struct {
		name, after, clause string
		facts               []Fact
		want                string // by day: + holds, - has ended, ? either
	}{
		{"as stated", "", "", nil, "2025-12-31+ 2026-01-01- 2030-01-01-"},
		{"prolonged in time", " және 2027 жылғы 1 қаңтарға дейін қолданылады.", signing + ".", nil, "2025-12-31+ 2026-01-01+ 2026-12-31+ 2027-01-01-"},
		{"shortened", " және 2025 жылғы 1 желтоқсанға дейін қолданылады.", signing + ".", nil, "2025-11-30+ 2025-12-01- 2026-01-01-"},
		{"taken out", ".", signing + ".", nil, "2026-01-01+ 2030-01-01+"},
		{"prolonged on the day of the end", " және 2027 жылғы 1 қаңтарға дейін қолданылады.", "Осы қаулы 2026 жылғы 1 қаңтардан бастап қолданысқа енгізіледі.", nil, "2025-12-31+ 2026-01-01+ 2027-01-01-"},
		{"prolonged too late", " және 2027 жылғы 1 қаңтарға дейін қолданылады.", later + ".", nil, "2025-12-31+ 2026-01-01- 2026-02-28- 2026-03-01? 2026-12-31? 2027-01-01-"},
		{"prolonged late, but for earlier relations too", " және 2027 жылғы 1 қаңтарға дейін қолданылады.", later + " және 2026 жылғы 1 қаңтардан бастап туындаған құқықтық қатынастарға қолданылады.", nil, "2026-01-01+ 2026-12-31+ 2027-01-01-"},
		{"prolonged when it may be too late", " және 2027 жылғы 1 қаңтарға дейін қолданылады.", "Осы қаулы алғашқы ресми жарияланған күнінен бастап қолданысқа енгізіледі.", nil, "2025-12-31+ 2026-01-01? 2026-12-31? 2027-01-01-"},
		{"prolonged for a time", " және 2028 жылғы 1 қаңтарға дейін қолданылады.", signing + " және 2026 жылғы 1 шілдеге дейін қолданылады.", nil, "2026-01-01+ 2026-06-30+ 2026-07-01-"},
		{"not understood any more: the old end stays", " және ай толғанда күшіне енеді.", signing + ".", nil, "2025-12-31+ 2026-01-01-"},
		{"too late, and known to have ended", " және 2027 жылғы 1 қаңтарға дейін қолданылады.", later + ".", []Fact{fact(temporaryAct, "2026-01-01")}, "2025-12-31+ 2026-01-01- 2026-03-01- 2026-12-31-"},
		{"too late, and known to have come back", " және 2027 жылғы 1 қаңтарға дейін қолданылады.", later + ".", []Fact{fact(temporaryAct, "2027-01-01")}, "2026-01-01- 2026-03-01+ 2026-12-31+ 2027-01-01-"},
		{"ended otherwise than stated", "", "", []Fact{fact(temporaryAct, "2025-06-01")}, "2025-05-31+ 2025-06-01- 2026-01-01-"},
		{"the later fact counts", "", "", []Fact{fact(temporaryAct, "2025-06-01"), fact(temporaryAct, "2026-01-01")}, "2025-06-01+ 2025-12-31+ 2026-01-01-"},
	} {
		b, err := NewBase(restating(tt.after, tt.clause, tt.facts...), time.Time{})
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		act := b.Acts()[0]
		var got []string
		for _, day := range strings.Fields(tt.want) {
			day = day[:10]
			r, err := act.AsOf(corpus.MustDate(day), corpus.MustDate("2030-01-01"))
			if err != nil {
				t.Fatal(err)
			}
			holds, ended := false, false
			for _, c := range r.Candidates {
				_, gone := live(c.Events)
				holds, ended = holds || gone == nil && len(c.Events) > 0, ended || gone != nil
				if x, err := act.Revision(c.ID); err != nil || act.revisionID(x.Events) != c.ID {
					t.Errorf("%s: revision %q leads to %v, %v", tt.name, c.ID, x.IDs(), err)
				}
			}
			switch {
			case holds && ended:
				day += "?"
				if len(r.Open) == 0 {
					t.Errorf("%s: nothing is open on %s", tt.name, day)
				}
				for _, o := range r.Open {
					if o.Needs.IsZero() {
						t.Errorf("%s: nothing would settle %s", tt.name, o.Event.ID)
					}
				}
			case holds:
				day += "+"
			default:
				day += "-"
			}
			got = append(got, day)
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, s, tt.want)
		}
	}
}

// A page is given the clauses as they were read, and how later events word the
// end anew.
func TestEndsForPage(t *testing.T) {
	b, err := NewBase(restating(" және 2027 жылғы 1 қаңтарға дейін қолданылады.", ""), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	act := b.Acts()[0]
	first, second := act.ForPage(act.Events[0]), act.ForPage(act.Event("2025-10-01"))
	if first.Read == nil || first.Read.Ends.Date != corpus.MustDate("2026-01-01") || first.Restated != nil {
		t.Errorf("the act: %+v, %+v", first.Read, first.Restated)
	}
	if second.Read != nil || second.Restated == nil || second.Restated.Date != corpus.MustDate("2027-01-01") {
		t.Errorf("the amendment: %+v, %+v", second.Read, second.Restated)
	}
}

// What a later amendment did to words that only a temporary one had put there,
// once those have gone.
func TestAmendedTemporaryWords(t *testing.T) {
	line := func(s string) *corpus.Provision {
		return &corpus.Provision{EID: "list__item_1", Kind: corpus.KindItem, Text: s}
	}
	tree := func(s string) *corpus.Provision {
		list := &corpus.Provision{EID: "list", Kind: corpus.KindList}
		if s != "" {
			list.Children = []*corpus.Provision{line(s)}
		}
		return (&corpus.Provision{Kind: corpus.KindAct, Children: []*corpus.Provision{list}}).Seal()
	}
	event := func(id, by, clause string, o ...Operation) Record {
		a := corpus.ActID("/akn/kz/act/resolution/" + id + "/" + by)
		kind := Amendment
		if a == temporaryAct {
			kind = Adoption
		}
		return Record{Event: &Event{ID: id, Act: temporaryAct, By: a, Kind: kind, Adopted: corpus.MustDate(id), TextHeld: true, Clause: "Настоящее постановление вводится в действие со дня его подписания" + clause + ".", ClauseLang: corpus.Russian, Operations: o}}
	}
	temporary := event("2021-01-01", "2", " и действует до 1 января 2022 года", Operation{Op: OpReplace, Target: "list__item_1", Before: "old", After: "for a time"})
	held := func(text string, events ...string) Record {
		return Record{Held: &Held{Act: temporaryAct, Events: events, Root: tree(text)}}
	}
	for _, tt := range []struct {
		name  string
		later Operation
		held  Record
		want  string // on 2020-06-01, 2021-06-01, 2021-10-01, 2022-06-01; ? for not held
	}{
		{"replaced", Operation{Op: OpReplace, Target: "list__item_1", Before: "for a time", After: "new"}, held("old", "2020-01-10"), "old, for a time, new, new"},
		{"taken out", Operation{Op: OpDelete, Target: "list__item_1", Old: line("for a time"), Parent: "list"}, held("old", "2020-01-10"), "old, for a time, , "},
		{"words replaced: not to be known", Operation{Op: OpReplaceWords, Target: "list__item_1", Before: "for a time", After: "for a while"}, held("old", "2020-01-10"), "old, for a time, for a while, ?"},
		{"held is what stands after the end: nothing leads back", Operation{Op: OpReplace, Target: "list__item_1", Before: "for a time", After: "new"},
			held("new", "2020-01-10", "2021-01-01", "2021-09-01", "2021-01-01/end"), "?, ?, ?, new"},
		{"held is what stands before it", Operation{Op: OpReplace, Target: "list__item_1", Before: "for a time", After: "new"},
			held("new", "2020-01-10", "2021-01-01", "2021-09-01"), "old, for a time, new, new"},
	} {
		b, err := NewBase([]Record{{Act: &ActRecord{ID: temporaryAct}}, event("2020-01-10", "1", ""), temporary, event("2021-09-01", "3", "", tt.later), tt.held}, time.Time{})
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		act := b.Acts()[0]
		var got []string
		for _, day := range []string{"2020-06-01", "2021-06-01", "2021-10-01", "2022-06-01"} {
			r, err := act.AsOf(corpus.MustDate(day), corpus.MustDate("2030-01-01"))
			if err != nil || len(r.Candidates) != 1 {
				t.Fatalf("%s: %v, %v", tt.name, r.Candidates, err)
			}
			s, err := act.State(r.Candidates[0], nil)
			switch {
			case err != nil:
				got = append(got, "?")
			default:
				got = append(got, strings.Join(s.Root.Lines(), ""))
			}
		}
		if s := strings.Join(got, ", "); s != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, s, tt.want)
		}
	}
}

// The temporary amending act is held itself, and its entry clause was worded
// anew: its end lies between the two.
func TestDoubtedEnds(t *testing.T) {
	const amending = "/akn/kz/act/resolution/2021-01-01/2"
	const clause = "2. Настоящее постановление вводится в действие со дня его подписания и действует до 1 января 2022 года."
	for _, tt := range []struct{ after, want string }{
		{"2. Настоящее постановление вводится в действие со дня его подписания и действует до 1 января 2023 года.", "2022-01-01 … 2023-01-01"},
		{"2. Настоящее постановление вводится в действие со дня его подписания и действует до 1 июля 2021 года.", "2021-07-01 … 2022-01-01"},
		{"2. Настоящее постановление вводится в действие со дня его подписания.", "2022-01-01 … ?"},
		{clause, "2022-01-01"},
	} {
		b, err := NewBase([]Record{
			{Act: &ActRecord{ID: temporaryAct}},
			{Event: &Event{ID: "2020-01-10", Act: temporaryAct, By: temporaryAct, Kind: Adoption, Adopted: corpus.MustDate("2020-01-10"), Silent: true}},
			{Event: &Event{ID: "2021-01-01", Act: temporaryAct, By: amending, Kind: Amendment, Adopted: corpus.MustDate("2021-01-01"), Clause: clause, ClauseLang: corpus.Russian}},
			{Act: &ActRecord{ID: amending}},
			{Event: &Event{ID: "2021-01-01", Act: amending, By: amending, Kind: Adoption, Adopted: corpus.MustDate("2021-01-01"), Clause: clause, ClauseLang: corpus.Russian}},
			{Event: &Event{ID: "2021-06-01", Act: amending, By: "/akn/kz/act/resolution/2021-06-01/7", Kind: Amendment, Adopted: corpus.MustDate("2021-06-01"), Silent: true,
				Operations: []Operation{{Op: OpReplace, Target: "point_2", Before: clause, After: tt.after}}}},
		}, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		act := b.Acts()[0]
		if got := act.Timing(act.Event("2021-01-01/end")).InForce.Span(); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.after, got, tt.want)
		}
	}
}
