package amending

import (
	"strings"
	"testing"
)

// TestWithheld: a provision that is not published is no part of a new wording
// whose closing mark is missing, and is part of one whose marks balance behind
// it. Each line stands in a role of its own.
func TestWithheld(t *testing.T) {
	const (
		ru = "Правительство Республики Казахстан ПОСТАНОВЛЯЕТ:\n\n1. Внести в постановление Правительства Республики Казахстан от 10 января 2020 года № 1 «О порядке» следующие изменения:\n\n"
		kk = "Қазақстан Республикасының Үкіметі ҚАУЛЫ ЕТЕДІ:\n\n1. «Бақ туралы» Қазақстан Республикасы Үкіметінің 2012 жылғы 7 маусымдағы № 77 қаулысына мынадай өзгерістер енгізілсін:\n\n"
	)
	for _, tt := range []struct{ name, head, text, want string }{
		{"behind an unclosed wording", ru, "пункт 3 изложить в следующей редакции:|«3. Текст.|Для служебного пользования.|пункт 5 исключить.|2. Настоящее постановление вводится в действие со дня его подписания.",
			"clause payload withheld clause entry"},
		{"behind an unclosed wording, Kazakh", kk, "3-тармақ мынадай редакцияда жазылсын:|«3. Мәтін.|Қызмет бабында пайдалану үшін.|5-тармақ алып тасталсын.|2. Осы қаулы қол қойылған күнінен бастап қолданысқа енгізіледі.",
			"clause payload withheld clause entry"},
		{"a subpoint of the act's own", ru, "1) пункт 3 изложить в следующей редакции:|«3. Текст.|2) для служебного пользования;|3) пункт 5 исключить.|2. Настоящее постановление вводится в действие со дня его подписания.",
			"clause payload withheld clause entry"},
		{"a subpoint of the new wording", ru, "1) пункт 3 изложить в следующей редакции:|«3. Текст:|1) первый;|2) для служебного пользования;|3) третий.»;|2) пункт 5 исключить.|2. Настоящее постановление вводится в действие со дня его подписания.",
			"clause payload payload payload payload clause entry"},
		{"a subpoint of the new wording, Kazakh", kk, "1) 3-тармақ мынадай редакцияда жазылсын:|«3. Мәтін:|1) бірінші;|2) Қызмет бабында пайдалану үшін;|3) үшінші.»;|2) Қызмет бабында пайдалану үшін.|2. Осы қаулы қол қойылған күнінен бастап қолданысқа енгізіледі.",
			"clause payload payload payload payload withheld entry"},
		{"the next point, a quotation left open inside the new wording", kk, "мынадай мазмұндағы 4-тармақпен толықтырылсын:|«4. «Сұңқар» бөлімі.|2. Қызмет бабында пайдалану үшін.|3. Осы қаулы қол қойылған күнінен бастап қолданысқа енгізіледі.",
			"clause payload withheld entry"},
		{"in brackets, in marks, with more words", kk, "5-тармақ алып тасталсын.|2. (Қызмет бабында пайдалану үшін).|3. «Қызмет бабында пайдалану үшін».|4. Қызмет бабында пайдалану үшін. Баспасөзде жарияланбайды.|5. Осы қаулы қол қойылған күнінен бастап қолданысқа енгізіледі.",
			"clause withheld withheld withheld entry"},
		{"words that only begin so", ru, "пункт 5 исключить.|2. Документы для служебного пользования хранить в сейфе.|3. Настоящее постановление вводится в действие со дня его подписания.",
			"clause provision entry"},
	} {
		a, err := Read([]byte(tt.head+strings.ReplaceAll(tt.text, "|", "\n\n")+"\n"), "")
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range a.Paragraphs[2:] {
			got = append(got, string(p.Role))
		}
		if g := strings.Join(got, " "); g != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.name, g, tt.want)
		}
	}
}
