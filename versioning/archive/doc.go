// Package archive keeps acts that are known only as whole texts with the day
// each took effect, in any language and under any drafting rules: it cuts a
// text into lines, says which line of one revision continues which line of
// the one before, and keeps each wording of each line once.
//
// # Lines and provisions
//
// A text is cut before every line that is not blank; what is joined again is
// the text, byte for byte. Each line is one provision. Headings are told by
// the marks of Markdown ("## "), articles and numbered paragraphs by their
// numbers, points by theirs, in lists too; nothing else is understood, and no
// word of the law is interpreted.
// Headings nest by level, numbered paragraphs hold the numbered ones of a
// lower kind that follow them.
//
// # Identity
//
// A line keeps its eId for life. A revision is compared with its neighbour in
// time: lines that are the same continue each other by a longest common
// subsequence; among what lies between, lines of one kind and number, then
// lines of mostly the same words. What is new gets the next number among its
// siblings, or a dash number between two of them (para_7-1), as the law does;
// a number once given is not given again.
//
// # A pack
//
// A [Pack] is an act: the wordings one after the other in the order in which
// they first appeared, and for each revision the stretches of them that make
// up its text. An amendment therefore adds the lines that it changes and
// nothing else. A pack is written as three streams of bytes that only grow:
// wordings, their lengths and eIds, and stretches; what each is after an Add
// begins with what it was before. [Pack.Weave] puts the wordings into the order
// of the text, which makes other streams of the same act.
//
// The package is pure: no files, no clock, no database.
package archive
