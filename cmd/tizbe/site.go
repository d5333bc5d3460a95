package main

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"tizbe/site"
)

func siteVerb(a *app) *cli.Command {
	m := a.pageWords
	return a.verb(&cli.Command{
		Name:        "site",
		Usage:       m("make the reference site: pages, data and feeds as files"),
		UsageText:   "tizbe site -o DIR [--url URL] [--imported]",
		Description: m("Only what changed is written. The same data give the same bytes; links are relative, so that the site works below any address and offline. A dead link is an error, and nothing is written.") + "\n\ntizbe site -o public\ntizbe site -o public --url https://example.org",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "o", Usage: m("the folder of the site; it is made if need be")},
			&cli.StringFlag{Name: "url", Usage: m("the address at which the site will stand, for canonical links and feeds")},
			&cli.BoolFlag{Name: "imported", Usage: m("pages of the imported acts as well")},
		},
		Action: a.site,
	})
}

// pageWords says a message of the pages in the language of the run.
func (a *app) pageWords(key string, args ...any) string {
	return site.Message(a.say.Lang(), key, args...)
}

type siteAnswer struct {
	Folder    string `json:"folder"`
	Files     int    `json:"files"`
	Written   int    `json:"written"`
	Removed   int    `json:"removed"`
	Bytes     int64  `json:"bytes"`
	HomeBytes int    `json:"home_bytes"`
	Verified  string `json:"verified"`
}

func (a *app) site(x *cli.Context) error {
	dir, err := a.required(x, "o")
	if err != nil {
		return err
	}
	address, err := a.siteAddress(x)
	if err != nil {
		return err
	}
	// The program is set for questions, of which the memory is soon given back;
	// a site is made of what stays.
	debug.SetGCPercent(400)
	if x.Bool("imported") {
		debug.SetGCPercent(100)
	}
	began := a.now()
	b, err := a.base(time.Time{})
	if err != nil {
		return err
	}
	o := site.Options{URL: address, Glossary: glossarySource()}
	if x.Bool("imported") {
		if o.More, err = a.allImported(); err != nil {
			return err
		}
	}
	r, err := site.Build(b, o, dir, a.progress())
	switch {
	case errors.Is(err, site.ErrDeadLink):
		return &failure{what: a.pageWords("the site has dead links; nothing was written: %[1]s", err), hint: a.pageWords("this is a fault of the program; please report it"), err: err}
	case err != nil:
		return err
	}
	if address == "" {
		a.notice(a.pageWords("without --url the site map and the feeds have no whole addresses"))
	}
	if a.json() {
		return a.writeJSON(siteAnswer{dir, r.Files, r.Written, r.Removed, r.Bytes, r.HomeBytes, r.Verified.String()})
	}
	a.notice(a.pageWords("files: %[1]s; written: %[2]s; removed: %[3]s; bytes: %[4]s; in %[5]s",
		r.Files, r.Written, r.Removed, r.Bytes, a.now().Sub(began).Round(100*time.Millisecond)))
	a.printf("%s\n", dir)
	return nil
}

// siteAddress returns the flag --url.
func (a *app) siteAddress(x *cli.Context) (string, error) {
	address, err := a.optional(x, "url")
	if err != nil {
		return "", err
	}
	if u, err := url.Parse(address); address != "" && (err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.RawQuery != "" || u.Fragment != "") {
		return "", &misuse{what: a.pageWords("--%[1]s is not an address such as https://example.org/list", "url"), hint: a.example(x.Command)}
	}
	return address, nil
}

// progress returns what draws a bar on standard error where that is a
// terminal; elsewhere there is only the line at the end.
func (a *app) progress() func(done, total int) {
	f, ok := a.err.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	const width = 30
	last := -1
	return func(done, total int) {
		n := width * done / max(1, total)
		if n == last && done < total {
			return
		}
		last = n
		fmt.Fprintf(f, "\r%s%s %s", strings.Repeat("█", n), strings.Repeat("░", width-n), a.pageWords("pages: %[1]s of %[2]s", done/2, total/2))
		if done == total {
			fmt.Fprint(f, "\r\x1b[K")
		}
	}
}
