// Package house holds the architecture: which package may import which.
package house

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// floors lists the floors of the house from the top down: a package may
// import from its own floor and those below.
var floors = []string{"cmd", "site", "index", "versioning", "corpus"}

// impure are the standard packages that a pure package may not import: they
// open files, ask the clock or the network.
var impure = []string{"os", "os/exec", "net", "net/http", "path/filepath", "syscall", "math/rand", "math/rand/v2"}

func root(t *testing.T) string {
	d, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(d, "..", "..")
}

// imports returns, for every non-test Go file below the project's root, the
// packages it imports, by slash-separated path of the file.
func imports(t *testing.T) map[string][]string {
	out := make(map[string][]string)
	top := root(t)
	err := filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != top {
			// A folder with a module of its own is another house.
			if _, err := os.Stat(filepath.Join(path, "go.mod")); err == nil || strings.HasPrefix(d.Name(), ".") {
				return fs.SkipDir
			}
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(top, path)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		out[rel] = nil
		for _, i := range f.Imports {
			p, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			out[rel] = append(out[rel], p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 20 {
		t.Fatalf("only %d files found: the walk is wrong", len(out))
	}
	return out
}

func floor(pkg string) int {
	return slices.Index(floors, strings.SplitN(pkg, "/", 2)[0])
}

func TestImportsRunDownwards(t *testing.T) {
	for file, pkgs := range imports(t) {
		from := floor(file)
		for _, p := range pkgs {
			p, ours := strings.CutPrefix(p, "tizbe/")
			if !ours {
				continue
			}
			switch to := floor(p); {
			case p == "seeds" && from != 0:
				t.Errorf("%s imports %s: only cmd may", file, p)
			case strings.HasPrefix(p, "internal/"):
				t.Errorf("%s imports %s, which is for tests", file, p)
			case from < 0 && to >= 0:
				t.Errorf("%s stands outside the floors and imports %s", file, p)
			case from >= 0 && to >= 0 && to < from:
				t.Errorf("%s imports %s: upwards", file, p)
			}
		}
	}
}

// pure reports whether the file is of a package that a page runs as well.
func pure(file string) bool {
	switch {
	case strings.HasPrefix(file, "versioning/store/"):
		return false
	case strings.HasPrefix(file, "corpus/"), strings.HasPrefix(file, "versioning/"), strings.HasPrefix(file, "index/retrieval/"):
		return true
	}
	return false
}

func TestPureCore(t *testing.T) {
	for file, pkgs := range imports(t) {
		if !pure(file) {
			continue
		}
		for _, p := range pkgs {
			if slices.Contains(impure, p) || strings.HasPrefix(p, "go.etcd.io/") || strings.HasPrefix(p, "github.com/blevesearch/bleve") {
				t.Errorf("%s imports %s: it is pure", file, p)
			}
		}
	}
}

// TestNoClock finds calls of time.Now in the pure packages.
func TestNoClock(t *testing.T) {
	for file := range imports(t) {
		if !pure(file) {
			continue
		}
		src, err := os.ReadFile(filepath.Join(root(t), filepath.FromSlash(file)))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(src), "time.Now(") {
			t.Errorf("%s asks the clock", file)
		}
	}
}
