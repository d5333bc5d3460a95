// Package measured finds the measurement data that tests are held against and
// that the project does not contain: true editions of an act, labelled
// formulas, queries with their answers.
package measured

import (
	"errors"
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
	d, err := Find()
	switch {
	case errors.Is(err, errNoProject):
		t.Fatal(err)
	case err != nil:
		t.Skipf("NOT TESTED: the measurement data is absent: set %s or put it at ../shared/data (%v)", Env, err)
	}
	return d
}

var errNoProject = errors.New("no go.mod of the project above the working folder")

// Find is [Dir] for programs that are not tests.
func Find() (string, error) {
	if d := os.Getenv(Env); d != "" {
		return d, nil
	}
	d, err := os.Getwd()
	if err != nil {
		return "", err
	}
	// The outermost go.mod is the project's: what measures may be a module of
	// its own below it.
	top := ""
	for at := d; ; at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, "go.mod")); err == nil {
			top = at
		}
		if at == filepath.Dir(at) {
			break
		}
	}
	if top == "" {
		return "", errNoProject
	}
	p := filepath.Join(top, "..", "shared", "data")
	_, err = os.Stat(p)
	return p, err
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
