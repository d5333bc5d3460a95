package store

import (
	"fmt"
	"time"

	"tizbe/corpus"
	"tizbe/versioning"
	"tizbe/versioning/archive"
)

// ImportedBase returns a base of one imported act, so that it is asked like
// any other: its adoption and each later revision are events that took effect
// on the day the source states, by an act that it does not name. The trees
// are made when a revision is asked for. The error wraps [ErrNotImported].
func (s *Store) ImportedBase(name string) (*versioning.Base, error) {
	a, pack, err := s.ImportedPack(name)
	if err != nil {
		return nil, err
	}
	sessions, err := s.Sessions()
	if err != nil {
		return nil, err
	}
	recorded := func(session uint32) time.Time {
		if int(session) < len(sessions) {
			return sessions[session].Started
		}
		return time.Time{}
	}
	revs := pack.Revisions()
	recs := []versioning.Record{{Recorded: recorded(revs[0].Session), Act: &versioning.ActRecord{ID: a.ID, Title: corpus.Plain(revs[len(revs)-1].Title), Issuer: corpus.Plain(a.Name)}}}
	ids := archive.IDs(revs)
	for i, r := range revs {
		day := r.Effective
		e := &versioning.Event{ID: ids[i], Act: a.ID, Kind: versioning.Amendment, Adopted: day, InForce: &day}
		if r.Source != "" {
			e.Source = corpus.Plain(r.Source)
		}
		if i == 0 {
			e.Kind, e.By = versioning.Adoption, a.ID
			if !a.Adopted.IsZero() && a.Adopted.Before(day) {
				e.Adopted = a.Adopted
			}
		}
		at := recorded(r.Session)
		recs = append(recs, versioning.Record{Recorded: at, Event: e}, versioning.Record{Recorded: at, Held: &versioning.Held{
			Act: a.ID, Lang: a.Lang, Events: ids[: i+1 : i+1], RawSum: r.Sum, RawName: fmt.Sprintf("%s@%s", a.Name, e.ID), Source: e.Source,
			Load: func() (*corpus.Provision, error) { return pack.Tree(r), nil },
			LoadRaw: func() ([]byte, error) {
				text, err := pack.Text(r)
				if err == nil && corpus.SumText(text) != r.Sum {
					err = damaged(bucketAct, []byte(a.Name), "the text of %s does not have its sum", r.Effective)
				}
				return []byte(text), err
			},
		}})
	}
	return versioning.NewBase(recs, time.Time{})
}
