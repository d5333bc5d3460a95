package versioning

import "fmt"

// CheckOperations holds the operations of every amendment against the texts
// before and after it, for each reading of the disputes: applied to the one
// they must give the other, and undone give it back. Amendments of which the
// text before or after is not held and cannot be computed are passed over.
// The error names the amendment.
func (a *Act) CheckOperations() error {
	revs := a.Revisions()
	for i := 1; i < len(revs); i++ {
		e := revs[i].Last()
		if !e.TextHeld || e.Kind == Adoption || e.Kind == Expiry {
			continue
		}
		for _, r := range Choices(revs[i].Events) {
			before, err := a.State(revs[i-1], r)
			if err != nil {
				continue
			}
			after, err := a.State(revs[i], r)
			if err != nil {
				continue
			}
			got, err := e.apply(before.Root, r)
			if err == nil && got.Sum() != after.Root.Sum() {
				err = fmt.Errorf("%w: its operations give another text than the one held", ErrInvalid)
			}
			if err == nil {
				if got, err = e.undo(after.Root, r); err == nil && got.Sum() != before.Root.Sum() {
					err = fmt.Errorf("%w: its operations undone give another text than the one held", ErrInvalid)
				}
			}
			if err != nil {
				return fmt.Errorf("act %s, event %s: %w", a.ID, e.ID, err)
			}
		}
	}
	return nil
}
