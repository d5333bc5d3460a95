package position

import (
	"errors"
	"strings"
	"testing"
)

func TestParseDecisions(t *testing.T) {
	d, err := ParseDecisions("x", []byte("# comment\n\nА (б)  в;\n\tparens: alternative\n    = А в\n    = б в\nг, д\n  list: one\nг, д\n  at: list__item_1\n  list: each\n"))
	if err != nil {
		t.Fatal(err)
	}
	if d.Len() != 3 {
		t.Errorf("%d decisions", d.Len())
	}
	if x, ok := d.For("", "А (б) в."); !ok || x.Parens[0] != Alternative || len(x.Entries) != 2 {
		t.Errorf("%+v %v", x, ok)
	}
	if x, ok := d.For("list__item_1", "г,  д;"); !ok || x.List != ListEach {
		t.Errorf("bound to a provision: %+v %v", x, ok)
	}
	if x, ok := d.For("list__item_2", "г, д"); !ok || x.List != ListOne {
		t.Errorf("on the wording: %+v %v", x, ok)
	}
	if _, ok := d.For("", "г"); ok {
		t.Error("a wording that was not decided")
	}
	if _, ok := (*Decisions)(nil).For("", "г"); ok {
		t.Error("no decisions at all")
	}
}

func TestParseDecisionsRefuses(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"decision first", "  list: one\n", "x:1: a decision before any wording"},
		{"unknown word", "а\n  note: x\n", `x:2: unknown word "note"`},
		{"unknown list", "а\n  list: some\n", "x:2: unknown kind of list"},
		{"unknown parenthesis", "а (б)\n  parens: maybe\n", "x:2: unknown kind of parenthesis"},
		{"too few parentheses", "а (б) (в)\n  parens: qualifier\n", "x:1: \"а (б) (в)\" has 2 parentheses, 1 are decided"},
		{"too many parentheses", "а\n  parens: qualifier\n", "has 0 parentheses, 1 are decided"},
		{"nothing decided", "а\nб\n  list: one\n", "x:1: nothing is decided"},
		{"nothing decided at the end", "б\n  list: one\nа\n", "x:3: nothing is decided"},
		{"twice", "а\n  list: one\nа;\n  list: each\n", "x:3: \"а\" is decided twice"},
		{"entry twice", "а\n  = б\n  = б\n", "x:3: the entry \"б\" twice"},
		{"empty entry", "а\n  =\n", "x:2: an empty entry"},
		{"empty eId", "а\n  at:\n", "x:2: not an eId"},
		{"no wording", ";\n  list: one\n", "x:1: no wording"},
		{"NUL", "а\n  list: one\n\x00", "x:3: not UTF-8"},
		{"not UTF-8", "\xff", "x:1: not UTF-8"},
		{"long line", strings.Repeat("а", maxDecisionLine), "x:1: a line of 32768 bytes"},
		{"long file", strings.Repeat("#\n", maxDecisionFile), "x:1: 8388608 bytes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ParseDecisions("x", []byte(c.src))
			if !errors.Is(err, ErrDecisions) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}
