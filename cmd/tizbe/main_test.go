package main

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"tizbe/corpus"
	"tizbe/site/words"
	"tizbe/versioning"
	"tizbe/versioning/eligibility"
)

var update = flag.Bool("update", false, "write what the command says into the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tizbe": main})
}

// TestScripts runs the sessions in testdata/script. They set --seen wherever
// an answer depends on the day on which it is asked.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(e *testscript.Env) error {
			e.Setenv("TIZBE_DATA", "data")
			e.Setenv("LC_ALL", "en_US.UTF-8")
			e.Setenv("HOME", e.WorkDir)
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){"exits": exits, "letters": letters},
	})
}

// exits runs a command and checks its exit status: exits 2 tizbe nosuch.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND [ARGUMENT …]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var x *exec.ExitError
		if !errors.As(err, &x) {
			ts.Fatalf("%v", err)
		}
		got = x.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// letters sets an environment variable to a letter repeated: letters LONG а 100000.
func letters(ts *testscript.TestScript, neg bool, args []string) {
	n, err := strconv.Atoi(args[2])
	ts.Check(err)
	ts.Setenv(args[0], string(bytes.Repeat([]byte(args[1]), n)))
}

// run runs the command in this process, on the data in dir.
func run(t *testing.T, dir string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	env := map[string]string{"TIZBE_DATA": dir, "LC_ALL": "en_US.UTF-8"}
	a := &app{in: new(bytes.Buffer), out: &out, err: &err, env: func(k string) string { return env[k] },
		now: func() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }}
	status = a.run(args)
	return status, out.String(), err.String()
}

var escape = regexp.MustCompile("\x1b\\[[0-9;]*m")

// TestColourAddsNothing: what a terminal with colour shows is, without the
// colour, the plain answer.
func TestColourAddsNothing(t *testing.T) {
	recs, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	b, err := versioning.NewBase(recs, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	e, err := eligibility.New(b.Acts()[0], translator())
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []eligibility.Question{
		{Position: "бас маман", Unit: "Өртке қарсы қызмет комитеті"},
		{Position: "АҚК Төрағасы"},
		{Position: "тергеуші"},
		{Position: "министр"},
	} {
		q.On, q.Seen = corpus.MustDate("2026-03-01"), corpus.MustDate("2026-11-22")
		ans, err := e.Check(q)
		if err != nil {
			t.Fatal(err)
		}
		draw := func(colour bool) string {
			var out bytes.Buffer
			a := &app{out: &out, say: words.NewPrinter(corpus.English), style: style{colour: colour, width: maxWidth}}
			a.checkText(ans)
			return out.String()
		}
		plain, coloured := draw(false), draw(true)
		if escape.MatchString(plain) {
			t.Errorf("%s: the plain answer has escapes", q.Position)
		}
		if !escape.MatchString(coloured) {
			t.Errorf("%s: the coloured answer has none", q.Position)
		}
		if got := escape.ReplaceAllString(coloured, ""); got != plain {
			t.Errorf("%s: with colour it says something else:\n%s\n%s", q.Position, got, plain)
		}
	}
}

func TestColourOnlyOnATerminal(t *testing.T) {
	f, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if s := newStyle(&app{out: f, env: os.Getenv}); s.colour {
		t.Error("a file gets colour")
	}
}

// TestFault: a fault of the program is one line, not a trace.
func TestFault(t *testing.T) {
	var out, errs bytes.Buffer
	a := &app{out: &out, err: &errs, env: func(string) string { return "" }, now: func() time.Time { panic("the clock is broken") }}
	if got := a.run([]string{"check", "--position", "x", "--on", "2026-01-01", "--data", t.TempDir()}); got != failed {
		t.Errorf("exit status %d, want %d", got, failed)
	}
	if got := errs.String(); bytes.Count(errs.Bytes(), []byte("\n")) != 2 || regexp.MustCompile(`goroutine|\.go:`).MatchString(got) {
		t.Errorf("got %q, want a message and a hint", got)
	}
}

// FuzzArrange: whatever is typed is arranged or refused, and what is arranged
// has the verb first.
func FuzzArrange(f *testing.F) {
	for _, s := range []string{"check\x00--position\x00x", "--lang=ru\x00acts", "--\x00-x", "show\x00--on", "-\x00--=\x00--position=", "history\x00a\x00b", "help\x00check"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		a := &app{say: words.NewPrinter(corpus.English), env: func(string) string { return "" }}
		commands := []string{}
		var args []string
		for _, s := range bytes.Split([]byte(line), []byte{0}) {
			args = append(args, string(s))
		}
		cs := a.commands()
		for _, c := range cs {
			commands = append(commands, c.Name)
		}
		if a.language(args) != nil {
			return
		}
		l, err := a.arrange(cs, args)
		if err == nil && l.verb != nil && (len(l.args) == 0 || l.args[0] != l.verb.Name) {
			t.Errorf("%q became %q; verbs are %q", args, l.args, commands)
		}
	})
}
