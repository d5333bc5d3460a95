package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/urfave/cli/v2"

	"tizbe/versioning/store"
)

func backupVerb(a *app) *cli.Command {
	t := a.say.T
	return a.verb(&cli.Command{
		Name:      "backup",
		Usage:     t("copy everything that is held to a file, and check the copy"),
		UsageText: "tizbe backup FILE",
		ArgsUsage: "FILE",
		Description: t("The copy is of one moment, and nobody is kept waiting for it, not even an import that is going on. The file gets its name when the copy was read whole; a file that exists is left as it is.") + "\n\n" +
			"tizbe backup tizbe-2026-11-22.db",
		Action: a.backup,
	})
}

type backupAnswer struct {
	File      string `json:"file"`
	Bytes     int64  `json:"bytes"`
	Records   int    `json:"records"`
	Acts      int    `json:"imported_acts"`
	Revisions int    `json:"imported_revisions"`
}

func (a *app) backup(x *cli.Context) error {
	file := x.Args().First()
	if err := a.bounded("FILE", file); err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	line := a.progressLine(0)
	r, err := store.Backup(ctx, a.dir, file, line.walk)
	line.clear()
	switch {
	case errors.Is(err, store.ErrFileExists):
		return &failure{what: a.say.T("the file %[1]s exists already", a.short(file)), hint: a.say.T("name another file, or move this one away"), err: err}
	case errors.Is(err, store.ErrUnsettled):
		return &failure{what: a.say.T("the data in %[1]s change too fast to be copied", a.dir), hint: a.say.T("try again in a moment"), err: err}
	case err != nil:
		return err
	}
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	if a.json() {
		return a.writeJSON(backupAnswer{file, info.Size(), r.Records, r.Acts, r.Revisions})
	}
	a.style.hang(a.out, "", a.say.T("backup %[1]s: %[2]s MB", file, megabytes(info.Size())), bold)
	a.reportWords(r)
	return nil
}

func restoreVerb(a *app) *cli.Command {
	t := a.say.T
	return a.verb(&cli.Command{
		Name:      "restore",
		Usage:     t("put a backup in the place of what is held"),
		UsageText: "tizbe restore FILE",
		ArgsUsage: "FILE",
		Description: t("The backup is copied and read whole first; one that does not verify is refused, and nothing is changed. What was held is kept beside it under another name.") + "\n\n" +
			"tizbe restore tizbe-2026-11-22.db",
		Action: a.restore,
	})
}

type restoreAnswer struct {
	File      string `json:"file"`
	Kept      string `json:"kept"` // the name of what was held before; "" for nothing
	Records   int    `json:"records"`
	Acts      int    `json:"imported_acts"`
	Revisions int    `json:"imported_revisions"`
}

func (a *app) restore(x *cli.Context) error {
	file := x.Args().First()
	if err := a.bounded("FILE", file); err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	line := a.progressLine(0)
	kept, r, err := store.Restore(ctx, file, a.dir, line.walk)
	line.clear()
	switch {
	case errors.Is(err, store.ErrDamaged), errors.Is(err, store.ErrNotStore):
		why := a.say.T("it is not a file of this program")
		if errors.Is(err, store.ErrDamaged) {
			why = a.damage(err)
		}
		return &failure{what: a.say.T("%[1]s is not a sound backup: %[2]s", a.short(file), why), hint: a.say.T("nothing was changed; take another backup"), err: err}
	case err != nil:
		return err
	}
	if a.json() {
		return a.writeJSON(restoreAnswer{file, kept, r.Records, r.Acts, r.Revisions})
	}
	a.style.hang(a.out, "", a.say.T("restored from %[1]s", file), bold)
	if kept != "" {
		a.style.hang(a.out, "", a.say.T("what was held before is kept as %[1]s", filepath.Base(kept)), nil)
	}
	a.reportWords(r)
	return nil
}
