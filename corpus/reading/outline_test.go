package reading

import (
	"errors"
	"strings"
	"testing"
)

func TestParseOutlineErrors(t *testing.T) {
	for _, tt := range []struct{ name, src, at, says string }{
		{"heading first", "# a\n  Жасақ\n", "x.txt:2:", "before the first point"},
		{"not a number", "Жасақ\n", "x.txt:1:", "not the number of a point"},
		{"twice", "1.\n  А\n1\n", "x.txt:3:", "a second time"},
		{"odd indent", "1.\n   А\n", "x.txt:2:", "indented by 3 spaces"},
		{"level skipped", "1.\n  А\n      Б\n", "x.txt:3:", "one level at a time"},
		{"tab", "1.\n\tА\n", "x.txt:2:", "a tab"},
		{"empty heading", "1.\n  А |  | Б\n", "x.txt:2:", "empty heading"},
		{"not UTF-8", "1.\n  \xff\n", "x.txt:2:", "not UTF-8"},
		{"long line", "1.\n  " + strings.Repeat("а", 4096), "x.txt:2:", "over 4096"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ParseOutline("x.txt", []byte(tt.src))
			if !errors.Is(err, ErrOutlineSyntax) || !strings.HasPrefix(err.Error(), tt.at) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v, want %s %s", err, tt.at, tt.says)
			}
		})
	}
}

const outlineList = `1. Департамент:
бастық;
Басқарма "А":
бастық;
Бөлім (топ):
маман.
Ескертпе: мыналарға:
тыл;
штаб.
Топсыз бөлім
техник.
Жасақ:
старшина.
2. Комитет
Бөлім:
маман.
`

func TestOutline(t *testing.T) {
	for _, tt := range []struct{ name, outline, want, err string }{
		{name: "none", outline: "", want: `
point_1
  item_1
  group_1
    item_1
  group_2
    item_1
    note_1
      item_1
      item_2
    item_2
    item_3
  group_3
    item_1
point_2
  group_1
    item_1
`},
		{name: "nested", outline: "1.\n  басқарма  «а»\n    Басқа | БӨЛІМ\n    = Топсыз бөлім\n  Жасақ\n", want: `
point_1
  item_1
  group_1
    item_1
    group_1
      item_1
    note_1
      item_1
      item_2
    group_2
      item_1
  group_2
    item_1
point_2
  group_1
    item_1
`},
		{name: "missing in the text", outline: "1.\n  Басқарма\n  Бөлім\n  Жасақ\n  Топ\n", err: `o:5: the outline does not fit the text: heading "Топ" does not occur in point 1`},
		{name: "out of order", outline: "1.\n  Бөлім\n  Басқарма\n  Жасақ\n", err: `o:2: the outline does not fit the text: heading "Бөлім" of point 1 does not come next: line 3`},
		{name: "not listed", outline: "1.\n  Басқарма\n  Бөлім\n", err: `o:1: the outline does not fit the text: point 1 has a heading more at line 12`},
		{name: "part of a word", outline: "2.\n  Бөл\n", err: `o:2: the outline does not fit the text: heading "Бөл" of point 2`},
		{name: "no such point", outline: "3.\n", err: `o:1: the outline does not fit the text: the list has no point 3`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o, err := ParseOutline("o", []byte(tt.outline))
			if err != nil {
				t.Fatal(err)
			}
			d, err := Lines(outlineList, Options{Outline: o})
			if tt.err != "" {
				if !errors.Is(err, ErrOutline) || !strings.HasPrefix(err.Error(), tt.err) {
					t.Errorf("got  %v\nwant %s", err, tt.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			b.WriteByte('\n')
			for p, up := range d.List().All() {
				if p != d.List() {
					b.WriteString(strings.Repeat("  ", len(up)-1) + p.EID[strings.LastIndex(p.EID, "__")+2:] + "\n")
				}
			}
			if b.String() != tt.want {
				t.Errorf("got %s\nwant %s", b.String(), tt.want)
			}
			if got := strings.Join(d.ListLines(), "\n") + "\n"; got != outlineList {
				t.Error(firstDifference(outlineList, got))
			}
		})
	}
}

// Every heading that the seed's outline names must be there, and the outline
// must notice when one goes missing or moves.
func TestOutlineGuardsTheSeed(t *testing.T) {
	o := seedOutline(t)
	src := string(read(t, seedFile))
	if _, err := Text([]byte(src), Options{Outline: o}); err != nil {
		t.Fatal(err)
	}
	for name, broken := range map[string]string{
		"heading lost":  strings.Replace(src, "      Жасақ:\n", "", 1),
		"heading new":   strings.Replace(src, "      Жасақ:\n", "      Жасақ:\n      Топ:\n", 1),
		"heading moved": strings.Replace(strings.Replace(src, "      Жедел басқарма:\n", "", 1), "      Кезекші бөлім:\n", "      Кезекші бөлім:\n      Жедел басқарма:\n", 1),
		"colon lost":    strings.Replace(src, "      Жасақ:\n", "      Жасақ\n", 1),
	} {
		if broken == src {
			t.Fatalf("%s: the text did not change", name)
		}
		if _, err := Text([]byte(broken), Options{Outline: o}); !errors.Is(err, ErrOutline) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
