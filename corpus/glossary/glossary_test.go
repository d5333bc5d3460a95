package glossary

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"tizbe/corpus"
)

// seed is the glossary of the project.
var seed = sync.OnceValues(func() ([]byte, error) {
	return os.ReadFile(filepath.Join("..", "..", "seeds", "glossary.txt"))
})

var parsed = sync.OnceValues(func() (*Glossary, error) {
	src, err := seed()
	if err != nil {
		return nil, err
	}
	return Parse("glossary.txt", src)
})

func load(t testing.TB) *Glossary {
	t.Helper()
	g, err := parsed()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestParse(t *testing.T) {
	const src = "# a comment\n\n[person] Positions\nбастық ; басшы | начальник; нач |  chief \n[unit]\nбөлім|отдел|division\n"
	g, err := Parse("x.txt", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	want := []Entry{
		{Person, []string{"бастық", "басшы"}, []string{"начальник", "нач"}, []string{"chief"}, 4},
		{Unit, []string{"бөлім"}, []string{"отдел"}, []string{"division"}, 6},
	}
	got := g.Entries()
	if len(got) != len(want) {
		t.Fatalf("%d entries, want %d", len(got), len(want))
	}
	for i := range want {
		if got[i].Class != want[i].Class || got[i].Line != want[i].Line || !slices.Equal(got[i].Kazakh, want[i].Kazakh) ||
			!slices.Equal(got[i].Russian, want[i].Russian) || !slices.Equal(got[i].English, want[i].English) {
			t.Errorf("entry %d: %v, want %v", i, got[i], want[i])
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, c := range []struct {
		name, src string
		err       error
		line      string
	}{
		{"two fields", "[unit]\nбөлім | отдел\n", ErrSyntax, "x.txt:2:"},
		{"four fields", "[unit]\nбөлім | отдел | division | \n", ErrSyntax, "x.txt:2:"},
		{"unknown section", "[units]\n", ErrSyntax, "x.txt:1:"},
		{"open section", "[unit\n", ErrSyntax, "x.txt:1:"},
		{"no section", "\nбөлім | отдел | division\n", ErrSyntax, "x.txt:2:"},
		{"not UTF-8", "[unit]\nб\xff | отдел | division\n", ErrSyntax, "x.txt:2:"},
		{"empty field", "[unit]\nбөлім | | division\n", ErrEmpty, "x.txt:2:"},
		{"empty equivalent", "[unit]\nбөлім | отдел;; часть | division\n", ErrEmpty, "x.txt:2:"},
		{"equivalent without letters", "[unit]\nбөлім | отдел; — | division\n", ErrEmpty, "x.txt:2:"},
		{"term twice", "[unit]\nбөлім | отдел; Отдел | division\n", ErrDuplicate, "x.txt:2:"},
		{"entry twice", "[unit]\nбөлім | отдел | division\n#\nБөлім | часть | part\n", ErrDuplicate, "x.txt:4:"},
		{"long line", "[unit]\n" + strings.Repeat("б", maxLine), ErrTooLarge, "x.txt:2:"},
		{"long term", "[unit]\nб | " + strings.Repeat("а ", maxWords+1) + " | b", ErrTooLarge, "x.txt:2:"},
		{"large file", strings.Repeat("#", maxFile+1), ErrTooLarge, "x.txt"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse("x.txt", []byte(c.src))
			if !errors.Is(err, c.err) || !strings.Contains(err.Error(), c.line) {
				t.Fatalf("error %v, want %v at %s", err, c.err, c.line)
			}
		})
	}
	if _, err := Parse("x.txt", []byte("[unit]\nбөлім | отдел | division\n[field]\nбөлім | раздел | chapter\n")); err != nil {
		t.Errorf("the same Kazakh word in two classes: %v", err)
	}
}

// The seed says that it is unofficial, and every term of it leads to its
// Kazakh equivalents.
func TestSeed(t *testing.T) {
	src, err := seed()
	if err != nil {
		t.Fatal(err)
	}
	if head, _, _ := strings.Cut(string(src), "\n["); !strings.Contains(head, "UNOFFICIAL") {
		t.Error("the header does not say that the file is unofficial")
	}
	g := load(t)
	if n := len(g.Entries()); n < 700 {
		t.Errorf("%d entries: some were lost", n)
	}
	for _, e := range g.Entries() {
		if !e.Class.Content() {
			continue
		}
		for _, term := range slices.Concat(e.Russian, e.English) {
			if g.said[plain(lex(term))] {
				continue // the same word in Kazakh
			}
			readings := g.Translate(term)
			for _, kk := range e.Kazakh {
				if len(readings) < maxReadings && !slices.ContainsFunc(readings, func(r Reading) bool {
					return r.Exact && strings.EqualFold(r.Kazakh, kk)
				}) {
					t.Errorf("line %d: %q does not give %q but %v", e.Line, term, kk, readings)
				}
			}
		}
	}
	for _, l := range []corpus.Lang{corpus.Kazakh, corpus.Russian, corpus.English} {
		if Unofficial[l] == "" {
			t.Errorf("no note in %s", l)
		}
	}
}
