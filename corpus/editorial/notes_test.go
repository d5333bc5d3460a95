package editorial

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"tizbe/corpus"
	"tizbe/internal/measured"
)

// labels are the words of the measured samples for what a note reports.
var labels = map[string]Kind{"entry-pointer": Entry, "amended-unspecified": Changed, "replaced": NewWording, "deleted-tombstone": Deleted, "repealed-tombstone": Repealed, "expired-tombstone": Expired}

// expected says, for every measured note by its line, what a lawyer reads in
// it: the target, and each act as subtype/date/number with the kind of its
// entry rule.
var expected = []struct {
	target string
	acts   string
}{
	{"", ""},
	{"document", "resolution/2026-01-29/48 signing, resolution/2026-02-20/91 see"},
	{"document", "resolution/2026-01-29/48 signing, resolution/2026-02-20/91 see"},
	{"title", "resolution/2023-02-15/126 signing"},
	{"document title", "resolution/2023-02-15/126 signing"},
	{"4", "resolution/2023-04-13/301 signing"},
	{"point 1", "resolution/2023-02-15/126 signing"},
	{"document", "resolution/2023-02-15/126 signing, resolution/2023-04-13/301 signing"},
	{"point 2", "resolution/2010-07-29/763"},
	{"2", "resolution/2015-09-04/745 after_publication"},
	{"point 2", "resolution/2010-07-29/763"},
	{"point 7", "resolution/2015-09-04/745 after_publication"},
	{"point 3", "resolution/2013-08-05/796, resolution/2014-09-23/1005"},
	{"point 3", "resolution/2013-08-05/796, resolution/2014-09-23/1005"},
	{"1", "resolution/2015-06-18/457 publication"},
	{"5", "resolution/2012-03-19/340 publication"},
	{"article 101-9 title", "law/2020-10-06/365-VI after_publication, law/2021-04-01/26-VII on_date"},
	{"chapter 14 title", "law/2006-07-07/182"},
	{"article 42", "law/2018-07-05/179-VI publication"},
	{"3", "law/2016-04-06/480-V see"},
	{"document", "order/2018-03-29/121 after_publication"},
	{"article 1", "law/2018-12-27/205-VI after_publication, law/2022-11-05/157-VII on_date"},
}

// said writes a note as expected has it.
func said(n Note) (target, acts string) {
	var t []string
	if n.Target.Document {
		t = append(t, "document")
	}
	if n.Target.Partly {
		t = append(t, "partly")
	}
	for _, r := range n.Target.Refs {
		for _, e := range r {
			t = append(t, strings.TrimSpace(e.Level.String()+" "+e.Num))
		}
	}
	if n.Tombstone {
		t = append(t, n.Num)
	}
	var as []string
	for _, a := range n.Acts {
		id := strings.TrimPrefix(string(a.ID), "/akn/kz/act/")
		as = append(as, strings.TrimSpace(id+" "+string(a.Entry.Entry.Kind)))
	}
	return strings.Join(t, " "), strings.Join(as, ", ")
}

func TestMeasuredNotes(t *testing.T) {
	sc := bufio.NewScanner(bytes.NewReader(measured.Read(t, "grammar", "notes.jsonl")))
	sc.Buffer(nil, 1<<20)
	n, right, unread := 0, 0, 0
	for ; sc.Scan(); n++ {
		var row struct {
			Lang     corpus.Lang `json:"lang"`
			Kind     string      `json:"kind"`
			Note     string      `json:"note"`
			Restored string      `json:"note_order_restored"`
		}
		if err := json.Unmarshal(sc.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		if n >= len(expected) {
			t.Fatalf("line %d: no expectation for %q", n+1, row.Note)
		}
		for _, text := range []string{row.Note, row.Restored} {
			if text == "" {
				continue
			}
			note, ok := Parse(text, row.Lang)
			if strings.HasSuffix(row.Kind, "tombstone") {
				note, ok = Tombstone(text)
			}
			if !ok || note.Kind == Unread {
				unread++
				t.Logf("unread: %s", text)
				continue
			}
			target, acts := said(note)
			if note.Kind != labels[row.Kind] || target != expected[n].target || acts != expected[n].acts {
				t.Errorf("line %d: %s\n got %s, %q, %q\nwant %s, %q, %q", n+1, text, note.Kind, target, acts, labels[row.Kind], expected[n].target, expected[n].acts)
				continue
			}
			right++
		}
	}
	total := right + unread
	t.Logf("notes read right: %d of %d, unread %d", right, total, unread)
	if n == 0 || right*100 < total*95 {
		t.Errorf("read right: %d of %d (%d lines); the goal is 95%%", right, total, n)
	}
	if got := fmt.Sprint(n); got != fmt.Sprint(len(expected)) {
		t.Errorf("%s lines, %d expectations", got, len(expected))
	}
}
