package archive

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tizbe/corpus"
)

func TestSplit(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"nothing", "", nil},
		{"only blanks", "\n \n", []string{"\n \n"}},
		{"a line without an end", "a", []string{"a"}},
		{"paragraphs", "a\n\nb\nc\n", []string{"a\n\n", "b\n", "c\n"}},
		{"blanks in front stay with the first", "\n\na\n", []string{"\n\na\n"}},
		{"a carriage return is no line", "a\r\n\r\nb", []string{"a\r\n\r\n", "b"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := split(tt.text); !slices.Equal(got, tt.want) {
				t.Errorf("%q", got)
			}
		})
	}
}

func TestClassify(t *testing.T) {
	for _, tt := range []struct {
		line  string
		kind  corpus.Kind
		num   string
		key   string
		level int
	}{
		{"##### § 36<sup>1</sup>. Title", corpus.KindArticle, "36<sup>1</sup>", "36-1", 5},
		{"## Art. 5 Scope", corpus.KindArticle, "5", "5", 2},
		{"### Article L. 121-3", corpus.KindArticle, "L. 121-3", "l-121-3", 3},
		{"### 1. peatükk Üldsätted", corpus.KindSeparation, "1", "1", 3},
		{"## Přechodná ustanovení", corpus.KindSeparation, "", "", 2},
		{"(1) Käesolev", corpus.KindPoint, "1", "1", levelPara},
		{"(2¹) Käesolev", corpus.KindPoint, "2¹", "2-1", levelPara},
		{"1. Der Bund", corpus.KindPoint, "1", "1", levelPara},
		{"a) er", corpus.KindSubpoint, "a", "a", levelPoint},
		{"3) see", corpus.KindSubpoint, "3", "3", levelPoint},
		{"- item", corpus.KindItem, "", "", levelPlain},
		{"- a) při jejich přepravě", corpus.KindSubpoint, "a", "a", levelPoint},
		{"- a.[^12] Militärfahrzeuge", corpus.KindSubpoint, "a", "a", levelPoint},
		{"- 1. innerhalb", corpus.KindSubpoint, "1", "1", levelSub},
		{"- 2012. gada", corpus.KindItem, "", "", levelPlain},
		{"<sup>1</sup> Die Bestimmungen", corpus.KindPoint, "1", "1", levelPara},
		{"<sup>1bis</sup>[^3] Die Bestimmungen", corpus.KindPoint, "1bis", "1bis", levelPara},
		{"<sup>1</sup>", corpus.KindParagraph, "", "", levelPlain},
		{"2° Toutes les personnes", corpus.KindSubpoint, "2", "2", levelPoint},
		{"2 bis° Toutes les personnes", corpus.KindSubpoint, "2 bis", "2bis", levelPoint},
		{"II. - Les personnes", corpus.KindPoint, "II", "ii", levelPara},
		{"I bis.-Les personnes", corpus.KindPoint, "I bis", "ibis", levelPara},
		{"Il est", corpus.KindParagraph, "", "", levelPlain},
		{"| a | b |", corpus.KindRow, "", "", levelPlain},
		{"2012 aasta", corpus.KindParagraph, "", "", levelPlain},
		{"#hashtag", corpus.KindParagraph, "", "", levelPlain},
	} {
		if s := classify(tt.line+"\n\n", false); s.kind != tt.kind || s.num != tt.num || s.key != tt.key || s.level != tt.level {
			t.Errorf("%q: %+v", tt.line, s)
		}
	}
}

// eids returns the eIds of the revisions' lines.
func eids(p *Pack) [][]string {
	var out [][]string
	for _, r := range p.Revisions() {
		var ids []string
		for q := range p.Tree(r).All() {
			if q.EID != "" {
				ids = append(ids, q.EID)
			}
		}
		out = append(out, ids)
	}
	return out
}

// Identity by examples that can be checked by hand.
func TestIdentity(t *testing.T) {
	for _, tt := range []struct {
		name  string
		texts []string
		want  [][]string
	}{
		{"a line between two gets a dash number", []string{"One rule.\nTwo rules.\n", "One rule.\nBetween them.\nTwo rules.\n"},
			[][]string{{"p_1", "p_2"}, {"p_1", "p_1-1", "p_2"}}},
		{"before the first", []string{"One rule.\n", "Before it all.\nOne rule.\n"}, [][]string{{"p_1"}, {"p_0-1", "p_1"}}},
		{"at the end the next number", []string{"One rule.\n", "One rule.\nAnother one.\n"}, [][]string{{"p_1"}, {"p_1", "p_2"}}},
		{"a number is not given again", []string{"One rule.\nA second one.\n", "One rule.\n", "One rule.\nSomething quite different.\n"},
			[][]string{{"p_1", "p_2"}, {"p_1"}, {"p_1", "p_1-1"}}},
		{"a line that returns is that line again", []string{"One rule.\nA second one, long enough to be known.\n", "One rule.\n", "One rule.\nA second one, long enough to be known.\n"},
			[][]string{{"p_1", "p_2"}, {"p_1"}, {"p_1", "p_2"}}},
		{"other words, the same number", []string{"## § 1. A\n(1) This holds.\n(2) That holds.\n", "## § 1. A\n(1) Nothing of it remains.\n(2) That holds.\n"},
			[][]string{{"art_1", "art_1__para_1", "art_1__para_2"}, {"art_1", "art_1__para_1", "art_1__para_2"}}},
		{"mostly the same words", []string{"All citizens have the right to vote.\nIt begins today.\n", "All citizens of age have the right to vote.\nIt begins today.\n"},
			[][]string{{"p_1", "p_2"}, {"p_1", "p_2"}}},
		{"an article moves with what is below it", []string{"# T\n## § 1. A\n(1) First of the one.\n## § 2. B\n(1) First of the other.\n", "# T\n## § 2. B\n(1) First of the other.\n## § 1. A\n(1) First of the one.\n"}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := NewPack()
			for i, text := range tt.texts {
				if err := p.Add(Revision{Effective: corpus.DateFromDays(i), Number: 1}, text); err != nil {
					t.Fatal(err)
				}
			}
			got := eids(p)
			if tt.want != nil && fmt.Sprint(got) != fmt.Sprint(tt.want) {
				t.Errorf("%v\nwant %v", got, tt.want)
			}
			if tt.want == nil {
				a, b := slices.Sorted(slices.Values(got[0])), slices.Sorted(slices.Values(got[1]))
				if !slices.Equal(a, b) {
					t.Errorf("%v and %v are not the same", a, b)
				}
			}
		})
	}
}

// Any texts in any order come back, through bytes too; an eId stands once in a
// text, and a line keeps its eId where nothing around it changed.
func TestPackModel(t *testing.T) {
	line := rapid.SampledFrom([]string{"# T", "## § 1. A", "## § 2. B", "### 1. X", "(1) one", "(1) two words", "(2) one", "1) a b c", "a) x", "- i", "| r |", "", " ", "plain", "plain words of a longer line that is known again", "\r", "# ", "(1)", "ä"})
	rapid.Check(t, func(t *rapid.T) {
		p, q := NewPack(), (*Pack)(nil)
		type key struct {
			day int
			n   uint32
		}
		model := make(map[key]string)
		for range rapid.IntRange(1, 8).Draw(t, "revisions") {
			k := key{rapid.IntRange(0, 5).Draw(t, "day"), uint32(rapid.IntRange(0, 1).Draw(t, "number"))}
			text := strings.Join(rapid.SliceOfN(line, 0, 25).Draw(t, "lines"), "\n") + rapid.SampledFrom([]string{"", "\n", "\n\n"}).Draw(t, "end")
			err := p.Add(Revision{Effective: corpus.DateFromDays(k.day), Number: k.n}, text)
			old, held := model[k]
			switch {
			case held && old == text && !errors.Is(err, ErrHeld), held && old != text && !errors.Is(err, ErrConflict), !held && err != nil:
				t.Fatalf("held %v, the same %v: %v", held, old == text, err)
			case !held:
				model[k] = text
			}
			if rapid.Bool().Draw(t, "through bytes") {
				var err error
				if q, err = ReadPack(p.Bytes(), p.AppendLines(nil, 0), p.Revisions()); err != nil {
					t.Fatal(err)
				}
				p = q
			}
		}
		if len(p.Revisions()) != len(model) {
			t.Fatalf("%d revisions, want %d", len(p.Revisions()), len(model))
		}
		for i, r := range p.Revisions() {
			text, err := p.Text(r)
			if err != nil || text != model[key{r.Effective.Days(), r.Number}] {
				t.Fatalf("another text: %q (%v)", text, err)
			}
			seen := make(map[string]bool)
			for v := range p.Tree(r).All() {
				if seen[v.EID] {
					t.Fatalf("%s stands twice in revision %d: %q", v.EID, i, text)
				}
				seen[v.EID] = true
			}
		}
	})
}

// Weaving at any moment changes nothing of what a pack says, then or later.
func TestWeave(t *testing.T) {
	line := rapid.Custom(func(t *rapid.T) string {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"one", "two", "other", "repealed", "words of a longer line"}), 1, 4).Draw(t, "words")
		mark := rapid.SampledFrom([]string{"", "", "(1) ", "(2) ", "## § 1. ", "## § 2. ", "a) "}).Draw(t, "mark")
		return mark + strings.Join(words, " ")
	})
	rapid.Check(t, func(t *rapid.T) {
		plain, woven := NewPack(), NewPack()
		lines := rapid.SliceOfN(line, 1, 120).Draw(t, "lines")
		for n := range rapid.IntRange(1, 8).Draw(t, "revisions") {
			r := Revision{Effective: corpus.DateFromDays(rapid.IntRange(0, 300).Draw(t, "day")), Number: uint32(n)}
			text := strings.Join(lines, "\n") + "\n"
			if err := errors.Join(plain.Add(r, text), woven.Add(r, text)); err != nil {
				t.Fatal(err)
			}
			if rapid.Bool().Draw(t, "weave") {
				woven.Weave()
			}
			if rapid.Bool().Draw(t, "through bytes") {
				var err error
				if woven, err = ReadPack(woven.Bytes(), woven.AppendLines(nil, 0), woven.Revisions()); err != nil {
					t.Fatal(err)
				}
			}
			for range rapid.IntRange(0, 5).Draw(t, "changes") {
				at := rapid.IntRange(0, len(lines)-1).Draw(t, "at")
				switch rapid.IntRange(0, 3).Draw(t, "change") {
				case 0:
					lines[at] = line.Draw(t, "new")
				case 1:
					lines = slices.Insert(lines, at, line.Draw(t, "new"))
				case 2:
					to := rapid.IntRange(0, len(lines)-1).Draw(t, "to")
					moved := lines[at]
					lines = slices.Insert(slices.Delete(lines, at, at+1), min(to, len(lines)-1), moved)
				case 3:
					if len(lines) > 1 {
						lines = slices.Delete(lines, at, at+1)
					}
				}
			}
		}
		if len(plain.Bytes()) != len(woven.Bytes()) || plain.Lines() != woven.Lines() {
			t.Fatalf("%d bytes in %d wordings, woven %d in %d", len(plain.Bytes()), plain.Lines(), len(woven.Bytes()), woven.Lines())
		}
		for i, r := range plain.Revisions() {
			w := woven.Revisions()[i]
			text, err := woven.Text(w)
			if want, _ := plain.Text(r); err != nil || text != want || w.Sum != r.Sum {
				t.Fatalf("revision %d: %q, want %q (%v)", i, text, want, err)
			}
			if plain.Tree(r).Sum() != woven.Tree(w).Sum() {
				t.Fatalf("revision %d has another tree:\n%q\n%q", i, eids(plain)[i], eids(woven)[i])
			}
		}
	})
}

// What is cut into parts by a restart between any two revisions is the same
// pack, to the byte.
func TestPackResumes(t *testing.T) {
	texts := []string{"# T\n(1) a b\n(2) c\n", "# T\n(1) a b\n(1) new\n(2) c d\n", "# T\n(2) c d\n(1) a b\n", "# T\n(1) new\n(2) c\n(3) x\n"}
	whole, parts := NewPack(), NewPack()
	for i, text := range texts {
		r := Revision{Effective: corpus.DateFromDays(i)}
		if err := errors.Join(whole.Add(r, text), parts.Add(r, text)); err != nil {
			t.Fatal(err)
		}
		var err error
		if parts, err = ReadPack(parts.Bytes(), parts.AppendLines(nil, 0), parts.Revisions()); err != nil {
			t.Fatal(err)
		}
	}
	if string(whole.Bytes()) != string(parts.Bytes()) || string(whole.AppendLines(nil, 0)) != string(parts.AppendLines(nil, 0)) {
		t.Errorf("%v\n%v", eids(whole), eids(parts))
	}
}

func TestActID(t *testing.T) {
	day := corpus.MustDate("2012-10-25")
	for _, tt := range []struct{ name, want string }{
		{"ee/101112012012", "/akn/ee/act/2012-10-25/101112012012"},
		{"ch/cc-24-676_689_673", "/akn/ch/act/2012-10-25/cc-24-676_689_673"},
		{"/akn/kz/act/resolution/2025-09-24/789", "/akn/kz/act/resolution/2025-09-24/789"},
		{"Gesetz 5/2012", "/akn/zz/act/2012-10-25/Gesetz~205~2F2012"},
		{"zz/1", "/akn/zz/act/2012-10-25/zz~2F1"},
		{"_x", "/akn/zz/act/2012-10-25/0~~5Fx"},
		{"0~5Fx", "/akn/zz/act/2012-10-25/0~7E5Fx"},
		{"заң", "/akn/zz/act/2012-10-25/0~~D0~B7~D0~B0~D2~A3"},
	} {
		id, err := ActID(tt.name, day)
		if err != nil || string(id) != tt.want {
			t.Errorf("%s: %s %v", tt.name, id, err)
		}
		if back, ok := ActName(id); strings.HasPrefix(tt.name, "/") == ok || ok && back != tt.name {
			t.Errorf("%s comes back as %q %v", tt.name, back, ok)
		}
	}
	if id, err := ActID("ee/1", corpus.Date{}); err != nil || id != "/akn/ee/act/0001-01-01/1" {
		t.Errorf("%s %v", id, err)
	}
	if _, err := ActID(strings.Repeat("x", 300), day); err == nil {
		t.Error("a name without end")
	}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringN(1, 20, 40).Draw(t, "name")
		if id, err := ActID(name, day); err == nil && string(id) != name {
			if back, ok := ActName(id); !ok || back != name {
				t.Fatalf("%q → %s → %q", name, id, back)
			}
		}
	})
}

func TestParseRecord(t *testing.T) {
	const ok = `{"act":"ee/1","title":"T","adopted":"2010-01-01","rev":3,"effective":"2011-01-01","text":"a\u00e4\ud83d\ude00\n"}`
	r, err := ParseRecord([]byte(ok))
	if err != nil || r.Text != "aä😀\n" || r.Number != 3 || r.Effective != corpus.MustDate("2011-01-01") {
		t.Fatalf("%+v %v", r, err)
	}
	for name, bad := range map[string]string{
		"no JSON":         "x",
		"a list":          "[]",
		"cut off":         ok[:len(ok)-3],
		"no act":          strings.Replace(ok, `"act":"ee/1"`, `"act":" "`, 1),
		"no text":         strings.Replace(ok, `"text"`, `"txt"`, 1),
		"no such day":     strings.Replace(ok, "2011-01-01", "2011-02-29", 1),
		"adopted never":   strings.Replace(ok, "2010-01-01", "2010", 1),
		"half a pair":     strings.Replace(ok, `\ude00`, ``, 1),
		"the other half":  strings.Replace(ok, `\ud83d`, ``, 1),
		"not UTF-8":       strings.Replace(ok, `T`, "\xff", 1),
		"a negative rev":  strings.Replace(ok, `3`, "-3", 1),
		"a fraction":      strings.Replace(ok, `"rev":3`, `"rev":3.5`, 1),
		"something after": ok + "{}",
	} {
		if _, err := ParseRecord([]byte(bad)); !errors.Is(err, ErrRecord) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzParseRecord(f *testing.F) {
	f.Add([]byte(`{"act":"ee/1","effective":"2011-01-01","text":"\\\ud800"}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		r, err := ParseRecord(line)
		if err != nil {
			return
		}
		if _, err := ActID(r.Act, r.Adopted); err != nil {
			t.Fatal(err)
		}
		p := NewPack()
		if err := p.Add(Revision{Effective: r.Effective, Number: r.Number}, r.Text); err != nil {
			t.Fatal(err)
		}
		if got, err := p.Text(p.Revisions()[0]); err != nil || got != r.Text {
			t.Fatal(got, err)
		}
	})
}

// FuzzReadPack reads any bytes as a pack; what it takes can be walked.
func FuzzReadPack(f *testing.F) {
	p := NewPack()
	for i, text := range []string{"# T\n## § 1. A\n(1) b\n", "# T\n## § 1. A\n(1) c\n- x\n"} {
		if err := p.Add(Revision{Effective: corpus.DateFromDays(i)}, text); err != nil {
			f.Fatal(err)
		}
	}
	f.Add(p.Bytes(), p.AppendLines(nil, 0), AppendRecipe(nil, p.Revisions()[1].Runs))
	f.Fuzz(func(t *testing.T, text, lines, recipe []byte) {
		runs, err := ReadRecipe(recipe, len(text))
		if err != nil {
			return
		}
		if back := AppendRecipe(nil, runs); len(back) > len(recipe) {
			t.Fatal("a recipe grew")
		}
		size := 0
		for _, r := range runs {
			size += int(r.Len)
		}
		if size > 1<<20 {
			return
		}
		p, err := ReadPack(text, lines, []Revision{{Size: size, Runs: runs}})
		if err != nil {
			return
		}
		if _, err := p.Text(p.Revisions()[0]); err != nil {
			t.Fatal(err)
		}
		p.Tree(p.Revisions()[0])
		_ = p.Add(Revision{Effective: corpus.DateFromDays(9)}, "# T\n(1) b\n")
	})
}

// Texts made to be slow are not: the work grows with their size.
func TestHostileTexts(t *testing.T) {
	for name, text := range map[string]func(i int) string{
		"one numbered line": func(i int) string { return strings.Repeat("(1)\n", 100_000) + strings.Repeat("x\n", i) },
		"one short line":    func(i int) string { return strings.Repeat("a\n", 100_000) + fmt.Sprint(i) },
		"two lines in turn": func(i int) string { return strings.Repeat("a\nb\n", 50_000+i*10) },
		"one long line":     func(i int) string { return strings.Repeat("this line is longer than others\n", 50_000+1000*i) },
		"headings in a ladder": func(i int) string {
			return strings.Repeat("# a\n## b\n### c\n#### d\n##### e\n###### f\n(1) g\n1) h\n", 10_000) + fmt.Sprint(i)
		},
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			p := NewPack()
			for i := range 3 {
				if err := p.Add(Revision{Effective: corpus.DateFromDays(i)}, text(i)); err != nil {
					t.Fatal(err)
				}
			}
			p.Tree(p.Revisions()[2])
			if d := time.Since(start); d > 20*time.Second {
				t.Errorf("%v", d)
			} else {
				t.Log(d)
			}
		})
	}
}
