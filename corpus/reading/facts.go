package reading

import (
	"strconv"
	"strings"
	"time"

	"tizbe/corpus"
	"tizbe/corpus/enactment"
	"tizbe/corpus/pattern"
)

// Facts are what a text says of itself. A field is empty where the text is
// silent: drafts and some editions print the date and number as blanks.
type Facts struct {
	Title string
	// Type is the act's kind as an Akoma Ntoso subtype: resolution (қаулы),
	// order (бұйрық), decree (жарлық), law (заң), decision (шешім),
	// instruction (өкім); "" where the text does not say.
	Type string
	// Issuer is the body that made the act, in the text's own words.
	Issuer  string
	Adopted corpus.Date
	Number  string
	// Enacting are the provisions about entry into force and application.
	Enacting []Clause
	// Editorial are the publisher's notes in their order.
	Editorial []string
}

// A Clause is one provision's text; further paragraphs follow on new lines.
type Clause struct {
	EID  string
	Text string
}

var (
	typeWords = []struct{ find, subtype string }{
		{"қаулысы", "resolution"}, {"бұйрығы", "order"}, {"жарлығы", "decree"}, {"заңы", "law"}, {"шешімі", "decision"}, {"өкімі", "instruction"},
		{"постановлени", "resolution"}, {"приказ", "order"}, {"указ", "decree"}, {"закон", "law"}, {"решени", "decision"}, {"распоряжени", "instruction"},
	}
	typeFormulas = []struct{ find, subtype string }{
		{"ҚАУЛЫЕТЕМ", "decree"}, {"ҚАУЛЫЕТЕД", "resolution"}, {"БҰЙЫР", "order"}, {"ШЕШ", "decision"}, {"ӨКІМ", "instruction"},
		{"ПОСТАНОВЛЯЮ", "decree"}, {"ПОСТАНОВ", "resolution"}, {"ПРИКАЗ", "order"}, {"РЕШИЛ", "decision"}, {"РАСПОРЯЖ", "instruction"},
	}
	issuers  = pattern.New(`Қазақстан Республикасы(?:ның)? (?:Үк[іi]мет[іi]|Президент[іi]|Конституциялық Соты|Жоғарғы Соты)|(?:Правительство|Президент|Конституционный Суд|Верховный Суд) Республики Казахстан`)
	genitive = pattern.New(`^Қазақстан Республикасы(?:ның)? (.{0,150}?)(?:нің|ның|дің|дың|тің|тың) \d{4} жылғы`)

	dateKk   = pattern.New(`(\d{4}) жылғы (\d{1,2}) ([а-яәғқңөұүһі]+)`)
	dateRu   = pattern.New(`(\d{1,2}) ([а-я]+) (\d{4}) года`)
	number   = pattern.New(`(?:№|[Nn]) ?([\p{L}\p{N}][\p{L}\p{N}/-]*(?:\.\p{N}[\p{L}\p{N}/-]*)*)`)
	entering = pattern.New(`қолданысқа енгіз|күшіне ен|вводится в действие|вступает в силу|ввести в действие|қатынастарға (?:де )?қолданылады|распространяется на (?:право)?отношения|осы \S+ .*жарияланған күн`)
	holding  = pattern.New(`действ|сил[уе]|сроком|срок |қолданыл|қолданыс|күш|әрекет`)
	ownAct   = pattern.New(`(?:^|[ .\d)])(?:осы|настоящ(?:ее|ий|ая|его|ей)) (?:қаулы|бұйры|жарлы|заң|шеш|өкім|тізбе|постановлени|приказ|указ|закон|решени|распоряжени)`)
)

var months = [12][2]string{
	{"қаңтар", "январ"}, {"ақпан", "феврал"}, {"наурыз", "март"}, {"сәуір", "апрел"}, {"мамыр", "ма"}, {"маусым", "июн"},
	{"шілде", "июл"}, {"тамыз", "август"}, {"қыркүйек", "сентябр"}, {"қазан", "октябр"}, {"қараша", "ноябр"}, {"желтоқсан", "декабр"},
}

func month(w string) time.Month {
	for i, m := range months {
		if strings.HasPrefix(w, m[0]) || strings.HasPrefix(w, m[1]) && (m[1] != "ма" || w == "мая" || w == "май") {
			return time.Month(i + 1)
		}
	}
	return 0
}

// dateIn finds the first date in a folded text, and what follows it.
func dateIn(f string) (corpus.Date, string) {
	var y, d, w string
	var rest string
	if x := dateKk.FindStringSubmatchIndex(f); x != nil {
		y, d, w, rest = f[x[2]:x[3]], f[x[4]:x[5]], f[x[6]:x[7]], f[x[1]:]
	} else if x := dateRu.FindStringSubmatchIndex(f); x != nil {
		d, w, y, rest = f[x[2]:x[3]], f[x[4]:x[5]], f[x[6]:x[7]], f[x[1]:]
	} else {
		return corpus.Date{}, f
	}
	yy, _ := strconv.Atoi(y)
	dd, _ := strconv.Atoi(d)
	m := month(w)
	date := corpus.NewDate(yy, m, dd)
	if m == 0 || yy == 0 || date.Time().Day() != dd {
		return corpus.Date{}, rest
	}
	return date, rest
}

func factsOf(d *Document) Facts {
	var f Facts
	for _, p := range d.Root.Children {
		switch p.Kind {
		case corpus.KindTitle:
			f.Title = strings.TrimSpace(f.Title + " " + p.Text)
		case corpus.KindReference:
			f.identity(p.Text, true)
		case corpus.KindPreamble:
			f.preamble(p.Text)
		case corpus.KindList:
			for _, c := range p.Children {
				if c.Kind == corpus.KindApproval {
					f.identity(c.Text, false)
				}
			}
			continue
		}
		f.enacting(p)
	}
	f.registration(d)
	for p := range d.Root.All() {
		if p.Kind == corpus.KindEditorial {
			f.Editorial = append(f.Editorial, p.Text)
		}
	}
	return f
}

// registration adds what the heading says of the state registration to the
// provisions that count from it.
func (f *Facts) registration(d *Document) {
	var own []string
	for _, c := range f.Enacting {
		own = append(own, c.Text)
	}
	clause := enactment.Parse(strings.Join(own, "\n"), d.Lang)
	for _, p := range d.Root.Children {
		if p.Kind == corpus.KindPoint || p.Kind == corpus.KindList {
			return // what stands above the text is its heading
		}
		if said := clause.Registration(p.Text, d.Lang); said != "" {
			f.Enacting = append(f.Enacting, Clause{p.EID, said})
			return
		}
	}
}

// identity reads type, issuer, date and number from the reference under the
// title, or from an annex's mark of approval; what is known stays.
func (f *Facts) identity(text string, reference bool) {
	low := fold(text)
	if f.Type == "" {
		for _, w := range typeWords {
			if strings.Contains(low, w.find) {
				f.Type = w.subtype
				break
			}
		}
	}
	if m := genitive.FindStringSubmatch(text); f.Issuer == "" && reference && m != nil {
		f.Issuer = strings.TrimSpace("Қазақстан Республикасы " + m[1])
	}
	if f.Issuer == "" && reference {
		switch {
		case strings.Contains(low, "правительства республики казахстан"):
			f.Issuer = "Правительство Республики Казахстан"
		case strings.Contains(low, "президента республики казахстан"):
			f.Issuer = "Президент Республики Казахстан"
		}
	}
	if f.Adopted.IsZero() {
		date, rest := dateIn(low)
		if date.IsZero() {
			return
		}
		f.Adopted = date
		if m := number.FindStringSubmatch(rest); m != nil && f.Number == "" {
			f.Number = m[1]
		}
	}
}

func (f *Facts) preamble(text string) {
	at := formulaAt(text)
	if at < 0 {
		return
	}
	before, formula := text[:at], strings.Join(strings.Fields(text[at:]), "")
	for _, w := range typeFormulas {
		if f.Type == "" && strings.HasPrefix(strings.ToUpper(strings.NewReplacer("i", "і", "I", "І").Replace(formula)), w.find) {
			f.Type = w.subtype
		}
	}
	// The body stands right before its verb.
	if xs := issuers.FindAllStringIndex(before, -1); xs != nil {
		x := xs[len(xs)-1]
		if strings.Trim(before[x[1]:], " ,\u00a0") == "" {
			f.Issuer = before[x[0]:x[1]]
		}
	}
}

// enacting collects the provisions of the body that say when the act itself
// enters into force or what it applies to.
func (f *Facts) enacting(p *corpus.Provision) {
	switch p.Kind {
	case corpus.KindPoint, corpus.KindArticle, corpus.KindParagraph, corpus.KindSubpoint:
		own := textOf(p, nil)
		all := fold(strings.Join(own, "\n"))
		if ownAct.MatchString(all) && (entering.MatchString(all) || holding.MatchString(all) && enactment.Parse(strings.Join(own, "\n"), "").Ends.Stated()) {
			if p.Kind != corpus.KindArticle || !hasPoints(p) {
				f.Enacting = append(f.Enacting, Clause{p.EID, strings.Join(own, "\n")})
				return
			}
		}
		if p.Kind != corpus.KindArticle {
			return
		}
	case corpus.KindSection, corpus.KindChapter:
	default:
		return
	}
	for _, c := range p.Children {
		f.enacting(c)
	}
}

func hasPoints(p *corpus.Provision) bool {
	for _, c := range p.Children {
		if c.Kind == corpus.KindPoint {
			return true
		}
	}
	return false
}

// textOf returns the paragraphs of p without the publisher's notes.
func textOf(p *corpus.Provision, out []string) []string {
	if p.Kind == corpus.KindEditorial {
		return out
	}
	if p.Text != "" {
		out = append(out, p.Text)
	}
	for _, c := range p.Children {
		out = textOf(c, out)
	}
	return out
}
