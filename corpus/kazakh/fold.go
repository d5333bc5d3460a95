package kazakh

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fold returns the key under which one word meets itself however it was
// typed. Two spellings have the same key when they differ only in
//
//   - case, composed or decomposed letters, invisible characters;
//   - Russian letters for Kazakh ones: қ→к ң→н ғ→г ү,ұ→у ө→о ә→а і→и һ→х, and ё→е э→е щ→ш, ь ъ dropped;
//   - Latin look-alikes inside a Cyrillic word (Cотқа);
//   - Latin script: the alphabet approved in 2021 (bastyğy, jürgızuşı), the
//     one of 2018 with acute letters, and the informal one (bastygy,
//     zhurgizushi, zhasaq, uakyt).
//
// For Latin to meet Cyrillic the key writes й and и alike, я as иа, ю as иу
// and ц as тс, and a run of и once: полиция, politsia and politsiya are
// политсиа. The key is for comparing, not for showing.
//
// Fold is idempotent. What is not a letter stays (in lower case where it has
// one; any dash becomes a hyphen), so a whole phrase may be folded too: each
// run of letters is judged by itself.
func Fold(word string) string {
	if b, ok := foldPlain(word); ok {
		return b
	}
	var out strings.Builder
	out.Grow(len(word))
	for i := 0; i < len(word); {
		r, n := utf8.DecodeRuneInString(word[i:])
		if !unicode.IsLetter(r) {
			switch {
			case isHyphen(r):
				out.WriteByte('-')
			case isInvisible(r) || unicode.Is(unicode.Mn, r):
			default:
				out.WriteRune(unicode.ToLower(r))
			}
			i += n
			continue
		}
		start := i
		for i < len(word) {
			r, n = utf8.DecodeRuneInString(word[i:])
			if !unicode.IsLetter(r) && !continuesWord(r) {
				break
			}
			i += n
		}
		foldWord(&out, word[start:i])
	}
	return out.String()
}

// foldPlain is the short way for what most words of a Kazakh text are: letters
// of the Cyrillic alphabet alone, composed. It reports whether it applied.
func foldPlain(word string) (string, bool) {
	var buf [128]byte
	b := buf[:0]
	for _, r := range word {
		k, ok := cyrillicKey[r]
		if !ok {
			return "", false
		}
		b = appendKey(b, k)
	}
	return string(b), true
}

// appendKey appends k so that a run of и stays one letter.
func appendKey(b []byte, k string) []byte {
	if strings.HasPrefix(k, "и") && len(b) >= 2 && string(b[len(b)-2:]) == "и" {
		k = k[2:]
	}
	return append(b, k...)
}

var cyrillicKey = func() map[rune]string {
	m := map[rune]string{
		'ә': "а", 'ғ': "г", 'ё': "е", 'э': "е", 'й': "и", 'і': "и", 'қ': "к", 'ң': "н", 'ө': "о", 'ұ': "у", 'ү': "у", 'һ': "х",
		'ц': "тс", 'щ': "ш", 'ю': "иу", 'я': "иа", 'ь': "", 'ъ': "",
	}
	for _, r := range "абвгдежзиклмнопрстуфхчшы" {
		m[r] = string(r)
	}
	for _, r := range "абвгдежзиклмнопрстуфхчшыәғёэйіқңөұүһцщюяьъ" {
		m[unicode.ToUpper(r)] = m[r]
	}
	return m
}()

func foldWord(out *strings.Builder, word string) {
	low, latin := oneScript(word)
	var b []byte
	if latin {
		b = foldLatin(low)
	} else {
		for _, r := range low {
			if k, ok := cyrillicKey[r]; ok {
				b = appendKey(b, k)
				continue
			}
			for _, k := range bareLetter(r) {
				if c, ok := kazakhFor[k]; ok {
					k = c
				}
				if s, ok := cyrillicKey[k]; ok {
					b = appendKey(b, s)
				} else if s, ok := latinKey[k]; ok {
					b = appendKey(b, s)
				} else {
					b = utf8.AppendRune(b, k)
				}
			}
		}
	}
	out.Write(b)
}

// bareLetter returns the letters of r without their marks.
func bareLetter(r rune) []rune {
	if r < 0x80 {
		return []rune{r}
	}
	var out []rune
	for _, d := range decomposed(string(r)) {
		if !unicode.Is(unicode.Mn, d) {
			out = append(out, d)
		}
	}
	return out
}

// Latin → key. Digraphs of the informal spelling first; then single letters,
// of which y alone needs its neighbours.
var (
	latinDigraphs = []struct{ from, to string }{
		{"shch", "ш"}, {"sch", "ш"}, {"sh", "ш"}, {"ch", "ч"}, {"zh", "ж"}, {"gh", "г"}, {"kh", "х"}, {"ph", "ф"}, {"ck", "к"}, {"qu", "ку"},
	}
	latinKey = map[rune]string{
		'a': "а", 'b': "б", 'd': "д", 'e': "е", 'f': "ф", 'g': "г", 'h': "х", 'i': "и", 'ı': "и", 'j': "ж", 'k': "к", 'l': "л", 'm': "м", 'n': "н",
		'o': "о", 'p': "п", 'q': "к", 'r': "р", 's': "с", 't': "т", 'u': "у", 'v': "в", 'w': "у", 'x': "х", 'z': "з",
		'ä': "а", 'ç': "ч", 'č': "ч", 'ğ': "г", 'ǵ': "г", 'ñ': "н", 'ń': "н", 'ŋ': "н", 'ö': "о", 'ş': "ш", 'š': "ш", 'ţ': "т", 'ū': "у", 'ü': "у", 'ú': "у", 'ý': "у", 'ž': "ж", 'ƶ': "ж",
	}
)

// ingWords are the common loans in -инг: elsewhere ng at the end of a word is
// the Kazakh ң (prokurorynyng = прокурорының).
var ingWords = []string{
	"monitoring", "reiting", "reyting", "marketing", "trening", "brifing", "lizing", "holding", "kholding", "autsorsing", "konsalting", "miting", "kasting",
	"inzhiniring", "injiniring", "kliring", "listing", "parking", "shoping", "skrining", "doping", "bouling", "franchaizing", "ring", "inzhinering", "hosting",
}

func foldLatin(w string) []byte {
	rs := []rune(w)
	var b []byte
	for i := 0; i < len(rs); {
		if to, n := latinDigraph(w, rs, i); n > 0 {
			b = appendKey(b, to)
			i += n
			continue
		}
		r := rs[i]
		switch {
		case r == 'y':
			b = appendKey(b, latinY(rs, i))
		case r == 'c':
			if i+1 < len(rs) && strings.ContainsRune("eiyéı", rs[i+1]) {
				b = appendKey(b, "тс")
			} else {
				b = appendKey(b, "к")
			}
		case latinKey[r] != "":
			b = appendKey(b, latinKey[r])
		default:
			for _, k := range bareLetter(r) {
				switch {
				case latinKey[k] != "":
					b = appendKey(b, latinKey[k])
				case k == 'y':
					b = appendKey(b, "ы")
				case k == 'c':
					b = appendKey(b, "к")
				case cyrillicKey[k] != "":
					b = appendKey(b, cyrillicKey[k])
				default:
					b = utf8.AppendRune(b, k)
				}
			}
		}
		i++
	}
	return b
}

func latinDigraph(w string, rs []rune, i int) (string, int) {
	rest := rs[i:]
	for _, d := range latinDigraphs {
		if len(rest) >= len(d.from) && string(rest[:len(d.from)]) == d.from {
			return d.to, len(d.from)
		}
	}
	if len(rest) < 2 || rest[0] != 'n' || rest[1] != 'g' || len(rest) > 2 && rest[2] == 'h' {
		return "", 0
	}
	// ng is ң at the end of a word and before a consonant; before a vowel it
	// is н and a suffix (belgilengen, tünge) unless the word goes on.
	switch {
	case slices.ContainsFunc(ingWords, func(s string) bool { return len(w) >= len(s) && w[:len(s)] == s && i+2 == len(s) }):
		return "", 0
	case len(rest) == 2, !isLatinVowel(rest[2]):
		return "н", 2
	case (rest[2] == 'a' || rest[2] == 'e') && (len(rest) == 3 || rest[3] == 'n'):
		return "", 0
	case i > 0 && strings.ContainsRune("rlkt", rs[i-1]):
		return "", 0
	}
	return "н", 2
}

func isLatinVowel(r rune) bool { return strings.ContainsRune("aeiouäöüūıéəáóú", r) }

// latinY reads y: й beside a vowel in the informal spelling (aidauyl, arnaiy,
// jagday, koyu), ы everywhere in that of 2021.
func latinY(rs []rune, i int) string {
	var prev, next rune
	if i > 0 {
		prev = rs[i-1]
	}
	if i+1 < len(rs) {
		next = rs[i+1]
	}
	nextIsVowel := isLatinVowel(next) || next == 'y' && i+2 < len(rs) && !isLatinVowel(rs[i+2])
	switch {
	case next != 'y' && nextIsVowel:
		return "и" // koyu, zhuyesi, kompyuter
	case strings.ContainsRune("aeäöoáóəü", prev) && prev != 0:
		return "и" // jagday, uyaly
	case prev == 'u' || prev == 'w':
		glide := i > 1 && (isLatinVowel(rs[i-2]) || rs[i-2] == 'y')
		switch {
		case glide:
			return "ы" // auyl, tauy
		case i == 1 && next != 0 && nextIsVowel, i == 1, next == 0 && len(rs) <= 3:
			return "и" // uyym, uy, kuy
		}
		return "ы" // suyq, tuyndy
	}
	return "ы"
}
