package browser

import (
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// nu runs the checker of the HTML and CSS standards over files and folders,
// and reports what it finds.
func nu(t *testing.T, args ...string) {
	t.Helper()
	vnu := module(t, "vnu-jar/build/dist/vnu.jar")
	java, err := exec.LookPath("java")
	if err != nil {
		skip(t, "java is not installed (apt-get install default-jre-headless)")
	}
	out, err := exec.Command(java, append([]string{"-Xss2m", "-Xmx1g", "-jar", vnu, "--format", "json", "--stdout", "--exit-zero-always"}, args...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	var found struct {
		Messages []struct {
			Type, SubType, URL, Message, Extract string
			LastLine                             int
		}
	}
	if err := json.Unmarshal(out, &found); err != nil {
		t.Fatalf("%v: %.300s", err, out)
	}
	wrong := 0
	for _, m := range found.Messages {
		switch {
		case m.Type == "info" && m.SubType != "warning":
			continue
		// The checker takes a file for a foreign origin, and data for a script;
		// what the policy really blocks the browser reports on every page opened.
		case strings.Contains(m.Message, "violates Content Security Policy"):
			continue
		// A property of SVG 2, which the checker does not know.
		case strings.Contains(m.Message, "“paint-order”"):
			continue
		}
		if wrong++; wrong <= 30 {
			t.Errorf("%s:%d: %s %.120q", strings.TrimPrefix(m.URL, "file:"), m.LastLine, m.Message, m.Extract)
		}
	}
	if wrong > 30 {
		t.Errorf("and more, %d in all", wrong)
	}
}

// TestValid holds every page of the files and the style against the standards.
func TestValid(t *testing.T) {
	nu(t, "--skip-non-html", shown.site)
	pages := 0
	err := filepath.WalkDir(shown.site, func(path string, d fs.DirEntry, err error) error {
		if filepath.Ext(path) == ".html" {
			pages++
		}
		return err
	})
	if err != nil || pages < 1000 {
		t.Errorf("only %d pages were checked (%v)", pages, err)
	}
	styles, err := filepath.Glob(filepath.Join(shown.site, "assets", "*.css"))
	if err != nil || len(styles) == 0 {
		t.Fatalf("no style (%v)", err)
	}
	nu(t, append([]string{"--css"}, styles...)...)
}

// TestServedIsValid holds what only the server answers, and one page of each
// kind, against the standard.
func TestServedIsValid(t *testing.T) {
	type served struct {
		name, path string
		status     int
	}
	var all []served
	every(t, func(_ *testing.T, name, path string) { all = append(all, served{name, path, http.StatusOK}) })
	for _, l := range langs {
		for _, p := range answered {
			all = append(all, served{p.name + " " + l.name, l.folder + p.path, p.status})
		}
	}
	dir := t.TempDir()
	for i, s := range all {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, shown.live+s.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Accept", "text/html")
		got, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(got.Body)
		got.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if got.StatusCode != s.status || !strings.HasPrefix(got.Header.Get("Content-Type"), "text/html") {
			t.Errorf("%s: %s, %s", s.name, got.Status, got.Header.Get("Content-Type"))
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%02d %s.html", i, s.name)), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	nu(t, "--skip-non-html", dir)
}

// answered are pages that only a server gives, below the folder of a language.
var answered = []struct {
	name, path string
	status     int
}{
	{"found", "search/?q=%D1%82%D0%B5%D1%80%D0%B3%D0%B5%D1%83%D1%88%D1%96&on=2026-11-22", http.StatusOK},
	{"nothing found", "search/?q=%3Cb%3Eqqq%22", http.StatusOK},
	{"answer", "check/?position=%D1%82%D0%B5%D1%80%D0%B3%D0%B5%D1%83%D1%88%D1%96&on=2026-11-22", http.StatusOK},
	{"not listed", "check/?position=%3Cb%3Eqqq%22&on=2026-11-22", http.StatusOK},
	{"wrong day", "check/?position=x&on=2026-13-40", http.StatusBadRequest},
	{"not found", "no/such/page/", http.StatusNotFound},
}
