package browser

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"tizbe/internal/measured"
)

// A product is the program in use: its command, a site that it made, shown by
// a plain web server below a folder, and the same pages served live.
type product struct {
	bin, data string
	site      string // folder of the files
	files     string // address of the files, with a slash at the end
	live      string // address of the served pages, likewise
	chromium  *Chromium
}

var shown product

func TestMain(m *testing.M) {
	flag.Parse()
	code, err := run(m)
	if errors.Is(err, ErrNoChromium) {
		fmt.Println("SKIPPED: every test in a browser, since Chromium is not installed: apt-get install chromium")
		code, err = 0, nil
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "browser tests:", err)
		code = 1
	}
	os.Exit(code)
}

func run(m *testing.M) (code int, err error) {
	dir, err := os.MkdirTemp("", "tizbe-browser-")
	if err != nil {
		return 1, err
	}
	defer os.RemoveAll(dir)
	if shown.chromium, err = Start(); err != nil {
		return 1, err
	}
	defer shown.chromium.Close()
	shown.bin, shown.data, shown.site = os.Getenv("TIZBE_BIN"), filepath.Join(dir, "data"), filepath.Join(dir, "site")
	if shown.bin == "" {
		shown.bin = filepath.Join(dir, "tizbe")
		c := exec.Command("make", "-s", "build", "BIN="+shown.bin)
		c.Dir = ".."
		if out, err := c.CombinedOutput(); err != nil {
			return 1, fmt.Errorf("building the program: %w\n%s", err, out)
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 1, err
	}
	defer l.Close()
	shown.files = "http://" + l.Addr().String() + "/list/"
	if _, err := tizbe("site", "-o", shown.site, "--url", strings.TrimSuffix(shown.files, "/")); err != nil {
		return 1, err
	}
	srv := &http.Server{Handler: http.StripPrefix("/list/", http.FileServer(http.Dir(shown.site)))}
	defer srv.Close()
	go func() { _ = srv.Serve(l) }()
	stop, err := serve()
	if err != nil {
		return 1, err
	}
	defer stop()
	return m.Run(), nil
}

// tizbe runs the program and returns what it writes.
func tizbe(args ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, shown.bin, args...)
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	c.Env = append(os.Environ(), "TIZBE_DATA="+shown.data, "LC_ALL=C.UTF-8")
	if err := c.Run(); err != nil {
		return nil, fmt.Errorf("tizbe %s: %w: %s", strings.Join(args, " "), err, errs.String())
	}
	return out.Bytes(), nil
}

// serve starts the program as a server and waits until it answers.
func serve() (stop func(), err error) {
	c := exec.Command(shown.bin, "serve", "--addr", "127.0.0.1:0", "--rate", "0", "--format", "json")
	c.Env = append(os.Environ(), "TIZBE_DATA="+shown.data, "LC_ALL=C.UTF-8")
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, err
	}
	ended := make(chan error, 1)
	stop = func() {
		_ = c.Process.Signal(syscall.SIGTERM)
		<-ended
	}
	var at struct{ Address string }
	err = json.NewDecoder(bufio.NewReader(out)).Decode(&at)
	go func() { _, _ = io.Copy(io.Discard, out); ended <- c.Wait() }()
	if err != nil {
		stop()
		return nil, fmt.Errorf("the server's address: %w", err)
	}
	shown.live = "http://" + at.Address + "/"
	// It listens before it has read the store, and says itself when it has.
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	patient := time.After(2 * time.Minute)
	for {
		r, err := http.Get(shown.live + "readyz")
		if err == nil {
			r.Body.Close()
			if r.StatusCode == http.StatusOK {
				return stop, nil
			}
		}
		select {
		case <-tick.C:
		case err := <-ended:
			return nil, fmt.Errorf("the server ended before it was ready: %v", err)
		case <-patient:
			stop()
			return nil, fmt.Errorf("the server is not ready: %v", err)
		}
	}
}

// skip skips a test and says so where it is seen: go test without a package
// argument shows what is printed, and only -v what is logged.
func skip(t *testing.T, format string, args ...any) {
	t.Helper()
	fmt.Printf("SKIPPED: %s: %s\n", t.Name(), fmt.Sprintf(format, args...))
	t.SkipNow()
}

// measurement reads a file of the measurement data, or skips.
func measurement(t *testing.T, path ...string) []byte {
	t.Helper()
	dir, err := measured.Find()
	if err != nil {
		skip(t, "the measurement data is absent: set %s or put it at ../shared/data (%v)", measured.Env, err)
	}
	b, err := os.ReadFile(filepath.Join(append([]string{dir}, path...)...))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A kind is a kind of page and the address of one below a site.
type kind struct{ name, path string }

const act = "akn/kz/act/resolution/2025-09-24/789/"

// kinds are one page of each kind; languages stand in front.
func kinds() []kind {
	return []kind{
		{"home", ""}, {"act", act}, {"edition", act + "kaz@2026-02-20/"}, {"difference", act + "diff/2025-09-24/2026-02-20/"}, {"differences", act + "diff/"},
		{"life", act + "~list__point_3__item_1/"}, {"position", act + "position/tergeushi/"}, {"positions", act + "position/"},
		{"unit", act + "unit/point_3/"}, {"units", act + "unit/"}, {"changes", "changes/"}, {"method", "method/"}, {"data", "data/"},
		{"search", "search/"}, {"check", "check/"}, {"offline", "offline/"},
	}
}

// langs are the languages of the pages with their folders.
var langs = []struct{ name, folder string }{{"kk", ""}, {"ru", "ru/"}, {"en", "en/"}}

// every calls f for each kind of page in each language.
func every(t *testing.T, f func(t *testing.T, name, path string)) {
	t.Helper()
	for _, k := range kinds() {
		for _, l := range langs {
			f(t, k.name+" "+l.name, l.folder+k.path)
		}
	}
}

// module returns a file of an npm module, or skips.
func module(t *testing.T, path string) string {
	t.Helper()
	name := filepath.Join("node_modules", filepath.FromSlash(path))
	if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
		skip(t, "%s is not installed (npm ci --ignore-scripts in browser/)", path)
	}
	return name
}
