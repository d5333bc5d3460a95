package retrieval

import (
	"html"
	"slices"
	"strings"
	"testing"

	"tizbe/corpus"
)

func plainWords(text string) (out []string) {
	PlainWords([]byte(text), func(term []byte, start, end int) bool {
		out = append(out, string(term))
		return true
	})
	return out
}

func TestPlainWords(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{"§ 36¹. Käibemaks – l'État", []string{"36¹", "kaibemaks", "l", "etat"}},
		{"Vojenského KÁRNÉHO zákona", []string{"vojenskeho", "karneho", "zakona"}},
		{"a\u0301b A\u0301", []string{"ab", "a"}},
		{"Көлік йод Ёлка", []string{"көлік", "иод", "елка"}},
		{"straße ＡＢ 12,5", []string{"straße", "ａｂ", "12", "5"}},
		{"한국 法律", []string{"한국", "法律"}},
		{"\xffx\xc3", []string{"x"}},
		{strings.Repeat("ä", 100), []string{strings.Repeat("a", 64)}},
	} {
		if got := plainWords(tt.text); !slices.Equal(got, tt.want) {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestPlainQuestion(t *testing.T) {
	for _, tt := range []struct {
		question, line string
		all, match     bool
		rule           Rule
		fragment       string
	}{
		{"käibemaks", "Käibemaks on 20%", true, true, Exact, "<mark>Käibemaks</mark> on 20%"},
		{"kaibemaks", "Käibemaks on 20%", true, true, Folded, "<mark>Käibemaks</mark> on 20%"},
		{"käibe*", "Käibemaks & muu", true, true, Stem, "<mark>Käibemaks</mark> &amp; muu"},
		{`"on 20" kind:item`, "Käibemaks on 20%", true, true, Exact, "Käibemaks <mark>on</mark> <mark>20</mark>%"},
		{`"20 on"`, "Käibemaks on 20%", true, false, "", ""},
		{"„on 20”", "on 20", true, true, Exact, "<mark>on</mark> <mark>20</mark>"},
		{"on maks", "Käibemaks on 20%", false, true, Context, "Käibemaks <mark>on</mark> 20%"},
	} {
		p := ParsePlain(Query{Text: tt.question})
		h := Hit{Text: tt.line}
		all := p.In([]byte(tt.line)) == p.All()
		match := p.Match(&h)
		if all != tt.all || match != tt.match || match && (h.Rule != tt.rule || h.Fragment != tt.fragment) {
			t.Errorf("%q in %q: %v %v %s %q", tt.question, tt.line, all, match, h.Rule, h.Fragment)
		}
	}
}

func TestPlainAdmits(t *testing.T) {
	for _, tt := range []struct {
		q    Query
		want bool
	}{
		{Query{Text: "x"}, true},
		{Query{Text: "x kind:item"}, true},
		{Query{Text: "x kind:heading"}, false},
		{Query{Text: "x", Kind: "item", Point: "3."}, true},
		{Query{Text: "x point:4"}, false},
		{Query{Text: "x eid:art_3__item_1"}, true},
		{Query{Text: "x unit:Politsei"}, true},
		{Query{Text: `x unit:"tolli politsei"`}, false},
	} {
		if got := ParsePlain(tt.q).Admits("art_3__item_1", corpus.KindItem, "3", []string{"§ 3. Politsei"}); got != tt.want {
			t.Errorf("%+v: %v", tt.q, got)
		}
	}
}

// Whatever is asked of whatever text: words are told with their places, a word
// taken out of the text is the same word, and the fragment is the text.
func FuzzPlain(f *testing.F) {
	f.Add(`"on 20" käibe* unit:"x`, "§ 1. Käibemaks on 20% <b>")
	f.Add("a\u0301", "a\u0301b \xff 한국")
	f.Fuzz(func(t *testing.T, question, text string) {
		last := 0
		PlainWords([]byte(text), func(term []byte, start, end int) bool {
			if start < last || end <= start || end > len(text) || len(term) == 0 {
				t.Fatalf("%q at %d to %d after %d", term, start, end, last)
			}
			last = end
			if again := plainWords(text[start:end]); len(again) != 1 || again[0] != string(term) {
				t.Fatalf("%q by itself is %q, in the text %q", text[start:end], again, term)
			}
			return true
		})
		p := ParsePlain(Query{Text: question})
		if len(p.Words) > maxWords {
			t.Fatalf("%d words", len(p.Words))
		}
		text = strings.ToValidUTF8(text, "")
		h := Hit{Text: text}
		if p.Match(&h) {
			bare := html.UnescapeString(strings.NewReplacer("<mark>", "", "</mark>", "").Replace(h.Fragment))
			if len(text) <= fragmentBytes && bare != html.UnescapeString(escape.Replace(text)) || h.Score <= 0 || h.Score > 1 {
				t.Fatalf("%q in %q: %q, %v", question, text, h.Fragment, h.Score)
			}
		}
	})
}
