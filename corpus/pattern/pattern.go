// Package pattern holds regular expressions that are compiled at their first
// use. The readers of official text have some two hundred of them, and most
// runs of the program read no text: compiled where they are declared, they
// would cost every start several milliseconds.
package pattern

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// A Regexp is a [regexp.Regexp] that is compiled once, when it is first asked
// for anything. Its methods are those of the same name there. It is safe for
// concurrent use, and is not to be copied.
type Regexp struct {
	expr string
	have []string
	once sync.Once
	re   *regexp.Regexp
}

// New returns the expression, not compiled yet. One that is not valid panics
// at its first use; internal/house compiles all that are declared.
func New(expr string) *Regexp { return &Regexp{expr: expr} }

// Having states words of which one stands in every text that the expression
// matches, so that [Regexp.MatchString] need not try it on others: most lines
// have none, and to look for a word is many times quicker. It returns r.
func (r *Regexp) Having(words ...string) *Regexp {
	r.have = words
	return r
}

func (r *Regexp) compiled() *regexp.Regexp {
	r.once.Do(func() { r.re = regexp.MustCompile(r.expr) })
	return r.re
}

func (r *Regexp) Match(b []byte) bool { return r.compiled().Match(b) }
func (r *Regexp) MatchString(s string) bool {
	if r.have != nil && !slices.ContainsFunc(r.have, func(w string) bool { return strings.Contains(s, w) }) {
		return false
	}
	return r.compiled().MatchString(s)
}
func (r *Regexp) FindString(s string) string           { return r.compiled().FindString(s) }
func (r *Regexp) FindStringIndex(s string) []int       { return r.compiled().FindStringIndex(s) }
func (r *Regexp) FindStringSubmatch(s string) []string { return r.compiled().FindStringSubmatch(s) }
func (r *Regexp) FindStringSubmatchIndex(s string) []int {
	return r.compiled().FindStringSubmatchIndex(s)
}
func (r *Regexp) FindAllString(s string, n int) []string { return r.compiled().FindAllString(s, n) }
func (r *Regexp) FindAllStringIndex(s string, n int) [][]int {
	return r.compiled().FindAllStringIndex(s, n)
}
func (r *Regexp) FindAllStringSubmatch(s string, n int) [][]string {
	return r.compiled().FindAllStringSubmatch(s, n)
}
func (r *Regexp) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return r.compiled().FindAllStringSubmatchIndex(s, n)
}
func (r *Regexp) ReplaceAllString(s, repl string) string {
	return r.compiled().ReplaceAllString(s, repl)
}
func (r *Regexp) ReplaceAllStringFunc(s string, f func(string) string) string {
	return r.compiled().ReplaceAllStringFunc(s, f)
}
func (r *Regexp) SubexpIndex(name string) int { return r.compiled().SubexpIndex(name) }
