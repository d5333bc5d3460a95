package main

import (
	"bytes"
	"io"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/urfave/cli/v2"
)

// Help is written here and not by the flag library's template, whose own
// words exist in English only.

// help writes the help of a verb, or of the whole command where verb is nil.
func (a *app) help(w io.Writer, commands []*cli.Command, verb *cli.Command) {
	var b bytes.Buffer
	defer func() { w.Write(b.Bytes()) }()
	t := a.say.T
	if verb != nil {
		a.verbHelp(&b, verb)
		return
	}
	a.style.hang(&b, "", t("tizbe: which list governed on that day, and was this position on it?"), bold)
	b.WriteString("\n  tizbe VERB [--flags] [arguments]\n\n")
	width := 0
	for _, c := range commands {
		width = max(width, text.StringWidth(c.Name)+2)
	}
	for _, c := range commands {
		a.style.hang(&b, "  "+pad(c.Name, width), c.Usage, nil)
	}
	b.WriteByte('\n')
	a.style.hang(&b, "", t("Flags may stand before or after arguments. tizbe VERB --help explains a verb with examples. Exit status: 0 answered, 1 failed, 2 not understood."), nil)
	b.WriteString("\n  " + strings.ReplaceAll(examples(commands[0])[0], "\n", "\n  ") + "\n\n")
	a.style.hang(&b, "", a.speaker().Disclaimer(), faint)
}

func (a *app) verbHelp(b *bytes.Buffer, c *cli.Command) {
	t := a.say.T
	a.style.hang(b, "", "tizbe "+c.Name+": "+c.Usage, bold)
	b.WriteByte('\n')
	a.style.hang(b, "  ", c.UsageText, nil)
	if d, _, ok := strings.Cut(c.Description, "\n\n"); ok {
		b.WriteByte('\n')
		a.style.hang(b, "", d, nil)
	}
	b.WriteByte('\n')
	width := 0
	for _, f := range c.Flags {
		width = max(width, len(f.Names()[0])+4)
	}
	for _, f := range c.Flags {
		usage := ""
		if d, ok := f.(cli.DocGenerationFlag); ok {
			usage = d.GetUsage()
		}
		a.style.hang(b, "  "+pad("--"+f.Names()[0], width), usage, nil)
	}
	b.WriteString("\n" + a.style.paint(bold, t("Examples")) + "\n")
	for _, e := range examples(c) {
		b.WriteString("  " + e + "\n")
	}
}

// examples are the lines of the description's last paragraph.
func examples(c *cli.Command) []string {
	d := c.Description
	if i := strings.LastIndex(d, "\n\n"); i >= 0 {
		d = d[i+2:]
	}
	return strings.Split(d, "\n")
}

// example is a hint that shows a verb rightly used.
func (a *app) example(c *cli.Command) string {
	return a.say.T("for example: %[1]s", examples(c)[0])
}

// formatsOf returns the forms that the verb's answer has.
func formatsOf(c *cli.Command) []string {
	i := slices.IndexFunc(c.Flags, func(f cli.Flag) bool { return f.Names()[0] == "format" })
	if i < 0 {
		return nil
	}
	u := c.Flags[i].(*cli.StringFlag).Usage
	return strings.Split(u[strings.LastIndex(u, " ")+1:], "|")
}
