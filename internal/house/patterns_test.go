package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
)

// TestPatterns holds that no regular expression is compiled when the program
// starts, and compiles every one that stands in the source as a constant, so
// that a mistake in one shows here and not at its first use.
func TestPatterns(t *testing.T) {
	consts := make(map[string]ast.Expr) // folder and name → value
	var calls []struct {
		where string
		dir   string
		arg   ast.Expr
	}
	fset := token.NewFileSet()
	for file := range imports(t) {
		f, err := parser.ParseFile(fset, filepath.Join(root(t), filepath.FromSlash(file)), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		dir := filepath.Dir(file)
		for _, d := range f.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, s := range g.Specs {
				v, ok := s.(*ast.ValueSpec)
				if !ok || len(v.Values) != len(v.Names) {
					continue
				}
				for i, n := range v.Names {
					if g.Tok == token.CONST {
						consts[dir+" "+n.Name] = v.Values[i]
					}
				}
			}
			if g.Tok != token.VAR {
				continue
			}
			ast.Inspect(g, func(n ast.Node) bool {
				if _, ok := n.(*ast.FuncLit); ok {
					return false // runs when it is called
				}
				if c, ok := n.(*ast.CallExpr); ok && called(c, "regexp", "MustCompile") {
					t.Errorf("%s: compiled at every start; use package pattern", fset.Position(c.Pos()))
				}
				return true
			})
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok && called(c, "pattern", "New") {
				calls = append(calls, struct {
					where string
					dir   string
					arg   ast.Expr
				}{fset.Position(c.Pos()).String(), dir, c.Args[0]})
			}
			return true
		})
	}
	seen := 0
	for _, c := range calls {
		s, ok := constant(c.arg, c.dir, consts)
		if !ok {
			continue // put together where it is used
		}
		seen++
		if _, err := regexp.Compile(s); err != nil {
			t.Errorf("%s: %v", c.where, err)
		}
	}
	if seen < 100 {
		t.Errorf("only %d expressions were found of %d: the walk is wrong", seen, len(calls))
	}
}

func called(c *ast.CallExpr, pkg, name string) bool {
	s, ok := c.Fun.(*ast.SelectorExpr)
	if !ok || s.Sel.Name != name {
		return false
	}
	x, ok := s.X.(*ast.Ident)
	return ok && x.Name == pkg
}

// constant gives the value of a string constant of the folder.
func constant(e ast.Expr, dir string, consts map[string]ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil
	case *ast.ParenExpr:
		return constant(e.X, dir, consts)
	case *ast.BinaryExpr:
		x, ok := constant(e.X, dir, consts)
		y, also := constant(e.Y, dir, consts)
		return x + y, ok && also && e.Op == token.ADD
	case *ast.Ident:
		if v := consts[dir+" "+e.Name]; v != nil {
			return constant(v, dir, consts)
		}
	}
	return "", false
}
