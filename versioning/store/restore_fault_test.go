package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// Each step of restoring fails twice: it left nothing, and it did what it was
// to do and failed all the same. Whatever happens, the store is the old one or
// the new one, whole, and a second try ends well.
func TestRestoreFaults(t *testing.T) {
	source, from := createTest(t, testRecords()...)
	mustImport(t, source, opener(madeUp(t, 8, 3)))
	want := content(t, source)
	backup := filepath.Join(t.TempDir(), "backup")
	if _, err := Backup(context.Background(), from, backup, nil); err != nil {
		t.Fatal(err)
	}
	oldFile := madeUp(t, 5, 2)
	nothing := func(string, string) error { return errFault }
	but := func(f func(string, string) error) func(string, string) error {
		return func(from, to string) error { return errors.Join(f(from, to), errFault) }
	}
	// nth fails at the n-th call.
	nth := func(n int, f, fault func(string) error) func(string) error {
		return func(dir string) error {
			if n--; n == 0 {
				return fault(dir)
			}
			return f(dir)
		}
	}
	noSync := func(string) error { return errFault }
	butSync := func(dir string) error { return errors.Join(syncDir(dir), errFault) }
	for _, c := range []struct {
		name     string
		empty    bool // there was no store
		do       restoreSteps
		replaced bool
	}{
		{"no second name", false, restoreSteps{systemSteps, nothing, os.Rename}, false},
		{"a second name, and an error", false, restoreSteps{systemSteps, but(keep), os.Rename}, false},
		{"the second name is not synced", false, restoreSteps{steps{publish, nth(1, syncDir, noSync)}, keep, os.Rename}, false},
		{"the second name is synced, and an error", false, restoreSteps{steps{publish, nth(1, syncDir, butSync)}, keep, os.Rename}, false},
		{"not replaced", false, restoreSteps{systemSteps, keep, nothing}, false},
		{"replaced, and an error", false, restoreSteps{systemSteps, keep, but(os.Rename)}, true},
		{"the new name is not synced", false, restoreSteps{steps{publish, nth(2, syncDir, noSync)}, keep, os.Rename}, true},
		{"the new name is synced, and an error", false, restoreSteps{steps{publish, nth(2, syncDir, butSync)}, keep, os.Rename}, true},
		{"no name in an empty place", true, restoreSteps{steps{nothing, syncDir}, keep, os.Rename}, false},
		{"a name in an empty place, and an error", true, restoreSteps{steps{but(publish), syncDir}, keep, os.Rename}, true},
		{"the name in an empty place is not synced", true, restoreSteps{steps{publish, noSync}, keep, os.Rename}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			var old map[string]string
			if !c.empty {
				s, err := Open(dir, Options{Create: true})
				if err != nil {
					t.Fatal(err)
				}
				mustImport(t, s, opener(oldFile))
				old = content(t, s)
				s.Close()
			}
			kept, _, err := restore(context.Background(), backup, dir, nil, c.do)
			if !errors.Is(err, errFault) {
				t.Fatalf("%v", err)
			}
			s, err := Open(dir, Options{ReadOnly: true})
			switch {
			case c.empty && !c.replaced:
				if !errors.Is(err, ErrNoStore) {
					t.Fatalf("%v", err)
				}
			case err != nil:
				t.Fatal(err)
			case c.replaced:
				sameContent(t, content(t, s), want)
				s.Close()
			default:
				sameContent(t, content(t, s), old)
				s.Close()
			}
			if c.replaced && !c.empty {
				k, err := openAt(kept, Options{ReadOnly: true})
				if err != nil {
					t.Fatalf("what was there is not kept: %v", err)
				}
				sameContent(t, content(t, k), old)
				k.Close()
			}
			if left, _ := filepath.Glob(filepath.Join(dir, "*.new-*")); len(left) > 0 {
				t.Errorf("left behind: %q", left)
			}
			if _, _, err := Restore(context.Background(), backup, dir, nil); err != nil {
				t.Fatal(err)
			}
			sameContent(t, content(t, openTest(t, dir, Options{ReadOnly: true})), want)
		})
	}
}

// What was there gets its second name by a link or, where there is none, by a
// copy; it is never without its own.
func TestKeep(t *testing.T) {
	for name, f := range map[string]func(from, to string) error{"link": keep, "copy": copyFile} {
		dir := t.TempDir()
		from, to := filepath.Join(dir, "a"), filepath.Join(dir, "b")
		if err := os.WriteFile(from, []byte("text"), 0o666); err != nil {
			t.Fatal(err)
		}
		if err := f(from, to); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := f(from, to); !errors.Is(err, os.ErrExist) {
			t.Errorf("%s over a file: %v", name, err)
		}
		for _, n := range []string{from, to} {
			if b, err := os.ReadFile(n); err != nil || string(b) != "text" {
				t.Errorf("%s: %s: %q %v", name, n, b, err)
			}
		}
	}
}
