//go:build page

package words

import "tizbe/corpus"

// Table has no messages: a page is given those of its language, see [With].
func Table(corpus.Lang) map[string]string { return nil }
