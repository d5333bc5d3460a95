package store

import (
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"
)

// oldFile opens a store that an earlier version of the program wrote.
func oldFile(t *testing.T, name string, o Options) (*Store, string) {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, FileName), b, 0o666); err != nil {
		t.Fatal(err)
	}
	return openTest(t, dir, o), dir
}

// Bulk files that the store of format 2 was made of, one after the other: some
// acts at once, and one of several frames that grows by small imports.
func format2Files(t testing.TB) []string {
	files := []string{madeUp(t, 6, 4)}
	var lines []string
	for i := range 1200 {
		lines = append(lines, fmt.Sprintf("(%d) Whoever fails to meet duty %d of this part is fined %d units.", i+1, i*i%977, i%53))
	}
	for r := range 12 {
		files = append(files, line(t, "ee/long", r+1, fmt.Sprintf("%d-05-01", 2001+r), strings.Join(lines, "\n")+"\n"))
		lines[97*r%len(lines)] = fmt.Sprintf("(%d) Repealed in %d.", 97*r%len(lines)+1, 2001+r)
		lines = slices.Insert(lines, 31*r, fmt.Sprintf("Inserted in %d.", 2001+r))
	}
	return files
}

// A file of format 2 stays readable, and goes on as one of the latest format
// with the first import. It was written by the version of the program that
// had this format: it cannot be made anew.
func TestFormat2(t *testing.T) {
	fresh, _ := createTest(t)
	files := format2Files(t)
	for _, f := range files {
		mustImport(t, fresh, opener(f))
	}
	old, _ := oldFile(t, "format-2.db.gz", Options{ReadOnly: true})
	sameContent(t, content(t, old), content(t, fresh))

	more := strings.NewReplacer(`"rev":12`, `"rev":13`, "2012-05-01", "2013-05-01", "duty 9", "obligation 9").Replace(files[len(files)-1]) +
		line(t, "ee/more", 1, "2013-01-01", "More.\n")
	mustImport(t, fresh, opener(more))
	s, _ := oldFile(t, "format-2.db.gz", Options{})
	mustImport(t, s, opener(more))
	sameContent(t, content(t, s), content(t, fresh))
	if err := s.view(func(tx *bolt.Tx) error {
		if v := tx.Bucket(bucketMeta).Get(keyFormat); binary.BigEndian.Uint64(v) != format {
			t.Errorf("format %x", v)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}
