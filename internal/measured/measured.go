// Package measured finds the measurement data that tests are held against and
// that the project does not contain: true editions of an act, labelled
// formulas, queries with their answers.
package measured

import (
	"os"
	"path/filepath"
	"testing"
)

// Env names the environment variable that gives the folder of the data.
const Env = "TIZBE_TESTDATA"

// Dir returns the folder of the measurement data: $TIZBE_TESTDATA, else
// shared/data beside the project. A test without its data is skipped, and
// says so.
func Dir(t testing.TB) string {
	t.Helper()
	if d := os.Getenv(Env); d != "" {
		return d
	}
	d, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(d, "go.mod")); err == nil {
			break
		}
		up := filepath.Dir(d)
		if up == d {
			t.Fatal("no go.mod above the test's folder")
		}
		d = up
	}
	p := filepath.Join(d, "..", "shared", "data")
	if _, err := os.Stat(p); err != nil {
		t.Skipf("NOT TESTED: the measurement data is absent: set %s or put it at ../shared/data (%v)", Env, err)
	}
	return p
}

// Path returns the path of one file of the data; a file that is missing from
// data that is there is a failure.
func Path(t testing.TB, elem ...string) string {
	t.Helper()
	p := filepath.Join(append([]string{Dir(t)}, elem...)...)
	if _, err := os.Stat(p); err != nil {
		t.Fatalf("measurement data: %v", err)
	}
	return p
}

// Read returns the content of one file of the data.
func Read(t testing.TB, elem ...string) []byte {
	t.Helper()
	b, err := os.ReadFile(Path(t, elem...))
	if err != nil {
		t.Fatal(err)
	}
	return b
}
