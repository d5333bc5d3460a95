package facts

import (
	"fmt"

	"tizbe/versioning"
)

// Compare holds the records of a new edition of a facts file against those of
// an older one: no act, event, observation or held text may vanish, and no
// date that was published may change. A correction that must break this rule
// is a new event or a recorded fact, never an edit. The error names every
// breach it finds first by act and event.
func Compare(older, newer []versioning.Record) error {
	for _, o := range older {
		switch {
		case o.Act != nil:
			if !anyRecord(newer, func(n versioning.Record) bool { return n.Act != nil && n.Act.ID == o.Act.ID }) {
				return fmt.Errorf("%w: act %s has vanished", ErrFacts, o.Act.ID)
			}
		case o.Event != nil:
			if err := compareEvent(o.Event, newer); err != nil {
				return fmt.Errorf("%w: act %s, event %s: %w", ErrFacts, o.Event.Act, o.Event.ID, err)
			}
		case o.Held != nil:
			same := func(n versioning.Record) bool {
				return n.Held != nil && n.Held.Act == o.Held.Act && n.Held.Lang == o.Held.Lang && fmt.Sprint(n.Held.Events) == fmt.Sprint(o.Held.Events)
			}
			if !anyRecord(newer, same) {
				return fmt.Errorf("%w: act %s: the held text of %v has vanished", ErrFacts, o.Held.Act, o.Held.Events)
			}
		}
	}
	return nil
}

func anyRecord(recs []versioning.Record, ok func(versioning.Record) bool) bool {
	for _, r := range recs {
		if ok(r) {
			return true
		}
	}
	return false
}

func compareEvent(o *versioning.Event, newer []versioning.Record) error {
	for _, r := range newer {
		n := r.Event
		if n == nil || n.Act != o.Act || n.ID != o.ID {
			continue
		}
		if n.Adopted != o.Adopted || n.By != o.By || n.Kind != o.Kind {
			return fmt.Errorf("it was %s by %s of %s, and is now %s by %s of %s", o.Kind, o.By, o.Adopted, n.Kind, n.By, n.Adopted)
		}
		if d, ok := o.Published.Exact(); ok && d != n.Published.NotBefore {
			return fmt.Errorf("the day of publication was %s and is now %s", d, n.Published.NotBefore)
		}
		if o.Clause != "" && o.Clause != n.Clause && len(n.Clause) == 0 {
			return fmt.Errorf("its entry clause has vanished")
		}
		for _, obs := range o.Observed {
			found := false
			for _, x := range n.Observed {
				found = found || x.On == obs.On
			}
			if !found {
				return fmt.Errorf("the observation of %s has vanished", obs.On)
			}
		}
		return nil
	}
	return fmt.Errorf("it has vanished")
}
