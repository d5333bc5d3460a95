package main

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/urfave/cli/v2"
	"github.com/xrash/smetrics"

	"tizbe/corpus"
	"tizbe/site/words"
)

// A commandLine is the line as typed, put in the order that the parser of
// flags wants: verb, flags, "--", arguments.
type commandLine struct {
	verb    *cli.Command
	args    []string
	help    bool
	version bool
}

// language sets the printer from a --lang anywhere on the line, before
// anything is said.
func (a *app) language(args []string) error {
	for i, s := range args {
		if s == "--" {
			return nil
		}
		name, value, given := strings.Cut(strings.TrimLeft(s, "-"), "=")
		if name != "lang" || !strings.HasPrefix(s, "-") {
			continue
		}
		if !given {
			if i+1 == len(args) {
				return &misuse{what: a.say.T("--%[1]s has no value", "lang"), hint: a.say.T("the languages are kk, ru and en")}
			}
			value = args[i+1]
		}
		switch l := corpus.Lang(strings.ToLower(value)); l {
		case corpus.Kazakh, corpus.Russian, corpus.English:
			a.say = words.NewPrinter(l)
		default:
			return &misuse{what: a.say.T("--lang %[1]s: there is no such language", a.short(value)), hint: a.say.T("the languages are kk, ru and en")}
		}
	}
	return nil
}

// arrange puts flags before arguments, wherever they were typed. The parser
// of flags stops at the first argument, and people do not.
func (a *app) arrange(commands []*cli.Command, args []string) (commandLine, error) {
	var line commandLine
	var flags [][2]string // name, value; in the order typed
	var bare []string
	values := make(map[string]bool) // every flag of every verb → takes a value
	for _, c := range commands {
		for _, f := range c.Flags {
			for _, n := range f.Names() {
				values[n] = takesValue(f)
			}
		}
	}
	for i := 0; i < len(args); i++ {
		s := args[i]
		if s == "--" {
			bare = append(bare, args[i+1:]...)
			break
		}
		if len(s) < 2 || s[0] != '-' {
			if len(bare) == 0 && s == "help" {
				line.help = true
				continue
			}
			bare = append(bare, s)
			continue
		}
		name, value, given := strings.Cut(strings.TrimPrefix(s[1:], "-"), "=")
		takes, known := values[name]
		switch {
		case name == "help" || name == "h":
			line.help = true
			continue
		case name == "version" || name == "v":
			line.version = true
			continue
		case !known:
			all := make([]string, 0, len(values))
			for n := range values {
				all = append(all, n)
			}
			return line, &misuse{what: a.say.T("unknown flag %[1]s", a.short(s)), hint: a.nearest("--", name, all, a.say.T("tizbe VERB --help lists the flags of a verb"))}
		case takes && !given:
			if i+1 == len(args) {
				return line, &misuse{what: a.say.T("--%[1]s has no value", name), hint: a.say.T("write --%[1]s VALUE", name)}
			}
			i++
			value = args[i]
		case !takes && given && value != "true" && value != "false":
			return line, &misuse{what: a.say.T("--%[1]s takes no value", name), hint: a.say.T("write --%[1]s alone", name)}
		case !takes && !given:
			value = "true"
		}
		if slices.ContainsFunc(flags, func(f [2]string) bool { return f[0] == name }) {
			return line, &misuse{what: a.say.T("--%[1]s is given twice", name), hint: a.say.T("give it once")}
		}
		flags = append(flags, [2]string{name, value})
	}
	if len(bare) == 0 {
		if len(flags) > 0 && !line.help && !line.version && slices.ContainsFunc(flags, func(f [2]string) bool { return f[0] != "lang" }) {
			return line, &misuse{what: a.say.T("no verb"), hint: a.say.T("tizbe --help lists the verbs")}
		}
		return line, nil
	}
	i := slices.IndexFunc(commands, func(c *cli.Command) bool { return c.Name == bare[0] })
	if i < 0 {
		names := make([]string, len(commands))
		for i, c := range commands {
			names[i] = c.Name
		}
		return line, &misuse{what: a.say.T("unknown verb %[1]s", a.short(bare[0])), hint: a.nearest("tizbe ", bare[0], names, a.say.T("tizbe --help lists the verbs"))}
	}
	line.verb = commands[i]
	line.args = []string{line.verb.Name}
	var own []string
	for _, f := range line.verb.Flags {
		own = append(own, f.Names()...)
	}
	for _, f := range flags {
		if !slices.Contains(own, f[0]) {
			return line, &misuse{what: a.say.T("%[1]s has no flag --%[2]s", line.verb.Name, f[0]), hint: a.nearest("--", f[0], own, a.say.T("tizbe %[1]s --help lists its flags", line.verb.Name))}
		}
		line.args = append(line.args, "--"+f[0]+"="+f[1])
	}
	line.args = append(append(line.args, "--"), bare[1:]...)
	return line, nil
}

func takesValue(f cli.Flag) bool {
	d, ok := f.(cli.DocGenerationFlag)
	return ok && d.TakesValue()
}

// nearest returns a hint that names the nearest of the words, else the
// fallback.
func (a *app) nearest(prefix, typed string, all []string, fallback string) string {
	best, least := "", max(2, utf8.RuneCountInString(typed)/3)+1
	slices.Sort(all)
	for _, s := range all {
		if len(s) < 2 {
			continue
		}
		// Bytes do: verbs, flags and identifiers are ASCII.
		d := smetrics.WagnerFischer(typed[:min(len(typed), 100)], s[:min(len(s), 100)], 1, 1, 1)
		if d < least || strings.HasPrefix(s, typed) && len(typed) > 1 && best == "" {
			best, least = s, d
		}
	}
	if best == "" {
		return fallback
	}
	return a.say.T("did you mean %[1]s?", prefix+best)
}

// short quotes what was typed, bounded, with nothing in it that could move
// the cursor.
func (a *app) short(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	rs := []rune(s)
	if len(rs) > 60 {
		rs = append(rs[:60], '…')
	}
	return a.say.T("“%[1]s”", printable(string(rs)))
}

// printable replaces control characters, which a terminal would obey.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Bidi_Control) {
			return '\uFFFD'
		}
		return r
	}, s)
}

func validText(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }
