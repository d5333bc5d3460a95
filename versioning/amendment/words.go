package amendment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tizbe/corpus"
	"tizbe/corpus/amending"
	"tizbe/corpus/citation"
	"tizbe/versioning"
)

// words changes words inside the lines of the target.
func words(scope *corpus.Provision, path citation.Ref, c amending.Clause) ([]versioning.Operation, error) {
	at, in, err := where(scope, path)
	if err != nil {
		return nil, err
	}
	op := versioning.Op(c.Op)
	pairs := c.Pairs
	if len(pairs) == 0 && len(c.After) == 1 {
		pairs = []amending.Pair{{To: c.After[0]}} // the words follow the clause
	}
	if c.Op == amending.InsertWords && c.Words == "" {
		return appended(at, pairs)
	}
	var out []versioning.Operation
	for _, pair := range pairs {
		from, to := pair.From, pair.To
		if c.Op == amending.InsertWords {
			from = c.Words
			switch {
			case c.Position == amending.Before:
				to = pair.To + " " + from
			default:
				to = from + " " + pair.To
			}
		}
		if c.Op == amending.ReplaceWords && isMark(from) && isMark(to) && from != "" {
			o, err := ending(at[len(at)-1], pair)
			if err != nil {
				return nil, err
			}
			out = append(out, o)
			continue
		}
		hits := 0
		var changed []versioning.Operation
		for i, s := range at {
			n := count(s.text(), from)
			if n == 0 {
				continue
			}
			hits += n
			words := replaceWords(s.text(), from, to)
			after := s.with(words)
			changed = append(changed, versioning.Operation{Op: op, Target: s.line.EID, Before: s.line.Text, After: after, From: pair.From, To: pair.To})
			line := s.line.With(s.line.Children)
			line.Text = after
			at[i] = spot{line, s.from, s.from + len(words)}
		}
		switch {
		case hits == 0 && len(at) == 1:
			return nil, refuse(ErrNoWords, MsgNoWordsSaw, clip(from), name(in), "“"+clip(at[0].text())+"”")
		case hits == 0:
			return nil, refuse(ErrNoWords, MsgNoWords, clip(from), name(in))
		case hits > 1 && !c.Target.Everywhere && len(changed) > 1:
			return nil, refuse(ErrManyWords, MsgManyWords, clip(from), hits, name(in))
		}
		out = append(out, changed...)
	}
	if len(out) == 0 {
		return nil, refuse(ErrNotCompiled, MsgNamesNoWords)
	}
	return out, nil
}

// appended adds words at the end of the one line that a clause is about, before
// the mark that ends it.
func appended(at []spot, pairs []amending.Pair) ([]versioning.Operation, error) {
	if len(pairs) == 1 && isMark(pairs[0].To) && len(at) > 0 {
		at = at[len(at)-1:] // the mark that ends the text
	}
	if len(at) != 1 || len(pairs) != 1 {
		return nil, refuse(ErrNotCompiled, MsgAfterWhich)
	}
	s := at[0]
	body := strings.TrimRight(s.text(), ".;:, ")
	words := pairs[0].To
	if first, _ := utf8.DecodeRuneInString(words); unicode.IsLetter(first) || unicode.IsDigit(first) || strings.ContainsRune("«\"“(", first) {
		words = " " + words
	}
	mark := s.text()[len(body):]
	if last, _ := utf8.DecodeLastRuneInString(words); strings.ContainsRune(".;:", last) {
		mark = ""
	}
	return []versioning.Operation{{Op: versioning.OpInsertWords, Target: s.line.EID, Before: s.line.Text, After: s.with(body + words + mark), To: pairs[0].To}}, nil
}

// isMark reports whether the words are no more than punctuation.
func isMark(s string) bool { return strings.Trim(s, ".,;:") == "" }

// ending changes the mark that ends a text: a full stop is not changed wherever
// one stands.
func ending(s spot, p amending.Pair) (versioning.Operation, error) {
	text, ok := strings.CutSuffix(strings.TrimRight(s.text(), " "), p.From)
	if !ok || isMark(text) {
		return versioning.Operation{}, refuse(ErrNoWords, MsgNoWordsSaw, p.From, name(s.line), "“"+clip(s.text())+"”")
	}
	return versioning.Operation{Op: versioning.OpReplaceWords, Target: s.line.EID, Before: s.line.Text, After: s.with(text + p.To), From: p.From, To: p.To}, nil
}

// where returns the lines, or parts of lines, in which words may be changed,
// and the provision that they belong to.
func where(scope *corpus.Provision, path citation.Ref) ([]spot, *corpus.Provision, error) {
	outer, in := inner(path)
	p, err := locate(scope, outer)
	if err != nil {
		return nil, nil, err
	}
	if len(in) > 0 {
		at, err := spots(scope, path)
		return at, p, err
	}
	lines := p.Paragraphs()
	if n := len(path); n > 0 {
		switch path[n-1].Level {
		case citation.Alinea, citation.Title:
			lines = []*corpus.Provision{p}
		case citation.Part:
			if lines, err = part(scope, path); err != nil {
				return nil, nil, err
			}
		}
	}
	var at []spot
	for _, l := range lines {
		at = append(at, spot{l, 0, len(l.Text)})
	}
	return at, p, nil
}

var quotes = strings.NewReplacer("«", `"`, "»", `"`, "“", `"`, "”", `"`)

// count returns how often the words stand in the text as whole words.
func count(text, words string) int {
	n := 0
	each(text, words, func(int, int) { n++ })
	return n
}

// replaceWords puts to in the place of the words wherever they stand. Where
// words are deleted, the space or comma that is left over goes too.
func replaceWords(text, words, to string) string {
	var b strings.Builder
	from := 0
	each(text, words, func(i, j int) {
		b.WriteString(text[from:i])
		b.WriteString(to)
		from = j
	})
	b.WriteString(text[from:])
	s := b.String()
	if to == "" {
		s = strings.TrimSpace(strings.NewReplacer("  ", " ", " ,", ",", " ;", ";", " .", ".", ", ,", ",", ",,", ",").Replace(s))
	}
	return s
}

// each calls f with the byte offsets of the words in the text, compared
// without regard to the shape of quotation marks, at word boundaries.
func each(text, words string, f func(i, j int)) {
	if words == "" {
		return
	}
	for i := 0; i < len(text); {
		j, ok := matchAt(text, i, words)
		if ok && boundary(text, i, j) {
			f(i, j)
			i = j
			continue
		}
		i++
	}
}

func matchAt(text string, i int, words string) (int, bool) {
	if strings.HasPrefix(text[i:], words) {
		return i + len(words), true
	}
	if !strings.ContainsAny(words, "«»“”\"") {
		return 0, false
	}
	want := quotes.Replace(words)
	for j := i; j <= len(text) && j-i <= len(words)+16; j++ {
		if quotes.Replace(text[i:j]) == want {
			return j, true
		}
	}
	return 0, false
}

func boundary(text string, i, j int) bool {
	letter := func(s string, last bool) bool {
		r := []rune(s)
		if len(r) == 0 {
			return false
		}
		c := r[0]
		if last {
			c = r[len(r)-1]
		}
		return c == '-' || isWordRune(c)
	}
	start := i == 0 || !letter(tail(text[:i]), true) || !letter(text[i:j], false)
	end := j == len(text) || !letter(head(text[j:]), false) || !letter(text[i:j], true)
	return start && end
}

// tail and head cut a few bytes at a letter boundary, enough for one letter.
func tail(s string) string {
	for i := max(0, len(s)-4); i < len(s); i++ {
		if s[i]&0xC0 != 0x80 {
			return s[i:]
		}
	}
	return s
}

func head(s string) string {
	for i := 1; i < len(s); i++ {
		if s[i]&0xC0 != 0x80 {
			return s[:i]
		}
	}
	return s
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
