package site

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/kazakh"
)

// langs are the languages of the pages, in the order in which they are
// offered. The first has no folder of its own.
var langs = [...]corpus.Lang{corpus.Kazakh, corpus.Russian, corpus.English}

// prefix is the folder of a language's pages.
func prefix(l corpus.Lang) string {
	if l == langs[0] {
		return ""
	}
	return string(l) + "/"
}

// relative returns the link from the page at from to the page or file at to;
// both are paths without a leading slash, folders with a slash at the end.
func relative(from, to string) string {
	to, fragment, has := strings.Cut(to, "#")
	n := shared(from, to)
	out := strings.Repeat("../", strings.Count(from[n:], "/")) + to[n:]
	if first, _, _ := strings.Cut(out, "/"); out == "" || strings.Contains(first, ":") {
		out = "./" + out
	}
	if has {
		if from == to {
			return "#" + fragment
		}
		out += "#" + fragment
	}
	return out
}

// shared is how much of two paths is the same, up to the slash of a folder.
func shared(a, b string) int {
	n := 0
	for i := 0; i < len(a) && i < len(b) && a[i] == b[i]; i++ {
		if a[i] == '/' {
			n = i + 1
		}
	}
	return n
}

// depth is how many folders deep a page stands.
func depth(path string) int { return strings.Count(path, "/") }

// file is the name of the file that holds the page at the path.
func file(path string) string {
	if path == "" || strings.HasSuffix(path, "/") {
		return path + "index.html"
	}
	return path
}

// latin gives a Latin spelling for the letters of titles in addresses. It is
// for addresses alone and follows no standard of transliteration.
var latin = strings.NewReplacer(
	"а", "a", "ә", "ae", "б", "b", "в", "v", "г", "g", "ғ", "gh", "д", "d", "е", "e", "ё", "yo", "ж", "zh", "з", "z", "и", "i", "й", "j",
	"к", "k", "қ", "q", "л", "l", "м", "m", "н", "n", "ң", "ng", "о", "o", "ө", "oe", "п", "p", "р", "r", "с", "s", "т", "t", "у", "u",
	"ұ", "uu", "ү", "ue", "ф", "f", "х", "x", "һ", "h", "ц", "c", "ч", "ch", "ш", "sh", "щ", "shch", "ъ", "", "ы", "y", "і", "i", "ь", "",
	"э", "e", "ю", "yu", "я", "ya", "№", "n")

// maxSlug bounds the length of a title in an address, in bytes.
const maxSlug = 72

// slug returns the title in letters, digits and hyphens. One that had to be
// cut or has nothing left gets a mark made of the whole title.
func slug(title string) string {
	var b strings.Builder
	gap := false
	for _, r := range latin.Replace(kazakh.Lower(title)) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
			continue
		}
		gap = true
	}
	s := b.String()
	if len(s) > maxSlug {
		s = s[:maxSlug]
		if i := strings.LastIndexByte(s, '-'); i > 0 {
			s = s[:i]
		}
		return s + "-" + mark(title)
	}
	if s == "" {
		return mark(title)
	}
	return s
}

// mark is a short sum of a text.
func mark[T string | []byte](text T) string {
	h := sha256.Sum256([]byte(text))
	return hex.EncodeToString(h[:4])
}

// safe reports whether the path can be written below a folder as it stands:
// identifiers come from outside.
func safe(path string) bool {
	if strings.HasPrefix(path, "/") || strings.ContainsAny(path, "\\\x00:*?\"<>|") {
		return false
	}
	for i, seg := range strings.Split(path, "/") {
		if seg == "." || seg == ".." || len(seg) > 200 || seg == "" && i != strings.Count(path, "/") {
			return false
		}
	}
	return len(path) < 1000
}
