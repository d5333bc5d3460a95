// Package index finds provisions by their words: full text search over bleve,
// in any revision of any act and across revisions. What is asked, which
// wordings meet it and in which order they come is the matter of package
// retrieval; this one keeps the words of any number of wordings on the disk
// and looks them up.
//
// The index is derived from the records and may be deleted at any time.
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
// # Concurrency
//
// The methods of an [Index] may be called from several goroutines. Any number
// of processes may have the index open.
package index
