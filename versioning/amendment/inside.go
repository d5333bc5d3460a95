package amendment

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tizbe/corpus"
	"tizbe/corpus/amending"
	"tizbe/corpus/citation"
	"tizbe/versioning"
)

// A spot is a part of a line: a cell of a row, or a sentence.
type spot struct {
	line     *corpus.Provision
	from, to int // bytes of its text
}

func (s spot) text() string { return s.line.Text[s.from:s.to] }

// with returns the line with other words in the place of the spot.
func (s spot) with(words string) string {
	return s.line.Text[:s.from] + words + s.line.Text[s.to:]
}

// inner cuts what names a part of a line off the end of a path.
func inner(path citation.Ref) (outer, in citation.Ref) {
	n := len(path)
	for n > 0 && (path[n-1].Level == citation.Column || path[n-1].Level == citation.Sentence) {
		n--
	}
	return path[:n], path[n:]
}

// spots returns the parts of lines at the end of the path. A column of a table
// is a cell in each of its rows.
func spots(scope *corpus.Provision, path citation.Ref) ([]spot, error) {
	outer, in := inner(path)
	p, err := locate(scope, outer)
	if err != nil {
		return nil, err
	}
	at := []spot{{p, 0, len(p.Text)}}
	for _, e := range in {
		var next []spot
		if e.Level == citation.Column {
			next, err = cells(scope, p, e)
		} else {
			next, err = sentence(at, p, e)
		}
		if err != nil {
			return nil, err
		}
		at = next
	}
	return at, nil
}

// cells returns the cell of the column in the row p, or in every row below p.
func cells(scope, p *corpus.Provision, e citation.Elem) ([]spot, error) {
	var rows []*corpus.Provision
	for q := range p.All() {
		if q.Kind == corpus.KindRow {
			rows = append(rows, q)
		}
	}
	var out []spot
	widest := 0
	for _, r := range rows {
		n, _ := strconv.Atoi(e.Num)
		if e.Num == "" {
			n = columnNamed(scope, r, e.Name)
		}
		cut := cut(r.Text, " | ")
		widest = max(widest, len(cut))
		if n >= 1 && n <= len(cut) {
			out = append(out, spot{r, cut[n-1][0], cut[n-1][1]})
		}
	}
	if len(out) == 0 {
		return nil, refuse(ErrNoTarget, MsgNoParagraph, element(e), name(p), widest)
	}
	return out, nil
}

// columnNamed returns the number of the column with the heading in the table
// of the row, or 0.
func columnNamed(scope, row *corpus.Provision, heading string) int {
	table, _ := parentOf(scope, row)
	want := strings.TrimSpace(loose(heading))
	if table == nil || want == "" {
		return 0
	}
	for _, head := range table.Children {
		if head.Kind != corpus.KindRow {
			continue
		}
		found := 0
		for i, c := range cut(head.Text, " | ") {
			if strings.TrimSpace(loose(head.Text[c[0]:c[1]])) == want {
				if found > 0 {
					return 0
				}
				found = i + 1
			}
		}
		return found
	}
	return 0
}

// cut returns the spans between the separators.
func cut(s, sep string) [][2]int {
	var out [][2]int
	from := 0
	for {
		i := strings.Index(s[from:], sep)
		if i < 0 {
			return append(out, [2]int{from, len(s)})
		}
		out = append(out, [2]int{from, from + i})
		from += i + len(sep)
	}
}

func sentence(at []spot, p *corpus.Provision, e citation.Elem) ([]spot, error) {
	if len(at) != 1 {
		return nil, refuse(ErrManyTargets, MsgManyProvisions, element(e), name(p), "")
	}
	s := at[0]
	all := sentences(s.text())
	n, _ := strconv.Atoi(e.Num)
	if n < 1 || n > len(all) {
		return nil, refuse(ErrNoTarget, MsgNoParagraph, element(e), name(p), len(all))
	}
	return []spot{{s.line, s.from + all[n-1][0], s.from + all[n-1][1]}}, nil
}

// sentences returns the spans of the sentences of a line, its number left
// out: each ends in a full stop behind a word of three letters or more, or
// behind a bracket or a quotation, before a capital letter.
func sentences(s string) [][2]int {
	var out [][2]int
	from := 0
	for from < len(s) && strings.ContainsRune("0123456789-.) \u00a0", rune(s[from])) {
		from++
	}
	for i := from; i < len(s); i++ {
		if s[i] != '.' && s[i] != '!' && s[i] != '?' {
			continue
		}
		rest := strings.TrimLeft(s[i+1:], " \u00a0")
		first, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, "«\"“"))
		if rest == "" || len(rest) == len(s)-i-1 || !unicode.IsUpper(first) || !endsWord(s[from:i]) {
			continue
		}
		out = append(out, [2]int{from, i + 1})
		from = len(s) - len(rest)
	}
	if from < len(s) {
		out = append(out, [2]int{from, len(s)})
	}
	return out
}

// endsWord reports whether a full stop behind the text ends a sentence and
// not an abbreviation.
func endsWord(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	if strings.ContainsRune("»\"”)", r) {
		return true
	}
	word := s[strings.LastIndexAny(s, " \u00a0(«\"")+1:]
	n := 0
	for _, r := range word {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' {
			return false
		}
		n++
	}
	return n >= 3
}

// replaceSpot puts the new wording in the place of one part of a line.
func replaceSpot(scope *corpus.Provision, path citation.Ref, after []string) ([]versioning.Operation, error) {
	at, err := spots(scope, path)
	switch {
	case err != nil:
		return nil, err
	case wholeColumn(scope, path):
		return replaceColumn(scope, path, after)
	case len(after) != 1:
		return nil, refuse(ErrNotCompiled, MsgSeveralLines, len(after))
	}
	return []versioning.Operation{{Op: versioning.OpReplace, Target: at[0].line.EID, Before: at[0].line.Text, After: at[0].with(after[0])}}, nil
}

// removeSpot takes a sentence out, or empties a cell.
func removeSpot(scope *corpus.Provision, path citation.Ref) ([]versioning.Operation, error) {
	at, err := spots(scope, path)
	switch {
	case err != nil:
		return nil, err
	case wholeColumn(scope, path):
		return removeColumn(scope, path)
	}
	s := at[0]
	o := versioning.Operation{Op: versioning.OpDeleteWords, Target: s.line.EID, Before: s.line.Text, From: s.text()}
	if path[len(path)-1].Level == citation.Column {
		o.After = s.with("")
		return []versioning.Operation{o}, nil
	}
	before, after := strings.TrimRight(s.line.Text[:s.from], " "), strings.TrimLeft(s.line.Text[s.to:], " ")
	o.After = strings.TrimSpace(before + " " + after)
	if len(sentences(s.line.Text)) == 1 {
		return nil, refuse(ErrNotCompiled, MsgOnlySentence, name(s.line))
	}
	return []versioning.Operation{o}, nil
}

// insertSentence adds a sentence: at the place that its number gives, beside
// the anchor, or at the end.
func insertSentence(scope *corpus.Provision, path citation.Ref, c amending.Clause) ([]versioning.Operation, error) {
	if len(c.After) != 1 {
		return nil, refuse(ErrNotCompiled, MsgSeveralLines, len(c.After))
	}
	outer, in := inner(path)
	if len(in) != 1 {
		return nil, refuse(ErrNotCompiled, MsgWholeColumn)
	}
	p, err := locate(scope, outer)
	if err != nil {
		return nil, err
	}
	all := sentences(p.Text)
	n := len(all) // sentences before the new one
	switch {
	case len(c.Anchor) > 0:
		n, _ = strconv.Atoi(c.Anchor[len(c.Anchor)-1].Num)
		if c.Anchor[len(c.Anchor)-1].Level != citation.Sentence || n < 1 || n > len(all) {
			return nil, refuse(ErrNoTarget, MsgNoParagraph, element(c.Anchor[len(c.Anchor)-1]), name(p), len(all))
		}
		if c.Position == amending.Before {
			n--
		}
	case in[0].Num != "":
		k, _ := strconv.Atoi(in[0].Num)
		if k < 1 || k > len(all)+1 {
			return nil, refuse(ErrNoTarget, MsgNoParagraph, element(in[0]), name(p), len(all))
		}
		n = k - 1
	}
	at := len(p.Text)
	if n < len(all) {
		at = all[n][0]
	}
	text := strings.TrimRight(p.Text[:at], " ") + " " + c.After[0]
	if rest := p.Text[at:]; rest != "" {
		text += " " + rest
	}
	return []versioning.Operation{{Op: versioning.OpInsertWords, Target: p.EID, Before: p.Text, After: strings.TrimSpace(text), To: c.After[0]}}, nil
}

// part returns the paragraphs of the part (бөлік, часть) at the end of the
// path.
func part(scope *corpus.Provision, path citation.Ref) ([]*corpus.Provision, error) {
	head, err := locate(scope, path)
	if err != nil {
		return nil, err
	}
	of, err := locate(scope, path[:len(path)-1])
	if err != nil {
		return nil, err
	}
	all := parts(of)
	return all[slices.IndexFunc(all, func(p []*corpus.Provision) bool { return p[0] == head })], nil
}
