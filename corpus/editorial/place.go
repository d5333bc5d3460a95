package editorial

import (
	"strings"

	"tizbe/corpus"
)

// Of reads all notes of an act in the order of the text: paragraphs of the
// publisher, where one that ends in "!" is carried on by the next, and
// tombstones. Paragraphs marked as the publisher's that are not understood
// are among them, of kind [Unread].
func Of(root *corpus.Provision, lang corpus.Lang) []Placed {
	var out []Placed
	var walk func(p *corpus.Provision)
	walk = func(p *corpus.Provision) {
		at := p.EID
		for i := 0; i < len(p.Children); i++ {
			c := p.Children[i]
			if c.Kind != corpus.KindEditorial {
				if n, ok := Tombstone(c.Text); ok {
					out = append(out, Placed{c.EID, n})
				}
				walk(c)
				at = c.EID
				continue
			}
			text := c.Text
			if strings.HasSuffix(strings.TrimSpace(text), "!") && i+1 < len(p.Children) && p.Children[i+1].Kind == corpus.KindEditorial {
				i++
				text += "\n" + p.Children[i].Text
			}
			n, ok := Parse(text, lang)
			if !ok {
				n = Note{Text: text, Lang: lang, Kind: Unread}
			}
			out = append(out, Placed{at, n})
		}
	}
	walk(root)
	return out
}
