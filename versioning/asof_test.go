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

// The model of Act.AsOf. It knows nothing of bounds: it tries every day that
// each unknown date may be, one by one, and asks of each completion which
// events govern. An act of the model has one to four events within some 25
// days, so that this can be done.
//
// What it takes for law, with P the day of first official publication, is
// written in two functions: modelEvent.inForce and modelEvent.applies.

const (
	modelActs = 3000 // acts drawn; each is asked the questions below
	modelDays = 5    // on × seen: 25 questions
	modelAsks = 2    // moments of knowledge
)

// day0 is chosen so that a term of a month meets the end of February.
var day0 = corpus.MustDate("2025-01-20").Days()

// firstDay and lastDay hold every day that makes a difference to a question:
// what is earlier or later is as good as the day beside.
var (
	firstDay = day0 - 30
	lastDay  = day0 + 75
)

// A modelClause is the text of an entry clause and, by hand, what it means.
type modelClause struct {
	lang    corpus.Lang
	text    string
	rule    string // signing, publication, after, after or a day less, months, date, unknown
	n       int
	date    int  // of a date
	applies int  // 0: not stated; unknownDay: stated, not readable
	silent  bool // the text is held and has no clause
}

const unknownDay = -1 << 30

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

// A modelEvent is an event with what is known of it at the moment asked about;
// days are counted from 1970, unknownDay is none.
type modelEvent struct {
	id               string
	clause           modelClause
	by               corpus.ActID
	adopted          int
	pubFrom, pubTo   int // bounds of P as recorded for this event
	observed         int
	factPublished    int
	factInForce      int
	factApplies      int
	relaxNotBefore   bool // drop: not before adoption
	relaxRetroactive bool // drop: not retroactive
}

// published reports whether P may be the day. Nothing is published before it
// is adopted.
func (e *modelEvent) published(p int) bool {
	if e.factPublished != unknownDay {
		return p == e.factPublished && p >= e.adopted
	}
	return p >= e.adopted && (e.pubFrom == unknownDay || p >= e.pubFrom) && (e.pubTo == unknownDay || p <= e.pubTo)
}

// presumesNotBefore and presumesNotRetroactive: the entry clause is not held,
// and nothing that was recorded says it.
func (e *modelEvent) presumesNotBefore() bool {
	return e.clause.rule == "unknown" && e.factInForce == unknownDay
}

func (e *modelEvent) presumesNotRetroactive() bool {
	return e.clause.rule == "unknown" && e.clause.applies == 0 && e.factApplies == unknownDay
}

// inForce returns every possible first day in force, given P.
func (e *modelEvent) inForce(p int) []int {
	if e.factInForce != unknownDay {
		return []int{e.factInForce}
	}
	var days []int
	switch e.clause.rule {
	case "signing":
		days = []int{e.adopted}
	case "publication":
		days = []int{p}
	case "after":
		days = []int{p + e.clause.n + 1}
	case "after or a day less":
		days = []int{p + e.clause.n, p + e.clause.n + 1}
	case "months":
		days = []int{corpus.DateFromDays(p).AddMonths(e.clause.n).Days() + 1}
	case "date":
		days = []int{e.clause.date}
	case "unknown":
		for d := firstDay; d <= lastDay; d++ {
			if d >= e.adopted || e.relaxNotBefore {
				days = append(days, d)
			}
		}
	}
	if e.observed != unknownDay {
		// It was in force when it was seen as current.
		days = slices.DeleteFunc(days, func(d int) bool { return d > e.observed })
	}
	return days
}

// applies returns every possible first day of the relations governed, given
// the day in force.
func (e *modelEvent) applies(inForce int) (from, to int) {
	switch {
	case e.factApplies != unknownDay:
		return e.factApplies, e.factApplies
	case e.clause.applies == unknownDay:
		return firstDay, lastDay
	case e.clause.applies != 0:
		return e.clause.applies, e.clause.applies
	case e.relaxRetroactive:
		return min(firstDay, inForce), inForce
	}
	return inForce, inForce
}

// governs reports whether the event may govern and whether it may not, given
// the possible days in force.
func (e *modelEvent) governs(inForce []int, on, seen int) (in, out bool) {
	for _, f := range inForce {
		from, to := e.applies(f)
		for d := from; d <= to && !(in && out); d++ {
			if e.adopted <= seen && f <= seen && d <= on {
				in = true
			} else {
				out = true
			}
		}
	}
	return in, out
}

// A modelAct is its events in order of adoption. Sets of events are sets of
// bits.
type modelAct []*modelEvent

type eventSet uint8

// sets returns every set of events that some completion gives. Different acts
// have nothing to do with each other's dates; the events that one act brings
// about share its P. With no set at all, what is recorded contradicts itself.
func (a modelAct) sets(on, seen int) map[eventSet]bool {
	out := map[eventSet]bool{0: true}
	done := make(map[corpus.ActID]bool)
	for _, first := range a {
		if done[first.by] {
			continue
		}
		done[first.by] = true
		ofOne := make(map[eventSet]bool)
		for _, p := range a.publicationDays(first.by) {
			for s := range a.given(first.by, p, on, seen) {
				ofOne[s] = true
			}
		}
		next := make(map[eventSet]bool)
		for s := range out {
			for o := range ofOne {
				next[s|o] = true
			}
		}
		out = next
	}
	final := make(map[eventSet]bool)
	for s := range out {
		if s&1 == 0 {
			s = 0 // without the act itself nothing governs
		}
		final[s] = true
	}
	return final
}

// publicationDays returns every day that the act may have been published on,
// or one for all where none of its events comes into force by it.
func (a modelAct) publicationDays(by corpus.ActID) []int {
	var days []int
	for p := firstDay; p <= lastDay; p++ {
		possible, depends := true, false
		for _, e := range a {
			if e.by != by {
				continue
			}
			possible = possible && e.published(p) && (e.observed == unknownDay || e.observed >= e.adopted) && len(e.inForce(p)) > 0
			switch e.clause.rule {
			case "signing", "date", "unknown":
			default:
				depends = depends || e.factInForce == unknownDay
			}
		}
		if !possible {
			continue
		}
		if days = append(days, p); !depends {
			break
		}
	}
	return days
}

// given returns the sets of the events by the act, given its P.
func (a modelAct) given(by corpus.ActID, p, on, seen int) map[eventSet]bool {
	sets := map[eventSet]bool{0: true}
	for i, e := range a {
		if e.by != by {
			continue
		}
		in, out := e.governs(e.inForce(p), on, seen)
		next := make(map[eventSet]bool)
		for s := range sets {
			if in {
				next[s|1<<i] = true
			}
			if out {
				next[s] = true
			}
		}
		sets = next
	}
	return sets
}

// A modelLog is the records drawn, each with the change it makes to the model.
type modelLog struct {
	recs []Record
	make []func(*modelAct)
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
		factPublished: unknownDay, factInForce: unknownDay, factApplies: unknownDay}
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
	f := Fact{Act: rapid.SampledFrom(acts).Draw(t, "fact about"), Field: rapid.SampledFrom([]FactField{FactPublished, FactInForce, FactAppliesFrom}).Draw(t, "field")}
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
			}
		}
	})
}

func drawLog(t *rapid.T) *modelLog {
	l := new(modelLog)
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
		l := drawLog(t)
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

// earliest returns the set of events that govern when each takes effect on
// its first possible day.
func (a modelAct) earliest(on, seen int) eventSet {
	var s eventSet
	for i, e := range a {
		for _, p := range a.publicationDays(e.by) {
			for _, f := range e.inForce(p) {
				if from, _ := e.applies(f); e.adopted <= seen && f <= seen && from <= on {
					s |= 1 << i
				}
			}
		}
	}
	if s&1 == 0 {
		s = 0
	}
	return s
}

func modelID(a modelAct, s eventSet) string {
	var ids []string
	prefix := true
	for i, e := range a {
		if s>>i&1 == 1 {
			prefix = prefix && i == len(ids)
			ids = append(ids, e.id)
		}
	}
	if prefix && len(ids) > 0 {
		return ids[len(ids)-1]
	}
	return strings.Join(ids, "+")
}

func sameSets(a, b map[eventSet]bool) bool {
	if len(a) != len(b) {
		return false
	}
	for s := range a {
		if !b[s] {
			return false
		}
	}
	return true
}

func names(a modelAct, sets map[eventSet]bool) []string {
	var out []string
	for s := range sets {
		out = append(out, fmt.Sprintf("%q", modelID(a, s)))
	}
	slices.Sort(out)
	return out
}
