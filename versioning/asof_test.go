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
	clause           modelClause
	by               int
	adopted          int
	pubFrom, pubTo   int // bounds of P as recorded for this event
	observed         int
	factPublished    int
	factInForce      int
	factApplies      int
	relaxNotBefore   bool // drop: not before adoption
	relaxRetroactive bool // drop: not retroactive
}

// published reports whether P may be the day.
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

func (e *modelEvent) byPublication() bool {
	switch e.clause.rule {
	case "signing", "date", "unknown":
		return false
	}
	return e.factInForce == unknownDay
}

// inForce calls f with every possible first day in force, given P.
func (e *modelEvent) inForce(p int, f func(day int)) {
	if e.factInForce != unknownDay {
		f(e.factInForce)
		return
	}
	day := func(d int) {
		if e.observed == unknownDay || d <= e.observed {
			f(d)
		}
	}
	switch e.clause.rule {
	case "signing":
		day(e.adopted)
	case "publication":
		day(p)
	case "after":
		day(p + e.clause.n + 1)
	case "after or a day less":
		day(p + e.clause.n)
		day(p + e.clause.n + 1)
	case "months":
		day(corpus.DateFromDays(p).AddMonths(e.clause.n).Days() + 1)
	case "date":
		day(e.clause.date)
	case "unknown":
		for d := firstDay; d <= lastDay; d++ {
			if d >= e.adopted || e.relaxNotBefore {
				day(d)
			}
		}
	}
}

// applies calls f with every possible first day of the relations governed,
// given the day in force.
func (e *modelEvent) applies(inForce int, f func(day int)) {
	from, to := inForce, inForce
	switch {
	case e.factApplies != unknownDay:
		from, to = e.factApplies, e.factApplies
	case e.clause.applies == unknownDay:
		from, to = firstDay, lastDay
	case e.clause.applies != 0:
		from, to = e.clause.applies, e.clause.applies
	case e.relaxRetroactive:
		from = min(firstDay, inForce)
	}
	for d := from; d <= to; d++ {
		f(d)
	}
}

// governs reports in which ways the event may govern, given P.
func (e *modelEvent) governs(p, on, seen int) (in, out bool) {
	e.inForce(p, func(inForce int) {
		e.applies(inForce, func(applies int) {
			if e.adopted <= seen && inForce <= seen && applies <= on {
				in = true
			} else {
				out = true
			}
		})
	})
	return in, out
}

// A modelAct is its events in order of adoption. Sets of events are sets of
// bits.
type modelAct []*modelEvent

type eventSet uint8

// sets returns every set of events that some completion gives. Acts that do
// not share a day of publication have nothing to do with each other's dates;
// the events of one act share its P. With no set at all, what is recorded
// contradicts itself.
func (a modelAct) sets(on, seen int) map[eventSet]bool {
	out := map[eventSet]bool{0: true}
	for by := range len(a) {
		ofOne := make(map[eventSet]bool)
		for p := firstDay; p <= lastDay; p++ {
			possible := map[eventSet]bool{0: true}
			depends := false
			for i, e := range a {
				if e.by != by {
					continue
				}
				if e.byPublication() {
					depends = true
				}
			}
			for i, e := range a {
				if e.by != by {
					continue
				}
				if depends && !e.published(p) {
					possible = nil
					break
				}
				in, outside := e.governs(p, on, seen)
				next := make(map[eventSet]bool)
				for s := range possible {
					if in {
						next[s|1<<i] = true
					}
					if outside {
						next[s] = true
					}
				}
				possible = next
			}
			for s := range possible {
				ofOne[s] = true
			}
			if !depends {
				break
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
