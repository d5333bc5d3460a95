package amending

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tizbe/corpus"
	"tizbe/internal/measured"
)

// A made clause knows its own text and what must be read.
type made struct {
	text, want string
	payload    []string
}

var kkNumber = strings.Fields("екінші үшінші төртінші бесінші")
var ruNumberAcc = strings.Fields("второй третий четвертый пятый")

// drawClause makes a clause on a random target, with a random change.
func drawClause(t *rapid.T, lang corpus.Lang) made {
	p, s := rapid.IntRange(1, 400).Draw(t, "point"), rapid.IntRange(1, 40).Draw(t, "subpoint")
	a := rapid.IntRange(0, 3).Draw(t, "alinea")
	words := rapid.SampledFrom([]string{"аға инспектор", "13138", "«Даму» қоры", "X-2, Y"})
	from, to := words.Draw(t, "from"), words.Draw(t, "to")
	level := rapid.IntRange(0, 2).Draw(t, "level")
	path := []string{fmt.Sprintf("point %d", p), fmt.Sprintf("point %d/subpoint %d", p, s), fmt.Sprintf("point %d/alinea %d", p, a+2)}[level]
	num := []string{fmt.Sprintf("%d. ", p), fmt.Sprintf("%d) ", s), ""}[level]
	kk := lang == corpus.Kazakh
	pick := func(k, r string) string {
		if kk {
			return k
		}
		return r
	}
	direct := pick([]string{fmt.Sprintf("%d-тармақ", p), fmt.Sprintf("%d-тармақтың %d) тармақшасы", p, s), fmt.Sprintf("%d-тармақтың %s абзацы", p, kkNumber[a])}[level],
		[]string{fmt.Sprintf("пункт %d", p), fmt.Sprintf("подпункт %d) пункта %d", s, p), fmt.Sprintf("абзац %s пункта %d", ruNumberAcc[a], p)}[level])
	local := pick([]string{fmt.Sprintf("%d-тармақтағы", p), fmt.Sprintf("%d-тармақтың %d) тармақшасында", p, s), fmt.Sprintf("%d-тармақтың %s абзацында", p, kkNumber[a])}[level],
		[]string{fmt.Sprintf("в пункте %d", p), fmt.Sprintf("в подпункте %d) пункта %d", s, p), fmt.Sprintf("в абзаце %d пункта %d", a+2, p)}[level])
	body := []string{num + "жаңа мәтін «Ақ» атты:", "бірінші жол;", "екінші жол"}[:rapid.IntRange(1, 3).Draw(t, "lines")]
	switch rapid.IntRange(0, 5).Draw(t, "op") {
	case 0:
		return made{text: direct + pick(" алып тасталсын;", " исключить;"), want: "delete " + path}
	case 1:
		return made{text: direct + pick(" мынадай редакцияда жазылсын:", " изложить в следующей редакции:"), want: "replace " + path, payload: body}
	case 2:
		n := fmt.Sprintf("%d-%d", p, s)
		b := append([]string{n + ". жаңа тармақ"}, body[1:]...)
		return made{text: pick("мынадай мазмұндағы "+n+"-тармақпен толықтырылсын:", "дополнить пунктом "+n+" следующего содержания:"), want: "insert point " + n, payload: b}
	case 3:
		return made{text: local + pick(fmt.Sprintf(" «%s» деген сөздер «%s» деген сөздермен ауыстырылсын;", from, to), fmt.Sprintf(" слова «%s» заменить словами «%s»;", from, to)), want: fmt.Sprintf("replace_words %s «%s»→«%s»", path, from, to)}
	case 4:
		return made{text: local + pick(fmt.Sprintf(" «%s» деген сөздер алып тасталсын;", from), fmt.Sprintf(" слова «%s» исключить;", from)), want: fmt.Sprintf("delete_words %s «%s»→«»", path, from)}
	}
	return made{text: local + pick(fmt.Sprintf(" «%s» деген сөздерден кейін «%s» деген сөздермен толықтырылсын;", from, to), fmt.Sprintf(" после слов «%s» дополнить словами «%s»;", from, to)), want: fmt.Sprintf("insert_words %s after «%s» «»→«%s»", path, from, to)}
}

// An act made of clauses in known wording is read back clause for clause,
// whether it comes as Markdown or hard-wrapped as the portal gives it.
func TestReadsBackWhatWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lang := rapid.SampledFrom([]corpus.Lang{corpus.Kazakh, corpus.Russian}).Draw(t, "lang")
		portal := rapid.Bool().Draw(t, "portal")
		head, doc, end := "Қазақстан Республикасының Үкіметі ҚАУЛЫ ЕТЕДІ:", "1. «Тізбе туралы» Қазақстан Республикасы Үкіметінің 2024 жылғы 9 қаңтардағы № 5 қаулысында:|көрсетілген қаулымен бекітілген лауазымдар тізбесінде:", "2. Осы қаулы қол қойылған күнінен бастап қолданысқа енгізіледі."
		name := "[лауазымдар тізбесі]"
		if lang == corpus.Russian {
			head, doc, end = "Правительство Республики Казахстан ПОСТАНОВЛЯЕТ:", "1. В постановлении Правительства Республики Казахстан от 9 января 2024 года № 5 «О перечне»:|в перечне должностей, утвержденном указанным постановлением:", "2. Настоящее постановление вводится в действие со дня его подписания."
			name = "[перечень должностей]"
		}
		paras := append([]string{head}, strings.Split(doc, "|")...)
		var want []made
		for range rapid.IntRange(1, 8).Draw(t, "clauses") {
			m := drawClause(t, lang)
			want = append(want, m)
			paras = append(paras, m.text)
			for i, l := range m.payload {
				if i == 0 {
					l = "«" + l
				}
				if i == len(m.payload)-1 {
					l += "»;"
				}
				paras = append(paras, l)
			}
		}
		paras = append(paras, end)
		var src strings.Builder
		if !portal {
			src.WriteString("# Өзгерістер туралы\n\n")
		} else {
			src.WriteString("Өзгерістер туралы\n\n")
		}
		for _, p := range paras {
			if portal {
				src.WriteString("      " + p + "\n")
			} else if strings.HasPrefix(p, "1. ") || strings.HasPrefix(p, "2. ") || p == head {
				src.WriteString(p + "\n\n")
			} else {
				src.WriteString("   " + p + "\n\n")
			}
		}
		a, err := Read([]byte(src.String()), lang)
		if err != nil {
			t.Fatalf("%v\n%s", err, src.String())
		}
		var got []string
		for _, k := range a.Clauses {
			got = append(got, strings.Join(append([]string{k.short()}, k.After...), "|"))
		}
		var exp []string
		for _, m := range want {
			op, rest, _ := strings.Cut(m.want, " ")
			exp = append(exp, strings.Join(append([]string{op + " /akn/kz/act/resolution/2024-01-09/5 " + name + " " + rest}, m.payload...), "|"))
		}
		if g, w := strings.Join(got, "\n"), strings.Join(exp, "\n"); g != w || len(a.Unread()) > 0 {
			t.Fatalf("%s\ngot\n%s\nwant\n%s\nunread %v", src.String(), g, w, a.Unread())
		}
	})
}

func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/acts/*.md")
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src, false)
	}
	f.Add([]byte("1. «А\nжазылсын:\n«»;\n2-тармақ алып тасталсын"), true)
	f.Fuzz(func(t *testing.T, src []byte, ru bool) {
		lang := corpus.Kazakh
		if ru {
			lang = corpus.Russian
		}
		a, err := Read(src, lang)
		if err != nil {
			return
		}
		accounted(t, a)
	})
}

func BenchmarkRead(b *testing.B) {
	src, err := os.ReadFile("testdata/acts/kk-annex.md")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if _, err := Read(src, corpus.Kazakh); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadNumber48(b *testing.B) {
	src := measured.Read(b, "acts", "48-2026-01-29.kk.txt")
	for b.Loop() {
		if _, err := Read(src, corpus.Kazakh); err != nil {
			b.Fatal(err)
		}
	}
}
