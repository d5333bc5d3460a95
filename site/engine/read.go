//go:build !page

package engine

import "tizbe/versioning"

// read returns the event with its clause read, as a page needs it.
func read(a *versioning.Act, e *versioning.Event) *versioning.Event { return a.ForPage(e) }
