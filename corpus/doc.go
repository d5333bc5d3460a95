// Package corpus says what a legal text is: an act and its languages, the tree
// of its provisions, and the civil dates and bounds on dates that its formulas
// state. Everything above it speaks these types.
//
// It is a pure core: values in, values out. Nothing here opens a file, asks
// the clock or knows about a database, so that a web page can run the very
// code that the command runs.
//
// The sub-packages turn official text into these values:
//
//	kazakh     letters, folding and stemming of the language
//	numerals   spelled numbers and dates in Kazakh and Russian
//	citation   how official text names a part of an act
//	reading    official text (portal extraction, Markdown) → tree of provisions
//	enactment  entry-into-force and application formulas → rules
//	amending   amending acts → typed clauses
//	editorial  the publisher's notes → what was changed, by which act
//	position   list items, notes and headings → positions, duties and units
//	glossary   unofficial Russian and English equivalents of terms
package corpus
