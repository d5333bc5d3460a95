package store

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"time"

	"tizbe/corpus"
	"tizbe/versioning/archive"
)

// ErrLine is wrapped by what [ImportOptions].Refused is told of a line that
// is too long.
var ErrLine = errors.New("line is too long")

// Bounds of a batch that is written in one transaction, and of a line.
const (
	batchBytes  = 24 << 20
	batchMemory = 256 << 20
	batchTime   = 3 * time.Second
	chunkBytes  = 1 << 20 // of lines that are read ahead as one
	maxLine     = 2*archive.MaxText + 1<<20
)

// ImportOptions say how a file is imported.
type ImportOptions struct {
	Name string    // of the file
	Now  time.Time // the moment of the import
	// Refused is told of each line that is no record, or contradicts one that
	// is held; the others go on.
	Refused func(line uint64, err error)
	// Progress is told how far the import got, about ten times a second.
	Progress func(Session)
	// Resumed is told where the import goes on that an earlier one of the same
	// file began.
	Resumed func(Session)
	// Committed is told what is on the disk, after each transaction.
	Committed func(Session)

	batch uint64 // bytes to a transaction; tests have small ones
}

// Import takes in a file of one [archive.Record] a line, in bounded memory.
// What was imported of the same file before is passed over: the position
// stands in the store, in the transaction of what it is the position of.
// Records that are held already do no harm, so that a file may be given as
// often as one likes. When the context ends, what was read is written first.
//
// open opens the file, expanded; it is called again where the file turns out
// to be another one with the same opening. The Session says what was done by
// this and the earlier imports of the file that it continues.
func (s *Store) Import(ctx context.Context, open func() (io.ReadCloser, error), o ImportOptions) (Session, error) {
	f, err := open()
	if err != nil {
		return Session{}, err
	}
	defer func() { f.Close() }()
	in := bufio.NewReaderSize(f, chunkBytes)
	opening, err := in.Peek(OpeningBytes)
	if err != nil && err != io.EOF {
		return Session{}, fmt.Errorf("reading %s: %w", o.Name, err)
	}
	im, err := s.Importer(sha256.Sum256(opening), o.Name, o.Now)
	if err != nil {
		return Session{}, err
	}
	defer im.Close()
	r := &lineReader{in: in, sum: sha256.New()}
	if at := im.Session(); at.Bytes > 0 {
		end := new(lastByte)
		n, err := io.Copy(io.MultiWriter(r.sum, end), io.LimitReader(in, int64(at.Bytes)))
		if err != nil {
			return at, fmt.Errorf("reading %s: %w", o.Name, err)
		}
		if uint64(n) == at.Bytes && corpus.Sum(r.sum.Sum(nil)) == at.Sum {
			r.bytes, r.lines, r.open = at.Bytes, at.Lines, *end != '\n'
			if o.Resumed != nil {
				o.Resumed(at)
			}
		} else {
			if err := im.Restart(o.Name, o.Now); err != nil {
				return at, err
			}
			f.Close()
			if f, err = open(); err != nil {
				return at, err
			}
			in.Reset(f)
			r = &lineReader{in: in, sum: sha256.New()}
		}
	}
	return im.run(ctx, r, o)
}

// A lastByte remembers the last byte written to it.
type lastByte byte

func (l *lastByte) Write(b []byte) (int, error) {
	if len(b) > 0 {
		*l = lastByte(b[len(b)-1])
	}
	return len(b), nil
}

// A lineReader reads lines and remembers where it is.
type lineReader struct {
	in interface {
		io.Reader
		ReadSlice(byte) ([]byte, error)
	}
	sum interface {
		io.Writer
		Sum([]byte) []byte
	}
	bytes uint64
	lines uint64
	ahead uint64 // bytes that are read as one chunk
	whole bool   // the last line had its end
	open  bool   // the next line is the rest of one that is counted
}

// next returns the next line without its end; a line over maxLine is passed
// over with ErrLine. It is valid until the next call where no copy is needed.
func (r *lineReader) next() ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := r.in.ReadSlice('\n')
		r.bytes += uint64(len(part))
		r.sum.Write(part)
		switch {
		case err == nil || err == io.EOF:
			if len(part) == 0 && line == nil && !long && err == io.EOF {
				return nil, io.EOF
			}
			if !r.open {
				r.lines++
			}
			r.open, r.whole = false, err == nil
			if line != nil {
				part = append(line, part...)
			}
			if long || len(part) > maxLine {
				return nil, fmt.Errorf("%w: over %d bytes", ErrLine, maxLine)
			}
			return bytes.TrimSuffix(part, []byte("\n")), nil
		case errors.Is(err, bufio.ErrBufferFull):
			if long = long || len(line)+len(part) > maxLine; long {
				line = nil
			} else {
				line = append(line, part...)
			}
		default:
			return nil, err
		}
	}
}

// A chunk is some lines, parsed.
type chunk struct {
	recs  []numbered
	bytes uint64 // where the file is after them
	lines uint64
	sum   corpus.Sum
	end   bool
	err   error // of reading
}

type numbered struct {
	line uint64
	rec  archive.Record
	err  error
}

// read parses lines ahead of those that are added.
func (r *lineReader) read(out chan<- chunk, stop <-chan struct{}) {
	defer close(out)
	// The position is always behind a line that was whole, or was taken in: half
	// of one may be all that there is of a file that was cut off, and the rest
	// come later.
	var c chunk
	mark := func() { c.bytes, c.lines, c.sum = r.bytes, r.lines, corpus.Sum(r.sum.Sum(nil)) }
	mark()
	for {
		c.recs = nil
		for from := r.bytes; r.bytes-from < r.ahead && !c.end && c.err == nil; {
			line, err := r.next()
			switch {
			case err == io.EOF:
				c.end = true
			case errors.Is(err, ErrLine):
				c.recs = append(c.recs, numbered{line: r.lines, err: err})
			case err != nil:
				c.err = err
			case len(bytes.TrimSpace(line)) == 0:
			default:
				rec, err := archive.ParseRecord(line)
				c.recs = append(c.recs, numbered{r.lines, rec, err})
				if err != nil && !r.whole {
					continue
				}
			}
			if c.err == nil && (err != io.EOF || r.whole) {
				mark()
			}
		}
		select {
		case out <- c:
		case <-stop:
			return
		}
		if c.end || c.err != nil {
			return
		}
	}
}

func (im *Importer) run(ctx context.Context, r *lineReader, o ImportOptions) (Session, error) {
	if o.Refused == nil {
		o.Refused = func(uint64, error) {}
	}
	if o.batch == 0 {
		o.batch = batchBytes
	}
	r.ahead = min(chunkBytes, o.batch)
	chunks, stop := make(chan chunk, 3), make(chan struct{})
	defer func() {
		close(stop)
		for range chunks { // until the reader is done with the file
		}
	}()
	go r.read(chunks, stop)
	pos := im.Session()
	written, shown := time.Now(), time.Now()
	var gathered uint64
	commit := func() error {
		if err := im.Commit(pos); err != nil {
			return err
		}
		written, gathered = time.Now(), 0
		if o.Committed != nil {
			o.Committed(im.Session())
		}
		return nil
	}
	for c := range chunks {
		for _, n := range c.recs {
			err := n.err
			if err == nil {
				err = im.Add(n.rec)
			}
			switch {
			case err == nil:
				pos.Added++
			case errors.Is(err, archive.ErrHeld):
				pos.Known++
			case errors.Is(err, archive.ErrRecord), errors.Is(err, archive.ErrConflict), errors.Is(err, archive.ErrTooLarge), errors.Is(err, ErrLine):
				pos.Refused++
				o.Refused(n.line, err)
			default:
				return im.Session(), err
			}
		}
		gathered += c.bytes - pos.Bytes
		pos.Bytes, pos.Lines, pos.Sum = c.bytes, c.lines, c.sum
		if c.err == nil && c.end {
			pos.Done = true
		}
		if o.Progress != nil && time.Since(shown) > 100*time.Millisecond {
			o.Progress(pos)
			shown = time.Now()
		}
		ended := ctx.Err()
		if c.end || c.err != nil || ended != nil || gathered >= o.batch || im.Memory() > batchMemory || time.Since(written) > batchTime {
			if err := commit(); err != nil {
				return im.Session(), err
			}
		}
		switch {
		case c.err != nil:
			return im.Session(), fmt.Errorf("reading %s after line %d: %w", o.Name, c.lines, c.err)
		case ended != nil:
			return im.Session(), ended
		}
	}
	return im.Session(), nil
}
