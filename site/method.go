package site

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"tizbe/corpus"
)

type methodPage struct{ Prose template.HTML }

// method renders the page on method, which is Markdown in each language.
func (s *Site) method(v *view) (any, error) {
	v.Title = v.M("Method: how answers are made")
	v.Description = v.M("Sources, presumptions, disputes and limits: what an answer rests on.")
	v.Section = "method"
	src, err := files.ReadFile("method/" + string(v.Lang) + ".md")
	if err != nil {
		return nil, err
	}
	html, err := v.prose(src)
	return &methodPage{html}, err
}

// prose renders Markdown of the project's own; raw HTML in it is left out.
func (v *view) prose(src []byte) (template.HTML, error) {
	x := &provisionLinks{v: v}
	md := goldmark.New(goldmark.WithExtensions(extension.Table, x))
	var b bytes.Buffer
	if err := md.Convert(src, &b); err != nil {
		return "", err
	}
	if x.err != nil {
		return "", x.err
	}
	return template.HTML(b.String()), nil // goldmark escapes; the text is the project's own
}

// provisionLinks lets prose name provisions: [[789 list__point_3]] becomes a
// link to the provision in the edition shown first, with its name as an
// element of the act; [[789]] one to the act. Where the act is not held the
// name stands alone; a provision that an act held does not have is an error.
type provisionLinks struct {
	v   *view
	err error
}

// Extend adds the syntax to a Markdown converter.
func (x *provisionLinks) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(x, 150)))
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(x, 500)))
}

// provisionRef is a reference in the tree of a document.
type provisionRef struct {
	ast.BaseInline
	act, eid string
}

var kindProvisionRef = ast.NewNodeKind("ProvisionRef")

func (n *provisionRef) Kind() ast.NodeKind { return kindProvisionRef }

// Dump writes the node for debugging.
func (n *provisionRef) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"Act": n.act, "EID": n.eid}, nil)
}

// Trigger is the first byte of a reference.
func (x *provisionLinks) Trigger() []byte { return []byte{'['} }

// Parse reads a reference.
func (x *provisionLinks) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	b, _ := block.PeekLine()
	if !bytes.HasPrefix(b, []byte("[[")) {
		return nil
	}
	end := bytes.Index(b, []byte("]]"))
	if end < 0 {
		return nil
	}
	f := strings.Fields(string(b[2:end]))
	if len(f) == 0 || len(f) > 2 {
		return nil
	}
	block.Advance(end + 2)
	n := &provisionRef{act: f[0]}
	if len(f) == 2 {
		n.eid = f[1]
	}
	return n
}

// RegisterFuncs tells the renderer of references.
func (x *provisionLinks) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindProvisionRef, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			x.render(w, n.(*provisionRef))
		}
		return ast.WalkContinue, nil
	})
}

func (x *provisionLinks) render(w util.BufWriter, n *provisionRef) {
	var found *act
	for _, a := range x.v.s.acts {
		if a.ID.Matches(n.act) {
			found = a
		}
	}
	plain := "№ " + n.act
	if found == nil || found.current == nil || found.current.state == nil {
		w.WriteString(template.HTMLEscapeString(plain))
		return
	}
	if n.eid == "" {
		x.link(w, found.path, x.v.short(found.ID))
		return
	}
	for p, up := range found.current.state.Root.All() {
		if p.EID == n.eid {
			x.link(w, found.current.path+"#"+n.eid, elementOf(p, up).name(x.v.Lang))
			return
		}
	}
	x.err = fmt.Errorf("prose refers to %s of act %s: %w", n.eid, found.ID, errDeadLink)
}

func (x *provisionLinks) link(w util.BufWriter, path, name string) {
	w.WriteString(`<a href="` + template.HTMLEscapeString(string(util.URLEscape([]byte(x.v.To(path)), false))) + `">` + template.HTMLEscapeString(name) + `</a>`)
}

type changesPage struct{ Changes []changeView }

// A changeView is an event of an act in the list of changes.
type changeView struct {
	Act      link
	Title    string
	Lang     corpus.Lang
	By       string
	Kind     string
	Date     string
	ISO      string
	InForce  string
	Basis    string
	Edition  link
	Diff     string
	Count    int
	Needs    string
	ID       string // stable
	Presumed []string
}

func (s *Site) changes(v *view) (any, error) {
	v.Title = v.M("Changes")
	v.Description = v.M("What happened to the acts held, the latest first; also as a feed and a calendar.")
	v.Section = "changes"
	return &changesPage{v.changeViews(1000)}, nil
}
