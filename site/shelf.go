package site

import (
	"io"
	"os"
)

// A shelf keeps pages between the check of their links and the writing: the
// first ones in memory, those for which there is no room in a file without a
// name.
type shelf struct {
	pages []shelved
	room  int // bytes that may still be kept in memory
	file  *os.File
	end   int64 // of the file
}

type shelved struct {
	b    []byte // nil: in the file
	at   int64
	size int
}

// keepBytes is how much of the pages is kept in memory.
const keepBytes = 64 << 20

// put takes in the next page.
func (x *shelf) put(b []byte) error {
	if x.room -= len(b); x.room >= 0 {
		x.pages = append(x.pages, shelved{b: b, size: len(b)})
		return nil
	}
	if x.file == nil {
		f, err := os.CreateTemp("", "tizbe-site-*")
		if err != nil {
			return err
		}
		x.file = f
		os.Remove(f.Name()) // where the system lets it; else when the shelf is closed
	}
	if _, err := x.file.WriteAt(b, x.end); err != nil {
		return err
	}
	x.pages = append(x.pages, shelved{at: x.end, size: len(b)})
	x.end += int64(len(b))
	return nil
}

// get returns the page put in as the i-th. It may be called by several
// goroutines.
func (x *shelf) get(i int) ([]byte, error) {
	p := x.pages[i]
	if p.b != nil || p.size == 0 {
		return p.b, nil
	}
	b := make([]byte, p.size)
	_, err := io.ReadFull(io.NewSectionReader(x.file, p.at, int64(p.size)), b)
	return b, err
}

func (x *shelf) close() {
	if x.file != nil {
		x.file.Close()
		os.Remove(x.file.Name())
	}
}
