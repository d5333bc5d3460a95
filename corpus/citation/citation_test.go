package citation

import (
	"strings"
	"testing"

	"tizbe/corpus"
)

func TestRefs(t *testing.T) {
	for _, tt := range []struct {
		lang           corpus.Lang
		in, want, rest string
	}{
		{"kk", "2-тармақты", "point_2", ""},
		{"kk", "16-тармақтың жиырма сегізінші абзацы", "point_16#28", ""},
		{"kk", "1-тармақтың 2) және 3) тармақшаларын, 4-тармақты", "point_1__subpoint_2 point_1__subpoint_3 point_4", ""},
		{"kk", "1-баптың 5-тармағының екінші және үшінші абзацтарын, 7-тармағын және 3-баптың 2-тармағын", "article_1__point_5#2 article_1__point_5#3 article_1__point_7 article_3__point_2", ""},
		{"kk", "осы қаулының 1-тармағының 2) тармақшасы", "point_1__subpoint_2", ""},
		{"kk", "47-баптың екінші бөлігінің 1-тармағы", "article_47__part_2__point_1", ""},
		{"kk", "411), 412), 413) және 414) тармақшалар", "subpoint_411 subpoint_412 subpoint_413 subpoint_414", ""},
		{"kk", "254-1 және 254-2-тармақтармен", "point_254-1 point_254-2", ""},
		{"kk", "5 – 8-тармақтарды", "point_5 point_6 point_7 point_8", ""},
		{"kk", "1) – 3) тармақшалары", "subpoint_1 subpoint_2 subpoint_3", ""},
		{"kk", "реттік нөмірлері 7, 8 және 48-жолдар", "row_7 row_8 row_48", ""},
		{"kk", "реттiк нөмiрi 21-189-жол", "row_21-189", ""},
		{"kk", "2-тармақты және мынаны", "point_2", "мынаны"},
		{"kk", "10-қосымшаны", "annex_10", ""},
		{"kk", "II-бөлімді", "section_II", ""},
		{"kk", "5-жолда 3-бағандағы", "row_5__column_3", ""},
		{"kk", "тақырыбындағы және 1-тармақтағы", "title point_1", ""},
		{"ru", "в строке 5 в графе 3", "row_5__column_3", ""},
		{"ru", "в пункте 2 и в пункте 3", "point_2 point_3", ""},
		{"ru", "пункта 2", "point_2", ""},
		{"ru", "абзац двадцать восьмой пункта 16", "point_16#28", ""},
		{"ru", "подпункта 2) пункта 1, пунктов 3 и 4", "point_1__subpoint_2 point_3 point_4", ""},
		{"ru", "подпунктов 1) и 2), абзаца второго подпункта 5) пункта 3", "point_3__subpoint_1 point_3__subpoint_2 point_3__subpoint_5#2", ""},
		{"ru", "абзацев второго, третьего и четвертого пункта 5 статьи 1", "article_1__point_5#2 article_1__point_5#3 article_1__point_5#4", ""},
		{"ru", "заголовок и пункт 2 статьи 12", "article_12__title article_12__point_2", ""},
		{"ru", "пункта 2, пункта 3 статьи 5", "article_5__point_2 article_5__point_3", ""},
		{"ru", "пункта 1 части второй статьи 47", "article_47__part_2__point_1", ""},
		{"ru", "пунктов 2 и 3 настоящего постановления", "point_2 point_3", ""},
		{"kk", "5-тармақтың «а» сөзі", "point_5", "«а» сөзі"},
		{"ru", "пункты 10-1 – 10-3", "point_10-1 point_10-2 point_10-3", ""},
		{"kk", "10-1 – 10-3-тармақтарды", "point_10-1 point_10-2 point_10-3", ""},
		{"ru", "пункты с 5 по 8", "point_5 point_6 point_7 point_8", ""},
		{"ru", "подпункты 1) – 3)", "subpoint_1 subpoint_2 subpoint_3", ""},
		{"ru", "строку, порядковый номер 21-189,", "row_21-189", ""},
		{"ru", "строки, порядковые номера 5, 6 и 7,", "row_5 row_6 row_7", ""},
		{"ru", "второй абзац пункта 3", "point_3#2", ""},
		{"ru", "раздел II", "section_II", ""},
		{"ru", "пункта 2 Правил", "point_2", "правил"},
	} {
		s := NewCut(tt.in)
		refs, rest := s.Refs(tt.lang)
		var got, left []string
		for _, r := range refs {
			got = append(got, r.EID())
		}
		for _, r := range rest {
			left = append(left, s.S[r.Start:r.End])
		}
		if g, l := strings.Join(got, " "), strings.Join(left, " "); g != tt.want || l != tt.rest {
			t.Errorf("%s %q:\n got %s, left %q\nwant %s, left %q", tt.lang, tt.in, g, l, tt.want, tt.rest)
		}
	}
}

func TestQuotes(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{`«А» деген сөздер «Б «В» Г» деген сөздермен`, "а|б «в» г"},
		{`"13138", "5033" деген сандар`, "13138|5033"},
		{`"9-2. "Ақжайық" мемлекеттік табиғи резерваты" мемлекеттік мекемесі";`, `9-2. "ақжайық" мемлекеттік табиғи резерваты" мемлекеттік мекемесі`},
		{`«Даму» кәсіпкерлікті дамыту қоры» акционерлік қоғамы`, "даму» кәсіпкерлікті дамыту қоры"},
		{`общество «Центр «QazTrade» и слова «Б»`, "центр «qaztrade|б"},
		{`слова «А «Б» заменить словами «В»`, "а «б|в"},
		{`словами ", подпункта 5-3) пункта 1"`, ", подпункта 5-3) пункта 1"},
		{`текст «без конца`, ""},
		{`"Балық инспекциялары:" деген жолда "және облыстық" деген сөздер`, "балық инспекциялары:|және облыстық"},
	} {
		var got []string
		for _, k := range Lex(NewCut(tt.in).S) {
			if k.Kind == Quote {
				got = append(got, k.S)
			}
		}
		if g := strings.Join(got, "|"); g != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.in, g, tt.want)
		}
	}
}

func FuzzRefs(f *testing.F) {
	f.Add("1-баптың 5-тармағының екінші және үшінші абзацтарын, «А «Б» деген 3-бөлім", true)
	f.Add("подпунктов 1) – 3), абзаца второго подпункта 5) пункта 3, строку, порядковый номер 2-1,", false)
	f.Fuzz(func(t *testing.T, in string, kk bool) {
		lang := corpus.Russian
		if kk {
			lang = corpus.Kazakh
		}
		s := NewCut(in)
		end := 0
		for _, k := range s.Tokens {
			if k.Start < end || k.End <= k.Start || k.End > len(s.S) {
				t.Fatalf("%q: token %+v after %d", in, k, end)
			}
			end = k.End
			if k.Kind == Quote {
				s.Quoted(k)
			}
		}
		refs, _ := s.Refs(lang)
		for _, r := range refs {
			r.EID()
		}
	})
}
