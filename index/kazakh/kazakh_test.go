package kazakh_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"

	kk "tizbe/index/kazakh"
)

func analyzer(t testing.TB, name string) analysis.Analyzer {
	t.Helper()
	a, err := registry.NewCache().AnalyzerNamed(name)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// show writes a token as position:term@word, where word is what stands at the
// token's offsets.
func show(text string, tokens analysis.TokenStream) string {
	var out []string
	for _, k := range tokens {
		out = append(out, fmt.Sprintf("%d:%s@%s", k.Position, k.Term, text[k.Start:k.End]))
	}
	return strings.Join(out, " ")
}

func TestAnalyzers(t *testing.T) {
	for _, c := range []struct{ text, exact, stem, folded string }{
		{"Бастықтың орынбасары;",
			"1:бастықтың@Бастықтың 2:орынбасары@орынбасары",
			"1:бастық@Бастықтың 2:орынбасар@орынбасары",
			"1:бастык@Бастықтың 2:орынбасар@орынбасары"},
		{"департамент және басқарма",
			"1:департамент@департамент 2:және@және 3:басқарма@басқарма",
			"1:департамент@департамент 3:басқарма@басқарма",
			"1:департамент@департамент 3:баскарма@басқарма"},
		{"инспектор-психологқа",
			"1:инспектор@инспектор 2:психологқа@психологқа",
			"1:инспектор@инспектор 2:психолок@психологқа",
			"1:инспектор@инспектор 2:психолок@психологқа"},
		{"Cотқа",
			"1:cотқа@Cотқа",
			"1:сот@Cотқа",
			"1:сот@Cотқа"},
		{"bas prokurorynyñ",
			"1:bas@bas 2:prokurorynyñ@prokurorynyñ",
			"1:bas@bas 2:prokurorynyñ@prokurorynyñ",
			"1:бас@bas 2:прокурор@prokurorynyñ"},
		{"тергеуши жане аныктаушы",
			"1:тергеуши@тергеуши 2:жане@жане 3:аныктаушы@аныктаушы",
			"1:тергеуши@тергеуши 3:аныктаушы@аныктаушы",
			"1:тергеуши@тергеуши 3:аныктаушы@аныктаушы"},
		{"ІІМ-нің 15-1-тармағы",
			"1:іім@ІІМ 3:15@15 4:1@1 5:тармағы@тармағы",
			"1:іім@ІІМ 3:15@15 4:1@1 5:тармақ@тармағы",
			"1:им@ІІМ 3:15@15 4:1@1 5:тармак@тармағы"},
		{"жедел ден қою жасағы",
			"1:жедел@жедел 2:ден@ден 3:қою@қою 4:жасағы@жасағы",
			"1:жедел@жедел 2:ден@ден 3:қою@қою 4:жасақ@жасағы",
			"1:жедел@жедел 2:ден@ден 3:коиу@қою 4:жасак@жасағы"},
		{"бас\u00adтық", "1:бастық@бас\u00adтық", "1:бастық@бас\u00adтық", "1:бастык@бас\u00adтық"},
		{"", "", "", ""},
		{" — «»\xff", "", "", ""},
	} {
		for name, want := range map[string]string{kk.ExactAnalyzerName: c.exact, kk.AnalyzerName: c.stem, kk.FoldedAnalyzerName: c.folded} {
			if got := show(c.text, analyzer(t, name).Analyze([]byte(c.text))); got != want {
				t.Errorf("%s %q:\n got %s\nwant %s", name, c.text, got, want)
			}
		}
	}
}

func TestFiltersAreRegistered(t *testing.T) {
	cache := registry.NewCache()
	for name, want := range map[string]string{kk.LowerName: "бастықтың", kk.FoldName: "бастыктын", kk.StemmerName: "бастық", kk.FoldedStemmerName: "бастык", kk.StopName: "Бастықтың"} {
		f, err := cache.TokenFilterNamed(name)
		if err != nil {
			t.Error(err)
			continue
		}
		// Twice: the second answer comes from memory.
		for range 2 {
			got := f.Filter(analysis.TokenStream{{Term: []byte("Бастықтың")}})
			if len(got) != 1 || string(got[0].Term) != want {
				t.Errorf("%s: %v, want %s", name, got, want)
			}
		}
	}
	if m, err := cache.TokenMapNamed(kk.StopName); err != nil || !m["және"] || m["бас"] {
		t.Errorf("stop words: %v %v", m, err)
	}
}

func TestKeywordsAreKept(t *testing.T) {
	for _, f := range []analysis.TokenFilter{kk.NewStemmer(), kk.NewFoldedStemmer()} {
		got := f.Filter(analysis.TokenStream{{Term: []byte("Бастықтың"), KeyWord: true}})
		if string(got[0].Term) != "Бастықтың" {
			t.Errorf("a keyword became %s", got[0].Term)
		}
	}
}

// The pack serves an index as it stands: the marked fragment is the word of
// the text, whatever was typed.
func TestHighlight(t *testing.T) {
	m := bleve.NewIndexMapping()
	stem, folded := bleve.NewTextFieldMapping(), bleve.NewTextFieldMapping()
	stem.Analyzer, folded.Analyzer = kk.AnalyzerName, kk.FoldedAnalyzerName
	folded.Name = "folded"
	doc := bleve.NewDocumentMapping()
	doc.AddFieldMappingsAt("text", stem, folded)
	m.AddDocumentMapping("provision", doc)
	m.DefaultType = "provision"
	ix, err := bleve.NewUsing("", m, "scorch", "scorch", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	for id, text := range map[string]string{"1": "Басқарма бастығының орынбасары;", "2": "бас маман;", "3": "жүргізуші-полицей;"} {
		if err := ix.Index(id, map[string]any{"text": text}); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ field, query, id, marked string }{
		{"text", "бастықтар", "1", "<mark>бастығының</mark>"},
		{"folded", "bastyqtar", "1", "<mark>бастығының</mark>"},
		{"folded", "жургизушиге", "3", "<mark>жүргізуші</mark>-полицей"},
	} {
		q := bleve.NewMatchQuery(c.query)
		q.SetField(c.field)
		r := bleve.NewSearchRequest(q)
		r.Highlight = bleve.NewHighlight()
		res, err := ix.Search(r)
		if err != nil {
			t.Fatal(err)
		}
		if len(res.Hits) != 1 || res.Hits[0].ID != c.id || !strings.Contains(fmt.Sprint(res.Hits[0].Fragments), c.marked) {
			t.Errorf("%s: %v", c.query, res)
		}
	}
}

func FuzzAnalyzers(f *testing.F) {
	for _, s := range []string{"Бастықтың орынбасары;", "Cотқа", "ІІМ-нің 15-1", "prokurorynyñ", "\xff\xfe", "а-б-в", "ь ыы æ"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, name := range []string{kk.ExactAnalyzerName, kk.AnalyzerName, kk.FoldedAnalyzerName} {
			start, position := 0, 0
			for _, k := range analyzer(t, name).Analyze(append([]byte(nil), text...)) {
				if k.Start < start || k.End <= k.Start || k.End > len(text) || k.Position <= position {
					t.Fatalf("%s: token %v after offset %d, position %d", name, k, start, position)
				}
				start, position = k.End, k.Position
			}
		}
	})
}

func BenchmarkAnalyze(b *testing.B) {
	text := []byte("Бас көлік прокуратурасының басқарма бастығының орынбасары; жедел кезекшінің көмекшісі (өрт сөндіру басшысының көмекшісі);")
	for _, name := range []string{kk.ExactAnalyzerName, kk.AnalyzerName, kk.FoldedAnalyzerName} {
		a := analyzer(b, name)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				a.Analyze(text)
			}
		})
	}
}
