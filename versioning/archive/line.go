package archive

import (
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/pattern"
)

// split cuts a text before every line that is not blank, save the first. The
// pieces joined are the text.
func split(text string) []string {
	out := make([]string, 0, 1+strings.Count(text, "\n")/2)
	start, seen := 0, false // seen: the piece has a line that is not blank
	for at := 0; at < len(text); {
		end := len(text)
		if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
			end = at + i + 1
		}
		if !blank(text[at:end]) {
			if seen {
				out = append(out, text[start:at])
				start = at
			}
			seen = true
		}
		at = end
	}
	if start < len(text) {
		out = append(out, text[start:])
	}
	return out
}

func blank(line string) bool {
	for i := range len(line) {
		switch line[i] {
		case ' ', '\t', '\r', '\n':
		default:
			return false
		}
	}
	return true
}

// The levels of lines; a line stands below the last one of a lower level.
// Headings have the levels 1 to 6.
const (
	levelPara  = 10 // (1), 1., ¹, II. –
	levelPoint = 11 // 1), a), 1°, - a)
	levelSub   = 12 // - 1.
	levelPlain = 20 // stands below the last heading
)

// A shape is what is told of a line by its form.
type shape struct {
	kind   corpus.Kind
	prefix string // of the last part of its eId
	num    string // as printed; "" for none
	key    string // num in the form of an eId
	level  int
	text   string // the line without the marks of Markdown
}

var (
	articleNum = pattern.New(`^(?:§+|(?i:art(?:icle|ikel|icolo|\.)?|čl(?:ánek|\.)|статья|стаття|член|pants|straipsnis))\s*((?:L\.?\s*|R\.?\s*|D\.?\s*)?\d+[\p{L}\d.\-/¹²³⁰⁴-⁹]*(?:<sup>\s*\d+\s*</sup>)?)`)
	sectionNum = pattern.New(`^(\d+[\d.\-]*|[IVXLC]+)[.)]?(?:\s|$)`)
	paraNum    = pattern.New(`^(?:\((\d+(?:[.\-]\d+)*[\p{L}¹²³⁰⁴-⁹]{0,3}(?:<sup>\s*\d+\s*</sup>)?)\)|(\d+(?:[.\-]\d+)*(?:<sup>\s*\d+\s*</sup>)?)\.)(?:\s|$)`)
	// Swiss law numbers its paragraphs by raised numbers, French law by Roman ones
	// with a dash and its points by ordinals; Swiss and Czech points come as lists.
	raisedNum  = pattern.New(`^<sup>\s*(\d+[a-z]{0,8})\s*</sup>(?:\s|\[)`)
	romanNum   = pattern.New(`^([IVXL]+(?:\s(?:bis|ter|quater|quinquies|sexies))?)\.?\s?[\-–—]\s?\S`)
	ordinalNum = pattern.New(`^(\d+(?:\s(?:bis|ter|quater|quinquies|sexies))?)°(?:\s|$)`)
	listNum    = pattern.New(`^(\p{Ll}{1,2}|\d{1,3})[.)](?:\s|\[|$)`)
	pointNum   = pattern.New(`^(\d+[¹²³⁰⁴-⁹]*(?:<sup>\s*\d+\s*</sup>)?|\p{L})\)(?:\s|$)`)
)

// classify tells the shape of a piece. first says that it opens the text,
// where a heading of the first level is the title.
func classify(piece string, first bool) shape {
	line := strings.Trim(piece, " \t\r\n")
	if n := len(line) - len(strings.TrimLeft(line, "#")); n >= 1 && n <= 6 && (n == len(line) || line[n] == ' ' || line[n] == '\t') {
		s := shape{kind: corpus.KindSeparation, prefix: "sec", level: n, text: strings.TrimLeft(line[n:], " \t")}
		bare := strings.TrimLeft(s.text, "*_ ")
		switch {
		case first && n == 1:
			return shape{kind: corpus.KindTitle, prefix: "title", level: levelPlain, text: s.text}
		case len(bare) > 0:
			if m := articleNum.FindStringSubmatch(bare); m != nil {
				s.kind, s.prefix, s.num = corpus.KindArticle, "art", strings.TrimRight(m[1], ".-/")
			} else if m := sectionNum.FindStringSubmatch(bare); m != nil {
				s.num = strings.TrimRight(m[1], ".-")
			}
			s.key = numKey(s.num)
		}
		return s
	}
	s := shape{kind: corpus.KindParagraph, prefix: "p", level: levelPlain, text: line}
	if line == "" {
		return s
	}
	switch c := line[0]; {
	case c == '|':
		s.kind, s.prefix = corpus.KindRow, "row"
	case strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "* ") || strings.HasPrefix(line, "+ ") || strings.HasPrefix(line, "– "):
		s.kind, s.prefix = corpus.KindItem, "item"
		_, rest, _ := strings.Cut(line, " ")
		if m := listNum.FindStringSubmatch(strings.TrimLeft(rest, " ")); m != nil {
			s.kind, s.prefix, s.level, s.num = corpus.KindSubpoint, "point", levelPoint, m[1]
			if m[1][0] <= '9' {
				s.level = levelSub // numbers are below letters
			}
		}
	case c == '<':
		if m := raisedNum.FindStringSubmatch(line); m != nil {
			s.kind, s.prefix, s.level, s.num = corpus.KindPoint, "para", levelPara, m[1]
		}
	case strings.IndexByte("IVXL", c) >= 0 && romanNum.MatchString(line):
		m := romanNum.FindStringSubmatch(line)
		s.kind, s.prefix, s.level, s.num = corpus.KindPoint, "para", levelPara, m[1]
	case c == '(' || c >= '0' && c <= '9':
		if m := paraNum.FindStringSubmatch(line); m != nil {
			s.kind, s.prefix, s.level, s.num = corpus.KindPoint, "para", levelPara, m[1]+m[2]
			break
		}
		if m := ordinalNum.FindStringSubmatch(line); m != nil {
			s.kind, s.prefix, s.level, s.num = corpus.KindSubpoint, "point", levelPoint, m[1]
			break
		}
		fallthrough
	default:
		if i := strings.IndexByte(line, ')'); i > 0 && i < 24 {
			if m := pointNum.FindStringSubmatch(line); m != nil {
				s.kind, s.prefix, s.level, s.num = corpus.KindSubpoint, "point", levelPoint, m[1]
			}
		}
	}
	s.key = numKey(s.num)
	return s
}

var superscript = strings.NewReplacer("¹", "-1", "²", "-2", "³", "-3", "⁰", "-0", "⁴", "-4", "⁵", "-5", "⁶", "-6", "⁷", "-7", "⁸", "-8", "⁹", "-9",
	"<sup>", "-", "</sup>", "", " ", "", ".", "-", "/", "-", "\u00a0", "")

// numKey is a number as an eId has it: 36<sup>1</sup> is 36-1.
func numKey(num string) string {
	if num == "" {
		return ""
	}
	return strings.Trim(superscript.Replace(strings.ToLower(num)), "-")
}
