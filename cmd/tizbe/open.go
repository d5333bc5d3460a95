package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"tizbe/corpus/glossary"
	"tizbe/seeds"
	"tizbe/versioning"
	"tizbe/versioning/facts"
	"tizbe/versioning/store"
)

// dataDir returns the data directory: --data, else $TIZBE_DATA, else the
// user's own by the custom of the system.
func (a *app) dataDir(flag string, given bool) (string, error) {
	if given {
		if strings.TrimSpace(flag) == "" {
			return "", &misuse{what: a.say.T("--%[1]s is empty", "data"), hint: a.say.T("name a directory")}
		}
		return flag, nil
	}
	if d := a.env("TIZBE_DATA"); d != "" {
		return d, nil
	}
	if d := a.env("XDG_DATA_HOME"); filepath.IsAbs(d) {
		return filepath.Join(d, "tizbe"), nil
	}
	base, err := os.UserHomeDir()
	if runtime.GOOS == "windows" && a.env("LocalAppData") != "" {
		return filepath.Join(a.env("LocalAppData"), "tizbe"), nil
	}
	if err != nil {
		return "", &failure{what: a.say.T("the user's data directory is not known"), hint: a.say.T("name a directory with --data or $TIZBE_DATA"), err: err}
	}
	switch runtime.GOOS {
	case "darwin", "ios":
		return filepath.Join(base, "Library", "Application Support", "tizbe"), nil
	case "windows":
		return filepath.Join(base, "AppData", "Local", "tizbe"), nil
	}
	return filepath.Join(base, ".local", "share", "tizbe"), nil
}

// embedded returns the records of the acts that come with the program.
func embedded() ([]versioning.Record, error) {
	names, err := fs.Glob(seeds.FS, "*.facts.yaml")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var out []versioning.Record
	for _, n := range names {
		recs, err := facts.Parse(n, seeds.FS.ReadFile)
		if err != nil {
			return nil, fmt.Errorf("embedded acts: %w", err)
		}
		out = append(out, recs...)
	}
	return out, nil
}

// open opens the store. Where there is none it is made from the embedded
// acts first, with a notice.
func (a *app) open(readOnly bool) (*store.Store, error) {
	s, err := store.Open(a.dir, store.Options{ReadOnly: readOnly})
	if !errors.Is(err, store.ErrNoStore) {
		return s, err
	}
	recs, err := embedded()
	if err != nil {
		return nil, err
	}
	// Another run may have been faster; then its store is as good.
	switch err := store.Create(a.dir, recs...); {
	case errors.Is(err, store.ErrStoreExists):
	case err != nil:
		return nil, err
	default:
		a.notice(a.say.T("made the data directory %[1]s from the embedded acts", a.dir))
	}
	return store.Open(a.dir, store.Options{ReadOnly: readOnly})
}

// all opens the store and reads everything recorded, with the base made of it
// as known now. Whoever goes on to write does so under the same lock. The
// caller closes the store.
func (a *app) all(readOnly bool) (*store.Store, []versioning.Record, *versioning.Base, error) {
	s, err := a.open(readOnly)
	if err != nil {
		return nil, nil, nil, err
	}
	recs, err := s.Records()
	if err == nil {
		var b *versioning.Base
		if b, err = versioning.NewBase(recs, time.Time{}); err == nil {
			return s, recs, b, nil
		}
	}
	return nil, nil, nil, errors.Join(err, s.Close())
}

// records returns everything recorded.
func (a *app) records() ([]versioning.Record, error) {
	s, err := a.open(true)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	return s.Records()
}

// base returns what was known at the moment; the zero time takes all.
func (a *app) base(known time.Time) (*versioning.Base, error) {
	recs, err := a.records()
	if err != nil {
		return nil, err
	}
	return versioning.NewBase(recs, known)
}

// glossarySource is the glossary that comes with the program.
func glossarySource() []byte {
	src, err := seeds.FS.ReadFile("glossary.txt")
	if err != nil {
		panic(err) // embedded
	}
	return src
}

// translator returns the glossary's reading of a query; the glossary is read
// when it is first needed.
func translator() func(string) []string {
	load := sync.OnceValue(func() *glossary.Glossary {
		g, err := glossary.Parse("glossary.txt", glossarySource())
		if err != nil {
			return nil // a test reads it; an answer without it is still right
		}
		return g
	})
	return func(query string) []string {
		g := load()
		if g == nil {
			return nil
		}
		var out []string
		for _, r := range g.Translate(query) {
			out = append(out, r.Kazakh)
		}
		return out
	}
}
