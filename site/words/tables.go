//go:build !page

package words

import "tizbe/corpus"

// Table returns the messages of the language by their English text; nil for
// English.
func Table(l corpus.Lang) map[string]string {
	switch l {
	case corpus.Kazakh:
		return kk
	case corpus.Russian:
		return ru
	}
	return nil
}
