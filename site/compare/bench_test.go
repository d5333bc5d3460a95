package compare

import (
	"bytes"
	"fmt"
	"testing"

	"tizbe/corpus"
	"tizbe/site/words"
	"tizbe/versioning"
)

// BenchmarkReplacedAnnex compares two annexes of 5,000 lines that have no eId
// in common: the worst case for finding what moved.
func BenchmarkReplacedAnnex(b *testing.B) {
	annex := func(id string, from int) *corpus.Provision {
		root := &corpus.Provision{EID: "list" + id, Kind: corpus.KindList}
		for i := range 100 {
			p := &corpus.Provision{EID: fmt.Sprint("point", id, i), Kind: corpus.KindPoint, Num: fmt.Sprint(i + 1), Text: fmt.Sprintf("%d. Басқарма:", i+1)}
			for j := range 49 {
				p.Children = append(p.Children, &corpus.Provision{EID: fmt.Sprint("item", id, i, "_", j), Kind: corpus.KindItem, Text: fmt.Sprintf("бөлімнің %d-учаскесінің аға инспекторы;", from+i*49+j)})
			}
			root.Children = append(root.Children, p)
		}
		return root
	}
	old, now := annex("a", 0), annex("b", 1000)
	tree := func(p *corpus.Provision) *corpus.Provision {
		return (&corpus.Provision{Kind: corpus.KindAct, Children: []*corpus.Provision{p}}).Seal()
	}
	from, to := tree(old), tree(now)
	for b.Loop() {
		d := made(b, from, to, versioning.Operation{Op: versioning.OpReplaceAnnex, Target: "lista", Old: old, New: now})
		var page bytes.Buffer
		if err := d.TableHTML(&page, words.NewPrinter(corpus.Kazakh)); err != nil {
			b.Fatal(err)
		}
	}
}
