package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

func completionVerb(a *app) *cli.Command {
	t := a.say.T
	return a.verb(&cli.Command{
		Name:      "completion",
		Usage:     t("a script that completes verbs and flags in the shell"),
		UsageText: "tizbe completion bash|zsh|fish|powershell",
		ArgsUsage: "SHELL",
		Description: "source <(tizbe completion bash)\n" +
			"source <(tizbe completion zsh)\n" +
			"tizbe completion fish | source\n" +
			"tizbe completion powershell | Out-String | Invoke-Expression",
		Action: func(x *cli.Context) error {
			script, ok := completions[x.Args().First()]
			if !ok {
				return &misuse{what: a.say.T("there is no completion for the shell %[1]s", a.short(x.Args().First())), hint: a.say.T("the shells are bash, zsh, fish and powershell")}
			}
			a.printf("%s", script)
			return nil
		},
	}, "text")
}

// completionFlag ends a line that is to be completed, not run: what stands
// before it is complete, and each possible next word is printed on a line.
const completionFlag = "--generate-bash-completion"

var completions = map[string]string{
	"bash": `_tizbe() {
    local IFS=$'\n' cur="${COMP_WORDS[COMP_CWORD]}"
    COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "${COMP_WORDS[@]:1:COMP_CWORD-1}" ` + completionFlag + ` 2>/dev/null)" -- "$cur"))
    [ ${#COMPREPLY[@]} -eq 0 ] && COMPREPLY=($(compgen -f -- "$cur"))
}
complete -F _tizbe tizbe
`,
	"zsh": `#compdef tizbe
_tizbe() {
    local -a words_
    words_=("${(@f)$("${words[@]:0:$((CURRENT-1))}" ` + completionFlag + ` 2>/dev/null)}")
    if [[ -n "${words_[1]}" ]]; then compadd -- "${words_[@]}"; else _files; fi
}
compdef _tizbe tizbe
`,
	"fish": `function __tizbe_words
    set -l typed (commandline -opc)
    $typed ` + completionFlag + ` 2>/dev/null
end
complete -c tizbe -a '(__tizbe_words)'
`,
	"powershell": `Register-ArgumentCompleter -Native -CommandName tizbe -ScriptBlock {
    param($word, $ast, $cursor)
    $typed = @($ast.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursor } | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
    & tizbe @typed ` + completionFlag + ` 2>$null | Where-Object { $_ -like "$word*" } | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
    }
}
`,
}

// values are the words that a flag can be completed to.
var flagValues = map[string][]string{"lang": {"kk", "ru", "en"}}

// complete prints the words that may follow those typed.
func (a *app) complete(commands []*cli.Command, typed []string) int {
	say := func(words ...string) int {
		for _, w := range words {
			fmt.Fprintln(a.out, w)
		}
		return answered
	}
	var verb *cli.Command
	for _, w := range typed {
		if i := slices.IndexFunc(commands, func(c *cli.Command) bool { return c.Name == w }); i >= 0 && verb == nil {
			verb = commands[i]
		}
	}
	if n := len(typed); n > 0 && strings.HasPrefix(typed[n-1], "--") {
		name := strings.TrimPrefix(typed[n-1], "--")
		if vs, ok := flagValues[name]; ok {
			return say(vs...)
		}
		if verb != nil {
			for _, f := range verb.Flags {
				if f.Names()[0] == name && takesValue(f) {
					if name == "format" {
						return say(formatsOf(verb)...)
					}
					return answered
				}
			}
		}
	}
	if verb == nil {
		for _, c := range commands {
			say(c.Name)
		}
		return say("--help", "--version", "--lang", "--data")
	}
	if verb.Name == "completion" {
		say("bash", "zsh", "fish", "powershell")
	}
	for _, f := range verb.Flags {
		if w := "--" + f.Names()[0]; !slices.Contains(typed, w) {
			say(w)
		}
	}
	return answered
}
