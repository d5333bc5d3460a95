package pattern

import (
	"sync"
	"testing"
)

func TestRegexp(t *testing.T) {
	r := New(`(?P<n>\d+)-тармақ`)
	if r.re != nil {
		t.Error("compiled where it is declared")
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if !r.MatchString("2-тармақ") || r.FindString("x 15-тармақ") != "15-тармақ" || r.SubexpIndex("n") != 1 {
				t.Error("it does not match as it should")
			}
		})
	}
	wg.Wait()
	if got := r.ReplaceAllString("1-тармақ", "$n"); got != "1" {
		t.Errorf("%q", got)
	}
}

func TestHaving(t *testing.T) {
	r := New(`а(?:лма|мал)`).Having("лма", "мал")
	for s, want := range map[string]bool{"алма": true, "амал": true, "бал": false, "лмаа": false, "": false} {
		if r.MatchString(s) != want {
			t.Errorf("%q: %v", s, !want)
		}
	}
	if New(`x`).Having("y").MatchString("x") {
		t.Error("tried on a text that has none of the words")
	}
}

func TestNotValid(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("an expression that is not valid goes unnoticed")
		}
	}()
	New(`(`).MatchString("")
}
