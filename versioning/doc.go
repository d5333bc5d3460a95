// Package versioning says how a legal text changes: the events that happen to
// an act, the typed operations by which an amendment changes its text, the
// revisions that result, and which of them governs a legal relation of a
// given day, as the law stood on another day, as far as was known by a third.
//
// # Records
//
// Everything known is an append-only sequence of [Record] values: acts,
// events, held texts, facts learnt later, disputes between sources. A [Base]
// is the fold of the records known at a moment; nothing in it can be changed.
// A correction is a later record that supersedes an earlier one from the
// moment it was recorded, and the earlier one still answers questions about
// what was known before.
//
// # Time
//
// An event governs a legal relation of the day On, as the law stood on the
// day Seen, when it is in force by Seen and applies from On or earlier. Both
// days may be unknown within bounds, which gives a set of candidate
// revisions: see [Act.AsOf].
//
// A temporary act, or amendment, ends by its own words: see [Expiry]. The day is
// again bounds with a basis, which names how "until" was read. An end governs
// relations of its day and later ones, and what governed until then comes back
// without another act.
//
// # Revisions
//
// The text after a set of events is a [State]. It is held, or derived from a
// held one by undoing and applying operations in the order of adoption. Where
// sources publish different texts of one event, each reading gives a state of
// its own; see [Dispute].
//
// The package is pure: no files, no clock, no database. The sub-package store
// keeps the records on disk; the sub-package eligibility answers questions
// about positions.
package versioning
