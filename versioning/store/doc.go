// Package store keeps the records of package versioning in one bbolt file,
// tizbe.db: the truth that everything else is derived from.
//
// # Layout
//
// The file has five buckets.
//
//	meta  "format"   8-byte big-endian number, now 1
//	      "created"  RFC 3339 time in UTC
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
// # What stays compatible
//
// A file of format 1 stays readable. A file with a higher format number, or a
// record with a field that this program does not know, is refused with
// [ErrNewer] and left as it is.
//
// # What is trusted
//
// Nothing that is read. On opening, the pages of the file are walked once,
// whatever they hold, so that bbolt is not led astray by a damaged one: this
// costs about a microsecond a page. Records are checked against the chain,
// texts against the sum they are addressed by. What does not agree gives
// [ErrDamaged] with bucket and key; it never gives a text.
//
// # Concurrency
//
// Many processes may hold a file open read-only at one time, or one process
// may hold it open for writing; the others wait for Options.Timeout and get
// [ErrBusy]. The methods of one [Store] may be called from several goroutines.
package store
