package index

import (
	"fmt"

	"tizbe/index/retrieval"
)

// Search answers the question. The error is that of reading the index
// ([ErrDamaged]); a question is never an error.
func (x *Index) Search(q retrieval.Query) (res retrieval.Result, err error) {
	defer guard(&err)
	return x.engine.Search(q)
}

// History returns when words entered the acts and left them; see
// [retrieval.Engine.History]. The error wraps [ErrBusy] where the index is
// behind the records, since the last step would be missing.
func (x *Index) History(q retrieval.Query) (out []retrieval.ActHistory, rule retrieval.Rule, err error) {
	defer guard(&err)
	if x.stale {
		return nil, "", ErrBusy
	}
	return x.engine.History(q)
}

// guard makes an error of what a damaged segment does: bleve reads outside the
// file.
func guard(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("searching: %v: %w", r, ErrDamaged)
	}
}
