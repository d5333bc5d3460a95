package browser

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
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
		c := exec.Command("go", "build", "-o", shown.bin, "./cmd/tizbe")
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
	stop = func() {
		_ = c.Process.Signal(syscall.SIGTERM)
		_ = c.Wait()
	}
	var at struct{ Address string }
	if err := json.NewDecoder(bufio.NewReader(out)).Decode(&at); err != nil {
		stop()
		return nil, fmt.Errorf("the server's address: %w", err)
	}
	shown.live = "http://" + at.Address + "/"
	// It listens before it has read the store; a request waits until it has.
	for deadline := time.Now().Add(time.Minute); ; {
		r, err := http.Get(shown.live + "readyz")
		if err == nil {
			r.Body.Close()
			if r.StatusCode == http.StatusOK {
				return stop, nil
			}
		}
		if time.Now().After(deadline) {
			stop()
			return nil, fmt.Errorf("the server is not ready: %v", err)
		}
	}
}

// measurement finds a file of the measurement data, or skips.
func measurement(t *testing.T, path ...string) []byte {
	t.Helper()
	dirs := []string{os.Getenv("TIZBE_TESTDATA"), "../../shared/data"}
	for _, d := range dirs {
		if b, err := os.ReadFile(filepath.Join(append([]string{d}, path...)...)); d != "" && err == nil {
			return b
		}
	}
	t.Skipf("SKIPPED: %s of the measurement data is absent (set TIZBE_TESTDATA)", filepath.Join(path...))
	return nil
}

// A kind is a kind of page and the address of one below a site.
type kind struct{ name, path string }

const act = "akn/kz/act/resolution/2025-09-24/789/"

// kinds are one page of each kind; languages stand in front.
func kinds() []kind {
	out := []kind{
		{"home", ""}, {"act", act}, {"edition", act + "kaz@2026-02-20/"}, {"difference", act + "diff/2025-09-24/2026-02-20/"}, {"differences", act + "diff/"},
		{"life", act + "~list__point_3__item_1/"}, {"position", act + "position/tergeushi/"}, {"positions", act + "position/"},
		{"unit", act + "unit/point_3/"}, {"units", act + "unit/"}, {"changes", "changes/"}, {"method", "method/"}, {"data", "data/"},
	}
	for _, p := range [...]string{"search/", "check/"} {
		if _, err := os.Stat(filepath.Join(shown.site, p, "index.html")); err == nil {
			out = append(out, kind{strings.Trim(p, "/"), p})
		}
	}
	return out
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

var reported sync.Once

// module returns a file of an npm module, or skips.
func module(t *testing.T, path string) string {
	t.Helper()
	name := filepath.Join("node_modules", filepath.FromSlash(path))
	if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
		reported.Do(func() { fmt.Println("SKIPPED: what needs npm's modules: run `npm ci --ignore-scripts` in browser/") })
		t.Skipf("SKIPPED: %s is not installed", path)
	}
	return name
}
