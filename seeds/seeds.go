// Package seeds holds the acts that come with the program: official text, and
// beside it the facts about it that were recorded by hand, with a source and
// a basis for each, the reviewed outline of its headings and the reviewed
// reading of its items, and an unofficial glossary. It is data; package
// versioning/facts reads it.
package seeds

import "embed"

// FS holds the files. Every *.facts.yaml describes one act and names the
// other files it needs.
//
//go:embed *.txt *.yaml
var FS embed.FS
