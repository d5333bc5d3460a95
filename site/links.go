package site

import (
	"errors"
	"fmt"
	"hash/maphash"
	"net/url"
	"path"
	"slices"
	"strings"
)

// maxDead bounds the dead links that an error names.
const maxDead = 10

// Check renders every page and follows its links: each must lead to a file of
// the site and, where it has a fragment, to an element there. The error wraps
// [ErrDeadLink] and names the first dead ones.
func (s *Site) Check(progress func(done, total int)) error {
	return s.check(progress, func(int, []byte) error { return nil })
}

// check calls seen with every page as it is rendered, in order.
//
// Of each page only sums are kept: what its elements are called and which
// elements of other pages it names. Two names with one sum, of which one is
// missing, would hide a dead link; there is one such pair in 2^64.
func (s *Site) check(progress func(done, total int), seen func(i int, b []byte) error) error {
	read := make([]*reading, len(s.pages))
	ids := make([][]uint64, len(s.pages)) // nil: not a page of HTML, or not rendered yet
	waiting := make(map[int][]waiter)     // by the page that is not rendered yet
	var dead []error
	named := make(map[string]bool)
	die := func(from int, to string) {
		if k := s.pages[from].Path + " " + to; !named[k] && len(dead) < maxDead {
			named[k] = true
			dead = append(dead, fmt.Errorf("%w: from %q to %q", ErrDeadLink, s.pages[from].Path, to))
		}
	}
	look := func(i int, b []byte) (err error) {
		if strings.HasSuffix(s.pages[i].File(), ".html") {
			read[i], err = s.read(s.pages[i].Path, b)
		}
		return err
	}
	err := s.each(look, func(i int, b []byte) error {
		if err := seen(i, b); err != nil {
			return err
		}
		r := read[i]
		read[i] = nil
		if progress != nil {
			progress(i+1, len(s.pages))
		}
		if r == nil {
			delete(waiting, i) // any part of a file may be named
			return nil
		}
		ids[i] = r.ids
		for _, to := range r.dead {
			die(i, to)
		}
		for _, u := range r.uses {
			if u.page > i {
				waiting[u.page] = append(waiting[u.page], waiter{i, u})
			} else if ids[u.page] != nil && !has(ids[u.page], u.id) && len(dead) < maxDead {
				die(i, s.name(i, u))
			}
		}
		for _, w := range waiting[i] {
			if !has(r.ids, w.use.id) && len(dead) < maxDead {
				die(w.page, s.name(w.page, w.use))
			}
		}
		delete(waiting, i)
		return nil
	})
	if err != nil {
		return err
	}
	return errors.Join(dead...)
}

// A waiter is a page that names an element of a page that is not rendered yet.
type waiter struct {
	page int
	use  use
}

// A reading is what was read of one page.
type reading struct {
	ids  []uint64 // sums of the ids of its elements, sorted; not nil
	uses []use    // elements of other pages that it names, each once
	dead []string // what it links to and there is not
}

// A use is an element that a link names.
type use struct {
	page int
	id   uint64
}

func (x use) compare(y use) int {
	if x.page != y.page {
		return x.page - y.page
	}
	switch {
	case x.id < y.id:
		return -1
	case x.id > y.id:
		return 1
	}
	return 0
}

var idSeed = maphash.MakeSeed()

func sumID(id string) uint64 { return maphash.String(idSeed, id) }

func has(ids []uint64, id uint64) bool {
	_, ok := slices.BinarySearch(ids, id)
	return ok
}

// read reads the page at the path.
func (s *Site) read(at string, b []byte) (*reading, error) {
	r := &reading{ids: []uint64{}}
	own := s.at[at]
	dead := func(to, fragment string) {
		if fragment != "" {
			to += "#" + fragment
		}
		r.dead = append(r.dead, to)
	}
	var here []string // fragments of the page itself
	err := scan(b, func(id string) { r.ids = append(r.ids, sumID(id)) }, func(link string) {
		to, fragment, local := s.target(at, link)
		if !local {
			return
		}
		switch page, ok := s.at[to]; {
		case !ok:
			dead(to, fragment)
		case fragment == "":
		case page == own:
			here = append(here, fragment)
		default:
			r.uses = append(r.uses, use{page, sumID(fragment)})
		}
	})
	if err != nil {
		return nil, fmt.Errorf("page %q: %w", at, err)
	}
	slices.Sort(r.ids)
	for i, id := range r.ids {
		if i > 0 && id == r.ids[i-1] {
			return nil, fmt.Errorf("page %q: the id %q stands twice", at, s.called(b, id))
		}
	}
	for _, f := range here {
		if !has(r.ids, sumID(f)) {
			dead(at, f)
		}
	}
	slices.SortFunc(r.uses, use.compare)
	r.uses = slices.Clip(slices.Compact(r.uses))
	return r, nil
}

// called is the id with the sum.
func (s *Site) called(b []byte, sum uint64) (name string) {
	_ = scan(b, func(id string) {
		if sumID(id) == sum {
			name = strings.Clone(id)
		}
	}, func(string) {})
	return name
}

// name writes out what a link names, for which its page is read again.
func (s *Site) name(from int, u use) string {
	to := s.pages[u.page].Path
	if b, err := s.pages[from].Render(); err == nil {
		_ = scan(b, func(string) {}, func(link string) {
			if at, fragment, local := s.target(s.pages[from].Path, link); local && at == s.pages[u.page].Path && sumID(fragment) == u.id {
				to = at + "#" + fragment
			}
		})
	}
	return to
}

// target resolves a link on a page; local is false for one that leads
// elsewhere.
func (s *Site) target(from, link string) (to, fragment string, local bool) {
	if rest, ok := strings.CutPrefix(link, s.url+"/"); ok && s.url != "" {
		link, from = rest, ""
	}
	if to, fragment, ok := plain(from, link); ok {
		return to, fragment, true
	}
	u, err := url.Parse(link)
	if err != nil {
		return link, "", true // nothing that cannot be read is alive
	}
	if u.Scheme != "" || u.Host != "" {
		return "", "", false
	}
	if u.Path == "" {
		return from, u.Fragment, true
	}
	base := from[:strings.LastIndexByte(from, '/')+1]
	to = path.Join("/", base, u.Path)[1:]
	if strings.HasSuffix(u.Path, "/") || strings.HasSuffix(u.Path, "..") || u.Path == "." {
		if to != "" {
			to += "/"
		}
	}
	return to, u.Fragment, true
}

// plain resolves a link as nearly all are on these pages: ../ any number of
// times and then a name of letters that stand for themselves.
func plain(from, link string) (to, fragment string, ok bool) {
	link, fragment, _ = strings.Cut(link, "#")
	if !plainText(fragment) || link == "" {
		return from, fragment, link == "" && plainText(fragment)
	}
	folder := from[:strings.LastIndexByte(from, '/')+1]
	for strings.HasPrefix(link, "../") && folder != "" {
		link = link[len("../"):]
		folder = folder[:strings.LastIndexByte(folder[:len(folder)-1], '/')+1]
	}
	if !plainText(link) || strings.HasPrefix(link, "/") || strings.Contains(link, "//") || strings.Contains(link, "./") || strings.HasSuffix(link, "..") || link == "." {
		return "", "", false
	}
	if link == "" {
		return folder, fragment, true
	}
	return folder + link, fragment, true
}

// plainText reports whether a part of a link stands for itself.
func plainText(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '/', c == '_', c == '-', c == '.', c == '~', c == '@':
		default:
			return false
		}
	}
	return true
}
