// Package imported finds the words of imported acts: dated whole texts in any
// language (package archive), which are no records of the log.
//
// # What is indexed
//
// For each word of each act, when the act had it. All words of an act that
// it had on the very same days are one document, which has nothing but them;
// its ID is the act's name and the days on which it came and went. So each
// word of each act stands in the index once, whatever the number of lines and
// revisions that have it; the index grows with what changes; and the ID alone
// tells whether the act had the word on a day, exactly.
//
//	name \x00 days n   a document; each day in 4 bytes, n of them in 2
//	name \x00 \xff\xff the act itself: the sum of what was indexed of it
//
// A document has the one field "w". Words are those of [retrieval.PlainWords].
// In place of their number the index has what they are to the act: 3 in its
// title, 2 often, and of the others 1 where no other act had the word yet, 0
// where one had. scorch writes a word of one document with number 1 into its
// dictionary, which takes a third of the place, and no length beside a number
// of 0.
//
// # How a question is answered
//
// The index gives the acts that had the words on the day. Their texts of that
// day, read from the store, give the lines, so that a line is never shown that
// the text of the day has not: of the acts with the words in their titles
// first, then where the words are frequent. Where there are more acts than
// are enough for the lines that were asked for, or more than [maxActs], or more
// text than [maxText], the rest is left out and the answer says that there is
// more.
//
// # On the disk
//
// The index lives in DIR/imported.bleve, in generations (package generation).
// It is brought up to date in portions, each a generation: what a killed
// process had not finished is taken up where the last portion ended. What the
// acts' sums combined say is compared with the store at each opening.
package imported
