package markup

import (
	"html/template"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tizbe/corpus"
)

var like = template.Must(template.New("").Parse(`<p title="{{.Text}}" lang="{{.Lang}}"><a href="{{.Link}}">{{.Text}}</a>{{.HTML}}{{.N}}</p>`))

// TestPut: what is written is what html/template writes of the same, which is
// another program's opinion of what has to be escaped. It writes + in another
// way.
func TestPut(t *testing.T) {
	hostile := rapid.StringOf(rapid.OneOf(rapid.Rune(), rapid.SampledFrom([]rune(`<>&"'+%#/?= :()абәіқ`+"\n`\x00"))))
	rapid.Check(t, func(t *rapid.T) {
		text := hostile.Draw(t, "text")
		link := rapid.SampledFrom([]string{"", "x/", "../", "#", "?", "javascript:", "JavaScript:", "data:text/html,", "https://", "http:", "//"}).Draw(t, "start") +
			hostile.Draw(t, "link")
		lang := corpus.Lang(rapid.SampledFrom([]string{"kk", `"><script>`}).Draw(t, "lang"))
		var w Writer
		w.Put(`<p title="%s" lang="%s"><a href="%s">%s</a>%s%s</p>`, text, lang, Link(link), text, HTML("<b>&amp;</b>"), 7)
		var want strings.Builder
		if err := like.Execute(&want, map[string]any{"Text": text, "Lang": lang, "Link": link, "HTML": template.HTML("<b>&amp;</b>"), "N": 7}); err != nil {
			t.Fatal(err)
		}
		if got := w.String(); got != strings.NewReplacer("&#43;", "+", "#ZgotmplZ", "#").Replace(want.String()) {
			t.Fatalf("got  %s\nwant %s", got, want.String())
		}
	})
}

// TestPutCounts: a format with another number of places is a fault of the
// program, found at once.
func TestPutCounts(t *testing.T) {
	for _, c := range []struct {
		format string
		args   []any
	}{{"<p>", []any{"x"}}, {"<p>%s %s", []any{"x"}}, {"%s", nil}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%q with %d arguments was written", c.format, len(c.args))
				}
			}()
			var w Writer
			w.Put(c.format, c.args...)
		}()
	}
}
