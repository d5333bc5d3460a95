package main

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tizbe/corpus"
	"tizbe/versioning/archive"
)

// A search is a question: which revisions in force on the day have the word.
type search struct {
	word string
	day  corpus.Date
}

// classes of words, by the share of the acts that have them.
var classes = [...]struct {
	name        string
	least, most float64
}{
	{"frequent", .20, 1},
	{"medium", .02, .05},
	{"rare", 0, .01},
}

const (
	searched = 150 // questions of a class
	top      = 20  // revisions of an answer
)

// A searcher is one way of answering questions.
type searcher struct {
	name  string
	times [len(classes)][]time.Duration
	// other counts the questions of which the answer was not that of the texts.
	other int
}

// plainWord is what every system takes for one word: ASCII letters, so that
// none has diacritics to take off.
var plainWord = regexp.MustCompile(`^[a-z]{3,20}$`)

// truth knows which words each revision has, from the texts.
type truth struct {
	recs  []archive.Record
	until []int            // day on which the next revision takes effect
	has   map[string][]int // revisions, by word
	known map[search]map[string]bool
	// marked are the words that some revision has with diacritics only.
	marked map[string]bool
}

// withoutMarks takes off diacritics.
func withoutMarks(w string) string {
	return strings.Map(func(c rune) rune {
		if unicode.Is(unicode.Mn, c) {
			return -1
		}
		return c
	}, norm.NFD.String(w))
}

const never = 1 << 30

func newTruth(recs []archive.Record) *truth {
	t := &truth{recs: recs, until: make([]int, len(recs)), has: make(map[string][]int), known: make(map[search]map[string]bool), marked: make(map[string]bool)}
	last := make(map[string]int)
	for i, r := range recs {
		t.until[i] = never
		if j, ok := last[r.Act]; ok {
			t.until[j] = r.Effective.Days()
		}
		last[r.Act] = i
		// A word that is also another one without its diacritics is not asked for:
		// the systems take them off or do not.
		bare, written := make(map[string]bool), make(map[string]bool)
		for _, w := range strings.FieldsFunc(strings.ToLower(r.Text), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsNumber(c) && !unicode.Is(unicode.Mn, c) }) {
			written[w] = true
			bare[withoutMarks(w)] = true
		}
		for w := range bare {
			if !plainWord.MatchString(w) {
				continue
			}
			t.has[w] = append(t.has[w], i)
			if !written[w] {
				t.marked[w] = true
			}
		}
	}
	for w := range t.marked {
		delete(t.has, w)
	}
	return t
}

// answer returns the revisions by act and first day.
func (t *truth) answer(q search) map[string]bool {
	if a, ok := t.known[q]; ok {
		return a
	}
	out := make(map[string]bool)
	for _, i := range t.has[q.word] {
		if r := t.recs[i]; r.Effective.Days() <= q.day.Days() && q.day.Days() < t.until[i] {
			out[key(r.Act, r.Effective.Days())] = true
		}
	}
	t.known[q] = out
	return out
}

func key(act string, day int) string { return fmt.Sprintf("%s@%d", act, day) }

// keys reads the answer of a database.
func keys(rows interface {
	Next() bool
	Scan(...any) error
	Err() error
}) (out []string, err error) {
	for rows.Next() {
		var act string
		var day int
		if err := rows.Scan(&act, &day); err != nil {
			return nil, err
		}
		out = append(out, key(act, day))
	}
	return out, rows.Err()
}

// right reports whether the answer is one to the question: the top revisions
// of those that there are, and no other.
func (t *truth) right(q search, got []string) bool {
	want := t.answer(q)
	if len(got) != min(top, len(want)) {
		return false
	}
	for i, g := range got {
		if !want[g] || slices.Contains(got[:i], g) {
			return false
		}
	}
	return true
}

// questions draws words of each class but those that are left out, each with
// a day on which some revision has it.
func (t *truth) questions(without map[string]bool) (out [len(classes)][]search) {
	acts := make(map[string]bool)
	for _, r := range t.recs {
		acts[r.Act] = true
	}
	var words [len(classes)][]string
	for w, revs := range t.has {
		if without[w] {
			continue
		}
		with := make(map[string]bool)
		for _, i := range revs {
			with[t.recs[i].Act] = true
		}
		share := float64(len(with)) / float64(len(acts))
		for c, k := range classes {
			if share > k.least && share <= k.most {
				words[c] = append(words[c], w)
				break
			}
		}
	}
	rnd := rand.New(rand.NewPCG(7, 7))
	for c := range classes {
		slices.Sort(words[c])
		for range searched {
			w := words[c][rnd.IntN(len(words[c]))]
			i := t.has[w][rnd.IntN(len(t.has[w]))]
			from, to := t.recs[i].Effective, min(t.until[i], t.recs[i].Effective.Days()+365)
			out[c] = append(out[c], search{w, from.AddDays(rnd.IntN(max(1, to-from.Days())))})
		}
	}
	return out
}

// ask asks every question twice and times the second time, as a process that
// runs on is asked.
func (d *dataset) ask(name string, answer func(search) ([]string, error)) (searcher, error) {
	s := searcher{name: name}
	for pass := range 2 {
		for c, qs := range d.searches {
			for _, q := range qs {
				start := time.Now()
				got, err := answer(q)
				took := time.Since(start)
				if err != nil {
					return s, fmt.Errorf("%q on %s: %w", q.word, q.day, err)
				}
				if pass == 0 {
					if !d.truth.right(q, got) {
						s.other++
					}
					continue
				}
				s.times[c] = append(s.times[c], took)
			}
		}
	}
	return s, nil
}

// searchTable writes the table of searches.
func searchTable(b *strings.Builder, d *dataset, rows []*row) {
	fmt.Fprint(b, "\nThe top 20 revisions in force on a day that have a word:\n\n| | index, MB | of the file | index, MB/s |")
	for _, c := range classes {
		fmt.Fprintf(b, " %s, p50 µs | p99 µs |", c.name)
	}
	fmt.Fprint(b, " other answers |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, r := range rows {
		for i := range r.searchers {
			size, share, rate := "–", "–", "–"
			if len(r.index) > 0 && i == 0 {
				n := quantile(r.index, 50)
				size, share = mb(int64(n)), fmt.Sprintf("%.4f", n/float64(len(d.raw)))
				rate = cell("%.1f", r.indexRate)
			}
			fmt.Fprintf(b, "| %s | %s | %s | %s |", r.searchers[i].name, size, share, rate)
			for c := range classes {
				fmt.Fprintf(b, " %s | %s |", cell("%.1f", r.searchers[i].p50[c]), cell("%.0f", r.searchers[i].p99[c]))
			}
			fmt.Fprintf(b, " %d |\n", r.searchers[i].other)
		}
	}
}
