package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"tizbe/corpus"
	"tizbe/site/words"
)

// Exit statuses.
const (
	answered = 0
	failed   = 1
	misused  = 2
)

// verbs makes the commands, in the order in which help lists them.
var verbs = []func(*app) *cli.Command{
	checkVerb, searchVerb, showVerb, diffVerb, historyVerb, actsVerb, factVerb, ingestVerb, amendVerb, importVerb, initVerb, reindexVerb, verifyVerb, backupVerb, restoreVerb, analyzeVerb, completionVerb, siteVerb, serveVerb,
}

// app is one run of the command: its streams, its clock and what the flags
// that every verb has say.
type app struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) string
	now      func() time.Time

	say    *words.Printer
	dir    string // the data directory
	format string
	style  style
}

// run runs the command and returns its exit status.
func (a *app) run(args []string) (status int) {
	a.say = words.NewPrinter(localeOf(a.env))
	defer func() {
		if r := recover(); r != nil {
			a.report(&failure{what: a.say.T("the program met a fault of its own: %[1]s", r), hint: a.say.T("please report the question that led here")})
			status = failed
		}
	}()
	if err := a.language(args); err != nil {
		return a.report(err)
	}
	commands := a.commands()
	if n := len(args); n > 0 && args[n-1] == completionFlag {
		return a.complete(commands, args[:n-1])
	}
	line, err := a.arrange(commands, args)
	switch {
	case err != nil:
		return a.report(err)
	case line.help:
		a.style = newStyle(a)
		a.help(a.out, commands, line.verb)
		return answered
	case line.version:
		fmt.Fprintln(a.out, "tizbe "+version())
		return answered
	case line.verb == nil:
		a.style = newStyle(a)
		a.help(a.err, commands, nil)
		return misused
	}
	c := &cli.App{
		Name: "tizbe", Commands: commands, HideHelp: true, HideVersion: true,
		Reader: a.in, Writer: a.out, ErrWriter: a.err,
		ExitErrHandler: func(*cli.Context, error) {},
		OnUsageError:   func(_ *cli.Context, err error, _ bool) error { return &misuse{what: err.Error()} },
	}
	return a.report(c.Run(append([]string{"tizbe"}, line.args...)))
}

// commands makes the commands in the language of the run.
func (a *app) commands() []*cli.Command {
	out := make([]*cli.Command, len(verbs))
	for i, v := range verbs {
		out[i] = v(a)
	}
	return out
}

// verb finishes a command: it adds the flags that every verb has, and checks
// the number of arguments, named by ArgsUsage, and the format before the
// action runs.
func (a *app) verb(c *cli.Command, formats ...string) *cli.Command {
	if len(formats) == 0 {
		formats = []string{"text", "json"}
	}
	c.Flags = append(c.Flags,
		&cli.StringFlag{Name: "format", Value: formats[0], DefaultText: formats[0], Usage: a.say.T("form of the answer: %[1]s", strings.Join(formats, "|"))},
		&cli.StringFlag{Name: "lang", Usage: a.say.T("language of the words around the answer: kk|ru|en (default: by the locale)")},
		&cli.StringFlag{Name: "data", Usage: a.say.T("the data directory (default: $TIZBE_DATA, else the user's)")},
		&cli.BoolFlag{Name: "help", Aliases: []string{"h"}, Usage: a.say.T("show this help")})
	c.HideHelp, c.HideHelpCommand = true, true
	c.OnUsageError = func(_ *cli.Context, err error, _ bool) error { return &misuse{what: err.Error()} }
	action := c.Action
	want := strings.Fields(c.ArgsUsage)
	c.Action = func(x *cli.Context) error {
		a.format = x.String("format")
		if !slices.Contains(formats, a.format) {
			return &misuse{what: a.say.T("--format %[1]s: there is no such form", a.short(a.format)), hint: a.say.T("%[1]s has the forms %[2]s", c.Name, strings.Join(formats, ", "))}
		}
		if x.NArg() < len(want) {
			return &misuse{what: a.say.T("%[1]s: %[2]s is missing", c.Name, want[x.NArg()]), hint: a.example(c)}
		}
		if x.NArg() > len(want) {
			return &misuse{what: a.say.T("%[1]s: %[2]s is one argument too many", c.Name, a.short(x.Args().Get(len(want)))), hint: a.say.T("put words with spaces in quotation marks: %[1]s", a.example(c))}
		}
		var err error
		if a.dir, err = a.dataDir(x.String("data"), x.IsSet("data")); err != nil {
			return err
		}
		a.style = newStyle(a)
		return action(x)
	}
	return c
}

// json reports whether the answer is wanted as JSON.
func (a *app) json() bool { return a.format == "json" }

// printf writes to standard output.
func (a *app) printf(format string, args ...any) { fmt.Fprintf(a.out, format, args...) }

// notice writes a line for a person to standard error.
func (a *app) notice(text string) { fmt.Fprintln(a.err, "tizbe: "+text) }

// required returns the value of a flag that must be given and not be blank.
func (a *app) required(x *cli.Context, name string) (string, error) {
	s := x.String(name)
	switch {
	case !x.IsSet(name):
		return "", &misuse{what: a.say.T("%[1]s: --%[2]s is missing", x.Command.Name, name), hint: a.example(x.Command)}
	case strings.TrimSpace(s) == "":
		return "", &misuse{what: a.say.T("--%[1]s is empty", name), hint: a.example(x.Command)}
	}
	return s, a.bounded(name, s)
}

// optional returns the value of a flag that may be absent, but not blank.
func (a *app) optional(x *cli.Context, name string) (string, error) {
	if !x.IsSet(name) {
		return "", nil
	}
	return a.required(x, name)
}

// maxWords bounds every text typed as a flag or argument, in bytes.
const maxWords = 2000

func (a *app) bounded(name, s string) error {
	switch {
	case len(s) > maxWords:
		return &misuse{what: a.say.T("--%[1]s is longer than %[2]s bytes", name, fmt.Sprint(maxWords)), hint: a.say.T("give the words alone, as one line of the list would have them")}
	case !validText(s):
		return &misuse{what: a.say.T("--%[1]s is not text in UTF-8", name), hint: a.say.T("set the terminal to UTF-8")}
	}
	return nil
}

// date returns a flag as a day; absent is the value given.
func (a *app) date(x *cli.Context, name string, absent corpus.Date) (corpus.Date, error) {
	if !x.IsSet(name) {
		if absent.IsZero() {
			return absent, &misuse{what: a.say.T("%[1]s: --%[2]s is missing", x.Command.Name, name), hint: a.example(x.Command)}
		}
		return absent, nil
	}
	d, err := corpus.ParseDate(x.String(name))
	if err != nil {
		return d, &misuse{what: a.say.T("--%[1]s %[2]s: there is no such day", name, a.short(x.String(name))), hint: a.say.T("a day is written YYYY-MM-DD, such as 2026-03-01")}
	}
	return d, nil
}

// today is the present day in the local time zone.
func (a *app) today() corpus.Date { return corpus.DateOf(a.now()) }

// known returns the --known flag, else the present moment. It is given in
// RFC 3339; a bare day stands for the end of that day, UTC.
func (a *app) known(x *cli.Context) (time.Time, error) {
	if !x.IsSet("known") {
		return a.now().UTC(), nil
	}
	s := x.String("known")
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return t.UTC(), nil
	}
	if d, err := corpus.ParseDate(s); err == nil {
		return d.AddDays(1).Time().Add(-time.Nanosecond), nil
	}
	return time.Time{}, &misuse{what: a.say.T("--known %[1]s is no moment", a.short(s)), hint: a.say.T("a moment is written 2026-03-01T09:30:00Z; a day alone stands for its end")}
}

// localeOf returns the language that the locale asks for.
func localeOf(env func(string) string) corpus.Lang {
	l := strings.ToLower(cmp.Or(env("LC_ALL"), env("LC_MESSAGES"), env("LANG")))
	switch {
	case strings.HasPrefix(l, "kk"):
		return corpus.Kazakh
	case strings.HasPrefix(l, "ru"):
		return corpus.Russian
	}
	return corpus.English
}

func version() string {
	if b, ok := debug.ReadBuildInfo(); ok && b.Main.Version != "" {
		return b.Main.Version
	}
	return "(devel)"
}

// isFile reports whether the error is one of the file system, and says what
// is wrong with which path.
func isFile(err error) (*os.PathError, bool) {
	var p *os.PathError
	return p, errors.As(err, &p)
}
