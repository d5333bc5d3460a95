package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"tizbe/versioning/store"
)

// What is damaged is named in the reader's language with what to do about it,
// and nothing is answered from it.
func TestDamageIsNamed(t *testing.T) {
	data, file := t.TempDir(), filepath.Join(t.TempDir(), "law.jsonl")
	if err := os.WriteFile(file, []byte(`{"act":"ee/7","adopted":"2010-05-05","rev":1,"effective":"2012-01-01","text":"`+strings.Repeat("Nothing in this act applies. ", 30)+`"}`+"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if status, _, msg := run(t, data, "import", file, "--no-index"); status != answered {
		t.Fatal(msg)
	}
	path := filepath.Join(data, store.FileName)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	key := func(bucket string) (k []byte) {
		t.Helper()
		db, err := bolt.Open(path, 0, &bolt.Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if err := db.View(func(tx *bolt.Tx) error {
			k, _ = tx.Bucket([]byte(bucket)).Cursor().First()
			k = bytes.Clone(k)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return k
	}
	// change turns a byte of the value of a bucket's first key.
	change := func(bucket string) {
		t.Helper()
		db, err := bolt.Open(path, 0, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if err := db.Update(func(tx *bolt.Tx) error {
			b := tx.Bucket([]byte(bucket))
			k, v := b.Cursor().First()
			v = bytes.Clone(v)
			v[len(v)-1] ^= 1
			return b.Put(bytes.Clone(k), v)
		}); err != nil {
			t.Fatal(err)
		}
	}
	latin := regexp.MustCompile(`[A-Za-z]{4,}`)
	for _, c := range []struct {
		name, en, kk, ru string
		do               func()
	}{
		{"an imported act", "imported act ee/7: not what was written", "импортталған акт ee/7: жазылғандағыдай емес", "импортированный акт ee/7: не то, что было записано", func() { change("act") }},
		{"a record", "record 1: not what was written", "1-жазба: жазылғандағыдай емес", "запись 1: не то, что было записано", func() { change("log") }},
		{"a text", fmt.Sprintf("the text with the sum %x: not what was written", key("text")), fmt.Sprintf("бақылау қосындысы %x мәтін: ", key("text")), fmt.Sprintf("текст с контрольной суммой %x: ", key("text")), func() { change("text") }},
		{"the imported texts", "block 0 of the imported texts: not what was written", "импортталған мәтіндердің 0-блогы: ", "блок 0 импортированных текстов: ", func() { change("pack") }},
		{"the end of the file", "the data file: not what was written", "дерекқор файлы: жазылғандағыдай емес", "файл данных: не то, что было записано", func() {
			if err := os.Truncate(path, int64(len(whole))/2/4096*4096); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := os.WriteFile(path, whole, 0o666); err != nil {
				t.Fatal(err)
			}
			c.do()
			for lang, want := range map[string]string{"en": c.en, "kk": c.kk, "ru": c.ru} {
				status, out, msg := run(t, data, "verify", "--lang", lang)
				said := strings.Join(strings.Fields(out+msg), " ")
				if status != failed || !strings.Contains(said, want) {
					t.Errorf("%s: status %d: %s\nwant %s", lang, status, said, want)
				}
				bare := strings.NewReplacer(data, "", "tizbe", "", "init", "", "--data", "", "DIR", "", "restore", "", "FILE", "").Replace(said)
				if w := regexp.MustCompile(`[0-9a-f]{64}`).ReplaceAllString(bare, ""); lang != "en" && latin.MatchString(w) {
					t.Errorf("%s mixes languages: %s", lang, w)
				}
			}
			if status, out, _ := run(t, data, "verify", "--format", "json"); status != failed || out != "" && !json.Valid([]byte(out)) {
				t.Errorf("status %d: %s", status, out)
			}
			if status, out, _ := run(t, data, "show", "--act", "ee/7", "--on", "2013-01-01", "--format", "raw"); status == answered && !strings.HasPrefix(out, "Nothing in this act applies. ") {
				t.Errorf("shown: %q", out)
			}
		})
	}
	// A copy of what is damaged is no backup, and one is not taken of it.
	if status, _, msg := run(t, t.TempDir(), "restore", path, "--lang", "ru"); status != failed || !strings.Contains(msg, "не является исправной") && !strings.Contains(msg, "файл данных: не то, что было записано") {
		t.Errorf("status %d: %s", status, msg)
	}
	if status, _, msg := run(t, t.TempDir(), "restore", file, "--lang", "ru"); status != failed || !strings.Contains(msg, "это не файл данной программы") {
		t.Errorf("status %d: %s", status, msg)
	}
}
