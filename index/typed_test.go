package index

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	"tizbe/corpus/kazakh"
	"tizbe/index/retrieval"
)

// Ways to type a Kazakh line, as people without a Kazakh keyboard do.
var (
	russian  = strings.NewReplacer("ә", "а", "ғ", "г", "қ", "к", "ң", "н", "ө", "о", "ұ", "у", "ү", "у", "һ", "х", "і", "и")
	latin    = strings.NewReplacer("а", "a", "ә", "ä", "б", "b", "в", "v", "г", "g", "ғ", "ğ", "д", "d", "е", "e", "ж", "j", "з", "z", "и", "i", "й", "i", "к", "k", "қ", "q", "л", "l", "м", "m", "н", "n", "ң", "ñ", "о", "o", "ө", "ö", "п", "p", "р", "r", "с", "s", "т", "t", "у", "u", "ұ", "ū", "ү", "ü", "ф", "f", "х", "h", "ц", "ts", "ш", "ş", "ы", "y", "і", "ı", "э", "e", "ю", "iu", "я", "ia", "ь", "")
	informal = strings.NewReplacer("а", "a", "ә", "a", "б", "b", "в", "v", "г", "g", "ғ", "g", "д", "d", "е", "e", "ж", "zh", "з", "z", "и", "i", "й", "i", "к", "k", "қ", "k", "л", "l", "м", "m", "н", "n", "ң", "n", "о", "o", "ө", "o", "п", "p", "р", "r", "с", "s", "т", "t", "у", "u", "ұ", "u", "ү", "u", "ф", "f", "х", "h", "ц", "ts", "ш", "sh", "ы", "y", "і", "i", "э", "e", "ю", "yu", "я", "ya", "ь", "")
)

// mistype makes one edit in one word of five letters or more.
func mistype(line string, random *rand.Rand) string {
	var long []kazakh.Token
	for _, w := range kazakh.Tokens(line) {
		if rs := []rune(w.Text); len(rs) >= 5 && !strings.ContainsFunc(w.Text, unicode.IsDigit) {
			long = append(long, w)
		}
	}
	if len(long) == 0 {
		return ""
	}
	w := long[random.IntN(len(long))]
	rs := []rune(w.Text)
	i := 1 + random.IntN(len(rs)-2)
	switch random.IntN(4) {
	case 0:
		rs = slices.Delete(rs, i, i+1)
	case 1:
		rs = slices.Insert(rs, i, rs[i])
	case 2:
		rs[i], rs[i-1] = rs[i-1], rs[i]
	default:
		rs[i] = []rune("абгдежзклмнопрст")[random.IntN(16)]
	}
	return line[:w.Start] + string(rs) + line[w.End:]
}

// TestHoweverTyped asks for each item of the list by its own line, typed in
// each way that the labelled queries have, so that what was good for those is
// good for any.
func TestHoweverTyped(t *testing.T) {
	x := opened(t, embedded(t))
	random := rand.New(rand.NewPCG(7, 8))
	var items []string
	for _, d := range governingDocuments(t) {
		if text := strings.ToLower(strings.TrimRight(d.Text, ";. ")); d.Kind == retrieval.Item && !slices.Contains(items, text) {
			items = append(items, text)
		}
	}
	if len(items) < 200 {
		t.Fatalf("only %d items", len(items))
	}
	for _, way := range []struct {
		name  string
		typed func(string) string
		least float64
	}{
		{"as it is", func(s string) string { return s }, 1},
		{"dictionary forms", func(s string) string {
			var out []string
			for _, w := range kazakh.Words(s) {
				if !kazakh.IsStop(w.Text) {
					out = append(out, kazakh.Stem(w.Text))
				}
			}
			return strings.Join(out, " ")
		}, .99},
		{"Russian letters", russian.Replace, .98},
		{"Latin of 2021", latin.Replace, .97},
		{"informal Latin", informal.Replace, .97},
		{"one edit", func(s string) string { return mistype(s, random) }, .98},
		{"one edit in Russian letters", func(s string) string { return mistype(russian.Replace(s), random) }, .97},
	} {
		t.Run(way.name, func(t *testing.T) {
			found, asked := 0, 0
			for _, item := range items {
				q := way.typed(item)
				if q == "" {
					continue
				}
				asked++
				first := ask(t, x, q, 10).Hits
				if slices.ContainsFunc(first, func(h retrieval.Hit) bool { return strings.ToLower(strings.TrimRight(h.Text, ";. ")) == item }) {
					found++
				} else if testing.Verbose() {
					t.Logf("%q typed as %q: %q", item, q, lines(first[:min(2, len(first))]))
				}
			}
			t.Logf("%d of %d found among the first ten", found, asked)
			if r := float64(found) / float64(asked); r < way.least {
				t.Errorf("found %.3f, want %.2f", r, way.least)
			}
		})
	}
}
