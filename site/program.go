package site

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"slices"
	"strings"

	"tizbe/corpus"
	"tizbe/site/engine"
	"tizbe/site/words"
)

// program is where the build puts the engine of the pages; workerName is the
// file of the service worker, which stands at the root, since it serves no
// page above itself.
const (
	program    = "engine/program/"
	workerName = "sw.js"
)

// engineFiles are the files of the engine for a language.
type engineFiles struct{ Program, Start, Data, Words string }

// listEngine lists the engine of the pages and what it answers from. A
// program that was built without it makes a site without it.
func (s *Site) listEngine() error {
	wasm, err := files.ReadFile(program + "engine.wasm")
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	start, err := files.ReadFile(program + "wasm_exec.js")
	if err != nil {
		return fmt.Errorf("the engine of the pages was built in part: %w", err)
	}
	data := s.engineData().Encode()
	f := engineFiles{}
	for _, x := range []struct {
		name, ext string
		content   []byte
		to        *string
	}{{"engine", ".wasm", wasm, &f.Program}, {"wasm_exec", ".js", start, &f.Start}, {"base", ".bin", data, &f.Data}} {
		if *x.to, err = s.addMarked(x.name, x.ext, x.content); err != nil {
			return err
		}
	}
	spoken := spoken(wasm, data)
	s.engine = make(map[corpus.Lang]*engineFiles)
	for _, l := range langs {
		own := f
		if own.Words, err = s.addMarked("words-"+string(l), ".bin", engineWords(l, spoken).Encode()); err != nil {
			return err
		}
		s.engine[l] = &own
	}
	return nil
}

// engineData is what the engine of the pages answers from.
func (s *Site) engineData() *engine.Data {
	d := &engine.Data{Verified: s.Verified, Glossary: s.glossary}
	for _, a := range s.acts {
		units, posts := make(map[string]string), make(map[string]string)
		for eid, u := range a.unitOf {
			units[eid] = u.path
		}
		for key, ps := range a.titles {
			if len(ps) == 1 {
				posts[key] = ps[0].path
			}
		}
		cites := make(map[string]engine.Cite)
		for _, e := range a.editions {
			c := a.cite(e, nil)
			cites[e.ID] = engine.Cite{Kazakh: c.Kazakh, Russian: c.Russian}
		}
		d.Add(a.Act, engine.Pages{Units: units, Posts: posts, Cites: cites})
	}
	return d
}

// spoken are the messages that the engine may say, from what it answers from.
func spoken(wasm, data []byte) map[string]bool {
	return engine.Spoken(func(yield func(string) bool) {
		for _, keys := range [...]iter.Seq[string]{maps.Keys(words.Table(corpus.Russian)), maps.Keys(messages)} {
			for k := range keys {
				if !yield(k) {
					return
				}
			}
		}
	}, wasm, data)
}

// engineWords are the words of the engine in a language: those that it may
// say. English ones are known to it.
func engineWords(l corpus.Lang, spoken map[string]bool) *engine.Messages {
	m := &engine.Messages{Lang: l, Catalogue: make(map[string]string), Pages: make(map[string]string)}
	if l == corpus.English {
		return m
	}
	for key, text := range words.Table(l) {
		if spoken[key] {
			m.Catalogue[key] = text
		}
	}
	for key := range messages {
		if spoken[key] {
			m.Pages[key] = said(l, key)
		}
	}
	return m
}

// addMarked lists a file of assets with the mark of its content in its name,
// so that a cache may keep it for ever.
func (s *Site) addMarked(name, ext string, content []byte) (string, error) {
	path := "assets/" + name + "." + mark(content) + ext
	return path, s.add(path, func() ([]byte, error) { return content, nil })
}

// listAsked lists the pages of the search and of the question, with nothing
// asked, and the one that stands in for pages that are not at hand without a
// network.
func (s *Site) listAsked() error {
	for _, l := range langs {
		err := s.add(prefix(l)+SearchPath, func() ([]byte, error) { return s.Found(l, Found{On: s.Verified, Seen: s.Verified}) })
		if err != nil {
			return err
		}
		var q Asked
		q.On, q.Seen = s.Verified, s.Verified
		if err := s.add(prefix(l)+CheckPath, func() ([]byte, error) { return s.Asked(l, q) }); err != nil {
			return err
		}
	}
	return s.html(offlinePath, "offline", func(v *view) (any, error) {
		v.Title = v.M("This page is not at hand without a network")
		v.Description = v.M("What was visited can be read without a network; this page was not.")
		return nil, nil
	})
}

// offlinePath is the page for what is not at hand without a network.
const offlinePath = "offline/"

// listWorker lists the service worker. Its version is the mark of everything
// that the pages are made of.
func (s *Site) listWorker() error {
	src, err := files.ReadFile("worker.js")
	if err != nil {
		return err
	}
	shell := slices.Sorted(maps.Values(s.assets))
	offline := make(map[string]string)
	for _, l := range langs {
		offline[string(l)] = prefix(l) + offlinePath
		for _, p := range [...]string{"", SearchPath, CheckPath, offlinePath} {
			shell = append(shell, prefix(l)+p)
		}
	}
	slices.Sort(shell)
	version, err := s.version()
	if err != nil {
		return err
	}
	var b strings.Builder
	for _, x := range [...]struct {
		name  string
		value any
	}{{"VERSION", version}, {"SHELL", shell}, {"OFFLINE", offline}} {
		raw, err := json.Marshal(x.value)
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "const %s = %s;\n", x.name, raw)
	}
	b.Write(src)
	return s.add(workerName, func() ([]byte, error) { return []byte(b.String()), nil })
}

// version is the mark of the embedded files and of the records.
func (s *Site) version() (string, error) {
	var all strings.Builder
	err := fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := files.ReadFile(path)
		all.WriteString(path + "\x00" + mark(b) + "\n")
		return err
	})
	for _, a := range s.acts {
		for _, e := range a.editions {
			all.WriteString(e.path)
			if e.state != nil {
				all.WriteString(e.state.Root.Sum().String())
			}
			fmt.Fprintf(&all, "%+v%+v\n", e.timing.InForce, e.timing.AppliesFrom)
		}
	}
	all.WriteString(s.Verified.String() + cmp.Or(s.url, "-"))
	return mark(all.String()), err
}
