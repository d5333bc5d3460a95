package index

import (
	"errors"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tizbe/corpus"
	"tizbe/index/generation"
	"tizbe/index/retrieval"
	"tizbe/versioning"
)

// at opens the index of dir for the records, holds its contents against what
// they must be, and closes it.
func at(t testing.TB, dir string, recs []versioning.Record) (generation string) {
	t.Helper()
	src := source(t, recs)
	x, err := Open(dir, loader(src), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if x.Stale() {
		t.Fatal("the index is behind")
	}
	if got, want := contents(t, x), wanted(t, src); !maps.Equal(got, want) {
		t.Fatalf("the index has %d documents, want %d, or others", len(got), len(want))
	}
	return x.finder.Current.Generation
}

// TestBroughtUpToDate: whatever was indexed before, what is there after
// opening is what a new index would have.
func TestBroughtUpToDate(t *testing.T) {
	log := slices.Concat(synthetic(1, 5, 4), synthetic(2, 3, 2), synthetic(3, 8, 0))
	fact := versioning.Record{Recorded: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), Fact: &versioning.Fact{
		Act: log[3].Event.By, Field: versioning.FactInForce, Date: corpus.MustDate("2020-06-01"), Basis: corpus.Plain("x")}}
	log = append(log, fact)
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp("", "index-test-")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		for range rapid.IntRange(1, 4).Draw(t, "openings") {
			// A prefix of the log with a text for each act; sometimes one act
			// of it is another's, as in a log that was restored and went on.
			n := rapid.IntRange(3, len(log)).Draw(t, "records")
			recs := slices.Clone(log[:n])
			if rapid.Bool().Draw(t, "other act") {
				recs = append(synthetic(9, 2, 1), recs...)
			}
			src, err := sourceOf(recs)
			if err != nil {
				continue // the prefix ends inside an act
			}
			x, err := Open(dir, loader(src), Options{})
			if err != nil {
				t.Fatal(err)
			}
			got := make(map[string]string)
			for _, typ := range []string{typeWording, typeAct} {
				if err := stored(x.finder.Bleve, typ, "", func(id, sum string) { got[id] = sum }); err != nil {
					t.Fatal(err)
				}
			}
			x.Close()
			want := make(map[string]string)
			for _, a := range src.Base.Acts() {
				want[actDocument(a.ID)], _ = digest(a)
				for _, d := range retrieval.Documents(a) {
					_, want[d.ID()], _ = fieldsOf(d)
				}
			}
			if !maps.Equal(got, want) {
				t.Fatalf("%d documents, want %d, or others", len(got), len(want))
			}
		}
	})
}

// TestDigest: whatever the documents are made from is in the digest.
func TestDigest(t *testing.T) {
	recs := synthetic(1, 5, 2)
	sum := func(recs []versioning.Record) string {
		s, err := digest(source(t, recs).Base.Acts()[0])
		if err != nil || s == "" {
			t.Fatal(err)
		}
		return s
	}
	whole := sum(recs)
	if sum(synthetic(1, 5, 2)) != whole {
		t.Error("the same act has two digests")
	}
	seen := map[string]string{whole: "nothing"}
	for name, other := range map[string][]versioning.Record{
		"an event less": recs[:4], "another text": synthetic(1, 6, 2), "another act": synthetic(2, 5, 2),
		"a fact": append(slices.Clone(recs), versioning.Record{Fact: &versioning.Fact{Act: recs[3].Event.By, Field: versioning.FactInForce, Date: today, Basis: corpus.Plain("x")}}),
	} {
		d := sum(other)
		if was, ok := seen[d]; ok {
			t.Errorf("%s has the digest of %s", name, was)
		}
		seen[d] = name
	}
}

// TestReopened: an index that is up to date is used as it is, and one act
// more changes only what must.
func TestReopened(t *testing.T) {
	dir := t.TempDir()
	one := synthetic(1, 5, 2)
	first := at(t, dir, one)
	if again := at(t, dir, one); again != first {
		t.Error("an index that is up to date was made anew")
	}
	both := append(slices.Clone(one), synthetic(2, 5, 2)...)
	second := at(t, dir, both)
	if second == first {
		t.Error("the generation was written to")
	}
	entries, err := os.ReadDir(filepath.Join(dir, DirName))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), generation.Prefix) && e.Name() != second {
			t.Errorf("%s is left over", e.Name())
		}
	}
}

// TestOtherVersion: an index of other analyzers or documents is made anew.
func TestOtherVersion(t *testing.T) {
	for _, change := range []struct{ was, is string }{
		{`"analyzer": `, `"analyzer": 9`}, {`"document": `, `"document": 9`}, {`"generation": "g-`, `"generation": "../g-`}, {"{", "["}, {`"seq": `, `"seq": 7`},
	} {
		dir := t.TempDir()
		recs := synthetic(1, 5, 1)
		first := at(t, dir, recs)
		p := filepath.Join(dir, DirName, "CURRENT")
		raw, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		changed := strings.Replace(string(raw), change.was, change.is, 1)
		if changed == string(raw) {
			t.Fatalf("CURRENT has no %s", change.was)
		}
		if err := os.WriteFile(p, []byte(changed), 0o644); err != nil {
			t.Fatal(err)
		}
		if at(t, dir, recs) == first {
			t.Errorf("%s: the index was not made anew", change.is)
		}
	}
}

// TestDamaged: bytes are changed, files cut and removed; the next opening has
// a whole index again.
func TestDamaged(t *testing.T) {
	recs := synthetic(1, 12, 3)
	random := rand.New(rand.NewPCG(1, 2))
	for round := range 60 {
		dir := t.TempDir()
		at(t, dir, recs)
		var files []string
		err := filepath.WalkDir(filepath.Join(dir, DirName), func(p string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && d.Name() != "lock" {
				files = append(files, p)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		p := files[round%len(files)]
		raw, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		switch random.IntN(4) {
		case 0:
			err = os.Remove(p)
		case 1:
			err = os.Truncate(p, int64(random.IntN(len(raw))))
		default:
			for range 1 + random.IntN(20) {
				raw[random.IntN(len(raw))] ^= byte(1 + random.IntN(255))
			}
			err = os.WriteFile(p, raw, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
		at(t, dir, recs)
	}
}

// TestAnswersWhileAnotherWrites: with the writers' lock held by somebody else
// the index that there is answers; what it cannot know yet is not found, and
// what no longer governs is not found either.
func TestAnswersWhileAnotherWrites(t *testing.T) {
	dir := t.TempDir()
	recs := synthetic(1, 5, 2)
	at(t, dir, recs[:4]) // one amendment
	unlock, err := generation.Lock(filepath.Join(dir, DirName), time.Second)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	x, err := Open(dir, loader(source(t, recs)), Options{Timeout: 50 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if time.Since(start) > 5*time.Second || !x.Stale() {
		t.Errorf("stale: %v after %v", x.Stale(), time.Since(start))
	}
	search := func(text string) []string {
		r, err := x.Search(retrieval.Query{Text: text, On: today, Seen: today})
		if err != nil {
			t.Fatal(err)
		}
		return lines(r.Hits)
	}
	if got := search("қосылған0"); len(got) != 1 {
		t.Errorf("what was indexed and still governs: %q", got)
	}
	if got := search("қосылған1"); len(got) != 0 {
		t.Errorf("what is not indexed yet: %q", got)
	}
	if got := search("тергеуші нөмір2"); len(got) != 0 { // reworded by the second amendment
		t.Errorf("what governs no longer: %q", got)
	}
	if _, _, err := x.History(retrieval.Query{Text: "маман"}); !errors.Is(err, ErrBusy) {
		t.Errorf("history: %v", err)
	}
	// Without an index there is nothing to answer from.
	empty := t.TempDir()
	if err := os.Mkdir(filepath.Join(empty, DirName), 0o755); err != nil {
		t.Fatal(err)
	}
	unlockEmpty, err := generation.Lock(filepath.Join(empty, DirName), time.Second)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(empty, loader(source(t, recs)), Options{Timeout: 50 * time.Millisecond}); !errors.Is(err, ErrBusy) {
		t.Errorf("no index, and another makes it: %v", err)
	}
	unlockEmpty()
	unlock()
	at(t, dir, recs)
}

// TestManyOpenAtOnce: many open one directory at the same time, each with
// another view of the records; every one gets right answers.
func TestManyOpenAtOnce(t *testing.T) {
	dir := t.TempDir()
	all := slices.Concat(synthetic(1, 5, 3), synthetic(2, 5, 3))
	var mu sync.Mutex
	seen := 3 // records written so far
	load := func() (Source, error) {
		mu.Lock()
		defer mu.Unlock()
		return sourceOf(all[:seen])
	}
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			for i := range 12 {
				if g == 0 {
					mu.Lock()
					if seen = min(len(all), seen+1); seen == 7 || seen == 8 {
						seen = 9 // an act comes with its text
					}
					mu.Unlock()
				}
				x, err := Open(dir, load, Options{})
				if err != nil {
					t.Errorf("opening %d of %d: %v", i, g, err)
					return
				}
				r, err := x.Search(retrieval.Query{Text: "бастық нөмір1", On: corpus.MustDate("2020-02-01"), Seen: corpus.MustDate("2020-02-01")})
				if err != nil || r.Total < 1 {
					t.Errorf("search %d of %d: %d, %v", i, g, r.Total, err)
				}
				if err := x.Close(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	at(t, dir, all)
}

// TestManyActs: with more acts than are looked for by name, hits are held
// against their acts, and the answer is the same.
func TestManyActs(t *testing.T) {
	var recs []versioning.Record
	for n := range retrieval.MaxScope + 40 {
		recs = append(recs, synthetic(n+1, 2, n%3)...)
	}
	x := opened(t, recs)
	on := corpus.MustDate("2020-05-01")
	r, err := x.Search(retrieval.Query{Text: "бастық нөмір1", On: on, Seen: on, Limit: 5000})
	if err != nil {
		t.Fatal(err)
	}
	want := 0
	for _, a := range x.Base().Acts() {
		asOf, err := a.AsOf(on, on)
		if err != nil {
			t.Fatal(err)
		}
		st, err := a.State(asOf.Candidates[asOf.Earliest], nil)
		if err != nil {
			t.Fatal(err)
		}
		p := st.Root.Find("list__point_1__item_1")
		want++
		if !slices.ContainsFunc(r.Hits, func(h retrieval.Hit) bool { return h.Act == a.ID && h.Text == p.Text }) {
			t.Errorf("%s: %q is not found", a.ID, p.Text)
		}
	}
	if r.Total != want || len(r.Hits) != want {
		t.Errorf("%d found, want %d", r.Total, want)
	}
	one, err := x.Search(retrieval.Query{Text: "бастық нөмір1", On: on, Seen: on, Act: x.Base().Acts()[7].ID})
	if err != nil || one.Total != 1 {
		t.Errorf("in one act: %d, %v", one.Total, err)
	}
}

// TestReadOnlyDirectory: what cannot be written to is still searched.
func TestReadOnlyDirectory(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("NOT TESTED: this user may write to every directory")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o755)
	x, err := Open(dir, loader(source(t, synthetic(1, 5, 1))), Options{})
	if err != nil {
		t.Fatal(err)
	}
	temporary := x.temporary
	if r := ask(t, x, "маман", 5); r.Total == 0 {
		t.Error("nothing is found")
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(temporary); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%s is left over: %v", temporary, err)
	}
}
