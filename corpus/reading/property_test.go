package reading

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// drawList draws a list as published: numbered points with items, headings
// and notes.
func drawList(t *rapid.T) []string {
	word := rapid.StringOfN(rapid.RuneFrom([]rune("абвгдежзәғқңөұүһі")), 3, 12, -1)
	words := func(label string) string {
		return strings.Join(rapid.SliceOfN(word, 1, 14).Draw(t, label), " ")
	}
	var out []string
	for i := range rapid.IntRange(1, 6).Draw(t, "points") {
		end := rapid.SampledFrom([]string{":", "", "."}).Draw(t, "end of point")
		out = append(out, fmt.Sprintf("%d. %s%s", i+1, words("point"), end))
		for range rapid.IntRange(0, 12).Draw(t, "paragraphs") {
			switch rapid.IntRange(0, 5).Draw(t, "kind") {
			case 0:
				out = append(out, words("heading")+":")
			case 1:
				out = append(out, "Ескертпе: "+words("note")+":", words("duty")+";", words("duty")+".")
			default:
				out = append(out, words("item")+rapid.SampledFrom([]string{";", ".", ",", ""}).Draw(t, "end of item"))
			}
		}
	}
	return out
}

func TestLinesComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := drawList(t)
		d, err := Lines(strings.Join(want, "\n"), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := d.ListLines(); !slices.Equal(want, got) {
			t.Fatal(firstDifference(strings.Join(want, "\n"), strings.Join(got, "\n")))
		}
	})
}

// However the portal wraps lines and breaks pages, the list is the same.
func TestWrappingDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := drawList(t)
		plain, err := Lines(strings.Join(want, "\n"), Options{})
		if err != nil {
			t.Fatal(err)
		}
		width := rapid.IntRange(20, 90).Draw(t, "width")
		var b strings.Builder
		b.WriteString("Тақырып\n\n      Үкімет ҚАУЛЫ ЕТЕДІ:\n      1. Тізбе бекітілсін.\n      Премьер-Министр А. Бірінші\n\nҚазақстан Республикасы\nҮкіметінің қаулысымен\n\nбекітілген\n\nЛауазымдар тізбесі\n\n")
		for _, p := range want {
			b.WriteString("      ")
			n := 6
			for i, w := range strings.Fields(p) {
				if i > 0 && n+len([]rune(w)) > width {
					b.WriteString(rapid.SampledFrom([]string{"\n", " \n", "\n\n\n\n", "\n\f\n\n"}).Draw(t, "break"))
					n = 0
				} else if i > 0 {
					b.WriteByte(' ')
				}
				b.WriteString(w)
				n += len([]rune(w)) + 1
			}
			b.WriteString(rapid.SampledFrom([]string{"\n", "\n\n\n\n"}).Draw(t, "end of paragraph"))
		}
		d, err := Text([]byte(b.String()), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := d.ListLines(); !slices.Equal(want, got) {
			t.Fatalf("%s\n%s", firstDifference(strings.Join(want, "\n"), strings.Join(got, "\n")), b.String())
		}
		for p := range plain.List().All() {
			if q := d.Root.Find(p.EID); q == nil || q.Text != p.Text || q.Kind != p.Kind {
				t.Fatalf("%s is %+v in the wrapped text", p.EID, q)
			}
		}
	})
}

func addSamples(f *testing.F) {
	f.Add([]byte("ҚАУЛЫ ЕТЕДІ:\n      1. Бір  тұр.сөз\n      Ескертпе: а:\n      б.\n"))
	f.Add([]byte("# Т\n\n1. «а\n\n   1) б\n\n> *Ескерту. х*\n\n**Премьер-Министр**\n\n> *№ қаулысына*\n> *қосымша*\n\n## Тізбе\n\n| а | б |\n|---|---|\n| в | г |\n"))
	f.Add([]byte("1. А:\nБ ( в ) :\n\"2. г\nд\";\n1. е\n1-тарау. ё\n2-бап\n"))
	f.Add([]byte("      Сноска. 29.01.2026 ; 20.02.2026 № 48 №\n (а  б) в.91 2-т.\n      1. ПОСТАНОВЛЯЕТ:\n"))
	f.Add([]byte("1.\n  А\n    Б | В\n  = Г\n2-1.\n"))
	f.Add([]byte("- 1. - > # ![a](b) <a> &#0; \\* `x`\n***\n"))
}

func checked(t *testing.T, src []byte, lossless bool, d *Document, err error) {
	if err != nil {
		if d != nil {
			t.Fatal("a document beside an error")
		}
		return
	}
	wholeTree(t, d, strings.Count(string(src), "\n")+1)
	if !lossless {
		return
	}
	if want, got := sorted(letters(string(src))), sorted(letters(strings.Join(d.Root.Lines(), ""))); want != got {
		t.Fatalf("the text has the letters\n%s\nthe tree has\n%s", want, got)
	}
}

func FuzzText(f *testing.F) {
	addSamples(f)
	f.Fuzz(func(t *testing.T, src []byte) {
		d, err := Text(src, Options{})
		checked(t, src, true, d, err)
	})
}

func FuzzLines(f *testing.F) {
	addSamples(f)
	f.Fuzz(func(t *testing.T, src []byte) {
		d, err := Lines(string(src), Options{})
		checked(t, src, true, d, err)
	})
}

func FuzzMarkdown(f *testing.F) {
	addSamples(f)
	f.Fuzz(func(t *testing.T, src []byte) {
		d, err := Markdown(src, Options{})
		// Words without any mark of Markdown must all be there.
		bare := strings.IndexFunc(string(src), func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsSpace(r) && !strings.ContainsRune("0123456789.;,:)(«»", r)
		}) < 0
		checked(t, src, bare, d, err)
	})
}

func FuzzParseOutline(f *testing.F) {
	addSamples(f)
	f.Fuzz(func(t *testing.T, src []byte) {
		o, err := ParseOutline("o", src)
		if (o == nil) == (err == nil) {
			t.Fatalf("%v, %v", o, err)
		}
		if err == nil {
			_, _ = Lines(outlineList, Options{Outline: o})
		}
	})
}

func BenchmarkSeed(b *testing.B) {
	src, o := read(b, seedFile), seedOutline(b)
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if _, err := Text(src, Options{Outline: o}); err != nil {
			b.Fatal(err)
		}
	}
}
