package reading

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"
	"unicode"

	"tizbe/corpus"
	"tizbe/internal/measured"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const (
	seedFile    = "../../seeds/789.kk.txt"
	outlineFile = "../../seeds/789.outline.txt"
)

func read(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func seedOutline(t testing.TB) *Outline {
	t.Helper()
	o, err := ParseOutline("789.outline.txt", read(t, outlineFile))
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want := string(read(t, path)); want != got {
		t.Errorf("%s differs; review and run with -update.\n%s", path, firstDifference(want, got))
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(w), len(g)) {
		a, b := "(no line)", "(no line)"
		if i < len(w) {
			a = w[i]
		}
		if i < len(g) {
			b = g[i]
		}
		if a != b {
			return fmt.Sprintf("line %d\nwant %s\ngot  %s", i+1, a, b)
		}
	}
	return ""
}

func plainQuotes(s string) string { return strings.NewReplacer("«", `"`, "»", `"`).Replace(s) }

// wholeTree checks what holds of every document.
func wholeTree(t testing.TB, d *Document, lines int) {
	t.Helper()
	seen := make(map[string]bool)
	for p := range d.Root.All() {
		if p == d.Root {
			continue
		}
		if p.EID == "" || seen[p.EID] {
			t.Fatalf("eId %q is empty or stands twice (%s)", p.EID, p.Text)
		}
		seen[p.EID] = true
		container := p.Kind == corpus.KindList || p.Kind == corpus.KindTable
		if container == (p.Text != "") {
			t.Fatalf("%s %s has text %q", p.Kind, p.EID, p.Text)
		}
		if strings.Contains(p.Text, "\n") {
			t.Fatalf("%s holds a line end: %q", p.EID, p.Text)
		}
		if l, ok := d.Source[p.EID]; !ok || l < 1 || l > lines {
			t.Fatalf("%s has source line %d of %d", p.EID, l, lines)
		}
	}
	if len(seen) != len(d.Source) {
		t.Fatalf("%d provisions, %d source lines", len(seen), len(d.Source))
	}
	if !slices.IsSortedFunc(d.Repairs, func(a, b corpus.Repair) int { return a.Line - b.Line }) {
		t.Fatal("repairs are not in the order of the text")
	}
}

func TestEditionsGiveTheirLinesBack(t *testing.T) {
	kk := seedOutline(t)
	list := func(name string) func(*testing.T) (string, []byte) {
		return func(t *testing.T) (string, []byte) { return name, measured.Read(t, "789", name) }
	}
	seed := func(t *testing.T) (string, []byte) { return "seed.txt", read(t, seedFile) }
	for _, tt := range []struct {
		name    string
		src     func(*testing.T) (string, []byte)
		want    string
		outline *Outline
		lang    corpus.Lang
	}{
		{"portal text", seed, "edition-2026-02-20.kk.list.txt", kk, corpus.Kazakh},
		{"portal text without outline", seed, "edition-2026-02-20.kk.list.txt", nil, corpus.Kazakh},
		{"adoption, Markdown", list("edition-2025-09-24.kk.md"), "edition-2025-09-24.kk.list.txt", kk, corpus.Kazakh},
		{"reference bank, Markdown", list("edition-2026-06-10.statebank.kk.md"), "edition-2026-02-20.statebank.kk.list.txt", kk, corpus.Kazakh},
		{"adoption, list", list("edition-2025-09-24.kk.list.txt"), "edition-2025-09-24.kk.list.txt", kk, corpus.Kazakh},
		{"№ 48, list", list("edition-2026-01-29.kk.list.txt"), "edition-2026-01-29.kk.list.txt", kk, corpus.Kazakh},
		{"№ 91, list", list("edition-2026-02-20.kk.list.txt"), "edition-2026-02-20.kk.list.txt", kk, corpus.Kazakh},
		{"reference bank, list", list("edition-2026-02-20.statebank.kk.list.txt"), "edition-2026-02-20.statebank.kk.list.txt", kk, corpus.Kazakh},
		{"Russian, list", list("edition-2026-02-20.ru.list.txt"), "edition-2026-02-20.ru.list.txt", nil, corpus.Russian},
	} {
		t.Run(tt.name, func(t *testing.T) {
			name, src := tt.src(t)
			o := Options{Outline: tt.outline}
			var d *Document
			var err error
			switch {
			case strings.HasSuffix(name, ".list.txt"):
				d, err = Lines(string(src), o)
			default:
				d, err = Auto(src, o)
			}
			if err != nil {
				t.Fatal(err)
			}
			wholeTree(t, d, strings.Count(string(src), "\n")+1)
			if d.Lang != tt.lang {
				t.Errorf("language %q, want %q", d.Lang, tt.lang)
			}
			want := strings.TrimSuffix(string(measured.Read(t, "789", tt.want)), "\n")
			got := strings.Join(d.ListLines(), "\n")
			if name == "seed.txt" {
				want = plainQuotes(want) // the portal prints straight quotes
			}
			if got != want {
				t.Error(firstDifference(want, got))
			}
		})
	}
}

// letters returns the letters and digits of a text.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

func sorted(s string) string {
	r := []rune(s)
	slices.Sort(r)
	return string(r)
}

func TestNothingIsLost(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(measured.Dir(t), "acts", "*.txt"))
	if err != nil || len(files) < 10 {
		t.Fatalf("%d acts, %v", len(files), err)
	}
	more, _ := filepath.Glob(filepath.Join(measured.Dir(t), "789", "*.md"))
	for _, f := range append(files, more...) {
		t.Run(filepath.Base(f), func(t *testing.T) {
			src := string(read(t, f))
			d, err := Markdown([]byte(src), Options{})
			if err != nil {
				t.Fatal(err)
			}
			wholeTree(t, d, strings.Count(src, "\n")+1)
			var b strings.Builder
			for _, l := range strings.Split(src, "\n") {
				if !strings.HasPrefix(l, "<a id=") {
					b.WriteString(l)
				}
			}
			if want, got := letters(b.String()), letters(strings.Join(d.Root.Lines(), "")); want != got {
				t.Errorf("letters differ:\nwant %s\ngot  %s", want, got)
			}
		})
	}
	t.Run("seed", func(t *testing.T) {
		src := read(t, seedFile)
		d, err := Text(src, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if sorted(letters(string(src))) != sorted(letters(strings.Join(d.Root.Lines(), ""))) {
			t.Error("the tree's letters are not the text's")
		}
	})
}

func TestSeedTree(t *testing.T) {
	src := read(t, seedFile)
	d, err := Text(src, Options{Outline: seedOutline(t)})
	if err != nil {
		t.Fatal(err)
	}
	wholeTree(t, d, strings.Count(string(src), "\n")+1)
	if len(d.Doubts) > 0 {
		t.Errorf("doubts: %+v", d.Doubts)
	}
	var tree, repairs strings.Builder
	for p, up := range d.Root.All() {
		if p == d.Root {
			continue
		}
		name := p.EID[strings.LastIndex("__"+p.EID, "__"):]
		fmt.Fprintf(&tree, "%s%s  %s\n", strings.Repeat("    ", len(up)-1), name, p.Text)
	}
	golden(t, "seed.tree.txt", tree.String())
	for _, r := range d.Repairs {
		fmt.Fprintf(&repairs, "line %d: %s\n  - %s\n  + %s\n", r.Line, r.Kind, strings.ReplaceAll(r.Before, "\n", "⏎"), r.After)
	}
	golden(t, "seed.repairs.txt", repairs.String())
}

// The same sentences stand whole in other editions.
func TestSeedSentencesAreWhole(t *testing.T) {
	d, err := Text(read(t, seedFile), Options{})
	if err != nil {
		t.Fatal(err)
	}
	first, err := Markdown(measured.Read(t, "789", "edition-2025-09-24.kk.md"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, eid := range []string{"title", "preamble", "point_1", "point_2", "list__title"} {
		want, got := plainQuotes(first.Root.Find(eid).Text), d.Root.Find(eid).Text
		if want != got {
			t.Errorf("%s\nwant %s\ngot  %s", eid, want, got)
		}
	}
	for eid, want := range map[string]string{
		"editorial_2":       "Қолданысқа енгізілу тәртібін 2-тармақтан қараңыз.",
		"list__editorial_1": "Ескерту. Тізбеге өзгерістер енгізілді - ҚР Үкіметінің 29.01.2026 № 48; 20.02.2026 № 91 (қолданысқа енгізілу тәртібін 2-т. қараңыз) қаулыларымен.",
		"signature_1":       "Қазақстан Республикасының Премьер-Министрі О. Бектенов",
		"list__approval":    "Қазақстан Республикасы Үкіметінің 2025 жылғы 24 қыркүйектегі № 789 қаулысымен бекітілген",
	} {
		if got := d.Root.Find(eid).Text; got != want {
			t.Errorf("%s\nwant %s\ngot  %s", eid, want, got)
		}
	}
}

func TestFacts(t *testing.T) {
	seed, err := Text(read(t, seedFile), Options{})
	if err != nil {
		t.Fatal(err)
	}
	f := seed.Facts
	if f.Type != "resolution" || f.Issuer != "Қазақстан Республикасының Үкіметі" || f.Adopted.String() != "2025-09-24" || f.Number != "789" {
		t.Errorf("seed: %+v", f)
	}
	if len(f.Enacting) != 1 || f.Enacting[0].EID != "point_2" || len(f.Editorial) != 3 {
		t.Errorf("seed: %+v", f)
	}
	for _, tt := range []struct {
		file, issuer string
		enacting     string
	}{
		{"48-2026-01-29.kk.txt", "Қазақстан Республикасының Үкіметі", "point_6"},
		{"22891-2005-02-10.kk.txt", "Қазақстан Республикасының Үкiметi", "point_5"},
		{"22891-2005-02-10.ru.txt", "Правительство Республики Казахстан", "point_5"},
		{"23577-2005-04-14.ru.txt", "Правительство Республики Казахстан", "point_4"},
		{"198779-2024-07-16.ru.txt", "Правительство Республики Казахстан", "point_2"},
	} {
		d, err := Auto(measured.Read(t, "acts", tt.file), Options{})
		if err != nil {
			t.Fatal(err)
		}
		f := d.Facts
		if f.Type != "resolution" || f.Issuer != tt.issuer || !f.Adopted.IsZero() || f.Number != "" || len(f.Enacting) != 1 || f.Enacting[0].EID != tt.enacting {
			t.Errorf("%s: %+v", tt.file, f)
		}
	}
}

func TestQuotedWordingIsNotNumbered(t *testing.T) {
	d, err := Markdown(measured.Read(t, "acts", "48-2026-01-29.kk.txt"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range d.Root.Children {
		if l.Kind != corpus.KindList {
			continue
		}
		for _, p := range l.Children {
			if p.Kind == corpus.KindPoint {
				got = append(got, fmt.Sprintf("%s:%d", p.EID, len(p.Children)))
			}
		}
	}
	if len(got) != 23 || strings.Join(got[19:], " ") != "list_2__point_1:34 list_2__point_2:0 list_2__point_3:0 list_2__point_4:13" {
		t.Errorf("points: %q", got)
	}
}

func TestRefusals(t *testing.T) {
	utf16 := []byte{0xff, 0xfe, 0x9a, 0x04, 0x30, 0x04}
	long := "1. " + strings.Repeat("ә", MaxParagraph)
	wrapped := "ҚАУЛЫ ЕТЕДІ:\n      1. " + strings.Repeat("сөз сөз сөз сөз\n", MaxParagraph/20)
	for _, tt := range []struct {
		name, src, line string
		err             error
	}{
		{"empty", "", "line 1:", ErrEmpty},
		{"blank", " \n\n\t\n", "line 1:", ErrEmpty},
		{"NUL", "1. Бір\n2. \x00\n", "line 2:", ErrNUL},
		{"UTF-16", string(utf16), "line 1:", ErrNotUTF8},
		{"Windows-1251", "1. Бір\n\xcf\xee\xf1\xf2\n", "line 2:", ErrNotUTF8},
		{"long line", "Тақырып\n" + long, "line 2:", ErrTooLong},
		{"long wrapped paragraph", wrapped, "line 2:", ErrTooLong},
		{"recipe", "# Рецепт\n\nҰн, су, тұз.\n", "lines 1 to 3:", ErrNotAct},
		{"JSON", `{"verdict": "eligible", "on": "2026-11-22"}`, "lines 1 to 1:", ErrNotAct},
		{"a date is not a number", "24.09.2025. Күні\n", "lines 1 to 1:", ErrNotAct},
		{"deep Markdown", "# Т\n\n" + strings.Repeat("> ", 5000) + "1. Бір", "line 3:", ErrTooDeep},
		{"deep Markdown by indentation", "# Т\n\n" + strings.Repeat(" ", 300) + "- 1. Бір", "line 3:", ErrTooDeep},
		{"wide table", "# Т\n\n1. Бір\n\n" + strings.Repeat("|-", 5000), "line 5:", ErrTooWide},
		{"no paragraph in Markdown", "> \n\n***\n", "line 1:", ErrEmpty},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Auto([]byte(tt.src), Options{})
			if !errors.Is(err, tt.err) || !strings.HasPrefix(err.Error(), tt.line) {
				t.Errorf("got %v, want %q and %v", err, tt.line, tt.err)
			}
		})
	}
}

// tree writes a document as indented kinds and texts.
func tree(d *Document) string {
	var b strings.Builder
	for p, up := range d.Root.All() {
		if p != d.Root {
			fmt.Fprintf(&b, "%s%s %s\n", strings.Repeat("  ", len(up)-1), p.EID[strings.LastIndex("__"+p.EID, "__"):], p.Text)
		}
	}
	return b.String()
}

func TestShapes(t *testing.T) {
	paths, err := filepath.Glob("testdata/shapes/*.in")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no shapes: %v", err)
	}
	sort.Strings(paths)
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".in")
		t.Run(name, func(t *testing.T) {
			src := read(t, path)
			d, err := Auto(src, Options{})
			if err != nil {
				t.Fatal(err)
			}
			wholeTree(t, d, strings.Count(string(src), "\n")+1)
			out := tree(d)
			for _, x := range d.Doubts {
				out += fmt.Sprintf("doubt, line %d: %s: %s\n", x.Line, x.Reason, x.Text)
			}
			golden(t, filepath.Join("shapes", name+".tree"), out)
		})
	}
}
