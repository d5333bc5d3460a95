// Package retrieval finds provisions by their words, in any revision of any
// act and across revisions: it takes a question apart, says which wordings are
// wanted, puts what is found in order and makes it readable. It is pure: no
// files, no clock, no index library, so that a page runs what the command runs.
//
// Which wordings meet a condition is looked up by a [Finder]. There are two:
// package index, which keeps any number of wordings on the disk, and [Memory].
// The same question has the same hits in the same order with both, but for
// more than a thousand hits, of which the index puts in order those that it
// values most.
//
// # What is searched
//
// One document for each distinct wording of a provision: act, eId and text.
// It lists the revisions that have the wording, so what is searched grows with
// what changes and not with the number of revisions. A wording that only some
// of the sources publish is a document of its own and names them. The text has
// these fields:
//
//	exact    the words, in lower case
//	stem     stop words out, words stemmed
//	folded   stemmed, whatever letters they were typed with
//	form     the words in any letters, not stemmed: the dictionary for typos
//	path_*   stem and folded of the headings above
//
// The words of package corpus/kazakh are those that positions are matched by
// as well: there is one analysis.
//
// # What is decided elsewhere
//
// Which revision governs on a day is decided by package versioning; the finder
// only narrows the search to the wordings of that revision, and where it
// cannot (it is behind the base, or the revision is none of those it knows)
// each hit is held against the text itself.
//
// # Ranking
//
// Hits are put in order by what a reader can follow: all words in the
// provision itself before some of them in its headings; words as typed before
// other forms of them, before other letters, before a corrected letter; words
// side by side before scattered ones; the position that is the whole line
// before the line that mentions it.
package retrieval
