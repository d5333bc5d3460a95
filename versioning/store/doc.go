// Package store keeps the records of package versioning in one bbolt file,
// tizbe.db: the truth that everything else is derived from.
//
// # Layout
//
// The file has five buckets.
//
//	meta  "format"   8-byte big-endian number: 1, or 3 with imported acts
//	      "head"     the last sequence number and the last chain sum
//	log   sequence   chain sum ‖ record in canonical CBOR
//	node  sum        CBOR array: eId, kind, number, text sum, child sums
//	text  sum        a provision's paragraph, UTF-8
//	raw   sum        a source file byte for byte, gzip
//
// A sequence number is 8 bytes, big-endian, and counts from 1 without gaps. A
// sum is a SHA-256 ([corpus.Sum]): of a provision's parts in node
// ([corpus.NodeSum]), of the plain content in text and raw. So each text is
// stored once, whatever number of revisions and acts hold it. The empty text
// of a container is not stored.
//
// The chain sum of a record is the SHA-256 of the chain sum before it (32
// zero bytes for the first) and the record's CBOR. It makes a changed, lost or
// reordered record visible, and the head, being in the same transaction, a
// lost tail.
//
// Records are maps from Go field names, sorted; a day is a byte string in ISO
// form; a moment is RFC 3339 with nanoseconds, in UTC. The same record always
// gives the same bytes.
//
// # Imported acts
//
// Acts known by dated whole texts ([archive.Pack]) are not records of the log.
// The first import adds three buckets and makes the file one of format 3:
//
//	act     source's name    sum ‖ head in canonical CBOR: identifier, titles, sources,
//	                         a row for each revision in order of effect (day, number,
//	                         import, size, place of its recipe, SHA-256 of its text),
//	                         and where the frames of its three streams are
//	pack    block number     sum ‖ a part of one long string of bytes: the frames
//	import  number, 4 bytes  sum ‖ session in CBOR: file, position, what was done
//	meta    "imported"       transactions, acts, the sums of all heads combined, sum
//
// A frame is up to 128 KiB of a stream, compressed by zstd alone, so that any
// text is read by expanding a few of them, side by side where they are long;
// dictionaries would make the wordings a seventh smaller and reading them twice
// as slow. Stretches of up to a kilobyte are not compressed. A block fills its
// pages, so that little frames waste none. The head has the first 16 bytes of
// each frame's SHA-256, over the compressed bytes: they are checked before
// anything is expanded, which costs a third of checking what they expand to.
//
// Where an act is written first, its wordings stand in the order of the text,
// those of one line beside each other ([archive.Pack.Weave]): of the acts
// that are amended most, which are the ones that matter, this saves a fifth.
// Later imports append what an amendment adds: the lines that it changes and a
// recipe of stretches. Where that has become as long as what it was appended
// to, the act is written anew in order, and the old frames stay behind unused,
// as do short frames at the end of a stream, of which eight are made one.
//
// # What stays compatible
//
// Files of format 1 and 2 stay readable. In format 2, frames are of up to 32 KiB,
// all compressed, and no wordings are said to be in order; the next import makes
// the file one of format 3, and acts get their new order when they are imported
// to. A file with a higher format number, or a record with a field that this
// program does not know, is refused with [ErrNewer] and left as it is.
//
// # What is trusted
//
// Nothing that is read. On opening, the pages of the file are walked once,
// whatever they hold, so that bbolt is not led astray by a damaged one: this
// costs about a microsecond a page. Of a file of more than 16 MiB it is noted
// in tizbe.db.checked, so that the next opening of the same file, by its size,
// time and meta pages, costs nothing that grows with it; the note may be
// deleted at any time. Records are checked against the chain,
// texts against the sum they are addressed by. What does not agree gives
// [ErrDamaged] with bucket and key; it never gives a text.
//
// # Concurrency
//
// [Backup] copies a store that others read and write, without a lock.
// Otherwise many processes may hold a file open read-only at one time, or one process
// may hold it open for writing; the others wait for Options.Timeout and get
// [ErrBusy]. The methods of one [Store] may be called from several goroutines.
package store
