package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"tizbe/index/generation"
	"tizbe/index/imported"
	"tizbe/index/retrieval"
)

// A Report is what [Verify] found.
type Report struct {
	Wordings int // of recorded acts, held against the records
	Acts     int // imported acts whose words were held against the store
	// Behind says that the index is missing or older than the records; the
	// next search makes up for it.
	Behind bool
	Found  []error // what is damaged; [Rebuild] mends all of it
}

// Verify holds the index of the data directory against the records and the
// imported acts: the checksums of its files, and what each document says. It
// changes nothing. The error is the loader's, that of reading the store, or
// the context's.
func Verify(ctx context.Context, data string, load Loader, o Options) (r Report, err error) {
	src, err := load()
	if err != nil {
		return r, err
	}
	if err := verifyRecorded(filepath.Join(data, DirName), src, &r); err != nil {
		r.Found = append(r.Found, fmt.Errorf("index: %w", err))
	}
	if o.Store == nil {
		return r, nil
	}
	i, err := imported.Verify(ctx, data, o.Store, o.Progress)
	r.Acts, r.Behind, r.Found = i.Acts, r.Behind || i.Behind > 0, append(r.Found, i.Found...)
	return r, err
}

func verifyRecorded(dir string, src Source, r *Report) (err error) {
	defer guard(&err)
	c, err := generation.Read(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		r.Behind = true
		return nil
	case err != nil:
		return err
	case c.Version != version || c.Watermark != src.watermark():
		r.Behind = true
		return nil
	}
	if err := c.Check(dir, true); err != nil {
		return err
	}
	g, err := generation.Open(dir, version)
	if err != nil {
		return err
	}
	defer g.Close()
	has := make(map[string]string)
	if err := stored(g.Bleve, typeWording, "", func(id, sum string) { has[id] = sum }); err != nil {
		return err
	}
	for _, a := range src.Base.Acts() {
		for _, d := range retrieval.Documents(a) {
			_, sum, err := fieldsOf(d)
			if err != nil {
				return err
			}
			if has[d.ID()] != sum {
				return fmt.Errorf("%s of %s is not as it is recorded: %w", d.EID, d.Act, ErrDamaged)
			}
			delete(has, d.ID())
			r.Wordings++
		}
	}
	if len(has) > 0 {
		return fmt.Errorf("%d wordings that are not recorded: %w", len(has), ErrDamaged)
	}
	return nil
}
