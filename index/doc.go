// Package index finds provisions by their words: full text search over bleve,
// in any revision of any act and across revisions.
//
// # What is indexed
//
// One document for each distinct wording of a provision: act, eId and text.
// It lists the revisions that have the wording, so the index grows with what
// changes and not with the number of revisions. A wording that only some of
// the sources publish is a document of its own and names them. The text has
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
// The index is derived from the records and may be deleted at any time. Which
// revision governs on a day is decided by package versioning; the index only
// narrows the search to the wordings of that revision, and where it cannot
// (it is older than the records, or the revision is none of those indexed)
// each hit is held against the text itself.
//
// # On the disk
//
// The index lives in DIR/index.bleve:
//
//	CURRENT        which generation is current: its name, its files with their
//	               sizes and checksums, the watermark of the records
//	g-XXXXXXXX/    a generation: a bleve index on scorch
//	lock           held by whoever makes the next generation
//
// A generation that CURRENT names is never written to. Whoever brings the
// index up to date makes the next one beside it (by hard links to the segment
// files, which scorch never changes, or from nothing), and renames CURRENT into
// place. So readers never wait for a writer, and a writer killed at any moment
// leaves a directory that nobody looks at, which the next writer removes.
//
// The watermark stands in the index too, written in the batch that completes
// it; an index without it, with another one than CURRENT says, with a file
// of another size or checksum, or built with another version of the analyzers
// or of the document format is built anew.
//
// # Ranking
//
// Hits are found by bleve and put in order here, by what a reader can follow:
// all words in the provision itself before some of them in its headings;
// words as typed before other forms of them, before other letters, before a
// corrected letter; words side by side before scattered ones; the position
// that is the whole line before the line that mentions it.
//
// # Concurrency
//
// The methods of an [Index] may be called from several goroutines. Any number
// of processes may have the index open.
package index
