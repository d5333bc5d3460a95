package main

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite"
)

func runSQLite(dir string, d *dataset, fts bool) (r result, err error) {
	path := filepath.Join(dir, "db.sqlite")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return r, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	run := func(statements ...string) error {
		for _, q := range statements {
			if _, err := db.Exec(q); err != nil {
				return fmt.Errorf("%s: %w", q, err)
			}
		}
		return nil
	}
	if err := run("pragma journal_mode=wal", "create table revision (id integer primary key, act text, effective integer, until integer, rev integer, title text, text text)"); err != nil {
		return r, err
	}
	start := time.Now()
	tx, err := db.Begin()
	if err != nil {
		return r, err
	}
	add, err := tx.Prepare("insert into revision (act, effective, until, rev, title, text) values (?, ?, ?, ?, ?, ?)")
	if err != nil {
		return r, err
	}
	for i, x := range d.recs {
		if _, err := add.Exec(x.Act, x.Effective.Days(), d.truth.until[i], x.Number, x.Title, x.Text); err != nil {
			return r, err
		}
	}
	if err := tx.Commit(); err != nil {
		return r, err
	}
	if err := run("create index by_day on revision (act, effective desc, rev desc)"); err != nil {
		return r, err
	}
	size := func() (int64, error) {
		if err := run("pragma wal_checkpoint(truncate)"); err != nil {
			return 0, err
		}
		info, err := os.Stat(path)
		if err != nil {
			return 0, err
		}
		return info.Size(), nil
	}
	if fts {
		// Of a file with the index both are counted, and the index apart.
		without, err := size()
		if err != nil {
			return r, err
		}
		began := time.Now()
		if err := run("create virtual table words using fts5(text, content='revision', content_rowid='id')", "insert into words (words) values ('rebuild')"); err != nil {
			return r, err
		}
		with, err := size()
		if err != nil {
			return r, err
		}
		r.index, r.indexed = with-without, time.Since(began)
	}
	if r.size, err = size(); err != nil {
		return r, err
	}
	r.took = time.Since(start)
	text, err := db.Prepare("select text from revision where act = ? and effective <= ? order by effective desc, rev desc limit 1")
	if err != nil {
		return r, err
	}
	meta, err := db.Prepare("select effective from revision where act = ? and effective <= ? order by effective desc, rev desc limit 1")
	if err != nil {
		return r, err
	}
	for _, q := range d.questions {
		var got string
		start := time.Now()
		err := text.QueryRow(q.act, q.on.Days()).Scan(&got)
		r.text = append(r.text, time.Since(start))
		if err != nil || got != d.recs[q.rec].Text {
			return r, fmt.Errorf("%s on %s: another text (%v)", q.act, q.on, err)
		}
	}
	for _, q := range d.questions {
		var day int
		start := time.Now()
		err := meta.QueryRow(q.act, q.on.Days()).Scan(&day)
		r.meta = append(r.meta, time.Since(start))
		if err != nil {
			return r, err
		}
	}
	for _, q := range d.questions {
		if q.prev < 0 || len(r.diff) == compared {
			continue
		}
		start := time.Now()
		for _, k := range [2]int{q.prev, q.rec} {
			var got string
			if err := text.QueryRow(q.act, d.recs[k].Effective.Days()).Scan(&got); err != nil {
				return r, err
			}
		}
		r.diff = append(r.diff, time.Since(start))
	}
	if fts {
		err = searchSQLite(db, d, &r)
	}
	return r, err
}

func searchSQLite(db *sql.DB, d *dataset, r *result) error {
	for _, w := range []struct{ name, order string }{{"SQLite FTS5, by rank", "order by rank"}, {"SQLite FTS5, any 20", ""}} {
		find, err := db.Prepare("select r.act, r.effective from words join revision r on r.id = words.rowid where words match ? and r.effective <= ? and r.until > ? " + w.order + " limit 20")
		if err != nil {
			return err
		}
		s, err := d.ask(w.name, func(q search) ([]string, error) {
			rows, err := find.Query(q.word, q.day.Days(), q.day.Days())
			if err != nil {
				return nil, err
			}
			defer rows.Close()
			return keys(rows)
		})
		if err != nil {
			return err
		}
		r.searchers = append(r.searchers, s)
	}
	return nil
}
