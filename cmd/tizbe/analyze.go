package main

import (
	"bufio"
	"errors"
	"strings"

	"github.com/urfave/cli/v2"

	"tizbe/corpus/kazakh"
)

// maxLine bounds a line of standard input, in bytes.
const maxLine = 1 << 20

func analyzeVerb(a *app) *cli.Command {
	t := a.say.T
	return a.verb(&cli.Command{
		Name:        "analyze",
		Usage:       t("the index terms of words on standard input, for measuring the analyzer"),
		UsageText:   "tizbe analyze [--format text|json] < WORDS",
		Description: t("One word a line; text is the word, a tab and its term; json adds the term in any letters.") + "\n\necho 'басқармасының' | tizbe analyze",
		Action:      a.analyze,
	})
}

type analyzeAnswer struct {
	Words []analyzedJSON `json:"words"`
}

type analyzedJSON struct {
	Form   string `json:"form"`
	Term   string `json:"term"`
	Folded string `json:"folded"`
}

func (a *app) analyze(*cli.Context) error {
	in := bufio.NewScanner(a.in)
	in.Buffer(nil, maxLine)
	out := bufio.NewWriter(a.out)
	answer := analyzeAnswer{Words: []analyzedJSON{}}
	for in.Scan() {
		form := strings.TrimRight(in.Text(), "\r")
		if strings.TrimSpace(form) == "" {
			continue
		}
		if a.json() {
			answer.Words = append(answer.Words, analyzedJSON{form, terms(form, kazakh.Stem), terms(form, kazakh.FoldedStem)})
			continue
		}
		out.WriteString(form + "\t" + terms(form, kazakh.Stem) + "\n")
	}
	switch err := in.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return &failure{what: a.say.T("a line over 1 MiB"), hint: a.say.T("give one word a line"), err: err}
	case err != nil:
		return err
	case a.json():
		return a.writeJSON(answer)
	}
	return out.Flush()
}

// terms returns the term of each word of the line; a hyphen compound is one.
func terms(line string, term func(string) string) string {
	var out []string
	for _, w := range kazakh.Compounds(line) {
		out = append(out, term(w.Text))
	}
	return strings.Join(out, " ")
}
