// Package compare shows what differs between two texts of an act to people:
// as a page, and as the comparative table of Kazakh law-making practice
// (салыстырма кесте, сравнительная таблица) on a page or in a Word document.
//
// A [Difference] is made once, by [New]; everything else renders it to a
// writer and does nothing more: no files, no clock. The same difference gives
// the same bytes.
//
// # What is shown
//
// Provisions are named as an amending act names them, with paragraphs counted
// and the ordinals spelled (package element). The basis of a change is the amending
// act with the clause that made it, verbatim, and where its text is not held,
// how the change is known. Where sources publish different texts, each
// source's line stands below.
//
// # The page
//
// A page is one file that loads nothing: no scripts, fonts or pictures. It is
// readable in light and dark, on a narrow screen and on paper. What was taken
// out stands in del and is struck through, what was put in stands in ins and is
// bold and underlined, so that no meaning hangs on colour. The words of
// the act carry its language, the words around them the reader's.
//
// # The document
//
// DOCX is WordprocessingML (ECMA-376, transitional), A4 landscape, with the
// header row repeated on every page.
package compare
