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
// The index lives in DIR/index.bleve, in generations (package generation):
// readers never wait for a writer, and a writer killed at any moment leaves
// the index as it was.
//
// # Concurrency
//
// The methods of an [Index] may be called from several goroutines. Any number
// of processes may have the index open.
package index
