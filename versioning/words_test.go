package versioning

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func marked(runs []WordsRun) string {
	var b strings.Builder
	for _, r := range runs {
		switch r.Kind {
		case WordsRemoved:
			b.WriteString("[-" + r.Text + "-]")
		case WordsAdded:
			b.WriteString("{+" + r.Text + "+}")
		default:
			b.WriteString(r.Text)
		}
	}
	return b.String()
}

func TestDiffWords(t *testing.T) {
	for _, c := range []struct{ name, before, after, want string }{
		{"same", "бас маман;", "бас маман;", "бас маман;"},
		{"a word", "АҚК Төрағасы;", "ИҚҚК төрағасы;", "[-АҚК Төрағасы-]{+ИҚҚК төрағасы+};"},
		{"an ending is a word", "Республикасы Ішкі", "Республикасының Ішкі", "[-Республикасы-]{+Республикасының+} Ішкі"},
		{"inserted", "қызметі, Кадрлық", "қызметі, Активтерді қайтару жөніндегі қызмет, Кадрлық", "қызметі, {+Активтерді қайтару жөніндегі қызмет, +}Кадрлық"},
		{"from nothing", "", "жаңа", "{+жаңа+}"},
		{"to nothing", "ескі", "", "[-ескі-]"},
		{"punctuation", "маман.", "маман;", "маман[-.-]{+;+}"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := marked(DiffWords(c.before, c.after)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// The runs give both lines back, and neighbours differ in kind.
func TestDiffWordsGivesBothLines(t *testing.T) {
	line := rapid.StringMatching(`([абвӘғ]{1,3}[ ,;.()\-]{0,2}){0,12}`)
	rapid.Check(t, func(t *rapid.T) {
		x, y := line.Draw(t, "before"), line.Draw(t, "after")
		var before, after strings.Builder
		last := WordsKind("")
		for _, r := range DiffWords(x, y) {
			if r.Kind == last || r.Text == "" {
				t.Fatalf("run %+v after one of the same kind, or empty", r)
			}
			last = r.Kind
			if r.Kind != WordsAdded {
				before.WriteString(r.Text)
			}
			if r.Kind != WordsRemoved {
				after.WriteString(r.Text)
			}
		}
		if before.String() != x || after.String() != y {
			t.Fatalf("%q → %q, want %q → %q", before.String(), after.String(), x, y)
		}
	})
}
