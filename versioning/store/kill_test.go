package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"tizbe/corpus"
	"tizbe/internal/child"
	"tizbe/versioning"
)

// The test binary is its own child: with this set to a directory it creates a
// store there if there is none, then adds records for ever and prints each
// sequence number once it is acknowledged.
const childEnv = "TIZBE_STORE_TEST_CHILD"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childEnv); dir != "" {
		if err := childMain(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	if arg := os.Getenv(importerEnv); arg != "" {
		if err := importingChild(arg); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func childMain(dir string) error {
	fmt.Println(child.Begin)
	if err := Create(dir, testRecords()...); err != nil && !errors.Is(err, ErrStoreExists) {
		return err
	}
	s, err := Open(dir, Options{})
	if err != nil {
		return err
	}
	fmt.Println(s.Watermark())
	for {
		if err := s.Append(childRecords(s.Watermark())...); err != nil {
			return err
		}
		fmt.Println(s.Watermark())
	}
}

// childRecords are what the child adds after the sequence number.
func childRecords(after uint64) []versioning.Record {
	recs := testRecords()
	fact := *recs[4].Fact
	fact.Basis = corpus.Plain(fmt.Sprint("fact ", after+1))
	held := *recs[3].Held
	held.Root = testTree(fmt.Sprint("text ", after+2))
	held.Raw = fmt.Append(nil, "source ", after+2)
	return []versioning.Record{{Fact: &fact}, {Held: &held}}
}

// A process killed at any moment leaves no store or a whole one, with every
// record that it said was there.
func TestKill(t *testing.T) {
	rounds, limit := 200, 40*time.Second
	if testing.Short() {
		rounds = 20
	}
	rnd := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	start := time.Now()
	dir, acknowledged, done, none, most := t.TempDir(), uint64(0), 0, 0, uint64(0)
	for ; done < rounds && (done < 100 || time.Since(start) < limit); done++ {
		if done%4 == 0 { // a fresh directory, to be killed while creating it
			dir, acknowledged = t.TempDir(), 0
		}
		if child.Kill(t, childEnv+"="+dir, time.Duration(rnd.Int64N(int64(25*time.Millisecond))), func(line string) {
			n, err := strconv.ParseUint(strings.TrimSpace(line), 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			acknowledged = max(acknowledged, n)
		}) {
			t.Fatalf("round %d: the child ended by itself", done)
		}
		most = max(most, acknowledged)
		if !afterKill(t, dir, acknowledged) {
			none++
		}
	}
	t.Logf("killed %d times in %s, %d times before there was a store; up to %d records", done, time.Since(start).Round(time.Millisecond), none, most)
}

// afterKill reports whether there is a store; it must be whole.
func afterKill(t *testing.T, dir string, acknowledged uint64) bool {
	t.Helper()
	s, err := Open(dir, Options{ReadOnly: true})
	if errors.Is(err, ErrNoStore) && acknowledged == 0 {
		return false
	}
	if err != nil {
		t.Fatalf("after a kill, %d acknowledged: %v", acknowledged, err)
	}
	defer s.Close()
	if err := s.Verify(); err != nil {
		t.Fatal(err)
	}
	recs, err := s.Records()
	if err != nil {
		t.Fatal(err)
	}
	first := testRecords()
	n := uint64(len(recs))
	if n < acknowledged || n < uint64(len(first)) || (n-uint64(len(first)))%2 != 0 {
		t.Fatalf("%d records, %d acknowledged", n, acknowledged)
	}
	want := first
	for uint64(len(want)) < n {
		want = append(want, childRecords(uint64(len(want)))...)
	}
	sameRecords(t, recs, want)
	return true
}
