package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// pgBin returns a program of the PostgreSQL server, or "" where none is
// installed.
func pgBin(name string) string {
	if p, err := exec.LookPath(name); err == nil {
		return p
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if len(found) == 0 {
		return ""
	}
	return found[len(found)-1]
}

// startPostgres starts a server of its own in the folder, which is asked over
// a socket there. The server refuses to run as root: it is then the user
// postgres.
func startPostgres(dir string) (conn *pgx.Conn, stop func() error, err error) {
	data := filepath.Join(dir, "pg")
	attr := &syscall.SysProcAttr{}
	if os.Getuid() == 0 {
		u, err := user.Lookup("postgres")
		if err != nil {
			return nil, nil, err
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		attr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		if err := errors.Join(os.Chown(dir, uid, gid), os.Chmod(dir, 0o700)); err != nil {
			return nil, nil, err
		}
	}
	run := func(name string, args ...string) error {
		c := exec.Command(pgBin(name), args...)
		c.SysProcAttr, c.Dir = attr, dir
		if out, err := c.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w: %.500s", name, err, out)
		}
		return nil
	}
	if err := run("initdb", "-D", data, "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C"); err != nil {
		return nil, nil, err
	}
	log := filepath.Join(dir, "log")
	if err := run("pg_ctl", "-D", data, "-l", log, "-w", "-o", fmt.Sprintf("-c listen_addresses='' -k %s -c jit=off", dir), "start"); err != nil {
		return nil, nil, err
	}
	stop = func() error { return run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop") }
	conn, err = pgx.Connect(context.Background(), fmt.Sprintf("host=%s user=bench dbname=postgres", dir))
	if err != nil {
		return nil, nil, errors.Join(err, stop())
	}
	return conn, stop, nil
}

func runPostgres(dir string, d *dataset) (r result, err error) {
	ctx := context.Background()
	db, stop, err := startPostgres(dir)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, db.Close(ctx), stop()) }()
	run := func(q string) error {
		if _, err := db.Exec(ctx, q); err != nil {
			return fmt.Errorf("%s: %w", q, err)
		}
		return nil
	}
	if err := run("create table revision (id integer primary key, act text, effective integer, until integer, rev integer, title text, text text)"); err != nil {
		return r, err
	}
	start := time.Now()
	rows := make([][]any, len(d.recs))
	for i, x := range d.recs {
		rows[i] = []any{int32(i), x.Act, int32(x.Effective.Days()), int32(d.truth.until[i]), int32(x.Number), x.Title, x.Text}
	}
	if _, err := db.CopyFrom(ctx, pgx.Identifier{"revision"}, []string{"id", "act", "effective", "until", "rev", "title", "text"}, pgx.CopyFromRows(rows)); err != nil {
		return r, err
	}
	if err := run("create index by_day on revision (act, effective desc, rev desc)"); err != nil {
		return r, err
	}
	r.took = time.Since(start)
	size := func(q string) (n int64) {
		if err == nil {
			err = db.QueryRow(ctx, q).Scan(&n)
		}
		return n
	}
	r.size = size("select pg_total_relation_size('revision')")
	start = time.Now()
	for _, q := range []string{"alter table revision add column words tsvector", "update revision set words = to_tsvector('simple', text)", "create index by_word on revision using gin (words)", "vacuum full analyze revision"} {
		if err := run(q); err != nil {
			return r, err
		}
	}
	r.indexed = time.Since(start)
	r.index = size("select pg_relation_size('by_word') + sum(pg_column_size(words)) from revision")
	if err != nil {
		return r, err
	}
	for _, q := range d.questions {
		var got string
		start := time.Now()
		err := db.QueryRow(ctx, "select text from revision where act = $1 and effective <= $2 order by effective desc, rev desc limit 1", q.act, q.on.Days()).Scan(&got)
		r.text = append(r.text, time.Since(start))
		if err != nil || got != d.recs[q.rec].Text {
			return r, fmt.Errorf("%s on %s: another text (%v)", q.act, q.on, err)
		}
	}
	for _, q := range d.questions {
		var day int
		start := time.Now()
		err := db.QueryRow(ctx, "select effective from revision where act = $1 and effective <= $2 order by effective desc, rev desc limit 1", q.act, q.on.Days()).Scan(&day)
		r.meta = append(r.meta, time.Since(start))
		if err != nil {
			return r, err
		}
	}
	for _, w := range []struct{ name, order string }{{"PostgreSQL GIN, by ts_rank", "order by ts_rank(words, to_tsquery('simple', $1)) desc"}, {"PostgreSQL GIN, any 20", ""}} {
		sql := "select act, effective from revision where words @@ to_tsquery('simple', $1) and effective <= $2 and until > $2 " + w.order + " limit 20"
		s, err := d.ask(w.name, func(q search) ([]string, error) {
			rows, err := db.Query(ctx, sql, q.word, q.day.Days())
			if err != nil {
				return nil, err
			}
			defer rows.Close()
			return keys(rows)
		})
		if err != nil {
			return r, err
		}
		r.searchers = append(r.searchers, s)
	}
	return r, nil
}
