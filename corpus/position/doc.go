// Package position reads the short lines of an official list: the items that
// name positions (лауазымдар), the notes (ескертпелер) that take duties out of
// the list, and the headings that say which unit (бөлініс) the items belong to.
//
// A line of such a list says several things at once. The item
//
//	аға жедел уәкіл (тергеуші, анықтаушы, криминалист)
//
// names four posts: senior operative, senior investigator, senior inquiry
// officer and senior criminalist. [Open] turns the line into its entries. The
// line as published is always the first of them; every further entry carries
// the [Rule] that made it, so that an answer can say how it was reached. What
// the rules make of a line is a proposal ([Propose]); where a person has
// reviewed the line, the review ([Decisions]) takes its place.
//
// A question is read once into a [Query] and then held against entries
// ([Entry.Match]), exclusions ([Exclusion.Names]) and headings
// ([Heading.Match], [MatchPath]). All comparison is by words: the letters are
// folded and the endings taken off by package kazakh, so that a question typed
// in Russian letters or in another case finds its line; the order of the words
// is never changed, and nothing is matched by similarity except in
// [Query.Typo], which says so.
//
// Everything here is a pure function of its arguments. Entries, headings,
// notes and queries are immutable once made and may be shared by goroutines.
package position
