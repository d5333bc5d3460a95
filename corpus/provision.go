package corpus

import (
	"iter"
	"strings"
)

// A Kind says what part of an act a provision is.
type Kind string

// The kinds of provision. Containers (Body, List) have no line of their own;
// every other provision is exactly one paragraph of the official text.
const (
	KindAct        Kind = "act"        // the root; no line
	KindTitle      Kind = "title"      // тақырыбы: the act's own title
	KindReference  Kind = "reference"  // "Қазақстан Республикасы Үкіметінің … № … қаулысы" under the title
	KindEditorial  Kind = "editorial"  // Ескерту, Сноска, ЗҚАИ-ның ескертпесі!: the publisher's note, not the act's text
	KindPreamble   Kind = "preamble"   // кіріспе, with the enacting formula
	KindSignature  Kind = "signature"  // қол қою деректемелері
	KindApproval   Kind = "approval"   // бекіту белгісі: "… қаулысымен бекітілген"
	KindList       Kind = "list"       // an annex (тізбе, қосымша); no line
	KindListTitle  Kind = "list_title" // the annex's title
	KindSection    Kind = "section"    // бөлім
	KindChapter    Kind = "chapter"    // тарау
	KindArticle    Kind = "article"    // бап
	KindPoint      Kind = "point"      // тармақ; its line begins with its number
	KindSubpoint   Kind = "subpoint"   // тармақша: "1)"
	KindGroup      Kind = "group"      // a heading inside a point, with its items
	KindItem       Kind = "item"       // one position or other member of a list
	KindParagraph  Kind = "paragraph"  // an unnumbered paragraph of running text
	KindNote       Kind = "note"       // Ескертпе / Примечание: part of the act
	KindNoteItem   Kind = "note_item"  // a later paragraph of a note
	KindTable      Kind = "table"      // no line
	KindRow        Kind = "row"        // a row; cells are separated by " | "
	KindSeparation Kind = "heading"    // any other heading line
)

// A Provision is a node of an act's text.
//
// EID is the provision's identifier, made by the Akoma Ntoso convention
// (list__point_16__group_3__item_7): fixed when the provision first appears
// and kept for life. Num is the number as printed without its full stop
// ("15-1"), empty where the provision has none. Text is the paragraph as
// published, its number included, with only line, page and link-word breaks
// mended; it is empty for containers.
type Provision struct {
	EID      string
	Kind     Kind
	Num      string       `codec:",omitempty"`
	Text     string       `codec:",omitempty"`
	Children []*Provision `codec:",omitempty"`

	sum *Sum // cached by Seal
}

// All yields p and everything below it in the order of the text, each with
// its ancestors from the root down to its parent. The slice of ancestors is
// reused: copy it to keep it.
func (p *Provision) All() iter.Seq2[*Provision, []*Provision] {
	return func(yield func(*Provision, []*Provision) bool) {
		p.walk(make([]*Provision, 0, deep), yield)
	}
}

// deep: texts are hardly ever nested deeper, and to this depth a walk makes one
// slice of ancestors.
const deep = 16

func (p *Provision) walk(up []*Provision, yield func(*Provision, []*Provision) bool) bool {
	if !yield(p, up) {
		return false
	}
	if len(p.Children) == 0 {
		return true
	}
	up = append(up, p)
	for _, c := range p.Children {
		if !c.walk(up, yield) {
			return false
		}
	}
	return true
}

// Find returns the provision with the eId, or nil.
func (p *Provision) Find(eid string) *Provision {
	for q := range p.All() {
		if q.EID == eid {
			return q
		}
	}
	return nil
}

// Lines returns the text of p and everything below it, a paragraph a line.
func (p *Provision) Lines() []string {
	var out []string
	for q := range p.All() {
		if q.Text != "" {
			out = append(out, q.Text)
		}
	}
	return out
}

// EnactedLines returns the lines of p without those that are not the body of
// an annex: its approval mark, its title and the publisher's notes. For a list
// these are the lines of the edition.
func (p *Provision) EnactedLines() []string {
	var out []string
	for q := range p.All() {
		switch q.Kind {
		case KindApproval, KindListTitle, KindEditorial:
		default:
			if q.Text != "" {
				out = append(out, q.Text)
			}
		}
	}
	return out
}

// Paragraphs returns the lines of a provision as the law counts them (абзац):
// its own line is the first, every later paragraph counts, headings and notes
// too, but not what the publisher put between.
func (p *Provision) Paragraphs() []*Provision {
	var out []*Provision
	for q := range p.All() {
		if q.Text != "" && q.Kind != KindEditorial {
			out = append(out, q)
		}
	}
	return out
}

// Annex returns the first annex of the act whose root p is, or nil.
func (p *Provision) Annex() *Provision {
	for _, c := range p.Children {
		if c.Kind == KindList {
			return c
		}
	}
	return nil
}

// Heading returns the provision's text without the number in front.
func (p *Provision) Heading() string {
	if p.Num == "" {
		return p.Text
	}
	s := strings.TrimPrefix(p.Text, p.Num)
	if s == p.Text {
		return s
	}
	return strings.TrimLeft(s, ".) \u00a0")
}

// With returns a copy of p alone that shares p's children and is not sealed;
// the trees of revisions are changed by copying the path to the change.
func (p *Provision) With(children []*Provision) *Provision {
	q := *p
	q.Children, q.sum = children, nil
	return &q
}

// Clone returns a deep copy that is not sealed.
func (p *Provision) Clone() *Provision {
	if p == nil {
		return nil
	}
	q := *p
	q.sum = nil
	q.Children = make([]*Provision, len(p.Children))
	for i, c := range p.Children {
		q.Children[i] = c.Clone()
	}
	return &q
}

// A Repair records one place where the reader mended the publisher's layout.
// Line is the line of the source, counted from 1, at which the mended text
// begins. Letters are never changed.
type Repair struct {
	Line   int        `json:"line"`
	Kind   RepairKind `json:"kind"`
	Before string     `json:"before"`
	After  string     `json:"after"`
}

// A RepairKind names what was mended.
type RepairKind string

// The kinds of repair.
const (
	RepairWrap        RepairKind = "hard_wrap"         // a paragraph broken over lines
	RepairPage        RepairKind = "page_break"        // blank lines of a page break inside a paragraph
	RepairLinkWord    RepairKind = "displaced_link"    // link words moved to the end of the line
	RepairPunctuation RepairKind = "split_punctuation" // a space before , ; : . ) or after (
)
