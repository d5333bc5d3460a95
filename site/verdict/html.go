package verdict

import (
	"fmt"
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"tizbe/corpus"
	"tizbe/site/markup"
)

// A page is HTML being written.
type page struct {
	*markup.Writer
	*Drawer
}

// draw returns what f writes on the page.
func (v *Drawer) draw(f func(p *page)) string {
	return markup.Draw(func(w *markup.Writer) { f(&page{w, v}) })
}

// HTML draws the verdict alone.
func (x Verdict) HTML() string { return markup.Draw(x.Write) }

// Write draws the verdict alone.
func (x Verdict) Write(w *markup.Writer) { (&page{Writer: w}).verdict(x) }

func (p *page) verdict(x Verdict) {
	p.Put(`<span class="verdict v-%s"><span class="sign" aria-hidden="true">%s</span>%s</span>`, x.Class, x.Sign, x.Word)
}

// HTML draws the answer.
func (v *Drawer) HTML(x Answer) string {
	return v.draw(func(p *page) { p.answer(x) })
}

// Write draws the answer.
func (v *Drawer) Write(w *markup.Writer, x Answer) { (&page{w, v}).answer(x) }

// WriteCite is [Drawer.CiteHTML] for what is being written.
func (v *Drawer) WriteCite(w *markup.Writer, kazakh, russian string) {
	(&page{w, v}).cite(kazakh, russian)
}

// WriteCited is [Drawer.CitedHTML] for what is being written.
func (v *Drawer) WriteCited(w *markup.Writer, kazakh, russian string) {
	(&page{w, v}).cited(kazakh, russian)
}

// DisputeHTML draws a dispute.
func (v *Drawer) DisputeHTML(x Dispute) string {
	return v.draw(func(p *page) { p.dispute(x) })
}

// CiteHTML draws how something is cited in Kazakh and in Russian, under a
// heading; either may be "".
func (v *Drawer) CiteHTML(kazakh, russian string) string {
	return v.draw(func(p *page) { p.cite(kazakh, russian) })
}

func (p *page) cite(kazakh, russian string) {
	p.Put("\n<div class=\"cite\"><h2>%s</h2>", p.M("Citation"))
	p.cited(kazakh, russian)
	p.Put("</div>\n")
}

// CitedHTML is [Drawer.CiteHTML] without the heading.
func (v *Drawer) CitedHTML(kazakh, russian string) string {
	return v.draw(func(p *page) { p.cited(kazakh, russian) })
}

func (p *page) cited(kazakh, russian string) {
	p.Put("\n")
	if kazakh != "" {
		p.Put("<p lang=\"kk\"><q class=\"copy\">%s</q></p>\n", kazakh)
	}
	if russian != "" {
		p.Put("<p lang=\"ru\"><q class=\"copy\">%s</q></p>\n", russian)
	}
}

func (p *page) answer(x Answer) {
	p.Put("\n<div class=\"answer v-%s\">\n<p class=\"days\">%s</p>\n<p class=\"lead\">", x.Verdict.Class, x.Days)
	p.verdict(x.Verdict)
	p.Put(" <span class=\"sentence\">%s.</span></p>\n", x.Verdict.Sentence)
	switch {
	case !x.Verdict.Certain:
		p.Put("<p class=\"certain not\">%s</p>\n", p.M("Not certain: what is held does not decide it."))
	case len(x.Presumptions) > 0:
		p.Put("<p class=\"certain\">%s</p>\n", p.M("Certain, under the presumptions named below."))
	default:
		p.Put("<p class=\"certain\">%s</p>\n", p.M("Certain."))
	}
	p.reasons(x.Reasons)
	for _, r := range x.Read {
		p.Put("<p class=\"read\">%s %s</p>\n", p.M("read as:"), r)
	}
	for _, y := range x.Versions {
		p.version(y, len(x.Versions) > 1)
	}
	p.ledger(p.M("Presumed"), "", x.Presumptions, p.Said)
	p.ledger(p.M("Later"), "", x.Later, html.EscapeString)
	p.ledger(p.M("Would settle it"), "needs", x.Needs, p.Said)
	p.ledger(p.M("By interpretation"), "readings", x.Readings, html.EscapeString)
	if len(x.Suggestions) > 0 {
		p.ledger(p.M("Nearest"), "nearest", x.Suggestions, func(s string) string {
			return fmt.Sprintf(`<span lang="%s">%s</span>`, p.Text, html.EscapeString(s))
		})
	}
	p.Put("</div>\n")
}

func (p *page) reasons(xs []string) {
	if len(xs) == 0 {
		return
	}
	p.Put(`<ul class="reasons">`)
	for _, x := range xs {
		p.Put("<li>%s</li>", x)
	}
	p.Put("</ul>\n")
}

// ledger writes what stands beside a tag.
func (p *page) ledger(tag, class string, xs []string, said func(string) string) {
	if len(xs) == 0 {
		return
	}
	p.Put(`<div class="ledger"><p class="tag">%s</p><ul`, tag)
	if class != "" {
		p.Put(` class="%s"`, class)
	}
	p.Put(">")
	for _, x := range xs {
		p.Put("<li>%s</li>", markup.HTML(said(x)))
	}
	p.Put("</ul></div>\n")
}

func (p *page) version(x Version, many bool) {
	tag := p.M("Under")
	if many {
		tag = p.M("In one edition")
	}
	p.Put("<div class=\"version ledger\"><p class=\"tag\">%s</p><div>\n<p class=\"names\">", tag)
	for i, n := range x.Names {
		if i > 0 {
			p.Put("; ")
		}
		p.link(n.Text, n.Path)
	}
	if x.Source != "" {
		p.Put(" · %s %s", p.M("by the text of the source:"), x.Source)
	}
	if many {
		p.Put(" ")
		p.verdict(x.Verdict)
	}
	p.Put("</p>\n")
	if x.Missing != "" {
		p.Put("<p>%s</p>\n", x.Missing)
	}
	p.reasons(x.Reasons)
	folded := len(x.Places) > 4
	if folded {
		p.Put("<details class=\"places\"><summary>%s</summary>\n", p.M("Places in the list: %[1]s", len(x.Places)))
	}
	for _, y := range x.Places {
		p.place(y)
	}
	if folded {
		p.Put("</details>")
	}
	p.Put("\n</div></div>")
}

func (p *page) link(text, path string) {
	if path == "" {
		p.Put("%s", text)
		return
	}
	p.Put(`<a href="%s">%s</a>`, p.To(path), text)
}

func (p *page) place(x Place) {
	p.Put("\n<div class=\"place\">\n<p class=\"path\" lang=\"%s\">%s</p>\n", p.Text, strings.Join(x.Path, " › "))
	p.Put("<blockquote lang=\"%s\"><p>%s</p></blockquote>\n<p class=\"how\">", p.Text, x.Text)
	p.link(x.Element, x.Permalink)
	p.Put(" · %s", markup.HTML(p.Said(p.M("found %[1]s", x.Rule))))
	if x.Title != "" {
		p.Put(`: <q lang="%s">%s</q>`, p.Text, x.Title)
	}
	if x.UnitRule != "" {
		p.Put("; %s", x.UnitRule)
	}
	p.Put(" · ")
	p.verdict(x.Verdict)
	p.Put("</p>\n")
	if len(x.Qualifiers) > 0 {
		p.Put("<p>%s ", p.M("Only where the post is:"))
		for i, q := range x.Qualifiers {
			if i > 0 {
				p.Put("; ")
			}
			p.Put(`<q lang="%s">%s</q>`, p.Text, q)
		}
		p.Put("</p>\n")
	}
	if x.Suspended != "" {
		p.Put("<p>%s</p>\n", x.Suspended)
	}
	p.exclusions(x)
	for _, d := range x.Disputes {
		p.dispute(d)
	}
	p.Put("</div>\n")
}

func (p *page) exclusions(x Place) {
	if len(x.Exclusions) == 0 {
		return
	}
	open := markup.HTML("")
	if len(x.Exclusions) < 4 {
		open = " open"
	}
	p.Put("<details class=\"note\"%s><summary>%s</summary>\n<ul lang=\"%s\">", open,
		p.M("The note takes out posts with these functional duties (%[1]s)", len(x.Exclusions)), p.Text)
	for _, e := range x.Exclusions {
		p.Put("<li>%s", e.Text)
		if len(e.Exceptions) > 0 {
			p.Put(` <span class="except"><span lang="%s">%s</span> %s</span>`, p.Say.Lang(), p.M("except:"), strings.Join(e.Exceptions, "; "))
		}
		p.Put("</li>")
	}
	p.Put("</ul>\n")
	if x.Note != "" {
		p.Put(`<p><a href="%s">%s</a></p>`, p.To(x.Note), p.M("the note"))
	}
	p.Put("</details>\n")
}

func (p *page) dispute(x Dispute) {
	p.Put("\n<div class=\"dispute\"><p><strong>%s</strong> %s</p>\n<dl>", p.M("The sources disagree."), x.Basis)
	for _, s := range x.Sources {
		p.Put("<dt>%s</dt>", s.Title)
		if s.Has {
			p.Put(`<dd lang="%s">%s</dd>`, p.Text, s.Text)
		} else {
			p.Put("<dd>%s</dd>", p.M("no such line"))
		}
	}
	p.Put("</dl></div>\n")
}

// Said escapes a sentence and marks what it quotes of the law as being in
// Kazakh, so that a screen reader reads it so.
func (v *Drawer) Said(text string) string { return Said(v.Say.Lang(), text) }

// Said is [Drawer.Said] for a sentence in the language.
func Said(l corpus.Lang, text string) string {
	var b strings.Builder
	for text != "" {
		from := strings.IndexAny(text, "“«")
		if from < 0 {
			break
		}
		_, size := utf8.DecodeRuneInString(text[from:])
		from += size
		n := strings.IndexAny(text[from:], "”»")
		if n < 0 {
			break
		}
		b.WriteString(html.EscapeString(text[:from]))
		if q := text[from : from+n]; foreign(l, q) {
			b.WriteString(`<span lang="kk">` + html.EscapeString(q) + `</span>`)
		} else {
			b.WriteString(html.EscapeString(q))
		}
		text = text[from+n:]
	}
	b.WriteString(html.EscapeString(text))
	return b.String()
}

// foreign reports whether the quotation is Kazakh on a page that is not.
func foreign(l corpus.Lang, q string) bool {
	return l != corpus.Kazakh && strings.ContainsFunc(q, func(r rune) bool {
		return l == corpus.English && unicode.Is(unicode.Cyrillic, r) || strings.ContainsRune("әғқңөұүһі", unicode.ToLower(r))
	})
}
