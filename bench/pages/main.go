// Command pages writes the main parts of the pages of a site as Markdown, the
// content that Hugo has ordinarily, so that what it makes of each is as large
// as the page was: Markdown has no classes and few attributes, so the text of
// the page is begun anew until it is.
//
//	pages SITE OUT
package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: pages SITE OUT")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "pages:", err)
		os.Exit(1)
	}
}

func run(site, out string) error {
	n := 0
	return filepath.WalkDir(site, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.Name() != "index.html" {
			return err
		}
		page, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		n++
		text, err := markdown(page)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		return os.WriteFile(filepath.Join(out, fmt.Sprintf("p%d.md", n)), fmt.Appendf(nil, "---\ntitle: \"page %d\"\n---\n\n%s", n, text), 0o644)
	})
}

// markdown returns the text of a page that is made into as many bytes as its
// main part has.
func markdown(page []byte) ([]byte, error) {
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, err
	}
	for n := range doc.Descendants() {
		if n.DataAtom != atom.Main {
			continue
		}
		var was bytes.Buffer
		if err := html.Render(&was, n); err != nil {
			return nil, err
		}
		blocks := blocksOf(n)
		if len(blocks) == 0 {
			return nil, nil
		}
		var out, made bytes.Buffer
		md := goldmark.New(goldmark.WithExtensions(extension.GFM))
		for i := 0; made.Len() < was.Len(); i++ {
			b := blocks[i%len(blocks)] + "\n\n"
			out.WriteString(b)
			if err := md.Convert([]byte(b), &made); err != nil {
				return nil, err
			}
		}
		return out.Bytes(), nil
	}
	return nil, fmt.Errorf("no main part")
}

// own are elements that are a block of Markdown.
var own = map[atom.Atom]string{atom.H1: "# ", atom.H2: "## ", atom.H3: "### ", atom.H4: "#### ", atom.P: "", atom.Li: "- ", atom.Tr: "", atom.Dt: "", atom.Dd: "", atom.Summary: "", atom.Label: "", atom.Figcaption: "", atom.Caption: ""}

// blocksOf returns the blocks of the text in order.
func blocksOf(main *html.Node) []string {
	var out []string
	for n := range main.Descendants() {
		mark, ok := own[n.DataAtom]
		if n.Type != html.ElementNode || !ok {
			continue
		}
		if slices.ContainsFunc(slices.Collect(n.Descendants()), func(d *html.Node) bool { _, inner := own[d.DataAtom]; return d.Type == html.ElementNode && inner }) {
			continue // its parts are blocks
		}
		if t := inline(n); t != "" {
			out = append(out, mark+t)
		}
	}
	return out
}

// inline is the text of an element with its links and emphasis.
func inline(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		open, end := "", ""
		switch n.DataAtom {
		case atom.A:
			for _, a := range n.Attr {
				if a.Key == "href" {
					open, end = "[", "]("+a.Val+")"
				}
			}
		case atom.Em:
			open, end = "*", "*"
		case atom.Strong, atom.B, atom.Mark, atom.Ins, atom.Del:
			open, end = "**", "**"
		case atom.Code:
			open, end = "`", "`"
		case atom.Svg, atom.Button, atom.Script:
			return
		case atom.Td, atom.Th:
			end = " "
		}
		if n.Type == html.TextNode {
			b.WriteString(strings.NewReplacer("*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", "|", `\|`).Replace(n.Data))
		}
		b.WriteString(open)
		for c := range n.ChildNodes() {
			walk(c)
		}
		b.WriteString(end)
	}
	for c := range n.ChildNodes() {
		walk(c)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
