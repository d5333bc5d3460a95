package main

import (
	"encoding/json"
	"tizbe/site/answer"
)

// speaker gives answers the words of the run's language.
func (a *app) speaker() answer.Speaker { return answer.Speaker{Printer: a.say} }

// writeJSON writes one indented JSON value, with letters as they are.
func (a *app) writeJSON(v any) error {
	e := json.NewEncoder(a.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
