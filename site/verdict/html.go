package verdict

import (
	"fmt"
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"tizbe/corpus"
)

// A markup is text that is HTML already.
type markup string

// A page is HTML being written.
type page struct {
	strings.Builder
	*Drawer
}

// put writes the format with its arguments escaped, for the content of an
// element or a quoted attribute; those that are markup stand as they are. The
// format itself is always written in this package, and has no verb but %s: it
// is gone through here, since nearly all of a site is written so.
func (p *page) put(format string, args ...any) {
	for _, a := range args {
		before, after, ok := strings.Cut(format, "%s")
		if !ok {
			panic("more arguments than places: " + format)
		}
		p.WriteString(before)
		switch a := a.(type) {
		case markup:
			p.WriteString(string(a))
		case string:
			p.WriteString(html.EscapeString(a))
		case corpus.Lang:
			p.WriteString(html.EscapeString(string(a)))
		default:
			p.WriteString(html.EscapeString(fmt.Sprint(a)))
		}
		format = after
	}
	p.WriteString(format)
}

// HTML draws the verdict alone.
func (x Verdict) HTML() string {
	var p page
	p.verdict(x)
	return p.String()
}

func (p *page) verdict(x Verdict) {
	p.put(`<span class="verdict v-%s"><span class="sign" aria-hidden="true">%s</span>%s</span>`, x.Class, x.Sign, x.Word)
}

// usual is about as long as an answer is that is not long, in bytes.
const usual = 4 << 10

// HTML draws the answer.
func (v *Drawer) HTML(x Answer) string {
	p := page{Drawer: v}
	p.Grow(usual)
	p.answer(x)
	return p.String()
}

// DisputeHTML draws a dispute.
func (v *Drawer) DisputeHTML(x Dispute) string {
	p := page{Drawer: v}
	p.dispute(x)
	return p.String()
}

// CiteHTML draws how something is cited in Kazakh and in Russian, under a
// heading; either may be "".
func (v *Drawer) CiteHTML(kazakh, russian string) string {
	p := page{Drawer: v}
	p.put("\n<div class=\"cite\"><h2>%s</h2>%s</div>\n", p.M("Citation"), markup(v.CitedHTML(kazakh, russian)))
	return p.String()
}

// CitedHTML is [Drawer.CiteHTML] without the heading.
func (v *Drawer) CitedHTML(kazakh, russian string) string {
	p := page{Drawer: v}
	p.put("\n")
	if kazakh != "" {
		p.put("<p lang=\"kk\"><q class=\"copy\">%s</q></p>\n", kazakh)
	}
	if russian != "" {
		p.put("<p lang=\"ru\"><q class=\"copy\">%s</q></p>\n", russian)
	}
	return p.String()
}

func (p *page) answer(x Answer) {
	p.put("\n<div class=\"answer v-%s\">\n<p class=\"days\">%s</p>\n<p class=\"lead\">", x.Verdict.Class, x.Days)
	p.verdict(x.Verdict)
	p.put(" <span class=\"sentence\">%s.</span></p>\n", x.Verdict.Sentence)
	switch {
	case !x.Verdict.Certain:
		p.put("<p class=\"certain not\">%s</p>\n", p.M("Not certain: what is held does not decide it."))
	case len(x.Presumptions) > 0:
		p.put("<p class=\"certain\">%s</p>\n", p.M("Certain, under the presumptions named below."))
	default:
		p.put("<p class=\"certain\">%s</p>\n", p.M("Certain."))
	}
	p.reasons(x.Reasons)
	for _, r := range x.Read {
		p.put("<p class=\"read\">%s %s</p>\n", p.M("read as:"), r)
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
	p.put("</div>\n")
}

func (p *page) reasons(xs []string) {
	if len(xs) == 0 {
		return
	}
	p.put(`<ul class="reasons">`)
	for _, x := range xs {
		p.put("<li>%s</li>", x)
	}
	p.put("</ul>\n")
}

// ledger writes what stands beside a tag.
func (p *page) ledger(tag, class string, xs []string, said func(string) string) {
	if len(xs) == 0 {
		return
	}
	p.put(`<div class="ledger"><p class="tag">%s</p><ul`, tag)
	if class != "" {
		p.put(` class="%s"`, class)
	}
	p.put(">")
	for _, x := range xs {
		p.put("<li>%s</li>", markup(said(x)))
	}
	p.put("</ul></div>\n")
}

func (p *page) version(x Version, many bool) {
	tag := p.M("Under")
	if many {
		tag = p.M("In one edition")
	}
	p.put("<div class=\"version ledger\"><p class=\"tag\">%s</p><div>\n<p class=\"names\">", tag)
	for i, n := range x.Names {
		if i > 0 {
			p.put("; ")
		}
		p.link(n.Text, n.Path)
	}
	if x.Source != "" {
		p.put(" · %s %s", p.M("by the text of the source:"), x.Source)
	}
	if many {
		p.put(" ")
		p.verdict(x.Verdict)
	}
	p.put("</p>\n")
	if x.Missing != "" {
		p.put("<p>%s</p>\n", x.Missing)
	}
	p.reasons(x.Reasons)
	folded := len(x.Places) > 4
	if folded {
		p.put("<details class=\"places\"><summary>%s</summary>\n", p.M("Places in the list: %[1]s", len(x.Places)))
	}
	for _, y := range x.Places {
		p.place(y)
	}
	if folded {
		p.put("</details>")
	}
	p.put("\n</div></div>")
}

func (p *page) link(text, path string) {
	if path == "" {
		p.put("%s", text)
		return
	}
	p.put(`<a href="%s">%s</a>`, p.To(path), text)
}

func (p *page) place(x Place) {
	p.put("\n<div class=\"place\">\n<p class=\"path\" lang=\"%s\">%s</p>\n", p.Text, strings.Join(x.Path, " › "))
	p.put("<blockquote lang=\"%s\"><p>%s</p></blockquote>\n<p class=\"how\">", p.Text, x.Text)
	p.link(x.Element, x.Permalink)
	p.put(" · %s", markup(p.Said(p.M("found %[1]s", x.Rule))))
	if x.Title != "" {
		p.put(`: <q lang="%s">%s</q>`, p.Text, x.Title)
	}
	if x.UnitRule != "" {
		p.put("; %s", x.UnitRule)
	}
	p.put(" · ")
	p.verdict(x.Verdict)
	p.put("</p>\n")
	if len(x.Qualifiers) > 0 {
		p.put("<p>%s ", p.M("Only where the post is:"))
		for i, q := range x.Qualifiers {
			if i > 0 {
				p.put("; ")
			}
			p.put(`<q lang="%s">%s</q>`, p.Text, q)
		}
		p.put("</p>\n")
	}
	if x.Suspended != "" {
		p.put("<p>%s</p>\n", x.Suspended)
	}
	p.exclusions(x)
	for _, d := range x.Disputes {
		p.dispute(d)
	}
	p.put("</div>\n")
}

func (p *page) exclusions(x Place) {
	if len(x.Exclusions) == 0 {
		return
	}
	open := markup("")
	if len(x.Exclusions) < 4 {
		open = " open"
	}
	p.put("<details class=\"note\"%s><summary>%s</summary>\n<ul lang=\"%s\">", open,
		p.M("The note takes out posts with these functional duties (%[1]s)", len(x.Exclusions)), p.Text)
	for _, e := range x.Exclusions {
		p.put("<li>%s", e.Text)
		if len(e.Exceptions) > 0 {
			p.put(` <span class="except"><span lang="%s">%s</span> %s</span>`, p.Say.Lang(), p.M("except:"), strings.Join(e.Exceptions, "; "))
		}
		p.put("</li>")
	}
	p.put("</ul>\n")
	if x.Note != "" {
		p.put(`<p><a href="%s">%s</a></p>`, p.To(x.Note), p.M("the note"))
	}
	p.put("</details>\n")
}

func (p *page) dispute(x Dispute) {
	p.put("\n<div class=\"dispute\"><p><strong>%s</strong> %s</p>\n<dl>", p.M("The sources disagree."), x.Basis)
	for _, s := range x.Sources {
		p.put("<dt>%s</dt>", s.Title)
		if s.Has {
			p.put(`<dd lang="%s">%s</dd>`, p.Text, s.Text)
		} else {
			p.put("<dd>%s</dd>", p.M("no such line"))
		}
	}
	p.put("</dl></div>\n")
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
