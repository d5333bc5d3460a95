package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/pattern"
	"tizbe/corpus/reading"
	"tizbe/versioning"
	"tizbe/versioning/store"
)

// misuse is a command line that could not be understood: exit status 2.
type misuse struct{ what, hint string }

func (e *misuse) Error() string { return e.what }

// failure is a question that was understood and could not be answered: exit
// status 1.
type failure struct {
	what, hint string
	err        error // what it was translated from, or nil
}

func (e *failure) Error() string { return e.what }
func (e *failure) Unwrap() error { return e.err }

// report prints the error, if any, as one line that says what is wrong and
// one that says what to do, and returns the exit status.
func (a *app) report(err error) int {
	if err == nil {
		return answered
	}
	var m *misuse
	var f *failure
	status, what, hint := failed, "", ""
	switch {
	case errors.As(err, &m):
		status, what, hint = misused, m.what, m.hint
		if hint == "" {
			hint = a.say.T("tizbe --help lists the verbs")
		}
	case errors.As(err, &f):
		what, hint = f.what, f.hint
	default:
		f := a.explain(err)
		what, hint = f.what, f.hint
	}
	fmt.Fprintln(a.err, "tizbe: "+oneLine(what))
	if hint != "" {
		fmt.Fprintln(a.err, a.say.T("hint:")+" "+oneLine(hint))
	}
	return status
}

func oneLine(s string) string { return printable(strings.Join(strings.Fields(s), " ")) }

// explain translates an error of the lower packages.
func (a *app) explain(err error) *failure {
	t := a.say.T
	f := &failure{err: err}
	say := func(what, hint string) *failure { f.what, f.hint = what, hint; return f }
	switch {
	case errors.Is(err, store.ErrNoStore):
		return say(t("there is no data in %[1]s", a.dir), t("tizbe init makes it; --data names another directory"))
	case errors.Is(err, store.ErrBusy):
		return say(t("the data in %[1]s are in use by another run", a.dir), t("wait until it ends, then ask again"))
	case errors.Is(err, store.ErrNewer):
		return say(t("the data in %[1]s were written by a newer version of the program", a.dir), t("install that version, or name another directory with --data"))
	case errors.Is(err, store.ErrNotStore):
		return say(t("the file in %[1]s is not one of this program", a.dir), t("move it away, or name another directory with --data"))
	case errors.Is(err, store.ErrDamaged):
		return say(t("the data in %[1]s are damaged: %[2]s", a.dir, a.damage(err)), t("nothing is answered from damaged data: take a copy from before, or make the data anew with tizbe init --data DIR"))
	case errors.Is(err, versioning.ErrTooOpen):
		return say(t("so many dates of the act are not known that its revisions cannot be listed"), t("record what is known with tizbe fact"))
	case errors.Is(err, versioning.ErrTarget), errors.Is(err, versioning.ErrBefore), errors.Is(err, versioning.ErrExists):
		return say(t("the recorded amendments do not fit the text: %[1]s", err), t("tizbe acts shows what is held"))
	case errors.Is(err, versioning.ErrNotHeld):
		return say(t("the text is not held and cannot be computed from one that is"), t("tizbe acts lists what is held; tizbe ingest adds an edition"))
	case errors.Is(err, versioning.ErrInvalid):
		return say(t("the records contradict each other: %[1]s", err), t("nothing was written"))
	}
	if p, ok := isFile(err); ok {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return say(t("there is no file or directory %[1]s", a.short(p.Path)), t("check the path"))
		case errors.Is(err, fs.ErrPermission):
			return say(t("no permission for %[1]s", a.short(p.Path)), t("check the owner and the rights, or name another directory with --data"))
		}
		return say(t("%[1]s cannot be used: %[2]s", a.short(p.Path), p.Err), t("check the path"))
	}
	return say(err.Error(), t("tizbe acts shows what is held"))
}

var errorLine = pattern.New(`line (\d+)`)

// unreadable says why a text was refused, with the file and line.
func (a *app) unreadable(file string, err error) *failure {
	t := a.say.T
	line := "1"
	if m := errorLine.FindStringSubmatch(err.Error()); m != nil {
		line = m[1]
	}
	why, hint := err.Error(), t("give the official text as the portal publishes it, .txt or .md in UTF-8")
	for _, r := range [...]struct {
		is        error
		why, hint string
	}{
		{reading.ErrEmpty, t("the text is empty"), hint},
		{reading.ErrNUL, t("a NUL byte: this is not text"), hint},
		{reading.ErrNotUTF8, t("bytes that are not UTF-8"), t("convert the file to UTF-8")},
		{reading.ErrTooLong, t("a paragraph over 1 MiB"), t("break the text into its paragraphs")},
		{reading.ErrTooDeep, t("blocks nested over 100 deep"), hint},
		{reading.ErrNotAct, t("neither an enacting formula nor a numbered provision was found"), hint},
	} {
		if errors.Is(err, r.is) {
			why, hint = r.why, r.hint
		}
	}
	return &failure{what: fmt.Sprintf("%s:%s: %s", a.short(file), line, why), hint: hint, err: err}
}

// act finds the act that --act names, with suggestions where there is none.
func (a *app) act(b *versioning.Base, name string) (*versioning.Act, error) {
	act, err := b.Act(name)
	switch {
	case err == nil:
		return act, nil
	case errors.Is(err, versioning.ErrAmbiguousAct):
		var ids []string
		for _, x := range b.Acts() {
			if x.ID.Matches(name) {
				ids = append(ids, string(x.ID))
			}
		}
		return nil, &failure{what: a.say.T("several acts have the number %[1]s", a.short(name)), hint: a.say.T("name one of %[1]s", strings.Join(ids, ", ")), err: err}
	case errors.Is(err, versioning.ErrUnknownAct) && name != "":
		if act, err := a.imported(name); act != nil || err != nil {
			return act, err
		}
	case name == "":
		return nil, &failure{what: a.say.T("no act is held"), hint: a.say.T("tizbe ingest adds one; tizbe init brings the embedded acts"), err: err}
	}
	return nil, &failure{what: a.say.T("the act %[1]s is not held", a.short(name)), hint: a.nearestAct(b, name), err: err}
}

// nearestAct names the acts held that are nearest to the name, those that
// only amend another included.
func (a *app) nearestAct(b *versioning.Base, name string) string {
	var ids []string
	for _, x := range b.Acts() {
		ids = append(ids, string(x.ID))
		for _, e := range x.Events {
			if e.By != x.ID {
				ids = append(ids, string(e.By))
			}
		}
	}
	return a.nearest("", name, ids, a.say.T("tizbe acts lists the acts held"))
}

// noProvision says that no text has the eId, and names the nearest one.
func (a *app) noProvision(root *corpus.Provision, eid string) *failure {
	var all []string
	for p := range root.All() {
		if p.EID != "" {
			all = append(all, p.EID)
		}
	}
	return &failure{what: a.say.T("there is no provision %[1]s in this text", a.short(eid)),
		hint: a.nearest("", eid, all, a.say.T("tizbe show --on DATE lists the provisions with their eIds"))}
}
