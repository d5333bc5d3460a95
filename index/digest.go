package index

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"tizbe/corpus"
	"tizbe/versioning"
)

// A heldText is what the digest of an act has of a held text: the tree is
// named by its sum.
type heldText struct {
	Lang     corpus.Lang
	Events   []string
	Readings map[string]string
	Root     corpus.Sum
}

// digest is the address of everything that the documents of the act are made
// from: where it is the same, so are they.
func digest(a *versioning.Act) (string, error) {
	var held []heldText
	for _, h := range a.Held {
		t := heldText{h.Lang, h.Events, h.Readings, h.RootSum}
		if h.Root != nil {
			t.Root = h.Root.Sum()
		}
		held = append(held, t)
	}
	h := sha256.New()
	err := json.NewEncoder(h).Encode(struct {
		ID     corpus.ActID
		Events []*versioning.Event
		Held   []heldText
		Facts  []versioning.RecordedFact
	}{a.ID, a.Events, held, a.Facts})
	if err != nil {
		return "", fmt.Errorf("digest of %s: %w", a.ID, err)
	}
	return hex.EncodeToString(h.Sum(nil)[:16]), nil
}
