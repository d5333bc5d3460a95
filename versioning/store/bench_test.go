package store

import (
	"fmt"
	"testing"

	"tizbe/corpus"
	"tizbe/versioning"
)

// bigTree is an act with a list of n items in points of 40, the size of the
// lines being that of a real list.
func bigTree(n int) *corpus.Provision {
	list := &corpus.Provision{EID: "list", Kind: corpus.KindList}
	for i := range n {
		if i%40 == 0 {
			num := fmt.Sprint(1 + i/40)
			list.Children = append(list.Children, &corpus.Provision{EID: "list__point_" + num, Kind: corpus.KindPoint, Num: num, Text: num + ". Қазақстан Республикасы Ішкі істер министрлігі:"})
		}
		p := list.Children[len(list.Children)-1]
		p.Children = append(p.Children, &corpus.Provision{EID: fmt.Sprintf("%s__item_%d", p.EID, i%40+1), Kind: corpus.KindItem,
			Text: fmt.Sprintf("ерекше тапсырмалар жөніндегі аға инспектор (тергеуші, анықтаушы) %d;", i)})
	}
	return &corpus.Provision{Kind: corpus.KindAct, Children: []*corpus.Provision{list}}
}

func benchStore(b *testing.B) string {
	recs := testRecords()
	held := *recs[3].Held
	held.Root = bigTree(800)
	held.Raw = []byte(fmt.Sprint(held.Root.Lines()))
	dir := b.TempDir()
	if err := Create(dir, append(recs, versioning.Record{Held: &held})...); err != nil {
		b.Fatal(err)
	}
	verify(b, dir)
	return dir
}

// BenchmarkOpenAndRead is what each run of the command does: a list of 800
// items.
func BenchmarkOpenAndRead(b *testing.B) {
	dir := benchStore(b)
	b.ReportAllocs()
	for b.Loop() {
		s, err := Open(dir, Options{ReadOnly: true})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := s.Records(); err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
}

func BenchmarkOpen(b *testing.B) {
	dir := benchStore(b)
	b.ReportAllocs()
	for b.Loop() {
		s, err := Open(dir, Options{ReadOnly: true})
		if err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
	s, _ := Open(dir, Options{ReadOnly: true})
	defer s.Close()
	n, _ := s.Size()
	b.ReportMetric(float64(n)/1024, "KiB")
}
