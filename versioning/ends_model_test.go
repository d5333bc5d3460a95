package versioning

import (
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tizbe/corpus"
)

// The model of temporary acts, beside that of [Act.AsOf]: it tries every day
// that each unknown date may be, and says of each completion which events
// hold. What it takes for law is written in modelEnd.days: with F the first
// day in force and P that of publication, the first days without the act.

type modelEnd struct {
	kind string // "", until, through, term, term of publication, event
	day  int
	n    int
}

func (e modelEnd) days(inForce, published int) []int {
	switch e.kind {
	case "until":
		if corpus.DateFromDays(e.day).Time().Day() == 1 {
			return []int{e.day}
		}
		return []int{e.day, e.day + 1}
	case "through":
		return []int{e.day + 1}
	case "term":
		return []int{inForce + e.n, inForce + e.n + 1}
	case "term of publication":
		return []int{published + e.n, published + e.n + 1}
	}
	return []int{lastDay + 1000}
}

var kkUntil = []string{"қаңтарға", "ақпанға", "наурызға", "сәуірге"}
var kkThrough = []string{"қаңтарды", "ақпанды", "наурызды", "сәуірді"}

// drawEnd adds an end to a clause that can have one.
func drawEnd(t *rapid.T, c *modelClause) {
	if c.silent || c.text == "" || strings.HasSuffix(c.text, ")") || c.applies == unknownDay && c.rule == "unknown" {
		return
	}
	e := modelEnd{kind: rapid.SampledFrom([]string{"", "until", "until", "through", "term", "term", "term of publication", "event"}).Draw(t, "end"),
		day: day0 + rapid.OneOf(rapid.IntRange(0, 45), rapid.Just(12), rapid.Just(40)).Draw(t, "last"), n: rapid.IntRange(4, 25).Draw(t, "lasts")}
	d := corpus.DateFromDays(e.day).Time()
	ru := map[string]string{"until": "действует до " + ruFrom(e.day), "through": "действует по " + ruFrom(e.day), "term": fmt.Sprintf("действует в течение %d календарных дней", e.n),
		"term of publication": fmt.Sprintf("действует в течение %d дней со дня первого официального опубликования", e.n), "event": "действует до принятия Закона"}
	kk := map[string]string{"until": fmt.Sprintf("%d жылғы %d %s дейін қолданылады", d.Year(), d.Day(), kkUntil[d.Month()-1]),
		"through": fmt.Sprintf("%d жылғы %d %s қоса алғанда қолданылады", d.Year(), d.Day(), kkThrough[d.Month()-1]), "term": fmt.Sprintf("күнтізбелік %d күн ішінде қолданылады", e.n),
		"term of publication": fmt.Sprintf("алғашқы ресми жарияланған күнінен бастап %d күн ішінде қолданылады", e.n), "event": "заң қабылданғанға дейін қолданылады"}
	if e.kind == "event" && c.rule == "unknown" {
		return // a clause of which nothing is understood
	}
	c.end = e
	if e.kind == "" {
		return
	}
	text := strings.TrimSuffix(c.text, ".")
	if c.lang == corpus.Kazakh {
		c.text = text + " және " + kk[e.kind] + "."
	} else {
		c.text = text + " и " + ru[e.kind] + "."
	}
}

// A holding is which events hold, and whether the act itself has ended.
type holding struct {
	live eventSet
	gone bool
}

// holds returns every holding that some completion gives.
func (a modelAct) holds(on, seen int) map[holding]bool {
	out := map[holding]bool{{}: true}
	done := make(map[corpus.ActID]bool)
	for _, first := range a {
		if done[first.by] {
			continue
		}
		done[first.by] = true
		ofOne := make(map[holding]bool)
		for _, p := range a.publicationDays(first.by) {
			for h := range a.holdsGiven(first.by, p, on, seen) {
				ofOne[h] = true
			}
		}
		next := make(map[holding]bool)
		for h := range out {
			for o := range ofOne {
				next[holding{h.live | o.live, h.gone || o.gone}] = true
			}
		}
		out = next
	}
	final := make(map[holding]bool)
	for h := range out {
		if h.live&1 == 0 {
			h = holding{}
		}
		final[h] = true
	}
	return final
}

func (a modelAct) holdsGiven(by corpus.ActID, p, on, seen int) map[holding]bool {
	all := map[holding]bool{{}: true}
	for i, e := range a {
		if e.by != by {
			continue
		}
		is := make(map[holding]bool)
		for _, f := range e.inForce(p) {
			in, out := e.governs([]int{f}, on, seen)
			if out {
				is[holding{}] = true
			}
			if !in {
				continue
			}
			ends := e.clause.end.days(f, p)
			if e.factEnds != unknownDay {
				ends = []int{e.factEnds}
			}
			for _, end := range ends {
				switch {
				case on < end:
					is[holding{live: 1 << i}] = true
				case i == 0:
					is[holding{live: 1, gone: true}] = true // its text stands, but does not govern
				default:
					is[holding{}] = true
				}
			}
		}
		next := make(map[holding]bool)
		for h := range all {
			for o := range is {
				next[holding{h.live | o.live, h.gone || o.gone}] = true
			}
		}
		all = next
	}
	return all
}

// TestEndsModel asks many questions of many small acts whose clauses state
// ends, and compares which events hold with the model.
func TestEndsModel(t *testing.T) {
	checks := flag.Lookup("rapid.checks")
	before := checks.Value.String()
	if before == checks.DefValue {
		n := modelActs / 2
		if testing.Short() {
			n /= 20
		}
		checks.Value.Set(fmt.Sprint(n))
		defer checks.Value.Set(before)
	}
	var cases, open, ended, back int
	rapid.Check(t, func(t *rapid.T) {
		l := drawLog(t, true)
		known := rapid.SampledFrom([]time.Time{{}, moment(1), moment(3)}).Draw(t, "known")
		model := l.known(known)
		base, err := NewBase(l.recs, known)
		if len(model.sets(day0, day0)) == 0 {
			if !errors.Is(err, ErrInvalid) {
				t.Fatalf("no day satisfies what is known, but: %v", err)
			}
			return
		}
		if err != nil {
			t.Fatalf("refused: %v", err)
		}
		act := base.Acts()[0]
		day := rapid.OneOf(rapid.IntRange(0, 30), rapid.IntRange(0, 50), rapid.IntRange(-9, 60))
		for _, on := range rapid.SliceOfN(day, modelDays, modelDays).Draw(t, "on") {
			for _, seen := range rapid.SliceOfN(day, modelDays, modelDays).Draw(t, "seen") {
				r, err := act.AsOf(date(day0+on), date(day0+seen))
				if err != nil {
					t.Fatal(err)
				}
				have := make(map[holding]bool)
				for _, c := range r.Candidates {
					events, gone := live(c.Events)
					h := holding{gone: gone != nil}
					for _, e := range events {
						h.live |= 1 << slices.IndexFunc(model, func(m *modelEvent) bool { return m.id == e.ID })
					}
					have[h] = true
					if len(events)+1 < len(c.Events) {
						back++
					}
					if gone != nil {
						ended++
					}
					if x, err := act.Revision(c.ID); c.ID != "" && (err != nil || !slices.Equal(x.Events, c.Events)) {
						t.Fatalf("revision %q leads to %v, %v", c.ID, x.IDs(), err)
					}
				}
				want := model.holds(day0+on, day0+seen)
				if cases++; len(want) > 1 {
					open++
				}
				if fmt.Sprint(have) != fmt.Sprint(want) {
					var b strings.Builder
					for i, e := range model {
						fmt.Fprintf(&b, "event %d: %+v\n  %s\n", i, *e, e.clause.text)
					}
					t.Fatalf("on %s as seen %s: %v, want %v\n%s", date(day0+on), date(day0+seen), have, want, b.String())
				}
			}
		}
	})
	t.Logf("%d questions: %d open, %d candidates after the end of the act, %d after that of an amendment", cases, open, ended, back)
}

// TestReversionModel applies temporary amendments to a list, each to a line of
// its own, and compares the text of every day with a list that is written
// anew for the day, whichever edition is held.
func TestReversionModel(t *testing.T) {
	const first = 20_100 // days from 1970
	back := 0
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(t, "lines")
		line := func(k int, text string) *corpus.Provision {
			return &corpus.Provision{EID: fmt.Sprintf("list__item_%d", k+1), Kind: corpus.KindItem, Text: text}
		}
		tree := func(lines []string) *corpus.Provision {
			list := &corpus.Provision{EID: "list", Kind: corpus.KindList}
			for k, s := range lines {
				list.Children = append(list.Children, line(k, s))
			}
			return (&corpus.Provision{Kind: corpus.KindAct, Children: []*corpus.Provision{list}}).Seal()
		}
		act := corpus.ActID("/akn/kz/act/resolution/" + date(first).String() + "/1")
		recs := []Record{{Act: &ActRecord{ID: act}}, {Event: &Event{ID: "adopted", Act: act, By: act, Kind: Adoption, Adopted: date(first), TextHeld: true,
			Clause: "Настоящее постановление вводится в действие со дня его подписания.", ClauseLang: corpus.Russian}}}
		type change struct{ from, to int } // governs [from, to); to 0 for good
		changes := make([]change, n)
		for k := range n {
			c := change{from: first + rapid.IntRange(1, 20).Draw(t, "from")}
			clause := "Настоящее постановление вводится в действие со дня его подписания"
			if rapid.IntRange(0, 2).Draw(t, "temporary") > 0 {
				last := c.from + rapid.IntRange(-2, 20).Draw(t, "lasts")
				c.to = last + 1
				clause += " и действует по " + ruFrom(last)
			}
			changes[k] = c
			by := corpus.ActID(fmt.Sprintf("/akn/kz/act/resolution/%s/%d", date(c.from), k+2))
			recs = append(recs, Record{Event: &Event{ID: fmt.Sprintf("%s/%d", date(c.from), k+2), Act: act, By: by, Kind: Amendment, Adopted: date(c.from), TextHeld: true, Clause: clause + ".", ClauseLang: corpus.Russian,
				Operations: []Operation{{Op: OpReplace, Target: line(k, "").EID, Before: fmt.Sprint("old ", k), After: fmt.Sprint("new ", k)}}}})
		}
		on := func(day int) []string {
			out := make([]string, n)
			for k, c := range changes {
				out[k] = fmt.Sprint("old ", k)
				if c.from <= day && (c.to == 0 || day < c.to) {
					out[k] = fmt.Sprint("new ", k)
				}
			}
			return out
		}
		// Held is the text of some day.
		base, err := NewBase(recs, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		day := first + rapid.IntRange(0, 45).Draw(t, "held")
		r, err := base.Acts()[0].AsOf(date(day), date(day))
		if err != nil || len(r.Candidates) != 1 {
			t.Fatalf("on %s: %v, %v", date(day), r.Candidates, err)
		}
		recs = append(recs, Record{Held: &Held{Act: act, Lang: corpus.Russian, Events: r.Candidates[0].IDs(), Root: tree(on(day))}})
		if base, err = NewBase(recs, time.Time{}); err != nil {
			t.Fatal(err)
		}
		a := base.Acts()[0]
		for day := first; day < first+46; day++ {
			r, err := a.AsOf(date(day), date(first+100))
			if err != nil || len(r.Candidates) != 1 {
				t.Fatalf("on %s: %v, %v", date(day), r.Candidates, err)
			}
			s, err := a.State(r.Candidates[0], nil)
			if err != nil {
				t.Fatalf("on %s: %v", date(day), err)
			}
			if want := tree(on(day)); s.Root.Sum() != want.Sum() {
				t.Fatalf("on %s, held that of %s: %v, want %v", date(day), date(first), s.Root.Lines(), want.Lines())
			}
			if last := r.Candidates[0].Last(); last.Ends() != nil {
				back++
			}
		}
		for k, c := range changes {
			ws, err := a.History(line(k, "").EID, nil)
			if err != nil {
				t.Fatal(err)
			}
			want := 2
			if c.to != 0 {
				want = 3
			}
			if len(ws) != want || ws[0].Text != fmt.Sprint("old ", k) || ws[want-1].Text != on(first + 100)[k] {
				t.Fatalf("line %d: %d wordings, want %d", k, len(ws), want)
			}
		}
		if err := a.CheckOperations(); err != nil {
			t.Fatal(err)
		}
	})
	t.Logf("%d days after an end", back)
}
