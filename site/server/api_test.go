package server

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"testing"
	"time"

	"tizbe/corpus"
	"tizbe/internal/measured"
	"tizbe/site/answer"
	"tizbe/site/words"
	"tizbe/versioning"
	"tizbe/versioning/eligibility"
)

// TestCheckCases asks the API the labelled questions and holds its answers
// against the label and, byte for byte, against the engine's own.
func TestCheckCases(t *testing.T) {
	s := shared(t)
	recs, err := seeded()
	if err != nil {
		t.Fatal(err)
	}
	base, err := versioning.NewBase(recs, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	engine, err := eligibility.New(base.Acts()[0], (&desk{translate: translate()}).kazakh)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range bytes.Lines(measured.Read(t, "789", "check-cases.jsonl")) {
		var c struct {
			Position, Unit, Duty, On, Seen, Verdict, Reason string
			Certain                                         bool
		}
		if err := json.Unmarshal(line, &c); err != nil {
			t.Fatal(err)
		}
		if c.Seen == "" {
			c.Seen = corpus.DateOf(noon()).String()
		}
		w := ask(s, "check", "position", c.Position, "unit", c.Unit, "duty", c.Duty, "on", c.On, "seen", c.Seen)
		if w.Code != http.StatusOK {
			t.Errorf("%s: status %d: %s", line, w.Code, w.Body)
			continue
		}
		var got answer.Check
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		if got.Verdict != c.Verdict || got.Certain != c.Certain || c.Reason != "" && !slices.Contains(got.Reasons, c.Reason) {
			t.Errorf("%s: %s certain=%v %v", line, got.Verdict, got.Certain, got.Reasons)
		}
		ans, err := engine.Check(eligibility.Question{Position: c.Position, Unit: c.Unit, Duty: c.Duty, On: corpus.MustDate(c.On), Seen: corpus.MustDate(c.Seen)})
		if err != nil {
			t.Fatal(err)
		}
		want, err := encode(answer.Speaker{Printer: words.NewPrinter(corpus.English)}.Check(ans, noon()))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(w.Body.Bytes(), want) {
			t.Errorf("%s: the engine itself answers\n%s\nnot\n%s", line, want, w.Body)
		}
		n++
	}
	if n < 40 {
		t.Errorf("only %d cases", n)
	}
}

// learnt is the record that resolution № 91 came into force on the day.
func learnt(t testing.TB, day string, recorded time.Time) versioning.Record {
	t.Helper()
	const act91 corpus.ActID = "/akn/kz/act/resolution/2026-02-20/91"
	return versioning.Record{Recorded: recorded, Fact: &versioning.Fact{Act: act91, Field: versioning.FactInForce, Date: corpus.MustDate(day), Basis: corpus.Words{"": "gazette"}}}
}
