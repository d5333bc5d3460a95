package retrieval

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		words    string // as typed, separated by a space
		phrases  [][]int
		filters  []filter
	}{
		{"words", "аға  тергеуші", "аға тергеуші", nil, nil},
		{"phrase", `"бөлім бастығы" аға`, "бөлім бастығы аға", [][]int{{0, 1}}, nil},
		{"other quotation marks", "«бөлім бастығы» “аға тергеуші”", "бөлім бастығы аға тергеуші", [][]int{{0, 1}, {2, 3}}, nil},
		{"quoted word", `"Сұнқар" жасағы`, "Сұнқар жасағы", nil, nil},
		{"open quotation mark", `"бөлім бастығы`, "бөлім бастығы", nil, nil},
		{"mark inside a word", `бөлім"бастығы`, "бөлім бастығы", nil, nil},
		{"hyphen", "инспектор-психолог", "инспектор психолог", nil, nil},
		{"ending of an abbreviation", "ІІМ-нің бастығы", "ІІМ бастығы", nil, nil},
		{"filters", "kind:item point:15-1 бастық", "бастық", nil, []filter{{"kind", "item"}, {"point", "15-1"}}},
		{"filter in other case", "KIND:item", "", nil, []filter{{"kind", "item"}}},
		{"quoted filter", `unit:"тергеу басқармасы" бастық`, "бастық", nil, []filter{{"unit", "тергеу басқармасы"}}},
		{"unknown field is words", "foo:bar", "foo bar", nil, nil},
		{"field without value is words", "kind: бастық", "kind бастық", nil, nil},
		{"nothing", " \t ", "", nil, nil},
		{"signs", `"*:(+-~^^[]{}\`, "", nil, nil},
		{"not UTF-8", "бас\xff\xfeтық", "бас тық", nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := parse(tt.in)
			var words []string
			for _, w := range p.words {
				words = append(words, w.text)
			}
			if got := strings.Join(words, " "); got != tt.words {
				t.Errorf("words %q, want %q", got, tt.words)
			}
			if !slices.EqualFunc(p.phrases, tt.phrases, slices.Equal) {
				t.Errorf("phrases %v, want %v", p.phrases, tt.phrases)
			}
			if !slices.Equal(p.filters, tt.filters) {
				t.Errorf("filters %v, want %v", p.filters, tt.filters)
			}
		})
	}
}

var marks = regexp.MustCompile(`</?mark>`)

// checkFragment: without its marks a fragment is a stretch of the text.
func checkFragment(t interface{ Errorf(string, ...any) }, text, fragment string) {
	bare := html.UnescapeString(marks.ReplaceAllString(fragment, ""))
	cut := strings.TrimSuffix(strings.TrimPrefix(bare, "…"), "…")
	if !strings.Contains(text, bare) && !strings.Contains(text, cut) {
		t.Errorf("the fragment %q is no part of %q", fragment, text)
	}
	if !utf8.ValidString(fragment) {
		t.Errorf("a letter is cut in %q", fragment)
	}
	if strings.Count(fragment, "<mark>") != strings.Count(fragment, "</mark>") {
		t.Errorf("marks of %q", fragment)
	}
}

// TestFragment draws texts with signs that HTML would read and marks some of
// their words: the fragment has the text, cut between words, and the marks are
// around the very words.
func TestFragment(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[а-яәғқңөұүһі<>&"';]{1,9}`), 1, 200).Draw(t, "words")
		chosen := rapid.SliceOfNDistinct(rapid.IntRange(0, len(words)-1), 0, min(len(words), 6), rapid.ID).Draw(t, "chosen")
		text, at := "", make([]mark, 0, len(chosen))
		for i, w := range words {
			if i > 0 {
				text += " "
			}
			if slices.Contains(chosen, i) {
				at = append(at, mark{start: len(text), end: len(text) + len(w), pos: i + 1})
			}
			text += w
		}
		f := fragment(text, at)
		checkFragment(t, text, f)
		if n := strings.Count(f, "<mark>"); len(at) > 0 && n == 0 {
			t.Errorf("nothing is marked in %q", f)
		} else if len(text) <= fragmentBytes && n != len(at) {
			t.Errorf("%d marks, want %d", n, len(at))
		}
		for _, m := range regexp.MustCompile(`<mark>(.*?)</mark>`).FindAllStringSubmatch(f, -1) {
			if !slices.ContainsFunc(at, func(k mark) bool { return text[k.start:k.end] == html.UnescapeString(m[1]) }) {
				t.Errorf("%q is marked", m[1])
			}
		}
		if len(html.UnescapeString(marks.ReplaceAllString(f, ""))) > fragmentBytes+2*len("…") && len(text) > fragmentBytes {
			t.Errorf("%d bytes", len(f))
		}
	})
}

// TestWindow holds the shortest stretch against trying every combination.
func TestWindow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		places := make([][]mark, rapid.IntRange(1, 4).Draw(t, "n"))
		for i := range places {
			at := rapid.SliceOfNDistinct(rapid.IntRange(1, 30), 1, 4, rapid.ID).Draw(t, "at")
			slices.Sort(at)
			for _, p := range at {
				places[i] = append(places[i], mark{pos: p})
			}
		}
		best := 1 << 30
		var try func(i, lo, hi int)
		try = func(i, lo, hi int) {
			if i == len(places) {
				best = min(best, hi-lo+1)
				return
			}
			for _, m := range places[i] {
				try(i+1, min(lo, m.pos), max(hi, m.pos))
			}
		}
		try(0, 1<<20, 0)
		if got, _ := window(places); got != best {
			t.Errorf("window(%v) = %d, want %d", places, got, best)
		}
	})
}
