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

const (
	modelActs = 8000 // acts drawn; each is asked the questions below
	modelDays = 5    // on × seen: 25 questions
	modelAsks = 2    // moments of knowledge
)

var kkMonths = []string{"қаңтардан", "ақпаннан", "наурыздан", "сәуірден"}
var ruMonths = []string{"января", "февраля", "марта", "апреля"}

func kkFrom(day int) string {
	t := corpus.DateFromDays(day).Time()
	if t.Year() == 2024 {
		return fmt.Sprintf("2024 жылғы %d желтоқсаннан", t.Day())
	}
	return fmt.Sprintf("%d жылғы %d %s", t.Year(), t.Day(), kkMonths[t.Month()-1])
}

func ruFrom(day int) string {
	t := corpus.DateFromDays(day).Time()
	if t.Year() == 2024 {
		return fmt.Sprintf("%d декабря 2024 года", t.Day())
	}
	return fmt.Sprintf("%d %s %d года", t.Day(), ruMonths[t.Month()-1], t.Year())
}

func drawDayNear(t *rapid.T, name string) int { return day0 + rapid.IntRange(-8, 24).Draw(t, name) }

func drawClause(t *rapid.T) modelClause {
	c := rapid.SampledFrom([]modelClause{
		{rule: "signing", lang: corpus.Kazakh, text: "Осы қаулы қол қойылған күнінен бастап қолданысқа енгізіледі"},
		{rule: "signing", lang: corpus.Russian, text: "Настоящее постановление вводится в действие со дня его подписания"},
		{rule: "publication", lang: corpus.Kazakh, text: "Осы қаулы алғашқы ресми жарияланған күнінен бастап қолданысқа енгізіледі"},
		{rule: "publication", lang: corpus.Russian, text: "Настоящее постановление вводится в действие со дня его первого официального опубликования"},
		{rule: "after", n: 10, lang: corpus.Kazakh, text: "Осы қаулы алғашқы ресми жарияланған күнінен кейін күнтізбелік он күн өткен соң қолданысқа енгізіледі"},
		{rule: "after", n: 3, lang: corpus.Russian, text: "Настоящее постановление вводится в действие по истечении трех календарных дней после дня его первого официального опубликования"},
		{rule: "after or a day less", n: 10, lang: corpus.Kazakh, text: "Осы қаулы алғашқы ресми жарияланған күнінен бастап күнтізбелік он күн өткен соң қолданысқа енгізіледі"},
		{rule: "after or a day less", n: 10, lang: corpus.Russian, text: "Настоящее постановление вводится в действие по истечении десяти календарных дней со дня первого официального опубликования"},
		{rule: "months", n: 1, lang: corpus.Kazakh, text: "Осы қаулы алғашқы ресми жарияланған күнінен кейін бір ай өткен соң қолданысқа енгізіледі"},
		{rule: "months", n: 1, lang: corpus.Russian, text: "Настоящее постановление вводится в действие по истечении одного месяца после дня его первого официального опубликования"},
		{rule: "date", lang: corpus.Kazakh}, {rule: "date", lang: corpus.Russian},
		{rule: "unknown", lang: corpus.Kazakh, text: "(қолданысқа енгізілу тәртібін 2-тармақтан қараңыз)"},
		{rule: "unknown", lang: corpus.Russian, text: "(порядок введения в действие см. п. 2)"},
		{rule: "unknown", lang: corpus.Kazakh, text: "Осы қаулы ай толған түні күшіне енеді"},
		{rule: "unknown", lang: corpus.Russian, text: "Настоящее постановление распространяется на все прежние отношения", applies: unknownDay},
		{rule: "unknown"}, // none is held
		{rule: "after", n: 10, silent: true},
	}).Draw(t, "clause")
	if c.rule == "date" {
		c.date = drawDayNear(t, "date")
		if c.text = "Осы қаулы " + kkFrom(c.date) + " бастап қолданысқа енгізіледі"; c.lang == corpus.Russian {
			c.text = "Настоящее постановление вводится в действие с " + ruFrom(c.date)
		}
	}
	if c.rule != "unknown" && !c.silent && rapid.IntRange(0, 2).Draw(t, "states relations") == 0 {
		c.applies = drawDayNear(t, "applies")
		if c.lang == corpus.Kazakh {
			c.text += " және " + kkFrom(c.applies) + " бастап туындаған құқықтық қатынастарға қолданылады"
		} else {
			c.text += " и распространяется на правоотношения, возникшие с " + ruFrom(c.applies)
		}
	}
	if c.text != "" && !strings.HasSuffix(c.text, ")") {
		c.text += "."
	}
	return c
}

// A modelLog is the records drawn, each with the change it makes to the model.
type modelLog struct {
	temporary bool // clauses state ends
	recs      []Record
	make      []func(*modelAct)
}

var modelMoment = time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC)

// moment returns the moment of recording n: 0 for what came with the program.
func moment(n int) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return modelMoment.Add(time.Duration(n) * time.Hour)
}

func (l *modelLog) add(at int, r Record, change func(*modelAct)) {
	r.Recorded = moment(at)
	l.recs = append(l.recs, r)
	l.make = append(l.make, change)
}

// known returns the model as of the moment.
func (l *modelLog) known(at time.Time) modelAct {
	var a modelAct
	for _, facts := range []bool{false, true} { // a corrected event keeps them
		for i, r := range l.recs {
			if (at.IsZero() || !r.Recorded.After(at)) && (r.Fact != nil) == facts {
				l.make[i](&a)
			}
		}
	}
	slices.SortStableFunc(a, func(x, y *modelEvent) int { return x.adopted - y.adopted })
	return a
}

func date(day int) corpus.Date {
	if day == unknownDay {
		return corpus.Date{}
	}
	return corpus.DateFromDays(day)
}

// maybeDay draws a day, or none.
func maybeDay(t *rapid.T, name string, from, to, odds int) int {
	if rapid.IntRange(1, odds).Draw(t, name+"?") > 1 {
		return unknownDay
	}
	return day0 + rapid.IntRange(from, to).Draw(t, name)
}

// drawEvent draws an event of the act by the other, and records it at the
// moment.
func (l *modelLog) drawEvent(t *rapid.T, at int, id string, kind EventKind, act, by corpus.ActID) {
	e := modelEvent{id: id, clause: drawClause(t), by: by, adopted: by.Adopted().Days(), pubFrom: unknownDay, pubTo: unknownDay,
		factPublished: unknownDay, factInForce: unknownDay, factApplies: unknownDay, factEnds: unknownDay}
	if l.temporary {
		drawEnd(t, &e.clause)
	}
	off := e.adopted - day0
	switch rapid.IntRange(0, 3).Draw(t, "publication") {
	case 0:
		e.pubFrom = e.adopted + rapid.IntRange(0, 8).Draw(t, "published")
		e.pubTo = e.pubFrom
	case 1:
		e.pubFrom = maybeDay(t, "published from", off-2, off+4, 2)
		e.pubTo = maybeDay(t, "published by", off+3, off+14, 2)
	}
	e.observed = maybeDay(t, "observed", off+8*rapid.SampledFrom([]int{-1, 1, 1, 2, 2, 2, 2, 2}).Draw(t, "soon"), off+40, 3)
	ev := &Event{
		ID: id, Act: act, By: by, Kind: kind, Adopted: date(e.adopted), Clause: e.clause.text, ClauseLang: e.clause.lang, Silent: e.clause.silent,
		Published: corpus.Bounds{NotBefore: date(e.pubFrom), NotAfter: date(e.pubTo)},
	}
	if e.observed != unknownDay {
		ev.Observed = []Observation{{On: date(e.observed + 3)}, {On: date(e.observed)}}
	}
	if e.clause.silent && by.Subtype() == "opinion" {
		e.clause.rule = "unknown" // no default is known for other acts
	}
	l.add(at, Record{Event: ev}, func(a *modelAct) {
		e := e
		if i := slices.IndexFunc(*a, func(x *modelEvent) bool { return x.id == id }); i >= 0 {
			(*a)[i] = &e
		} else {
			*a = append(*a, &e)
		}
	})
}

func (l *modelLog) drawFact(t *rapid.T, at int, acts []corpus.ActID) {
	fields := []FactField{FactPublished, FactInForce, FactAppliesFrom}
	if l.temporary {
		fields = append(fields, FactEnds)
	}
	f := Fact{Act: rapid.SampledFrom(acts).Draw(t, "fact about"), Field: rapid.SampledFrom(fields).Draw(t, "field")}
	f.Date = date(f.Act.Adopted().Days() + rapid.OneOf(rapid.IntRange(0, 14), rapid.IntRange(-2, 14)).Draw(t, "fact"))
	l.add(at, Record{Fact: &f}, func(a *modelAct) {
		for _, e := range *a {
			if e.by != f.Act {
				continue
			}
			switch f.Field {
			case FactPublished:
				e.factPublished = f.Date.Days()
			case FactInForce:
				e.factInForce = f.Date.Days()
			case FactAppliesFrom:
				e.factApplies = f.Date.Days()
			case FactEnds:
				e.factEnds = f.Date.Days()
			}
		}
	})
}

func drawLog(t *rapid.T, temporary bool) *modelLog {
	l := &modelLog{temporary: temporary}
	actID := func(kind string, day, n int) corpus.ActID {
		return corpus.ActID(fmt.Sprintf("/akn/kz/act/%s/%s/%d", kind, date(day), n))
	}
	act := actID("resolution", day0+rapid.IntRange(0, 5).Draw(t, "adopted"), 1)
	acts, ids := []corpus.ActID{act}, []string{act.Adopted().String()}
	l.add(0, Record{Act: &ActRecord{ID: act}}, func(*modelAct) {})
	l.drawEvent(t, 0, ids[0], Adoption, act, act)
	events := []func(at int){func(at int) { l.drawEvent(t, at, ids[0], Adoption, act, act) }}
	for n := range rapid.IntRange(0, 3).Draw(t, "amendments") {
		by := acts[len(acts)-1]
		if n == 0 || rapid.IntRange(0, 2).Draw(t, "another act") > 0 {
			kind := rapid.SampledFrom([]string{"resolution", "order", "opinion"}).Draw(t, "kind")
			by = actID(kind, act.Adopted().Days()+rapid.IntRange(0, 16).Draw(t, "amended"), n+2)
			acts = append(acts, by)
		}
		id := fmt.Sprintf("%s/%d", by.Adopted(), n)
		draw := func(at int) { l.drawEvent(t, at, id, Amendment, act, by) }
		draw(rapid.SampledFrom([]int{0, 0, 1}).Draw(t, "recorded"))
		events = append(events, draw)
	}
	// What is learnt later: facts, and corrections of events.
	for _, at := range []int{1, 3} {
		for range rapid.IntRange(0, 2).Draw(t, "facts") {
			l.drawFact(t, at, acts)
		}
		if rapid.IntRange(0, 5).Draw(t, "correction") == 0 {
			rapid.SampledFrom(events).Draw(t, "corrected")(at)
		}
	}
	return l
}

// TestAsOfModel asks many questions of many small acts and compares with the
// model.
func TestAsOfModel(t *testing.T) {
	checks := flag.Lookup("rapid.checks")
	before := checks.Value.String()
	if before == checks.DefValue {
		n := modelActs
		if testing.Short() {
			n /= 20
		}
		checks.Value.Set(fmt.Sprint(n))
		defer checks.Value.Set(before)
	}
	var cases, open, relaxed, contradictory, apart int
	rapid.Check(t, func(t *rapid.T) {
		l := drawLog(t, false)
		for range modelAsks {
			known := rapid.SampledFrom([]time.Time{{}, moment(1), moment(2), moment(3), moment(4)}).Draw(t, "known")
			model := l.known(known)
			base, err := NewBase(l.recs, known)
			if len(model.sets(day0, day0)) == 0 {
				if contradictory++; !errors.Is(err, ErrInvalid) {
					t.Fatalf("no day satisfies what is known, but: %v", err)
				}
				continue
			}
			if err != nil {
				t.Fatalf("refused: %v", err)
			}
			act, err := base.Act("")
			if err != nil {
				t.Fatal(err)
			}
			day := rapid.OneOf(rapid.IntRange(0, 30), rapid.IntRange(0, 30), rapid.IntRange(-9, 60))
			ons, seens := rapid.SliceOfN(day, modelDays, modelDays).Draw(t, "on"), rapid.SliceOfN(day, modelDays, modelDays).Draw(t, "seen")
			for _, on := range ons {
				for _, seen := range seens {
					r := askModel(t, act, model, day0+on, day0+seen)
					cases++
					if len(r.Candidates) > 1 {
						open++
					}
					if len(r.Relaxed) > 0 {
						relaxed++
					}
					if slices.ContainsFunc(r.Candidates, func(c Candidate) bool { return strings.Contains(c.ID, "+") }) {
						apart++
					}
				}
			}
		}
	})
	t.Logf("%d questions: %d with several candidates, %d resting on presumptions, %d with a set that is not a prefix; %d contradictory logs refused", cases, open, relaxed, apart, contradictory)
	if before == checks.DefValue && !testing.Short() && cases < 100_000 {
		t.Errorf("only %d questions", cases)
	}
}

// askModel asks one question of the act and holds the answer against the
// model.
func askModel(t *rapid.T, act *Act, model modelAct, on, seen int) AsOf {
	got, err := act.AsOf(date(on), date(seen))
	if err != nil {
		t.Fatal(err)
	}
	fatalf := func(format string, args ...any) {
		t.Helper()
		var b strings.Builder
		for i, e := range model {
			fmt.Fprintf(&b, "event %d: %+v\n  %s\n", i, *e, e.clause.text)
		}
		t.Fatalf("on %s as seen %s: %s\n%s", date(on), date(seen), fmt.Sprintf(format, args...), b.String())
	}
	bits := func(cs []Candidate) map[eventSet]bool {
		out := make(map[eventSet]bool)
		last := -1
		for _, c := range cs {
			var s eventSet
			for _, e := range c.Events {
				i := slices.IndexFunc(model, func(m *modelEvent) bool { return m.id == e.ID })
				if i < 0 || s >= 1<<i {
					fatalf("candidate %q", c.ID)
				}
				s |= 1 << i
			}
			if want := modelID(model, s); c.ID != want {
				fatalf("candidate %q is named %q", want, c.ID)
			}
			if out[s] || len(c.Events) < last {
				fatalf("candidates are doubled or in disorder")
			}
			out[s], last = true, len(c.Events)
		}
		return out
	}
	want := model.sets(on, seen)
	if have := bits(got.Candidates); !sameSets(have, want) {
		fatalf("%v, want %v", names(model, have), names(model, want))
	}
	var open []string
	for i, e := range model {
		in, out := false, false
		for s := range want {
			in, out = in || s>>i&1 == 1, out || s>>i&1 == 0
		}
		if in && out {
			open = append(open, e.id)
		}
	}
	var haveOpen []string
	for _, o := range got.Open {
		haveOpen = append(haveOpen, o.Event.ID)
	}
	if !slices.Equal(haveOpen, open) {
		fatalf("open %v, want %v", haveOpen, open)
	}
	rest := got.Relaxed
	relax := func(e *modelEvent, kind PresumptionKind, drop *bool) {
		*drop = true
		more := model.sets(on, seen)
		*drop = false
		for s := range want {
			delete(more, s)
		}
		if len(more) == 0 {
			return
		}
		if len(rest) == 0 || rest[0].Presumption.Kind != kind || rest[0].Presumption.Event.ID != e.id || rest[0].Timing.Event.ID != e.id {
			fatalf("without %s of %s there would be %v: not said", kind, e.id, names(model, more))
		}
		if have := bits(rest[0].Added); !sameSets(have, more) {
			fatalf("without %s of %s: %v, want %v", kind, e.id, names(model, have), names(model, more))
		}
		rest = rest[1:]
	}
	for _, e := range model {
		if e.presumesNotBefore() {
			relax(e, NotBeforeAdoption, &e.relaxNotBefore)
		}
		if e.presumesNotRetroactive() {
			relax(e, NotRetroactive, &e.relaxRetroactive)
		}
	}
	if len(rest) > 0 {
		fatalf("dropping %s of %s is said to add %v", rest[0].Presumption.Kind, rest[0].Presumption.Event.ID, rest[0].Added)
	}
	if got.Earliest < 0 || got.Earliest >= len(got.Candidates) {
		fatalf("earliest candidate %d of %d", got.Earliest, len(got.Candidates))
	}
	if s := model.earliest(on, seen); got.Candidates[got.Earliest].ID != modelID(model, s) {
		fatalf("earliest %s, want %s", got.Candidates[got.Earliest].ID, modelID(model, s))
	}
	return got
}
