package kazakh

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

func TestZZ(t *testing.T) {
	words := map[string]string{}
	b, _ := os.ReadFile("/work/shared/data/789/edition-2026-02-20.kk.list.txt")
	for _, x := range Tokens(string(b)) {
		words[Fold(x.Text)] = x.Text
	}
	q, _ := os.ReadFile("/work/shared/data/search/queries.jsonl")
	for _, l := range strings.Split(string(q), "\n") {
		var r struct{ Query, Kind string }
		if json.Unmarshal([]byte(l), &r) != nil || (r.Kind != "latin" && r.Kind != "russian-letters") {
			continue
		}
		for _, x := range Tokens(r.Query) {
			if words[Fold(x.Text)] == "" {
				t.Logf("%s %s -> %s", r.Kind, x.Text, Fold(x.Text))
			}
		}
	}
}
