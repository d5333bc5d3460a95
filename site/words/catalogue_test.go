package words

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tizbe/corpus"
	"tizbe/corpus/enactment"
	"tizbe/versioning"
	"tizbe/versioning/amendment"
	"tizbe/versioning/eligibility"
)

// literals returns every message key that the source below dir passes to T,
// or to a function t that stands for it, with the place where it does.
func literals(t *testing.T, dir string) map[string]string {
	out := make(map[string]string)
	files := token.NewFileSet()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			switch fun := call.Fun.(type) {
			case *ast.Ident:
				ok = fun.Name == "t"
			case *ast.SelectorExpr:
				ok = fun.Sel.Name == "T"
			default:
				ok = false
			}
			if !ok {
				return true
			}
			key, constant := text(call.Args[0])
			if !constant {
				if filepath.Base(path) != "words.go" && filepath.Base(path) != "names.go" {
					t.Errorf("%s: the key of a message is not written out, so that no test can find it", files.Position(call.Pos()))
				}
				return true
			}
			out[key] = files.Position(call.Pos()).String()
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// text evaluates a string literal or a sum of them.
func text(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil
	case *ast.BinaryExpr:
		x, okx := text(e.X)
		y, oky := text(e.Y)
		return x + y, okx && oky && e.Op == token.ADD
	case *ast.ParenExpr:
		return text(e.X)
	}
	return "", false
}

// keys returns every key that the program may say.
func keys(t *testing.T) map[string]string {
	out := literals(t, "../../cmd")
	for k, at := range literals(t, "..") {
		out[k] = at
	}
	for code, k := range names {
		out[k] = "name of " + code
	}
	for pkg, list := range map[string][]string{"versioning": versioning.Phrases, "eligibility": eligibility.Phrases, "enactment": enactment.Phrases, "amendment": amendment.Phrases} {
		for _, k := range list {
			out[k] = "package " + pkg
		}
	}
	return out
}

var verb = regexp.MustCompile(`%\[(\d)\]s|%.?`)

func verbsOf(s string) []string {
	out := verb.FindAllString(s, -1)
	slices.Sort(out)
	return slices.Compact(out)
}

// TestEveryMessageIsTranslated holds both catalogues against everything the
// program may say: nothing is missing, nothing is left over, and the
// arguments are the same ones.
func TestEveryMessageIsTranslated(t *testing.T) {
	all := keys(t)
	if len(all) < 100 {
		t.Fatalf("only %d messages found: the search is wrong", len(all))
	}
	for _, l := range []corpus.Lang{corpus.Kazakh, corpus.Russian} {
		for _, k := range sorted(all) {
			s, ok := Table(l)[k]
			switch {
			case !ok || strings.TrimSpace(s) == "":
				t.Errorf("%s is missing: %q (%s)", l, k, all[k])
			case !slices.Equal(verbsOf(k), verbsOf(s)):
				t.Errorf("%s has other arguments: %q → %q", l, k, s)
			}
		}
		for _, k := range sorted(Table(l)) {
			if _, ok := all[k]; !ok {
				t.Errorf("%s: nothing says %q", l, k)
			}
		}
	}
	for _, k := range sorted(all) {
		for _, v := range verbsOf(k) {
			if !strings.HasPrefix(v, "%[") {
				t.Errorf("%q: arguments are written %%[1]s, %%[2]s …, not %s", k, v)
			}
		}
	}
}

func sorted(m map[string]string) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// TestTranslationsAreOfTheirLanguage catches a text left in another language:
// Kazakh has letters that Russian has not, and neither is written in Latin.
func TestTranslationsAreOfTheirLanguage(t *testing.T) {
	const kazakh = "әғқңөұүһіӘҒҚҢӨҰҮҺІ"
	latin := regexp.MustCompile(`[A-Za-z]{3,}`)
	foreign := regexp.MustCompile(`%\[\d\]s|tizbe(?: [a-z]+)?|[;.] init|^fact:|--[a-z-]+|\$TIZBE_DATA|[A-Z]{2,}(?:\|[A-Z]+)*|YYYY-MM-DD|eIds?|MiB|Markdown|\.txt|\.md|bash|zsh|fish|powershell|json|lines|raw|text|/akn[/a-z0-9-]*|барлық атаудағы|kk\|ru\|en|kk|ru|en|T09:30:00Z|Prometheus|X-Forwarded-For`)
	for _, l := range []corpus.Lang{corpus.Kazakh, corpus.Russian} {
		for k, s := range Table(l) {
			rest := foreign.ReplaceAllString(s, "")
			if w := latin.FindString(rest); w != "" {
				t.Errorf("%s: %q has %q in Latin letters", l, k, w)
			}
			if l == corpus.Russian && strings.ContainsAny(rest, kazakh) {
				t.Errorf("ru: %q has Kazakh letters: %q", k, s)
			}
		}
	}
}

// TestEveryCodeHasAName finds the constants of the types that readers meet as
// codes and looks each one up.
func TestEveryCodeHasAName(t *testing.T) {
	kinds := map[string]string{"Verdict": "verdict", "Reason": "reason", "MatchRule": "rule", "UnitRule": "unit", "EventKind": "event", "Op": "op",
		"ChangeKind": "change", "RepairKind": "repair", "FactField": "fact"}
	found := make(map[string]int)
	for _, dir := range []string{"../../versioning/eligibility", "../../versioning", "../../corpus", "../../corpus/position"} {
		paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range f.Decls {
				g, ok := d.(*ast.GenDecl)
				if !ok || g.Tok != token.CONST {
					continue
				}
				for _, spec := range g.Specs {
					v := spec.(*ast.ValueSpec)
					id, ok := v.Type.(*ast.Ident)
					if !ok || kinds[id.Name] == "" {
						continue
					}
					for _, x := range v.Values {
						code, ok := text(x)
						if !ok {
							t.Errorf("%s: a constant of type %s that is no literal", path, id.Name)
							continue
						}
						found[id.Name]++
						if names[kinds[id.Name]+"."+code] == "" {
							t.Errorf("%s %q has no name", id.Name, code)
						}
						if id.Name == "Verdict" && names["sentence."+code] == "" {
							t.Errorf("verdict %q has no sentence", code)
						}
					}
				}
			}
		}
	}
	for k := range kinds {
		if found[k] < 2 {
			t.Errorf("%d constants of type %s found: the search is wrong", found[k], k)
		}
	}
}

func TestPrinter(t *testing.T) {
	day := corpus.MustDate("2026-02-20")
	for _, c := range []struct {
		name, want string
		got        func(p *Printer) string
		lang       corpus.Lang
	}{
		{"a date in English", "2026-02-20", func(p *Printer) string { return p.Date(day) }, corpus.English},
		{"a date in Russian", "20.02.2026", func(p *Printer) string { return p.Date(day) }, corpus.Russian},
		{"words by hand", "негіз", func(p *Printer) string { return p.Say(corpus.Quote(corpus.Words{"kk": "негіз", "en": "basis"})) }, corpus.Kazakh},
		{"words in one language are said as they are", "Егемен", func(p *Printer) string { return p.Say(corpus.Quote(corpus.Plain("Егемен"))) }, corpus.English},
		{"a reference to a point", "пункт 2", func(p *Printer) string { return p.argument("2-тармақ") }, corpus.Russian},
		{"a reference with a case ending", "point 15-1", func(p *Printer) string { return p.argument("15-1-тармағынан") }, corpus.English},
		{"a Russian reference in Kazakh", "2-тармақ", func(p *Printer) string { return p.argument("пункта 2") }, corpus.Kazakh},
		{"what is no reference", "2-тармақ және 3-тармақ", func(p *Printer) string { return p.argument("2-тармақ және 3-тармақ") }, corpus.English},
		{"no doubles", "observed as current on 2026-02-20", func(p *Printer) string {
			ph := corpus.Say(versioning.MsgObserved, day)
			return p.SayAll([]corpus.Phrase{ph, {}, ph})
		}, corpus.English},
		{"a code that has no name", "новое", func(p *Printer) string { return p.Reason("новое") }, corpus.English},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.got(NewPrinter(c.lang)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestBetween says every shape of bounds in every language.
func TestBetween(t *testing.T) {
	x, y := corpus.MustDate("2026-02-20"), corpus.MustDate("2026-11-22")
	for _, l := range []corpus.Lang{corpus.Kazakh, corpus.Russian, corpus.English} {
		p := NewPrinter(l)
		seen := make(map[string]bool)
		for _, b := range []corpus.Bounds{{}, {NotBefore: x}, {NotAfter: y}, {NotBefore: x, NotAfter: y}, {NotBefore: x, NotAfter: x}} {
			s := p.Between(b)
			if s == "" || seen[s] || strings.Contains(s, "%") {
				t.Errorf("%s: %v is said as %q", l, b, s)
			}
			seen[s] = true
		}
		if got, want := fmt.Sprint(len(seen)), "5"; got != want {
			t.Errorf("%s: %s ways to say bounds, want %s", l, got, want)
		}
	}
}

func BenchmarkNewPrinter(b *testing.B) {
	for b.Loop() {
		NewPrinter(corpus.Kazakh).T("hint:")
	}
}
