package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"tizbe/versioning/archive"
	"tizbe/versioning/store"
)

func importVerb(a *app) *cli.Command {
	t := a.say.T
	return a.verb(&cli.Command{
		Name:      "import",
		Usage:     t("take in a file of dated whole texts of acts, in any language"),
		UsageText: "tizbe import FILE.jsonl[.gz|.zst] [--no-index]",
		ArgsUsage: "FILE",
		Description: t("Each line is one revision as JSON; the act is then shown, compared and asked for its history by the name it has there. "+
			"A line that is no such record is named and passed over. An import that was interrupted goes on where it was when it is started again; what is held already does no harm.") + "\n\n" +
			`{"act":"ee/1","title":"…","adopted":"2012-10-25","rev":1,"effective":"2012-11-04","text":"…"}` + "\n\n" +
			"tizbe import estonia.jsonl.gz\ntizbe show --act ee/101112012012 --on 2020-01-01",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "no-index", Usage: t("leave the search index for the next search, which is faster for a large file")},
		},
		Action: a.bulk,
	})
}

// shownErrors bounds the refused lines in the JSON; all are named on stderr.
const shownErrors = 1000

// refusedJSON is a line that was not taken in.
type refusedJSON struct {
	Line  uint64 `json:"line"`
	Error string `json:"error"`
}

type importAnswer struct {
	File    string `json:"file"`
	Earlier uint64 `json:"earlier"` // lines that an earlier import of the file was done with
	Done    bool   `json:"done"`
	Lines   uint64 `json:"lines"`
	// Of this run:
	Bytes   uint64        `json:"bytes"` // expanded
	Added   uint64        `json:"added"`
	Held    uint64        `json:"held"` // were there already
	Refused uint64        `json:"refused"`
	Errors  []refusedJSON `json:"errors"` // the first of them
	Seconds float64       `json:"seconds"`
	Store   int64         `json:"store"` // bytes of the data file
}

func (a *app) bulk(x *cli.Context) error {
	file := x.Args().First()
	if err := a.bounded("FILE", file); err != nil {
		return err
	}
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if info.IsDir() {
		return &failure{what: a.say.T("%[1]s is a directory", a.short(file)), hint: a.say.T("name a file of one JSON record a line: %[1]s", ".jsonl, .jsonl.gz, .jsonl.zst")}
	}
	s, err := a.open(false)
	if err != nil {
		return err
	}
	defer s.Close()
	debug.SetGCPercent(60) // a run of minutes, unlike a question
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	ans := importAnswer{File: filepath.Base(file), Errors: []refusedJSON{}}
	start := time.Now()
	line := a.progressLine(info.Size())
	committed, finish := func(store.Session) {}, func() {}
	if !x.Bool("no-index") {
		f := a.follow(ctx, s)
		committed, finish = f.committed, func() { f.finish(ctx, line) }
	}
	done, err := s.Import(ctx, func() (io.ReadCloser, error) { return expand(file, &line.read) }, store.ImportOptions{
		Name: ans.File, Now: a.now(),
		Refused: func(n uint64, err error) {
			if len(ans.Errors) < shownErrors {
				ans.Errors = append(ans.Errors, refusedJSON{n, a.refusal(err)})
			}
			line.clear()
			fmt.Fprintf(a.err, "%s:%d: %s\n", printable(ans.File), n, oneLine(a.refusal(err)))
		},
		Progress: line.show, Committed: committed,
		Resumed: func(p store.Session) {
			line.before, ans.Earlier = p, p.Lines
			if p.Done {
				a.notice(a.say.T("the lines up to %[1]s were taken in by an earlier import of this file", fmt.Sprint(p.Lines)))
			} else {
				a.notice(a.say.T("going on after line %[1]s, where the last import of this file stopped", fmt.Sprint(p.Lines)))
			}
		},
	})
	line.clear()
	taken := time.Since(start)
	finish()
	switch {
	case errors.Is(err, context.Canceled):
		return &failure{what: a.say.T("the import was interrupted after line %[1]s", fmt.Sprint(done.Lines)), hint: a.say.T("what was taken in stays; the same command goes on from there"), err: err}
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum), errors.Is(err, zstd.ErrMagicMismatch), errors.Is(err, zstd.ErrCRCMismatch), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, zstd.ErrWindowSizeExceeded):
		return &failure{what: a.say.T("%[1]s cannot be expanded: %[2]s", a.short(file), err), hint: a.say.T("what was taken in stays; give the whole file again"), err: err}
	case err != nil:
		return err
	}
	was := line.before
	ans.Done, ans.Lines, ans.Bytes = done.Done, done.Lines, done.Bytes-was.Bytes
	ans.Added, ans.Held, ans.Refused = done.Added-was.Added, done.Known-was.Known, done.Refused-was.Refused
	ans.Seconds = math.Round(1000*taken.Seconds()) / 1000
	if ans.Store, err = s.Size(); err != nil {
		return err
	}
	if a.json() {
		return a.writeJSON(ans)
	}
	a.style.hang(a.out, "", a.say.T("%[1]s: %[2]s lines; revisions taken in: %[3]s, held already: %[4]s, refused: %[5]s", ans.File, fmt.Sprint(ans.Lines), fmt.Sprint(ans.Added), fmt.Sprint(ans.Held), fmt.Sprint(ans.Refused)), nil)
	a.style.hang(a.out, "", a.say.T("%[1]s MB of records in %[2]s s; the data file has %[3]s MB", megabytes(int64(ans.Bytes)), fmt.Sprintf("%.1f", ans.Seconds), megabytes(ans.Store)), faint)
	return nil
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f", float64(n)/1e6) }

// refusal says why a line was not taken in.
func (a *app) refusal(err error) string {
	t := a.say.T
	switch {
	case errors.Is(err, archive.ErrConflict):
		return t("another text of this revision is held; it stays")
	case errors.Is(err, archive.ErrTooLarge):
		return t("the act is too large: %[1]s", err)
	case errors.Is(err, store.ErrLine):
		return t("the line is too long")
	}
	return t("no record of a revision: %[1]s", strings.TrimPrefix(err.Error(), archive.ErrRecord.Error()+": "))
}

// expand opens a file, compressed by gzip or zstd or not at all, as its first
// bytes say. read counts the bytes read of it.
func expand(file string, read *atomic.Int64) (io.ReadCloser, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	read.Store(0)
	in := bufio.NewReaderSize(counted{f, read}, 1<<18)
	magic, _ := in.Peek(4)
	switch {
	case bytes.HasPrefix(magic, []byte{0x1f, 0x8b}):
		z, err := gzip.NewReader(in)
		if err != nil {
			f.Close()
			return nil, err
		}
		return reader{z, f.Close}, nil
	case bytes.Equal(magic, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		// zstd --long=27 has a window of 128 MiB; more is not given to a file
		// from outside.
		z, err := zstd.NewReader(in, zstd.WithDecoderMaxWindow(1<<27), zstd.WithDecoderConcurrency(1))
		if err != nil {
			f.Close()
			return nil, err
		}
		return reader{z, func() error { z.Close(); return f.Close() }}, nil
	}
	return reader{in, f.Close}, nil
}

type counted struct {
	io.Reader
	n *atomic.Int64
}

func (c counted) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	c.n.Add(int64(n))
	return n, err
}

type reader struct {
	io.Reader
	close func() error
}

func (r reader) Close() error { return r.close() }

// A progressLine says how far a long run got, on a terminal, in one line that
// is written over; elsewhere nobody watches.
type progressLine struct {
	app      *app
	terminal bool
	size     int64        // of the file, compressed
	read     atomic.Int64 // of it
	start    time.Time
	before   store.Session
	shown    time.Time // by indexed
	drawn    bool
}

func (a *app) progressLine(size int64) *progressLine {
	p := &progressLine{app: a, size: size, start: time.Now(), shown: time.Now()}
	if f, ok := a.err.(*os.File); ok {
		p.terminal = term.IsTerminal(int(f.Fd()))
	}
	return p
}

func (p *progressLine) show(s store.Session) {
	if !p.terminal {
		return
	}
	seconds := time.Since(p.start).Seconds()
	share := min(1, float64(p.read.Load())/float64(max(1, p.size)))
	left := "?"
	if share > 0.01 {
		left = (time.Duration(seconds*(1-share)/share) * time.Second).String()
	}
	p.put(share, p.app.say.T("%[1]s revisions, %[2]s MB/s, %[3]s left", fmt.Sprint(s.Added+s.Known), fmt.Sprintf("%.1f", float64(s.Bytes-p.before.Bytes)/1e6/max(seconds, 0.001)), left))
}

// walk shows how far an inspection got.
func (p *progressLine) walk(w store.Walk) {
	if !p.terminal {
		return
	}
	p.put(float64(w.Done)/float64(max(1, w.Total)), fmt.Sprintf("%s %d/%d", p.app.part(w.Part), w.Done, w.Total))
}

func (p *progressLine) put(share float64, words string) {
	const width = 24
	full := int(share * width)
	line := fmt.Sprintf("[%s%s] %3.0f%% %s", strings.Repeat("=", full), strings.Repeat(" ", width-full), 100*share, words)
	fmt.Fprint(p.app.err, "\r\x1b[K"+line)
	p.drawn = true
}

// clear takes the line away before something else is written.
func (p *progressLine) clear() {
	if p.drawn {
		fmt.Fprint(p.app.err, "\r\x1b[K")
		p.drawn = false
	}
}
