package site

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"tizbe/corpus"
	"tizbe/corpus/pattern"
	"tizbe/site/markup"
	"tizbe/site/words"
	"tizbe/versioning"
)

//go:embed all:templates assets method worker.js engine/program
var files embed.FS

// Options say how a site is made.
type Options struct {
	// URL is the address at which the site will stand, without a slash at the
	// end. Links do not need it; canonical addresses, the site map and the
	// identifiers of feeds are whole only with it.
	URL string
	// Glossary is the unofficial glossary that the engine of the pages reads
	// questions with, in the format of package glossary; nil for none.
	Glossary []byte
	// More are acts of other bases, such as imported ones; they follow those
	// of the base.
	More []*versioning.Act
}

// A Site is the pages of a base.
type Site struct {
	// Verified is the last day of which the base knows anything; pages answer
	// as the law stood on it.
	Verified corpus.Date

	url       string
	acts      []*act
	pages     []Page
	at        map[string]int // path → page
	assets    map[string]string
	glossary  []byte
	engine    map[corpus.Lang]*engineFiles // nil where the program was built without it
	say       map[corpus.Lang]*words.Printer
	templates map[string]*template.Template
	frames    *frames
	texts     *recent[*edition, *lawText]
	shown     *recent[*pair, *pair] // whose words that differ are kept

	onDemand sync.Mutex // comparisons made when they are asked for
}

// A Page is one file of the site. Render may be called by several goroutines.
type Page struct {
	// Path is the address below the site's own, without a leading slash. A
	// page of HTML is a folder, with a slash at the end, or "".
	Path   string
	Render func() ([]byte, error)
}

// File is the name of the file that holds the page.
func (p Page) File() string { return file(p.Path) }

// New reads the base and asks every question that the pages answer. The base
// is the site's from then on: [Site.Page] derives texts from it.
func New(b *versioning.Base, o Options) (*Site, error) {
	s, err := read(b, o)
	if err != nil {
		return nil, err
	}
	s.ask()
	for _, a := range s.acts {
		if err := a.wait(); err != nil {
			return nil, fmt.Errorf("pages of act %s: %w", a.ID, err)
		}
	}
	return s, nil
}

// Build writes the site of the base as [New] and [Site.Write] do one after the
// other: pages without answers are made while the questions are asked.
func Build(b *versioning.Base, o Options, dir string, progress func(done, total int)) (Report, error) {
	s, err := read(b, o)
	if err != nil {
		return Report{}, err
	}
	var asking sync.WaitGroup
	asking.Go(s.ask)
	defer asking.Wait() // the base is the caller's again
	return s.Write(dir, progress)
}

// read makes the site but for the answers.
func read(b *versioning.Base, o Options) (*Site, error) {
	acts := slices.Concat(b.Acts(), o.More)
	s := &Site{Verified: verified(acts), url: strings.TrimRight(o.URL, "/"), at: make(map[string]int), assets: make(map[string]string),
		glossary: o.Glossary, say: make(map[corpus.Lang]*words.Printer), templates: make(map[string]*template.Template), frames: new(frames),
		texts: &recent[*edition, *lawText]{make: func(e *edition) *lawText { return &lawText{edition: e} }},
		shown: &recent[*pair, *pair]{make: func(p *pair) *pair { return p }, drop: func(p *pair) { p.Forget() }}}
	for _, l := range langs {
		s.say[l] = words.NewPrinter(l)
	}
	if err := s.parse(); err != nil {
		return nil, err
	}
	for _, a := range acts {
		m, err := s.newAct(a)
		if err != nil {
			return nil, fmt.Errorf("pages of act %s: %w", a.ID, err)
		}
		s.acts = append(s.acts, m)
	}
	if err := s.list(); err != nil {
		return nil, err
	}
	return s, nil
}

// Pages returns every file of the site, in an order that stays the same.
func (s *Site) Pages() []Page { return s.pages }

// Page returns the page at the path. Beyond [Site.Pages] there are the
// comparisons of any two editions of an act and the lives of all provisions.
func (s *Site) Page(path string) (Page, bool) {
	if p, ok := s.Listed(path); ok {
		return p, true
	}
	return s.demand(path)
}

// Listed returns the page at the path where it is one of [Site.Pages].
func (s *Site) Listed(path string) (Page, bool) {
	i, ok := s.at[path]
	if !ok {
		return Page{}, false
	}
	return s.pages[i], true
}

// parse reads the templates: each page's file with the shared ones.
func (s *Site) parse() error {
	names, err := fs.Glob(files, "templates/*.html")
	if err != nil {
		return err
	}
	shared := template.New("")
	for _, n := range names {
		if base := path.Base(n); strings.HasPrefix(base, "_") {
			if err := parseInto(shared, n); err != nil {
				return err
			}
		}
	}
	for _, n := range names {
		base := strings.TrimSuffix(path.Base(n), ".html")
		if strings.HasPrefix(base, "_") {
			continue
		}
		t, err := shared.Clone()
		if err != nil {
			return err
		}
		if err := parseInto(t, n); err != nil {
			return err
		}
		s.templates[base] = t
	}
	s.frames.template = shared
	return nil
}

func parseInto(t *template.Template, name string) error {
	src, err := files.ReadFile(name)
	if err != nil {
		return err
	}
	_, err = t.New(path.Base(name)).Parse(string(src))
	return err
}

// add lists a file.
func (s *Site) add(path string, render func() ([]byte, error)) error {
	if _, dup := s.at[path]; dup {
		return fmt.Errorf("two pages at %q", path)
	}
	s.at[path] = len(s.pages)
	s.pages = append(s.pages, Page{path, render})
	return nil
}

// html lists a page in every language. Make fills in the page's data.
func (s *Site) html(path, name string, make func(v *view) (any, error)) error {
	for _, l := range langs {
		err := s.add(prefix(l)+path, func() ([]byte, error) {
			v := s.view(path, l)
			data, err := make(v)
			if err != nil {
				return nil, fmt.Errorf("page %s: %w", v.path, err)
			}
			v.Page = data
			return s.lay(name, v)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// buffers are what pages are made in.
var buffers = sync.Pool{New: func() any { return new(markup.Writer) }}

// lay renders a page of the template.
func (s *Site) lay(name string, v *view) ([]byte, error) {
	b := buffers.Get().(*markup.Writer)
	defer buffers.Put(b)
	b.Reset()
	f, err := v.frame()
	if err == nil {
		err = f.write(b, s.templates[name], v)
	}
	if err != nil {
		return nil, fmt.Errorf("page %s: %w", v.path, err)
	}
	return slices.Clone(tidy(b.Bytes())), nil
}

// tidy drops the indentation and blank lines that templates leave, in the place
// of b. Every line that is left ends in a newline, one at the end of b too.
func tidy(b []byte) []byte {
	if n := len(b); n > 0 && b[n-1] != '\n' {
		b = append(b, '\n')
	}
	n := 0
	for line := range bytes.Lines(b) {
		if line = bytes.TrimSpace(line); len(line) > 0 {
			n += copy(b[n:], line)
			b[n] = '\n'
			n++
		}
	}
	return b[:n]
}

// list makes the list of all pages.
func (s *Site) list() error {
	if err := s.listAssets(); err != nil {
		return err
	}
	steps := []func() error{
		func() error { return s.html("", "home", s.home) },
		func() error { return s.html("method/", "method", s.method) },
		func() error { return s.html("changes/", "changes", s.changes) },
		func() error { return s.html("data/", "data", s.data) },
	}
	for _, a := range s.acts {
		steps = append(steps, func() error { return s.listAct(a) })
	}
	steps = append(steps, s.listFeeds, s.listEngine, s.listAsked, s.listWorker)
	for _, f := range steps {
		if err := f(); err != nil {
			return err
		}
	}
	return nil
}

func (s *Site) listAct(a *act) error {
	if err := s.html(a.path, "act", func(v *view) (any, error) { return s.actPage(v, a) }); err != nil {
		return err
	}
	for _, e := range a.editions {
		if err := s.html(e.path, "edition", func(v *view) (any, error) { return s.editionPage(v, e) }); err != nil {
			return err
		}
		if e.state == nil {
			continue
		}
		if err := s.listData(e); err != nil {
			return err
		}
	}
	if len(a.pairs) > 0 {
		if err := s.html(a.path+"diff/", "diffs", func(v *view) (any, error) { return s.diffsPage(v, a) }); err != nil {
			return err
		}
	}
	for _, p := range a.pairs {
		if err := s.listPair(p); err != nil {
			return err
		}
	}
	for _, l := range a.lives {
		if err := s.listLife(a, l); err != nil {
			return err
		}
	}
	if len(a.positions) == 0 {
		return nil
	}
	if err := s.html(a.path+"position/", "positions", a.asked(func(v *view) (any, error) { return s.positionsPage(v, a) })); err != nil {
		return err
	}
	if err := s.html(a.path+"unit/", "units", func(v *view) (any, error) { return s.unitsPage(v, a) }); err != nil {
		return err
	}
	for _, p := range a.positions {
		if err := s.html(p.path, "position", a.asked(func(v *view) (any, error) { return s.positionPage(v, a, p) })); err != nil {
			return err
		}
	}
	for _, u := range a.units {
		if err := s.html(u.path, "unit", a.asked(func(v *view) (any, error) { return s.unitPage(v, a, u) })); err != nil {
			return err
		}
	}
	if err := s.listAsk(a); err != nil {
		return err
	}
	return s.listPositionData(a)
}

func (s *Site) listLife(a *act, l *life) error {
	return s.html(l.path, "life", func(v *view) (any, error) { return s.lifePage(v, a, l) })
}

// styleParts are strings, comments, and spaces that mean nothing in a style
// sheet: those beside signs, and after the colon of a declaration.
var styleParts = pattern.New(`"[^"]*"|/\*(?s:.*?)\*/\s*|\s*[{};,]\s*|:\s+`)

// compact drops comments and needless spaces from a style sheet.
func compact(css []byte) []byte {
	return []byte(styleParts.ReplaceAllStringFunc(string(css), func(m string) string {
		switch m[0] {
		case '"':
			return m
		case '/':
			return ""
		}
		return strings.TrimSpace(m)
	}))
}

// listAssets lists what stands in assets, each under a name with a mark of
// its content, so that a cache may keep it for ever.
func (s *Site) listAssets() error {
	entries, err := files.ReadDir("assets")
	if err != nil {
		return err
	}
	for _, e := range entries {
		b, err := files.ReadFile("assets/" + e.Name())
		if err != nil {
			return err
		}
		ext := path.Ext(e.Name())
		if ext == ".css" {
			b = compact(b)
		}
		if s.assets[e.Name()], err = s.addMarked(strings.TrimSuffix(e.Name(), ext), ext, b); err != nil {
			return err
		}
	}
	return nil
}
