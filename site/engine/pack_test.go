package engine

import (
	"errors"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"tizbe/corpus"
	"tizbe/versioning"
)

// packed draws data with everything that nests.
func packed(t *rapid.T) Data {
	text := rapid.String()
	day := rapid.Custom(func(t *rapid.T) corpus.Date {
		if rapid.Bool().Draw(t, "none") {
			return corpus.Date{}
		}
		return corpus.MustDate("2025-09-24").AddDays(rapid.IntRange(-9000, 9000).Draw(t, "days"))
	})
	leaf := &corpus.Provision{EID: text.Draw(t, "eid"), Kind: corpus.KindItem, Text: text.Draw(t, "text")}
	root := &corpus.Provision{Kind: corpus.KindAct, Children: []*corpus.Provision{leaf, leaf}}
	words := corpus.Words{corpus.Kazakh: text.Draw(t, "words"), "": text.Draw(t, "words")}
	event := &versioning.Event{ID: text.Draw(t, "id"), Adopted: day.Draw(t, "adopted"), Silent: rapid.Bool().Draw(t, "silent"), Basis: words,
		Published: corpus.Bounds{NotBefore: day.Draw(t, "from"), Basis: corpus.Say("key", 1, "x")}, Operations: []versioning.Operation{{Op: versioning.OpInsert, New: leaf, Line: rapid.Int().Draw(t, "line")}}}
	if rapid.Bool().Draw(t, "stated") {
		d := day.Draw(t, "in force")
		event.InForce = &d
	}
	return Data{Verified: day.Draw(t, "verified"), Glossary: rapid.SliceOfN(rapid.Byte(), 1, 9).Draw(t, "glossary"), Left: rapid.IntRange(-1, 9).Draw(t, "left"),
		Acts: []Act{{Record: versioning.ActRecord{ID: "x", Title: words}, Events: []*versioning.Event{event}, Held: []*versioning.Held{{Root: root}}, Pages: Pages{Posts: map[string]string{"a": text.Draw(t, "post")}}}}}
}

// TestPack: what was packed is unpacked, and the same bytes again.
func TestPack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := packed(t)
		b := d.Encode()
		var back Data
		if err := decode(b, &back); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(d, back) {
			t.Fatalf("%+v\nbecame\n%+v", d, back)
		}
		if string(back.Encode()) != string(b) {
			t.Fatal("other bytes the second time")
		}
		if cut := rapid.IntRange(0, len(b)-1).Draw(t, "cut"); decode(b[:cut], new(Data)) == nil {
			t.Fatalf("%d of %d bytes were taken for whole", cut, len(b))
		}
	})
}

// FuzzOpen: files that are damaged are an error, never a panic.
func FuzzOpen(f *testing.F) {
	d := Data{Acts: []Act{{Record: versioning.ActRecord{ID: "/akn/kz/act/law/2020-01-01/1"}, Events: []*versioning.Event{{ID: "x", Act: "/akn/kz/act/law/2020-01-01/1"}}}}}
	m := Messages{Lang: corpus.Russian, Pages: map[string]string{"a": "б"}}
	f.Add(d.Encode(), m.Encode())
	f.Add([]byte{}, []byte{})
	f.Add([]byte("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"), m.Encode())
	f.Fuzz(func(t *testing.T, data, messages []byte) {
		x, err := Open(data, messages)
		if err != nil {
			return
		}
		x.Search("бастық", "", "", "")
	})
}

// TestDamaged: the error says so.
func TestDamaged(t *testing.T) {
	if _, err := Open([]byte("nonsense"), nil); !errors.Is(err, errPacked) {
		t.Errorf("%v", err)
	}
}
