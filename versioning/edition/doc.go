// Package edition brings a text of an act that comes from outside, an edition
// as some source publishes it, together with what is known of the act.
//
// [Align] gives the provisions of the edition the eIds that the same
// provisions have in a text that is known. Numbered provisions are the same
// when their number is, since the law renumbers nothing. The paragraphs below
// them are the same when they stand in a longest common subsequence of equal
// lines, and in the gaps between when their words overlap most. A paragraph
// that the known text does not have gets the eId of the sibling before it with
// a dash number, as the law numbers what it inserts (item_7-1), and an ordinal
// of its own at the end of its siblings. No eId is ever given twice, nor one
// that another text of the act has already used.
//
// How deep a heading of a list lies is not shown by punctuation. The known
// text has it reviewed, so paragraphs that are known keep their place in it.
//
// [Compare] lists the differences, [Script] turns them into operations, and
// [Record] makes a dispute between sources of them.
//
// # What is no difference
//
// Quotation marks, spaces, and what a publisher sets around the text: its
// notes, the reference under the title, the mark of approval, the signature.
package edition

import (
	"strings"
	"unicode"

	"tizbe/corpus"
)

// Frame reports whether provisions of the kind are set around the act's text
// by whoever publishes it, so that sources differ in them without differing
// in the text.
func Frame(k corpus.Kind) bool {
	switch k {
	case corpus.KindEditorial, corpus.KindReference, corpus.KindApproval, corpus.KindSignature:
		return true
	}
	return false
}

// Plain returns the line as sources are compared: quotation marks of one
// shape, single spaces, none before a mark or behind an opening one.
func Plain(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	last := rune(0)
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u00ad':
			space = space || unicode.IsSpace(r)
			continue
		case strings.ContainsRune("«»“”„‟\"", r):
			r = '"'
		case r == '\u2010' || r == '\u2011':
			r = '-'
		}
		if space && b.Len() > 0 && !strings.ContainsRune(",;:.)", r) && last != '(' {
			b.WriteByte(' ')
		}
		space, last = false, r
		b.WriteRune(r)
	}
	return b.String()
}
