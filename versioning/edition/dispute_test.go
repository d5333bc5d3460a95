package edition

import (
	"slices"
	"testing"
	"time"

	"tizbe/corpus"
	"tizbe/versioning"
	"tizbe/versioning/eligibility"
)

// TestDispute records what the state bank's text says against the computed
// one, as if nobody had known of it. It must be the dispute that was found by
// hand: № 91 replaced the negotiator's line, or added one.
func TestDispute(t *testing.T) {
	recs := undisputed(embedded(t))
	act := base(t, recs)
	doc := read(t, "edition-2026-06-10.statebank.kk.md")
	c, err := Compare(act, revision(t, act, "2026-06-10"), doc.Root)
	if err != nil {
		t.Fatal(err)
	}
	add, d, err := Dispute(recs, c, claim())
	if err != nil {
		t.Fatal(err)
	}
	in := "list__point_17__group_2__group_2__group_2__item_"
	if want := []string{in + "16", in + "15-1"}; !slices.Equal(d.EIDs, want) {
		t.Errorf("it is about %v, want %v", d.EIDs, want)
	}
	if d.ID != "2026-02-20-statebank" || len(d.Readings) != 2 {
		t.Fatalf("got %+v", d)
	}
	for i, want := range []versioning.Op{versioning.OpReplace, versioning.OpInsert} {
		if ops := d.Readings[i].Operations; len(ops) != 1 || ops[0].Op != want {
			t.Errorf("reading %d: %+v, want one %s", i, ops, want)
		}
	}

	// Both texts can be computed, forwards from the text before № 91 and back.
	all := slices.Concat(recs, add)
	act = base(t, all)
	for source, file := range map[string]string{"held": "seed-2026-02-20.kk.txt", "statebank": "edition-2026-06-10.statebank.kk.md"} {
		s, err := act.State(revision(t, act, "2026-02-20"), versioning.Readings{d.ID: source})
		if err != nil {
			t.Fatal(err)
		}
		if got := changesInList(s, Align(s.Root, read(t, file).Root, nil).Seal()); len(got) > 0 {
			t.Errorf("under the reading of %s:\n%s", source, show(got))
		}
	}
	if _, err := act.State(revision(t, act, "2025-09-24"), nil); err != nil {
		t.Error(err)
	}

	// A dispute that is known is not reported again.
	again, err := Compare(act, revision(t, act, "2026-06-10"), doc.Root)
	if err != nil {
		t.Fatal(err)
	}
	if len(again.Changes) > 0 || again.Sides()[d.ID] != "statebank" {
		t.Errorf("again: %s; it sides with %v", show(again.Changes), again.Sides())
	}
	if _, _, err := Dispute(all, again, claim()); err == nil {
		t.Error("texts that agree are disputed")
	}

	// The answer is given under each source's text.
	engine, err := eligibility.New(act, nil)
	if err != nil {
		t.Fatal(err)
	}
	ans, err := engine.Check(eligibility.Question{Position: "инспектор-психолог", Unit: "Арнайы жедел ден қою жасақтары", On: corpus.MustDate("2026-11-22"), Seen: corpus.MustDate("2026-11-22")})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(ans.Reasons, eligibility.SourcesDisagree) {
		t.Errorf("the answer is %v for %v, want undetermined for sources_disagree", ans.Verdict, ans.Reasons)
	}
}

func claim() Claim {
	return Claim{Source: "statebank", Title: corpus.Plain("the state reference bank"), Basis: corpus.Plain("one line or two"),
		Held: &versioning.Held{Lang: corpus.Kazakh, RawName: "edition.md"}, Recorded: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)}
}

// changesInList leaves out the preamble, which № 483 changed.
func changesInList(s *versioning.State, root *corpus.Provision) []versioning.Change {
	return slices.DeleteFunc(changes(s, root), func(c versioning.Change) bool { return c.EID == "preamble" })
}

// TestThirdReading: a third source's text of what is disputed is a further
// reading of the same dispute.
func TestThirdReading(t *testing.T) {
	recs := embedded(t)
	act := base(t, recs)
	third := read(t, "seed-2026-02-20.kk.txt").Root
	n := 0
	for p := range third.All() {
		if p.Text == "аға инспектор-психолог (келіссөз жүргізуші);" {
			p.Text = "бас инспектор-психолог (келіссөз жүргізуші);"
			n++
		}
	}
	if n != 1 {
		t.Fatalf("%d lines changed", n)
	}
	c, err := Compare(act, revision(t, act, "2026-02-20"), third)
	if err != nil {
		t.Fatal(err)
	}
	add, d, err := Dispute(recs, c, Claim{Source: "ministry", Held: &versioning.Held{Lang: corpus.Kazakh}})
	if err != nil {
		t.Fatal(err)
	}
	if d.ID != "no-91-negotiator" || len(d.Readings) != 3 {
		t.Errorf("got %s with %d readings", d.ID, len(d.Readings))
	}
	act = base(t, slices.Concat(recs, add))
	if again, err := Compare(act, revision(t, act, "2026-02-20"), third); err != nil || len(again.Changes) > 0 {
		t.Errorf("again: %v", err)
	}
}

// TestDisputeOfAdoption: two sources of an act that nothing amended yet.
func TestDisputeOfAdoption(t *testing.T) {
	id := corpus.ActID("/akn/kz/act/resolution/2024-03-01/150")
	mk := func(item string) *corpus.Provision {
		return (&corpus.Provision{Kind: corpus.KindAct, Children: []*corpus.Provision{{EID: "list", Kind: corpus.KindList, Children: []*corpus.Provision{
			{EID: "list__point_1", Kind: corpus.KindPoint, Num: "1", Text: "1. Департамент:", Children: []*corpus.Provision{
				{EID: "list__point_1__item_1", Kind: corpus.KindItem, Text: "начальник;"}, {EID: "list__point_1__item_2", Kind: corpus.KindItem, Text: item},
			}}}}}}).Seal()
	}
	recs := []versioning.Record{
		{Act: &versioning.ActRecord{ID: id, Title: corpus.Plain("act")}},
		{Event: &versioning.Event{ID: "2024-03-01", Act: id, By: id, Kind: versioning.Adoption, Adopted: id.Adopted(), Silent: true, TextHeld: true}},
		{Held: &versioning.Held{Act: id, Lang: corpus.Russian, Events: []string{"2024-03-01"}, Root: mk("инспектор;")}},
	}
	act := base(t, recs)
	c, err := Compare(act, revision(t, act, "2024-03-01"), mk("старший инспектор;"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := show(c.Changes), "changed list__point_1__item_2 -инспектор; +старший инспектор;"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	add, d, err := Dispute(recs, c, Claim{Source: "copy", Held: &versioning.Held{Lang: corpus.Russian}})
	if err != nil {
		t.Fatal(err)
	}
	act = base(t, slices.Concat(recs, add))
	for source, want := range map[string]string{"held": "инспектор;", "copy": "старший инспектор;"} {
		s, err := act.State(revision(t, act, "2024-03-01"), versioning.Readings{d.ID: source})
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Root.Find("list__point_1__item_2").Text; got != want {
			t.Errorf("%s: %s, want %s", source, got, want)
		}
	}
}
