package main

import (
	"errors"
	"fmt"

	"tizbe/versioning/store"
)

// damage says where something is not what was written. How it shows stands in
// the JSON of verify, for whoever knows the layout of the file.
func (a *app) damage(err error) string {
	var d *store.Damage
	if !errors.As(err, &d) {
		return a.explain(err).what
	}
	if d.Missing {
		return a.say.T("%[1]s: missing", a.damagedPlace(d))
	}
	return a.say.T("%[1]s: not what was written", a.damagedPlace(d))
}

func (a *app) damagedPlace(d *store.Damage) string {
	t := a.say.T
	if d.Bucket != "" && d.Key == "" {
		return t("the part %[1]s of the data file", d.Bucket)
	}
	switch d.Bucket {
	case "":
		if d.Page == 0 {
			return t("the data file")
		}
		return t("page %[1]s of the data file", fmt.Sprint(d.Page))
	case "log":
		return t("record %[1]s", d.Key)
	case "node":
		return t("the provision with the sum %[1]s", d.Key)
	case "text":
		return t("the text with the sum %[1]s", d.Key)
	case "raw":
		return t("the source with the sum %[1]s", d.Key)
	case "act":
		return t("imported act %[1]s", printable(d.Key))
	case "pack":
		return t("block %[1]s of the imported texts", d.Key)
	case "import":
		return t("import %[1]s", d.Key)
	}
	return t("the entry %[1]s of the data file", printable(d.Key))
}
