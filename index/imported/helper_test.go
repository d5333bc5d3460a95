package imported

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tizbe/corpus"
	"tizbe/index/generation"
	"tizbe/versioning/archive"
	"tizbe/versioning/store"
)

// line is a record as a bulk file has it.
func line(act string, number uint32, effective corpus.Date, text string) string {
	b, err := json.Marshal(map[string]any{"act": act, "title": "T", "adopted": "2000-01-01", "rev": number, "effective": effective.String(), "text": text})
	if err != nil {
		panic(err)
	}
	return string(b) + "\n"
}

type failer interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

func take(t failer, s *store.Store, lines string) {
	t.Helper()
	got, err := s.Import(context.Background(), func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(lines)), nil },
		store.ImportOptions{Name: "file", Now: time.Now(), Refused: func(n uint64, err error) { t.Fatalf("line %d: %v", n, err) }})
	if err != nil || !got.Done {
		t.Fatalf("%+v %v", got, err)
	}
}

func newStore(t failer, dir string) *store.Store {
	t.Helper()
	s, err := store.Open(dir, store.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func openStore(t *testing.T, dir string) *store.Store {
	t.Helper()
	s := newStore(t, dir)
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func openIndex(t failer, dir string, s *store.Store, o Options) *Index {
	t.Helper()
	x, err := Open(context.Background(), dir, s, o)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// sound fails where the index is not that of the store.
func sound(t failer, dir string, s *store.Store, acts int) {
	t.Helper()
	r, err := Verify(context.Background(), dir, s, nil)
	if err != nil || r.Behind > 0 || len(r.Found) > 0 || r.Acts != acts {
		t.Fatalf("%+v %v", r, err)
	}
}

// wordsIn is a plain reading of a text, to hold the index against: what is
// between everything that is no letter, number or mark, without its marks, in
// lower case.
func wordsIn(text string) map[string]bool {
	out := make(map[string]bool)
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.Is(unicode.Mn, r) }) {
		w = strings.ToLower(strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Mn, r) {
				return -1
			}
			return r
		}, norm.NFD.String(w)))
		if w != "" {
			out[w] = true
		}
	}
	return out
}

// An oracle answers from the records themselves.
type oracle struct {
	recs  map[string][]archive.Record // by act, in order of effect
	words map[string][]map[string]bool
	acts  map[string][]string // that ever had the word
}

func (o *oracle) add(r archive.Record) {
	if o.recs == nil {
		o.recs, o.words, o.acts = make(map[string][]archive.Record), make(map[string][]map[string]bool), make(map[string][]string)
	}
	at, _ := slices.BinarySearchFunc(o.recs[r.Act], r, func(x, y archive.Record) int {
		return cmp.Or(x.Effective.Compare(y.Effective), cmp.Compare(x.Number, y.Number))
	})
	o.recs[r.Act] = slices.Insert(o.recs[r.Act], at, r)
	words := wordsIn(r.Text)
	o.words[r.Act] = slices.Insert(o.words[r.Act], at, words)
	for w := range words {
		if !slices.Contains(o.acts[w], r.Act) {
			o.acts[w] = append(o.acts[w], r.Act)
		}
	}
}

// on returns the index of the record in force, or -1.
func (o *oracle) on(act string, day corpus.Date) int {
	rs := o.recs[act]
	for i := len(rs) - 1; i >= 0; i-- {
		if !rs[i].Effective.After(day) {
			return i
		}
	}
	return -1
}

// revisions returns the revisions in force on the day that have the words.
func (o *oracle) revisions(words []string, day corpus.Date) []string {
	var out []string
	for _, act := range o.acts[words[0]] {
		i := o.on(act, day)
		if i >= 0 && !slices.ContainsFunc(words, func(w string) bool { return !o.words[act][i][w] }) {
			out = append(out, fmt.Sprint(act, " ", o.recs[act][i].Effective, " ", o.recs[act][i].Number))
		}
	}
	slices.Sort(out)
	return out
}

// same fails where the index answers otherwise than the records.
func (o *oracle) same(t failer, x *Index, words []string, day corpus.Date) int {
	t.Helper()
	rs, err := x.Revisions(words, day, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rs {
		got = append(got, fmt.Sprint(r.Act, " ", r.Effective, " ", r.Number))
	}
	slices.Sort(got)
	if want := o.revisions(words, day); !slices.Equal(got, want) {
		t.Fatalf("%q on %s: %q\nwant %q", words, day, got, want)
	}
	return len(got)
}

// terms returns what the index has: for each word of an act the days. It is the
// same for two indexes of the same acts, whatever their making.
func terms(t failer, g *generation.Index) map[string]bool {
	t.Helper()
	_, acts, err := contents(context.Background(), g)
	if err != nil {
		t.Fatal(err)
	}
	names := make(map[number]string)
	for name, a := range acts {
		names[a.number] = name
	}
	out := make(map[string]bool)
	d, err := g.Reader.FieldDict(fieldWord)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	for {
		e, err := d.Next()
		if err != nil {
			t.Fatal(err)
		}
		if e == nil {
			return out
		}
		docs, err := g.Reader.TermFieldReader(context.Background(), []byte(e.Term), fieldWord, false, false, false)
		if err != nil {
			t.Fatal(err)
		}
		for {
			p, err := docs.Next(nil)
			if err != nil {
				t.Fatal(err)
			}
			if p == nil {
				break
			}
			id, err := g.Reader.ExternalID(p.ID)
			if err != nil {
				t.Fatal(err)
			}
			n, days, _, _ := parseID(id)
			out[fmt.Sprintf("%s %s %x", e.Term, names[n], days)] = true
		}
		docs.Close()
	}
}

func parse(t failer, lines []byte) (out []archive.Record) {
	t.Helper()
	for l := range bytes.Lines(lines) {
		r, err := archive.ParseRecord(bytes.TrimSpace(l))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}
