package amending

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tizbe/corpus"
	"tizbe/internal/measured"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// render writes what was read of an act: one line a paragraph, then the
// clauses.
func (a *Act) render() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s, %s %s № %s, entry: %v\n\n", a.Title, a.Issuer, a.Subtype, a.Adopted, a.Number, a.Entry.Entry.Kind)
	for _, p := range a.Paragraphs {
		fmt.Fprintf(&b, "%3d  %-12s  %s\n", p.Line, p.Role, p.Text)
	}
	b.WriteByte('\n')
	for _, k := range a.Clauses {
		fmt.Fprintf(&b, "line %d: %s\n", k.Line, k.short())
		for _, r := range k.Also {
			fmt.Fprintf(&b, "    also %s\n", pathText(r))
		}
		for _, d := range k.Doubts {
			fmt.Fprintf(&b, "    doubt: %s\n", d)
		}
		for _, s := range k.After {
			fmt.Fprintf(&b, "    | %s\n", s)
		}
	}
	return b.String()
}

// TestGolden reads made-up amending acts and compares all that was read with
// the file beside each.
func TestGolden(t *testing.T) {
	files, _ := filepath.Glob("testdata/acts/*.md")
	if len(files) < 5 {
		t.Fatalf("%d acts", len(files))
	}
	for _, f := range files {
		src, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		a, err := Read(src, "")
		if err != nil {
			t.Errorf("%s: %v", f, err)
			continue
		}
		accounted(t, a)
		golden := strings.TrimSuffix(f, ".md") + ".read"
		got := a.render()
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s is read otherwise; run with -update and review the change:\n%s", f, got)
		}
	}
}

// accounted checks that every paragraph has a role and every clause its
// paragraphs.
func accounted(t testing.TB, a *Act) {
	t.Helper()
	used := make(map[int]bool)
	for _, p := range a.Paragraphs {
		if p.Role == "" {
			t.Errorf("line %d has no role: %.80q", p.Line, p.Text)
		}
		if (p.Role == RoleClause || p.Role == RolePayload) != (len(p.Clauses) > 0) {
			t.Errorf("line %d: role %s with clauses %v", p.Line, p.Role, p.Clauses)
		}
		for _, c := range p.Clauses {
			if c < 0 || c >= len(a.Clauses) {
				t.Fatalf("line %d: clause %d of %d", p.Line, c, len(a.Clauses))
			}
			used[c] = true
		}
	}
	for i, k := range a.Clauses {
		if !used[i] || k.Op == "" || k.Text == "" {
			t.Errorf("clause %d (%s) has no paragraph, no type or no text", i, k.short())
		}
	}
}

var anchor = regexp.MustCompile(`<a id="[^"]*"></a>`)

func TestMeasuredActs(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(measured.Path(t, "acts"), "*.txt"))
	if err != nil || len(files) < 10 {
		t.Fatal(len(files), err)
	}
	paragraphs, clauses := 0, 0
	for _, f := range files {
		src, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		a, err := Read(src, "")
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(f), err)
			continue
		}
		accounted(t, a)
		for _, p := range a.Unread() {
			t.Errorf("%s: line %d unread: %.120s", filepath.Base(f), p.Line, p.Text)
		}
		// Nothing of the source is lost: every word of it stands in a paragraph.
		var all strings.Builder
		for _, p := range a.Paragraphs {
			all.WriteString(p.Text)
		}
		for _, w := range strings.FieldsFunc(anchor.ReplaceAllString(string(src), ""), func(r rune) bool { return strings.ContainsRune(" \n\t>*#_", r) }) {
			if !strings.Contains(all.String(), w) {
				t.Errorf("%s: %q is in no paragraph", filepath.Base(f), w)
			}
		}
		paragraphs += len(a.Paragraphs)
		clauses += len(a.Clauses)
	}
	t.Logf("%d acts, %d paragraphs accounted for, %d clauses", len(files), paragraphs, clauses)
}

// The act that changes resolution № 789 does two things to it.
func TestNumber48(t *testing.T) {
	a, err := Read(measured.Read(t, "acts", "48-2026-01-29.kk.txt"), "")
	if err != nil {
		t.Fatal(err)
	}
	if a.Entry.Entry.Kind != "signing" || !a.HasEntry {
		t.Errorf("entry %+v", a.Entry.Entry)
	}
	var got []Clause
	for _, k := range a.Clauses {
		if k.Target.Act == "/akn/kz/act/resolution/2025-09-24/789" {
			got = append(got, k)
		}
	}
	if len(got) != 2 || len(a.Clauses) != 24 {
		t.Fatalf("%d clauses for № 789 of %d", len(got), len(a.Clauses))
	}
	list := "Құқық қорғау органдары мен азаматтық қорғау органдарының тұрғын үй төлемдерін алуға жататын лауазымдар тізбесі"
	in, re := got[0], got[1]
	if in.Op != Insert || in.Target.Annex != list || pathText(in.Target.Path) != "point 15-1" || len(in.After) != 9 || in.Line != 155 || len(in.Context) != 2 ||
		in.After[0] != "15-1. Күзет қызметін бақылау комитеті" || in.After[8] != "арнайы және кәсіптік даярлық жөніндегі инспектор." {
		t.Errorf("insertion: %s\n%q", in.short(), in.After)
	}
	if re.Op != Replace || re.Target.Annex != list || pathText(re.Target.Path) != "point 16/alinea 28" ||
		!slices.Equal(re.After, []string{"Қазақстан Республикасының Ішкі істер министрлігі Күзет қызметін бақылау комитетінің мамандандырылған күзет бөлімшелері:"}) {
		t.Errorf("replacement: %s\n%q", re.short(), re.After)
	}
}

// What the labelled clauses must be read as, in the order of each file. The
// context that a label shows above its clause is not part of the reading
// here, except where the clause begins with "деген": its quotation stands on
// the line before.
var labelled = map[corpus.Lang][]string{
	corpus.Kazakh: {
		"delete row 21-189", "delete row 395", "delete subsection «", "suspend /akn/kz/act/resolution/2012-01-21/148 [Көшіп", "replace row 227", "insert row 2-1", "rename",
		"replace point 2", "insert section", "insert point 15-1", "insert [Қазақстан Республикасы Ауыл", "insert row after row «", "replace point 14/subpoint 2", "no_op subpoint 225",
		"replace subpoint 335", "replace subpoint 411; replace subpoint 412; replace subpoint 413; replace subpoint 414", "replace subpoint 417", "insert subpoint 418-1", "insert subpoint 420-1",
		"delete subpoint 482", "insert subpoint 483-1; insert subpoint 483-2; insert subpoint 483-3; insert subpoint 483-4; insert subpoint 483-5; insert subpoint 483-6; insert subpoint 483-7",
		"insert subpoint 508-135; insert subpoint 508-136; insert subpoint 508-137; insert subpoint 508-138; insert subpoint 508-139; insert subpoint 508-140; insert subpoint 508-141; insert subpoint 508-142",
		"insert point 165-1", "insert point 254-1; insert point 254-2", "replace_annex [Қазақстан Республикасы Денсаулық", "insert section «Қазақстан Республикасы Денсаулық сақтау министрлігі»/subsection; insert section «Қазақстан",
		"replace row «Көліктегі", "delete_words row «Балық", "delete_words row «Балық", "replace_annex [Қазақстан Республикасы Ауыл", "insert_words alinea 3 after «сондай-ақ олардың орынбасарларын,»",
		"insert alinea 4", "replace point 2", "replace section «Қазақстан Республикасы Денсаулық", "repeal by annex", "repeal /akn/kz/act/resolution/2000-01-11/43",
	},
	corpus.Russian: {
		"delete row 21-189", "delete row 395", "delete subsection «", "suspend /akn/kz/act/resolution/2012-01-21/148 [Правила въезда", "replace row 227", "insert row 2-1", "rename",
		"replace point 2", "insert section", "insert point 15-1", "insert row 9-2", "insert row", "replace point 14/subpoint 2", "replace subpoint 225; replace subpoint 226",
		"replace subpoint 411; replace subpoint 412; replace subpoint 413; replace subpoint 414", "delete subpoint 416", "insert subpoint 418-1", "replace subpoint 419; replace subpoint 420",
		"delete subpoint 482", "replace subpoint 483",
		"insert subpoint 508-135; insert subpoint 508-136; insert subpoint 508-137; insert subpoint 508-138; insert subpoint 508-139; insert subpoint 508-140; insert subpoint 508-141; insert subpoint 508-142",
		"insert point 102-1", "insert point 254-1; insert point 254-2", "insert point 278-2; insert point 278-3", "replace row «", "delete_words row «Межобластные", "repeal by annex",
		"insert row 68-8", "delete row 205-4", "delete row 65", "insert [перечень организаций", "insert_words article 118/point 6 after «статьи 9»",
	},
}

func TestLabelledClauses(t *testing.T) {
	for lang, want := range labelled {
		type count struct{ right, all int }
		counts := map[string]*count{}
		s := bufio.NewScanner(bytes.NewReader(measured.Read(t, "grammar", "amend-"+string(lang)+".jsonl")))
		s.Buffer(nil, 1<<20)
		n, right := 0, 0
		for ; s.Scan(); n++ {
			var r struct{ Clause, Op string }
			if err := json.Unmarshal(s.Bytes(), &r); err != nil {
				t.Fatal(err)
			}
			text := strings.ReplaceAll(r.Clause, `\.`, ".")
			if strings.HasPrefix(text, "деген") {
				text = "«…» " + text
			}
			got := readOne(text, lang)
			if got == "no clause" && renames.MatchString(newCut(text, lang).S) {
				got = "rename"
			}
			if counts[r.Op] == nil {
				counts[r.Op] = &count{}
			}
			counts[r.Op].all++
			switch {
			case n >= len(want):
				t.Fatalf("%s: more clauses than expected readings", lang)
			case strings.HasPrefix(got, want[n]) && (strings.HasSuffix(want[n], "«") || strings.ContainsAny(want[n], "[«") || got == want[n]):
				counts[r.Op].right++
				right++
			case got == "unread":
				t.Logf("%s %d unread: %s", lang, n+1, r.Clause)
			default:
				t.Errorf("%s %d WRONG: %s\n got %s\nwant %s", lang, n+1, r.Clause, got, want[n])
			}
		}
		var ops []string
		for op := range counts {
			ops = append(ops, op)
		}
		slices.Sort(ops)
		for _, op := range ops {
			t.Logf("%s %-28s %d of %d", lang, op, counts[op].right, counts[op].all)
		}
		t.Logf("%s: %d of %d labelled clauses read right (%.1f %%)", lang, right, n, 100*float64(right)/float64(n))
		if n != len(want) || right*100 < 95*n {
			t.Errorf("%s: under 95 %%", lang)
		}
	}
}

// Lists multiplied by lists name more than can be meant: they are unread, and
// take no time.
func TestBoundedTargets(t *testing.T) {
	src := "Правительство Республики Казахстан **ПОСТАНОВЛЯЕТ:**\n\n1. Внести в постановление Правительства Республики Казахстан от 10 января 2020 года № 1 «О садах» следующие изменения:\n\n" +
		"в пунктах с 1 по 150:\n\nв подпунктах с 1 по 150:\n\nабзацы второй – сороковой исключить;\n\n" +
		"пункты с 1 по 200, с 201 по 400, с 401 по 600, с 601 по 800, с 801 по 1000, с 1001 по 1200 исключить.\n"
	a, err := Read([]byte(src), "")
	if err != nil {
		t.Fatal(err)
	}
	if n := len(a.Unread()); n != 3 || len(a.Clauses) > 0 {
		t.Errorf("%d clauses, %d unread: %s", len(a.Clauses), n, a.render())
	}
}
