package site

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// maxDead bounds the dead links that an error names.
const maxDead = 10

// Check renders every page and follows its links: each must lead to a file of
// the site and, where it has a fragment, to an element there. The error wraps
// [ErrDeadLink] and names the first dead ones.
func (s *Site) Check(progress func(done, total int)) error {
	return s.check(progress, func(Page, []byte) {})
}

// check calls seen with every page as it is rendered.
func (s *Site) check(progress func(done, total int), seen func(Page, []byte)) error {
	ids := make(map[string]map[string]bool)
	type use struct{ from, to, fragment string }
	var uses []use
	n := 0
	err := s.each(func(p Page, b []byte) error {
		n++
		seen(p, b)
		if progress != nil {
			progress(n, len(s.pages))
		}
		if !strings.HasSuffix(p.File(), ".html") {
			return nil
		}
		anchors, links, err := read(b)
		if err != nil {
			return fmt.Errorf("page %q: %w", p.Path, err)
		}
		ids[p.Path] = anchors
		for _, l := range links {
			to, fragment, local := s.target(p.Path, l)
			if local {
				uses = append(uses, use{p.Path, to, fragment})
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	var dead []error
	named := make(map[string]bool)
	for _, u := range uses {
		_, ok := s.at[u.to]
		if ok && (u.fragment == "" || ids[u.to] == nil || ids[u.to][u.fragment]) {
			continue
		}
		to := u.to
		if u.fragment != "" {
			to += "#" + u.fragment
		}
		if k := u.from + " " + to; !named[k] && len(dead) < maxDead {
			named[k] = true
			dead = append(dead, fmt.Errorf("%w: from %q to %q", ErrDeadLink, u.from, to))
		}
	}
	return errors.Join(dead...)
}

// target resolves a link on a page; local is false for one that leads
// elsewhere.
func (s *Site) target(from, link string) (to, fragment string, local bool) {
	if rest, ok := strings.CutPrefix(link, s.url+"/"); ok && s.url != "" {
		link, from = rest, ""
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

// read returns the ids of a page and its links.
func read(page []byte) (ids map[string]bool, links []string, err error) {
	ids = make(map[string]bool)
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() == io.EOF {
				return ids, slices.Compact(links), nil
			}
			return nil, nil, z.Err()
		case html.StartTagToken, html.SelfClosingTagToken:
			for {
				k, v, more := z.TagAttr()
				switch string(k) {
				case "id":
					if ids[string(v)] {
						return nil, nil, fmt.Errorf("the id %q stands twice", v)
					}
					ids[string(v)] = true
				case "href", "src":
					links = append(links, string(v))
				}
				if !more {
					break
				}
			}
		}
	}
}
