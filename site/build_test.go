package site

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"golang.org/x/net/html"
	"pgregory.net/rapid"
)

// browsed returns the ids and links of a page as a browser reads it.
func browsed(page []byte) (ids, links []string) {
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				panic(z.Err())
			}
			return ids, links
		case html.StartTagToken, html.SelfClosingTagToken:
			for _, a := range z.Token().Attr {
				switch a.Key {
				case "id":
					ids = append(ids, a.Val)
				case "href", "src":
					links = append(links, a.Val)
				}
			}
		}
	}
}

// TestScan: the check of links sees on every page what a browser sees.
func TestScan(t *testing.T) {
	_, pages := built()
	n := 0
	hold := func(name string, b []byte) {
		var ids, links []string
		if err := scan(b, func(id string) { ids = append(ids, id) }, func(l string) { links = append(links, l) }); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		wantIDs, wantLinks := browsed(b)
		if !slices.Equal(ids, wantIDs) || !slices.Equal(links, wantLinks) {
			t.Fatalf("%s: scan sees other ids or links than a browser", name)
		}
		n += len(links)
	}
	for path, b := range pages {
		if strings.HasSuffix(file(path), ".html") {
			hold(path, b)
		}
	}
	if n < 10000 {
		t.Errorf("only %d links were seen", n)
	}
	hold("escaped", []byte(`<!doctype html><!-- <a href="no"> --><title>x <a href="no"></title><p id="a&amp;b" hidden><a class="x" href="?q=&#34;&lt;"><br/><img src="ә" />`+
		"\n<script>if (a<b) '<a href=\"no\">'</script><style>a<b</style></p>\n"))
}

// TestScanRefuses: what it does not read as a browser does is an error, never a
// link passed over.
func TestScanRefuses(t *testing.T) {
	for _, page := range []string{`<a href=x>`, `<a href='x'>`, `<a href="x>`, `<a href = "x">`, `<!-- <a href="x">`, `<script><a href="x">`, `<a`, `<`, `< a href="x">`,
		`<p class="a"href='x'>`, `<ә href="x">`, "<a\thref=\"x\">", `</p`} {
		if err := scan([]byte(page), func(string) {}, func(string) {}); !errors.Is(err, errMarkup) {
			t.Errorf("%s: got %v", page, err)
		}
	}
}

// TestFrames: the frame of a page reads the same whether it is made for the page
// or was kept from another.
func TestFrames(t *testing.T) {
	s, _ := built()
	for _, p := range s.Pages() {
		if !strings.HasSuffix(p.File(), "index.html") {
			continue
		}
		l, rest := Split(p.Path)
		for _, section := range []string{"", "act", "positions"} {
			v := s.view(rest, l)
			v.Section = section
			kept, err := v.frame()
			if err != nil {
				t.Fatal(err)
			}
			made, err := v.makeFrame()
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(kept.pieces, made.pieces) || !slices.Equal(kept.own, made.own) {
				t.Fatalf("%q, section %q: the frame kept is not that of the page:\n%s\n%s", p.Path, section, kept.pieces, made.pieces)
			}
		}
	}
}

// TestShelf: what is put in comes out, from memory and from the file.
func TestShelf(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	x := shelf{room: 25}
	var want [][]byte
	for i := range 20 {
		b := bytes.Repeat([]byte{byte('a' + i)}, i%7)
		want = append(want, b)
		if err := x.put(b); err != nil {
			t.Fatal(err)
		}
	}
	if x.file == nil || x.pages[1].b == nil || x.pages[19].b != nil {
		t.Fatal("the pages were not divided between memory and file")
	}
	for i, b := range want {
		if got, err := x.get(i); err != nil || !bytes.Equal(got, b) {
			t.Errorf("page %d: got %q, %v, want %q", i, got, err, b)
		}
	}
	x.close()
	if left, _ := os.ReadDir(os.TempDir()); len(left) > 0 {
		t.Errorf("%d files are left", len(left))
	}
}

// TestWriterFails: a file that cannot be put in its place leaves what was there,
// nothing half-written, and the error.
func TestWriterFails(t *testing.T) {
	for _, c := range []struct{ name, blocked, file string }{
		{"a folder where a file should be", "a/index.html/x", "a/index.html"},
		{"a file where a folder should be", "a", "a/index.html"},
		{"a file where a folder above should be", "a", "a/b/index.html"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			at := filepath.Join(dir, filepath.FromSlash(c.blocked))
			if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(at, []byte("mine"), 0o644); err != nil {
				t.Fatal(err)
			}
			names := []string{c.file}
			for i := range 50 {
				names = append(names, fmt.Sprintf("other/%d.html", i))
			}
			if n, err := newWriter(dir).putAll(names, func(int) ([]byte, error) { return []byte("new"), nil }, func(int) {}); err == nil || n > 50 {
				t.Errorf("%d files, no error", n)
			}
			if b, err := os.ReadFile(at); err != nil || string(b) != "mine" {
				t.Errorf("what was there: %q, %v", b, err)
			}
			err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
				if strings.HasPrefix(filepath.Base(path), ".tizbe-") {
					t.Errorf("%s is left", path)
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
}

// TestQueue: who renders waits where much is made that cannot be taken yet, and
// goes on when it is; the page that all wait for is never held up.
func TestQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQueue(10)
		give := func() int { i, _ := q.give(); return i }
		if a, b := give(), give(); a != 0 || b != 1 {
			t.Fatalf("pages %d and %d, want 0 and 1", a, b)
		}
		q.put(1, &made{b: make([]byte, aheadBytes+1)})
		got := make(chan int, 1)
		go func() { got <- give() }()
		synctest.Wait()
		if len(got) > 0 {
			t.Fatal("a page was given out over the limit")
		}
		q.put(0, &made{})
		q.take(0)
		synctest.Wait()
		if len(got) > 0 {
			t.Fatal("a page was given out while the long one waits")
		}
		q.take(1)
		synctest.Wait()
		if len(got) == 0 || <-got != 2 {
			t.Fatal("page 2 was not given out when there was room")
		}
		q.stop()
		if _, ok := q.give(); ok {
			t.Error("a page was given out after the end")
		}
	})
}

// TestRecent: the value is that of the key, made again only when others were
// asked for since, and dropped when it leaves.
func TestRecent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type value struct{ of int }
		live := make(map[*value]bool)
		x := recent[int, *value]{
			make: func(k int) *value { v := &value{k}; live[v] = true; return v },
			drop: func(v *value) { delete(live, v) },
		}
		var asked []int // the last one first
		known := make(map[int]*value)
		for _, k := range rapid.SliceOf(rapid.IntRange(0, 7)).Draw(t, "asked") {
			v := x.of(k)
			at := slices.Index(asked, k)
			if v.of != k || !live[v] || at >= 0 && at < maxRecent && v != known[k] {
				t.Fatalf("asked for %d: %+v", k, v)
			}
			known[k] = v
			asked = slices.Insert(slices.DeleteFunc(asked, func(o int) bool { return o == k }), 0, k)
			if len(live) != min(maxRecent, len(asked)) {
				t.Fatalf("%d values are kept of %d", len(live), len(asked))
			}
		}
	})
}

// TestBuild: what is made while the questions are asked is what is made when
// all have their answers.
func TestBuild(t *testing.T) {
	_, want := built()
	dir := t.TempDir()
	r, err := Build(seedBase(t), Options{}, dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	if r.Files != len(want) || r.Written != r.Files || r.Verified.IsZero() {
		t.Errorf("%+v, want %d files", r, len(want))
	}
	for path, b := range want {
		got, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(file(path))))
		if err != nil || !bytes.Equal(got, b) {
			t.Fatalf("%q: other bytes, %v", path, err)
		}
	}
}
