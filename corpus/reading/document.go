// Package reading turns official text into a tree of provisions.
//
// Three shapes of text are read: the portal's extraction from PDF ([Text]:
// hard-wrapped lines, a new paragraph starting with six spaces), Markdown
// ([Markdown], through goldmark's syntax tree) and a plain list, a paragraph
// a line ([Lines]). [Auto] tells them apart. All three give the same tree, so
// that two editions of an act can be compared whatever they were read from.
//
//	title, reference, editorial_1, preamble, point_1, point_2, signature_1
//	list                                    an annex; the next is list_2
//	  list__approval, list__title, list__editorial_1
//	  list__point_16                        тармақ
//	    list__point_16__item_1              a line of the point itself
//	    list__point_16__group_3             a heading with its items
//	      list__point_16__group_3__group_1
//	    list__point_16__note_1              Ескертпе
//	      list__point_16__note_1__item_2
//
// An ordinal counts the siblings of one kind from 1. The same number printed
// twice under one parent gets _2. Nothing but the layout is mended, every
// mend is recorded, and what cannot be mended with certainty stays as
// published and is named among the doubts.
//
// # Depth of headings
//
// Punctuation does not show how deep a heading lies, so a reviewed [Outline]
// says it. Without one, every paragraph of a list's point that ends in a
// colon opens a group at one level, whatever stands before it. Two headings
// in a row show that the second lies inside the first, but not where the
// first ends; rather than guess the end, the reader keeps one level and
// reports the empty heading as a doubt that an outline settles.
//
// Groups and items exist in lists only: an annex whose title says that it is
// one (тізбесі, Перечень …), and plain lists. In every other text the later
// paragraphs of a point are running text.
package reading

import (
	"errors"

	"tizbe/corpus"
)

// Errors of the readers. Each comes wrapped with the line it was met at.
var (
	// ErrEmpty: the text holds nothing but white space.
	ErrEmpty = errors.New("the text is empty")
	// ErrNUL: the text holds a NUL byte, so it is not text.
	ErrNUL = errors.New("a NUL byte")
	// ErrNotUTF8: the text is not UTF-8.
	ErrNotUTF8 = errors.New("bytes that are not UTF-8")
	// ErrTooLong: one paragraph exceeds [MaxParagraph].
	ErrTooLong = errors.New("a paragraph over 1 MiB")
	// ErrTooDeep: Markdown blocks nest deeper than any act does.
	ErrTooDeep = errors.New("blocks nested over 100 deep")
	// ErrTooWide: a Markdown table with more columns than any act has.
	ErrTooWide = errors.New("a table of over 200 columns")
	// ErrNotAct: nothing in the text shows that it is an act.
	ErrNotAct = errors.New("neither an enacting formula nor a numbered provision")
	// ErrOutline: the outline and the text do not agree.
	ErrOutline = errors.New("the outline does not fit the text")
	// ErrOutlineSyntax: an outline that cannot be read.
	ErrOutlineSyntax = errors.New("not an outline")
)

// MaxParagraph is the greatest length of one paragraph, in bytes.
const MaxParagraph = 1 << 20

// Options say what is known of a text beforehand.
type Options struct {
	// Lang is the language of the text; "" lets the reader tell by letters.
	Lang corpus.Lang
	// Outline gives the depth of headings in the first annex; nil for the
	// one-level rule.
	Outline *Outline
	// Running: what [Lines] reads is running text and no list, so that its
	// unnumbered paragraphs are no items.
	Running bool
}

// A Format is the shape a text was published in.
type Format string

// The formats.
const (
	FormatText     Format = "text"     // the portal's extraction
	FormatMarkdown Format = "markdown" // Markdown
	FormatLines    Format = "lines"    // a plain list, a paragraph a line
)

// A Document is an act as read from one text.
type Document struct {
	Lang    corpus.Lang // "" where the letters do not tell
	Format  Format
	Root    *corpus.Provision // of kind act
	Facts   Facts
	Repairs []corpus.Repair // in the order of the text
	Doubts  []Doubt         // in the order of the text
	// Source gives, by eId, the line of the source on which the provision
	// begins, counted from 1. Containers have the line of their first text.
	Source map[string]int
}

// A Doubt is a place where the text could be read in more than one way and
// the reader chose none.
type Doubt struct {
	Line   int    `json:"line"`
	Text   string `json:"text"`   // the paragraph, as published
	Reason string `json:"reason"` // in English
}

// List returns the first annex, or nil where the act has none.
func (d *Document) List() *corpus.Provision {
	for _, c := range d.Root.Children {
		if c.Kind == corpus.KindList {
			return c
		}
	}
	return nil
}

// ListLines returns the paragraphs of the first annex without its approval
// mark, its title and the publisher's notes: the lines of the edition.
func (d *Document) ListLines() []string {
	l := d.List()
	if l == nil {
		return nil
	}
	var out []string
	for p := range l.All() {
		switch p.Kind {
		case corpus.KindApproval, corpus.KindListTitle, corpus.KindEditorial:
		default:
			if p.Text != "" {
				out = append(out, p.Text)
			}
		}
	}
	return out
}
