package citation

import (
	"strconv"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/numerals"
	"tizbe/corpus/pattern"
)

var numberedName = pattern.New(`(?s)^(\d{1,3}(?:-\d{1,3})*)\.\s+(.*)$`)

// maxRange bounds how many numbers one range may stand for.
const maxRange = 300

// StepAt reads a step that begins at token i and returns the index behind it;
// 0 where none begins there.
func (s Cut) StepAt(i int, lang corpus.Lang) (Step, int) {
	if i < 0 || i >= len(s.Tokens) {
		return Step{}, 0
	}
	var st Step
	var next int
	if lang == corpus.Russian {
		st, next = s.ruStep(i)
	} else {
		st, next = s.kkStep(i)
	}
	if next == 0 {
		return Step{}, 0
	}
	st.Start, st.End = s.Tokens[i].Start, s.Tokens[next-1].End
	// The number may stand inside the heading quoted: «3. Комитет …».
	if m := numberedName.FindStringSubmatch(st.Name); m != nil && len(st.Nums) == 0 {
		switch st.Level {
		case Section, Subsection, Chapter, Paragraph:
			st.Nums, st.Name = []string{m[1]}, m[2]
		}
	}
	return st, next
}

func (s Cut) tok(i int) Token {
	if i < 0 || i >= len(s.Tokens) {
		return Token{Kind: Punct}
	}
	return s.Tokens[i]
}

// kkStep reads: реттік нөмірі 21-189-жол; «…» деген 1-бөлім; «…» бөлімі;
// 411), 412) және 414) тармақшалар; жиырма сегізінші абзацы; тақырыбы.
func (s Cut) kkStep(i int) (Step, int) {
	if j := i; s.tok(j).Is("оң", "жоғарғы", "жоғары") {
		for s.tok(j).Is("оң", "жақ", "жақтағы", "жоғарғы", "жоғары") {
			j++
		}
		if st, ok := kkNoun(s.tok(j).S); ok && st.Level == Corner && j > i+1 {
			if s.tok(j+1).Is("мәтін", "мәтіні", "жазу") && st.Case == Locative {
				st.Case, j = Direct, j+1 // бұрыштағы мәтін
			}
			return st, j + 1
		}
		return Step{}, 0
	}
	var name string
	j := i
	several := false // rows that are quoted one after the other: «А», «Б» деген жолдар
	if s.tok(j).Kind == Quote {
		name = s.Quoted(s.tok(j))
		j++
		for {
			k, ok := s.joint(j)
			if !ok || s.tok(k).Kind != Quote {
				break
			}
			name, several, j = name+"\n"+s.Quoted(s.tok(k)), true, k+1
		}
		if s.tok(j).Is("деген", "атты", "дейтін") {
			j++
		} else if _, ok := kkNoun(s.tok(j).S); !ok && !(s.tok(j).Is("кіші") || s.tok(j).Is("кіші", "бағаны")) {
			return Step{}, 0
		}
	}
	serial := false
	if s.tok(j).Is("реттік") && (strings.HasPrefix(s.tok(j+1).S, "нөмір") || strings.HasPrefix(s.tok(j+1).S, "нөмер")) {
		serial, j = true, j+2
	}
	nums, k := s.numbers(j, false)
	if k > 0 {
		j = k
		if s.tok(j).Is("-") {
			j++
		}
	} else if serial {
		return Step{}, 0
	}
	sub := s.tok(j).Is("кіші") && strings.HasPrefix(s.tok(j+1).S, "бөлім")
	if sub {
		j++
	}
	if s.tok(j).Kind != Word {
		return Step{}, 0
	}
	st, ok := kkNoun(s.tok(j).S)
	if !ok || st.Level == Corner || several && (st.Level != Row || !st.Plural) {
		return Step{}, 0
	}
	if sub {
		st.Level = Subsection
	}
	if st.Plural && len(nums) == 1 {
		// "5-8-тармақтар": several are meant, so the dash is that of a range.
		from, to, _ := strings.Cut(nums[0], "-")
		if r, ok := span(from, to); ok {
			if serial {
				return Step{}, 0
			}
			nums = r
		}
	}
	st.Nums, st.Name, st.Serial = nums, name, serial
	return st, j + 1
}

// ruStep reads: пункта 16; подпункты 1), 2) и 5); абзац двадцать восьмой;
// второй абзац; строку, порядковый номер 21-189,; разделе 2. «…»; заголовок.
func (s Cut) ruStep(i int) (Step, int) {
	if s.tok(i).Is("текст", "надпись") && s.tok(i+1).Is("в") && strings.HasPrefix(s.tok(i+2).S, "прав") {
		st, next := s.ruStep(i + 2) // текст в правом верхнем углу
		st.Case = Direct
		return st, next
	}
	if strings.HasPrefix(s.tok(i).S, "прав") && strings.HasPrefix(s.tok(i+1).S, "верхн") && s.tok(i+2).Kind == Word {
		if st, ok := ruNoun(s.tok(i + 2).S); ok && st.Level == Corner {
			return st, i + 3
		}
		return Step{}, 0
	}
	j := i
	var nums []string
	if n, k := s.ordinals(j); k > 0 {
		nums, j = n, k
	}
	if s.tok(j).Kind != Word {
		return Step{}, 0
	}
	st, ok := ruNoun(s.tok(j).S)
	if !ok || st.Level == Corner {
		return Step{}, 0
	}
	j++
	if nums != nil {
		st.Nums = nums
		return st, j
	}
	if k := j; st.Level == Row {
		for s.tok(k).Is(",") || s.tok(k).Is("с", "под") {
			k++
		}
		if strings.HasPrefix(s.tok(k).S, "порядков") && strings.HasPrefix(s.tok(k+1).S, "номер") {
			if n, m := s.numbers(k+2, true); m > 0 {
				st.Nums, st.Serial = n, true
				if s.tok(m).Is(",") {
					m++
				}
				return st, m
			}
			return Step{}, 0
		}
	}
	switch {
	case s.tok(j).Is("с") && s.tok(j+2).Is("по"):
		if from, k := s.numbers(j+1, true); k == j+2 {
			if to, m := s.numbers(j+3, true); m > 0 {
				if r, ok := span(from[0], to[0]); ok {
					st.Nums, j = append(r, to[1:]...), m
				}
			}
		}
	case s.tok(j).Is("№"):
		if n, k := s.numbers(j+1, true); k > 0 {
			st.Nums, j = n, k
		}
	default:
		n, k := s.numbers(j, true)
		if k == 0 {
			n, k = s.ordinals(j)
		}
		if k > 0 {
			st.Nums, j = n, k
		}
	}
	// The heading may follow, as in раздел 2. "Государственные учреждения".
	k := j
	if s.tok(k).Is(".") || s.tok(k).Is(",") && st.Level == Section || s.tok(k).Is(":") && st.Level == Row {
		k++
	}
	if s.tok(k).Kind == Quote && (st.Level == Section || st.Level == Subsection || st.Level == Chapter || st.Level == Row || st.Level == Column || st.Level == Table) {
		st.Name, j = s.Quoted(s.tok(k)), k+1
		for st.Level == Row && st.Plural {
			k, ok := s.joint(j)
			if !ok || s.tok(k).Kind != Quote {
				break
			}
			st.Name, j = st.Name+"\n"+s.Quoted(s.tok(k)), k+1
		}
	}
	return st, j
}

// ordinals reads a list of spelled ordinals: второй, третий и четвертый.
func (s Cut) ordinals(i int) ([]string, int) {
	var out []string
	next := 0
	for j := i; ; {
		n, k := s.ordinal(j)
		if k == 0 {
			return out, next
		}
		if to, m := s.ordinal(k + 1); s.tok(k).Is("–", "-") && m > 0 {
			r, ok := span(strconv.Itoa(n), strconv.Itoa(to))
			if !ok {
				return out, next
			}
			out, n, k = append(out, r[:len(r)-1]...), to, m
		}
		out, next = append(out, strconv.Itoa(n)), k
		var ok bool
		if j, ok = s.joint(k); !ok {
			return out, next
		}
	}
}

func (s Cut) ordinal(i int) (int, int) {
	var w []string
	for j := i; j < len(s.Tokens) && j < i+5 && s.Tokens[j].Kind == Word; j++ {
		w = append(w, s.Tokens[j].S)
	}
	n, used := numerals.Ordinal(w)
	if used == 0 {
		return 0, 0
	}
	return n, i + used
}

// joint reads what stands between the members of a list.
func (s Cut) joint(i int) (int, bool) {
	if s.tok(i).Is(",") {
		if s.tok(i+1).Is("және", "и", "сондай") {
			i++
		}
		return i + 1, true
	}
	return i + 1, s.tok(i).Is("және", "мен", "пен", "бен", "и", "әрі")
}

// numbers reads a list of numbers in figures, letters with ")", Roman figures
// or (Kazakh, ru false) spelled ordinals; a range with a dash or between
// numbers with ")" is written out.
func (s Cut) numbers(i int, ru bool) ([]string, int) {
	var out []string
	next := 0
	for j := i; ; {
		n, k := s.number(j, ru)
		if k == 0 {
			return out, next
		}
		if d := s.tok(k); d.Is("–") || d.Is("-") && s.tok(k-1).Paren {
			if to, m := s.number(k+1, ru); m > 0 {
				r, ok := span(n, to)
				if !ok {
					return out, next
				}
				out, k = append(out, r[:len(r)-1]...), m
				n = to
			}
		}
		out, next = append(out, n), k
		var ok bool
		if j, ok = s.joint(k); !ok || len(out) > maxRange {
			return out, next
		}
		// In Kazakh the noun may be repeated with each number; then the list ends here.
	}
}

func (s Cut) number(i int, ru bool) (string, int) {
	t := s.tok(i)
	switch {
	case t.Kind == Num:
		if len(t.S) > 24 || strings.Count(t.S, ".") > 2 {
			return "", 0
		}
		return t.S, i + 1
	case t.Kind == Word && t.Paren:
		return t.S, i + 1
	case t.Kind == Word:
		if n := roman(t.S); n != "" && (ru || s.tok(i+1).Is("-", ",", "және")) {
			return n, i + 1
		}
		if !ru {
			if n, k := s.ordinal(i); k > 0 {
				return strconv.Itoa(n), k
			}
		}
	}
	return "", 0
}

// roman returns the word in Latin capitals if it is a Roman figure up to 89,
// whatever script its letters were typed in.
func roman(w string) string {
	w = strings.NewReplacer("і", "i", "х", "x", "с", "c").Replace(w)
	if w == "" || len(w) > 8 || strings.Trim(w, "ivxl") != "" {
		return ""
	}
	return strings.ToUpper(w)
}

// span writes out the range of two whole numbers, or of two behind the same
// dash.
func span(from, to string) ([]string, bool) {
	stem := ""
	if i, j := strings.LastIndex(from, "-"), strings.LastIndex(to, "-"); i > 0 && i == j && from[:i] == to[:j] {
		stem, from, to = from[:i+1], from[i+1:], to[j+1:] // 10-1 – 10-3
	}
	a, err := strconv.Atoi(from)
	b, err2 := strconv.Atoi(to)
	if err != nil || err2 != nil || b <= a || b-a > maxRange {
		return nil, false
	}
	var out []string
	for n := a; n <= b; n++ {
		out = append(out, stem+strconv.Itoa(n))
	}
	return out, true
}
