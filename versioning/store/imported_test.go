package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"tizbe/corpus"
	"tizbe/versioning/archive"
)

// line is a record as a bulk file has it.
func line(t testing.TB, act string, rev int, effective, text string) string {
	t.Helper()
	b, err := json.Marshal(map[string]any{"act": act, "title": "Title of " + act, "adopted": "2010-01-01", "rev": rev, "effective": effective, "text": text, "source": "https://example.org/" + act})
	if err != nil {
		t.Fatal(err)
	}
	return string(b) + "\n"
}

// madeUp returns a bulk file of n acts in some revisions each, of which later
// ones change a few lines.
func madeUp(t testing.TB, n, revs int) string {
	var b strings.Builder
	for i := range n {
		rnd := rand.New(rand.NewPCG(3, uint64(i)))
		var lines []string
		for k := range 5 + rnd.IntN(60) {
			if k%12 == 0 {
				lines = append(lines, fmt.Sprintf("## § %d. Heading %d", k/12+1, rnd.IntN(1000)))
			}
			lines = append(lines, fmt.Sprintf("(%d) Paragraph %x of %x applies to %x.", k%12+1, rnd.Uint64(), i, rnd.Uint64()))
		}
		for r := range revs {
			b.WriteString(line(t, fmt.Sprintf("ee/%d", i), r+1, corpus.MustDate("2011-01-01").AddDays(100*r).String(), strings.Join(lines, "\n\n")+"\n"))
			lines[rnd.IntN(len(lines))] = fmt.Sprintf("(%d) Changed in %d to %x.", rnd.IntN(12), r, rnd.Uint64())
			if rnd.IntN(2) == 0 {
				lines = slices.Insert(lines, rnd.IntN(len(lines)), fmt.Sprintf("Inserted %x", rnd.Uint64()))
			}
		}
	}
	return b.String()
}

func opener(s string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(s)), nil }
}

func mustImport(t testing.TB, s *Store, open func() (io.ReadCloser, error)) Session {
	t.Helper()
	done, err := s.Import(context.Background(), open, ImportOptions{Name: "file", Now: time.Now(), Refused: func(n uint64, err error) { t.Errorf("line %d: %v", n, err) }})
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// content is all that a reader can learn of the imported acts, but when.
func content(t testing.TB, s *Store) map[string]string {
	t.Helper()
	out := make(map[string]string)
	err := s.EachImported(func(a ImportedAct) error {
		_, p, err := s.ImportedPack(a.Name)
		if err != nil {
			return err
		}
		var b strings.Builder
		fmt.Fprintln(&b, a.ID, a.Name, a.Lang, a.Adopted)
		for _, r := range p.Revisions() {
			text, err := p.Text(r)
			if err != nil || corpus.SumText(text) != r.Sum {
				t.Fatalf("act %s on %s: %v", a.Name, r.Effective, err)
			}
			fmt.Fprintln(&b, r.Effective, r.Number, r.Title, r.Source, r.Sum, p.Tree(r).Sum())
		}
		out[a.Name] = b.String()
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func sameContent(t testing.TB, got, want map[string]string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d acts, want %d", len(got), len(want))
	}
	for name, w := range want {
		if got[name] != w {
			t.Fatalf("act %s is\n%s\nwant\n%s", name, got[name], w)
		}
	}
}

// The text on a day is the one of the record in force on it, for 10,000
// random pairs of the measured bulk file; before the first one nothing is.
func TestSampleOnAnyDay(t *testing.T) {
	open := openSample(t)
	f, err := open()
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	byAct := make(map[string][]archive.Record)
	var names []string
	in := json.NewDecoder(f)
	for {
		var raw json.RawMessage
		if err := in.Decode(&raw); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		r, err := archive.ParseRecord(raw)
		if err != nil {
			t.Fatal(err)
		}
		if byAct[r.Act] == nil {
			names = append(names, r.Act)
		}
		byAct[r.Act] = append(byAct[r.Act], r)
	}
	s, _ := createTest(t)
	done := mustImport(t, s, open)
	size, err := s.Size()
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d revisions, %d bytes of records in %d", done.Added, done.Bytes, size)
	rnd := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	var buf []byte
	for range 10_000 {
		recs := byAct[names[rnd.IntN(len(names))]]
		first, last := recs[0].Effective, recs[len(recs)-1].Effective
		day := first.AddDays(rnd.IntN(last.Days()-first.Days()+400) - 200)
		switch rnd.IntN(4) { // the days on which something changes
		case 0:
			day = recs[rnd.IntN(len(recs))].Effective
		case 1:
			day = recs[rnd.IntN(len(recs))].Effective.AddDays(-1)
		}
		var want *archive.Record // the naive way
		for i := range recs {
			if !recs[i].Effective.After(day) {
				want = &recs[i]
			}
		}
		var r archive.Revision
		buf, r, err = s.ImportedText(buf[:0], recs[0].Act, day)
		switch {
		case want == nil && !errors.Is(err, ErrNotInForce):
			t.Fatalf("%s on %s: %v, want nothing in force", recs[0].Act, day, err)
		case want != nil && (err != nil || string(buf) != want.Text || r.Effective != want.Effective || r.Title != want.Title):
			t.Fatalf("%s on %s: another text than that of %s (%v)", recs[0].Act, day, want.Effective, err)
		}
	}
}

// Records may come in any order; the acts are the same but for the numbers
// given to what is new, and every text is there.
func TestImportAnyOrder(t *testing.T) {
	lines := strings.SplitAfter(strings.TrimSpace(madeUp(t, 12, 6)), "\n")
	rnd := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	rnd.Shuffle(len(lines), func(i, j int) {
		lines[i], lines[j] = strings.TrimSpace(lines[j])+"\n", strings.TrimSpace(lines[i])+"\n"
	})
	s, dir := createTest(t)
	cut := rnd.IntN(len(lines))
	mustImport(t, s, opener(strings.Join(lines[:cut], "")))
	mustImport(t, s, opener(strings.Join(lines, ""))) // the first part again: held or passed over
	for _, l := range lines {
		r, err := archive.ParseRecord([]byte(l))
		if err != nil {
			t.Fatal(err)
		}
		got, _, err := s.ImportedText(nil, r.Act, r.Effective)
		if err != nil || string(got) != r.Text {
			t.Fatalf("%s on %s: %v", r.Act, r.Effective, err)
		}
	}
	if s.Close(); len(lines) != 72 {
		t.Fatal(len(lines))
	}
	verify(t, dir)
}

func TestImportRefuses(t *testing.T) {
	s, _ := createTest(t)
	good := line(t, "ee/1", 1, "2011-01-01", "One\n")
	file := good +
		"{\n" + // 2
		strings.Replace(good, "2011-01-01", "2011-02-30", 1) + // 3
		"\n" + // 4: blank, passed over
		"{\"act\":\"ee/2\",\"effective\":\"2011-01-01\"}\n" + // 5
		"{\"act\":\"ee/2\",\"effective\":\"2011-01-01\",\"text\":\"\xff\"}\n" + // 6
		"{\"act\":\"ee/2\",\"effective\":\"2011-01-01\",\"text\":\"\\ud800\"}\n" + // 7
		good + // 8: held
		strings.Replace(good, "One", "Other", 1) + // 9: another text of the same revision
		line(t, "ee/1", 2, "2012-01-01", "Two") // 10
	var refused []uint64
	done, err := s.Import(context.Background(), opener(file), ImportOptions{Name: "f", Now: time.Now(), Refused: func(n uint64, err error) { refused = append(refused, n) }})
	if err != nil {
		t.Fatal(err)
	}
	if want := []uint64{2, 3, 5, 6, 7, 9}; !slices.Equal(refused, want) {
		t.Errorf("refused lines %d, want %d", refused, want)
	}
	if done.Added != 2 || done.Known != 1 || done.Refused != 6 || done.Lines != 10 || !done.Done {
		t.Errorf("%+v", done)
	}
	if got, _, err := s.ImportedText(nil, "ee/1", date("2011-06-01")); err != nil || string(got) != "One\n" {
		t.Errorf("%q %v", got, err)
	}
	for _, name := range []string{"ee/1", "/akn/ee/act/2010-01-01/1"} {
		if a, err := s.Imported(name); err != nil || a.ID != "/akn/ee/act/2010-01-01/1" || len(a.Revisions) != 2 {
			t.Errorf("%s: %+v %v", name, a, err)
		}
	}
	if _, err := s.Imported("ee/3"); !errors.Is(err, ErrNotImported) {
		t.Error(err)
	}
}

// An act of an imported base is asked like any other.
func TestImportedBase(t *testing.T) {
	s, _ := createTest(t)
	text := "# Law\n\n## § 1. Scope\n\n(1) This applies to all.\n\n(2) It ends.\n"
	mustImport(t, s, opener(line(t, "ee/1", 1, "2011-01-01", text)+
		line(t, "ee/1", 2, "2012-01-01", strings.Replace(text, "(2) It", "(1-1) Except to some.\n\n(2) It", 1))+
		line(t, "ee/1", 3, "2013-01-01", strings.Replace(text, "to all", "to nobody at all", 1))))
	b, err := s.ImportedBase("ee/1")
	if err != nil {
		t.Fatal(err)
	}
	act, err := b.Act("")
	if err != nil {
		t.Fatal(err)
	}
	ws, err := act.History("art_1__para_1", nil)
	if err != nil || len(ws) != 2 || ws[0].Text != "(1) This applies to all." || ws[1].Text != "(1) This applies to nobody at all." {
		t.Errorf("%v %v", ws, err)
	}
	ws, err = act.History("art_1__para_1-1", nil)
	if err != nil || len(ws) != 2 || ws[0].Text != "(1-1) Except to some." || ws[1].Text != "" {
		t.Errorf("%v %v", ws, err)
	}
	as, err := act.AsOf(date("2012-06-01"), date("2026-01-01"))
	if err != nil || len(as.Candidates) != 1 || as.Candidates[0].ID != "2012-01-01" {
		t.Errorf("%v %v", as, err)
	}
}

// Readers see whole texts while an import goes on, and a second import is
// told that it must wait.
func TestReadersAndImporter(t *testing.T) {
	s, dir := createTest(t)
	file := madeUp(t, 60, 8)
	want := make(map[string]map[corpus.Date]string)
	for _, l := range strings.Split(strings.TrimSpace(file), "\n") {
		r, err := archive.ParseRecord([]byte(l))
		if err != nil {
			t.Fatal(err)
		}
		if want[r.Act] == nil {
			want[r.Act] = make(map[corpus.Date]string)
		}
		want[r.Act][r.Effective] = r.Text
	}
	im, err := s.Importer(corpus.Sum{1}, "f", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Importer(corpus.Sum{2}, "g", time.Now()); !errors.Is(err, ErrImporting) {
		t.Error(err)
	}
	stop := make(chan struct{})
	var wg sync.WaitGroup
	read := make([]int, 4)
	for n := range read {
		wg.Go(func() {
			rnd := rand.New(rand.NewPCG(uint64(n), 9))
			for {
				select {
				case <-stop:
					return
				default:
				}
				name := fmt.Sprintf("ee/%d", rnd.IntN(60))
				day := corpus.MustDate("2011-01-01").AddDays(rnd.IntN(1000))
				got, r, err := s.ImportedText(nil, name, day)
				switch {
				case errors.Is(err, ErrNotImported), errors.Is(err, ErrNotInForce):
				case err != nil:
					t.Error(err)
					return
				case string(got) != want[name][r.Effective]:
					t.Errorf("%s on %s: another text", name, day)
					return
				default:
					read[n]++
				}
			}
		})
	}
	for i, l := range strings.Split(strings.TrimSpace(file), "\n") {
		r, _ := archive.ParseRecord([]byte(l))
		if err := im.Add(r); err != nil {
			t.Fatal(err)
		}
		if i%23 == 0 {
			if err := im.Commit(Session{Lines: uint64(i + 1)}); err != nil {
				t.Fatal(err)
			}
			// A copy of the moment, meanwhile.
			if i%92 == 0 {
				if _, err := Backup(context.Background(), dir, filepath.Join(t.TempDir(), "copy"), nil); err != nil {
					t.Error(err)
				}
			}
		}
	}
	if err := im.Commit(Session{Lines: 480, Done: true}); err != nil {
		t.Fatal(err)
	}
	im.Close()
	close(stop)
	wg.Wait()
	t.Logf("texts read by each while importing: %d", read)
	if slices.Max(read) == 0 {
		t.Error("nothing was read")
	}
}

func TestBackupRestore(t *testing.T) {
	s, dir := createTest(t, testRecords()...)
	mustImport(t, s, opener(madeUp(t, 20, 3)))
	want := content(t, s)
	file := filepath.Join(t.TempDir(), "backup")
	if _, err := Backup(context.Background(), dir, file, nil); err != nil { // while the store is open for writing
		t.Fatal(err)
	}
	if _, err := Backup(context.Background(), dir, file, nil); !errors.Is(err, ErrFileExists) {
		t.Errorf("over a file: %v", err)
	}
	if _, _, err := Restore(context.Background(), file, dir, nil); !errors.Is(err, ErrBusy) {
		t.Errorf("while it is open: %v", err)
	}
	mustImport(t, s, opener(madeUp(t, 30, 4)))
	s.Close()

	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(filepath.Join(dir, FileName))
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{
		"cut off":        whole[:len(whole)-3*pageSize],
		"a changed byte": append(append(bytes.Clone(whole[:len(whole)/2]), whole[len(whole)/2]^1), whole[len(whole)/2+1:]...),
		"foreign":        []byte(strings.Repeat("hello ", 9000)),
		"empty":          {},
	} {
		bad := filepath.Join(t.TempDir(), "bad")
		if err := os.WriteFile(bad, b, 0o666); err != nil {
			t.Fatal(err)
		}
		if _, _, err := Restore(context.Background(), bad, dir, nil); err == nil {
			t.Errorf("%s: restored", name)
		}
		if now, err := os.ReadFile(filepath.Join(dir, FileName)); err != nil || !bytes.Equal(now, before) {
			t.Errorf("%s: the store was changed", name)
		}
	}
	kept, _, err := Restore(context.Background(), file, dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(kept); err != nil || !bytes.Equal(b, before) {
		t.Errorf("what was there is not kept: %v", err)
	}
	s2 := openTest(t, dir, Options{})
	sameContent(t, content(t, s2), want)
	if got, err := s2.Records(); err != nil {
		t.Fatal(err)
	} else {
		sameRecords(t, got, testRecords())
	}
	fresh := t.TempDir()
	if kept, _, err := Restore(context.Background(), file, filepath.Join(fresh, "new"), nil); err != nil || kept != "" {
		t.Errorf("into an empty place: %q %v", kept, err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*.new-*")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

// Every change of a byte in a page in use is found by opening or by Verify,
// and no text that is read is another than was imported.
func TestImportedDamage(t *testing.T) {
	dir := t.TempDir()
	if err := Create(dir, testRecords()...); err != nil {
		t.Fatal(err)
	}
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	mustImport(t, s, opener(madeUp(t, 150, 5)))
	mustImport(t, s, opener(madeUp(t, 160, 6)))
	want := make(map[string]corpus.Sum)
	var names []string
	if err := s.EachImported(func(a ImportedAct) error {
		for _, r := range a.Revisions {
			k := a.Name + " " + r.Effective.String()
			want[k] = r.Sum
			names = append(names, k)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	s.Close()
	path := filepath.Join(dir, FileName)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	free := freePages(t, whole)
	rnd := rand.New(rand.NewPCG(5, uint64(time.Now().UnixNano())))
	times := 1000
	if testing.Short() {
		times = 100
	}
	atOpen := 0
	for i := 0; i < times; i++ {
		at := rnd.IntN(len(whole))
		if free[at/pageSize] || i%4 == 0 && at%pageSize > 200 {
			i--
			continue
		}
		b := bytes.Clone(whole)
		b[at] ^= byte(1 + rnd.IntN(255))
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, FileName), b, 0o666); err != nil {
			t.Fatal(err)
		}
		s, err := Open(dir, Options{ReadOnly: true})
		if err != nil {
			if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNotStore) && !errors.Is(err, ErrNewer) {
				t.Fatal(err)
			}
			atOpen++
			continue
		}
		for range 20 {
			k := names[rnd.IntN(len(names))]
			name, day, _ := strings.Cut(k, " ")
			got, r, err := s.ImportedText(nil, name, date(day))
			if err == nil && (corpus.SumText(string(got)) != want[k] || r.Effective != date(day)) {
				t.Fatalf("byte %d of page %d: a wrong text", at%pageSize, at/pageSize)
			}
		}
		if err := s.Verify(); err == nil {
			t.Errorf("byte %d of page %d changed: nothing was found; flags %x, around it %q", at%pageSize, at/pageSize, whole[at/pageSize*pageSize:][8:16], whole[max(0, at-40):at+40])
		}
		s.Close()
		os.Remove(filepath.Join(dir, FileName))
	}
	t.Logf("%d changes, %d found on opening", times, atOpen)
}

// freePages returns the pages of the file that are not in use.
func freePages(t *testing.T, whole []byte) map[int]bool {
	t.Helper()
	last := whole[headerSize:][:metaSize]
	if m := whole[pageSize+headerSize:][:metaSize]; order.Uint64(m[48:]) > order.Uint64(last[48:]) {
		last = m
	}
	out := make(map[int]bool)
	for p := int(order.Uint64(last[40:])); p < len(whole)/pageSize; p++ {
		out[p] = true
	}
	list := whole[order.Uint64(last[32:])*pageSize:]
	for i := range int(order.Uint16(list[10:])) {
		out[int(order.Uint64(list[headerSize+8*i:]))] = true
	}
	return out
}

// A file that was cut off, and then is there whole, loses nothing: neither the
// line that was cut, nor one that cannot be told from a bad one.
func TestImportCutOff(t *testing.T) {
	text := madeUp(t, 25, 3)
	full, _ := createTest(t)
	mustImport(t, full, opener(text))
	want := content(t, full)
	rnd := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	ends := []int{OpeningBytes, strings.LastIndex(text[:len(text)-1], "\n"), len(text) - 1, len(text) - 2}
	for range 8 {
		ends = append(ends, OpeningBytes+rnd.IntN(len(text)-OpeningBytes))
	}
	for _, end := range ends {
		for name, part := range map[string]io.Reader{
			"ends":  strings.NewReader(text[:end]),
			"fails": io.MultiReader(strings.NewReader(text[:end]), iotest.ErrReader(io.ErrUnexpectedEOF)),
		} {
			s, _ := createTest(t)
			_, err := s.Import(context.Background(), func() (io.ReadCloser, error) { return io.NopCloser(part), nil }, ImportOptions{Name: "file", Now: time.Now(), batch: 30_000})
			if failed := errors.Is(err, io.ErrUnexpectedEOF); failed != (name == "fails") {
				t.Fatalf("a file that %s at byte %d: %v", name, end, err)
			}
			mustImport(t, s, opener(text))
			sameContent(t, content(t, s), want)
			if again := mustImport(t, s, opener(text)); !again.Done || again.Bytes != uint64(len(text)) || again.Lines != 75 {
				t.Errorf("in the end: %+v", again)
			}
		}
	}
}
